//! Content streams: what they show, where (ISO 32000-2, 8.4 and 9).

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::text_string;
use super::fonts::Fonts;
use super::glyph::{Content, Glyph, Mark};
use super::state::{EMPTY, Map, Pen, State};

/// How deep forms may hold forms.
const MAX_DEPTH: usize = 12;

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
                op => self.written(op, resources, &mut state),
            }
        }
    }

    /// How text is shown and where (ISO 32000-2, 9.3 and 9.4), or what is drawn beside it.
    fn written(&mut self, op: Op, resources: &Resources, state: &mut State) {
        match op {
            Op::TextRenderingMode(mode) => state.inkless = matches!(mode.0.as_i64(), 3 | 7),
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
            Op::ShowText(shown) => self.show(state, shown.0.as_bytes()),
            Op::NextLineAndShowText(shown) => {
                state.next_line(0.0, -state.leading);
                self.show(state, shown.0.as_bytes());
            }
            Op::ShowTextWithParameters(shown) => {
                (state.word_spacing, state.spacing) = (shown.0.as_f64(), shown.1.as_f64());
                state.next_line(0.0, -state.leading);
                self.show(state, shown.2.as_bytes());
            }
            Op::ShowTexts(shown) => self.show_all(state, shown.0),
            op => self.drawn(op, state),
        }
    }

    /// How far paths reach that clip (ISO 32000-2, 8.5).
    fn drawn(&mut self, op: Op, state: &mut State) {
        match op {
            Op::MoveTo(p) => self.point(state, p.0, p.1),
            Op::LineTo(p) => self.point(state, p.0, p.1),
            Op::CubicTo(p) => self.points(state, &[(p.0, p.1), (p.2, p.3), (p.4, p.5)]),
            Op::CubicStartTo(p) => self.points(state, &[(p.0, p.1), (p.2, p.3)]),
            Op::CubicEndTo(p) => self.points(state, &[(p.0, p.1), (p.2, p.3)]),
            Op::RectPath(p) => {
                let [x, y, width, height] = [p.0, p.1, p.2, p.3].map(|number| number.as_f64());
                self.rectangle(state, [x, y, x + width, y + height]);
            }
            Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.clip(state, self.path),
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
            _ => {}
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
