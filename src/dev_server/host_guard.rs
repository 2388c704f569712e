//! Who is let in: requests to this machine by a name of its own, and on the stream of reloads only from its own pages.
//!
//! Takes the headers of a request; gives a refusal or lets it pass. A page elsewhere may have a name that leads to this
//! machine (DNS rebinding), and would read the notes if names were not looked at.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// The port this machine listens on, and with it the names it goes by.
#[derive(Clone, Debug)]
pub(super) struct Door {
    port: u16,
    hosts: Arc<[String]>,
}

impl Door {
    pub(super) fn new(port: u16) -> Self {
        let names = ["127.0.0.1", "localhost"];
        let with_port = names.map(|name| format!("{name}:{port}"));
        // Browsers leave the port out that goes without saying.
        let bare = names.into_iter().filter(|_| port == 80).map(str::to_owned);
        Self { port, hosts: with_port.into_iter().chain(bare).collect() }
    }

    /// The address of the first page.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Whether the request is meant for this server: by its one `Host`, and by its target if that names one too.
    fn is_addressed(&self, request: &Request) -> bool {
        let host = only(request.headers(), &header::HOST).is_some_and(|host| self.is_name(host));
        host && request.uri().authority().is_none_or(|authority| self.is_name(authority.as_str()))
    }

    /// Whether no other site asks. Programs that are no browsers say nothing about it.
    pub(super) fn is_from_here(&self, headers: &HeaderMap) -> bool {
        let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.is_name(host));
        !headers.contains_key(header::ORIGIN) || only(headers, &header::ORIGIN).is_some_and(is_own)
    }

    fn is_name(&self, host: &str) -> bool {
        self.hosts.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

/// The value of a header that stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())?.to_str().ok()
}

/// Lets requests in that are meant for this server.
pub(super) async fn guard(State(door): State<Door>, request: Request, next: Next) -> Response {
    if door.is_addressed(&request) {
        return next.run(request).await;
    }
    let text = format!(
        "This server answers to the names of this machine alone: {}.\nOpen {}\n",
        door.hosts.join(", "),
        door.address()
    );
    (StatusCode::MISDIRECTED_REQUEST, text).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(target: &str, headers: &[(&str, &str)]) -> Request {
        let built =
            headers.iter().fold(Request::builder().uri(target), |built, (name, value)| built.header(*name, *value));
        built.body(Body::empty()).expect("a request")
    }

    #[test]
    fn only_the_names_of_this_machine_with_the_port_are_known() {
        let door = Door::new(4321);
        for host in ["127.0.0.1:4321", "localhost:4321", "LOCALHOST:4321"] {
            assert!(door.is_addressed(&request("/", &[("host", host)])), "{host}");
        }
        for host in [
            "",
            "[::1]:4321",
            "127.0.0.1",
            "localhost",
            "localhost:80",
            "evil.example:4321",
            "localhost.evil.example:4321",
        ] {
            assert!(!door.is_addressed(&request("/", &[("host", host)])), "{host}");
        }
        assert!(!door.is_addressed(&request("/", &[])), "no host");
        let twice = [("host", "localhost:4321"), ("host", "evil.example:4321")];
        assert!(!door.is_addressed(&request("/", &twice)), "two hosts");
        assert!(!door.is_addressed(&request("http://evil.example:4321/", &[("host", "localhost:4321")])), "two names");
        assert!(Door::new(80).is_addressed(&request("/", &[("host", "localhost")])), "the port that is left out");
    }

    #[test]
    fn other_sites_are_not_told() {
        let door = Door::new(4321);
        let from = |origins: &[&str]| {
            let headers: Vec<_> = origins.iter().map(|origin| ("origin", *origin)).collect();
            door.is_from_here(request("/", &headers).headers())
        };
        assert!(from(&[]) && from(&["http://localhost:4321"]) && from(&["http://127.0.0.1:4321"]));
        assert!(!from(&["null"]) && !from(&["https://localhost:4321"]) && !from(&["http://localhost:1"]));
        assert!(!from(&["http://evil.example:4321"]) && !from(&["http://localhost:4321", "http://evil.example"]));
    }
}
