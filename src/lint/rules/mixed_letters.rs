//! Letters of another language that look like the book's own.

use std::collections::BTreeMap;

use super::*;

/// ي and ی, ك and ک, ه and ہ in one language (alreq § 2.1). Each letter is said once, with all its words.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "هذه کلمة بكاف أخرى.", "هذه كلمة بكاف أخرى.")),
    ..Rule::new("mixed-letters", Find::Over(find))
};

/// By language: the letters that are another's, and what the language writes instead.
const FOREIGN: [(&str, &[(char, char)]); 3] = [
    ("ar", &[('ی', 'ي'), ('ک', 'ك'), ('ہ', 'ه'), ('ے', 'ي')]),
    ("fa", &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک'), ('ہ', 'ه')]),
    ("ur", &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک'), ('ه', 'ہ')]),
];

/// By language: words that are another's for sure, where letters that no word of the language has do not tell.
const OTHERS: [(&str, &[&str]); 3] = [
    ("ar", &["است", "را", "که", "از", "این", "در", "کے", "کی", "ہے", "سے"]),
    ("fa", &["من", "في", "على", "التي", "الذي", "إلى", "کے", "ہے"]),
    ("ur", &["من", "في", "على", "التي", "الذي", "إلى", "است", "را"]),
];
/// Letters that no Arabic word has.
const NEVER_ARABIC: &str = "پچژگٹڈڑں";
/// How near such a word makes others a quotation.
const NEAR: usize = 4;
/// How many words are named.
const NAMED: usize = 5;

fn find(passages: &[&Passage], hits: &mut Hits<'_>) {
    let mut found: BTreeMap<(char, char), (Vec<String>, Together<'_>)> = BTreeMap::new();
    for passage in passages {
        let Some((_, letters)) = FOREIGN.iter().find(|row| row.0 == passage.language) else {
            continue;
        };
        let own = |c: char| letters.iter().find(|pair| pair.0 == c).map(|pair| pair.1);
        let words = passage.words();
        for (number, word) in words.iter().enumerate() {
            let first = word.text.char_indices().find_map(|(at, c)| Some((at, c, own(c)?)));
            let Some((at, foreign, wanted)) = first else { continue };
            let right: String = word.text.chars().map(|c| own(c).unwrap_or(c)).collect();
            let place = word.range.start + at;
            let change = vec![(word.range.clone(), right)];
            let change = if is_quoted(&words, number, passage) {
                Vec::new()
            } else {
                change
            };
            let entry = found
                .entry((foreign, wanted))
                .or_insert_with(|| (Vec::new(), Together::new()));
            if !passage.is_opaque(&word.range) && !entry.0.iter().any(|known| known == word.text) {
                entry.0.push(word.text.into());
            }
            entry.1.add(passage, place..place + foreign.len_utf8(), change);
        }
    }
    for ((foreign, wanted), (words, together)) in found {
        let shown: Vec<&str> = words.iter().take(NAMED).map(String::as_str).collect();
        let message = said!(
            "{foreign} (U+{code}) is not this language's {wanted}: {words}",
            foreign,
            code = format!("{:04X}", u32::from(foreign)),
            wanted,
            words = Message::listed(&shown)
        );
        let hint = said!(
            "write {wanted} (U+{code}); a word of another language, mark as such: <span lang=\"fa\">…</span>",
            wanted,
            code = format!("{:04X}", u32::from(wanted))
        );
        together.say_each(hits, message, hint);
    }
}

/// Whether a word stands beside one that is another language's for sure: a quotation is to be marked, not respelt.
fn is_quoted(words: &[Word<'_>], number: usize, passage: &Passage) -> bool {
    let others = OTHERS
        .iter()
        .find(|row| row.0 == passage.language)
        .map_or(&[][..], |row| row.1);
    let sure = |word: &Word<'_>| {
        others.contains(&word.text) || passage.language == "ar" && word.text.contains(|c| NEVER_ARABIC.contains(c))
    };
    let near = number.saturating_sub(NEAR)..(number + NEAR + 1).min(words.len());
    words.get(near).is_some_and(|near| near.iter().any(sure))
}
