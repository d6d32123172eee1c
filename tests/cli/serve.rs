//! `nrm-forms serve`: it answers this machine with a strict policy, leads nowhere else, and ends.

use super::{DETECTION, command, folder, json, run};
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// A built workbench, as far as the command looks at it.
fn workbench(name: &str) -> String {
    let folder = folder(name);
    fs::write(folder.join("index.html"), "<!doctype html><title>Workbench</title>").unwrap();
    fs::write(folder.join("workbench.js"), "").unwrap();
    fs::write(folder.parent().unwrap().join("outside.txt"), "outside").unwrap();
    folder.to_str().unwrap().to_owned()
}

/// A running server; it ends with the test.
struct Served {
    child: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { child, address }
    }

    /// What is answered: status, headers in small letters, body.
    fn get(&self, path: &str, host: &str) -> (String, String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let (status, headers) = head.split_once("\r\n").unwrap();
        (status.split(' ').nth(1).unwrap().to_owned(), headers.to_lowercase(), body.to_owned())
    }
}

#[test]
fn the_page_with_its_policy_the_forms_of_a_folder_and_nothing_outside() {
    let page = workbench("serve");
    let served = Served::start(&["serve", DETECTION, "--workbench", &page]);
    let (status, headers, body) = served.get("/", &served.address);
    assert_eq!((&*status, &*body), ("200", "<!doctype html><title>Workbench</title>"));
    for part in
        ["content-security-policy: default-src 'none'; ", "frame-src 'self'", "trusted-types 'none'", "no-store"]
    {
        assert!(headers.contains(part), "{part}: {headers}");
    }
    let (_, _, index) = served.get("/forms/index.json", &served.address);
    let index: Value = serde_json::from_str(&index).unwrap();
    let told: Vec<[&str; 4]> = index["forms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|form| ["id", "version", "status", "folder"].map(|key| form[key].as_str().unwrap()))
        .collect();
    assert_eq!(told[0], ["nrm-detection", "0.2.0", "draft", "0.2.0"]);
    assert_eq!(told[1], ["nrm-detection", "0.1.0", "retired", "0.1.0"]);
    let files = ["form.json", "cases.json", "texts/ar.json", "texts/en.json"];
    assert_eq!(index["forms"][0]["files"].as_array().unwrap().len(), files.len());
    for file in files {
        let (status, _, body) = served.get(&format!("/forms/0.2.0/{file}"), &served.address);
        assert_eq!((status, body), ("200".into(), fs::read_to_string(format!("{DETECTION}/0.2.0/{file}")).unwrap()));
    }
    for list in index["services"].as_array().unwrap() {
        let path = list.as_str().unwrap().replacen("..", "", 1);
        assert_eq!(served.get(&path, &served.address).0, "200", "{path}");
    }
    for path in [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/forms/../nrm-risk/0.1.0/form.json",
        "/forms/..%2fnrm-risk",
        "/none",
    ] {
        assert_eq!(served.get(path, &served.address).0, "404", "{path}");
    }
    assert_eq!(served.get("/forms/index.json", "example.org").0, "403");
    let port = served.address.split(':').nth(1).unwrap();
    assert_eq!(json(&["serve", "--json", "--workbench", &page, "--port", port]).1[0]["code"], "cannot-listen");
}

#[test]
fn a_form_that_cannot_be_read_is_shown_too_as_its_maintainer_opens_it_to_mend_it() {
    let (page, forms) = (workbench("serve-broken"), folder("serve-broken-forms"));
    fs::create_dir(forms.join("half")).unwrap();
    fs::write(forms.join("half/form.json"), r#"{"id": "half", "version": "#).unwrap();
    let served = Served::start(&["serve", forms.to_str().unwrap(), "--workbench", &page]);
    let index: Value = serde_json::from_str(&served.get("/forms/index.json", &served.address).2).unwrap();
    assert_eq!(index["forms"][0]["folder"], "half");
    assert_eq!(served.get("/forms/half/form.json", &served.address).2, r#"{"id": "half", "version": "#);
}

#[test]
fn what_is_not_there_is_told() {
    let page = workbench("serve-nothing");
    assert_eq!(run(&["serve", "--workbench", "nowhere"]).code, 3);
    assert_eq!(run(&["serve", "nowhere", "--workbench", &page]).code, 3);
    let (code, told) = json(&["serve", "src", "--workbench", &page, "--json"]);
    assert_eq!((code, told[0]["code"].as_str()), (3, Some("cannot-read")));
}
