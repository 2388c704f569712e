//! Automatic reload: each page knows the version of the site it shows, and reloads when there is a newer one.
//!
//! Takes a page; gives it with a script. The content security policy of pages allows scripts from the site but no
//! connections, so the script starts a worker, which has its own policy. One worker listens for all open pages, because
//! browsers limit the connections to one server.

use std::process;
use std::time::Duration;

use axum::response::sse::Event;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

/// Path and text of the page script and of the worker. No file of a site has such a path.
pub(super) const SCRIPT: (&str, &str) = ("/-/reload.js", include_str!("reload.js"));
pub(super) const WORKER: (&str, &str) = ("/-/worker.js", include_str!("worker.js"));
/// The path of the event stream.
pub(super) const EVENTS: &str = "/-/events";

/// How soon a browser tries to reconnect when the server has stopped.
const RETRY: Duration = Duration::from_millis(500);

/// A version of the site, counted from the start of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version(u64);

impl Version {
    /// Nothing is served yet.
    const BEFORE_FIRST: Self = Self(0);

    /// The version with the id of this server process, since another server may have used the same port.
    fn name(self) -> String {
        format!("{}.{}", process::id(), self.0)
    }

    /// The page of this version, with the script before its end.
    pub(super) fn insert_into(self, mut html: Vec<u8>) -> Vec<u8> {
        let end = html.windows(END.len()).rposition(|part| part.eq_ignore_ascii_case(END)).unwrap_or(html.len());
        let (script, name) = (SCRIPT.0, self.name());
        let element = format!("<script src=\"{script}\" data-version=\"{name}\" defer></script>\n");
        html.splice(end..end, element.into_bytes());
        html
    }
}

const END: &[u8] = b"</body>";

/// Sends the newest version to open pages; ends with the server.
#[derive(Clone, Debug)]
pub(super) struct VersionFeed {
    sender: watch::Sender<Option<Version>>,
    current: Version,
}

impl VersionFeed {
    pub(super) fn new() -> Self {
        let current = Version::BEFORE_FIRST;
        Self { sender: watch::Sender::new(Some(current)), current }
    }

    /// The version that is served now.
    pub(super) fn current(&self) -> Version {
        self.current
    }

    /// Starts a new version.
    pub(super) fn announce(&mut self) {
        self.current = Version(self.current.0 + 1);
        // After the end nothing is sent.
        self.sender.send_if_modified(|last| last.as_mut().map(|last| *last = self.current).is_some());
    }

    /// Ends all streams.
    pub(super) fn end(&self) {
        self.sender.send_replace(None);
    }

    /// The newest version, and each that follows.
    pub(super) fn stream(&self) -> impl Stream<Item = Event> + use<> {
        let versions = WatchStream::new(self.sender.subscribe()).map_while(|version| version);
        // A stream can start before the first version is ready. No page shows that state.
        let versions = versions.filter(|version| *version != Version::BEFORE_FIRST);
        versions.map(|version| Event::default().retry(RETRY).data(version.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_script(html: &str) -> String {
        let page = Version(7).insert_into(html.as_bytes().to_vec());
        String::from_utf8(page).expect("text").replace(&process::id().to_string(), "1")
    }

    #[test]
    fn script_is_inserted_before_the_end_of_the_body() {
        let script = "<script src=\"/-/reload.js\" data-version=\"1.7\" defer></script>\n";
        assert_eq!(with_script("<p></body></html>"), format!("<p>{script}</body></html>"));
        assert_eq!(with_script("<pre></body></pre></BODY>"), format!("<pre></body></pre>{script}</BODY>"));
        assert_eq!(with_script("<p>short"), format!("<p>short{script}"));
    }

    #[test]
    fn no_version_is_sent_after_the_end() {
        let mut versions = VersionFeed::new();
        let sent = versions.sender.subscribe();
        versions.announce();
        assert_eq!(*sent.borrow(), Some(Version(1)));
        versions.end();
        versions.announce();
        assert_eq!((*sent.borrow(), versions.current()), (None, Version(2)));
    }
}
