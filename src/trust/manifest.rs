//! What is signed of a version of a form: which files, each by its digest and length; when, and until when.

use super::Refused;
use super::document::{day, has_only, number, numbers, object};
use crate::id::{digest, is_form_id, is_language};
use crate::json::{Json, Kind};
use crate::value::Date;

/// The files that every version has.
const NEEDED: [&str; 3] = ["form.json", "cases.json", "answers.schema.json"];

/// What is signed of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The form.
    pub form: Box<str>,
    /// Its version.
    pub version: Box<str>,
    /// The same as three numbers.
    pub numbers: [u32; 3],
    /// The day it was made.
    pub date: Date,
    /// The last day on which it is fresh.
    pub expires: Date,
    /// Its files, in the order of the manifest.
    pub files: Vec<Entry>,
}

/// A file of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: Box<str>,
    /// SHA-256 of its exact bytes.
    pub sha256: Box<str>,
    /// How many bytes it has.
    pub length: usize,
}

/// Whether a version may have a file of that name: no other is ever written or read.
pub fn is_file_name(name: &str) -> bool {
    if NEEDED.contains(&name) {
        return true;
    }
    let Some((path, "json")) = name.rsplit_once('.') else { return false };
    let mut parts = path.split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("texts"), Some(language), None, None) => is_language(language),
        (Some("services"), Some(list), None, None) => is_form_id(list),
        (Some("services"), Some(list), Some(language), None) => is_form_id(list) && is_language(language),
        _ => false,
    }
}

impl Manifest {
    /// Reads one whose signatures hold.
    ///
    /// # Errors
    /// [`Refused::ManifestInvalid`].
    pub fn read(text: &[u8]) -> Result<Self, Refused> {
        object(text).and_then(|json| Self::parse(&json)).ok_or(Refused::ManifestInvalid)
    }

    fn parse(json: &Json) -> Option<Self> {
        let keys = ["format", "form", "version", "date", "expires", "files"];
        if !has_only(json, &keys) || number(json, "format")? != 1 {
            return None;
        }
        let Kind::Object(entries) = &json.get("files")?.kind else { return None };
        let mut files = Vec::new();
        for entry in entries {
            let (name, value) = (entry.key.clone(), &entry.value);
            let sha256: Box<str> = value.get("sha256")?.text()?.into();
            let right = is_file_name(&name) && has_only(value, &["sha256", "length"]) && sha256.len() == 64;
            right.then_some(())?;
            files.push(Entry { name, sha256, length: usize::try_from(number(value, "length")?).ok()? });
        }
        let form: Box<str> = json.get("form")?.text()?.into();
        let (date, expires) = (day(json, "date")?, day(json, "expires")?);
        let whole = NEEDED.iter().all(|name| files.iter().any(|file| *file.name == **name));
        (whole && is_form_id(&form) && date <= expires).then_some(())?;
        let version: Box<str> = json.get("version")?.text()?.into();
        Some(Self { form, numbers: numbers(&version)?, version, date, expires, files })
    }

    /// Whether a file is the one that was signed.
    ///
    /// # Errors
    /// [`Refused::FileUnlisted`], [`Refused::FileChanged`].
    pub fn check(&self, name: &str, bytes: &[u8]) -> Result<(), Refused> {
        let file = self.files.iter().find(|file| *file.name == *name).ok_or(Refused::FileUnlisted)?;
        let same = file.length == bytes.len() && *file.sha256 == *digest(bytes);
        if same { Ok(()) } else { Err(Refused::FileChanged) }
    }
}
