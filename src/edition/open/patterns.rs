//! Files by the names and patterns of `manuscript`: `text.md`, `chapters/*.md`, `part-?/**`.

use std::collections::BTreeSet;

use super::texts::texts_in;
use crate::diagnostic::{Diagnostic, Location, Report, said};
use crate::files::{Files, inside, is_markdown, is_text};
use crate::unicode::natural_order;

/// How deep folders are searched.
const MAX_DEPTH: usize = 16;

/// Whether a name has signs that stand for others.
fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

/// The files that names and patterns mean, each once. Those of a pattern come in natural order; a file that another entry names by
/// itself stands where it is named. A folder means its texts.
pub(super) fn matches(files: &dyn Files, named: &[String], place: &Location, report: &mut Report) -> Vec<String> {
    let names: Vec<String> = named
        .iter()
        .map(|name| inside(name).unwrap_or_else(|_| name.clone()))
        .collect();
    let is_plain = |name: &String| !is_pattern(name) || files.holds(name);
    let by_name: BTreeSet<&String> = names.iter().filter(|name| is_plain(name)).collect();
    let mut found: Vec<String> = Vec::new();
    for name in &names {
        let (of_pattern, chosen) = match is_plain(name) {
            true => (false, one(files, name)),
            false => (true, of(files, name)),
        };
        if chosen.is_empty() {
            let message = said!("no file of the folder is meant by \"{name}\"", name);
            let mut finding = Diagnostic::error("missing-manuscript", message);
            finding.location = place.clone();
            report
                .add(finding.hint("* stands for any letters of a name, ? for one, ** for any folders: chapters/*.md"));
        }
        for path in chosen {
            let named_elsewhere = of_pattern && by_name.contains(&path);
            if !(named_elsewhere || found.contains(&path)) {
                found.push(path);
            }
        }
    }
    found
}

/// What a plain name means. One that is not there is answered as it is: whoever reads it will say so.
fn one(files: &dyn Files, name: &str) -> Vec<String> {
    let is_folder = !files.holds(name) && !files.entries(name).is_empty();
    if is_folder {
        texts_in(files, name)
    } else {
        vec![name.to_string()]
    }
}

fn of(files: &dyn Files, pattern: &str) -> Vec<String> {
    let parts: Vec<&str> = pattern.split('/').collect();
    let mut found = Vec::new();
    walk(files, "", &parts, MAX_DEPTH, &mut found);
    found.sort_by(|a, b| natural_order(a, b));
    found.dedup();
    found
}

fn walk(files: &dyn Files, folder: &str, parts: &[&str], depth: usize, found: &mut Vec<String>) {
    let Some((first, rest)) = parts.split_first().filter(|_| depth > 0) else {
        return;
    };
    let any_folders = *first == "**";
    if any_folders && !rest.is_empty() {
        walk(files, folder, rest, depth - 1, found);
    }
    for entry in files.entries(folder) {
        let path = if folder.is_empty() {
            entry.name.clone()
        } else {
            format!("{folder}/{}", entry.name)
        };
        match (entry.is_folder, any_folders) {
            (true, true) => walk(files, &path, parts, depth - 1, found),
            (true, false) if !rest.is_empty() && fits(first, &entry.name) => walk(files, &path, rest, depth - 1, found),
            (true, false) if rest.is_empty() && !first.contains('.') && fits(first, &entry.name) => {
                found.extend(texts_in(files, &path))
            }
            (false, true) if rest.is_empty() => found.extend(is_read(&entry.name).then_some(path)),
            (false, false) if rest.is_empty() && fits(first, &entry.name) => {
                found.extend(is_read(&entry.name).then_some(path))
            }
            _ => {}
        }
    }
}

fn is_read(name: &str) -> bool {
    is_markdown(name) || is_text(name)
}

/// Whether a name is one that a pattern stands for: `*` any letters, `?` one, `[abc]` and `[!a-c]` one of these or none.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n, mut back) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                back = Some((p + 1, n));
                p += 1;
                continue;
            }
            Some(_) => {
                if let Some(width) = one_letter(&pattern[p..], name[n]) {
                    p += width;
                    n += 1;
                    continue;
                }
            }
            None => {}
        }
        // The last star takes one letter more.
        let Some((after, taken)) = back else { return false };
        back = Some((after, taken + 1));
        (p, n) = (after, taken + 1);
    }
    pattern[p..].iter().all(|sign| *sign == '*')
}

/// How many signs at the beginning of a pattern stand for this letter.
fn one_letter(pattern: &[char], letter: char) -> Option<usize> {
    let set_end = pattern.iter().skip(2).position(|sign| *sign == ']').map(|at| at + 2);
    match (pattern.first()?, set_end) {
        ('?', _) => Some(1),
        ('[', Some(end)) => {
            let set = &pattern[1..end];
            let (set, wanted) = match set.first() {
                Some('!' | '^') => (&set[1..], false),
                _ => (set, true),
            };
            let in_range = set
                .windows(3)
                .any(|range| range[1] == '-' && (range[0]..=range[2]).contains(&letter));
            ((set.contains(&letter) || in_range) == wanted).then_some(end + 1)
        }
        (sign, _) => (*sign == letter).then_some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    #[test]
    fn patterns_stand_for_names() {
        for (pattern, name, fit) in [
            ("*.md", "فصل.md", true),
            ("*.md", "a.txt", false),
            ("?.md", "ب.md", true),
            ("?.md", "ab.md", false),
            ("[0-9]*-*", "1-a", true),
            ("[!0-9]*", "1", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b", "ab-ba", false),
            ("[", "[", true),
        ] {
            assert_eq!(fits(pattern, name), fit, "{pattern} {name}");
        }
    }

    #[test]
    fn files_come_by_name_and_by_pattern_each_once() {
        let paths = [
            "end.md",
            "1.md",
            "10.md",
            "2.md",
            "x/1/a.md",
            "x/2.markdown",
            "x/notes.txt",
            "x/map.png",
            "odd[1].md",
        ];
        let files = MemoryFiles::new("book", paths.map(|path| (path, "x")));
        let found = |named: &[&str]| {
            let (named, mut report) = (
                named.iter().map(|name| name.to_string()).collect::<Vec<_>>(),
                Report::new(),
            );
            (
                matches(&files, &named, &Location::Nowhere, &mut report),
                report.has_errors(),
            )
        };
        assert_eq!(
            found(&["?*.md", "end.md"]).0,
            ["1.md", "2.md", "10.md", "odd[1].md", "end.md"]
        );
        assert_eq!(found(&["x/**"]).0, ["x/1/a.md", "x/2.markdown", "x/notes.txt"]);
        assert_eq!(
            found(&["**/*.md"]).0,
            ["1.md", "2.md", "10.md", "end.md", "odd[1].md", "x/1/a.md"]
        );
        assert_eq!(
            found(&["x", "./odd[1].md"]).0,
            ["x/2.markdown", "x/notes.txt", "odd[1].md"]
        );
        assert!(found(&["y/*.md"]).1);
        assert_eq!(found(&["gone.md"]), (vec!["gone.md".to_string()], false));
    }
}
