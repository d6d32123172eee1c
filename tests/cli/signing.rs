//! Keys, signatures, and what is published: what is refused, and that nothing is half written then.
//!
//! The keys are made of numbers that everybody knows: they are for these tests and for nothing else.

use super::{command, folder, follows, run, schema};
use base64ct::{Base64, Encoding as _};
use nrm_screening::maintain::sign::{
    EnvelopeDocument, KeyDocument, ManifestDocument, PublicKeyDocument, RootDocument, VersionReport, key_files,
};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) const VERSION: &str = "drafts/arrival/0.1.0";

/// A folder with test keys, a root of them, and a version that nobody has signed.
pub(super) struct Place(pub(super) PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let place = Self(folder(name));
        for (seed, name) in [(1, "test-a"), (2, "test-b"), (3, "test-c"), (4, "test-d")] {
            let made = key_files(name, &[seed; 32]).unwrap();
            fs::write(place.0.join(format!("{name}.key")), made.private).unwrap();
            fs::write(place.0.join(format!("{name}.pub")), made.public).unwrap();
        }
        let root = ["root", "test-a.pub", "test-b.pub", "test-c.pub", "--expires", "2028-11-01", "-o", "root.json"];
        assert_eq!(place.ends(&root), 0);
        fs::create_dir_all(place.0.join("drafts")).unwrap();
        fs::create_dir_all(place.0.join("published")).unwrap();
        assert_eq!(place.ends(&["new", "arrival", "--in", "drafts"]), 0);
        place.schema(VERSION);
        place
    }

    pub(super) fn signed(name: &str) -> Self {
        let place = Self::new(name);
        for key in ["test-a.key", "test-b.key"] {
            place.sign(VERSION, key);
        }
        place
    }

    fn schema(&self, version: &str) {
        let schema = format!("{version}/answers.schema.json");
        let arguments = ["schema", version, "-o", &schema];
        assert_eq!(self.ends(&arguments), 0, "{}", self.told(&arguments));
    }

    fn sign(&self, version: &str, key: &str) {
        let first = !self.0.join(version).join("manifest.dsse.json").exists();
        let expires = if first { &["--expires", "2027-11-01"][..] } else { &[] };
        let arguments = [&["sign", version, "--key", key, "--today", "2026-11-26"], expires].concat();
        assert_eq!(self.ends(&arguments), 0, "{}", self.told(&arguments));
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let ran = command(arguments).current_dir(&self.0).output().unwrap();
        assert_eq!(String::from_utf8(ran.stderr).unwrap(), "", "{arguments:?}");
        let told = String::from_utf8(ran.stdout).unwrap();
        for name in ["test-a", "test-b", "test-c", "test-d"] {
            let key: Value = serde_json::from_slice(&fs::read(self.0.join(format!("{name}.key"))).unwrap()).unwrap();
            assert!(!told.contains(key["private"].as_str().unwrap()), "{arguments:?} shows a private key");
        }
        (ran.status.code().unwrap(), told)
    }

    fn ends(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).0
    }

    /// The command, what it writes, and how it ends, without digests.
    fn told(&self, arguments: &[&str]) -> String {
        let (code, told) = self.run(arguments);
        let mut words: Vec<String> = Vec::new();
        for word in told.replace('\\', "/").split_inclusive([' ', '\n']) {
            let digest = word.trim().rsplit('-').next().unwrap();
            let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
            words.push(if is_digest { word.replace(digest, "<digest>") } else { word.into() });
        }
        format!("$ nrm-forms {}\n{}ends with {code}\n\n", arguments.join(" "), words.concat())
    }

    /// What a command finds wrong, by its codes.
    fn codes(&self, arguments: &[&str]) -> Vec<String> {
        let (code, told) = self.run(&[arguments, &["--json"]].concat());
        let told: Value = serde_json::from_str(&told).unwrap();
        let codes: Vec<String> =
            told["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect();
        assert_eq!(code != 0, !codes.is_empty(), "{arguments:?} ends with {code}: {codes:?}");
        codes
    }

    fn verify(&self, more: &[&str]) -> Vec<String> {
        self.codes(&[&["verify", VERSION, "--root", "root.json", "--today", "2026-11-27"][..], more].concat())
    }

    fn publish(&self, version: &str) -> Vec<String> {
        let today = ["--today", "2026-11-27", "--runs", "20"];
        self.codes(&[&["publish", version, "--root", "root.json", "--to", "published"][..], &today].concat())
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file}: {from}");
        fs::write(self.0.join(file), text.replacen(from, to, 1)).unwrap();
    }

    /// Every file there is.
    pub(super) fn all(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                }
                found.push(path);
            }
        }
        found.sort();
        found
    }

    /// The next version of the form, signed by two.
    fn next(&self, version: &str, changes: &[(&str, &str)]) -> String {
        let (from, to) = (self.0.join(VERSION), format!("drafts/arrival/{version}"));
        fs::create_dir_all(self.0.join(&to)).unwrap();
        for file in ["form.json", "cases.json"] {
            fs::copy(from.join(file), self.0.join(&to).join(file)).unwrap();
            self.change(&format!("{to}/{file}"), "\"0.1.0\"", &format!("\"{version}\""));
        }
        for (before, after) in changes {
            self.change(&format!("{to}/form.json"), before, after);
        }
        self.schema(&to);
        self.sign(&to, "test-a.key");
        self.sign(&to, "test-c.key");
        to
    }
}

