//! Tanwin before the alef and on it, in one book.

use super::*;

/// شكرًا beside شكراً.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "شكرًا جزيلاً دائماً.", "شكراً جزيلاً دائماً.")),
    ..Rule::new("tanwin-place", Find::Over(find))
};

const BEFORE: &str = "\u{64b}ا";
const ON: &str = "ا\u{64b}";

fn find(passages: &[&Passage], hits: &mut Hits<'_>) {
    let (mut before, mut on) = (Together::new(), Together::new());
    for passage in passages.iter().filter(|passage| passage.setting != Setting::Verse) {
        for word in passage.words() {
            let (end, tail) = (word.range.end, BEFORE.len());
            let change = |right: &str| vec![(end - tail..end, right.to_string())];
            if word.text.ends_with(BEFORE) && letters_of(word.text) > 2 {
                before.add(passage, word.range.clone(), change(ON));
            } else if word.text.ends_with(ON) && letters_of(word.text) > 2 {
                on.add(passage, word.range.clone(), change(BEFORE));
            }
        }
    }
    if before.len() == 0 || on.len() == 0 {
        return;
    }
    let message = said!(
        "tanwin stands before the alef {before} times and on it {on} times",
        before = before.len(),
        on = on.len()
    );
    let few = if before.len() <= on.len() { before } else { on };
    few.say(hits, message, "either is right; a book keeps to one");
}
