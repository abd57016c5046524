//! Which of the words that one letter parts from a misspelt Arabic one can be meant at all: what hamza, its seats and endings allow.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The likelier seat of a first hamza.
static SEATS: &str = include_str!("../../../assets/dictionaries/ar/seats.txt");

/// What stands before the first letter of an Arabic word's stem.
const HEADS: [&str; 22] = [
    "", "و", "ف", "ب", "ل", "ك", "س", "أ", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وبال", "ول", "فل", "وب",
    "فب", "وس", "فس",
];
/// Endings of foreign words: their alef is no verb's.
const FOREIGN: [&str; 5] = ["لوج", "راف", "تيك", "ترو", "ترن"];

/// Whether a candidate, which differs in one letter, could be what was meant.
pub(super) fn is_likely(word: &str, candidate: &str) -> bool {
    let (own, other): (Vec<char>, Vec<char>) = (word.chars().collect(), candidate.chars().collect());
    let Some(at) = (0..own.len()).find(|&at| own.get(at) != other.get(at)) else {
        return true;
    };
    let (Some(&typed), Some(&meant)) = (own.get(at), other.get(at)) else {
        return true;
    };
    let head: String = own.iter().take(at).collect();
    let heads = HEADS.contains(&head.as_str());
    let behind = own.len() - at - 1;
    let particle = heads && !head.is_empty() && !head.ends_with("ال") && !head.ends_with("لل");
    match (typed, meant) {
        // Inside a word no hamza sits below the alef.
        // Who types a hamza below means it.
        ('إ', 'أ' | 'آ') => is_usual(candidate),
        (_, 'إ') => heads,
        ('ا', 'آ') => heads || behind > 0,
        // Behind a particle a short stem is a name more often: سانت, لامي; but what is usual is usual behind one too: بالف.
        ('ا', 'أ') if particle => behind > 2 || !head.ends_with('س') && is_usual(candidate),
        ('إ', 'ا') => heads && only_joins(own.get(at..).unwrap_or_default()),
        // Beside a yeh the seat is a yeh's.
        (_, 'ؤ') => own.get(at + 1) != Some(&'ي'),
        _ => own.len() > 3 || heads || behind == 0,
    }
}

/// Whether two words are forms of one: what is more at one's end is an ending, and at the head of its stem a verb's prefix.
pub(super) fn is_form(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() > other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let differ = long.chars().zip(short.chars()).position(|(a, b)| a != b);
    let Some(at) = differ else { return long != short };
    let head: String = long.chars().take(at).collect();
    let prefix = long.chars().nth(at).is_some_and(|c| "يتنأسحب".contains(c)) && !head.ends_with('ل');
    prefix && HEADS.contains(&head.as_str()) && long.chars().skip(at + 1).eq(short.chars().skip(at))
}

/// Whether an alef with hamza begins a word whose alef only joins: verbs of the forms VII to X, and imperatives.
fn only_joins(letters: &[char]) -> bool {
    let firm = |at: usize| letters.get(at).is_some_and(|&c| !"اىةويآأإءئؤ".contains(c));
    let is = |at: usize, wanted: &str| letters.get(at).is_some_and(|&c| wanted.contains(c));
    let word: String = letters.iter().collect();
    let derived = firm(1) && (is(2, "تطد") || is(1, "ن") && firm(2)) || is(1, "س") && is(2, "ت") || is(1, "ت");
    let imperative = letters.len() == 4 && firm(1) && firm(2) && !is(3, "ايوى");
    !FOREIGN.iter().any(|part| word.contains(part)) && (letters.len() > 4 && derived || imperative)
}

/// Whether a word's first hamza sits where it most often does.
pub(super) fn is_usual(word: &str) -> bool {
    static ALL: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let lines = SEATS.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    HEADS
        .iter()
        .any(|head| word.strip_prefix(head).is_some_and(|stem| all.contains(stem)))
}

