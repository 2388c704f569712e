//! Reads site.toml.
//!
//! Takes the file; gives the settings, or one error that lists everything invalid. Also finds the folder of the site.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use ::toml::de::{DeTable, DeValue};
use jiff::civil::Date;

use super::{Keys, Sheet, allow, slashed};
use crate::model::{
    Anchor, At, AuditSettings, BaseUrl, Config, Decision, Error, KeyResult, NeverLine, NorthStar, Person, ProblemKind,
    Role, Span, SubjectAllow, may_hold_password,
};

/// Reads the settings in `file`, of the site at `root`. `today` bounds dates that cannot lie in the future.
pub(crate) fn settings(root: &Path, file: &Path, today: Option<Date>, clock: Date) -> Result<Config, Error> {
    let text = super::text(file)?;
    let below = file.strip_prefix(root).ok().or_else(|| file.file_name().map(Path::new));
    let name = below.map_or_else(String::new, slashed);
    parse(&name, text, today, clock)
}

/// Reads the settings from the text the file had at an earlier revision, where it was called `name`.
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

/// The git work tree that `folder` lies in, and the path of `folder` below it: empty, or ending with `/`.
pub(crate) fn git_root(folder: &Path) -> Option<(&Path, String)> {
    let git = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    let below = folder.strip_prefix(git).map(slashed).unwrap_or_default();
    Some((git, if below.is_empty() { below } else { format!("{below}/") }))
}

/// `today` is the date asked for, if any; else the file's own counts, else `clock`.
fn parse(path: &str, text: String, today: Option<Date>, clock: Date) -> Result<Config, Error> {
    let (table, errors) = DeTable::parse_recoverable(&text);
    let own_today = table.get_ref().get("audit").and_then(|audit| own_today(audit.get_ref()));
    let sheet = Sheet::new(path, &text, 0, today.or(own_today).unwrap_or(clock));
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let message = format!("{path} is not valid TOML: {}", error.message());
        sheet.report(ProblemKind::Unreadable, Span::new(span.start, span.end), message, "mend this line".to_owned());
    }
    let keys = Keys::top(&sheet, table.get_ref());
    let mut config = read(&keys, &sheet);
    let (unknown, fatal): (Vec<_>, Vec<_>) =
        sheet.into_problems().into_iter().partition(|problem| problem.kind == ProblemKind::UnknownField);
    if fatal.is_empty() {
        config.problems = unknown;
        path.clone_into(&mut config.path);
        drop(table);
        config.text = text;
        return Ok(config);
    }
    let is_broken = fatal.iter().any(|problem| problem.kind == ProblemKind::Unreadable);
    let mut problems: Vec<_> = fatal
        .into_iter()
        // Where the TOML itself is broken, what was salvaged misses keys that are there, and has values that are not.
        .filter(|problem| !is_broken || !(problem.kind == ProblemKind::MissingField || problem.is_about_nothing()))
        .chain(unknown)
        .collect();
    problems.sort_by_key(|problem| (problem.location.line, problem.kind, problem.location.span));
    if is_broken {
        // What was salvaged of a broken line says less than that it is broken.
        problems.dedup_by_key(|problem| problem.location.line);
    }
    let secret = secret(table.get_ref());
    drop(table);
    let text = match secret {
        Some(place) => covered(&text, &place),
        None => text,
    };
    Err(Error::Config { text, problems })
}

/// Where an address stands that is refused and may hold a password.
fn secret(top: &DeTable<'_>) -> Option<Range<usize>> {
    let address = top.get("site")?.get_ref().as_table()?.get("base_url")?;
    let text = address.get_ref().as_str()?;
    (BaseUrl::parse(text).is_err() && may_hold_password(text)).then(|| address.span())
}

/// The text with `place` made unreadable for the snippets that errors show: as many bytes, in as many lines.
fn covered(text: &str, place: &Range<usize>) -> String {
    let hidden = text[place.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { '*' });
    [&text[..place.start], &hidden.collect::<String>(), &text[place.end..]].concat()
}

