//! The items of a form as the rows of a survey.

use super::super::finding::{Finding, quoted};
use super::export::{Texts, is_plain, list, members, text_of};
use super::from_xpath::bounds;
use super::names::{Names, OWN, SHARED};
use super::own::{COLUMN, CONSENT, CONSENTS, encoded, field};
use super::questions::{Asked, Question, Questions};
use super::table::Table;
use super::to_xpath::xpath;
use crate::definition::{Item, MatrixRow};
use crate::json::{Json, Kind, Pointer};
use alloc::collections::BTreeSet;

/// The rows on their way.
pub(super) struct Rows<'f> {
    pub(super) names: &'f Names,
    pub(super) known: &'f Questions,
    pub(super) lists: &'f Lists,
    pub(super) texts: &'f mut Texts,
    pub(super) table: Table,
    pub(super) told: Vec<Finding>,
    /// The choices that a question has alone: name of the list, id of the question, choices.
    pub(super) choices: Vec<(String, String, Json)>,
}

/// The lists of choices of a form that would have the name of a question.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Names of shared lists.
    names: BTreeSet<String>,
    /// Shared lists that a question of that name alone has.
    alone: BTreeSet<String>,
}

impl Lists {
    pub(super) fn of(form: &Json, names: &Names) -> Self {
        let mut lists = Self::default();
        for one in members(form.get("choiceLists")) {
            let mut holders = Vec::new();
            let groups = list(form.get("items")).iter().flat_map(|group| list(group.get("items")));
            for item in groups.flat_map(|item| core::iter::once(item).chain(list(item.get("items")))) {
                if item.get("choices").and_then(Json::text) == Some(&*one.key) {
                    holders.push(text_of(item, "id"));
                }
            }
            let name = names.list(&one.key).to_owned();
            if let [holder] = &*holders
                && super::names::item(&name).as_deref() == Some(*holder)
            {
                lists.alone.insert((*one.key).into());
            }
            lists.names.insert(name);
        }
        lists
    }

    /// The name of a shared list.
    pub(super) fn shared(&self, id: &str, names: &Names) -> String {
        format!("{}{}", names.list(id), if self.alone.contains(id) { SHARED } else { "" })
    }

    /// The name of the list of a question.
    fn own(&self, id: &str, names: &Names) -> String {
        let name = names.item(id).trim();
        format!("{name}{}", if self.names.contains(name) { OWN } else { "" })
    }
}

/// What conditions can ask of the questions of a form.
pub(super) fn questions(form: &Json, names: &Names) -> Questions {
    let mut known = Questions::default();
    let codes = |choices: Option<&Json>, id: &str| -> Vec<(String, String)> {
        let (shared, of) = match choices.and_then(Json::text) {
            Some(name) => (form.get("choiceLists").and_then(|lists| lists.get(name)), name),
            None => (choices, id),
        };
        let codes = list(shared).iter().map(|choice| text_of(choice, "code"));
        codes.map(|code| (names.choice(of, code).trim().into(), code.into())).collect()
    };
    let mut add = |item: &Json, kind: &str, choices: Option<&Json>, of: &str, outer: bool| {
        let conditional = outer || item.get("relevant").is_some();
        let id = text_of(item, "id");
        known.0.push(Question {
            id: id.into(),
            name: names.item(id).trim().into(),
            asked: Asked::of(kind),
            codes: if kind == "consent" {
                CONSENTS.map(|code| (code.into(), code.into())).into()
            } else {
                codes(choices, of)
            },
            list: None,
            may_not_apply: conditional,
            when_missing: item.get("whenMissing").and_then(Json::text).map(String::from),
        });
        conditional
    };
    for group in list(form.get("items")) {
        let of_group = add(group, "group", None, "", false);
        for item in list(group.get("items")) {
            let (id, choices) = (text_of(item, "id"), item.get("choices"));
            let of_item = add(item, text_of(item, "type"), choices, id, of_group);
            for row in list(item.get("rows")) {
                add(row, "single", choices, id, of_item);
            }
            for inner in list(item.get("items")) {
                add(inner, text_of(inner, "type"), inner.get("choices"), text_of(inner, "id"), of_item);
            }
        }
    }
    known
}

