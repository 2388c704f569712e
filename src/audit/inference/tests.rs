//! What three-line notes are understood to say.

use crate::audit::samples::{self, codes};
use crate::audit::{Finding, Severity};

fn one(front_matter: &str) -> Finding {
    let text = format!("+++\n{front_matter}\n+++\n");
    let found = samples::findings(&samples::config(""), [("sample", text.as_str())]);
    let mut lines: Vec<Finding> =
        found.into_iter().filter(|finding| finding.code() != "C12" && finding.code() != "N14").collect();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    lines.remove(0)
}

#[test]
fn writing_and_approving_every_caption_is_an_asset_approval() {
    let finding = one("title = \"Write and approve every caption\"\nowner = \"nora\"");
    assert_eq!((finding.code(), finding.severity), ("N02", Severity::Warning));
    assert_eq!(finding.inferred, ["approve"]);
}

#[test]
fn a_daily_story_to_camera_is_a_daily_face() {
    let finding = one("title = \"Daily founder story to camera\"\nowner = \"nora\"");
    assert_eq!((finding.code(), finding.severity), ("N06", Severity::Warning));
}

#[test]
fn testing_editors_is_tinkering_with_tools() {
    let finding = one("title = \"Test AI video editors\"\nowner = \"nora\"");
    assert_eq!((finding.code(), finding.severity), ("N05", Severity::Warning));
}

#[test]
fn an_inferred_approval_speaks_for_the_execution_it_is_part_of() {
    let finding = one("title = \"Write and approve the daily captions\"\nowner = \"nora\"\nhours = 4");
    assert_eq!(finding.code(), "N02");
    assert!(finding.help.contains("this is also N01 repetitive-execution"), "{}", finding.help);
    assert_eq!(finding.hours, Some(4.0));
}

#[test]
fn a_declared_fact_is_stronger_than_words() {
    assert!(!codes("title = \"Daily captions\"\nowner = \"nora\"\nwork = \"direction\"").contains(&"N01".to_owned()));
    assert!(
        !codes("title = \"Approve captions\"\nowner = \"nora\"\n[approval]\nby = \"nora\"\nof = \"frameworks\"")
            .contains(&"N02".to_owned())
    );
}

#[test]
fn a_thin_healthy_note_yields_nothing_above_a_note() {
    let text = "+++\ntitle = \"Visit three dealers\"\nowner = \"milo\"\n+++\n";
    let found = samples::findings(&samples::config(""), [("sample", text)]);
    assert!(found.iter().all(|finding| finding.severity == Severity::Info), "{found:#?}");
}

#[test]
fn saying_yes_to_a_frame_or_hiring_somebody_is_no_line_crossed() {
    for title in ["Approve the brand guide", "Approve the budget for 2027", "Hire a video editor"] {
        let found = codes(&format!("title = \"{title}\"\nowner = \"nora\""));
        assert!(!found.iter().any(|code| code == "N02" || code == "N05"), "{title}: {found:?}");
    }
}

#[test]
fn a_system_as_owner_has_given_nothing_to_anybody() {
    let note = "+++\ntitle = \"Queue\"\nowner = \"robot\"\ndelegate = \"milo\"\nwork = \"execution\"\n+++\n";
    let found = samples::findings(&samples::config(""), [("sample", note)]);
    let codes: Vec<&str> = found.iter().map(Finding::code).collect();
    assert_eq!(codes, ["C04"]);
}
