//! One answer to one request.

use std::fs;
use std::io::Cursor;

use tiny_http::{Header, Method, Response, StatusCode};

use crate::path::{file, media_type};
use crate::site::{Served, Site};

/// A status, a media type, and the bytes.
pub type Content = (u16, &'static str, Vec<u8>);

/// What a careful portal allows its pages.
macro_rules! policy {
    ($frames:literal) => {
        concat!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; ",
            $frames,
            "form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )
    };
}

const ALONE: &str = policy!("frame-ancestors 'none'; ");
const WITH_FRAMES: &str = policy!("frame-src 'self'; frame-ancestors 'self'; ");

const HEADERS: [(&str, &str); 3] =
    [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store")];

const HTML: &str = "text/html; charset=utf-8";

/// Answers a request for an address, query included.
pub(crate) fn answer(site: &Site, method: &Method, address: &str, host: Option<&str>) -> Response<Cursor<Vec<u8>>> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (status, media, bytes) = match method {
        _ if site.only_local && !host.is_some_and(is_local) => page(403, "Not here"),
        Method::Get | Method::Head => content(site, path),
        _ => (405, "text/plain; charset=utf-8", b"Only GET and HEAD".to_vec()),
    };
    let frames = site.find(path).is_some_and(|(mount, _)| mount.frames);
    let own = [("Content-Security-Policy", if frames { WITH_FRAMES } else { ALONE }), ("Content-Type", media)];
    let headers = HEADERS.into_iter().chain(own).chain((status == 405).then_some(("Allow", "GET, HEAD")));
    headers
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .fold(Response::from_data(bytes).with_status_code(StatusCode(status)), Response::with_header)
}

/// Whether an address names this machine as it is, with or without a port.
fn is_local(host: &str) -> bool {
    matches!(host.split(':').next(), Some("127.0.0.1" | "localhost"))
}

fn content(site: &Site, path: &str) -> Content {
    let Some((mount, rest)) = site.find(path) else { return not_found(path) };
    let found = match &mount.served {
        Served::Json(text) => Some(("application/json", text.clone().into_bytes())),
        Served::Folder(folder) => file(folder, rest).and_then(|file| Some((media_type(&file), fs::read(&file).ok()?))),
    };
    match (found, mount.instead) {
        (Some((media, bytes)), Some(instead)) => instead((200, media, bytes)),
        (Some((media, bytes)), None) => (200, media, bytes),
        (None, _) => not_found(path),
    }
}

fn not_found(path: &str) -> Content {
    // Browsers ask for this one by themselves and would report its absence.
    if path == "/favicon.ico" { (204, "image/x-icon", Vec::new()) } else { not_found_page() }
}

/// The page that says that there is none.
pub fn not_found_page() -> Content {
    page(404, "Not found")
}

/// A page of a title alone.
pub fn page(status: u16, title: &str) -> Content {
    let text = format!("<!doctype html><html lang=\"en\"><title>{title}</title><h1>{title}</h1></html>\n");
    (status, HTML, text.into_bytes())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::site::Mount;

    fn site() -> Site {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let lost = |_: Content| not_found_page();
        let mounts = vec![
            Mount { instead: Some(lost), ..Mount::folder("/lost/", folder.clone()) },
            Mount::json("/list.json", "[]".into()),
            Mount::folder("/frames/", folder.clone()).with_frames(),
            Mount::folder("/", folder),
        ];
        Site { mounts, only_local: false }
    }

    #[test]
    fn a_file_a_text_and_what_is_answered_instead() {
        let site = site();
        let answers = ["/lib.rs", "/list.json", "/list.json/x", "/lost/lib.rs", "/none.rs", "/favicon.ico"]
            .map(|path| content(&site, path).0);
        assert_eq!(answers, [200, 200, 404, 404, 404, 204]);
        assert_eq!(content(&site, "/list.json").2, b"[]");
    }

    #[test]
    fn every_answer_carries_the_headers() {
        let site = site();
        for (method, path, status) in
            [(Method::Get, "/lib.rs?v=1", 200), (Method::Get, "/no", 404), (Method::Post, "/lib.rs", 405)]
        {
            let response = answer(&site, &method, path, None);
            assert_eq!(response.status_code(), StatusCode(status));
            for name in HEADERS.map(|(name, _)| name).into_iter().chain(["Content-Security-Policy"]) {
                assert!(response.headers().iter().any(|header| header.field.as_str() == name), "{name} on {path}");
            }
        }
    }

    #[test]
    fn who_gives_another_name_to_this_machine_is_not_answered_where_it_matters() {
        let site = Site { only_local: true, ..site() };
        let statuses =
            [Some("127.0.0.1:80"), Some("localhost"), Some("example.org:80"), Some("127.0.0.1.example.org"), None]
                .map(|host| answer(&site, &Method::Get, "/lib.rs", host).status_code().0);
        assert_eq!(statuses, [200, 200, 403, 403, 403]);
    }

    #[test]
    fn only_where_a_page_shows_its_own_may_it_be_in_a_frame() {
        let policy = |path| {
            let response = answer(&site(), &Method::Get, path, None);
            let is = |header: &&Header| header.field.equiv("Content-Security-Policy");
            response.headers().iter().find(is).map(|header| header.value.to_string()).unwrap_or_default()
        };
        assert!(policy("/lib.rs").contains("frame-ancestors 'none'"));
        assert!(policy("/frames/lib.rs").contains("frame-src 'self'; frame-ancestors 'self'"));
    }
}
