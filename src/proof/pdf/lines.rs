//! From glyphs to lines, each as the eye sees it: letters from left to right, and where words part.
//!
//! The order of lines is the order of drawing, which keeps the lines of a table's cell together, except where the eye contradicts
//! it: of two lines one above the other, the upper comes first.

use super::content::Glyph;
use crate::proof::letters::{is_bare, is_unseen};

/// How far (in sizes) a glyph may stand above or below its line: raised marks do.
const RAISED: f64 = 0.6;
/// A gap (in sizes) that parts words where a space stands in it, and one that does so by itself.
const GAP: f64 = 0.08;
const WIDE_GAP: f64 = 0.3;
/// How much (in points) two lines must lie over each other to be one above the other.
const OVERLAP: f64 = 2.0;

/// Whether words part between a letter and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::proof) enum Seam {
    /// They do not: nothing is between them.
    Closed,
    /// They hardly do: a space is drawn there that takes up no room.
    Flat,
    /// They may: a narrow gap without a space.
    Narrow,
    /// They do.
    Open,
}

/// A letter or digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::proof) struct Letter {
    pub(in crate::proof) c: char,
    /// What is between it and the letter to its left.
    pub(in crate::proof) seam: Seam,
    /// How many letters its glyph stands for; 0 in all but the first of them. They follow in logical order.
    pub(in crate::proof) glyph: usize,
}

/// A line: its letters from left to right.
#[derive(Debug, Clone, Default)]
pub(in crate::proof) struct Line {
    pub(in crate::proof) letters: Vec<Letter>,
    /// Whether it says by an ellipsis that it is cut short.
    pub(in crate::proof) cut: bool,
    /// Whether the same letters are drawn a second time in the same place.
    pub(in crate::proof) doubled: bool,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
    turn: u8,
}

/// The lines of glyphs given in the order of drawing; lines without letters are left out.
pub(super) fn lines<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut gathered: Vec<&Glyph> = Vec::new();
    let mut height = (0.0, 0.0);
    for glyph in glyphs {
        let (base, size) = height;
        let level = (glyph.base - base).abs() < RAISED * glyph.size.max(size);
        let same_turn = gathered.last().is_none_or(|last| last.turn == glyph.turn);
        if !(gathered.is_empty() || level && same_turn) {
            place(&mut lines, line(&mut gathered));
        }
        // The largest type gives a line its height.
        if gathered.is_empty() || glyph.size > size {
            height = (glyph.base, glyph.size);
        }
        gathered.push(glyph);
    }
    place(&mut lines, line(&mut gathered));
    lines
}

/// Makes a line of glyphs and empties their list.
fn line(glyphs: &mut Vec<&Glyph>) -> Line {
    let mut glyphs = std::mem::take(glyphs);
    // By their middles: a kerned letter may begin a hair to the left of the narrow one before it.
    glyphs.sort_by(|a, b| (a.left + a.right).total_cmp(&(b.left + b.right)));
    let mut line = Line {
        left: f64::INFINITY,
        right: f64::NEG_INFINITY,
        ..Line::default()
    };
    let (mut edge, mut gap, mut space) = (f64::NEG_INFINITY, 0.0f64, false);
    for glyph in glyphs {
        let holds = Holds::of(&glyph.text);
        // A number may be one glyph with the space before it: on which side of it that stands is not told.
        space |= holds.space;
        if !holds.ink {
            // Glyphs without text are parts of a letter whose text is with another.
            continue;
        }
        gap = gap.max((glyph.left - edge) / glyph.size);
        line.cut |= holds.ellipsis;
        if holds.bare > 0 {
            let mut first = Letter {
                c: '\0',
                seam: seam(gap, space),
                glyph: holds.bare,
            };
            for c in glyph.text.chars().filter(|c| is_bare(*c)) {
                line.letters.push(Letter { c, ..first });
                first = Letter {
                    c,
                    seam: Seam::Closed,
                    glyph: 0,
                };
            }
            (gap, space) = (0.0, false);
        }
        space |= holds.space;
        edge = edge.max(glyph.right);
        line.left = line.left.min(glyph.left);
        line.right = line.right.max(glyph.right);
        if glyph.size > line.size {
            (line.base, line.size, line.turn) = (glyph.base, glyph.size, glyph.turn);
        }
    }
    line
}

