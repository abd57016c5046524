//! Drawings of pages as browsers draw them fast: the glyphs of a run as one path.
//!
//! Typst writes each glyph as a `<use>` of a `<symbol>` (SVG 2 §5), for which a browser builds a tree of its own: a page of text has a
//! thousand. The same outlines in one path for each run are drawn in a third of the time. Whatever is written otherwise (strokes,
//! gradients, glyphs that are pictures) stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Units a point: coordinates are whole numbers of them, which are shorter to send and faster to read.
const UNITS: f64 = 100.0;

/// The outline of a glyph: where its first contour begins, and all behind that relative to it.
struct DrawnOutline {
    first: (i64, i64),
    rest: String,
    /// Whether it turns with the clock. In one path outlines that turn against each other would put each other out where they overlap.
    clockwise: bool,
}

/// A glyph where it is used.
struct UsedGlyph<'a> {
    id: &'a str,
    x: f64,
    y: f64,
    fill: &'a str,
}

/// The same drawing with its glyphs gathered into paths.
pub fn gathered(svg: &str) -> String {
    let outlines = outlines(svg);
    let (mut out, mut rest) = (String::with_capacity(svg.len()), svg);
    let mut left: BTreeSet<&str> = BTreeSet::new();
    let mut run: Option<(&str, bool)> = None;
    while let Some(at) = rest.find("<use ") {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            end(&mut run, &mut out);
            out.push_str(before);
        }
        match used(from) {
            Some((glyph, behind)) if outlines.contains_key(glyph.id) => {
                if let Some(outline) = outlines.get(glyph.id).filter(|outline| !outline.rest.is_empty()) {
                    add(&glyph, outline, &mut run, &mut out);
                }
                rest = behind;
            }
            _ => {
                end(&mut run, &mut out);
                let (tag, behind) = from.split_at(from.find('>').map_or(from.len(), |end| end + 1));
                left.extend(between(tag, "href=\"#", "\""));
                out.push_str(tag);
                rest = behind;
            }
        }
    }
    end(&mut run, &mut out);
    out.push_str(rest);
    without_symbols(&out, |id| outlines.contains_key(id) && !left.contains(id))
}

/// Adds a glyph to the path of its run, or to a new one where it is filled or turns otherwise.
fn add<'a>(glyph: &UsedGlyph<'a>, outline: &DrawnOutline, run: &mut Option<(&'a str, bool)>, out: &mut String) {
    let kind = (glyph.fill, outline.clockwise);
    if *run != Some(kind) {
        end(run, out);
        let _ = write!(out, "<path transform=\"scale(.01)\" fill=\"{}\" d=\"", glyph.fill);
        *run = Some(kind);
    }
    let (x, y) = rounded((glyph.x, glyph.y));
    let _ = write!(out, "M{} {}{}", x + outline.first.0, y + outline.first.1, outline.rest);
}

fn end(run: &mut Option<(&str, bool)>, out: &mut String) {
    if run.take().is_some() {
        out.push_str("\"/>");
    }
}

/// A glyph that is filled with one opaque colour, and what stands behind it.
fn used(text: &str) -> Option<(UsedGlyph<'_>, &str)> {
    let (id, rest) = text.strip_prefix("<use xlink:href=\"#")?.split_once("\" x=\"")?;
    let (x, rest) = rest.split_once("\" y=\"")?;
    let (y, rest) = rest.split_once("\" fill=\"")?;
    let (fill, rest) = rest.split_once("\" fill-rule=\"nonzero\"/>")?;
    let is_plain = fill.len() == "#rrggbb".len() && fill.starts_with('#');
    let (x, y) = (x.parse().ok()?, y.parse().ok()?);
    is_plain.then_some((UsedGlyph { id, x, y, fill }, rest))
}

