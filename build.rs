//! Gives the program a hash of its sources. Pages that another version of the program wrote are rendered again.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher as _};
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let mut sources = DefaultHasher::new();
    for path in ["src", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={path}");
        add(Path::new(path), &mut sources)?;
    }
    println!("cargo::rustc-env=HANDOVER_SOURCES={:016x}", sources.finish());
    Ok(())
}

/// Adds a file, or all files below a folder in the order of their names.
fn add(path: &Path, sources: &mut DefaultHasher) -> io::Result<()> {
    if !path.is_dir() {
        // A package may have no lock file. Then the versions in Cargo.toml are enough.
        return match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            bytes => {
                bytes?.hash(sources);
                Ok(())
            }
        };
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| add(entry, sources))
}
