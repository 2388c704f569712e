//! The site over HTTP while it is written: pages are rendered on request, and browsers reload after a change.
//!
//! Takes paths to watch and the answer to each request; gives changes and the end of the run. Knows nothing of notes, and
//! writes nothing.
//!
//! Three threads pass messages: one waits for requests, one for file events, and the caller's thread holds the site, so
//! that the site needs no lock.

mod error_page;
mod host_guard;
mod http;
mod messages;
mod reload;
mod watch;

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::model::Error;

pub(crate) use error_page::error_page;
use http::HttpServer;
pub(crate) use messages::{Answer, Next};
use messages::{Message, Request};
use reload::VersionFeed;
use watch::FileWatcher;
pub(crate) use watch::WatchedPaths;

/// A change counts as complete after this much time without events: editors save a file in several steps.
const QUIET: Duration = Duration::from_millis(25);
/// The longest wait for a change to be complete.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// A running server.
pub(crate) struct DevServer {
    http: HttpServer,
    watcher: FileWatcher,
    messages: Receiver<Message>,
    /// Requests that came while files changed.
    waiting: VecDeque<Request>,
    versions: VersionFeed,
}

impl DevServer {
    /// Starts to listen on `port` of this machine (0 for any free port) and for Ctrl-C. Half a second after Ctrl-C, `exit`
    /// is called if the run has not ended by then.
    pub(crate) fn start(port: u16, exit: impl FnOnce() + Send + 'static) -> Result<Self, Error> {
        let (sender, messages) = mpsc::channel();
        let versions = VersionFeed::new();
        let watcher = FileWatcher::new(sender.clone())?;
        let http = HttpServer::start(port, sender, versions.clone(), exit)?;
        Ok(Self { http, watcher, messages, waiting: VecDeque::new(), versions })
    }

    /// The address of the first page.
    pub(crate) fn address(&self) -> String {
        self.http.address()
    }

    /// Watches these paths from now on, and no others.
    pub(crate) fn watch(&mut self, paths: WatchedPaths) -> Result<(), Error> {
        self.watcher.watch(paths)
    }

    /// Tells every open page that there is a new version of the site.
    pub(crate) fn announce_new_version(&mut self) {
        self.versions.announce();
    }

    /// Answers requests for paths of the site, such as `owners/index.html`, until a file changes or the run is over.
    pub(crate) fn answer(&mut self, mut answer: impl FnMut(&str) -> Answer) -> Next {
        loop {
            if let Some(request) = self.waiting.pop_front() {
                // The browser may have closed the connection.
                let _ = request.reply.send((answer(&request.path), self.versions.current()));
                continue;
            }
            match self.messages.recv() {
                Ok(Message::Request(request)) => self.waiting.push_back(request),
                Ok(Message::FileEvent(event)) if self.watcher.is_change(&event) => return self.debounce(),
                Ok(Message::FileEvent(_)) => {}
                Ok(Message::Stop) | Err(_) => return Next::Stop,
            }
        }
    }

    /// Waits until a change is complete. Requests that come meanwhile get the new version.
    fn debounce(&mut self) -> Next {
        let noticed = Instant::now();
        let mut last = noticed;
        loop {
            let until = (last + QUIET).min(noticed + LONGEST_WAIT);
            match self.messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::Request(request)) => self.waiting.push_back(request),
                Ok(Message::FileEvent(event)) if self.watcher.is_change(&event) => last = Instant::now(),
                Ok(Message::FileEvent(_)) => {}
                Err(RecvTimeoutError::Timeout) => return Next::Changed(noticed),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
            }
        }
    }
}
