//! From cells to the bytes of a workbook. Every cell is text, so that no spreadsheet takes one for a formula or a day.

use super::book::Book;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// The workbook; the same bytes for the same cells.
///
/// # Errors
/// A sheet or a cell that no spreadsheet takes.
pub fn write(book: &Book) -> Result<Vec<u8>, String> {
    bytes(book).map_err(|error| error.to_string())
}

fn bytes(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A day that says nothing: of when and by whom a form was written nothing is told.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let (head, text) = (Format::new().set_bold().set_num_format("@"), Format::new().set_num_format("@"));
    for sheet in &book.sheets {
        let page = workbook.add_worksheet().set_name(&sheet.name)?;
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                page.write_string_with_format(row, column, cell, if row == 0 { &head } else { &text })?;
            }
        }
        page.set_freeze_panes(1, 0)?;
    }
    workbook.save_to_buffer()
}
