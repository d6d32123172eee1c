//! `nrm-forms keygen` and `root`: a key to sign with, and whose keys count.

use crate::arguments::{KeygenOptions, RootOptions};
use crate::files::{Found, create, name, read, reports, unwritten};
use crate::output::{Ran, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::sign::{KeyFiles, PublicKeyDocument, key_files, public_key, refused, root};
use nrm_screening::maintain::{Finding, readable};
use nrm_screening::trust::{Root, pin_of};
use std::fs;
use std::path::{Path, PathBuf};

/// Makes a key. Its private part goes into its file and nowhere else.
pub(crate) fn keygen(options: &KeygenOptions) -> Ran {
    let place = |ending: &str| options.folder.join(format!("{}.{ending}", options.name));
    let (private, public) = (place("key"), place("pub"));
    let made = random()
        .and_then(|seed| key_files(&options.name, &seed))
        .map_err(|wrong| Found { file: readable(&options.name), source: None, findings: wrong })
        .and_then(|made| put(&made, &private, &public).map(|()| made.id));
    let (id, found) = match made {
        Ok(id) => (Some(id), Vec::new()),
        Err(wrong) => (None, vec![wrong]),
    };
    let ended = ended(&found, false, false);
    let written: Vec<String> = id.iter().flat_map(|_| [name(&private), name(&public)]).collect();
    let json = serde_json::json!({ "key": id, "written": written, "findings": reports(&found) });
    let text = move |colours| match written.as_slice() {
        [private, public] => format!(
            "written: {private}, the private key: whoever has it can sign; it stays where nobody else is\n\
             written: {public}, the public key: give it to those who make the root\n\
             key: {}\n",
            id.as_deref().unwrap_or_default()
        ),
        _ => Show::new(colours).files(&found) + &format!("nothing made: {}\n", weighed(&found)),
    };
    Ran { text: Box::new(text), json: Ok(json), ended }
}

fn random() -> Result<[u8; 32], Vec<Finding>> {
    let mut seed = [0; 32];
    match getrandom::fill(&mut seed) {
        Ok(()) => Ok(seed),
        Err(error) => {
            let message = format!("the system gives no random numbers: {error}");
            Err(vec![Finding::error("cannot-read", "", message, "use another machine")])
        }
    }
}

/// Both files or none.
fn put(made: &KeyFiles, private: &Path, public: &Path) -> Result<(), Found> {
    for file in [private, public] {
        if file.exists() {
            return Err(Found::hidden(file, vec![already_there()]));
        }
    }
    let unread = |file: &Path, error| Found::unread(file, unwritten(&error));
    create(private, made.private.as_bytes(), true).map_err(|error| unread(private, error))?;
    create(public, made.public.as_bytes(), false).map_err(|error| {
        let _absent = fs::remove_file(private);
        unread(public, error)
    })
}

fn already_there() -> Finding {
    let help = "choose another name: a key or a root that is lost cannot be made again";
    Finding::error("already-there", "", "there is something of that name".into(), help)
}

/// Makes a root of public keys.
pub(crate) fn make_root(options: &RootOptions) -> Ran {
    let mut found = Vec::new();
    let mut written: Option<(PathBuf, String)> = None;
    if let Some(text) = made(options, &mut found) {
        match create(&options.output, text.as_bytes(), false) {
            Ok(()) => written = Some((options.output.clone(), pin_of(text.as_bytes()))),
            Err(error) => found.push(Found::unread(&options.output, unwritten(&error))),
        }
    }
    let ended = ended(&found, false, false);
    let pin = written.as_ref().map(|(_, pin)| pin);
    let file = written.as_ref().map(|(file, _)| name(file));
    let json = serde_json::json!({ "written": file, "pin": pin, "findings": reports(&found) });
    let rotates = options.after.is_some();
    let text = move |colours| {
        let told = Show::new(colours).files(&found);
        let Some((file, pin)) = &written else { return told + &format!("nothing made: {}\n", weighed(&found)) };
        let next = if rotates { "next: enough keys of the root before and of this one sign it\n" } else { "" };
        told + &format!("written: {}\npin: {pin}\n{next}", name(file))
    };
    Ran { text: Box::new(text), json: Ok(json), ended }
}

fn made(options: &RootOptions, found: &mut Vec<Found>) -> Option<String> {
    let mut keys: Vec<PublicKeyDocument> = Vec::new();
    for file in &options.keys {
        let text = read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
        keys.push(public_key(&text).map_err(|wrong| found.push(Found::hidden(file, wrong))).ok()?);
    }
    let mut before = None;
    if let Some(file) = &options.after {
        let text = read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
        let root = Root::read(&text).map_err(|why| found.push(Found::hidden(file, vec![refused(why)])));
        before = Some(root.ok()?);
    }
    if options.output.exists() {
        found.push(Found::hidden(&options.output, vec![already_there()]));
        return None;
    }
    match root(&keys, options.threshold, options.expires, before.as_ref()) {
        Ok((text, unwise)) => {
            if !unwise.is_empty() {
                found.push(Found::hidden(&options.output, unwise));
            }
            Some(text)
        }
        Err(wrong) => {
            found.push(Found::hidden(&options.output, wrong));
            None
        }
    }
}
