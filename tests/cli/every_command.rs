//! Every command on every kind of broken file: it is told, in a documented way, within the bounds of a small machine, and
//! nothing is written.
//!
//! The commands, and what each reads, are taken from their own help. One that is added and has no line here is missed.

use super::any_file::{corpus, is_plain};
use super::signing::{Place, VERSION};
use super::{bounded_in, root, run, versions};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each command is given: `@` is a broken file, `@version` a folder with one for a form, `@beside` a right form with
/// broken texts and cases, `@signed` a version with a broken envelope, `OUT` a file to be made, `FORM` and `RESPONSE` right
/// ones. Then how it ends, and which kinds end otherwise.
const COMMANDS: &[(&str, &str, i32)] = &[
    ("check", "@", 1),
    ("check", "@version", 1),
    ("check", "@beside", 1),
    ("test", "@version", 1),
    ("test", "@beside", 1),
    ("test", "@beside --coverage --json", 1),
    ("fmt", "--check @", 1),
    ("fmt", "--check @version --json", 1),
    ("new", "@", 1),
    ("new", "made --in @", 3),
    ("import xlsform", "@", 1),
    ("import xlsform", "@ --json --leave-out", 1),
    ("import xlsform", "HTCDS --id htcds --title T --language en --by worker --leave-out --in @", 3),
    ("export xlsform", "@ -o OUT", 1),
    ("export xlsform", "@beside -o OUT", 1),
    ("export csv", "@ --form FORM -o OUT", 1),
    ("export csv", "RESPONSE --form @ -o OUT", 1),
    ("export htcds", "@ --form FORM", 1),
    ("export htcds", "RESPONSE --form @", 1),
    ("export htcds", "RESPONSE --form FORM --mapping @ -o OUT", 1),
    ("export htcds-csv", "@ --form FORM", 1),
    ("export htcds-csv", "RESPONSE --form @", 1),
    ("export htcds-csv", "RESPONSE --form FORM --mapping @", 1),
    ("diff", "FORM @ --runs 3", 1),
    ("diff", "@version FORM --runs 3 --json", 1),
    ("diff", "FORM @beside --runs 3", 1),
    ("impact", "FORM FORM --responses @", 1),
    ("impact", "@ FORM --responses RESPONSE --json", 1),
    ("impact", "FORM @version --responses RESPONSE", 1),
    ("impact", "FORM FORM --responses RESPONSE --migration @", 1),
    ("migrate", "FORM FORM --response @ -o OUT", 1),
    ("migrate", "@ FORM --response RESPONSE", 1),
    ("migrate", "FORM @version --response RESPONSE -o OUT --json", 1),
    ("migrate", "FORM FORM --response RESPONSE --migration @ -o OUT", 1),
    ("score", "@ --form FORM -o OUT", 1),
    ("score", "@ --form FORM --json --full", 1),
    ("score", "RESPONSE --form @ -o OUT", 1),
    ("explain", "@ --form FORM", 1),
    ("explain", "RESPONSE --form @version --json", 1),
    ("schema", "@ -o OUT", 1),
    ("serve", "--workbench @", 3),
    ("serve", "@version --workbench @", 3),
    ("translate export", "@ --language ar -o OUT", 1),
    ("translate export", "@beside --language fr", 1),
    ("translate import", "@ --form FORM --language fr -o OUT", 1),
    ("translate import", "RESPONSE --form @version --language fr", 1),
    ("translate status", "@", 1),
    ("translate status", "@beside --json", 1),
    ("print", "@ -o OUT", 1),
    ("print", "@beside/form.json --language fr -o OUT", 1),
    ("print", "FORM --language fr --texts @", 1),
    ("print", "FORM --words @ -o OUT", 1),
    ("print", "FORM --answers @ --today 2026-11-02 -o OUT", 1),
    ("keygen", "@", 1),
    ("keygen", "made --in @", 3),
    ("root", "@ test-a.pub --expires 2028-11-01 -o OUT", 1),
    ("root", "test-a.pub --after @ --expires 2028-11-01 -o OUT", 1),
    ("sign", "VERSION --key @", 1),
    ("sign", "@ --key test-a.key", 1),
    ("sign", "@version --key test-a.key", 1),
    ("sign", "@signed --key test-a.key", 1),
    ("verify", "VERSION --root @", 1),
    ("verify", "VERSION --root root.json --rotation @", 1),
    ("verify", "VERSION --root root.json --form @", 1),
    ("verify", "@signed --root root.json --json", 1),
    ("verify", "@version --root root.json", 1),
    ("publish", "@version --root root.json --to published", 1),
    ("publish", "@signed --root root.json --to published", 1),
    ("publish", "VERSION --root @ --to published", 1),
    ("publish", "VERSION --root root.json --rotation @ --to published", 1),
    ("publish", "VERSION --root root.json --to @", 3),
];
/// Most that is told of a file, in bytes: a few times the largest definition, whose keys may be long.
const MOST_TOLD: usize = 4 * 512 * 1024;
/// Of nothing nothing is wrong: command, with what, and the kinds of files.
const NOTHING: &[(&str, &str)] = &[("impact", "empty"), ("score", "empty")];
/// Options that are not read there.
const NOT_READ: &[(&str, &str)] = &[("export csv", "--mapping")];
/// What an option takes that is no file.
const NO_FILES: &[&str] = &["CODE", "DAY", "FORMAT", "ID", "NUMBER", "PIN", "TAG", "TEXT", "WHEN", "WHO"];
/// Kinds of broken files for the ordinary run: one of each, none of them large.
const KINDS: &[&str] = &[
    "empty",
    "half",
    "bom",
    "utf-16",
    "lists",
    "duplicate-keys",
    "hostile-ids",
    "cycle",
    "bidi-escaped",
    "terminal",
    "binary",
    "lone-surrogate",
    "not-json",
];

