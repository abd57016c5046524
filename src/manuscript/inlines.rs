//! What stands in lines: note references, HTML, white space.

use std::ops::Range;

use super::builder::Builder;
use super::clean::letters;
use super::frame::{Kind, Style};
use super::html::{Token, tokens};
use crate::diagnostic::{Diagnostic, Span};
use crate::document::Inline;
use crate::locale::{Direction, LanguageTag};

/// A reference to a note that the file defines.
pub(super) fn note_reference(label: &str, range: Range<usize>, builder: &mut Builder<'_>) {
    let note = builder.notes.named(builder.file, label);
    let span = builder.span(range);
    builder.push(Inline::Note {
        note,
        reference: 0,
        span,
    });
}

/// Reports a reference to a note that nobody wrote. The parser leaves it as letters, of which the first is a bracket.
pub(super) fn report_undefined_note(text: &str, at: usize, builder: &mut Builder<'_>) {
    let escaped = text.get(..at).is_some_and(|before| before.ends_with('\\'));
    let Some(inside) = text.get(at..).and_then(|rest| rest.strip_prefix("[^")) else {
        return;
    };
    // CommonMark lets no label be longer than 999 characters; an author's is shorter.
    let end = inside
        .bytes()
        .take(200)
        .position(|byte| matches!(byte, b'[' | b']' | b'\n'));
    let Some(label) = end
        .filter(|&end| end > 0 && inside.as_bytes().get(end) == Some(&b']'))
        .and_then(|end| inside.get(..end))
    else {
        return;
    };
    if !escaped {
        let finding = Diagnostic::error("undefined-note", format!("there is no note `{label}`"));
        let hint = format!("write the note on a line of its own: [^{label}]: …");
        builder.find(at..at + label.len() + 3, finding.hint(hint));
    }
}

/// A tag or comment in a line.
pub(super) fn html(html: &str, range: Range<usize>, builder: &mut Builder<'_>) {
    for (at, token) in tokens(html) {
        self::token(token, range.start + at.start..range.start + at.end, builder);
    }
}

/// A block of HTML, whose text is kept as paragraphs: tags that are not read part them.
pub(super) fn html_block(source: &str, html: &str, range: Range<usize>, builder: &mut Builder<'_>) {
    let exact = source
        .get(range.clone())
        .is_some_and(|text| text.starts_with(html.trim_end()));
    let mut unread: Option<String> = None;
    for (at, token) in tokens(html) {
        let place = if exact {
            range.start + at.start..range.start + at.end
        } else {
            range.clone()
        };
        match (&token, &unread) {
            (Token::Close { name }, Some(open)) if name == open => unread = None,
            (_, Some(_)) => {}
            (Token::Open { name, .. }, None) => {
                if matches!(name.as_str(), "script" | "style" | "template") {
                    unread = Some(name.clone());
                }
                if !is_read(name) {
                    close_tags(builder);
                    builder.end_loose_paragraph();
                }
                self::token(token, place, builder);
            }
            (Token::Close { name }, None) if !is_read(name) => {
                close_tags(builder);
                builder.end_loose_paragraph();
            }
            _ => self::token(token, place, builder),
        }
    }
    close_tags(builder);
}

/// The tags that are read, beside `<br>`, `<span>` and `<bdi>` by the names they count as.
const STYLES: [(&str, &str); 13] = [
    ("sup", "sup"),
    ("sub", "sub"),
    ("mark", "mark"),
    ("abbr", "abbr"),
    ("b", "strong"),
    ("strong", "strong"),
    ("i", "em"),
    ("em", "em"),
    ("u", "em"),
    ("s", "del"),
    ("del", "del"),
    ("span", "span"),
    ("bdi", "bdi"),
];

fn is_read(name: &str) -> bool {
    name == "br" || STYLES.iter().any(|row| row.0 == name)
}

fn token(token: Token, place: Range<usize>, builder: &mut Builder<'_>) {
    match token {
        Token::Comment => {}
        Token::Text(text) => builder.push_text(&text, place),
        Token::Open { name, .. } if name == "br" => builder.push(Inline::Break),
        Token::Open { name, attributes } => {
            let row = STYLES.iter().find(|row| row.0 == name);
            match row.and_then(|row| Some((row.0, style(row.1, &attributes, &place, builder)?))) {
                Some((tag, style)) => builder.open(Kind::Styled { style, tag: Some(tag) }, place),
                None => report_tag(&name, place, builder),
            }
        }
        Token::Close { name } => close_tag(&name, place, builder),
    }
}

fn style(
    name: &str,
    attributes: &[(String, String)],
    place: &Range<usize>,
    builder: &mut Builder<'_>,
) -> Option<Style> {
    let value = |name: &str| {
        attributes
            .iter()
            .find(|a| a.0 == name)
            .map(|a| a.1.trim())
            .filter(|value| !value.is_empty())
    };
    Some(match name {
        "sup" => Style::Superscript,
        "sub" => Style::Subscript,
        "mark" => Style::Mark,
        "strong" => Style::Strong,
        "em" => Style::Emphasis,
        "del" => Style::Strikethrough,
        "abbr" => Style::Abbreviation {
            title: letters(value("title").unwrap_or("")).into_owned(),
        },
        _ => {
            let language = value("lang")
                .or(value("xml:lang"))
                .and_then(|tag| language(tag, place, builder));
            let direction = match value("dir").map(str::to_ascii_lowercase).as_deref() {
                Some("ltr") => Some(Direction::Ltr),
                Some("rtl") => Some(Direction::Rtl),
                Some(_) => None,
                None => language.as_ref().map(LanguageTag::direction),
            };
            if name == "span" && value("lang").or(value("xml:lang")).or(value("dir")).is_none() {
                return None;
            }
            Style::Isolate {
                direction,
                language: language.map(|tag| tag.as_str().to_string()),
            }
        }
    })
}

