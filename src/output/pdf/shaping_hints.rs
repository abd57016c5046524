//! What Typst must be told of words, and what it was told taken away again. It shapes each look by itself, so that letters on the
//! two sides of a change of weight or colour would not join (alreq § 2.3, Unicode § 9.2); it breaks lines inside `C++` and `12–15`; it
//! hyphenates addresses; and it knows of few places in long words where a line may end.
//!
//! A join is told by U+200D U+2060 and U+2060 U+200D on the two sides of the change, a hold by U+2060, such a place by U+200B. The
//! laid-out pages lose all of them again before the text layer is made: what is copied is what was written.

use std::collections::{BTreeMap, BTreeSet};

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;
use typst::layout::{Frame, FrameItem};
use typst::model::Document as _;
use typst::text::{Glyph, TextItem};
use typst_layout::{Page, PagedDocument};

use crate::document::breaks::{Break, LONG, LONG_IN_CELLS, breaks, everywhere, unhyphenated};
use crate::document::{Block, BlockId, BlockKind, Document, Inline};
use crate::locale::Direction;

/// Makes the letters beside it join (U+200D).
const JOINER: char = '\u{200d}';
/// Lets no line end here (U+2060).
const HOLD: char = '\u{2060}';
/// Lets a line end here (U+200B).
const BREAK: char = '\u{200b}';
/// The longest word with signs that is held together, in characters: longer ones must be able to break.
const LONGEST_HELD: usize = 16;

/// The blocks in which words had no room on a line, and the shortest of these words, in characters.
pub type Crowded = BTreeMap<BlockId, usize>;

/// A document with what Typst must be told; none where there is nothing to tell. Where the first layout was `crowded`, lines may end
/// anywhere in such words.
pub fn add(document: &Document, crowded: &Crowded) -> Option<Document> {
    let mut told = document.clone();
    let mut any = false;
    told.change(&mut |block| {
        let lengths = Lengths::of(block, crowded);
        for run in block.runs_mut() {
            any |= part(run, lengths);
            let mut places = Vec::new();
            leaves(run, &mut places);
            any |= join(&mut places);
            any |= hold(run);
            any |= hold_ranges(run);
        }
    });
    any.then_some(told)
}

/// The texts of a run in reading order; none where something stands between them that parts words.
fn leaves<'a>(run: &'a mut [Inline], out: &mut Vec<Option<&'a mut String>>) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => out.push(Some(text)),
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strikethrough { content }
            | Inline::Mark { content }
            | Inline::Abbreviation { content, .. }
            | Inline::Link { content, .. } => leaves(content, out),
            other => {
                out.push(None);
                if let Some(content) = other.content_mut() {
                    leaves(content, out);
                }
                out.push(None);
            }
        }
    }
}

/// A run that the program prints, with the places in long words at which a line may end.
pub fn parted(mut run: Vec<Inline>) -> Vec<Inline> {
    part(
        &mut run,
        Lengths {
            at_joints: LONG,
            anywhere: None,
        },
    );
    run
}

/// From how many characters on the words of a block are broken.
#[derive(Clone, Copy)]
struct Lengths {
    at_joints: usize,
    anywhere: Option<usize>,
}

impl Lengths {
    fn of(block: &Block, crowded: &Crowded) -> Self {
        let in_cells = matches!(block.kind, BlockKind::Table { .. });
        Self {
            at_joints: if in_cells { LONG_IN_CELLS } else { LONG },
            anywhere: crowded.get(&block.id).copied(),
        }
    }
}

/// Tells of the places in long words at which a line may end.
fn part(run: &mut [Inline], lengths: Lengths) -> bool {
    let mut any = false;
    for inline in run {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => any |= part_text(text, lengths),
            other => {
                if let Some(content) = other.content_mut() {
                    any |= part(content, lengths);
                }
            }
        }
    }
    any
}

