//! One file's text to one [`Note`], with every problem of the file at once.
//!
//! Takes the text; gives a note wherever there is front matter that parses, and the problems beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use ::toml::de::DeTable;
use jiff::civil::Date;

use super::audience::is_astray;
use super::front_matter::{self, Absent, Parts};
use super::{Keys, Outcome, Sheet, body};
use crate::model::{
    Allow, Approval, Area, At, Audience, Automation, Cadence, Flaw, Handover, HandsOn, Location, Note, Partner,
    Problem, ProblemKind, Retrospective, Review, Roadblock, Span, Status, Word as _,
};

/// Reads the note `id` at `path`.
pub(super) fn parse(id: String, path: String, text: String, today: Date) -> Outcome {
    let parts = match front_matter::split(&text) {
        Ok(parts) => parts,
        Err(absent) => {
            let problem = no_front_matter(&id, &path, &text, &absent);
            let flaw = if problem.kind == ProblemKind::NoNote { Flaw::NoNote } else { Flaw::Unreadable };
            return Outcome::unreadable(path, flaw, text, vec![problem]);
        }
    };
    let (draft, problems) = read_facts(&id, &path, &text, &parts, today);
    match draft {
        Some(facts) => {
            let body = body::survey(&text, parts.body, today);
            Outcome { note: Some(Arc::new(facts(id, path, text, body))), unreadable: None, problems }
        }
        None => Outcome::unreadable(path, Flaw::Unreadable, text, problems),
    }
}

/// A note whose own text is still to be moved in.
type Draft = Box<dyn FnOnce(String, String, String, crate::model::Body) -> Note>;

fn read_facts(id: &str, path: &str, text: &str, parts: &Parts, today: Date) -> (Option<Draft>, Vec<Problem>) {
    let toml = &text[parts.toml.clone()];
    let (table, errors) = DeTable::parse_recoverable(toml);
    let sheet = Sheet::new(path, text, parts.toml.start, today);
    let mut broken_lines = BTreeSet::new();
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let span = Span::new(parts.toml.start + span.start, parts.toml.start + span.end);
        let line = sheet.locate(span).line;
        if broken_lines.insert(line) {
            let message = format!("the front matter is not valid TOML: {}", error.message());
            let help = toml_help(error.message(), line_at(text, span.start)).to_owned();
            sheet.report(ProblemKind::Unreadable, span, message, help);
        }
    }
    let keys = Keys::top(&sheet, table.get_ref());
    let facts = facts(&keys, audience(&keys, table.get_ref()), id, &sheet, Span::new(0, text.find('\n').unwrap_or(3)));
    if broken_lines.is_empty() {
        return (Some(facts), sheet.into_problems());
    }
    // What was salvaged from broken TOML is only good for naming more problems, and only on lines that are whole.
    let mut problems = sheet.into_problems();
    problems.retain(|problem| {
        problem.kind == ProblemKind::Unreadable
            || !(problem.kind == ProblemKind::MissingField
                || problem.is_about_nothing()
                || broken_lines.contains(&problem.location.line))
    });
    (None, problems)
}

