//! What a text is read as, so that a mended one can be held against it.

use std::fmt::Write;

use crate::diagnostic::{Report, Safety, Sources};
use crate::document::{Block, BlockKind, Document, Inline, Target};
use crate::manuscript::{Options, Source, parse};

/// How a text is built: its blocks and what stands in their lines, with addresses, code and pictures; and, where only spaces, signs and
/// marks may change, with all of its letters.
pub(super) fn structure(text: &str, name: &str, safety: Safety) -> String {
    let file = Sources::default().add(name, text);
    let source = Source { file, name, text };
    let document = parse(&[source], Options::default(), &mut Report::new());
    let mut out = String::new();
    let letters = safety == Safety::Safe;
    tell(&document, letters, &mut out);
    out
}

/// Vowel marks count as alphabetic in Unicode, and a tatweel too; both may be mended.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && c != 'ـ' && !unicode_normalization::char::is_combining_mark(c)
}

fn tell(document: &Document, letters: bool, out: &mut String) {
    document.visit(&mut |block| tell_block(block, letters, out));
}

fn tell_block(block: &Block, letters: bool, out: &mut String) {
    let name = match &block.kind {
        BlockKind::Heading(heading) => format!("heading {}", heading.level),
        BlockKind::Paragraph { .. } => "paragraph".into(),
        BlockKind::Figure { image, .. } => format!("figure {}", image.path),
        BlockKind::List { start, items, .. } => format!("list {start:?} {}", items.len()),
        BlockKind::Quote { blocks, attribution } => format!("quote {} {}", blocks.len(), attribution.is_some()),
        BlockKind::Table { header, rows, .. } => format!("table {} {}", header.len(), rows.len()),
        BlockKind::Code { language, text, .. } => format!("code {language:?} {text}"),
        BlockKind::Verse { lines } => format!("verse {}", lines.len()),
        BlockKind::Definitions { entries } => format!("definitions {}", entries.len()),
        BlockKind::Rule => "rule".into(),
        BlockKind::Group(group) => format!("group {} {}", group.name, group.blocks.len()),
        BlockKind::PageBreak => "page".into(),
    };
    let _ = writeln!(out, "{name}");
    for run in block.runs() {
        out.push('|');
        tell_run(run, letters, out);
    }
    out.push('\n');
}

fn tell_run(run: &[Inline], letters: bool, out: &mut String) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } if letters => out.extend(text.chars().filter(|&c| is_letter(c))),
            Inline::Text { .. } => {}
            Inline::Code { text, .. } => drop(write!(out, "<code {text}>")),
            Inline::Image(image) => drop(write!(out, "<image {}>", image.path)),
            Inline::Note { note, .. } => drop(write!(out, "<note {note}>")),
            Inline::Break => out.push_str("<break>"),
            Inline::Link { target, content, .. } => {
                match target {
                    Target::Url(url) => drop(write!(out, "<link {url}")),
                    // A heading's name follows its words.
                    Target::Anchor(_) => out.push_str("<link"),
                }
                tell_run(content, letters, out);
                out.push('>');
            }
            other => {
                let kind = match other {
                    Inline::Emphasis { .. } => "emphasis",
                    Inline::Strong { .. } => "strong",
                    Inline::Strikethrough { .. } => "struck",
                    Inline::Superscript { .. } => "raised",
                    Inline::Subscript { .. } => "lowered",
                    Inline::Underline { .. } => "underlined",
                    Inline::Small { .. } => "small",
                    Inline::Mark { .. } => "marked",
                    Inline::Abbreviation { .. } => "abbreviation",
                    _ => "apart",
                };
                let _ = write!(out, "<{kind} ");
                tell_run(other.content(), letters, out);
                out.push('>');
            }
        }
    }
}
