//! Searching the text as Arabic is searched: whatever the hamza sits on, with vowel marks or without, in whichever digits.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::letters::TypedLetters;

/// How many letters are shown before and behind what was found.
const CONTEXT: usize = 28;

/// A stretch of one of the texts that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMatch {
    /// Which of the texts.
    pub text: usize,
    /// Its letters.
    pub letters: std::ops::Range<usize>,
    /// What stands before it.
    pub before: String,
    /// It itself.
    pub found: String,
    /// What stands behind it.
    pub after: String,
}

/// Finds a phrase in texts: up to `most` matches, and how many there are.
pub fn search(texts: &[TypedLetters], phrase: &str, most: usize) -> (Vec<TextMatch>, usize) {
    let wanted: Vec<char> = folded_text(phrase);
    let (mut matches, mut count) = (Vec::new(), 0);
    if wanted.is_empty() {
        return (matches, 0);
    }
    for (number, letters) in texts.iter().enumerate() {
        let (folded, origins) = folded(letters);
        let mut at = 0;
        while let Some(found) = (at..folded.len()).find(|&at| folded.get(at..at + wanted.len()) == Some(&wanted)) {
            count += 1;
            let end = found + wanted.len();
            let past = origins.get(end).copied().unwrap_or(letters.letters.len());
            let first = origins.get(found).copied().unwrap_or(0);
            if matches.len() < most {
                matches.push(shown(letters, number, first..past.max(first + 1)));
            }
            at = end;
        }
    }
    (matches, count)
}

fn shown(letters: &TypedLetters, text: usize, range: std::ops::Range<usize>) -> TextMatch {
    let line = |range: std::ops::Range<usize>| {
        let mut line = String::new();
        for at in range {
            if letters.parted.get(at) == Some(&true) {
                line.push(' ');
            }
            line.extend(letters.letters.get(at));
        }
        line
    };
    // Whole words only: a piece of one reads as another one.
    let parts = |at: &usize| letters.parted.get(*at).copied().unwrap_or(true);
    let start = range.start.saturating_sub(CONTEXT);
    let start = (start..range.start).find(parts).unwrap_or(start);
    let last = letters.letters.len().min(range.end + CONTEXT);
    let end = (range.end..=last).rev().find(parts).unwrap_or(last);
    let (cut_before, cut_behind) = (start > 0, end < letters.letters.len());
    let before = line(start..range.start);
    TextMatch {
        text,
        before: format!("{}{}", if cut_before { "… " } else { "" }, before.trim_start()),
        found: line(range.clone()),
        after: line(range.end..end.max(range.end)) + if cut_behind { " …" } else { "" },
        letters: range,
    }
}

/// The letters of a text as they are searched, spaces between words, each with the letter that it comes from.
fn folded(letters: &TypedLetters) -> (Vec<char>, Vec<usize>) {
    let (mut out, mut origins) = (Vec::new(), Vec::new());
    for (at, &letter) in letters.letters.iter().enumerate() {
        if letters.parted.get(at) == Some(&true) && !out.is_empty() {
            out.push(' ');
            origins.push(at);
        }
        for folded in fold(letter) {
            out.push(folded);
            origins.push(at);
        }
    }
    (out, origins)
}

/// A phrase as it is searched.
fn folded_text(text: &str) -> Vec<char> {
    let words = text
        .split_whitespace()
        .map(|word| word.chars().flat_map(fold).collect::<Vec<char>>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(&' ')
}

/// What a letter is searched as: without marks, in small letters, one form of alef, of yeh and of the digits; tatweel is nothing.
fn fold(letter: char) -> impl Iterator<Item = char> {
    let parts = std::iter::once(letter).nfkd().filter(|c| !is_combining_mark(*c));
    parts.flat_map(char::to_lowercase).filter_map(|c| match c {
        '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => None,
        'ٱ' => Some('ا'),
        'ى' | 'ی' | 'ې' => Some('ي'),
        'ک' => Some('ك'),
        'ة' => Some('ه'),
        '٠'..='٩' => char::from_digit(u32::from(c) - 0x660, 10),
        '۰'..='۹' => char::from_digit(u32::from(c) - 0x6f0, 10),
        c => Some(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn letters(text: &str) -> TypedLetters {
        let mut out = TypedLetters {
            start: Span::default(),
            ..TypedLetters::default()
        };
        for word in text.split(' ') {
            for (at, c) in word.chars().enumerate() {
                out.letters.push(c);
                out.parted.push(at == 0);
            }
        }
        out
    }

    #[test]
    fn arabic_is_found_however_it_is_written() {
        let texts = [letters("قال الأُستاذُ إنّ المدرســة في ١٩٤٨ أُغلقت")];
        for (phrase, found) in [
            ("الاستاذ", "الأُستاذُ"),
            ("ان المدرسه", "إنّ المدرســة"),
            ("1948", "١٩٤٨"),
            ("أغلقت", "أُغلقت"),
        ] {
            let (matches, count) = search(&texts, phrase, 9);
            assert_eq!((count, matches[0].found.trim()), (1, found), "{phrase}");
        }
        assert_eq!(search(&texts, "مدارس", 9), (Vec::new(), 0));
        assert_eq!(search(&texts, "  ", 9), (Vec::new(), 0));
    }

    #[test]
    fn what_stands_around_a_match_is_whole_words() {
        let texts = [letters(
            "وبالإضافة إلى ذلك فإن الاستماع إلى الأصوات القادمة من أوكرانيا يذكرنا",
        )];
        let (matches, _) = search(&texts, "الاستماع", 9);
        assert_eq!(
            (matches[0].before.as_str(), matches[0].after.as_str()),
            ("وبالإضافة إلى ذلك فإن", " إلى الأصوات القادمة من أوكرانيا …")
        );
        let (matches, _) = search(&texts, "دمة", 9);
        assert_eq!(
            (matches[0].before.as_str(), matches[0].after.as_str()),
            ("… ذلك فإن الاستماع إلى الأصوات القا", " من أوكرانيا يذكرنا")
        );
    }

    #[test]
    fn all_matches_are_counted_and_the_first_are_shown() {
        let texts = [letters("a b a"), letters("A")];
        let (matches, count) = search(&texts, "a", 2);
        assert_eq!((matches.len(), count), (2, 3));
        assert_eq!((matches[1].before.as_str(), matches[1].letters.clone()), ("a b", 2..3));
    }
}
