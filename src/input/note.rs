//! Reads one file into one [`Note`], with all problems of the file.
//!
//! Takes the text; gives a note if the front matter can be parsed, and the problems. The table of keys defines the
//! keys. This module checks what keys require of each other.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::DeTable;

use super::audience::is_unclear;
use super::body;
use super::front_matter::{self, Absent, Parts};
use super::outcome::Outcome;
use super::sources::{self, Source};
use crate::model::{
    At, Audience, Fields as _, Flaw, FrontMatter, Location, Note, Problem, ProblemKind, Span, TomlFile, TomlTable,
    read_table,
};

/// Reads the note of a source.
pub(super) fn read(source: Source, today: Date) -> Outcome {
    match sources::load(&source) {
        Ok(text) => parse(source.id, source.path, text, today),
        Err(refusal) => Outcome { note: None, unreadable: Some(refusal.file), problems: vec![refusal.problem] },
    }
}

/// Reads the note `id` at `path` from its text.
pub(super) fn parse(id: String, path: String, text: String, today: Date) -> Outcome {
    let parts = match front_matter::split(&text) {
        Ok(parts) => parts,
        Err(absent) => {
            let problem = no_front_matter(&id, &path, &text, &absent);
            let flaw = if problem.kind == ProblemKind::NoNote { Flaw::NoNote } else { Flaw::Unreadable };
            return Outcome::unreadable(path, flaw, text, vec![problem]);
        }
    };
    let (front_matter, problems) = read_front_matter(&path, &text, &parts, today);
    let Some(front_matter) = front_matter else {
        return Outcome::unreadable(path, Flaw::Unreadable, text, problems);
    };
    let body = body::survey(&text, parts.body, today);
    let name = || At::new(id.rsplit('/').next().unwrap_or(&id).to_owned(), first_line(&text));
    let title = front_matter.title.clone().unwrap_or_else(name);
    let note = Note { id, path, text, body, title, front_matter };
    Outcome { note: Some(Arc::new(note)), unreadable: None, problems }
}

fn read_front_matter(path: &str, text: &str, parts: &Parts, today: Date) -> (Option<FrontMatter>, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(&text[parts.toml.clone()]);
    let file = TomlFile::new(path, text, parts.toml.start, today);
    let mut broken_lines = BTreeSet::new();
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let span = Span::new(parts.toml.start + span.start, parts.toml.start + span.end);
        if broken_lines.insert(file.locate(span).line) {
            let message = format!("the front matter is not valid TOML: {}", error.message());
            let help = toml_help(error.message(), line_at(text, span.start)).to_owned();
            file.report(ProblemKind::Unreadable, span, message, help);
        }
    }
    let table = table.get_ref();
    let top = TomlTable::top(&file, table, "this note", first_line(text), FrontMatter::FIELDS);
    let mut front_matter = read_table::<FrontMatter>(&top);
    if let Some(found) = &mut front_matter {
        check_between_keys(found, &top);
        if is_unclear(table) {
            found.audience = Audience::Leaders;
        }
        let mut seen = BTreeSet::new();
        found.skills.retain(|skill| seen.insert(skill.to_lowercase()));
    }
    let mut problems = file.into_problems();
    if broken_lines.is_empty() {
        return (front_matter, problems);
    }
    // Broken TOML gives no note. Problems on its valid lines are still reported.
    problems.retain(|problem| {
        problem.kind == ProblemKind::Unreadable
            || !(problem.kind == ProblemKind::MissingField
                || problem.is_about_nothing()
                || broken_lines.contains(&problem.location.line))
    });
    (None, problems)
}

