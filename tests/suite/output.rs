//! What a build leaves on disk, whatever happens to it: killed, out of room, hindered, not alone.

mod generated;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use generated::{Random, Tree, assert_same, tree};
use tempfile::TempDir;

/// Few, for the fifty killed builds take time; the pages of rules make a hundred files more.
const NOTES: usize = 60;

fn handover(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.args(["--today", "2026-11-21", "-C"]).arg(root).arg("build").args(arguments);
    command.env_remove("SOURCE_DATE_EPOCH").stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    let mut command = handover(root, arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().expect("the program starts")
}

fn build(root: &Path) {
    let built = run(root, &[]);
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
}

/// A new folder with a site of `notes` notes.
fn site(notes: usize) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    generated::write(root.path(), notes, 1);
    root
}

/// What a clean build makes of each of two editions of the notes.
fn editions(notes: usize) -> [Tree; 2] {
    [1, 2].map(|edition| {
        let root = tempfile::tempdir().expect("a folder");
        generated::write(root.path(), notes, edition);
        build(root.path());
        tree(&root.path().join("public"))
    })
}

/// The names in `folder`, sorted.
fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Kills `child` after `delay` from when `is_time` says so; tells whether that came before its end.
fn kill(mut child: Child, delay: Duration, is_time: impl Fn() -> bool) -> bool {
    while !is_time() && child.try_wait().expect("a child").is_none() {
        thread::sleep(Duration::from_micros(100));
    }
    thread::sleep(delay);
    let _ = child.kill();
    child.wait().expect("an end").code().is_none()
}

/// Each is killed at a moment of its own: from the start of the program, of staging, or of replacing what is there.
/// Files that a killed build shows are whole, and the next build ends as if nothing had been.
#[test]
fn fifty_killed_builds_leave_whole_files_and_the_next_build_is_clean() {
    let clean = editions(NOTES);
    let root = site(NOTES);
    let out = root.path().join("public");
    let started = Instant::now();
    build(root.path());
    let whole = u64::try_from(started.elapsed().as_micros()).expect("a short time");
    let mut killed = 0;
    for seed in 0..50_u64 {
        let mut random = Random(seed);
        let edition = usize::try_from(seed % 2).expect("0 or 1");
        generated::write(root.path(), NOTES, edition + 1);
        if seed % 5 == 0 {
            fs::remove_dir_all(&out).expect("removed");
        }
        let before = out.exists().then(|| tree(&out));
        let listed = fs::metadata(out.join(".handover-manifest")).and_then(|found| found.modified()).ok();
        let child = handover(root.path(), &[]).spawn().expect("the program starts");
        let (delay, is_time): (_, &dyn Fn() -> bool) = match seed % 3 {
            0 => (random.below(whole), &|| true),
            1 => (random.below(whole / 3), &|| {
                out.join(".handover-tmp").exists() || root.path().join(".public.handover-new").exists()
            }),
            _ => (random.below(5_000), &|| {
                listed != fs::metadata(out.join(".handover-manifest")).and_then(|found| found.modified()).ok()
            }),
        };
        killed += usize::from(kill(child, Duration::from_micros(delay), is_time));

        let when = format!("seed {seed}, killed {delay} µs on");
        let left = if out.exists() { tree(&out) } else { Tree::new() };
        for (path, bytes) in left.iter().filter(|(path, _)| !path.to_string_lossy().starts_with(".handover-")) {
            let is_old = before.as_ref().is_some_and(|before| before.get(path) == Some(bytes));
            assert!(is_old || clean[edition].get(path) == Some(bytes), "{when}: {} is not whole", path.display());
        }
        let is_first = before.is_none() && !left.is_empty();
        assert!(!is_first || left == clean[edition], "{when}: a first build is there in part");

        build(root.path());
        assert_same(&tree(&out), &clean[edition], &when);
        assert_eq!(names(root.path()), ["content", "public", "site.toml"], "{when}");
    }
    assert!(killed >= 20, "only {killed} were killed before their end");
}