/// What the help of a command says it takes.
#[derive(Debug, Default)]
struct Takes {
    /// How many arguments without a name.
    arguments: usize,
    /// Options with the names of their values.
    options: BTreeMap<String, String>,
}

/// Every command, down to the last, and what it takes, by its own help.
fn commands() -> BTreeMap<String, Takes> {
    let mut found = BTreeMap::new();
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["-h"]).collect();
        let help = run(&arguments).out;
        let Some((_, listed)) = help.split_once("\nCommands:\n") else {
            found.insert(path.join(" "), takes(&help));
            continue;
        };
        // A name stands two places in; what is said of it goes on further in.
        let names = listed.split("\n\n").next().unwrap().lines().filter(|line| line.chars().nth(2) != Some(' '));
        for name in names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
            open.push(path.iter().cloned().chain([name.to_owned()]).collect());
        }
    }
    found
}

fn takes(help: &str) -> Takes {
    let mut takes = Takes::default();
    let (_, usage) = help.split_once("Usage: nrm-forms ").unwrap();
    let usage = usage.split("\n\n").next().unwrap().replace('\n', " ");
    // Options that have to be there stand with their values before what has no name.
    let mut after_option = false;
    for word in usage.replace(" or ", "_or_").split_whitespace() {
        match word.chars().next() {
            Some('-') => after_option = true,
            Some('<') if after_option => after_option = false,
            Some('<') => takes.arguments += 1,
            _ => after_option = false,
        }
    }
    let options = help.split_once("\nOptions:\n").unwrap().1;
    for line in options.lines().filter(|line| line.trim_start().starts_with('-')) {
        let Some((_, option)) = line.split_once("--") else { continue };
        if let Some((name, rest)) = option.split_once(" <") {
            takes.options.insert(format!("--{name}"), rest.split('>').next().unwrap().into());
        }
    }
    takes
}