/// Whether a word begins, behind particles, with an alef that bears nothing: an imperative, or a slip of the dictionary's.
pub(super) fn is_bare(word: &str) -> bool {
    word.starts_with('ا') && !word.starts_with("ال") || word.starts_with("الا") || word.starts_with("وا")
}

/// Whether two words differ in the seat of one hamza alone.
pub(super) fn are_rivals(one: &str, other: &str) -> bool {
    let parts = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    let parts: Vec<(char, char)> = parts.collect();
    let seat = |c: char| "أإآ".contains(c);
    matches!(parts.as_slice(), [(a, b)] if seat(*a) && seat(*b))
}

/// Whether a word differs from another in its first alef or its last letter, where slips are many and names are not.
pub(super) fn is_at_edge(word: &str, right: &str) -> bool {
    let differs = |(own, other): &(char, char)| own != other;
    let pairs: Vec<(char, char)> = word.chars().zip(right.chars()).collect();
    let at = pairs.iter().position(differs).unwrap_or(0);
    let first = word.chars().position(|c| matches!(c, 'ا' | 'أ' | 'إ' | 'آ'));
    let article = word
        .contains("ال")
        .then(|| word.chars().position(|c| c == 'ا').map_or(0, |at| at + 2));
    at + 1 == pairs.len() || Some(at) == first || Some(at) == article
}

/// Whether a slip is one even beside a name: the last letter alone differs, or an alef at the head bears no hamza.
pub(super) fn is_sure(word: &str, found: &[String]) -> bool {
    let head = |word: &str| {
        word.char_indices()
            .next_back()
            .map(|(at, _)| word.get(..at).map(str::to_string))
    };
    let stem = ["وال", "بال", "ال"]
        .iter()
        .find_map(|article| word.strip_prefix(article))
        .unwrap_or(word);
    let bare = stem.starts_with('ا') && stem.chars().count() > 3;
    found
        .first()
        .is_some_and(|right| head(word) == head(right) || bare && is_at_edge(word, right))
}

/// Whether two Arabic words are the dual of a noun and the plural of its adjective, of which dictionaries often have one: ذوقين, ذوقيين.
pub(super) fn is_dual(word: &str, other: &str) -> bool {
    let single = |word: &str| word.replace("يين", "ين");
    (word.ends_with("ين") || word.ends_with("ينا")) && single(word) == single(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_hamza_allows_is_not_meant() {
        for (typed, meant) in [
            ("تانا", "تإنا"),
            ("الخطا", "الخطإ"),
            ("إيرين", "ايرين"),
            ("إلسي", "السي"),
            ("إنتروبولوجية", "انتروبولوجية"),
            ("سانت", "سأنت"),
            ("تملئين", "تملؤين"),
            ("إيدا", "أيدا"),
        ] {
            assert!(!is_likely(typed, meant), "{typed} {meant}");
        }
        for (typed, meant) in [
            ("اضافة", "إضافة"),
            ("الاعلام", "الإعلام"),
            ("الخطا", "الخطأ"),
            ("إجتمع", "اجتمع"),
            ("بالإنهيار", "بالانهيار"),
            ("إنظر", "انظر"),
            ("إتفاق", "اتفاق"),
            ("سافعل", "سأفعل"),
            ("المدرسه", "المدرسة"),
        ] {
            assert!(is_likely(typed, meant), "{typed} {meant}");
        }
    }

    #[test]
    fn a_form_of_a_word_is_no_slip_for_it() {
        assert!(is_form("يتموضع", "تموضع") && is_form("پکیجی", "پکیج") && is_form("ويتكتم", "وتكتم"));
        assert!(!is_form("الزعة", "النزعة") && !is_form("الإصدارت", "الإصدارات") && !is_form("تحزري", "تحرري"));
    }

    #[test]
    fn the_usual_seat_is_known_behind_particles() {
        assert!(is_usual("ألف") && is_usual("والآلاف") && is_usual("بالإسلام"));
        assert!(!is_usual("إلف") && !is_usual("ألاف"));
        assert!(are_rivals("ألف", "إلف") && !are_rivals("ألف", "ألم"));
    }
}
