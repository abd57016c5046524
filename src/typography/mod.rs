//! Typography: what a typesetter does to an author's text before it is set. Runs of the other direction are kept apart
//! (UAX#9), numbers that the program gives are written in the book's digits, words of one letter are tied to the next, typewriters'
//! quotation marks and dashes become a printer's.
//!
//! Directions become [`Inline::Isolate`] nodes; no direction control is left in the text, neither the author's nor ours. The
//! letters and their order stay as they are.

mod addresses;
mod bidi;
mod controls;
mod digits;
mod flatten;
mod geresh;
mod headings;
mod isolate;
mod lean;
mod lists;
mod ltr_tokens;
mod notes;
mod numbers;
mod parting;
mod runs;
mod smart;
mod spaces;
#[cfg(test)]
mod tests;
mod trailing;
mod units_of_measure;

use crate::config;
use crate::document::{Block, BlockKind, Document, Inline};
use crate::locale::{Count, Direction, LetterCounter, Locale, Numerals};

pub use addresses::with_addresses;
pub use bidi::{Base, Levels, display_order, levels, script_direction};
pub use controls::without_controls;
pub use isolate::{isolate, isolate_text};
pub use smart::Signs;

/// What decides how a book is set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The book's direction.
    pub direction: Direction,
    /// The digits that the program numbers with.
    pub numerals: Numerals,
    /// Whether the author's own digits are changed to these too.
    pub convert_digits: bool,
    /// The letters that count in the book's language.
    pub letters: LetterCounter,
    /// What numbered lists count in, by how deep they stand in one another; the last holds for all that are deeper.
    pub lists: Vec<Count>,
    /// Whether the book is written in Arabic script, in Nastaliq too, whose words of one letter are tied to the next word.
    pub arabic: bool,
    /// What the signs of typewriters become; none where they stay as they are.
    pub signs: Option<Smart>,
}

/// The signs of a book, and those of what is wholly in the other direction.
#[derive(Debug, Clone)]
pub struct Smart {
    own: Signs,
    other: Signs,
}

impl Settings {
    /// The settings of a book in the language of this locale.
    pub fn new(book: &config::BookConfig, locale: &Locale) -> Self {
        Settings {
            direction: book.language.direction(),
            numerals: book.numerals.unwrap_or(locale.numerals_for(&book.language)),
            convert_digits: book.convert_digits,
            letters: locale.letters,
            lists: book.list_numbers.clone(),
            arabic: matches!(book.language.script(), "Arab" | "Aran"),
            signs: book.smart.then(|| Smart::of(locale, book.language.direction())),
        }
    }
}

impl Smart {
    /// The signs of a book in the language of this locale: what is in the other direction has those of English or Arabic.
    pub fn of(locale: &Locale, direction: Direction) -> Self {
        let other = match direction {
            Direction::Rtl => "en",
            Direction::Ltr => "ar",
        };
        let other = Locale::all().iter().find(|locale| locale.tag == other);
        let other = Signs::of(other.unwrap_or(locale));
        Smart {
            own: Signs::of(locale).beside(&other),
            other,
        }
    }
}

impl Settings {
    /// What the book's own text is set in.
    pub fn base(&self) -> Base {
        Base {
            direction: self.direction,
            arabic: self.arabic,
        }
    }
}

/// Sets the signs of what a book says of itself, as those of its text are set.
pub fn set_signs(book: &mut config::BookConfig, settings: &Settings) {
    let Some(signs) = &settings.signs else { return };
    let series = book.series.as_mut();
    let texts = [&mut book.subtitle, &mut book.description, &mut book.rights];
    std::iter::once(&mut book.title)
        .chain(texts.into_iter().flatten())
        .chain(series)
        .for_each(|text| smart::set_text(text, &signs.own));
}

