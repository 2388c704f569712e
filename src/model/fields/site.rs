//! The keys of site.toml.

use serde_json::Value as Json;

use super::field::Field;
use super::kind::{Fields, Kind, Optional, Scalar, table};
use super::nested::{Entries, Free, List, Pairs, Plain, Rows, Section, Table, Tables};
use super::note::Allow;
use super::scalar::{Day, Days, Folder, Hours, Language, Number, PastDay, Share, Text};
use super::toml_table::TomlTable;
use crate::model::base_url::BaseUrl;
use crate::model::place::At;
use crate::model::vocabulary::{Authority, Cadence, Impact, Level, Role, SetSeverity};

table! {
    /// Everything about a site but its notes.
    Settings {
        site: Table<Site>, required;
        content: Section<Content>;
        build: Section<Build>;
        /// Everybody notes can name, by id.
        people: Entries<Person>;
        north_star: Table<NorthStar>;
        /// Goals that notes serve, by id.
        anchors: Entries<Anchor>;
        /// Who decides what, by id.
        decisions: Entries<Decision>;
        /// Lines of the never list: new ones by ids of your own, or more phrases for one that is built in.
        never: Entries<NeverLine>;
        audit: Section<AuditSettings>;
        /// Your own keys; templates get them as they are.
        extra: Free;
    }
}

table! {
    /// The site as a whole.
    Site {
        /// What it is called.
        title: Plain<Text>, required;
        /// Where it is published. Feed, sitemap and calendars need it, pages do not.
        base_url: Plain<BaseUrl>;
        /// The language of the notes.
        language: Language = "en";
        /// What it is about, in a sentence.
        description: Plain<Text>;
    }
}

table! {
    /// Where the notes are.
    Content {
        /// A folder below that of site.toml.
        dir: Folder = "content";
    }
}

table! {
    /// Where the site is written.
    Build {
        /// A folder below that of site.toml.
        dir: Folder = "public";
    }
}

table! {
    /// Somebody notes can name; also a system.
    Person by id {
        /// How people call them; the id, if left out.
        name: Plain<Text>;
        /// What they are to the team.
        role: Role = Role::Member;
        /// Their job.
        title: Plain<Text>;
        /// Their seniority.
        level: Plain<Level>;
        /// Hours a week they have.
        capacity: Hours;
        /// What they can do.
        skills: List<Text>;
        /// What they would like to learn.
        interests: List<Text>;
    }
}

table! {
    /// The one direction everything points to.
    NorthStar {
        /// What it is.
        title: Plain<Text>, required;
        /// What for.
        why: Plain<Text>;
    }
}

table! {
    /// A goal: a number and a date; how to reach it is left open.
    Anchor by id {
        /// What is to be reached.
        title: Text, required;
        /// Who answers for it, an id of `[people]`.
        owner: Text;
        /// What it would be like, in words.
        objective: Text;
        /// By when.
        due: Day;
        /// What is measured, where there are no key results.
        metric: Text;
        /// The figure to reach.
        target: Number;
        key_results: Tables<KeyResult>;
    }
}

table! {
    /// A measured step towards the objective.
    KeyResult {
        /// What is measured.
        metric: Text;
        /// The figure at the start.
        baseline: Number;
        /// The figure to reach.
        target: Number;
        /// The figure now.
        current: Number;
        /// When it was taken; not in the future.
        as_of: PastDay;
    }
}

table! {
    /// A decision that comes up again.
    Decision by id {
        /// What is decided.
        title: Plain<Text>, required;
        /// How often.
        frequency: Cadence;
        /// How much it moves.
        impact: Impact;
        /// Who decides: one alone, several together.
        by: List<Text>;
        /// The level of delegation.
        authority: Authority;
        /// The limits within which it is decided.
        limits: Plain<Text>;
    }
}

table! {
    /// A line of the never list.
    NeverLine by id {
        /// What leaders should never do.
        title: Plain<Text>;
        /// What to do instead.
        instead: Plain<Text>;
        /// Words it is recognised by in titles, tags and headings.
        phrases: List<Text>;
    }
}

table! {
    /// What the audit is strict about.
    AuditSettings {
        /// For N13: how much recurring work may stop when leaders are away.
        max_leader_dependence: Share = 0.30;
        /// For X06: how much of a leader's work may be exceptions.
        max_exception_share: Share = 0.20;
        /// For A09: how many days work may be without news.
        stale_after_days: Days = 30;
        /// The audit's date, for demonstrations and archives.
        today: Plain<Day>;
        /// Severities by id or name of a rule.
        severity: Pairs<SetSeverity>;
        allow: Tables<SubjectAllow>;
    }
}

table! {
    /// Findings of one rule about a person, anchor, decision or the whole site accepted for a time.
    SubjectAllow {
        allow: Rows<Allow>, required;
        /// The id of the person, anchor or decision; the whole site, if left out.
        subject: Text;
    }
}
