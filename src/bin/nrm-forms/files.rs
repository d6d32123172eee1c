//! Which files a path stands for, and what is in them.

use nrm_screening::maintain::sign::ENVELOPE;
use nrm_screening::maintain::{Finding, FindingReport, LARGEST, Severity, Source, readable};
use nrm_screening::value::Date;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// How deep below a folder forms are looked for: form, version.
const DEEPEST: usize = 2;

/// A file and what was found in it.
pub(crate) struct Found {
    /// Its name, as it is shown.
    pub(crate) file: String,
    /// Its text; none if it could not be read.
    pub(crate) source: Option<Source>,
    /// What was found.
    pub(crate) findings: Vec<Finding>,
}

/// The folder of one version of a form.
pub(crate) struct Version {
    pub(crate) folder: PathBuf,
}

impl Version {
    /// The form.
    pub(crate) fn form(&self) -> PathBuf {
        self.folder.join("form.json")
    }

    /// The golden cases.
    pub(crate) fn cases(&self) -> PathBuf {
        self.folder.join("cases.json")
    }

    /// The texts in other languages, in order of their names.
    pub(crate) fn texts(&self) -> io::Result<Vec<PathBuf>> {
        let folder = self.folder.join("texts");
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut texts = entries(&folder)?;
        texts.retain(|path| is_json(path));
        Ok(texts)
    }

    /// The one that a file of it belongs to.
    pub(crate) fn of(file: &Path) -> Self {
        let parent = file.parent().unwrap_or(Path::new(""));
        let folder = if is_texts(file) { parent.join("..") } else { parent.to_owned() };
        Self { folder }
    }

    /// Those in a folder: itself, or those below it.
    pub(crate) fn within(folder: &Path) -> io::Result<Vec<Self>> {
        let mut found = Vec::new();
        look(folder, 0, &mut found)?;
        Ok(found)
    }
}

/// A list of services, or what belongs to one.
pub(crate) enum OfServices {
    /// The list: `services/<id>.json`.
    List,
    /// Its texts in another language: `services/<id>/<language>.json`.
    Texts {
        /// The list.
        list: PathBuf,
    },
}

impl OfServices {
    /// What a file is, if it stands in a folder `services`.
    pub(crate) fn of(file: &Path) -> Option<Self> {
        // A file may be named from within that folder.
        let whole = std::path::absolute(file).ok()?;
        let is_services = |folder: &Path| folder.file_name().is_some_and(|name| name == "services");
        let parent = whole.parent()?;
        if is_services(parent) {
            return Some(Self::List);
        }
        parent
            .parent()
            .is_some_and(is_services)
            .then(|| Self::Texts { list: file.with_file_name("").with_extension("json") })
    }

    /// The files of a folder `services`, each list before its texts; none of another folder.
    pub(crate) fn within(folder: &Path) -> io::Result<Option<Vec<PathBuf>>> {
        let whole = std::path::absolute(folder)?;
        if whole.file_name().is_none_or(|name| name != "services") {
            return Ok(None);
        }
        let mut files = Vec::new();
        for list in entries(folder)?.into_iter().filter(|path| is_json(path)) {
            let texts = list.with_extension("");
            files.push(list);
            if texts.is_dir() {
                files.extend(entries(&texts)?.into_iter().filter(|path| is_json(path)));
            }
        }
        Ok(Some(files))
    }

    /// Where the list stands that a form names: `services` beside a folder above the form.
    pub(crate) fn list_of(form: &Path, id: &str) -> Option<PathBuf> {
        above(form)?.map(|folder| folder.join("services").join(format!("{id}.json"))).find(|list| list.is_file())
    }
}

pub(crate) fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}

/// Whether a file holds the texts of a form in another language.
pub(crate) fn is_texts(file: &Path) -> bool {
    stands_in(file, "texts")
}

/// Whether a file says what one form hands to the next.
pub(crate) fn is_carry(file: &Path) -> bool {
    stands_in(file, "carry")
}

/// Whether a file stands in a folder of this name. It may be named from within that folder.
fn stands_in(file: &Path, folder: &str) -> bool {
    let whole = std::path::absolute(file);
    whole.is_ok_and(|file| file.parent().and_then(Path::file_name).is_some_and(|name| name == folder))
}

