//! What a mark stands for, put into the document.

use std::ops::Range;

use super::attributes::Attributes;
use super::builder::Builder;
use super::frame::{By, Ender, Kind};
use super::leaves::leaf;
use super::marks::Mark;
use super::{groups, inlines};
use crate::diagnostic::Span;
use crate::document::{Block, BlockKind, Group, Inline, Role};

/// Reads a mark.
pub(super) fn mark(mark: Mark, place: Range<usize>, builder: &mut Builder<'_>) {
    if let Mark::OpenGroup(attributes) | Mark::OpenSpan(attributes) | Mark::Block(attributes) = &mark
        && let Some(id) = &attributes.id
    {
        let span = builder.span(place.clone());
        builder.gathered.ids.push((span, id.clone()));
    }
    match mark {
        Mark::OpenGroup(attributes) => open_group(&attributes, place, builder),
        Mark::CloseGroup => builder.close_mark(Ender::Group),
        Mark::Callout(name) => callout(&name, builder),
        Mark::OpenTitle => open(Kind::Title, Ender::Title, place, builder),
        Mark::CloseTitle => builder.close_mark(Ender::Title),
        Mark::OpenCaption => open(Kind::Caption, Ender::Caption, place, builder),
        Mark::CloseCaption => builder.close_mark(Ender::Caption),
        Mark::OpenVerse => open(Kind::Verse, Ender::Verse, place, builder),
        Mark::CloseVerse => builder.close_mark(Ender::Verse),
        Mark::OpenSpan(attributes) => {
            let kind = inlines::run(&attributes, false, &place, builder).map_or(Kind::Transparent, Kind::Styled);
            builder.open_by(kind, By::Mark(Ender::Span), place);
        }
        Mark::CloseSpan => builder.close_mark(Ender::Span),
        Mark::OpenNote => builder.open_by(Kind::InlineNote, By::Mark(Ender::Note), place),
        Mark::CloseNote => builder.close_mark(Ender::Note),
        Mark::PageBreak => {
            builder.close_inline_tags();
            let span = builder.span(place);
            builder.push_block(BlockKind::PageBreak, span);
        }
        Mark::Apart => {}
        Mark::Counter(letter) => counter(letter, builder),
        Mark::Inline(attributes) => set_width(&attributes, builder),
        Mark::Block(attributes) => set_block(&attributes, builder),
    }
}

fn open(kind: Kind, ender: Ender, place: Range<usize>, builder: &mut Builder<'_>) {
    builder.close_inline_tags();
    builder.end_loose_paragraph();
    builder.open_by(kind, By::Mark(ender), place);
}

/// A group in a fence; what is called verse is verse.
fn open_group(attributes: &Attributes, place: Range<usize>, builder: &mut Builder<'_>) {
    if ["verse", "poem", "poetry"].iter().any(|class| attributes.has(class)) {
        return open(Kind::Verse, Ender::Group, place, builder);
    }
    let mut group = groups::of(attributes, builder.words);
    let span = builder.span(place.clone());
    if let Some(title) = attributes.value("title").filter(|_| group.role == Role::Box) {
        group.title = vec![text(title, span)];
    }
    open(Kind::Group(Box::new(group)), Ender::Group, place, builder);
    if let Some(top) = builder.stack.last_mut() {
        top.direction = attributes.direction();
    }
}

fn text(text: &str, span: Span) -> Inline {
    Inline::Text {
        text: text.into(),
        span,
    }
}

/// The quotation that begins with an alert is a box.
fn callout(name: &str, builder: &mut Builder<'_>) {
    if matches!(builder.top(), Some(Kind::Quote)) {
        let group = groups::boxed(name, builder.words);
        builder.become_kind(Kind::Group(Box::new(group)));
    }
}

/// The item around this counts with a letter.
fn counter(letter: String, builder: &mut Builder<'_>) {
    let items = builder
        .stack
        .iter_mut()
        .rev()
        .filter_map(|frame| match &mut frame.kind {
            Kind::Item { marker, .. } => Some(marker),
            _ => None,
        });
    if let Some(marker) = items.take(1).next() {
        *marker = letter;
    }
}

/// Attributes behind a picture, or behind a link that is one, say how wide it is, or that it is to fill a page.
fn set_width(attributes: &Attributes, builder: &mut Builder<'_>) {
    let before = builder.stack.last_mut().and_then(|top| top.inlines.last_mut());
    let image = match before {
        Some(Inline::Image(image)) => image,
        Some(Inline::Link { content, .. }) => match &mut content[..] {
            [Inline::Image(image)] => image,
            _ => return,
        },
        _ => return,
    };
    image.width = attributes.width().or(image.width);
    image.full_page |= attributes
        .classes
        .iter()
        .any(|class| leaf(class) == Some(Role::FullPage));
}

/// Attributes of the block before: a box by its class, a side, a direction.
fn set_block(attributes: &Attributes, builder: &mut Builder<'_>) {
    builder.end_loose_paragraph();
    let group = groups::of(attributes, builder.words);
    let Some(top) = builder.stack.last_mut() else { return };
    let Some(last) = top.blocks.last_mut() else { return };
    if let Some(direction) = attributes.direction() {
        last.direction = Some(direction);
    }
    let stands_out = group.role != Role::Plain || group.align.is_some();
    if !stands_out || matches!(last.kind, BlockKind::Heading(_)) {
        return;
    }
    let inner: Vec<Block> = top.blocks.pop().into_iter().collect();
    let span = inner.first().map(|block| block.span).unwrap_or_default();
    builder.push_block(BlockKind::Group(Group { blocks: inner, ..group }), span);
}
