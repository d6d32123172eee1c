//! A workbook as a form and its texts.
//!
//! Invariant: every cell that is not empty is in the form, or told. Where one is told as wrong nothing is made.

use super::super::check::{check_form, check_texts};
use super::super::finding::{Finding, Severity, quoted};
use super::super::format::written;
use super::super::translate;
use super::book::{Book, Sheet};
use super::choices::{List, lists};
use super::from_xpath;
use super::head::{Head, heads, language, languages};
use super::items::Items;
use super::names::{self, Names};
use super::outcomes;
use super::own::{SHEET, field, member, sheets, sorted, text};
use super::questions::Questions;
use super::settings::Settings;
use super::survey::{Columns, lines};
use super::told::Told;
use crate::definition::FormDefinition;
use crate::definition::shape::Field;
use crate::json::{Entry, Json, Kind};
use alloc::collections::{BTreeMap, BTreeSet};

/// What is said beside a workbook.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'b> {
    /// Id of the form; that of the settings, if left out.
    pub id: Option<&'b str>,
    /// Its title.
    pub title: Option<&'b str>,
    /// The language of texts for which none is named.
    pub language: Option<&'b str>,
    /// Who answers, where the workbook does not say so.
    pub by: Option<&'b str>,
    /// Whether what has no place in a form is left out.
    pub leave_out: bool,
}

/// A form made of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The form.
    pub form: String,
    /// Its texts in other languages: language and file.
    pub texts: Vec<(String, String)>,
}

/// Makes a form of a workbook, and tells what of it has no place there.
///
/// # Errors
/// Everything wrong, each with the cell it is in.
pub fn import(book: &Book, beside: Beside<'_>) -> Result<(Imported, Vec<Finding>), Vec<Finding>> {
    let mut told = Told { leave_out: beside.leave_out, ..Told::default() };
    let made = made(book, beside, &mut told);
    match made {
        Some(made) if told.found.iter().all(|finding| finding.severity == Severity::Warning) => Ok((made, told.found)),
        _ => Err(told.found),
    }
}

fn made(book: &Book, beside: Beside<'_>, told: &mut Told) -> Option<Imported> {
    let Some(survey) = book.sheet("survey") else {
        told.wrong("no-survey", 0, "there is no sheet `survey`", "name the sheet with the questions so");
        return None;
    };
    if (1..survey.rows.len()).all(|row| survey.is_blank(row)) {
        told.wrong("no-survey", 0, "there is no question in the sheet `survey`", "write a row for each");
        return None;
    }
    unknown_sheets(book, told);
    let texts_sheet = book.sheet("nrm_texts");
    let tags =
        languages(&[Some(survey), book.sheet("choices"), texts_sheet].into_iter().flatten().collect::<Vec<_>>(), told);
    let settings = Settings::read(book, beside, &tags, told)?;
    let source = &*settings.language;
    let mut lists = lists(book, source, told);
    let columns = Columns { sheet: survey, heads: heads(survey) };
    let (lines, known) = lines(&columns, &lists, told);
    let mut names = kept(&settings, &lines, &lists, &known);
    filter(&lines, &columns, &mut lists, &known, told);
    let title = settings.title.clone();
    let mut items = Items {
        columns,
        known: &known,
        lists: &lists,
        source,
        by: beside.by,
        title,
        told,
        names: &mut names,
        texts: Vec::new(),
        scored: Vec::new(),
    };
    let groups = items.groups(&lines);
    let (mut texts, scored) = (items.texts, items.scored);
    let mut form = settings.members.clone();
    form.push(member("items", Json { at: 0, kind: Kind::List(groups) }));
    let shared: Vec<Entry> =
        lists.iter().filter(|list| list.owner(&known).is_none()).map(|list| member(&list.id, list.json())).collect();
    if !shared.is_empty() {
        form.push(member("choiceLists", Json { at: 0, kind: Kind::Object(shared) }));
    }
    for (sheet, key, fields) in sheets() {
        let mut records = book.sheet(sheet).map(|sheet| records(sheet, fields, told)).unwrap_or_default();
        if key == "scores" {
            weigh(&mut records, &scored, told);
        }
        if !records.is_empty() {
            form.push(member(key, Json { at: 0, kind: Kind::List(records) }));
        }
    }
    form.push(member("outcomes", outcomes::read(book, &settings, told)));
    let mut form = sorted(form, FormDefinition::FIELDS);
    form.extend(names.kept().map(|kept| member(names::KEY, kept)));
    let form = Json { at: 0, kind: Kind::Object(form) };
    texts.extend(of_choices(&lists, &known));
    texts.extend(of_sheet(texts_sheet, source, told));
    if told.found.iter().any(|finding| finding.severity == Severity::Error) {
        // What comes of wrong cells would be told twice.
        return None;
    }
    finished(&form, &settings, texts, told)
}

