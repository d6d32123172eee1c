//! What is served: the demo, and what the browser tests need.

use anyhow::{Result, anyhow};
use nrm_server::{Content, Mount, Server, Site, not_found_page, page};

use crate::project::Project;

/// `cargo xtask serve`: what the browser tests are served, without building it.
pub(crate) fn run(project: &Project, port: u16) -> Result<()> {
    let server = start(tests(project), port)?;
    println!("Serving {}", server.address());
    server.wait();
    Ok(())
}

/// Starts to serve on a port of this machine; 0 takes any that is free.
pub(crate) fn start(site: Site, port: u16) -> Result<Server> {
    Server::start(site, port).map_err(|problem| anyhow!(problem))
}

/// The portal, the package, the workbench and the guide.
pub(crate) fn demo(project: &Project) -> Site {
    let mounts = vec![
        Mount::folder("/nrm-screening/", project.package()),
        Mount::folder("/workbench/", project.workbench()).with_frames(),
        Mount::folder("/guide/", project.root.join("www/guide")),
        Mount::folder("/", project.root.join("www/portal")),
    ];
    Site { mounts, only_local: false }
}

/// The same, the pages of the browser tests, the sample portals, and the package with each fault of a host.
pub(crate) fn tests(project: &Project) -> Site {
    let mut mounts: Vec<Mount> = FAULTS
        .into_iter()
        .map(|(prefix, fault)| Mount { instead: Some(fault), ..Mount::folder(prefix, project.package()) })
        .collect();
    mounts.push(Mount::folder("/examples/", project.samples()));
    mounts.push(Mount::folder("/pages/", project.root.join("tests/e2e/pages")));
    mounts.extend(demo(project).mounts);
    Site { mounts, only_local: false }
}

/// What becomes of an answer.
type Fault = fn(Content) -> Content;

/// What a host does to wasm files, to see what the page does.
const FAULTS: [(&str, Fault); 4] = [
    ("/faults/missing-wasm/", missing),
    ("/faults/html-wasm/", start_page),
    ("/faults/wrong-mime/", wrong_type),
    ("/faults/truncated/", truncated),
];

const WASM: &str = "application/wasm";

/// 404 with a page of HTML, as of a host that lost the file.
fn missing(content: Content) -> Content {
    if content.1 == WASM { not_found_page() } else { content }
}

/// 200 with a page of HTML, as of a host that answers everything with its start page.
fn start_page(content: Content) -> Content {
    if content.1 == WASM { page(200, "Welcome") } else { content }
}

/// The right bytes as `application/octet-stream`.
fn wrong_type((status, media, bytes): Content) -> Content {
    (status, if media == WASM { "application/octet-stream" } else { media }, bytes)
}

/// The first half of the bytes.
fn truncated((status, media, mut bytes): Content) -> Content {
    if media == WASM {
        bytes.truncate(bytes.len() / 2);
    }
    (status, media, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_spoils_the_wasm_in_its_way_and_nothing_else() {
        let answers = FAULTS.map(|(_, fault)| {
            let (status, media, bytes) = fault((200, WASM, b"\0asm\x01\0\0\0".to_vec()));
            assert_eq!(fault((200, "text/css", vec![1, 2])), (200, "text/css", vec![1, 2]));
            (status, media, bytes.starts_with(b"\0asm"), bytes.len() == 8)
        });
        assert_eq!(
            answers,
            [
                (404, "text/html; charset=utf-8", false, false),
                (200, "text/html; charset=utf-8", false, false),
                (200, "application/octet-stream", true, true),
                (200, WASM, true, false),
            ]
        );
    }
}
