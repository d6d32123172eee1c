//! Forms as workbooks: what goes out comes back, what comes in is in the form or told with its cell, and no condition means
//! something else. `docs/xlsform.md` is run.

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
#[path = "xlsform/meaning.rs"]
mod meaning;
#[path = "xlsform/refused.rs"]
mod refused;

use common::{file, form};
use nrm_screening::TextsOverlay;
use nrm_screening::maintain::Finding;
use nrm_screening::maintain::xlsform::{Beside, Book, Imported, Sheet, export, import, read, write};
use serde_json::Value;
use std::path::Path;

/// A sheet; cells between `|`.
fn sheet(name: &str, rows: &str) -> Sheet {
    let cells = |row: &str| row.trim().split('|').map(|cell| cell.trim().to_owned()).collect();
    Sheet { name: name.into(), rows: rows.trim().lines().map(cells).collect() }
}

/// A workbook with these rows in its survey.
fn book(survey: &str, choices: &str) -> Book {
    let settings = "form_id | form_title | version | default_language\n made | Made | 1.0.0 | English (en)";
    Book { sheets: vec![sheet("survey", survey), sheet("choices", choices), sheet("settings", settings)] }
}

const BY: Beside<'static> = Beside { id: None, title: None, language: None, by: Some("worker"), leave_out: false };

fn came_in(book: &Book) -> (Imported, Vec<Finding>) {
    import(book, BY).unwrap_or_else(|found| panic!("{found:#?}"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// What means the same is the same: a flag that is not raised need not be there.
fn plain(mut value: Value) -> Value {
    fn walk(value: &mut Value) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(walk),
            Value::Object(members) => {
                members.retain(|key, value| !(key == "required" && *value == Value::Bool(false)) && key != "$schema");
                members.values_mut().for_each(walk);
            }
            Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => {
                *value = Value::from(number.as_f64().unwrap());
            }
            _ => {}
        }
    }
    walk(&mut value);
    value
}

/// Every form of the repository: file, and the folder of its texts.
fn forms() -> Vec<(String, Option<String>)> {
    let mut found = vec![
        ("tests/fixtures/example.form.json".to_owned(), None),
        ("tests/fixtures/every-item.form.json".into(), None),
    ];
    let mut folders = common::published();
    folders.push("tests/fixtures/kinds".into());
    let instruments =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/instruments")).unwrap();
    folders.extend(
        instruments.map(|entry| format!("tests/fixtures/instruments/{}", entry.unwrap().file_name().to_str().unwrap())),
    );
    folders.sort();
    found.extend(folders.into_iter().map(|folder| (format!("{folder}/form.json"), Some(format!("{folder}/texts")))));
    found
}

#[test]
fn every_form_goes_out_and_comes_back() {
    let (mut count, mut translated, mut in_ours) = (0, 0, 0);
    for (path, texts) in forms() {
        let text = file(&path);
        let made = form(core::str::from_utf8(&text).unwrap());
        let mut overlays = Vec::new();
        if let Some(Ok(entries)) =
            texts.map(|texts| std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(texts)))
        {
            let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
            files.sort();
            overlays.extend(files.iter().map(|file| TextsOverlay::read(&std::fs::read(file).unwrap()).unwrap()));
        }
        let (book, told) = export(&text, &made, &overlays);
        assert!(told.iter().any(|finding| finding.code == "only-here"), "{path}: what is read here alone is told");
        let bytes = write(&book).unwrap();
        assert_eq!(bytes, write(&book).unwrap(), "{path}: the same bytes");
        // Blank cells at the end of a row are none.
        let again = read(&bytes).unwrap();
        let (back, open) = import(&again, Beside::default()).unwrap_or_else(|found| panic!("{path}: {found:#?}"));
        assert!(open.iter().all(|finding| finding.code == "missing-text"), "{path}: {open:#?}");
        let lost: Vec<&Finding> =
            told.iter().filter(|found| found.code == "not-carried" && found.pointer != "/$schema").collect();
        assert!(lost.is_empty(), "{path}: {lost:?}");
        let (old, new) = (plain(json(core::str::from_utf8(&text).unwrap())), plain(json(&back.form)));
        assert_eq!(new, old, "{path}");
        assert_eq!(back.texts.len(), overlays.len(), "{path}");
        for ((tag, text), overlay) in back.texts.iter().zip(&overlays) {
            let back = TextsOverlay::read(text.as_bytes()).unwrap();
            assert_eq!((tag.as_str(), &back.texts.0.len()), (&*overlay.language, &overlay.texts.0.len()), "{path}");
            for one in &overlay.texts.0 {
                let same = back.texts.0.iter().find(|known| known.key == one.key);
                assert_eq!(same, Some(one), "{path} {tag}");
            }
        }
        let made = form(&back.form);
        let overlays: Vec<_> =
            back.texts.iter().map(|(_, text)| TextsOverlay::read(text.as_bytes()).unwrap()).collect();
        assert_eq!(export(back.form.as_bytes(), &made, &overlays).0, book, "{path}: the same workbook");
        let survey = &book.sheets[0];
        let cells = |head: &str| {
            let column = survey.rows[0].iter().position(|known| known == head);
            column.map_or(0, |column| survey.rows.iter().skip(1).filter(|row| !row[column].is_empty()).count())
        };
        translated += cells("relevant") + cells("calculation") + cells("constraint");
        in_ours += cells("nrm::relevant") + cells("nrm::value") + cells("nrm::constraint");
        count += 1;
    }
    assert!(count > 30 && translated > 3 * in_ours, "{count}: {translated}, {in_ours}");
}

