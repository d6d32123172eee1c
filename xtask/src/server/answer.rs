//! One answer to one request.

use std::fs;
use std::io::Cursor;

use tiny_http::{Header, Method, Response, StatusCode};

use super::path::{file, media_type};
use super::site::{Fault, Site};

/// What a careful portal sends with everything.
const HEADERS: [(&str, &str); 4] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
];

const HTML: &str = "text/html; charset=utf-8";

/// Answers a request for an address, query included.
pub(crate) fn answer(site: &Site, method: &Method, address: &str) -> Response<Cursor<Vec<u8>>> {
    let (status, media, bytes) = match method {
        Method::Get | Method::Head => content(site, address.split(['?', '#']).next().unwrap_or_default()),
        _ => (405, "text/plain; charset=utf-8", b"Only GET and HEAD".to_vec()),
    };
    let headers =
        HEADERS.into_iter().chain([("Content-Type", media)]).chain((status == 405).then_some(("Allow", "GET, HEAD")));
    headers
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .fold(Response::from_data(bytes).with_status_code(StatusCode(status)), Response::with_header)
}

fn content(site: &Site, path: &str) -> (u16, &'static str, Vec<u8>) {
    let found = site.find(path).and_then(|(mount, rest)| Some((mount.fault, file(&mount.folder, rest)?)));
    let Some((fault, file)) = found else {
        return not_found(path);
    };
    let Ok(mut bytes) = fs::read(&file) else {
        return not_found(path);
    };
    let media = media_type(&file);
    match fault.filter(|_| media == "application/wasm") {
        None => (200, media, bytes),
        Some(Fault::Missing) => (404, HTML, page("Not found")),
        Some(Fault::Html) => (200, HTML, page("Welcome")),
        Some(Fault::WrongType) => (200, "application/octet-stream", bytes),
        Some(Fault::Truncated) => {
            bytes.truncate(bytes.len() / 2);
            (200, media, bytes)
        }
    }
}

fn not_found(path: &str) -> (u16, &'static str, Vec<u8>) {
    // Browsers ask for this one by themselves and would report its absence.
    if path == "/favicon.ico" { (204, "image/x-icon", Vec::new()) } else { (404, HTML, page("Not found")) }
}

fn page(title: &str) -> Vec<u8> {
    format!("<!doctype html><html lang=\"en\"><title>{title}</title><h1>{title}</h1></html>\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Once;

    use super::super::site::Mount;
    use super::*;

    /// Tests run side by side: the file is written once, so that none reads it half.
    static WRITTEN: Once = Once::new();

    /// A wasm file of eight bytes, served once as it is and once with each fault.
    fn site() -> Site {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/server-test");
        WRITTEN.call_once(|| {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("a.wasm"), b"\0asm\x01\0\0\0").unwrap();
        });
        let mounts = [
            ("/missing/", Some(Fault::Missing)),
            ("/html/", Some(Fault::Html)),
            ("/type/", Some(Fault::WrongType)),
            ("/half/", Some(Fault::Truncated)),
            ("/", None),
        ];
        Site {
            mounts: mounts.into_iter().map(|(prefix, fault)| Mount { prefix, folder: folder.clone(), fault }).collect(),
        }
    }

    #[test]
    fn each_fault_spoils_the_wasm_in_its_way() {
        let site = site();
        let answers = ["/a.wasm", "/missing/a.wasm", "/html/a.wasm", "/type/a.wasm", "/half/a.wasm"].map(|path| {
            let (status, media, bytes) = content(&site, path);
            (status, media, bytes.starts_with(b"\0asm"), bytes.len() == 8)
        });
        assert_eq!(
            answers,
            [
                (200, "application/wasm", true, true),
                (404, HTML, false, false),
                (200, HTML, false, false),
                (200, "application/octet-stream", true, true),
                (200, "application/wasm", true, false),
            ]
        );
    }

    #[test]
    fn every_answer_carries_the_headers() {
        let site = site();
        for (method, path, status) in
            [(Method::Get, "/a.wasm?v=1", 200), (Method::Get, "/no", 404), (Method::Post, "/a.wasm", 405)]
        {
            let response = answer(&site, &method, path);
            assert_eq!(response.status_code(), StatusCode(status));
            for (name, _) in HEADERS {
                assert!(response.headers().iter().any(|header| header.field.as_str() == name), "{name} on {path}");
            }
        }
    }
}
