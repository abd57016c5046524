//! Words that are often misspelled, by themselves and in phrases.

mod phrases;

use std::collections::BTreeMap;

use super::*;
use phrases::phrases;

/// الى for إلى, لاكن for لكن: spellings that no word has.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some((
        "ar",
        "ذهب الى المدرسة ولاكن هاذا لم يكفي.",
        "ذهب إلى المدرسة ولكن هذا لم يكفي.",
    )),
    ..Rule::new("common-slip", Find::Over(find))
};

/// Each without vowel marks, with و and ف before it too.
const SLIPS: &[(&str, &str)] = &[
    ("الى", "إلى"),
    ("الي", "إلى"),
    ("اليه", "إليه"),
    ("الينا", "إلينا"),
    ("اليها", "إليها"),
    ("اليهم", "إليهم"),
    ("اليكم", "إليكم"),
    ("هاكذا", "هكذا"),
    ("هاذي", "هذه"),
    ("لاكنها", "لكنها"),
    ("لاكنهم", "لكنهم"),
    ("نرجوا", "نرجو"),
    ("ندعوا", "ندعو"),
    ("أرجوا", "أرجو"),
    ("ارجوا", "أرجو"),
    ("هاذا", "هذا"),
    ("هاذه", "هذه"),
    ("هذة", "هذه"),
    ("هذهي", "هذه"),
    ("لاكن", "لكن"),
    ("لاكنه", "لكنه"),
    ("ذالك", "ذلك"),
    ("كذالك", "كذلك"),
    ("الذى", "الذي"),
    ("التى", "التي"),
    ("اللتي", "التي"),
    ("اللذي", "الذي"),
    ("الذيين", "الذين"),
    ("فى", "في"),
    ("هاؤلاء", "هؤلاء"),
    ("هولاء", "هؤلاء"),
    ("أولائك", "أولئك"),
    ("اولئك", "أولئك"),
    ("شئ", "شيء"),
    ("شيئ", "شيء"),
    ("اذا", "إذا"),
    ("اذن", "إذن"),
    ("ايضا", "أيضا"),
    ("أيظا", "أيضا"),
    ("لانه", "لأنه"),
    ("لانها", "لأنها"),
    ("لان", "لأن"),
    ("الان", "الآن"),
    ("اكثر", "أكثر"),
    ("اول", "أول"),
    ("اي", "أي"),
    ("او", "أو"),
    ("اما", "أما"),
    ("الا", "إلا"),
    ("انا", "أنا"),
    ("انت", "أنت"),
    ("انتي", "أنت"),
    ("القرأة", "القراءة"),
    ("المراءة", "المرأة"),
    ("انه", "أنه"),
    ("انها", "أنها"),
    ("ان", "أن"),
    ("اين", "أين"),
    ("احد", "أحد"),
    ("الف", "ألف"),
    ("الاف", "آلاف"),
    ("الأف", "آلاف"),
    ("الآف", "آلاف"),
    ("اخرى", "أخرى"),
    ("اخر", "آخر"),
    ("ضهر", "ظهر"),
    ("النضر", "النظر"),
    ("نضام", "نظام"),
    ("منضمة", "منظمة"),
    ("انتضار", "انتظار"),
    ("محافضة", "محافظة"),
    ("ظرب", "ضرب"),
    ("رائيس", "رئيس"),
    ("مسئلة", "مسألة"),
    ("إمرأة", "امرأة"),
    ("إسم", "اسم"),
    ("إبن", "ابن"),
    ("إثنين", "اثنين"),
    ("إثنان", "اثنان"),
    ("إمتحان", "امتحان"),
    ("انشاءالله", "إن شاء الله"),
    ("إنشاءالله", "إن شاء الله"),
    ("انشالله", "إن شاء الله"),
    ("إنشالله", "إن شاء الله"),
    ("ماشاءالله", "ما شاء الله"),
    ("ماشالله", "ما شاء الله"),
    ("الحمدلله", "الحمد لله"),
];

