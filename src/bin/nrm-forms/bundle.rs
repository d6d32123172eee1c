//! The files of a version as they are signed: read once, and what was read is what is signed, verified and written.

use crate::check::sound;
use crate::files::{Found, OfServices, Version, entries, is_json, read, unreadable};
use nrm_screening::Form;
use nrm_screening::maintain::sign::{ENVELOPE, check_files, refused};
use nrm_screening::maintain::{Finding, LARGEST};
use nrm_screening::trust::{Manifest, Refused, is_file_name};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A version with its files.
pub(crate) struct Bundle {
    pub(crate) form: Arc<Form>,
    /// By their names in the manifest.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Bundle {
    /// The version in a folder; none where something is wrong with it, which is found then.
    pub(crate) fn of(folder: &Path, found: &mut Vec<Found>) -> Option<Self> {
        let before = found.len();
        let version = Version { folder: folder.to_owned() };
        let form = sound(&version.form(), found)?;
        let mut files = Vec::new();
        for (name, path) in names(&version, &form, found) {
            match read(&path) {
                Ok(bytes) if bytes.len() > LARGEST => found.push(Found::hidden(&path, vec![too_large()])),
                Ok(bytes) if is_file_name(&name) => files.push((name, bytes)),
                Ok(_) => found.push(Found::hidden(&path, vec![refused(Refused::FileUnlisted)])),
                Err(why) => found.push(Found::unread(&path, *why)),
            }
        }
        let wrong = check_files(&form, &files);
        if !wrong.is_empty() {
            found.push(Found::hidden(folder, wrong));
        }
        (found.len() == before).then_some(Self { form, files })
    }

    /// What does not agree with a manifest: every file of it, and no other.
    pub(crate) fn differs(&self, folder: &Path, manifest: &Manifest) -> Vec<Found> {
        let mut found = Vec::new();
        let mut tell = |name: &str, why| found.push(Found::hidden(&folder.join(name), vec![refused(why)]));
        for (name, bytes) in &self.files {
            if let Err(why) = manifest.check(name, bytes) {
                tell(name, why);
            }
        }
        for file in &manifest.files {
            if self.files.iter().all(|(name, _)| **name != *file.name) {
                tell(&file.name, Refused::FileChanged);
            }
        }
        if *manifest.form != *self.form.id || *manifest.version != *self.form.version {
            tell("form.json", Refused::OtherForm);
        }
        found
    }
}

fn too_large() -> Finding {
    Finding::error("too-large", "", format!("the file has more than {LARGEST} bytes"), "make it smaller")
}

/// The files that belong to a version, by their names in the manifest. Its list of services may stand elsewhere.
fn names(version: &Version, form: &Form, found: &mut Vec<Found>) -> Vec<(String, PathBuf)> {
    let mut names = vec![
        ("form.json".to_owned(), version.form()),
        ("cases.json".to_owned(), version.cases()),
        ("answers.schema.json".to_owned(), version.folder.join("answers.schema.json")),
    ];
    let file = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match version.texts() {
        Ok(texts) => names.extend(texts.into_iter().map(|path| (format!("texts/{}", file(&path)), path))),
        Err(error) => found.push(Found::unread(&version.folder.join("texts"), unreadable(&error))),
    }
    let Some(list) = &form.services else { return names };
    // `sound` has told of a list that is not there.
    let Some(path) = OfServices::list_of(&version.form(), list) else { return names };
    let texts = path.with_extension("");
    names.push((format!("services/{list}.json"), path));
    if texts.is_dir() {
        match entries(&texts) {
            Ok(paths) => {
                let texts = paths.into_iter().filter(|path| is_json(path));
                names.extend(texts.map(|path| (format!("services/{list}/{}", file(&path)), path)));
            }
            Err(error) => found.push(Found::unread(&texts, unreadable(&error))),
        }
    }
    names
}

/// The envelope of a version.
pub(crate) fn envelope_of(folder: &Path) -> PathBuf {
    folder.join(ENVELOPE)
}
