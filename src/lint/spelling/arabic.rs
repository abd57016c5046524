//! Arabic words that are made of words of the dictionary, though it does not list them: duals, pronouns at an end, particles at a head,
//! compounds; hamza as Egypt writes it; and names and terms of the day, listed by us.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Names and terms that the dictionary lacks, with particles, the article and endings left away.
static MORE: &str = include_str!("../../../assets/dictionaries/ar/more.txt");

/// Words of spoken Arabic.
static SPOKEN: &str = include_str!("../../../assets/dictionaries/ar/spoken.txt");

fn more() -> &'static BTreeSet<&'static str> {
    static ALL: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    ALL.get_or_init(|| listed(MORE))
}

/// The words of a list of ours.
fn listed(list: &'static str) -> BTreeSet<&'static str> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
}

/// Whether a word is one of spoken Arabic, perhaps behind particles: no slip for what lies beside it.
pub(super) fn is_spoken(word: &str) -> bool {
    static ALL: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let all = ALL.get_or_init(|| listed(SPOKEN));
    stripped(
        word,
        &["", "و", "ف", "ب", "ل", "ه", "ع", "ال", "وال", "بال", "هال", "عال"],
    )
    .any(|stem| all.contains(stem))
}

const HEADS: [&str; 17] = [
    "", "و", "ف", "ب", "ل", "ك", "س", "أ", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وبال", "وس",
];
/// What can stand behind a noun or a name: adjectives made of it, feminine, plural.
const ENDS: [&str; 12] = ["", "ي", "ية", "يا", "يين", "يون", "يتين", "ات", "يات", "ة", "ا", "ه"];
const PRONOUNS: [&str; 10] = ["ها", "هم", "هما", "هن", "كم", "كن", "نا", "ني", "ه", "ك"];
/// First parts of compounds that the language has taken in.
const FIRST: [&str; 9] = ["جيو", "نيو", "سوسيو", "إثنو", "أنثرو", "ميكرو", "ماكرو", "كهرو", "يورو"];

/// Whether a word is one of ours, perhaps behind particles and with an ending.
pub(super) fn is_listed(word: &str) -> bool {
    stripped(word, &HEADS).any(|stem| {
        let bare = ENDS.iter().filter_map(|end| stem.strip_suffix(end));
        bare.filter(|name| name.chars().count() > 2)
            .any(|name| more().contains(name))
    })
}

/// Whether a word is made of words for which `knows` holds.
pub(super) fn is_made(word: &str, knows: &dyn Fn(&str) -> bool) -> bool {
    is_egyptian(word, knows) || is_dual(word, knows) || has_pronoun(word, knows) || is_compound(word, knows)
}

/// What a definite word in ه was to be, where it is one in ة: no pronoun stands behind the article, though dictionaries let it (العامه).
pub(super) fn with_marbuta(word: &str, knows: &dyn Fn(&str) -> bool) -> Option<String> {
    /// Words whose ه is of the root, and foreign ones.
    const OWN: [&str; 19] = [
        "شاه",
        "شبه",
        "دكتوراه",
        "أبله",
        "شفاه",
        "كره",
        "موجه",
        "تشويه",
        "تنويه",
        "جنيه",
        "شره",
        "خانقاه",
        "كريه",
        "جباه",
        "نبيه",
        "فكه",
        "باليه",
        "كنه",
        "سفه",
    ];
    const ARTICLES: [&str; 8] = ["ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وبال"];
    let root = word.strip_suffix('ه')?;
    let definite = stripped(word, &ARTICLES).any(|stem| letters(stem) > 3 && !OWN.contains(&stem));
    let right = format!("{root}ة");
    (definite && knows(root) && knows(&right)).then_some(right)
}

/// What is left of a word behind each of some heads that it has.
fn stripped<'w>(word: &'w str, heads: &'static [&'static str]) -> impl Iterator<Item = &'w str> {
    heads.iter().filter_map(move |head| word.strip_prefix(head))
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

/// رءوس for رؤوس, شئون for شؤون: one school writes the hamza on the line, or on a yeh.
fn is_egyptian(word: &str, knows: &dyn Fn(&str) -> bool) -> bool {
    let with = |from: &str, to: &str| word.contains(from) && knows(&word.replace(from, to));
    with("ءو", "ؤو") || with("أوا", "ؤوا") || with("ءو", "ئو") || with("ئو", "ؤو") || with("ءا", "آ")
}

