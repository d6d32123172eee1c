//! The sheet `choices`: lists of choices, and what a filter makes of them.

use super::super::finding::quoted;
use super::book::{Book, Sheet};
use super::head::{Head, heads, language};
use super::names;
use super::own::{CONSENT, field, member, sorted, text};
use super::questions::Questions;
use super::told::Told;
use crate::definition::Choice;
use crate::json::{Entry, Json, Kind};
use alloc::collections::BTreeMap;

/// A list of choices.
#[derive(Debug)]
pub(super) struct List {
    /// Its name in the workbook.
    pub(super) name: String,
    /// Its name in the form.
    pub(super) id: String,
    pub(super) at: usize,
    pub(super) choices: Vec<ChoiceRow>,
}

/// A choice.
#[derive(Debug)]
pub(super) struct ChoiceRow {
    pub(super) name: String,
    pub(super) code: String,
    pub(super) at: usize,
    pub(super) members: Vec<Entry>,
    /// Its text in other languages.
    pub(super) texts: Vec<(String, String)>,
    /// Columns that only a filter reads: their heads, what stands there, and where.
    pub(super) columns: BTreeMap<String, (String, usize)>,
}

impl List {
    /// The names of its choices and their codes.
    pub(super) fn codes(&self) -> Vec<(String, String)> {
        self.choices.iter().map(|choice| (choice.name.trim().into(), choice.code.clone())).collect()
    }

    /// The id of the question or matrix whose own choices these are: it alone has them, and they have its name.
    pub(super) fn owner<'k>(&self, known: &'k Questions) -> Option<&'k str> {
        let name = self.name.strip_suffix(names::OWN).unwrap_or(&self.name);
        let holder = known.holder(&self.name).filter(|_| !self.name.ends_with(names::SHARED))?;
        (names::item(name).as_deref() == Some(holder)).then_some(holder)
    }

    /// As the form has it.
    pub(super) fn json(&self) -> Json {
        let choice = |choice: &ChoiceRow| {
            let members = sorted(choice.members.clone(), Choice::FIELDS);
            Json { at: choice.at, kind: Kind::Object(members) }
        };
        Json { at: self.at, kind: Kind::List(self.choices.iter().map(choice).collect()) }
    }
}

/// All lists of a workbook.
pub(super) fn lists(book: &Book, source: &str, told: &mut Told) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let Some(sheet) = book.sheet("choices") else { return lists };
    let heads = heads(sheet);
    let column = |wanted: &str| {
        heads.iter().position(|head| *head == Head::Plain(if wanted == "name" { "name" } else { "list_name" }))
    };
    let (of_list, of_name) = (column("list_name"), column("name"));
    for row in (1..sheet.rows.len()).filter(|row| !sheet.is_blank(*row)) {
        let cell = |column: Option<usize>| column.map_or("", |column| sheet.cell(row, column));
        let (list, name) = (cell(of_list).trim(), cell(of_name));
        let at = told.at(sheet, row, of_name.or(of_list).unwrap_or_default());
        if list.is_empty() || name.trim().is_empty() {
            told.wrong("missing-name", at, "a choice has no list or no name", "fill in `list_name` and `name`");
            continue;
        }
        if list == CONSENT {
            continue;
        }
        let Some(code) = names::code(name) else {
            let message = format!("{} cannot be a code", quoted(name));
            told.wrong("bad-name", at, &message, "use letters from a to z, digits and `_`, at most 64");
            continue;
        };
        let place = lists.iter().position(|known| known.name == list).unwrap_or_else(|| {
            let at = told.at(sheet, row, of_list.unwrap_or_default());
            let id = names::list(list).unwrap_or_default();
            if id.is_empty() || lists.iter().any(|known| known.id == id) {
                let message = format!("{} cannot be the name of a list, or is that of another", quoted(list));
                told.wrong("bad-name", at, &message, "use letters from a to z, digits and `_`, at most 64");
            }
            lists.push(List { name: list.into(), id, at, choices: Vec::new() });
            lists.len() - 1
        });
        let mut made = ChoiceRow {
            name: name.into(),
            code: code.clone(),
            at,
            members: vec![member("code", text(at, &code))],
            texts: Vec::new(),
            columns: BTreeMap::new(),
        };
        for (column, head) in heads.iter().enumerate().filter(|(column, _)| !sheet.cell(row, *column).trim().is_empty())
        {
            take(sheet, (row, column), head, source, &mut made, told);
        }
        let Some(list) = lists.get_mut(place) else { continue };
        if let Some(twin) = list.choices.iter().find(|known| known.code == code) {
            let message = format!("{} and {} become the same code {}", quoted(&twin.name), quoted(name), quoted(&code));
            told.wrong("name-taken", at, &message, "give one of them another name");
            continue;
        }
        list.choices.push(made);
    }
    lists
}

fn take(
    sheet: &Sheet,
    (row, column): (usize, usize),
    head: &Head,
    source: &str,
    made: &mut ChoiceRow,
    told: &mut Told,
) {
    let cell = sheet.cell(row, column);
    let at = told.at(sheet, row, column);
    match head {
        Head::Plain("name" | "list_name") => {}
        Head::Text("label", name) => {
            let tag = name.as_deref().map_or(Some(source.into()), language);
            match tag {
                Some(tag) if tag == source => made.members.push(member("text", text(at, &cell.replace("\r\n", "\n")))),
                Some(tag) => made.texts.push((tag, cell.replace("\r\n", "\n"))),
                None => {}
            }
        }
        Head::Own(key) => {
            let known = field(Choice::FIELDS, key).filter(|_| key != "code" && key != "text");
            made.members.extend(told.value(known, key, cell, at).map(|value| member(key, value)));
        }
        Head::Looks => told.left_out(at, "choices have no place for this", "remove it"),
        _ => {
            made.columns.insert(sheet.head(column).into(), (cell.trim().into(), at));
        }
    }
}
