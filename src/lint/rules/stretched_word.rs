//! Letters typed several times for a voice that is drawn out.

use super::*;

/// A letter three times and more.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    example: Some(("ar", "كان يوماً جميلاً جداااا.", "")),
    ..Rule::new("stretched-word", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for word in passage.words() {
        let drawn = runs(word.text).into_iter().any(|run| {
            let count = run.chars().count();
            let vowel = run.starts_with(['ا', 'و', 'ي', 'ى', 'ی']);
            run.starts_with(is_arabic) && (count > 3 || count == 3 && vowel) && run.len() < word.text.len()
        });
        if drawn {
            let message = said!("{text} has one letter several times", text = word.text);
            hits.say(
                passage,
                word.range.clone(),
                message,
                "write each letter once, unless speech is shown so",
            );
        }
    }
}