#[test]
fn every_command_and_every_file_it_reads_has_a_line_here() {
    let commands = commands();
    assert!(commands.len() > 20 && commands.contains_key("translate import"), "{:?}", commands.keys());
    let known: BTreeSet<&str> = COMMANDS.iter().map(|(command, ..)| *command).collect();
    let missing: Vec<&String> = commands.keys().filter(|command| !known.contains(command.as_str())).collect();
    assert!(missing.is_empty(), "nobody tries broken files with {missing:?}");
    assert!(known.iter().all(|command| commands.contains_key(*command)), "a command that is there no more");
    let mut unread = Vec::new();
    for (command, takes) in &commands {
        let mut read: BTreeSet<String> = BTreeSet::new();
        for (_, line, _) in COMMANDS.iter().filter(|(known, ..)| known == command) {
            let (mut place, mut option) = (0, None);
            for word in line.split(' ') {
                let name = option.take().unwrap_or_else(|| {
                    place += usize::from(!word.starts_with('-'));
                    place.to_string()
                });
                if word.starts_with('@') {
                    read.insert(name);
                }
                option = (takes.options.contains_key(word) || word == "-o").then(|| word.to_owned());
            }
        }
        let files = takes.options.iter().filter(|(option, value)| {
            !NO_FILES.contains(&value.as_str()) && !["--output", "--least"].contains(&option.as_str())
        });
        let wanted =
            files.map(|(option, _)| option.clone()).chain((1..=takes.arguments).map(|place| place.to_string()));
        let exempt = |what: &String| NOT_READ.iter().any(|(known, option)| known == command && option == what);
        unread.extend(
            wanted.filter(|what| !read.contains(what) && !exempt(what)).map(|what| format!("{command} {what}")),
        );
    }
    assert!(unread.is_empty(), "nobody gives a broken file as {unread:?}");
}

/// Further kinds of broken files, which only a form can be, or small ones of what the corpus has large.
fn kinds(folder: &Path) -> Vec<PathBuf> {
    let mut found = corpus(folder);
    let example = fs::read_to_string(root().join("tests/fixtures/example.form.json")).unwrap();
    let hostile = example.replace("\"papers\"", "\"__proto__\"").replace("\"hours\"", "\"../../x\"");
    let cycle = fs::read(root().join("tests/fixtures/broken/cycle.json")).unwrap();
    for (name, bytes) in [
        ("lists", [vec![b'['; 3_000], vec![b']'; 3_000]].concat()),
        ("hostile-ids", hostile.into_bytes()),
        ("cycle", cycle),
    ] {
        found.push(kind(folder, name, &bytes));
    }
    found
}

fn kind(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let version = folder.join(name);
    fs::create_dir_all(version.join("texts")).unwrap();
    for place in ["form.json", "texts/fr.json", "cases.json"] {
        fs::write(version.join(place), bytes).unwrap();
    }
    version
}

/// Right things beside which a broken file is put.
struct Beside {
    place: Place,
    response: PathBuf,
}

impl Beside {
    fn new(name: &str) -> Self {
        let place = Place::signed(name);
        let response = place.0.join("response.json");
        fs::write(&response, versions::one_response()).unwrap();
        Self { place, response }
    }

    /// Puts the file of a kind everywhere where it can stand.
    fn put(&self, kind: &Path) {
        let beside = kind.join("beside");
        fs::create_dir_all(beside.join("texts")).unwrap();
        let bytes = fs::read(kind.join("form.json")).unwrap();
        fs::write(kind.join("broken"), &bytes).unwrap();
        fs::copy(root().join("tests/fixtures/example.form.json"), beside.join("form.json")).unwrap();
        for file in ["texts/fr.json", "cases.json"] {
            fs::write(beside.join(file), &bytes).unwrap();
        }
        let (signed, version) = (kind.join("signed"), self.place.0.join(VERSION));
        fs::create_dir_all(&signed).unwrap();
        for file in ["form.json", "cases.json", "answers.schema.json"] {
            fs::copy(version.join(file), signed.join(file)).unwrap();
        }
        fs::write(signed.join("manifest.dsse.json"), &bytes).unwrap();
        fs::copy(version.join("manifest.dsse.json"), kind.join("manifest.dsse.json")).unwrap();
    }

    /// The arguments of a line, with a kind of file.
    fn arguments(&self, command: &str, line: &str, kind: &Path) -> Vec<String> {
        let words = command.split(' ').chain(line.split(' '));
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let word = |word: &str| match word {
            "@" => text(kind.join("broken")),
            "@version" => text(kind.to_owned()),
            "@beside" => text(kind.join("beside")),
            "@beside/form.json" => text(kind.join("beside/form.json")),
            "@signed" => text(kind.join("signed")),
            "FORM" => text(root().join("tests/fixtures/example.form.json")),
            "HTCDS" => text(root().join("tests/fixtures/htcds/htcds_xlsform.xlsx")),
            "RESPONSE" => text(self.response.clone()),
            "VERSION" => VERSION.into(),
            "OUT" => "made.out".into(),
            other => other.into(),
        };
        words.map(word).collect()
    }

