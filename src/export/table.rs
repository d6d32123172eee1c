//! An interview as a table, RFC 4180: a line for each answer, silences and rows included.

use crate::assessment::{AnswerReport, handed_over};
use crate::session::Session;

/// The columns, in order.
const COLUMNS: [&str; 17] = [
    "case", "form", "version", "today", "class", "list", "row", "item", "by", "state", "answer", "other", "missing",
    "closed", "calendar", "to", "words",
];

/// A cell that a spreadsheet does not take for a formula: where one could begin, an apostrophe stands before it. Plain
/// numbers stay as they are.
pub(super) fn safe(text: &str) -> String {
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = text.strip_prefix('-').is_some_and(|digits| {
        !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
    });
    if begins && !number { ["'", text].concat() } else { text.to_owned() }
}

/// Writes the answers of an interview as it stands, a line each. `case` is what the host calls it.
///
/// # Errors
/// Where it cannot be written.
pub fn table(session: &Session, case: &str) -> csv::Result<Vec<u8>> {
    let form = session.form();
    let today = session.today().to_string();
    let class = form.class(session.state().outcome.decision);
    let start = [case, &form.id, &form.version, &today, class];
    lines(|out| {
        out.write_record(COLUMNS)?;
        let mut line = |list: &str, row: &str, answer: &AnswerReport| {
            let told = cells(answer);
            let cells = start.into_iter().chain([list, row]).chain(told.iter().map(String::as_str));
            out.write_record(cells.map(safe))
        };
        for answer in handed_over(session) {
            line("", "", &answer)?;
            for row in &answer.rows {
                for inner in &row.answers {
                    line(&answer.item, &row.id, inner)?;
                }
            }
        }
        Ok(())
    })
}

/// A table, its lines ended as RFC 4180 has it.
pub(crate) fn lines(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> csv::Result<Vec<u8>> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    write(&mut out)?;
    out.into_inner().map_err(|error| error.into_error().into())
}

/// An answer from its item on.
fn cells(answer: &AnswerReport) -> [String; 10] {
    let option = |text: &Option<String>| text.clone().unwrap_or_default();
    let given = [&answer.code, &answer.value, &answer.from].into_iter().flatten().next();
    let given = given.cloned().unwrap_or_else(|| answer.codes.join(" "));
    [
        answer.item.clone(),
        answer.by.map(|by| by.word().to_owned()).unwrap_or_default(),
        answer.state.map(|state| state.word().to_owned()).unwrap_or_default(),
        given,
        option(&answer.other),
        answer.missing.map(|reason| reason.word().to_owned()).unwrap_or_default(),
        option(&answer.closed),
        answer.calendar.map(|calendar| calendar.word().to_owned()).unwrap_or_default(),
        option(&answer.to),
        option(&answer.words),
    ]
}
