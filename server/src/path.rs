//! From an address to a file, and never out of the folder that is served.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

/// The file an address names below a folder; a folder's own address names its `index.html`. Nothing hidden, nothing outside.
pub(crate) fn file(folder: &Path, address: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(address).decode_utf8().ok()?;
    let mut place = folder.to_owned();
    let mut segments = decoded.split('/').peekable();
    while let Some(segment) = segments.next() {
        if segment.is_empty() && segments.peek().is_none() {
            place.push("index.html");
        } else if is_plain(segment) {
            place.push(segment);
        } else {
            return None;
        }
    }
    // A link may lead out of the folder, too.
    let (place, folder) = (place.canonicalize().ok()?, folder.canonicalize().ok()?);
    (place.starts_with(folder) && place.is_file()).then_some(place)
}

fn is_plain(segment: &str) -> bool {
    !segment.is_empty() && !segment.starts_with('.') && !segment.contains(['\\', ':', '\0', '%'])
}

/// The media type of a file, by its name.
pub(crate) fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("md" | "ts" | "txt") => "text/plain; charset=utf-8",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
    }

    #[test]
    fn a_file_is_found() {
        assert_eq!(file(&here(), "path.rs"), here().join("path.rs").canonicalize().ok());
        assert_eq!(file(&here(), "%70ath.rs"), here().join("path.rs").canonicalize().ok());
    }

    #[test]
    fn nothing_outside_is_found() {
        for address in [
            "../Cargo.toml",
            "..%2fCargo.toml",
            "%2e%2e/Cargo.toml",
            "sub/../../Cargo.toml",
            "/etc/passwd",
            "%2fetc/passwd",
            "..%5cCargo.toml",
            "%252e%252e/Cargo.toml",
            "/path.rs",
            "./lib.rs",
            "lib.rs%00",
            "sub",
            "%ff",
        ] {
            assert_eq!(file(&here(), address), None, "{address}");
        }
    }

    #[test]
    fn a_hidden_file_is_not_found() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert!(root.join(".gitignore").exists());
        assert_eq!(file(&root, ".gitignore"), None);
    }
}
