//! Numbers of lists and headings, counted as Word counts them (ECMA-376 part 1, 17.9).

use std::collections::BTreeMap;

use super::super::xml::Element;
use super::styles::value;
use crate::locale::Numerals;

/// How a level counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    format: String,
    start: u64,
    /// What is printed, with `%1` for the number of the first level.
    pub(super) text: String,
    /// The paragraph style that this level belongs to.
    style: Option<String>,
    legal: bool,
}

/// All definitions of lists, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of abstract definitions.
    abstracts: BTreeMap<String, BTreeMap<usize, Level>>,
    /// The abstract definition of a list, and the levels that it starts anew.
    lists: BTreeMap<String, (String, BTreeMap<usize, u64>)>,
    /// What has been counted, by abstract definition.
    counts: BTreeMap<String, Vec<Option<u64>>>,
    /// The lists that have begun, for they may start anew.
    begun: std::collections::BTreeSet<(String, usize)>,
}

/// The number of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Number {
    /// A sign that is the same for all; where it is a box to tick, whether it is ticked.
    Bullet(Option<bool>),
    /// Counted in digits, or in the letter that is given; `plain` tells whether it is a number or letter and signs only.
    Counted {
        number: u64,
        letter: String,
        /// In Roman numbers or such.
        strange: bool,
        /// All of the printed label.
        label: String,
        /// Whether words stand in the label beside its numbers.
        words: bool,
    },
}

impl Numbering {
    /// Reads the part of numbering.
    pub(super) fn read(root: &Element) -> Self {
        let mut found = Self::default();
        for child in root.children() {
            let levels = |of: &Element| -> BTreeMap<usize, Level> {
                let levels = of.children().filter(|level| &*level.name == "lvl");
                levels.filter_map(level).collect()
            };
            match &*child.name {
                "abstractNum" => {
                    if let Some(id) = child.attribute("abstractNumId") {
                        found.abstracts.insert(id.into(), levels(child));
                    }
                }
                "num" => {
                    let (Some(id), Some(of)) = (child.attribute("numId"), value(Some(child), "abstractNumId")) else {
                        continue;
                    };
                    let mut starts = BTreeMap::new();
                    for over in child.children().filter(|child| &*child.name == "lvlOverride") {
                        let at = over.attribute("ilvl").and_then(|level| level.parse().ok());
                        let start = value(Some(over), "startOverride").and_then(|start| start.parse().ok());
                        if let (Some(at), Some(start)) = (at, start) {
                            starts.insert(at, start);
                        }
                    }
                    found.lists.insert(id.into(), (of.into(), starts));
                }
                _ => {}
            }
        }
        found
    }

    /// The level of a list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let levels = self.abstracts.get(&self.lists.get(list)?.0)?;
        let found = levels.iter().find(|(_, level)| level.style.as_deref() == Some(style));
        found.map(|(at, _)| *at)
    }

    /// What tells a list from others.
    pub(super) fn key(&self, list: &str) -> String {
        self.lists.get(list).map_or_else(String::new, |list| list.0.clone())
    }

    /// Counts a paragraph of a list; none where the list or its level says nothing.
    pub(super) fn next(&mut self, list: &str, at: usize) -> Option<Number> {
        let (of, starts) = self.lists.get(list)?;
        let levels = self.abstracts.get(of)?;
        let level = levels.get(&at)?;
        let counts = self.counts.entry(of.clone()).or_default();
        counts.resize(counts.len().max(at + 1), None);
        let anew = starts.get(&at).filter(|_| self.begun.insert((list.into(), at)));
        let number = match (anew, counts.get(at).copied().flatten()) {
            (Some(start), _) => *start,
            (None, Some(before)) => before + 1,
            (None, None) => level.start,
        };
        // Levels below begin again.
        counts.truncate(at + 1);
        if let Some(place) = counts.get_mut(at) {
            *place = Some(number);
        }
        // Levels above that were never counted count as begun.
        for above in 0..at {
            let start = levels.get(&above).map_or(1, |level| level.start);
            if let Some(place @ None) = counts.get_mut(above) {
                *place = Some(start);
            }
        }
        if level.format == "bullet" {
            return Some(Number::Bullet(ticked(&level.text)));
        }
        if level.format == "none" && !level.text.chars().any(char::is_alphabetic) {
            return None;
        }
        let label = label(level, levels, counts);
        let (letter, strange) = in_letters(&level.format, number);
        Some(Number::Counted {
            number,
            letter,
            strange,
            label,
            words: has_words(&level.text),
        })
    }
}

