//! The letters that a document shows, each with its place in the manuscript.
//!
//! What is set may differ from what was typed: spaces are made one, digits and quotation marks are changed, escapes are gone. So each
//! stretch of the model is laid beside its source again, letter by letter, and goes on where it can where the two differ.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{FileId, Sources, Span};
use crate::document::{Block, BlockKind, Inline};

/// How far in letters the source may run ahead of the model: past the address of a link, a mark of a dialect.
const AHEAD: usize = 400;

/// TypedLetters in reading order, without spaces and without what cannot be seen.
#[derive(Debug, Clone, Default)]
pub struct TypedLetters {
    /// The letters.
    pub letters: Vec<char>,
    /// Where each was typed: a file, and the offset in it, in bytes.
    pub places: Vec<(FileId, u32)>,
    /// Whether something stands before each that parts words.
    pub parted: Vec<bool>,
    /// Where the whole begins.
    pub start: Span,
}

impl TypedLetters {
    /// The letters that stand directly in a block, not in blocks inside it.
    pub fn of(block: &Block, sources: &Sources) -> Self {
        let mut laid = Laying {
            out: Self {
                start: block.span,
                ..Self::default()
            },
            sources,
            block: block.span,
            at: (Span::default(), 0),
            parted: true,
        };
        if let BlockKind::Figure { caption, .. } = &block.kind
            && let Some(span) = first_place(caption)
        {
            laid.at = (span, title(sources.excerpt(span)).unwrap_or(0));
        }
        for run in block.runs() {
            laid.parted = true;
            laid.run(run);
        }
        if let BlockKind::Code { text, .. } = &block.kind {
            let source = sources.excerpt(block.span);
            let fenced = source.trim_start().starts_with(['`', '~']);
            laid.at = (
                block.span,
                source.find('\n').filter(|_| fenced).map_or(0, |end| end + 1),
            );
            laid.text(text, block.span);
        }
        laid.out
    }

    /// Where the word stands to which a letter belongs: its first letter and the one past its last.
    pub fn word(&self, letter: usize) -> (usize, usize) {
        let parted = |at: usize| self.parted.get(at).copied().unwrap_or(true);
        let start = (0..=letter).rev().find(|&at| parted(at)).unwrap_or(0);
        let end = (letter + 1..self.letters.len()).find(|&at| parted(at));
        (start, end.unwrap_or(self.letters.len()))
    }
}

/// Where the first letters of a run were typed.
fn first_place(run: &[Inline]) -> Option<Span> {
    run.iter().find_map(|inline| match inline {
        Inline::Text { span, .. } | Inline::Code { span, .. } => Some(*span),
        other => first_place(other.content()),
    })
}

/// Where the title of a picture may begin, behind what it shows and where it lies: `![…](… "title")`.
fn title(source: &str) -> Option<usize> {
    let address = source.strip_prefix("![").and(source.find("]("))? + 2;
    let rest = source.get(address..)?;
    let inside = if rest.starts_with('<') { rest.find('>')? } else { 0 };
    let space = rest.get(inside..)?.find(char::is_whitespace)?;
    Some(address + inside + space)
}

/// Whether a character is set as something that can be seen.
pub fn is_seen(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

struct Laying<'a> {
    out: TypedLetters,
    sources: &'a Sources,
    block: Span,
    /// The stretch that was laid last, and how far in it: pieces of one stretch follow each other.
    at: (Span, usize),
    parted: bool,
}

impl Laying<'_> {
    fn run(&mut self, run: &[Inline]) {
        for inline in run {
            match inline {
                Inline::Text { text, span } | Inline::Code { text, span } => self.text(text, *span),
                Inline::Break | Inline::Image(_) => self.parted = true,
                Inline::Note { .. } => {}
                other => self.run(other.content()),
            }
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.at.0 != span {
            let (last, at) = self.at;
            let reached = (last.start as usize + at).checked_sub(span.start as usize);
            // What stands around the last stretch goes on where that one ended.
            let goes_on = last.file == span.file && span.start <= last.start;
            let reached = reached.filter(|at| goes_on && span.start as usize + at <= span.end as usize);
            self.at = (span, reached.unwrap_or(0));
        }
        // A stretch that was put together of several may end further on than its first one: at the latest with its block.
        let whole = self.block.file == span.file && (self.block.start..self.block.end).contains(&span.start);
        let end = if whole { self.block.end } else { span.end };
        let source = self.sources.excerpt(Span { end, ..span });
        let mut shown = text.chars().peekable();
        while let Some(c) = shown.next() {
            if !is_seen(c) {
                // A join that is told between letters parts no word.
                self.parted |= c.is_whitespace();
                continue;
            }
            let next = shown.peek().copied().filter(|next| is_seen(*next));
            let (at, length) = found(source, self.at.1, c, next);
            self.at.1 = at + length;
            self.out.letters.push(c);
            let offset = u32::try_from(at).unwrap_or(u32::MAX);
            self.out.places.push((span.file, span.start.saturating_add(offset)));
            self.out.parted.push(std::mem::take(&mut self.parted));
        }
    }
}

