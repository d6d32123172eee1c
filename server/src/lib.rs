//! A static server for this machine only, with the headers of a strict portal: that of `nrm-forms serve` and of `cargo xtask`.
//!
//! Invariant: it reads files and answers them; no request writes anything, and none leads out of a folder that is served.

mod answer;
mod path;
mod site;

use std::io::{self, Cursor, Write as _};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{HTTPVersion, Method, Request, Response};

use answer::answer;
pub use answer::{Content, not_found_page, page};
pub use site::{Mount, Served, Site};

/// Requests answered at the same time.
const THREADS: usize = 8;

/// A running server. It runs until the program ends.
pub struct Server {
    port: u16,
    threads: Vec<JoinHandle<()>>,
}

/// Answers as HTTP/1.0, after which a browser ends the connection. The server holds a thread for each that stays open, and
/// now and then queues a new one behind them all: a page would wait for its last file until another page was closed.
fn respond(request: Request, response: Response<Cursor<Vec<u8>>>) -> io::Result<()> {
    let (headers, without_body) = (request.headers().to_vec(), *request.method() == Method::Head);
    let mut out = request.into_writer();
    response.raw_print(&mut out, HTTPVersion(1, 0), &headers, without_body, None)?;
    out.flush()
}

impl Server {
    /// Starts to serve on a port of 127.0.0.1; 0 takes any that is free.
    ///
    /// # Errors
    /// Why it cannot listen there.
    pub fn start(site: Site, port: u16) -> Result<Self, String> {
        let listener = tiny_http::Server::http(("127.0.0.1", port))
            .map_err(|error| format!("cannot listen on port {port} ({error}): choose another with `--port N`"))?;
        let port = listener.server_addr().to_ip().map_or(port, |address| address.port());
        let (listener, site) = (Arc::new(listener), Arc::new(site));
        let threads = (0..THREADS)
            .map(|_| {
                let (listener, site) = (Arc::clone(&listener), Arc::clone(&site));
                thread::spawn(move || {
                    while let Ok(request) = listener.recv() {
                        let host = request.headers().iter().find(|header| header.field.equiv("Host"));
                        let host = host.map(|header| header.value.as_str());
                        let response = answer(&site, request.method(), request.url(), host);
                        // A page that went away before its answer is no failure.
                        drop(respond(request, response));
                    }
                })
            })
            .collect();
        Ok(Self { port, threads })
    }

    /// Where the server is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until the program is stopped.
    pub fn wait(self) {
        for thread in self.threads {
            drop(thread.join());
        }
    }
}
