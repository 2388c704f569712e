//! The practices of the four published texts, in this program's own words.
//!
//! Takes nothing; gives a list of practices. Each rule names the practices that it checks.

use crate::audit::source::Source;

macro_rules! method {
    ($($source:ident { $($practice:ident = $title:literal, $means:literal;)+ })+) => {
        /// One practice that a text asks of leaders.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Practice { $($($practice),+),+ }

        impl Practice {
            /// Every practice, text by text, in the order of the texts.
            pub(crate) const ALL: &'static [Self] = &[$($(Self::$practice),+),+];

            /// The text that describes it.
            pub(crate) fn source(self) -> Source {
                match self { $($(Self::$practice)|+ => Source::$source),+ }
            }

            pub(crate) fn title(self) -> &'static str {
                match self { $($(Self::$practice => $title),+),+ }
            }

            /// What it asks for, in a sentence or two.
            pub(crate) fn means(self) -> &'static str {
                match self { $($(Self::$practice => $means),+),+ }
            }
        }
    };
}

method! {
    NeverList {
        WhatAndWhy = "Decide what and why", "Leaders decide what is done and why. Teams and systems decide how and when.";
        RepetitiveExecution = "No repetitive content execution", "Somebody else makes the content that is needed again and again.";
        DistributionDecisions = "No day-to-day distribution decisions", "A rule, or the person who runs the channel, decides where and when to publish.";
        ToolOptimisation = "No optimisation of tools", "The people who use tools every day own settings, bids and dashboards.";
        DailyFace = "Not the daily face", "The leader appears on important occasions, not every day.";
        FrameworksNotAssets = "Approve frameworks, not assets", "The leader approves the guide for all assets once, instead of each asset.";
        OutcomesNotDrafts = "Review outcomes, not drafts", "The leader looks at results, not at drafts.";
        DelegateWhatIsAutomated = "Automate and delegate", "A system takes the steps. Somebody other than the leader takes the decisions.";
        FourBeliefs = "Question four beliefs", "Only I have the voice, I am faster, I must stay visible, quality will drop. Each belief has an answer.";
        ResultsNotEffort = "Count results, not effort", "Success is a result, not an amount of work.";
        BoundaryOfResponsibility = "Set limits, do not only buy labour", "A vendor works within written limits, and somebody from the team is accountable.";
        FrameworksFirst = "Write frameworks before handing over", "Positioning and messaging exist before others have to follow them.";
        NoFounderDependence = "Growth beyond one person's energy", "Recurring work goes on when leaders are away.";
        OwnLines = "Lines of your own", "A site lists other work that its leaders should not do.";
    }
    Handover {
        FindWhatToHandOver = "Find what to hand over", "Work to hand over needs no expertise of the leader, helps somebody grow, or takes time and has little value.";
        AssignmentOrStrategic = "Tell assignments from strategic handovers", "An assignment moves labour. A strategic handover also moves authority.";
        RightPerson = "Choose the right person", "Skills, interests and free hours of the person fit the work.";
        ClearExpectations = "Set clear expectations", "The handover says what is expected, why, what success is, and which resources there are.";
        AuthorityWithResponsibility = "Give authority with responsibility", "The person who is responsible for the work may decide in it.";
        SupportAndFeedback = "Support without micromanagement", "Both keep regular check-ins, and nobody controls the work between them.";
        ReflectAndAdjust = "Reflect and adjust", "Afterwards both say what worked and what to change.";
        GrowSomebody = "Help somebody grow", "The person who takes strategic work learns from it.";
        LessOverload = "Reduce the leader's load", "Handed-over work takes fewer of the leader's hours and does not come back.";
    }
    Autonomy {
        StableAnchor = "A flexible structure around a stable anchor", "The goal stays the same. The way of working is reviewed regularly.";
        GuidedAutonomy = "Guided autonomy", "Freedom comes with one-on-ones, pitches or mentoring.";
        StrategicAnchors = "Strategic anchors", "A goal has a number and a date. The path to it is open.";
        Collaboration = "Collaboration", "Several people work together on strategic work.";
        VisibleProgress = "Visible progress", "Everybody can see the state of the work without asking.";
        Guardrails = "Guardrails", "Limits and key figures are fixed. The methods within them are free.";
        NorthStar = "One North Star", "Each initiative belongs to an anchor, and all anchors serve one goal.";
        ObjectivesAndKeyResults = "Objectives and key results", "Figures show whether an objective is reached, and they are kept up to date.";
        SharedOwnership = "Shared ownership", "The people who have to reach a goal help to set and adjust it.";
        DecisionRights = "Decision rights by role", "One person close to the work makes small decisions. Several people make large decisions together. No decision belongs to two people who disagree.";
    }
    HandsOn {
        OnlyWithReason = "Only with a reason", "Valid reasons are urgency, high stakes, new work, needed buy-in, and details that are the vision.";
        HighStakesAndNew = "Stay while work is new and has high stakes", "The leader reaches an early success first and then hands the work over.";
        ForAWhile = "Only for a while", "The hands-on time has a written end, and the leader keeps to it.";
        TrustedSuccessor = "A successor from the first day", "Somebody trusted takes over, and has everything they need by then.";
        Rarely = "Rarely", "Hands-on work stays an exception.";
        RemoveRoadblocks = "Remove roadblocks that only leaders can remove", "The leader removes an obstacle when nobody else can, and leaves the work where it is.";
        MatchSeniority = "Match the partner's seniority", "A partner talks to somebody at about the same level.";
        PriceOfStaying = "The price of staying", "A leader who stays hands-on risks burn-out, impossible standards, distraction and distrust.";
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::audit::CATALOGUE;

    /// The chapter that shows all of this; `SNAPSHOTS=overwrite` rewrites it.
    #[test]
    fn method_chapter_lists_every_practice_and_its_rules() {
        let mut page = String::from(
            "# The method\n\nFour published texts say how leaders hand over work. This chapter lists the practices of each \
             text, and the rules that\ncheck them. `handover explain ID` describes a rule. The tables are generated from \
             the rules.\n",
        );
        for practice in Practice::ALL {
            let source = practice.source().title();
            if !page.contains(source) {
                let _ = write!(page, "\n## {source}\n\n| practice | what it asks for | checked by |\n|---|---|---|\n");
            }
            let rules = CATALOGUE.iter().filter(|rule| rule.practices.contains(practice));
            let rules: Vec<String> = rules.map(|rule| format!("{} {}", rule.id, rule.name)).collect();
            let _ = writeln!(page, "| {} | {} | {} |", practice.title(), practice.means(), rules.join(", "));
        }
        let documented = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/src/method.md");
        let documented = snapbox::Data::read_from(documented.as_ref(), None);
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(page, documented);
    }

    #[test]
    fn every_practice_is_checked_by_a_rule() {
        for practice in Practice::ALL {
            assert!(
                CATALOGUE.iter().any(|rule| rule.practices.contains(practice)),
                "no rule checks “{}”",
                practice.title()
            );
        }
    }

    #[test]
    fn every_rule_of_a_text_names_a_practice() {
        for rule in CATALOGUE.iter().filter(|rule| rule.source != Source::NoteFormat) {
            assert!(!rule.practices.is_empty(), "{} names no practice", rule.id);
        }
    }
}
