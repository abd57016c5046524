//! One word twice in a row.

use super::*;

/// A word twice.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he", "en", "fr"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "ذهبنا إلى إلى المدينة.", "ذهبنا إلى المدينة.")),
    ..Rule::new("word-twice", Find::In(find))
};

/// Words that are said twice on purpose.
const TWICE: &[(&str, &[&str])] = &[
    (
        "ar",
        &[
            "لا",
            "كلا",
            "نعم",
            "هيهات",
            "آه",
            "يا",
            "طاق",
            "حبة",
            "واحد",
            "واحدة",
            "بيت",
            "مثنى",
            "آمين",
            "الله",
            "الآن",
            "أبداً",
        ],
    ),
    (
        "he",
        &[
            "מאוד", "לאט", "שוב", "כן", "לא", "יום", "אט", "אחד", "אחת", "זוג", "קצת", "רק", "לך",
        ],
    ),
    (
        "en",
        &[
            "that", "had", "very", "so", "no", "bye", "ha", "many", "long", "really", "blah", "knock", "yes", "is",
            "do", "her",
        ],
    ),
    (
        "fr",
        &[
            "nous", "vous", "si", "non", "oui", "très", "ha", "bien", "tout", "faire", "en", "petit", "elle", "elles",
            "on",
        ],
    ),
];

/// Arabic words that end as adverbs do and are none.
const PARTICLES: &[&str] = &[
    "هذا",
    "فيما",
    "إذا",
    "كما",
    "لما",
    "هنا",
    "عندما",
    "بينما",
    "مما",
    "إنما",
    "ربما",
    "حينما",
    "كلما",
    "أيضا",
    "لهذا",
    "بهذا",
];

/// Where doubling is a means of the language, only words that join others are looked at.
const JOINING: &[(&str, &[&str])] = &[
    (
        "fa",
        &["از", "به", "در", "که", "را", "این", "با", "برای", "است", "بر", "تا"],
    ),
    (
        "ur",
        &["کے", "کی", "کا", "میں", "سے", "کو", "نے", "ہے", "اور", "پر", "تھا"],
    ),
];

/// Whether a Persian word is too long to be doubled on purpose: what is, is short, or ends as آهسته آهسته and دوان دوان do.
fn is_long(bare: &str, language: &str) -> bool {
    language == "fa" && letters_of(bare) > 4 && !["ه", "ان", "ا"].iter().any(|end| bare.ends_with(end))
}

/// Whether an Arabic word ends as adverbs do, said twice on purpose: رويداً رويداً, and without its vowel mark; زرافات زرافات.
fn is_adverb(bare: &str) -> bool {
    let pronoun = ["ها", "هما", "نا", "كما"].iter().any(|end| bare.ends_with(end));
    let groups = bare.ends_with("ات") && !bare.starts_with("ال") && letters_of(bare) > 4;
    bare.ends_with('ا') && !pronoun && !PARTICLES.contains(&bare) || groups
}

/// Arabic words of two letters that are words; others of that length are names of Latin letters: بي بي سي.
const SHORT: &[&str] = &[
    "من", "في", "عن", "أن", "لم", "لن", "هو", "هي", "قد", "كل", "أو", "أي", "ما", "مع", "ثم", "هم", "بل", "كم", "إذ",
    "له", "به", "لك", "لي",
];

/// Whether an Arabic word is the name of a foreign letter.
fn is_spelt_out(bare: &str) -> bool {
    letters_of(bare) == 2 && !SHORT.contains(&bare)
}

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    if matches!(passage.setting, Setting::Verse | Setting::Name) {
        return;
    }
    let list =
        |lists: &[(&str, &'static [&'static str])]| lists.iter().find(|row| row.0 == passage.language).map(|row| row.1);
    for pair in passage.words().windows(2) {
        let [first, second] = pair else { continue };
        let between = passage
            .text
            .get(first.range.end..second.range.start)
            .unwrap_or_default();
        let spaced = !between.is_empty() && between.chars().all(|c| is_blank(c) || c == '\n');
        if first.text != second.text
            || !spaced
            || letters_of(first.text) < 2
            || !first.text.chars().any(char::is_alphabetic)
        {
            continue;
        }
        let bare = bare(first.text);
        let adverb =
            passage.language == "ar" && (first.text.ends_with(is_mark) || is_adverb(&bare) || is_spelt_out(&bare));
        let meant = match list(JOINING) {
            Some(joining) => !joining.contains(&bare.as_str()) && !is_long(&bare, &passage.language),
            None => adverb || list(TWICE).is_some_and(|twice| twice.contains(&bare.as_str())),
        };
        // A name such as «Duran Duran».
        let named = first.text.starts_with(char::is_uppercase);
        if !meant && !named {
            let message = said!("{text} stands twice", text = first.text);
            let changes = vec![(first.range.end..second.range.end, String::new())];
            hits.mend(
                passage,
                first.range.start..second.range.end,
                message,
                "delete one, unless it is meant",
                changes,
            );
        }
    }
}
