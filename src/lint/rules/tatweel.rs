//! Letters drawn out by hand.

use super::*;

/// Tatweel inside words.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("ar", "كتـــاب عن الثـورة.", "كتاب عن الثورة.")),
    ..Rule::new("tatweel", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for word in passage.words() {
        let mut start = word.range.start;
        for run in runs(word.text) {
            let range = start..start + run.len();
            start = range.end;
            let head = passage.text.get(word.range.start..range.start).unwrap_or_default();
            let inside =
                head.ends_with(|c| is_arabic(c) || is_mark(c)) && passage.after(range.end).is_some_and(is_arabic);
            // A particle that is set apart from its word so: «لـسوريا».
            let particle = run == "ـ" && letters_of(head) < 3 && head.chars().all(|c| "بلكوف".contains(c));
            if run.starts_with('ـ') && inside && !particle && passage.setting != Setting::Verse {
                let hint = "type letters only: the program draws lines out itself where it must";
                let changes = vec![(range.clone(), String::new())];
                hits.mend(
                    passage,
                    word.range.clone(),
                    "a tatweel stands inside a word",
                    hint,
                    changes,
                );
            }
        }
    }
}
