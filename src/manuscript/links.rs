//! Links: to headings of the book, or out of it. Those that lead nowhere are reported, and only their text stays.

use std::borrow::Cow;

use super::anchors::Anchors;
use super::tally::{Odd, Tally};
use super::{Source, change_runs};
use crate::diagnostic::{Diagnostic, Report, Span, said};
use crate::document::{BlockKind, Document, Inline, Target, is_untypable, plain_text, says_address};
use percent_encoding::{percent_decode_str, percent_encode_byte};

/// Where a link may lead out of the book (registered URI schemes that readers' devices know what to do with).
const SCHEMES: [&str; 13] = [
    "http", "https", "mailto", "tel", "sms", "geo", "ftp", "magnet", "xmpp", "matrix", "irc", "ircs", "urn",
];

/// Settles every link's target.
pub(super) fn resolve(
    document: &mut Document,
    sources: &[Source<'_>],
    anchors: &Anchors,
    tally: &mut Tally,
    report: &mut Report,
) {
    change_runs(document, &mut |run| {
        if !run.iter().any(|inline| matches!(inline, Inline::Link { .. })) {
            return;
        }
        let mut settled = Vec::with_capacity(run.len());
        for inline in run.drain(..) {
            let Inline::Link {
                target: Target::Url(url),
                content,
                span,
            } = inline
            else {
                settled.push(inline);
                continue;
            };
            // Words that say the address are printed as they are.
            if scheme(&url).is_some() && is_untypable(&url) && !says_address(&plain_text(&content), &url) {
                tally.count(Odd::LongAddress, span);
            }
            match target(&url, span, sources, anchors) {
                Ok(target) => settled.push(Inline::Link { target, content, span }),
                Err(finding) => {
                    match finding {
                        Some(finding) => report.add(finding.at(span)),
                        None => tally.count(Odd::SiteLink, span),
                    }
                    settled.extend(content);
                }
            }
        }
        *run = settled;
    });
    document.change(&mut |block| {
        let span = block.span;
        let BlockKind::Figure { link, .. } = &mut block.kind else {
            return;
        };
        let Some(Target::Url(url)) = link else { return };
        match target(url, span, sources, anchors) {
            Ok(target) => *link = Some(target),
            Err(finding) => {
                match finding {
                    Some(finding) => report.add(finding.at(span)),
                    None => tally.count(Odd::SiteLink, span),
                }
                *link = None;
            }
        }
    });
}

/// Where a link leads. Where it leads nowhere: the finding, or none for a place of a website, which are counted.
fn target(url: &str, span: Span, sources: &[Source<'_>], anchors: &Anchors) -> Result<Target, Option<Diagnostic>> {
    let url = url.trim();
    if let Some(scheme) = scheme(url) {
        return if SCHEMES.contains(&scheme.as_str()) {
            Ok(Target::Url(percent_encode(url)))
        } else {
            let message = said!("a link with `{scheme}:` is left out; its text is kept", scheme);
            Err(Some(
                Diagnostic::warning("unsafe-link", message).hint("link with https:, mailto: or tel:"),
            ))
        };
    }
    let (path, name) = url.split_once('#').unwrap_or((url, ""));
    let (path, name) = (percent_decode(path), percent_decode(name));
    let (path, name) = (path.as_deref().unwrap_or(""), name.as_deref().unwrap_or(""));
    let file = if path.is_empty() {
        Some(span.file)
    } else {
        file_named(path, span, sources)
    };
    let found = file.and_then(|file| match name {
        "" if path.is_empty() => None,
        "" => anchors.first(file),
        name => anchors.find(file, name),
    });
    found.cloned().map(Target::Anchor).ok_or_else(|| broken(url))
}

fn broken(url: &str) -> Option<Diagnostic> {
    let finding = Diagnostic::warning(
        "broken-link",
        said!("the link to `{url}` leads nowhere; its text is kept", url),
    );
    match url {
        "#" => None,
        _ if url.starts_with('#') => Some(finding.hint("name the heading it means: # … {#name}")),
        _ if url.starts_with("www.") || url.starts_with("//") => {
            Some(finding.hint(said!("write https://{address}", address = url.trim_start_matches('/'))))
        }
        _ => None,
    }
}

/// A file of the manuscript, named from the folder of the file that holds the link or from the book's folder: as it is, as the page that
/// websites make of it (`a.html`, `a/`), in double brackets without folder and ending, or from a website's root.
fn file_named(path: &str, from: Span, sources: &[Source<'_>]) -> Option<crate::diagnostic::FileId> {
    let here = sources.iter().find(|source| source.file == from.file)?;
    let folder = here.name.rsplit_once('/').map_or("", |parts| parts.0);
    let (beside, below) = (joined(folder, path), joined("", path));
    let names = [&beside, &below];
    let exact = || {
        sources
            .iter()
            .filter(|source| names.iter().any(|name| *name == source.name))
    };
    let as_page = || {
        sources
            .iter()
            .filter(|source| names.iter().any(|name| page(name) == page(source.name)))
    };
    let in_brackets = || sources.iter().filter(|source| last(page(source.name)) == path);
    let mut of_site = sources
        .iter()
        .filter(|source| last(page(source.name)) == last(page(&below)));
    let found = [exact().next(), as_page().next(), in_brackets().next()]
        .into_iter()
        .flatten()
        .next();
    let found = found.or_else(|| match (of_site.next(), of_site.next()) {
        (Some(only), None) if path.starts_with('/') => Some(only),
        _ => None,
    });
    found.map(|source| source.file)
}

/// A path from a folder, without steps to where it is or up.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a file and the page that a website makes of it have in common in their names.
fn page(name: &str) -> &str {
    const ENDINGS: [&str; 9] = [
        ".md",
        ".markdown",
        ".mdx",
        ".qmd",
        ".Rmd",
        ".rmd",
        ".txt",
        ".html",
        ".htm",
    ];
    let bare = ENDINGS
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name);
    let folder = bare.strip_suffix("/README").or_else(|| bare.strip_suffix("/index"));
    folder.unwrap_or(bare)
}

/// The last name in a path.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The scheme that a URI begins with (RFC 3986, 3.1), in lower case.
fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// The URI with everything that RFC 3986 does not allow as it is in percent form. A host name of other letters is left alone:
/// percent signs would break it.
fn percent_encode(url: &str) -> String {
    let host_end = match url.split_once("://") {
        Some((scheme, rest)) => scheme.len() + 3 + rest.find(['/', '?', '#']).unwrap_or(rest.len()),
        None => 0,
    };
    let (host, rest) = url.split_at_checked(host_end).unwrap_or(("", url));
    let mut out: String = host.chars().filter(|c| !c.is_whitespace() && !is_control(*c)).collect();
    for (i, byte) in rest.bytes().enumerate() {
        let hex = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        // Behind the host no bracket stands, and but one sign of a fragment.
        let again = byte == b'#' && out.contains('#');
        let kept = byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) && !again;
        if kept || (byte == b'%' && hex(i + 1) && hex(i + 2)) {
            out.push(char::from(byte));
        } else {
            out.push_str(percent_encode_byte(byte));
        }
    }
    out
}

fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with percent forms resolved; none where they are no UTF-8.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8();
    text.ok().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    #[test]
    fn files_are_found_as_other_programs_name_them() {
        let names = [
            "README.md",
            "one/README.md",
            "two/start.md",
            "two/more.mdx",
            "three/more.md",
        ];
        let mut all = Sources::default();
        let sources = names.map(|name| Source {
            file: all.add(name, "x"),
            name,
            text: "x",
        });
        for (from, path, found) in [
            (2, "../one/README.md", Some(1)),
            (1, "../two/./start.md", Some(2)),
            (2, "more.html", Some(3)),
            (2, "../one/", Some(1)),
            (0, "one", Some(1)),
            (0, "two/start.html", Some(2)),
            (0, "/docs/start.html", Some(2)),
            (0, "/docs/more.html", None),
            (0, "start", Some(2)),
            (0, "docs/start.html", None),
            (4, "../../two/start.md", Some(2)),
            (4, "..", None),
        ] {
            let at = Span::new(sources[from].file, 0..1);
            let file = file_named(path, at, &sources);
            assert_eq!(file, found.map(|found: usize| sources[found].file), "{path}");
        }
    }
}
