//! Pages that reload themselves: which state of the site a page shows, and how it learns of a newer one.
//!
//! Takes a page; gives it with a script. The policy of pages lets scripts load from the site and lets nothing connect,
//! so the script starts a worker, whose own policy holds for it. One worker listens for all pages that are open, for
//! browsers open few connections to one server.

use std::process;
use std::time::Duration;

use axum::response::sse::Event;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

/// Where the script of pages and the worker are, and what they do. No file of a site lies there: the folders it begins
/// with have names of their own.
pub(super) const SCRIPT: (&str, &str) = ("/-/reload.js", include_str!("reload.js"));
pub(super) const WORKER: (&str, &str) = ("/-/worker.js", include_str!("worker.js"));
/// Where the worker listens.
pub(super) const EVENTS: &str = "/-/events";

/// How soon a browser tries again when the server has gone.
const RETRY: Duration = Duration::from_millis(500);

/// A state of the site, counted from the start of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Generation(u64);

impl Generation {
    /// With what tells it from those of a server that was here before.
    fn name(self) -> String {
        format!("{}.{}", process::id(), self.0)
    }

    /// The page of this state, with the script before its end.
    pub(super) fn in_page(self, mut html: Vec<u8>) -> Vec<u8> {
        let end = html.windows(END.len()).rposition(|part| part.eq_ignore_ascii_case(END)).unwrap_or(html.len());
        let (script, name) = (SCRIPT.0, self.name());
        let element = format!("<script src=\"{script}\" data-generation=\"{name}\" defer></script>\n");
        html.splice(end..end, element.into_bytes());
        html
    }
}

const END: &[u8] = b"</body>";

/// What open pages are told: the newest state, or nothing once the server ends.
#[derive(Clone, Debug)]
pub(super) struct News {
    sender: watch::Sender<Option<Generation>>,
    current: Generation,
}

impl News {
    pub(super) fn new() -> Self {
        let current = Generation(0);
        Self { sender: watch::Sender::new(Some(current)), current }
    }

    /// The state that is shown.
    pub(super) fn generation(&self) -> Generation {
        self.current
    }

    /// There is a new state.
    pub(super) fn announce(&mut self) {
        self.current = Generation(self.current.0 + 1);
        // Nothing is told any more after the end.
        self.sender.send_if_modified(|last| last.as_mut().map(|last| *last = self.current).is_some());
    }

    /// Ends all streams.
    pub(super) fn end(&self) {
        self.sender.send_replace(None);
    }

    /// The newest state, and each that follows.
    pub(super) fn stream(&self) -> impl Stream<Item = Event> + use<> {
        let states = WatchStream::new(self.sender.subscribe()).map_while(|state| state);
        states.map(|state| Event::default().retry(RETRY).data(state.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_page(html: &str) -> String {
        let page = Generation(7).in_page(html.as_bytes().to_vec());
        String::from_utf8(page).expect("text").replace(&process::id().to_string(), "1")
    }

    #[test]
    fn the_script_stands_before_the_end_of_the_page() {
        let script = "<script src=\"/-/reload.js\" data-generation=\"1.7\" defer></script>\n";
        assert_eq!(in_page("<p></body></html>"), format!("<p>{script}</body></html>"));
        assert_eq!(in_page("<pre></body></pre></BODY>"), format!("<pre></body></pre>{script}</BODY>"));
        assert_eq!(in_page("<p>short"), format!("<p>short{script}"));
    }

    #[test]
    fn nothing_is_told_after_the_end() {
        let mut news = News::new();
        let told = news.sender.subscribe();
        news.announce();
        assert_eq!(*told.borrow(), Some(Generation(1)));
        news.end();
        news.announce();
        assert_eq!((*told.borrow(), news.generation()), (None, Generation(2)));
    }
}
