//! Tests of what is inferred from short notes.

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
fn title_write_and_approve_every_caption_is_reported_as_asset_approval() {
    let finding = one("title = \"Write and approve every caption\"\nowner = \"nora\"");
    assert_eq!((finding.code(), finding.severity), ("N02", Severity::Warning));
    assert_eq!(finding.inferred, ["approve"]);
}

#[test]
fn title_daily_founder_story_is_reported_as_daily_face() {
    let finding = one("title = \"Daily founder story to camera\"\nowner = \"nora\"");
    assert_eq!((finding.code(), finding.severity), ("N06", Severity::Warning));
}

#[test]
fn title_test_video_editors_is_reported_as_tool_tinkering() {
    let finding = one("title = \"Test AI video editors\"\nowner = \"nora\"");
    assert_eq!((finding.code(), finding.severity), ("N05", Severity::Warning));
}

#[test]
fn inferred_approval_replaces_inferred_execution_and_keeps_its_hours() {
    let finding = one("title = \"Write and approve the daily captions\"\nowner = \"nora\"\nhours = 4");
    assert_eq!(finding.code(), "N02");
    assert!(finding.help.contains("this is also N01 repetitive-execution"), "{}", finding.help);
    assert_eq!(finding.hours, Some(4.0));
}

#[test]
fn declared_fact_replaces_an_inferred_one() {
    assert!(!codes("title = \"Daily captions\"\nowner = \"nora\"\nwork = \"direction\"").contains(&"N01".to_owned()));
    assert!(
        !codes("title = \"Approve captions\"\nowner = \"nora\"\n[approval]\nby = \"nora\"\nof = \"frameworks\"")
            .contains(&"N02".to_owned())
    );
}

#[test]
fn short_note_of_a_member_gets_only_infos() {
    let text = "+++\ntitle = \"Visit three dealers\"\nowner = \"milo\"\n+++\n";
    let found = samples::findings(&samples::config(""), [("sample", text)]);
    assert!(found.iter().all(|finding| finding.severity == Severity::Info), "{found:#?}");
}

#[test]
fn approving_a_framework_or_hiring_somebody_is_not_reported() {
    for title in ["Approve the brand guide", "Approve the budget for 2027", "Hire a video editor"] {
        let found = codes(&format!("title = \"{title}\"\nowner = \"nora\""));
        assert!(!found.iter().any(|code| code == "N02" || code == "N05"), "{title}: {found:?}");
    }
}

#[test]
fn system_as_owner_is_reported_and_counts_as_no_handover() {
    let note = "+++\ntitle = \"Queue\"\nowner = \"robot\"\ndelegate = \"milo\"\nwork = \"execution\"\n+++\n";
    let found = samples::findings(&samples::config(""), [("sample", note)]);
    let codes: Vec<&str> = found.iter().map(Finding::code).collect();
    assert_eq!(codes, ["C04"]);
}
