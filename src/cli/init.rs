//! `handover init`: a site to start from.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::outcome::Outcome;
use crate::app::start_folder;
use crate::model::Error;
use crate::output;
use crate::text::control::visible;

/// Start a site: write site.toml, three example notes and a .gitignore
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the new site
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// The files of a new site.
const FILES: [(&str, &str); 5] = [
    ("site.toml", include_str!("init/site.toml")),
    ("content/brand/voice.md", include_str!("init/voice.md")),
    ("content/social/captions.md", include_str!("init/captions.md")),
    ("content/social/posting-times.md", include_str!("init/posting-times.md")),
    (".gitignore", include_str!("init/gitignore")),
];

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    let folder = start_folder(context.globals.root.as_deref())?.join(&arguments.dir);
    // An existing .gitignore is kept. Any other existing file ends the run before anything is written.
    let is_written = |path: &str| !(path == ".gitignore" && folder.join(path).exists());
    let files: Vec<_> = FILES.iter().filter(|(path, _)| is_written(path)).collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| folder.join(path).symlink_metadata().is_ok()) {
        return Err(Error::with_help(
            format!("{} already exists, so nothing was written", typed(&arguments.dir, path)),
            "start in an empty folder, or check the site that is here: handover check",
        ));
    }
    for (path, text) in files {
        output::create_file(&folder.join(path), text)?;
        context.say(format!("wrote {}", visible(&typed(&arguments.dir, path))))?;
    }
    context.say("\nnext: write your people into site.toml, then run: handover check")?;
    Ok(Outcome::Clean)
}

/// A path from the current folder, as a user would type it.
fn typed(folder: &Path, path: &str) -> String {
    if folder == Path::new(".") { path.to_owned() } else { folder.join(path).display().to_string() }
}
