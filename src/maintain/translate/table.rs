//! A table for spreadsheets: RFC 4180, no cell that one takes for a formula; what a spreadsheet makes of it is read too.

use super::super::finding::{Finding, listed, quoted};
use super::{Given, TextState, Unit};
use csv::{ReaderBuilder, StringRecord};

/// The columns.
const COLUMNS: [&str; 5] = ["key", "source", "target", "state", "translated_from"];
/// What a cell may not begin with, as a spreadsheet takes it for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn write(units: &[Unit]) -> Result<String, Vec<Finding>> {
    let made = crate::export::lines(|out| {
        out.write_record(COLUMNS)?;
        units.iter().try_for_each(|unit| {
            out.write_record([
                &unit.key,
                &guarded(&unit.source),
                &guarded(&unit.target),
                unit.state.word(),
                unit.of.as_str(),
            ])
        })
    });
    let text = made.map(|text| String::from_utf8(text).unwrap_or_default());
    text.map_err(|error| vec![Finding::error("not-written", "", error.to_string(), "tell those who keep this command")])
}

/// A cell that is no formula; [`bare`] takes the apostrophe off again.
fn guarded(text: &str) -> String {
    if is_guarded(text) || text.starts_with(FORMULA) { ["'", text].concat() } else { text.into() }
}

fn is_guarded(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA) && text.starts_with('\'')
}

fn bare(cell: &str) -> &str {
    if is_guarded(cell) { cell.get(1..).unwrap_or_default() } else { cell }
}

pub(super) fn read(text: &str) -> Result<Given, Vec<Finding>> {
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t'].into_iter().find(|sign| head.contains(char::from(*sign))).unwrap_or(b',');
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let wrong = |message: String, help: String| Err(vec![Finding::error("not-a-table", "", message, help)]);
    let mut records = reader.records();
    let Some(Ok(head)) = records.next() else {
        return wrong("this is neither XLIFF nor a table".into(), "export it anew".into());
    };
    let column = |name: &str| head.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
    let (Some(key), Some(target)) = (column("key"), column("target")) else {
        let message = format!("the first line names {}", listed(head.iter()));
        return wrong(message, format!("its columns are {}", listed(COLUMNS)));
    };
    let others = [column("source"), column("state"), column("translated_from")];
    let mut units = Vec::new();
    for (number, record) in (2..).zip(records) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                return wrong(format!("line {number} cannot be read: {error}"), "save it as CSV, in UTF-8".into());
            }
        };
        let cell = |place: Option<usize>| -> &str { cell(&record, place) };
        let [source, state, of] = others.map(cell);
        let state = match (state.trim(), of) {
            // Where nothing is said, it is of the text that it was of.
            ("", "") => TextState::Translated,
            ("", _) => TextState::Stale,
            (word, _) => {
                let Some(state) = TextState::of(word) else {
                    let message = format!("line {number}: {} is not how a text stands", quoted(word));
                    return wrong(message, format!("it is one of {}", listed(TextState::WORDS.iter().copied())));
                };
                state
            }
        };
        if !cell(Some(key)).is_empty() {
            units.push(Unit {
                key: cell(Some(key)).trim().into(),
                source: bare(source).into(),
                target: bare(cell(Some(target))).into(),
                // A new text that was translated was looked at.
                state: if state == TextState::New { TextState::Translated } else { state },
                of: of.trim().into(),
            });
        }
    }
    if others.first().is_some_and(Option::is_none) {
        return wrong(
            "the table has no column `source`".into(),
            "it tells which text was translated: export it anew".into(),
        );
    }
    Ok(Given { units, ..Given::default() })
}

fn cell(record: &StringRecord, place: Option<usize>) -> &str {
    place.and_then(|place| record.get(place)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_takes_for_a_formula_comes_back_as_it_was() {
        for text in ["", "a", "=1+1", "-", "'", "'a", "'=1", "''=1", "+33", "@x", "\tx", "’=1"] {
            let cell = guarded(text);
            assert!(!cell.starts_with(FORMULA), "{text}");
            assert_eq!(bare(&cell), text);
        }
    }
}