/// Whether a box is ticked, where a list's sign is one.
fn ticked(sign: &str) -> Option<bool> {
    match sign.trim() {
        "☐" => Some(false),
        "☑" | "☒" => Some(true),
        _ => None,
    }
}

/// Whether a label's pattern has letters of its own.
fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn level(of: &Element) -> Option<(usize, Level)> {
    let at = of.attribute("ilvl")?.parse().ok()?;
    let text = |name: &str| value(Some(of), name).map(str::to_string);
    Some((
        at,
        Level {
            format: text("numFmt").unwrap_or_else(|| "decimal".into()),
            start: text("start").and_then(|start| start.parse().ok()).unwrap_or(1),
            text: text("lvlText").unwrap_or_default(),
            style: text("pStyle"),
            legal: of.child("isLgl").is_some(),
        },
    ))
}

/// The label as Word prints it.
fn label(level: &Level, levels: &BTreeMap<usize, Level>, counts: &[Option<u64>]) -> String {
    let mut out = String::new();
    let mut rest = level.text.chars().peekable();
    while let Some(c) = rest.next() {
        let of = rest
            .peek()
            .and_then(|digit| digit.to_digit(10))
            .filter(|of| c == '%' && *of > 0);
        let Some(of) = of else {
            out.push(c);
            continue;
        };
        rest.next();
        let at = of as usize - 1;
        let number = counts.get(at).copied().flatten().unwrap_or(1);
        let format = levels.get(&at).map_or("decimal", |level| level.format.as_str());
        let format = if level.legal { "decimal" } else { format };
        let (letter, _) = in_letters(format, number);
        out.push_str(&if letter.is_empty() {
            in_digits(format, number)
        } else {
            letter
        });
    }
    out
}

fn in_digits(format: &str, number: u64) -> String {
    match format {
        "hindiNumbers" | "hindiArabic" => Numerals::ArabicIndic.format(number),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// The letter of a number in a format of letters, else nothing; and whether the format is neither digits nor letters.
pub(crate) fn in_letters(format: &str, number: u64) -> (String, bool) {
    const ALPHA: &str = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
    const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
    const HEBREW: &str = "אבגדהוזחטיכלמנסעפצקרשת";
    let letter = |order: &str| {
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        at.and_then(|at| order.chars().nth(at)).map(String::from)
    };
    let found = match format {
        "arabicAlpha" => letter(ALPHA),
        "arabicAbjad" => letter(ABJAD),
        "hebrew1" | "hebrew2" => letter(HEBREW),
        "lowerLetter" => letter("abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => letter("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "decimal" | "decimalZero" | "hindiNumbers" | "hindiArabic" | "none" => return (String::new(), false),
        _ => None,
    };
    match found {
        Some(letter) => (letter, false),
        None => (String::new(), true),
    }
}

fn roman(mut number: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::parse;

    #[test]
    fn lists_count_on_and_begin_again() {
        let xml = r#"<numbering><abstractNum abstractNumId="0">
            <lvl ilvl="0"><start val="1"/><numFmt val="arabicAlpha"/><lvlText val="%1."/></lvl>
            <lvl ilvl="1"><start val="1"/><numFmt val="decimal"/><lvlText val="%1.%2"/></lvl></abstractNum>
            <num numId="1"><abstractNumId val="0"/></num>
            <num numId="2"><abstractNumId val="0"/><lvlOverride ilvl="0"><startOverride val="5"/></lvlOverride></num></numbering>"#;
        let mut numbering = Numbering::read(&parse(xml.as_bytes()).unwrap());
        let mut labels = Vec::new();
        for (list, level) in [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("2", 0), ("2", 0)] {
            match numbering.next(list, level) {
                Some(Number::Counted { label, .. }) => labels.push(label),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(labels, ["أ.", "أ.1", "أ.2", "ب.", "ب.1", "ج.", "ح."]);
    }
}
