//! Letters of another language that look like the book's own.

use super::*;

/// ي and ی, ك and ک, ه and ہ in one language (alreq § 2.1).
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "هذه کلمة بكاف أخرى.", "هذه كلمة بكاف أخرى.")),
    ..Rule::new("mixed-letters", Find::In(find))
};

/// By language: the letters that are another's, and what the language writes instead.
const FOREIGN: [(&str, &[(char, char)]); 3] = [
    ("ar", &[('ی', 'ي'), ('ک', 'ك'), ('ہ', 'ه'), ('ے', 'ي')]),
    ("fa", &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک'), ('ہ', 'ه')]),
    ("ur", &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک'), ('ه', 'ہ')]),
];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let Some((_, letters)) = FOREIGN.iter().find(|row| row.0 == passage.language) else {
        return;
    };
    let own = |c: char| letters.iter().find(|pair| pair.0 == c).map(|pair| pair.1);
    for word in passage.words() {
        let first = word.text.char_indices().find_map(|(at, c)| Some((at, c, own(c)?)));
        let Some((at, foreign, wanted)) = first else { continue };
        let right: String = word.text.chars().map(|c| own(c).unwrap_or(c)).collect();
        let message = said!(
            "{text} is written with {foreign} (U+{code}), which is not this language's {wanted}",
            text = word.text,
            foreign,
            code = format!("{:04X}", u32::from(foreign)),
            wanted
        );
        let hint = said!(
            "write {wanted} (U+{code}); a word of another language, mark as such: <span lang=\"fa\">…</span>",
            wanted,
            code = format!("{:04X}", u32::from(wanted))
        );
        let place = word.range.start + at;
        hits.mend(
            passage,
            place..place + foreign.len_utf8(),
            message,
            hint,
            vec![(word.range.clone(), right)],
        );
    }
}
