//! Tests of builds into a folder: which files they write, remove, keep or refuse.

use super::*;

mod hostile;

fn paths(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// Starts a build of the site at `root` into `folder`.
fn open(root: &Path, folder: &str, files: &[&str]) -> Result<Site, Error> {
    let (folder, keep) = (root.join(folder), [root.join("content")]);
    let output = Output { folder: &folder, root, keep: &keep, foreign: Foreign::Refuse };
    Site::open(output, paths(files), &mut || Ok(()))
}

fn build(root: &Path, files: &[(&str, &str)]) -> Result<(usize, usize), Error> {
    let site = open(root, "public", &files.iter().map(|(path, _)| *path).collect::<Vec<_>>())?;
    let write = |(path, text): &(&str, &str)| site.write(path, None, || Ok(text.as_bytes().to_vec()));
    let written = files.iter().map(write).collect::<Result<Vec<_>, _>>()?;
    let changed = written.iter().filter(|file| file.is_changed).count();
    Ok((changed, site.finish(key("all"), written)?))
}

fn key(of: &str) -> BuildKey {
    KeyBuilder::default().add(of).key()
}

fn is_written(root: &Path, whole: &str) -> bool {
    written(&root.join("public"), key(whole)).is_some()
}

/// Builds only `a.html` with the build key `of`. Returns whether the file was rendered.
fn makes(root: &Path, of: &str, text: &str) -> bool {
    let site = open(root, "public", &["a.html"]).expect("an output folder");
    let mut is_made = false;
    let make = || {
        is_made = true;
        Ok(text.as_bytes().to_vec())
    };
    let written = site.write("a.html", Some(key(of)), make).expect("staged");
    site.finish(key(of), vec![written]).expect("a build");
    is_made
}

#[test]
fn file_with_the_same_build_key_is_not_rendered_again() {
    let root = tempfile::tempdir().expect("a folder");
    let file = root.path().join("public/a.html");
    assert!(makes(root.path(), "1", "one") && !makes(root.path(), "1", "one"));
    assert!(makes(root.path(), "2", "two") && !makes(root.path(), "2", "two"));
    assert_eq!(fs::read_to_string(&file).expect("a file"), "two");
    assert!(is_written(root.path(), "2") && !is_written(root.path(), "1"));
}

#[test]
fn site_with_a_lock_file_does_not_count_as_finished() {
    let root = tempfile::tempdir().expect("a folder");
    for lock in [".public.handover-lock", "public/.handover-lock"] {
        makes(root.path(), "1", "one");
        assert!(is_written(root.path(), "1"));
        // The lock of another build, or of a build that was killed at its very end.
        fs::write(root.path().join(lock), "").expect("a file");
        assert!(!is_written(root.path(), "1"), "{lock}");
        fs::remove_file(root.path().join(lock)).expect("removed");
    }
}

#[test]
fn changed_or_removed_file_is_rendered_again() {
    let root = tempfile::tempdir().expect("a folder");
    let file = root.path().join("public/a.html");
    let later = |seconds| SystemTime::now() + std::time::Duration::from_secs(seconds);
    let touch = |text: &str, time| {
        fs::write(&file, text).expect("a file");
        fs::File::options().write(true).open(&file).and_then(|file| file.set_modified(time)).expect("a time");
    };
    assert!(makes(root.path(), "1", "one"));
    // Another length and an older time.
    touch("another", std::time::UNIX_EPOCH);
    assert!(!is_written(root.path(), "1") && makes(root.path(), "1", "one"));
    // The same length and a younger time.
    touch("two", later(60));
    assert!(!is_written(root.path(), "1") && makes(root.path(), "1", "one"));
    fs::remove_file(&file).expect("removed");
    assert!(!is_written(root.path(), "1") && makes(root.path(), "1", "one"));
    assert_eq!(fs::read_to_string(&file).expect("a file"), "one");
    // A killed build has left its staging folder.
    fs::create_dir(root.path().join("public").join(ASIDE)).expect("a folder");
    assert!(!is_written(root.path(), "1"));
}

#[test]
fn rebuild_writes_changed_files_and_removes_files_that_are_gone() {
    let root = tempfile::tempdir().expect("a folder");
    build(root.path(), &[("a.html", "1"), ("notes/b.html", "1"), ("c.html", "1")]).expect("a first build");
    let (changed, removed) = build(root.path(), &[("a.html", "1"), ("c.html", "2")]).expect("a rebuild");
    assert_eq!((changed, removed), (1, 1));
    assert!(!root.path().join("public/notes").exists() && !root.path().join("public/.handover-tmp").exists());
}

#[test]
fn folder_with_foreign_files_is_refused_and_stays_the_same() {
    let root = tempfile::tempdir().expect("a folder");
    fs::create_dir(root.path().join("public")).expect("a folder");
    fs::write(root.path().join("public/mine.txt"), "mine").expect("a file");
    assert!(build(root.path(), &[("a.html", "1")]).is_err());
    assert_eq!(fs::read_dir(root.path().join("public")).expect("a folder").count(), 1);
    fs::remove_file(root.path().join("public/mine.txt")).expect("removed");
    build(root.path(), &[("a.html", "1")]).expect("an empty folder may be used");
    fs::write(root.path().join("public/b.html"), "mine").expect("a file");
    assert!(build(root.path(), &[("a.html", "1"), ("b.html", "1")]).is_err());
    assert_eq!(fs::read_to_string(root.path().join("public/b.html")).expect("a file"), "mine");
}

#[test]
fn folders_of_the_site_are_refused_as_output_folders() {
    let root = tempfile::tempdir().expect("a folder");
    fs::create_dir(root.path().join("content")).expect("a folder");
    for out in [".", "content", "content/public", ".."] {
        assert!(open(root.path(), out, &["a.html"]).is_err(), "{out}");
    }
    assert_eq!(fs::read_dir(root.path()).expect("a folder").count(), 1);
}

#[test]
fn manifest_with_a_path_outside_deletes_nothing_there() {
    let root = tempfile::tempdir().expect("a folder");
    let victim = root.path().join("victim.txt");
    fs::write(&victim, "mine").expect("a file");
    build(root.path(), &[("a.html", "1")]).expect("a first build");
    fs::write(root.path().join("public").join(MANIFEST), "handover 1\n../victim.txt\na.html\n").expect("a file");
    build(root.path(), &[("a.html", "1")]).expect("a rebuild");
    assert!(victim.exists());
}

#[test]
fn unfinished_rebuild_changes_nothing_and_the_next_build_succeeds() {
    let root = tempfile::tempdir().expect("a folder");
    build(root.path(), &[("a.html", "1"), ("notes/b.html", "1")]).expect("a first build");
    let out = root.path().join("public");
    let site = open(root.path(), "public", &["a.html", "notes/c.html"]).expect("a rebuild begins");
    site.write("a.html", None, || Ok(b"2".to_vec())).expect("staged");
    drop(site);
    let read = |path: &str| fs::read_to_string(out.join(path)).expect("a file");
    assert_eq!((read("a.html"), read("notes/b.html")), ("1".to_owned(), "1".to_owned()));
    build(root.path(), &[("a.html", "3")]).expect("the next build");
    assert_eq!(read("a.html"), "3");
    assert!(!out.join("notes").exists() && !out.join(ASIDE).exists());
}

#[test]
fn unfinished_first_build_leaves_no_files() {
    let root = tempfile::tempdir().expect("a folder");
    let site = open(root.path(), "public", &["a.html"]).expect("it begins");
    site.write("a.html", None, || Ok(b"1".to_vec())).expect("written aside");
    drop(site);
    assert_eq!(fs::read_dir(root.path()).expect("a folder").count(), 0);
}

/// Every file and folder below `folder`, with the bytes of files.
fn tree(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    entries.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).ok())).collect()
}