fn facts(keys: &Keys<'_>, audience: Audience, id: &str, sheet: &Sheet<'_>, opening: Span) -> Draft {
    let title = keys.text("title");
    let owner = keys.text("owner");
    let delegate = keys.text("delegate");
    let contributors = keys.texts("contributors");
    let status = keys.word::<Status>("status").map_or(Status::Active, |status| status.value);
    let work = keys.word("work");
    let area = keys.text("area").map(|area| At::new(Area::parse(&area.value.to_lowercase()), area.span));
    let cadence = keys.word("cadence");
    let hours = keys.hours("hours");
    let each = keys.length("each");
    let value = keys.word("value");
    let stakes = keys.word("stakes");
    let novelty = keys.word("novelty");
    let expertise = keys.word("expertise");
    let mut skills = keys.texts("skills");
    let mut seen = BTreeSet::new();
    skills.retain(|skill| seen.insert(skill.to_lowercase()));
    let anchor = keys.text("anchor");
    let framework = keys.text("framework");
    let kept_because = keys.word("kept_because");
    let tags = keys.texts("tags");
    let started = keys.date("started");
    let due = keys.date("due");
    let updated = keys.past_date("updated");
    let finished = keys.past_date("finished");
    let revisit = keys.date("revisit");
    let extra = keys.free("extra");

    if keys.has("hours") && keys.has("each") {
        keys.refuse(
            "each",
            "`each` and `hours` are both given".to_owned(),
            "keep one: `hours` is a week's work, `each` how long one time takes".to_owned(),
        );
    }
    if let (Some(owner), Some(delegate)) = (&owner, &delegate)
        && owner.value == delegate.value
    {
        let message = format!("`delegate` is \"{}\", who is the owner already", delegate.value);
        keys.refuse("delegate", message, "leave `delegate` out: the owner does the work then".to_owned());
    }
    for (key, is_missing, help) in [
        ("title", !keys.has("title"), "say in one line what is done: title = \"Write the weekly newsletter\""),
        ("owner", !keys.has("owner"), "name the one accountable person by their id in [people]: owner = \"…\""),
    ] {
        if is_missing {
            let message = format!("this note has no `{key}`");
            sheet.report(ProblemKind::MissingField, opening, message, help.to_owned());
        }
    }

    let tables = Tables::read(keys, delegate.is_some());
    keys.finish(&[]);

    let name = id.rsplit('/').next().unwrap_or(id).to_owned();
    let title = title.unwrap_or_else(|| At::new(name, opening));
    Box::new(move |id, path, text, body| Note {
        id,
        path,
        text,
        body,
        title,
        owner,
        delegate,
        contributors,
        status,
        work,
        area,
        cadence,
        hours,
        each,
        value,
        stakes,
        novelty,
        expertise,
        skills,
        anchor,
        framework,
        kept_because,
        tags,
        started,
        due,
        updated,
        finished,
        revisit,
        audience,
        approval: tables.approval.map(Box::new),
        review: tables.review.map(Box::new),
        handover: tables.handover.map(Box::new),
        automation: tables.automation.map(Box::new),
        hands_on: tables.hands_on.map(Box::new),
        roadblock: tables.roadblock.map(Box::new),
        partner: tables.partner.map(Box::new),
        retrospective: tables.retrospective.map(Box::new),
        allows: tables.allows,
        extra,
    })
}

/// Absent: the team. Invalid, mistyped or misplaced: leaders, for whoever wrote it wanted a limit.
fn audience(keys: &Keys<'_>, front_matter: &DeTable<'_>) -> Audience {
    match keys.word("audience") {
        _ if is_astray(front_matter) => Audience::Leaders,
        Some(audience) => audience.value,
        None if keys.has("audience") => Audience::Leaders,
        None => Audience::Team,
    }
}

struct Tables {
    approval: Option<Approval>,
    review: Option<Review>,
    handover: Option<Handover>,
    automation: Option<Automation>,
    hands_on: Option<HandsOn>,
    roadblock: Option<Roadblock>,
    partner: Option<Partner>,
    retrospective: Option<Retrospective>,
    allows: Vec<Allow>,
}

impl Tables {
    fn read(keys: &Keys<'_>, has_delegate: bool) -> Self {
        const TABLES: [&str; 10] = [
            "approval",
            "review",
            "handover",
            "automation",
            "hands_on",
            "roadblock",
            "partner",
            "retrospective",
            "allow",
            "extra",
        ];
        // Tables may stand below any header; only plain keys can land in the wrong one.
        let above: Vec<_> = keys.known().into_iter().filter(|key| !TABLES.contains(key)).collect();
        let table = |name| keys.table(name);
        Self {
            approval: table("approval").map(|(keys, _)| {
                let approval = Approval { by: keys.text("by"), of: keys.word("of"), hours: keys.hours("hours") };
                keys.finish(&above);
                approval
            }),
            review: table("review").map(|(keys, _)| {
                let review = Review { by: keys.text("by"), of: keys.word("of"), hours: keys.hours("hours") };
                keys.finish(&above);
                review
            }),
            handover: table("handover").map(|(keys, span)| handover(&keys, span, has_delegate, &above)),
            automation: table("automation").map(|(keys, span)| {
                let automation =
                    Automation { span, system: keys.text("system"), decisions_by: keys.text("decisions_by") };
                keys.finish(&above);
                automation
            }),
            hands_on: table("hands_on").map(|(keys, span)| {
                let hands_on = HandsOn {
                    span,
                    reasons: keys.words("reasons"),
                    since: keys.past_date("since"),
                    until: keys.date("until"),
                    successor: keys.text("successor"),
                };
                keys.finish(&above);
                hands_on
            }),
            roadblock: table("roadblock").map(|(keys, span)| {
                let roadblock =
                    Roadblock { span, what: keys.text("what"), since: keys.past_date("since"), by: keys.text("by") };
                keys.finish(&above);
                roadblock
            }),
            partner: table("partner").map(|(keys, _)| {
                let partner = Partner { name: keys.text("name"), level: keys.word("level") };
                keys.finish(&above);
                partner
            }),
            retrospective: table("retrospective").map(|(keys, _)| {
                let retrospective = Retrospective {
                    on: keys.past_date("on"),
                    worked: keys.text("worked"),
                    change: keys.text("change"),
                };
                keys.finish(&above);
                retrospective
            }),
            allows: keys.tables("allow").into_iter().filter_map(|(keys, span)| allow(&keys, span, &above)).collect(),
        }
    }
}

