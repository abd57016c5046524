//! The article ال apart from its word.

use super::*;

/// ال with a space behind it.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "قرأت ال كتاب كله.", "قرأت الكتاب كله.")),
    ..Rule::new("parted-article", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for pair in passage.words().windows(2) {
        let [article, word] = pair else { continue };
        let between = passage
            .text
            .get(article.range.end..word.range.start)
            .unwrap_or_default();
        let alone = passage.before(article.range.start).is_none_or(char::is_whitespace);
        let spaces = !between.is_empty() && between.chars().all(is_blank);
        let named = word.text.starts_with("ال");
        if article.text == "ال"
            && alone
            && spaces
            && !named
            && word.text.starts_with(is_arabic)
            && letters_of(word.text) > 1
        {
            let range = article.range.end..word.range.start;
            let message = said!("ال stands apart from {text}", text = word.text);
            let whole = article.range.start..word.range.end;
            hits.mend(
                passage,
                whole,
                message,
                "the article is written at its word",
                vec![(range, String::new())],
            );
        }
    }
}
