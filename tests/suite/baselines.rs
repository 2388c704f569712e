//! `--baseline` and `--since` report only new findings. Each test creates a git repository.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::generated::tree_with_times;
use crate::support::{self, new_folder, program};

const SETTINGS: &str = "[site]\ntitle = \"Harbour bakery\"\n\n[people.nora]\nname = \"Nora\"\nrole = \"leader\"\n\n\
                        [people.milo]\nname = \"Milo\"\n";

/// Has the finding N02: Nora approves each piece.
const FOUND: &str = "owner = \"milo\"\n[approval]\nby = \"nora\"\nof = \"assets\"\n";

const FIXED: &str = "owner = \"milo\"\n";

/// A new folder with a git repository in it, outside this repository.
struct Repository {
    folder: PathBuf,
    /// Removes the folder.
    _guard: TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self::without_git();
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    fn without_git() -> Self {
        let guard = new_folder();
        Self { folder: guard.path().canonicalize().expect("a folder"), _guard: guard }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        support::write(self.path(path), text);
    }

    fn note(&self, path: &str, title: &str, more: &str) {
        self.write(path, &format!("+++\ntitle = \"{title}\"\n{more}+++\nAs agreed.\n"));
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).args(["-c", "user.name=T", "-c", "user.email=t@example.org"]).args(arguments);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let ran = command.output().expect("git runs");
        assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).expect("UTF-8")
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    fn handover(&self, arguments: &[&str]) -> Output {
        self.handover_in(".", arguments)
    }

    fn handover_in(&self, folder: &str, arguments: &[&str]) -> Output {
        let mut command = program();
        command.current_dir(self.folder.join(folder)).args(arguments).env("NO_COLOR", "1");
        command.output().expect("the program starts")
    }

    /// The new findings as `RULE path`.
    fn new_findings(&self, folder: &str, arguments: &[&str]) -> Vec<String> {
        let ran = self.handover_in(folder, &[&["check", "--format", "json"], arguments].concat());
        let report: Value = serde_json::from_slice(&ran.stdout).unwrap_or_else(|_| panic!("{}", err(&ran)));
        let findings = report["findings"].as_array().expect("findings").iter();
        findings
            .map(|finding| {
                let path = finding["path"].as_str().unwrap_or_default();
                format!("{} {path}", finding["rule"].as_str().expect("a rule"))
            })
            .collect()
    }
}

