//! A share of what fuzzers do, on every run of the tests: the seeds, and words of the dictionaries in any order.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::{front_matter, markdown, settings};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The words of a dictionary; every escape in them is one that JSON has too.
fn words(name: &str) -> Vec<String> {
    let text = fs::read_to_string(fuzz().join("dictionaries").join(name)).expect("a dictionary");
    let lines = text.lines().filter(|line| line.starts_with('"'));
    lines.map(|line| serde_json::from_str(&line.replace("\\x", "\\u00")).expect("a word in quotes")).collect()
}

fn texts(dictionary: &str) -> impl Strategy<Value = String> + use<> {
    let word = prop_oneof![9 => prop::sample::select(words(dictionary)), 1 => any::<String>()];
    prop::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

/// Every seed goes through the target of its folder.
fn sow(name: &str, target: impl Fn(&[u8])) {
    let mut seeds: Vec<_> = fs::read_dir(fuzz().join("seeds").join(name))
        .expect("a folder")
        .map(|seed| seed.expect("a seed").path())
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "there are no seeds for {name}");
    for seed in seeds {
        target(&fs::read(seed).expect("a seed"));
    }
}

#[test]
fn seeds_break_no_promise() {
    sow("front_matter", front_matter);
    sow("markdown", markdown);
    sow("settings", settings);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_front_matter_keeps_the_promises(toml in texts("toml.dict"), body in any::<String>()) {
        front_matter(format!("+++\n{toml}\n+++\n{body}").as_bytes());
    }

    #[test]
    fn any_bytes_keep_the_promises_of_notes(bytes in any::<Vec<u8>>()) {
        front_matter(&bytes);
    }

    #[test]
    fn any_markdown_keeps_the_promises(text in texts("markdown.dict")) {
        markdown(text.as_bytes());
    }

    #[test]
    fn any_settings_keep_the_promises(text in texts("toml.dict")) {
        settings(text.as_bytes());
    }
}
