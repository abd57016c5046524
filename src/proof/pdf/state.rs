//! The graphics state as far as text needs it, and the pen that it gives (ISO 32000-2, 8.4 and 9.3).

use std::rc::Rc;

use super::font::Font;
use super::glyph::{Glyph, Mark};

/// The box of nothing: left, bottom, right, top.
pub(super) const EMPTY: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
/// The box of everything.
const ALL: [f64; 4] = [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY];

/// An affine map (a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f.
#[derive(Debug, Clone, Copy)]
pub(super) struct Map(pub(super) [f64; 6]);

impl Map {
    pub(super) const NONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This map, then `after`.
    pub(super) fn then(self, after: Self) -> Self {
        let (Self([a, b, c, d, e, f]), Self([g, h, i, j, k, l])) = (self, after);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// A shift, then this map.
    pub(super) fn after_shift(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// The graphics state as far as text needs it.
#[derive(Clone)]
pub(super) struct State {
    pub(super) ctm: Map,
    pub(super) part: u16,
    pub(super) text: Map,
    pub(super) line: Map,
    pub(super) font: Option<(u16, Rc<Font>)>,
    /// What shows of what is drawn.
    pub(super) clip: [f64; 4],
    /// Whether text leaves no ink (9.3.6, mode 3 and 7).
    pub(super) inkless: bool,
    pub(super) size: f64,
    pub(super) spacing: f64,
    pub(super) word_spacing: f64,
    pub(super) scale: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            ctm: Map::NONE,
            part: 0,
            text: Map::NONE,
            line: Map::NONE,
            font: None,
            clip: ALL,
            inkless: false,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

impl State {
    /// Begins a further line, so far from where this one began.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = self.line.after_shift(x, y);
        self.text = self.line;
    }
}

/// Where a run of glyphs begins and how it goes on: worked out once for all of them.
pub(super) struct Pen {
    /// In which direction its line runs, in quarter turns.
    turn: u8,
    /// Where it begins: along its line and across it.
    along: f64,
    base: f64,
    /// How far a step of one unit goes along the line and across it.
    step: (f64, f64),
    /// How long a step of one unit is.
    stretch: f64,
    /// The size of the type along the line and across it.
    width: f64,
    size: f64,
}

impl Pen {
    pub(super) fn of(state: &State) -> Self {
        let Map([a, b, c, d, x, y]) = state.text.after_shift(0.0, state.rise).then(state.ctm);
        // The quarter turn nearest to the direction of writing, and the frame turned back by it.
        let turn = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        };
        let (along, base) = turned(x, y, turn);
        Self {
            turn,
            along,
            base,
            step: turned(a, b, turn),
            stretch: a.hypot(b),
            width: state.size.abs() * a.hypot(b) * state.scale,
            size: state.size.abs() * c.hypot(d),
        }
    }

    /// The glyph so far along the run.
    #[expect(clippy::cast_possible_truncation, reason = "a millionth of a page is near enough")]
    pub(super) fn glyph(&self, shift: f64, width: f64) -> Glyph {
        let along = self.along + shift * self.step.0;
        Glyph {
            x: along as f32,
            y: (self.base + shift * self.step.1) as f32,
            advance: (width * self.stretch) as f32,
            size: self.width as f32,
            height: self.size as f32,
            turn: self.turn,
            font: 0,
            code: 0,
            mark: Mark::None,
            part: 0,
            text: 0,
            hidden: false,
        }
    }

    /// Whether nothing of a glyph shows: its middle, a little above the baseline, is outside of what shows.
    pub(super) fn is_outside(&self, glyph: &Glyph, clip: [f64; 4]) -> bool {
        let [x, y, advance] = [glyph.x, glyph.y, glyph.advance].map(f64::from);
        let (x, y) = (x + advance / 2.0, y + 0.2 * self.size);
        let (x, y) = turned(x, y, (4 - self.turn) % 4);
        let [left, bottom, right, top] = clip;
        !((left..=right).contains(&x) && (bottom..=top).contains(&y))
    }
}

/// A point in the frame turned back by so many quarter turns.
fn turned(x: f64, y: f64, turn: u8) -> (f64, f64) {
    match turn {
        0 => (x, y),
        1 => (y, -x),
        2 => (-x, -y),
        _ => (-y, x),
    }
}
