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
    /// All settings of a site.
    Settings {
        site: Table<Site>, required;
        content: Section<Content>;
        build: Section<Build>;
        /// People and systems that notes can name, by id.
        people: Entries<Person>;
        north_star: Table<NorthStar>;
        /// Goals that notes serve, by id.
        anchors: Entries<Anchor>;
        /// Who decides what, by id.
        decisions: Entries<Decision>;
        /// Your own rules of the never list, by id, and more phrases for built-in rules, by name.
        never: Entries<NeverLine>;
        audit: Section<AuditSettings>;
        /// Your own keys. Templates can read them.
        extra: Free;
    }
}

table! {
    /// The site as a whole.
    Site {
        /// The title of the site.
        title: Plain<Text>, required;
        /// The address of the published site. Feed, sitemap and calendars need it, pages do not.
        base_url: Plain<BaseUrl>;
        /// The language of the notes.
        language: Language = "en";
        /// What the site is about, in one sentence.
        description: Plain<Text>;
    }
}

table! {
    /// Where the notes are.
    Content {
        /// The folder of the notes, below the folder of site.toml.
        dir: Folder = "content";
    }
}

table! {
    /// Where the site is written.
    Build {
        /// The folder of the built site, below the folder of site.toml.
        dir: Folder = "public";
    }
}

table! {
    /// A person or a system that notes can name.
    Person by id {
        /// The name in pages and messages. If it is missing, the id is used.
        name: Plain<Text>;
        /// The role in the team.
        role: Role = Role::Member;
        /// The job title.
        title: Plain<Text>;
        /// The seniority.
        level: Plain<Level>;
        /// Working hours a week.
        capacity: Hours;
        /// What the person can do.
        skills: List<Text>;
        /// What the person would like to learn.
        interests: List<Text>;
    }
}

table! {
    /// The one purpose that all anchors serve.
    NorthStar {
        /// The purpose, in one line.
        title: Plain<Text>, required;
        /// Why it matters.
        why: Plain<Text>;
    }
}

table! {
    /// A goal with a number and a date.
    Anchor by id {
        /// The goal, in one line.
        title: Text, required;
        /// The person accountable for the goal: an id from `[people]`.
        owner: Text;
        /// The objective, in words.
        objective: Text;
        /// The day by which the goal has to be reached.
        due: Day;
        /// What is measured, if there are no key results.
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
        /// The day on which `current` was measured; not in the future.
        as_of: PastDay;
    }
}

table! {
    /// A decision that comes up again.
    Decision by id {
        /// What is decided.
        title: Plain<Text>, required;
        /// How often the decision comes up.
        frequency: Cadence;
        /// How much depends on the decision.
        impact: Impact;
        /// Who decides: one person alone, or several together.
        by: List<Text>;
        /// The level of authority.
        authority: Authority;
        /// The limits of the decision.
        limits: Plain<Text>;
    }
}

table! {
    /// A rule of the never list.
    NeverLine by id {
        /// The work that leaders should not do.
        title: Plain<Text>;
        /// What to do instead.
        instead: Plain<Text>;
        /// Words that show such work, in titles, tags and headings.
        phrases: List<Text>;
    }
}

table! {
    /// Thresholds, severities and accepted findings.
    AuditSettings {
        /// For N13: the share of recurring work that may stop when leaders are away.
        max_leader_dependence: Share = 0.30;
        /// For X06: the share of a leader's work that may be hands-on exceptions.
        max_exception_share: Share = 0.20;
        /// For A09: how many days work may have no progress.
        stale_after_days: Days = 30;
        /// The date of the audit, for demonstrations and archives.
        today: Plain<Day>;
        /// The severity of each rule, by its id or name.
        severity: Pairs<SetSeverity>;
        allow: Tables<SubjectAllow>;
    }
}

table! {
    /// Accepts the findings of one rule about a person, an anchor, a decision or the whole site, until a date.
    SubjectAllow {
        allow: Rows<Allow>, required;
        /// The id of the person, anchor or decision. If it is missing, the findings are about the whole site.
        subject: Text;
    }
}
