//! Numbers and what is written together with them: sign, currency, per cent, unit, the groups of a telephone number. This is a
//! grammar, not a list of samples: an expression is found whatever stands around it. Which way each part reads is CLDR's, by the
//! family of its digits: with Western ones everything from the left, as typed; with Arabic-Indic ones from the right, which UAX#9
//! does by itself; with the extended ones of Persian and Urdu the sign on the left of the number, and ٪ on the left of both.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::bidi::{is_digit, script_direction};
use super::ltr_tokens::ltr_tokens;
use super::units_of_measure::{is_currency, is_unit};

/// What stands in the patterns for sets of characters.
const SETS: [(&str, &str); 9] = [
    // Groups of three digits behind the first.
    ("{G}", "(?:[1-9]{W}{0,2}(?:{S}{W}{3})+|[۱-۹]{P}{0,2}(?:{S}{P}{3})+)"),
    ("{W}", "[0-9]"),
    ("{P}", "[۰-۹]"),
    ("{A}", "[٠-٩]"),
    ("{D}", "[0-9٠-٩۰-۹]"),
    // Spaces inside a line.
    ("{S}", "[ \u{a0}\u{202f}]"),
    // Signs of currency that have no direction of their own.
    ("{C}", "[$¢-¥֏₠-⃀]"),
    // What stands between the digits of one number.
    ("{I}", "[.,:/'’٫٬\u{a0}\u{202f}]"),
    ("{±}", "[+±∓−-]"),
];

/// A number as it reads from the left, with Western or extended digits.
const FROM_LEFT: &str = "(?:{C}{S}?|#)?{±}?(?:{C}{S}?)?\
    (?:{W}+(?:{I}{W}+)*(?:{S}?[%‰‱]|[°º′″]+|{S}?{C})?|{P}+(?:{I}{P}+)*(?:[°º′″]+|{S}?{C})?)";
/// The same beside Hebrew, where the sign of a currency that stands apart follows from the right (CLDR's `he`), and a hyphen joins
/// two numbers as UAX#9 has it.
const FROM_LEFT_IN_HEBREW: &str = "(?:{C}|#)?{±}?{C}?\
    (?:{W}+(?:(?:{I}|-){W}+)*(?:{S}?[%‰‱]|[°º′″]+|{C})?|{P}+(?:{I}{P}+)*(?:[°º′″]+|{C})?)";
/// A number whose signs stand from the right: wherever Arabic-Indic digits have any, and ٪ with all digits.
const FROM_RIGHT: &str = "{±}?{A}+(?:{I}{A}+)*(?:{S}?[%٪‰؉؊°]|{S}?{C})?|{±}?(?:{W}+(?:{I}{W}+)*|{P}+(?:{I}{P}+)*){S}?[٪؉؊]|\
    {±}?{P}+(?:{I}{P}+)*{S}?[%‰]";
/// What may be a telephone number: it begins with `+`, `00`, `0` or `(`, and goes on in groups.
const TELEPHONE: &str = r"(?:\(\+?{D}{1,5}\)|\+{D}+|[0٠۰]{D}*)(?:(?:{S}|[./‑–-]){0,2}\(?{D}+\)?)+";
/// Thousands parted by spaces, as French has them. Only where a group is 000: `100 200 300` may be a list.
const THOUSANDS: &str = "[1-9١-٩۱-۹]{D}{0,2}(?:{S}{D}{3})*{S}(?:000|٠٠٠|۰۰۰)(?:{S}{D}{3})*";
/// The same with other groups too, where a sign of currency or per cent shows that it is one number. Arabic-Indic digits have theirs from
/// the right.
const PRICE: &str = "(?:{C}{S}?)?{G}{S}?[%‰]|(?:{C}{S}?)?{G}{S}?{C}|{C}{S}?{G}";
/// Spaces that part a number from the sign or the code of its currency.
const BESIDE_CURRENCY: &str = "{D}({S}){C}|(?:{C}|(?-u:\\b)([A-Z]{3}))({S}){D}";
/// Any number in groups of three digits.
const GROUPED: &str = "{G}";
/// A number, or a range of two, before a word of Latin letters or written together with it.
const MEASURE: &str =
    "((?:{G}|{D}+(?:{I}{D}+)*)(?:{S}?[–×-]{S}?{D}+(?:{I}{D}+)*)?)({S}?)(°?[A-Za-zµμÅΩ][A-Za-zµéûÉ.]*)";
