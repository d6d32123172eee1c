//! Forms as workbooks: what is made of them, and files that only look like one.

use super::{bounded, folder, root, run};
use nrm_screening::maintain::xlsform::{Book, LARGEST_BOOK, Sheet, write};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HTCDS: &str = "tests/fixtures/htcds/htcds_xlsform.xlsx";

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// What a command says, without the folder its files are in.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(arguments);
    assert_eq!(ran.complaints, "");
    let text = format!("$ nrm-forms {}\n{}ends with {}\n", arguments.join(" "), ran.out, ran.code);
    text.replace(&format!("{}/", folder.display()), "").replace(path(folder), ".")
}

/// A workbook of one survey, with settings.
fn book(rows: &[&[&str]]) -> Book {
    let sheet = |name: &str, rows: &[&[&str]]| Sheet {
        name: name.into(),
        rows: rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect(),
    };
    let choices = [&["list_name", "name", "label"][..], &["yes_no", "yes", "Yes"], &["yes_no", "no", "No"]];
    let settings = [&["form_id", "form_title", "version", "default_language"][..], &["work", "Work", "0.2.0", "en"]];
    Book { sheets: vec![sheet("survey", rows), sheet("choices", &choices), sheet("settings", &settings)] }
}

#[test]
fn a_workbook_becomes_a_form_and_a_form_a_workbook() {
    let folder = folder("workbooks");
    let file = folder.join("work.xlsx");
    let rows = [
        &["type", "name", "label", "relevant", "appearance"][..],
        &["select_one yes_no", "Locked", "Locked in?", "", "minimal"],
        &["integer", "hours", "How many hours?", "${Locked} != 'no'"],
    ];
    fs::write(&file, write(&book(&rows)).unwrap()).unwrap();
    let import = ["import", "xlsform", path(&file), "--in", path(&folder)];
    insta::assert_snapshot!("import_xlsform_wrong", told(&folder, &import));
    assert!(!folder.join("work").exists(), "nothing is made while a cell is wrong");
    let more = [&import[..], &["--by", "worker", "--leave-out"]].concat();
    insta::assert_snapshot!("import_xlsform", told(&folder, &more));
    insta::assert_snapshot!("import_xlsform_form", fs::read_to_string(folder.join("work/0.2.0/form.json")).unwrap());
    insta::assert_snapshot!("import_xlsform_again", told(&folder, &more));
    let out = folder.join("out.xlsx");
    let version = folder.join("work/0.2.0");
    insta::assert_snapshot!("export_xlsform", told(&folder, &["export", "xlsform", path(&version), "-o", path(&out)]));
    // Back again it is the same, to the last byte.
    let again = folder.join("again");
    fs::create_dir(&again).unwrap();
    let ran = run(&["import", "xlsform", path(&out), "--in", path(&again)]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let form = |folder: &Path| fs::read_to_string(folder.join("work/0.2.0/form.json")).unwrap();
    assert_eq!(form(&again), form(&folder));
    assert_eq!(run(&["fmt", "--check", path(&again)]).code, 0, "it is written as forms are");
    assert_eq!(run(&["check", path(&again)]).code, 0);
    // For another program.
    let (code, report) = super::json(&[&import[..], &["--json"]].concat());
    let first = &report["findings"][0];
    assert_eq!((code, report["written"].as_array().unwrap().len(), &first["pointer"]), (1, 0, &"survey!E2".into()));
    let (code, report) = super::json(&["export", "xlsform", path(&version), "-o", path(&out), "--json"]);
    assert_eq!((code, report["written"][0].as_str().unwrap().ends_with("out.xlsx")), (0, true));
    for wrong in [&["export", "xlsform", path(&version)][..], &["import", "xlsform"], &["import"], &["export"]] {
        assert_eq!(run(wrong).code, 2, "{wrong:?}");
    }
    assert_eq!(run(&["export", "xlsform", path(&version), "-o", "nowhere/at/all.xlsx"]).code, 3);
    assert_eq!(run(&["export", "xlsform", "tests/fixtures/broken/unknown-word.json", "-o", path(&out)]).code, 1);
    assert_eq!(run(&["import", "xlsform", "nowhere.xlsx"]).code, 3);
}

#[test]
fn the_standard_s_own_comes_in_as_the_manual_says() {
    let folder = folder("htcds");
    let manual = fs::read_to_string(root().join("docs/xlsform.md")).unwrap();
    let line = manual.lines().find(|line| line.starts_with("nrm-forms import xlsform htcds_xlsform.xlsx")).unwrap();
    assert_eq!(
        line,
        "nrm-forms import xlsform htcds_xlsform.xlsx --id htcds --title \"Case data\" --language en --by worker --leave-out"
    );
    let arguments = ["--id", "htcds", "--title", "Case data", "--language", "en", "--by", "worker", "--leave-out"];
    let ran = bounded(&[&["import", "xlsform", HTCDS, "--in", path(&folder)], &arguments[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(run(&["check", path(&folder.join("htcds"))]).code, 0);
}

/// A workbook, one part of which is another.
fn with_part(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(write(&book(&[&["type"]])).unwrap())).unwrap();
    let mut made = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let part = archive.by_index_raw(place).unwrap();
        if part.name().unwrap() != name {
            made.raw_copy_file(part).unwrap();
        }
    }
    made.start_file(name, SimpleFileOptions::default()).unwrap();
    made.write_all(bytes).unwrap();
    made.finish().unwrap().into_inner()
}

/// A workbook whose first sheet is this.
fn with_sheet(rows: &str) -> Vec<u8> {
    let head = "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
    with_part("xl/worksheets/sheet1.xml", format!("{head}{rows}</sheetData></worksheet>").as_bytes())
}

/// The same archive, which says that none of its parts has more than so many bytes.
fn lying(mut bytes: Vec<u8>, most: u32) -> Vec<u8> {
    // The size stands in the head of a part and in the directory.
    for (head, size) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let places: Vec<usize> =
            (0..bytes.len() - size - 4).filter(|place| bytes[*place..].starts_with(&head[..])).collect();
        for place in places {
            let told = u32::from_le_bytes(bytes[place + size..place + size + 4].try_into().unwrap());
            bytes[place + size..place + size + 4].copy_from_slice(&told.min(most).to_le_bytes());
        }
    }
    bytes
}

#[test]
fn what_only_looks_like_a_workbook_is_told() {
    let folder = folder("no-workbooks");
    let whole = fs::read(root().join(HTCDS)).unwrap();
    // More than is taken of a part; it is only unpacked, so it need not be a sheet.
    let large = vec![b' '; 26 << 20];
    let bomb = with_part("xl/worksheets/sheet1.xml", &large);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let cell =
        |at: &str, text: &str| format!("<row r=\"1\"><c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>");
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>";
    let zip_64 = [&b"PK\x06\x06"[..], &[0xff; 200], b"PK\x05\x06", &[0xff; 18]].concat();
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "not-a-workbook"),
        ("text", b"type,name,label\n".to_vec(), "not-a-workbook"),
        ("old", [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 4_096]].concat(), "not-a-workbook"),
        ("half", whole[..whole.len() / 2].to_vec(), "not-a-workbook"),
        ("end-only", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(), "not-a-workbook"),
        ("zip-64", zip_64, "not-a-workbook"),
        ("no-part", with_part("xl/workbook.xml", b""), "not-a-workbook"),
        ("broken-xml", with_part("xl/workbook.xml", b"<workbook><sheets>"), "not-a-workbook"),
        (
            "entities",
            with_part("xl/workbook.xml", [entities, "<workbook>&c;</workbook>"].concat().as_bytes()),
            "no-survey",
        ),
        ("not-utf-8", with_part("xl/worksheets/sheet1.xml", b"<worksheet>\xff\xfe</worksheet>"), "not-a-workbook"),
        ("no-such-text", with_sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999</v></c></row>"), "not-a-workbook"),
        ("bomb", bomb.clone(), "too-large"),
        ("lying-bomb", lying(bomb, 1_000), "not-a-workbook"),
        ("far-apart", with_sheet(&cell("XFD1048576", "x")), "too-large"),
        ("far-right", with_sheet(&cell("ZZZ1", "x")), "too-large"),
        ("long-cell", with_sheet(&cell("A1", &"x".repeat(40_000))), "too-large"),
        ("long-file", vec![b'P'; LARGEST_BOOK + 1], "too-large"),
        ("formula", with_sheet("<row r=\"1\"><c r=\"A1\"><f>1/0</f><v>#DIV/0!</v></c></row>"), "no-survey"),
    ];
    let mut others = Vec::new();
    for (name, bytes, code) in files {
        let file = folder.join(format!("{name}.xlsx"));
        fs::write(&file, bytes).unwrap();
        let ran = bounded(&["import", "xlsform", path(&file), "--in", path(&folder), "--title", "T", "--json"]);
        let report: serde_json::Value =
            serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{name}: {}", ran.out));
        let told = report["findings"][0]["code"].as_str().unwrap().to_owned();
        if (ran.code, &*told) != (1, code) {
            others.push((name, ran.code, told));
        }
        assert!(ran.out.len() < 2_000, "{name}: {}", ran.out);
    }
    assert!(others.is_empty(), "{others:?}");
    let left = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    assert!(left.into_iter().all(|path| path.extension().is_some_and(|ending| ending == "xlsx")), "nothing is made");
}

/// As large as they come: minutes, in the long run.
#[test]
#[ignore = "long: packs and unpacks 100 MB"]
fn a_sheet_of_100_mb_is_refused() {
    let folder = folder("large-workbooks");
    let bomb = with_sheet(&"<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>".repeat((100 << 20) / 48));
    for (name, bytes) in [("told", bomb.clone()), ("lying", lying(bomb, 1_000))] {
        let file = folder.join(format!("{name}.xlsx"));
        fs::write(&file, bytes).unwrap();
        let ran = bounded(&["import", "xlsform", path(&file), "--in", path(&folder)]);
        assert_eq!(
            (ran.code, ran.out.contains("error[too-large]") || ran.out.contains("damaged")),
            (1, true),
            "{name}: {}",
            ran.out
        );
    }
    fs::remove_dir_all(folder).unwrap();
}
