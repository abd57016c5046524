//! Drawn sheets in a printer's tray and in somebody's hands. Nothing here knows how sheets were made: a PDF comes in, pictures are
//! turned, cut and folded.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use kurras::imposition::{Binding, Flip};

use super::sample::{Seen, decode};

/// A grey picture.
#[derive(Clone)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub grey: Vec<u8>,
}

/// A part of a picture, in parts of its width and height.
#[derive(Clone, Copy)]
pub struct Part {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

/// Every page of a PDF, drawn at so many pixels an inch.
pub fn draw(pdf: &[u8], dpi: f32) -> Vec<Picture> {
    let pdf = Pdf::new(pdf.to_vec()).expect("the judge cannot read the sheets");
    let cache = RenderCache::new();
    let settings = RenderSettings {
        x_scale: dpi / 72.0,
        y_scale: dpi / 72.0,
        bg_color: WHITE,
        ..Default::default()
    };
    let interpreter = InterpreterSettings::default();
    let page = |page| {
        let pixels = render(page, &cache, &interpreter, &settings);
        let grey = pixels
            .data()
            .iter()
            .map(|p| ((u16::from(p.r) + u16::from(p.g) + u16::from(p.b)) / 3) as u8)
            .collect();
        Picture {
            width: pixels.width().into(),
            height: pixels.height().into(),
            grey,
        }
    };
    pdf.pages().iter().map(page).collect()
}

impl Picture {
    fn at(&self, x: f64, y: f64) -> u8 {
        let pixel = |part: f64, length: usize| ((part * length as f64) as usize).min(length - 1);
        self.grey[pixel(y, self.height) * self.width + pixel(x, self.width)]
    }

    fn turned(mut self) -> Self {
        self.grey.reverse();
        self
    }

    /// What is to be read in a part, which may be held with its top down.
    fn read(&self, part: Part, headlong: bool) -> Seen {
        let mut squares = [false; 16];
        for (index, square) in squares.iter_mut().enumerate() {
            let index = if headlong { 15 - index } else { index };
            let along = |from: f64, to: f64, n: usize| from + (to - from) * (n as f64 + 0.5) / 4.0;
            match self.at(along(part.x0, part.x1, index % 4), along(part.y0, part.y1, index / 4)) {
                0..=60 => *square = true,
                195..=255 => {}
                _ => return Seen::Confused,
            }
        }
        decode(squares)
    }
}

/// A printed sheet. The back is as it looks when the sheet is turned like a page of a book.
pub struct Sheet {
    pub front: Picture,
    pub back: Option<Picture>,
}

/// Prints on both sides: sides come in pairs, and the printer turns the paper about one of its edges in between.
pub fn print(sides: Vec<Picture>, flip: Flip) -> Vec<Sheet> {
    assert!(sides.len().is_multiple_of(2), "a side is missing");
    let mut sides = sides.into_iter();
    let mut sheets = Vec::new();
    while let (Some(front), Some(back)) = (sides.next(), sides.next()) {
        assert_eq!((front.width, front.height), (back.width, back.height));
        let like_a_page = (front.width >= front.height) == (flip == Flip::ShortEdge);
        let back = if like_a_page { back } else { back.turned() };
        sheets.push(Sheet {
            front,
            back: Some(back),
        });
    }
    sheets
}

/// Prints on one side only.
pub fn print_fronts(sides: Vec<Picture>) -> Vec<Sheet> {
    sides.into_iter().map(|front| Sheet { front, back: None }).collect()
}

impl Sheet {
    /// Front and back of a part of the paper.
    fn leaf(&self, part: Part) -> [Seen; 2] {
        let behind = Part {
            x0: 1.0 - part.x1,
            x1: 1.0 - part.x0,
            ..part
        };
        [
            self.front.read(part, false),
            self.back.as_ref().map_or(Seen::Blank, |back| back.read(behind, false)),
        ]
    }
}

/// Cuts sheets into a grid and reads each cell's stack of leaves.
pub fn stacks(sheets: &[Sheet], columns: usize, rows: usize) -> Vec<Vec<Seen>> {
    cells(columns, rows)
        .map(|cell| sheets.iter().flat_map(|sheet| sheet.leaf(cell)).collect())
        .collect()
}

/// Cuts sheets into a grid and reads cell after cell, each row in reading direction.
pub fn cards(sheets: &[Sheet], columns: usize, rows: usize, binding: Binding) -> Vec<Seen> {
    let mut order: Vec<Part> = cells(columns, rows).collect();
    if binding == Binding::Right {
        order.chunks_mut(columns).for_each(<[Part]>::reverse);
    }
    sheets
        .iter()
        .flat_map(|sheet| order.iter().flat_map(|cell| sheet.leaf(*cell)))
        .collect()
}

/// Cuts sheets into rows, nests so many of each row's pieces at a time and folds them in the middle.
pub fn booklets(sheets: &[Sheet], rows: usize, nest: usize, binding: Binding) -> Vec<Vec<Seen>> {
    let read = |row: Part| {
        let left = Part { x1: 0.5, ..row };
        let right = Part { x0: 0.5, ..row };
        let (cover, other) = if binding == Binding::Right {
            (left, right)
        } else {
            (right, left)
        };
        sheets
            .chunks(nest)
            .flat_map(|nest| {
                let first = nest.iter().flat_map(move |sheet| sheet.leaf(cover));
                let then = nest.iter().rev().flat_map(move |sheet| {
                    let [outside, inside] = sheet.leaf(other);
                    [inside, outside]
                });
                first.chain(then)
            })
            .collect()
    };
    cells(1, rows).map(read).collect()
}

/// Folds each sheet into a zine: the eight panels hang together in a ring around the slit. Turning its leaves, one meets the
/// bottom row and, head down, the top row, two panels at a time; a leaf is turned at the middle crease and at both ends.
pub fn zines(sheets: &[Sheet], binding: Binding) -> Vec<Seen> {
    let panels: Vec<Part> = cells(4, 2).collect();
    let read = |sheet: &Sheet| {
        let top = panels[..4].iter().rev().map(|panel| sheet.front.read(*panel, true));
        let bottom = panels[4..].iter().map(|panel| sheet.front.read(*panel, false));
        let mut ring: Vec<Seen> = bottom.chain(top).collect();
        if binding == Binding::Right {
            ring.reverse();
        }
        // The cover is the leaf whose front holds the lowest number, or before which the only page stands.
        let lowest = |leaf: &usize| match (ring[*leaf], ring[leaf - 1]) {
            (Seen::Page(page), _) => page,
            (_, Seen::Page(_)) => usize::MAX - 1,
            _ => usize::MAX,
        };
        let cover = [1, 3, 5, 7].into_iter().min_by_key(lowest).unwrap();
        ring.rotate_left(cover);
        ring
    };
    sheets.iter().flat_map(read).collect()
}

fn cells(columns: usize, rows: usize) -> impl Iterator<Item = Part> {
    let part = move |n: usize, of: usize| (n as f64 / of as f64, (n + 1) as f64 / of as f64);
    (0..rows).flat_map(move |row| {
        (0..columns).map(move |column| {
            let ((x0, x1), (y0, y1)) = (part(column, columns), part(row, rows));
            Part { x0, y0, x1, y1 }
        })
    })
}
