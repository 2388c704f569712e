//! The results of a run, and their exit codes.

/// The exit codes, as `--help` and the manual page list them.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  no findings at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, invalid site.toml, or a file that cannot be read or written; nothing was published
  3  no notes found";

/// The exit code of a run that failed.
pub(super) const FAILED: u8 = 2;

/// The result of a run that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Clean,
    Findings,
    NoNotes,
}

impl Outcome {
    pub(super) fn exit_code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::NoNotes => 3,
        }
    }
}
