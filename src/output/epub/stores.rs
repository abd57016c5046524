//! What the stores refuse or advise against, checked on every build. A finding names the store and its rule.
//!
//! Most of these hold by construction. They are checked all the same: what a change breaks here would be heard of only weeks
//! later, from a store.

use super::archive::{File, Place};
use crate::diagnostic::{Diagnostic, Report};

const MEGABYTE: usize = 1 << 20;

/// A store's rule about files.
struct Rule {
    store: &'static str,
    /// The rule, as a sentence without a full stop.
    says: &'static str,
    hint: &'static str,
    broken: fn(&File) -> bool,
}

/// Kobo's from its EPUB guidelines (Image Formatting, Cover Images, Limitations and Maximums), Apple's from the Apple Books
/// Asset Guide (images), Google's from its file requirements for partners, Kindle's from the Kindle Publishing Guidelines
/// (cover and interior images).
const RULES: &[Rule] = &[
    Rule {
        store: "Kobo",
        says: "names of files have only ASCII letters, digits and - . _ /",
        hint: "this is a fault of the program: please report it",
        broken: |file| {
            !file
                .name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b))
        },
    },
    Rule {
        store: "Kobo, Kindle",
        says: "a picture has at most 5 MB",
        hint: "make it smaller, or save it as JPEG",
        broken: |file| file.pixels.is_some() && file.bytes.len() > 5 * MEGABYTE,
    },
    Rule {
        store: "Kobo",
        says: "a cover has at most 3 MB",
        hint: "make its picture simpler",
        broken: |file| file.place == Place::CoverPicture && file.bytes.len() > 3 * MEGABYTE,
    },
    Rule {
        store: "Kobo",
        says: "a cover is a JPEG or a PNG",
        hint: "save it as JPEG or PNG",
        broken: |file| file.place == Place::CoverPicture && !matches!(file.media_type, "image/jpeg" | "image/png"),
    },
    Rule {
        store: "Kobo",
        says: "a page of text has at most 10 MB",
        hint: "divide the text by headings of the first level (`# …`): each begins a page of its own",
        broken: |file| file.media_type == super::XHTML && file.bytes.len() > 10 * MEGABYTE,
    },
    Rule {
        store: "Kobo",
        says: "fonts are TrueType or OpenType",
        hint: "take the font's .ttf or .otf file",
        broken: |file| file.media_type.starts_with("font/") && !matches!(file.media_type, "font/ttf" | "font/otf"),
    },
    Rule {
        store: "Apple",
        says: "a picture has at most 5.6 million pixels",
        hint: "make it smaller",
        broken: |file| {
            is_raster(file)
                && file
                    .pixels
                    .is_some_and(|(w, h)| u64::from(w) * u64::from(h) > 5_600_000)
        },
    },
    Rule {
        store: "Google",
        says: "a cover has at least 640 and at most 7200 pixels a side",
        hint: "make its picture 1600 pixels wide and 2560 high",
        broken: |file| is_cover(file, |w, h| w.min(h) < 640 || w.max(h) > 7200),
    },
    Rule {
        store: "Kindle",
        says: "a cover has at least 625 by 1000 pixels",
        hint: "make its picture 1600 pixels wide and 2560 high",
        broken: |file| is_cover(file, |w, h| w < 625 || h < 1000),
    },
];

/// Properties and values that stores or EPUB 3.3 forbid in style sheets: what is looked for, who forbids it.
const STYLES: &[(&str, &str)] = &[
    ("direction:", "EPUB 3.3, 6.3.1.3"),
    ("unicode-bidi:", "EPUB 3.3, 6.3.1.3"),
    ("letter-spacing:", "alreq: Arabic letters are joined"),
    ("position: fixed", "Kobo, Kindle"),
    ("@import", "Kobo"),
    ("http:", "EPUB 3.3, 3.6"),
    ("https:", "EPUB 3.3, 3.6"),
];