#[test]
fn a_version_is_signed_by_several_and_published() {
    let place = Place::new("signing");
    let mut told = place.told(&["keygen", "test-new"]).replace(&*place.read("test-new.pub"), "");
    for arguments in [
        &["root", "test-a.pub", "test-b.pub", "--expires", "2028-11-01", "-o", "other.json"][..],
        &["sign", VERSION, "--key", "test-a.key", "--expires", "2027-11-01", "--today", "2026-11-26"],
        &["sign", VERSION, "--key", "test-b.key"],
        &["sign", VERSION, "--key", "test-b.key"],
        &["verify", VERSION, "--root", "root.json", "--today", "2026-11-27"],
        &["verify", VERSION, "--root", "root.json", "--today", "2027-11-02"],
        &["publish", VERSION, "--root", "root.json", "--to", "published", "--today", "2026-11-27"],
        &["verify", "published/arrival/0.1.0", "--root", "root.json", "--today", "2026-11-27", "--json"],
    ] {
        told += &place.told(arguments);
    }
    insta::assert_snapshot!("signing", told);
    for file in ["form.json", "cases.json", "answers.schema.json", "manifest.dsse.json"] {
        let [draft, published] =
            [VERSION, "published/arrival/0.1.0"].map(|folder| place.read(&format!("{folder}/{file}")));
        assert!(draft == published, "{file}");
    }
    // What is signed stays as it is.
    let form = place.read("published/arrival/0.1.0/form.json");
    fs::write(place.0.join("published/arrival/0.1.0/form.json"), form.replace("  ", "   ")).unwrap();
    assert_eq!(place.codes(&["fmt", "published"])[0], "published");
    assert_eq!(place.codes(&["verify", "published/arrival/0.1.0", "--root", "root.json"]), ["file-changed"]);
}

