//! Rows on their way into a sheet: cells by the heads of their columns, which are put in order when all are there.

use super::book::Sheet;
use alloc::collections::{BTreeMap, BTreeSet};

/// The rows of a sheet.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<BTreeMap<String, String>>,
}

impl Table {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(BTreeMap::new());
    }

    /// Fills a cell of the last row.
    pub(super) fn put(&mut self, head: &str, cell: impl Into<String>) {
        if let Some(row) = self.rows.last_mut() {
            row.insert(head.into(), cell.into());
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every head that a row has.
    pub(super) fn heads(&self) -> BTreeSet<&str> {
        self.rows.iter().flat_map(|row| row.keys().map(String::as_str)).collect()
    }

    /// The sheet, its columns in this order; those of `always` stand there without a cell too.
    pub(super) fn sheet(&self, name: &str, order: &[String], always: usize) -> Sheet {
        let used = self.heads();
        let heads = order.iter().enumerate();
        let heads: Vec<&String> = heads
            .filter(|(place, head)| *place < always || used.contains(head.as_str()))
            .map(|(_, head)| head)
            .collect();
        let mut rows = vec![heads.iter().map(|head| (*head).clone()).collect::<Vec<_>>()];
        for row in &self.rows {
            rows.push(heads.iter().map(|head| row.get(*head).cloned().unwrap_or_default()).collect());
        }
        Sheet { name: name.into(), rows }
    }
}
