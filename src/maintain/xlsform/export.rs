//! A form as a workbook.
//!
//! Invariant: what is written is read again as the same form. What other programs do not read, or read otherwise, is told.

use super::super::finding::{Finding, quoted};
use super::super::translate;
use super::book::{Book, Sheet};
use super::head::language_name;
use super::names::{self, Names};
use super::outcomes::STATEMENTS;
use super::own::{COLUMN, CONSENT, CONSENTS, SHEET, encoded, field, key, sheets};
use super::rows::{Lists, Rows, questions};
use super::table::Table;
use crate::definition::shape::Field;
use crate::definition::{Choice, FormDefinition, Item, Outcomes, Row, Score, Statement, TextsOverlay};
use crate::form::Form;
use crate::json::{Entry, Json, Kind, Limits, read};
use alloc::collections::{BTreeMap, BTreeSet};

/// The members of an object.
pub(super) fn members(json: Option<&Json>) -> &[Entry] {
    match json.map(|json| &json.kind) {
        Some(Kind::Object(members)) => members,
        _ => &[],
    }
}

/// The members of a list.
pub(super) fn list(json: Option<&Json>) -> &[Json] {
    match json.map(|json| &json.kind) {
        Some(Kind::List(list)) => list,
        _ => &[],
    }
}

pub(super) fn text_of<'j>(json: &'j Json, key: &str) -> &'j str {
    json.get(key).and_then(Json::text).unwrap_or_default()
}

/// Texts in other languages, and which of them stand beside their source.
pub(super) struct Texts {
    /// The language of the form, and whether it is named in heads: where there are others.
    source: String,
    pub(super) others: Vec<(String, BTreeMap<String, String>)>,
    placed: BTreeSet<String>,
}

impl Texts {
    /// The head of a text in a language, and of that in the form's own.
    pub(super) fn head(&self, name: &str, tag: Option<&str>) -> String {
        match tag {
            None if self.others.is_empty() => name.into(),
            tag => format!("{name}::{}", language_name(tag.unwrap_or(&self.source))),
        }
    }

    /// The heads of a text, the form's own first.
    pub(super) fn heads(&self, name: &str) -> Vec<String> {
        let others = self.others.iter().map(|(tag, _)| self.head(name, Some(tag)));
        core::iter::once(self.head(name, None)).chain(others).collect()
    }

    /// Puts a text in every language.
    pub(super) fn put(&mut self, table: &mut Table, name: &str, source: &str, key: &str) {
        table.put(&self.head(name, None), source);
        for (tag, texts) in &self.others {
            if let Some(text) = texts.get(key) {
                table.put(&self.head(name, Some(tag)), text);
            }
        }
        self.placed.insert(key.into());
    }
}

/// The workbook of a form that was checked, with its texts in other languages, and what of it others do not read.
pub fn export(text: &[u8], form: &Form, overlays: &[TextsOverlay]) -> (Book, Vec<Finding>) {
    let Ok(json) = read(text, Limits::DEFINITION) else { return (Book::default(), Vec::new()) };
    let names = Names::of(&json);
    let known = questions(&json, &names);
    let mut told = not_carried(&json);
    let source = text_of(&json, "sourceLanguage").to_owned();
    let others = overlays.iter().map(|overlay| current(form, overlay, &mut told)).collect();
    let mut texts = Texts { source, others, placed: BTreeSet::new() };

    let lists = Lists::of(&json, &names);
    let mut rows = Rows {
        names: &names,
        known: &known,
        lists: &lists,
        texts: &mut texts,
        table: Table::default(),
        told: Vec::new(),
        choices: Vec::new(),
    };
    rows.groups(&json);
    let (survey, told_of_rows, own_choices) = (rows.table, rows.told, rows.choices);
    told.extend(told_of_rows);
    let choices = choices(&json, &own_choices, (&names, &lists), &mut texts);

    let mut book = vec![survey_sheet(&survey, &texts), choices_sheet(&choices, &texts), settings(&json, &names)];
    for (sheet, of, fields) in sheets() {
        let mut table = Table::default();
        for record in list(json.get(of)) {
            table.row();
            if of == "scores" { score(record, &known, &mut table) } else { record_of(record, fields, &mut table) }
        }
        add(&mut book, sheet, &table, &keys(fields));
    }
    let outcomes = json.get("outcomes");
    let mut table = Table::default();
    for row in list(outcomes.and_then(|outcomes| outcomes.get("rows"))) {
        table.row();
        record_of(row, Row::FIELDS, &mut table);
    }
    add(&mut book, "nrm_outcomes", &table, &keys(Row::FIELDS));
    let mut table = Table::default();
    for id in STATEMENTS {
        table.row();
        table.put("id", id);
        if let Some(statement) = outcomes.and_then(|outcomes| outcomes.get(id)) {
            record_of(statement, Statement::FIELDS, &mut table);
        }
    }
    let mut order = vec!["id".to_owned()];
    order.extend(keys(Statement::FIELDS));
    add(&mut book, "nrm_statements", &table, &order);
    add(
        &mut book,
        "nrm_texts",
        &elsewhere(form, &texts),
        &core::iter::once("key".into()).chain(texts.heads("text").into_iter().skip(1)).collect::<Vec<_>>(),
    );
    told.extend(only_here(&book));
    (Book { sheets: book }, told)
}

