//! The site's own templates and assets.
//!
//! Takes the site's root; gives every file of `templates/`, if there is such a folder. Anything but a regular file is
//! an error, because it would be ignored without notice otherwise.

use std::io::ErrorKind;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::file::LARGEST_FILE;
use super::safe_open;
use super::sources::slashed;
use crate::model::Error;

/// A file of the site's own `templates/`.
#[derive(Debug)]
pub(crate) struct TemplateFile {
    /// Its path below that folder, with `/`.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Reads `root`/templates.
pub(crate) fn templates(root: &Path) -> Result<Vec<TemplateFile>, Error> {
    let folder = root.join("templates");
    match folder.metadata() {
        Ok(found) if found.is_dir() => {}
        Err(error) if error.kind() == ErrorKind::NotFound && !folder.is_symlink() => return Ok(Vec::new()),
        Err(error) => return Err(Error::io("open", &folder, &error)),
        Ok(_) => {
            return Err(Error::with_help(
                "templates is not a folder",
                "make a folder named templates and put the files into it, or rename this file",
            ));
        }
    }
    let mut own = Vec::new();
    for entry in WalkDir::new(&folder).min_depth(1).max_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::new(format!("cannot read {}: {error}", folder.display())))?;
        if is_ignored(&entry) {
            continue;
        }
        let name = slashed(entry.path().strip_prefix(&folder).unwrap_or(entry.path()));
        refuse_unless_file(&name, &entry)?;
        let bytes =
            safe_open::whole(entry.path(), LARGEST_FILE).map_err(|error| Error::io("read", entry.path(), &error))?;
        own.push(TemplateFile { name, bytes });
    }
    Ok(own)
}

/// Hidden files and Markdown files are ignored.
fn is_ignored(entry: &DirEntry) -> bool {
    let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
    is_hidden || entry.path().extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

/// Refuses anything but a regular file: a link could lead out of the site, and reading a pipe could block.
fn refuse_unless_file(name: &str, entry: &DirEntry) -> Result<(), Error> {
    let kind = entry.file_type();
    let (what, help) = if kind.is_file() {
        return Ok(());
    } else if kind.is_symlink() {
        ("a symbolic link, and links are not followed here", "put a copy of the file in its place")
    } else if kind.is_dir() {
        (
            "a folder, and only files directly in templates are read",
            "move its files up into templates, or move the folder away",
        )
    } else {
        ("not a regular file", "put a regular file in its place, or move it away")
    };
    Err(Error::with_help(format!("templates/{name} is {what}"), help))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    /// Reads the templates of a site whose `templates/index.html` was created by `make`.
    fn read(make: impl FnOnce(&Path)) -> Result<Vec<String>, String> {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir(root.path().join("templates")).expect("a folder");
        make(&root.path().join("templates/index.html"));
        let own = templates(root.path()).map_err(|error| error.to_string())?;
        Ok(own.into_iter().map(|file| file.name).collect())
    }

    #[test]
    fn links_folders_and_sockets_are_refused_by_name() {
        assert_eq!(read(|file| fs::write(file, "x").expect("a file")), Ok(vec!["index.html".to_owned()]));
        let makers: [fn(&Path); 4] = [
            |file| symlink("elsewhere.html", file).expect("a link"),
            |file| symlink("..", file).expect("a link"),
            |file| fs::create_dir(file).expect("a folder"),
            |file| _ = UnixListener::bind(file).expect("a socket"),
        ];
        for (at, make) in makers.into_iter().enumerate() {
            let refused = read(make).expect_err("it is refused");
            assert!(refused.starts_with("templates/index.html is ") && refused.contains("help: "), "{at}: {refused}");
        }
    }

    #[test]
    fn hidden_and_markdown_files_are_ignored() {
        let made = read(|file| {
            symlink("elsewhere.md", file.with_file_name("README.md")).expect("a link");
            fs::create_dir(file.with_file_name(".drafts")).expect("a folder");
        });
        assert_eq!(made, Ok(Vec::new()));
    }

    #[test]
    fn templates_that_is_not_a_folder_is_refused() {
        let root = tempfile::tempdir().expect("a folder");
        assert!(templates(root.path()).is_ok_and(|own| own.is_empty()));
        fs::write(root.path().join("templates"), "x").expect("a file");
        assert!(templates(root.path()).is_err_and(|error| error.to_string().starts_with("templates is not a folder")));
        fs::remove_file(root.path().join("templates")).expect("removed");
        symlink("nowhere", root.path().join("templates")).expect("a link");
        assert!(templates(root.path()).is_err());
    }
}
