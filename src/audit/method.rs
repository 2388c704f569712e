//! The method as a list: every practice of the four published texts, in this program's own words.
//!
//! Takes nothing; gives the practices that rules name as theirs, so that each text can be traced to what checks it.

use crate::audit::source::Source;

macro_rules! method {
    ($($source:ident { $($practice:ident = $title:literal, $means:literal;)+ })+) => {
        /// One thing a text asks of those who lead.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Practice { $($($practice),+),+ }

        impl Practice {
            /// Every practice, text by text, in the order of the texts.
            pub(crate) const ALL: &'static [Self] = &[$($(Self::$practice),+),+];

            /// The text it comes from.
            pub(crate) fn source(self) -> Source {
                match self { $($(Self::$practice)|+ => Source::$source),+ }
            }

            pub(crate) fn title(self) -> &'static str {
                match self { $($(Self::$practice => $title),+),+ }
            }

            /// What it asks for.
            pub(crate) fn means(self) -> &'static str {
                match self { $($(Self::$practice => $means),+),+ }
            }
        }
    };
}

method! {
    NeverList {
        WhatAndWhy = "Keep what and why", "Leaders hold the direction; people and systems around them hold how and when.";
        RepetitiveExecution = "No repetitive content execution", "What is made again and again is made by somebody else.";
        DistributionDecisions = "No day-to-day distribution decisions", "Where and when to publish is decided by a rule, or by whoever runs the channel.";
        ToolOptimisation = "No tuning of tools", "Settings, bids and dashboards belong to those who use them daily.";
        DailyFace = "Not the daily face", "The leader appears where it counts, not every morning.";
        FrameworksNotAssets = "Approve frameworks, not assets", "Say yes once to the rules for all pieces instead of to each piece.";
        OutcomesNotDrafts = "Review outcomes, not drafts", "Look at what work achieved, not at how it reads on the way.";
        DelegateWhatIsAutomated = "Automate and delegate", "A system takes the steps; somebody else has to take the decisions too.";
        FourBeliefs = "Let go of four beliefs", "Only my voice, faster myself, must stay visible, quality will drop: each has an answer.";
        ResultsNotEffort = "Count results, not effort", "Success is what changed, not how much was done.";
        BoundaryOfResponsibility = "Move the boundary, not only the labour", "A vendor works inside limits that somebody of the team answers for.";
        FrameworksFirst = "Frameworks before handing over", "Positioning and messaging stand before others are asked to follow them.";
        NoFounderDependence = "Growth beyond one person's energy", "What recurs goes on when leaders are away.";
        OwnLines = "Lines of your own", "What this house knows its leaders should not do.";
    }
    Handover {
        FindWhatToHandOver = "Find what to hand over", "It needs no expertise of the leader, could grow somebody, or takes time without being worth it.";
        AssignmentOrStrategic = "Know an assignment from a handover", "Labour can be assigned; responsibility takes authority along.";
        RightPerson = "Choose the right person", "Their skills, their interests and their hours fit.";
        ClearExpectations = "Say what, why and what success is", "What is expected, why, how both will see it, and with which means.";
        AuthorityWithResponsibility = "Authority along with responsibility", "Who answers for the work may decide in it.";
        SupportAndFeedback = "Support without hovering", "A rhythm of check-ins that is kept, and no looking over shoulders between them.";
        ReflectAndAdjust = "Look back and adjust", "Afterwards both say what worked and what to change.";
        GrowSomebody = "Grow somebody", "Strategic work teaches whoever takes it.";
        LessOverload = "Take load off leaders", "Hours go down where the work was handed over, and do not come back up.";
    }
    Autonomy {
        StableAnchor = "A flexible structure around a stable anchor", "The aim stays put; the set-up around it is looked at again and again.";
        GuidedAutonomy = "Guided autonomy", "Freedom comes with one-on-ones, pitches or mentoring.";
        StrategicAnchors = "Strategic anchors", "A number and a date, and the path left open.";
        Collaboration = "Working together", "Strategic work is not done alone.";
        VisibleProgress = "Progress that shows", "Everybody can see how far the work is without asking.";
        Guardrails = "Guardrails", "Limits and key figures are set; tactics inside them are free.";
        NorthStar = "One North Star", "Every initiative belongs to an anchor, and all anchors point the same way.";
        ObjectivesAndKeyResults = "Objectives and key results", "Each objective has figures that say whether it is reached, and they are kept up to date.";
        SharedOwnership = "Shared ownership", "Goals are written with those who will reach them, and adjusted as they learn.";
        DecisionRights = "Decision rights by role", "Small decisions are made by one person close to the work, large ones together, none by two at odds.";
    }
    HandsOn {
        OnlyWithReason = "Only with a reason", "Urgent, high-stakes, new, in need of buy-in, or a matter where details are the vision.";
        HighStakesAndNew = "Stay while it is new and much is at stake", "Early success first, then the handover.";
        ForAWhile = "Only for a while", "Being in the details has an end that is written down and kept.";
        TrustedSuccessor = "A successor from the first day", "Somebody trusted takes it from there, and has what they need by then.";
        Rarely = "Rarely", "The exception stays one.";
        RemoveRoadblocks = "Remove what only leaders can", "Some doors open from the top alone.";
        MatchSeniority = "Match the partner's seniority", "A counterpart is met at about their own level.";
        PriceOfStaying = "The price of staying", "Burn-out, a standard nobody reaches, distraction and distrust.";
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::audit::CATALOGUE;

    /// The page of documentation that shows all of this; `SNAPSHOTS=overwrite` writes it anew.
    #[test]
    fn the_documentation_lists_every_practice_and_its_rules() {
        let mut page = String::from(
            "# The method\n\nFour published texts say how to let go of work. This is what each of them asks for, in a line, and \
             which rules\ncheck it. `handover explain ID` says more about a rule. This page is written from the rules \
             themselves.\n",
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
        let documented = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/method.md");
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
