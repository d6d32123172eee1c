//! Which folder answers which address, and with which fault.

use std::path::PathBuf;

use crate::project::Project;

/// How a wasm file is spoilt, to see what the page does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// 404 with a page of HTML, as of a host that lost the file.
    Missing,
    /// 200 with a page of HTML, as of a host that answers everything with its start page.
    Html,
    /// The right bytes as `application/octet-stream`.
    WrongType,
    /// The first half of the bytes.
    Truncated,
}

/// A folder under an address.
pub(crate) struct Mount {
    /// What the address begins with, `/` at both ends.
    pub(crate) prefix: &'static str,
    /// The folder.
    pub(crate) folder: PathBuf,
    /// What is wrong with the wasm in it.
    pub(crate) fault: Option<Fault>,
}

/// Everything that is served. The first mount that fits an address answers it.
pub(crate) struct Site {
    /// The mounts, the ones with longer prefixes first.
    pub(crate) mounts: Vec<Mount>,
}

impl Site {
    /// The portal and the package.
    pub(crate) fn demo(project: &Project) -> Self {
        let mounts = vec![
            Mount { prefix: "/nrm-screening/", folder: project.package(), fault: None },
            Mount { prefix: "/", folder: project.root.join("www/portal"), fault: None },
        ];
        Self { mounts }
    }

    /// The same, the pages of the browser tests, the sample portals, and the package with each fault.
    pub(crate) fn tests(project: &Project) -> Self {
        let faulty = [
            ("/faults/missing-wasm/", Fault::Missing),
            ("/faults/html-wasm/", Fault::Html),
            ("/faults/wrong-mime/", Fault::WrongType),
            ("/faults/truncated/", Fault::Truncated),
        ];
        let mut mounts: Vec<Mount> = faulty
            .into_iter()
            .map(|(prefix, fault)| Mount { prefix, folder: project.package(), fault: Some(fault) })
            .collect();
        mounts.push(Mount { prefix: "/examples/", folder: project.samples(), fault: None });
        mounts.push(Mount { prefix: "/pages/", folder: project.root.join("tests/e2e/pages"), fault: None });
        mounts.extend(Self::demo(project).mounts);
        Self { mounts }
    }

    /// The mount of an address, and the rest of the address.
    pub(crate) fn find<'a>(&self, path: &'a str) -> Option<(&Mount, &'a str)> {
        self.mounts.iter().find_map(|mount| Some((mount, path.strip_prefix(mount.prefix)?)))
    }
}
