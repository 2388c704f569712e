//! The progress line, shown on terminals when a run takes longer than half a second.
//!
//! Takes the steps of a command; draws one line on standard error and removes it at the end. The first output ends it.
//! Short runs, pipes and `--quiet` do not show it.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter runs show nothing, to avoid flicker.
const DELAY: Duration = Duration::from_millis(500);
/// How often the spinner turns.
const TICK: Duration = Duration::from_millis(100);
const UNCOUNTED: &str = "{spinner} {msg}";
const COUNTED: &str = "{spinner} {msg} {human_pos} of {human_len}";

/// The line on the screen; dropping this removes it.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Prepares the line; it appears with the first step.
    pub(super) fn start(quiet: bool) -> Self {
        // indicatif hides it where there is no terminal, or where the terminal cannot move its cursor.
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self::on(target, DELAY)
    }

    fn on(target: ProgressDrawTarget, delay: Duration) -> Self {
        let bar = ProgressBar::hidden();
        if !target.is_hidden() {
            let shown = bar.clone();
            // No join: a bar that has finished by then is not drawn.
            thread::spawn(move || {
                thread::sleep(delay);
                if !shown.is_finished() {
                    shown.set_draw_target(target);
                    shown.enable_steady_tick(TICK);
                }
            });
        }
        Self { bar }
    }

    /// Starts a step of unknown length, such as "reading notes".
    pub(super) fn step(&self, doing: impl Into<String>) {
        self.bar.set_style(style(UNCOUNTED));
        self.bar.set_message(doing.into());
    }

    /// Starts a step with a known number of parts, such as "writing files:". Call [`Self::part`] after each part.
    pub(super) fn steps(&self, doing: impl Into<String>, parts: usize) {
        self.bar.set_position(0);
        self.bar.set_length(parts.try_into().unwrap_or(u64::MAX));
        self.bar.set_style(style(COUNTED));
        self.bar.set_message(doing.into());
    }

    /// Counts one finished part.
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

/// An output stream that shares the screen with the progress line: the first write ends the line. If the reader of a
/// pipe closes it, the run goes on: its exit code and its files still matter.
pub(super) struct ProgressStream<'p, W> {
    stream: W,
    progress: &'p Progress,
}

impl<'p, W: Write> ProgressStream<'p, W> {
    pub(super) fn new(stream: W, progress: &'p Progress) -> Self {
        Self { stream, progress }
    }
}

impl<W: Write> Write for ProgressStream<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.progress.end();
        unless_closed(self.stream.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_closed(self.stream.flush(), ())
    }
}

/// A closed pipe counts as success.
fn unless_closed<T>(result: io::Result<T>, done: T) -> io::Result<T> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(done),
        result => result,
    }
}

/// ASCII characters: not every terminal shows braille.
fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner());
    style.tick_chars("-\\|/ ")
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    const LONG: Duration = Duration::from_mins(10);

    fn on(screen: &InMemoryTerm, delay: Duration) -> Progress {
        Progress::on(ProgressDrawTarget::term_like(Box::new(screen.clone())), delay)
    }

    /// The text on the screen as soon as there is one, or nothing after five seconds.
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
    fn short_run_draws_nothing() {
        let screen = InMemoryTerm::new(4, 60);
        let progress = on(&screen, LONG);
        progress.step("reading notes");
        progress.steps("writing files:", 2);
        progress.part();
        drop(progress);
        assert_eq!(screen.moves_since_last_check(), "");
    }

    #[test]
    fn long_run_draws_the_step_and_removes_it_at_the_end() {
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
    fn output_replaces_the_progress_line() {
        let screen = InMemoryTerm::new(4, 60);
        let progress = on(&screen, Duration::ZERO);
        progress.step("reading notes");
        wait_for(&screen);
        let mut printed = Vec::new();
        ProgressStream::new(&mut printed, &progress).write_all(b"site.toml").expect("a vector takes anything");
        assert_eq!((screen.contents().as_str(), printed.as_slice()), ("", &b"site.toml"[..]));
        progress.step("auditing");
        thread::sleep(3 * TICK);
        assert_eq!(screen.contents(), "", "the line was drawn over the output");
    }
}
