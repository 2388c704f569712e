//! Opens files safely, even if somebody replaces them at the same time.
//!
//! Takes a path; gives the bytes of a regular file, up to a limit. A pipe, a device, a socket or a link is an error and
//! never blocks. A file that grows without end is read up to the limit.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// The first `most` bytes of the file at `path`, and its size as far as it is known.
pub(super) fn start(path: &Path, most: u64) -> io::Result<(Vec<u8>, u64)> {
    // Opening a device can change its state, and a link can lead anywhere.
    let found = fs::symlink_metadata(path)?;
    if !found.is_file() {
        return Err(io::Error::other("it is not a regular file any more"));
    }
    let file = open(path)?;
    let found = file.metadata()?;
    if !found.is_file() {
        return Err(io::Error::other("it is not a regular file any more"));
    }
    // Space for the stated size and one byte more, so that reading to the end needs no new allocation.
    let expected = usize::try_from(found.len().min(most)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(expected + 1);
    // One byte more shows that the file is longer. The stated size is not enough: files of the kernel state 0.
    file.take(most + 1).read_to_end(&mut bytes)?;
    let size = found.len().max(bytes.len() as u64);
    bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok((bytes, size))
}

/// The whole file at `path`, if it has at most `most` bytes.
pub(super) fn whole(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (bytes, size) = start(path, most)?;
    if size > most {
        return Err(io::Error::other(format!(
            "it has {} MiB, more than the {} MiB it may have",
            size >> 20,
            most >> 20
        )));
    }
    Ok(bytes)
}

/// Opens a file without waiting for the writer of a pipe and without following a link.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    #[test]
    fn pipe_device_socket_or_link_is_an_error_and_does_not_block() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "text").expect("a file");
        std::os::unix::fs::symlink("file", at("link")).expect("a link");
        let _socket = UnixListener::bind(at("socket")).expect("a socket");
        assert!(Command::new("mkfifo").arg(at("pipe")).status().expect("mkfifo").success());
        assert_eq!(start(&at("file"), 9).expect("bytes"), (b"text".to_vec(), 4));
        for name in ["link", "socket", "pipe", "."] {
            assert!(start(&at(name), 9).is_err(), "{name}");
        }
        assert!(start(Path::new("/dev/zero"), 9).is_err());
        // As if the pipe had replaced a regular file a moment ago.
        assert!(!open(&at("pipe")).and_then(|pipe| pipe.metadata()).expect("it opens").is_file());
        assert!(open(&at("link")).is_err() && open(&at("socket")).is_err());
        assert_eq!(whole(&at("file"), 4).expect("bytes"), b"text");
        assert!(whole(&at("file"), 3).is_err());
    }

    #[test]
    fn file_is_read_only_up_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("sparse");
        File::create(&file).and_then(|file| file.set_len(1 << 40)).expect("a file");
        let (bytes, size) = start(&file, 1000).expect("bytes");
        assert_eq!((bytes.len(), size), (1000, 1 << 40));
    }
}
