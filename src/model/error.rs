//! Errors: why a run cannot continue, with the file, the place and the next step.
//!
//! Bad content is a finding and not an error. An error ends a run with exit code 2 before anything is published.

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

use super::place::Problem;

/// Why a run cannot continue.
#[derive(Debug)]
pub(crate) enum Error {
    /// A message and what to do next.
    Plain { message: String, help: Option<String> },
    /// site.toml is invalid: its problems, and its text for snippets.
    Config { text: String, problems: Vec<Problem> },
    /// A template could not be read or rendered.
    Template(String),
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Plain { message: message.into(), help: None }
    }

    pub(crate) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Plain { message: message.into(), help: Some(help.into()) }
    }

    /// A file or folder could not be used.
    pub(crate) fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        let help = next_step(error.kind()).map(str::to_owned);
        Self::Plain { message: format!("cannot {doing} {}: {error}", path.display()), help }
    }
}

/// The help for errors that people can fix.
fn next_step(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some("free some disk space, and run this again"),
        ErrorKind::FileTooLarge => Some("raise the limit on the size of files (`ulimit -f`), or use another disk"),
        ErrorKind::ReadOnlyFilesystem => Some("make it writable, or use another folder"),
        ErrorKind::PermissionDenied => Some("change its permissions, or use another folder"),
        _ => None,
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(format!("cannot write the output: {error}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain { message, help: None } | Self::Template(message) => f.write_str(message),
            Self::Plain { message, help: Some(help) } => write!(f, "{message}\n  help: {help}"),
            Self::Config { problems, .. } => write!(f, "the settings have {} problems", problems.len()),
        }
    }
}
