//! Characters that no font at hand can show.

use std::collections::{BTreeMap, BTreeSet};

use unicode_script::{Script, UnicodeScript};

use super::*;
use crate::fonts::needs_glyph;

/// A character without a glyph, once a script.
pub(in crate::lint) const RULE: Rule = Rule::new("missing-glyph", Find::By(find));

/// The most characters of one script that a finding names.
const MOST_NAMED: usize = 8;

/// The characters of a script that no font has.
struct Missing {
    characters: BTreeSet<char>,
    times: usize,
    first: Location,
}

/// One finding for each script, at its first place: pages show a sign with the character's number in its place, since no PDF/A may hold
/// what has no glyph (ISO 19005-3, 6.2.11.8); the EPUB holds the character, for devices have fonts of their own.
fn find(book: &Book<'_>, report: &mut Report) {
    let mut missing: BTreeMap<&str, Missing> = BTreeMap::new();
    // A book has some sixty characters, each a thousand times.
    let mut shown: BTreeSet<char> = BTreeSet::new();
    book.each_piece(&mut |piece| {
        for c in piece.text.chars() {
            if shown.contains(&c) {
                continue;
            }
            if !needs_glyph(c) || c.is_whitespace() || book.fonts.covers(c) {
                shown.insert(c);
                continue;
            }
            let found = missing.entry(script(c)).or_insert_with(|| Missing {
                characters: BTreeSet::new(),
                times: 0,
                first: book.place(&piece.at, c),
            });
            found.characters.insert(c);
            found.times += 1;
        }
    });
    for (
        script,
        Missing {
            characters,
            times,
            first,
        },
    ) in missing
    {
        let named = characters
            .iter()
            .take(MOST_NAMED)
            .map(|c| format!("{c} (U+{:04X})", u32::from(*c)));
        let more = (characters.len() > MOST_NAMED).then(|| "…".to_string());
        let listed = Message::listed(&named.chain(more).collect::<Vec<_>>());
        let message = match characters.len() {
            1 => said!("no font has the {script} character {listed}", script, listed),
            _ => said!("no font has the {script} characters {listed}", script, listed),
        };
        let message = message.times(times);
        let mut finding = Diagnostic::warning(RULE.code, message);
        finding.location = first;
        report.add(finding.hint(
            "pages show a frame with the number; a font in the book's folder fonts/ that has it shows the letter",
        ));
    }
}

/// What the characters that no font has are grouped by.
fn script(c: char) -> &'static str {
    if matches!(u32::from(c), 0xe000..=0xf8ff | 0xf0000..) {
        return "private";
    }
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => "common",
        script => script.full_name(),
    }
}
