//! The guide: its commands are run in their order in an empty folder, and write what it says they write.
//!
//! `UPDATE=1 cargo test --test cli guide` writes into it what they write now.

use super::{command, folder, root};
use std::fs;
use std::path::Path;

/// Where pages are, with the least number of commands that each runs.
const PAGES: &[(&str, usize)] = &[("index.html", 18), ("xlsform.html", 11)];

fn plain(markup: &str) -> String {
    markup.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn markup(plain: &str) -> String {
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What stands between two marks, and the rest.
fn between<'t>(text: &'t str, open: &str, close: &str) -> (&'t str, &'t str) {
    let (_, rest) = text.split_once(open).unwrap_or_else(|| panic!("{open} in {text}"));
    rest.split_once(close).unwrap_or_else(|| panic!("{close} in {rest}"))
}

/// Keys are other ones every time, and what is made with them: their digits do not stand on the page.
fn without_digests(text: &str) -> String {
    let digest = |word: &str| word.len() >= 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (mut out, mut word) = (String::new(), String::new());
    for letter in text.chars().chain(['\0']) {
        if letter.is_ascii_hexdigit() {
            word.push(letter);
            continue;
        }
        out.push_str(if digest(&word) { "…" } else { &word });
        word.clear();
        out.extend((letter != '\0').then_some(letter));
    }
    out
}

/// Copies a folder, as `cp -r` does.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap().path();
        let to = to.join(entry.file_name().unwrap());
        if entry.is_dir() { copy(&entry, &to) } else { fs::copy(&entry, &to).map(drop).unwrap() }
    }
}

/// What a command writes in a folder.
fn written(line: &str, folder: &Path) -> String {
    // What stands between quotes is one word.
    let parts = line.split('"').enumerate();
    let words: Vec<&str> = parts
        .flat_map(|(place, part)| if place % 2 == 1 { vec![part] } else { part.split_whitespace().collect() })
        .collect();
    match words.as_slice() {
        ["rm", file] => {
            fs::remove_file(folder.join(file)).unwrap();
            String::new()
        }
        ["cp", "-r", from, to] => {
            copy(&folder.join(from), &folder.join(to));
            String::new()
        }
        ["mkdir", new] => {
            fs::create_dir(folder.join(new)).unwrap();
            String::new()
        }
        ["nrm-forms", arguments @ ..] => {
            let ran = command(arguments).current_dir(folder).output().unwrap();
            let text = [ran.stdout, ran.stderr].concat();
            without_digests(&String::from_utf8(text).unwrap().replace('\\', "/"))
        }
        _ => panic!("{line}: this is no command of the guide"),
    }
}

#[test]
fn every_command_of_the_guide_writes_what_stands_there() {
    for (page, least) in PAGES {
        let place = root().join("www/guide").join(page);
        let text = fs::read_to_string(&place).unwrap();
        let folder = folder(&format!("guide-{page}"));
        let (mut ran, mut now) = (0, String::new());
        let mut rest = text.as_str();
        while let Some((before, block)) = rest.split_once("<pre class=\"") {
            let (kind, block) = block.split_once('"').unwrap();
            let (_, after) = block.split_once("</pre>").unwrap();
            let block = block.split("</pre>").next().unwrap();
            now.push_str(before);
            match kind {
                "run" => {
                    let line = plain(between(block, "<kbd>", "</kbd>").0);
                    let out = written(&line, &folder);
                    ran += 1;
                    now.extend(["<pre class=\"run\"><kbd>", &markup(&line), "</kbd>\n", &markup(&out), "</pre>"]);
                }
                "edit" => {
                    let file = folder.join(between(block, "data-file=\"", "\"").0);
                    let old = plain(between(block, "<del>", "</del>").0);
                    let new = plain(between(block, "<ins>", "</ins>").0);
                    let text = fs::read_to_string(&file).unwrap();
                    assert_eq!(text.matches(&old).count(), 1, "{page}: {old} in\n{text}");
                    fs::write(&file, text.replacen(&old, &new, 1)).unwrap();
                    now.extend(["<pre class=\"edit\"", block, "</pre>"]);
                }
                "given" => {
                    let from = between(block, "data-from=\"", "\"").0;
                    let name = Path::new(from).file_name().unwrap();
                    fs::copy(root().join(from), folder.join(name)).unwrap();
                    now.extend(["<pre class=\"given\"", block, "</pre>"]);
                }
                "write" => {
                    let (file, rest) = between(block, "data-file=\"", "\">");
                    fs::write(folder.join(file), plain(rest)).unwrap();
                    now.extend(["<pre class=\"write\"", block, "</pre>"]);
                }
                _ => now.extend(["<pre class=\"", kind, "\"", block, "</pre>"]),
            }
            rest = after;
        }
        now.push_str(rest);
        assert!(ran >= *least, "{page} runs {ran} commands");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&place, now).unwrap();
        } else {
            assert_eq!(text, now, "{page}: run with UPDATE=1");
        }
    }
}
