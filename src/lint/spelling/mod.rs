//! Spelling: words that their language's dictionary does not know.

mod arabic;
mod candidates;
mod dictionary;
mod doubt;
mod english;
mod likely;
mod names;
mod speller;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::passage::{Passage, Setting, Word, is_arabic};
use super::rules::{bare, in_phrases, is_within};
use super::{Book, Find, Rule};
use crate::diagnostic::{Diagnostic, Report, Safety, said};
use speller::Speller;

pub use dictionary::{Dictionaries, LANGUAGES};

/// Words that are one slip away from a word that the dictionary knows.
pub(super) const RULE: Rule = Rule {
    languages: &LANGUAGES,
    fix: Some(Safety::Unsafe),
    ..Rule::new("misspelling", Find::BySpelling)
};

/// All others that it does not know.
pub(super) const UNKNOWN: Rule = Rule {
    languages: &LANGUAGES,
    ..Rule::new("unknown-words", Find::BySpelling)
};

/// Looks every word up. Each misspelled one is said once, with all its places; those that nothing is known for are one line.
pub(super) fn check(book: &Book<'_>, passages: &[Passage], dictionaries: &Dictionaries, report: &mut Report) {
    let known = book_words(book);
    tell_unspelt(passages, report);
    for language in LANGUAGES {
        let read = |passage: &&Passage| passage.language == language && !passage.allows(RULE.code);
        let words = gathered(passages.iter().filter(read), language);
        if words.is_empty() {
            continue;
        }
        if let Some(dictionary) = dictionaries.of(language) {
            let speller = Speller {
                dictionary,
                language,
                known: &known,
            };
            speller.check(words, report);
        }
    }
}

/// Says of the languages that no dictionary ships for that their words are not looked up.
fn tell_unspelt(passages: &[Passage], report: &mut Report) {
    let prose = passages.iter().filter(|passage| passage.setting == Setting::Prose);
    let others: BTreeSet<&str> = prose.map(|passage| passage.language.as_str()).collect();
    for language in others
        .into_iter()
        .filter(|tag| *tag != "und" && !LANGUAGES.contains(tag))
    {
        let message = said!(
            "there is no dictionary for this language ({language}): its words are not looked up",
            language
        );
        report.add(
            Diagnostic::note("no-dictionary", message)
                .hint("spelling is looked up in Arabic, Persian, English and French"),
        );
    }
}

/// The words that the book itself declares: its people's names, its title, what `[check]` lists.
fn book_words(book: &Book<'_>) -> BTreeSet<String> {
    let people = book.config.book.authors.iter().chain(&book.config.book.contributors);
    let names = people.map(|person| person.name.as_str());
    let texts = names
        .chain(book.config.book.publisher.as_deref())
        .chain(book.words.iter().map(String::as_str));
    texts
        .flat_map(super::passage::words)
        .map(|word| plain(word.text))
        .collect()
}

type Places<'a> = Vec<(&'a Passage, Range<usize>)>;

/// Every word with its places.
fn gathered<'a>(passages: impl Iterator<Item = &'a Passage>, language: &str) -> BTreeMap<String, Places<'a>> {
    let mut found: BTreeMap<String, Places<'a>> = BTreeMap::new();
    for passage in passages {
        let phrases = if language == "ar" {
            in_phrases(passage)
        } else {
            Vec::new()
        };
        for word in passage.words().into_iter().filter(|word| !is_within(word, &phrases)) {
            let elided = passage.after(word.range.end).is_some_and(|c| matches!(c, '\'' | '’'));
            if is_spelt(&word, language) && !elided && !passage.is_opaque(&word.range) {
                found.entry(plain(word.text)).or_default().push((passage, word.range));
            }
        }
    }
    found
}

/// Whether a word is of the language's letters alone.
fn is_spelt(word: &Word<'_>, language: &str) -> bool {
    // Vowel marks count as alphabetic in Unicode.
    let is_letter = |c: &char| c.is_alphanumeric() && *c != 'ـ' && !unicode_normalization::char::is_combining_mark(*c);
    let letters: Vec<char> = word.text.chars().filter(is_letter).collect();
    match language {
        "ar" | "fa" => letters.len() > 2 && letters.iter().all(|&c| is_arabic(c)),
        // Names and abbreviations are no matter of a dictionary.
        _ => letters.len() > 3 && letters.iter().all(|c| c.is_lowercase()),
    }
}

/// A word as dictionaries have it: composed, without vowel marks and tatweel; Latin ones as they are.
fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let composed: String = word.nfc().collect();
    if composed.contains(is_arabic) {
        // A heh with the ezafe's yeh is a heh to dictionaries.
        bare(&composed).replace('ۀ', "ه")
    } else {
        composed
    }
}
