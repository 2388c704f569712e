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

            /// What to do, and why.
            pub(crate) fn means(self) -> &'static str {
                match self { $($(Self::$practice => $means),+),+ }
            }
        }
    };
}

method! {
    NeverList {
        WhatAndWhy = "Decide what and why", "Leaders decide what is done and why. Teams and systems decide how and when, because they know the details.";
        RepetitiveExecution = "Do not make recurring content", "Somebody else makes the content that is needed again and again. It takes time that leaders need for direction.";
        DistributionDecisions = "Do not decide daily where to publish", "A rule, or the person who runs the channel, decides where and when to publish. Then no post waits for a leader.";
        ToolOptimisation = "Do not optimise tools", "The people who use a tool every day change its settings, bids and dashboards. They know it better than a leader.";
        DailyFace = "Do not be the daily face", "The leader appears on important occasions. If the leader appears every day, the brand depends on one person.";
        FrameworksNotAssets = "Approve frameworks, not assets", "The leader approves one guide for all assets. Then no asset waits for the leader.";
        OutcomesNotDrafts = "Review outcomes, not drafts", "The leader looks at results. Reviews of drafts slow the team down and keep the decisions with the leader.";
        DelegateWhatIsAutomated = "Automate the steps and delegate the decisions", "A system does the steps, and somebody other than the leader makes the decisions. Otherwise the leader still has the work.";
        FourBeliefs = "Question four beliefs", "Leaders keep work because of four beliefs: only I have the voice, I am faster, I must stay visible, quality will drop. Each belief has an answer, such as a guide that others follow.";
        ResultsNotEffort = "Measure results, not effort", "A measure of success is a result, such as new customers. Hours and numbers of posts show only how much work was done.";
        BoundaryOfResponsibility = "Set limits for vendors", "A vendor works within written limits, and somebody from the team is accountable. Without limits, the vendor decides for the team.";
        FrameworksFirst = "Write frameworks before handing over", "The team writes down positioning and messaging first. Without them, the person who takes the work has nothing to follow.";
        NoFounderDependence = "Do not depend on one leader", "Recurring work continues when leaders are away. Otherwise the team cannot do more than its leaders have time for.";
        OwnLines = "Add your own rules", "A site can list more work that its leaders should not do, because every team has its own cases.";
    }
    Handover {
        FindWhatToHandOver = "Find work to hand over", "Hand over work that needs no leader's expertise, helps somebody grow, or takes time and has little value. This gives leaders time for other work.";
        AssignmentOrStrategic = "Distinguish assignments from strategic handovers", "An assignment moves only the labour. A strategic handover also moves authority. Both people need to know which one is meant.";
        RightPerson = "Choose the right person", "The person has the skills, the interest and the free hours for the work. Otherwise the work is late or comes back.";
        ClearExpectations = "Set clear expectations", "The handover states what is expected, why, what success is, and which resources there are. Then the person can start without asking.";
        AuthorityWithResponsibility = "Give authority with responsibility", "The person who is responsible for the work may make its decisions. Otherwise they have to ask for each of them.";
        SupportAndFeedback = "Support without micromanagement", "Both people meet for regular check-ins. Between them, nobody controls single steps, because the person needs room to decide.";
        ReflectAndAdjust = "Reflect and adjust", "After some time, both people write down what worked and what to change. This makes the next handover better.";
        GrowSomebody = "Help somebody grow", "The person who takes strategic work learns something from it. Then more people can do such work.";
        LessOverload = "Reduce the leader's load", "Handed-over work takes fewer of the leader's hours and does not come back. The leader needs these hours for direction.";
    }
    Autonomy {
        StableAnchor = "Keep the goal, review the method", "Each initiative has a stable goal. The team reviews how it works regularly, because conditions change.";
        GuidedAutonomy = "Combine freedom with guidance", "People decide on their own and get one-on-ones, pitches or mentoring. This helps them decide well.";
        StrategicAnchors = "Set strategic anchors", "An anchor is a goal with a number and a date. The team chooses how to reach it, and everybody can see whether it is reached.";
        Collaboration = "Do strategic work together", "Several people do strategic work together, because they know more than one person.";
        VisibleProgress = "Make progress visible", "Everybody can see the state of the work. Then nobody has to ask for it.";
        Guardrails = "Set guardrails", "Guardrails are fixed limits and key figures. Within them, people choose their methods and need no approval.";
        NorthStar = "Name one North Star", "Each initiative serves an anchor, and all anchors serve one purpose. This purpose helps people choose between tasks.";
        ObjectivesAndKeyResults = "Use objectives and key results", "Key results are figures that show whether an objective is reached. Old figures hide problems, so the team keeps them up to date.";
        SharedOwnership = "Set goals together", "The people who have to reach a goal help to set and adjust it. They know what is possible, and they support the goal.";
        DecisionRights = "Make clear who decides", "One person close to the work makes small decisions quickly. Several people make large decisions together. No decision belongs to two people separately, because they can disagree.";
    }
    HandsOn {
        OnlyWithReason = "Do detailed work only for a reason", "Valid reasons are urgency, high stakes, new work, needed buy-in, and details that are the vision. Without one, the team does the work.";
        HighStakesAndNew = "Stay while work is new and has high stakes", "The leader stays until an early success and then hands the work over. Before that, a mistake costs too much.";
        ForAWhile = "Set an end", "Hands-on work has a written end, and the leader keeps to it. Without an end, the exception becomes permanent.";
        TrustedSuccessor = "Name a successor on the first day", "Somebody trusted takes over at the end and has everything they need by then. Otherwise the leader cannot stop.";
        Rarely = "Keep exceptions rare", "Only a small part of a leader's work is hands-on. Many exceptions take time that leaders need for direction.";
        RemoveRoadblocks = "Remove roadblocks that only leaders can remove", "The leader removes an obstacle when nobody else can. The work itself stays with the person who does it.";
        MatchSeniority = "Match the partner's seniority", "Somebody at about the same level talks to the partner, because partners expect that.";
        PriceOfStaying = "Know the price of staying", "A leader who stays hands-on too long risks burn-out, standards that nobody can meet, distraction and distrust.";
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
                let _ =
                    write!(page, "\n## {source}\n\n| practice | what to do, and why | checked by |\n|---|---|---|\n");
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
