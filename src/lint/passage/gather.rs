//! The passages of a book, gathered block by block.

use std::ops::Range;

use super::lay::lay;
use super::script::{addresses, is_written_in, script_of};
use super::{OBJECT, Passage, Setting, words};
use crate::diagnostic::{Location, Span};
use crate::document::{Block, BlockKind, Inline};
use crate::lint::Book;
use crate::lint::allowed::Allowed;
use crate::locale::LanguageTag;

/// Every passage of a book, in reading order.
pub(in crate::lint) fn passages(book: &Book<'_>, allowed: &[Allowed]) -> Vec<Passage> {
    let language = book.config.book.language.language().to_string();
    let mut gathered = Gathered { book, out: Vec::new() };
    for (text, at) in book.names {
        let mut passage = Passage::new(Setting::Name, &language);
        passage.text.clone_from(text);
        passage.whole = at.clone();
        gathered.out.push(passage);
    }
    for block in book
        .document
        .blocks
        .iter()
        .chain(book.document.notes.iter().flat_map(|note| &note.blocks))
    {
        gathered.block(block, &language);
    }
    let script = script_of(&language);
    for passage in &mut gathered.out {
        passage.opaque = opaque(passage, &book.document.notation);
        passage.words = words(&passage.text).into_iter().map(|word| word.range).collect();
        passage.allowed = allowed.to_vec();
        if passage.language == language && !is_written_in(&passage.text, script) {
            passage.language = "und".into();
        }
    }
    gathered.out
}

/// What rules pass over in a passage, in order, none over another: addresses, and what is in a notation of its own.
fn opaque(passage: &Passage, notation: &[Span]) -> Vec<Range<usize>> {
    let mut all = addresses(&passage.text);
    for piece in &passage.pieces {
        let span = Span::new(piece.file, piece.there..piece.there + piece.length);
        for own in notation_from(notation, span).take_while(|own| own.start < span.end) {
            let (start, end) = (own.start.max(span.start), own.end.min(span.end));
            let here = |there: u32| piece.here + there as usize - piece.there;
            all.push(here(start)..here(end));
        }
    }
    all.sort_by_key(|range| range.start);
    all.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
    all
}

/// The stretches of a file that are in a notation of their own, from the first that ends behind the beginning of a span.
fn notation_from(notation: &[Span], span: Span) -> impl Iterator<Item = &Span> {
    let first = notation.partition_point(|own| (own.file, own.end) <= (span.file, span.start));
    let rest = notation.get(first..).unwrap_or_default().iter();
    rest.take_while(move |own| own.file == span.file)
}

struct Gathered<'a> {
    book: &'a Book<'a>,
    out: Vec<Passage>,
}

impl Gathered<'_> {
    fn block(&mut self, block: &Block, language: &str) {
        let own = match &block.kind {
            BlockKind::Group(group) => group.language.as_deref().and_then(primary),
            _ => None,
        };
        let language = own.as_deref().unwrap_or(language);
        let setting = match &block.kind {
            BlockKind::Heading(_) => Setting::Heading,
            BlockKind::Table { .. } => Setting::Cell,
            BlockKind::Verse { .. } => Setting::Verse,
            _ => Setting::Prose,
        };
        for run in block.runs() {
            self.run(run, setting, language, &Location::Span(block.span));
        }
        for child in block.children() {
            self.block(child, language);
        }
    }

    /// Whether a stretch of the source is in a notation of its own as a whole.
    fn is_notation(&self, span: Span) -> bool {
        let holds = |notation: &Span| notation.start <= span.start && span.end <= notation.end;
        notation_from(&self.book.document.notation, span)
            .next()
            .is_some_and(holds)
    }

    fn run(&mut self, run: &[Inline], setting: Setting, language: &str, whole: &Location) {
        let mut passage = Passage::new(setting, language);
        passage.whole = whole.clone();
        self.inlines(run, &mut passage);
        if passage.text.contains(|c: char| c != OBJECT) {
            self.out.push(passage);
        }
    }

    fn inlines(&mut self, run: &[Inline], passage: &mut Passage) {
        for inline in run {
            match inline {
                Inline::Text { span, .. } if self.is_notation(*span) => passage.stand_in(OBJECT),
                Inline::Text { text, span } => {
                    let before = Span::new(span.file, (span.start as usize).saturating_sub(1)..span.start as usize);
                    let escaped = self.book.sources.excerpt(before) == "\\";
                    lay(text, *span, self.book.sources.excerpt(*span), escaped, passage);
                }
                Inline::Code { .. } | Inline::Image(_) | Inline::Note { .. } => passage.stand_in(OBJECT),
                Inline::Break => passage.stand_in('\n'),
                Inline::Isolate {
                    language: Some(tag),
                    content,
                    ..
                } if primary(tag).is_some_and(|own| own != passage.language) => {
                    passage.stand_in(OBJECT);
                    let own = primary(tag).unwrap_or_default();
                    self.run(content, passage.setting, &own, &passage.whole.clone());
                }
                other => self.inlines(other.content(), passage),
            }
        }
    }
}

/// The language's primary subtag.
fn primary(tag: &str) -> Option<String> {
    LanguageTag::parse(tag).ok().map(|tag| tag.language().to_string())
}
