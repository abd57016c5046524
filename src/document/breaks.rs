//! Where a word that is too long for words, such as an address, may end a line: at places that change nothing of how it is read
//! (Chicago Manual of Style, 17th ed., 7.46 and 14.18: behind the slashes of a scheme, before other punctuation; no hyphen).
//!
//! UAX#14 knows of spaces, hyphens and slashes; what is here comes on top of it. Arabic words are never broken.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The shortest word that is broken at its joints, in characters: in running text, and where there is little room.
pub const LONG: usize = 16;
/// The same in the cells of tables.
pub const LONG_IN_CELLS: usize = 10;
/// The longest part of such a word that holds together though it has digits in it (a checksum, a key), in characters.
const LONGEST_PART: usize = 20;
/// The shortest row of letters that a hyphen would part in any language, in characters.
const HYPHENATED: usize = 4;
/// So many characters at least stand on either side where such a part is broken.
const KEPT: usize = 4;

/// What is to be told of a place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// A line may end here.
    Allowed,
    /// None may, though UAX#14 would let it.
    Forbidden,
}

/// The places of a text at which lines may end inside words of at least `shortest` characters, and those at which they may not,
/// as byte offsets in rising order.
pub fn breaks(text: &str, shortest: usize) -> Vec<(usize, Break)> {
    let mut found = Vec::new();
    for range in words(text) {
        let word = text.get(range.clone()).unwrap_or_default();
        if begins_option(text.get(..range.start).unwrap_or_default(), word) {
            found.push((range.start, Break::Forbidden));
        }
        if word.len() < shortest || word.chars().count() < shortest {
            continue;
        }
        let inside = if is_address(word) {
            in_address(word)
        } else if word.contains(|c: char| c.is_ascii_alphabetic()) {
            in_name(word)
        } else {
            in_parts(word, &[])
        };
        found.extend(inside.into_iter().map(|(at, told)| (range.start + at, told)));
    }
    found
}

/// The places between any two letters of words of at least `shortest` characters, for where nothing else helps. Letters that join
/// stay together.
pub fn everywhere(text: &str, shortest: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for range in words(text) {
        let word = text.get(range.clone()).unwrap_or_default();
        if word.len() < shortest || word.chars().count() < shortest {
            continue;
        }
        let mut before: Option<&str> = None;
        for (at, letter) in word.grapheme_indices(true) {
            if before.is_some_and(|before| !(joins(before) && joins(letter))) {
                found.push(range.start + at);
            }
            before = Some(letter);
        }
    }
    found
}

/// Where rows of letters end that no hyphen may part, as byte offsets in rising order: in an address, and in any name that people
/// type as it stands, a hyphen at a line's end would be taken for a part of it.
pub fn unhyphenated(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for range in words(text) {
        let word = text.get(range.clone()).unwrap_or_default();
        let led = text
            .get(..range.start)
            .is_some_and(|before| before.ends_with(['@', '#']));
        if !led && !is_address(word) && !has_joint(word) {
            continue;
        }
        let mut row = 0;
        for (at, c) in word.char_indices().chain([(word.len(), ' ')]) {
            if c.is_alphabetic() {
                row += 1;
            } else if std::mem::take(&mut row) >= HYPHENATED && c.is_ascii() {
                found.push(range.start + at);
            }
        }
    }
    found
}

/// Whether a sign that no word of a language has inside it stands between two letters: `example.org`, `a_name`.
fn has_joint(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).any(|three| match three {
        [before, sign, after] => {
            matches!(sign, '.' | '_' | '@' | '\\') && before.is_alphanumeric() && after.is_alphanumeric()
        }
        _ => false,
    })
}

/// Whether a letter is of a script whose letters join, so that a word of it cannot be broken (Arabic, Syriac, Thaana, N'Ko and
/// their presentation forms).
fn joins(letter: &str) -> bool {
    letter
        .chars()
        .any(|c| matches!(c, '\u{600}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'))
}

/// What stands between spaces, without the punctuation that is the sentence's.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let sign = |c: char| !c.is_alphanumeric() && !matches!(c, '/' | '_');
    let mut next = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |word| {
        let start = next + word.len() - word.trim_start_matches(sign).len();
        let end = next + word.trim_end_matches(|c: char| c.is_whitespace() || sign(c)).len();
        next += word.len();
        (start < end).then_some(start..end)
    })
}

