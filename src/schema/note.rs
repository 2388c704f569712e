//! The keys of a note, as `input::note` reads them.

use serde_json::{Value, json};

use super::key::Holds::{Date, Free, Hours, Length, Tables, Text, Texts, Word, Words};
use super::key::{Holds, Key, Table, all, key};
use crate::model::{
    ApprovalOf, Audience, Authority, Cadence, Expertise, Grade, KeptBecause, Kind, Level, Novelty, Reason, ReviewOf,
    Status, Support, Word as _, Work,
};

pub(super) const NOTE: Table = Table {
    about: "A task note: who answers for a piece of work, who does it, how often and for how many hours.",
    keys: &[
        key("title", Text, "What is done, in one line.").required(),
        key("owner", Text, "The one accountable person, an id of [people].").required(),
        key("delegate", Text, "Who does it; the owner, if left out. Never the owner."),
        key("contributors", Texts, "Who else helps."),
        key("status", Word(all::<Status>), "Where it stands; active, if left out."),
        key("work", Word(all::<Work>), "Direction sets what and why, judgment weighs cases, execution does it."),
        key("area", Text, "content, distribution, tooling, visibility, or a word of your own."),
        key("cadence", Word(all::<Cadence>), "How often it is done."),
        key("hours", Hours, "Hours a week of whoever does it. Instead of it: `each`."),
        key("each", Length, "How long one time takes; with the cadence it gives the hours a week."),
        key("value", Word(all::<Grade>), "What it is worth to the goals."),
        key("stakes", Word(all::<Grade>), "What a failure costs."),
        key("novelty", Word(all::<Novelty>), "Whether anyone here has done it before."),
        key("expertise", Word(all::<Expertise>), "Whose expertise it takes."),
        key("skills", Texts, "What it takes to do it."),
        key("anchor", Text, "The goal it serves, an id of [anchors]."),
        key("framework", Text, "The guide it follows: the id of a note, a file of the site, or an address."),
        key("kept_because", Word(all::<KeptBecause>), "Why a leader still does it."),
        key("tags", Texts, "Words to find it by."),
        key("started", Date, "When it began."),
        key("due", Date, "When it has to be done."),
        key("updated", Date, "When it last made progress; not in the future."),
        key("finished", Date, "When it was done; not in the future."),
        key("revisit", Date, "When the set-up of this work is looked at again."),
        key("audience", Word(all::<Audience>), "Who may see this note; the team, if left out."),
        key("approval", Holds::Table(&APPROVAL), APPROVAL.about),
        key("review", Holds::Table(&REVIEW), REVIEW.about),
        key("handover", Holds::Table(&HANDOVER), HANDOVER.about),
        key("automation", Holds::Table(&AUTOMATION), AUTOMATION.about),
        key("hands_on", Holds::Table(&HANDS_ON), HANDS_ON.about),
        key("roadblock", Holds::Table(&ROADBLOCK), ROADBLOCK.about),
        key("partner", Holds::Table(&PARTNER), PARTNER.about),
        key("retrospective", Holds::Table(&RETROSPECTIVE), RETROSPECTIVE.about),
        key("allow", Tables(&ALLOW), ALLOW.about),
        key("extra", Free, "Yours; templates get it as it is."),
    ],
};

/// What keys say of each other.
pub(super) fn between_keys() -> Value {
    json!([
        { "not": { "required": ["hours", "each"] } },
        { "anyOf": [
            { "not": { "required": ["handover"] } },
            { "required": ["delegate"] },
            { "properties": { "handover": { "required": ["from"] } } },
        ] },
    ])
}

const APPROVAL: Table = Table {
    about: "Someone has to say yes.",
    keys: &[
        key("by", Text, "Who says yes."),
        key("of", Word(all::<ApprovalOf>), "Each piece, or the rules for all pieces."),
        key("hours", Hours, "Hours a week it takes them."),
    ],
};

const REVIEW: Table = Table {
    about: "Someone looks at drafts or at outcomes.",
    keys: &[
        key("by", Text, "Who looks at it."),
        key("of", Word(all::<ReviewOf>), "What they look at."),
        key("hours", Hours, "Hours a week it takes them."),
    ],
};

const HANDOVER: Table = Table {
    about: "The contract between who gave the work and who took it. It takes a `delegate` above it, or `from`.",
    keys: &[
        key("from", Text, "Who gave it, if who took it is the owner now."),
        key("kind", Word(all::<Kind>), "Labour only, or authority along with it."),
        key("on", Date, "When it was handed over."),
        key("authority", Word(all::<Authority>), "The seven levels of delegation, least freedom first."),
        key("why", Text, "The reason it goes to them."),
        key("success", Texts, "How both will see that it works."),
        key("resources", Texts, "With which means."),
        key("decides", Texts, "What the taker decides without asking."),
        key("guardrails", Texts, "The limits of that."),
        key("kpis", Texts, "The figures that are watched."),
        key("check_in", Word(rhythms), "How often both talk about it."),
        key("last_check_in", Date, "When they last did; not in the future."),
        key("support", Words(all::<Support>), "How the taker is helped along."),
        key("shaped_by", Texts, "Who helped to write the goals."),
        key("grows", Texts, "What the taker learns by it."),
    ],
};

/// A check-in that happens once is none.
fn rhythms() -> Vec<&'static str> {
    Cadence::ALL[1..].iter().map(|cadence| cadence.word()).collect()
}

const AUTOMATION: Table = Table {
    about: "A system does the steps.",
    keys: &[
        key("system", Text, "Which one, an id of [people] with the role system."),
        key("decisions_by", Text, "Who still decides for it."),
    ],
};

const HANDS_ON: Table = Table {
    about: "A leader is in the details on purpose, for a while.",
    keys: &[
        key("reasons", Words(all::<Reason>), "Why."),
        key("since", Date, "Since when; not in the future."),
        key("until", Date, "The last day."),
        key("successor", Text, "Who takes it from there."),
    ],
};

const ROADBLOCK: Table = Table {
    about: "What stands in the way.",
    keys: &[
        key("what", Text, "What it is."),
        key("since", Date, "Since when; not in the future."),
        key("by", Text, "Who removes it."),
    ],
};

const PARTNER: Table = Table {
    about: "The counterpart outside.",
    keys: &[key("name", Text, "Who they are."), key("level", Word(all::<Level>), "Their seniority.")],
};

const RETROSPECTIVE: Table = Table {
    about: "What was learnt from handing it over.",
    keys: &[
        key("on", Date, "When both looked back; not in the future."),
        key("worked", Text, "What worked."),
        key("change", Text, "What to do otherwise next time."),
    ],
};

const ALLOW: Table = Table { about: "Findings of one rule accepted for a time.", keys: &ALLOW_KEYS };

/// The keys of every acceptance.
pub(super) const ALLOW_KEYS: [Key; 3] = [
    key("rule", Text, "Id or name of the rule.").required(),
    key("because", Text, "Why that is fine for now.").required(),
    key("until", Date, "The last day it holds.").required(),
];
