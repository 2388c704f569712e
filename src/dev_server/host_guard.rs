//! Refuses requests that other sites make: the `Host` must be a name of this machine, and the reload stream takes
//! requests from its own pages only.
//!
//! Takes the headers of a request; refuses it or lets it pass. Another site may have a name that resolves to this
//! machine (DNS rebinding). Without this check its pages could read the notes.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// The port this server listens on, and the host names it answers to.
#[derive(Clone, Debug)]
pub(super) struct HostGuard {
    port: u16,
    hosts: Arc<[String]>,
}

impl HostGuard {
    pub(super) fn new(port: u16) -> Self {
        let names = ["127.0.0.1", "localhost"];
        let with_port = names.map(|name| format!("{name}:{port}"));
        // Browsers leave out port 80.
        let bare = names.into_iter().filter(|_| port == 80).map(str::to_owned);
        Self { port, hosts: with_port.into_iter().chain(bare).collect() }
    }

    /// The address of the first page.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Whether the request has one `Host`, and it and the request target name this server.
    fn is_addressed(&self, request: &Request) -> bool {
        let host = only(request.headers(), &header::HOST).is_some_and(|host| self.is_name(host));
        host && request.uri().authority().is_none_or(|authority| self.is_name(authority.as_str()))
    }

    /// Whether the request comes from a page of this server, or from a program that sends no `Origin`.
    pub(super) fn is_own_origin(&self, headers: &HeaderMap) -> bool {
        let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.is_name(host));
        !headers.contains_key(header::ORIGIN) || only(headers, &header::ORIGIN).is_some_and(is_own)
    }

    fn is_name(&self, host: &str) -> bool {
        self.hosts.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

/// The value of a header that occurs exactly once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())?.to_str().ok()
}

/// Refuses requests that are not addressed to this server.
pub(super) async fn guard(State(guard): State<HostGuard>, request: Request, next: Next) -> Response {
    if guard.is_addressed(&request) {
        return next.run(request).await;
    }
    let text =
        format!("This server only answers to these hosts: {}.\nOpen {}\n", guard.hosts.join(", "), guard.address());
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
    fn host_must_be_a_local_name_with_the_port() {
        let guard = HostGuard::new(4321);
        for host in ["127.0.0.1:4321", "localhost:4321", "LOCALHOST:4321"] {
            assert!(guard.is_addressed(&request("/", &[("host", host)])), "{host}");
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
            assert!(!guard.is_addressed(&request("/", &[("host", host)])), "{host}");
        }
        assert!(!guard.is_addressed(&request("/", &[])), "no host");
        let twice = [("host", "localhost:4321"), ("host", "evil.example:4321")];
        assert!(!guard.is_addressed(&request("/", &twice)), "two hosts");
        assert!(!guard.is_addressed(&request("http://evil.example:4321/", &[("host", "localhost:4321")])), "two names");
        assert!(HostGuard::new(80).is_addressed(&request("/", &[("host", "localhost")])), "port 80 may be left out");
    }

    #[test]
    fn foreign_origin_is_refused() {
        let guard = HostGuard::new(4321);
        let from = |origins: &[&str]| {
            let headers: Vec<_> = origins.iter().map(|origin| ("origin", *origin)).collect();
            guard.is_own_origin(request("/", &headers).headers())
        };
        assert!(from(&[]) && from(&["http://localhost:4321"]) && from(&["http://127.0.0.1:4321"]));
        assert!(!from(&["null"]) && !from(&["https://localhost:4321"]) && !from(&["http://localhost:1"]));
        assert!(!from(&["http://evil.example:4321"]) && !from(&["http://localhost:4321", "http://evil.example"]));
    }
}
