//! The sheet `survey`: its rows with their names, and what conditions can ask of them.

use super::super::finding::quoted;
use super::book::Sheet;
use super::choices::List;
use super::head::Head;
use super::kinds::{Holds, NoKind, RowKind, kind};
use super::names;
use super::own::{CONSENT, CONSENTS};
use super::questions::{Asked, Question, Questions};
use super::told::Told;

/// A row that has a place in the form.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) row: usize,
    pub(super) kind: RowKind,
    pub(super) name: String,
    pub(super) id: String,
    /// The cell of its name.
    pub(super) at: usize,
}

/// Finds a cell by its column.
pub(super) struct Columns<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) heads: Vec<Head>,
}

impl Columns<'_> {
    pub(super) fn column(&self, head: &Head) -> Option<usize> {
        self.heads.iter().position(|known| known == head)
    }

    pub(super) fn cell(&self, row: usize, head: &Head) -> &str {
        self.column(head).map_or("", |column| self.sheet.cell(row, column))
    }

    pub(super) fn own(&self, row: usize, key: &str) -> &str {
        self.cell(row, &Head::Own(key.into())).trim()
    }

    /// The number of a cell, of its row's first one where there is no such column.
    pub(super) fn at(&self, row: usize, head: &Head, told: &mut Told) -> usize {
        told.at(self.sheet, row, self.column(head).unwrap_or_default())
    }
}

/// What rows stand in.
struct Within {
    holds: Holds,
    id: String,
    /// Whether it may not apply.
    conditional: bool,
}

/// The rows, and what can be asked of them.
pub(super) fn lines(columns: &Columns<'_>, lists: &[List], told: &mut Told) -> (Vec<Line>, Questions) {
    let (mut lines, mut known): (Vec<Line>, Questions) = (Vec::new(), Questions::default());
    let mut within: Vec<Within> = Vec::new();
    for row in (1..columns.sheet.rows.len()).filter(|row| !columns.sheet.is_blank(*row)) {
        let Some((kind, at_type)) = kind_of(columns, row, told) else { continue };
        if let RowKind::End(ends) = kind {
            let fits = |inner: &Within| (inner.holds == Holds::Repeat) == (ends == Holds::Repeat);
            if !within.pop().is_some_and(|inner| fits(&inner)) {
                let help = "remove the row, or the one that begins it is missing";
                told.wrong("unbalanced", at_type, "nothing of this kind begins before it", help);
            }
            lines.push(Line { row, kind, name: String::new(), id: String::new(), at: at_type });
            continue;
        }
        let (name, id, at) = named(columns, row, &known, told);
        let own = |key: &str| columns.own(row, key);
        let conditional = !columns.cell(row, &Head::Plain("relevant")).trim().is_empty() || !own("relevant").is_empty();
        let (asked, codes) = asked(&kind, at_type, lists, told);
        let holder = within.last().filter(|inner| inner.holds == Holds::Matrix).map_or(&id, |matrix| &matrix.id);
        let list = match &kind {
            RowKind::Item(_, Some(list)) if list != CONSENT => Some((list.clone(), holder.clone())),
            _ => None,
        };
        known.0.push(Question {
            list,
            id: id.clone(),
            name: name.trim().into(),
            asked,
            codes,
            may_not_apply: conditional || within.iter().any(|inner| inner.conditional),
            when_missing: Some(own("whenMissing")).filter(|code| !code.is_empty()).map(String::from),
        });
        if let RowKind::Begin(holds) = kind {
            let nests = match (within.last().map(|inner| inner.holds), holds) {
                (Some(Holds::Group), Holds::Group) => Some("groups do not stand in groups"),
                (Some(Holds::Matrix | Holds::Repeat), _) => Some("rows and matrices hold questions alone"),
                _ => None,
            };
            if let Some(message) = nests {
                let help = "put its questions beside it; give each the condition of the group";
                told.wrong("not-supported", at_type, message, help);
            }
            within.push(Within { holds, id: id.clone(), conditional });
        }
        lines.push(Line { row, kind, name, id, at });
    }
    if !within.is_empty() {
        let at = lines.last().map_or(0, |line| line.at);
        told.wrong("unbalanced", at, "a group or repeat that begins does not end", "add the row that ends it");
    }
    (lines, known)
}

