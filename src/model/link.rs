//! Where a link in a note leads: another note, a file beside it, the web, or nowhere.
//!
//! Takes a destination as written; gives a [`Target`]. The rule about broken links and the pages both use it, so they
//! agree on which links are broken.

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::index::Notes;
use super::note::Note;

/// The text that replaces a reference to a hidden note or file.
pub(crate) const NOT_SHOWN: &str = "a note not shown here";

/// What a link points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target<'n> {
    /// A note, and one of its headings if the link names one.
    Note { id: &'n str, anchor: Option<String> },
    /// A note or unreadable file that this audience may not see.
    Hidden,
    /// A file below `content/` that is not a note.
    File(String),
    /// An address with a scheme that browsers may follow.
    Web(&'n str),
    /// An address with a scheme that pages must not contain.
    RefusedScheme,
    /// Nothing that exists.
    Missing(Missing),
}

/// How a page shows a link. Build keys contain this beside the text of the note, because it depends on other notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Fate {
    Leads,
    LeadsToFile,
    LeadsOut,
    Dead,
}

impl Target<'_> {
    pub(crate) fn fate(&self) -> Fate {
        match self {
            Self::Note { .. } => Fate::Leads,
            Self::File(_) => Fate::LeadsToFile,
            Self::Web(_) => Fate::LeadsOut,
            Self::Hidden | Self::RefusedScheme | Self::Missing(_) => Fate::Dead,
        }
    }
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Note(String),
    File(String),
    Heading { id: String, anchor: String },
    OutsideContent,
}

/// Resolves `destination`, found in the body of `from`.
pub(crate) fn resolve<'n>(notes: &'n Notes, from: &'n Note, destination: &'n str) -> Target<'n> {
    if let Some(scheme) = scheme(destination) {
        let leads_out = is_followed(scheme, &destination[scheme.len() + 1..]);
        return if leads_out { Target::Web(destination) } else { Target::RefusedScheme };
    }
    if destination.starts_with("//") || destination.contains('\\') {
        return Target::RefusedScheme;
    }
    let (path, anchor) = match destination.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (destination, None),
    };
    let path = decode(path.split('?').next().unwrap_or_default());
    if path.is_empty() {
        return heading(from, anchor);
    }
    let joined = join(&from.id, &path);
    // The path below `content/` counts too: even a link with a wrong path can name a hidden note.
    let is_hidden = notes.is_hidden(&path) || joined.as_ref().is_some_and(|path| notes.is_hidden(path));
    let Some(path) = joined else {
        return if is_hidden { Target::Hidden } else { Target::Missing(Missing::OutsideContent) };
    };
    let id = path.strip_suffix(".md");
    match id.and_then(|id| notes.by_id(id)) {
        Some(note) => heading(note, anchor),
        None if id.is_none() && notes.files.contains(&path) => Target::File(path),
        None if is_hidden => Target::Hidden,
        None if id.is_some() => Target::Missing(Missing::Note(path)),
        None => Target::Missing(Missing::File(path)),
    }
}

/// Whether an address leads to the web, a mailbox or a telephone, and all browsers read it in the same way.
pub(crate) fn leads_out(destination: &str) -> bool {
    scheme(destination).is_some_and(|scheme| is_followed(scheme, &destination[scheme.len() + 1..]))
}

fn is_followed(scheme: &str, rest: &str) -> bool {
    const FOLLOWED: [&str; 4] = ["http", "https", "mailto", "tel"];
    // A web address needs a host. Without one, browsers use the next part as the host.
    let is_whole =
        !scheme.to_ascii_lowercase().starts_with("http") || rest.trim_start_matches('/').len() + 2 == rest.len();
    is_whole && FOLLOWED.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

fn heading(note: &Note, anchor: Option<String>) -> Target<'_> {
    match anchor {
        Some(anchor) if !note.body.headings.iter().any(|heading| heading.anchor == anchor) => {
            Target::Missing(Missing::Heading { id: note.id.clone(), anchor })
        }
        anchor => Target::Note { id: &note.id, anchor },
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The scheme of an absolute address: `https` of `https://…`.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let word = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(word);
    // Browsers remove tabs, line breaks and control characters from a scheme. So a scheme with such characters is
    // refused.
    let is_odd = scheme.chars().any(|c| c.is_control() || c.is_whitespace() || c == '&');
    (is_scheme || (is_odd && !scheme.contains('/'))).then_some(scheme)
}

/// The path below `content/` of `path` in a link of the note `from`. A leading `/` means `content/` itself.
fn join(from: &str, path: &str) -> Option<String> {
    let mut segments: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn relative_path_stays_below_content_or_is_refused() {
        assert_eq!(join("brand/captions", "voice.md").as_deref(), Some("brand/voice.md"));
        assert_eq!(join("brand/captions", "../pr/x.md").as_deref(), Some("pr/x.md"));
        assert_eq!(join("brand/captions", "/pr/x.md").as_deref(), Some("pr/x.md"));
        assert_eq!(join("captions", "../x.md"), None);
    }

    #[test]
    fn web_address_without_a_host_is_refused() {
        let notes = Notes::new(Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
        let note = crate::input::from_texts(
            [("a", "+++\ntitle = \"A\"\nowner = \"m\"\n+++\n")],
            jiff::civil::date(2026, 11, 21),
        );
        let note = note.iter().next().expect("a note");
        let is_web = |address| matches!(resolve(&notes, note, address), Target::Web(_));
        assert!(is_web("https://example.com") && is_web("HTTP://example.com/x") && is_web("mailto:milo@example.com"));
        assert!(!is_web("https:/example.com") && !is_web("https:]]//example.com") && !is_web("https:///x"));
    }

    #[test]
    fn scheme_with_odd_characters_is_recognised() {
        assert_eq!(scheme("https://example.com"), Some("https"));
        assert_eq!(scheme("java\nscript:alert(1)"), Some("java\nscript"));
        assert_eq!(scheme("\u{1}javascript:alert(1)"), Some("\u{1}javascript"));
        assert_eq!(scheme("a/b:c.md"), None);
        assert_eq!(scheme("voice.md"), None);
    }
}