/// The columns of a sheet by their heads, without blank rows and cells at the end.
fn columns(sheet: &Sheet, heads: &[&str]) -> Vec<Vec<String>> {
    let places: Vec<Option<usize>> =
        heads.iter().map(|head| sheet.rows[0].iter().position(|known| known == head)).collect();
    let cell =
        |row: usize, place: &Option<usize>| place.map_or(String::new(), |column| sheet.cell(row, column).to_owned());
    (1..sheet.rows.len()).map(|row| places.iter().map(|place| cell(row, place)).collect()).collect()
}

#[test]
fn the_xlsform_of_the_standard_comes_in_and_goes_out_with_the_same_cells() {
    let original = read(&file("tests/fixtures/htcds/htcds_xlsform.xlsx")).unwrap();
    let beside = Beside { id: Some("htcds"), title: Some("Case data"), language: Some("en"), leave_out: true, ..BY };
    // Without leaving anything out nothing is made, and each cell is named.
    let told = import(&original, Beside { leave_out: false, ..beside }).unwrap_err();
    let wrong: Vec<&str> =
        told.iter().filter(|found| found.code == "not-supported").map(|found| &*found.pointer).collect();
    assert_eq!(wrong, ["survey!A2", "survey!A3", "survey!E35"]);
    let (made, open) = import(&original, beside).unwrap_or_else(|found| panic!("{found:#?}"));
    let codes: Vec<(&str, &str)> = open.iter().map(|found| (found.code, &*found.pointer)).collect();
    assert_eq!(
        codes,
        [
            ("version-name", "settings!A2"),
            ("left-out", "survey!A2"),
            ("left-out", "survey!A3"),
            ("left-out", "survey!E35"),
            ("no-outcomes", ""),
        ]
    );
    let compiled = form(&made.form);
    let (book, told) = export(made.form.as_bytes(), &compiled, &[]);
    assert!(told.iter().all(|found| found.code == "only-here"), "{told:?}");
    // Cell by cell, but for the three rows that were left out.
    let heads = ["type", "name", "label", "required", "calculation"];
    let kept: Vec<_> = columns(original.sheet("survey").unwrap(), &heads)
        .into_iter()
        .filter(|row| !["start", "end", "calculate"].contains(&&*row[0]))
        .collect();
    assert_eq!(kept.len(), 31);
    assert_eq!(columns(book.sheet("survey").unwrap(), &heads), kept);
    let heads = ["list_name", "name", "label"];
    let (old, new) =
        (columns(original.sheet("choices").unwrap(), &heads), columns(book.sheet("choices").unwrap(), &heads));
    assert_eq!(old.len(), 331);
    assert_eq!(new, old);
    assert_eq!(
        columns(book.sheet("settings").unwrap(), &["version"]),
        columns(original.sheet("settings").unwrap(), &["version"])
    );
    // And again, without a word beside it.
    let bytes = write(&book).unwrap();
    let (again, open) = import(&read(&bytes).unwrap(), Beside::default()).unwrap();
    assert_eq!((again.form, open), (made.form, Vec::new()));
}

