//! The files of a site when its build is killed, runs out of disk space, is hindered, or runs beside another build.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::generated::{self, Random, Tree, assert_same, tree};
use crate::support::{self, Ran, new_folder, program, rounds};

/// Few, because fifty killed builds take time. The pages of the rules add a hundred files.
const NOTES: usize = 60;

/// A build as a process, which other tests can hinder or kill.
fn process(root: &Path, arguments: &[&str]) -> Command {
    let mut command = program();
    command.arg("-C").arg(root).arg("build").args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn run(root: &Path, arguments: &[&str]) -> Ran {
    support::run(&[&["-C", &root.to_string_lossy(), "build"], arguments].concat())
}

fn build(root: &Path) {
    let built = run(root, &[]);
    assert_eq!(built.code, 0, "{}", built.err);
}

/// A new folder with a site of `notes` notes.
fn site(notes: usize) -> TempDir {
    let root = new_folder();
    generated::write(root.path(), notes, 1);
    root
}

/// The files of a clean build of each of two editions of the notes.
fn editions(notes: usize) -> [Tree; 2] {
    [1, 2].map(|edition| {
        let root = new_folder();
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

/// Kills `child` a `delay` after `is_time` first returns true. Returns whether that was before its end.
fn kill(mut child: Child, delay: Duration, is_time: impl Fn() -> bool) -> bool {
    while !is_time() && child.try_wait().expect("a child").is_none() {
        thread::sleep(Duration::from_micros(100));
    }
    thread::sleep(delay);
    let _ = child.kill();
    child.wait().expect("an end").code().is_none()
}

/// Each build is killed at another moment: after the start of the program, of staging, or of replacing files.
#[test]
fn killed_build_leaves_only_whole_files_and_the_next_build_is_clean() {
    let clean = editions(NOTES);
    let root = site(NOTES);
    let out = root.path().join("public");
    let started = Instant::now();
    build(root.path());
    let whole = u64::try_from(started.elapsed().as_micros()).expect("a short time");
    let mut killed = 0_u64;
    let seeds = rounds(15, 100);
    for seed in 0..seeds {
        let mut random = Random(seed);
        let edition = usize::try_from(seed % 2).expect("0 or 1");
        generated::write(root.path(), NOTES, edition + 1);
        if seed % 5 == 0 {
            fs::remove_dir_all(&out).expect("removed");
        }
        let before = out.exists().then(|| tree(&out));
        let listed = fs::metadata(out.join(".handover-manifest")).and_then(|found| found.modified()).ok();
        let child = process(root.path(), &[]).spawn().expect("the program starts");
        let (delay, is_time): (_, &dyn Fn() -> bool) = match seed % 3 {
            0 => (random.below(whole), &|| true),
            1 => (random.below(whole / 3), &|| {
                out.join(".handover-tmp").exists() || root.path().join(".public.handover-new").exists()
            }),
            _ => (random.below(5_000), &|| {
                listed != fs::metadata(out.join(".handover-manifest")).and_then(|found| found.modified()).ok()
            }),
        };
        killed += u64::from(kill(child, Duration::from_micros(delay), is_time));

        let when = format!("seed {seed}, killed {delay} µs on");
        let left = if out.exists() { tree(&out) } else { Tree::new() };
        for (path, bytes) in left.iter().filter(|(path, _)| !path.to_string_lossy().starts_with(".handover-")) {
            let is_old = before.as_ref().is_some_and(|before| before.get(path) == Some(bytes));
            assert!(is_old || clean[edition].get(path) == Some(bytes), "{when}: {} is not whole", path.display());
        }
        let is_first = before.is_none() && !left.is_empty();
        assert!(!is_first || left == clean[edition], "{when}: part of a first build is visible");

        build(root.path());
        assert_same(&tree(&out), &clean[edition], &when);
        assert_eq!(names(root.path()), ["content", "public", "site.toml"], "{when}");
    }
    assert!(killed * 3 >= seeds, "only {killed} of {seeds} were killed before their end");
}

/// The second build waits, and the result is the whole site of one of them.
#[test]
fn simultaneous_builds_wait_for_each_other() {
    let clean = editions(NOTES);
    let sites = [1, 2].map(|edition| {
        let root = new_folder();
        generated::write(root.path(), NOTES, edition);
        root
    });
    let shared = new_folder();
    let out = shared.path().join("public");
    let target = out.to_string_lossy().into_owned();
    for round in 0..4 {
        if round == 2 {
            fs::remove_dir_all(&out).expect("removed");
        }
        let command = |at: usize| process(sites[at % 2].path(), &["--out", &target]);
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
fn waiting_build_prints_that_it_waits() {
    let root = site(3);
    let lock = fs::File::create(root.path().join(".public.handover-lock")).expect("a file");
    lock.lock().expect("a lock");
    let mut child = process(root.path(), &[]).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut printed = [0; 16];
    std::io::Read::read_exact(child.stderr.as_mut().expect("a pipe"), &mut printed).expect("a message");
    assert_eq!(String::from_utf8_lossy(&printed), "another build is");
    assert!(child.try_wait().expect("a child").is_none(), "it does not wait");
    drop(lock);
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    assert_eq!(names(root.path()), ["content", "public", "site.toml"]);
}

/// Runs a shell script in which `"$@"` is the build of the site at `root`.
fn scripted(shell: &[&str], script: &str, root: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(shell[0]);
    command.args(&shell[1..]).args(["-c", script, "sh"]).arg(program().get_program()).args(program().get_args());
    command.arg("-C").arg(root).arg("build").args(arguments);
    ran(&command.env_remove("SOURCE_DATE_EPOCH").env("ROOT", root).output().expect("a shell"))
}

fn ran(output: &Output) -> Ran {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().and_then(|code| code.try_into().ok()).expect("an exit code");
    Ran { code, out: text(&output.stdout), err: text(&output.stderr) }
}

/// Asserts that a build ended with exit code 2 and a message that has these parts and a help.
fn assert_fails(ran: &Ran, parts: &[&str]) {
    assert_eq!(ran.code, 2, "{}", ran.err);
    for part in parts {
        assert!(ran.err.contains(part), "no “{part}” in: {}", ran.err);
    }
    assert!(ran.err.contains("  help: "), "no help in: {}", ran.err);
}

#[cfg(unix)]
#[test]
fn build_over_the_file_size_limit_fails_and_changes_nothing() {
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";
    let root = site(20);
    assert_fails(&scripted(&["sh"], limited, root.path(), &[]), &["cannot write", "/public/", "os error"]);
    assert_eq!(names(root.path()), ["content", "site.toml"]);

    build(root.path());
    let before = tree(root.path());
    generated::write(root.path(), 20, 1);
    fs::write(root.path().join("content/new.md"), "+++\ntitle = \"New\"\nowner = \"milo\"\n+++\n").expect("a file");
    assert_fails(&scripted(&["sh"], limited, root.path(), &[]), &["cannot write", "/public/"]);
    let mut after = tree(root.path());
    after.remove(Path::new("content/new.md"));
    assert_same(&after, &before, "a rebuild");
}

/// A shell in a namespace of its own, which can mount file systems; `None` where that is forbidden.
#[cfg(target_os = "linux")]
fn own_namespace() -> Option<[&'static str; 3]> {
    let shell = ["unshare", "-rm", "sh"];
    let mount = "mount -t tmpfs none /mnt";
    let may =
        Command::new(shell[0]).args(&shell[1..]).args(["-c", mount]).output().is_ok_and(|ran| ran.status.success());
    if !may {
        #[expect(clippy::print_stderr, reason = "a skipped test must say so")]
        {
            eprintln!("skipped: this machine does not allow tests to mount file systems");
        }
    }
    may.then_some(shell)
}

/// Tiny file systems of growing sizes run full at every stage of a build.
#[cfg(target_os = "linux")]
#[test]
fn build_on_a_full_disk_fails_and_changes_nothing() {
    let Some(shell) = own_namespace() else { return };
    let root = site(20);
    // The script lists the files, because they are not visible outside the namespace.
    let first = "mount -t tmpfs -o size=$SIZE none $ROOT/disk && \"$@\"; code=$?; ls -A $ROOT/disk; exit $code";
    fs::create_dir(root.path().join("disk")).expect("a folder");
    let out = root.path().join("disk/public");
    let sized = |script: &str, size: usize| {
        let script = format!("SIZE={size}k; {script}");
        scripted(&shell, &script, root.path(), &["--quiet", "--out", &out.to_string_lossy()])
    };
    for size in [4, 8, 16, 40, 100, 300] {
        let ran = sized(first, size);
        assert_fails(&ran, &["/disk", "No space left on device", "free some disk space"]);
        assert_eq!(ran.out, "", "{size} KiB: temporary files are left");
    }
    let whole = sized(first, 100_000);
    assert_eq!(whole.out, "public\n");

    // A rebuild on a disk with little space left.
    let again = "mount -t tmpfs -o size=100m none $ROOT/disk && \"$@\" && cp -r $ROOT/disk/public $ROOT/before && \
                 echo '[people.ada]' >> $ROOT/site.toml && echo 'name = \"Ada\"' >> $ROOT/site.toml && \
                 mount -o remount,size=$(( $(du -sk $ROOT/disk | cut -f1) + ${SIZE%k} ))k $ROOT/disk && \
                 { \"$@\"; code=$?; diff -r $ROOT/before $ROOT/disk/public; ls -A $ROOT/disk; exit $code; }";
    for size in [4, 12, 40, 100] {
        let ran = sized(again, size);
        assert_fails(&ran, &["/disk/public", "No space left on device", "free some disk space"]);
        assert_eq!(ran.out, "public\n", "{size} KiB: changed");
        fs::remove_dir_all(root.path().join("before")).expect("removed");
        generated::write(root.path(), 20, 1);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn build_into_a_read_only_folder_fails_and_changes_nothing() {
    let Some(shell) = own_namespace() else { return };
    let root = site(5);
    let closed = |folder: &str| {
        let script =
            format!("mount --bind $ROOT/{folder} $ROOT/{folder} && mount -o remount,ro,bind $ROOT/{folder} && \"$@\"");
        scripted(&shell, &script, root.path(), &["--out", &root.path().join("site/public").to_string_lossy()])
    };
    fs::create_dir(root.path().join("site")).expect("a folder");
    assert_fails(&closed("site"), &["/site", "Read-only file system"]);
    assert!(names(&root.path().join("site")).is_empty());

    let built = run(root.path(), &["--out", &root.path().join("site/public").to_string_lossy()]);
    assert_eq!(built.code, 0);
    let before = tree(&root.path().join("site"));
    generated::write(root.path(), 6, 2);
    for folder in ["site", "site/public", "site/public/notes"] {
        assert_fails(&closed(folder), &["/site/public", "Read-only file system"]);
        assert_same(&tree(&root.path().join("site")), &before, folder);
    }
    // The only change is a new folder.
    generated::write(root.path(), 5, 1);
    let new = root.path().join("content/area-1/new");
    fs::create_dir_all(&new).expect("a folder");
    fs::write(new.join("note.md"), "+++\ntitle = \"New\"\nowner = \"milo\"\n+++\n").expect("a note");
    assert_fails(&closed("site/public/notes/area-1"), &["/site/public/notes/area-1: ", "Read-only file system"]);
    assert_same(&tree(&root.path().join("site")), &before, "a new folder");
}

/// The output folder is a mount point, and its parent is read-only.
#[cfg(target_os = "linux")]
#[test]
fn empty_folder_that_cannot_be_replaced_is_filled() {
    let Some(shell) = own_namespace() else { return };
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
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_same(&tree(&out), &clean, "filled");
}

/// Somebody removes the output folder or the temporary folder during a build.
#[test]
fn build_fails_if_its_folder_is_removed_meanwhile() {
    let root = site(NOTES);
    let out = root.path().join("public");
    for (is_rebuild, aside) in [(true, ".handover-tmp"), (false, "../.public.handover-new")] {
        if is_rebuild {
            build(root.path());
            generated::write(root.path(), NOTES, 2);
        }
        let aside = if is_rebuild { out.join(aside) } else { root.path().join(".public.handover-new") };
        let child = process(root.path(), &[]).stderr(Stdio::piped()).spawn().expect("the program starts");
        while !aside.exists() {
            thread::sleep(Duration::from_micros(200));
        }
        let gone = if is_rebuild { &out } else { &aside };
        while gone.exists() {
            let _ = fs::remove_dir_all(gone);
        }
        assert_fails(
            &ran(&child.wait_with_output().expect("an end")),
            &["was removed while the site was being written to it"],
        );
        assert_eq!(names(root.path()), ["content", "site.toml"]);
    }
}

/// Paths with `..`, links and missing folders name them too.
#[cfg(unix)]
#[test]
fn folders_of_the_site_are_refused_as_output_folders() {
    use std::os::unix::fs::symlink;
    let root = site(1);
    let elsewhere = new_folder();
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
            assert_fails(&ran, &[]);
            assert_same(&tree(root.path()), &before, &out);
        }
    }
}

/// With `--force`, the site is written beside other files.
#[test]
fn forced_build_keeps_files_that_are_not_its_own() {
    let root = site(5);
    let out = root.path().join("public");
    fs::create_dir_all(out.join("notes")).expect("a folder");
    let foreign = ["CNAME", "notes/mine.txt"];
    for path in foreign {
        fs::write(out.join(path), "mine").expect("a file");
    }
    assert_fails(&run(root.path(), &[]), &["--force"]);
    for path in ["404.html", "style.css"] {
        fs::write(out.join(path), "mine").expect("a file");
    }
    // One message names all of them.
    assert_fails(&run(root.path(), &["--force"]), &["404.html and ", "style.css already exist"]);
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
        assert_fails(&run(root.path(), &["--force"]), &[path]);
        assert_same(&tree(root.path()), &before, path);
        fs::remove_file(out.join(path)).expect("removed");
        let _ = fs::rename(&kept, out.join(path));
    }
    assert_eq!(run(root.path(), &["--force"]).code, 0);
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
