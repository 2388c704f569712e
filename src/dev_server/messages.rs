//! What the threads of the server tell each other.

use std::time::Instant;

use tokio::sync::oneshot;

use super::reload::Version;

/// What reaches the thread that holds the site.
pub(super) enum Message {
    Request(Request),
    FileEvent(notify::Result<notify::Event>),
    Stop,
}

/// A browser waits for a file of the site.
pub(super) struct Request {
    pub(super) path: String,
    pub(super) reply: oneshot::Sender<(Answer, Version)>,
}

/// The answer to a request for a path of the site.
#[derive(Debug)]
pub(crate) enum Answer {
    File(Vec<u8>),
    /// There is no such file; the page that says so, as HTML.
    Missing(Vec<u8>),
    /// The file cannot be shown; the page that says why, as HTML.
    Error(Vec<u8>),
}

/// Why the server stops answering.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next {
    /// A file of the site has changed; the first event came at this moment.
    Changed(Instant),
    /// The run is over.
    Stop,
}