#[test]
fn what_others_write_comes_in() {
    let book = Book {
        sheets: vec![
            sheet(
                "survey",
                "type | name | label::English (en) | label::Arabic (ar) | hint::English (en) | required | relevant | constraint | constraint_message::English (en) | calculation | choice_filter | nrm::score | nrm::more
                 begin group | Work | At work | العمل
                 select_one yes_no | locked | Are you locked in? | هل أنت محتجز؟ | Ask alone. | yes
                 integer | hours | How many hours? | | | | ${locked} = 'no' | . >= 0 and . <= 24
                 integer | debt | How much? | | | no | | . = 0 or . >= 100 | At least 100
                 date | born | When were you born? | | | | | . <= today()
                 select_one region | region | Where? | أين؟
                 select_one town | town | Which town? | | | | | | | | area = ${region}
                 select_multiple often | often | How often? | | | | | | | | | strain
                 calculate | long_day | | | | | | | | ${hours} > 12
                 note | Thanks | Thank you
                 end group
                 begin_repeat | kids | Children? | | | | | | | | | | Another?
                 integer | Age | How old? | | | | | . >= 0 and . <= 17
                 end repeat",
            ),
            sheet(
                "choices",
                "list name | name | label::English (en) | label::Arabic (ar) | area | nrm::weight | nrm::exclusive
                 yes_no | yes | Yes | نعم
                 yes_no | no | No | لا
                 region | 1 | North | الشمال
                 region | 2 | South
                 town | obock | Obock | | 1
                 town | as_eyla | As Eyla | | 2
                 often | day | Day | | | 2
                 often | night | Night | | | 3
                 often | never | Never | | | 0 | yes",
            ),
            sheet("settings", "form_id | form_title | version | default_language\n My_Form | Work | 1.2.0 | English (en)"),
            sheet("nrm_scores", "id | method | missing | bands\n strain | sum | unknown | [{\"id\": \"low\", \"from\": 0}, {\"id\": \"high\", \"from\": 3}]"),
            sheet(
                "nrm_outcomes",
                "id | class | when | text\n strained | strained | bands.strain == 'high' | Strained\n rest | rest | | Rest",
            ),
            sheet("nrm_statements", "id | text\n indeterminate | Not known\n couldNotBeDone | Not held"),
            sheet("nrm_texts", "key | text::ar\n title | العمل\n outcomes.rest.text | راحة"),
        ],
    };
    let (made, open) = came_in(&book);
    assert!(open.iter().all(|found| found.code == "missing-text"), "{open:#?}");
    let form = json(&made.form);
    let group = &form["items"][0];
    let at = |place: &str| group["items"].as_array().unwrap().iter().find(|item| item["id"] == place).unwrap().clone();
    assert_eq!(
        (made.id.as_str(), made.version.as_str(), &form["x-xlsform"]["form"]),
        ("my-form", "1.2.0", &"My_Form".into())
    );
    assert_eq!((&group["id"], &group["title"]), (&"work".into(), &"At work".into()));
    assert_eq!(at("locked")["guidance"], "Ask alone.");
    assert_eq!((&at("locked")["required"], &at("locked")["choices"]), (&true.into(), &"yes_no".into()));
    assert_eq!((&at("hours")["relevant"], &at("hours")["max"]), (&"locked == 'no'".into(), &24.into()));
    assert_eq!(
        (&at("debt")["constraint"], &at("debt")["constraintText"]),
        (&"debt == 0 || debt >= 100".into(), &"At least 100".into())
    );
    assert_eq!(at("born")["latest"], "today");
    assert_eq!(at("region")["choices"][0]["code"], "c_1");
    assert_eq!(at("town")["choices"][1]["relevant"], "region == 'c_2'");
    assert_eq!(at("often")["choices"][0]["weight"], 2);
    assert_eq!(form["scores"][0]["weights"], serde_json::json!({ "often": "choices" }));
    assert_eq!(at("long_day")["value"], "hours > 12");
    assert_eq!(
        (&form["items"][1]["id"], &form["items"][1]["items"][0]["items"][0]["max"]),
        (&"part_1".into(), &17.into())
    );
    let ar = json(&made.texts[0].1);
    assert_eq!(ar["texts"]["region.choices.c_1.text"][1], "الشمال");
    assert_eq!(
        (&ar["texts"]["choiceLists.yes_no.no.text"][1], &ar["texts"]["outcomes.rest.text"][1]),
        (&"لا".into(), &"راحة".into())
    );
    // What came in goes out, and comes in again.
    let overlays = [TextsOverlay::read(made.texts[0].1.as_bytes()).unwrap()];
    let out = export(made.form.as_bytes(), &common::form(&made.form), &overlays).0;
    assert_eq!(columns(out.sheet("survey").unwrap(), &["name"])[5], ["region"]);
    let (back, _) = came_in(&read(&write(&out).unwrap()).unwrap());
    assert_eq!(back, made);
}