#[test]
fn what_is_wrong_is_told_and_nothing_is_written() {
    let place = Place::new("signing-wrong");
    fs::write(place.0.join("not.key"), "{\"format\": 1, \"name\": \"x\", \"private\": \"c2VjcmV0LWNhbmFyeQ==\"}")
        .unwrap();
    fs::create_dir(place.0.join("drafts/empty")).unwrap();
    let before = place.all();
    let mut told = String::new();
    for arguments in [
        &["keygen", "test-a"][..],
        &["keygen", "Test"],
        &["keygen", "x", "--in", "nowhere"],
        &["root", "test-a.pub", "test-a.pub", "--expires", "2028-11-01", "-o", "new.json"],
        &["root", "test-a.pub", "--expires", "2028-11-01", "-o", "new.json"],
        &["root", "test-a.key", "--expires", "2028-11-01", "-o", "new.json"],
        &["root", "test-a.pub", "test-b.pub", "test-c.pub", "--expires", "2028-11-01", "-o", "root.json"],
        &["sign", VERSION, "--key", "test-a.key"],
        &["sign", VERSION, "--key", "test-a.pub", "--expires", "2027-11-01"],
        &["sign", VERSION, "--key", "not.key", "--expires", "2027-11-01"],
        &["sign", VERSION, "--key", "test-a.key", "--expires", "2026-11-25", "--today", "2026-11-26"],
        &["sign", "drafts/arrival/0.1.0/form.json", "--key", "test-a.key"],
        &["sign", "drafts/empty", "--key", "test-a.key", "--expires", "2027-11-01"],
        &["sign", "nowhere", "--key", "test-a.key"],
        &["verify", VERSION, "--root", "root.json"],
        &["verify", VERSION, "--root", "test-a.pub"],
        &["publish", VERSION, "--root", "root.json", "--to", "published"],
        &["publish", "drafts/empty", "--root", "root.json", "--to", "published"],
    ] {
        told += &place.told(arguments);
        assert_eq!(place.all(), before, "{arguments:?}");
    }
    assert!(!told.contains("canary") && !told.contains("c2Vjc"), "{told}");
    insta::assert_snapshot!("signing_wrong", told);
    for usage in
        [&["keygen"][..], &["root", "-o", "x"], &["sign", VERSION], &["verify", VERSION], &["publish", VERSION]]
    {
        assert_eq!(run(usage).code, 2, "{usage:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_private_key_is_for_nobody_else_and_comes_from_the_system() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new("keygen");
    let mut keys = Vec::new();
    for name in ["one", "two"] {
        assert_eq!(place.ends(&["keygen", name]), 0);
        let file = place.0.join(format!("{name}.key"));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        keys.push(fs::read_to_string(file).unwrap());
    }
    let private = |text: &str| serde_json::from_str::<Value>(text).unwrap()["private"].as_str().unwrap().to_owned();
    assert_ne!(private(&keys[0]), private(&keys[1]));
    assert_eq!(place.codes(&["keygen", "one"]), ["already-there"]);
    fs::remove_file(place.0.join("one.key")).unwrap();
    assert_eq!(place.codes(&["keygen", "one"]), ["already-there"], "the public key alone would be another one");
    assert!(!place.0.join("one.key").exists());
}

#[test]
fn what_was_signed_is_what_is_there() {
    let place = Place::signed("signed");
    assert_eq!(place.verify(&[]), [""; 0]);
    let rows: [(&str, &[&str], &[&str]); 10] = [
        ("another form is asked for", &["--form", "departure"], &["other-form"]),
        ("another version is asked for", &["--form", "arrival@0.2.0"], &["other-form"]),
        ("a later one is demanded", &["--least", "0.1.1"], &["version-rolled-back"]),
        ("no version is demanded", &["--least", "new"], &["version-rolled-back"]),
        ("it is demanded", &["--form", "arrival@0.1.0", "--least", "0.1.0", "--deny-warnings"], &[]),
        ("another root is pinned", &["--pin", "sha256-00"], &["root-not-pinned"]),
        ("the manifest is no root", &["--rotation", "drafts/arrival/0.1.0/manifest.dsse.json"], &["payload-type"]),
        ("no envelope", &["--rotation", "root.json"], &["envelope-invalid"]),
        ("the grace is over", &["--today", "2028-01-31"], &["expired"]),
        ("and before it was not", &["--today", "2028-01-30", "--deny-warnings"], &["stale"]),
    ];
    for (what, more, wrong) in rows {
        let more: Vec<&str> = more.to_vec();
        let base: &[&str] = if more.contains(&"--today") { &[] } else { &["--today", "2026-11-27"] };
        let arguments = [&["verify", VERSION, "--root", "root.json"][..], base, &more].concat();
        assert_eq!(place.codes(&arguments), wrong, "{what}");
    }
    let envelope = format!("{VERSION}/manifest.dsse.json");
    let right = place.read(&envelope);
    let payload = |text: &str| {
        let json: Value = serde_json::from_str(text).unwrap();
        json["payload"].as_str().unwrap().to_owned()
    };
    let other = Base64::encode_string(
        String::from_utf8(Base64::decode_vec(&payload(&right)).unwrap())
            .unwrap()
            .replace("2027-11", "2037-11")
            .as_bytes(),
    );
    let rows: [(&str, String, &str); 8] = [
        ("trailing bytes", format!("{right}{{}}"), "envelope-invalid"),
        ("a byte order mark", format!("\u{feff}{right}"), "envelope-invalid"),
        ("another type", right.replace("forms.manifest", "forms.other"), "payload-type"),
        ("another payload", right.replace(&payload(&right), &other), "signatures-missing"),
        ("base64 with a space", right.replace("\"payload\": \"", "\"payload\": \" "), "envelope-invalid"),
        ("half of it", right[..right.len() / 2].to_owned(), "envelope-invalid"),
        ("a key twice", right.replacen('{', "{\"payload\": \"\",", 1), "envelope-invalid"),
        ("no signature", right.replace("\"keyid\"", "\"x\""), "envelope-invalid"),
    ];
    for (what, text, wrong) in rows {
        assert!(text != right, "{what}");
        fs::write(place.0.join(&envelope), text).unwrap();
        assert_eq!(place.verify(&[]), [wrong], "{what}");
    }
    fs::write(place.0.join(&envelope), &right).unwrap();
    for file in ["form.json", "cases.json"] {
        let name = format!("{VERSION}/{file}");
        let text = place.read(&name);
        fs::write(place.0.join(&name), format!("{text}\n")).unwrap();
        assert_eq!(place.verify(&[]), ["file-changed"], "{file}");
        // Nobody signs beside others what they have not signed.
        assert_eq!(place.codes(&["sign", VERSION, "--key", "test-c.key"]), ["file-changed"], "{file}");
        fs::write(place.0.join(&name), text).unwrap();
    }
    assert_eq!(place.codes(&["sign", VERSION, "--key", "test-c.key", "--expires", "2027-01-01"]), ["already-signed"]);
    fs::create_dir(place.0.join(VERSION).join("texts")).unwrap();
    let texts =
        r#"{"format": 1, "form": "arrival", "version": "0.1.0", "language": "fr", "review": "none", "texts": {}}"#;
    fs::write(place.0.join(VERSION).join("texts/fr.json"), texts).unwrap();
    assert_eq!(place.verify(&[]), ["file-unlisted"]);
}

#[test]
fn a_lost_key_is_replaced_and_the_old_one_counts_no_more() {
    let place = Place::signed("rotation");
    let next = ["root", "test-b.pub", "test-c.pub", "test-d.pub", "--after", "root.json", "--expires", "2030-11-01"];
    assert_eq!(place.codes(&[&next[..], &["-o", "root2.json"]].concat()), [""; 0]);
    let rotated = |place: &Place| place.verify(&["--rotation", "root2.dsse.json"]);
    // One of the old keys and one of the new, then two of the new, are too few.
    for (keys, wrong) in [
        (&["test-d.key"][..], &["rotation-refused"][..]),
        (&["test-c.key"], &["rotation-refused"]),
        (&["test-b.key"], &["signatures-missing"]),
    ] {
        for key in keys {
            assert_eq!(place.ends(&["sign", "root2.json", "--key", key]), 0);
        }
        assert_eq!(rotated(&place), wrong, "{keys:?}");
    }
    // What the lost key signed has one signature left; with another it is enough again.
    place.sign(VERSION, "test-d.key");
    assert_eq!(rotated(&place), [""; 0]);
    assert_eq!(place.verify(&["--rotation", "root2.dsse.json", "--rotation", "root2.dsse.json"]), ["rotation-refused"]);
    let pin = format!("sha256-{}", "0".repeat(64));
    assert_eq!(place.verify(&["--rotation", "root2.dsse.json", "--pin", &pin]), ["root-not-pinned"]);
}

/// A version, what it has otherwise, and what is wrong with it.
type Row<'r> = (&'r str, &'r [(&'r str, &'r str)], &'r [&'r str]);

#[test]
fn only_what_is_in_order_is_published() {
    let place = Place::signed("publishing");
    assert_eq!(place.publish(VERSION), [""; 0]);
    let before = place.all();
    let rows: [Row; 6] = [
        ("0.0.9", &[], &["version-step"]),
        ("0.1.1001", &[], &["version-far-ahead"]),
        // How urgent something is is a result; a title is not.
        ("0.1.1", &[("\"urgency\": \"soon\"", "\"urgency\": \"urgent\"")], &["version-step"]),
        ("0.1.2", &[("\"title\": \"", "\"x-note\": 1, \"title\": \"")], &[]),
        ("0.1.3", &[("\"title\": \"", "\"title\": \"New: ")], &[]),
        ("0.1.3", &[], &["published"]),
    ];
    let mut published = 1;
    for (version, changes, wrong) in rows {
        let _other = fs::remove_dir_all(place.0.join(format!("drafts/arrival/{version}")));
        let draft = place.next(version, changes);
        let mut codes = place.publish(&draft);
        codes.retain(|code| wrong.contains(&&**code) || wrong.is_empty());
        codes.sort_by_key(|code| wrong.iter().position(|wrong| wrong == code));
        codes.dedup();
        assert_eq!(codes, wrong, "{version} {changes:?}");
        published += usize::from(wrong.is_empty());
        assert_eq!(fs::read_dir(place.0.join("published/arrival")).unwrap().count(), published, "{version}");
    }
    assert!(before.iter().all(|file| file.exists()));
    // The files of a version are looked at again, whoever signed them.
    let draft = place.next("0.2.0", &[]);
    let (envelope, cases) = (format!("{draft}/manifest.dsse.json"), format!("{draft}/cases.json"));
    place.change(&cases, "\"class\": \"", "\"class\": \"not");
    fs::remove_file(place.0.join(&envelope)).unwrap();
    place.sign(&draft, "test-a.key");
    place.sign(&draft, "test-b.key");
    assert!(place.publish(&draft).contains(&"unknown-id".to_owned()));
    place.change(&format!("{draft}/answers.schema.json"), "Answers", "All answers");
    assert_eq!(place.publish(&draft), ["schema-stale"]);
    let late = ["publish", VERSION, "--root", "root.json", "--to", "published", "--today", "2027-11-02"];
    assert_eq!(place.codes(&late), ["stale"]);
    assert_eq!(fs::read_dir(place.0.join("published/arrival")).unwrap().count(), published);
}

#[test]
fn the_documents_follow_their_committed_schemas() {
    let place = Place::signed("documents");
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let envelope = json(&place.read(&format!("{VERSION}/manifest.dsse.json")));
    let payload = Base64::decode_vec(envelope["payload"].as_str().unwrap()).unwrap();
    let (_, report) = place.run(&["verify", VERSION, "--root", "root.json", "--today", "2026-11-27", "--json"]);
    let manifest = json(std::str::from_utf8(&payload).unwrap());
    for (name, schema, document) in [
        ("root", schema::<RootDocument>(), json(&place.read("root.json"))),
        ("manifest", schema::<ManifestDocument>(), manifest),
        ("envelope", schema::<EnvelopeDocument>(), envelope),
        ("private-key", schema::<KeyDocument>(), json(&place.read("test-a.key"))),
        ("public-key", schema::<PublicKeyDocument>(), json(&place.read("test-a.pub"))),
        ("verify", schema::<VersionReport>(), json(&report)),
    ] {
        let validator = follows(name, &schema, &document);
        assert!(!validator.is_valid(&Value::Null), "{name}");
    }
}

/// Whether a path ends soon that nobody would give.
#[test]
fn a_file_without_an_end_ends_soon() {
    if !Path::new("/dev/zero").exists() {
        return;
    }
    let place = Place::signed("signing-endless");
    for arguments in [
        &["sign", VERSION, "--key", "/dev/zero"][..],
        &["verify", VERSION, "--root", "/dev/zero"],
        &["verify", VERSION, "--root", "root.json", "--rotation", "/dev/zero"],
    ] {
        assert_eq!(place.ends(arguments), 1, "{arguments:?}");
    }
}
