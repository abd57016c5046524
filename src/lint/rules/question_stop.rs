//! Questions that end in a full stop.

use super::*;

/// هل … .
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "هل انتهت الحرب.", "هل انتهت الحرب؟")),
    ..Rule::new("question-stop", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let mut start = 0;
    for sentence in passage.text.split_inclusive(['.', '؟', '?', '!', '…', '؛', ':', '\n']) {
        let end = start + sentence.len();
        let first = words(sentence).first().map(|word| bare(word.text));
        let stop = sentence.ends_with('.') && passage.after(end).is_none_or(char::is_whitespace);
        let head = passage.text.get(..start).unwrap_or_default().trim_end();
        let begins = head.is_empty() || head.ends_with(['.', '؟', '!', '…']);
        if first.as_deref() == Some("هل")
            && stop
            && begins
            && !sentence.contains(['،', OBJECT])
            && words(sentence).len() < 12
        {
            let changes = vec![(end - 1..end, "؟".to_string())];
            hits.mend(
                passage,
                end - 1..end,
                "a question ends in a full stop",
                "write ؟",
                changes,
            );
        }
        start = end;
    }
}
