//! The site over HTTP while it is written: it is rendered when somebody asks, and browsers reload when it changed.
//!
//! Takes paths and bytes from whoever works at the [`Desk`]; gives requests, changes and the end of the run. Knows nothing
//! of notes, and writes nothing.
//!
//! Three threads pass messages: one waits for requests, one for changes on disk, and the one at the desk, which holds the
//! site and needs no lock for it.

mod broken;
mod host_guard;
mod reload;
mod server;
mod watch;

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::model::Error;

pub(crate) use broken::broken;
use reload::{Generation, News};
use server::Server;
pub(crate) use watch::Places;
use watch::Watch;

/// How long nothing has to happen until what was saved is taken as whole: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(25);
/// Whoever keeps writing is not waited for any longer.
const PATIENCE: Duration = Duration::from_millis(100);

/// What comes in at the desk.
enum Message {
    Asked(Request),
    Touched(notify::Result<notify::Event>),
    Stop,
}

/// Somebody waits for a file of the site.
struct Request {
    path: String,
    reply: oneshot::Sender<(Answer, Generation)>,
}

/// What is at a path of the site.
#[derive(Debug)]
pub(crate) enum Answer {
    File(Vec<u8>),
    /// Nothing; the page that says so, as HTML.
    Missing(Vec<u8>),
    /// It cannot be shown; the page that says why, as HTML.
    Broken(Vec<u8>),
}

/// Why the desk wants something else than another answer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next {
    /// Something of the site has changed, first noticed at this moment.
    Changed(Instant),
    /// The run is over.
    Stop,
}

/// Where requests and changes come in and answers go out.
pub(crate) struct Desk {
    server: Server,
    watch: Watch,
    inbox: Receiver<Message>,
    /// Who asked while something changed.
    waiting: VecDeque<Request>,
    news: News,
}

impl Desk {
    /// Starts to listen on `port` of this machine, 0 for any that is free, and for Ctrl-C. `at_last` is called if the desk
    /// is still there a while after that.
    pub(crate) fn open(port: u16, at_last: impl FnOnce() + Send + 'static) -> Result<Self, Error> {
        let (sender, inbox) = mpsc::channel();
        let news = News::new();
        let watch = Watch::new(sender.clone())?;
        let server = Server::start(port, sender, news.clone(), at_last)?;
        Ok(Self { server, watch, inbox, waiting: VecDeque::new(), news })
    }

    /// The address of the first page.
    pub(crate) fn address(&self) -> String {
        self.server.address()
    }

    /// Watches these places from now on, in place of those before.
    pub(crate) fn follow(&mut self, places: Places) -> Result<(), Error> {
        self.watch.follow(places)
    }

    /// Tells every open page that there is a new state of the site.
    pub(crate) fn announce(&mut self) {
        self.news.announce();
    }

    /// Answers whoever asks for a path of the site, such as `owners/index.html`, until something has changed or the run
    /// is over.
    pub(crate) fn answer(&mut self, mut answer: impl FnMut(&str) -> Answer) -> Next {
        loop {
            if let Some(request) = self.waiting.pop_front() {
                // Who asked may have gone.
                let _ = request.reply.send((answer(&request.path), self.news.generation()));
                continue;
            }
            match self.inbox.recv() {
                Ok(Message::Asked(request)) => self.waiting.push_back(request),
                Ok(Message::Touched(event)) if self.watch.concerns(&event) => return self.settle(),
                Ok(Message::Touched(_)) => {}
                Ok(Message::Stop) | Err(_) => return Next::Stop,
            }
        }
    }

    /// Waits until what is being written is whole. Requests of that time get the new state.
    fn settle(&mut self) -> Next {
        let noticed = Instant::now();
        let mut quiet_since = noticed;
        loop {
            let until = (quiet_since + QUIET).min(noticed + PATIENCE);
            match self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::Asked(request)) => self.waiting.push_back(request),
                Ok(Message::Touched(event)) if self.watch.concerns(&event) => quiet_since = Instant::now(),
                Ok(Message::Touched(_)) => {}
                Err(RecvTimeoutError::Timeout) => return Next::Changed(noticed),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
            }
        }
    }
}