/// A place on the earth: latitude and longitude, or one of them, in degrees and their parts, with the letter of its half.
const COORDINATES: &str = "(?-u:\\b){O}(?:,?{S}{O})?";
/// One of them.
const COORDINATE: &str = "(?:{W}+(?:[.,]{W}+)?{S}?°(?:{S}?{W}+(?:[.,]{W}+)?{S}?[′'’″\"”]+){0,2}{S}?[NSEW](?-u:\\b)|\
    [NSEW]{S}?{W}+(?:[.,]{W}+)?{S}?°(?:{S}?{W}+(?:[.,]{W}+)?{S}?[′'’″\"”]+){0,2})";
/// A sum or comparison of Western numbers, which is written from the left where these digits are used.
const ARITHMETIC: &str = "{T}(?:{S}?[+×÷*/−-]{S}?{T})*(?:{S}?[=≠≈≤≥<>]{S}?{T}(?:{S}?[+×÷*/−-]{S}?{T})*)+";
/// A term of it: a number or a letter, in brackets or with them.
const TERM: &str = r"[(\[]*[√−-]?(?:{W}+(?:{I}{W}+)*%?[a-z]?[²³]?|[a-zA-Z][²³]?)[)\]]*";

/// A pattern compiled once.
fn compiled(cell: &'static OnceLock<Option<Regex>>, pattern: &str) -> Option<&'static Regex> {
    let compile = || {
        let mut whole = pattern.replace("{T}", TERM).replace("{O}", COORDINATE);
        for (name, set) in SETS {
            whole = whole.replace(name, set);
        }
        Regex::new(&whole).ok()
    };
    cell.get_or_init(compile).as_ref()
}

macro_rules! pattern {
    ($source:expr) => {{
        static CELL: OnceLock<Option<Regex>> = OnceLock::new();
        compiled(&CELL, $source)
    }};
}

/// The ranges where a pattern is found.
fn all<'a>(pattern: Option<&'static Regex>, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    pattern
        .into_iter()
        .flat_map(|pattern| pattern.find_iter(text))
        .map(|hit| hit.range())
}

/// The numbers of a text that read from the left, each with its sign, currency and per cent.
pub(super) fn from_left(text: &str, hebrew: bool) -> Vec<Range<usize>> {
    let pattern = if hebrew {
        pattern!(FROM_LEFT_IN_HEBREW)
    } else {
        pattern!(FROM_LEFT)
    };
    all(pattern, text).map(|range| without_hyphen(text, range)).collect()
}

/// The numbers of a text from the left whose signs, for all that, stand from the right.
pub(super) fn from_right(text: &str) -> Vec<Range<usize>> {
    all(pattern!(FROM_RIGHT), text)
        .map(|range| without_hyphen(text, range))
        .filter(|range| part(text, range).chars().any(|c| !is_digit(c) && !is_inner(c)))
        .collect()
}

/// Telephone numbers and thousands in groups, of any family of digits: they read from the left group by group.
pub(super) fn groups(text: &str) -> Vec<Range<usize>> {
    let telephones = all(pattern!(TELEPHONE), text).filter_map(|range| telephone(text, range));
    let thousands = all(pattern!(THOUSANDS), text).filter(|range| stands_free(text, range));
    let prices = all(pattern!(PRICE), text).filter(|range| !follows_number(text, range.start));
    telephones.chain(thousands).chain(prices).collect()
}

/// Numbers in groups of three digits, where nothing shows that they are no list of numbers.
pub(super) fn grouped(text: &str) -> Vec<Range<usize>> {
    all(pattern!(GROUPED), text)
        .filter(|range| stands_free(text, range))
        .collect()
}

/// The spaces between numbers and the signs and codes of currencies before or behind them.
pub(super) fn beside_currency(text: &str) -> Vec<Range<usize>> {
    let Some(pattern) = pattern!(BESIDE_CURRENCY) else {
        return Vec::new();
    };
    let space = |hit: regex::Captures| {
        let known = hit.get(2).is_none_or(|code| is_currency(code.as_str()));
        hit.get(1).or(hit.get(3).filter(|_| known)).map(|space| space.range())
    };
    pattern.captures_iter(text).filter_map(space).collect()
}

