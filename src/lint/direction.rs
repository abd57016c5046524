//! Rules about what turns text around.

use super::{Book, Find, Piece, PieceKind, Rule, part};
use crate::diagnostic::{Diagnostic, Edit, Location, Report, Safety, Span};
use crate::document::{Inline, Target, plain_text};

/// Direction overrides.
pub(super) const OVERRIDE: Rule = Rule {
    fix: Some(Safety::Safe),
    ..Rule::new("bidi-override", Find::By(overrides))
};

/// Direction controls without their other half.
pub(super) const UNBALANCED: Rule = Rule::new("bidi-unbalanced", Find::By(unbalanced));

/// Links whose text names another address than the one they lead to.
pub(super) const LINK_TEXT: Rule = Rule::new("link-text", Find::By(link_texts));

fn overrides(book: &Book<'_>, report: &mut Report) {
    book.each_piece(&mut |piece| {
        each_control(book, piece.text, &piece.at, &mut |control, at| {
            if matches!(control, '\u{202d}' | '\u{202e}') {
                let message = format!("a direction override (U+{:04X}) is taken out", u32::from(control));
                let hint = "delete it; what must read from the left, set apart with <bdi> or <span dir=\"ltr\">";
                let edits = deletion(book, &piece, control, &at);
                let found = Diagnostic::warning(OVERRIDE.code, message).hint(hint);
                report.add(at_place(found.mend(Safety::Safe, edits), at));
            }
        });
    });
}

/// The edit that takes a control out of prose, where its own place is known.
fn deletion(book: &Book<'_>, piece: &Piece<'_>, control: char, at: &Location) -> Vec<Edit> {
    let Location::Span(span) = *at else { return Vec::new() };
    let alone = book.sources.excerpt(span).chars().eq([control]) && piece.kind != PieceKind::Code;
    let edit = Edit {
        span,
        replacement: String::new(),
    };
    if alone { vec![edit] } else { Vec::new() }
}

/// Calls `found` for each direction control with its place, which is exact where the manuscript holds the very character.
fn each_control(book: &Book<'_>, text: &str, at: &Location, found: &mut impl FnMut(char, Location)) {
    if !text.contains(is_control) {
        return;
    }
    let Location::Span(span) = at else {
        return text
            .chars()
            .filter(|&c| is_control(c))
            .for_each(|c| found(c, at.clone()));
    };
    let written = book.sources.excerpt(*span);
    let controls = |text: &str| text.chars().filter(|&c| is_control(c)).count();
    if controls(written) == controls(text) {
        for (offset, c) in written.char_indices().filter(|&(_, c)| is_control(c)) {
            found(c, Location::Span(part(*span, offset, c.len_utf8())));
        }
    } else {
        text.chars()
            .filter(|&c| is_control(c))
            .for_each(|c| found(c, at.clone()));
    }
}

fn is_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn unbalanced(book: &Book<'_>, report: &mut Report) {
    for (name, at) in book.names {
        let mut balance = Balance::default();
        each_control(book, name, at, &mut |control, at| balance.add(control, at));
        balance.report(report);
    }
    book.each_block(&mut |block| {
        for run in block.runs() {
            let mut balance = Balance::default();
            for inline in run {
                inline.visit(&mut |inner| {
                    if let Inline::Text { text, span } = inner {
                        each_control(book, text, &Location::Span(*span), &mut |control, at| {
                            balance.add(control, at)
                        });
                    }
                });
            }
            balance.report(report);
        }
    });
}

/// The controls that stand open in a paragraph, and those that ended nothing (UAX#9 BD9, BD11).
#[derive(Default)]
struct Balance {
    open: Vec<(char, Location)>,
    stray: Vec<(char, Location)>,
}

impl Balance {
    fn add(&mut self, control: char, at: Location) {
        let is_isolate = |open: char| matches!(open, '\u{2066}'..='\u{2068}');
        match control {
            '\u{2069}' => match self.open.iter().rposition(|open| is_isolate(open.0)) {
                // What stands open inside an isolate is ended by it, but was not by its own end.
                Some(isolate) => self.stray.extend(self.open.drain(isolate..).skip(1)),
                None => self.stray.push((control, at)),
            },
            '\u{202c}' => match self.open.pop_if(|open| !is_isolate(open.0)) {
                Some(_) => {}
                None => self.stray.push((control, at)),
            },
            _ => self.open.push((control, at)),
        }
    }

    fn report(self, report: &mut Report) {
        for (control, at) in self.open.into_iter().chain(self.stray) {
            let code = u32::from(control);
            let (message, hint) = match control {
                '\u{2069}' | '\u{202c}' => (format!("U+{code:04X} ends a direction that nothing began"), "delete it"),
                _ => (
                    format!("the direction that U+{code:04X} begins is not ended in this paragraph"),
                    "end it, or delete it: runs of another direction are kept apart without it",
                ),
            };
            report.add(at_place(Diagnostic::warning(UNBALANCED.code, message), at).hint(hint));
        }
    }
}

fn at_place(mut finding: Diagnostic, at: Location) -> Diagnostic {
    finding.location = at;
    finding
}

fn link_texts(book: &Book<'_>, report: &mut Report) {
    book.each_block(&mut |block| {
        block.visit_inlines(&mut |inline| {
            if let Inline::Link {
                target: Target::Url(url),
                content,
                span,
            } = inline
                && let Some(shown) = shown_host(&plain_text(content))
                && host(url).is_some_and(|real| bare(real) != bare(&shown))
            {
                report_link(&shown, url, *span, report);
            }
        });
    });
}

fn report_link(shown: &str, url: &str, span: Span, report: &mut Report) {
    let message = format!("this link shows {shown} and leads to {url}");
    let hint = "let the text say where the link leads, or name it in words";
    report.add(Diagnostic::warning(LINK_TEXT.code, message).at(span).hint(hint));
}

/// The host that a link's text names, if it is an address; turned-around text is read the way it is shown.
fn shown_host(text: &str) -> Option<String> {
    let turned = text.contains(['\u{202d}', '\u{202e}']);
    let letters: String = text
        .chars()
        .filter(|&c| !is_control(c) && !matches!(c, '\u{200e}' | '\u{200f}'))
        .collect();
    let shown: String = if turned {
        letters.chars().rev().collect()
    } else {
        letters
    };
    let address = shown.trim();
    if address.contains(char::is_whitespace) || address.contains('@') {
        return None;
    }
    let host = host(address).or_else(|| address.split(['/', '?', '#', ':']).next())?;
    let top = host.rsplit('.').next()?;
    let names_a_host = host.contains('.') && top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic());
    // An override in a link is reason enough; other texts must name a host to be compared.
    (names_a_host || turned).then(|| host.to_string())
}

/// The host of a URL with an authority.
fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!scheme.is_empty() && !host.is_empty()).then_some(host)
}

fn bare(host: &str) -> String {
    let host = host.to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_as_they_are_shown() {
        assert_eq!(shown_host("https://a.org/x"), Some("a.org".into()));
        assert_eq!(shown_host("a.org"), Some("a.org".into()));
        assert_eq!(shown_host("\u{202e}moc.elpmaxe"), Some("example.com".into()));
        for words in ["انظر هنا", "a.b c", "1.2", "me@a.org", "Node.js!"] {
            assert_eq!(shown_host(words), None, "{words}");
        }
    }
}
