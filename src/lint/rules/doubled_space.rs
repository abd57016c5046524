//! Two spaces where one is meant.

use super::*;

/// More than one space between two words.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he", "en", "fr", "und"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("ar", "كلمة  ثم   كلمة.", "كلمة ثم كلمة.")),
    ..Rule::new("doubled-space", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    if !matches!(passage.setting, Setting::Prose | Setting::Heading) {
        return;
    }
    let mut start = 0;
    for piece in passage.text.split_inclusive(|c| c != ' ') {
        let spaces = piece.len() - piece.trim_start_matches(' ').len();
        let range = start..start + spaces;
        let first = passage.before(range.start).is_none_or(|c| c == '\n');
        let last = passage.after(range.end).is_none_or(|c| c == '\n');
        if spaces > 1 && !first && !last {
            let message = "more than one space stands between two words";
            hits.mend(
                passage,
                range.clone(),
                message,
                "one is enough",
                vec![(range.clone(), " ".into())],
            );
        }
        start += piece.len();
    }
}
