//! From glyphs to lines, each as the eye sees it: what is drawn, from left to right.

use super::letters::{is_bare, is_drawn, is_mark};
use super::pdf::{Fonts, Glyph, Page};
use super::shapes::{Drawn, Ink, Shapes};

/// How far (in sizes) a glyph may stand above or below its line: raised marks do.
const RAISED: f32 = 0.6;

/// How far (in sizes) letters that are level may differ.
const LEVEL: f32 = 0.01;

/// How far (in sizes) a mark may move the pen.
const STAYS: f32 = 0.001;

/// What a glyph that parts a word at a line's end stands for.
const SOFT_HYPHEN: &str = "\u{ad}";

/// What parts a compound. Some languages set it once more where the next line begins.
const HYPHEN: &str = "-";

/// What stands at a place of a line.
#[derive(Debug, Clone)]
pub(super) enum What<'t> {
    /// An outline of a face.
    Shape(u32),
    /// A glyph whose outlines are not known, with its text.
    Text(&'t str),
    /// A glyph whose outlines are no face's.
    Strange(&'t str),
}

/// An outline, or a glyph whose outlines are not known.
#[derive(Debug, Clone)]
pub(super) struct Drawing<'t> {
    pub(super) what: What<'t>,
    pub(super) font: u16,
    /// The code of the file's glyph that draws it.
    pub(super) code: u16,
    /// Where its own pen stands, for marks their middle; and how far its own glyph would move it.
    pub(super) x: f32,
    pub(super) advance: f32,
    /// Where the pen of the file's glyph stands that draws it, and its baseline.
    pub(super) pen: f32,
    pub(super) base: f32,
    /// Where the pen of the outline's first glyph would stand: different glyphs may place one outline in different ways.
    pub(super) first: f32,
    pub(super) first_up: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

/// A line.
#[derive(Debug, Clone, Default)]
pub(super) struct Line<'t> {
    /// The page, from 0.
    pub(super) page: usize,
    /// What stands beside each other, from left to right.
    pub(super) beside: Vec<Drawing<'t>>,
    /// What stands over and under it.
    pub(super) marks: Vec<Drawing<'t>>,
    /// The text that the glyphs say they stand for, from left to right, each with where it begins.
    pub(super) texts: Vec<(f32, f32, &'t str)>,
    /// How many characters of that are drawn, and how many are letters or digits.
    pub(super) drawn: usize,
    pub(super) bare: usize,
    /// The hyphen at which a word is parted over the line's end: none of the text's.
    hyphen: Option<Drawing<'t>>,
    base: f32,
    height: f32,
    turn: u8,
}

impl<'t> Line<'t> {
    /// Whether its letters climb over each other, as in Nastaliq: then neither their order nor their distance is told by where
    /// each of them stands by itself.
    pub(super) fn climbs(&self) -> bool {
        let base = self.beside.first().map_or(0.0, |drawing| drawing.y);
        let off = |drawing: &&Drawing| (drawing.y - base).abs() > LEVEL * drawing.size;
        self.beside.iter().filter(off).count() * 4 > self.beside.len()
    }

    /// The line with these drawings alone.
    pub(super) fn with(&self, beside: Vec<Drawing<'t>>, marks: Vec<Drawing<'t>>) -> Self {
        Self {
            beside,
            marks,
            ..self.clone()
        }
    }

    /// The line with its drawings in the order of the glyphs that draw them.
    pub(super) fn by_pen(&self) -> Self {
        let mut line = self.clone();
        line.beside
            .sort_by(|a, b| a.pen.total_cmp(&b.pen).then(a.x.total_cmp(&b.x)));
        line
    }
}

impl<'t> Line<'t> {
    fn ends_in_hyphen(&self) -> bool {
        self.texts
            .iter()
            .rfind(|(.., text)| !text.trim().is_empty())
            .is_some_and(|(.., text)| *text == HYPHEN)
    }

    /// Takes away the hyphen that it begins with.
    fn drop_hyphen(&mut self) {
        if self.texts.first().is_some_and(|(.., text)| *text == HYPHEN) && !self.beside.is_empty() {
            self.texts.remove(0);
            self.beside.remove(0);
            self.drawn = self.drawn.saturating_sub(1);
        }
    }

    /// Adds an outline of a glyph: a letter, a mark or the hyphen at the line's end. `drawing` is the whole glyph.
    fn draw(&mut self, shapes: &Shapes, (glyph, text): (&Glyph, &str), outline: &Drawn, drawing: Drawing<'t>) {
        let [right, up, advance] = shapes.form(glyph.font, outline);
        let first = glyph.x + outline.right * glyph.size;
        let drawing = Drawing {
            x: first + right * glyph.size,
            y: glyph.y + (outline.up + up) * glyph.height,
            advance: advance * glyph.size,
            first,
            first_up: glyph.y + outline.up * glyph.height,
            ..drawing
        };
        if text == SOFT_HYPHEN && shapes.draws(glyph.font, outline.shape, '-') {
            self.hyphen = Some(drawing);
        } else if shapes.is_mark(glyph.font, outline.shape, text) {
            // Pens of marks stand anywhere.
            let x = first + shapes.middle(glyph.font, outline.shape) * glyph.size;
            self.marks.push(Drawing { x, ..drawing });
        } else {
            self.beside.push(drawing);
        }
    }
}

/// Gathers glyphs into lines, in the order of drawing.
pub(super) struct Gatherer<'s, 'f, 't> {
    pub(super) fonts: &'t Fonts,
    pub(super) shapes: &'s Shapes<'f>,
    pub(super) lines: Vec<Line<'t>>,
    /// The glyph before, and its page.
    pub(super) last: Option<(Glyph, usize)>,
}

