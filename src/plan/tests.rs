//! The figures of the plan are those of an audit with its lines in the notes.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::audit::{Severity, Suppressions, samples};
use crate::input;
use crate::model::{Audience, Config, Notes};
use crate::report::Report;

/// Writes lines into a file as a person would: keys above the first table, a table's keys into that table or, where it
/// is new, at the end of the front matter.
fn paste(text: &str, edit: &Edit) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let end = |lines: &[String]| 1 + lines[1..].iter().position(|line| line == "+++").expect("a second +++");
    for key in edit.without {
        let last = end(&lines);
        let is_table = lines[..last].iter().any(|line| *line == format!("[{key}]"));
        let first = lines.iter().position(|line| *line == format!("[{key}]") || line.starts_with(&format!("{key} ")));
        let first = first.expect("the key stands there");
        let next = (first + 1..last).find(|at| !is_table || lines[*at].starts_with('[')).unwrap_or(last);
        lines.drain(first..next);
    }
    let mut table: Option<&str> = None;
    for line in edit.lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        // The comment after the spaces is for the person who writes the line.
        let line = line.split("      #").next().unwrap_or_default();
        if line.starts_with('[') {
            table = Some(line);
            if !lines[..end(&lines)].iter().any(|known| known == line) {
                let last = end(&lines);
                lines.insert(last, line.to_owned());
            }
            continue;
        }
        let key = line.split(' ').next().expect("a key");
        let header = table.map_or(0, |table| lines.iter().position(|known| known == table).expect("the table"));
        let next =
            (header + 1..lines.len()).find(|at| lines[*at].starts_with('[') || lines[*at] == "+++").expect("an end");
        match (header + 1..next).find(|at| lines[*at].split([' ', '=']).next() == Some(key)) {
            Some(at) => line.clone_into(&mut lines[at]),
            None => lines.insert(next, line.to_owned()),
        }
    }
    lines.join("\n")
}

/// The plan for some notes, and an audit of the notes with its lines pasted.
fn check_promise(config: &Config, notes: &Notes, reread: impl Fn(&[(String, String)]) -> Notes) {
    let errors = |report: &Report<'_>| {
        let errors = report.audit.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.filter(|finding| finding.accepted.is_none()).count()
    };
    let today = samples::TODAY;
    let report = Report::new(crate::audit::run(notes, config, today, Suppressions::Apply), String::new());
    let plan = Plan::of(&report);
    let mut texts: BTreeMap<usize, String> = notes.iter().map(|note| note.text.clone()).enumerate().collect();
    let edits = plan.proposals.iter().map(|proposal| (proposal.at, &proposal.edit));
    let edits: Vec<(usize, &Edit)> =
        edits.chain(plan.changes.iter().filter_map(|change| Some((change.at, change.edit.as_ref()?)))).collect();
    for (at, edit) in edits {
        let text = paste(&texts[&at], edit);
        texts.insert(at, text);
    }
    let texts: Vec<(String, String)> =
        notes.iter().zip(texts.into_values()).map(|(note, text)| (note.id.clone(), text)).collect();
    let pasted = reread(&texts);
    let after = Report::new(crate::audit::run(&pasted, config, today, Suppressions::Apply), String::new());
    assert_eq!(compared_figures(&report, &plan), {
        let found = Plan { after: after.audit.figures.clone(), ..plan };
        compared_figures(&report, &found)
    });
    assert!(errors(&after) <= errors(&report), "{:#?}", after.audit.findings);
}

#[test]
fn plan_of_the_demonstration_gives_the_promised_figures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config =
        input::settings(root, &root.join("site.toml"), Some(samples::TODAY), samples::TODAY).expect("it is valid");
    let notes =
        input::read(root, &config.content.dir, samples::TODAY).expect("it is there").visible_to(Audience::Leaders);
    check_promise(&config, &notes, |texts| samples::notes(texts.iter().map(|(id, text)| (id.as_str(), text.as_str()))));
}

