//! What the value of a key must be.

/// What a key's value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A string that is not empty.
    Text,
    /// A string, or a list of strings.
    Texts,
    /// A list of names: strings, or tables with `name`, `sort`, `role` and `names`.
    People,
    /// `true` or `false`.
    Boolean,
    /// A whole number within these bounds.
    Integer(i64, i64),
    /// A length with its unit: a string such as `"3mm"`, `"0.125in"`, `"12pt"` or `"1cm"`.
    Length,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of these words, or one of them.
    Choices(&'static [&'static str]),
}

impl KeyKind {
    /// The kind as an error message words it, after "must be".
    pub fn expectation(self) -> String {
        match self {
            KeyKind::Text => "a string that is not empty".into(),
            KeyKind::Texts => "a string or a list of strings".into(),
            KeyKind::People => "a list of names: strings, or tables such as { name = \"…\", sort = \"…\", role = \"aut\", kind = \"group\", names = { en = \"…\" } }".into(),
            KeyKind::Boolean => "true or false".into(),
            KeyKind::Integer(low, high) => format!("a whole number from {low} to {high}"),
            KeyKind::Length => "a length with its unit, such as \"3mm\", \"1cm\", \"0.125in\" or \"12pt\"".into(),
            KeyKind::Choice(words) => format!("one of {}", quoted(words)),
            KeyKind::Choices(words) => format!("one or a list of {}", quoted(words)),
        }
    }

    /// A value of the kind as `book.toml` writes it, for hints.
    pub fn example(self) -> String {
        match self {
            KeyKind::Text => "\"…\"".into(),
            KeyKind::Texts | KeyKind::People => "[\"…\", \"…\"]".into(),
            KeyKind::Boolean => "true".into(),
            KeyKind::Integer(low, _) => low.to_string(),
            KeyKind::Length => "\"3mm\"".into(),
            KeyKind::Choice(words) => quoted(words.get(..1).unwrap_or_default()),
            KeyKind::Choices(words) => format!("[{}]", quoted(words.get(..2).unwrap_or(words))),
        }
    }
}

fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("\"{word}\""))
        .collect::<Vec<_>>()
        .join(", ")
}
