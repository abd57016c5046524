//! Spaces before a mark that belongs to the word before it.

use super::*;

/// Spaces before a mark.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he", "en"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("ar", "قرأنا الكتاب ، ثم كتبنا .", "قرأنا الكتاب، ثم كتبنا.")),
    ..Rule::new("space-before-mark", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, mark) in passage.letters().filter(|(_, c)| ".,،؛;:؟?!۔".contains(*c)) {
        let head = passage.text.get(..at).unwrap_or_default();
        let end = at + mark.len_utf8();
        let kept = head.trim_end_matches(|c| is_blank(c) || c == '\n');
        let stands = |c: char| is_of_word(c) || ")]»”\"".contains(c);
        if kept.len() == at || !kept.chars().next_back().is_some_and(stands) {
            continue;
        }
        let next = passage.after(end);
        // `:)` is a face, `.txt` a name, `...` an ellipsis.
        let ends = next.is_none_or(|c| c.is_whitespace() || c == OBJECT || "»”".contains(c));
        let glued = is_glued(mark, kept, passage.text.get(end..).unwrap_or_default());
        // By itself at the head of a line a mark may part what stands above and below.
        let heads = head.get(kept.len()..).is_some_and(|gap| gap.contains('\n'));
        let is_set_so = heads && (!glued || passage.setting == Setting::Verse);
        if (ends || glued) && !is_set_so {
            let message = said!("a space stands before {mark}", mark);
            let mut changes = vec![(kept.len()..at, String::new())];
            // The space stands on the wrong side: «قال :نعم».
            changes.extend(glued.then(|| (end..end, " ".to_string())));
            hits.mend(
                passage,
                kept.len()..at + mark.len_utf8(),
                message,
                "set the mark at the word before it",
                changes,
            );
        }
    }
}

/// Whether a mark with a space before it is glued to the next word: of names of files and letters that abbreviate, nothing is said.
fn is_glued(mark: char, before: &str, behind: &str) -> bool {
    let signs = |word: Option<&str>| word.map_or(0, |word| word.chars().filter(|&c| !is_mark(c)).count());
    let behind = behind.trim_start_matches(['"', '“', '«', '(']);
    let last = signs(before.rsplit(|c| !is_of_word(c)).next());
    let last = if before.ends_with([')', '»', '”', '"']) {
        2
    } else {
        last
    };
    // A و that is parted from its word is the head of one: «نسكنه .و نقول».
    let next = match behind.strip_prefix("و ") {
        Some(rest) if rest.starts_with(is_arabic) => 2,
        _ => signs(behind.split(|c| !is_of_word(c)).next()),
    };
    let own = behind.starts_with(|c| is_arabic(c) || is_hebrew(c));
    match mark {
        '،' | '؛' | '؟' | '۔' => behind.starts_with(char::is_alphabetic),
        ',' | ';' => behind.starts_with(char::is_alphabetic) && last > 1 && next > 1,
        _ => own && last > 1 && next > 1,
    }
}
