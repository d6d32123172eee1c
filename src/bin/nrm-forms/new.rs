//! `nrm-forms new`: the folder of a new form, whole or not at all.

use crate::arguments::NewOptions;
use crate::files::{Found, name, reports, unwritten};
use crate::output::{Ran, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::Finding;
use nrm_screening::maintain::start::{FIRST, start};
use std::fs;
use std::io;
use std::path::Path;

/// Makes it.
pub(crate) fn run(options: &NewOptions) -> Ran {
    let folder = options.folder.join(&options.id);
    let version = folder.join(FIRST);
    let made = start(&options.id, &options.language).map_err(|finding| Found::unplaced(&options.id, *finding));
    let made = made.and_then(|(form, cases)| {
        if folder.exists() {
            let help = "choose another id, or another folder with --in";
            let finding = Finding::error("already-there", "", "there is something of that name".into(), help);
            return Err(Found::unplaced(&name(&folder), finding));
        }
        put(&options.folder, &folder, &form, &cases).map_err(|error| Found::unread(&folder, unwritten(&error)))
    });
    let found: Vec<Found> = made.err().into_iter().collect();
    let ended = ended(&found, false, false);
    let json = serde_json::to_value(reports(&found));
    let text = move |colours| {
        if found.is_empty() {
            let version = name(&version);
            return format!(
                "written: {version}/form.json\nwritten: {version}/cases.json\n\
                 next: change the texts and questions, then run `nrm-forms check {version}` and `nrm-forms test {version}`\n"
            );
        }
        Show::new(colours).files(&found) + &format!("nothing made: {}\n", weighed(&found))
    };
    Ran { text: Box::new(text), json, ended }
}

/// Makes the folder beside its place first, and only then there.
fn put(within: &Path, folder: &Path, form: &str, cases: &str) -> io::Result<()> {
    let beside = within.join(format!(".new.{}", std::process::id()));
    let write = || {
        fs::create_dir(&beside)?;
        let version = beside.join(FIRST);
        fs::create_dir(&version)?;
        fs::write(version.join("form.json"), form)?;
        fs::write(version.join("cases.json"), cases)?;
        fs::rename(&beside, folder)
    };
    write().inspect_err(|_| {
        let _absent = fs::remove_dir_all(&beside);
    })
}
