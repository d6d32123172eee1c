//! Texts for translators, and what comes back.

use super::{command, folder, follows, json, root, run, schema, told};
use nrm_screening::maintain::translate::TranslationReport;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const FORMS: &str = "schemas/forms";

/// The published versions, by their folders.
fn published() -> Vec<String> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
        found.sort();
        found
    };
    let versions = inside(&root().join(FORMS)).iter().flat_map(|form| inside(form)).collect::<Vec<_>>();
    versions.iter().map(|version| version.strip_prefix(root()).unwrap().to_str().unwrap().to_owned()).collect()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn nothing_is_lost_on_the_way_to_a_translator_and_back() {
    let folder = folder("texts");
    let mut same = 0;
    for version in published() {
        let committed = fs::read(root().join(&version).join("texts/ar.json")).unwrap();
        for ending in ["xlf", "csv"] {
            let (out, back) = (folder.join(format!("ar.{ending}")), folder.join("back.json"));
            let ran = run(&["translate", "export", &version, "--language", "ar", "-o", path(&out)]);
            assert_eq!((ran.code, &*ran.complaints), (0, ""), "{version}: {}", ran.out);
            let ran =
                run(&["translate", "import", path(&out), "--form", &version, "--language", "ar", "-o", path(&back)]);
            assert_eq!(ran.code, 0, "{version} {ending}: {}", ran.out);
            // The same keys in the same order, with the same texts, digests and review; a form's file is written as most are.
            let written = fs::read(&back).unwrap();
            let text = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap().to_string();
            assert_eq!(text(&written), text(&committed), "{version} {ending}");
            same += usize::from(written == committed);
        }
    }
    assert!(same >= 4, "{same} are the same to the last byte");
}

/// A form with texts of which one is stale, one is missing and one belongs to no text of it any more.
fn draft(name: &str) -> PathBuf {
    let folder = folder(name);
    let form = fs::read_to_string(root().join("tests/fixtures/example.form.json")).unwrap();
    let form = form
        .replace("Is your pay kept from you?", "Is your pay kept from you, {name}?\\n\\nAll of it: <1 & \\\"2\\\"?");
    fs::write(folder.join("form.json"), form).unwrap();
    fs::create_dir_all(folder.join("texts")).unwrap();
    let texts = r#"{
  "format": 1,
  "form": "example",
  "version": "1.0.0",
  "language": "fr",
  "review": "a nurse, 2026-10-01",
  "texts": {
    "title": ["00000000", "Exemple"],
    "locked.text": ["00000000", "=Quelqu’un vous empêche-t-il de partir ?"],
    "gone.text": ["12345678", "Ce qui n’est plus demandé"]
  }
}
"#;
    fs::write(folder.join("texts/fr.json"), texts).unwrap();
    folder
}

fn within(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let ran = command(arguments).current_dir(folder).output().unwrap();
    let text = String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    (ran.status.code().unwrap(), text)
}