/// Holds the files of a book, and its size, to the stores' rules.
pub(super) fn check(files: &[File], size: usize, report: &mut Report) {
    for file in files {
        for rule in RULES.iter().filter(|rule| (rule.broken)(file)) {
            let message = format!(
                "{}: {} ({} in the EPUB does not keep to it)",
                rule.store, rule.says, file.name
            );
            report.add(Diagnostic::warning("epub-store", message).hint(rule.hint));
        }
        if file.media_type == "text/css" {
            check_style(&String::from_utf8_lossy(&file.bytes), report);
        }
    }
    if size > 650 * MEGABYTE {
        let message = format!("Kindle: a book has at most 650 MB (this one has {})", size / MEGABYTE);
        report.add(Diagnostic::warning("epub-store", message).hint("make its pictures smaller"));
    }
}

fn check_style(css: &str, report: &mut Report) {
    let forbidden = STYLES
        .iter()
        .filter(|(what, _)| css.contains(what))
        .map(|(what, who)| format!("{who}: no {what} in styles"));
    let percent = css
        .split("font-size:")
        .skip(1)
        .any(|rest| rest.split(';').next().is_some_and(|value| value.contains('%')));
    let percent = percent.then(|| "Kobo: no sizes of type in per cent".to_string());
    for message in forbidden.chain(percent) {
        report.add(Diagnostic::warning("epub-store", message).hint("this is a fault of the program: please report it"));
    }
}

fn is_raster(file: &File) -> bool {
    matches!(file.media_type, "image/jpeg" | "image/png" | "image/gif" | "image/webp")
}

fn is_cover(file: &File, broken: impl Fn(u32, u32) -> bool) -> bool {
    file.place == Place::CoverPicture && file.pixels.is_some_and(|(w, h)| broken(w, h))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(file: File) -> Vec<String> {
        let mut report = Report::new();
        check(&[file], 0, &mut report);
        report.sorted().into_iter().map(|d| d.message.to_string()).collect()
    }

    fn picture(place: Place, pixels: (u32, u32), bytes: usize) -> File {
        File {
            pixels: Some(pixels),
            ..File::new("images/a.png", "image/png", place, vec![0; bytes])
        }
    }

    #[test]
    fn each_rule_is_broken_by_what_breaks_it() {
        let broken = [
            (File::new("صورة.png", "image/png", Place::Resource, vec![]), "ASCII"),
            (picture(Place::Resource, (9, 9), 6 * MEGABYTE), "5 MB"),
            (picture(Place::CoverPicture, (1600, 2560), 4 * MEGABYTE), "3 MB"),
            (File::new("c.svg", "image/svg+xml", Place::CoverPicture, vec![]), "JPEG"),
            (
                File::new("a.xhtml", super::super::XHTML, Place::Text, vec![0; 11 * MEGABYTE]),
                "10 MB",
            ),
            (File::new("a.woff2", "font/woff2", Place::Resource, vec![]), "TrueType"),
            (picture(Place::Resource, (3000, 2000), 9), "5.6 million"),
            (picture(Place::CoverPicture, (500, 1200), 9), "640"),
            (picture(Place::CoverPicture, (700, 900), 9), "1000"),
            (
                File::new("a.css", "text/css", Place::Resource, b"p { direction: rtl }".to_vec()),
                "direction",
            ),
            (
                File::new("a.css", "text/css", Place::Resource, b"p { font-size: 90%; }".to_vec()),
                "per cent",
            ),
        ];
        for (file, word) in broken {
            let said = said(file);
            assert!(said.iter().any(|message| message.contains(word)), "{word}: {said:?}");
        }
    }

    #[test]
    fn a_book_as_it_should_be_breaks_none() {
        assert_eq!(
            said(picture(Place::CoverPicture, (1600, 2560), 9)),
            Vec::<String>::new()
        );
    }
}
