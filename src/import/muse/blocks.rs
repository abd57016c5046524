//! Blocks of Muse: headings, verse, quotations, what stands between tags.

use super::super::items::{Item, Kind, Paragraph};
use super::super::losses::Odd;
use super::super::runs::{Format, Piece, What};
use super::Reader;
use super::lists::item_sign;

/// The tags between which blocks stand.
const TAGS: [&str; 9] = [
    "verse", "quote", "center", "right", "example", "comment", "biblio", "play", "literal",
];

impl Reader<'_> {
    /// Reads lines as blocks.
    pub(super) fn blocks(&mut self, mut lines: &[&str]) -> Vec<Item> {
        let mut out: Vec<Item> = Vec::new();
        while let Some(line) = lines.first() {
            let count = self.block(line, lines, &mut out).max(1);
            lines = lines.get(count..).unwrap_or_default();
        }
        out
    }

    /// Reads the block that begins with the first of these lines; how many lines it has.
    fn block(&mut self, line: &str, lines: &[&str], out: &mut Vec<Item>) -> usize {
        let body = line.trim();
        if body.is_empty() || body.starts_with("; ") {
            return 1;
        }
        if let Some(name) = TAGS.into_iter().find(|name| body.starts_with(&format!("<{name}>"))) {
            return self.tagged(name, lines, out);
        }
        if let Some((level, text)) = heading(line) {
            // A part of the book has one star, a chapter two.
            out.push(self.paragraph(Kind::Heading(level), text));
            return 1;
        }
        if is_rule(body) {
            out.push(Item::Rule);
            return 1;
        }
        if is_verse(body) {
            let count = count(lines, |line| is_verse(line.trim()));
            let verse = lines.iter().take(count).map(|line| line.trim().trim_start_matches('>'));
            self.verse(&verse.collect::<Vec<_>>(), out);
            return count;
        }
        if line.contains('|') && (body.starts_with('|') || body.contains(" | ") || body.contains(" || ")) {
            let count = count(lines, |line| line.contains('|') && !line.trim().is_empty());
            self.table(lines.get(..count).unwrap_or_default(), out);
            return count;
        }
        if line.starts_with(' ') && item_sign(body).is_some() {
            return self.items(line, lines, out);
        }
        match body.split_once(" :: ").filter(|_| line.starts_with(' ')) {
            Some((term, meaning)) => self.definition(term, meaning, out),
            None => self.text(line, lines, out),
        }
    }

    /// A term with its meaning, which goes on with the list before it.
    fn definition(&mut self, term: &str, meaning: &str, out: &mut Vec<Item>) -> usize {
        let entry = (vec![self.line(term)], vec![vec![self.paragraph(Kind::Text, meaning)]]);
        match out.last_mut() {
            Some(Item::Definitions(entries)) => entries.push(entry),
            _ => out.push(Item::Definitions(vec![entry])),
        }
        1
    }

    /// A paragraph; how far it is set in tells whether it is a quotation or stands in the middle.
    fn text(&mut self, line: &str, lines: &[&str], out: &mut Vec<Item>) -> usize {
        let indent = line.len() - line.trim_start().len();
        let count = count(lines, |line| {
            !line.trim().is_empty() && item_sign(line.trim()).is_none_or(|_| !line.starts_with(' '))
        })
        .max(1);
        let text: Vec<&str> = lines.iter().take(count).map(|line| line.trim()).collect();
        let item = self.paragraph(Kind::Text, &text.join(" "));
        match (indent, item) {
            (20.., Item::Paragraph(paragraph)) => out.push(Item::Paragraph(Paragraph {
                centred: true,
                ..paragraph
            })),
            (2..=19, item) => out.push(Item::Quote(vec![item])),
            (_, item) => out.push(item),
        }
        count
    }

    /// A block between two tags; how many lines it has.
    fn tagged(&mut self, name: &str, lines: &[&str], out: &mut Vec<Item>) -> usize {
        let close = format!("</{name}>");
        let length = lines
            .iter()
            .position(|line| line.contains(&close))
            .map_or(lines.len(), |end| end + 1);
        let whole = lines.get(..length).unwrap_or_default().join("\n");
        let inner = whole
            .trim()
            .trim_start_matches(&format!("<{name}>"))
            .trim_end_matches(&close)
            .trim_matches('\n')
            .to_string();
        let held: Vec<&str> = inner.lines().collect();
        match name {
            "verse" => self.verse(&held, out),
            "quote" | "biblio" => {
                let items = self.within(&held);
                out.push(Item::Quote(items));
            }
            "example" | "literal" => out.push(Item::Code {
                language: None,
                text: inner,
            }),
            "comment" => self.losses.count(Odd::Comment, &inner),
            _ => {
                for item in self.within(&held) {
                    out.push(match item {
                        Item::Paragraph(paragraph) => Item::Paragraph(Paragraph {
                            centred: name == "center",
                            ..paragraph
                        }),
                        other => other,
                    });
                }
            }
        }
        length
    }

    /// Lines of verse.
    fn verse(&mut self, lines: &[&str], out: &mut Vec<Item>) {
        let mut content = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                content.push(Piece {
                    what: What::Break,
                    format: Format::default(),
                });
            }
            let mut line = self.line(line.trim());
            content.append(&mut line);
        }
        out.push(Item::Paragraph(Paragraph {
            kind: Kind::Verse,
            content,
            ..Paragraph::default()
        }));
    }
}

/// How many of the first lines are so.
fn count(lines: &[&str], is: impl Fn(&str) -> bool) -> usize {
    lines.iter().take_while(|line| is(line)).count()
}

/// A heading's level and text: one to five stars and a space.
fn heading(line: &str) -> Option<(u8, &str)> {
    let text = line.trim_start_matches('*');
    let stars = u8::try_from(line.len() - text.len()).ok()?;
    let is_heading = (1..=5).contains(&stars) && text.starts_with(' ') && !is_rule(line.trim());
    is_heading.then_some((stars, text.trim()))
}

/// Whether a line is verse.
fn is_verse(body: &str) -> bool {
    body.starts_with("> ") || body == ">"
}

/// Whether a line parts what stands around it: stars with spaces between, or hyphens.
fn is_rule(body: &str) -> bool {
    let signs = body.replace(' ', "");
    let stars = signs.len() >= 3 && signs.chars().all(|c| c == '*') && body.contains(' ');
    stars || body.len() >= 4 && body.chars().all(|c| c == '-')
}
