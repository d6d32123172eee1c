//! `docs/form-language.md` is true: its examples compile, its mistakes are refused with the codes it names, and its tables
//! of truths, values and scores are what the engine gives.
//!
//! A fenced block says in its first line what it is, a table in the comment before it; one that is neither plain text nor
//! known here fails.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;
#[path = "reference/page.rs"]
mod page;
#[path = "reference/tables.rs"]
mod tables;

use common::{form, try_form};
use nrm_screening::compile::compile_services;
use nrm_screening::definition::ServiceList;
use page::{Block, Page};
use serde_json::Value;

/// Where an example of each kind is put; `-` appends.
const PLACES: &[(&str, &str)] = &[("item", "/items/1/items/-"), ("score", "/scores/-")];

/// What a block adds to the form of the page.
fn put(form: &mut Value, place: &str, value: Value) {
    let (parent, key) = place.rsplit_once('/').unwrap();
    match form.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {parent}")) {
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        other => other[key] = value,
    }
}

/// A calculation of an expression.
fn calculate(form: &mut Value, id: &str, text: &str) {
    put(form, "/items/1/items/-", serde_json::json!({ "id": id, "type": "calculate", "value": text }));
}

#[track_caller]
fn compiles(form: &Value, block: &Block) {
    if let Err(found) = try_form(&form.to_string()) {
        panic!("line {}: {found}", block.line);
    }
}

/// It is refused, and for these reasons alone.
fn refused(form: &Value, codes: &[&str], block: &Block, what: &str) {
    let Err(found) = try_form(&form.to_string()) else { panic!("line {}: {what} is not refused", block.line) };
    let told: std::collections::BTreeSet<_> = found.list().iter().map(|told| told.code.word()).collect();
    assert_eq!(told, codes.iter().copied().collect(), "line {}: {what} is refused as the first", block.line);
}

/// Checks a block of JSON; `outcomes` replaces keys of the outcomes.
fn json(page: &Page, block: &Block, words: &[&str]) {
    let value: Value = serde_json::from_str(&block.text).unwrap_or_else(|error| panic!("line {}: {error}", block.line));
    let mut form = page.form();
    let (words, broken) = match words.iter().position(|word| *word == "broken") {
        Some(place) => (&words[..place], Some(&words[place + 1..])),
        None => (words, None),
    };
    match words {
        ["form"] => form = value,
        ["services"] => {
            let made = ServiceList::read(block.text.as_bytes()).and_then(|list| compile_services(&list));
            made.unwrap_or_else(|found| panic!("line {}: {found}", block.line));
        }
        ["at", place] => put(&mut form, place, value),
        ["outcomes"] => {
            for (key, value) in value.as_object().unwrap() {
                form["outcomes"][key] = value.clone();
            }
        }
        [kind] => {
            let (_, place) = PLACES.iter().find(|(known, _)| known == kind).expect("a kind of example");
            put(&mut form, place, value);
        }
        _ => panic!("line {}: what is a block {words:?}?", block.line),
    }
    match broken {
        None => compiles(&form, block),
        Some(codes) => refused(&form, codes, block, &block.text),
    }
}

/// Checks expressions, one in each line: as what they are made for, so that their type is held to.
fn expressions(page: &Page, block: &Block, words: &[&str]) {
    assert!(!block.text.trim().is_empty(), "line {}", block.line);
    for text in block.text.lines() {
        let mut form = page.form();
        match words {
            ["condition"] => {
                put(&mut form, "/outcomes/rows/0/when", text.into());
                compiles(&form, block);
            }
            ["number"] => {
                calculate(&mut form, "example", text);
                calculate(&mut form, "of_example", "example + 1");
                compiles(&form, block);
            }
            ["broken", codes @ ..] => {
                put(&mut form, "/outcomes/rows/0/when", text.into());
                refused(&form, codes, block, text);
            }
            _ => panic!("line {}: what is a block {words:?}?", block.line),
        }
    }
}

#[test]
fn every_example_is_what_it_is_said_to_be() {
    let page = Page::read();
    let (mut good, mut broken) = (0, 0);
    for block in &page.blocks {
        let words: Vec<_> = block.tag.split_whitespace().collect();
        match &*words {
            ["text"] => continue,
            ["json", "answers"] => drop(page.answers()),
            ["json", words @ ..] => json(&page, block, words),
            ["cel", words @ ..] => expressions(&page, block, words),
            _ => panic!("line {}: what is a block `{}`?", block.line, block.tag),
        }
        *if block.tag.contains("broken") { &mut broken } else { &mut good } += 1;
    }
    assert!(good > 30 && broken > 15, "{good} {broken}");
}

