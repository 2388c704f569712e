//! Watches the files of a site.
//!
//! Takes paths; sends the file events of the operating system, and tells which of them are changes of the site. Opens
//! no file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::messages::Message;
use crate::model::Error;

/// The files and folders of a site.
#[derive(Clone, Debug)]
pub(crate) struct WatchedPaths {
    /// Single files: the settings, files that notes refer to, a symbolic link to the content folder.
    pub(crate) files: BTreeSet<PathBuf>,
    /// The folder of the site's own templates, without its subfolders.
    pub(crate) templates: PathBuf,
    /// The content folder with everything below it; its real path.
    pub(crate) content: PathBuf,
    /// The output folder of `build`, which is ignored.
    pub(crate) out: PathBuf,
    /// Whether files and folders of this name below the content folder are ignored.
    pub(crate) is_skipped: fn(&[u8]) -> bool,
}

/// Watches the files of a site.
#[derive(Debug)]
pub(super) struct FileWatcher {
    watcher: RecommendedWatcher,
    paths: Option<WatchedPaths>,
    watched: BTreeMap<PathBuf, RecursiveMode>,
    /// A watched folder was removed or replaced, so all folders have to be watched again.
    is_stale: bool,
    /// How many events in a row only text that events were lost.
    overflows: usize,
}