#[test]
fn output_stays_the_same_until_a_rebuild_is_finished() {
    let root = tempfile::tempdir().expect("a folder");
    let out = root.path().join("public");
    build(root.path(), &[("a.html", "1"), ("notes/b.html", "1")]).expect("a first build");
    let before = tree(&out);
    let site = open(root.path(), "public", &["a.html", "hidden/c.html"]).expect("a rebuild begins");
    site.write("hidden/c.html", None, || Ok(b"1".to_vec())).expect("staged");
    let shown: Vec<_> = tree(&out).into_iter().filter(|(path, _)| !path.starts_with(out.join(ASIDE))).collect();
    assert_eq!(shown, before);
    drop(site);
    assert_eq!(tree(&out), before);
}

#[test]
fn file_in_the_place_of_a_folder_is_refused_before_anything_changes() {
    let root = tempfile::tempdir().expect("a folder");
    let out = root.path().join("public");
    build(root.path(), &[("a.html", "1")]).expect("a first build");
    for foreign in ["notes", ASIDE] {
        fs::write(out.join(foreign), "mine").expect("a file");
        let before = tree(&out);
        let refused = build(root.path(), &[("a.html", "2"), ("b/b.html", "1"), ("notes/x/c.html", "1")]);
        assert!(refused.is_err_and(|error| error.to_string().contains(foreign)), "{foreign}");
        assert_eq!(tree(&out), before);
        fs::remove_file(out.join(foreign)).expect("removed");
    }
    fs::create_dir(out.join(ASIDE)).expect("a folder");
    fs::write(out.join(ASIDE).join("mine.txt"), "mine").expect("a file");
    assert!(build(root.path(), &[("a.html", "2")]).is_err(), "a folder that is not ours");
    assert_eq!(fs::read_to_string(out.join(ASIDE).join("mine.txt")).expect("a file"), "mine");
}

