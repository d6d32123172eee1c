//! The page: its fenced blocks, its tables, and the form its examples use.

use super::common;
use serde_json::Value;

/// A fenced block.
pub struct Block {
    pub line: usize,
    /// What stands behind the fence.
    pub tag: String,
    pub text: String,
}

/// A table with a comment `test:` before it.
pub struct Table {
    pub line: usize,
    pub tag: String,
    pub rows: Vec<Vec<String>>,
    /// How many blocks stand before it.
    pub after: usize,
}

pub struct Page {
    pub text: String,
    pub blocks: Vec<Block>,
    pub tables: Vec<Table>,
}

/// The cells of a line of a table, without code marks; `\|` is a bar.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').trim_end_matches('|').replace("\\|", "\u{1}");
    line.split('|').map(|cell| cell.trim().trim_matches('`').replace('\u{1}', "|")).collect()
}

impl Page {
    pub fn read() -> Self {
        let text = String::from_utf8(common::file("docs/form-language.md")).unwrap();
        let (mut blocks, mut tables): (Vec<Block>, Vec<Table>) = (Vec::new(), Vec::new());
        let mut lines = (1..).zip(text.lines());
        while let Some((line, content)) = lines.next() {
            if let Some(tag) = content.strip_prefix("```") {
                let inside: Vec<_> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
                blocks.push(Block { line, tag: tag.to_owned(), text: inside.join("\n") });
            } else if let Some(tag) = content.strip_prefix("<!-- test: ") {
                let tag = tag.strip_suffix(" -->").unwrap().to_owned();
                let rows = lines.by_ref().map(|(_, line)| line).take_while(|line| line.starts_with('|'));
                let rows: Vec<_> = rows.map(cells).collect();
                assert!(rows.len() > 2 && rows[1].iter().all(|cell| cell == "---"), "line {line}: a table");
                let rows = rows[..1].iter().chain(&rows[2..]).cloned().collect();
                tables.push(Table { line, tag, rows, after: blocks.len() });
            } else {
                assert!(!content.contains("<!--"), "line {line}: what does the comment say?");
            }
        }
        Self { text, blocks, tables }
    }

    fn block(&self, tag: &str) -> &str {
        &self.blocks.iter().find(|block| block.tag == tag).unwrap().text
    }

    /// The form that the examples use.
    pub fn form(&self) -> Value {
        serde_json::from_str(self.block("json form")).unwrap()
    }

    /// The answers of the worked examples.
    pub fn answers(&self) -> Value {
        serde_json::from_str(self.block("json answers")).unwrap()
    }

    /// The last score before a table.
    pub fn score_before(&self, table: &Table) -> Value {
        let block = self.blocks[..table.after].iter().rfind(|block| block.tag == "json score").unwrap();
        serde_json::from_str(&block.text).unwrap()
    }
}
