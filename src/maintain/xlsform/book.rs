//! A workbook as text cells, and where each of them stands.

/// A sheet: its name, and its cells by rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The first row is the head. Rows and cells that are not there are empty.
    pub rows: Vec<Vec<String>>,
}

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

impl Book {
    /// A sheet, by its name.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
    }
}

impl Sheet {
    /// A cell, empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
    }

    /// What stands in the head of a column.
    pub(super) fn head(&self, column: usize) -> &str {
        self.cell(0, column).trim()
    }

    /// The columns that have a head or a cell.
    pub(super) fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }

    /// Whether nothing stands in a row.
    pub(super) fn is_blank(&self, row: usize) -> bool {
        self.rows.get(row).is_none_or(|row| row.iter().all(|cell| cell.trim().is_empty()))
    }
}

/// Where a cell stands: its sheet, and row and column from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) sheet: String,
    pub(super) head: String,
    pub(super) row: usize,
    pub(super) column: usize,
}

impl Place {
    pub(super) fn of(sheet: &Sheet, row: usize, column: usize) -> Self {
        Self { sheet: sheet.name.clone(), head: sheet.head(column).into(), row, column }
    }

    /// As spreadsheets name it: `D4`.
    pub(super) fn name(&self) -> String {
        let (mut letters, mut left) = (String::new(), self.column + 1);
        while left > 0 {
            let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
            letters.insert(0, char::from(b'A' + digit));
            left = (left - 1) / 26;
        }
        format!("{letters}{}", self.row + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        let named = |row, column| Place { sheet: String::new(), head: String::new(), row, column }.name();
        assert_eq!(
            [named(0, 0), named(3, 25), named(9, 26), named(0, 701), named(0, 702)],
            ["A1", "Z4", "AA10", "ZZ1", "AAA1"]
        );
    }
}
