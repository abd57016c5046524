//! Marks with no space between them and the next word.

use super::*;

/// No space after a mark.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he", "en", "fr"],
    fix: Some(Safety::Safe),
    example: Some(("ar", "كتب،ثم قرأ.وبعدها نام.", "كتب، ثم قرأ. وبعدها نام.")),
    ..Rule::new("space-after-mark", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, mark) in passage.letters().filter(|(_, c)| ".,،؛;:؟!۔".contains(*c)) {
        let end = at + mark.len_utf8();
        let before = passage.text.get(..at).unwrap_or_default();
        let behind = passage.text.get(end..).unwrap_or_default();
        let closed = before.ends_with([')', '»', '”']);
        if !behind.starts_with(char::is_alphabetic) || !(closed || before.ends_with(is_of_word)) {
            continue;
        }
        let last = if closed {
            3
        } else {
            before.rsplit(|c| !is_of_word(c)).next().map_or(0, letters_of)
        };
        let next = behind.split(|c| !is_of_word(c)).next().map_or(0, letters_of);
        let own = |c: Option<char>| c.is_some_and(|c| is_arabic(c) || is_hebrew(c));
        let both = own(last_letter(before)) && own(behind.chars().next());
        // Short words beside a full stop are abbreviations; Latin ones names of files and addresses.
        let wants = match mark {
            '،' | '؛' | '؟' | '۔' => true,
            ',' | ';' => last > 1 && next > 1,
            _ => both && last > 2 && next > 2,
        };
        if wants {
            let message = said!("no space stands after {mark}", mark);
            let hint = "part the mark from the next word by a space";
            hits.mend(passage, at..end, message, hint, vec![(end..end, " ".into())]);
        }
    }
}

fn last_letter(text: &str) -> Option<char> {
    text.chars().rev().find(|c| c.is_alphabetic())
}