fn language(tag: &str, place: &Range<usize>, builder: &mut Builder<'_>) -> Option<LanguageTag> {
    let parsed = LanguageTag::parse(tag);
    if parsed.is_err() {
        let finding = Diagnostic::warning("language-tag", format!("`{tag}` is not a language tag (BCP 47)"));
        builder.find(place.clone(), finding.hint("write such as en, fr or ar-SY"));
    }
    parsed.ok()
}

fn report_tag(name: &str, place: Range<usize>, builder: &mut Builder<'_>) {
    let finding = Diagnostic::warning("html", format!("<{name}> is left out; its text is kept"));
    let hint = "read are <br>, <span lang dir>, <bdi>, <sup>, <sub>, <mark>, <abbr>, <b>, <i>, <u> and <s>; for all else there is Markdown";
    builder.find(place, finding.hint(hint));
}

fn close_tag(name: &str, place: Range<usize>, builder: &mut Builder<'_>) {
    let position = builder.open_tags().position(|open| open == name);
    match position {
        Some(inner) => (0..=inner).for_each(|_| builder.close()),
        // The tag that it would end has been reported.
        None if !is_read(name) || name == "span" => {}
        None => {
            let finding = Diagnostic::warning("html-unbalanced", format!("</{name}> ends nothing that is open here"));
            builder.find(
                place,
                finding.hint("end a tag in the paragraph and the emphasis in which it began"),
            );
        }
    }
}

/// Ends the tags that the Markdown around them ends with itself.
pub(super) fn close_tags(builder: &mut Builder<'_>) {
    loop {
        let innermost = builder.open_tags().next();
        let Some(name) = innermost else { return };
        if let Some(place) = builder.place() {
            let finding = Diagnostic::warning("html-unbalanced", format!("<{name}> is not ended where it should be"));
            builder.report.add(
                finding
                    .at(place)
                    .hint("end a tag in the paragraph and the emphasis in which it began"),
            );
        }
        builder.close();
    }
}

/// Puts letters into the form in which outputs hold them, and white space as one space between words (CommonMark 6.8).
pub(super) fn tidy(run: &mut Vec<Inline>) {
    let mut after_space = true;
    squeeze(run, &mut after_space);
}

/// Stands before a sign that the author escaped. A noncharacter: no text holds it when it comes here, and none when it goes on.
pub(super) const ESCAPED: &str = "\u{fdd0}";

/// Raised and lowered letters inside a word, m^2^ and H~2~O, which the parser reads at the edges of words only.
fn raise_and_lower(text: &str, span: Span, out: &mut Vec<Inline>) {
    let mut rest = text;
    while let Some((before, inside, after, style)) = next_raised(rest) {
        out.push(Inline::Text {
            text: before.into(),
            span,
        });
        out.push(style(vec![Inline::Text {
            text: inside.into(),
            span,
        }]));
        rest = after;
    }
    out.push(Inline::Text {
        text: rest.into(),
        span,
    });
}

type Raise = fn(Vec<Inline>) -> Inline;
type Raised<'a> = (&'a str, &'a str, &'a str, Raise);

/// The letters before, inside and after the first pair of signs that follows a letter or digit and holds no space.
fn next_raised(text: &str) -> Option<Raised<'_>> {
    const SIGNS: [(char, Raise); 2] = [
        ('^', |content| Inline::Superscript { content }),
        ('~', |content| Inline::Subscript { content }),
    ];
    for (at, sign) in text.match_indices(['^', '~']) {
        let (before, rest) = (text.get(..at)?, text.get(at + sign.len()..)?);
        // What is raised is a word at most.
        let end = rest
            .char_indices()
            .take(40)
            .find(|(_, c)| c.is_whitespace() || matches!(c, '^' | '~' | '\u{fdd0}'));
        if let Some((end, c)) = end
            && end > 0
            && sign.starts_with(c)
            && before.ends_with(char::is_alphanumeric)
        {
            let style = SIGNS.iter().find(|row| row.0 == c)?.1;
            return Some((before, rest.get(..end)?, rest.get(end + 1..)?, style));
        }
    }
    None
}

fn squeeze(run: &mut Vec<Inline>, after_space: &mut bool) {
    let mut raised: Vec<Inline> = Vec::with_capacity(run.len());
    for inline in run.drain(..) {
        match inline {
            Inline::Text { text, span } if text.contains(['^', '~']) => raise_and_lower(&text, span, &mut raised),
            other => raised.push(other),
        }
    }
    let mut done: Vec<Inline> = Vec::with_capacity(raised.len());
    for mut inline in raised {
        match &mut inline {
            Inline::Text { text, .. } => *text = spaced(&letters(text), after_space),
            Inline::Code { text, .. } => {
                *text = letters(text).into_owned();
                *after_space = false;
            }
            Inline::Break => {
                if let Some(Inline::Text { text, .. }) = done.last_mut() {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                *after_space = true;
            }
            Inline::Image(_) | Inline::Note { .. } => *after_space = false,
            other => {
                if let Some(content) = other.content_mut() {
                    squeeze(content, after_space);
                }
            }
        }
        if !matches!(&inline, Inline::Text { text, .. } if text.is_empty()) {
            done.push(inline);
        }
    }
    *run = done;
}

fn spaced(text: &str, after_space: &mut bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let space = matches!(c, ' ' | '\t' | '\n');
        if !(space && *after_space) {
            out.push(if space { ' ' } else { c });
        }
        *after_space = space;
    }
    out
}
