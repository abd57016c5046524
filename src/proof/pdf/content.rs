//! Content streams: what they show, where (ISO 32000-2, 8.4 and 9).

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Font, utf16};

/// How deep forms may hold forms.
const MAX_DEPTH: usize = 12;

/// A glyph on the page. Lengths are in points, in a frame turned so that its line runs from left to right and up is up.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Left edge, right edge and baseline.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) base: f64,
    /// The size of its type.
    pub(super) size: f64,
    /// In which of the four directions its line runs, in quarter turns.
    pub(super) turn: u8,
    /// The clipped part of the page it stands in: 0 outside of all.
    pub(super) part: usize,
    /// The text that it stands for, in logical order.
    pub(super) text: Rc<str>,
}

/// A PDF's fonts, each read once.
#[derive(Default)]
pub(super) struct Fonts {
    by_id: BTreeMap<ObjectIdentifier, Rc<Font>>,
}

impl Fonts {
    /// A font is looked up by its reference first: to resolve that is to read its dictionary again.
    fn get(&mut self, resources: &Resources, name: &Name) -> Option<Rc<Font>> {
        let id = resources.fonts.get_ref(name).map(ObjectIdentifier::from);
        if let Some(font) = id.and_then(|id| self.by_id.get(&id)) {
            return Some(font.clone());
        }
        let dict = resources.get_font(name)?;
        let font = Rc::new(Font::read(&dict));
        if let Some(id) = id.or(dict.obj_id()) {
            self.by_id.insert(id, font.clone());
        }
        Some(font)
    }
}

/// All glyphs of a page in the order of drawing. With `sheets`, those inside each outermost clip are a part of their own.
pub(super) fn glyphs(page: &Page, sheets: bool, fonts: &mut Fonts) -> Vec<Glyph> {
    let mut walk = Walk {
        fonts,
        sheets,
        glyphs: Vec::new(),
        parts: 0,
        marked: Vec::new(),
    };
    walk.run(page.typed_operations(), page.resources(), &State::default(), 0);
    walk.glyphs
}

/// An affine map (a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f.
#[derive(Debug, Clone, Copy)]
struct Map([f64; 6]);

impl Map {
    const NONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This map, then `after`.
    fn then(self, after: Self) -> Self {
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
    fn after_shift(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// The graphics state as far as text needs it.
#[derive(Clone)]
struct State {
    ctm: Map,
    part: usize,
    text: Map,
    line: Map,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            ctm: Map::NONE,
            part: 0,
            text: Map::NONE,
            line: Map::NONE,
            font: None,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

struct Walk<'f> {
    fonts: &'f mut Fonts,
    sheets: bool,
    glyphs: Vec<Glyph>,
    parts: usize,
    /// For each marked content that is open, the text that it stands for as a whole, taken by its first glyph (14.9.4).
    marked: Vec<Option<Rc<str>>>,
}

impl Walk<'_> {
    fn run(&mut self, mut operations: TypedIter, resources: &Resources, initial: &State, depth: usize) {
        let mut state = initial.clone();
        let mut saved = Vec::new();
        while let Some(op) = operations.next() {
            match op {
                Op::SaveState(_) => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(m) => state.ctm = map([m.0, m.1, m.2, m.3, m.4, m.5]).then(state.ctm),
                Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.clip(&mut state),
                Op::XObject(name) => {
                    if let Some(form) = resources.get_x_object(name.0)
                        && depth < MAX_DEPTH
                    {
                        self.form(&form, resources, &state, depth);
                    }
                }
                Op::BeginMarkedContent(_) => self.marked.push(None),
                Op::BeginMarkedContentWithProperties(marked) => self.marked.push(actual_text(marked.1, resources)),
                Op::EndMarkedContent(_) => drop(self.marked.pop()),
                Op::BeginText(_) => (state.text, state.line) = (Map::NONE, Map::NONE),
                Op::TextFont(font) => {
                    state.font = self.fonts.get(resources, font.0);
                    state.size = font.1.as_f64();
                }
                Op::CharacterSpacing(n) => state.spacing = n.0.as_f64(),
                Op::WordSpacing(n) => state.word_spacing = n.0.as_f64(),
                Op::HorizontalScaling(n) => state.scale = n.0.as_f64() / 100.0,
                Op::TextLeading(n) => state.leading = n.0.as_f64(),
                Op::TextRise(n) => state.rise = n.0.as_f64(),
                Op::SetTextMatrix(m) => {
                    state.line = map([m.0, m.1, m.2, m.3, m.4, m.5]);
                    state.text = state.line;
                }
                Op::NextLine(n) => state.next_line(n.0.as_f64(), n.1.as_f64()),
                Op::NextLineAndSetLeading(n) => {
                    state.leading = -n.1.as_f64();
                    state.next_line(n.0.as_f64(), n.1.as_f64());
                }
                Op::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
                Op::ShowText(shown) => self.show(&mut state, shown.0.as_bytes()),
                Op::NextLineAndShowText(shown) => {
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, shown.0.as_bytes());
                }
                Op::ShowTextWithParameters(shown) => {
                    (state.word_spacing, state.spacing) = (shown.0.as_f64(), shown.1.as_f64());
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, shown.2.as_bytes());
                }
                Op::ShowTexts(shown) => self.show_all(&mut state, shown.0),
                _ => {}
            }
        }
    }

