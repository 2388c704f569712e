//! Tests of output folders that somebody else, or a power cut, has changed.

use super::*;

/// A manifest can list any path, and somebody can replace a listed file by a link or a folder.
#[cfg(unix)]
#[test]
fn manifest_with_paths_behind_links_deletes_nothing_there() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().expect("a folder");
    let (out, elsewhere) = (root.path().join("public"), root.path().join("elsewhere"));
    fs::create_dir_all(elsewhere.join("empty")).expect("a folder");
    fs::write(elsewhere.join("victim.txt"), "mine").expect("a file");
    build(root.path(), &[("a.html", "1"), ("b.html", "1")]).expect("a first build");
    symlink(&elsewhere, out.join("link")).expect("a link");
    symlink(elsewhere.join("victim.txt"), out.join("c.html")).expect("a link");
    fs::create_dir(out.join("d.html")).expect("a folder");
    let listed = "handover 1\na.html\nb.html\nc.html\nd.html\nlink/victim.txt\nlink/empty/x\n";
    fs::write(out.join(MANIFEST), listed).expect("a file");
    build(root.path(), &[("a.html", "2")]).expect("a rebuild");
    assert_eq!(fs::read_to_string(elsewhere.join("victim.txt")).expect("a file"), "mine");
    assert!(elsewhere.join("empty").is_dir() && out.join("c.html").is_symlink() && out.join("d.html").is_dir());
    assert!(!out.join("b.html").exists());
}

/// Reading a pipe would block the build for ever.
#[cfg(unix)]
#[test]
fn pipe_folder_or_link_in_the_place_of_a_file_is_refused() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().expect("a folder");
    let out = root.path().join("public");
    build(root.path(), &[("a.html", "1"), ("b.html", "1")]).expect("a first build");
    let in_its_place: [&dyn Fn(&Path); 3] = [
        &|path| assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success()),
        &|path| fs::create_dir(path).expect("a folder"),
        &|path| symlink("b.html", path).expect("a link"),
    ];
    for (at, make) in in_its_place.into_iter().enumerate() {
        for name in ["a.html", MANIFEST] {
            let (path, kept) = (out.join(name), root.path().join("kept"));
            fs::rename(&path, &kept).expect("moved");
            make(&path);
            let refused = build(root.path(), &[("a.html", "2"), ("b.html", "2")]);
            assert!(refused.is_err_and(|error| error.to_string().contains(name)), "{at} {name}");
            assert_eq!(fs::read_to_string(out.join("b.html")).expect("a file"), "1", "{at} {name}");
            fs::remove_dir(&path).or_else(|_| fs::remove_file(&path)).expect("removed");
            fs::rename(&kept, &path).expect("moved");
        }
    }
}

#[test]
fn unreadable_manifest_is_an_error_with_a_help() {
    let root = tempfile::tempdir().expect("a folder");
    build(root.path(), &[("a.html", "1")]).expect("a first build");
    for text in [&b"handover 3\na.html\n"[..], b"", b"\0\0\0\0", b"\xff\xfe", b"\x7fELF"] {
        fs::write(root.path().join("public").join(MANIFEST), text).expect("a file");
        let refused = build(root.path(), &[("a.html", "2")]);
        assert!(refused.is_err_and(|error| error.to_string().contains("\n  help: ")), "{text:?}");
        assert_eq!(fs::read_to_string(root.path().join("public/a.html")).expect("a file"), "1");
    }
}

/// Files are not flushed to the disk, so after a power cut they can be empty, short or full of zeros.
#[test]
fn files_damaged_by_a_power_cut_are_replaced() {
    let root = tempfile::tempdir().expect("a folder");
    let files = [("a.html", "12345"), ("b.html", "12345"), ("c.html", "12345"), ("d.html", "12345")];
    build(root.path(), &files).expect("a first build");
    let clean = tree(&root.path().join("public"));
    fs::write(root.path().join("public/a.html"), "").expect("torn");
    fs::write(root.path().join("public/b.html"), "\0\0\0\0\0").expect("torn");
    fs::write(root.path().join("public/c.html"), "123").expect("torn");
    assert_eq!(build(root.path(), &files).expect("the next build"), (3, 0));
    assert_eq!(tree(&root.path().join("public")), clean);
}

#[test]
fn build_without_changes_does_not_write_the_manifest() {
    let root = tempfile::tempdir().expect("a folder");
    let list = root.path().join("public").join(MANIFEST);
    let made = || list.metadata().and_then(|found| found.modified()).expect("a time");
    build(root.path(), &[("a.html", "1")]).expect("a first build");
    let before = made();
    assert_eq!(build(root.path(), &[("a.html", "1")]).expect("a rebuild"), (0, 0));
    assert_eq!(made(), before);
}

#[cfg(unix)]
#[test]
fn empty_output_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().expect("a folder");
    let out = root.path().join("public");
    fs::create_dir(&out).expect("a folder");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o700)).expect("closed");
    build(root.path(), &[("a.html", "1")]).expect("a first build");
    assert_eq!(out.metadata().expect("a folder").permissions().mode() & 0o777, 0o700);
}

/// Somebody has put a link in the place of the staging folder.
#[cfg(unix)]
#[test]
fn staging_folder_that_is_a_link_is_refused_and_its_target_stays() {
    let root = tempfile::tempdir().expect("a folder");
    let elsewhere = root.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join(MANIFEST), "handover 1\n").expect("a file");
    std::os::unix::fs::symlink(&elsewhere, root.path().join(".public.handover-new")).expect("a link");
    assert!(build(root.path(), &[("a.html", "1")]).is_err());
    assert!(elsewhere.join(MANIFEST).is_file());
}

/// Somebody else creates a file with the path of a page while a build with `--force` is running.
#[test]
fn forced_build_does_not_list_files_created_by_others_meanwhile() {
    let root = tempfile::tempdir().expect("a folder");
    let out = root.path().join("public");
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("CNAME"), "mine").expect("a file");
    let begin = |files: &[&str]| {
        let output = Output { folder: &out, root: root.path(), keep: &[], foreign: Foreign::Keep };
        Site::open(output, paths(files), &mut || Ok(()))
    };
    let site = begin(&["a.html", "b.html"]).expect("it begins");
    let write = |site: &Site, path| site.write(path, None, || Ok(b"1".to_vec())).expect("staged");
    let written = vec![write(&site, "a.html"), write(&site, "b.html")];
    fs::write(out.join("b.html"), "mine").expect("a file");
    assert!(site.finish(key("all"), written).is_err_and(|error| error.to_string().contains("b.html")));
    let left: Vec<_> = tree(&out).into_iter().skip(1).collect();
    let mine = Some(b"mine".to_vec());
    assert_eq!(left, [(out.join("CNAME"), mine.clone()), (out.join("b.html"), mine)]);

    let site = begin(&["a.html"]).expect("it begins");
    let written = vec![write(&site, "a.html")];
    site.finish(key("all"), written).expect("nothing is in the way");
    let listed = Manifest::read(&out).expect("a list").expect("a list");
    assert_eq!(listed.paths().collect::<Vec<_>>(), ["a.html"]);
}