/// The form and its texts, checked as any others are.
fn finished(
    form: &Json,
    settings: &Settings,
    texts: Vec<(String, String, String)>,
    told: &mut Told,
) -> Option<Imported> {
    let text = written(form);
    let (compiled, found) = check_form(text.as_bytes());
    told.take(form, found.into_iter().filter(|finding| finding.severity == Severity::Error).collect());
    let compiled = compiled?;
    let mut by_language: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (tag, key, text) in texts {
        by_language.entry(tag).or_default().insert(key, text);
    }
    let mut files = Vec::new();
    for (tag, texts) in by_language {
        let file = translate::overlay(&compiled, &tag, &texts);
        for finding in check_texts(file.as_bytes(), &tag, Some(&compiled)) {
            // A text that is still to be translated does not hold up the others.
            let open = finding.code == "missing-text";
            let finding = Finding {
                message: format!("texts in `{tag}`: {}", finding.message),
                at: None,
                ..translate::named(finding)
            };
            told.found.push(if open { finding.warning() } else { finding });
        }
        files.push((tag, file));
    }
    Some(Imported { id: settings.id.clone(), version: settings.version.clone(), form: text, texts: files })
}

fn unknown_sheets(book: &Book, told: &mut Told) {
    let known: BTreeSet<&str> = ["survey", "choices", "settings", "nrm_outcomes", "nrm_statements", "nrm_texts"]
        .into_iter()
        .chain(sheets().map(|(sheet, ..)| sheet))
        .collect();
    for sheet in &book.sheets {
        let name = sheet.name.trim().to_ascii_lowercase();
        if known.contains(&*name) || sheet.rows.iter().all(|row| row.iter().all(|cell| cell.trim().is_empty())) {
            continue;
        }
        let at = told.at(sheet, 0, 0);
        let message = format!("there is nothing to be read from a sheet {}", quoted(&sheet.name));
        if name.starts_with(SHEET) {
            told.wrong("not-supported", at, &message, "correct its name");
        } else {
            told.left_out(at, &message, "remove the sheet");
        }
    }
}

/// The names that are no ids.
fn kept(settings: &Settings, lines: &[super::survey::Line], lists: &[List], known: &Questions) -> Names {
    let mut kept = Names { form: settings.name.clone(), version: settings.version_name.clone(), ..Names::default() };
    for line in lines.iter().filter(|line| line.name != line.id) {
        kept.items.insert(line.id.clone(), line.name.clone());
    }
    for list in lists {
        let owner = list.owner(known);
        let name = list.name.strip_suffix(names::SHARED).unwrap_or(&list.name);
        if owner.is_none() && name != list.id {
            kept.lists.insert(list.id.clone(), name.into());
        }
        let others = list.choices.iter().filter(|choice| choice.name != choice.code);
        let codes = others.map(|choice| (choice.code.clone(), choice.name.clone())).collect();
        kept.choices.insert(owner.unwrap_or(&list.id).into(), codes);
    }
    kept
}

/// Puts what filters say beside the choices; tells columns that nothing reads.
fn filter(
    lines: &[super::survey::Line],
    columns: &Columns<'_>,
    lists: &mut [List],
    known: &Questions,
    told: &mut Told,
) {
    let head = Head::Plain("choice_filter");
    for list in lists {
        let mut of_list = Vec::new();
        for line in lines {
            let has = matches!(&line.kind, super::kinds::RowKind::Item(_, Some(name)) if *name == list.name);
            if has {
                of_list.push((columns.cell(line.row, &head).trim(), line.row));
            }
        }
        let first = of_list.first().map_or("", |(filter, _)| filter);
        if let Some((_, row)) = of_list.iter().find(|(filter, _)| *filter != first) {
            let at = columns.at(*row, &head, told);
            let help = "give each question a list of its own";
            told.wrong("not-supported", at, "questions with the same list have the same filter", help);
            continue;
        }
        // What cannot be read is told with the question.
        let by = from_xpath::filter(first);
        for choice in &mut list.choices {
            for (column, (value, at)) in &choice.columns {
                match &by {
                    Some((filter, name)) if filter == column => {
                        let code = known.named(name).and_then(|question| Some((&question.id, question.code(value)?)));
                        if let Some((id, code)) = code {
                            choice.members.push(member("relevant", text(*at, &format!("{id} == '{code}'"))));
                        } else {
                            let message = format!("{} has no choice {}", quoted(name), quoted(value));
                            told.wrong("condition", *at, &message, "write the name of one of its choices");
                        }
                    }
                    _ => told.left_out(*at, "nothing reads this", "remove it"),
                }
            }
            let unsaid = by.as_ref().filter(|(column, _)| !choice.columns.contains_key(column));
            if let Some((column, _)) = unsaid {
                let message = format!(
                    "nothing stands in the column {} of this choice: it would never be offered",
                    quoted(column)
                );
                told.wrong("condition", choice.at, &message, "fill it in");
            }
        }
    }
}

