//! Reads a site as it was at an earlier revision, from git objects.
//!
//! Takes the site's root and the name of a revision; gives its files as sources. It checks nothing out and does not
//! change the work tree. It reads only objects and references. So it runs no hooks, filters, monitors or other programs
//! that the configuration of the repository names. The environment and files outside the repository have no effect.

use std::path::{Path, PathBuf};

use gix::object::Kind as ObjectKind;
use gix::objs::tree::EntryKind;
use gix::{ObjectId, Repository, Tree};

use super::settings::git_root;
use super::sources::{File, Gathering, Kind, LARGEST, Sources, is_skipped, slashed};
use crate::model::Error;
use crate::text::suggest::nearest;

/// The deepest nesting of folders that is read.
const DEEPEST: usize = 1000;

/// A commit of the git repository that contains the site.
pub(crate) struct Revision {
    repository: Repository,
    name: String,
    /// The folder with `.git` in it.
    git: PathBuf,
    tree: ObjectId,
    /// The site's folder below the git root, with a `/` at its end, or empty.
    prefix: String,
}

impl Revision {
    /// Looks up `name` as `git rev-parse` does: a branch, a tag, a commit, `HEAD~2`.
    pub(crate) fn open(root: &Path, name: &str) -> Result<Self, Error> {
        let (git, prefix) = git_root(root).ok_or_else(|| {
            Error::with_help(
                format!("--since {name}: {} is not in a git repository", root.display()),
                "remove --since, or compare with a file: --baseline FILE",
            )
        })?;
        let options = gix::open::Options::isolated();
        let repository = gix::open_opts(git, options).map_err(|error| {
            Error::with_help(
                format!("--since {name}: the git repository in {} cannot be opened: {error}", git.display()),
                "remove --since, or compare with a file: --baseline FILE",
            )
        })?;
        let tree = tree(&repository, name)?;
        Ok(Self { repository, name: name.to_owned(), git: git.to_owned(), tree, prefix })
    }

    /// The text of `file` in this commit; none if the commit does not have it.
    pub(crate) fn text(&self, file: &Path) -> Result<Option<String>, Error> {
        let file = file.canonicalize().map_err(|error| Error::io("open", file, &error))?;
        let Ok(below) = file.strip_prefix(&self.git) else { return Ok(None) };
        let Some(id) = self.regular_file(&slashed(below))? else { return Ok(None) };
        Ok(Some(String::from_utf8_lossy(&self.bytes(id)?).into_owned()))
    }