/// Numbers with the unit, month or currency after them that is written in Latin letters.
pub(super) fn measures(text: &str) -> Vec<Range<usize>> {
    let Some(pattern) = pattern!(MEASURE) else {
        return Vec::new();
    };
    let measure = |hit: regex::Captures| {
        let (number, space, word) = (hit.get(1)?, hit.get(2)?, hit.get(3)?);
        let next = text.get(word.end()..)?.chars().next();
        let whole = next.is_none_or(|c| script_direction(c).is_none() || !c.is_ascii());
        // What is written together with its number belongs to it, whatever it says.
        let known = whole && (space.is_empty() || is_unit(word.as_str().trim_start_matches('°')));
        let named = word.as_str().trim_end_matches('.').len();
        // The sign goes with its number; beside Arabic-Indic digits it stands from the right.
        let from_left = number
            .as_str()
            .starts_with(|c: char| c.is_ascii_digit() || ('۰'..='۹').contains(&c));
        let signed = before(text, number.start())
            .filter(|sign| from_left && matches!(sign, '+' | '±' | '∓' | '−' | '-'))
            .map(|sign| (sign, number.start() - sign.len_utf8()))
            .filter(|(sign, at)| matches!(sign, '±' | '∓') || is_sign(text, *at, *sign));
        // What ends another number begins none.
        let start = match rows_of_digits(text, &number.range()).get(1) {
            Some(second) if before(text, number.start()).is_some_and(is_digit) => second.start,
            _ => signed.map_or(number.start(), |(_, at)| at),
        };
        (known && (signed.is_some() || !space.is_empty())).then(|| start..word.start() + named)
    };
    pattern.captures_iter(text).filter_map(measure).collect()
}

/// Places on the earth, with Western numbers.
pub(super) fn coordinates(text: &str) -> Vec<Range<usize>> {
    if text.contains('°') {
        all(pattern!(COORDINATES), text).collect()
    } else {
        Vec::new()
    }
}

/// Sums and comparisons of Western numbers. Those that hold letters alone are words.
pub(super) fn arithmetic(text: &str) -> Vec<Range<usize>> {
    if !text.contains(['=', '≠', '≈', '≤', '≥', '<', '>']) {
        return Vec::new();
    }
    all(pattern!(ARITHMETIC), text)
        .filter(|range| {
            let sum = part(text, range);
            stands_free(text, range) && sum.contains(|c: char| c.is_ascii_digit())
        })
        .collect()
}

/// Each row of digits in a range, with the signs inside the number.
pub(super) fn rows_of_digits(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    all(pattern!("{D}+"), part(text, range))
        .map(|row| range.start + row.start..range.start + row.end)
        .collect()
}

/// Whether a text is one number with its signs: no unit, no telephone number, no version.
pub(super) fn is_number(text: &str) -> bool {
    groups(text).is_empty() && ltr_tokens(text).is_empty() && from_left(text, false).contains(&(0..text.len()))
}

fn part<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or("")
}

fn is_inner(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ':' | '/' | '\'' | '’' | '٫' | '٬' | '\u{a0}' | '\u{202f}'
    )
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Whether nothing that could be a part of it stands beside a number.
fn stands_free(text: &str, range: &Range<usize>) -> bool {
    let after = text.get(range.end..).and_then(|rest| rest.chars().next());
    let next = text.get(range.end..).and_then(|rest| rest.chars().nth(1));
    let head = before(text, range.start);
    let joined = |c: char| is_digit(c) || c.is_ascii_alphabetic();
    let goes_on = after.is_some_and(joined) || after.is_some_and(is_inner) && next.is_some_and(is_digit);
    let behind = before(text, range.start - head.map_or(0, char::len_utf8));
    let began = head.is_some_and(joined)
        || head.is_some_and(|c| is_inner(c) || matches!(c, '-' | '–')) && behind.is_some_and(is_digit);
    !goes_on && !began
}

/// A number without a hyphen before it that is no sign: one that joins it to what stands before, as in a range or a name.
fn without_hyphen(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(sign) = part(text, &range).chars().next() else {
        return range;
    };
    if !matches!(sign, '+' | '−' | '-') || is_sign(text, range.start, sign) {
        return range;
    }
    range.start + sign.len_utf8()..range.end
}

