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
    /// A note: who answers for a piece of work, who does it, how often and for how many hours.
    FrontMatter {
        /// What is done, in one line.
        title: Text, wanted;
        /// The one accountable person, an id of `[people]`.
        owner: Text, wanted;
        /// Who does it, if not the owner. Never the owner.
        delegate: Text;
        /// Who else helps.
        contributors: List<Text>;
        /// Where it stands.
        status: Status = Status::Active;
        /// Direction sets what and why, judgment weighs cases, execution does it.
        work: Work;
        /// The field of work; the never list knows four, and any other word is your own.
        area: Area;
        /// How often it is done.
        cadence: Cadence;
        /// Hours a week of whoever does it. Instead of it: `each`.
        hours: Hours;
        /// How long one time takes; with the cadence it gives the hours a week.
        each: Duration;
        /// What it is worth to the goals.
        value: Grade;
        /// What a failure costs.
        stakes: Grade;
        /// Whether anyone here has done it before.
        novelty: Novelty;
        /// Whose expertise it takes.
        expertise: Expertise;
        /// The skills it takes.
        skills: List<Text>;
        /// The goal it serves, an id of `[anchors]`.
        anchor: Text;
        /// The guide it follows: the id of a note, a file of the site, or an address.
        framework: Text;
        /// Why a leader still does it.
        kept_because: KeptBecause;
        /// Words to find it by.
        tags: List<Text>;
        /// When it began.
        started: Day;
        /// When it has to be done.
        due: Day;
        /// When it last made progress; not in the future.
        updated: PastDay;
        /// When it was done; not in the future.
        finished: PastDay;
        /// When the set-up of this work is looked at again.
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
        /// Your own keys; templates get them as they are.
        extra: Free;
    }
}

table! {
    /// Someone has to say yes.
    Approval {
        /// Who says yes.
        by: Text;
        /// Each piece, or the rules for all pieces.
        of: ApprovalOf;
        /// Hours a week it takes them.
        hours: Hours;
    }
}

table! {
    /// Someone looks at drafts or at outcomes.
    Review {
        /// Who looks at it.
        by: Text;
        /// What they look at.
        of: ReviewOf;
        /// Hours a week it takes them.
        hours: Hours;
    }
}

table! {
    /// The contract between who gave the work and who took it. It needs a `delegate` above it, or `from`.
    Handover {
        /// Who gave it, if the owner took it.
        from: Text;
        /// Labour only, or authority along with it.
        kind: HandoverKind;
        /// When it was handed over.
        on: Day;
        /// The seven levels of delegation, least freedom first.
        authority: Authority;
        /// The reason it goes to them.
        why: Text;
        /// How both will see that it works.
        success: List<Text>;
        /// What they may use for it: budget, tools, people.
        resources: List<Text>;
        /// What the taker decides without asking.
        decides: List<Text>;
        /// The limits of these decisions.
        guardrails: List<Text>;
        /// The figures that are watched.
        kpis: List<Text>;
        /// How often both talk about it.
        check_in: Rhythm;
        /// When they last did; not in the future.
        last_check_in: PastDay;
        /// How the taker is helped along.
        support: List<Support>;
        /// Who helped to write the goals.
        shaped_by: List<Text>;
        /// What the taker learns by it.
        grows: List<Text>;
    }
}

table! {
    /// A system does the steps.
    Automation {
        /// Which one, an id of `[people]` with the role system.
        system: Text;
        /// Who still decides for it.
        decisions_by: Text;
    }
}

table! {
    /// A leader is in the details on purpose, for a while.
    HandsOn {
        /// Why.
        reasons: List<Reason>;
        /// Since when; not in the future.
        since: PastDay;
        /// The last day.
        until: Day;
        /// Who takes it from there.
        successor: Text;
    }
}

table! {
    /// What stands in the way, and who removes it.
    Roadblock {
        /// What it is.
        what: Text;
        /// Since when; not in the future.
        since: PastDay;
        /// Who removes it.
        by: Text;
    }
}

table! {
    /// The counterpart outside.
    Partner {
        /// Who they are.
        name: Text;
        /// Their seniority.
        level: Level;
    }
}

table! {
    /// What was learnt from handing it over.
    Retrospective {
        /// When both looked back; not in the future.
        on: PastDay;
        /// What worked.
        worked: Text;
        /// What to do differently next time.
        change: Text;
    }
}

table! {
    /// Findings of one rule accepted for a time.
    Allow {
        /// Id or name of the rule.
        rule: Text, required;
        /// Why that is fine for now.
        because: Text, required;
        /// The last day it holds.
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
