//! What leaves for other systems: the fields of a standard, compared with its own file, and a table.

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

use calamine::{DataType as _, Reader as _, Xlsx, open_workbook};
use common::chance::every_kind;
use common::{file, of_folder};
use nrm_screening::Session;
use nrm_screening::definition::ExportDefinition;
use nrm_screening::export::{Export, Exported, LostReason, table};
use nrm_screening::response::{Purpose, Response};
use nrm_screening::value::{Answer, Date, Reason};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// Every mapping of the repository, with its file.
static PUBLISHED: LazyLock<Vec<(String, Export)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/exports/htcds");
    let read = |path: &Path| {
        let definition =
            ExportDefinition::read(&std::fs::read(path).unwrap()).unwrap_or_else(|found| panic!("{found}"));
        let form = of_folder(&format!("schemas/forms/{}/{}", &*definition.form, &*definition.version));
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, Export::new(definition, form).unwrap_or_else(|found| panic!("{found}")))
    };
    let entries = std::fs::read_dir(folder).unwrap();
    let mut found: Vec<_> = entries.map(|entry| read(&entry.unwrap().path())).collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
});

fn published() -> &'static [(String, Export)] {
    &PUBLISHED
}

fn export(name: &str) -> &'static Export {
    &published().iter().find(|(file, _)| file.starts_with(name)).unwrap().1
}

/// The fields of the standard, each with whether it may have several values and those it may have, from its own file.
fn standard() -> Vec<(String, String, BTreeSet<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/htcds/htcds_xlsform.xlsx");
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let mut rows = |sheet: &str| -> Vec<Vec<String>> {
        let range = book.worksheet_range(sheet).unwrap();
        let text = |cell: &calamine::Data| cell.as_string().unwrap_or_else(|| cell.to_string()).trim().to_owned();
        range.rows().skip(1).map(|row| row.iter().map(text).collect()).collect()
    };
    let mut choices: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows("choices") {
        choices.entry(row[0].clone()).or_default().insert(row[1].to_uppercase());
    }
    let mut fields = Vec::new();
    for row in rows("survey") {
        let (kind, list) = row[0].split_once(' ').unwrap_or((&row[0], ""));
        if !["start", "end", "calculate", ""].contains(&kind) {
            fields.push((row[1].clone(), kind.to_owned(), choices.get(list).cloned().unwrap_or_default()));
        }
    }
    fields
}

