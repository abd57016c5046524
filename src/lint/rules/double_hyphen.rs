//! Two hyphens for a dash.

use super::*;

/// ` -- `.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he", "en", "fr"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some((
        "en",
        "The book -- a short one -- was read.",
        "The book – a short one – was read.",
    )),
    ..Rule::new("double-hyphen", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let mut start = 0;
    for run in runs(&passage.text) {
        let range = start..start + run.len();
        start = range.end;
        let (before, after) = (passage.before(range.start), passage.after(range.end));
        let spaced = before == Some(' ') && after == Some(' ');
        let joined = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
        let dash = match run {
            "--" if spaced => "–",
            "--" | "---" if spaced || joined => "—",
            _ => continue,
        };
        hits.mend(
            passage,
            range.clone(),
            "hyphens stand for a dash",
            said!("write {dash}", dash),
            vec![(range, dash.into())],
        );
    }
}
