//! `nrm-forms sign`: one more signature over a version or a root.

use crate::arguments::SignOptions;
use crate::bundle::{Bundle, envelope_of};
use crate::files::{Found, name, put, read, reports, today, unwritten};
use crate::output::{Ran, ended};
use crate::show::{Show, counted, weighed};
use nrm_screening::maintain::Finding;
use nrm_screening::maintain::sign::{PrivateKey, manifest, private_key, read_envelope, refused, sign};
use nrm_screening::trust::{MANIFEST, Manifest, ROOT, Root, pin_of};
use std::path::{Path, PathBuf};

/// What is to be signed.
struct Task {
    kind: &'static str,
    payload: Vec<u8>,
    /// Where the envelope stands, and what is in it by now.
    file: PathBuf,
    envelope: Option<Vec<u8>>,
    /// What the person who signs should see.
    shown: String,
}

/// Signs.
pub(crate) fn run(options: &SignOptions) -> Ran {
    let mut found = Vec::new();
    let told = key(&options.key, &mut found).and_then(|key| {
        let task = task(options, &mut found)?;
        signed(&task, &key, &mut found)
    });
    let ended = ended(&found, false, false);
    let written = told.as_ref().map(|(file, ..)| name(file));
    let signatures = told.as_ref().map(|(_, signatures, _)| *signatures);
    let json = serde_json::json!({ "written": written, "signatures": signatures, "findings": reports(&found) });
    let text = move |colours| match &told {
        Some((_, _, text)) => text.clone(),
        None => Show::new(colours).files(&found) + &format!("nothing signed: {}\n", weighed(&found)),
    };
    Ran { text: Box::new(text), json: Ok(json), ended }
}

fn key(file: &Path, found: &mut Vec<Found>) -> Option<PrivateKey> {
    let text = read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
    private_key(&text).map_err(|wrong| found.push(Found::hidden(file, wrong))).ok()
}

fn task(options: &SignOptions, found: &mut Vec<Found>) -> Option<Task> {
    if options.path.is_dir() { of_version(options, found) } else { of_root(&options.path, found) }
}

/// What others have signed before, if there is anything.
fn before(file: &Path, found: &mut Vec<Found>) -> Result<Option<Vec<u8>>, ()> {
    if !file.exists() {
        return Ok(None);
    }
    read(file).map(Some).map_err(|why| found.push(Found::unread(file, *why)))
}

/// A line for each thing to be seen: its digest and its name.
fn listed<'l>(lines: impl Iterator<Item = (&'l str, &'l str)>) -> String {
    lines.flat_map(|(digest, name)| ["  ", digest, "  ", name, "\n"]).collect()
}

fn of_root(path: &Path, found: &mut Vec<Found>) -> Option<Task> {
    let payload = read(path).map_err(|why| found.push(Found::unread(path, *why))).ok()?;
    let root = Root::read(&payload).map_err(|why| found.push(Found::hidden(path, vec![refused(why)]))).ok()?;
    let file = path.with_extension("dsse.json");
    let envelope = before(&file, found).ok()?;
    let (number, keys) = (root.threshold, counted(root.keys.len(), "key"));
    let shown = format!("root {}: {number} of {keys}, until {}; {}\n", root.version, root.expires, pin_of(&payload));
    let keys = listed(root.keys.iter().map(|key| (&*key.id, &*key.name)));
    Some(Task { kind: ROOT, payload, file, envelope, shown: shown + &keys })
}

fn of_version(options: &SignOptions, found: &mut Vec<Found>) -> Option<Task> {
    let bundle = Bundle::of(&options.path, found)?;
    let file = envelope_of(&options.path);
    let envelope = before(&file, found).ok()?;
    let payload = match &envelope {
        Some(text) => {
            let wrong = |wrong| found.push(Found::hidden(&file, wrong));
            read_envelope(text).map_err(wrong).ok()?.payload
        }
        None => new_payload(options, &bundle, found)?,
    };
    let made = Manifest::read(&payload).map_err(|why| found.push(Found::hidden(&file, vec![refused(why)]))).ok()?;
    if options.expires.is_some_and(|expires| expires != made.expires) {
        let message = format!("others have signed that it is fresh until {}", made.expires);
        let help = "leave `--expires` out, or remove the envelope and let all sign anew";
        found.push(Found::hidden(&file, vec![Finding::error("already-signed", "", message, help)]));
        return None;
    }
    let differs = bundle.differs(&options.path, &made);
    if !differs.is_empty() {
        found.extend(differs);
        return None;
    }
    let shown = format!("{} {}: {}, fresh until {}\n", made.form, made.version, made.date, made.expires);
    let files = listed(made.files.iter().map(|file| (&*file.sha256, &*file.name)));
    Some(Task { kind: MANIFEST, payload, file, envelope, shown: shown + &files })
}

fn new_payload(options: &SignOptions, bundle: &Bundle, found: &mut Vec<Found>) -> Option<Vec<u8>> {
    let Some(expires) = options.expires else {
        let message = "nobody has signed this version, and it is not said until when it is fresh".into();
        let finding = Finding::error("no-expiry", "", message, "say `--expires` and a day, a year from now at most");
        found.push(Found::hidden(&options.path, vec![finding]));
        return None;
    };
    let made = manifest(&bundle.form, &bundle.files, options.today.or_else(today)?, expires);
    made.map_err(|wrong| found.push(Found::hidden(&options.path, wrong))).ok()
}

/// The envelope, how many have signed it, and what is told.
fn signed(task: &Task, key: &PrivateKey, found: &mut Vec<Found>) -> Option<(PathBuf, usize, String)> {
    let made = sign(task.kind, &task.payload, task.envelope.as_deref(), key);
    let made = made.map_err(|wrong| found.push(Found::hidden(&task.file, wrong))).ok()?;
    put(&task.file, made.envelope.as_bytes())
        .map_err(|error| found.push(Found::unread(&task.file, unwritten(&error))))
        .ok()?;
    let number = made.signatures;
    let again = if made.before { ", who had signed it before" } else { "" };
    let signatures = counted(number, "signature");
    let text = format!("{}signed by {}{again}: {}, {signatures}\n", task.shown, key.name(), name(&task.file));
    Some((task.file.clone(), number, text))
}
