//! `nrm-forms serve`: the workbench on this machine, with the forms of a folder in it.

use crate::arguments::ServeOptions;
use crate::files::{Found, Version, entries, is_json, manifest_near, name, read, reports, unreadable};
use crate::output::{Ended, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::Finding;
use nrm_screening::maintain::compare::numbers;
use nrm_server::{Mount, Server, Site};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Serves until the command is stopped; it tells its address first.
pub(crate) fn run(options: &ServeOptions) -> Ended {
    let started = site(options).and_then(|site| {
        Server::start(site, options.port).map_err(|problem| {
            let finding = Finding::error("cannot-listen", "", problem, "leave `--port` out: any that is free will do");
            Found::unplaced("127.0.0.1", finding)
        })
    });
    let json = options.writing.json;
    match started {
        Ok(server) => {
            let address = server.address();
            let told = if json {
                json!({ "address": address }).to_string()
            } else {
                format!("the workbench is at {address} (stop with Ctrl-C)")
            };
            let mut out = io::stdout().lock();
            // Who stopped listening to what is told may still look at the page.
            let _closed = writeln!(out, "{told}").and_then(|()| out.flush());
            server.wait();
            Ended::Well
        }
        Err(found) => {
            let found = vec![found];
            let told = if json {
                serde_json::to_string(&reports(&found)).unwrap_or_default() + "\n"
            } else {
                Show::new(false).files(&found) + &format!("nothing served: {}\n", weighed(&found))
            };
            let _closed = io::stdout().write_all(told.as_bytes());
            ended(&found, false, false)
        }
    }
}

fn site(options: &ServeOptions) -> Result<Site, Found> {
    let workbench = workbench(options.workbench.as_deref())?;
    let mut mounts = Vec::new();
    if let Some(folder) = &options.folder {
        let versions = Version::within(folder).map_err(|error| Found::unread(folder, unreadable(&error)))?;
        if versions.is_empty() {
            return Err(Found::nothing(folder));
        }
        let lists = lists_near(folder);
        mounts.push(Mount::json("/forms/index.json", index(folder, &versions, lists.as_deref()).to_string()));
        mounts.extend(lists.map(|lists| Mount::folder("/lists/", lists)));
        mounts.push(Mount::folder("/forms/", folder.clone()));
    }
    mounts.push(Mount::folder("/", workbench).with_frames());
    Ok(Site { mounts, only_local: true })
}

/// The built page: where it is said to be, or beside the command, or beside the folder of the command.
fn workbench(given: Option<&Path>) -> Result<PathBuf, Found> {
    let command = std::env::current_exe().unwrap_or_default();
    let beside = command.ancestors().skip(1).take(2).map(|folder| folder.join("workbench"));
    let places: Vec<PathBuf> = given.map_or_else(|| beside.collect(), |folder| vec![folder.to_owned()]);
    let built = places.iter().find(|folder| folder.join("workbench.js").is_file()).cloned();
    built.ok_or_else(|| {
        let help =
            "name the folder of the built page with --workbench; `cargo xtask package` makes it in `target/workbench`";
        let finding = Finding::error("cannot-read", "", "the workbench is not there".into(), help);
        places.first().map_or_else(
            || Found::unplaced("workbench", finding.clone()),
            |place| Found::unread(place, finding.clone()),
        )
    })
}

/// The folder of lists of services near the forms.
fn lists_near(folder: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(folder).ok()?;
    whole.ancestors().map(|folder| folder.join("services")).take(5).find(|lists| lists.is_dir())
}

/// What the page is told of the forms: the newest version of each first.
fn index(folder: &Path, versions: &[Version], lists: Option<&Path>) -> Value {
    let mut forms: Vec<(String, [u32; 3], Value)> = versions.iter().map(|version| entry(folder, version)).collect();
    forms.sort_by(|(one, earlier, _), (other, later, _)| one.cmp(other).then(later.cmp(earlier)));
    let lists = lists.and_then(|lists| entries(lists).ok()).unwrap_or_default();
    let services = lists.iter().filter(|list| is_json(list) && list.is_file());
    let services: Vec<String> =
        services.filter_map(|list| Some(format!("../lists/{}", list.file_name()?.to_str()?))).collect();
    json!({ "forms": forms.into_iter().map(|(.., entry)| entry).collect::<Vec<_>>(), "services": services })
}

fn entry(folder: &Path, version: &Version) -> (String, [u32; 3], Value) {
    let text = read(&version.form()).unwrap_or_default();
    let form: Value = serde_json::from_slice(&text).unwrap_or_default();
    let said = |key: &str| form.get(key).and_then(Value::as_str).unwrap_or("?").to_owned();
    let (id, number) = (said("id"), said("version"));
    let texts = version.texts().unwrap_or_default();
    let texts = texts.iter().filter_map(|file| Some(format!("texts/{}", file.file_name()?.to_str()?)));
    let own = [version.form(), version.cases()].into_iter().filter(|file| file.is_file());
    let own = own.filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()));
    let files: Vec<String> = own.chain(texts).collect();
    let within = version.folder.strip_prefix(folder).unwrap_or(Path::new(""));
    let within: Vec<_> = within.iter().map(|part| part.to_string_lossy()).collect();
    let status = manifest_near(&version.form());
    let status = status.as_ref().and_then(|manifest| manifest.get("forms")?.get(&id)?.get(&number)?.get("status"));
    let status = status.and_then(Value::as_str).unwrap_or("draft");
    let order = numbers(&number);
    let entry = json!({ "id": id, "version": number, "status": status, "folder": within.join("/"), "files": files });
    (name(Path::new(&id)), order, entry)
}
