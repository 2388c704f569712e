//! The address a site is published at.
//!
//! Takes an address from site.toml or from the command line; gives an address to which paths of pages can be added, or
//! what is wrong with it. Both sources use the same check.

use url::Url;

/// Where a site is published: http or https, percent-encoded, with a `/` at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl(Url);

impl BaseUrl {
    /// The address, or what to write instead.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let is_web = text.starts_with("https://") || text.starts_with("http://");
        // Browsers remove white space and control characters from addresses, so the result would be another address.
        let is_plain = !text.contains(|c: char| c.is_control() || c.is_whitespace());
        let url = Url::parse(text).ok().filter(|_| is_web && is_plain);
        let mut url = url.ok_or("write the address of the published site, starting with https://")?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("leave out the name and the password, because every reader of the site would see them");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("leave out the part after ? or #, because the paths of pages are added to the address");
        }
        if !url.path().ends_with('/') {
            let folder = format!("{}/", url.path());
            url.set_path(&folder);
        }
        Ok(Self(url))
    }

    /// The address as messages show it. An address that may contain a password is not shown.
    pub(crate) fn refused(text: &str) -> String {
        if may_hold_password(text) { "the address".to_owned() } else { format!("\"{text}\"") }
    }

    /// The absolute address of a file of the site. The path contains only `[a-zA-Z0-9._/-]`, so it needs no encoding.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Whether a refused address may contain a password: in an invalid address, any text before an `@` may be one.
pub(crate) fn may_hold_password(refused: &str) -> bool {
    refused.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(base: &str) -> String {
        BaseUrl::parse(base).expect("an address").join("notes/a.html")
    }

    #[test]
    fn path_is_added_to_an_address_with_or_without_a_slash() {
        for (base, page) in [
            ("https://example.com", "https://example.com/notes/a.html"),
            ("https://example.com/", "https://example.com/notes/a.html"),
            ("https://example.com/x/y", "https://example.com/x/y/notes/a.html"),
            ("http://localhost:8000/x/y/", "http://localhost:8000/x/y/notes/a.html"),
            ("https://exämple.com/für & wider", "https://xn--exmple-cua.com/f%C3%BCr%20&%20wider/notes/a.html"),
            ("https://example.com/@team/<a>\"", "https://example.com/@team/%3Ca%3E%22/notes/a.html"),
        ] {
            assert_eq!(joined(&base.replace(' ', "%20")), page, "{base}");
        }
    }

    #[test]
    fn address_that_is_not_a_web_folder_is_refused() {
        for base in [
            "",
            "example.com",
            "ftp://example.com/",
            "javascript:alert(1)",
            "https://",
            "https://exa mple.com/",
            "https://example.com/\r\nX-EVIL:1",
            "https://example.com/a\tb",
            "https://nora:secret@example.com/",
            "https://nora@example.com/",
            "https://example.com/?page=1",
            "https://example.com/#top",
        ] {
            assert!(BaseUrl::parse(base).is_err(), "{base}");
        }
    }
}
