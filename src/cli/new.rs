//! `handover new ID`: a note with the common keys.

use super::{Globals, Outcome, Streams, site};
use crate::model::Error;
use crate::output;
use crate::text::suggest::did_you_mean;
use crate::text::words::visible;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Its path below the content folder, without .md, such as brand/captions
    #[arg(value_name = "ID")]
    id: String,
    /// What is done, in one line
    #[arg(long)]
    title: String,
    /// The one accountable person, an id of `[people]`
    #[arg(long)]
    owner: String,
}

const COMMON_KEYS: &str = r#"# delegate = ""               # who does it, if not the owner
status = "active"             # proposed, active, blocked, done or dropped
# work = "execution"          # direction (what and why), judgment, execution (how and when)
# area = "content"            # content, distribution, tooling, visibility or your own word
# cadence = "weekly"          # once, daily, weekly, biweekly, monthly or quarterly
# hours = 2                   # a week, of whoever does it
# framework = ""              # the note or file it follows
+++

"#;

pub(super) fn run(arguments: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let (root, config, _) = site::settings(globals)?;
    let id = arguments.id.strip_suffix(".md").unwrap_or(&arguments.id);
    check_id(id)?;
    for (what, text) in [("title", &arguments.title), ("owner", &arguments.owner)] {
        if text.trim().is_empty() || text.chars().any(char::is_control) {
            return Err(Error::new(format!("--{what} has to be a line of text")));
        }
    }
    if !config.people.is_empty() && config.person(&arguments.owner).is_none() {
        let near = did_you_mean(&arguments.owner, config.people.keys().map(String::as_str));
        let known: Vec<&str> = config.people.keys().map(String::as_str).collect();
        let help = if near.is_empty() { format!("known are {}", known.join(", ")) } else { near };
        return Err(Error::with_help(format!("there is nobody called {} in [people]", arguments.owner), help));
    }
    let path = format!("{}/{id}.md", config.content);
    let text = format!(
        "+++\ntitle = {}\nowner = {}\n{COMMON_KEYS}",
        toml::Value::from(arguments.title.trim()),
        toml::Value::from(arguments.owner.trim())
    );
    output::create_file(&root.join(&path), &text)?;
    if !globals.quiet {
        writeln!(streams.out, "wrote {}", visible(&path))?;
    }
    Ok(Outcome::Clean)
}

/// Nothing that the reader would skip or that would lead elsewhere.
fn check_id(id: &str) -> Result<(), Error> {
    let is_good = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with(['.', '_', '-'])
            && !segment.chars().any(|c| c.is_control() || c == '\\')
    };
    if id.split('/').all(is_good) {
        return Ok(());
    }
    Err(Error::with_help(
        format!("\"{id}\" is not a good id for a note"),
        "use folders and a name, such as brand/captions; none of them may be empty or start with `.`, `_` or `-`",
    ))
}