/// Letters that are written together with the next word: and, by, for, like, so; and the stroke that lengthens them.
const PREFIXES: [char; 10] = ['و', 'ب', 'ل', 'ك', 'ف', 'ـ', 'ו', 'ב', 'ל', 'כ'];

fn is_sign(text: &str, at: usize, sign: char) -> bool {
    let Some(last) = before(text, at) else {
        return true;
    };
    let head = text.get(..at).unwrap_or("");
    if last.is_whitespace() {
        // `5 -7` is a range that lacks a space.
        let number = head.trim_end().chars().next_back().is_some_and(is_digit);
        return !(number && matches!(sign, '-' | '−'));
    }
    if PREFIXES.contains(&last) {
        let letters = head.trim_end_matches(PREFIXES);
        let length = head.len() - letters.len();
        return length <= 6 && before(text, letters.len()).is_none_or(|c| !c.is_alphanumeric());
    }
    !last.is_alphanumeric()
        && !matches!(
            last,
            '%' | '٪' | '-' | '–' | '$' | '€' | '£' | ')' | ']' | '°' | '\u{fffc}'
        )
}

/// What of a finding is a telephone number: two groups or more, six digits or more, and no number of another kind.
fn telephone(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let range = of_one_family(text, range);
    let mut end = range.end;
    let opened = |end: usize| part(text, &(range.start..end)).matches('(').count();
    if opened(end) < part(text, &(range.start..end)).matches(')').count() {
        end -= 1;
    }
    let range = range.start..end;
    let found = part(text, &range);
    let rows = rows_of_digits(text, &range);
    let length = |row: &Range<usize>| part(text, row).chars().count();
    let digits: usize = rows.iter().map(length).sum();
    let (first, rest) = rows.split_first()?;
    let bracketed = found.starts_with('(');
    let enough = !rest.is_empty() && digits >= 6 && (!bracketed || digits - length(first) >= 5);
    let plain = found.starts_with(is_digit);
    let single = plain && length(first) == 1 && !found.contains([' ', '\u{a0}']);
    // A row of single digits is a list.
    let grouped = !plain || rest.iter().all(|row| length(row) > 1);
    (enough && grouped && !single && !is_date(found) && (found.starts_with('+') || !follows_number(text, range.start)))
        .then_some(range)
}

/// What of a row of groups is in digits of one family, the first one's.
fn of_one_family(text: &str, range: Range<usize>) -> Range<usize> {
    let family = |row: &Range<usize>| part(text, row).chars().next().map(|c| u32::from(c) >> 4);
    let rows = rows_of_digits(text, &range);
    let own = rows
        .iter()
        .take_while(|row| family(row) == rows.first().and_then(family))
        .count();
    match rows.get(own) {
        Some(_) => range.start..rows.get(own.saturating_sub(1)).map_or(range.end, |row| row.end),
        None => range,
    }
}

/// Whether a number begins in the midst of another.
fn follows_number(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or("");
    let joint = head.chars().next_back();
    let behind = joint.and_then(|c| before(head, head.len() - c.len_utf8()));
    joint.is_some_and(|c| is_digit(c) || c.is_ascii_alphabetic())
        || joint.is_some_and(|c| is_inner(c) || matches!(c, '-' | '–')) && behind.is_some_and(is_digit)
}