impl FileWatcher {
    pub(super) fn new(messages: Sender<Message>) -> Result<Self, Error> {
        let send = move |event: notify::Result<Event>| {
            // Reading the site opens thousands of files; these events are dropped here.
            if event.as_ref().is_ok_and(|event| is_reading(event.kind)) {
                return;
            }
            // After the end of the run nobody receives it.
            let _ = messages.send(Message::FileEvent(event));
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(send, config).map_err(|error| cannot_watch(&error))?;
        Ok(Self { watcher, paths: None, watched: BTreeMap::new(), is_stale: false, overflows: 0 })
    }

    /// Watches these paths, and no others.
    pub(super) fn watch(&mut self, paths: WatchedPaths) -> Result<(), Error> {
        let wanted = folders(&paths);
        self.paths = Some(paths);
        let is_stale = std::mem::take(&mut self.is_stale);
        for (folder, mode) in std::mem::take(&mut self.watched) {
            if !is_stale && wanted.get(&folder) == Some(&mode) {
                self.watched.insert(folder, mode);
            } else {
                // This fails if the folder no longer exists.
                let _ = self.watcher.unwatch(&folder);
            }
        }
        let mut result = Ok(());
        for (folder, mode) in wanted {
            if self.watched.contains_key(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, mode) {
                Ok(()) => _ = self.watched.insert(folder, mode),
                // It was removed a moment ago; the watch on the folder above reports it.
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                Err(error) => result = Err(cannot_watch(&error)),
            }
        }
        result
    }

    /// Whether the event may be a change of the site.
    pub(super) fn is_change(&mut self, event: &notify::Result<Event>) -> bool {
        let Some(paths) = &self.paths else { return false };
        let Ok(event) = event else {
            self.is_stale = true;
            return true;
        };
        if event.need_rescan() {
            self.is_stale = true;
            self.overflows += 1;
            // Reading a very large site may itself overflow the event queue. Only the first overflow in a row counts.
            return self.overflows == 1;
        }
        if !event.paths.iter().any(|path| paths.contain(path)) {
            return false;
        }
        self.overflows = 0;
        let is_watched_parent = |path: &PathBuf| self.watched.keys().any(|folder| folder.starts_with(path));
        self.is_stale |= is_move(event.kind) && event.paths.iter().any(is_watched_parent);
        true
    }
}

/// Whether something was created, removed or renamed.
fn is_move(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// Whether a file was only read.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

impl WatchedPaths {
    /// Whether a path belongs to the site, or is a folder above it.
    fn contain(&self, path: &Path) -> bool {
        if path.starts_with(&self.out) || path.file_name().is_some_and(|name| is_editor_file(name.as_encoded_bytes())) {
            return false;
        }
        let is_skipped = |part: Component<'_>| (self.is_skipped)(part.as_os_str().as_encoded_bytes());
        let below = path.strip_prefix(&self.content);
        let mut all = self.files.iter().chain([&self.templates, &self.content]);
        below.is_ok_and(|below| !below.components().any(is_skipped))
            || path.parent() == Some(&self.templates)
            || all.any(|own| own.starts_with(path))
    }
}

/// Temporary files that editors write beside the file they save.
fn is_editor_file(name: &[u8]) -> bool {
    name.ends_with(b"~") || name.ends_with(b".swp") || name.starts_with(b"#") || name == b"4913"
}

/// The folders to watch: the folders of the site and their parents, where they may be removed or created; for a missing
/// folder, the nearest one above it.
fn folders(paths: &WatchedPaths) -> BTreeMap<PathBuf, RecursiveMode> {
    let parents = paths.files.iter().chain([&paths.templates, &paths.content]).filter_map(|path| path.parent());
    let flat = parents.chain([paths.templates.as_path()]).filter_map(nearest);
    let mut folders: BTreeMap<PathBuf, RecursiveMode> =
        flat.map(|folder| (folder.to_owned(), RecursiveMode::NonRecursive)).collect();
    if paths.content.is_dir() {
        folders.retain(|folder, _| !folder.starts_with(&paths.content));
        folders.insert(paths.content.clone(), RecursiveMode::Recursive);
    }
    folders
}

fn nearest(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.is_dir())
}

fn cannot_watch(error: &notify::Error) -> Error {
    let path =
        error.paths.first().map_or_else(|| "the files of the site".to_owned(), |path| path.display().to_string());
    let is_limit = match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // EMFILE, too many open files: each watcher takes one.
        ErrorKind::Io(error) => error.raw_os_error() == Some(24),
        _ => false,
    };
    if is_limit {
        return Error::with_help(
            format!("cannot watch {path}: the system limit of watched folders is reached"),
            "stop other programs that watch files, or raise fs.inotify.max_user_watches and max_user_instances with sysctl",
        );
    }
    Error::with_help(
        format!("cannot watch {path}: {error}"),
        "pages will not reload for changes there; fix the cause and restart `handover serve`",
    )
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange};

    use super::*;

    fn paths(root: &Path) -> WatchedPaths {
        WatchedPaths {
            files: BTreeSet::from([root.join("site.toml"), root.join("docs/voice.txt")]),
            templates: root.join("templates"),
            content: root.join("content/notes"),
            out: root.join("public"),
            is_skipped: |name| name.starts_with(b"."),
        }
    }

    #[test]
    fn only_files_of_the_site_count() {
        let root = Path::new("/site");
        let paths = paths(root);
        for path in [
            "site.toml",
            "docs/voice.txt",
            "docs",
            "content",
            "content/notes",
            "content/notes/a/b.md",
            "content/notes/c.png",
            "templates",
            "templates/style.css",
            "",
        ] {
            assert!(paths.contain(&root.join(path)), "{path}");
        }
        for path in [
            "README.md",
            "public",
            "public/index.html",
            ".git/index",
            "content/other.md",
            "content/notes/.hidden/a.md",
            "content/notes/.a.md.swp",
            "content/notes/a.md~",
            "content/notes/4913",
            "content/notes/#a.md#",
            "templates/old/style.css",
            "docs/other.txt",
        ] {
            assert!(!paths.contain(&root.join(path)), "{path}");
        }
    }

    #[test]
    fn missing_folder_is_watched_from_its_parent() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path().canonicalize().expect("a folder");
        let flat = |path: &str| (root.join(path), RecursiveMode::NonRecursive);
        // A path that ends in a slash is the same path.
        assert_eq!(folders(&paths(&root)), BTreeMap::from([flat("")]));
        std::fs::create_dir_all(root.join("content/notes/a")).expect("a folder");
        std::fs::create_dir(root.join("templates")).expect("a folder");
        let notes = (root.join("content/notes"), RecursiveMode::Recursive);
        assert_eq!(folders(&paths(&root)), BTreeMap::from([flat(""), flat("content"), flat("templates"), notes]));
    }

    #[test]
    fn first_lost_event_is_a_change_and_repeated_ones_are_not() {
        let mut watcher = FileWatcher::new(std::sync::mpsc::channel().0).expect("a watcher");
        let root = tempfile::tempdir().expect("a folder");
        watcher.watch(paths(root.path())).expect("it is watched");
        let lost = Ok(Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan));
        let saved = Event::new(EventKind::Modify(ModifyKind::Any)).add_path(root.path().join("site.toml"));
        assert!(watcher.is_change(&lost) && watcher.is_stale);
        assert!(!watcher.is_change(&lost) && !watcher.is_change(&lost));
        assert!(watcher.is_change(&Ok(saved)) && watcher.is_change(&lost));
    }

    #[test]
    fn reading_a_file_is_not_a_change() {
        for (kind, is_read) in [
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), true),
            (EventKind::Access(AccessKind::Close(AccessMode::Read)), true),
            (EventKind::Access(AccessKind::Close(AccessMode::Write)), false),
            (EventKind::Modify(ModifyKind::Data(DataChange::Any)), false),
            (EventKind::Create(CreateKind::File), false),
        ] {
            assert_eq!(is_reading(kind), is_read, "{kind:?}");
        }
    }

    #[test]
    fn system_limit_error_names_the_settings_to_raise() {
        let full = notify::Error::new(ErrorKind::MaxFilesWatch).add_path(PathBuf::from("/site/content"));
        let text = cannot_watch(&full).to_string();
        assert!(
            text.starts_with("cannot watch /site/content: ") && text.contains("fs.inotify.max_user_watches"),
            "{text}"
        );
        let other = cannot_watch(&notify::Error::generic("no such device")).to_string();
        assert!(other.starts_with("cannot watch the files of the site: no such device"), "{other}");
    }
}
