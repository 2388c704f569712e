//! The same input gives the same bytes, whatever the folder, user, language, time zone and order of files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::generated::{self, Tree, assert_same, tree};
use crate::support::new_folder;

/// Circumstances that must make no difference.
struct World {
    umask: &'static str,
    environment: &'static [(&'static str, &'static str)],
    /// Whether files are created in the reverse order of their names.
    is_reversed: bool,
}

const WORLDS: [World; 3] = [
    World {
        umask: "022",
        environment: &[("RAYON_NUM_THREADS", "1"), ("LC_ALL", "C"), ("TZ", "Pacific/Kiritimati"), ("USER", "nora")],
        is_reversed: false,
    },
    World {
        umask: "077",
        environment: &[
            ("RAYON_NUM_THREADS", "7"),
            ("LANG", "de_DE.UTF-8"),
            ("LC_ALL", "de_DE.UTF-8"),
            ("LANGUAGE", "de"),
            ("TZ", "America/Los_Angeles"),
            ("HOME", "/nonexistent"),
            ("USER", "milo"),
            ("COLUMNS", "40"),
        ],
        is_reversed: true,
    },
    World {
        umask: "002",
        environment: &[
            ("RAYON_NUM_THREADS", "3"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "Europe/Istanbul"),
            ("USERNAME", "ada"),
            ("TMPDIR", "/nonexistent"),
        ],
        is_reversed: true,
    },
];

/// A copy of the site at `from` in a folder with another name, its files created in another order.
fn copy(from: &Path, world: &World, number: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::Builder::new().prefix(["a", "Ünder way ", "İ-"][number]).tempdir().expect("a folder");
    let root = folder.path().join("site".repeat(number + 1));
    let mut files: Vec<(PathBuf, Option<Vec<u8>>)> = ["content", "templates"]
        .iter()
        .filter(|part| from.join(part).is_dir())
        .flat_map(|part| {
            tree(&from.join(part)).into_iter().map(move |(path, bytes)| (Path::new(part).join(path), bytes))
        })
        .collect();
    files.push(("site.toml".into(), Some(fs::read(from.join("site.toml")).expect("the settings"))));
    if world.is_reversed {
        files.reverse();
    }
    for (path, bytes) in files {
        let path = root.join(path);
        match bytes {
            None => fs::create_dir_all(path).expect("a folder"),
            Some(bytes) => {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, bytes).expect("a file");
            }
        }
    }
    (folder, root)
}

/// What the program prints in the folder `root`.
fn run(root: &Path, world: &World, arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("umask {}; exec \"$@\"", world.umask), "sh", env!("CARGO_BIN_EXE_handover")]);
    command.args(["--today", "2026-11-21"]).args(arguments).current_dir(root);
    for variable in ["LANG", "LC_ALL", "LANGUAGE", "TZ", "SOURCE_DATE_EPOCH", "COLUMNS"] {
        command.env_remove(variable);
    }
    let ran = command.envs(world.environment.iter().copied()).output().expect("a shell");
    assert!(matches!(ran.status.code(), Some(0 | 1)), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    ran.stdout
}

const FORMATS: [&str; 9] = ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv"];

/// Every built file and every format of the site at `from`, in one world.
fn everything(from: &Path, number: usize) -> Tree {
    let world = &WORLDS[number];
    let (_folder, root) = copy(from, world, number);
    run(&root, world, &["build", "--quiet"]);
    let mut all = tree(&root.join("public"));
    for format in FORMATS {
        let printed = run(&root, world, &["check", "--fail-on", "never", "--format", format]);
        all.insert(format!("check --format {format}").into(), Some(printed));
    }
    all.insert("plan".into(), Some(run(&root, world, &["plan"])));
    all
}

fn assert_same_everywhere(from: &Path) {
    let first = everything(from, 0);
    assert!(first.len() > 90, "only {} files", first.len());
    for number in 1..WORLDS.len() {
        assert_same(&first, &everything(from, number), &format!("{}, world {number}", from.display()));
    }
}

#[test]
fn demonstration_is_the_same_everywhere() {
    assert_same_everywhere(Path::new("."));
}

/// Names and titles that languages sort and fold differently, and many notes that only the reading order could tell
/// apart.
#[test]
fn site_with_unusual_names_is_the_same_everywhere() {
    let root = new_folder();
    generated::write(root.path(), 60, 1);
    let content = root.path().join("content");
    let names = [
        "I",
        "i",
        "İ",
        "ı",
        "ä",
        "z",
        "Z",
        "a b",
        "a-b",
        "日本",
        "'quote'",
        "-rf",
        "con",
        "<b>",
        "no\u{301}",
        "n\u{f3}",
    ];
    for (at, name) in names.iter().enumerate() {
        let more = ["", "delegate = \"milo\"\n", "due = 2026-11-21\n", "reviewer = \"ada\"\n"][at % 4];
        let note =
            format!("+++\ntitle = \"Istanbul ı {name}\"\nowner = \"nora\"\nhours = 2\n{more}+++\n[x](missing.md)\n");
        fs::write(content.join(format!("{name}.md")), note).expect("a file");
    }
    fs::write(content.join("broken.md"), "+++\ntitle = \n+++\n").expect("a file");
    fs::write(content.join("bytes.md"), [0xff, 0xfe, 0]).expect("a file");
    // Files whose copies would have the same name where case does not count.
    for name in ["logo.png", "logo.PNG", "Logo.png"] {
        fs::write(content.join(name), name).expect("a file");
    }
    let links = "+++\ntitle = \"Logos\"\nowner = \"milo\"\n+++\n![a](logo.png) ![b](logo.PNG) ![c](Logo.png)\n";
    fs::write(content.join("logos.md"), links).expect("a file");
    assert_same_everywhere(root.path());
}