fn handover(keys: &Keys<'_>, span: Span, has_delegate: bool, above: &[&'static str]) -> Handover {
    let handover = Handover {
        span,
        from: keys.text("from"),
        kind: keys.word("kind"),
        on: keys.date("on"),
        authority: keys.word("authority"),
        why: keys.text("why"),
        success: keys.texts("success"),
        resources: keys.texts("resources"),
        decides: keys.texts("decides"),
        guardrails: keys.texts("guardrails"),
        kpis: keys.texts("kpis"),
        // A check-in that happens once is none.
        check_in: keys.word_among("check_in", &Cadence::ALL[1..]),
        last_check_in: keys.past_date("last_check_in"),
        support: keys.words("support"),
        shaped_by: keys.texts("shaped_by"),
        grows: keys.texts("grows"),
    };
    if !has_delegate && !keys.has("from") {
        keys.report_table(
            span,
            "[handover] names nobody: there is neither a `delegate` nor a `from`".to_owned(),
            "write `delegate` above the first table if the owner gave the work away, or `from` here if the owner took it"
                .to_owned(),
        );
    }
    keys.finish(above);
    handover
}

/// An acceptance counts only with all three keys.
pub(crate) fn allow(keys: &Keys<'_>, span: Span, above: &[&'static str]) -> Option<Allow> {
    let (rule, because, until) = (keys.text("rule"), keys.text("because"), keys.date("until"));
    keys.finish(above);
    let missing: Vec<&str> = ["rule", "because", "until"].into_iter().filter(|key| !keys.has(key)).collect();
    if !missing.is_empty() {
        keys.report_missing(span, &missing, "without all three of `rule`, `because` and `until` it counts for nothing");
    }
    Some(Allow { rule: rule?, because: because?, until: until? })
}

/// What most likely went wrong on a line that is not TOML.
fn toml_help(message: &str, line: &str) -> &'static str {
    let has_dotted_day =
        line.split(|c: char| !c.is_ascii_digit() && c != '.').any(|word| word.matches('.').count() == 2);
    if message.contains("duplicate") {
        "keep one of the two; a table that may repeat has double brackets each time: [[allow]]"
    } else if line.contains(['“', '”', '„', '‘', '’']) {
        "use straight quotes: \"…\""
    } else if has_dotted_day {
        "write days as 2026-12-01"
    } else {
        "mend this line; texts stand in quotes, days and numbers without, lists in [ ]"
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
        Absent::None if is_readme => (ProblemKind::NoNote, "this README has no front matter, so it is no task note"),
        Absent::Yaml => {
            (ProblemKind::Unreadable, "this note starts with `---` (YAML); Handover reads TOML between `+++`")
        }
        Absent::Late => (ProblemKind::Unreadable, "something stands before the first `+++`"),
        Absent::Unclosed => {
            (ProblemKind::Unreadable, "the front matter is not closed: a second line of `+++` is missing")
        }
        Absent::None => (ProblemKind::Unreadable, "this note has no front matter"),
    };
    let help = match absent {
        Absent::Late => "the file has to start with `+++`: remove the blank lines or text above it".to_owned(),
        Absent::Yaml if !is_readme => format!("replace `---` by `+++`, and `title: x` by `title = \"x\"`; or {START}"),
        Absent::Unclosed => "write `+++` on a line of its own below the last key".to_owned(),
        Absent::None if is_readme => {
            "leave it: it is skipped; or let its name start with `_` to silence this".to_owned()
        }
        _ => START.to_owned(),
    };
    let first_line = text.lines().next().unwrap_or_default().len();
    Problem { kind, location: Location::new(path, text, Span::new(0, first_line)), message: message.to_owned(), help }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn of_a_broken_line_nothing_is_made_up() {
        let text = "+++\nowner = \"nora\"\ntitle = = 1\nhours = 900\n+++\n";
        let parsed = parse("a".to_owned(), "a.md".to_owned(), text.to_owned(), date(2026, 11, 21));
        let said: Vec<_> = parsed.problems.iter().map(|problem| (problem.kind, problem.location.line)).collect();
        assert_eq!(said, [(ProblemKind::Unreadable, 3), (ProblemKind::InvalidValue, 4)]);
    }
}
