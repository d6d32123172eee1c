//! The rows of the survey as items of the form.

use super::super::finding::quoted;
use super::choices::List;
use super::from_xpath::{bounds, calculation, condition, filter};
use super::head::{Head, language};
use super::kinds::{Holds, RowKind};
use super::names::Names;
use super::own::{field, flag, member, sorted, text};
use super::questions::{Asked, Questions};
use super::survey::{Columns, Line};
use super::told::Told;
use crate::definition::{Item, MatrixRow};
use crate::json::{Entry, Json, Kind};

/// The items of a form on their way.
pub(super) struct Items<'s> {
    pub(super) columns: Columns<'s>,
    pub(super) known: &'s Questions,
    pub(super) lists: &'s [List],
    /// The language of the form.
    pub(super) source: &'s str,
    /// Who answers where nothing is said.
    pub(super) by: Option<&'s str>,
    /// The title of a page that stands in no row.
    pub(super) title: Json,
    pub(super) told: &'s mut Told,
    pub(super) names: &'s mut Names,
    /// Texts in other languages: language, key, text.
    pub(super) texts: Vec<(String, String, String)>,
    /// Which question counts in which score, and where that is said.
    pub(super) scored: Vec<(String, String, &'static str, usize)>,
}

/// Something that holds items, while it is open.
struct Open {
    holds: Holds,
    at: usize,
    members: Vec<Entry>,
    items: Vec<Json>,
    /// The list of choices of a matrix.
    list: Option<String>,
    loose: bool,
}

