//! Names of a workbook as ids, and the names that a workbook had for them.
//!
//! A form keeps the names that are not its ids under the key `x-xlsform`, which nothing reads but the export, so that what
//! goes out has the names that came in.

use super::own::{member, text};
use crate::id::{RESERVED, is_id, is_list_name};
use crate::json::{Entry, Json, Kind};
use alloc::collections::BTreeMap;

/// The key of a form under which the names stand.
pub(super) const KEY: &str = "x-xlsform";

/// The names that a workbook had.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Names {
    /// Of the form.
    pub(super) form: Option<String>,
    /// Of its version.
    pub(super) version: Option<String>,
    /// Of questions, by id.
    pub(super) items: BTreeMap<String, String>,
    /// Of lists.
    pub(super) lists: BTreeMap<String, String>,
    /// Of choices, by list or, where a question has its own, by its id; then by code.
    pub(super) choices: BTreeMap<String, BTreeMap<String, String>>,
    /// Groups that stand in no row: the questions in them stood in none.
    pub(super) loose: Vec<String>,
}

/// What the name of a list ends with where a shared list and a question would have the same name: that of the question, and
/// that of the form.
pub(super) const OWN: &str = "__own";
pub(super) const SHARED: &str = "__shared";

/// The id of a question; none of a name that has no letter or is too long.
pub(super) fn item(name: &str) -> Option<String> {
    let id = plain(name, "q_")?;
    Some(if RESERVED.contains(&&*id) { format!("q_{id}") } else { id }).filter(|id| is_id(id))
}

/// The code of a choice.
pub(super) fn code(name: &str) -> Option<String> {
    plain(name, "c_").filter(|id| is_id(id))
}

/// The name of a list.
pub(super) fn list(name: &str) -> Option<String> {
    let name = name.trim();
    let name = name.strip_suffix(SHARED).unwrap_or(name);
    if is_list_name(name) { Some(name.into()) } else { plain(name, "l_") }
}

/// The id of a form.
pub(super) fn form(name: &str) -> Option<String> {
    plain(name, "f_").map(|id| id.replace('_', "-")).filter(|id| crate::id::is_form_id(id))
}

/// Small letters, digits and `_`; `before` goes before a digit. A letter of another script has no place in an id.
fn plain(name: &str, before: &str) -> Option<String> {
    let fits = |letter: char| match letter {
        'A'..='Z' | 'a'..='z' | '0'..='9' | '_' => Some(letter.to_ascii_lowercase()),
        '-' | '.' | ' ' => Some('_'),
        _ => None,
    };
    let id: String = name.trim().chars().map(fits).collect::<Option<_>>()?;
    let id = id.trim_start_matches('_');
    match id.chars().next()? {
        '0'..='9' => Some(format!("{before}{id}")),
        _ => Some(id.into()),
    }
}

impl Names {
    /// The name of a question.
    pub(super) fn item<'n>(&'n self, id: &'n str) -> &'n str {
        self.items.get(id).map_or(id, String::as_str)
    }

    /// The name of a list.
    pub(super) fn list<'n>(&'n self, id: &'n str) -> &'n str {
        self.lists.get(id).map_or(id, String::as_str)
    }

    /// The name of a choice.
    pub(super) fn choice<'n>(&'n self, list: &str, code: &'n str) -> &'n str {
        self.choices.get(list).and_then(|codes| codes.get(code)).map_or(code, String::as_str)
    }

    /// Those that a form keeps.
    pub(super) fn of(form: &Json) -> Self {
        let Some(kept) = form.get(KEY) else { return Self::default() };
        let one = |key: &str| kept.get(key).and_then(Json::text).map(String::from);
        let map = |json: Option<&Json>| -> BTreeMap<String, String> {
            let Some(Json { kind: Kind::Object(members), .. }) = json else { return BTreeMap::new() };
            members.iter().filter_map(|one| Some(((*one.key).into(), one.value.text()?.into()))).collect()
        };
        let mut items = map(kept.get("names"));
        // A name under another id than it would get would not come back.
        items.retain(|id, name| item(name).as_ref() == Some(id));
        let mut lists = map(kept.get("lists"));
        lists.retain(|id, name| list(name).as_ref() == Some(id));
        let mut choices = BTreeMap::new();
        if let Some(Json { kind: Kind::Object(members), .. }) = kept.get("choices") {
            for one in members {
                let mut codes = map(Some(&one.value));
                codes.retain(|id, name| code(name).as_ref() == Some(id));
                choices.insert((*one.key).into(), codes);
            }
        }
        let loose = match kept.get("loose").map(|json| &json.kind) {
            Some(Kind::List(list)) => list.iter().filter_map(Json::text).map(String::from).collect(),
            _ => Vec::new(),
        };
        Self { form: one("form"), version: one("version"), items, lists, choices, loose }
    }

    /// The same as the value of that key; none where all are ids.
    pub(super) fn kept(&self) -> Option<Json> {
        let object = |members: Vec<Entry>| Json { at: 0, kind: Kind::Object(members) };
        let map = |names: &BTreeMap<String, String>| {
            object(names.iter().map(|(id, name)| member(id, text(0, name))).collect())
        };
        let mut members = Vec::new();
        members.extend(self.form.iter().map(|name| member("form", text(0, name))));
        members.extend(self.version.iter().map(|name| member("version", text(0, name))));
        if !self.items.is_empty() {
            members.push(member("names", map(&self.items)));
        }
        if !self.lists.is_empty() {
            members.push(member("lists", map(&self.lists)));
        }
        let choices: Vec<_> = self.choices.iter().filter(|(_, codes)| !codes.is_empty()).collect();
        if !choices.is_empty() {
            members.push(member(
                "choices",
                object(choices.iter().map(|(list, codes)| member(list, map(codes))).collect()),
            ));
        }
        if !self.loose.is_empty() {
            let loose = self.loose.iter().map(|id| text(0, id)).collect();
            members.push(member("loose", Json { at: 0, kind: Kind::List(loose) }));
        }
        (!members.is_empty()).then(|| object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_and_come_back() {
        for (name, id) in [
            ("con_Consent", Some("con_consent")),
            ("date", Some("q_date")),
            ("1", Some("q_1")),
            ("__version__", Some("version__")),
            ("Given name", Some("given_name")),
            ("âge", None),
            ("___", None),
            ("", None),
        ] {
            assert_eq!(item(name).as_deref(), id, "{name}");
        }
        assert_eq!(code("01").as_deref(), Some("c_01"));
        assert_eq!(list("yesNo").as_deref(), Some("yesNo"));
        assert_eq!(list("Yes No").as_deref(), Some("yes_no"));
        assert_eq!(form("My_Form").as_deref(), Some("my-form"));
    }
}