/// What a row is, and the cell that says so; none where it has no place, which is told.
fn kind_of(columns: &Columns<'_>, row: usize, told: &mut Told) -> Option<(RowKind, usize)> {
    let head = Head::Plain("type");
    let (cell, at) = (columns.cell(row, &head), columns.at(row, &head, told));
    let kind = match kind(cell, columns.own(row, "type")) {
        Ok(kind) => kind,
        Err(NoKind { message, help, may_go }) => {
            let message = format!("{}: {message}", quoted(cell.trim()));
            if may_go {
                told.left_out(at, &message, help);
            } else {
                told.wrong("not-supported", at, &message, help);
            }
            return None;
        }
    };
    // A constant text is no calculation: what reads it is told of itself.
    let head = Head::Plain("calculation");
    if matches!(kind, RowKind::Item("calculate", _)) && is_text(columns.cell(row, &head).trim()) {
        let at = columns.at(row, &head, told);
        told.left_out(at, "a text is no calculation", "remove the row");
        return None;
    }
    Some((kind, at))
}

/// The name of a row, its id, and the cell of both.
fn named(columns: &Columns<'_>, row: usize, known: &Questions, told: &mut Told) -> (String, String, usize) {
    let head = Head::Plain("name");
    let (name, at) = (columns.cell(row, &head), columns.at(row, &head, told));
    let id = match names::item(name) {
        _ if name.trim().is_empty() => {
            told.wrong("missing-name", at, "the row has no name", "give it one");
            String::new()
        }
        None => {
            let message = format!("{} cannot be an id", quoted(name));
            told.wrong("bad-name", at, &message, "use letters from a to z, digits and `_`, at most 64");
            String::new()
        }
        Some(id) => id,
    };
    if let Some(twin) = known.by_id(&id).filter(|_| !id.is_empty()) {
        let message = format!("{} and {} become the same id {}", quoted(&twin.name), quoted(name), quoted(&id));
        told.wrong("name-taken", at, &message, "give one of them another name");
    }
    (name.into(), id, at)
}

/// What can be asked of a row, and its choices.
fn asked(kind: &RowKind, at: usize, lists: &[List], told: &mut Told) -> (Asked, Vec<(String, String)>) {
    match kind {
        RowKind::Item("consent", list) => {
            if list.as_deref() != Some(CONSENT) {
                let message = format!("the choices of a consent are `{CONSENT}`");
                told.wrong("unknown-list", at, &message, format!("write `select_one {CONSENT}`"));
            }
            (Asked::Single, CONSENTS.map(|code| (code.into(), code.into())).into())
        }
        RowKind::Item(kind, Some(list)) => {
            let found = lists.iter().find(|known| known.name == *list);
            if found.is_none() {
                let message = format!("there is no list {} in the sheet `choices`", quoted(list));
                told.wrong("unknown-list", at, &message, "correct its name, or add its choices");
            }
            (Asked::of(kind), found.map(List::codes).unwrap_or_default())
        }
        RowKind::Item(kind, None) => (Asked::of(kind), Vec::new()),
        _ => (Asked::Nothing, Vec::new()),
    }
}

/// Whether an expression is nothing but a text.
fn is_text(calculation: &str) -> bool {
    let mut letters = calculation.chars();
    let (first, last) = (letters.next(), letters.next_back());
    let quote = first.filter(|letter| matches!(letter, '\'' | '"'));
    quote.is_some() && first == last && quote.is_some_and(|quote| !letters.as_str().contains(quote))
}
