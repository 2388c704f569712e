//! Measures the time from saving a note to the page that shows it.
//!
//! It does what a browser does: it listens for reloads, then requests the page.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::corpus;

/// Saves a note `runs` times and prints the median time until its page is served. `touch` changes the note.
pub(crate) fn report(site: &Path, notes: u64, runs: usize, touch: &impl Fn(&str)) {
    let mut server = Server::start(site);
    let mut times: Vec<Duration> = (0..runs).map(|run| server.save(notes, run, touch)).collect();
    times.sort();
    println!("serve, from saving to the page     {:.2} s  (at most 0.3)", times[runs / 2].as_secs_f64());
}

struct Server {
    child: Child,
    /// Kept open, because the server writes to it.
    _said: BufReader<ChildStdout>,
    port: u16,
    events: BufReader<TcpStream>,
}

impl Server {
    fn start(site: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_handover"))
            .args(["--today", "2026-11-21", "--root"])
            .arg(site)
            .args(["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut said = BufReader::new(child.stdout.take().expect("what it says"));
        let mut first = String::new();
        said.read_line(&mut first).expect("where it serves");
        let port = first.split([':', '/']).find_map(|part| part.parse().ok()).expect("a port");
        let events = BufReader::new(request(port, "-/events"));
        let mut server = Self { child, _said: said, port, events };
        // The first event: all notes are read.
        server.next_event();
        server.page("notes/area-000/note-000000.html");
        server
    }

    fn save(&mut self, notes: u64, run: usize, touch: &impl Fn(&str)) -> Duration {
        // Wait until the reload of the previous save is over.
        std::thread::sleep(Duration::from_secs(1));
        let words = format!("Saved for the {run}th time.");
        let start = Instant::now();
        touch(&words);
        self.next_event();
        let page = self.page(&corpus::page_of_touched(notes));
        let time = start.elapsed();
        assert!(page.contains(&words), "the page is not the one that was saved");
        time
    }

    fn next_event(&mut self) {
        let mut line = String::new();
        while !line.starts_with("data:") {
            line.clear();
            assert!(self.events.read_line(&mut line).expect("the stream goes on") > 0, "the stream has ended");
        }
    }

    fn page(&self, path: &str) -> String {
        let mut page = String::new();
        request(self.port, path).read_to_string(&mut page).expect("a page");
        page
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn request(port: u16, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").expect("a request");
    stream
}