/// Where in a source the next letter of the model was typed, and how long it is there: 0 where nothing stands for it.
fn found(source: &str, from: usize, wanted: char, next: Option<char>) -> (usize, usize) {
    let rest = source.get(from..).unwrap_or_default();
    let mut letters = rest.char_indices().filter(|(_, c)| is_seen(*c)).take(AHEAD).peekable();
    let first = letters.peek().copied();
    if let Some((at, c)) = first.filter(|(_, c)| is_same(*c, wanted)) {
        return (from + at, c.len_utf8());
    }
    let replaced = |(at, c): (usize, char)| {
        let both = |is: fn(char) -> bool| is(c) && is(wanted);
        let stands_for = both(char::is_numeric) || both(|c| !c.is_alphanumeric());
        stands_for.then_some((from + at, c.len_utf8()))
    };
    let followed = |at: usize| {
        let mut after = rest.get(at..).unwrap_or_default().chars().skip(1);
        next.is_none_or(|next| after.next().is_some_and(|c| is_same(c, next)))
    };
    let further = letters
        .filter(|(at, c)| is_same(*c, wanted) && followed(*at))
        .map(|(at, c)| (from + at, c.len_utf8()))
        .next();
    // What was typed otherwise stands here; else the model goes on further ahead, or shows what was not typed at all.
    let near = first.and_then(replaced);
    match (near, further) {
        (Some(near), Some(further)) if further.0 > near.0 + 8 => near,
        (near, further) => further.or(near).unwrap_or((first.map_or(from, |(at, _)| from + at), 0)),
    }
}

/// Whether one letter may have been typed for the other: letter by letter, or in parts.
fn is_same(typed: char, shown: char) -> bool {
    typed == shown || !shown.is_ascii() && std::iter::once(shown).nfd().next() == Some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockId;

    fn laid(source: &str, shown: &str) -> Vec<(char, usize)> {
        let mut sources = Sources::default();
        let file = sources.add("a.md", source);
        let span = Span::new(file, 0..source.len());
        let content = vec![Inline::Text {
            text: shown.into(),
            span,
        }];
        let kind = BlockKind::Paragraph { content };
        let (id, direction) = (BlockId(1), None);
        let letters = TypedLetters::of(
            &Block {
                id,
                span,
                direction,
                kind,
            },
            &sources,
        );
        let places = letters.places.iter().map(|(_, at)| *at as usize);
        letters.letters.iter().copied().zip(places).collect()
    }

    #[test]
    fn letters_are_found_where_they_were_typed() {
        assert_eq!(laid("a  b", "a b"), [('a', 0), ('b', 3)]);
        assert_eq!(
            laid("\\*x &amp; y", "*x & y"),
            [('*', 1), ('x', 2), ('&', 4), ('y', 10)]
        );
        assert_eq!(
            laid("\"a\" -- b", "“a” – b"),
            [('“', 0), ('a', 1), ('”', 2), ('–', 4), ('b', 7)]
        );
        assert_eq!(laid("1948م", "١٩٤٨م").last(), Some(&('م', 4)));
        assert_eq!(laid("e\u{301}t", "ét"), [('é', 0), ('t', 3)]);
    }

    #[test]
    fn a_title_stands_behind_what_its_picture_shows() {
        let title_of = |source: &'static str| title(source).and_then(|at| source.get(at..));
        assert_eq!(title_of("![a b](c.png \"t\")"), Some(" \"t\")"));
        assert_eq!(title_of("![a](<c d.png> 't')"), Some(" 't')"));
        assert_eq!(title_of("![a](c.png)"), None);
        assert_eq!(title_of("<img title=\"t\">"), None);
    }

    #[test]
    fn a_word_is_told_by_any_of_its_letters() {
        let letters = TypedLetters {
            letters: "abcd".chars().collect(),
            places: Vec::new(),
            parted: vec![true, false, true, false],
            start: Span::default(),
        };
        assert_eq!(
            [0, 1, 2, 3].map(|at| letters.word(at)),
            [(0, 2), (0, 2), (2, 4), (2, 4)]
        );
    }
}