fn texts_of(file: &Path) -> Value {
    serde_json::from_slice::<Value>(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn what_is_stale_missing_or_obsolete_stays_so_until_somebody_looked_at_it() {
    let folder = draft("stale");
    insta::assert_snapshot!("status", within(&folder, &["translate", "status", "."]).1);
    for file in ["fr.xlf", "fr.csv"] {
        let export = ["translate", "export", ".", "--language", "fr", "-o", file];
        assert_eq!(within(&folder, &export).0, 0);
        let import = ["translate", "import", file, "--form", ".", "--language", "fr", "-o", "back.json"];
        let (code, told) = within(&folder, &import);
        assert!(code == 0 && told.contains("warning[stale-text]") && told.contains("warning[missing-text]"), "{told}");
        // As it was, the review too: no text is another.
        assert_eq!(texts_of(&folder.join("back.json")), texts_of(&folder.join("texts/fr.json")), "{file}");
        // Somebody looked at the title, and translated the pay.
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let worked = if file == "fr.xlf" {
            text.replace("<segment state=\"initial\"><source>Example<", "<segment state=\"final\"><source>Example<")
                .replace(
                    "2&quot;?</source></segment>",
                    "2&quot;?</source><target>Gardé, {name} ?&#10;&#10;&lt;1 &amp; 2</target></segment>",
                )
        } else {
            text.replace("title,Example,Exemple,stale", "title,Example,Exemple,translated")
                .replace("\"\"2\"\"?\",,new,", "\"\"2\"\"?\",\"Gardé, {name} ?\n\n<1 & 2\",new,")
        };
        assert_ne!(text, worked);
        fs::write(folder.join(file), &worked).unwrap();
        assert_eq!(within(&folder, &import).0, 0);
        let back = texts_of(&folder.join("back.json"));
        assert_ne!(back["texts"]["title"][0], "00000000", "{file}");
        assert_eq!(back["texts"]["locked.text"][0], "00000000", "nobody looked at it");
        assert_eq!(back["texts"]["pay.text"][1], "Gardé, {name} ?\n\n<1 & 2", "{file}");
        assert_eq!(back["texts"]["gone.text"][1], "Ce qui n’est plus demandé");
        assert_eq!(back["review"], "none", "the review was of other texts");
        // A part of the file is enough: the rest stays.
        let part = if file == "fr.xlf" {
            format!(
                "{}  </file>\n</xliff>\n",
                worked
                    .split("    <unit id=\"choiceLists")
                    .next()
                    .unwrap()
                    .split("    <unit id=\"safety")
                    .next()
                    .unwrap()
            )
        } else {
            worked.lines().take(2).collect::<Vec<_>>().join("\r\n")
        };
        fs::write(folder.join(file), part).unwrap();
        assert_eq!(within(&folder, &import).0, 0);
        assert_eq!(texts_of(&folder.join("back.json"))["texts"].as_object().unwrap().len(), 3, "{file}");
    }
}

#[test]
fn what_a_translator_may_not_do_is_refused_and_nothing_is_written() {
    let folder = draft("refused");
    assert_eq!(within(&folder, &["translate", "export", ".", "--language", "fr", "-o", "fr.xlf"]).0, 0);
    assert_eq!(within(&folder, &["translate", "export", ".", "--language", "fr", "-o", "fr.csv"]).0, 0);
    let right = fs::read_to_string(folder.join("fr.xlf")).unwrap();
    let table = fs::read_to_string(folder.join("fr.csv")).unwrap();
    let target = "<target>Exemple</target>";
    assert!(right.contains(target));
    let with = |text: &str| right.replace(target, &format!("<target>{text}</target>"));
    let pay = |text: &str| {
        right.replace("2&quot;?</source></segment>", &format!("2&quot;?</source><target>{text}</target></segment>"))
    };
    for (name, text, code) in [
        ("bidi", with("Ex\u{202e}emple"), "hidden-character"),
        ("bidi-escaped", with("Ex&#x202e;emple"), "hidden-character"),
        ("inline", with("Ex<pc id=\"1\">em</pc>ple"), "inline-code"),
        ("entity", with("Ex&nbsp;emple"), "not-xliff"),
        ("doctype", right.replace("<xliff", "<!DOCTYPE x [<!ENTITY a \"b\">]>\n<xliff"), "not-xliff"),
        ("cut", right[..right.len() / 2].to_owned(), "not-xliff"),
        ("cut-between", right.replace("  </file>\n</xliff>\n", ""), "not-xliff"),
        ("nested", right.replace("    </unit>\n", ""), "not-xliff"),
        ("xliff-1", right.replace("version=\"2.0\"", "version=\"1.2\""), "not-xliff"),
        ("html", "<html><body>no</body></html>".into(), "not-xliff"),
        ("key", right.replace("<unit id=\"title\">", "<unit id=\"titel\">"), "unknown-text"),
        ("twice", right.replace("<unit id=\"locked.text\">", "<unit id=\"title\">"), "duplicate-key"),
        ("placeholder", pay("Gardé, {nom} ?"), "placeholder"),
        ("no-placeholder", pay("Gardé ?"), "placeholder"),
        ("other-form", right.replace("<file id=\"example\"", "<file id=\"other\""), "other-form"),
        ("other-language", right.replace("trgLang=\"fr\"", "trgLang=\"ar\""), "other-language"),
        ("own-language", right.replace("trgLang=\"fr\"", "trgLang=\"en\""), "other-language"),
        (
            "verdict",
            right.replace(
                "Some signs</source></segment>",
                "Some signs</source><target>Ce n’est pas une victime.</target></segment>",
            ),
            "verdict",
        ),
        ("no-columns", "a,b\n1,2\n".into(), "not-a-table"),
        ("no-source", "key,target\ntitle,Exemple\n".into(), "not-a-table"),
        ("state", table.replace(",stale,", ",fine,"), "not-a-table"),
        ("empty", String::new(), "not-a-table"),
        ("deep", format!("<xliff version=\"2.0\">{}", "<file>".repeat(200_000)), "not-xliff"),
        ("brackets", "[".repeat(200_000), "not-a-table"),
    ] {
        fs::write(folder.join("file"), text).unwrap();
        let language = if name == "own-language" { "en" } else { "fr" };
        let arguments =
            ["translate", "import", "file", "--form", ".", "--language", language, "-o", "back.json", "--json"];
        let (ended, found) = within(&folder, &arguments);
        assert_eq!(ended, 1, "{name}: {found}");
        assert!(super::any_file::is_plain(&found), "{name}: {found}");
        let found: Value = serde_json::from_str(&found).unwrap();
        assert!(found.as_array().unwrap().iter().any(|one| one["code"] == code), "{name}: {found}");
        assert!(!folder.join("back.json").exists(), "{name}");
    }
    // Other encodings, and what spreadsheets make of a table.
    let utf_16: Vec<u8> = [b"\xff\xfe".to_vec(), right.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    fs::write(folder.join("file"), utf_16).unwrap();
    let import = ["translate", "import", "file", "--form", ".", "--language", "fr"];
    assert!(within(&folder, &import).1.contains("error[not-utf-8]"));
    fs::write(folder.join("file"), "\u{feff}key;source;target;state\r\ntitle;Example;Un exemple;translated\r\n")
        .unwrap();
    let (code, text) = within(&folder, &import);
    assert!(code == 0 && text.contains("\"Un exemple\"]"), "{text}");
    insta::assert_snapshot!("import_wrong", {
        fs::write(folder.join("file"), pay("Gardé, {nom} ?")).unwrap();
        within(&folder, &import).1
    });
    for (ended, arguments) in [
        (3, &["translate", "import", "nowhere", "--form", "."][..]),
        (3, &["translate", "status", "nowhere"]),
        (1, &["translate", "export", ".", "--language", "../../x"]),
        (2, &["translate"]),
        (2, &["translate", "export", "."]),
    ] {
        assert_eq!(within(&folder, arguments).0, ended, "{arguments:?}");
    }
}

#[test]
fn a_language_that_nobody_began_is_given_whole() {
    let folder = draft("begun");
    let (code, text) = within(&folder, &["translate", "export", ".", "--language", "so"]);
    assert!(code == 0 && text.contains("trgLang=\"so\"") && !text.contains("<target>"), "{text}");
    insta::assert_snapshot!("export_begun", text.lines().take(12).collect::<Vec<_>>().join("\n"));
}

#[test]
fn how_texts_stand_follows_its_committed_schema() {
    let version = format!("{FORMS}/nrm-detection/0.2.0");
    insta::assert_snapshot!("status_detection", told(&["translate", "status", &version]));
    let (code, report) = json(&["translate", "status", &version, "--json"]);
    assert_eq!(code, 0);
    follows("translate-status", &schema::<Vec<TranslationReport>>(), &report["languages"]);
}
