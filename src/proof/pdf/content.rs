//! Content streams: what they show, where (ISO 32000-2, 8.4 and 9).

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Font, text_string};

/// How deep forms may hold forms.
const MAX_DEPTH: usize = 12;

/// A glyph on the page. Lengths are in points, in a frame turned so that its line runs from left to right and up is up.
#[derive(Debug, Clone, Copy)]
pub(in crate::proof) struct Glyph {
    /// Where the pen stands before it, along its line, and its baseline.
    pub(in crate::proof) x: f32,
    pub(in crate::proof) y: f32,
    /// How far it moves the pen.
    pub(in crate::proof) advance: f32,
    /// The size of its type, along the line and across it.
    pub(in crate::proof) size: f32,
    pub(in crate::proof) height: f32,
    /// Which font of the file it is of, and its code there.
    pub(in crate::proof) font: u16,
    pub(in crate::proof) code: u16,
    /// What it belongs to: a marked content of the structure, what is no part of the text, or neither.
    pub(in crate::proof) mark: Mark,
    /// The clipped part of the page it stands in: 0 outside of all.
    pub(in crate::proof) part: u16,
    /// Which of the page's texts stands for it instead of its font's ([`Content::texts`]), from 1; 0 for none.
    pub(in crate::proof) text: u32,
    /// In which of the four directions its line runs, in quarter turns.
    pub(in crate::proof) turn: u8,
    /// Whether it is clipped away or drawn without ink.
    pub(in crate::proof) hidden: bool,
}

/// What a glyph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::proof) enum Mark {
    /// A marked content by its number on the page (ISO 32000-2, 14.7.5).
    Content(u32),
    /// What is no part of the text: an artifact (14.8.2.2).
    Artifact,
    /// Neither.
    None,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(in crate::proof) struct Content {
    /// Its glyphs in the order of drawing.
    pub(in crate::proof) glyphs: Vec<Glyph>,
    /// Texts that stand for glyphs instead of what their fonts say (14.9.4).
    pub(in crate::proof) texts: Vec<Rc<str>>,
    /// The boxes of the clipped parts, from part 1 on: left, bottom, right, top.
    pub(in crate::proof) parts: Vec<[f64; 4]>,
}

/// A PDF's fonts, each read once.
#[derive(Default)]
pub(in crate::proof) struct Fonts {
    by_id: BTreeMap<ObjectIdentifier, u16>,
    all: Vec<Rc<Font>>,
}

impl Fonts {
    /// A font by the number that glyphs have.
    pub(in crate::proof) fn get(&self, number: u16) -> Option<&Font> {
        self.all.get(usize::from(number)).map(Rc::as_ref)
    }

    /// All of them.
    pub(in crate::proof) fn all(&self) -> &[Rc<Font>] {
        &self.all
    }

    /// A font is looked up by its reference first: to resolve that is to read its dictionary again.
    fn find(&mut self, resources: &Resources, name: &Name) -> Option<(u16, Rc<Font>)> {
        let id = resources.fonts.get_ref(name).map(ObjectIdentifier::from);
        if let Some(number) = id.and_then(|id| self.by_id.get(&id)) {
            return Some((*number, self.all.get(usize::from(*number))?.clone()));
        }
        let dict = resources.get_font(name)?;
        let font = Rc::new(Font::read(&dict));
        let number = u16::try_from(self.all.len()).ok()?;
        self.all.push(font.clone());
        if let Some(id) = id.or(dict.obj_id()) {
            self.by_id.insert(id, number);
        }
        Some((number, font))
    }
}

/// All that a page shows. With `sheets`, what is inside each outermost clip is a part of its own.
pub(super) fn content(page: &Page, sheets: bool, fonts: &mut Fonts) -> Content {
    let mut walk = Walk {
        fonts,
        sheets,
        content: Content {
            texts: vec!["".into()],
            ..Content::default()
        },
        marked: Vec::new(),
        path: EMPTY,
    };
    walk.run(page.typed_operations(), page.resources(), &State::default(), 0);
    walk.content
}