/// Which of two readings is meant, only somebody who reads can tell: these get no edit. Each with its other reading, where it has one.
const OPEN: &[(&str, &str)] = &[
    ("ان", "إن"),
    ("انه", "إنه"),
    ("انها", "إنها"),
    ("اخر", "أخر"),
    ("الا", "ألا"),
    ("اما", "إما"),
    ("لان", ""),
    ("اي", ""),
];

/// Words that only look like a slip behind a particle.
const RIGHT: &[&str] = &["واحد", "فان", "فلان", "فاخر", "واي", "فاي", "فاول", "والى", "واو"];

/// The row of a word, vowel marks aside.
fn slip(plain: &str) -> Option<&'static (&'static str, &'static str)> {
    let behind = plain
        .strip_prefix(['و', 'ف'])
        .filter(|rest| letters_of(rest) > 1 && !RIGHT.contains(&plain));
    SLIPS.iter().find(|(wrong, _)| plain == *wrong || behind == Some(wrong))
}

/// Whether a word, vowel marks aside, is one of these slips.
pub(in crate::lint) fn is_slip(plain: &str) -> bool {
    slip(plain).is_some()
}

/// What a word, vowel marks aside, is written for, where only one word can be meant.
pub(super) fn meant(plain: &str) -> Option<String> {
    let (wrong, _) = slip(plain)?;
    OPEN.iter().all(|(open, _)| open != wrong).then(|| likeliest(plain))?
}

/// What a word, vowel marks aside, is written for most often.
pub(super) fn likeliest(plain: &str) -> Option<String> {
    slip(plain).map(|(wrong, right)| plain.replace(wrong, right))
}

/// Where a passage's phrases are that are slips as a whole, in order: of their words nothing else is said.
pub(in crate::lint) fn in_phrases(passage: &Passage) -> Vec<Range<usize>> {
    phrases(passage).into_iter().map(|phrase| phrase.range).collect()
}

/// Whether a word is a part of one of some ranges, which are in order.
pub(in crate::lint) fn is_within(word: &Word<'_>, ranges: &[Range<usize>]) -> bool {
    let next = ranges.partition_point(|range| range.end <= word.range.start);
    ranges.get(next).is_some_and(|range| range.start <= word.range.start)
}

fn find(passages: &[&Passage], hits: &mut Hits<'_>) {
    let mut found: BTreeMap<(String, String), Together<'_>> = BTreeMap::new();
    for passage in passages {
        let phrases = phrases(passage);
        let ranges: Vec<Range<usize>> = phrases.iter().map(|phrase| phrase.range.clone()).collect();
        for word in passage.words().into_iter().filter(|word| !is_within(word, &ranges)) {
            let plain = bare(word.text);
            let Some((wrong, right)) = slip(&plain) else { continue };
            let changes = match meant(&plain) {
                Some(meant) if word.text == plain => vec![(word.range.clone(), meant)],
                _ => Vec::new(),
            };
            let key = (wrong.to_string(), right.to_string());
            found
                .entry(key)
                .or_insert_with(Together::new)
                .add(passage, word.range, changes);
        }
        for phrase in phrases {
            let together = found.entry((phrase.typed, phrase.right)).or_insert_with(Together::new);
            together.add(passage, phrase.range, phrase.changes);
        }
    }
    for ((wrong, right), together) in found {
        let other = OPEN.iter().find(|(open, other)| *open == wrong && !other.is_empty());
        let (message, hint) = match other {
            Some((_, other)) => (
                said!("{wrong} is written for {right} or {other}", wrong, right, other),
                said!("write {right} or {other}, whichever is meant", right, other),
            ),
            None => (
                said!("{wrong} is a common slip for {right}", wrong, right),
                said!("write {right}, where that is meant", right),
            ),
        };
        together.say_each(hits, message, hint);
    }
}