impl<'t> Gatherer<'_, '_, 't> {
    /// Adds a glyph of a page.
    pub(super) fn add(&mut self, page: &'t Page, number: usize, glyph: &Glyph) {
        let goes_on = self.lines.last().is_some_and(|line| {
            line.page == number
                && line.turn == glyph.turn
                && (glyph.y - line.base).abs() < RAISED * glyph.height.max(line.height)
        });
        if !goes_on {
            self.lines.push(Line {
                page: number,
                turn: glyph.turn,
                base: glyph.y,
                height: glyph.height,
                ..Line::default()
            });
        }
        let Some(line) = self.lines.last_mut() else { return };
        // The largest type gives a line its height.
        if glyph.height > line.height {
            (line.base, line.height) = (glyph.y, glyph.height);
        }
        let text = said(self.fonts, self.shapes, page, glyph, self.last.as_ref());
        self.last = Some((*glyph, number));
        let (mut drawn, mut bare) = (0, 0);
        for c in text.chars() {
            drawn += usize::from(is_drawn(c));
            bare += usize::from(is_bare(c));
        }
        (line.drawn, line.bare) = (line.drawn + drawn, line.bare + bare);
        if !text.is_empty() {
            line.texts.push((glyph.x, glyph.x + glyph.advance, text));
        }
        let whole = |what| Drawing {
            what,
            font: glyph.font,
            code: glyph.code,
            x: glyph.x,
            advance: glyph.advance,
            pen: glyph.x,
            base: glyph.y,
            first: glyph.x,
            first_up: glyph.y,
            y: glyph.y,
            size: glyph.size,
        };
        match self.shapes.ink(glyph.font, glyph.code) {
            Ink::None => {}
            Ink::Unknown if drawn > 0 => line.beside.push(whole(What::Text(text))),
            Ink::Unknown => {}
            Ink::Strange => line.beside.push(whole(What::Strange(text))),
            Ink::Of(outlines) => {
                for outline in outlines {
                    line.draw(self.shapes, (glyph, text), outline, whole(What::Shape(outline.shape)));
                }
            }
        }
    }

    /// The lines that have anything on them.
    pub(super) fn finish(mut self) -> Vec<Line<'t>> {
        self.lines
            .retain(|line| line.drawn > 0 || !line.beside.is_empty() || !line.marks.is_empty());
        for line in &mut self.lines {
            // One that does not end its line parts nothing.
            let ends = |hyphen: &Drawing| line.beside.iter().all(|drawing| drawing.x <= hyphen.x);
            line.beside.extend(line.hyphen.take_if(|hyphen| !ends(hyphen)));
            line.beside.sort_by(|a, b| a.x.total_cmp(&b.x));
            line.marks.sort_by(|a, b| a.x.total_cmp(&b.x));
            line.texts.sort_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)));
        }
        if self.shapes.repeats_hyphens() {
            let ends: Vec<bool> = self.lines.iter().map(Line::ends_in_hyphen).collect();
            for (line, _) in self.lines.iter_mut().skip(1).zip(ends).filter(|(_, ends)| *ends) {
                line.drop_hyphen();
            }
        }
        self.lines
    }
}

/// The text that a glyph adds to what those beside it say: a mark may be given its letter's text once more.
pub(super) fn said<'t>(
    fonts: &'t Fonts,
    shapes: &Shapes,
    page: &'t Page,
    glyph: &Glyph,
    last: Option<&(Glyph, usize)>,
) -> &'t str {
    let own = text(fonts, page, glyph);
    if !own.chars().any(is_mark) || !own.chars().any(is_drawn) {
        return own;
    }
    // The mark may come before its letter. What moves the pen is no mark, whatever its outlines are.
    let stays = glyph.advance.abs() < STAYS * glyph.size;
    let again = || last.is_some_and(|(last, _)| last.font == glyph.font && text(fonts, page, last) == own);
    let over = |drawn: &Drawn| shapes.may_be_mark(glyph.font, drawn.shape);
    let is_mark = match shapes.ink(glyph.font, glyph.code) {
        Ink::Of(outlines) => (stays || again()) && outlines.iter().all(over),
        Ink::Unknown => stays,
        Ink::None | Ink::Strange => false,
    };
    if is_mark { "" } else { own }
}

/// The text that a glyph stands for.
pub(super) fn text<'t>(fonts: &'t Fonts, page: &'t Page, glyph: &Glyph) -> &'t str {
    match glyph.text.checked_sub(1) {
        Some(text) => page.content.texts.get(text as usize).map_or("", |text| text),
        None => fonts.get(glyph.font).map_or("", |font| font.text(glyph.code)),
    }
}