/// يرميان from يرمي, يتهاديان from يتهادى: the dual of a verb.
fn is_dual(word: &str, knows: &dyn Fn(&str) -> bool) -> bool {
    stripped(word, &["", "و", "ف", "ل", "س"]).any(|verb| {
        let stem = verb
            .strip_suffix("ان")
            .filter(|stem| verb.starts_with(['ي', 'ت']) && letters(stem) > 3);
        stem.is_some_and(|stem| {
            let weak = stem.strip_suffix('ي').map(|root| format!("{root}ى"));
            knows(stem) || weak.is_some_and(|weak| knows(&weak))
        })
    })
}

/// يكيدونه from يكيدون, with a particle before it or not.
fn has_pronoun(word: &str, knows: &dyn Fn(&str) -> bool) -> bool {
    stripped(word, &["", "و", "ف", "ل", "س", "ب", "ك", "أ"]).any(|inner| {
        let plain = inner.len() < word.len() && letters(inner) > 4 && knows(inner);
        plain
            || PRONOUNS.iter().any(|pronoun| {
                let stem = inner.strip_suffix(pronoun).filter(|stem| letters(stem) > 3);
                // One letter at the end of a noun is more often a slip for another.
                let firm = letters(pronoun) > 1 || inner.starts_with(['ي', 'ت', 'ن', 'أ']);
                stem.is_some_and(|stem| firm && (knows(stem) || knows(&open(stem))))
            })
    })
}

/// A stem as it is written where nothing stands behind it: ألفى for ألفا, مدرسة for مدرست.
fn open(stem: &str) -> String {
    match stem.strip_suffix('ت') {
        Some(root) => format!("{root}ة"),
        None => stem
            .strip_suffix('ا')
            .map_or_else(String::new, |root| format!("{root}ى")),
    }
}

/// الجيوسياسية from سياسية; السلطوية from سلطة.
fn is_compound(word: &str, knows: &dyn Fn(&str) -> bool) -> bool {
    stripped(word, &["", "ال", "وال", "بال", "لل", "و", "ب", "ل", "فال", "كال"]).any(|stem| {
        let behind = FIRST.iter().filter_map(|first| stem.strip_prefix(first));
        let mut behind = behind.filter(|rest| letters(rest) > 3);
        let of = ["وية", "وي", "ويين", "ويون"]
            .iter()
            .find_map(|end| stem.strip_suffix(end));
        let of = of.filter(|root| letters(root) > 2);
        behind.any(|rest| knows(rest) || knows(&format!("ال{rest}")))
            || of.is_some_and(|root| {
                knows(&format!("{root}ة")) || letters(root) > 2 && knows(root) && knows(&format!("{root}ي"))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_made_of_words_that_are_known() {
        let known = [
            "رؤوسهم",
            "يرمي",
            "يتهادى",
            "يكيدون",
            "سياسة",
            "سلطة",
            "يتحتم",
            "يشوب",
            "مدرسة",
        ];
        let knows = |word: &str| known.contains(&word);
        for right in [
            "رءوسهم",
            "يرميان",
            "يتهاديان",
            "يكيدونه",
            "الجيوسياسة",
            "السلطوية",
            "فيتحتم",
            "يشوبها",
        ] {
            assert!(is_made(right, &knows), "{right}");
        }
        for wrong in ["المدرسه", "كتبان", "سلطوة", "رؤسهم", "مدرسك"] {
            assert!(!is_made(wrong, &knows), "{wrong}");
        }
    }

    #[test]
    fn no_pronoun_stands_behind_the_article() {
        let known = ["العام", "العامة", "الموج", "الموجة", "عام", "عامة", "الوجة"];
        let knows = |word: &str| known.contains(&word);
        assert_eq!(with_marbuta("العامه", &knows).as_deref(), Some("العامة"));
        for right in ["الموجه", "عامه", "الوجه"] {
            assert_eq!(with_marbuta(right, &knows), None, "{right}");
        }
    }

    #[test]
    fn names_are_known_behind_particles_and_as_adjectives() {
        for right in [
            "الناتو",
            "وكييف",
            "بالأوليغارشية",
            "إسطنبول",
            "اسطنبول",
            "فلاديمير",
            "الأمستردامية",
        ] {
            assert!(is_listed(right), "{right}");
        }
        assert!(!is_listed("المدرسه"));
        assert!(is_spoken("وتاني") && is_spoken("التانية") && !is_spoken("ياتي"));
    }
}
