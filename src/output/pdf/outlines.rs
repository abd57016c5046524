//! Letters of drawings that have no text of their own: marks on letters, and characters that no font has. An archive's PDF asks for the
//! text of every glyph (ISO 19005-3, 6.2.11.7), so text that has such glyphs is drawn as outlines. What a drawing says stands beside it in
//! its words.

use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::visualize::{Image, ImageKind, SvgImage};
use usvg::{Group, Node, Tree, WriteOptions};

/// Sets outlines for the text of those drawings of a frame that have such letters.
pub(super) fn set(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => set(&mut group.frame),
            FrameItem::Image(image, ..) => {
                if let Some(outlined) = outlined(image) {
                    *image = outlined;
                }
            }
            _ => {}
        }
        true
    });
}

/// Whether a frame has a drawing with such letters.
pub(super) fn are_needed(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => are_needed(&group.frame),
        FrameItem::Image(image, ..) => {
            matches!(image.kind(), ImageKind::Svg(drawing) if lacks_text(drawing.tree().root()))
        }
        _ => false,
    })
}

/// A drawing with outlines for letters; none where its letters can stay, or where it cannot be read again.
fn outlined(image: &Image) -> Option<Image> {
    let ImageKind::Svg(drawing) = image.kind() else {
        return None;
    };
    let tree: &Tree = drawing.tree();
    if !lacks_text(tree.root()) {
        return None;
    }
    let written = tree.to_string(&WriteOptions::default());
    let drawing = SvgImage::new(Bytes::from_string(written)).ok()?;
    Some(Image::new(drawing, image.alt().map(Into::into), image.scaling()))
}

/// Whether a group holds a glyph without a text, or a glyph for what its font has not.
fn lacks_text(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Group(inner) => lacks_text(inner),
        Node::Text(text) => {
            let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
            glyphs.any(|glyph| glyph.text.is_empty() || glyph.id.0 == 0)
        }
        _ => false,
    })
}