    /// Whether there is a regular file at `path` below the site's root.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.regular_file(&self.below_git(path)).is_ok_and(|file| file.is_some())
    }

    /// The files below the folder `content` of the site; none if the commit has no such folder.
    pub(super) fn sources(&self, content: &str) -> Result<Option<Sources>, Error> {
        let Some((EntryKind::Tree, id)) = self.entry(&self.below_git(content))? else { return Ok(None) };
        let mut gathering = Gathering::new(content);
        self.walk(id, "", true, &mut gathering)?;
        Ok(Some(gathering.finish()))
    }

    /// Collects everything below a folder. `above` is its path below the content folder: empty, or with a `/` at its
    /// end.
    fn walk(&self, folder: ObjectId, above: &str, is_text: bool, gathering: &mut Gathering<'_>) -> Result<(), Error> {
        let folder = self.tree_of(folder)?;
        for entry in folder.iter() {
            let entry = entry.map_err(|error| self.broken(&error))?;
            let name = entry.filename();
            if is_skipped(name) {
                continue;
            }
            let is_text = is_text && std::str::from_utf8(name).is_ok();
            let below = format!("{above}{}", String::from_utf8_lossy(name));
            let kind = match entry.kind() {
                // Deeper than any file system allows.
                EntryKind::Tree if below.split('/').count() > DEEPEST => Kind::Other,
                EntryKind::Tree => {
                    self.walk(entry.object_id(), &format!("{below}/"), is_text, gathering)?;
                    Kind::Folder
                }
                // A submodule: its files are in another repository.
                EntryKind::Commit => Kind::Folder,
                EntryKind::Link => Kind::Link,
                EntryKind::Blob | EntryKind::BlobExecutable => Kind::File(self.file(entry.object_id())?),
            };
            gathering.take(&below, is_text, kind);
        }
        Ok(())
    }

    fn file(&self, id: ObjectId) -> Result<File, Error> {
        let size = self.repository.find_header(id).map_err(|error| self.broken(&error))?.size();
        let bytes = if size > LARGEST { Vec::new() } else { self.bytes(id)? };
        Ok(File::InGit(size, bytes))
    }

    /// Turns a path below the site's root into a path below the git root.
    fn below_git(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    fn regular_file(&self, path: &str) -> Result<Option<ObjectId>, Error> {
        Ok(match self.entry(path)? {
            Some((EntryKind::Blob | EntryKind::BlobExecutable, id)) => Some(id),
            _ => None,
        })
    }

    /// The entry at a path below the git root.
    fn entry(&self, path: &str) -> Result<Option<(EntryKind, ObjectId)>, Error> {
        let path = path.trim_end_matches('/');
        if path.is_empty() {
            return Ok(Some((EntryKind::Tree, self.tree)));
        }
        let root = self.tree_of(self.tree)?;
        let entry = root.lookup_entry_by_path(path).map_err(|error| self.broken(&error))?;
        Ok(entry.map(|entry| (entry.mode().kind(), entry.object_id())))
    }

    fn tree_of(&self, id: ObjectId) -> Result<Tree<'_>, Error> {
        self.repository.find_tree(id).map_err(|error| self.broken(&error))
    }

    fn bytes(&self, id: ObjectId) -> Result<Vec<u8>, Error> {
        let mut object = self.repository.find_object(id).map_err(|error| self.broken(&error))?;
        Ok(std::mem::take(&mut object.data))
    }

    /// The error for a known revision whose files cannot be read.
    fn broken(&self, error: &gix::Error) -> Error {
        Error::with_help(
            format!("--since {}: git objects cannot be read: {error}", self.name),
            "run git fsck; if the clone was made with --filter, fetch the missing files with git fetch --refetch",
        )
    }
}

/// The files of the commit that `name` means.
fn tree(repository: &Repository, name: &str) -> Result<ObjectId, Error> {
    let found = repository.rev_parse_single(name).map_err(|_| unknown(repository, name))?;
    let mut object = found.object().map_err(|_| unknown(repository, name))?;
    let no_commit = |_| {
        Error::with_help(
            format!("--since {name}: this is not a commit, or the clone does not have it"),
            "name a branch, a tag or a commit",
        )
    };
    while object.kind == ObjectKind::Tag {
        let target = object.try_into_tag().and_then(|tag| tag.target_id()?.object());
        object = target.map_err(no_commit)?;
    }
    // A tree without a commit is refused: it may be any folder, so the path of the site in it is unknown.
    let tree = object.try_into_commit().and_then(|commit| Ok(commit.tree_id()?.detach()));
    tree.map_err(no_commit)
}

/// The error for a name that the repository does not have.
fn unknown(repository: &Repository, name: &str) -> Error {
    let message = format!("--since {name}: there is no such revision in this repository");
    let names = names(repository);
    let remote = names.iter().find(|known| known.strip_suffix(name).is_some_and(|remote| remote.ends_with('/')));
    let near = remote.map(String::as_str).or_else(|| nearest(name, names.iter().map(String::as_str)));
    let is_shallow = repository.is_shallow().unwrap_or(false);
    let help = if let Some(near) = near.filter(|_| remote.is_some() || !is_shallow) {
        format!("did you mean `{near}`?")
    } else if is_shallow {
        "this clone is shallow; fetch one commit, for example with git fetch --depth=1 origin main, and use FETCH_HEAD; \
         or fetch all commits with git fetch --unshallow"
            .to_owned()
    } else {
        "name a branch, a tag or a commit of this clone; if it is not in the clone yet, fetch it first".to_owned()
    };
    Error::with_help(message, help)
}

/// The short names of branches and tags, sorted.
fn names(repository: &Repository) -> Vec<String> {
    let Ok(references) = repository.references() else { return Vec::new() };
    let Ok(all) = references.all() else { return Vec::new() };
    let mut names: Vec<String> =
        all.filter_map(Result::ok).map(|reference| reference.name().shorten().to_string()).collect();
    names.sort();
    names
}
