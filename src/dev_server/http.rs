//! The HTTP server, on this machine alone and on a thread of its own.
//!
//! Takes a port; passes requests to the thread that holds the site, and its answers to browsers. The path of a request
//! is only a key for that thread, never a path on disk.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware;
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::{signal, time};
use tokio_stream::StreamExt as _;
use tower_http::set_header::SetResponseHeaderLayer;

use super::host_guard::{self, HostGuard};
use super::messages::{Answer, Message, Request};
use super::reload::{EVENTS, SCRIPT, Version, VersionFeed, WORKER};
use crate::model::Error;

/// How long open requests may take after Ctrl-C.
const SHUTDOWN: Duration = Duration::from_millis(500);
/// Headers of every response: no caching, no guessing of media types, no loading by other sites.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// A running HTTP server.
#[derive(Debug)]
pub(super) struct HttpServer {
    guard: HostGuard,
}

/// What request handlers share.
#[derive(Clone)]
struct Shared {
    guard: HostGuard,
    messages: Sender<Message>,
    versions: VersionFeed,
}

impl HttpServer {
    /// Listens on `port` until Ctrl-C, and then sends [`Message::Stop`]. If the run goes on after that, because the
    /// site is still being read, `exit` ends it.
    pub(super) fn start(
        port: u16,
        messages: Sender<Message>,
        versions: VersionFeed,
        exit: impl FnOnce() + Send + 'static,
    ) -> Result<Self, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| cannot_listen(port, &error))?;
        let failed = |error| Error::new(format!("cannot start the server: {error}"));
        listener.set_nonblocking(true).map_err(failed)?;
        let guard = HostGuard::new(listener.local_addr().map_err(failed)?.port());
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let shared = Shared { guard: guard.clone(), messages, versions };
        let serve = move || {
            let messages = shared.messages.clone();
            run(&runtime, listener, shared);
            let _ = messages.send(Message::Stop);
            thread::sleep(SHUTDOWN);
            exit();
        };
        thread::Builder::new().name("server".to_owned()).spawn(serve).map_err(failed)?;
        Ok(Self { guard })
    }

    pub(super) fn address(&self) -> String {
        self.guard.address()
    }
}

fn cannot_listen(port: u16, error: &std::io::Error) -> Error {
    let help = match error.kind() {
        ErrorKind::AddrInUse => {
            "stop the program that uses this port, or choose another port: --port 0 takes any free one"
        }
        _ => "choose another port: --port 0 takes any free one",
    };
    Error::with_help(format!("cannot listen on port {port} of this machine: {error}"), help)
}

/// Serves until Ctrl-C, and then finishes open requests for a short time.
fn run(runtime: &Runtime, listener: TcpListener, shared: Shared) {
    let versions = shared.versions.clone();
    runtime.block_on(async move {
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
        let (ended, end) = oneshot::channel();
        let serving = axum::serve(listener, router(shared)).with_graceful_shutdown(async {
            let _ = end.await;
        });
        let serving = tokio::spawn(serving.into_future());
        // If Ctrl-C cannot be heard, this returns at once and the run ends.
        let _ = signal::ctrl_c().await;
        versions.end();
        let _ = ended.send(());
        let _ = time::timeout(SHUTDOWN, serving).await;
    });
}

fn router(shared: Shared) -> Router {
    let script = |text: &'static str| get(async move || ([(header::CONTENT_TYPE, "text/javascript")], text));
    let guard = middleware::from_fn_with_state(shared.guard.clone(), host_guard::guard);
    let router = Router::new()
        .route(EVENTS, get(events))
        .route(SCRIPT.0, script(SCRIPT.1))
        .route(WORKER.0, script(WORKER.1))
        .fallback(get(file))
        .with_state(shared)
        .layer(guard);
    HEADERS.into_iter().fold(router, |router, (name, value)| {
        router.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    })
}

/// The stream of new versions.
async fn events(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    if !shared.guard.is_own_origin(&headers) {
        return (StatusCode::FORBIDDEN, "Only pages of this server may listen for changes.\n").into_response();
    }
    let versions = shared.versions.stream().map(Ok::<_, Infallible>);
    Sse::new(versions).keep_alive(KeepAlive::default()).into_response()
}

/// The file of the site at the path.
async fn file(State(shared): State<Shared>, uri: Uri) -> Response {
    let path = site_path(uri.path());
    let (reply, answer) = oneshot::channel();
    // If the run has ended, the reply is dropped, and `answer` below is an error.
    let _ = shared.messages.send(Message::Request(Request { path: path.clone(), reply }));
    match answer.await {
        Ok((answer, version)) => respond(&path, answer, version),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "The server is shutting down.\n").into_response(),
    }
}

/// The path below the site's root that a request asks for; for a folder, its first page. The file need not exist.
fn site_path(asked: &str) -> String {
    let path = percent_decode_str(asked.strip_prefix('/').unwrap_or(asked)).decode_utf8_lossy();
    let page = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    format!("{path}{page}")
}

fn respond(path: &str, answer: Answer, version: Version) -> Response {
    const HTML: &str = "text/html; charset=utf-8";
    match answer {
        Answer::File(bytes) => {
            let media = media_type(path);
            let bytes = if media == HTML { version.insert_into(bytes) } else { bytes };
            ([(header::CONTENT_TYPE, media)], bytes).into_response()
        }
        // The policy of this page allows no script, so a header makes the browser try again.
        Answer::Missing(page) => {
            (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, HTML), (header::REFRESH, "2")], page).into_response()
        }
        Answer::Error(page) => {
            let page = version.insert_into(page);
            (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, HTML)], page).into_response()
        }
    }
}

/// The media type of a file, from its name.
fn media_type(path: &str) -> String {
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guessed.type_() == "text" || guessed.suffix().is_some_and(|suffix| suffix == "xml");
    format!("{guessed}{}", if is_text { "; charset=utf-8" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_path_gives_its_index_page() {
        assert_eq!(site_path("/"), "index.html");
        assert_eq!(site_path("/owners/"), "owners/index.html");
        assert_eq!(site_path("/files/a%20b.png"), "files/a b.png");
    }

    #[test]
    fn hostile_paths_match_no_key() {
        // Keys are relative and have no empty or dotted segments.
        for (asked, path) in [
            ("/../site.toml", "../site.toml"),
            ("/%2e%2e/site.toml", "../site.toml"),
            ("//etc/passwd", "/etc/passwd"),
            ("/%2fetc/passwd", "/etc/passwd"),
            ("/index.html%00", "index.html\0"),
            ("/..%5csite.toml", "..\\site.toml"),
            ("/%ff", "\u{fffd}"),
        ] {
            assert_eq!(site_path(asked), path);
        }
    }

    #[test]
    fn media_type_follows_from_the_extension() {
        for (path, media) in [
            ("index.html", "text/html; charset=utf-8"),
            ("style.css", "text/css; charset=utf-8"),
            ("handover.js", "text/javascript; charset=utf-8"),
            ("icon.svg", "image/svg+xml; charset=utf-8"),
            ("data/report.json", "application/json"),
            ("data/notes.csv", "text/csv; charset=utf-8"),
            ("agenda.ics", "text/calendar; charset=utf-8"),
            ("atom.xml", "text/xml; charset=utf-8"),
            ("files/a.avif", "image/avif"),
            ("files/a.pdf", "application/pdf"),
            ("files/a", "application/octet-stream"),
        ] {
            assert_eq!(media_type(path), media);
        }
    }
}