fn out(ran: &Output) -> String {
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

fn err(ran: &Output) -> String {
    String::from_utf8_lossy(&ran.stderr).into_owned()
}

const NOTHING: [&str; 0] = [];

/// A commit with three findings. After it, one note is new, one fixed, one renamed, and one has moved lines.
fn changed() -> Repository {
    let repository = Repository::new();
    repository.write("site.toml", SETTINGS);
    repository.note("content/kept.md", "Stock list", FOUND);
    repository.note("content/fixed.md", "Price list", FOUND);
    repository.note("content/old/name.md", "Window display", FOUND);
    repository.commit("Base");
    repository.note("content/kept.md", "Stock list", &format!("# a line more\n\nupdated = 2026-11-20\n{FOUND}"));
    repository.note("content/fixed.md", "Price list", FIXED);
    fs::create_dir_all(repository.path("content/new")).expect("a folder");
    repository.git(&["mv", "content/old/name.md", "content/new/place.md"]);
    repository.note("content/new.md", "Opening hours", FOUND);
    repository
}

#[test]
fn since_reports_only_findings_that_the_revision_does_not_have() {
    let repository = changed();
    assert_eq!(repository.new_findings(".", &["--since", "main"]), ["N02 content/new.md"]);
    let ran = repository.handover(&["check", "--since", "main"]);
    assert_eq!(ran.status.code(), Some(1));
    assert!(out(&ran).contains("content/new.md:6:1"), "{}", out(&ran));
    assert!(out(&ran).contains("1 error, 0 warnings, 0 infos, "), "{}", out(&ran));
    assert!(err(&ran).contains("main: 1 finding is no longer open\n  N02 content/fixed.md (nora)\n"), "{}", err(&ran));
    fs::remove_file(repository.path("content/new.md")).expect("removed");
    let ran = repository.handover(&["check", "--since", "main", "--fail-on", "info"]);
    assert_eq!(ran.status.code(), Some(0), "{}", out(&ran));
}

/// The number of findings in a report of this format.
fn findings_in(format: &str, text: &str) -> usize {
    let json = || serde_json::from_str::<Value>(text).expect("JSON");
    let lines =
        |starts: &[&str]| text.lines().filter(|line| starts.iter().any(|start| line.starts_with(start))).count();
    match format {
        "text" => lines(&["error[", "warning[", "info["]),
        "concise" => text.lines().filter(|line| line.starts_with("content/")).count(),
        "json" => json()["findings"].as_array().expect("a list").len(),
        "csv" => csv::Reader::from_reader(text.as_bytes()).records().count(),
        "sarif" => json()["runs"][0]["results"].as_array().expect("a list").len(),
        "gitlab" => json().as_array().expect("a list").len(),
        "github" => lines(&["::"]),
        "junit" => text.matches("<testcase").count(),
        "markdown" => lines(&["| "]) - 1,
        _ => panic!("this test cannot count the findings in {format}"),
    }
}

const FORMATS: [&str; 9] = ["text", "concise", "json", "csv", "sarif", "gitlab", "github", "junit", "markdown"];

#[test]
fn every_format_reports_only_the_new_finding() {
    let repository = changed();
    repository.git(&["stash", "--include-untracked", "--quiet"]);
    repository.handover(&["check", "--write-baseline", ".git/known.json"]);
    repository.git(&["stash", "pop", "--quiet"]);
    for known in [["--since", "main"], ["--baseline", ".git/known.json"]] {
        let files: Vec<String> = FORMATS.iter().map(|format| format!("--format={format}=out.{format}")).collect();
        let mut arguments = vec!["check", "--min-severity", "info"];
        arguments.extend(files.iter().map(String::as_str).chain(known));
        assert_eq!(repository.handover(&arguments).status.code(), Some(1));
        for format in FORMATS {
            let text = fs::read_to_string(repository.path(&format!("out.{format}"))).expect("written");
            assert_eq!(findings_in(format, &text), 1, "{format}: {text}");
            assert!(text.contains("content/new.md") && text.contains("N02"), "{format}: {text}");
            assert!(!["kept.md", "place.md", "name.md"].iter().any(|old| text.contains(old)), "{format}: {text}");
            // Standard output gets the same bytes, with the same exit code.
            let ran =
                repository.handover(&[&["check", "--min-severity", "info", "--format", format], &known[..]].concat());
            assert_eq!((ran.status.code(), out(&ran)), (Some(1), text), "{format}");
        }
    }
}

#[test]
fn baseline_hides_its_findings_and_can_be_rewritten() {
    let repository = changed();
    repository.git(&["stash", "--include-untracked", "--quiet"]);
    let written = repository.handover(&["check", "--fail-on", "info", "--write-baseline", "known.json"]);
    assert_eq!((written.status.code(), err(&written).as_str()), (Some(0), "wrote 3 findings to known.json\n"));
    repository.git(&["stash", "pop", "--quiet"]);

    let against = ["--baseline", "known.json"];
    assert_eq!(repository.new_findings(".", &against), ["N02 content/new.md"]);
    let ran = repository.handover(&[&["check", "--fail-on", "error"], &against[..]].concat());
    assert_eq!(ran.status.code(), Some(1));
    assert!(err(&ran).contains("known.json: 1 finding is no longer open; update the file with"), "{}", err(&ran));

    // Rewriting without `--baseline` adds new findings and says so; with it, only resolved findings are removed.
    let more = repository.handover(&["check", "--write-baseline", "more.json", "--baseline", "known.json"]);
    assert_eq!(err(&more), "wrote 2 findings to more.json\n");
    let more = repository.handover(&["check", "--write-baseline", "more.json"]);
    assert_eq!(err(&more), "wrote 3 findings to more.json, 1 of them new in this file\n");
    let shrunk = [&["check", "--fail-on", "error", "--write-baseline", "known.json"], &against[..]].concat();
    let ran = repository.handover(&shrunk);
    assert_eq!((ran.status.code(), err(&ran).as_str()), (Some(1), "wrote 2 findings to known.json\n"));
    assert_eq!(repository.new_findings(".", &against), ["N02 content/new.md"]);
    let baseline = fs::read_to_string(repository.path("known.json")).expect("written");
    assert!(
        baseline.contains(r#"{"path":"content/new/place.md","rule":"N02","subject":"nora","title":"Window display""#)
    );
}

#[test]
fn second_finding_of_the_same_kind_on_a_note_is_new() {
    let repository = Repository::new();
    repository.write("site.toml", SETTINGS);
    repository.note("content/a.md", "Stock list", &format!("hours = \"x\"\n{FOUND}"));
    repository.commit("Base");
    repository.note("content/a.md", "Stock list", &format!("hours = \"x\"\ncadence = \"x\"\n{FOUND}"));
    assert_eq!(repository.new_findings(".", &["--since", "HEAD", "--select", "C04"]), ["C04 content/a.md"]);
    assert_eq!(repository.new_findings(".", &["--select", "C04"]).len(), 2);
}

#[test]
fn new_note_at_the_path_of_a_renamed_note_is_new() {
    let repository = Repository::new();
    repository.write("site.toml", SETTINGS);
    repository.note("content/a.md", "Stock list", FOUND);
    repository.note("content/b.md", "Price list", FIXED);
    repository.commit("Base");
    repository.handover(&["check", "--write-baseline", "known.json"]);
    repository.git(&["mv", "content/a.md", "content/z.md"]);
    repository.note("content/a.md", "Opening hours", FOUND);
    for known in [["--since", "HEAD"], ["--baseline", "known.json"]] {
        assert_eq!(repository.new_findings(".", &known), ["N02 content/a.md"]);
    }
    // Two notes swap their paths.
    repository.note("content/a.md", "Price list", FIXED);
    repository.git(&["rm", "--quiet", "--cached", "content/z.md"]);
    fs::rename(repository.path("content/z.md"), repository.path("content/b.md")).expect("moved");
    for known in [["--since", "HEAD"], ["--baseline", "known.json"]] {
        assert_eq!(repository.new_findings(".", &known), NOTHING);
    }
}

#[test]
fn new_person_makes_no_finding_new() {
    let repository = Repository::new();
    repository.write("site.toml", SETTINGS);
    repository.note(
        "content/a.md",
        "Trade fair",
        "owner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"agree\"\n",
    );
    repository.commit("Base");
    repository.handover(&["check", "--write-baseline", "known.json"]);
    repository.write("site.toml", &format!("{SETTINGS}[people.abe]\nname = \"Abe\"\nrole = \"leader\"\n"));
    assert!(!repository.new_findings(".", &["--select", "A03"]).is_empty());
    for known in [["--since", "HEAD"], ["--baseline", "known.json"]] {
        assert_eq!(repository.new_findings(".", &[&known[..], &["--select", "A03"]].concat()), NOTHING);
    }
}

/// The finding is on the first note that names them, which may change.
#[test]
fn finding_on_an_unknown_person_stays_known_when_it_moves_to_another_note() {
    let repository = Repository::new();
    repository.write("site.toml", SETTINGS);
    for path in ["content/a.md", "content/b.md"] {
        repository.note(path, "Stock list", "owner = \"pia\"\n");
    }
    repository.commit("Base");
    repository.note("content/a.md", "Stock list", "owner = \"milo\"\n");
    assert_eq!(repository.new_findings(".", &["--select", "C05"]), ["C05 content/b.md"]);
    assert_eq!(repository.new_findings(".", &["--since", "HEAD", "--select", "C05"]), NOTHING);
}

#[test]
fn passing_days_make_no_finding_new() {
    let repository = Repository::new();
    repository.write("site.toml", SETTINGS);
    repository.note("content/a.md", "Trade fair", "owner = \"milo\"\ncadence = \"once\"\ndue = 2026-11-10\n");
    repository.commit("Base");
    repository.handover(&["check", "--write-baseline", "known.json"]);
    repository.note("content/a.md", "Trade fair", "owner = \"nora\"\ncadence = \"once\"\ndue = 2026-11-15\n");
    assert_eq!(repository.new_findings(".", &["--baseline", "known.json", "--select", "C11"]), NOTHING);
    assert_eq!(repository.new_findings(".", &["--since", "main", "--select", "C11"]), NOTHING);
    assert_eq!(repository.new_findings(".", &["--select", "C11"]), ["C11 content/a.md"]);
}

#[test]
fn content_folder_is_normalised_before_findings_are_compared() {
    let repository = Repository::new();
    repository.write("site.toml", &format!("{SETTINGS}[content]\ndir = \"./tasks//open/\"\n"));
    repository.note("tasks/open/a.md", "Stock list", FOUND);
    repository.commit("Base");
    assert_eq!(repository.new_findings(".", &["--select", "N02"]), ["N02 tasks/open/a.md"]);
    assert_eq!(repository.new_findings(".", &["--since", "HEAD"]), NOTHING);
}

#[test]
fn revision_is_audited_with_its_own_settings() {
    let repository = Repository::new();
    repository.write("site.toml", &format!("{SETTINGS}[content]\ndir = \"tasks\"\n[audit.severity]\nN02 = \"off\"\n"));
    repository.note("tasks/a.md", "Stock list", FOUND);
    repository.commit("Base");
    repository.git(&["mv", "tasks", "content"]);
    repository.write("site.toml", SETTINGS);
    assert_eq!(repository.new_findings(".", &["--since", "main"]), ["N02 content/a.md"]);

    // A revision with broken settings is audited with the current ones.
    repository.write("site.toml", "[site\n");
    repository.commit("Broken");
    repository.write("site.toml", SETTINGS);
    let ran = repository.handover(&["check", "--since", "HEAD", "--fail-on", "info"]);
    assert_eq!(ran.status.code(), Some(0), "{}", out(&ran));
    assert_eq!(err(&ran), "site.toml at HEAD has errors, so its notes are audited with today's site.toml\n");
}

#[test]
fn since_works_in_subfolders_linked_work_trees_and_packed_repositories() {
    let repository = Repository::new();
    repository.write("team/notes/site.toml", SETTINGS);
    repository.note("team/notes/content/a.md", "Stock list", &format!("framework = \"guide.md\"\n{FOUND}"));
    repository.write("team/notes/guide.md", "Guide");
    repository.commit("Base");
    repository.git(&["gc", "--quiet"]);
    repository.git(&["pack-refs", "--all"]);
    repository.note("team/notes/content/b.md", "Opening hours", FOUND);
    // The settings file is named by other paths.
    for settings in ["../site.toml", "../../../team/notes/site.toml"] {
        let given = ["--config", settings, "--since", "main"];
        assert_eq!(repository.new_findings("team/notes/content", &given), ["N02 team/notes/content/b.md"]);
    }
    let new = ["N02 team/notes/content/b.md"];
    assert_eq!(repository.new_findings("team/notes/content", &["--since", "main"]), new);
    assert_eq!(repository.new_findings(".", &["-C", "team/notes", "--since", "main"]), new);
    repository.commit("More");
    assert_eq!(repository.new_findings("team/notes", &["--since", "HEAD"]), NOTHING);
    repository.git(&["worktree", "add", "--quiet", "--detach", "linked", "HEAD~1"]);
    assert_eq!(repository.new_findings("linked/team/notes", &["--since", "HEAD"]), NOTHING);
    repository.note("linked/team/notes/content/b.md", "Opening hours", FOUND);
    assert_eq!(repository.new_findings("linked/team/notes", &["--since", "HEAD"]), new);
    assert_eq!(repository.new_findings("linked/team/notes", &["--since", "main"]), NOTHING);
}

#[test]
fn unusable_revision_is_named_in_the_message() {
    let repository = Repository::new();
    repository.write("README", "Nothing here yet");
    repository.commit("Start");
    repository.git(&["tag", "start"]);
    repository.write("site.toml", SETTINGS);
    repository.commit("Settings");
    repository.note("content/a.md", "Stock list", FOUND);
    repository.commit("Notes");

    let check = |since: &str| repository.handover(&["check", "--fail-on", "error", "--since", since]);
    let ran = check("start");
    let everything = "so every finding counts as new\n";
    assert_eq!((ran.status.code(), err(&ran)), (Some(1), format!("start has no site.toml, {everything}")));
    let ran = check("HEAD~1");
    assert_eq!((ran.status.code(), err(&ran)), (Some(1), format!("HEAD~1 has no folder content, {everything}")));
    for (name, help) in [
        ("mian", "did you mean `main`?"),
        ("HEAD~9", "name a branch, a tag or a commit"),
        ("HEAD:site.toml", "name a branch, a tag or a commit"),
        ("HEAD:content", "name a branch, a tag or a commit"),
        ("", "a value is required for '--since <GIT_REF>'"),
    ] {
        let ran = check(name);
        assert_eq!(ran.status.code(), Some(2), "{name}");
        assert!(err(&ran).contains(help) && out(&ran).is_empty(), "{name}: {}", err(&ran));
    }

    let shallow = Repository::without_git();
    let source = format!("file://{}", repository.folder.display());
    shallow.git(&["clone", "--quiet", "--depth=1", &source, "clone"]);
    let ran = shallow.handover_in("clone", &["check", "--since", "HEAD~1"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(err(&ran).contains("this clone is shallow"), "{}", err(&ran));
    let ran = shallow.handover_in("clone", &["check", "--since", "HEAD", "--fail-on", "info"]);
    assert_eq!(ran.status.code(), Some(0), "{}", err(&ran));

    let alone = Repository::without_git();
    alone.write("site.toml", SETTINGS);
    alone.note("content/a.md", "Stock list", FOUND);
    let ran = alone.handover(&["check", "--since", "main"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(err(&ran).contains("is not in a git repository") && err(&ran).contains("--baseline FILE"), "{}", err(&ran));
}

/// The configuration asks git to run commands in many places.
#[test]
fn since_runs_no_command_of_the_repository_and_changes_no_file() {
    let repository = changed();
    let mark = repository.path("ran");
    let run = format!("touch {}; cat", mark.display());
    repository.write(".gitattributes", "*.md filter=mark diff=mark\n");
    repository.commit("Attributes");
    repository.git(&["worktree", "add", "--quiet", "--detach", "elsewhere"]);
    for key in [
        "filter.mark.smudge",
        "filter.mark.clean",
        "filter.mark.process",
        "diff.mark.textconv",
        "diff.mark.command",
        "diff.external",
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "core.gitProxy",
        "credential.helper",
        "gpg.program",
        "uploadpack.packObjectsHook",
        "core.alternateRefsCommand",
    ] {
        repository.git(&["config", key, &run]);
    }
    repository.git(&["config", "core.worktree", "../elsewhere"]);
    repository.write("include", &format!("[core]\n\tfsmonitor = {run}\n"));
    repository.git(&["config", "include.path", "../include"]);
    for hook in ["post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc"] {
        let file = repository.path(".git/hooks").join(hook);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, format!("#!/bin/sh\n{run}\n")).expect("a hook");
        #[cfg(unix)]
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("executable");
    }
    let _ = fs::remove_file(&mark);
    let before = tree_with_times(&repository.folder);
    assert_eq!(repository.new_findings(".", &["--since", "HEAD~1"]), ["N02 content/new.md"]);
    assert_eq!(tree_with_times(&repository.folder), before);
    assert!(!mark.exists());
}

/// A work tree would never hold some of these bytes and paths.
#[cfg(unix)]
#[test]
fn unusual_files_of_a_revision_have_the_same_findings_as_on_disk() {
    use std::os::unix::ffi::OsStrExt as _;
    let repository = Repository::new();
    repository.write("site.toml", SETTINGS);
    repository.note("content/a.md", "Stock list", FIXED);
    repository.write("content/large.md", &"x".repeat(1024 * 1024 + 1));
    repository.write("content/_left/out.md", "out");
    fs::write(repository.path("content/bytes.md"), b"+++\n\xff\n+++\n").expect("written");
    fs::write(repository.path("content").join(std::ffi::OsStr::from_bytes(b"n\xff.md")), "x").expect("written");
    std::os::unix::fs::symlink("a.md", repository.path("content/link.md")).expect("a link");
    repository.commit("Base");
    let all = repository.new_findings(".", &["--select", "C01"]);
    assert_eq!(all.len(), 4, "{all:?}");
    let junk = |kind: &str, bytes: &str| {
        repository.write(".git/junk", bytes);
        let id = repository.git(&["hash-object", "-w", "-t", kind, "--literally", ".git/junk"]);
        let ran = repository.handover(&["check", "--since", id.trim()]);
        assert_eq!(ran.status.code(), Some(2), "{kind} {bytes:?}: {}", err(&ran));
        assert!(err(&ran).contains("this is not a commit"), "{}", err(&ran));
    };
    junk("tag", "junk");
    junk("commit", "tree \n");
    junk("blob", "junk");
    assert_eq!(repository.new_findings(".", &["--since", "HEAD"]), NOTHING);
    // The finding is known, but the file that cannot be read is still named.
    let ran = repository.handover(&["check", "--since", "HEAD", "--quiet"]);
    assert_eq!((ran.status.code(), out(&ran).as_str()), (Some(0), ""));
    assert!(err(&ran).contains("content/large.md:1: this note cannot be read"), "{}", err(&ran));
}

#[test]
fn unreadable_baseline_is_an_error() {
    let repository = changed();
    for (text, why) in [
        (None, "there is no baseline file known.json"),
        (Some("{"), "cannot read the baseline known.json: EOF"),
        (Some("{\"schema\": 2, \"findings\": []}"), "its schema is 2; this version reads schema 1"),
        (Some("{\"schema\": 1, \"findings\": [{\"path\": \"x\", \"rul\": \"N01\"}]}"), "unknown field `rul`"),
    ] {
        if let Some(text) = text {
            repository.write("known.json", text);
        }
        let ran = repository.handover(&["check", "--baseline", "known.json"]);
        assert_eq!((ran.status.code(), out(&ran).as_str()), (Some(2), ""), "{text:?}");
        assert!(err(&ran).contains(why) && err(&ran).contains("--write-baseline known.json"), "{}", err(&ran));
    }
}
