//! What inlines and blocks amount to: figures, quotations with who said them, pictures.

use std::collections::BTreeMap;

use super::clean::letters;
use super::marks::JOINER;
use crate::diagnostic::Span;
use crate::document::{Block, BlockId, BlockKind, Group, Image, Inline, Role, Target, plain_text};

/// What these inlines amount to: paragraphs, and a figure for each line that is only pictures. Nothing where they are blank.
pub(super) fn paragraphs(inlines: Vec<Inline>, titles: &BTreeMap<Span, String>) -> Vec<BlockKind> {
    let has_picture = |inline: &Inline| pictured(inline).is_some();
    if !inlines.iter().any(has_picture) {
        return paragraph(inlines).into_iter().collect();
    }
    let mut found = Vec::new();
    let mut prose: Vec<Inline> = Vec::new();
    for line in lines(inlines) {
        let alone = line.iter().all(|inline| is_blank(inline) || has_picture(inline)) && line.iter().any(has_picture);
        if alone {
            found.extend(paragraph(std::mem::take(&mut prose)));
            let mut figures: Vec<Block> = line
                .iter()
                .filter_map(pictured)
                .map(|(image, link)| figure(image, link, titles))
                .collect();
            found.extend(match figures.len() {
                1 => figures.pop().map(|figure| figure.kind),
                _ => Some(row(figures)),
            });
        } else {
            prose.extend(line);
        }
    }
    found.extend(paragraph(prose));
    found
}

pub(super) fn paragraph(mut inlines: Vec<Inline>) -> Option<BlockKind> {
    trim(&mut inlines);
    (!inlines.iter().all(is_blank)).then_some(BlockKind::Paragraph { content: inlines })
}

/// The picture that an inline is, with the link that is around nothing else.
fn pictured(inline: &Inline) -> Option<(&Image, Option<&Inline>)> {
    match inline {
        Inline::Image(image) => Some((image, None)),
        Inline::Link { content, .. } => match &content[..] {
            [Inline::Image(image)] => Some((image, Some(inline))),
            _ => None,
        },
        _ => None,
    }
}

fn figure(image: &Image, link: Option<&Inline>, titles: &BTreeMap<Span, String>) -> Block {
    let title = titles.get(&image.span).map_or("", String::as_str);
    let caption = Inline::Text {
        text: title.into(),
        span: image.span,
    };
    // A link to the picture itself in full size says nothing in a book.
    let link = link.and_then(|link| match link {
        Inline::Link { target, .. } => Some(target.clone()),
        _ => None,
    });
    let link = link.filter(|target| !matches!(target, Target::Url(url) if is_picture_name(url)));
    let kind = BlockKind::Figure {
        image: image.clone(),
        link,
        caption: Some(caption).filter(|_| !title.trim().is_empty()).into_iter().collect(),
    };
    Block {
        id: BlockId(0),
        span: image.span,
        direction: None,
        kind,
    }
}

/// The pictures of one line, which stand side by side.
fn row(blocks: Vec<Block>) -> BlockKind {
    BlockKind::Group(Group {
        role: Role::Row,
        name: String::new(),
        label: String::new(),
        title: Vec::new(),
        align: None,
        language: None,
        blocks,
    })
}

/// Whether an address ends as a picture's name does.
fn is_picture_name(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// The lines of a run, each with the line's end behind it.
pub(super) fn lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut found = vec![Vec::new()];
    for inline in inlines {
        match inline {
            Inline::Text { text, span } if text.contains('\n') => {
                for piece in text.split_inclusive('\n') {
                    let text = piece.to_string();
                    let ends = text.ends_with('\n');
                    if let Some(line) = found.last_mut() {
                        line.push(Inline::Text { text, span });
                    }
                    if ends {
                        found.push(Vec::new());
                    }
                }
            }
            inline => {
                let ends = matches!(inline, Inline::Break);
                if let Some(line) = found.last_mut() {
                    line.push(inline);
                }
                if ends {
                    found.push(Vec::new());
                }
            }
        }
    }
    found
}

/// Takes the breaks and blanks off both ends of a run.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    while inlines.last().is_some_and(is_blank) {
        inlines.pop();
    }
    let first = inlines.iter().position(|inline| !is_blank(inline)).unwrap_or(0);
    inlines.drain(..first);
}

pub(super) fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text { text, .. } => text.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | JOINER)),
        Inline::Break => true,
        _ => false,
    }
}

/// A picture in the line, its alternative text the letters that stood in its brackets. The path is as the author wrote it: what
/// it means in percent form is looked for where there is no such file.
pub(super) fn image(path: &str, alternative: &[Inline], span: Span) -> Image {
    Image {
        path: path.strip_prefix("./").unwrap_or(path).to_string(),
        alt: letters(&plain_text(alternative)).into_owned(),
        width: None,
        full_page: false,
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
