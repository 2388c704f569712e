//! After whatever changes in the notes, a build into the same folder ends as one into a new folder does: no page is taken
//! for up to date that would say something else.

mod generated;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generated::{Random, assert_same, tree};

const STEPS: u64 = 40;

/// The notes of the demonstration, by their paths below the content folder.
type Notes = BTreeMap<PathBuf, String>;

fn any(notes: &Notes, random: &mut Random) -> PathBuf {
    notes.keys().nth(below(random, notes.len())).expect("a note").clone()
}

fn below(random: &mut Random, limit: usize) -> usize {
    usize::try_from(random.below(limit as u64)).expect("below a limit that fits")
}

fn demonstration() -> Notes {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let files = walkdir::WalkDir::new(&content).into_iter().map(|entry| entry.expect("an entry"));
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
    let note = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(&content).expect("below it").to_owned();
        (path, fs::read_to_string(entry.path()).expect("a note"))
    };
    files.map(note).collect()
}

/// The note with another line for `key`, at the top of its front matter.
fn with(note: &str, key: &str, line: &str) -> String {
    let is_other = |found: &&str| !found.starts_with(&format!("{key} = "));
    let rest: Vec<&str> = note.lines().skip(1).filter(is_other).collect();
    format!("+++\n{line}\n{}\n", rest.join("\n"))
}

/// The line of a note that names the resources of its handover.
fn resources(note: &str) -> Option<&str> {
    note.lines().find(|line| line.starts_with("resources = ["))
}

/// Changes one thing and says what.
fn change(
    notes: &mut Notes,
    first: &Notes,
    random: &mut Random,
    [named, linked]: &mut [Option<PathBuf>; 2],
    step: u64,
) -> String {
    let (mut path, other, kind) = (any(notes, random), any(notes, random), below(random, 11));
    // What other pages name is what they have to follow.
    let followed = match kind {
        0 => named.take(),
        7 => linked.take(),
        _ => None,
    };
    path = followed.filter(|followed| notes.contains_key(followed)).unwrap_or(path);
    if kind == 10 {
        let (first, _) = notes.iter().find(|(_, text)| resources(text).is_some()).expect("one with resources");
        path.clone_from(first);
    }
    let people = ["wout", "ilse", "yusuf", "somebody"];
    let text = notes[&path].clone();
    let up = "../".repeat(path.components().count() - 1);
    let id = other.with_extension("");
    let what = match kind {
        0 => ("title", Some(with(&text, "title", &format!("title = \"Called otherwise {step}\"")))),
        1 => ("owner", Some(with(&text, "owner", &format!("owner = \"{}\"", people[below(random, people.len())])))),
        2 => ("hours", Some(with(&text, "hours", &format!("hours = {}", below(random, 30))))),
        3 => ("audience", Some(with(&text, "audience", "audience = \"leaders\""))),
        4 => {
            *named = Some(other.clone());
            ("framework", Some(with(&text, "framework", &format!("framework = \"{}\"", id.display()))))
        }
        5 => {
            *linked = Some(other.clone());
            ("link", Some(format!("{text}\nSee [it]({up}{}).\n", other.display())))
        }
        6 => ("headings", Some(text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n"))),
        7 => ("gone", None),
        8 => {
            notes.insert(path.with_file_name(format!("copy-{step}.md")), text.clone());
            ("copy", Some(text))
        }
        10 => {
            let line = resources(&text).expect("its line");
            *named = Some(other.clone());
            ("resources", Some(text.replace(line, &format!("resources = [\"{}\"]", id.display()))))
        }
        _ => ("restored", first.get(&path).cloned().or(Some(text))),
    };
    match what.1 {
        Some(text) => _ = notes.insert(path.clone(), text),
        None => _ = notes.remove(&path),
    }
    format!("step {step}, {} of {}", what.0, path.display())
}

/// Writes what is not there yet and removes what should not be.
fn write(content: &Path, before: &Notes, after: &Notes) {
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        fs::remove_file(content.join(path)).expect("removed");
    }
    for (path, text) in after.iter().filter(|(path, text)| before.get(*path) != Some(*text)) {
        fs::create_dir_all(content.join(path).parent().expect("a folder")).expect("a folder");
        fs::write(content.join(path), text).expect("a note");
    }
}

fn build(root: &Path, out: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.args(["--today", "2026-11-21", "-C"]).arg(root).arg("build").arg("--out").arg(out);
    let built = command.env_remove("SOURCE_DATE_EPOCH").output().expect("the program starts");
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    String::from_utf8(built.stdout).expect("text")
}

#[test]
fn after_any_change_a_rebuild_is_what_a_clean_build_is() {
    let first = demonstration();
    let root = tempfile::tempdir().expect("a folder");
    let content = root.path().join("content");
    let settings = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("site.toml")).expect("settings");
    // Without the rule only the page itself tells of a link that has died.
    let settings = format!("{settings}\n[audit.severity]\nbroken-link = \"off\"\n");
    fs::write(root.path().join("site.toml"), settings).expect("settings");
    write(&content, &Notes::new(), &first);
    let out = root.path().join("public");
    build(root.path(), &out);
    let (mut notes, mut random, mut followed) = (first.clone(), Random(7), [None, None]);
    for step in 0..STEPS {
        let before = notes.clone();
        let what = change(&mut notes, &first, &mut random, &mut followed, step);
        write(&content, &before, &notes);
        let said = build(root.path(), &out);
        let clean = root.path().join(format!("clean-{step}"));
        build(root.path(), &clean);
        let anew = tree(&clean);
        assert_same(&tree(&out), &anew, &what);
        let changed = said.lines().find_map(|line| line.split(", ").nth(1)?.split(' ').next()?.parse::<usize>().ok());
        assert!(changed.is_some_and(|changed| changed < anew.len()), "{what}: {said}");
    }
}
