//! Words that are often misspelled.

use std::collections::BTreeMap;

use super::*;

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
];

/// Which of two readings is meant, only somebody who reads can tell: these get no edit.
const OPEN: &[&str] = &["ان", "انه", "انها", "اخر", "الا", "اما", "لان", "اي"];

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

fn find(passages: &[&Passage], hits: &mut Hits<'_>) {
    let mut found: BTreeMap<(&str, &str), Together<'_>> = BTreeMap::new();
    for passage in passages {
        for word in passage.words() {
            let plain = bare(word.text);
            let Some((wrong, right)) = slip(&plain) else { continue };
            let marked = word.text != plain;
            let change = vec![(word.range.clone(), plain.replace(wrong, right))];
            let change = if marked || OPEN.contains(wrong) {
                Vec::new()
            } else {
                change
            };
            found
                .entry((wrong, right))
                .or_insert_with(Together::new)
                .add(passage, word.range.clone(), change);
        }
    }
    for ((wrong, right), together) in found {
        let message = said!("{wrong} is a common slip for {right}", wrong, right).times(together.len());
        together.say(hits, message, said!("write {right}, where that is meant", right));
    }
}
