//! The names of Handover's own files in an output folder and beside it.
//!
//! Takes a folder; gives paths.

use std::path::{Path, PathBuf};

use crate::model::Error;

/// The folder, in the output folder, in which changed files are staged.
pub(super) const ASIDE: &str = ".handover-tmp";
/// The lock file, if it has to be in the output folder itself.
pub(super) const LOCK: &str = ".handover-lock";
/// The manifest. A folder that has one belongs to Handover.
pub(super) const MANIFEST: &str = ".handover-manifest";
/// The prefix of temporary files. The manifest has it too.
pub(super) const TEMPORARY: &str = ".handover-";

/// The path of one of our files or folders beside `target`: `.public.handover-new` for the `what` "new".
pub(super) fn beside(target: &Path, what: &str) -> Result<PathBuf, Error> {
    let name =
        target.file_name().ok_or_else(|| Error::new(format!("{} cannot be the output folder", target.display())))?;
    Ok(target.with_file_name(format!(".{}.handover-{what}", name.to_string_lossy())))
}