#[test]
fn every_field_and_value_is_one_of_the_standard_s_own() {
    let standard = standard();
    assert!(standard.len() > 25, "{}", standard.len());
    let names: Vec<&str> = standard.iter().map(|(name, ..)| name.as_str()).collect();
    let schema: Value = serde_json::from_slice(&file("schemas/contract/export-definition.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    assert_eq!(published().len(), 2);
    for (name, export) in published() {
        let text: Value = serde_json::from_slice(&file(&format!("schemas/exports/htcds/{name}"))).unwrap();
        assert!(schema.is_valid(&text), "{name}");
        let definition = export.definition();
        assert!(
            definition.source.contains("International Organization for Migration")
                && definition.source.contains("CC BY 4.0")
        );
        // All of them, in its order: each is written, or it says why not.
        assert_eq!(definition.fields.iter().map(|(field, _)| field).collect::<Vec<_>>(), names, "{name}");
        for ((field, written), (_, kind, values)) in definition.fields.iter().zip(&standard) {
            for value in &written.values {
                assert!(values.contains(&value.value.to_uppercase()), "{name}: {field}: {}", &*value.value);
            }
            assert!(written.values.is_empty() || written.several == (kind == "select_multiple"), "{name}: {field}");
            assert!(written.day.is_none() || kind == "date", "{name}: {field}");
        }
    }
}

#[test]
fn nothing_is_concluded_for_the_standard() {
    for (name, export) in published() {
        let status = export.definition().fields.get("vic_TraffickingStatus").unwrap();
        let values: Vec<&str> = status.values.iter().map(|value| &*value.value).collect();
        assert_eq!(values, ["PossibleVictimOfTrafficking"], "{name}: neither an actual victim nor none");
        let classes: Vec<&str> = status
            .values
            .iter()
            .flat_map(|value| &value.any)
            .flat_map(|basis| &basis.classes)
            .map(|class| &**class)
            .collect();
        assert_eq!(classes, ["presumedVictim", "possibleVictim"], "{name}");
    }
}

fn held(export: &str, answers: &Value) -> (Session, Exported) {
    let export = self::export(export);
    let form = Arc::clone(export.form());
    let today = Date::parse("2026-11-02").unwrap();
    let mut session =
        Session::with_answers(form, today, answers.to_string().as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    session.finish();
    let exported = export.of(&session);
    (session, exported)
}

fn identified(answers: &Value) -> Exported {
    held("nrm-identification", answers).1
}

/// A made-up adult who told everything the standard can hold.
fn complete() -> Value {
    json!({
        "danger": "no", "care": "no", "private": "apart", "spoken_for": "no", "interpreter": "none",
        "age_group": "adult", "birth_known": "yes", "birth": { "from": "1999-03-04" },
        "talk": "given", "record": "given",
        "gender": "woman", "nationality": "ethiopia", "language": "oromo",
        "decided": "others", "proposer": "online", "untrue": ["job", "pay"], "travel_debt": "owed_work",
        "taken": "no", "held": "yes", "works": "now", "work_kind": "domestic", "work_for": "someone", "hours": "yes",
        "pay": "kept", "work_bad": ["no_care"], "asks_money": "no", "intimate": "no", "illegal": "no", "couple": "no",
        "belongs": "serves", "body": "no", "armed": "no", "placed": "no", "refuse": "could_not",
        "papers": "taken", "leave": "never", "harm": "yes", "threats": ["violence", "family", "denounce"], "debt": "endless",
    })
}

#[test]
fn a_complete_identification_record_fills_every_field_that_the_form_can_know() {
    let exported = identified(&complete());
    let export = export("nrm-identification");
    let known: Vec<&str> =
        export.definition().fields.iter().filter(|(_, field)| field.without.is_none()).map(|(name, _)| name).collect();
    assert_eq!(known.len(), 9);
    let filled: Vec<&str> = exported.fields.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(filled, known);
    assert_eq!(
        exported.to_json(),
        json!({
            "con_Consent": "TRUE",
            "prs_Birthdate": "1999-03-04",
            "prs_Gender": "Feminine",
            "prs_Citizenship": "ET",
            "vic_MethodOfRecruitment": ["ThroughOnlineSocialNetworks"],
            "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
            "vic_Methods_of_Control": [
                "PhysicalThreats", "ThreatsLawEnforcement", "ThreatensChildrenFamily", "DebtBondage", "FalsePromises",
                "PhysicalAbuse", "TakesEarnings", "RestrictsMedicalCare", "ExcessiveWorkingHours", "WithholdsDocuments", "Other",
            ],
            "vic_TypeOfExploitation": ["ForcedLabour", "Servitude"],
            "vic_ForcedLabourIndustry": ["T_ActivitiesOfHouseholdsAsEmployers"],
        })
    );
    let csv = String::from_utf8(exported.to_csv(export).unwrap()).unwrap();
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!((lines.len(), lines[2]), (3, ""));
    assert!(lines[0].starts_with("con_Consent,prs_Salutation,prs_First_Name"));
    assert!(lines[1].starts_with("TRUE,,,,1999-03-04,Feminine,ET,") && lines[1].contains(",ForcedLabour Servitude,"));
}

#[test]
fn what_has_no_place_in_the_standard_is_listed() {
    use LostReason::{NoField, NoValue, PartlyKnown, Silence, Words};
    let with = |item: &str, answer: Value| {
        let mut answers = complete();
        answers[item] = answer;
        let exported = identified(&answers);
        exported.lost.iter().filter(|lost| lost.item == item).map(|lost| lost.reason).collect::<Vec<_>>()
    };
    let rows: [(&str, Value, &[LostReason]); 13] = [
        ("nationality", json!("ethiopia"), &[]),
        ("nationality", json!("stateless"), &[NoValue]),
        ("nationality", json!({ "code": "other", "other": "made up" }), &[NoValue, Words]),
        ("gender", json!({ "code": "other", "other": "made up" }), &[Words]),
        ("gender", json!({ "missing": "declined" }), &[Silence]),
        ("birth", json!({ "from": "1999" }), &[PartlyKnown]),
        ("birth", json!({ "from": "1999-03-04" }), &[]),
        ("language", json!("oromo"), &[NoField]),
        ("work_kind", json!("sea"), &[NoValue]),
        ("harm", json!("no"), &[NoValue]),
        ("threats", json!(["violence", "worse"]), &[]),
        ("armed", json!("asked"), &[NoValue]),
        ("papers", json!("taken"), &[]),
    ];
    for (item, answer, expected) in rows {
        assert_eq!(with(item, answer.clone()), expected, "{item} {answer}");
    }
    assert!(export("nrm-identification").definition().loses.len() > 4);
}

#[test]
fn what_does_not_count_is_not_written() {
    // Told, and then the question no longer applied: a day in another calendar, exactly known, is the same day.
    let ethiopic = json!({ "from": "1991-06-25", "calendar": "ethiopic" });
    for (item, answer, field, expected) in [
        ("birth", ethiopic, "prs_Birthdate", json!("1999-03-04")),
        ("birth_known", json!("no"), "prs_Birthdate", Value::Null),
        ("works", json!("no"), "vic_ForcedLabourIndustry", Value::Null),
        ("refuse", json!("could"), "vic_ForcedLabourIndustry", Value::Null),
        ("refuse", json!({ "missing": "declined" }), "vic_ForcedLabourIndustry", Value::Null),
        ("record", json!("withdrawn"), "con_Consent", json!("FALSE")),
        ("record", json!("not_required"), "con_Consent", Value::Null),
    ] {
        let mut answers = complete();
        answers[item] = answer;
        assert_eq!(identified(&answers).to_json()[field], expected, "{item} {field}");
    }
}

#[test]
fn no_sign_writes_no_status() {
    let (mut with, mut without) = (0, 0);
    for (export, folder) in [
        ("nrm-detection", "schemas/forms/nrm-detection/0.2.0"),
        ("nrm-identification", "schemas/forms/nrm-identification/0.1.0"),
    ] {
        let cases: Value = serde_json::from_slice(&file(&format!("{folder}/cases.json"))).unwrap();
        for case in cases["cases"].as_array().unwrap() {
            let (session, exported) = held(export, &case["answers"]);
            let class = session.form().class(session.state().outcome.decision);
            let written = exported.to_json();
            let status = &written["vic_TraffickingStatus"];
            if ["presumedVictim", "possibleVictim"].contains(&class) {
                assert_eq!(status, "PossibleVictimOfTrafficking", "{}", case["id"]);
                with += 1;
            } else {
                assert_eq!(status, &Value::Null, "{class} {}", case["id"]);
                without += 1;
            }
        }
    }
    // And where every sign is answered away.
    let mut answers = complete();
    for (item, answer) in json!({ "untrue": ["none"], "travel_debt": "no", "held": "no", "works": "no", "proposer": "nobody",
        "decided": "me", "belongs": "no", "papers": "self", "leave": "freely", "harm": "no", "threats": ["none"], "debt": "no", "refuse": "could" })
    .as_object()
    .unwrap()
    {
        answers[item] = answer.clone();
    }
    assert_eq!(identified(&answers).to_json()["vic_TraffickingStatus"], Value::Null);
    assert!(with > 20 && without > 20, "{with} {without}");
}

#[test]
fn what_is_wrong_with_an_export_is_told_by_its_place() {
    let right: Value = serde_json::from_slice(&file("schemas/exports/htcds/nrm-detection-0.2.0.json")).unwrap();
    let form = of_folder("schemas/forms/nrm-detection/0.2.0");
    let wrong = |field: &str, value: Value| {
        let mut changed = right.clone();
        changed["fields"][field] = value;
        let made =
            ExportDefinition::read(changed.to_string().as_bytes()).and_then(|made| Export::new(made, form.clone()));
        let found = made.map(|_| ()).unwrap_err();
        let told = &found.list()[0];
        (told.code.word().to_owned(), told.pointer.to_string(), told.subject.to_string())
    };
    let value = |basis: Value| json!({ "values": [{ "value": "X", "any": [basis] }] });
    let says = "one of `values`, `day`, `without`";
    let rests = "`item` with `codes`, or `classes`";
    for (field, code, place, subject) in [
        (json!({}), "wrong-type", "", says),
        (json!({ "without": "x", "day": "birth" }), "wrong-type", "", says),
        (json!({ "day": "harm" }), "unknown-name", "/day", "harm"),
        (value(json!({})), "wrong-type", "/values/0", rests),
        (value(json!({ "item": "harm" })), "wrong-type", "/values/0", rests),
        (value(json!({ "item": "harm", "codes": ["yes"], "classes": ["atRisk"] })), "wrong-type", "/values/0", rests),
        (value(json!({ "item": "harm", "codes": ["perhaps"] })), "unknown-code", "/values/0", "perhaps"),
        (value(json!({ "item": "nothing", "codes": ["yes"] })), "unknown-name", "/values/0", "nothing"),
        (value(json!({ "classes": ["nothing"] })), "unknown-name", "/values/0", "nothing"),
        (value(json!({ "classes": ["noSignNow"] })), "verdict", "/values/0", "noSignNow"),
        (json!({ "without": "" }), "empty-text", "/without", ""),
    ] {
        let expected = (code.to_owned(), format!("/fields/cas_Status{place}"), subject.to_owned());
        assert_eq!(wrong("cas_Status", field.clone()), expected, "{field}");
    }
    let definition = ExportDefinition::read(right.to_string().as_bytes()).unwrap();
    let other = of_folder("schemas/forms/nrm-detection/0.1.0");
    assert!(Export::new(definition, other).unwrap_err().list().iter().any(|told| told.code.word() == "other-form"));
}

#[test]
fn the_table_has_a_line_for_each_answer_and_no_formula() {
    let mut session = Session::start(every_kind(), Date::parse("2026-11-02").unwrap());
    session.give("gate", "yes").unwrap();
    session.give("talk", "given").unwrap();
    session.answer_id("n", Answer::number("-2")).unwrap();
    session.answer_id("m", Answer::Choices([0, 1].into())).unwrap();
    session.answer_id("p", Answer::Missing(Reason::Declined)).unwrap();
    let kids = session.form().find("kids").unwrap();
    session.add_row(kids).unwrap();
    session.answer((kids + 1, 0), Answer::Choice(0)).unwrap();
    session.answer_id("kids", Answer::Choice(1)).unwrap();
    let texts = [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "-",
        "--1",
        "-1",
        "-1.5",
        "1",
        "a\"b",
        "a,b",
        "a\r\nb",
        "",
        "=cmd|' /C calc'!A0",
    ];
    for text in texts {
        session.answer_id("t", Answer::Text(text.into())).unwrap();
        let csv = table(&session, "=7").unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(&csv[..]);
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let lines: Vec<Vec<String>> =
            reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect();
        let column = |name: &str| header.iter().position(|known| known == name).unwrap();
        let of = |item: &str| lines.iter().find(|line| line[column("item")] == item).unwrap().clone();
        for cell in lines.iter().flatten() {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']), "{cell:?}");
        }
        let given = of("t")[column("answer")].clone();
        assert_eq!(given.strip_prefix('\'').unwrap_or(&given), text, "it is only marked");
        assert_eq!(of("n")[column("answer")], "-2");
        assert_eq!(of("m")[column("answer")], "p q");
        assert_eq!(of("p")[column("missing")], "declined");
        let child = of("child");
        assert_eq!([&child[column("list")], &child[column("row")], &child[column("answer")]], ["kids", "r1", "yes"]);
        assert_eq!(of("gate")[column("case")], "'=7");
        assert!(csv.ends_with(b"\r\n"));
    }
}

/// What the command ended with and wrote.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nrm-forms"));
    let ran = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
}

#[test]
fn the_command_exports_a_response_and_tells_what_is_lost() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let put = |name: &str, text: &str| {
        let path = folder.join(name).to_str().unwrap().to_owned();
        std::fs::write(&path, text).unwrap();
        path
    };
    let mut answers = complete();
    answers["language"] = json!({ "code": "other", "other": "made up" });
    let (session, exported) = held("nrm-identification", &answers);
    let made = Response { case: Some("=7".into()), ..Response::of(&session, Purpose::Record) }.sealed();
    let text = serde_json::to_string(&made).unwrap();
    let response = put("response.json", &text);
    let form = "schemas/forms/nrm-identification/0.1.0/form.json";
    let mapping = "schemas/exports/htcds/nrm-identification-0.1.0.json";

    let (code, out, told) = run(&["export", "htcds", &response, "--form", form]);
    assert_eq!((code, serde_json::from_str::<Value>(&out).unwrap()), (0, exported.to_json()), "{told}");
    assert!(told.contains("lost: language: noField\nlost: language: words\n") && told.contains("lost: the alerts\n"));
    assert!(!told.contains("made up") && !told.contains("oromo"), "no answer is told");
    assert_eq!(run(&["export", "htcds", &response, "--form", form, "--mapping", mapping]).1, out);
    let (code, out, _) = run(&["export", "htcds-csv", &response, "--form", form]);
    assert_eq!((code, out.lines().count()), (0, 2));
    let (code, out, told) = run(&["export", "csv", &response, "--form", form]);
    assert_eq!((code, told.as_str()), (0, ""));
    assert!(
        out.starts_with("case,form,version,")
            && out.contains("\r\n'=7,nrm-identification,0.1.0,2026-11-02,presumedVictim,")
    );

    let file = folder.join("case.json").to_str().unwrap().to_owned();
    let (code, out, told) = run(&["export", "htcds", &response, "--form", form, "-o", &file]);
    assert_eq!((code, told.as_str()), (0, ""));
    assert!(out.starts_with("written: ") && out.contains("lost: language: noField"));
    assert_eq!(serde_json::from_slice::<Value>(&std::fs::read(&file).unwrap()).unwrap(), exported.to_json());

    // Whatever is in the way is told, and nothing of the response is shown.
    let counted = serde_json::to_string(&Response::of(&session, Purpose::Statistics).sealed()).unwrap();
    let detection = "schemas/forms/nrm-detection/0.2.0/form.json";
    let old = "schemas/forms/nrm-detection/0.1.0/form.json";
    for (arguments, code, word) in [
        (
            vec!["htcds", &*put("changed.json", &text.replace("ethiopia", "eritrea")), "--form", form],
            1,
            "response-changed",
        ),
        (
            vec!["csv", &*put("changed.json", &text.replace("ethiopia", "eritrea")), "--form", form],
            1,
            "response-changed",
        ),
        (vec!["htcds", &*put("counted.json", &counted), "--form", form], 1, "response-partial"),
        (vec!["htcds", &response, "--form", detection], 1, "form-missing"),
        (vec!["htcds", &*put("none.json", "{}"), "--form", form], 1, "response-invalid"),
        (
            vec!["htcds", &response, "--form", form, "--mapping", "schemas/exports/htcds/nrm-detection-0.2.0.json"],
            1,
            "other-form",
        ),
        (vec!["htcds", "nothing.json", "--form", form], 3, "cannot-read"),
        (vec!["htcds", &response, "--form", "nothing.json"], 3, "cannot-read"),
    ] {
        let (ended, out, told) = run(&[&["export"], &arguments[..]].concat());
        assert_eq!((ended, out.as_str()), (code, ""), "{arguments:?}: {told}");
        assert!(told.contains(&format!("error[{word}]")) && told.contains("nothing exported"), "{arguments:?}: {told}");
        assert!(!told.contains("eritrea") && !told.contains("made up"), "{told}");
    }
    let earlier = of_folder("schemas/forms/nrm-detection/0.1.0");
    let session = Session::start(earlier, Date::parse("2026-11-02").unwrap());
    let response = put("old.json", &serde_json::to_string(&Response::of(&session, Purpose::Record).sealed()).unwrap());
    let (code, _, told) = run(&["export", "htcds", &response, "--form", old]);
    assert!(code == 1 && told.contains("error[no-mapping]"), "{told}");
}
