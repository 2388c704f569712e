//! A site as it was at an earlier revision, straight from git's objects.
//!
//! Takes the site's root and the name of a revision; gives its files as sources. Nothing is checked out and nothing in
//! the work tree is touched. Only objects and references are read: hooks, filters, monitors and whatever else the
//! repository's configuration could start are never asked for, and neither the environment nor files outside the
//! repository have a say.

use std::path::{Path, PathBuf};

use gix::object::Kind as ObjectKind;
use gix::objs::tree::EntryKind;
use gix::{ObjectId, Repository, Tree};

use super::settings::git_root;
use super::sources::{File, Gathering, Kind, LARGEST, Sources, is_skipped, slashed};
use crate::model::Error;
use crate::text::suggest::nearest;

/// Folders in folders: what lies deeper is not read.
const DEEPEST: usize = 1000;

/// A commit of the repository a site lies in.
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
                format!("--since {name}: {} lies in no git repository", root.display()),
                "leave it out, or compare with a file instead: --baseline FILE",
            )
        })?;
        let options = gix::open::Options::isolated();
        let repository = gix::open_opts(git, options).map_err(|error| {
            Error::with_help(
                format!("--since {name}: the git repository in {} cannot be opened: {error}", git.display()),
                "leave it out, or compare with a file instead: --baseline FILE",
            )
        })?;
        let tree = tree(&repository, name)?;
        Ok(Self { repository, name: name.to_owned(), git: git.to_owned(), tree, prefix })
    }

    /// The text `file` had then; none where it was not there, or lies outside the repository.
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

    /// What stands below the folder `content` of the site; none where there is no such folder.
    pub(super) fn sources(&self, content: &str) -> Result<Option<Sources>, Error> {
        let Some((EntryKind::Tree, id)) = self.entry(&self.below_git(content))? else { return Ok(None) };
        let mut gathering = Gathering::new(content);
        self.walk(id, "", true, &mut gathering)?;
        Ok(Some(gathering.finish()))
    }

    /// Takes all below a folder; `above` is its path below the content folder, with a `/` at its end or empty.
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
                // No file system goes as deep.
                EntryKind::Tree if below.split('/').count() > DEEPEST => Kind::Other,
                EntryKind::Tree => {
                    self.walk(entry.object_id(), &format!("{below}/"), is_text, gathering)?;
                    Kind::Folder
                }
                // What another repository holds is not among the objects of this one.
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

    /// A path below the site's root as one below the git root.
    fn below_git(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    fn regular_file(&self, path: &str) -> Result<Option<ObjectId>, Error> {
        Ok(match self.entry(path)? {
            Some((EntryKind::Blob | EntryKind::BlobExecutable, id)) => Some(id),
            _ => None,
        })
    }

    /// What stands at a path below the git root.
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

    /// The revision is known, and its files are not to be had.
    fn broken(&self, error: &gix::Error) -> Error {
        Error::with_help(
            format!("--since {}: git's objects cannot be read: {error}", self.name),
            "git fsck says more; a clone made with --filter lacks files of other revisions, and git fetch --refetch fetches them",
        )
    }
}

/// The files of the commit that `name` means.
fn tree(repository: &Repository, name: &str) -> Result<ObjectId, Error> {
    let found = repository.rev_parse_single(name).map_err(|_| unknown(repository, name))?;
    let mut object = found.object().map_err(|_| unknown(repository, name))?;
    let no_commit = |_| {
        Error::with_help(
            format!("--since {name}: that is no commit, or its commit is not here"),
            "name a branch, a tag or a commit",
        )
    };
    while object.kind == ObjectKind::Tag {
        let target = object.try_into_tag().and_then(|tag| tag.target_id()?.object());
        object = target.map_err(no_commit)?;
    }
    // A tree alone is a folder of some commit, and the site need not be where it is now.
    let tree = object.try_into_commit().and_then(|commit| Ok(commit.tree_id()?.detach()));
    tree.map_err(no_commit)
}

/// Nothing goes by that name here.
fn unknown(repository: &Repository, name: &str) -> Error {
    let message = format!("--since {name}: there is no such revision in this repository");
    let names = names(repository);
    let remote = names.iter().find(|known| known.strip_suffix(name).is_some_and(|remote| remote.ends_with('/')));
    let near = remote.map(String::as_str).or_else(|| nearest(name, names.iter().map(String::as_str)));
    let is_shallow = repository.is_shallow().unwrap_or(false);
    let help = if let Some(near) = near.filter(|_| remote.is_some() || !is_shallow) {
        format!("did you mean `{near}`?")
    } else if is_shallow {
        "this clone is shallow: fetch one commit, as in git fetch --depth=1 origin main, and name it FETCH_HEAD; or fetch \
         all with git fetch --unshallow"
            .to_owned()
    } else {
        "name a branch, a tag or a commit that git log knows here; others have to be fetched first".to_owned()
    };
    Error::with_help(message, help)
}

/// Branches and tags by the names people type, sorted.
fn names(repository: &Repository) -> Vec<String> {
    let Ok(references) = repository.references() else { return Vec::new() };
    let Ok(all) = references.all() else { return Vec::new() };
    let mut names: Vec<String> =
        all.filter_map(Result::ok).map(|reference| reference.name().shorten().to_string()).collect();
    names.sort();
    names
}
