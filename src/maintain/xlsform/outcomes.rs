//! The sheets of outcomes, and what stands for them where there are none: XLSForm has no outcomes.

use super::super::finding::quoted;
use super::book::Book;
use super::import::records;
use super::own::{field, member, sorted, text};
use super::settings::Settings;
use super::told::Told;
use crate::definition::{Outcomes, Row, Statement};
use crate::json::{Json, Kind};

/// The statements that the engine itself makes.
pub(super) const STATEMENTS: [&str; 2] = ["indeterminate", "couldNotBeDone"];

/// Language; that answers were recorded; that nothing is concluded; that it could not be held.
const RECORDED: [(&str, &str, &str, &str); 3] = [
    (
        "fr",
        "Les réponses sont notées. Ce formulaire ne tire aucune conclusion.",
        "Trop de réponses manquent. Ce formulaire ne tire aucune conclusion.",
        "L’entretien n’a pas pu avoir lieu.",
    ),
    (
        "en",
        "The answers are recorded. This form draws no conclusion.",
        "Too much is not known. This form draws no conclusion.",
        "The interview could not be held.",
    ),
    (
        "ar",
        "سُجّلت الإجابات. هذه الاستمارة لا تستخلص أي نتيجة.",
        "معلومات كثيرة غير معروفة. هذه الاستمارة لا تستخلص أي نتيجة.",
        "تعذّر إجراء المقابلة.",
    ),
];

/// The outcomes of a form.
pub(super) fn read(book: &Book, settings: &Settings, told: &mut Told) -> Json {
    let mut members = settings.outcomes.clone();
    let rows = book.sheet("nrm_outcomes").map(|sheet| records(sheet, Row::FIELDS, told)).unwrap_or_default();
    let none = rows.is_empty();
    let stated = statements(book, told);
    let kept = RECORDED.iter().find(|(tag, ..)| *tag == settings.language);
    if none {
        let help = "write them in the sheets `nrm_outcomes` and `nrm_statements`";
        match kept {
            Some(_) => told.warn(
                "no-outcomes",
                0,
                "there are no outcomes: the form records answers and concludes nothing",
                help,
            ),
            None => told.wrong(
                "no-outcomes",
                0,
                "there are no outcomes, and none to stand in for them in this language",
                help,
            ),
        }
    }
    let of_texts = |one: &str| Json { at: 0, kind: Kind::Object(vec![member("text", text(0, one))]) };
    if let Some((_, recorded, unknown, not_held)) = kept.filter(|_| none) {
        let row = vec![
            member("id", text(0, "recorded")),
            member("class", text(0, "recorded")),
            member("text", text(0, recorded)),
        ];
        members.push(member("rows", Json { at: 0, kind: Kind::List(vec![Json { at: 0, kind: Kind::Object(row) }]) }));
        for (key, sentence) in STATEMENTS.iter().zip([unknown, not_held]) {
            if !stated.iter().any(|(known, _)| known == key) {
                members.push(member(key, of_texts(sentence)));
            }
        }
    } else {
        members.push(member("rows", Json { at: 0, kind: Kind::List(rows) }));
    }
    members.extend(stated.into_iter().map(|(key, value)| member(&key, value)));
    Json { at: 0, kind: Kind::Object(sorted(members, Outcomes::FIELDS)) }
}

fn statements(book: &Book, told: &mut Told) -> Vec<(String, Json)> {
    let mut found: Vec<(String, Json)> = Vec::new();
    let Some(sheet) = book.sheet("nrm_statements") else { return found };
    for row in (1..sheet.rows.len()).filter(|row| !sheet.is_blank(*row)) {
        let (mut id, mut members) = (String::new(), Vec::new());
        let at_row = told.at(sheet, row, 0);
        for column in (0..sheet.columns()).filter(|column| !sheet.cell(row, *column).trim().is_empty()) {
            let (cell, at) = (sheet.cell(row, column), told.at(sheet, row, column));
            match sheet.head(column) {
                "id" => id = cell.trim().into(),
                head => {
                    let value = told.value(field(Statement::FIELDS, head), head, cell, at);
                    members.extend(value.map(|value| member(head, value)));
                }
            }
        }
        if !STATEMENTS.contains(&&*id) || found.iter().any(|(known, _)| *known == id) {
            let message = format!("{} is no statement, or stands here twice", quoted(&id));
            told.wrong("unknown-id", at_row, &message, "write `indeterminate` or `couldNotBeDone`");
            continue;
        }
        found.push((id, Json { at: at_row, kind: Kind::Object(sorted(members, Statement::FIELDS)) }));
    }
    found
}
