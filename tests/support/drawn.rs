//! Letters where a finished PDF draws them, by mupdf.

use std::path::Path;
use std::process::Command;

/// A letter as drawn; lengths in points from the page's upper left corner.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its page, from 1.
    pub page: usize,
    pub c: char,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    /// Where it stands on its line.
    pub origin: (f32, f32),
    pub size: f32,
    /// Whether its line runs up or down the page.
    pub turned: bool,
}

/// The width and height of an A5 page, and the narrower of its side margins.
pub const PAGE: (f32, f32) = (419.53, 595.28);
pub const MARGIN: f32 = 48.0;

/// Every letter of a PDF that is seen: no spaces.
pub fn letters(pdf: &Path) -> Vec<Letter> {
    let output = Command::new("mutool")
        .args(["draw", "-q", "-F", "stext", "-o", "-"])
        .arg(pdf)
        .output()
        .expect("mutool is installed");
    let text = String::from_utf8(output.stdout).expect("mutool writes UTF-8");
    let (mut page, mut size, mut turned, mut found) = (0, 0.0, false, Vec::new());
    for line in text.lines() {
        if line.starts_with("<page ") {
            page += 1;
        } else if line.starts_with("<line ") {
            turned = numbers(line, "dir").first().is_some_and(|x| x.abs() < 0.1);
        } else if line.starts_with("<font ") {
            size = numbers(line, "size")[0];
        } else if line.starts_with("<char ") {
            let quad = numbers(line, "quad");
            let (xs, ys) = (
                [quad[0], quad[2], quad[4], quad[6]],
                [quad[1], quad[3], quad[5], quad[7]],
            );
            let least = |of: [f32; 4]| of.into_iter().fold(f32::MAX, f32::min);
            let most = |of: [f32; 4]| of.into_iter().fold(f32::MIN, f32::max);
            found.push(Letter {
                page,
                c: character(value(line, "c")),
                left: least(xs),
                right: most(xs),
                top: least(ys),
                bottom: most(ys),
                origin: (numbers(line, "x")[0], numbers(line, "y")[0]),
                size,
                turned,
            });
        }
    }
    found.retain(|letter| !letter.c.is_whitespace());
    found
}

fn value<'a>(line: &'a str, name: &str) -> &'a str {
    let start = line.find(&format!(" {name}=\"")).map_or(0, |at| at + name.len() + 3);
    line[start..].split('"').next().unwrap_or_default()
}

fn numbers(line: &str, name: &str) -> Vec<f32> {
    let number = |n: &str| n.parse().expect("a number");
    value(line, name).split(' ').map(number).collect()
}

fn character(written: &str) -> char {
    let escaped = written.strip_prefix("&#").and_then(|rest| rest.strip_suffix(';'));
    let code = escaped.and_then(|code| match code.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => code.parse().ok(),
    });
    match written {
        "&amp;" => '&',
        "&lt;" => '<',
        "&gt;" => '>',
        "&quot;" => '"',
        "&apos;" => '\'',
        _ => code.and_then(char::from_u32).or(written.chars().next()).unwrap_or(' '),
    }
}

/// Letters whose places alone tell what they are: no marks, signs and digits, which the text layer may place by its own rules.
fn is_plain(letter: &&Letter) -> bool {
    letter.c.is_alphabetic() && letter.right - letter.left > 0.05 * letter.size
}

/// Says where letters of the text's pages stand beyond the side margins. The cover, the blank behind it and the title page come
/// before them, the back cover after them.
pub fn expect_inside(letters: &[Letter]) {
    let last = letters.iter().map(|letter| letter.page).max().unwrap_or(0);
    let text = letters.iter().filter(|letter| letter.page > 3 && letter.page < last);
    for letter in text.filter(is_plain) {
        let inside = letter.left >= MARGIN - 3.0 && letter.right <= PAGE.0 - MARGIN + 3.0;
        let inside = inside && letter.top > 0.0 && letter.bottom < PAGE.1;
        assert!(inside, "{letter:?}");
    }
}

/// Says where letters stand off their page.
pub fn expect_on_the_page(letters: &[Letter], page: (f32, f32)) {
    for letter in letters.iter().filter(is_plain) {
        let middle = ((letter.left + letter.right) / 2.0, (letter.top + letter.bottom) / 2.0);
        let inside = (0.0..=page.0).contains(&middle.0) && (0.0..=page.1).contains(&middle.1);
        assert!(inside, "{letter:?}");
    }
}

/// Says where letters of one line stand over each other.
pub fn expect_apart(letters: &[Letter]) {
    let along = |l: &Letter| {
        if l.turned {
            (l.top, l.bottom, l.origin.0)
        } else {
            (l.left, l.right, l.origin.1)
        }
    };
    let mut plain: Vec<&Letter> = letters.iter().filter(is_plain).collect();
    plain.sort_by(|a, b| {
        (a.page, along(a).0)
            .partial_cmp(&(b.page, along(b).0))
            .expect("numbers")
    });
    for (i, one) in plain.iter().enumerate() {
        let (from, to, base) = along(one);
        for other in plain
            .iter()
            .skip(i + 1)
            .take_while(|other| other.page == one.page && along(other).0 < to)
        {
            let (start, end, level) = along(other);
            let same_line = one.turned == other.turned && (level - base).abs() < 0.33 * one.size.max(other.size);
            let over = to.min(end) - start;
            let over = same_line && over > 0.4 * (to - from).min(end - start);
            assert!(!over, "{one:?} and {other:?}");
        }
    }
}

/// The letters of each page as a string, in the order of drawing.
pub fn page_text(letters: &[Letter], page: usize) -> String {
    letters
        .iter()
        .filter(|letter| letter.page == page)
        .map(|letter| letter.c)
        .collect()
}

/// How many lines are drawn on a page.
pub fn lines(pdf: &Path, page: usize) -> usize {
    let output = Command::new("mutool")
        .args(["draw", "-q", "-F", "trace", "-o", "-"])
        .arg(pdf)
        .arg(page.to_string())
        .output()
        .expect("mutool is installed");
    String::from_utf8_lossy(&output.stdout).matches("<stroke_path").count()
}