/// The outlines of a drawing by the names of their symbols.
fn outlines(svg: &str) -> BTreeMap<&str, DrawnOutline> {
    let symbols = svg.split("<symbol ").skip(1);
    let outline = |symbol| {
        let id = between(symbol, "id=\"", "\"")?;
        let path = symbol.strip_prefix("id=\"")?.strip_prefix(id)?;
        let (path, _) = path
            .strip_prefix("\" overflow=\"visible\"><path d=\"")?
            .split_once("\"/></symbol>")?;
        Some((id, DrawnOutline::read(path)?))
    };
    symbols.filter_map(outline).collect()
}

/// A drawing without the symbols that nothing uses any more.
fn without_symbols(svg: &str, unused: impl Fn(&str) -> bool) -> String {
    const END: &str = "</symbol>";
    let mut out = String::with_capacity(svg.len());
    let mut parts = svg.split("<symbol ");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        if between(part, "id=\"", "\"").is_some_and(&unused) {
            out.push_str(part.split_once(END).map_or("", |(_, rest)| rest));
        } else {
            out.push_str("<symbol ");
            out.push_str(part);
        }
    }
    out
}

fn between<'a>(text: &'a str, before: &str, behind: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(behind)?.0)
}

fn rounded((x, y): (f64, f64)) -> (i64, i64) {
    ((x * UNITS).round() as i64, (y * UNITS).round() as i64)
}

/// Where a path has come to, in points and in units.
#[derive(Default)]
struct Pen {
    at: (f64, f64),
    start: (f64, f64),
    set: (i64, i64),
    /// Twice the area that it went round so far.
    area: f64,
    out: String,
}

impl Pen {
    /// Writes a point that lies off the pen by so much, as far as it lies from where the pen was set: what is rounded does not add up.
    fn point(&mut self, (x, y): (f64, f64)) {
        let (x, y) = rounded((self.at.0 + x, self.at.1 + y));
        for number in [x - self.set.0, y - self.set.1] {
            if number >= 0 && self.out.ends_with(|c: char| c.is_ascii_digit()) {
                self.out.push(' ');
            }
            let _ = write!(self.out, "{number}");
        }
    }

    fn go(&mut self, (x, y): (f64, f64)) {
        let to = (self.at.0 + x, self.at.1 + y);
        self.area += self.at.0 * to.1 - to.0 * self.at.1;
        self.at = to;
        self.set = rounded(to);
    }
}

impl DrawnOutline {
    /// Reads a path as Typst writes outlines: from `M 0 0` on in relative commands.
    fn read(path: &str) -> Option<Self> {
        let mut pen = Pen::default();
        let mut first = (0, 0);
        let mut commands = path.strip_prefix("M 0 0")?;
        while let Some(command) = commands.chars().next() {
            let rest = commands.get(1..)?;
            let end = rest.find(|c: char| "mlhvcqZ".contains(c)).unwrap_or(rest.len());
            let numbers: Vec<f64> = rest
                .get(..end)?
                .split_whitespace()
                .map(|number| number.parse().ok())
                .collect::<Option<_>>()?;
            commands = rest.get(end..)?;
            if command == 'm' && pen.out.is_empty() {
                pen.go(pair(&numbers)?);
                (first, pen.start, pen.area) = (pen.set, pen.at, 0.0);
            } else {
                pen.draw(command, &numbers)?;
            }
        }
        Some(Self {
            first,
            rest: pen.out,
            clockwise: pen.area < 0.0,
        })
    }
}

fn pair(numbers: &[f64]) -> Option<(f64, f64)> {
    let [x, y] = *numbers else { return None };
    Some((x, y))
}

impl Pen {
    fn draw(&mut self, command: char, numbers: &[f64]) -> Option<()> {
        match (command, numbers) {
            ('m', _) => {
                self.out.push('m');
                self.point(pair(numbers)?);
                let area = self.area;
                self.go(pair(numbers)?);
                (self.start, self.area) = (self.at, area);
            }
            ('h', &[x]) => self.line((x, 0.0)),
            ('v', &[y]) => self.line((0.0, y)),
            ('l', &[x, y]) => self.line((x, y)),
            ('q', &[x1, y1, x, y]) => self.curve('q', &[(x1, y1), (x, y)]),
            ('c', &[x1, y1, x2, y2, x, y]) => self.curve('c', &[(x1, y1), (x2, y2), (x, y)]),
            ('Z', []) => {
                self.go((self.start.0 - self.at.0, self.start.1 - self.at.1));
                self.at = self.start;
                self.out.push('z');
            }
            _ => return None,
        }
        Some(())
    }

