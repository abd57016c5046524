//! One word in two spellings.

use std::collections::BTreeMap;

use super::*;

/// مسؤول beside مسئول, الاعلام beside الإعلام.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    example: Some(("ar", "المسؤول في البلدية والمسئول في الوزارة وكل مسؤول.", "")),
    ..Rule::new("two-spellings", Find::Over(find))
};

fn find(passages: &[&Passage], hits: &mut Hits<'_>) {
    let mut found: BTreeMap<String, BTreeMap<String, Together<'_>>> = BTreeMap::new();
    for passage in passages.iter().filter(|passage| passage.setting != Setting::Verse) {
        for word in passage.words() {
            let plain = bare(word.text);
            let stem = stem(&plain);
            if let Some(key) = key(stem) {
                let spellings = found.entry(key).or_default();
                spellings.entry(stem.to_string()).or_insert_with(Together::new).add(
                    passage,
                    word.range.clone(),
                    Vec::new(),
                );
            }
        }
    }
    for spellings in found.into_values().filter(|spellings| spellings.len() > 1) {
        let shown: Vec<String> = spellings
            .iter()
            .map(|(word, places)| format!("{word} ({})", places.len()))
            .collect();
        let few = spellings.into_values().min_by_key(Together::len);
        if let Some(few) = few {
            few.say(
                hits,
                said!(
                    "one word in {count} spellings: {spellings}",
                    count = shown.len(),
                    spellings = Message::listed(&shown)
                ),
                "keep to one",
            );
        }
    }
}

/// The word without particles and the article.
fn stem(word: &str) -> &str {
    let inner = word
        .strip_prefix(['و', 'ف'])
        .filter(|rest| letters_of(rest) > 3)
        .unwrap_or(word);
    let article = ["بال", "كال", "لل", "ال"]
        .iter()
        .find_map(|article| inner.strip_prefix(article));
    article.filter(|rest| letters_of(rest) > 3).unwrap_or(inner)
}

/// What spellings of one word share: the seat of a hamza inside it. None for words that have none, or whose seat is part of another word.
fn key(stem: &str) -> Option<String> {
    let letters: Vec<char> = stem.chars().collect();
    let inside = letters.get(1..letters.len().saturating_sub(2))?;
    // Before a pronoun the seat follows the case: إنشاؤها, إنشائها.
    let declined = |at: usize| {
        let rest: String = letters.iter().skip(at + 1).collect();
        matches!(
            rest.as_str(),
            "ها" | "هم" | "هما" | "هن" | "كم" | "كن" | "نا" | "ه" | "ك" | "ي"
        )
    };
    let seats = inside
        .iter()
        .enumerate()
        .any(|(at, c)| "ؤئ".contains(*c) && !declined(at + 1));
    let folded = |c: &char| if "ؤئ".contains(*c) { 'ء' } else { *c };
    (letters.len() > 3 && seats).then(|| letters.iter().map(folded).collect())
}
