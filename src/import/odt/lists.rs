//! OpenDocument's lists: items that hold paragraphs and lists, and how each level counts (ODF 1.3 part 3, 5.3 and 16.31).

use std::collections::BTreeMap;

use super::super::docx::in_letters;
use super::super::items::{Item, Kind, Listed};
use super::super::losses::Odd;
use super::super::xml::Element;
use super::Reader;

/// How the levels of list styles count: the format, and the first number; none where they do not.
#[derive(Debug, Default)]
pub(super) struct ListStyles(BTreeMap<String, BTreeMap<usize, Option<(String, u64)>>>);

impl ListStyles {
    pub(super) fn read(roots: &[&Element]) -> Self {
        let mut found = BTreeMap::new();
        for root in roots {
            root.visit(&mut |element| {
                if &*element.name == "list-style"
                    && let Some(name) = element.attribute("name")
                {
                    found.insert(name.to_string(), levels(element));
                }
            });
        }
        Self(found)
    }

    fn level(&self, style: &str, depth: usize) -> Option<&(String, u64)> {
        self.0.get(style)?.get(&depth)?.as_ref()
    }
}

fn levels(style: &Element) -> BTreeMap<usize, Option<(String, u64)>> {
    let level = |level: &Element| {
        let at: usize = level.attribute("level")?.parse().ok()?;
        let counts = &*level.name == "list-level-style-number";
        let format = level.attribute("num-format").filter(|format| !format.is_empty());
        let start = level
            .attribute("start-value")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1);
        Some((
            at.checked_sub(1)?,
            format.filter(|_| counts).map(|format| (format.to_string(), start)),
        ))
    };
    style.children().filter_map(level).collect()
}

/// Down to which level the outline numbers headings; none where it does not.
pub(super) fn numbered_headings(sheet: &Element) -> Option<u8> {
    let outline = sheet.find("outline-style")?;
    let numbered = outline
        .children()
        .filter(|level| level.attribute("num-format").is_some_and(|format| !format.is_empty()));
    numbered
        .filter_map(|level| level.attribute("level")?.parse().ok())
        .max()
}

/// The names of Word's formats for those of OpenDocument.
fn format_name(format: &str) -> &str {
    match format {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        "أ, ب, ت, ..." | "أ, ب, ت" => "arabicAlpha",
        "أ, ب, ج, ..." | "أ, ب, ج" => "arabicAbjad",
        "א, ב, ג, ..." | "א, ב, ג" => "hebrew1",
        _ => "decimal",
    }
}

impl Reader<'_, '_> {
    /// Reads a list in a list.
    pub(super) fn list(&mut self, element: &Element, around: Option<(&str, usize)>, out: &mut Vec<Item>) {
        let own = element.attribute("style-name").map(str::to_string);
        let style = own
            .or_else(|| around.map(|around| around.0.to_string()))
            .unwrap_or_default();
        let depth = around.map_or(0, |around| around.1 + 1);
        let counts = self.lists.level(&style, depth).cloned();
        let goes_on =
            element.attribute("continue-numbering") == Some("true") || element.attribute("continue-list").is_some();
        let mut number = match (&counts, goes_on) {
            (Some(_), true) => last_number(out, depth).map_or(1, |last| last + 1),
            (Some((_, start)), false) => *start,
            (None, _) => 1,
        };
        let first = number;
        for item in element.children() {
            if &*item.name == "list-header" {
                self.fill(item, Some((&style, depth)), out);
                continue;
            }
            if &*item.name != "list-item" {
                continue;
            }
            number = item
                .attribute("start-value")
                .and_then(|start| start.parse().ok())
                .unwrap_or(number);
            let mut held = Vec::new();
            self.fill(item, Some((&style, depth)), &mut held);
            let mut begun = false;
            for inner in &mut held {
                let Item::Paragraph(paragraph) = inner else { continue };
                if paragraph.list.is_some() || matches!(paragraph.kind, Kind::Heading(_) | Kind::Title) {
                    continue;
                }
                if begun {
                    paragraph.kind = Kind::Continued;
                    continue;
                }
                begun = true;
                let counted = counts.as_ref().map(|(format, _)| {
                    let (letter, strange) = in_letters(format_name(format), number);
                    (number, letter, strange)
                });
                if counted.as_ref().is_some_and(|counted| counted.2) && number == first {
                    self.losses.count(Odd::RomanList, &item.text());
                }
                paragraph.list = Some(Listed {
                    level: depth,
                    number: counted.map(|(number, letter, _)| (number, letter)),
                    task: None,
                    key: style.clone(),
                });
            }
            number += u64::from(begun);
            out.append(&mut held);
        }
    }
}

/// The number of the last item of a depth.
fn last_number(items: &[Item], depth: usize) -> Option<u64> {
    items.iter().rev().find_map(|item| match item {
        Item::Paragraph(paragraph) => paragraph
            .list
            .as_ref()
            .filter(|listed| listed.level == depth)?
            .number
            .as_ref()
            .map(|number| number.0),
        _ => None,
    })
}