#[test]
fn build_removes_the_remains_of_a_build_that_was_killed_at_any_moment() {
    let left = |aside: &[&str], folders: &[&str], listed: &str| {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("public");
        build(root.path(), &[("a.html", "1")]).expect("a first build");
        fs::write(out.join(MANIFEST), listed).expect("a file");
        for folder in folders {
            fs::create_dir_all(out.join(folder)).expect("a folder");
        }
        for file in aside {
            fs::write(out.join(ASIDE).join(file), "handover 1\n").expect("a file");
        }
        build(root.path(), &[("a.html", "1")]).expect("the next build");
        let clean = tempfile::tempdir().expect("a folder");
        build(clean.path(), &[("a.html", "1")]).expect("a first build");
        assert_eq!(tree(&out).len(), tree(&clean.path().join("public")).len(), "{aside:?} {folders:?}");
    };
    let (old, union) = ("handover 1\na.html\n", "handover 1\na.html\nnew/b.html\n");
    left(&[], &[ASIDE], old);
    left(&[".handover-half"], &[ASIDE], old);
    left(&[MANIFEST, "new/b.html"], &[".handover-tmp/new"], old);
    left(&[MANIFEST, "new/b.html"], &[".handover-tmp/new"], union);
    left(&[MANIFEST, "new/b.html"], &[".handover-tmp/new", "new"], union);
    left(&[MANIFEST], &[".handover-tmp/new"], old);
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_written_to_and_not_replaced() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read(pipe).expect("read")
    });
    write_file(&pipe, b"report").expect("written");
    assert_eq!(reader.join().expect("read"), b"report");
    assert!(pipe.symlink_metadata().expect("there").file_type().is_fifo());

    let (real, link) = (folder.path().join("real.json"), folder.path().join("link.json"));
    fs::write(&real, "old").expect("written");
    symlink(&real, &link).expect("a link");
    write_file(&link, b"new").expect("written");
    assert!(link.is_symlink());
    assert_eq!(fs::read(&real).expect("read"), b"new");
    assert!(write_file(folder.path(), b"new").is_err(), "a folder is no file");

    let (later, dangling) = (folder.path().join("later.json"), folder.path().join("dangling.json"));
    symlink("later.json", &dangling).expect("a link");
    write_file(&dangling, b"new").expect("written");
    assert!(dangling.is_symlink());
    assert_eq!(fs::read(&later).expect("read"), b"new");

    let mode = |file: &Path| std::os::unix::fs::PermissionsExt::mode(&file.metadata().expect("there").permissions());
    fs::set_permissions(&real, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("closed");
    write_file(&real, b"newer").expect("written");
    assert_eq!(mode(&real) & 0o777, 0o600);
}