/// Days, months and years with full stops or strokes between them.
fn is_date(text: &str) -> bool {
    pattern!("^{D}{1,2}[./]{D}{1,2}[./]{D}{2,4}").is_some_and(|pattern| pattern.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, ranges: Vec<Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|range| part(text, &range)).collect()
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(from_left("5", false).len() + from_left("5", true).len(), 2);
        assert_eq!(from_right("٥٪").len(), 1);
        assert_eq!(groups("+1 234 567").len() + groups("1 000").len(), 2);
        assert_eq!(
            measures("5 km").len() + arithmetic("1 + 1 = 2").len() + coordinates("5° N").len(),
            3
        );
        assert!(!is_date("1") && rows_of_digits("1 2", &(0..3)).len() == 2);
    }

    #[test]
    fn a_number_has_its_signs() {
        for (text, found) in [
            ("ربح 12.5%، خسر -7 ثم +3", vec!["12.5%", "-7", "+3"]),
            ("ثمنه 35$ أو $35 أو 35 € أو -$35", vec!["35$", "$35", "35 €", "-$35"]),
            (
                "من 1991-1998 وكوفيد-19 و-4 وبـ-4",
                vec!["1991", "1998", "19", "-4", "-4"],
            ),
            ("عدد 3,141.59 ووقت 22:15", vec!["3,141.59", "22:15"]),
            ("دما −۷ و ۷٪", vec!["−۷", "۷"]),
            ("بند #7 و40° و±2", vec!["#7", "40°", "±2"]),
            ("دما -۴° و ۳۱°", vec!["-۴°", "۳۱°"]),
        ] {
            assert_eq!(parts(text, from_left(text, false)), found, "{text}");
        }
        let hebrew = "מחיר 50 ₪ או 50₪ בין 1990-1995";
        assert_eq!(parts(hebrew, from_left(hebrew, true)), ["50", "50₪", "1990-1995"]);
    }

    #[test]
    fn signs_of_arabic_digits_stand_from_the_right() {
        let text = "up ٧٪ or -٧ or 7٪ or ۷% but ٧ and 7%";
        assert_eq!(parts(text, from_right(text)), ["٧٪", "-٧", "7٪", "۷%"]);
    }

    #[test]
    fn telephone_numbers_are_told_from_lists_and_dates() {
        for (text, found) in [
            ("هاتف +961 1 742 500 الآن", vec!["+961 1 742 500"]),
            ("هاتف +961 (1) 742-500 الآن", vec!["+961 (1) 742-500"]),
            ("هاتف +٩٦١ ٧٤٢ ٥٠٠.", vec!["+٩٦١ ٧٤٢ ٥٠٠"]),
            ("(021) 744-5500، ۰۲۱ ۷۴۴ ۵۵", vec!["(021) 744-5500", "۰۲۱ ۷۴۴ ۵۵"]),
            ("00961-71-742500", vec!["00961-71-742500"]),
            ("٣ ٤ ٥ ثم 0 1 2 3 4 5 6", vec![]),
            ("(1991-1998) (1990) 2000", vec![]),
            ("0.5 100 200، 01/02/2020، 1.05 200 300", vec![]),
            ("نحو 25 000 و1 500 000 لا 100 200", vec!["25 000", "1 500 000"]),
            ("بـ1 450 € أو $ 12 300، 310 % لا 5 100", vec!["1 450 €", "$ 12 300"]),
        ] {
            assert_eq!(parts(text, groups(text)), found, "{text}");
        }
    }

    #[test]
    fn units_months_and_codes_belong_to_their_number() {
        for (text, found) in [
            ("طوله 14 km ووزنه 3-4 kg.", vec!["14 km", "3-4 kg"]),
            ("في 7 March 1999 عند 8:45 PM.", vec!["7 March", "8:45 PM"]),
            ("سعر 250 USD و٦ kg", vec!["250 USD", "٦ kg"]),
            ("عام 1999 Sony أو 3 Kmart", vec![]),
            (
                "نزل -8km وبـ+2GB، ±3°C لا 4km ولا كوفيد-19a",
                vec!["-8km", "+2GB", "±3°C"],
            ),
            ("دما -۸°C است", vec!["-۸°C"]),
            ("about 14 300 km, in 1871 300 km", vec!["14 300 km", "300 km"]),
        ] {
            assert_eq!(parts(text, measures(text)), found, "{text}");
        }
    }

    #[test]
    fn places_on_the_earth_are_one() {
        for (text, found) in [
            ("عند 12.65° N, 8.004° W تماماً", vec!["12.65° N, 8.004° W"]),
            ("في 12°39′10″N 8°0′14″W هنا", vec!["12°39′10″N 8°0′14″W"]),
            ("في N 12.65°, W 8.004° هنا", vec!["N 12.65°, W 8.004°"]),
            ("خط 12.65° S وحده، ثم 40° West", vec!["12.65° S"]),
        ] {
            assert_eq!(parts(text, coordinates(text)), found, "{text}");
        }
    }

    #[test]
    fn sums_read_from_the_left() {
        let text = "نكتب 3 × (2 + 5) = 21 ثم 4 < 9، وأن العمر ≥ 18";
        assert_eq!(parts(text, arithmetic(text)), ["3 × (2 + 5) = 21", "4 < 9"]);
    }
}
