//! `handover init`: a site to start from.

use std::path::{Path, PathBuf};

use super::{Globals, Outcome, Streams, site};
use crate::model::Error;
use crate::output;
use crate::text::words::visible;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to start the site in
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// What a new site holds.
const FILES: [(&str, &str); 5] = [
    ("site.toml", include_str!("init/site.toml")),
    ("content/brand/voice.md", include_str!("init/voice.md")),
    ("content/social/captions.md", include_str!("init/captions.md")),
    ("content/social/posting-times.md", include_str!("init/posting-times.md")),
    (".gitignore", include_str!("init/gitignore")),
];

pub(super) fn run(arguments: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let folder = site::start(globals)?.join(&arguments.dir);
    // A .gitignore that is there stays as it is; anything else in the way ends the run before a file is written.
    let is_ours_to_write = |path: &str| !(path == ".gitignore" && folder.join(path).exists());
    let files: Vec<_> = FILES.iter().filter(|(path, _)| is_ours_to_write(path)).collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| folder.join(path).symlink_metadata().is_ok()) {
        return Err(Error::with_help(
            format!("{} is there already, and nothing was written", shown(&arguments.dir, path)),
            "start in an empty folder, or go on with what is there: handover check",
        ));
    }
    for (path, text) in files {
        output::create_file(&folder.join(path), text)?;
        if !globals.quiet {
            writeln!(streams.out, "wrote {}", visible(&shown(&arguments.dir, path)))?;
        }
    }
    if !globals.quiet {
        writeln!(streams.out, "\nnext: name your people in site.toml, then run: handover check")?;
    }
    Ok(Outcome::Clean)
}

/// A path as one would type it from here.
fn shown(folder: &Path, path: &str) -> String {
    if folder == Path::new(".") { path.to_owned() } else { folder.join(path).display().to_string() }
}