    /// Runs every line with a kind of file; tells what is not as it has to be.
    fn all(&self, kind: &Path, wrong: &mut Vec<String>) {
        self.put(kind);
        let name = kind.file_name().unwrap().to_str().unwrap();
        let before = self.place.all();
        for (command, line, code) in COMMANDS {
            let arguments = self.arguments(command, line, kind);
            let ran = bounded_in(&self.place.0, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
            let nothing = NOTHING.contains(&(command, name)) && line.contains('@') && ran.code == 0;
            let told = [ran.out.as_str(), &ran.complaints].concat();
            let telling = ["error[", "\"code\"", "written anew", "\"pointer\""].iter().any(|sign| told.contains(sign));
            // Of each line of answers there is a result.
            let long = if *command == "score" { ran.complaints.len() } else { told.len() } > MOST_TOLD;
            let as_it_has_to_be = ran.code == *code || nothing;
            if !as_it_has_to_be || !(telling || nothing) || !is_plain(&told) || long {
                let told: String = told.chars().take(600).collect();
                wrong.push(format!("{name}: {command} {line}: ends with {}\n{told}", ran.code));
            }
            let after = self.place.all();
            if after != before {
                // Results that were asked for stand there whole.
                let made = self.place.0.join("made.out");
                let whole = made.exists() && *command == "score" && after.len() == before.len() + 1;
                if !whole {
                    wrong.push(format!("{name}: {command} {line}: wrote something"));
                }
                let _absent = fs::remove_file(made);
            }
        }
    }
}

/// Runs every command with these kinds of files, on two cores.
fn try_all(name: &str, kinds: impl Fn(&Path) -> Vec<PathBuf> + Sync) {
    let wrong = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        let (wrong, kinds) = (&wrong, &kinds);
        let half = |half: usize| {
            let beside = Beside::new(&format!("{name}-{half}"));
            let folder = beside.place.0.join("kinds");
            fs::create_dir(&folder).unwrap();
            for kind in kinds(&folder).iter().skip(half).step_by(2) {
                let mut found = Vec::new();
                beside.all(kind, &mut found);
                wrong.lock().unwrap().extend(found);
            }
            fs::remove_dir_all(&beside.place.0).unwrap();
        };
        for number in 0..2 {
            scope.spawn(move || half(number));
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} are not as they have to be:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn every_command_takes_every_kind_of_broken_file() {
    try_all("every-command", |folder| {
        let mut found = kinds(folder);
        found.retain(|kind| KINDS.contains(&kind.file_name().unwrap().to_str().unwrap()));
        assert_eq!(found.len(), KINDS.len());
        found
    });
}

#[test]
#[ignore = "long: every command on files of 50 MB, on very deep ones, and on all others"]
fn every_command_takes_every_large_broken_file() {
    try_all("every-command-large", |folder| {
        let mut found = kinds(folder);
        found.retain(|kind| !KINDS.contains(&kind.file_name().unwrap().to_str().unwrap()));
        let long = |letter: &str| format!("{{ \"title\": \"{}\" }}", letter.repeat(50_000_000 / letter.len()));
        for (name, bytes) in [
            ("50-mb-letters", long("x").into_bytes()),
            ("50-mb-escapes", long("\\u202e").into_bytes()),
            ("50-mb-not-utf-8", vec![0xff; 50_000_000]),
            ("many-lines", vec![b'\n'; 2_000_000]),
            ("deep-lists", [vec![b'['; 200_000], vec![b']'; 200_000]].concat()),
            ("deep-objects", [b"{\"a\":".repeat(200_000), vec![b'}'; 200_000]].concat()),
            ("deep-expression", format!("{{ \"when\": \"{}\" }}", "(".repeat(200_000)).into_bytes()),
        ] {
            found.push(kind(folder, name, &bytes));
        }
        found
    });
}
