//! Letters that would mean something in Markdown, with a backslash before them, and no others.

/// Where a text stands, as far as it matters to what must be escaped in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// In a cell of a table: bars part cells.
    pub(super) cell: bool,
    /// In the line of a heading: braces at its end are attributes, number signs close it.
    pub(super) heading: bool,
    /// Signs of money come in pairs here: formulas.
    pub(super) money: bool,
}

/// A text in a line; `before` is what stands before it in the line.
pub(super) fn text(text: &str, before: Option<char>, place: Place) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = before;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        if is_special(c, last, next, place) || (c == '&' && is_reference(&rest.clone().collect::<String>())) {
            out.push('\\');
        }
        match c {
            '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
        last = Some(c);
    }
    out
}

fn is_special(c: char, last: Option<char>, next: Option<char>, place: Place) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '*' | '`' | '[' | ']' | '<' | '~' | '^' => true,
        '_' => !(is_word(last) && is_word(next)),
        '=' | '%' => last == Some(c) || next == Some(c),
        '$' => place.money,
        '|' => place.cell,
        '#' => place.heading,
        '{' => {
            place.heading
                || matches!(next, Some('{' | '%' | '<' | '#' | ':'))
                || matches!(last, Some(']' | ')' | '>' | '`'))
        }
        '}' => place.heading || matches!(last, Some('}' | '%')),
        _ => false,
    }
}

/// Whether what follows an ampersand would be a character reference with it.
fn is_reference(rest: &str) -> bool {
    let end = rest.char_indices().take(40).find(|(_, c)| *c == ';').map(|(at, _)| at);
    end.and_then(|end| rest.get(..end))
        .is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
}

/// A line of a paragraph that begins nothing else: no heading, list, quotation, box, verse or caption.
pub(super) fn line_start(line: &str) -> String {
    let Some(first) = line.chars().next() else {
        return String::new();
    };
    let rest = line.get(first.len_utf8()..).unwrap_or("");
    let ends_mark = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let all_of = |c: char| line.chars().all(|other| other == c || other == ' ');
    let escapes_first = match first {
        '#' => ends_mark(rest.trim_start_matches('#')),
        '>' | '|' => true,
        '-' | '+' => ends_mark(rest) || all_of(first) || rest.starts_with('-'),
        '=' => all_of('='),
        ':' => ends_mark(rest) || rest.starts_with("::"),
        '!' => rest.starts_with("!!"),
        '?' => rest.starts_with("??"),
        '@' | '$' => rest.starts_with(['[', '{', '\\']),
        '{' => rest.starts_with(':'),
        _ => false,
    };
    if escapes_first {
        return format!("\\{line}");
    }
    let word = line.split([' ', '\t']).next().unwrap_or("");
    if let Some(sign) = word.chars().last().filter(|sign| matches!(sign, '.' | ')')) {
        let counter = word.get(..word.len() - sign.len_utf8()).unwrap_or("");
        let digits = !counter.is_empty() && counter.len() < 20 && counter.chars().all(char::is_numeric);
        let letter = counter.chars().count() == 1 && counter.chars().all(char::is_alphabetic);
        if digits || letter {
            return format!("{counter}\\{}", line.get(counter.len()..).unwrap_or(""));
        }
    }
    for name in ["Table", "table"] {
        if let Some(after) = line.strip_prefix(name).filter(|after| after.starts_with(": ")) {
            return format!("{name}\\{after}");
        }
    }
    line.into()
}

/// A text between quotation marks, as a title has it.
pub(super) fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ")
}

/// An address or path as a link has it.
pub(super) fn destination(address: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '(' | ')' | '<' | '>' | '\\');
    if !address.is_empty() && address.chars().all(plain) {
        return address.into();
    }
    let inner: String = address.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    format!(
        "<{}>",
        inner.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_mean_something_is_escaped() {
        let line = |text: &str| self::text(text, None, Place::default());
        assert_eq!(
            line("a*b [c] snake_case _d_ 5 < 6"),
            "a\\*b \\[c\\] snake_case \\_d\\_ 5 \\< 6"
        );
        assert_eq!(line("AT&T &amp; {x} {{y}}"), "AT&T \\&amp; {x} \\{{y}\\}");
        for (plain, safe) in [
            ("1. a", "1\\. a"),
            ("٢) ب", "٢\\) ب"),
            ("أ. ب", "أ\\. ب"),
            ("- a", "\\- a"),
            ("-a", "-a"),
            ("#a", "#a"),
            ("# a", "\\# a"),
            ("2011 a", "2011 a"),
        ] {
            assert_eq!(line_start(plain), safe);
        }
    }
}