/// Takes the direction controls out of what a book says of itself: metadata has no markup that could stand for them.
pub fn clean(book: &mut config::BookConfig) {
    let people = book.authors.iter_mut().chain(&mut book.contributors);
    let names = people.flat_map(|person| std::iter::once(&mut person.name).chain(&mut person.sort));
    let optional = [
        &mut book.subtitle,
        &mut book.publisher,
        &mut book.description,
        &mut book.rights,
        &mut book.source,
    ];
    let series = book.series.iter_mut();
    std::iter::once(&mut book.title)
        .chain(names)
        .chain(optional.into_iter().flatten())
        .chain(&mut book.subjects)
        .chain(series)
        .for_each(|text| *text = without_controls(text));
}

/// Sets a document. Applied twice it does what it does once.
pub fn apply(mut document: Document, settings: &Settings) -> Document {
    headings::close_gaps(&mut document);
    for block in &mut document.blocks {
        set_block(block, settings, settings.direction, true);
    }
    headings::turn(&mut document.blocks, settings);
    for note in &mut document.notes {
        note.mark = settings.numerals.format(note.number.into());
        if note.address {
            note.mark = format!("[{}]", note.mark);
        }
        // The mark stands before the note's first line, so that a note keeps the book's side.
        note.blocks
            .iter_mut()
            .for_each(|block| set_block(block, settings, settings.direction, false));
        note.blocks
            .iter_mut()
            .for_each(|block| lists::number(block, 0, settings));
    }
    document
        .blocks
        .iter_mut()
        .for_each(|block| lists::number(block, 0, settings));
    document.change(&mut |block| {
        if let BlockKind::Heading(heading) = &mut block.kind {
            heading.label = digits::label(&heading.number, settings.numerals);
        }
        let direction = block.direction.unwrap_or(settings.direction);
        for run in block.runs_mut() {
            spaces::set_pauses(run);
            spaces::tie(run, settings.arabic, direction);
            notes::part(run);
        }
    });
    document
}

/// Isolates what stands in a block. A block that is wholly or mostly in the other direction is set in it, where `may_turn`: paragraphs
/// inside lists and notes stay on the side of their markers, and figures on the book's. Headings go by what they head.
fn set_block(block: &mut Block, settings: &Settings, base: Direction, may_turn: bool) {
    let turns = may_turn
        && !matches!(
            block.kind,
            BlockKind::Heading(_) | BlockKind::Figure { .. } | BlockKind::Group(_)
        );
    let outer = base;
    let mut base = base;
    if block.direction == Some(base) {
        block.direction = None;
    }
    if let BlockKind::Code { text, .. } = &block.kind {
        base = bidi::code_direction(text);
        block.direction = Some(base);
    } else if turns && (bidi::block_direction(block) == Some(base.other()) || lean::leans(block, base.other())) {
        base = base.other();
        block.direction = Some(base);
    } else if let Some(set) = block.direction {
        base = set;
    }
    // What stands over code is the book's.
    let of_runs = if matches!(block.kind, BlockKind::Code { .. }) {
        outer
    } else {
        base
    };
    for run in block.runs_mut() {
        set_run(run, settings, of_runs);
    }
    let may_turn = may_turn && matches!(block.kind, BlockKind::Quote { .. } | BlockKind::Group(_));
    block
        .children_mut()
        .into_iter()
        .for_each(|child| set_block(child, settings, base, may_turn));
}

/// Isolates what stands in a run, and writes its numbers in the book's digits where it asks for that: those then read as such
/// digits do.
fn set_run(run: &mut Vec<Inline>, settings: &Settings, direction: Direction) {
    if let Some(signs) = &settings.signs {
        let turned = direction != settings.direction;
        smart::set(run, if turned { &signs.other } else { &signs.own });
    }
    let base = settings.base().turned(direction);
    *run = isolate(std::mem::take(run), base);
    if settings.convert_digits {
        digits::convert(run, settings.numerals);
        *run = isolate(std::mem::take(run), base);
    }
}

/// Calls `change` for every piece of letters that is the author's prose: not code, nor what reads left to right by its nature.
fn each_text(run: &mut [Inline], change: &mut impl FnMut(&mut String)) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => change(text),
            Inline::Isolate {
                direction: Some(Direction::Ltr),
                ..
            } => {}
            other => {
                if let Some(content) = other.content_mut() {
                    each_text(content, change);
                }
            }
        }
    }
}
