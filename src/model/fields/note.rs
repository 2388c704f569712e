//! The keys of a note's front matter.

use serde_json::{Value as Json, json};

use super::field::Field;
use super::kind::{Fields, Kind, Optional, Scalar, table};
use super::nested::{Free, List, Table, Tables};
use super::scalar::{Day, Duration, Hours, PastDay, Rhythm, Text};
use super::toml_table::TomlTable;
use crate::model::area::Area;
use crate::model::vocabulary::{
    ApprovalOf, Audience, Authority, Cadence, Expertise, Grade, KeptBecause, Kind as HandoverKind, Level, Novelty,
    Reason, ReviewOf, Status, Support, Work,
};

table! {
    /// A note: who is accountable for a piece of work, who does it, how often, and for how many hours.
    FrontMatter {
        /// The work, in one line.
        title: Text, wanted;
        /// The one accountable person: an id from `[people]`.
        owner: Text, wanted;
        /// The person who does the work, if that is not the owner.
        delegate: Text;
        /// Other people who help.
        contributors: List<Text>;
        /// The state of the work.
        status: Status = Status::Active;
        /// The kind of work: direction decides what and why, judgment decides single cases, execution does the steps.
        work: Work;
        /// The field of work. The never list has rules for these four. You can also use any other word.
        area: Area;
        /// How often the work is done.
        cadence: Cadence;
        /// Hours a week of the person who does it. Set `hours` or `each`, not both.
        hours: Hours;
        /// The time for one occurrence. With `cadence`, it gives the hours a week.
        each: Duration;
        /// How much the work contributes to the goals.
        value: Grade;
        /// How much harm a failure causes.
        stakes: Grade;
        /// Whether somebody in the team has done this work before.
        novelty: Novelty;
        /// Whose expertise the work needs.
        expertise: Expertise;
        /// The skills that the work needs.
        skills: List<Text>;
        /// The goal that the work serves: an id from `[anchors]`.
        anchor: Text;
        /// The guide that the work follows: the id of a note, a file of the site, or an address.
        framework: Text;
        /// The reason why a leader still does the work.
        kept_because: KeptBecause;
        /// Keywords. The search finds them, and Handover infers facts from them.
        tags: List<Text>;
        /// The first day of the work.
        started: Day;
        /// The day by which the work has to be done.
        due: Day;
        /// The day of the last progress; not in the future.
        updated: PastDay;
        /// The day on which the work was done; not in the future.
        finished: PastDay;
        /// The day on which the team reviews how the work is organised.
        revisit: Day;
        /// Who may see this note.
        audience: Audience = Audience::Team;
        approval: Table<Approval>;
        review: Table<Review>;
        handover: Table<Handover>;
        automation: Table<Automation>;
        hands_on: Table<HandsOn>;
        roadblock: Table<Roadblock>;
        partner: Table<Partner>;
        retrospective: Table<Retrospective>;
        allow: Tables<Allow>;
        /// Your own keys. Templates can read them.
        extra: Free;
    }
}

table! {
    /// Somebody has to approve the work.
    Approval {
        /// The person who approves.
        by: Text;
        /// What is approved: each piece, or the guide for all pieces.
        of: ApprovalOf;
        /// Hours a week of the person who approves.
        hours: Hours;
    }
}

table! {
    /// Somebody reviews the work.
    Review {
        /// The person who reviews.
        by: Text;
        /// What is reviewed.
        of: ReviewOf;
        /// Hours a week of the person who reviews.
        hours: Hours;
    }
}

table! {
    /// The contract between the giver and the taker of the work. It needs `delegate` in the note, or `from`.
    Handover {
        /// The giver, if the owner is the taker.
        from: Text;
        /// An assignment moves only the work. A strategic handover also moves authority.
        kind: HandoverKind;
        /// The day of the handover.
        on: Day;
        /// Who decides: seven levels, from the least to the most freedom for the taker.
        authority: Authority;
        /// The reason why the taker gets the work.
        why: Text;
        /// How giver and taker will see that the work succeeds.
        success: List<Text>;
        /// What the taker may use, such as budget, tools or people.
        resources: List<Text>;
        /// Decisions that the taker makes without asking.
        decides: List<Text>;
        /// The limits of these decisions.
        guardrails: List<Text>;
        /// The figures that giver and taker watch.
        kpis: List<Text>;
        /// How often giver and taker talk about the work.
        check_in: Rhythm;
        /// The day of the last check-in; not in the future.
        last_check_in: PastDay;
        /// How the giver supports the taker.
        support: List<Support>;
        /// People who helped to set the goals.
        shaped_by: List<Text>;
        /// Skills that the taker learns.
        grows: List<Text>;
    }
}

table! {
    /// A system does the steps of the work.
    Automation {
        /// The system: an id from `[people]` with the role `system`.
        system: Text;
        /// The person who makes the remaining decisions.
        decisions_by: Text;
    }
}

table! {
    /// A leader does detailed work on purpose, for a limited time.
    HandsOn {
        /// Why the leader does the work.
        reasons: List<Reason>;
        /// The first day; not in the future.
        since: PastDay;
        /// The last day.
        until: Day;
        /// The person who takes over afterwards.
        successor: Text;
    }
}

table! {
    /// An obstacle, and the person who removes it.
    Roadblock {
        /// The obstacle.
        what: Text;
        /// The day on which the obstacle appeared; not in the future.
        since: PastDay;
        /// The person who removes it.
        by: Text;
    }
}

table! {
    /// A partner outside the team.
    Partner {
        /// The name of the partner.
        name: Text;
        /// The seniority of the partner.
        level: Level;
    }
}

table! {
    /// What giver and taker learned from the handover.
    Retrospective {
        /// The day of the retrospective; not in the future.
        on: PastDay;
        /// What worked.
        worked: Text;
        /// What to change next time.
        change: Text;
    }
}

table! {
    /// Accepts the findings of one rule until a date.
    Allow {
        /// The id or name of the rule.
        rule: Text, required;
        /// The reason why the findings are accepted.
        because: Text, required;
        /// The last day of the acceptance.
        until: Day, required;
    }
}

/// What the keys of a note require of each other, as JSON Schema. `input/note.rs` checks the same.
pub(super) fn between_keys() -> Json {
    json!([
        { "not": { "required": ["hours", "each"] } },
        { "anyOf": [
            { "not": { "required": ["handover"] } },
            { "required": ["delegate"] },
            { "properties": { "handover": { "required": ["from"] } } },
        ] },
    ])
}