#[test]
fn every_table_is_what_the_engine_gives() {
    let page = Page::read();
    let mut kinds = std::collections::BTreeMap::new();
    for table in &page.tables {
        let words: Vec<_> = table.tag.split_whitespace().collect();
        let checked = match &*words {
            ["truth", operands] => tables::truth(&page, table, operands),
            ["columns", operands] => tables::columns(&page, table, operands),
            ["values"] => tables::values(&page, table),
            ["score"] => tables::scores(&page, table),
            _ => panic!("line {}: what is a table `{}`?", table.line, table.tag),
        };
        assert!(checked > 1, "line {}", table.line);
        *kinds.entry(words[0].to_owned()).or_insert(0) += checked;
    }
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn the_page_names_every_type_of_item_and_every_key() {
    use nrm_screening::definition::{Item, Score, Service};
    use nrm_screening::value::{ItemType, Method, Reason};
    let page = Page::read();
    let names = |word: &str| page.text.contains(&format!("`{word}`")) || page.text.contains(&format!("\"{word}\""));
    for word in ItemType::WORDS.iter().chain(Method::WORDS).chain(Reason::WORDS) {
        assert!(page.text.contains(word), "{word}");
    }
    for field in Item::FIELDS.iter().chain(Score::FIELDS).chain(Service::FIELDS) {
        let mut key = String::new();
        for part in field.name.trim_start_matches("r#").split('_') {
            let (first, rest) = part.split_at(1);
            key += &(if key.is_empty() { first.to_owned() } else { first.to_uppercase() } + rest);
        }
        assert!(names(&key), "the page does not name the key {key}");
    }
    for (name, link) in [("README.md", "docs/form-language.md"), ("src/expression/mod.rs", "docs/form-language.md")] {
        assert!(String::from_utf8(common::file(name)).unwrap().contains(link), "{name}");
    }
}

#[test]
fn the_limits_are_those_of_the_page() {
    use nrm_screening::definition::shape::LONGEST_TEXT;
    use nrm_screening::id::LONGEST;
    use nrm_screening::json::Limits;
    use nrm_screening::number::Ratio;
    let page = Page::read();
    let limits = page.text.split("## Limits").nth(1).unwrap();
    let row = |what: &str| {
        let line =
            limits.lines().find(|line| line.starts_with(&format!("| {what}"))).unwrap_or_else(|| panic!("{what}"));
        line.split('|').nth(2).unwrap().replace(',', "")
    };
    let has = |what: &str, number: usize| {
        assert!(row(what).split([' ', ';']).any(|word| word == number.to_string()), "{what}");
    };
    has("a form, or", Limits::DEFINITION.bytes);
    has("values within", Limits::DEFINITION.depth);
    has("keys of one", Limits::DEFINITION.keys);
    has("a text of the form", LONGEST_TEXT);
    has("an id", LONGEST);
    has("a number", Ratio::DIGITS);
    has("languages", nrm_screening::Form::MOST_LANGUAGES);

    // Those that are no constants of the crate: so many are taken, one more is not.
    let base = page.form();
    let taken = |what: &str, number: usize, make: &dyn Fn(usize) -> (&'static str, Value)| {
        has(what, number);
        for (count, fits) in [(number, true), (number + 1, false)] {
            let mut form = base.clone();
            let (place, value) = make(count);
            put(&mut form, place, value);
            let found = try_form(&form.to_string()).err().map(|found| found.list()[0].code.word());
            assert_eq!(found.is_none(), fits, "{what} {count}: {found:?}");
        }
    };
    let choices = |count: usize| {
        let choice = |place: usize| serde_json::json!({ "code": format!("c{place}"), "text": "?" });
        ("/choiceLists/many", (0..count).map(choice).collect::<Value>())
    };
    taken("choices", 500, &choices);
    taken("an expression", 256, &|count| ("/outcomes/rows/0/when", vec!["locked"; count].join(" || ").into()));
    taken("rows of a repeat", 50, &|count| ("/items/1/items/8/atMost", count.into()));
    let own = base["items"].as_array().unwrap().iter().map(count_items).sum::<usize>();
    let items = |count: usize| {
        let item = |place: usize| serde_json::json!({ "id": format!("i{place}"), "type": "time", "by": "worker", "text": "?" });
        let items = (0..count - own - 1).map(item).collect::<Value>();
        ("/items/-", serde_json::json!({ "id": "many", "type": "group", "title": "?", "items": items }))
    };
    taken("items, with", 2000, &items);
    assert!(form(&base.to_string()).items.len() == own);
}

/// How many items a piece of a form is: itself, its rows and what it holds.
fn count_items(item: &Value) -> usize {
    let of = |key: &str| item[key].as_array().map_or(&[][..], |list| list);
    1 + of("rows").len() + of("items").iter().map(count_items).sum::<usize>()
}
