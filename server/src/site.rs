//! Which folder answers which address.

use std::path::PathBuf;

use crate::answer::Content;

/// What is served under an address.
pub enum Served {
    /// The files of a folder.
    Folder(PathBuf),
    /// One JSON text, under the address itself.
    Json(String),
}

/// Something served under an address.
pub struct Mount {
    /// What the address begins with: `/` at both ends, or the whole address of a text.
    pub prefix: &'static str,
    /// What it is.
    pub served: Served,
    /// Whether its pages may show each other in frames.
    pub frames: bool,
    /// Does something else with what would be answered.
    pub instead: Option<fn(Content) -> Content>,
}

impl Mount {
    /// The files of a folder.
    pub fn folder(prefix: &'static str, folder: PathBuf) -> Self {
        Self { prefix, served: Served::Folder(folder), frames: false, instead: None }
    }

    /// One JSON text.
    pub fn json(address: &'static str, text: String) -> Self {
        Self { prefix: address, served: Served::Json(text), frames: false, instead: None }
    }

    /// The same, and its pages may show each other in frames.
    #[must_use]
    pub fn with_frames(self) -> Self {
        Self { frames: true, ..self }
    }
}

/// Everything that is served. The first mount that fits an address answers it.
pub struct Site {
    /// The mounts, the ones with longer prefixes first.
    pub mounts: Vec<Mount>,
    /// Whether only who names this machine in the address is answered: a page from elsewhere that points its own name here
    /// is not.
    pub only_local: bool,
}

impl Site {
    /// The mount of an address, and the rest of the address.
    pub(crate) fn find<'a>(&self, path: &'a str) -> Option<(&Mount, &'a str)> {
        self.mounts.iter().find_map(|mount| {
            let rest = path.strip_prefix(mount.prefix)?;
            (matches!(mount.served, Served::Folder(_)) || rest.is_empty()).then_some((mount, rest))
        })
    }
}
