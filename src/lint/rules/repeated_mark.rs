//! One mark several times.

use super::*;

/// `؟؟؟`, `!!!`, `،،`.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("ar", "هل انتهت الحرب؟؟؟ لا،، لم تنته!!", "هل انتهت الحرب؟ لا، لم تنته!")),
    ..Rule::new("repeated-mark", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let mut start = 0;
    for run in runs(&passage.text) {
        let range = start..start + run.len();
        start = range.end;
        let Some(mark) = run.chars().next().filter(|c| "؟!،؛?".contains(*c)) else {
            continue;
        };
        if run.len() > mark.len_utf8() {
            let message = said!("{mark} stands {chars} times", mark, chars = run.chars().count());
            let changes = vec![(range.clone(), mark.to_string())];
            hits.mend(passage, range, message, "once is enough", changes);
        }
    }
}