fn part_text(text: &mut String, lengths: Lengths) -> bool {
    let mut places: BTreeMap<usize, Break> = breaks(text, lengths.at_joints).into_iter().collect();
    let anywhere = lengths.anywhere.map(|shortest| everywhere(text, shortest));
    places.extend(anywhere.into_iter().flatten().map(|at| (at, Break::Allowed)));
    // Typst hyphenates rows of letters alone: a hold behind one makes it another thing, and lets a line end behind it all the same.
    let whole: BTreeSet<usize> = unhyphenated(text).into_iter().collect();
    let all: BTreeSet<usize> = places.keys().chain(&whole).copied().collect();
    if all.is_empty() {
        return false;
    }
    let mut told = String::with_capacity(text.len() + 3 * all.len());
    let mut from = 0;
    for at in all {
        let place = places.get(&at);
        told.push_str(text.get(from..at).unwrap_or_default());
        told.extend((whole.contains(&at) || place == Some(&Break::Forbidden)).then_some(HOLD));
        told.extend((place == Some(&Break::Allowed)).then_some(BREAK));
        from = at;
    }
    told.push_str(text.get(from..).unwrap_or_default());
    *text = told;
    true
}

/// Tells of the joins between neighbouring texts.
fn join(places: &mut [Option<&mut String>]) -> bool {
    let mut any = false;
    for i in 1..places.len() {
        let (before, after) = places.split_at_mut(i);
        if let (Some(Some(one)), Some(Some(other))) = (before.last_mut(), after.first_mut())
            && joins(one, other)
        {
            one.extend([JOINER, HOLD]);
            other.insert_str(0, "\u{2060}\u{200d}");
            any = true;
        }
    }
    any
}

/// Whether the last letter of one text joins the first of the next; marks are looked through (Unicode § 9.2, rule R1).
fn joins(one: &str, other: &str) -> bool {
    let kind = |c: char| CodePointMapData::<JoiningType>::new().get(c);
    let seen = |c: &char| kind(*c) != JoiningType::Transparent;
    let forward = |c| {
        matches!(
            kind(c),
            JoiningType::DualJoining | JoiningType::LeftJoining | JoiningType::JoinCausing
        )
    };
    let backward = |c| {
        matches!(
            kind(c),
            JoiningType::DualJoining | JoiningType::RightJoining | JoiningType::JoinCausing
        )
    };
    one.chars().rev().find(seen).is_some_and(forward) && other.chars().find(seen).is_some_and(backward)
}

/// Holds words such as C++ and C# together, which read from the left.
fn hold(run: &mut [Inline]) -> bool {
    let mut any = false;
    for inline in run {
        let from_left = matches!(
            inline,
            Inline::Isolate {
                direction: Some(Direction::Ltr),
                ..
            }
        );
        for inner in inline.content_mut().into_iter().flatten() {
            match inner {
                Inline::Text { text, .. } if from_left && text.contains(['+', '#']) => {
                    let held = held(text);
                    any |= held != *text;
                    *text = held;
                }
                _ => any |= hold(std::slice::from_mut(inner)),
            }
        }
    }
    any
}

/// Holds the two numbers of a range together: a line may end behind its dash.
fn hold_ranges(run: &mut [Inline]) -> bool {
    let mut any = false;
    for inline in run {
        match inline {
            Inline::Text { text, .. } if text.contains('–') => {
                let is_number = |c: Option<char>| c.is_some_and(char::is_numeric);
                for (at, dash) in text.clone().match_indices('–').rev() {
                    let after = at + dash.len();
                    let before = text.get(..at).and_then(|head| head.chars().next_back());
                    if is_number(before) && is_number(text.get(after..).and_then(|tail| tail.chars().next())) {
                        text.insert(after, HOLD);
                        any = true;
                    }
                }
            }
            other => any |= other.content_mut().is_some_and(|content| hold_ranges(content)),
        }
    }
    any
}

fn held(text: &str) -> String {
    let word = |word: &str| {
        if word.contains('/') || word.chars().count() > LONGEST_HELD {
            return word.to_owned();
        }
        let mut out = String::new();
        for c in word.chars() {
            if matches!(c, '+' | '#') && !out.is_empty() {
                out.push(HOLD);
            }
            out.push(c);
        }
        out
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Laid-out pages without what was told, by us or by the theme.
pub fn remove(document: PagedDocument) -> PagedDocument {
    if !document.pages().iter().any(|page| holds_hints(&page.frame)) {
        return document;
    }
    let page = |page: &Page| {
        let mut page = page.clone();
        clean(&mut page.frame);
        page
    };
    PagedDocument::new(document.pages().iter().map(page).collect(), document.info().clone())
}

fn holds_hints(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds_hints(&group.frame),
        FrameItem::Text(text) => text.text.contains([HOLD, BREAK]),
        _ => false,
    })
}