/// The files of a folder `carry`; none of another folder.
pub(crate) fn carries(folder: &Path) -> io::Result<Option<Vec<PathBuf>>> {
    let whole = std::path::absolute(folder)?;
    if whole.file_name().is_none_or(|name| name != "carry") {
        return Ok(None);
    }
    let mut files = entries(folder)?;
    files.retain(|path| is_json(path));
    Ok(Some(files))
}

fn look(folder: &Path, depth: usize, found: &mut Vec<Version>) -> io::Result<()> {
    if folder.join("form.json").exists() {
        found.push(Version { folder: folder.to_owned() });
    } else if depth < DEEPEST {
        for inner in entries(folder)?.into_iter().filter(|inner| inner.is_dir()) {
            look(&inner, depth + 1, found)?;
        }
    }
    Ok(())
}

pub(crate) fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The text of a file; of what is too long, as much as shows that it is.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Box<Finding>> {
    read_up_to(path, LARGEST)
}

/// The bytes of a file; of one with more than so many, as much as shows that it has.
pub(crate) fn read_up_to(path: &Path, most: usize) -> Result<Vec<u8>, Box<Finding>> {
    let read = || {
        let mut text = Vec::new();
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        File::open(path)?.take(most + 1).read_to_end(&mut text)?;
        Ok(text)
    };
    if path.is_dir() {
        return Err(Box::new(cannot_read("this is a folder, not a file", "name the file in it")));
    }
    read().map_err(|error: io::Error| Box::new(unreadable(&error)))
}

/// Says why something cannot be read.
pub(crate) fn unreadable(error: &io::Error) -> Finding {
    match error.kind() {
        ErrorKind::NotFound => cannot_read("there is no such file or folder", "check the path for spelling"),
        ErrorKind::PermissionDenied => cannot_read("this file may not be read", "ask whoever it belongs to"),
        _ => cannot_read(&format!("this cannot be read: {error}"), "check the disk it is on"),
    }
}

fn cannot_read(message: &str, help: &str) -> Finding {
    Finding::error(CANNOT_READ, "", message.into(), help)
}

/// Says why something cannot be written.
pub(crate) fn unwritten(error: &io::Error) -> Finding {
    let message = format!("this cannot be written: {error}");
    Finding::error(CANNOT_READ, "", message, "check the folder it is to be in, and that it may be written to")
}

/// The code of what ends the command with 3.
const CANNOT_READ: &str = "cannot-read";

impl Found {
    /// A file with what was found in it.
    pub(crate) fn new(path: &Path, text: Vec<u8>, findings: Vec<Finding>) -> Self {
        Self { file: name(path), source: Some(Source::new(text)), findings }
    }

    /// A file whose lines are not shown: they are answers, or have nothing to do with what was found.
    pub(crate) fn hidden(path: &Path, findings: Vec<Finding>) -> Self {
        Self { file: name(path), source: None, findings }
    }

    /// A file that could not be read.
    pub(crate) fn unread(path: &Path, why: Finding) -> Self {
        Self::hidden(path, vec![why])
    }

    /// Something that is wrong with what was asked for, not with a file.
    pub(crate) fn unplaced(what: &str, finding: Finding) -> Self {
        Self { file: readable(what), source: None, findings: vec![finding] }
    }

    /// A folder in which there is no form.
    pub(crate) fn nothing(path: &Path) -> Self {
        let help = "name a `form.json`, the folder of a version or of a form";
        Self::unread(path, cannot_read("there is no form in this folder", help))
    }

    /// Whether it could be read.
    pub(crate) fn is_read(&self) -> bool {
        self.findings.iter().all(|finding| finding.code != CANNOT_READ)
    }

    /// Whether anything was found in it.
    pub(crate) fn is_wrong(&self) -> bool {
        !self.findings.is_empty()
    }

