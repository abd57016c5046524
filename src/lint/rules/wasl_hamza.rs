//! A hamza where the alef only joins.

use super::*;

/// إستعمال for استعمال: verbs and verbal nouns of the forms VII to X.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "كثر إستعمال الهاتف في الإجتماع.", "كثر استعمال الهاتف في الاجتماع.")),
    ..Rule::new("wasl-hamza", Find::Over(find))
};

/// Names and foreign words that look like the forms.
const OTHERS: [&str; 17] = [
    "إنكشار",
    "إنفلونز",
    "إنستغرام",
    "إنستقرام",
    "إنسبروك",
    "إسترات",
    "إستون",
    "إسترل",
    "إستبرق",
    "إستاد",
    "إستديو",
    "إستوديو",
    "إستاتيك",
    "إنترنت",
    "إنترن",
    "إنجلترا",
    "إنتربول",
];

/// What can stand behind a verbal noun.
const ENDINGS: [&str; 26] = [
    "", "ا", "ة", "ات", "اتي", "اته", "اتها", "اتهم", "اتنا", "ه", "ها", "هم", "هما", "هن", "ك", "كم", "نا", "ي", "ية",
    "يا", "يين", "يون", "يات", "ان", "ين", "يته",
];

/// How many words are named.
const NAMED: usize = 5;

fn find(passages: &[&Passage], hits: &mut Hits<'_>) {
    let (mut together, mut shown): (Together<'_>, Vec<&str>) = (Together::new(), Vec::new());
    for passage in passages {
        for word in passage.words() {
            let Some(at) = word.text.find('إ') else { continue };
            if is_slip(&bare(word.text)) && !passage.is_opaque(&word.range) {
                let place = word.range.start + at;
                let changes = vec![(place..place + 'إ'.len_utf8(), "ا".to_string())];
                together.add(passage, word.range.clone(), changes);
                if shown.len() < NAMED && !shown.contains(&word.text) {
                    shown.push(word.text);
                }
            }
        }
    }
    let message = said!(
        "the alef of {text} only joins and bears no hamza",
        text = Message::listed(&shown)
    );
    together.say_each(hits, message, "write ا without hamza");
}

/// Whether a word, vowel marks aside, has such a hamza.
pub(in crate::lint) fn is_slip(plain: &str) -> bool {
    const HEADS: [&str; 14] = [
        "", "ال", "و", "ف", "ب", "ل", "ك", "وال", "بال", "فال", "كال", "ول", "وب", "لل",
    ];
    let Some(at) = plain.find('إ') else { return false };
    let (head, stem) = plain.split_at(at);
    HEADS.contains(&head) && joins(stem) && !is_foreign(stem)
}

/// Whether a word is a name or a foreign word that only looks like the forms.
pub(in crate::lint) fn is_foreign(stem: &str) -> bool {
    OTHERS.iter().any(|other| stem.starts_with(other))
}

/// Whether a word, its vowel marks aside, is of the form VII, VIII, IX or X.
fn joins(stem: &str) -> bool {
    let letters: Vec<char> = stem.chars().collect();
    let firm = |at: usize| letters.get(at).is_some_and(|&c| !"اىةويآأإءئؤ".contains(c));
    let is = |at: usize, wanted: char| letters.get(at) == Some(&wanted);
    let tenth = is(1, 'س') && is(2, 'ت') && letters.len() > 4 && !is(3, 'ا');
    // إفتعال: a letter between ت and ا; إفعال of a root with ت has none.
    let eighth = firm(1) && is(2, 'ت') && firm(3) && is(4, 'ا') && letters.len() > 5;
    // Behind the last letter of the root there is room for endings alone: إنجلاند is a name.
    let tail: String = letters.iter().skip(6).collect();
    let ended = ENDINGS.contains(&tail.as_str());
    let seventh = is(1, 'ن')
        && firm(2)
        && firm(3)
        && is(4, 'ا')
        && letters.len() > 5
        && !is(2, 'س')
        && !is(2, 'ت')
        && !is(2, 'د');
    let ninth = firm(1) && firm(2) && firm(3) && is(4, 'ا') && letters.get(5) == letters.get(3) && letters.len() > 5;
    tenth || (eighth || seventh || ninth) && ended
}
