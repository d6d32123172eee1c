//! `nrm-forms new`: the folder of a new form, whole or not at all.

use crate::arguments::NewOptions;
use crate::files::{Found, name, put_folder, reports, unwritten};
use crate::output::{Ran, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::Finding;
use nrm_screening::maintain::start::{FIRST, start};

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
        put_folder(&folder, &files(form, cases)).map_err(|error| Found::unread(&folder, unwritten(&error)))
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

fn files(form: String, cases: String) -> [(String, Vec<u8>); 2] {
    [("form.json", form), ("cases.json", cases)].map(|(file, text)| (format!("{FIRST}/{file}"), text.into_bytes()))
}
