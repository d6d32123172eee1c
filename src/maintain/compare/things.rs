//! The parts of a form that have a name, each with its keys.

use crate::json::{Json, Kind as Value};
use alloc::collections::BTreeMap;

/// What has a name in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The form itself.
    Form,
    /// An item, also a row of a matrix.
    Item,
    /// A choice of one.
    Choice,
    /// An indicator.
    Indicator,
    /// A dimension.
    Dimension,
    /// A score.
    Score,
    /// An alert.
    Alert,
    /// A row of the decision table.
    Row,
    /// A table that is recorded.
    Variant,
    /// The texts of an outcome without a row.
    Statement,
}

/// A part of a form that has a name.
pub(super) struct Thing<'j> {
    pub(super) kind: Kind,
    /// Its name, as expressions have it; of a choice, with its question: `papers.taken`.
    pub(super) name: String,
    /// The group, matrix or repeat it stands in.
    pub(super) parent: String,
    /// The repeat it is asked in.
    pub(super) repeat: String,
    /// Whether a choice stands among several that may be ticked.
    pub(super) several: bool,
    /// Its keys, but for those that are things of their own.
    pub(super) keys: BTreeMap<&'j str, &'j Json>,
}

impl Thing<'_> {
    /// Whether an item takes answers.
    pub(super) fn is_question(&self) -> bool {
        let kind = self.keys.get("type").and_then(|kind| kind.text());
        !matches!(kind, Some("group" | "display" | "calculate" | "matrix"))
    }
}

/// Keys that are things of their own, or nothing that is compared.
const APART: [&str; 20] = [
    "id",
    "code",
    "items",
    "rows",
    "choices",
    "choiceLists",
    "indicators",
    "dimensions",
    "scores",
    "alerts",
    "outcomes",
    "variants",
    "indeterminate",
    "couldNotBeDone",
    "reasons",
    "version",
    "format",
    "schema",
    "$schema",
    "digest",
];

/// Everything that has a name, in document order.
pub(super) fn things(form: &Json) -> Vec<Thing<'_>> {
    let mut walk = Walk { form, found: Vec::new() };
    walk.add(Kind::Form, "", form);
    let outcomes = form.get("outcomes");
    let whole = walk.found.last_mut().into_iter();
    // What the outcomes have besides rows belongs to the form.
    whole.for_each(|whole| whole.keys.extend(outcomes.map(keys).unwrap_or_default()));
    walk.items(form, "", "");
    for (key, group, kind) in [
        ("dimensions", "dimensions.", Kind::Dimension),
        ("indicators", "indicators.", Kind::Indicator),
        ("scores", "scores.", Kind::Score),
        ("alerts", "alerts.", Kind::Alert),
    ] {
        for thing in list(form, key) {
            walk.add(kind, group, thing);
        }
    }
    let Some(outcomes) = outcomes else { return walk.found };
    for row in list(outcomes, "rows") {
        walk.add(Kind::Row, "rows.", row);
    }
    if let Some(Value::Object(variants)) = outcomes.get("variants").map(|variants| &variants.kind) {
        for variant in variants {
            let name = ["variants.", &variant.key].concat();
            walk.found.push(Thing { keys: [("rows", &variant.value)].into(), ..thing(Kind::Variant, name) });
        }
    }
    for key in ["indeterminate", "couldNotBeDone"] {
        if let Some(statement) = outcomes.get(key) {
            walk.found.push(Thing { keys: keys(statement), ..thing(Kind::Statement, key.into()) });
        }
    }
    walk.found
}

fn thing<'j>(kind: Kind, name: String) -> Thing<'j> {
    let (parent, repeat) = (String::new(), String::new());
    Thing { kind, name, parent, repeat, several: false, keys: BTreeMap::new() }
}

fn keys(json: &Json) -> BTreeMap<&str, &Json> {
    let Value::Object(members) = &json.kind else { return BTreeMap::new() };
    let own = members.iter().filter(|member| !APART.contains(&&*member.key) && !member.key.starts_with("x-"));
    own.map(|member| (&*member.key, &member.value)).collect()
}

fn list<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    match json.get(key).map(|list| &list.kind) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}

fn text<'j>(json: &'j Json, key: &str) -> &'j str {
    json.get(key).and_then(Json::text).unwrap_or_default()
}

struct Walk<'j> {
    form: &'j Json,
    found: Vec<Thing<'j>>,
}

impl<'j> Walk<'j> {
    fn add(&mut self, kind: Kind, group: &str, json: &'j Json) {
        let id = if kind == Kind::Form { "form" } else { text(json, "id") };
        self.found.push(Thing { keys: keys(json), ..thing(kind, [group, id].concat()) });
    }

    fn items(&mut self, within: &'j Json, parent: &str, repeat: &str) {
        for item in list(within, "items") {
            let (id, kind) = (text(item, "id"), text(item, "type"));
            self.item(item, parent, repeat);
            self.items(item, id, if kind == "repeat" { id } else { repeat });
            for row in list(item, "rows") {
                self.item(row, id, repeat);
                self.choices(row, item);
            }
            if kind != "matrix" {
                self.choices(item, item);
            }
        }
    }

    fn item(&mut self, item: &'j Json, parent: &str, repeat: &str) {
        let placed = Thing {
            parent: parent.into(),
            repeat: repeat.into(),
            keys: keys(item),
            ..thing(Kind::Item, text(item, "id").into())
        };
        self.found.push(placed);
    }

    /// The choices of an item, as they stand at it or in a shared list; those of a matrix belong to each of its rows.
    fn choices(&mut self, item: &'j Json, named: &'j Json) {
        let own = match named.get("choices").map(|choices| &choices.kind) {
            Some(Value::List(list)) => list,
            Some(Value::Text(name)) => self.form.get("choiceLists").map_or(&[][..], |lists| list(lists, name)),
            _ => &[],
        };
        let several = text(named, "type") == "multiple";
        for choice in own {
            let name = [text(item, "id"), ".", text(choice, "code")].concat();
            let parent = text(item, "id").into();
            self.found.push(Thing { parent, several, keys: keys(choice), ..thing(Kind::Choice, name) });
        }
    }
}