    fn line(&mut self, to: (f64, f64)) {
        self.curve('l', &[to]);
    }

    fn curve(&mut self, command: char, points: &[(f64, f64)]) {
        self.out.push(command);
        points.iter().for_each(|point| self.point(*point));
        self.go(points.last().copied().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = "M 0 0m 0.126 1v 2h 2v -2Z ";

    fn page(uses: &str, symbols: &[(&str, &str)]) -> String {
        let symbol = |(id, path): &(&str, &str)| {
            format!("<symbol id=\"{id}\" overflow=\"visible\"><path d=\"{path}\"/></symbol>")
        };
        let symbols: String = symbols.iter().map(symbol).collect();
        format!("<svg><g transform=\"matrix(1 0 0 -1 5 6)\">{uses}</g><defs>{symbols}</defs></svg>")
    }

    fn glyph(id: &str, x: &str, fill: &str) -> String {
        format!("<use xlink:href=\"#{id}\" x=\"{x}\" y=\"0\" fill=\"{fill}\" fill-rule=\"nonzero\"/>")
    }

    #[test]
    fn the_glyphs_of_a_run_become_one_path() {
        let uses = glyph("ga", "0", "#112233") + &glyph("gs", "1", "#112233") + &glyph("ga", "10.5", "#112233");
        let drawn = gathered(&page(&uses, &[("ga", SQUARE), ("gs", "M 0 0")]));
        assert_eq!(
            drawn,
            "<svg><g transform=\"matrix(1 0 0 -1 5 6)\"><path transform=\"scale(.01)\" fill=\"#112233\" \
             d=\"M13 100l0 200l200 0l0-200zM1063 100l0 200l200 0l0-200z\"/></g><defs></defs></svg>"
        );
    }

    #[test]
    fn what_is_no_plain_glyph_stays() {
        let stroked = glyph("ga", "1", "#112233").replace("/>", " stroke=\"#000000\"/>");
        let others =
            stroked + &glyph("ga", "2", "url(#x)") + &glyph("ga", "3", "#11223344") + &glyph("gp", "4", "#112233");
        let symbols = [("ga", SQUARE), ("gp", "M 0 0a 1 1 0 0 0 2 2Z ")];
        let whole = page(&others, &symbols);
        assert_eq!(gathered(&whole), whole);
        let mixed = gathered(&page(&(others + &glyph("ga", "9", "#112233")), &symbols));
        assert!(
            mixed.contains("<symbol id=\"ga\"") && mixed.contains("M913 100l0 200"),
            "{mixed}"
        );
    }

    #[test]
    fn outlines_that_turn_otherwise_or_are_of_another_colour_are_paths_of_their_own() {
        let reversed = "M 0 0m 0.126 1h 2v 2h -2Z ";
        let uses = ["ga", "gr", "ga"].map(|id| glyph(id, "0", "#112233")).concat() + &glyph("ga", "0", "#000000");
        let drawn = gathered(&page(&uses, &[("ga", SQUARE), ("gr", reversed)]));
        assert_eq!(drawn.matches("<path ").count(), 4, "{drawn}");
    }

    #[test]
    fn what_is_rounded_does_not_add_up() {
        let steps = "l 0.004 0.006".repeat(1000);
        let outline = DrawnOutline::read(&format!("M 0 0m 1e-1 0{steps}Z ")).unwrap();
        let numbers = outline.rest.replace(['l', 'z'], " ").replace('-', " -");
        let numbers: Vec<i64> = numbers
            .split_whitespace()
            .map(|number| number.parse().unwrap())
            .collect();
        let sum = |from: usize| numbers.iter().skip(from).step_by(2).sum::<i64>();
        assert_eq!((outline.first, sum(0), sum(1)), ((10, 0), 400, 600));
    }
}