    /// How many findings weigh so much.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// A path as it is shown.
pub(crate) fn name(path: &Path) -> String {
    readable(&path.to_string_lossy())
}

/// All findings, as programs read them.
pub(crate) fn reports(found: &[Found]) -> Vec<FindingReport> {
    let of_file = |file: &Found| -> Vec<_> {
        file.findings.iter().map(|finding| finding.report(&file.file, file.source.as_ref())).collect()
    };
    found.iter().flat_map(of_file).collect()
}

/// Writes a file whole or not at all: beside its place first, and only then there.
pub(crate) fn put(file: &Path, page: &[u8]) -> io::Result<()> {
    let mut beside = Beside::of(file)?;
    beside.write_all(page)?;
    beside.put()
}

/// A file on its way: it stands beside its place until it is whole, and goes away if it never is.
pub(crate) struct Beside {
    out: File,
    there: PathBuf,
    file: PathBuf,
}

impl Beside {
    /// Begins a file.
    pub(crate) fn of(file: &Path) -> io::Result<Self> {
        let mut beside = file.as_os_str().to_owned();
        beside.push(format!(".{}.new", std::process::id()));
        let there = PathBuf::from(beside);
        let out = fs::OpenOptions::new().write(true).create_new(true).open(&there)?;
        Ok(Self { out, there, file: file.to_owned() })
    }

    /// Puts it in its place.
    pub(crate) fn put(self) -> io::Result<()> {
        self.out.sync_all()?;
        fs::rename(&self.there, &self.file)
    }
}

impl io::Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // In its place it is no longer there.
        let _absent = fs::remove_file(&self.there);
    }
}

/// Writes a file that must not be there before; a private one for nobody else to read.
pub(crate) fn create(file: &Path, bytes: &[u8], private: bool) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut out = options.open(file)?;
    out.write_all(bytes).and_then(|()| out.sync_all()).inspect_err(|_| {
        let _absent = fs::remove_file(file);
    })
}

/// Makes a folder with its files, whole or not at all: beside its place first, and only then there.
pub(crate) fn put_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let beside = folder.with_file_name(format!(".new.{}", std::process::id()));
    let write = || {
        fs::create_dir(&beside)?;
        for (name, bytes) in files {
            let file = beside.join(name);
            fs::create_dir_all(file.parent().unwrap_or(&beside))?;
            create(&file, bytes, false)?;
        }
        fs::rename(&beside, folder)
    };
    write().inspect_err(|_| {
        let _absent = fs::remove_dir_all(&beside);
    })
}

/// Today, by UTC; none where the clock is before 1970.
pub(crate) fn today() -> Option<Date> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    Date::since_1970(u32::try_from(since.as_secs() / 86_400).ok()?)
}

/// Where the rules of a migration stand: `migrations` beside a folder above the form.
pub(crate) fn migration_near(form: &Path, id: &str, from: &str, to: &str) -> Option<PathBuf> {
    let file = Path::new("migrations").join(id).join(format!("{from}-{to}.json"));
    above(form)?.map(|folder| folder.join(&file)).find(|file| file.is_file())
}

/// The manifest of the forms near a file.
pub(crate) fn manifest_near(file: &Path) -> Option<serde_json::Value> {
    let manifest = above(file)?.map(|folder| folder.join("manifest.json")).find(|manifest| manifest.is_file())?;
    serde_json::from_slice(&read(&manifest).ok()?).ok()
}

/// Whether a file belongs to a version that is signed, or that the manifest near it calls active or retired: no byte of it
/// may be another.
pub(crate) fn is_published(file: &Path) -> bool {
    if Version::of(file).folder.join(ENVELOPE).exists() {
        return true;
    }
    let Some((whole, manifest)) = std::path::absolute(file).ok().zip(manifest_near(file)) else { return false };
    let status = |folder: &Path| -> Option<String> {
        let (id, version) = (folder.parent()?.file_name()?.to_str()?, folder.file_name()?.to_str()?);
        Some(manifest.get("forms")?.get(id)?.get(version)?.get("status")?.as_str()?.to_owned())
    };
    whole.ancestors().filter_map(status).any(|status| status != "draft")
}

/// The folders above a form in which what belongs to it is looked for.
fn above(form: &Path) -> Option<impl Iterator<Item = PathBuf>> {
    let whole = std::path::absolute(form).ok()?;
    let folders: Vec<PathBuf> = whole.ancestors().skip(1).take(DEEPEST + 3).map(Path::to_owned).collect();
    Some(folders.into_iter())
}