/// The texts of a language that translate the form as it is; what is not so is told.
fn current(form: &Form, overlay: &TextsOverlay, told: &mut Vec<Finding>) -> (String, BTreeMap<String, String>) {
    let tag = String::from(&*overlay.language);
    let (fresh, stale) = translate::current(form, overlay);
    for key in stale {
        let message = format!("the text {} in `{tag}` translates another text than the form has now", quoted(&key));
        told.push(lost(message, "translate it again, then export anew"));
    }
    if &*overlay.review != "none" {
        let message = format!("who reviewed the texts in `{tag}` has no place in a workbook");
        told.push(lost(message, "say it again when the texts come back"));
    }
    (tag, fresh)
}

fn lost(message: String, help: &str) -> Finding {
    Finding::error("not-carried", "", message, help).warning()
}

/// Keys that nothing reads, and so are not written.
fn not_carried(form: &Json) -> Vec<Finding> {
    fn walk(json: &Json, pointer: &mut crate::json::Pointer, told: &mut Vec<Finding>) {
        match &json.kind {
            Kind::List(list) => {
                for (place, member) in list.iter().enumerate() {
                    pointer.nth(place, |pointer| walk(member, pointer, told));
                }
            }
            Kind::Object(members) => {
                for member in members.iter().filter(|member| &*member.key != names::KEY) {
                    pointer.at(&member.key, |pointer| {
                        if member.key.starts_with("x-") || &*member.key == "$schema" {
                            let message = format!("the key {} has no place in a workbook", quoted(&member.key));
                            let finding = lost(message, "add it again when the form comes back");
                            told.push(Finding { pointer: pointer.as_str().into(), ..finding });
                        } else {
                            walk(&member.value, pointer, told);
                        }
                    });
                }
            }
            _ => {}
        }
    }
    let mut told = Vec::new();
    walk(form, &mut crate::json::Pointer::default(), &mut told);
    told
}

/// Which columns and sheets no other program reads.
fn only_here(book: &[Sheet]) -> Option<Finding> {
    let (mut columns, mut pages) = (BTreeSet::new(), Vec::new());
    for sheet in book {
        if sheet.name.starts_with(SHEET) {
            pages.push(sheet.name.as_str());
        }
        columns.extend(sheet.rows.first().into_iter().flatten().filter(|head| head.starts_with(COLUMN)));
    }
    let columns = columns.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let what: Vec<String> = [("the columns", columns), ("the sheets", pages.join(", "))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("{what} {names}"))
        .collect();
    let message = format!("other programs do not read {}", what.join(" and "));
    let help = "they ask the same questions, and make nothing of the answers";
    (!what.is_empty()).then(|| Finding::error("only-here", "", message, help).warning())
}

pub(super) fn keys(fields: &[Field]) -> Vec<String> {
    fields.iter().map(key).collect()
}

fn record_of(record: &Json, fields: &'static [Field], table: &mut Table) {
    for one in members(Some(record)) {
        if let Some(known) = field(fields, &one.key) {
            table.put(&one.key, encoded(&(known.shape)(), &one.value));
        }
    }
}

/// A score without the questions that say themselves that they count in it.
fn score(record: &Json, known: &super::questions::Questions, table: &mut Table) {
    for one in members(Some(record)) {
        let Some(of) = field(Score::FIELDS, &one.key) else { continue };
        if &*one.key != "weights" {
            table.put(&one.key, encoded(&(of.shape)(), &one.value));
            continue;
        }
        let rest = members(Some(&one.value)).iter().filter(|one| !is_plain(known, &one.key, &one.value)).cloned();
        let rest: Vec<Entry> = rest.collect();
        if !rest.is_empty() {
            table.put("weights", encoded(&(of.shape)(), &Json { at: 0, kind: Kind::Object(rest) }));
        }
    }
}

/// Whether the weights of a question are what a question that counts in a score has.
pub(super) fn is_plain(known: &super::questions::Questions, item: &str, weights: &Json) -> bool {
    use super::questions::Asked;
    let plain = match known.by_id(item).map(|question| question.asked) {
        Some(Asked::Number) => "value",
        Some(_) => "choices",
        None => return false,
    };
    weights.text() == Some(plain)
}