/// Whether a word is the name of a program's option, whose hyphens stand at the end of what is before it: `--fix`, `-o`. UAX#14 would let a
/// line end behind them.
fn begins_option(before: &str, word: &str) -> bool {
    let rest = before.trim_end_matches('-');
    let hyphens = before.len() - rest.len();
    (1..=2).contains(&hyphens)
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && !rest.ends_with(char::is_alphanumeric)
}

/// Whether a word is an address of the net or of a person, or a number that a DOI is.
fn is_address(word: &str) -> bool {
    let person = |at: usize| at > 0 && word.get(at + 1..).is_some_and(|host| host.contains('.'));
    word.contains("://") || word.starts_with("www.") || word.find('@').is_some_and(person) || is_doi(word)
}

fn is_doi(word: &str) -> bool {
    let number = word.rsplit_once(':').map_or(word, |(_, number)| number);
    let Some((prefix, _)) = number.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    prefix.len() >= 4 && prefix.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Behind the slashes of a scheme, and before each other sign or row of signs; never behind one.
fn in_address(word: &str) -> Vec<(usize, Break)> {
    let mut found = Vec::new();
    let mut previous: Option<char> = None;
    let body = word.find("://").map_or(0, |at| at + 3);
    for (at, c) in word.char_indices() {
        let after_sign = previous.is_some_and(|previous| !previous.is_alphanumeric());
        if at == body && at > 0 {
            found.push((at, Break::Allowed));
        } else if at < body {
        } else if after_sign {
            found.push((at, Break::Forbidden));
        } else if !c.is_alphanumeric() && previous.is_some() {
            found.push((at, Break::Allowed));
        }
        previous = Some(c);
    }
    in_parts(word, &found)
}

/// Behind the signs that join the parts of a name or a path, before those that begin a part, and before the capitals inside it.
fn in_name(word: &str) -> Vec<(usize, Break)> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let at = |i: usize| letters.get(i).map(|letter| letter.1);
    let mut found = Vec::new();
    for (i, &(offset, c)) in letters.iter().enumerate().skip(1) {
        let Some(previous) = at(i - 1) else { continue };
        // A sign between digits is a number's or a date's.
        let before = i.checked_sub(2).and_then(at);
        let number = c.is_ascii_digit() && previous != '_' && before.is_some_and(|before| before.is_ascii_digit());
        let joint = matches!(previous, '_' | '/' | '\\' | '-' | ',' | '=' | '&' | '|' | ';' | ':')
            && c.is_alphanumeric()
            && !number;
        let opening = matches!(c, '.' | '(' | '[' | '{' | '<' | '@' | '#' | '?' | '%' | '+')
            && previous.is_alphanumeric()
            && at(i + 1).is_some_and(char::is_alphanumeric)
            && !(previous.is_ascii_digit() && at(i + 1).is_some_and(|next| next.is_ascii_digit()));
        let hump = c.is_ascii_uppercase()
            && previous.is_ascii_lowercase()
            && at(i + 1).is_some_and(|next| next.is_ascii_lowercase());
        if joint || opening || hump {
            found.push((offset, Break::Allowed));
        }
    }
    in_parts(word, &found)
}

