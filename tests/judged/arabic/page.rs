//! Finished pages as the eye has them: letters with their places, by mupdf and the file's fonts; ink, by poppler.
//!
//! Letters stand where their outlines are put (`drawn.rs`). Brackets have the characters that readers are to mirror, so that how they
//! look is asked of the ink.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use super::drawn;

/// A letter where it stands. Lengths are in points from the page's upper left corner.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The letter.
    pub c: char,
    /// Its left edge.
    pub left: f32,
    /// Its right edge.
    pub right: f32,
    /// Its size.
    pub size: f32,
    /// Its font.
    pub font: String,
}

/// Letters on one baseline, from the left.
#[derive(Debug, Clone)]
pub struct Row {
    /// The number of its page, from 1.
    pub page: usize,
    /// Its baseline.
    pub y: f32,
    /// The letters.
    pub letters: Vec<Letter>,
}

/// Every row of a PDF, from its top to its end.
pub fn rows(pdf: &Path) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for drawn::Placed { page, y, letter } in drawn::letters(pdf) {
        let y = (y * 2.0).round() / 2.0;
        match rows.iter_mut().find(|row| row.page == page && row.y == y) {
            Some(row) => row.letters.push(letter),
            None => rows.push(Row {
                page,
                y,
                letters: vec![letter],
            }),
        }
    }
    rows.iter_mut()
        .for_each(|row| row.letters.sort_by(|a, b| a.left.total_cmp(&b.left)));
    rows.sort_by(|a, b| a.page.cmp(&b.page).then(a.y.total_cmp(&b.y)));
    rows
}

impl Row {
    /// The letters from the left.
    pub fn left_to_right(&self) -> String {
        self.letters.iter().map(|letter| letter.c).collect()
    }

    /// The letters from the right.
    pub fn right_to_left(&self) -> String {
        self.letters.iter().rev().map(|letter| letter.c).collect()
    }

    /// The left and right edge of a word: read from the right, or from the left where it is in Latin letters.
    #[track_caller]
    pub fn edges(&self, word: &str) -> (f32, f32) {
        let latin = word.chars().any(|c| c.is_ascii_alphabetic());
        let letters: Vec<&Letter> = self.letters.iter().filter(|letter| letter.c != ' ').collect();
        let wanted: Vec<char> = if latin {
            word.chars().collect()
        } else {
            word.chars().rev().collect()
        };
        // Marks share the place of their letter, so that their order among themselves says nothing.
        let found = letters.windows(wanted.len()).find(|window| {
            let (mut here, mut there): (Vec<char>, Vec<char>) = (window.iter().map(|l| l.c).collect(), wanted.clone());
            let same_order = here == there;
            here.sort_unstable();
            there.sort_unstable();
            same_order || here == there && !latin && wanted.iter().any(|c| is_mark(*c))
        });
        let found = found.unwrap_or_else(|| panic!("{word} is not in {}", self.right_to_left()));
        let left = found.iter().map(|l| l.left).fold(f32::MAX, f32::min);
        (left, found.iter().map(|l| l.right).fold(0.0, f32::max))
    }

    /// The words of a row of Arabic, in reading order.
    pub fn words(&self) -> Vec<String> {
        self.right_to_left()
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
}

/// A stretch of a drawn page: true where there is ink.
#[derive(Debug, Clone)]
pub struct Ink {
    pub width: usize,
    pub height: usize,
    dots: Vec<bool>,
}

/// Dots to the inch of what is drawn.
pub const RESOLUTION: f32 = 300.0;

/// Points to dots.
pub fn dots(points: f32) -> usize {
    (points * RESOLUTION / 72.0).round().max(0.0) as usize
}

/// What mutool answers, of a file, with further arguments.
pub fn mutool(arguments: &[&str], pdf: &Path, more: &[&str]) -> String {
    let output = Command::new("mutool").args(arguments).arg(pdf).args(more).output();
    String::from_utf8_lossy(&output.expect("mutool is installed").stdout).into_owned()
}

/// Draws a page, once for all who ask.
pub fn ink(pdf: &Path, page: usize) -> Arc<Ink> {
    static DRAWN: Mutex<BTreeMap<(PathBuf, usize), Arc<Ink>>> = Mutex::new(BTreeMap::new());
    let key = (pdf.to_owned(), page);
    if let Some(ink) = DRAWN.lock().expect("no test panics here").get(&key) {
        return ink.clone();
    }
    let drawn = Arc::new(draw(pdf, page));
    DRAWN.lock().expect("no test panics here").insert(key, drawn.clone());
    drawn
}

fn draw(pdf: &Path, page: usize) -> Ink {
    let (page, resolution) = (page.to_string(), RESOLUTION.to_string());
    let output = Command::new("pdftoppm")
        .args(["-gray", "-r", &resolution, "-f", &page, "-l", &page])
        .arg(pdf)
        .output()
        .expect("pdftoppm is installed");
    let picture = output.stdout;
    // P5, width, height and depth, each followed by one white space.
    let head: Vec<&[u8]> = picture.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
    let number = |bytes: &[u8]| {
        std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| text.parse::<usize>().ok())
            .expect("a number")
    };
    let (width, height) = (number(head[1]), number(head[2]));
    let grey = &picture[picture.len() - width * height..];
    Ink {
        width,
        height,
        dots: grey.iter().map(|&value| value < 140).collect(),
    }
}

