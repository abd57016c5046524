//! What stands on pages of its own: a half title, a dedication, an epigraph, a page of rights, a picture that fills its page; and the
//! book's title, which has one already.

use std::collections::BTreeMap;

use super::headings::HeadingAttributes;
use super::leaves;
use super::titles::folded;
use crate::diagnostic::{Diagnostic, Report, Span, said};
use crate::document::{Block, BlockId, BlockKind, Document, Group, Heading, Inline, Role, anchor, plain_text};

/// How many chapters must stand below the one heading of the level above them for it to stand beside them.
const CHAPTERS: usize = 2;

/// What became of the heading over all others.
#[derive(Debug, Default)]
pub(super) struct Top {
    /// The place of one that became the first of the chapters: it has no number.
    pub(super) bare: Option<Span>,
    /// The names of one that was taken off, by which links may still call it.
    pub(super) names: Vec<(Span, String)>,
}

/// Takes the book's own title off the head of its text where it is the only heading of its level, or has no text under it: it stands on
/// the title page. Another heading that alone stands above chapters becomes the first of them.
pub(super) fn settle_title(
    document: &mut Document,
    title: Option<&str>,
    attributes: &BTreeMap<Span, HeadingAttributes>,
    report: &mut Report,
) -> Top {
    let leaf = |block: &Block| attributes.get(&block.span).and_then(HeadingAttributes::leaf).is_some();
    let level = |(at, block): (usize, &Block)| match &block.kind {
        BlockKind::Heading(heading) if !leaf(block) => Some((at, heading.level)),
        _ => None,
    };
    let levels: Vec<(usize, u8)> = document.blocks.iter().enumerate().filter_map(level).collect();
    let (length, nothing) = (document.blocks.len(), Top::default());
    let Some((&(first, top), rest)) = levels.split_first() else {
        return nothing;
    };
    let Some(block) = document.blocks.get_mut(first) else {
        return nothing;
    };
    let (span, found) = (block.span, attributes.get(&block.span));
    let BlockKind::Heading(heading) = &mut block.kind else {
        return nothing;
    };
    if heading.part || found.is_some_and(HeadingAttributes::opens_part) || rest.iter().any(|(_, level)| *level < top) {
        return nothing;
    }
    let alone = rest.iter().all(|(_, level)| *level > top);
    let empty = rest.first() == Some(&(first + 1, top));
    let text = plain_text(&heading.content);
    let is_title = title.is_some_and(|title| folded(title) == folded(&text));
    if is_title && (alone || empty) && length > 1 && only_letters(heading) {
        document.blocks.remove(first);
        let id = found.and_then(HeadingAttributes::id).map(str::to_string);
        let names = id.into_iter().chain([anchor(&text)]).map(|name| (span, name)).collect();
        return Top { bare: None, names };
    }
    let next = rest.iter().map(|(_, level)| *level).min();
    let below = rest.iter().filter(|(_, level)| Some(*level) == next).count();
    if !alone || below < CHAPTERS {
        return nothing;
    }
    heading.level = next.unwrap_or(top);
    report.add(raised(&text, span));
    Top {
        bare: Some(span),
        names: Vec::new(),
    }
}

fn raised(heading: &str, span: Span) -> Diagnostic {
    let message = said!(
        "the headings below \"{heading}\" are the chapters, and it stands beside them: it is the only one of its level",
        heading
    );
    let hint =
        "to have it above them, make it a part: # … {.part}; if it is the book's title, write it so: title = \"…\"";
    Diagnostic::note("raised-chapters", message).at(span).hint(hint)
}

/// Whether a heading holds nothing that the title page would not show.
fn only_letters(heading: &Heading) -> bool {
    let mut only = true;
    for inline in &heading.content {
        inline.visit(&mut |inner| only &= !matches!(inner, Inline::Note { .. } | Inline::Image(_)));
    }
    only
}

/// Makes pages of what is to have pages of its own: headings of such a class with what stands under them, groups, pictures. A dedication
/// or an epigraph right under a heading, or amid the text, is that chapter's and stays there; what stands inside other things has no page.
pub(super) fn settle(document: &mut Document, attributes: &BTreeMap<Span, HeadingAttributes>) {
    let mut found: Vec<Block> = Vec::new();
    let mut blocks = std::mem::take(&mut document.blocks).into_iter().peekable();
    while let Some(mut block) = blocks.next() {
        let heads = attributes.get(&block.span).and_then(HeadingAttributes::leaf);
        match (&mut block.kind, heads) {
            (BlockKind::Heading(heading), Some(role)) => {
                let mut group = leaves::group(role);
                group.title = std::mem::take(&mut heading.content);
                while let Some(under) = blocks.next_if(|next| !ends_leaf(next)) {
                    group.blocks.push(under);
                }
                block.kind = BlockKind::Group(group);
            }
            (BlockKind::Figure { image, .. }, _) if image.full_page => {
                let group = leaves::group(Role::FullPage);
                let span = block.span;
                block = Block {
                    id: BlockId(0),
                    span,
                    direction: None,
                    kind: BlockKind::Group(Group {
                        blocks: vec![block],
                        ..group
                    }),
                };
            }
            (BlockKind::Group(group), _) if stays(group, found.last(), blocks.peek(), &found) => {
                group.role = Role::Inset;
            }
            _ => {}
        }
        block.children_mut().into_iter().for_each(keep_within);
        found.push(block);
    }
    document.blocks = found;
}

/// Whether a block ends what stands under the heading of a page.
fn ends_leaf(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Heading(_) | BlockKind::PageBreak => true,
        BlockKind::Group(group) => group.role.is_leaf(),
        BlockKind::Figure { image, .. } => image.full_page,
        _ => false,
    }
}

/// Whether a dedication or an epigraph belongs to the chapter that it stands in.
fn stays(group: &Group, before: Option<&Block>, after: Option<&Block>, all: &[Block]) -> bool {
    if !matches!(group.role, Role::Dedication | Role::Epigraph) {
        return false;
    }
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let is_inset = |block: &Block| matches!(&block.kind, BlockKind::Group(group) if group.role == Role::Inset);
    let under = before.is_some_and(|block| is_heading(block) || is_inset(block));
    under || after.is_some_and(|next| !ends_leaf(next)) && all.iter().any(is_heading)
}

/// Takes its page from what stands inside something else.
fn keep_within(block: &mut Block) {
    block.change(&mut |block| {
        if let BlockKind::Group(group) = &mut block.kind {
            group.role = match group.role {
                Role::Dedication | Role::Epigraph => Role::Inset,
                Role::HalfTitle | Role::CopyrightPage | Role::FullPage => Role::Plain,
                other => other,
            };
        }
    });
}
