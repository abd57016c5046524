//! `SUMMARY.md`: a table of contents in Markdown, as mdBook and GitBook have it, which says which files are read and in which order.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::links::percent_decode;

/// What a table of contents says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The files in order, each with its title: paths from where the table lies.
    pub chapters: Vec<(String, String)>,
    /// Titles of parts, each with how many chapters stand before it.
    pub parts: Vec<(usize, String)>,
    /// Titles of chapters that have no file yet.
    pub planned: Vec<String>,
}

/// Reads a table of contents. A file that it names twice is read once.
pub fn summary(text: &str) -> Summary {
    let mut out = Summary::default();
    let mut link: Option<(String, String)> = None;
    let mut heading: Option<String> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((dest_url.into_string(), String::new())),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(letters) | Event::Code(letters) => {
                if let Some(title) = link.as_mut().map(|link| &mut link.1).or(heading.as_mut()) {
                    title.push_str(&letters);
                }
            }
            Event::End(TagEnd::Link) => {
                if let Some((target, title)) = link.take() {
                    out.chapter(&target, title);
                }
            }
            // The first heading names the table itself.
            Event::End(TagEnd::Heading(_)) => match heading.take() {
                Some(title) if !out.chapters.is_empty() => out.parts.push((out.chapters.len(), title)),
                _ => {}
            },
            _ => {}
        }
    }
    out
}

impl Summary {
    fn chapter(&mut self, target: &str, title: String) {
        let path = target.split(['#', '?']).next().unwrap_or_default();
        if path.contains("://") || path.starts_with("mailto:") {
            return;
        }
        if path.is_empty() {
            if !target.starts_with('#') {
                self.planned.push(title);
            }
            return;
        }
        let decoded = percent_decode(path).unwrap_or_else(|| path.into());
        let path = decoded.trim_start_matches("./").trim_start_matches('/').to_string();
        if self.chapters.iter().all(|(before, _)| *before != path) {
            self.chapters.push((path, title));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_come_in_the_tables_order_and_once() {
        let text = "# Summary\n\n[تمهيد](README.md)\n\n# جزء\n\n- [واحد](./a/1.md)\n  - [تحت](a/1.md#x)\n  - [اثنان](<a b/2.md>)\n- [ثلاثة](a/%D9%A3.md)\n- [لاحق]()\n- [خارج](https://example.org/x.md)\n";
        let found = summary(text);
        let paths: Vec<&str> = found.chapters.iter().map(|chapter| chapter.0.as_str()).collect();
        assert_eq!(paths, ["README.md", "a/1.md", "a b/2.md", "a/٣.md"]);
        assert_eq!(found.chapters[1].1, "واحد");
        assert_eq!(
            (found.parts, found.planned),
            (vec![(1, "جزء".to_string())], vec!["لاحق".to_string()])
        );
    }
}
