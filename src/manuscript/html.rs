//! The HTML that authors write into Markdown: taken apart into tags, comments and text.

use std::ops::Range;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `<name attribute="value">`
    Open {
        name: String,
        attributes: Vec<(String, String)>,
    },
    /// `</name>`
    Close { name: String },
    /// A comment, a declaration or a processing instruction.
    Comment,
    /// Letters, with character references resolved.
    Text(String),
}

/// Takes a stretch of HTML apart, in time that grows with its length. What is no tag is text.
pub(super) fn tokens(html: &str) -> Vec<(Range<usize>, Token)> {
    let mut found: Vec<(Range<usize>, Token)> = Vec::new();
    let (mut at, mut text_from) = (0, 0);
    let last_end = html.rfind('>').unwrap_or(0);
    while let Some(step) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + step;
        let rest = html.get(start..).unwrap_or("");
        let token = if start < last_end { tag(rest) } else { None };
        let Some((length, token)) = token else {
            at = start + 1;
            continue;
        };
        push_text(html, text_from..start, &mut found);
        found.push((start..start + length, token));
        at = start + length;
        text_from = at;
    }
    push_text(html, text_from..html.len(), &mut found);
    found
}

fn push_text(html: &str, range: Range<usize>, found: &mut Vec<(Range<usize>, Token)>) {
    if let Some(text) = html.get(range.clone()).filter(|text| !text.is_empty()) {
        found.push((range, Token::Text(unescape(text))));
    }
}

/// The tag or comment at the head of a text, with its length.
fn tag(text: &str) -> Option<(usize, Token)> {
    if text.starts_with("<!--") {
        let end = text.get(4..)?.find("-->").map_or(text.len(), |i| i + 7);
        return Some((end, Token::Comment));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        return Some((text.find('>')? + 1, Token::Comment));
    }
    let closes = text.starts_with("</");
    let named = text.get(if closes { 2 } else { 1 }..)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let name_end = named.find(|c| !is_name(c)).unwrap_or(named.len());
    let name = named.get(..name_end)?.to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let inside_from = text.len() - named.len() + name_end;
    let inside = text.get(inside_from..)?;
    let length = tag_end(inside)?;
    let token = if closes {
        Token::Close { name }
    } else {
        let attributes = attributes(inside.get(..length)?.trim_end_matches('/'));
        Token::Open { name, attributes }
    };
    Some((inside_from + length + 1, token))
}

/// Where the `>` stands that ends a tag: the first outside of quotation marks.
fn tag_end(inside: &str) -> Option<usize> {
    let mut quote = None;
    for (i, c) in inside.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(i),
            _ => {}
        }
    }
    // An unclosed quotation mark: the first `>` after all.
    quote.and_then(|_| inside.find('>'))
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("").to_ascii_lowercase();
        rest = rest.get(end..).unwrap_or("").trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = attribute_value(after.trim_start());
        }
        if !name.is_empty() {
            found.push((name, unescape(value)));
        }
        rest = rest.trim_start();
    }
    found
}

/// An attribute's value, and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// The text with the character references resolved that XML and authors know; others stay as they are written.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        // The longest reference read here has ten characters.
        let end = after.bytes().take(10).position(|b| b == b';');
        let resolved = end.and_then(|end| Some((reference(after.get(..end)?)?, end)));
        match resolved {
            Some((c, end)) => {
                out.push(c);
                rest = after.get(end + 1..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    const NAMED: [(&str, char); 11] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("zwnj", '\u{200c}'),
        ("zwj", '\u{200d}'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("shy", '\u{ad}'),
    ];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    NAMED.iter().find(|row| row.0 == name).map(|row| row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> Vec<Token> {
        tokens(html).into_iter().map(|(_, token)| token).collect()
    }

    #[test]
    fn tags_are_taken_apart() {
        let open = Token::Open {
            name: "span".into(),
            attributes: vec![
                ("lang".into(), "en".into()),
                ("dir".into(), "ltr".into()),
                ("x".into(), "".into()),
            ],
        };
        let text = Token::Text("a > b & c".into());
        let close = Token::Close { name: "span".into() };
        assert_eq!(
            kinds("<SPAN lang=\"en\" dir=ltr x>a &gt; b & c</span >"),
            [open, text, close]
        );
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(kinds("1 < 2 <3"), [Token::Text("1 < 2 <3".into())]);
        assert_eq!(kinds("<!-- a > b --><?x?><!DOCTYPE html>").len(), 3);
        assert_eq!(
            kinds("a<b title=\"x>"),
            [
                Token::Text("a".into()),
                Token::Open {
                    name: "b".into(),
                    attributes: vec![("title".into(), "x".into())]
                }
            ]
        );
    }

    #[test]
    fn every_byte_is_in_a_token() {
        let html = "<a<b>ن</b><c d='>'>e<";
        let mut at = 0;
        for (range, _) in tokens(html) {
            assert_eq!(range.start, at);
            at = range.end;
        }
        assert_eq!(at, html.len());
    }
}
