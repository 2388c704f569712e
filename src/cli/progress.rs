//! What a run is at, shown on terminals while it takes longer than half a second.
//!
//! Takes the steps of a verb; draws one line on standard error and leaves nothing of it behind. Short runs, pipes and
//! `--quiet` see none of it, and no output waits for it.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Globals;

/// Runs shorter than this show nothing, so that nothing flickers.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn anew while a step is silent.
const BEAT: Duration = Duration::from_millis(100);
const SILENT: &str = "{spinner} {msg}";
const COUNTED: &str = "{spinner} {msg} {human_pos} of {human_len}";

/// The line on the screen; it goes away when this is dropped.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Shows the line when the time has come, unless the sender is dropped before.
    waiter: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Gets ready; the first step has yet to be named.
    pub(super) fn start(globals: &Globals) -> Self {
        // Hidden by itself where there is no terminal, or one that cannot move its cursor.
        let target = if globals.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self::on(target, PATIENCE)
    }

    fn on(target: ProgressDrawTarget, patience: Duration) -> Self {
        let bar = ProgressBar::hidden();
        if target.is_hidden() {
            return Self { bar, waiter: None };
        }
        let (sender, ended) = mpsc::channel();
        let shown = bar.clone();
        let waiter = thread::spawn(move || {
            if ended.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(target);
                shown.enable_steady_tick(BEAT);
            }
        });
        Self { bar, waiter: Some((sender, waiter)) }
    }

    /// A step of which nobody knows how far it is, such as "reading notes".
    pub(super) fn step(&self, doing: impl Into<String>) {
        self.bar.set_style(style(SILENT));
        self.bar.set_message(doing.into());
    }

    /// A step with a known number of parts, such as "writing" and how many files; each is told by [`Self::part`].
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

    /// Does something else with the screen meanwhile.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, waiter)) = self.waiter.take() {
            drop(sender);
            // Waits for a line that is being shown right now; there is nothing to be done about a panic there.
            let _ = waiter.join();
        }
        self.bar.finish_and_clear();
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
    fn a_short_run_draws_nothing_and_waits_for_nothing() {
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
    fn what_is_written_aside_stays() {
        let screen = InMemoryTerm::new(4, 60);
        let progress = on(&screen, Duration::ZERO);
        progress.step("reading notes");
        wait_for(&screen);
        progress.aside(|| indicatif::TermLike::write_line(&screen, "site.toml")).expect("a line");
        drop(progress);
        assert_eq!(screen.contents(), "site.toml");
    }
}