/// A shape that hangs together: its box in dots, and how many dots it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub left: usize,
    pub right: usize,
    pub top: usize,
    pub bottom: usize,
    pub dots: usize,
}

impl Ink {
    pub fn at(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.dots[y * self.width + x]
    }

    /// A part, by its edges in points.
    pub fn part(&self, left: f32, right: f32, top: f32, bottom: f32) -> Ink {
        let (x, y) = (dots(left), dots(top));
        let (width, height) = (dots(right) - x, dots(bottom) - y);
        let dots = (0..width * height)
            .map(|i| self.at(x + i % width, y + i / width))
            .collect();
        Ink { width, height, dots }
    }

    /// What is drawn about a row.
    pub fn row(&self, row: &Row) -> Ink {
        self.part(0.0, self.width as f32 * 72.0 / RESOLUTION, row.y - 13.0, row.y + 7.0)
    }

    /// Without the white around it.
    pub fn trimmed(&self) -> Ink {
        let shapes = self.shapes();
        let least = |edge: fn(&Shape) -> usize| shapes.iter().map(edge).min().expect("there is ink");
        let most = |edge: fn(&Shape) -> usize| shapes.iter().map(edge).max().expect("there is ink");
        let (x, y) = (least(|s| s.left), least(|s| s.top));
        let (width, height) = (most(|s| s.right) + 1 - x, most(|s| s.bottom) + 1 - y);
        let dots = (0..width * height)
            .map(|i| self.at(x + i % width, y + i / width))
            .collect();
        Ink { width, height, dots }
    }

    /// The shapes that hang together, dust aside, from the left.
    pub fn shapes(&self) -> Vec<Shape> {
        let mut seen = vec![false; self.dots.len()];
        let mut found = Vec::new();
        for start in 0..self.dots.len() {
            if self.dots[start] && !seen[start] {
                found.push(self.shape(start, &mut seen));
            }
        }
        found.retain(|shape| shape.dots > 4);
        found.sort_by_key(|shape| shape.left);
        found
    }

    fn shape(&self, start: usize, seen: &mut [bool]) -> Shape {
        let (x, y) = (start % self.width, start / self.width);
        let mut shape = Shape {
            left: x,
            right: x,
            top: y,
            bottom: y,
            dots: 0,
        };
        let mut stack = vec![start];
        seen[start] = true;
        while let Some(at) = stack.pop() {
            let (x, y) = (at % self.width, at / self.width);
            shape = Shape {
                left: shape.left.min(x),
                right: shape.right.max(x),
                top: shape.top.min(y),
                bottom: shape.bottom.max(y),
                dots: shape.dots + 1,
            };
            for (dx, dy) in [(0, 1), (1, 0), (2, 1), (1, 2), (0, 0), (2, 2), (0, 2), (2, 0)] {
                let (nx, ny) = ((x + dx).wrapping_sub(1), (y + dy).wrapping_sub(1));
                if self.at(nx, ny) && !seen[ny * self.width + nx] {
                    seen[ny * self.width + nx] = true;
                    stack.push(ny * self.width + nx);
                }
            }
        }
        shape
    }

    /// Where a picture is found in this one, as its left edge in dots; panics where nothing is like it.
    #[track_caller]
    pub fn find(&self, picture: &Ink) -> usize {
        let ink = picture.dots.iter().filter(|&&dot| dot).count();
        let mut best = (usize::MAX, 0);
        for y in 0..self.height.saturating_sub(picture.height) {
            for x in 0..self.width.saturating_sub(picture.width) {
                let wrong = self.difference(picture, x, y, best.0.min(ink));
                if wrong < best.0 {
                    best = (wrong, x);
                }
            }
        }
        let share = best.0 as f32 / ink as f32;
        assert!(share < 0.35, "nothing is like the picture: {share} at best");
        best.1
    }

    /// How many dots differ; it stops counting where they are more than `enough`.
    fn difference(&self, picture: &Ink, x: usize, y: usize, enough: usize) -> usize {
        let mut wrong = 0;
        for row in 0..picture.height {
            let here = &self.dots[(y + row) * self.width + x..][..picture.width];
            let there = &picture.dots[row * picture.width..][..picture.width];
            wrong += here.iter().zip(there).filter(|(a, b)| a != b).count();
            if wrong > enough {
                return usize::MAX;
            }
        }
        wrong
    }
}