fn own_today(audit: &DeValue<'_>) -> Option<Date> {
    let date = audit.as_table()?.get("today")?.get_ref().as_datetime()?.date?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

fn read(keys: &Keys<'_>, sheet: &Sheet<'_>) -> Config {
    let site = keys.table("site").map(|(keys, span)| {
        let found = (keys.text("title"), keys.text("base_url"), keys.text("language"), keys.text("description"));
        if !keys.has("title") {
            keys.report_missing(span, &["title"], "write title = \"…\" below [site]");
        }
        keys.finish(&[]);
        found
    });
    if !keys.has("site") {
        let help = "write: [site] and below it title = \"…\"".to_owned();
        sheet.report(ProblemKind::MissingField, Span::default(), "there is no [site]".to_owned(), help);
    }
    let (title, base_url, language, description) = site.unwrap_or_default();
    let config = Config {
        path: String::new(),
        text: String::new(),
        title: title.map(value).unwrap_or_default(),
        base_url: base_url.and_then(|url| address(sheet, &url)),
        language: language.and_then(|tag| language_tag(sheet, tag)).unwrap_or_else(|| "en".to_owned()),
        description: description.map(value),
        content: folder(keys, "content", "content"),
        out: folder(keys, "build", "public"),
        people: entries(keys, "people", person),
        north_star: keys.table("north_star").and_then(|(keys, span)| {
            let (title, why) = (required(&keys, span, "title"), keys.text("why").map(value));
            keys.finish(&[]);
            title.map(|title| NorthStar { title: title.value, why })
        }),
        anchors: entries(keys, "anchors", anchor),
        decisions: entries(keys, "decisions", decision),
        never: entries(keys, "never", never_line),
        audit: audit(keys),
        extra: keys.free("extra"),
        problems: Vec::new(),
    };
    keys.finish(&[]);
    config
}

fn value<T>(at: At<T>) -> T {
    at.value
}

fn values<T>(items: Vec<At<T>>) -> Vec<T> {
    items.into_iter().map(value).collect()
}

fn address(sheet: &Sheet<'_>, url: &At<String>) -> Option<BaseUrl> {
    let report = |help: &str| {
        let message = format!("{} is not a valid `site.base_url`", BaseUrl::refused(url));
        sheet.report(ProblemKind::InvalidValue, url.span, message, help.to_owned());
    };
    BaseUrl::parse(url).map_err(report).ok()
}

/// A tag as browsers take it, by its form.
fn language_tag(sheet: &Sheet<'_>, tag: At<String>) -> Option<String> {
    let is_short = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or_default();
    if tag.split('-').all(is_short) && first.len() > 1 && first.chars().all(|c| c.is_ascii_alphabetic()) {
        return Some(tag.value);
    }
    let message = format!("\"{}\" is not a valid `site.language`", tag.value);
    let help = "write the tag of the language, such as \"en\", \"de\" or \"pt-BR\"".to_owned();
    sheet.report(ProblemKind::InvalidValue, tag.span, message, help);
    None
}

/// `dir` of a table such as `[content]`; it stays below the site's root.
fn folder(keys: &Keys<'_>, table: &'static str, default: &str) -> String {
    let Some((keys, _)) = keys.table(table) else { return default.to_owned() };
    let dir = keys.text("dir");
    keys.finish(&[]);
    match dir {
        Some(dir) if dir.starts_with('/') || dir.split(['/', '\\']).any(|part| part == "..") => {
            let help = format!("name a folder below the one of site.toml, such as \"{default}\"");
            keys.refuse("dir", format!("\"{}\" is not below the site's root", dir.value), help);
            default.to_owned()
        }
        Some(dir) => {
            let parts = dir.split('/').filter(|part| !part.is_empty() && *part != ".");
            parts.collect::<Vec<_>>().join("/")
        }
        None => default.to_owned(),
    }
}

fn required(keys: &Keys<'_>, span: Span, key: &'static str) -> Option<At<String>> {
    let found = keys.text(key);
    if !keys.has(key) {
        keys.report_missing(span, &[key], &format!("write {key} = \"…\" below this header"));
    }
    found
}

fn entries<T>(keys: &Keys<'_>, table: &'static str, read: impl Fn(At<String>, &Keys<'_>) -> T) -> BTreeMap<String, T> {
    let Some((keys, _)) = keys.table(table) else { return BTreeMap::new() };
    keys.entries()
        .into_iter()
        .map(|(id, keys)| {
            let name = id.value.clone();
            let entry = read(id, &keys);
            keys.finish(&[]);
            (name, entry)
        })
        .collect()
}

fn person(id: At<String>, keys: &Keys<'_>) -> Person {
    let capacity = keys.hours("capacity");
    Person {
        name: keys.text("name").map_or_else(|| id.value.clone(), value),
        role: keys.word("role").map_or(Role::Member, value),
        title: keys.text("title").map(value),
        level: keys.word("level").map(value),
        capacity_span: capacity.as_ref().map(|capacity| capacity.span),
        capacity: capacity.map(value),
        skills: values(keys.texts("skills")),
        interests: values(keys.texts("interests")),
        unknown: keys.unknown(),
        id,
    }
}

fn anchor(id: At<String>, keys: &Keys<'_>) -> Anchor {
    Anchor {
        title: required(keys, id.span, "title").unwrap_or_else(|| At::new(String::new(), id.span)),
        owner: keys.text("owner"),
        objective: keys.text("objective"),
        due: keys.date("due"),
        metric: keys.text("metric"),
        target: keys.number("target"),
        key_results: keys
            .tables("key_results")
            .into_iter()
            .map(|(keys, _)| {
                let found = KeyResult {
                    metric: keys.text("metric"),
                    baseline: keys.number("baseline"),
                    target: keys.number("target"),
                    current: keys.number("current"),
                    as_of: keys.past_date("as_of"),
                };
                keys.finish(&[]);
                found
            })
            .collect(),
        id,
    }
}

fn decision(id: At<String>, keys: &Keys<'_>) -> Decision {
    Decision {
        title: required(keys, id.span, "title").map(value).unwrap_or_default(),
        frequency: keys.word("frequency"),
        impact: keys.word("impact"),
        by: keys.texts("by"),
        authority: keys.word("authority"),
        limits: keys.text("limits").map(value),
        unknown: keys.unknown(),
        id,
    }
}

fn never_line(id: At<String>, keys: &Keys<'_>) -> NeverLine {
    NeverLine {
        title: keys.text("title").map(value),
        instead: keys.text("instead").map(value),
        phrases: keys.texts("phrases"),
        id,
    }
}

fn audit(keys: &Keys<'_>) -> AuditSettings {
    let mut settings = AuditSettings {
        max_leader_dependence: 0.30,
        max_exception_share: 0.20,
        stale_after_days: 30,
        today: None,
        severity: Vec::new(),
        allows: Vec::new(),
    };
    let Some((keys, _)) = keys.table("audit") else { return settings };
    if let Some(share) = keys.share("max_leader_dependence") {
        settings.max_leader_dependence = share.value;
    }
    if let Some(share) = keys.share("max_exception_share") {
        settings.max_exception_share = share.value;
    }
    if let Some(days) = keys.days("stale_after_days") {
        settings.stale_after_days = days.value;
    }
    settings.today = keys.date("today").map(value);
    if let Some((keys, _)) = keys.table("severity") {
        settings.severity = severities(&keys);
    }
    for (keys, span) in keys.tables("allow") {
        let subject = keys.text("subject");
        if let Some(allow) = allow(&keys, span, &[]) {
            settings.allows.push(SubjectAllow { allow, subject, unknown: keys.unknown() });
        }
    }
    keys.finish(&[]);
    settings
}

fn severities(keys: &Keys<'_>) -> Vec<(At<String>, String)> {
    const VALID: [&str; 4] = ["off", "info", "warning", "error"];
    let mut severities = Vec::new();
    for (rule, found) in keys.pairs() {
        match found.as_str() {
            Some(word) if VALID.contains(&word) => severities.push((rule, word.to_owned())),
            _ => keys.refuse_pair(&rule, "valid are off, info, warning or error"),
        }
    }
    severities
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn parse_text(text: &str) -> Result<Config, Error> {
        parse("site.toml", text.to_owned(), None, date(2026, 11, 21))
    }

    #[test]
    fn three_lines_are_a_site() {
        let config = parse_text("[site]\ntitle = \"X\"\n").expect("it is valid");
        assert_eq!((config.content.as_str(), config.out.as_str()), ("content", "public"));
        assert!(config.people.is_empty() && config.problems.is_empty());
    }

    #[test]
    fn everything_invalid_is_listed_at_once() {
        let text = "[site]\nlanguage = 3\n[people.A]\nname = \"A\"\n[people.b]\nrole = \"boss\"\ncapacity = 200\n[audit.severity]\nN01 = \"loud\"\n";
        let Err(Error::Config { problems, .. }) = parse_text(text) else { panic!("it must be refused") };
        let lines: Vec<_> = problems.iter().map(|problem| problem.location.line).collect();
        assert_eq!(lines, [1, 2, 3, 6, 7, 9]);
    }

    #[test]
    fn a_language_is_a_tag() {
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
    fn a_password_in_an_address_is_not_repeated() {
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
    fn of_a_broken_line_nothing_is_made_up() {
        let Err(Error::Config { problems, .. }) = parse_text("[site]\ntitle = = \"x\"\n") else {
            panic!("it must be refused")
        };
        let said: Vec<_> = problems.iter().map(|problem| (problem.kind, problem.location.line)).collect();
        assert_eq!(said, [(ProblemKind::Unreadable, 2)]);
    }

    #[test]
    fn broken_toml_is_called_that() {
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
    fn unknown_keys_do_not_end_the_run() {
        let config = parse_text("[site]\ntitle = \"X\"\nbase_ulr = \"x\"\n").expect("it is valid");
        assert_eq!(config.problems[0].help, "did you mean `base_url`?");
    }

    #[test]
    fn a_date_in_the_file_bounds_what_has_happened() {
        let text = "[site]\ntitle = \"X\"\n[audit]\ntoday = 2025-01-01\n[anchors.a]\ntitle = \"A\"\n[[anchors.a.key_results]]\nas_of = 2026-01-01\n";
        let Err(Error::Config { problems, .. }) = parse_text(text) else { panic!("it must be refused") };
        assert_eq!(problems[0].location.line, 8);
    }
}