/// What a glyph's text holds.
#[derive(Default)]
struct Holds {
    /// Anything that is seen.
    ink: bool,
    space: bool,
    ellipsis: bool,
    /// How many letters and digits.
    bare: usize,
}

impl Holds {
    fn of(text: &str) -> Self {
        let mut holds = Self::default();
        for c in text.chars() {
            if is_bare(c) {
                holds.bare += 1;
                holds.ink = true;
            } else if c.is_whitespace() {
                holds.space = true;
            } else if !is_unseen(c) {
                holds.ink = true;
                holds.ellipsis |= c == '…';
            }
        }
        holds
    }
}

fn seam(gap: f64, space: bool) -> Seam {
    match (gap > GAP, space) {
        (true, true) => Seam::Open,
        (true, false) if gap > WIDE_GAP => Seam::Open,
        (true, false) => Seam::Narrow,
        (false, true) => Seam::Flat,
        (false, false) => Seam::Closed,
    }
}

/// Puts a line in its place.
fn place(lines: &mut Vec<Line>, mut line: Line) {
    if line.letters.is_empty() {
        return;
    }
    let over =
        |other: &Line| other.turn == line.turn && other.right.min(line.right) - other.left.max(line.left) > OVERLAP;
    let near = |other: &Line| (other.base - line.base).abs() < 0.3 * line.size;
    line.doubled = lines
        .iter()
        .any(|other| over(other) && near(other) && same_letters(other, &line));
    let below = |other: &Line| over(other) && line.base - other.base > 0.5 * line.size.min(other.size);
    let at = lines.iter().position(below).unwrap_or(lines.len());
    lines.insert(at, line);
}

/// Whether two lines have the same letters in the same order.
pub(super) fn same_letters(a: &Line, b: &Line) -> bool {
    a.letters
        .iter()
        .map(|letter| letter.c)
        .eq(b.letters.iter().map(|letter| letter.c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, left: f64, base: f64, width: f64) -> Glyph {
        Glyph {
            left,
            right: left + width,
            base,
            size: 10.0,
            turn: 0,
            part: 0,
            text: text.into(),
        }
    }

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        let text = |line: Line| {
            let with_seams = line.letters.iter().flat_map(|letter| {
                let space = if letter.seam == Seam::Open { " " } else { "" };
                space.chars().chain([letter.c]).collect::<Vec<_>>()
            });
            with_seams.collect::<String>().trim().to_string()
        };
        lines(glyphs.iter()).into_iter().map(text).collect()
    }

    #[test]
    fn letters_stand_where_the_eye_sees_them() {
        // كلا بك: drawn from the right, lam-alef as one glyph, a space as a gap with its glyph elsewhere.
        let glyphs = [
            glyph("ك", 30.0, 0.0, 6.0),
            glyph("لا", 24.0, 0.0, 6.0),
            glyph(" ", 16.0, 0.0, 2.0),
            glyph("ب", 10.0, 0.0, 5.0),
            glyph("ك\u{650}،", 5.0, 0.0, 5.0),
        ];
        assert_eq!(texts(&glyphs), ["كب لاك"]);
    }

    #[test]
    fn of_two_lines_the_upper_comes_first_and_columns_keep_the_order_of_drawing() {
        let glyphs = [
            glyph("c", 0.0, 80.0, 6.0),
            glyph("a", 0.0, 100.0, 6.0),
            glyph("b", 1.0, 104.0, 6.0),
            glyph("d", 50.0, 60.0, 6.0),
            glyph("e", 50.0, 40.0, 6.0),
            glyph("f", 90.0, 60.0, 6.0),
        ];
        assert_eq!(texts(&glyphs), ["ab", "c", "d", "e", "f"]);
    }

    #[test]
    fn letters_drawn_twice_are_seen() {
        let glyphs = [
            glyph("a", 0.0, 100.0, 6.0),
            glyph("b", 0.0, 80.0, 6.0),
            glyph("a", 0.0, 100.0, 6.0),
        ];
        let doubled: Vec<bool> = lines(glyphs.iter()).iter().map(|line| line.doubled).collect();
        assert_eq!(doubled, [false, true, false]);
    }
}
