//! The static server of the demo and of the browser tests: this machine only, with the headers of a strict portal.

mod answer;
mod path;
mod site;

use std::io::{self, Cursor, Write as _};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};
use tiny_http::{HTTPVersion, Method, Request, Response};

use crate::project::Project;
use answer::answer;
pub(crate) use site::Site;

/// Requests answered at the same time.
const THREADS: usize = 8;

/// A running server. It runs until the program ends.
pub(crate) struct Server {
    port: u16,
    threads: Vec<JoinHandle<()>>,
}

/// `cargo xtask serve`: what the browser tests are served, without building it.
pub(crate) fn run(project: &Project, port: u16) -> Result<()> {
    let server = Server::start(Site::tests(project), port)?;
    println!("Serving {}", server.address());
    server.wait();
    Ok(())
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
    pub(crate) fn start(site: Site, port: u16) -> Result<Self> {
        let listener = tiny_http::Server::http(("127.0.0.1", port))
            .map_err(|error| anyhow!("cannot listen on port {port} ({error}): choose another with `--port N`"))?;
        let port = listener.server_addr().to_ip().map_or(port, |address| address.port());
        let (listener, site) = (Arc::new(listener), Arc::new(site));
        let threads = (0..THREADS)
            .map(|_| {
                let (listener, site) = (Arc::clone(&listener), Arc::clone(&site));
                thread::spawn(move || {
                    while let Ok(request) = listener.recv() {
                        let response = answer(&site, request.method(), request.url());
                        // A page that went away before its answer is no failure.
                        drop(respond(request, response));
                    }
                })
            })
            .collect();
        Ok(Self { port, threads })
    }

    /// Where the server is.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until the program is stopped.
    pub(crate) fn wait(self) {
        for thread in self.threads {
            drop(thread.join());
        }
    }
}
