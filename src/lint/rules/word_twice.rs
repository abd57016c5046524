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

/// Where doubling is a means of the language, only words that join others are looked at.
const JOINING: &[(&str, &[&str])] = &[
    (
        "ar",
        &[
            "من",
            "في",
            "عن",
            "إلى",
            "على",
            "مع",
            "أن",
            "إن",
            "أو",
            "أم",
            "بل",
            "ثم",
            "لم",
            "لن",
            "قد",
            "كل",
            "ما",
            "هل",
            "هو",
            "هي",
            "هم",
            "كما",
            "لما",
            "هنا",
            "هذا",
            "هذه",
            "ذلك",
            "تلك",
            "التي",
            "الذي",
            "الذين",
            "حتى",
            "بين",
            "بعد",
            "قبل",
            "منذ",
            "عند",
            "حين",
            "حيث",
            "إذا",
            "لأن",
            "لكن",
            "ولكن",
            "كان",
            "كانت",
            "يكون",
            "تكون",
            "قال",
            "قالت",
            "ليس",
            "ليست",
            "عندما",
            "بينما",
            "فيما",
            "مما",
            "إنما",
            "ربما",
            "حينما",
            "كلما",
            "أيضا",
            "لهذا",
            "بهذا",
            "غير",
            "أي",
            "له",
            "لها",
            "به",
            "بها",
            "فيه",
            "فيها",
            "منه",
            "منها",
            "عليه",
            "عليها",
            "أنه",
            "أنها",
            "لقد",
            "فقد",
            "وقد",
            "بأن",
            "يتم",
        ],
    ),
    (
        "he",
        &[
            "של",
            "את",
            "על",
            "אל",
            "עם",
            "הוא",
            "היא",
            "הם",
            "זה",
            "זו",
            "זאת",
            "גם",
            "או",
            "כי",
            "אם",
            "אבל",
            "אני",
            "אנחנו",
            "יש",
            "אין",
            "אשר",
            "היה",
            "הייתה",
            "היו",
            "בין",
            "לפני",
            "אחרי",
            "כמו",
            "עד",
            "תוך",
            "לפי",
            "כדי",
            "מן",
            "להיות",
        ],
    ),
    (
        "fa",
        &["از", "به", "در", "که", "را", "این", "با", "برای", "است", "بر", "تا"],
    ),
    (
        "ur",
        &["کے", "کی", "کا", "میں", "سے", "کو", "نے", "ہے", "اور", "پر", "تھا"],
    ),
];

/// A word as it was meant: slips of hurry mended, the letters of another language's keyboard made its own. Vowel marks stay: «مِن مَن» is two words.
fn meant(word: &str, language: &str) -> String {
    let folded = |c: char| match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        _ => c,
    };
    match language {
        "ar" => common_slip::meant(word).unwrap_or_else(|| word.replace('ـ', "")),
        "fa" | "ur" => word.chars().filter(|&c| c != 'ـ').map(folded).collect(),
        _ => word.to_string(),
    }
}

/// Whether a Persian word is too long to be doubled on purpose: what is, is short, or ends as آهسته آهسته and دوان دوان do.
fn is_long(bare: &str, language: &str) -> bool {
    language == "fa" && letters_of(bare) > 4 && !["ه", "ان", "ا"].iter().any(|end| bare.ends_with(end))
}

/// Whether an Arabic word with the article is too long for a warning or a name: «النار النار!», «الله الله».
fn is_told(bare: &str, language: &str, next: Option<char>) -> bool {
    language == "ar" && bare.starts_with("ال") && letters_of(bare) > 5 && next != Some('!')
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
        let own = meant(first.text, &passage.language);
        if own != meant(second.text, &passage.language)
            || !spaced
            || letters_of(first.text) < 2
            || !first.text.chars().any(char::is_alphabetic)
        {
            continue;
        }
        let bare = bare(&own);
        let bare = common_slip::likeliest(&bare)
            .filter(|_| passage.language == "ar")
            .unwrap_or(bare);
        let meant = match list(JOINING) {
            Some(joining) => {
                let told = is_told(&bare, &passage.language, passage.after(second.range.end));
                !joining.contains(&bare.as_str()) && !is_long(&bare, &passage.language) && !told
            }
            None => list(TWICE).is_some_and(|twice| twice.contains(&bare.as_str())),
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