fn add(book: &mut Vec<Sheet>, name: &str, table: &Table, order: &[String]) {
    if !table.is_empty() {
        book.push(table.sheet(name, order, 0));
    }
}

fn survey_sheet(table: &Table, texts: &Texts) -> Sheet {
    let mut order = vec!["type".to_owned(), "name".into()];
    order.extend(texts.heads("label"));
    let always = order.len();
    order.extend(texts.heads("hint"));
    order.extend(["required", "relevant", "constraint"].map(String::from));
    order.extend(texts.heads("constraint_message"));
    order.push("calculation".into());
    order.extend(["type", "score"].map(|key| format!("{COLUMN}{key}")));
    order.extend(keys(Item::FIELDS).iter().filter(|key| *key != "type").map(|key| format!("{COLUMN}{key}")));
    table.sheet("survey", &order, always)
}

fn choices_sheet(table: &Table, texts: &Texts) -> Sheet {
    let mut order = vec!["list_name".to_owned(), "name".into()];
    order.extend(texts.heads("label"));
    let always = order.len();
    order.extend(keys(Choice::FIELDS).iter().map(|key| format!("{COLUMN}{key}")));
    table.sheet("choices", &order, always)
}

/// The lists of the form, and then those that questions have alone: name, place of the texts, choices.
fn choices(form: &Json, own: &[(String, String, Json)], (names, lists): (&Names, &Lists), texts: &mut Texts) -> Table {
    let mut table = Table::default();
    let shared = members(form.get("choiceLists")).iter();
    let shared =
        shared.map(|one| (lists.shared(&one.key, names), format!("choiceLists.{}", one.key), &*one.key, &one.value));
    let own_lists = own.iter().map(|(name, id, choices)| (name.clone(), format!("{id}.choices"), id.as_str(), choices));
    for (name, place, id, choices) in shared.chain(own_lists) {
        for choice in list(Some(choices)) {
            let code = text_of(choice, "code");
            table.row();
            table.put("list_name", &*name);
            table.put("name", names.choice(id, code));
            texts.put(&mut table, "label", text_of(choice, "text"), &format!("{place}.{code}.text"));
            for one in members(Some(choice)).iter().filter(|one| !matches!(&*one.key, "code" | "text")) {
                if let Some(known) = field(Choice::FIELDS, &one.key) {
                    table.put(&format!("{COLUMN}{}", one.key), encoded(&(known.shape)(), &one.value));
                }
            }
        }
    }
    let consents = super::rows::has_consent(form);
    for code in CONSENTS.iter().filter(|_| consents) {
        table.row();
        table.put("list_name", CONSENT);
        table.put("name", *code);
        table.put(&texts.head("label", None), *code);
    }
    table
}

fn settings(form: &Json, names: &Names) -> Sheet {
    let mut table = Table::default();
    table.row();
    let id = text_of(form, "id");
    let name = names.form.as_deref().filter(|name| names::form(name).as_deref() == Some(id));
    table.put("form_title", text_of(form, "title"));
    table.put("form_id", name.unwrap_or(id));
    table.put("version", names.version.as_deref().unwrap_or(text_of(form, "version")));
    if names.version.is_some() {
        table.put(&format!("{COLUMN}version"), text_of(form, "version"));
    }
    table.put("default_language", language_name(text_of(form, "sourceLanguage")));
    let mut order: Vec<String> = ["form_title", "form_id", "version", "default_language"].map(String::from).into();
    order.push(format!("{COLUMN}version"));
    let outcomes = form.get("outcomes");
    let of_form = ["services", "age"].map(|key| (key, form.get(key), FormDefinition::FIELDS));
    let of_outcomes = ["terms", "variant", "variants", "childPath"];
    let of_outcomes = of_outcomes.map(|key| (key, outcomes.and_then(|outcomes| outcomes.get(key)), Outcomes::FIELDS));
    for (key, value, fields) in of_form.into_iter().chain(of_outcomes) {
        let head = format!("{COLUMN}{key}");
        if let (Some(value), Some(known)) = (value, field(fields, key)) {
            table.put(&head, encoded(&(known.shape)(), value));
        }
        order.push(head);
    }
    table.sheet("settings", &order, 4)
}

/// The texts that stand in no other sheet.
fn elsewhere(form: &Form, texts: &Texts) -> Table {
    let mut table = Table::default();
    for (key, _) in form.source_texts().filter(|(key, _)| !texts.placed.contains(*key)) {
        let others: Vec<_> = texts.others.iter().filter_map(|(tag, all)| Some((tag, all.get(key)?))).collect();
        if others.is_empty() {
            continue;
        }
        table.row();
        table.put("key", key);
        for (tag, text) in others {
            table.put(&texts.head("text", Some(tag)), text);
        }
    }
    table
}