/// The number of the empty text.
const NO_TEXT: u32 = 1;
/// The box of nothing: left, bottom, right, top.
const EMPTY: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
/// The box of everything.
const ALL: [f64; 4] = [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY];

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
    part: u16,
    text: Map,
    line: Map,
    font: Option<(u16, Rc<Font>)>,
    /// What shows of what is drawn.
    clip: [f64; 4],
    /// Whether text leaves no ink (9.3.6, mode 3 and 7).
    inkless: bool,
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

/// A marked content that is open.
struct Marked {
    mark: Mark,
    /// Which text stands for it as a whole, and is its first glyph's.
    text: u32,
    /// Whether that glyph was seen.
    told: bool,
}

struct Walk<'f> {
    fonts: &'f mut Fonts,
    sheets: bool,
    content: Content,
    marked: Vec<Marked>,
    /// The box of the path that is being made, on the page.
    path: [f64; 4],
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
                Op::MoveTo(p) => self.point(&state, p.0, p.1),
                Op::LineTo(p) => self.point(&state, p.0, p.1),
                Op::CubicTo(p) => self.points(&state, &[(p.0, p.1), (p.2, p.3), (p.4, p.5)]),
                Op::CubicStartTo(p) => self.points(&state, &[(p.0, p.1), (p.2, p.3)]),
                Op::CubicEndTo(p) => self.points(&state, &[(p.0, p.1), (p.2, p.3)]),
                Op::RectPath(p) => {
                    let [x, y, width, height] = [p.0, p.1, p.2, p.3].map(|number| number.as_f64());
                    self.rectangle(&state, [x, y, x + width, y + height]);
                }
                Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.clip(&mut state, self.path),
                Op::EndPath(_)
                | Op::FillPathNonZero(_)
                | Op::FillPathEvenOdd(_)
                | Op::StrokePath(_)
                | Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseAndStrokePath(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_)
                | Op::FillPathNonZeroCompatibility(_) => self.path = EMPTY,
                Op::TextRenderingMode(mode) => state.inkless = matches!(mode.0.as_i64(), 3 | 7),
                Op::XObject(name) => {
                    if let Some(form) = resources.get_x_object(name.0)
                        && depth < MAX_DEPTH
                    {
                        self.form(&form, resources, &state, depth);
                    }
                }
                Op::BeginMarkedContent(tag) => self.mark(tag.0, None),
                Op::BeginMarkedContentWithProperties(marked) => self.mark(marked.0, properties(marked.1, resources)),
                Op::EndMarkedContent(_) => drop(self.marked.pop()),
                Op::BeginText(_) => (state.text, state.line) = (Map::NONE, Map::NONE),
                Op::TextFont(font) => {
                    state.font = self.fonts.find(resources, font.0);
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

    fn point(&mut self, state: &State, x: Number, y: Number) {
        self.extend(state, x.as_f64(), y.as_f64());
    }

    fn points(&mut self, state: &State, points: &[(Number, Number)]) {
        points.iter().for_each(|(x, y)| self.point(state, *x, *y));
    }

    fn extend(&mut self, state: &State, x: f64, y: f64) {
        let Map([a, b, c, d, e, f]) = state.ctm;
        let (x, y) = (a * x + c * y + e, b * x + d * y + f);
        let [left, bottom, right, top] = self.path;
        self.path = [left.min(x), bottom.min(y), right.max(x), top.max(y)];
    }

    fn rectangle(&mut self, state: &State, [left, bottom, right, top]: [f64; 4]) {
        for (x, y) in [(left, bottom), (right, bottom), (right, top), (left, top)] {
            self.extend(state, x, y);
        }
    }

    /// What is drawn from here on shows inside a box only. An outermost clip begins a part of the page, to the end of the state
    /// that it is set in.
    fn clip(&mut self, state: &mut State, to: [f64; 4]) {
        let [a, b, c, d] = state.clip;
        state.clip = [a.max(to[0]), b.max(to[1]), c.min(to[2]), d.min(to[3])];
        if self.sheets && state.part == 0 {
            self.content.parts.push(state.clip);
            state.part = u16::try_from(self.content.parts.len()).unwrap_or(u16::MAX);
        }
    }

    /// Opens a marked content.
    fn mark(&mut self, tag: &Name, properties: Option<Dict>) {
        let number = || properties.as_ref()?.get::<Number>("MCID");
        let text = || properties.as_ref()?.get::<hayro_syntax::object::String>("ActualText");
        let mark = match number() {
            _ if tag.as_str() == "Artifact" => Mark::Artifact,
            Some(number) => u32::try_from(number.as_i64()).map_or(Mark::None, Mark::Content),
            None => Mark::None,
        };
        let text = text().map(|text| text_string(text.as_bytes())).map_or(0, |text| {
            self.content.texts.push(text);
            u32::try_from(self.content.texts.len()).unwrap_or(0)
        });
        self.marked.push(Marked {
            mark,
            text,
            told: false,
        });
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
        let numbers = dict
            .get::<Array>("BBox")
            .map(|bounds| bounds.iter::<Number>().map(|n| n.as_f64()).collect());
        if let Some(Ok(bounds)) = numbers.map(|numbers: Vec<f64>| <[f64; 4]>::try_from(numbers)) {
            let kept = std::mem::replace(&mut self.path, EMPTY);
            self.rectangle(&inner, bounds);
            let bounds = std::mem::replace(&mut self.path, kept);
            self.clip(&mut inner, bounds);
        }
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
        let Some((number, font)) = state.font.clone() else {
            return;
        };
        let pen = Pen::of(state);
        let marks = self.marked.iter().rev().map(|marked| marked.mark);
        let mark = marks.clone().find(|mark| *mark == Mark::Artifact);
        let mark = mark
            .or_else(|| marks.into_iter().find(|mark| *mark != Mark::None))
            .unwrap_or(Mark::None);
        let mut shift = 0.0;
        for code in codes.chunks(font.code_bytes) {
            let space = code == [b' '];
            let code = code.iter().fold(0, |code, byte| code << 8 | u16::from(*byte));
            let width = font.width(code) * state.size * state.scale;
            let glyph = pen.glyph(shift, width);
            let text = self.text();
            self.content.glyphs.push(Glyph {
                font: number,
                code,
                mark,
                part: state.part,
                text,
                hidden: state.inkless || pen.is_outside(&glyph, state.clip),
                ..glyph
            });
            let word_spacing = if space { state.word_spacing } else { 0.0 };
            shift += width + (state.spacing + word_spacing) * state.scale;
        }
        state.text = state.text.after_shift(shift, 0.0);
    }

    /// The text that stands for the next glyph instead of its font's: the whole for a content's first, nothing for its others.
    fn text(&mut self) -> u32 {
        let Some(marked) = self.marked.iter_mut().rev().find(|marked| marked.text > 0) else {
            return 0;
        };
        if !std::mem::replace(&mut marked.told, true) {
            return marked.text;
        }
        NO_TEXT
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
    /// The size of the type along the line and across it.
    width: f64,
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
    fn glyph(&self, shift: f64, width: f64) -> Glyph {
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
    fn is_outside(&self, glyph: &Glyph, clip: [f64; 4]) -> bool {
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

fn map(numbers: [Number; 6]) -> Map {
    Map(numbers.map(|number| number.as_f64()))
}

/// A property list, written in place or named in the resources.
fn properties<'a>(properties: &Object<'a>, resources: &Resources<'a>) -> Option<Dict<'a>> {
    match properties {
        Object::Dict(dict) => Some(dict.clone()),
        Object::Name(name) => resources.properties.get::<Dict>(name.as_str()),
        _ => None,
    }
}
