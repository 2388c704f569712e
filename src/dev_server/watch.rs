//! What of the disk belongs to the site, and whether something of it has changed.
//!
//! Takes the places of a site; gives events of the operating system to the desk, and tells which of them matter. Nothing
//! is opened here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Message;
use crate::model::Error;

/// Where the files of a site lie.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// What stands alone: the settings, what notes refer to, a link that leads to the folder of notes.
    pub(crate) files: BTreeSet<PathBuf>,
    /// The folder of the site's own templates, without folders in it.
    pub(crate) templates: PathBuf,
    /// The folder of notes, with all below it; itself, not a link to it.
    pub(crate) content: PathBuf,
    /// Where `build` writes, which is no part of the site.
    pub(crate) out: PathBuf,
    /// Whether an entry of the content folder with this name, and all below it, is left alone.
    pub(crate) is_skipped: fn(&[u8]) -> bool,
}

/// Watches the places of a site.
#[derive(Debug)]
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    places: Option<Places>,
    followed: BTreeMap<PathBuf, RecursiveMode>,
    /// A folder that was watched has gone, or another has taken its place.
    is_torn: bool,
    /// How often in a row there was too much to be told one by one.
    gaps: usize,
}

impl Watch {
    pub(super) fn new(desk: Sender<Message>) -> Result<Self, Error> {
        let tell = move |event: notify::Result<Event>| {
            // Reading the site opens thousands of files, which is not worth a message.
            if event.as_ref().is_ok_and(|event| is_reading(event.kind)) {
                return;
            }
            // After the end of the run there is no desk.
            let _ = desk.send(Message::Touched(event));
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(tell, config).map_err(|error| cannot_watch(&error))?;
        Ok(Self { watcher, places: None, followed: BTreeMap::new(), is_torn: false, gaps: 0 })
    }

    /// Watches these places, and no others.
    pub(super) fn follow(&mut self, places: Places) -> Result<(), Error> {
        let wanted = folders(&places);
        self.places = Some(places);
        let is_torn = std::mem::take(&mut self.is_torn);
        for (folder, mode) in std::mem::take(&mut self.followed) {
            if !is_torn && wanted.get(&folder) == Some(&mode) {
                self.followed.insert(folder, mode);
            } else {
                // It may have gone by itself.
                let _ = self.watcher.unwatch(&folder);
            }
        }
        let mut result = Ok(());
        for (folder, mode) in wanted {
            if self.followed.contains_key(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, mode) {
                Ok(()) => _ = self.followed.insert(folder, mode),
                // Gone a moment ago, which is noticed above it.
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                Err(error) => result = Err(cannot_watch(&error)),
            }
        }
        result
    }

    /// Whether something of the site may have changed.
    pub(super) fn concerns(&mut self, event: &notify::Result<Event>) -> bool {
        let Some(places) = &self.places else { return false };
        let Ok(event) = event else {
            self.is_torn = true;
            return true;
        };
        if event.need_rescan() {
            self.is_torn = true;
            self.gaps += 1;
            // Reading a very large site may be what there was too much of, and would then never end.
            return self.gaps == 1;
        }
        if !event.paths.iter().any(|path| places.hold(path)) {
            return false;
        }
        self.gaps = 0;
        let is_above = |path: &PathBuf| self.followed.keys().any(|folder| folder.starts_with(path));
        self.is_torn |= is_move(event.kind) && event.paths.iter().any(is_above);
        true
    }
}

/// Whether an event says that something has come or gone.
fn is_move(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// Whether an event says that something was looked at, and no more.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

impl Places {
    /// Whether a path is part of the site, or a folder that it lies in.
    fn hold(&self, path: &Path) -> bool {
        if path.starts_with(&self.out) || path.file_name().is_some_and(|name| is_of_an_editor(name.as_encoded_bytes()))
        {
            return false;
        }
        let is_skipped = |part: Component<'_>| (self.is_skipped)(part.as_os_str().as_encoded_bytes());
        let below = path.strip_prefix(&self.content);
        let mut all = self.files.iter().chain([&self.templates, &self.content]);
        below.is_ok_and(|below| !below.components().any(is_skipped))
            || path.parent() == Some(&self.templates)
            || all.any(|place| place.starts_with(path))
    }
}

/// What editors leave for a moment beside the file they save.
fn is_of_an_editor(name: &[u8]) -> bool {
    name.ends_with(b"~") || name.ends_with(b".swp") || name.starts_with(b"#") || name == b"4913"
}

/// The folders to watch: those that are there, or the nearest above them, and the folders they lie in, where they would
/// go or come back.
fn folders(places: &Places) -> BTreeMap<PathBuf, RecursiveMode> {
    let parents = places.files.iter().chain([&places.templates, &places.content]).filter_map(|place| place.parent());
    let flat = parents.chain([places.templates.as_path()]).filter_map(nearest);
    let mut folders: BTreeMap<PathBuf, RecursiveMode> =
        flat.map(|folder| (folder.to_owned(), RecursiveMode::NonRecursive)).collect();
    if places.content.is_dir() {
        folders.retain(|folder, _| !folder.starts_with(&places.content));
        folders.insert(places.content.clone(), RecursiveMode::Recursive);
    }
    folders
}

fn nearest(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.is_dir())
}

fn cannot_watch(error: &notify::Error) -> Error {
    let where_ =
        error.paths.first().map_or_else(|| "the files of the site".to_owned(), |path| path.display().to_string());
    let is_limit = match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // Too many open files: each watcher takes one.
        ErrorKind::Io(error) => error.raw_os_error() == Some(24),
        _ => false,
    };
    if is_limit {
        return Error::with_help(
            format!("cannot watch {where_}: this system allows no more folders to be watched"),
            "end other programs that watch files, or raise fs.inotify.max_user_watches and max_user_instances with sysctl",
        );
    }
    Error::with_help(
        format!("cannot watch {where_}: {error}"),
        "changes there are not noticed; mend the cause and start `handover serve` anew",
    )
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange};

    use super::*;

    fn places(root: &Path) -> Places {
        Places {
            files: BTreeSet::from([root.join("site.toml"), root.join("docs/voice.txt")]),
            templates: root.join("templates"),
            content: root.join("content/notes"),
            out: root.join("public"),
            is_skipped: |name| name.starts_with(b"."),
        }
    }

    #[test]
    fn only_what_the_site_is_made_of_counts() {
        let root = Path::new("/site");
        let places = places(root);
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
            assert!(places.hold(&root.join(path)), "{path}");
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
            assert!(!places.hold(&root.join(path)), "{path}");
        }
    }

    #[test]
    fn what_is_not_there_yet_is_awaited_where_it_would_come() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path().canonicalize().expect("a folder");
        let flat = |path: &str| (root.join(path), RecursiveMode::NonRecursive);
        // A path that ends in a slash is the same path.
        assert_eq!(folders(&places(&root)), BTreeMap::from([flat("")]));
        std::fs::create_dir_all(root.join("content/notes/a")).expect("a folder");
        std::fs::create_dir(root.join("templates")).expect("a folder");
        let notes = (root.join("content/notes"), RecursiveMode::Recursive);
        assert_eq!(folders(&places(&root)), BTreeMap::from([flat(""), flat("content"), flat("templates"), notes]));
    }

    #[test]
    fn a_gap_is_a_change_but_no_end_of_gaps_is_none() {
        let mut watch = Watch::new(std::sync::mpsc::channel().0).expect("a watch");
        let root = tempfile::tempdir().expect("a folder");
        watch.follow(places(root.path())).expect("it is watched");
        let gap = Ok(Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan));
        let saved = Event::new(EventKind::Modify(ModifyKind::Any)).add_path(root.path().join("site.toml"));
        assert!(watch.concerns(&gap) && watch.is_torn);
        assert!(!watch.concerns(&gap) && !watch.concerns(&gap));
        assert!(watch.concerns(&Ok(saved)) && watch.concerns(&gap));
    }

    #[test]
    fn reading_is_no_change() {
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
    fn a_limit_of_the_system_is_named_with_a_way_out() {
        let full = notify::Error::new(ErrorKind::MaxFilesWatch).add_path(PathBuf::from("/site/content"));
        let said = cannot_watch(&full).to_string();
        assert!(
            said.starts_with("cannot watch /site/content: ") && said.contains("fs.inotify.max_user_watches"),
            "{said}"
        );
        let other = cannot_watch(&notify::Error::generic("no such device")).to_string();
        assert!(other.starts_with("cannot watch the files of the site: no such device"), "{other}");
    }
}
