//! What inlines and blocks amount to: figures, quotations with who said them, pictures.

use std::collections::BTreeMap;

use super::clean::letters;
use super::links::percent_decode;
use crate::diagnostic::Span;
use crate::document::{Block, BlockKind, Image, Inline, plain_text};

/// A paragraph of these inlines, or a figure where they are only an image; none where they are blank.
pub(super) fn paragraph(inlines: Vec<Inline>, titles: &BTreeMap<Span, String>) -> Option<BlockKind> {
    let mut rest = inlines.iter().filter(|inline| !is_blank(inline));
    let first = rest.next()?;
    if let (Inline::Image(image), None) = (first, rest.next()) {
        let title = titles.get(&image.span).map_or("", String::as_str);
        let text = Inline::Text {
            text: title.into(),
            span: image.span,
        };
        let caption = if title.trim().is_empty() {
            Vec::new()
        } else {
            vec![text]
        };
        return Some(BlockKind::Figure {
            image: image.clone(),
            caption,
        });
    }
    Some(BlockKind::Paragraph { content: inlines })
}

fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text { text, .. } => text.chars().all(|c| matches!(c, ' ' | '\t' | '\n')),
        Inline::Break => true,
        _ => false,
    }
}

/// A picture in the line, its alternative text the letters that stood in its brackets.
pub(super) fn image(path: &str, alternative: &[Inline], span: Span) -> Image {
    let path = percent_decode(path).unwrap_or_else(|| path.to_string());
    let path = path.strip_prefix("./").unwrap_or(&path).to_string();
    Image {
        path,
        alt: letters(&plain_text(alternative)).into_owned(),
        span,
    }
}

/// A quotation; its last line is its attribution where it begins with an em dash or a horizontal bar.
pub(super) fn quote(mut blocks: Vec<Block>) -> BlockKind {
    let alone = blocks.len() == 1;
    let mut attribution = None;
    let mut spent = false;
    if let Some(BlockKind::Paragraph { content }) = blocks.last_mut().map(|block| &mut block.kind) {
        let mut line = last_line(content);
        if plain_text(&line).starts_with(['—', '―']) && !(alone && content.is_empty()) {
            spent = content.is_empty();
            line.retain(|inline| !matches!(inline, Inline::Break));
            attribution = Some(line);
        } else {
            content.extend(line);
        }
    }
    if spent {
        blocks.pop();
    }
    BlockKind::Quote { blocks, attribution }
}

/// Takes the last line off a paragraph: its last line end or wanted break, and what follows it.
fn last_line(content: &mut Vec<Inline>) -> Vec<Inline> {
    let ends_line = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text { text, .. } => text.contains('\n'),
        _ => false,
    };
    let Some(at) = content.iter().rposition(ends_line) else {
        return std::mem::take(content);
    };
    let mut line = content.split_off(at);
    if let Some(Inline::Text { text, span }) = line.first_mut() {
        let cut = text.rfind('\n').unwrap_or(0);
        let after = text.split_off(cut);
        let before = std::mem::replace(text, after);
        content.push(Inline::Text {
            text: before,
            span: *span,
        });
    }
    line
}

/// From where to where inlines reach.
pub(super) fn extent(inlines: &[Inline]) -> Option<Span> {
    let mut found: Option<Span> = None;
    for inline in inlines {
        inline.visit(&mut |inner| {
            let span = match inner {
                Inline::Text { span, .. } | Inline::Code { span, .. } => *span,
                Inline::Link { span, .. } | Inline::Note { span, .. } => *span,
                Inline::Image(image) => image.span,
                _ => return,
            };
            let all = found.get_or_insert(span);
            all.start = all.start.min(span.start);
            all.end = all.end.max(span.end);
        });
    }
    found
}
