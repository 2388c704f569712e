//! A small site, the program that serves it, and a client that asks for pages over plain sockets.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::{new_folder, program};

/// Long enough for a slow machine. Only failing tests wait that long.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A new site with two notes and a picture.
pub(crate) fn site() -> TempDir {
    let folder = new_folder();
    let root = folder.path();
    save(root, "site.toml", SETTINGS);
    save(root, "content/plans/menu.md", &note("The menu", "![Plate](plate.png)\n"));
    save(root, "content/plans/plate.png", "not much of a picture");
    save(root, "content/plans/prices.md", &note("The prices", "").replace("owner", "audience = \"leaders\"\nowner"));
    folder
}

pub(crate) const SETTINGS: &str = "[site]\ntitle = \"Harbour bakery\"\n\n[people.nora]\nname = \"Nora\"\nrole = \"leader\"\n\n\
                            [people.milo]\nname = \"Milo\"\n";

/// The text of a note.
pub(crate) fn note(title: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\nowner = \"nora\"\n+++\n{body}")
}

/// Saves a file of the site as editors do: under another name first, then renamed.
pub(crate) fn save(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    let aside = file.with_extension("saving~");
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(&aside, text).and_then(|()| std::fs::rename(&aside, &file)).expect("a file");
}

/// The program on the site at `root`.
pub(crate) fn handover(root: &Path, arguments: &[&str]) -> Command {
    let mut command = program();
    command.arg("-C").arg(root).args(arguments);
    command
}

/// A running server; dropping the value kills it.
pub(crate) struct Served {
    child: Child,
    address: SocketAddr,
    out: Lines,
    err: Lines,
}

/// The answer to a request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Served {
    /// Serves the site on a free port.
    pub(crate) fn start(root: &Path, arguments: &[&str]) -> Self {
        Self::run(handover(root, &["serve", "--port", "0"]).args(arguments))
    }

    pub(crate) fn run(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut out = Lines::of(child.stdout.take().expect("a stream"));
        let err = Lines::of(child.stderr.take().expect("a stream"));
        let first = out.next();
        let address = first.split(['/', ' ']).find_map(|word| word.parse().ok());
        Self { child, address: address.unwrap_or_else(|| panic!("no address in {first}")), out, err }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// The next line of its output.
    pub(crate) fn next_line(&mut self) -> String {
        self.out.next()
    }

    /// Its error output up to the line that contains `last`.
    pub(crate) fn errors_until(&mut self, last: &str) -> String {
        let mut text = String::new();
        loop {
            let line = self.err.next();
            text.push_str(&line);
            text.push('\n');
            if line.contains(last) {
                return text;
            }
        }
    }

    /// A connection on which `text` was sent.
    pub(crate) fn connection(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(TIMEOUT)).expect("a limit");
        stream.write_all(text.as_bytes()).expect("a request");
        stream
    }

    /// The answer to a request with this first line and these headers.
    pub(crate) fn ask(&self, line: &str, headers: &[&str]) -> Answer {
        let first = format!("{line} HTTP/1.1");
        let lines = [&[first.as_str()], headers, &["Connection: close", "\r\n"]].concat();
        let head = lines.join("\r\n");
        let mut stream = self.connection(&head);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("text").to_lowercase();
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).expect("a status");
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    /// The answer to a GET request for a path.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET /{path}"), &[&self.host()])
    }

    pub(crate) fn host(&self) -> String {
        format!("Host: {}", self.address)
    }

    /// Asks for a path until `is_wanted` accepts the answer.
    pub(crate) fn wait(&self, path: &str, is_wanted: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if is_wanted(&answer) {
                return answer;
            }
            assert!(start.elapsed() < TIMEOUT, "/{path} still answers {} with {}", answer.status, answer.text());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The states that the server sends to open pages.
    pub(crate) fn states(&self) -> Lines {
        let mut lines = Lines::of(self.connection(&format!("GET /-/events HTTP/1.1\r\n{}\r\n\r\n", self.host())));
        lines.prefix = "data: ";
        lines
    }

    /// Interrupts the server as Ctrl-C does, and waits for its end.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> ExitStatus {
        let process = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &process]).status().expect("kill starts").success());
        self.end()
    }

    /// Waits until the server has ended.
    fn end(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(start.elapsed() < TIMEOUT, "the program does not end");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.text().contains(text)
    }
}

/// The lines of a stream as they come.
pub(crate) struct Lines {
    lines: Receiver<String>,
    /// Only lines with this prefix count; it is removed.
    prefix: &'static str,
}

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { lines, prefix: "" }
    }

    pub(crate) fn next(&mut self) -> String {
        loop {
            let line = self.lines.recv_timeout(TIMEOUT).expect("another line");
            if let Some(rest) = line.strip_prefix(self.prefix) {
                return rest.to_owned();
            }
        }
    }

    /// Whether no further line has come and none comes within 600 ms.
    pub(crate) fn is_silent(&self) -> bool {
        let start = Instant::now();
        let moment = Duration::from_millis(600);
        while let Ok(line) = self.lines.recv_timeout(moment.saturating_sub(start.elapsed())) {
            if line.starts_with(self.prefix) && !self.prefix.is_empty() {
                return false;
            }
        }
        true
    }

    /// Whether the stream has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        loop {
            match self.lines.recv_timeout(TIMEOUT) {
                Ok(_) => {}
                Err(ended) => return ended == mpsc::RecvTimeoutError::Disconnected,
            }
        }
    }
}
