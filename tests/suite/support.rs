//! What the tests share: the program as a process or as a function, built sites, and the files of folders.

#[path = "../../src/text/agreement.rs"]
pub(crate) mod agreement;
pub(crate) mod generated;
pub(crate) mod json_schema;
pub(crate) mod serving;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

/// Every audit in these tests is as of this day.
const TODAY: [&str; 2] = ["--today", "2026-11-21"];

/// Files by their paths below a folder, with forward slashes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What a run printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program as a process of its own: for tests of processes, streams, environments and current folders.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.args(TODAY).env_remove("SOURCE_DATE_EPOCH");
    command
}

/// Runs the program inside the test, which is much faster than a process. The current folder is the repository.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = [&["handover"], &TODAY[..], arguments].concat();
    let code = handover::cli::run(arguments.into_iter().map(OsString::from), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code, out: text(out), err: text(err) }
}

/// How often a test that tries many things at random tries: `full` times if `LONG_TESTS` is set, as in `.ci/full`.
pub(crate) fn rounds(quick: u64, full: u64) -> u64 {
    if std::env::var_os("LONG_TESTS").is_some() { full } else { quick }
}

/// A folder for many files, in memory where the system has such a place: disks are slow at new files.
pub(crate) fn new_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder")
}

/// Builds the site at `root` into a folder of its own, and returns its files.
pub(crate) fn build(root: impl AsRef<Path>, arguments: &[&str]) -> Files {
    let folder = new_folder();
    let out = folder.path().join("public");
    build_into(&out, root, arguments);
    files(&out)
}

/// Builds the site at `root` into `out`.
pub(crate) fn build_into(out: &Path, root: impl AsRef<Path>, arguments: &[&str]) {
    let (root, out) = (root.as_ref().to_string_lossy(), out.to_string_lossy());
    let built = run(&[&["--quiet", "-C", &root, "build", "--out", &out], arguments].concat());
    assert!(matches!(built.code, 0 | 3), "{root} does not build: {}", built.err);
}

/// The site of this repository, built once for all tests that only read it.
pub(crate) fn demonstration() -> &'static Files {
    static BUILT: LazyLock<Files> = LazyLock::new(|| build(".", &[]));
    &BUILT
}

pub(crate) fn files(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("a path below the folder");
            let path = path.to_str().expect("UTF-8").replace('\\', "/");
            (path, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// The HTML files of a site.
pub(crate) fn pages(files: &Files) -> BTreeMap<String, String> {
    let html = files.iter().filter(|(path, _)| has_extension(path, "html"));
    html.map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).expect("UTF-8"))).collect()
}

pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// The paths directly in a folder, sorted.
pub(crate) fn entries(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.as_ref().display()));
    let paths: BTreeSet<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.into_iter().collect()
}

pub(crate) fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// Writes a file, and the folders it lies in.
pub(crate) fn write(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
    let path = path.as_ref();
    let folder = path.parent().expect("a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
