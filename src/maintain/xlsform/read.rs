//! From the bytes of a workbook to its cells.
//!
//! Invariant: nothing is unpacked whole before it is known how long it is. What the archive says of its parts is looked at
//! first, then each part is unpacked into nothing and counted, as what is said can be a lie; cells are taken one by one.

use super::super::finding::{Finding, quoted};
use super::book::{Book, Sheet};
use calamine::{DataRef, Reader as _, Xlsx};
use std::io::{self, Cursor, Read as _};
use zip::ZipArchive;

/// The most bytes of a workbook.
pub const LARGEST_BOOK: usize = 8 << 20;
/// The most parts of one.
const MOST_PARTS: usize = 1_000;
/// The most bytes of a part, unpacked.
const LARGEST_PART: u64 = 24 << 20;
/// The most bytes of all parts together.
const LARGEST: u64 = 48 << 20;
/// The most rows and columns of a sheet.
const MOST_ROWS: usize = 20_000;
const MOST_COLUMNS: usize = 500;
/// The most cells of a workbook that are not empty.
const MOST_CELLS: usize = 200_000;
/// The most characters of a cell: what spreadsheets take.
const LONGEST_CELL: usize = 32_767;
/// The most bytes of all cells.
const LONGEST: usize = 16 << 20;

fn no_book(message: String, help: &str) -> Vec<Finding> {
    vec![Finding::error("not-a-workbook", "", message, help)]
}

fn too_large(message: String) -> Vec<Finding> {
    let help = "leave out what is no part of the form: pictures, notes, empty rows with format";
    vec![Finding::error("too-large", "", message, help)]
}

/// The cells of a workbook.
///
/// # Errors
/// That it is none, or larger than any form.
pub fn read(bytes: &[u8]) -> Result<Book, Vec<Finding>> {
    if bytes.len() > LARGEST_BOOK {
        return Err(too_large(format!("the workbook has more than {LARGEST_BOOK} bytes")));
    }
    measure(bytes)?;
    let wrong = |error: &dyn core::fmt::Display| {
        no_book(format!("this workbook cannot be read: {}", quoted(&error.to_string())), "save it anew as .xlsx")
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    let (mut sheets, mut cells, mut length) = (Vec::new(), 0, 0);
    for name in book.sheet_names() {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut reader = book.worksheet_cells_reader(&name).map_err(|error| wrong(&error))?;
        while let Some(cell) = reader.next_cell().map_err(|error| wrong(&error))? {
            let text = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::SharedString(text) => (*text).to_owned(),
                DataRef::String(text) => text.clone(),
                DataRef::Bool(flag) => flag.to_string().to_uppercase(),
                // A number reads as a spreadsheet shows it: without a point where it is whole.
                other => calamine::Data::from(other.clone()).to_string(),
            };
            if text.is_empty() {
                continue;
            }
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            (cells, length) = (cells + 1, length + text.len());
            if row >= MOST_ROWS || column >= MOST_COLUMNS {
                let most = format!("{MOST_ROWS} rows and {MOST_COLUMNS} columns");
                return Err(too_large(format!("the sheet {} has more than {most}", quoted(&name))));
            }
            if cells > MOST_CELLS || length > LONGEST || text.chars().nth(LONGEST_CELL).is_some() {
                return Err(too_large(format!("the sheet {} has more text than a form", quoted(&name))));
            }
            if rows.len() <= row {
                rows.resize(row + 1, Vec::new());
            }
            if let Some(cells) = rows.get_mut(row) {
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                if let Some(slot) = cells.get_mut(column) {
                    *slot = text;
                }
            }
        }
        sheets.push(Sheet { name, rows });
    }
    Ok(Book { sheets })
}

fn name_of<T: AsRef<str>, E>(name: &Result<T, E>) -> String {
    name.as_ref().map_or_else(|_| String::new(), |name| name.as_ref().to_owned())
}

/// Tells whether a workbook unpacks to what can be a form.
fn measure(bytes: &[u8]) -> Result<(), Vec<Finding>> {
    let help = "save it as an Excel workbook, .xlsx";
    let none = |_| no_book("this is not an .xlsx workbook".into(), help);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(none)?;
    if archive.len() > MOST_PARTS {
        return Err(too_large(format!("the workbook has more than {MOST_PARTS} parts")));
    }
    let over = |name: &str| too_large(format!("{} unpacks to more than {LARGEST_PART} bytes", quoted(name)));
    let mut all = 0;
    // What it says of its parts.
    for place in 0..archive.len() {
        let part = archive.by_index_raw(place).map_err(none)?;
        if part.size() > LARGEST_PART {
            return Err(over(&name_of(&part.name())));
        }
        all += part.size();
    }
    if all > LARGEST {
        return Err(too_large(format!("the workbook unpacks to more than {LARGEST} bytes")));
    }
    // What they are.
    all = 0;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(none)?;
        let name = name_of(&part.name());
        let length = io::copy(&mut part.take(LARGEST_PART + 1), &mut io::sink());
        let length = length.map_err(|_| no_book(format!("its part {} is damaged", quoted(&name)), help))?;
        if length > LARGEST_PART {
            return Err(over(&name));
        }
        all += length;
        if all > LARGEST {
            return Err(too_large(format!("the workbook unpacks to more than {LARGEST} bytes")));
        }
    }
    Ok(())
}
