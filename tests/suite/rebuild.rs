//! A build into an existing folder gives the same files as a build into a new folder, whatever has changed in the notes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::generated::{Random, assert_same, tree};
use crate::support::{new_folder, read, rounds, run, write};

/// The notes of the demonstration, by their paths below the content folder.
type Notes = BTreeMap<PathBuf, String>;

fn any(notes: &Notes, random: &mut Random) -> PathBuf {
    notes.keys().nth(below(random, notes.len())).expect("a note").clone()
}

fn below(random: &mut Random, limit: usize) -> usize {
    usize::try_from(random.below(limit as u64)).expect("below a limit that fits")
}

fn demonstration() -> Notes {
    let files = tree(Path::new("content")).into_iter();
    let notes = files.filter(|(path, _)| path.extension().is_some_and(|extension| extension == "md"));
    notes.map(|(path, bytes)| (path, String::from_utf8(bytes.expect("a file")).expect("UTF-8"))).collect()
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

/// Changes one thing and describes the change.
fn change(
    notes: &mut Notes,
    first: &Notes,
    random: &mut Random,
    [named, linked]: &mut [Option<PathBuf>; 2],
    step: u64,
) -> String {
    let (mut path, other, kind) = (any(notes, random), any(notes, random), below(random, 11));
    // Other pages name these notes, so they have to change too.
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
    let (what, text) = match kind {
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
    match text {
        Some(text) => _ = notes.insert(path.clone(), text),
        None => _ = notes.remove(&path),
    }
    format!("step {step}, {what} of {}", path.display())
}

/// Writes the notes that have changed and removes those that are gone.
fn update(content: &Path, before: &Notes, after: &Notes) {
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        fs::remove_file(content.join(path)).expect("removed");
    }
    for (path, text) in after.iter().filter(|(path, text)| before.get(*path) != Some(*text)) {
        write(content.join(path), text);
    }
}

fn build(root: &Path, out: &Path) -> String {
    let built = run(&["-C", &root.to_string_lossy(), "build", "--out", &out.to_string_lossy()]);
    assert_eq!(built.code, 0, "{}", built.err);
    built.out
}

#[test]
fn rebuild_after_any_change_equals_a_build_into_a_new_folder() {
    let first = demonstration();
    let folder = new_folder();
    let root = folder.path();
    let content = root.join("content");
    // Without the rule, only the page of a note shows that one of its links is broken.
    let settings = format!("{}\n[audit.severity]\nbroken-link = \"off\"\n", read("site.toml"));
    write(root.join("site.toml"), settings);
    update(&content, &Notes::new(), &first);
    let out = root.join("public");
    build(root, &out);
    let (mut notes, mut random, mut followed) = (first.clone(), Random(7), [None, None]);
    for step in 0..rounds(12, 60) {
        let before = notes.clone();
        let what = change(&mut notes, &first, &mut random, &mut followed, step);
        update(&content, &before, &notes);
        let printed = build(root, &out);
        let new = root.join(format!("new-{step}"));
        build(root, &new);
        let expected = tree(&new);
        assert_same(&tree(&out), &expected, &what);
        let changed =
            printed.lines().find_map(|line| line.split(", ").nth(1)?.split(' ').next()?.parse::<usize>().ok());
        assert!(changed.is_some_and(|changed| changed < expected.len()), "{what}: {printed}");
        fs::remove_dir_all(new).expect("removed");
    }
}