fn clean(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => clean(&mut group.frame),
            FrameItem::Text(text) if text.text.contains([HOLD, BREAK]) => *text = cleaned(text),
            _ => {}
        }
        !matches!(item, FrameItem::Text(text) if text.glyphs.is_empty())
    });
}

/// An item without holds, breaks and the joiners beside holds. Their glyphs have neither outline nor advance.
fn cleaned(item: &TextItem) -> TextItem {
    let letters: Vec<(usize, char)> = item.text.char_indices().collect();
    let is = |i: Option<usize>, c| i.and_then(|i| letters.get(i)).is_some_and(|letter| letter.1 == c);
    let goes = |i: usize, c: char| {
        matches!(c, HOLD | BREAK) || c == JOINER && (is(i.checked_sub(1), HOLD) || is(Some(i + 1), HOLD))
    };
    let gone: Vec<(usize, usize)> = letters
        .iter()
        .enumerate()
        .filter(|&(i, &(_, c))| goes(i, c))
        .map(|(_, &(at, c))| (at, c.len_utf8()))
        .collect();
    // Where a place of the old text is in the new one.
    let moved = |old: u16| {
        let cut: usize = gone
            .iter()
            .map(|&(at, length)| usize::from(old).saturating_sub(at).min(length))
            .sum();
        old.saturating_sub(u16::try_from(cut).unwrap_or(0))
    };
    let glyph = |glyph: &Glyph| {
        let range = moved(glyph.range.start)..moved(glyph.range.end);
        (!range.is_empty()).then(|| Glyph { range, ..glyph.clone() })
    };
    TextItem {
        text: letters
            .iter()
            .enumerate()
            .filter(|&(i, &(_, c))| !goes(i, c))
            .map(|(_, &(_, c))| c)
            .collect(),
        glyphs: item.glyphs.iter().filter_map(glyph).collect(),
        ..item.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn text(text: &str) -> Inline {
        Inline::Text {
            text: text.into(),
            span: Span::default(),
        }
    }

    fn joined(before: &str, strong: &str) -> (String, String) {
        let mut run = vec![
            text(before),
            Inline::Strong {
                content: vec![text(strong)],
            },
        ];
        let mut places = Vec::new();
        leaves(&mut run, &mut places);
        join(&mut places);
        let texts: Vec<String> = places.into_iter().flatten().map(|text| text.clone()).collect();
        (texts[0].clone(), texts[1].clone())
    }

    #[test]
    fn letters_that_join_are_told_so() {
        for (before, after) in [("كت", "اب"), ("سَ", "لام"), ("مـ", "ن"), ("گھ", "ر"), ("می", "ان")]
        {
            let (before, after) = joined(before, after);
            assert!(
                before.ends_with("\u{200d}\u{2060}") && after.starts_with("\u{2060}\u{200d}"),
                "{before}"
            );
        }
        for (before, after) in [
            ("دا", "ر"),
            ("كت ", "اب"),
            ("می\u{200c}", "خواهم"),
            ("ab", "cd"),
            ("של", "ום"),
            ("ء", "ب"),
        ] {
            assert_eq!(joined(before, after), (before.to_owned(), after.to_owned()));
        }
    }

    #[test]
    fn ranges_are_held() {
        let mut run = vec![text("ص ١٢–١٥ – ثم 3–4")];
        assert!(hold_ranges(&mut run));
        assert_eq!(run, [text("ص ١٢–\u{2060}١٥ – ثم 3–\u{2060}4")]);
        assert!(!hold_ranges(&mut [text("كلمة – ثم")]));
    }

    #[test]
    fn no_hyphen_parts_addresses() {
        let lengths = Lengths {
            at_joints: LONG,
            anywhere: None,
        };
        for (written, told) in [
            ("at market.org", "at market\u{2060}.org"),
            (
                "https://market.org",
                "https\u{2060}://\u{200b}market\u{2060}\u{200b}.\u{2060}org",
            ),
        ] {
            let mut text = written.to_owned();
            assert!(part_text(&mut text, lengths));
            assert_eq!(text, told);
        }
    }

    #[test]
    fn short_words_with_signs_are_held() {
        assert_eq!(held("C++ a/b+c"), "C\u{2060}+\u{2060}+ a/b+c");
        assert_eq!(held("C#"), "C\u{2060}#");
        assert_eq!(held("#tag"), "#tag");
    }
}
