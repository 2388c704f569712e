//! Calendars to subscribe to: check-ins, reviews, ends and due dates as days of RFC 5545.
//!
//! Takes a report and events; gives the text of an `.ics` file. The same events give the same bytes: time stamps are the
//! audit's date, and an event keeps its UID while its note keeps its id.

use icalendar::{Calendar, Component as _, Event, Property};
use jiff::civil::Date;

use crate::agenda::{self, About, Occasion};
use crate::model::page_path;
use crate::report::Report;
use crate::text::control::legible;
use crate::text::hash::short_hash;
use crate::text::words::list;

const PRODUCER: &str = "-//Handover//Delegation audit//EN";

/// A calendar called `name`.
pub(crate) fn ical<'e>(report: &Report<'_>, name: &str, events: impl IntoIterator<Item = &'e agenda::Event>) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", PRODUCER));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("X-WR-CALNAME", line(name)));
    calendar.extend(events.into_iter().map(|event| entry(report, event)));
    calendar.to_string()
}

/// An all-day event that does not block time.
fn entry(report: &Report<'_>, event: &agenda::Event) -> Event {
    let mut entry = Event::new();
    entry.append_property(Property::new("UID", uid(report, event)));
    entry.append_property(Property::new("DTSTAMP", format!("{}T000000Z", compact(report.audit.site.today))));
    entry.append_property(Property::new("DTSTART", compact(event.date)).append_parameter(("VALUE", "DATE")).done());
    entry.append_property(Property::new("SUMMARY", summary(report, event)));
    entry.append_property(Property::new("TRANSP", "TRANSPARENT"));
    let names: Vec<&str> = event.people.iter().map(|id| report.config().name_of(id)).collect();
    if !names.is_empty() {
        entry.append_property(Property::new("DESCRIPTION", line(&format!("For {}", list(&names)))));
    }
    if let Some(url) = url(report, &event.about) {
        entry.append_property(Property::new("URL", url));
    }
    entry.done()
}

/// Unique within a site; a hash, since ids may have any characters.
fn uid(report: &Report<'_>, event: &agenda::Event) -> String {
    let occasion = match &event.occasion {
        Occasion::Due => "due".to_owned(),
        Occasion::HandsOnEnds => "hands-on".to_owned(),
        Occasion::AcceptanceEnds(rule) => format!("acceptance-{}", rule.code()),
        Occasion::CheckIn => "check-in".to_owned(),
        Occasion::Revisit => "revisit".to_owned(),
    };
    let about = match &event.about {
        About::Note(at) => format!("note {}", report.note(*at).id),
        About::Anchor(id) => format!("anchor {id}"),
    };
    format!("{occasion}-{}@handover", short_hash(&about, 16))
}

fn summary(report: &Report<'_>, event: &agenda::Event) -> String {
    let title = match &event.about {
        About::Note(at) => report.note(*at).title.value.as_str(),
        About::Anchor(id) => report.config().anchors.get(id).map_or(id, |anchor| &anchor.title),
    };
    line(&format!("{}: {title}", event.happens(report.audit.site.today)))
}

/// The page of a note, if the site has a base URL.
fn url(report: &Report<'_>, about: &About) -> Option<String> {
    let base = report.config().site.base_url.as_ref()?;
    let About::Note(at) = about else { return None };
    // Calendars do not escape URLs; a valid address has no characters to escape.
    Some(base.join(&page_path(&report.note(*at).id)))
}

/// Any text as one short line without control characters: the calendar escape only covers line feeds.
fn line(text: &str) -> String {
    const LONGEST: usize = 200;
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = legible(&words.join(" "));
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn compact(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Agenda;
    use crate::audit::{Suppressions, run, samples};

    /// The calendar of one note of this title, below `[site]` and `[people]` as given.
    fn calendar(more: &str, title: &str) -> String {
        let config = samples::config(more);
        let text = format!(
            "+++\ntitle = \"{title}\"\nowner = \"nora\"\ndelegate = \"milo\"\ndue = 2026-11-16\n[handover]\n\
             check_in = \"weekly\"\nlast_check_in = 2026-11-16\n+++\n"
        );
        let notes = samples::notes([("a/b", text.as_str())]);
        let report = Report::new(run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
        ical(&report, &report.config().site.title, &Agenda::of(&report).events)
    }

    /// Name and value of each line of the file, unfolded.
    fn lines(calendar: &str) -> Vec<(String, String)> {
        let unfolded = icalendar::parser::unfold(calendar);
        let lines = unfolded.lines().filter_map(|line| line.split_once(':'));
        lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn event_is_an_all_day_event_stamped_with_the_audit_date() {
        let calendar = calendar("", "Captions; daily, short");
        assert!(calendar.contains("\r\nDTSTART;VALUE=DATE:20261123\r\n"), "{calendar}");
        assert!(calendar.contains("\r\nDTSTAMP:20261121T000000Z\r\n"), "{calendar}");
        assert!(calendar.contains("\r\nSUMMARY:Check-in: Captions\\; daily\\, short\r\n"), "{calendar}");
        assert!(calendar.contains("\r\nSUMMARY:Was due: Captions\\; daily\\, short\r\n"), "{calendar}");
        assert!(calendar.contains("\r\nDESCRIPTION:For Milo and Nora\r\n"), "{calendar}");
        assert!(!calendar.contains("URL"), "no base URL, no link");
    }

    #[test]
    fn hostile_title_adds_no_calendar_line() {
        let names = |calendar: &str| -> Vec<String> { lines(calendar).into_iter().map(|(name, _)| name).collect() };
        let plain = names(&calendar("", "Plain"));
        let long = "ü ".repeat(40_000);
        for title in [
            r"x\r\nATTACH:https://evil.example/x",
            r"x\nEND:VEVENT\nBEGIN:VALARM",
            r"x\rATTACH:https://evil.example/x",
            r"x\u0000\u001b[31m\u0085\u2028ATTACH:y",
            r"back\\nslash\\",
            r"a:b;c=\u0022d\u0022,e",
            r"\u202eevil",
            long.as_str(),
        ] {
            let calendar = calendar("", title);
            assert_eq!(names(&calendar), plain, "{title}");
            assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
            assert!(!calendar.replace("\r\n", "").contains(|c: char| c.is_control()), "{calendar:?}");
            let parsed: Calendar = calendar.parse().expect("a calendar");
            assert_eq!(parsed.events().count(), 2, "{title}");
        }
    }

    #[test]
    fn hostile_name_or_address_adds_no_calendar_line() {
        let config = |base: &str| {
            let text = format!(
                "[site]\ntitle = \"T\\r\\nX-EVIL:1,2\"\nbase_url = \"{base}\"\n[people.milo]\nname = \"M\\r\\nX-EVIL:2\"\n"
            );
            crate::input::settings_from_text(&text, samples::TODAY).expect("a site.toml")
        };
        let written = |base: &str| {
            let config = config(base);
            let notes = samples::notes([("a/B", "+++\ntitle = \"T\"\nowner = \"milo\"\ndue = 2026-12-01\n+++\n")]);
            let report = Report::new(run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
            ical(&report, &report.config().site.title, &Agenda::of(&report).events)
        };
        let calendar = written("https://example.com/x/");
        assert!(lines(&calendar).iter().all(|(name, _)| name != "X-EVIL"), "{calendar}");
        assert!(calendar.contains("URL:https://example.com/x/notes/a/b-"), "{calendar}");
        assert!(written("https://example.com/ü;,").contains("URL:https://example.com/%C3%BC;,/notes/a/b-"));
    }
}
