//! Plain text as mail, scans and converters leave it: lines of one length, pages with their heads and numbers, words divided at lines'
//! ends. What is joined or left out is counted.

use std::collections::BTreeMap;

use super::items::{Item, Kind, Listed, Paragraph};
use super::lines::{Signs, pieces};
use super::losses::{Losses, Odd};
use super::runs::{Format, Piece, What};
use super::stretch::{Measure, Shape, Stretch, item, may_head, stretches};
use super::{About, Incoming, Raw};
use crate::locale::{digit_value, told_by_letters};

/// The longest line that is taken for a heading, in letters.
const HEADING: usize = 80;

/// Reads a text.
pub(super) fn read(incoming: &Incoming<'_>, language: Option<&str>, losses: &mut Losses) -> Raw {
    let text = super::html::decode(incoming.bytes)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let text = text.trim_start_matches('\u{feff}');
    let language = language.map_or_else(
        || told_by_letters("", std::iter::once(text)).to_string(),
        str::to_string,
    );
    let mut labels = BTreeMap::new();
    let mut notes = Vec::new();
    let lines = pages(text, losses);
    let measure = Measure::of(&lines);
    let found = take_notes(stretches(&lines, &measure, losses), &mut labels, &mut notes, losses);
    let mut items: Vec<Item> = Vec::new();
    let line = |text: &str| pieces(text, Signs::default(), &mut |label| labels.get(label).copied());
    let count = found.len();
    for (at, stretch) in found.into_iter().enumerate() {
        let lines = &stretch.lines;
        let (kind, content) = match stretch.shape {
            Shape::Run if lines.iter().all(|line| item(line).is_some()) => {
                items.extend(lines.iter().filter_map(|text| listed(text, &line)));
                continue;
            }
            Shape::Run => match heading(&stretch, &measure, at + 1 < count) {
                Kind::Text => (Kind::Text, line(&joined(lines, losses))),
                kind => {
                    losses.count(Odd::LookHeading, &lines.join(" "));
                    (kind, line(&lines.join(" ")))
                }
            },
            Shape::Quote => (Kind::Quote, line(&joined(lines, losses))),
            Shape::Kept => (Kind::Text, kept(lines, &line)),
            Shape::QuoteKept => (Kind::Quote, kept(lines, &line)),
            Shape::Verse => (Kind::Verse, kept(lines, &line)),
        };
        items.push(Item::Paragraph(Paragraph {
            kind,
            content,
            ..Paragraph::default()
        }));
    }
    let mut title = None;
    // A first line that stands alone above everything is the title.
    if let Some(Item::Paragraph(paragraph)) = items.first_mut()
        && paragraph.kind == Kind::Heading(1)
    {
        let text = super::runs::letters(&paragraph.content);
        paragraph.kind = Kind::Title;
        title = Some(text);
    }
    let about = About {
        title,
        language: Some(language),
        ..About::default()
    };
    Raw { about, items, notes }
}

/// A line that is an item of a list.
fn listed(text: &str, line: &impl Fn(&str) -> Vec<Piece>) -> Option<Item> {
    let (rest, number) = item(text)?;
    Some(Item::Paragraph(Paragraph {
        content: line(rest),
        list: Some(Listed {
            level: 0,
            number: number.map(|number| (number, String::new())),
            task: None,
            key: "text".into(),
        }),
        ..Paragraph::default()
    }))
}

/// Lines that end where they end.
fn kept(lines: &[String], line: &impl Fn(&str) -> Vec<Piece>) -> Vec<Piece> {
    let mut content: Vec<Piece> = Vec::new();
    for (at, text) in lines.iter().enumerate() {
        if at > 0 {
            content.push(Piece {
                what: What::Break,
                format: Format::default(),
            });
        }
        content.append(&mut line(text));
    }
    content
}