    /// An outermost clip begins a part of the page, to the end of the state that it is set in.
    fn clip(&mut self, state: &mut State) {
        if self.sheets && state.part == 0 {
            self.parts += 1;
            state.part = self.parts;
        }
    }

    fn form(&mut self, form: &Stream, resources: &Resources, state: &State, depth: usize) {
        let dict = form.dict();
        if dict.get::<Name>("Subtype").is_none_or(|name| name.as_str() != "Form") {
            return;
        }
        let Ok(content) = form.decoded() else { return };
        let own = dict.get::<Dict>("Resources").unwrap_or_default();
        let resources = Resources::from_parent(own, resources.clone());
        let mut inner = state.clone();
        let matrix: Vec<f64> = dict
            .get::<Array>("Matrix")
            .map(|m| m.iter::<Number>().map(|n| n.as_f64()).collect())
            .unwrap_or_default();
        if let Ok(matrix) = <[f64; 6]>::try_from(matrix) {
            inner.ctm = Map(matrix).then(inner.ctm);
        }
        // A form is clipped to its box.
        self.clip(&mut inner);
        self.run(TypedIter::new(&content), &resources, &inner, depth + 1);
    }

    fn show_all(&mut self, state: &mut State, items: &Array) {
        for item in items.iter::<Object>() {
            match item {
                Object::String(codes) => self.show(state, codes.as_bytes()),
                Object::Number(back) => {
                    let shift = -back.as_f64() / 1000.0 * state.size * state.scale;
                    state.text = state.text.after_shift(shift, 0.0);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, state: &mut State, codes: &[u8]) {
        let Some(font) = state.font.clone() else { return };
        let pen = Pen::of(state);
        let mut shift = 0.0;
        for code in codes.chunks(font.code_bytes) {
            let space = code == [b' '];
            let code = code.iter().fold(0, |code, byte| code << 8 | u16::from(*byte));
            let width = font.width(code) * state.size * state.scale;
            let text = match self.marked.iter_mut().rev().flatten().next() {
                Some(whole) => std::mem::take(whole),
                None => font.text(code),
            };
            self.glyphs.push(pen.glyph(shift, width, state.part, text));
            let word_spacing = if space { state.word_spacing } else { 0.0 };
            shift += width + (state.spacing + word_spacing) * state.scale;
        }
        state.text = state.text.after_shift(shift, 0.0);
    }
}

impl State {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = self.line.after_shift(x, y);
        self.text = self.line;
    }
}

/// Where a run of glyphs begins and how it goes on: worked out once for all of them.
struct Pen {
    /// In which direction its line runs, in quarter turns.
    turn: u8,
    /// Where it begins: along its line and across it.
    along: f64,
    base: f64,
    /// How far a step of one unit goes along the line and across it.
    step: (f64, f64),
    /// How long a step of one unit is.
    stretch: f64,
    size: f64,
}

impl Pen {
    fn of(state: &State) -> Self {
        let Map([a, b, c, d, x, y]) = state.text.after_shift(0.0, state.rise).then(state.ctm);
        // The quarter turn nearest to the direction of writing, and the frame turned back by it.
        let turn = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        };
        let turned = |x: f64, y: f64| match turn {
            0 => (x, y),
            1 => (y, -x),
            2 => (-x, -y),
            _ => (-y, x),
        };
        let (along, base) = turned(x, y);
        Self {
            turn,
            along,
            base,
            step: turned(a, b),
            stretch: a.hypot(b),
            size: state.size.abs() * c.hypot(d),
        }
    }

    /// The glyph so far along the run.
    fn glyph(&self, shift: f64, width: f64, part: usize, text: Rc<str>) -> Glyph {
        let along = self.along + shift * self.step.0;
        let end = along + width * self.stretch;
        Glyph {
            left: along.min(end),
            right: along.max(end),
            base: self.base + shift * self.step.1,
            size: self.size,
            turn: self.turn,
            part,
            text,
        }
    }
}

fn map(numbers: [Number; 6]) -> Map {
    Map(numbers.map(|number| number.as_f64()))
}

/// The `ActualText` of a property list, written in place or named in the resources.
fn actual_text(properties: &Object, resources: &Resources) -> Option<Rc<str>> {
    let text = |dict: &Dict| {
        let text = dict.get::<hayro_syntax::object::String>("ActualText")?;
        Some(utf16(text.as_bytes()))
    };
    match properties {
        Object::Dict(dict) => text(dict),
        Object::Name(name) => text(&resources.properties.get::<Dict>(name.as_str())?),
        _ => None,
    }
}