#[test]
fn work_that_a_leader_took_goes_back_to_its_owner() {
    let config = samples::config("");
    let note = "+++\ntitle = \"Captions\"\nowner = \"milo\"\ndelegate = \"nora\"\nwork = \"execution\"\narea = \"content\"\n\
                cadence = \"daily\"\nhours = 3\nskills = [\"copywriting\"]\n[handover]\nwhy = \"Milo was away\"\n+++\n";
    let notes = samples::notes([("captions", note)]);
    let report = Report::new(crate::audit::run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
    let plan = Plan::of(&report);
    assert_eq!(
        (plan.proposals[0].taker.as_str(), plan.proposals[0].edit.without),
        ("milo", &["delegate", "handover"][..])
    );
    check_promise(&config, &notes, |texts| samples::notes(texts.iter().map(|(id, text)| (id.as_str(), text.as_str()))));
}

#[test]
fn unplaced_note_names_what_is_missing() {
    let config = samples::config("[people.lea]\nname = \"Lea\"\ncapacity = 1\nskills = [\"filming\"]\n");
    let note = |skills: &str| {
        format!(
            "+++\ntitle = \"A\"\nowner = \"nora\"\nwork = \"execution\"\narea = \"content\"\ncadence = \"daily\"\nhours = 4\n{skills}+++\n"
        )
    };
    let texts = [
        note("skills = [\"filming\"]\n"),
        note("skills = [\"welding\"]\n"),
        note("skills = [\"filming\", \"copywriting\"]\n"),
    ];
    let notes = samples::notes([("a", texts[0].as_str()), ("b", &texts[1]), ("c", &texts[2])]);
    let report = Report::new(crate::audit::run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
    let plan = Plan::of(&report);
    let missing: Vec<_> = (0..3).map(|at| plan.missing(at).unwrap_or_default()).collect();
    assert_eq!(
        missing,
        [
            "Lea could do it, but does not have enough hours left",
            "nobody else knows welding",
            "nobody else knows filming and copywriting together"
        ]
    );
    assert_eq!(
        plan.hiring.iter().map(|(skill, sum)| (skill.as_str(), sum.hours)).collect::<Vec<_>>(),
        [("copywriting", 4.0), ("filming", 8.0), ("welding", 4.0)]
    );
}

#[test]
fn existing_contract_gets_a_new_date_and_what_the_taker_learns() {
    let config = samples::config("[people.lea]\nname = \"Lea\"\ninterests = [\"pricing\"]\n");
    let note = "+++\ntitle = \"Price lists\"\nowner = \"nora\"\nexpertise = \"general\"\ncadence = \"weekly\"\nhours = 2\n\
                skills = [\"pricing\"]\n[handover]\nfrom = \"studio\"\nwhy = \"w\"\nsuccess = [\"s\"]\n+++\n";
    let notes = samples::notes([("prices", note)]);
    let report = Report::new(crate::audit::run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
    let plan = Plan::of(&report);
    let lines = &plan.proposals.first().expect("Lea could take it").edit.lines;
    assert!(lines.contains("from = \"nora\"\non = 2026-11-21") && lines.contains("grows = [\"pricing\"]"), "{lines}");
    check_promise(&config, &notes, |texts| samples::notes(texts.iter().map(|(id, text)| (id.as_str(), text.as_str()))));
}

#[test]
fn many_small_notes_do_not_exceed_the_capacity() {
    let config = samples::config("[people.lea]\nname = \"Lea\"\ncapacity = 1\nskills = [\"filing\"]\n");
    let note = |each: &str| {
        format!(
            "+++\ntitle = \"A\"\nowner = \"nora\"\nexpertise = \"general\"\ncadence = \"weekly\"\neach = \"{each}\"\n\
             skills = [\"filing\"]\n+++\n"
        )
    };
    for (each, fit) in [("10m", 6), ("5m", 12), ("7m", 8)] {
        let text = note(each);
        let ids: Vec<String> = (0..14).map(|at| format!("note-{at:02}")).collect();
        let notes = samples::notes(ids.iter().map(|id| (id.as_str(), text.as_str())));
        let report =
            Report::new(crate::audit::run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
        let plan = Plan::of(&report);
        assert_eq!(plan.proposals.len(), fit, "{each}");
        assert!(plan.after.loads["lea"].hours <= 1.0 + 1e-9, "{each}");
    }
}

#[test]
fn system_takes_work_only_if_a_person_can_decide_for_it() {
    let people = "[site]\ntitle = \"S\"\n[people.nora]\nrole = \"leader\"\n[people.sorter]\nname = \"Sorter\"\nrole = \"system\"\nskills = [\"sorting\"]\n";
    let note = "+++\ntitle = \"Sort the post\"\nowner = \"nora\"\nwork = \"execution\"\ncadence = \"daily\"\nskills = [\"sorting\", \"Sorting\"]\n+++\n";
    let notes = samples::notes([("post", note)]);
    let plan_of = |more: &str| {
        let config = input::settings_from_text(&format!("{people}{more}"), samples::TODAY).expect("it is valid");
        let report =
            Report::new(crate::audit::run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
        let plan = Plan::of(&report);
        (plan.proposals.first().map(|found| found.taker.clone()), plan.missing(0).map(str::to_owned), plan.hiring.len())
    };
    let alone = "Sorter could do it, but only leaders could decide for it".to_owned();
    assert_eq!(plan_of(""), (None, Some(alone), 0));
    assert_eq!(
        plan_of("[people.studio]\nrole = \"vendor\"\nskills = [\"film\"]\n"),
        (Some("sorter".to_owned()), None, 0)
    );
}

#[test]
fn leader_who_approves_their_own_work_lets_go_of_both() {
    let note = "+++\ntitle = \"Window texts\"\nowner = \"nora\"\nwork = \"execution\"\ncadence = \"once\"\nhours = 3\n\
                skills = [\"copywriting\"]\n[approval]\nby = \"nora\"\nof = \"assets\"\nhours = 1\n+++\n";
    let config = samples::config("");
    let notes = samples::notes([("texts", note)]);
    let report = Report::new(crate::audit::run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
    let plan = Plan::of(&report);
    assert_eq!((plan.proposals.len(), plan.changes.len()), (1, 1));
    assert!(plan.after.reclaimable.is_empty(), "{:?}", plan.after.reclaimable);
}