/// Whoever comes second waits; what is there in the end is what one of them made, whole.
#[test]
fn builds_at_once_wait_for_each_other() {
    let clean = editions(NOTES);
    let sites = [1, 2].map(|edition| {
        let root = tempfile::tempdir().expect("a folder");
        generated::write(root.path(), NOTES, edition);
        root
    });
    let shared = tempfile::tempdir().expect("a folder");
    let out = shared.path().join("public");
    let target = out.to_string_lossy().into_owned();
    for round in 0..4 {
        if round == 2 {
            fs::remove_dir_all(&out).expect("removed");
        }
        let command = |at: usize| handover(sites[at % 2].path(), &["--out", &target]);
        let children: Vec<Child> = (0..3).map(|at| command(at).spawn().expect("the program starts")).collect();
        for mut child in children {
            assert_eq!(child.wait().expect("an end").code(), Some(0), "round {round}");
        }
        let made = tree(&out);
        assert!(clean.contains(&made), "round {round}: a mixture");
        assert_eq!(names(shared.path()), ["public"], "round {round}");
    }
}

#[test]
fn who_waits_says_so() {
    let root = site(3);
    let lock = fs::File::create(root.path().join(".public.handover-lock")).expect("a file");
    lock.lock().expect("a lock");
    let mut child = handover(root.path(), &[]).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut said = [0; 16];
    std::io::Read::read_exact(child.stderr.as_mut().expect("a pipe"), &mut said).expect("a word");
    assert_eq!(String::from_utf8_lossy(&said), "another build is");
    assert!(child.try_wait().expect("a child").is_none(), "it does not wait");
    drop(lock);
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    assert_eq!(names(root.path()), ["content", "public", "site.toml"]);
}

/// Builds at `root` by `script`, in which `"$@"` is the build; gives its answer, if this machine lets us do that.
fn scripted(shell: &[&str], script: &str, root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(shell[0]);
    command.args(&shell[1..]).args(["-c", script, "sh", env!("CARGO_BIN_EXE_handover")]);
    command.args(["--today", "2026-11-21", "-C"]).arg(root).arg("build").args(arguments);
    command.env_remove("SOURCE_DATE_EPOCH").env("ROOT", root).output().expect("a shell")
}

