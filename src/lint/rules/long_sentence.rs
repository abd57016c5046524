//! Sentences that go on and on.

use super::*;

/// More words than a reader holds together.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &[],
    ..Rule::new("long-sentence", Find::In(find))
};

const MOST: usize = 150;

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    if passage.setting != Setting::Prose {
        return;
    }
    let mut start = 0;
    for sentence in passage
        .text
        .split_inclusive(['.', '؟', '?', '!', '۔', '…', '؛', ';', ':'])
    {
        let count = words(sentence).len();
        let first = sentence.len() - sentence.trim_start().len();
        if count > MOST {
            let range = start + first..start + first + sentence.trim_start().chars().next().map_or(0, char::len_utf8);
            let message = said!("a sentence of {count} words begins here", count);
            hits.say(passage, range, message, "part it where a thought ends");
        }
        start += sentence.len();
    }
}