impl Items<'_> {
    /// The groups of the form.
    pub(super) fn groups(&mut self, lines: &[Line]) -> Vec<Json> {
        let (mut groups, mut open): (Vec<Json>, Vec<Open>) = (Vec::new(), Vec::new());
        for line in lines {
            match &line.kind {
                RowKind::Begin(holds) => {
                    if *holds == Holds::Group {
                        self.end_loose(&mut open, &mut groups);
                    } else if open.is_empty() {
                        open.push(self.loose(line));
                    }
                    let kind = match holds {
                        Holds::Group => "group",
                        Holds::Matrix => "matrix",
                        Holds::Repeat => "repeat",
                    };
                    let members = self.members(line, kind, None, false);
                    open.push(Open {
                        holds: *holds,
                        at: line.at,
                        members,
                        items: Vec::new(),
                        list: None,
                        loose: false,
                    });
                }
                RowKind::End(_) => {
                    if let Some(done) = open.pop().filter(|done| !done.loose) {
                        let json = self.closed(done);
                        put(&mut open, &mut groups, json);
                    }
                }
                RowKind::Item(kind, list) => {
                    if open.is_empty() {
                        open.push(self.loose(line));
                    }
                    let of_matrix = open.last().is_some_and(|last| last.holds == Holds::Matrix);
                    let members = self.members(line, kind, list.as_deref(), of_matrix);
                    if of_matrix {
                        self.of_matrix(line, kind, list.as_deref(), open.last_mut());
                    }
                    let fields = if of_matrix { MatrixRow::FIELDS } else { Item::FIELDS };
                    let json = Json { at: line.at, kind: Kind::Object(sorted(members, fields)) };
                    put(&mut open, &mut groups, json);
                }
            }
        }
        while let Some(last) = open.pop() {
            let json = self.closed(last);
            put(&mut open, &mut groups, json);
        }
        groups
    }

    /// A page for questions that stand in no group.
    fn loose(&mut self, line: &Line) -> Open {
        // There are more numbers than rows.
        let free = |id: &String| self.known.by_id(id).is_none() && !self.names.loose.contains(id);
        let id = (1..u32::MAX).map(|number| format!("part_{number}")).find(free).unwrap_or_default();
        let members = vec![
            member("id", text(line.at, &id)),
            member("type", text(line.at, "group")),
            member("title", self.title.clone()),
        ];
        self.names.loose.push(id);
        Open { holds: Holds::Group, at: line.at, members, items: Vec::new(), list: None, loose: true }
    }

    fn end_loose(&mut self, open: &mut Vec<Open>, groups: &mut Vec<Json>) {
        if let Some(done) = open.pop_if(|last| last.loose) {
            let json = self.closed(done);
            put(open, groups, json);
        }
    }

    fn closed(&mut self, done: Open) -> Json {
        let Open { holds, at, mut members, items, list, .. } = done;
        let items = Json { at, kind: Kind::List(items) };
        if holds == Holds::Matrix {
            let id = members.iter().find(|one| &*one.key == "id").and_then(|one| one.value.text()).unwrap_or_default();
            let id = id.to_owned();
            if let Some(choices) = list.and_then(|list| self.choices(&list, &id, at)) {
                members.push(member("choices", choices));
            }
            members.push(member("rows", items));
        } else {
            members.push(member("items", items));
        }
        Json { at, kind: Kind::Object(sorted(members, Item::FIELDS)) }
    }

    fn of_matrix(&mut self, line: &Line, kind: &str, list: Option<&str>, matrix: Option<&mut Open>) {
        let Some(matrix) = matrix else { return };
        let same = matrix.list.as_deref().is_none_or(|known| Some(known) == list);
        if kind != "single" || !same {
            let help = "write `select_one` with the same list in each row of it";
            self.told.wrong("not-supported", line.at, "a matrix holds single questions with the same choices", help);
        }
        matrix.list = list.map(String::from);
    }

    /// The choices of a question: its own where no other has them and they have its name.
    fn choices(&mut self, list: &str, id: &str, at: usize) -> Option<Json> {
        let known = self.lists.iter().find(|known| known.name == list)?;
        Some(if known.owner(self.known) == Some(id) { known.json() } else { text(at, &known.id) })
    }

    /// The keys of a row.
    fn members(&mut self, line: &Line, kind: &'static str, list: Option<&str>, of_matrix: bool) -> Vec<Entry> {
        let Line { row, id, at, .. } = line;
        let mut members = vec![member("id", text(*at, id))];
        if !of_matrix {
            members.push(member("type", text(*at, kind)));
        }
        if let Some(list) = list.filter(|_| !of_matrix && kind != "consent")
            && let Some(choices) = self.choices(list, id, *at)
        {
            members.push(member("choices", choices));
        }
        for column in 0..self.columns.heads.len() {
            if !self.columns.sheet.cell(*row, column).trim().is_empty() {
                self.cell(line, kind, list, of_matrix, column, &mut members);
            }
        }
        let has = |members: &[Entry], key: &str| members.iter().any(|one| &*one.key == key);
        if !of_matrix && !matches!(kind, "group" | "calculate" | "consent") && !has(&members, "by") {
            if let Some(by) = self.by {
                members.push(member("by", text(0, by)));
            } else {
                let help = "say so in the column `nrm::by`, or of all questions with --by";
                self.told.wrong("who-answers", *at, "it is not said who answers", help);
            }
        }
        members
    }

    fn cell(
        &mut self,
        line: &Line,
        kind: &'static str,
        list: Option<&str>,
        of_matrix: bool,
        column: usize,
        members: &mut Vec<Entry>,
    ) {
        let (row, known) = (line.row, self.known);
        let cell = self.columns.sheet.cell(row, column);
        let head = self.columns.heads.get(column).cloned().unwrap_or(Head::Other);
        if matches!(head, Head::Plain("type" | "name")) || head == Head::Own("type".into()) {
            return;
        }
        let at = self.told.at(self.columns.sheet, row, column);
        let own = known.by_id(&line.id);
        match &head {
            Head::Text(name, named) => {
                let key = match (*name, kind) {
                    ("label", "group") => "title",
                    ("label", "calculate") => return self.told.left_out(at, "a calculation is not shown", "remove it"),
                    ("label", _) => "text",
                    ("hint", _) => "guidance",
                    _ => "constraintText",
                };
                let shown = cell.replace("\r\n", "\n");
                if shown.contains("${") {
                    return self.told.wrong("not-supported", at, "no text has answers in it", "word it without them");
                }
                match named.as_deref().map_or(Some(self.source.into()), language) {
                    Some(tag) if tag == self.source => self.push(Ok((key, shown)), cell, at, members),
                    Some(tag) => self.texts.push((tag, format!("{}.{key}", line.id), shown)),
                    None => {}
                }
            }
            Head::Plain("required") => match flag(cell) {
                Some(true) => members.push(member("required", Json { at, kind: Kind::Bool(true) })),
                Some(false) => {}
                None => self.push(Err("it is `true` or `false`, always the same".into()), cell, at, members),
            },
            Head::Plain("relevant") => {
                self.push(condition(cell, None, known).map(|made| ("relevant", made)), cell, at, members);
            }
            Head::Plain("calculation") if kind == "calculate" => {
                self.push(calculation(cell, known).map(|made| ("value", made)), cell, at, members);
            }
            Head::Plain("constraint") => {
                let asked = own.map_or(Asked::Nothing, |own| own.asked);
                let said = self.columns.heads.iter().enumerate().any(|(column, head)| {
                    matches!(head, Head::Text("constraint_message", _))
                        && !self.columns.sheet.cell(row, column).trim().is_empty()
                });
                match bounds(cell, asked).filter(|_| !said) {
                    Some(bounds) => {
                        for (key, bound) in bounds {
                            let number = Json { at, kind: Kind::Number(bound.as_str().into()) };
                            members.push(member(key, if asked == Asked::Number { number } else { text(at, &bound) }));
                        }
                    }
                    None => self.push(condition(cell, own, known).map(|made| ("constraint", made)), cell, at, members),
                }
            }
            Head::Plain("choice_filter") => self.filter(cell, list, at),
            Head::Own(key) if key == "score" => {
                let weights = if kind == "integer" || kind == "decimal" { "value" } else { "choices" };
                for score in cell.split_whitespace() {
                    self.scored.push((score.into(), line.id.clone(), weights, at));
                }
            }
            Head::Own(key) => {
                let fields = if of_matrix { MatrixRow::FIELDS } else { Item::FIELDS };
                let taken = ["id", "type", "text", "title", "choices", "items", "rows"].contains(&&**key);
                if members.iter().any(|one| *one.key == **key) {
                    return self.push(Ok((key, String::new())), cell, at, members);
                }
                let value = self.told.value(field(fields, key).filter(|_| !taken), key, cell, at);
                members.extend(value.map(|value| member(key, value)));
            }
            Head::Looks => self.told.left_out(at, "this has no place here", "remove it"),
            _ => self.told.wrong("not-supported", at, "this has no place here", "remove it, or say it otherwise"),
        }
    }

    /// Puts a text, or tells why it is none.
    fn push(&mut self, made: Result<(&str, String), String>, cell: &str, at: usize, members: &mut Vec<Entry>) {
        match made {
            Ok((key, _)) if members.iter().any(|one| *one.key == *key) => {
                let message = format!("{} is said twice", quoted(key));
                self.told.wrong("said-twice", at, &message, "leave one of the two cells empty");
            }
            Ok((key, made)) => members.push(member(key, text(at, &made))),
            Err(why) => {
                let message = format!("{} has no translation: {why}", quoted(cell.trim()));
                let help = "write it otherwise, or in the form language in our column of that name";
                self.told.wrong("condition", at, &message, help);
            }
        }
    }

    fn filter(&mut self, cell: &str, list: Option<&str>, at: usize) {
        if list.is_none() {
            return self.told.wrong("not-supported", at, "only questions with choices have a filter", "remove it");
        }
        // What it makes of the choices stands beside them already.
        if filter(cell).is_some() {
            return;
        }
        let message = format!("{} has no translation", quoted(cell.trim()));
        self.told.wrong(
            "condition",
            at,
            &message,
            "write `column = ${question}`, or `nrm::relevant` beside the choices",
        );
    }
}

fn put(open: &mut [Open], groups: &mut Vec<Json>, json: Json) {
    match open.last_mut() {
        Some(last) => last.items.push(json),
        None => groups.push(json),
    }
}
