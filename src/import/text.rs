//! Plain text as mail, scans and converters leave it: lines of one length, pages with their heads and numbers, words divided at lines'
//! ends. What is joined or left out is counted.

use std::collections::BTreeMap;

use super::items::{Item, Kind, Listed, Paragraph};
use super::lines::{Signs, pieces};
use super::losses::{Losses, Odd};
use super::runs::Piece;
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
    let paragraphs = paragraphs(&pages(text, losses), losses);
    let paragraphs = take_notes(paragraphs, &mut labels, &mut notes, losses);
    let mut items: Vec<Item> = Vec::new();
    let line = |text: &str| pieces(text, Signs::default(), &mut |label| labels.get(label).copied());
    let count = paragraphs.len();
    for (at, paragraph) in paragraphs.into_iter().enumerate() {
        match paragraph {
            Part::Lines(lines) if lines.iter().all(|line| item(line).is_some()) => {
                for line_text in &lines {
                    let Some((rest, number)) = item(line_text) else {
                        continue;
                    };
                    items.push(Item::Paragraph(Paragraph {
                        content: line(rest),
                        list: Some(Listed {
                            level: 0,
                            number: number.map(|number| (number, String::new())),
                            task: None,
                            key: "text".into(),
                        }),
                        ..Paragraph::default()
                    }));
                }
            }
            Part::Lines(lines) => {
                let kind = heading(&lines, at + 1 < count);
                let text = if kind == Kind::Text {
                    joined(&lines, losses)
                } else {
                    lines.join(" ")
                };
                if kind != Kind::Text {
                    losses.count(Odd::LookHeading, &text);
                }
                items.push(Item::Paragraph(Paragraph {
                    kind,
                    content: line(&text),
                    ..Paragraph::default()
                }));
            }
            Part::Kept(lines) => {
                let mut content: Vec<Piece> = Vec::new();
                for (at, text) in lines.iter().enumerate() {
                    if at > 0 {
                        content.push(Piece {
                            what: super::runs::What::Break,
                            format: super::runs::Format::default(),
                        });
                    }
                    content.append(&mut line(text));
                }
                items.push(Item::Paragraph(Paragraph {
                    content,
                    ..Paragraph::default()
                }));
            }
        }
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

/// A stretch of a text.
enum Part {
    /// Lines of one paragraph.
    Lines(Vec<String>),
    /// Lines that end where the author ended them.
    Kept(Vec<String>),
}

/// Paragraphs: between empty lines, at indents, or, in a text without empty lines, each long line.
fn paragraphs(lines: &[String], losses: &mut Losses) -> Vec<Part> {
    let full: Vec<&String> = lines.iter().filter(|line| !line.trim().is_empty()).collect();
    let blank = lines.len() - full.len();
    let longest = full.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    // Lines longer than any terminal are paragraphs by themselves.
    let each = longest > 200
        || (blank == 0
            && full
                .iter()
                .filter(|line| line.trim_end().ends_with(['.', '؟', '!', '?', '…', '»', '”', '۔']))
                .count()
                * 10
                > full.len() * 6);
    let mut out = Vec::new();
    let mut held: Vec<String> = Vec::new();
    let flush = |held: &mut Vec<String>, out: &mut Vec<Part>| {
        if held.is_empty() {
            return;
        }
        let lines = std::mem::take(held);
        let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
        let all_but_last = lengths.get(..lengths.len().saturating_sub(1)).unwrap_or_default();
        // Short lines that do not fill the measure were meant: verse, an address.
        let meant = lines.len() > 1 && longest >= 40 && all_but_last.iter().all(|length| *length * 10 < longest * 6);
        out.push(if meant && !lines.iter().all(|line| item(line).is_some()) {
            Part::Kept(lines)
        } else {
            Part::Lines(lines)
        });
    };
    for line in lines {
        let body = line.trim();
        if body.is_empty() {
            flush(&mut held, &mut out);
            continue;
        }
        let set_in = line.starts_with("    ") || line.starts_with('\t') || line.starts_with('\u{3000}');
        let before_item = held.last().is_some_and(|last| item(last).is_some()) != item(body).is_some();
        if each || (set_in && !held.is_empty()) || (before_item && item(body).is_some()) {
            flush(&mut held, &mut out);
        }
        // What goes on with an item belongs to it.
        match held.last_mut() {
            Some(last) if item(last).is_some() && item(body).is_none() => {
                losses.count(Odd::Joined, body);
                *last = format!("{last} {body}");
            }
            _ => held.push(body.into()),
        }
    }
    flush(&mut held, &mut out);
    out
}

/// The text behind an item's sign, and its number where it has one.
fn item(line: &str) -> Option<(&str, Option<u64>)> {
    let body = line.trim();
    for sign in ["- ", "• ", "* ", "– ", "▪ ", "● "] {
        if let Some(rest) = body.strip_prefix(sign) {
            return Some((rest.trim(), None));
        }
    }
    let end = body.find(['.', ')', '-', '–'])?;
    let counter = body.get(..end)?.trim_end();
    let rest = body.get(end..)?;
    let rest = rest.get(rest.chars().next()?.len_utf8()..)?;
    let number = counter
        .chars()
        .try_fold(0_u64, |sum, c| Some(sum.checked_mul(10)? + u64::from(digit_value(c)?)))?;
    (!counter.is_empty() && counter.chars().count() < 4 && rest.starts_with(' ')).then_some((rest.trim(), Some(number)))
}

/// What a paragraph of one short line is: a heading, where it says that it is one or stands above a text without an end of its own.
fn heading(lines: &[String], heads: bool) -> Kind {
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
    let [line] = lines else { return Kind::Text };
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
    if heads && short && open && (WORDS.contains(&first.as_str()) || words <= 8) {
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
    parts: Vec<Part>,
    labels: &mut BTreeMap<String, usize>,
    notes: &mut Vec<Vec<Item>>,
    losses: &mut Losses,
) -> Vec<Part> {
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
        .map(|part| match part {
            Part::Lines(lines) | Part::Kept(lines) => lines.join(" "),
        })
        .collect::<Vec<_>>()
        .join(" ");
    let mut out = Vec::new();
    for part in parts {
        let (lines, kept) = match part {
            Part::Lines(lines) => (lines, false),
            Part::Kept(lines) => (lines, true),
        };
        let head = lines.first().and_then(|line| label(line));
        let Some((name, first)) = head.filter(|(name, _)| text.matches(&format!("[{name}]")).count() > 1) else {
            out.push(if kept { Part::Kept(lines) } else { Part::Lines(lines) });
            continue;
        };
        let mut held: Vec<(String, Vec<String>)> = vec![(name, vec![first])];
        for line in lines.iter().skip(1) {
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