/// What a hindered build may not do: end otherwise than with 2, say nothing of use, or change anything.
fn assert_hindered(ran: &Output, says: &[&str]) {
    let stderr = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{stderr}");
    for part in says {
        assert!(stderr.contains(part), "no “{part}” in: {stderr}");
    }
    assert!(stderr.contains("  help: "), "no help in: {stderr}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_ends_the_build_and_changes_nothing() {
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";
    let root = site(20);
    assert_hindered(&scripted(&["sh"], limited, root.path(), &[]), &["cannot write", "/public/", "os error"]);
    assert_eq!(names(root.path()), ["content", "site.toml"]);

    build(root.path());
    let before = tree(root.path());
    generated::write(root.path(), 20, 1);
    fs::write(root.path().join("content/new.md"), "+++\ntitle = \"New\"\nowner = \"milo\"\n+++\n").expect("a file");
    assert_hindered(&scripted(&["sh"], limited, root.path(), &[]), &["cannot write", "/public/"]);
    let mut after = tree(root.path());
    after.remove(Path::new("content/new.md"));
    assert_same(&after, &before, "a rebuild");
}

/// A root in a world of its own, where file systems can be mounted without being root; none where that is forbidden.
#[cfg(target_os = "linux")]
fn own_world() -> Option<[&'static str; 3]> {
    let shell = ["unshare", "-rm", "sh"];
    let mount = "mount -t tmpfs none /mnt";
    let may =
        Command::new(shell[0]).args(&shell[1..]).args(["-c", mount]).output().is_ok_and(|ran| ran.status.success());
    if !may {
        #[expect(clippy::print_stderr, reason = "a test that did not run should not look as if it had")]
        {
            eprintln!("skipped: this machine does not let us mount file systems");
        }
    }
    may.then_some(shell)
}

/// A tiny file system runs full at every stage, for each size is a little larger than the one before.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_the_build_and_changes_nothing() {
    let Some(shell) = own_world() else { return };
    let root = site(20);
    // What is there afterwards goes to standard output, as nobody sees it outside.
    let first = "mount -t tmpfs -o size=$SIZE none $ROOT/disk && \"$@\"; code=$?; ls -A $ROOT/disk; exit $code";
    fs::create_dir(root.path().join("disk")).expect("a folder");
    let out = root.path().join("disk/public");
    let sized = |script: &str, size: usize| {
        let script = format!("SIZE={size}k; {script}");
        scripted(&shell, &script, root.path(), &["--quiet", "--out", &out.to_string_lossy()])
    };
    for size in [4, 8, 16, 40, 100, 300] {
        let ran = sized(first, size);
        assert_hindered(&ran, &["/disk", "No space left on device", "make room"]);
        assert_eq!(String::from_utf8_lossy(&ran.stdout), "", "{size} KiB: left aside");
    }
    let whole = sized(first, 100_000);
    assert_eq!(String::from_utf8_lossy(&whole.stdout), "public\n");

    // A rebuild on a disk with but a little room left.
    let again = "mount -t tmpfs -o size=100m none $ROOT/disk && \"$@\" && cp -r $ROOT/disk/public $ROOT/before && \
                 echo '[people.ada]' >> $ROOT/site.toml && echo 'name = \"Ada\"' >> $ROOT/site.toml && \
                 mount -o remount,size=$(( $(du -sk $ROOT/disk | cut -f1) + ${SIZE%k} ))k $ROOT/disk && \
                 { \"$@\"; code=$?; diff -r $ROOT/before $ROOT/disk/public; ls -A $ROOT/disk; exit $code; }";
    for size in [4, 12, 40, 100] {
        let ran = sized(again, size);
        assert_hindered(&ran, &["/disk/public", "No space left on device", "make room"]);
        assert_eq!(String::from_utf8_lossy(&ran.stdout), "public\n", "{size} KiB: changed");
        fs::remove_dir_all(root.path().join("before")).expect("removed");
        generated::write(root.path(), 20, 1);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_to_ends_the_build() {
    let Some(shell) = own_world() else { return };
    let root = site(5);
    let closed = |folder: &str| {
        let script =
            format!("mount --bind $ROOT/{folder} $ROOT/{folder} && mount -o remount,ro,bind $ROOT/{folder} && \"$@\"");
        scripted(&shell, &script, root.path(), &["--out", &root.path().join("site/public").to_string_lossy()])
    };
    fs::create_dir(root.path().join("site")).expect("a folder");
    assert_hindered(&closed("site"), &["/site", "Read-only file system"]);
    assert!(names(&root.path().join("site")).is_empty());

    let built = run(root.path(), &["--out", &root.path().join("site/public").to_string_lossy()]);
    assert_eq!(built.status.code(), Some(0));
    let before = tree(&root.path().join("site"));
    generated::write(root.path(), 6, 2);
    for folder in ["site", "site/public", "site/public/notes"] {
        assert_hindered(&closed(folder), &["/site/public", "Read-only file system"]);
        assert_same(&tree(&root.path().join("site")), &before, folder);
    }
    // Nothing in it changes but that a folder comes.
    generated::write(root.path(), 5, 1);
    let new = root.path().join("content/area-1/new");
    fs::create_dir_all(&new).expect("a folder");
    fs::write(new.join("note.md"), "+++\ntitle = \"New\"\nowner = \"milo\"\n+++\n").expect("a note");
    assert_hindered(&closed("site/public/notes/area-1"), &["/site/public/notes/area-1: ", "Read-only file system"]);
    assert_same(&tree(&root.path().join("site")), &before, "a new folder");
}

/// Something may be mounted on the output folder, or nothing may be made beside it.
#[cfg(target_os = "linux")]
#[test]
fn an_empty_folder_that_cannot_be_replaced_is_filled() {
    let Some(shell) = own_world() else { return };
    let root = site(5);
    let clean = {
        build(root.path());
        tree(&root.path().join("public"))
    };
    fs::create_dir_all(root.path().join("closed/public")).expect("a folder");
    let out = root.path().join("closed/public");
    let script = "mount --bind $ROOT/closed/public $ROOT/closed/public && mount --bind $ROOT/closed $ROOT/closed && \
                  mount -o remount,ro,bind $ROOT/closed && mount --bind $ROOT/closed/public $ROOT/closed/public && \
                  mount -o remount,rw,bind $ROOT/closed/public && \"$@\"";
    let ran = scripted(&shell, script, root.path(), &["--out", &out.to_string_lossy()]);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_same(&tree(&out), &clean, "filled");
}

/// Somebody removes the folder, or what lies aside, while a build writes to it.
#[test]
fn a_folder_that_vanishes_ends_the_build_or_is_made_anew() {
    let root = site(NOTES);
    let out = root.path().join("public");
    for (is_rebuild, aside) in [(true, ".handover-tmp"), (false, "../.public.handover-new")] {
        if is_rebuild {
            build(root.path());
            generated::write(root.path(), NOTES, 2);
        }
        let aside = if is_rebuild { out.join(aside) } else { root.path().join(".public.handover-new") };
        let child = handover(root.path(), &[]).stderr(Stdio::piped()).spawn().expect("the program starts");
        while !aside.exists() {
            thread::sleep(Duration::from_micros(200));
        }
        let gone = if is_rebuild { &out } else { &aside };
        while gone.exists() {
            let _ = fs::remove_dir_all(gone);
        }
        let ran = child.wait_with_output().expect("an end");
        assert_hindered(&ran, &["was removed while the site was being written to it"]);
        assert_eq!(names(root.path()), ["content", "site.toml"]);
    }
}

/// By whatever way it is named.
#[cfg(unix)]
#[test]
fn the_sites_own_folders_are_refused_by_any_name() {
    use std::os::unix::fs::symlink;
    let root = site(1);
    let elsewhere = tempfile::tempdir().expect("a folder");
    fs::create_dir(root.path().join("templates")).expect("a folder");
    symlink(root.path(), elsewhere.path().join("site")).expect("a link");
    symlink(root.path().join("content"), elsewhere.path().join("notes")).expect("a link");
    symlink("content/not-yet", root.path().join("dangling")).expect("a link");
    symlink("loop", root.path().join("loop")).expect("a link");
    let before = tree(root.path());
    let via = |name: &str| elsewhere.path().join(name).to_string_lossy().into_owned();
    let here = |name: &str| root.path().join(name).to_string_lossy().into_owned();
    for out in [
        here(""),
        here(".."),
        here("content"),
        here("content/a/b"),
        here("templates/public"),
        here("public/../content"),
        here("public/../content/new"),
        here("not/there/../../templates/x"),
        here("public/.."),
        here("dangling"),
        here("dangling/public"),
        here("loop"),
        here("site.toml"),
        here("site.toml/public"),
        via("site"),
        via("notes"),
        via("notes/public"),
        via("site/content/public"),
        via("site/public/../templates"),
        "/".to_owned(),
    ] {
        for force in [&[][..], &["--force"]] {
            let ran = run(root.path(), &[&["--out", &out], force].concat());
            assert_hindered(&ran, &[]);
            assert_same(&tree(root.path()), &before, &out);
        }
    }
}

/// With --force, the site goes in beside what is there.
#[test]
fn forced_builds_keep_what_is_not_theirs() {
    let root = site(5);
    let out = root.path().join("public");
    fs::create_dir_all(out.join("notes")).expect("a folder");
    let foreign = ["CNAME", "notes/mine.txt"];
    for path in foreign {
        fs::write(out.join(path), "mine").expect("a file");
    }
    assert_hindered(&run(root.path(), &[]), &["--force"]);
    for path in ["404.html", "style.css"] {
        fs::write(out.join(path), "mine").expect("a file");
    }
    // All are named at once.
    assert_hindered(&run(root.path(), &["--force"]), &["404.html and ", "style.css are in the way"]);
    for path in ["404.html", "style.css"] {
        fs::remove_file(out.join(path)).expect("removed");
    }
    for path in ["index.html", "notes"] {
        let kept = out.join("kept");
        if path == "index.html" {
            fs::write(out.join(path), "mine").expect("a file");
        } else {
            fs::rename(out.join(path), &kept).expect("moved");
            fs::write(out.join(path), "mine").expect("a file");
        }
        let before = tree(root.path());
        assert_hindered(&run(root.path(), &["--force"]), &[path]);
        assert_same(&tree(root.path()), &before, path);
        fs::remove_file(out.join(path)).expect("removed");
        let _ = fs::rename(&kept, out.join(path));
    }
    assert_eq!(run(root.path(), &["--force"]).status.code(), Some(0));
    let listed = fs::read_to_string(out.join(".handover-manifest")).expect("a list");
    assert!(listed.contains("index.html"));
    for path in foreign {
        assert!(!listed.contains(path), "{path}");
    }
    generated::write(root.path(), 3, 2);
    build(root.path());
    for path in foreign {
        assert_eq!(fs::read_to_string(out.join(path)).expect("a file"), "mine");
    }
}
