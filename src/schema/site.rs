//! The keys of site.toml, as `config::parse` reads them.

use super::key::Holds::{Date, Days, Entries, Free, Hours, Like, Number, Pairs, Share, Tables, Text, Texts, Word};
use super::key::{Holds, Table, all, key};
use super::note::ALLOW_KEYS;
use crate::model::{Authority, Cadence, Impact, Level, Role};

pub(super) const SITE: Table = Table {
    about: "Everything about a site but its notes.",
    keys: &[
        key("site", Holds::Table(&HEAD), HEAD.about).required(),
        key("content", Holds::Table(&CONTENT), CONTENT.about),
        key("build", Holds::Table(&BUILD), BUILD.about),
        key("people", Entries(&PERSON), "Everybody notes can name, by id."),
        key("north_star", Holds::Table(&NORTH_STAR), NORTH_STAR.about),
        key("anchors", Entries(&ANCHOR), "Goals that notes serve, by id."),
        key("decisions", Entries(&DECISION), "Who decides what, by id."),
        key(
            "never",
            Entries(&NEVER),
            "Lines of the never list: your own by ids of yours, or more words for one built in.",
        ),
        key("audit", Holds::Table(&AUDIT), AUDIT.about),
        key("extra", Free, "Yours; templates get it as it is."),
    ],
};

const HEAD: Table = Table {
    about: "The site as a whole.",
    keys: &[
        key("title", Text, "What it is called.").required(),
        key("base_url", Like(ADDRESS), "Where it is published; feed, sitemap and calendars need it, pages do not."),
        key("language", Like(LANGUAGE), "The language of the notes, such as en."),
        key("description", Text, "What it is about, in a sentence."),
    ],
};

/// What `config::BaseUrl` takes, but for hosts that are none.
const ADDRESS: &str = "^https?://[^/\\\\\\s?#@]+([/\\\\][^\\s?#]*)?$";

/// A language tag by its form, as `config::parse` has it.
const LANGUAGE: &str = "^\\s*[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\s*$";

/// A folder below the site's own.
const BELOW: &str = "^(?!\\s*/)(?!(.*[/\\\\])?\\s*\\.\\.\\s*([/\\\\]|$))[\\s\\S]*\\S";

const CONTENT: Table = Table {
    about: "Where the notes are.",
    keys: &[key("dir", Like(BELOW), "A folder below the one of site.toml; content, if left out.")],
};

const BUILD: Table = Table {
    about: "Where the site goes.",
    keys: &[key("dir", Like(BELOW), "A folder below the one of site.toml; public, if left out.")],
};

const PERSON: Table = Table {
    about: "Somebody notes can name; a system, too.",
    keys: &[
        key("name", Text, "How people call them; the id, if left out."),
        key("role", Word(all::<Role>), "What they are to the team; a member, if left out."),
        key("title", Text, "Their job."),
        key("level", Word(all::<Level>), "Their seniority."),
        key("capacity", Hours, "Hours a week they have."),
        key("skills", Texts, "What they can do."),
        key("interests", Texts, "What they would like to learn."),
    ],
};

const NORTH_STAR: Table = Table {
    about: "The one direction everything points to.",
    keys: &[key("title", Text, "What it is.").required(), key("why", Text, "What for.")],
};

const ANCHOR: Table = Table {
    about: "A goal: a number and a day, the path left open.",
    keys: &[
        key("title", Text, "What is to be reached.").required(),
        key("owner", Text, "Who answers for it, an id of [people]."),
        key("objective", Text, "What it would be like, in words."),
        key("due", Date, "By when."),
        key("metric", Text, "What is measured, where there are no key results."),
        key("target", Number, "The figure to reach."),
        key("key_results", Tables(&KEY_RESULT), KEY_RESULT.about),
    ],
};

const KEY_RESULT: Table = Table {
    about: "A measured step towards the objective.",
    keys: &[
        key("metric", Text, "What is measured."),
        key("baseline", Number, "The figure at the start."),
        key("target", Number, "The figure to reach."),
        key("current", Number, "The figure now."),
        key("as_of", Date, "When it was taken; not in the future."),
    ],
};

const DECISION: Table = Table {
    about: "A decision that comes up again.",
    keys: &[
        key("title", Text, "What is decided.").required(),
        key("frequency", Word(all::<Cadence>), "How often."),
        key("impact", Word(all::<Impact>), "How much it moves."),
        key("by", Texts, "Who decides: one alone, several together."),
        key("authority", Word(all::<Authority>), "The level of delegation."),
        key("limits", Text, "Inside which limits."),
    ],
};

const NEVER: Table = Table {
    about: "A line of the never list.",
    keys: &[
        key("title", Text, "What leaders should never do."),
        key("instead", Text, "What to do instead."),
        key("phrases", Texts, "Words it is recognised by in titles, tags and headings."),
    ],
};

const AUDIT: Table = Table {
    about: "What the audit is strict about.",
    keys: &[
        key("max_leader_dependence", Share, "For N13: how much recurring work may stop when leaders are away."),
        key("max_exception_share", Share, "For X06: how much of a leader's work may be exceptions."),
        key("stale_after_days", Days, "For A09: how long work may be without news."),
        key("today", Date, "The audit's date, for demonstrations and archives."),
        key("severity", Pairs(&["off", "info", "warning", "error"]), "Severities by id or name of a rule."),
        key("allow", Tables(&ALLOW), ALLOW.about),
    ],
};

const ALLOW: Table = {
    let [rule, because, until] = ALLOW_KEYS;
    Table {
        about: "Findings of one rule about a person, anchor, decision or the whole site accepted for a time.",
        keys: &[rule, because, until, key("subject", Text, "Whom or what it is about; the whole site, if left out.")],
    }
};
