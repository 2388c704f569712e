//! Reads site.toml.
//!
//! Takes the file; gives the settings, or one error that lists everything invalid. Also finds the folder of the site.

use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::file;
use super::sources::slashed;
use crate::model::{
    BaseUrl, Config, Error, Fields as _, Problem, ProblemKind, Settings, Span, TomlFile, TomlTable, date,
    may_hold_password, read_table,
};

/// Reads the settings in `file` of the site at `root`. Dates of past events must not be after `today`.
pub(crate) fn settings(root: &Path, file: &Path, today: Option<Date>, clock: Date) -> Result<Config, Error> {
    let text = file::text(file)?;
    let below = file.strip_prefix(root).ok().or_else(|| file.file_name().map(Path::new));
    let name = below.map_or_else(String::new, slashed);
    parse(&name, text, today, clock)
}

/// Reads the settings of an earlier revision from the text of their file. Messages call the file `name`.
pub(crate) fn settings_of_revision(name: &str, text: String, today: Date) -> Result<Config, Error> {
    parse(name, text, Some(today), today)
}

/// Reads the settings from the text of a site.toml.
#[cfg(any(test, fuzzing))]
pub(crate) fn settings_from_text(text: &str, today: Date) -> Result<Config, Error> {
    settings_of_revision("site.toml", text.to_owned(), today)
}

/// The nearest folder with a site.toml, from `start` upward.
pub(crate) fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join("site.toml").is_file()).map(Path::to_owned)
}

/// The git work tree that contains `folder`, and the path of `folder` below it: empty, or with a `/` at its end.
pub(crate) fn git_root(folder: &Path) -> Option<(&Path, String)> {
    let git = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    let below = folder.strip_prefix(git).map(slashed).unwrap_or_default();
    Some((git, if below.is_empty() { below } else { format!("{below}/") }))
}

/// The audit's date is `today` if given, else the one in the file, else `clock`.
fn parse(path: &str, text: String, today: Option<Date>, clock: Date) -> Result<Config, Error> {
    let (table, errors) = DeTable::parse_recoverable(&text);
    let own_today = table.get_ref().get("audit").and_then(|audit| own_today(audit.get_ref()));
    let file = TomlFile::new(path, &text, 0, today.or(own_today).unwrap_or(clock));
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let message = format!("{path} is not valid TOML: {}", error.message());
        let help = "correct this line: strings are in quotes, dates and numbers are not".to_owned();
        file.report(ProblemKind::Unreadable, Span::new(span.start, span.end), message, help);
    }
    let top = TomlTable::top(&file, table.get_ref(), path, Span::default(), Settings::FIELDS);
    let settings = read_table::<Settings>(&top);
    let (unknown, fatal): (Vec<_>, Vec<_>) =
        file.into_problems().into_iter().partition(|problem| problem.kind == ProblemKind::UnknownField);
    if let Some(settings) = settings.filter(|_| fatal.is_empty()) {
        drop(table);
        return Ok(Config { path: path.to_owned(), text, settings, problems: unknown });
    }
    let secret = secret(table.get_ref());
    drop(table);
    let text = match secret {
        Some(place) => covered(&text, &place),
        None => text,
    };
    Err(Error::Config { text, problems: worth_saying(fatal, unknown) })
}

/// The problems to report for invalid settings, in the order of their lines.
fn worth_saying(fatal: Vec<Problem>, unknown: Vec<Problem>) -> Vec<Problem> {
    let is_broken = fatal.iter().any(|problem| problem.kind == ProblemKind::Unreadable);
    let mut problems: Vec<_> = fatal
        .into_iter()
        // The parser keeps only a part of broken TOML, and makes up values.
        .filter(|problem| !is_broken || !(problem.kind == ProblemKind::MissingField || problem.is_about_nothing()))
        .chain(unknown)
        .collect();
    problems.sort_by_key(|problem| (problem.location.line, problem.kind, problem.location.span));
    if is_broken {
        // If a line is broken, other problems on the same line are not reported.
        problems.dedup_by_key(|problem| problem.location.line);
    }
    problems
}

/// The place of a refused address that may hold a password.
fn secret(top: &DeTable<'_>) -> Option<Range<usize>> {
    let address = top.get("site")?.get_ref().as_table()?.get("base_url")?;
    let text = address.get_ref().as_str()?;
    (BaseUrl::parse(text).is_err() && may_hold_password(text)).then(|| address.span())
}

