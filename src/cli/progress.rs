//! What a run is at, shown on terminals while it takes longer than half a second.
//!
//! Takes the steps of a verb; draws one line on standard error and leaves nothing of it behind. Whatever is printed
//! ends it. Short runs, pipes and `--quiet` see none of it.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Runs shorter than this show nothing, so that nothing flickers.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn anew while a step is silent.
const BEAT: Duration = Duration::from_millis(100);
const SILENT: &str = "{spinner} {msg}";
const COUNTED: &str = "{spinner} {msg} {human_pos} of {human_len}";

/// The line on the screen; it goes away when this is dropped.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Gets ready; the first step has yet to be named.
    pub(super) fn start(quiet: bool) -> Self {
        // Hidden by itself where there is no terminal, or one that cannot move its cursor.
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self::on(target, PATIENCE)
    }

    fn on(target: ProgressDrawTarget, patience: Duration) -> Self {
        let bar = ProgressBar::hidden();
        if !target.is_hidden() {
            let shown = bar.clone();
            // Nobody waits for this thread: a bar that has ended by then is not drawn any more.
            thread::spawn(move || {
                thread::sleep(patience);
                if !shown.is_finished() {
                    shown.set_draw_target(target);
                    shown.enable_steady_tick(BEAT);
                }
            });
        }
        Self { bar }
    }

    /// A step of which nobody knows how far it is, such as "reading notes".
    pub(super) fn step(&self, doing: impl Into<String>) {
        self.bar.set_style(style(SILENT));
        self.bar.set_message(doing.into());
    }

    /// A step with a known number of parts, such as "writing files:"; each that is done is told by [`Self::part`].
    pub(super) fn steps(&self, doing: impl Into<String>, parts: usize) {
        self.bar.set_position(0);
        self.bar.set_length(parts.try_into().unwrap_or(u64::MAX));
        self.bar.set_style(style(COUNTED));
        self.bar.set_message(doing.into());
    }

    /// A part is done.
    pub(super) fn part(&self) {
        self.bar.inc(1);
    }

    fn end(&self) {
        if !self.bar.is_finished() {
            self.bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

/// A stream that shares the screen with the line: the first thing written to it ends the line. Where its reader has seen
/// enough and gone away, the run goes on: its exit code and its files are for others.
pub(super) struct Ending<'p, W> {
    stream: W,
    progress: &'p Progress,
}

impl<'p, W: Write> Ending<'p, W> {
    pub(super) fn new(stream: W, progress: &'p Progress) -> Self {
        Self { stream, progress }
    }
}

impl<W: Write> Write for Ending<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.progress.end();
        unless_gone(self.stream.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_gone(self.stream.flush(), ())
    }
}

/// What was to be done counts as done where nobody reads it any more.
fn unless_gone<T>(result: io::Result<T>, done: T) -> io::Result<T> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(done),
        result => result,
    }
}

/// Plain characters: a terminal that shows progress need not know braille.
fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner());
    style.tick_chars("-\\|/ ")
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    const LONG: Duration = Duration::from_mins(10);

    fn on(screen: &InMemoryTerm, patience: Duration) -> Progress {
        Progress::on(ProgressDrawTarget::term_like(Box::new(screen.clone())), patience)
    }

    /// What is on the screen once something is, or nothing after a while.
    fn wait_for(screen: &InMemoryTerm) -> String {
        for _ in 0..500 {
            if !screen.contents().is_empty() {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        screen.contents()
    }

    #[test]
    fn a_short_run_draws_nothing() {
        let screen = InMemoryTerm::new(4, 60);
        let progress = on(&screen, LONG);
        progress.step("reading notes");
        progress.steps("writing files:", 2);
        progress.part();
        drop(progress);
        assert_eq!(screen.moves_since_last_check(), "");
    }

    #[test]
    fn a_long_run_says_what_it_is_at_and_leaves_nothing_behind() {
        let screen = InMemoryTerm::new(4, 60);
        let progress = on(&screen, Duration::ZERO);
        progress.step("reading notes");
        assert!(wait_for(&screen).ends_with(" reading notes"), "{}", screen.contents());
        progress.steps("writing files:", 2000);
        progress.part();
        progress.bar.force_draw();
        assert!(screen.contents().ends_with(" writing files: 1 of 2,000"), "{}", screen.contents());
        drop(progress);
        assert_eq!(screen.contents(), "");
    }

    #[test]
    fn what_is_printed_takes_the_place_of_the_line() {
        let screen = InMemoryTerm::new(4, 60);
        let progress = on(&screen, Duration::ZERO);
        progress.step("reading notes");
        wait_for(&screen);
        let mut printed = Vec::new();
        Ending::new(&mut printed, &progress).write_all(b"site.toml").expect("a vector takes anything");
        assert_eq!((screen.contents().as_str(), printed.as_slice()), ("", &b"site.toml"[..]));
        progress.step("auditing");
        thread::sleep(3 * BEAT);
        assert_eq!(screen.contents(), "", "the line came back over what was printed");
    }
}