/// The lines of a text without the heads, feet and numbers of its pages; a form feed ends a page.
fn pages(text: &str, losses: &mut Losses) -> Vec<String> {
    let pages: Vec<Vec<&str>> = text.split('\u{c}').map(|page| page.lines().collect()).collect();
    if pages.len() == 1 {
        return text.lines().map(|line| line.trim_end().to_string()).collect();
    }
    // What stands at the edges of pages again and again, numbers aside, is a running head.
    let edge = |page: &[&str]| -> Vec<String> {
        let full: Vec<&&str> = page.iter().filter(|line| !line.trim().is_empty()).collect();
        let mut found: Vec<String> = full.first().map(|line| bare(line)).into_iter().collect();
        found.extend(full.last().filter(|_| full.len() > 1).map(|line| bare(line)));
        found
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    pages
        .iter()
        .flat_map(|page| edge(page))
        .for_each(|line| *counts.entry(line).or_default() += 1);
    let mut out = Vec::new();
    for page in &pages {
        let full: Vec<usize> = (0..page.len())
            .filter(|at| page.get(*at).is_some_and(|line| !line.trim().is_empty()))
            .collect();
        let edges = [full.first(), full.last()];
        for (at, line) in page.iter().enumerate() {
            let is_edge = edges.contains(&Some(&at));
            let is_number = line
                .trim()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .all(|c| digit_value(c).is_some())
                && line.chars().any(char::is_numeric)
                && line.trim().chars().count() <= 8;
            if is_edge && (is_number || counts.get(&bare(line)).is_some_and(|count| *count > 2)) {
                losses.count(Odd::PageLine, line);
            } else {
                out.push(line.trim_end().to_string());
            }
        }
    }
    out
}

/// A line without its numbers.
fn bare(line: &str) -> String {
    line.chars().filter(|c| c.is_alphabetic()).collect()
}

/// What a paragraph of one short line is: a heading, where it says that it is one or stands above a text without an end of its own.
fn heading(stretch: &Stretch, measure: &Measure, heads: bool) -> Kind {
    const WORDS: [&str; 14] = [
        "الفصل",
        "الباب",
        "القسم",
        "مقدمة",
        "المقدمة",
        "خاتمة",
        "الخاتمة",
        "فصل",
        "بخش",
        "פרק",
        "باب",
        "chapter",
        "part",
        "chapitre",
    ];
    let [line] = &stretch.lines[..] else { return Kind::Text };
    let body = line.trim();
    let words = body.split_whitespace().count();
    let first = body
        .split(|c: char| c.is_whitespace() || c == ':')
        .next()
        .unwrap_or("")
        .to_lowercase();
    let said = body.trim_end_matches(|c: char| c.is_numeric() || matches!(c, '[' | ']'));
    let open = !body.starts_with(['[', ':', '-', '|', '—'])
        && !said.ends_with(['.', '،', ',', ':', ';', '؛', '۔', '…', '!', '؟', '?', '»', '”', '"']);
    let short = body.chars().count() <= HEADING && words <= 12 && body.chars().any(char::is_alphabetic);
    if heads && short && open && (WORDS.contains(&first.as_str()) || words <= 8 && may_head(stretch, measure)) {
        Kind::Heading(1)
    } else {
        Kind::Text
    }
}

/// Lines of a paragraph as one; a word divided at a line's end is whole again.
fn joined(lines: &[String], losses: &mut Losses) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            losses.count(Odd::Joined, line);
        }
        let divided = out.ends_with(['-', '\u{ad}', '\u{2010}'])
            && out
                .trim_end_matches(['-', '\u{ad}', '\u{2010}'])
                .ends_with(char::is_lowercase)
            && line.starts_with(char::is_lowercase);
        if divided {
            losses.count(Odd::Hyphen, line);
            out.truncate(out.trim_end_matches(['-', '\u{ad}', '\u{2010}']).len());
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// Takes out the paragraphs that are notes: `[1] …` at the end, for signs `[1]` in the text.
fn take_notes(
    parts: Vec<Stretch>,
    labels: &mut BTreeMap<String, usize>,
    notes: &mut Vec<Vec<Item>>,
    losses: &mut Losses,
) -> Vec<Stretch> {
    let label = |line: &str| -> Option<(String, String)> {
        let inner = line.trim().strip_prefix('[')?;
        let (label, rest) = inner.split_once(']')?;
        let is_label = !label.is_empty()
            && label.chars().count() <= 4
            && label.chars().all(char::is_numeric)
            && !rest.trim().is_empty();
        is_label.then(|| (label.to_string(), rest.trim().to_string()))
    };
    let text: String = parts
        .iter()
        .map(|part| part.lines.join(" "))
        .collect::<Vec<_>>()
        .join(" ");
    let mut out = Vec::new();
    for part in parts {
        let head = part.lines.first().and_then(|line| label(line));
        let Some((name, first)) = head.filter(|(name, _)| text.matches(&format!("[{name}]")).count() > 1) else {
            out.push(part);
            continue;
        };
        let mut held: Vec<(String, Vec<String>)> = vec![(name, vec![first])];
        for line in part.lines.iter().skip(1) {
            match label(line) {
                Some((name, first)) => held.push((name, vec![first])),
                None => {
                    if let Some((_, lines)) = held.last_mut() {
                        lines.push(line.trim().into());
                    }
                }
            }
        }
        for (name, lines) in held {
            let text = joined(&lines, losses);
            losses.count(Odd::Footnoted, &text);
            labels.insert(name, notes.len());
            notes.push(vec![Item::Paragraph(Paragraph {
                content: vec![Piece::plain(&text)],
                ..Paragraph::default()
            })]);
        }
    }
    out
}
