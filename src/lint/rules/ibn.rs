//! ابن and بن.

use super::*;

/// ابن between two names, بن at the head of a sentence.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "كتب محمد ابن رشد كثيراً.", "كتب محمد بن رشد كثيراً.")),
    ..Rule::new("ibn", Find::In(find))
};

/// First names after which ابن is no noun of its own.
const NAMES: [&str; 24] = [
    "محمد",
    "أحمد",
    "علي",
    "عمر",
    "عثمان",
    "خالد",
    "حسن",
    "حسين",
    "الحسن",
    "الحسين",
    "إبراهيم",
    "يوسف",
    "موسى",
    "عيسى",
    "يحيى",
    "سعيد",
    "مالك",
    "طارق",
    "زيد",
    "جعفر",
    "حمزة",
    "سليمان",
    "داود",
    "يزيد",
];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let words = passage.words();
    for three in words.windows(3) {
        let [name, ibn, next] = three else { continue };
        let apart = |a: &Word<'_>, b: &Word<'_>| passage.text.get(a.range.end..b.range.start) == Some(" ");
        let between = apart(name, ibn) && apart(ibn, next) && next.text.starts_with(is_arabic);
        if bare(ibn.text) == "ابن" && NAMES.contains(&bare(name.text).as_str()) && between {
            let hint = "between two names of one line it is بن; ابن stands where a line begins, or where it is no part of the name";
            let changes = vec![(ibn.range.clone(), "بن".to_string())];
            hits.mend(
                passage,
                name.range.start..next.range.end,
                "ابن stands between two names",
                hint,
                changes,
            );
        }
    }
}
