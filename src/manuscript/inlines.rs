//! What stands in lines: note references, HTML, white space.

use std::ops::Range;

use super::attributes::Attributes;
use super::builder::Builder;
use super::clean::letters;
use super::frame::Style;
use crate::diagnostic::{Diagnostic, Span, said};
use crate::document::Inline;
use crate::locale::LanguageTag;

/// A reference to a note that the file defines.
pub(super) fn note_reference(label: &str, range: Range<usize>, builder: &mut Builder<'_>) {
    let note = builder.gathered.notes.named(builder.file, label);
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
        let finding = Diagnostic::warning("undefined-note", said!("there is no note `{label}`", label));
        let hint = said!("write the note on a line of its own: [^{label}]: …", label);
        builder.find(at..at + label.len() + 3, finding.hint(hint));
    }
}

/// The style of a run with attributes; none where they say nothing. `apart` tells whether it is kept apart in any case.
pub(super) fn run(
    attributes: &Attributes,
    apart: bool,
    place: &Range<usize>,
    builder: &mut Builder<'_>,
) -> Option<Style> {
    let language = attributes.language().and_then(|tag| language(tag, place, builder));
    let direction = attributes.direction();
    if apart || direction.is_some() || language.is_some() || attributes.value("dir").is_some() {
        return Some(Style::Isolate {
            direction,
            language: language.map(|tag| tag.as_str().to_string()),
        });
    }
    let of_class = |class: &String| match class.as_str() {
        "mark" | "highlight" => Some(Style::Mark),
        "underline" | "ul" => Some(Style::Underline),
        "small" => Some(Style::Small),
        "strong" | "bold" => Some(Style::Strong),
        "em" | "emphasis" | "italic" => Some(Style::Emphasis),
        _ => None,
    };
    attributes.classes.iter().find_map(of_class)
}

fn language(tag: &str, place: &Range<usize>, builder: &mut Builder<'_>) -> Option<LanguageTag> {
    let parsed = LanguageTag::parse(tag);
    if parsed.is_err() {
        let finding = Diagnostic::warning("language-tag", said!("`{tag}` is not a language tag (BCP 47)", tag));
        builder.find(place.clone(), finding.hint("write such as en, fr or ar-SY"));
    }
    parsed.ok()
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