/// Whether a form asks for any consent.
pub(super) fn has_consent(form: &Json) -> bool {
    let consents = |group: &Json| list(group.get("items")).iter().any(|item| text_of(item, "type") == "consent");
    list(form.get("items")).iter().any(consents)
}

impl Rows<'_> {
    /// The rows of all groups.
    pub(super) fn groups(&mut self, form: &Json) {
        let scored = |item: &str| -> String {
            let scores = list(form.get("scores")).iter();
            let counts = scores.filter(|score| {
                let weights = members(score.get("weights")).iter().find(|one| &*one.key == item);
                weights.is_some_and(|one| is_plain(self.known, item, &one.value))
            });
            counts.map(|score| text_of(score, "id")).collect::<Vec<_>>().join(" ")
        };
        let mut pointer = Pointer::of("/items");
        let mut loose = 0;
        for (place, group) in list(form.get("items")).iter().enumerate() {
            // A page that stood in no row stands in none, while it would come back as it is.
            let id = format!("part_{}", loose + 1);
            let is_loose = self.names.loose.contains(&id)
                && text_of(group, "id") == id
                && group.get("title").and_then(Json::text) == form.get("title").and_then(Json::text)
                && members(Some(group)).len() == 4;
            loose += usize::from(is_loose);
            pointer.nth(place, |pointer| {
                if !is_loose {
                    self.row(group, "begin_group", Item::FIELDS, &scored, pointer);
                }
                pointer.at("items", |pointer| self.items(list(group.get("items")), &scored, pointer));
                if !is_loose {
                    self.end("end_group");
                }
            });
        }
    }

    fn items(&mut self, items: &[Json], scored: &dyn Fn(&str) -> String, pointer: &mut Pointer) {
        for (place, item) in items.iter().enumerate() {
            pointer.nth(place, |pointer| {
                let id = text_of(item, "id").to_owned();
                let listed = |list: &str| self.list(item.get("choices"), &id, list);
                let cell = match text_of(item, "type") {
                    "display" => "note".into(),
                    "consent" => format!("select_one {CONSENT}"),
                    "single" => listed("select_one"),
                    "multiple" => listed("select_multiple"),
                    "matrix" => "begin_group".into(),
                    "repeat" => "begin_repeat".into(),
                    other => other.to_owned(),
                };
                self.keep(item, &id);
                self.row(item, &cell, Item::FIELDS, scored, pointer);
                match text_of(item, "type") {
                    "matrix" => {
                        let of_rows = self.list(item.get("choices"), &id, "select_one");
                        pointer.at("rows", |pointer| {
                            for (place, row) in list(item.get("rows")).iter().enumerate() {
                                pointer
                                    .nth(place, |pointer| self.row(row, &of_rows, MatrixRow::FIELDS, scored, pointer));
                            }
                        });
                        self.end("end_group");
                    }
                    "repeat" => {
                        pointer.at("items", |pointer| self.items(list(item.get("items")), scored, pointer));
                        self.end("end_repeat");
                    }
                    _ => {}
                }
            });
        }
    }

    /// The type with the name of a list: that of the form, or of the question itself.
    fn list(&self, choices: Option<&Json>, id: &str, kind: &str) -> String {
        let name = match choices.and_then(Json::text) {
            Some(shared) => self.lists.shared(shared, self.names),
            None => self.lists.own(id, self.names),
        };
        format!("{kind} {name}")
    }

    /// Keeps the choices that a question has alone.
    fn keep(&mut self, item: &Json, id: &str) {
        if let Some(choices @ Json { kind: Kind::List(_), .. }) = item.get("choices") {
            self.choices.push((self.lists.own(id, self.names), id.into(), choices.clone()));
        }
    }

    fn end(&mut self, kind: &str) {
        self.table.row();
        self.table.put("type", kind);
    }

    /// A row with the keys of an item.
    fn row(
        &mut self,
        item: &Json,
        of_type: &str,
        fields: &'static [crate::definition::shape::Field],
        scored: &dyn Fn(&str) -> String,
        pointer: &mut Pointer,
    ) {
        let id = text_of(item, "id");
        let kind = text_of(item, "type");
        let own = self.known.by_id(id);
        self.table.row();
        self.table.put("type", of_type);
        self.table.put("name", self.names.item(id));
        if matches!(kind, "consent" | "matrix") {
            self.table.put(&format!("{COLUMN}type"), kind);
        }
        let counts_in = scored(id);
        if !counts_in.is_empty() {
            self.table.put(&format!("{COLUMN}score"), counts_in);
        }
        // Whether an answer is asked for is said of every question, so that it can be seen and changed.
        if !matches!(kind, "group" | "display" | "calculate" | "matrix" | "repeat") {
            self.table.put("required", "false");
        }
        let limits = bounds_of(item, own);
        for one in members(Some(item)) {
            let (key, value) = (&*one.key, &one.value);
            let text = value.text().unwrap_or_default();
            let (head, as_text) = match key {
                "id" | "type" | "choices" | "items" | "rows" => continue,
                "text" | "title" => ("label", true),
                "guidance" => ("hint", true),
                "constraintText" => ("constraint_message", true),
                "required" => {
                    let required = value.kind == Kind::Bool(true);
                    self.table.put("required", if required { "true" } else { "false" });
                    continue;
                }
                "relevant" => ("relevant", false),
                "constraint" => ("constraint", false),
                "value" => ("calculation", false),
                "min" | "max" | "earliest" | "latest" if limits.is_some() => continue,
                _ => {
                    if let Some(known) = field(fields, key) {
                        self.table.put(&format!("{COLUMN}{key}"), encoded(&(known.shape)(), value));
                    }
                    continue;
                }
            };
            if as_text {
                self.texts.put(&mut self.table, head, text, &format!("{id}.{key}"));
                continue;
            }
            let dot = own.filter(|_| key == "constraint");
            if let Some(made) = xpath(text, dot, self.known, key == "value") {
                self.table.put(head, made);
                continue;
            }
            self.table.put(&format!("{COLUMN}{key}"), text);
            let name = quoted(self.names.item(id));
            let message = match key {
                "relevant" => format!("other programs ask {name} always: XPath has no words for its condition"),
                "constraint" => {
                    format!("other programs take any answer to {name}: XPath has no words for its condition")
                }
                _ => format!("other programs have no value for {name}: XPath has no words for it"),
            };
            let finding =
                Finding::error("only-here", pointer.as_str(), message, "it stands in our column of that name")
                    .warning();
            self.told.push(Finding { pointer: format!("{}/{key}", pointer.as_str()), ..finding });
        }
        if let Some(limits) = limits {
            self.table.put("constraint", limits);
        }
    }
}

/// The bounds of an item as a constraint, where it has nothing else to hold to and they come back as they are.
fn bounds_of(item: &Json, own: Option<&Question>) -> Option<String> {
    if item.get("constraint").is_some() || item.get("constraintText").is_some() {
        return None;
    }
    let mut wanted = Vec::new();
    let mut parts = Vec::new();
    for (key, sign) in [("min", ">="), ("max", "<="), ("earliest", ">="), ("latest", "<=")] {
        let bound = match item.get(key).map(|bound| &bound.kind) {
            Some(Kind::Number(text)) => (text.clone(), String::from(&**text)),
            Some(Kind::Text(day)) if &**day == "today" => (day.clone(), "today()".into()),
            Some(Kind::Text(day)) => (day.clone(), format!("date('{day}')")),
            _ => continue,
        };
        wanted.push((key, String::from(&*bound.0)));
        parts.push(format!(". {sign} {}", bound.1));
    }
    let made = parts.join(" and ");
    (bounds(&made, own?.asked)? == wanted).then_some(made)
}
