//! sitemap.xml: the pages that search engines may list.
//!
//! Takes absolute addresses; gives the file.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// The limit of the sitemap format. List pages come first, so crawlers find the other pages through them.
const MOST: usize = 50_000;

pub(crate) fn sitemap(addresses: impl Iterator<Item = String>) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write(&mut writer, addresses).expect("writing to memory cannot fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

fn write(writer: &mut Writer<Vec<u8>>, addresses: impl Iterator<Item = String>) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer.create_element("urlset").with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    root.write_inner_content(|writer| {
        for address in addresses.take(MOST) {
            writer.create_element("url").write_inner_content(|writer| {
                writer.create_element("loc").write_text_content(BytesText::new(&address)).map(drop)
            })?;
        }
        Ok(())
    })
    .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sitemap_stops_at_the_limit() {
        let text =
            String::from_utf8(sitemap((0..60_000).map(|at| format!("https://example.com/{at}")))).expect("UTF-8");
        assert_eq!(text.matches("<loc>").count(), MOST);
        assert!(text.contains("<loc>https://example.com/49999</loc>"));
    }

    #[test]
    fn addresses_are_escaped() {
        let text = String::from_utf8(sitemap(["https://example.com/a&b/".to_owned()].into_iter())).expect("UTF-8");
        assert!(text.contains("<loc>https://example.com/a&amp;b/</loc>"), "{text}");
    }
}