/// The text with stars in `place`, because errors show parts of it. The numbers of bytes and lines stay the same.
fn covered(text: &str, place: &Range<usize>) -> String {
    let hidden = text[place.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { '*' });
    [&text[..place.start], &hidden.collect::<String>(), &text[place.end..]].concat()
}

fn own_today(audit: &DeValue<'_>) -> Option<Date> {
    date(audit.as_table()?.get("today")?.get_ref())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn parse_text(text: &str) -> Result<Config, Error> {
        parse("site.toml", text.to_owned(), None, date(2026, 11, 21))
    }

    #[test]
    fn title_alone_is_enough_and_defaults_apply() {
        let config = parse_text("[site]\ntitle = \"X\"\n").expect("it is valid");
        assert_eq!((config.content.dir.as_str(), config.build.dir.as_str()), ("content", "public"));
        assert!(config.people.is_empty() && config.problems.is_empty());
    }

    #[test]
    fn all_invalid_values_are_listed_at_once() {
        let text = "[site]\nlanguage = 3\n[people.A]\nname = \"A\"\n[people.b]\nrole = \"boss\"\ncapacity = 200\n[audit.severity]\nN01 = \"loud\"\n";
        let Err(Error::Config { problems, .. }) = parse_text(text) else { panic!("it must be refused") };
        let lines: Vec<_> = problems.iter().map(|problem| problem.location.line).collect();
        assert_eq!(lines, [1, 2, 3, 6, 7, 9]);
    }

    #[test]
    fn language_has_to_be_a_tag() {
        for (tag, is_valid) in [
            ("en", true),
            ("de-CH-1996", true),
            ("zh-Hant", true),
            ("e", false),
            ("x y", false),
            ("en-", false),
            ("en_GB", false),
            ("1en", false),
            ("abcdefghi", false),
            ("\\\"><script>", false),
        ] {
            let parsed = parse_text(&format!("[site]\ntitle = \"X\"\nlanguage = \"{tag}\"\n"));
            assert_eq!(parsed.is_ok(), is_valid, "{tag}");
        }
    }

    #[test]
    fn password_in_an_address_is_not_shown() {
        for address in
            ["\"https://nora:secret@example.com/\"", "'https://nora:secret/x@exa mple.com'", "'nora:secret@x'"]
        {
            let text = format!("[site]\nbase_url = {address} # ours\n");
            let Err(Error::Config { text: shown, problems }) = parse_text(&text) else { panic!("it must be refused") };
            assert!(problems.iter().any(|problem| problem.message.ends_with("`site.base_url`")), "{problems:?}");
            assert!(!format!("{shown}{problems:?}").contains("secret"), "{shown} {problems:?}");
            assert_eq!((shown.len(), shown.ends_with(" # ours\n")), (text.len(), true));
        }
    }

    #[test]
    fn broken_line_gives_one_problem() {
        let Err(Error::Config { problems, .. }) = parse_text("[site]\ntitle = = \"x\"\n") else {
            panic!("it must be refused")
        };
        let said: Vec<_> = problems.iter().map(|problem| (problem.kind, problem.location.line)).collect();
        assert_eq!(said, [(ProblemKind::Unreadable, 2)]);
    }

    #[test]
    fn broken_toml_is_reported_as_such() {
        let Err(Error::Config { problems, .. }) = parse_text("bad = [\n[site]\ntitle = \"X\"\n") else {
            panic!("it must be refused")
        };
        assert!(
            problems.iter().any(|problem| problem.message.starts_with("site.toml is not valid TOML")),
            "{problems:?}"
        );
        let Err(Error::Config { problems, .. }) = parse_text("bad = [") else { panic!("it must be refused") };
        assert_eq!(problems.len(), 1, "the salvaged key is not reported beside it: {problems:?}");
    }

    #[test]
    fn unknown_key_does_not_end_the_run() {
        let config = parse_text("[site]\ntitle = \"X\"\nbase_ulr = \"x\"\n").expect("it is valid");
        assert_eq!(config.problems[0].help, "did you mean `base_url`?");
    }

    #[test]
    fn past_date_after_the_date_in_the_file_is_invalid() {
        let text = "[site]\ntitle = \"X\"\n[audit]\ntoday = 2025-01-01\n[anchors.a]\ntitle = \"A\"\n[[anchors.a.key_results]]\nas_of = 2026-01-01\n";
        let Err(Error::Config { problems, .. }) = parse_text(text) else { panic!("it must be refused") };
        assert_eq!(problems[0].location.line, 8);
    }
}
