//! What has no place, cell by cell.

use super::{BY, Beside, Book, book, sheet};
use nrm_screening::maintain::Severity;
use nrm_screening::maintain::xlsform::import;

const CHOICES: &str = "list_name | name | label\n yes_no | yes | Yes\n yes_no | no | No";

/// Codes with their cells, errors alone.
fn told(book: &Book, beside: Beside<'_>) -> Vec<(&'static str, String)> {
    let told = import(book, beside).map_or_else(|found| found, |(_, open)| open);
    let wrong = told.into_iter().filter(|found| found.severity == Severity::Error);
    wrong.map(|found| (found.code, found.pointer)).collect()
}

#[test]
fn every_cell_is_told_at_once() {
    let survey =
        "type | name | label | hint | relevant | constraint | calculation | appearance | read_only | nrm::by | nrm::min
        start | start
        geopoint | where | Where?
        select_one yes_no or_other | a | A?
        select_one none | b | B?
        select_one_from_file towns.csv | c | C?
        begin group | g | G
        begin group | h | H
        end group
        end group
        text | papers | Papers? | | pulldata('a', 'b', 'c', ${d}) | regex(., 'x') | | w1
        text | words | Hello ${papers}
        integer | n | N? | | | | | | true | nobody | few
        | lost
        integer | | N?
        text | Papers | Again?
        text | âge | Age?
        calculate | calc | | | | | if(${n} > 1, 1, 0)
        end repeat";
    let all = told(&book(survey, CHOICES), BY);
    let known: Vec<(&str, &str)> = all.iter().map(|(code, cell)| (*code, cell.as_str())).collect();
    let expected = [
        ("not-supported", "survey!A2"),
        ("not-supported", "survey!A3"),
        ("not-supported", "survey!A4"),
        ("unknown-list", "survey!A5"),
        ("not-supported", "survey!A6"),
        ("not-supported", "survey!A8"),
        ("not-supported", "survey!A14"),
        ("missing-name", "survey!B15"),
        ("name-taken", "survey!B16"),
        ("bad-name", "survey!B17"),
        ("unbalanced", "survey!A19"),
        ("condition", "survey!E11"),
        ("condition", "survey!F11"),
        ("not-supported", "survey!H11"),
        ("not-supported", "survey!C12"),
        ("not-supported", "survey!I13"),
        ("wrong-cell", "survey!K13"),
        ("condition", "survey!G18"),
    ];
    assert_eq!(known, expected);
}

#[test]
fn what_the_checks_of_a_form_find_is_told_of_its_cell() {
    let survey = "type | name | label | hint | nrm::reasons | nrm::by | nrm::relevant
        begin_group | g | G | A hint
        text | words | Words? | | perhaps
        text | other | Other? | | | | passport == 'x'
        end_group";
    let all = told(&book(survey, CHOICES), BY);
    assert_eq!(all, [("unknown-key", "survey!D2".into()), ("unknown-word", "survey!E3".into())]);
    let survey = survey.replace(" | A hint", "").replace("perhaps", "declined");
    assert_eq!(told(&book(&survey, CHOICES), BY), [("unknown-name", "survey!G4".into())]);
}

#[test]
fn choices_settings_and_our_sheets_are_told_too() {
    let mut made = book(
        "type | name | label | nrm::score\n select_one yes_no | a | A? | strain\n select_one yes_no | b | B? | nowhere",
        "list_name | name | label | image | order | nrm::weight | nrm::colour
         yes_no | yes | Yes | yes.png | | few
         yes_no | no | No | | 2 | | red
         yes_no | No | No
         | lost | Lost
         yes_no | نعم | Yes",
    );
    made.sheets[2] = sheet(
        "settings",
        "form_id | form_title | style | nrm::colour | default_language\n made | Made | pages | red | en\n two",
    );
    made.sheets.push(sheet("nrm_scores", "id | method | colour\n strain | sum | red"));
    made.sheets.push(sheet("nrm_statements", "id | text\n never | Never"));
    made.sheets.push(sheet("nrm_texts", "key | text\n title | T"));
    made.sheets.push(sheet("osm", "list_name\n x"));
    made.sheets.push(sheet("nrm_colours", "id\n x"));
    let all = told(&made, BY);
    let known: Vec<(&str, &str)> = all.iter().map(|(code, cell)| (*code, cell.as_str())).collect();
    let expected = [
        ("not-supported", "osm!A1"),
        ("not-supported", "nrm_colours!A1"),
        ("not-supported", "settings!C2"),
        ("unknown-column", "settings!D2"),
        ("not-supported", "settings!A3"),
        ("not-supported", "choices!D2"),
        ("wrong-cell", "choices!F2"),
        ("unknown-column", "choices!G3"),
        ("name-taken", "choices!B4"),
        ("missing-name", "choices!B5"),
        ("bad-name", "choices!B6"),
        ("not-supported", "choices!E3"),
        ("unknown-column", "nrm_scores!C2"),
        ("unknown-score", "survey!D3"),
        ("unknown-id", "nrm_statements!A2"),
        ("not-supported", "nrm_texts!B2"),
    ];
    assert_eq!(known, expected);
}

#[test]
fn which_form_it_is_has_to_be_said() {
    let mut made = book("type | name | label\n text | a | A?", CHOICES);
    assert_eq!(told(&made, Beside { by: None, ..BY }), [("who-answers", "survey!B2".into())]);
    assert_eq!(told(&made, Beside { id: Some("No Id"), ..BY }), [("bad-name", String::new())]);
    assert_eq!(told(&made, Beside { language: Some("english"), ..BY }), [("unknown-language", String::new())]);
    made.sheets[2] = sheet("settings", "form_id\n made");
    assert_eq!(told(&made, BY), [("unknown-language", String::new())]);
    assert_eq!(told(&made, Beside { language: Some("so"), ..BY }), [("missing-setting", String::new())]);
    // Nobody here can say in Somali that nothing is concluded.
    assert_eq!(
        told(&made, Beside { language: Some("so"), title: Some("Su’aalo"), ..BY }),
        [("no-outcomes", String::new())]
    );
    made.sheets.remove(0);
    assert_eq!(told(&made, BY), [("no-survey", String::new())]);
}

#[test]
fn filters_are_refused_where_they_could_not_be_kept() {
    let survey = "type | name | label | choice_filter
        select_one yes_no | a | A?
        select_one town | b | B? | area = ${a}
        select_one town | c | C?";
    let choices = "list_name | name | label | area\n yes_no | yes | Yes\n yes_no | no | No\n town | x | X | yes\n town | y | Y | no";
    assert_eq!(told(&book(survey, choices), BY), [("not-supported", "survey!D4".into())]);
    let one = survey.replace("\n        select_one town | c | C?", "");
    assert_eq!(told(&book(&one, choices), BY), []);
    assert_eq!(
        told(&book(&one, &choices.replace("| no\n", "|\n").replace("Y | no", "Y")), BY),
        [("condition", "choices!B5".into())]
    );
    assert_eq!(told(&book(&one, &choices.replace("Y | no", "Y | maybe")), BY), [("condition", "choices!D5".into())]);
    let other = one.replace("area = ${a}", "area = ${a} and 1 = 1");
    let told = told(&book(&other, choices), BY);
    assert_eq!(told[0], ("not-supported", "choices!D4".into()), "a column that nothing reads");
    assert_eq!(told.last().unwrap(), &("condition", "survey!D3".into()));
}