/// The rows of one of our sheets, as records.
pub(super) fn records(sheet: &Sheet, fields: &'static [Field], told: &mut Told) -> Vec<Json> {
    let mut records = Vec::new();
    for row in (1..sheet.rows.len()).filter(|row| !sheet.is_blank(*row)) {
        let mut members = Vec::new();
        for column in (0..sheet.columns()).filter(|column| !sheet.cell(row, *column).trim().is_empty()) {
            let at = told.at(sheet, row, column);
            let name = sheet.head(column);
            let value = told.value(field(fields, name), name, sheet.cell(row, column), at);
            members.extend(value.map(|value| member(name, value)));
        }
        let at = told.at(sheet, row, 0);
        records.push(Json { at, kind: Kind::Object(sorted(members, fields)) });
    }
    records
}

/// Puts the questions that count in scores into them.
fn weigh(records: &mut [Json], scored: &[(String, String, &'static str, usize)], told: &mut Told) {
    for (score, item, weights, at) in scored {
        let found = records.iter_mut().find(|record| record.get("id").and_then(Json::text) == Some(score));
        let Some(Json { kind: Kind::Object(members), .. }) = found else {
            let message = format!("there is no score {} in the sheet `nrm_scores`", quoted(score));
            told.wrong("unknown-score", *at, &message, "correct its id, or add the score");
            continue;
        };
        if !members.iter().any(|one| &*one.key == "weights") {
            members.push(member("weights", Json { at: *at, kind: Kind::Object(Vec::new()) }));
        }
        let of = members.iter_mut().find(|one| &*one.key == "weights");
        if let Some(Json { kind: Kind::Object(all), .. }) = of.map(|one| &mut one.value) {
            if all.iter().any(|one| *one.key == **item) {
                told.wrong(
                    "said-twice",
                    *at,
                    &format!("{} has its weights in the score too", quoted(item)),
                    "leave one out",
                );
            }
            all.push(member(item, text(*at, weights)));
        }
    }
    for record in records {
        if let Kind::Object(members) = &mut record.kind {
            *members = sorted(core::mem::take(members), crate::definition::Score::FIELDS);
        }
    }
}

/// The texts of choices in other languages.
fn of_choices(lists: &[List], known: &Questions) -> Vec<(String, String, String)> {
    let mut texts = Vec::new();
    for list in lists {
        let place = match list.owner(known) {
            Some(id) => format!("{id}.choices"),
            None => format!("choiceLists.{}", list.id),
        };
        for choice in &list.choices {
            let key = format!("{place}.{}.text", choice.code);
            texts.extend(choice.texts.iter().map(|(tag, text)| (tag.clone(), key.clone(), text.clone())));
        }
    }
    texts
}

/// The texts of `nrm_texts`.
fn of_sheet(sheet: Option<&Sheet>, source: &str, told: &mut Told) -> Vec<(String, String, String)> {
    let mut texts = Vec::new();
    let Some(sheet) = sheet else { return texts };
    let heads = heads(sheet);
    let key = heads.iter().position(|head| *head == Head::Plain("key"));
    for row in (1..sheet.rows.len()).filter(|row| !sheet.is_blank(*row)) {
        for (column, head) in heads.iter().enumerate().filter(|(column, _)| !sheet.cell(row, *column).trim().is_empty())
        {
            let tag = match head {
                Head::Text("text", Some(name)) => language(name),
                Head::Plain("key") => continue,
                _ => None,
            };
            if let (Some(tag), Some(key)) = (tag.filter(|tag| tag != source), key) {
                let text = sheet.cell(row, column).replace("\r\n", "\n");
                texts.push((tag, sheet.cell(row, key).trim().into(), text));
            } else {
                let at = told.at(sheet, row, column);
                let help = "write the keys in a column `key` and texts in columns such as `text::ar`";
                told.wrong("not-supported", at, "this is no text in another language", help);
            }
        }
    }
    texts
}
