//! Links whose text names another address than the one they lead to.

use super::*;
use crate::document::{Inline, Target, plain_text};
use crate::lint::controls::is_control;

/// A text that shows one host and leads to another.
pub(in crate::lint) const RULE: Rule = Rule::new("link-text", Find::By(find));

fn find(book: &Book<'_>, report: &mut Report) {
    book.each_block(&mut |block| {
        block.visit_inlines(&mut |inline| {
            if let Inline::Link {
                target: Target::Url(url),
                content,
                span,
            } = inline
                && let words = plain_text(content)
                && !is_named_by(&words, url)
                && let Some(shown) = shown_host(&words)
                && host(url).is_some_and(|real| without_www(real) != without_www(&shown))
            {
                report_link(&shown, url, *span, report);
            }
        });
    });
}

fn report_link(shown: &str, url: &str, span: Span, report: &mut Report) {
    let message = said!("this link shows {shown} and leads to {url}", shown, url);
    let hint = "let the text say where the link leads, or name it in words";
    report.add(Diagnostic::warning(RULE.code, message).at(span).hint(hint));
}

/// Endings of names of files and programs (Node.js), which no host has.
const FILES: [&str; 12] = [
    "js", "json", "ts", "html", "css", "php", "xml", "toml", "yaml", "txt", "pdf", "epub",
];

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
    let names_a_host = host.contains('.')
        && !FILES.contains(&top.to_ascii_lowercase().as_str())
        && top.len() >= 2
        && top.chars().all(|c| c.is_ascii_alphabetic());
    // An override in a link is reason enough; other texts must name a host to be compared.
    (names_a_host || turned).then(|| host.to_string())
}

/// Whether words name the file to which an address leads: `run.sh`, of a server that nobody takes it for.
fn is_named_by(words: &str, url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    path.matches('/').count() > 2 && last.eq_ignore_ascii_case(words.trim())
}

/// The host of a URL with an authority.
fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!scheme.is_empty() && !host.is_empty()).then_some(host)
}

fn without_www(host: &str) -> String {
    let host = host.to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_name() {
        assert!(is_named_by("run.sh", "https://a.org/b/run.sh?raw=1"));
        assert!(!is_named_by("b.org", "https://a.org/"));
        assert!(!is_named_by("a.org", "https://a.org"));
        assert!(!is_named_by("b.org", "https://a.org/c"));
    }

    #[test]
    fn hosts_are_read_as_they_are_shown() {
        assert_eq!(shown_host("https://a.org/x"), Some("a.org".into()));
        assert_eq!(shown_host("a.org"), Some("a.org".into()));
        assert_eq!(shown_host("\u{202e}moc.elpmaxe"), Some("example.com".into()));
        for words in ["انظر هنا", "a.b c", "1.2", "me@a.org", "Node.js!", "Node.js"] {
            assert_eq!(shown_host(words), None, "{words}");
        }
    }
}
