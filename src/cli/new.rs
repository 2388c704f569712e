//! `handover new ID`: a note with the common keys.

use super::context::Context;
use super::outcome::Outcome;
use crate::model::Error;
use crate::output;
use crate::text::control::visible;
use crate::text::suggest::did_you_mean;

/// Start a note with the most common keys
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The path of the note below the content folder, without .md, such as brand/captions
    #[arg(value_name = "ID")]
    id: String,
    /// The work, in one line
    #[arg(long)]
    title: String,
    /// The person accountable for it: an id from `[people]`
    #[arg(long)]
    owner: String,
}

const COMMON_KEYS: &str = r#"# delegate = ""               # the person who does it, if not the owner
status = "active"             # proposed, active, blocked, done or dropped
# work = "execution"          # direction (what and why), judgment or execution (how and when)
# area = "content"            # content, distribution, tooling, visibility or your own word
# cadence = "weekly"          # once, daily, weekly, biweekly, monthly or quarterly
# hours = 2                   # hours a week of the person who does it
# framework = ""              # the guide it follows: a note id, a file or an address
+++

"#;

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    let location = context.location()?;
    let (config, _) = location.settings(context.globals.today)?;
    let id = arguments.id.strip_suffix(".md").unwrap_or(&arguments.id);
    refuse_invalid_id(id)?;
    for (flag, text) in [("title", &arguments.title), ("owner", &arguments.owner)] {
        if text.trim().is_empty() || text.chars().any(char::is_control) {
            return Err(Error::with_help(
                format!("--{flag} is empty or has control characters"),
                format!("give one line of text: --{flag} \"…\""),
            ));
        }
    }
    if !config.people.is_empty() && config.person(&arguments.owner).is_none() {
        let near = did_you_mean(&arguments.owner, config.people.keys().map(String::as_str));
        let known: Vec<&str> = config.people.keys().map(String::as_str).collect();
        let help = if near.is_empty() { format!("the people are {}", known.join(", ")) } else { near };
        return Err(Error::with_help(format!("there is nobody called {} in [people]", arguments.owner), help));
    }
    let path = format!("{}/{id}.md", config.content.dir);
    let text = format!(
        "+++\ntitle = {}\nowner = {}\n{COMMON_KEYS}",
        toml::Value::from(arguments.title.trim()),
        toml::Value::from(arguments.owner.trim())
    );
    output::create_file(&location.root.join(&path), &text)?;
    context.say(format!("wrote {}", visible(&path)))?;
    Ok(Outcome::Clean)
}

/// Refuses ids that `check` would skip or that lead out of the content folder.
fn refuse_invalid_id(id: &str) -> Result<(), Error> {
    let is_valid = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with(['.', '_', '-'])
            && !segment.chars().any(|c| c.is_control() || c == '\\')
    };
    if id.split('/').all(is_valid) {
        return Ok(());
    }
    Err(Error::with_help(
        format!("\"{id}\" is not a valid id for a note"),
        "use folders and a name, such as brand/captions; none of them may be empty or start with `.`, `_` or `-`",
    ))
}
