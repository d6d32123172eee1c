//! `nrm-forms verify`: whether a version is as those whose keys count have signed it. Nothing but files is needed.

use crate::arguments::{Trusting, VerifyOptions};
use crate::bundle::{Bundle, envelope_of};
use crate::files::{Found, read, reports, today};
use crate::output::{Ran, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::sign::{VersionReport, refused};
use nrm_screening::maintain::{Finding, readable};
use nrm_screening::trust::{Admitted, Age, GRACE, Trust, Wish, pin_of};
use std::path::Path;

/// A version that was verified, with its files.
pub(crate) struct Verified {
    pub(crate) bundle: Bundle,
    pub(crate) envelope: Vec<u8>,
    pub(crate) admitted: Admitted,
    pub(crate) trust: Trust,
    pub(crate) pin: String,
}

/// Verifies.
pub(crate) fn run(options: &VerifyOptions) -> Ran {
    let mut found = Vec::new();
    let asked = (options.form.as_deref(), options.least.as_deref().unwrap_or_default());
    let told = verified(&options.folder, &options.trusting, asked, &mut found);
    let told = told.map(|told| told.report());
    ran(found, options.deny_warnings, told, "not verified")
}

/// What is told of a version.
pub(crate) fn ran(found: Vec<Found>, deny: bool, told: Option<VersionReport>, nothing: &'static str) -> Ran {
    let ended = ended(&found, deny, false);
    let report = VersionReport { findings: reports(&found), ..told.clone().unwrap_or_default() };
    let json = serde_json::to_value(report);
    let text = move |colours| {
        let text = Show::new(colours).files(&found);
        match &told {
            Some(told) => text + &shown(told),
            None => text + &format!("{nothing}: {}\n", weighed(&found)),
        }
    };
    Ran { text: Box::new(text), json, ended }
}

fn shown(told: &VersionReport) -> String {
    let said = |text: &Option<String>| readable(text.as_deref().unwrap_or_default());
    let (form, version, needed) = (said(&told.form), said(&told.version), told.threshold.unwrap_or_default());
    let mut lines = vec![
        format!("{form} {version}: signed by {}; {needed} needed", told.signers.join(", ")),
        format!("  made {}, fresh until {}", said(&told.date), said(&told.expires)),
        format!("  root {}", said(&told.root)),
    ];
    lines.extend(told.written.as_ref().map(|folder| format!("written: {folder}")));
    lines.join("\n") + "\n"
}

impl Verified {
    pub(crate) fn report(&self) -> VersionReport {
        let (manifest, root) = (&self.admitted.manifest, self.trust.root());
        let signers = root.keys.iter().filter(|key| self.admitted.signers.contains(&key.id));
        VersionReport {
            form: Some((*manifest.form).into()),
            version: Some((*manifest.version).into()),
            date: Some(manifest.date.to_string()),
            expires: Some(manifest.expires.min(root.expires).to_string()),
            age: Some(self.admitted.age),
            signers: signers.map(|key| (*key.name).into()).collect(),
            threshold: Some(root.threshold),
            root: Some(self.pin.clone()),
            written: None,
            findings: Vec::new(),
        }
    }
}

/// Verifies the version in a folder; none where it is refused, which is found then. A version that is old is told of.
pub(crate) fn verified(
    folder: &Path,
    trusting: &Trusting,
    (form, least): (Option<&str>, &str),
    found: &mut Vec<Found>,
) -> Option<Verified> {
    let (trust, pin) = trust(trusting, found)?;
    let file = envelope_of(folder);
    if folder.is_dir() && !file.exists() {
        let message = "this version is not signed".into();
        let finding = Finding::error("not-signed", "", message, "sign it with `nrm-forms sign`");
        found.push(Found::hidden(folder, vec![finding]));
        return None;
    }
    let envelope = read(&file).map_err(|why| found.push(Found::unread(&file, *why))).ok()?;
    let mut refuse = |why| found.push(Found::hidden(&file, vec![refused(why)]));
    let manifest = trust.manifest(&envelope).map_err(&mut refuse).ok()?;
    let form = form.unwrap_or(&manifest.form);
    let today = trusting.today.or_else(today)?;
    let wish = Wish { form, least, today };
    let admitted = trust.admit(&envelope, &wish).map_err(&mut refuse).ok()?;
    let bundle = Bundle::of(folder, found)?;
    let differs = bundle.differs(folder, &admitted.manifest);
    if !differs.is_empty() {
        found.extend(differs);
        return None;
    }
    if admitted.age != Age::Fresh {
        found.push(Found::hidden(&file, vec![old(admitted.age)]));
    }
    Some(Verified { bundle, envelope, admitted, trust, pin })
}

fn old(age: Age) -> Finding {
    let (code, message) = match age {
        Age::Clock => ("clock", "it was made on a day that is not there yet".to_owned()),
        _ => ("stale", format!("it expired; devices take it for {GRACE} days more")),
    };
    Finding::error(code, "", message, "have a newer version published, or set the clock").warning()
}

/// The root that counts, and the pin of the one that was given first.
fn trust(trusting: &Trusting, found: &mut Vec<Found>) -> Option<(Trust, String)> {
    let file = &trusting.root;
    let text = read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
    let pin = pin_of(&text);
    let made = Trust::pinned(&text, trusting.pin.as_deref().unwrap_or(&pin));
    let mut trust = made.map_err(|why| found.push(Found::hidden(file, vec![refused(why)]))).ok()?;
    for file in &trusting.rotation {
        let text = read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
        trust.rotate(&text).map_err(|why| found.push(Found::hidden(file, vec![refused(why)]))).ok()?;
    }
    Some((trust, pin))
}