/// Checks what keys require of each other. `between_keys` in the table of keys says the same as JSON Schema.
fn check_between_keys(found: &FrontMatter, top: &TomlTable<'_>) {
    if top.has("hours") && top.has("each") {
        top.contradicts(
            "each",
            "`each` and `hours` are both given".to_owned(),
            "keep one of them: `hours` is the time for a week, `each` the time for one occurrence".to_owned(),
        );
    }
    if let (Some(owner), Some(delegate)) = (&found.owner, &found.delegate)
        && owner.value == delegate.value
    {
        let message = format!("`delegate` is \"{}\", who is also the owner", delegate.value);
        top.contradicts("delegate", message, "remove `delegate`: without it, the owner does the work".to_owned());
    }
    if let Some(handover) = &found.handover
        && found.delegate.is_none()
        && !top.has_below("handover", "from")
    {
        let help = "if the owner gave the work, write `delegate` above the first table; if the owner took it, write `from` \
                    below [handover]";
        top.report(
            ProblemKind::InvalidValue,
            handover.span,
            "[handover] needs a second person: `delegate` and `from` are missing".to_owned(),
            help.to_owned(),
        );
    }
}

/// The place of messages about the whole note.
fn first_line(text: &str) -> Span {
    Span::new(0, text.find('\n').unwrap_or(3))
}

/// The most likely fix for a line that is not TOML.
fn toml_help(message: &str, line: &str) -> &'static str {
    let has_dotted_day =
        line.split(|c: char| !c.is_ascii_digit() && c != '.').any(|word| word.matches('.').count() == 2);
    if message.contains("duplicate") {
        "keep one of the two; write double brackets for a table that may repeat: [[allow]]"
    } else if line.contains(['“', '”', '„', '‘', '’']) {
        "use straight quotes: \"…\""
    } else if has_dotted_day {
        "write dates as 2026-12-01"
    } else {
        "correct this line: strings are in quotes, dates and numbers are not, lists are in [ ]"
    }
}

fn line_at(text: &str, offset: usize) -> &str {
    let start = text.get(..offset).unwrap_or(text).rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or_default()
}

fn no_front_matter(id: &str, path: &str, text: &str, absent: &Absent) -> Problem {
    const START: &str = "start the file with:\n+++\ntitle = \"What is done\"\nowner = \"who is accountable\"\n+++";
    let is_readme = id.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("readme"));
    let (kind, message) = match absent {
        Absent::None if is_readme => (ProblemKind::NoNote, "this README has no front matter, so it is not a note"),
        Absent::Yaml => {
            (ProblemKind::Unreadable, "this note starts with `---` (YAML); Handover reads TOML between `+++`")
        }
        Absent::Late => (ProblemKind::Unreadable, "there is text or a blank line before the first `+++`"),
        Absent::Unclosed => (ProblemKind::Unreadable, "the front matter is not closed: the second `+++` is missing"),
        Absent::None => (ProblemKind::Unreadable, "this note has no front matter"),
    };
    let help = match absent {
        Absent::Late => "remove what is above it: the file has to start with `+++`".to_owned(),
        Absent::Yaml if !is_readme => {
            format!("replace `---` with `+++`, and `title: x` with `title = \"x\"`; or {START}")
        }
        Absent::Unclosed => "write `+++` on a line of its own below the last key".to_owned(),
        Absent::None if is_readme => {
            "nothing to do: it is skipped; to hide this message, start its name with `_`".to_owned()
        }
        _ => START.to_owned(),
    };
    let first_line = text.lines().next().unwrap_or_default().len();
    Problem {
        kind,
        location: Location::new(path, text, Span::new(0, first_line)),
        message: message.to_owned(),
        help,
        table: Span::default(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn broken_line_gives_one_problem_and_other_lines_are_checked() {
        let text = "+++\nowner = \"nora\"\ntitle = = 1\nhours = 900\n+++\n";
        let parsed = parse("a".to_owned(), "a.md".to_owned(), text.to_owned(), date(2026, 11, 21));
        let said: Vec<_> = parsed.problems.iter().map(|problem| (problem.kind, problem.location.line)).collect();
        assert_eq!(said, [(ProblemKind::Unreadable, 3), (ProblemKind::InvalidValue, 4)]);
    }
}
