//! The bidirectional algorithm (UAX#9), by unicode-bidi, and what follows from it for a block as a whole.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use crate::document::{Block, BlockKind, Inline};
use crate::locale::Direction;

/// What a text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base {
    /// Its direction.
    pub direction: Direction,
    /// Whether its numbers stand in Arabic writing, where UAX#9 orders them otherwise than in Hebrew (W2, W3).
    pub arabic: bool,
}

impl Base {
    /// The same inside a run of this direction.
    pub(super) fn turned(self, direction: Direction) -> Self {
        Base { direction, ..self }
    }

    /// The same beside the letters of a text: where it has letters of the other writing only, its numbers go by those.
    pub(super) fn beside(self, text: &str) -> Self {
        let has = |class| text.chars().any(|c| !is_mark(c) && bidi_class(c) == class);
        let (own, other) = if self.arabic {
            (BidiClass::AL, BidiClass::R)
        } else {
            (BidiClass::R, BidiClass::AL)
        };
        Base {
            arabic: self.arabic ^ (!has(own) && has(other)),
            ..self
        }
    }
}

/// A text's embedding levels, one for each byte, and its paragraph's own level.
#[derive(Debug)]
pub struct Levels {
    /// The level of each byte's character (UAX#9 X1–I2); L1 is not applied.
    pub bytes: Vec<u8>,
    /// The paragraph's level (P2, P3): 0 from the left, 1 from the right.
    pub paragraph: u8,
}

/// Resolves a paragraph by UAX#9. Without a base direction the first strong letter decides it (P2, P3). What is set goes by
/// this call alone; the proof, which trusts nothing that makes a file, resolves by itself.
pub fn levels(text: &str, base: Option<Direction>) -> Levels {
    let info = BidiInfo::new(text, base.map(level));
    Levels {
        bytes: info.levels.iter().map(|level| level.number()).collect(),
        paragraph: info.paragraphs.first().map_or(0, |paragraph| paragraph.level.number()),
    }
}

/// The order in which a line's characters are shown, from the left: each is a character's number in the text (L1, L2).
pub fn display_order(text: &str, base: Direction) -> Vec<usize> {
    let info = BidiInfo::new(text, Some(level(base)));
    let Some(paragraph) = info.paragraphs.first() else {
        return Vec::new();
    };
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    BidiInfo::reorder_visual(&levels)
}

fn level(direction: Direction) -> Level {
    match direction {
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    }
}

/// The direction of a character that has one by itself (UAX#9, strong types).
pub fn script_direction(c: char) -> Option<Direction> {
    match bidi_class(c) {
        BidiClass::L => Some(Direction::Ltr),
        BidiClass::R | BidiClass::AL => Some(Direction::Rtl),
        _ => None,
    }
}

/// Whether a character is a digit to the algorithm, of whatever family.
pub(super) fn is_digit(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::EN | BidiClass::AN)
}

/// Code reads from the left, unless it has letters that read from the right and no others.
pub(super) fn code_direction(text: &str) -> Direction {
    let has = |direction| text.chars().any(|c| script_direction(c) == Some(direction));
    if has(Direction::Rtl) && !has(Direction::Ltr) {
        Direction::Rtl
    } else {
        Direction::Ltr
    }
}

/// The one direction of all letters in a block and the blocks inside it; none where there are both or none.
pub(super) fn block_direction(block: &Block) -> Option<Direction> {
    let mut seen = Seen::default();
    block.visit(&mut |inner| {
        if let BlockKind::Code { text, .. } = &inner.kind {
            seen.add(code_direction(text));
        }
        inner.visit_inlines(&mut |inline| seen.inline(inline));
    });
    seen.only()
}

/// The one direction of all letters in a run.
pub(super) fn run_direction(run: &[Inline]) -> Option<Direction> {
    let mut seen = Seen::default();
    run.iter()
        .for_each(|inline| inline.visit(&mut |inner| seen.inline(inner)));
    seen.only()
}

/// The direction of the first letter (P2).
pub(super) fn first_strong(run: &[Inline]) -> Option<Direction> {
    let mut found = None;
    for inline in run {
        inline.visit(&mut |inner| {
            if let Inline::Text { text, .. } | Inline::Code { text, .. } = inner {
                found = found.or_else(|| text.chars().find_map(script_direction));
            }
        });
    }
    found
}

#[derive(Default)]
struct Seen {
    ltr: bool,
    rtl: bool,
}

impl Seen {
    fn add(&mut self, direction: Direction) {
        match direction {
            Direction::Ltr => self.ltr = true,
            Direction::Rtl => self.rtl = true,
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, .. } => text
                .chars()
                .filter(|&c| !is_mark(c))
                .filter_map(script_direction)
                .for_each(|d| self.add(d)),
            Inline::Code { text, .. } => self.add(code_direction(text)),
            _ => {}
        }
    }

    fn only(&self) -> Option<Direction> {
        match (self.ltr, self.rtl) {
            (true, false) => Some(Direction::Ltr),
            (false, true) => Some(Direction::Rtl),
            _ => None,
        }
    }
}

/// LRM, RLM and ALM: invisible letters that only have a direction.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}
