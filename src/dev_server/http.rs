//! The HTTP server, on this machine alone and on a thread of its own.
//!
//! Takes a port; gives requests to the desk and its answers to browsers. What is asked for is only ever a key to what the
//! desk holds, never a path on disk.

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

use super::host_guard::{self, Door};
use super::reload::{EVENTS, Generation, News, SCRIPT, WORKER};
use super::{Answer, Message, Request};
use crate::model::Error;

/// How long answers may take once the run is over.
const GRACE: Duration = Duration::from_millis(500);
/// What every answer says: keep nothing, guess nothing, and nothing of this is for other sites to load.
const ALWAYS: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// A server that runs.
#[derive(Debug)]
pub(super) struct Server {
    door: Door,
}

/// What answering takes.
#[derive(Clone)]
struct Counter {
    door: Door,
    desk: Sender<Message>,
    news: News,
}

impl Server {
    /// Listens on `port` until Ctrl-C, which the desk is told of. If it has not ended the run then, because it is still at
    /// something, `at_last` does.
    pub(super) fn start(
        port: u16,
        desk: Sender<Message>,
        news: News,
        at_last: impl FnOnce() + Send + 'static,
    ) -> Result<Self, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| cannot_listen(port, &error))?;
        let failed = |error| Error::new(format!("cannot start the server: {error}"));
        listener.set_nonblocking(true).map_err(failed)?;
        let door = Door::new(listener.local_addr().map_err(failed)?.port());
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let counter = Counter { door: door.clone(), desk, news };
        let serve = move || {
            let desk = counter.desk.clone();
            run(&runtime, listener, counter);
            let _ = desk.send(Message::Stop);
            thread::sleep(GRACE);
            at_last();
        };
        thread::Builder::new().name("server".to_owned()).spawn(serve).map_err(failed)?;
        Ok(Self { door })
    }

    pub(super) fn address(&self) -> String {
        self.door.address()
    }
}

fn cannot_listen(port: u16, error: &std::io::Error) -> Error {
    let help = match error.kind() {
        ErrorKind::AddrInUse => {
            "end the program that listens there, name another port with --port, or any with --port 0"
        }
        _ => "name another port with --port, or any that is free with --port 0",
    };
    Error::with_help(format!("cannot listen on port {port} of this machine: {error}"), help)
}

/// Serves until Ctrl-C, and then for as long as answers take, but not for long.
fn run(runtime: &Runtime, listener: TcpListener, counter: Counter) {
    let news = counter.news.clone();
    runtime.block_on(async move {
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
        let (ended, end) = oneshot::channel();
        let serving = axum::serve(listener, router(counter)).with_graceful_shutdown(async {
            let _ = end.await;
        });
        let serving = tokio::spawn(serving.into_future());
        // Without a way to hear Ctrl-C there is nothing to wait for.
        let _ = signal::ctrl_c().await;
        news.end();
        let _ = ended.send(());
        let _ = time::timeout(GRACE, serving).await;
    });
}

fn router(counter: Counter) -> Router {
    let script = |text: &'static str| get(async move || ([(header::CONTENT_TYPE, "text/javascript")], text));
    let door = middleware::from_fn_with_state(counter.door.clone(), host_guard::guard);
    let router = Router::new()
        .route(EVENTS, get(events))
        .route(SCRIPT.0, script(SCRIPT.1))
        .route(WORKER.0, script(WORKER.1))
        .fallback(get(file))
        .with_state(counter)
        .layer(door);
    ALWAYS.into_iter().fold(router, |router, (name, value)| {
        router.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    })
}

/// The stream of new states.
async fn events(State(counter): State<Counter>, headers: HeaderMap) -> Response {
    if !counter.door.is_from_here(&headers) {
        return (StatusCode::FORBIDDEN, "Only pages of this server are told of changes.\n").into_response();
    }
    let states = counter.news.stream().map(Ok::<_, Infallible>);
    Sse::new(states).keep_alive(KeepAlive::default()).into_response()
}

/// Whatever the desk has at the path.
async fn file(State(counter): State<Counter>, uri: Uri) -> Response {
    let path = site_path(uri.path());
    let (reply, answer) = oneshot::channel();
    // Without a desk the reply is dropped, which is an answer too.
    let _ = counter.desk.send(Message::Asked(Request { path: path.clone(), reply }));
    match answer.await {
        Ok((answer, generation)) => respond(&path, answer, generation),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "The server is ending.\n").into_response(),
    }
}

/// The path below the site's root that an address asks for; of a folder, its first page. Whether there is anything at it
/// is for the desk to say.
fn site_path(asked: &str) -> String {
    let path = percent_decode_str(asked.strip_prefix('/').unwrap_or(asked)).decode_utf8_lossy();
    let page = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    format!("{path}{page}")
}

fn respond(path: &str, answer: Answer, generation: Generation) -> Response {
    const HTML: &str = "text/html; charset=utf-8";
    match answer {
        Answer::File(bytes) => {
            let media = media_type(path);
            let bytes = if media == HTML { generation.in_page(bytes) } else { bytes };
            ([(header::CONTENT_TYPE, media)], bytes).into_response()
        }
        // This page lets no script load, so the browser looks again by itself.
        Answer::Missing(page) => {
            (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, HTML), (header::REFRESH, "2")], page).into_response()
        }
        Answer::Broken(page) => {
            let page = generation.in_page(page);
            (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, HTML)], page).into_response()
        }
    }
}

/// The media type of a file by its name.
fn media_type(path: &str) -> String {
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guessed.type_() == "text" || guessed.suffix().is_some_and(|suffix| suffix == "xml");
    format!("{guessed}{}", if is_text { "; charset=utf-8" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_its_first_page() {
        assert_eq!(site_path("/"), "index.html");
        assert_eq!(site_path("/owners/"), "owners/index.html");
        assert_eq!(site_path("/files/a%20b.png"), "files/a b.png");
    }

    #[test]
    fn what_is_no_plain_path_is_no_key() {
        // The keys are relative, without empty or dotted segments.
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
    fn browsers_are_told_what_files_are() {
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
