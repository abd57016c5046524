//! What stands at a text's head: `#title …`.

use std::collections::BTreeMap;

use super::super::About;
use super::super::lines::pieces;
use super::super::runs::letters;
use super::SIGNS;

/// What stands at the head: `#title …`. What it says, and the text after it.
pub(super) fn directives(text: &str) -> (About, &str) {
    let (mut said, rest) = values(text);
    let mut take = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| said.remove(*name))
            .map(|value| plain(&value))
            .filter(|value| !value.is_empty())
    };
    let about = About {
        title: take(&["title"]),
        subtitle: take(&["subtitle"]),
        authors: take(&["author"])
            .into_iter()
            .chain(list(take(&["authors", "sortauthors"])))
            .collect(),
        language: take(&["lang"]),
        description: take(&["teaser", "notes"]),
        subjects: list(take(&["topics", "sorttopics", "cat"])),
        number_headings: 0,
    };
    (about, rest)
}

/// The directives by their names, in small letters, and the text after them. A value goes on in lines that are set in.
fn values(text: &str) -> (BTreeMap<String, String>, &str) {
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut last: Option<String> = None;
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let directive = line
            .strip_prefix('#')
            .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        match (directive, &last) {
            (Some(directive), _) => {
                let (name, value) = directive.split_once(char::is_whitespace).unwrap_or((directive, ""));
                let name = name.to_lowercase();
                said.insert(name.clone(), value.trim().into());
                last = Some(name);
            }
            (None, Some(name)) if line.starts_with([' ', '\t']) && !line.trim().is_empty() => {
                if let Some(value) = said.get_mut(name) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            (None, _) if line.trim().is_empty() && !after.is_empty() => last = None,
            _ => break,
        }
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    (said, rest)
}

/// The parts of a value that commas part.
fn list(text: Option<String>) -> Vec<String> {
    let text = text.unwrap_or_default();
    text.split([';', ',', '،', '؛'])
        .map(|part| part.trim().to_string())
        .filter(|part| !part.is_empty())
        .collect()
}

/// A directive's value without marks.
fn plain(value: &str) -> String {
    letters(&pieces(value, SIGNS, &mut |_| None))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