/// The same places, and those inside long parts that have digits in them and thus are no words.
fn in_parts(word: &str, joints: &[(usize, Break)]) -> Vec<(usize, Break)> {
    let mut found = joints.to_vec();
    let allowed = joints
        .iter()
        .filter(|(_, told)| *told == Break::Allowed)
        .map(|(at, _)| *at);
    let mut start = 0;
    for end in allowed.chain([word.len()]) {
        let part = word.get(start..end).unwrap_or_default();
        // Letters and digits without signs between them, which would be a number's.
        let core = part.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = core.chars().filter(char::is_ascii_digit).count();
        let is_sum = digits >= 3 && part.is_ascii() && core.chars().all(|c| c.is_ascii_alphanumeric());
        if part.len() > LONGEST_PART && is_sum {
            found.extend((start + KEPT..=end - KEPT).map(|at| (at, Break::Allowed)));
        }
        start = end;
    }
    found.sort_unstable();
    found.dedup_by_key(|(at, _)| *at);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a bar where a line may end and a tie where none may.
    fn marked(text: &str, shortest: usize) -> String {
        let (mut out, mut from) = (String::new(), 0);
        for (at, told) in breaks(text, shortest) {
            out += &text[from..at];
            out.push(if told == Break::Allowed { '|' } else { '~' });
            from = at;
        }
        out + &text[from..]
    }

    #[test]
    fn addresses_break_behind_their_scheme_and_before_signs() {
        for (text, expected) in [
            (
                "https://example.org/a-b/c_d.html?x=1&y=2#top",
                "https://|example|.~org|/~a|-~b|/~c|_~d|.~html|?~x|=~1|&~y|=~2|#~top",
            ),
            ("www.example.org/page,", "www|.~example|.~org|/~page,"),
            ("reader.one@mail.example.org", "reader|.~one|@~mail|.~example|.~org"),
            ("doi:10.1234/abc.defg", "doi|:~10|.~1234|/~abc|.~defg"),
        ] {
            assert_eq!(marked(text, LONG), expected, "{text}");
        }
    }

    #[test]
    fn the_letters_of_an_escape_stay_with_their_sign() {
        assert_eq!(
            marked("https://e.org/%D8%AD%D9", LONG),
            "https://|e|.~org|/~%~D8|%~AD|%~D9"
        );
    }

    #[test]
    fn no_hyphen_parts_an_address_or_a_name_that_is_typed() {
        let held = |text: &str| {
            let (mut out, mut from) = (String::new(), 0);
            for at in unhyphenated(text) {
                out += &text[from..at];
                out.push('~');
                from = at;
            }
            out + &text[from..]
        };
        for (text, expected) in [
            ("see https://market.org/days, or", "see https~://market~.org/days~, or"),
            ("to office@market.org today", "to office~@market~.org today"),
            ("on market.org/prices now", "on market~.org/prices~ now"),
            ("as #marketday and @market say", "as #marketday~ and @market~ say"),
            ("the file daily_prices or", "the file daily~_prices~ or"),
            (
                "an ordinary, well-known and/or plain sentence.",
                "an ordinary, well-known and/or plain sentence.",
            ),
        ] {
            assert_eq!(held(text), expected);
        }
    }

    #[test]
    fn names_break_at_their_joints() {
        for (text, expected) in [
            ("very_long_identifier", "very_|long_|identifier"),
            ("getElementByIdentifier()", "get|Element|By|Identifier()"),
            ("src/output/pdf/words.rs", "src/|output/|pdf/|words|.rs"),
            ("std::collections::BTreeMap", "std::|collections::|BTree|Map"),
        ] {
            assert_eq!(marked(text, LONG), expected, "{text}");
        }
    }

    #[test]
    fn the_hyphens_of_an_option_stay_with_its_name() {
        for (text, expected) in [
            ("kurras check --fix -o out", "kurras check --~fix -~o out"),
            ("الخيار --no-spelling وحده", "الخيار --~no-spelling وحده"),
            ("[--message-format json]", "[--~message-|format json]"),
            ("well-known – so --- it -5 is", "well-known – so --- it -5 is"),
        ] {
            assert_eq!(marked(text, 12), expected, "{text}");
        }
    }

    #[test]
    fn words_and_numbers_are_left_alone() {
        for text in [
            "internationalisation",
            "12,345,678,901,234,567.89",
            "2022-02-24T10:30",
            "read_file",
            "الاستقلالية/الاجتماعية",
            "Donaudampfschifffahrtsgesellschaft",
        ] {
            assert_eq!(marked(text, LONG), text);
        }
    }

    #[test]
    fn sums_break_anywhere_but_near_their_ends() {
        let sum = "9f86d081884c7d659a2feaa0c55ad015";
        let places: Vec<usize> = breaks(sum, LONG).into_iter().map(|(at, _)| at).collect();
        assert_eq!(places, (4..=28).collect::<Vec<usize>>());
    }

    #[test]
    fn where_nothing_else_helps_letters_part_but_those_that_join() {
        assert_eq!(everywhere("abcde\u{301}f كلمة_طويلة", 6), [1, 2, 3, 4, 7, 17, 18]);
    }
}
