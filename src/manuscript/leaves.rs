//! What pages of their own are called, and what they hold.

use crate::document::{Block, BlockKind, Group, Inline, Role};

/// The names of such pages in all dialects.
const NAMES: &[(&str, Role)] = &[
    ("copyright", Role::CopyrightPage),
    ("copyright-page", Role::CopyrightPage),
    ("copyrightpage", Role::CopyrightPage),
    ("dedication", Role::Dedication),
    ("epigraph", Role::Epigraph),
    ("full-page", Role::FullPage),
    ("fullpage", Role::FullPage),
    ("half-title", Role::HalfTitle),
    ("half-title-page", Role::HalfTitle),
    ("halftitle", Role::HalfTitle),
    ("halftitlepage", Role::HalfTitle),
];

/// The page that a class names.
pub(super) fn leaf(class: &str) -> Option<Role> {
    let row = NAMES.binary_search_by(|row| row.0.cmp(class)).ok()?;
    NAMES.get(row).map(|row| row.1)
}

/// All such names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|row| row.0)
}

/// A group that has a page to itself.
pub(super) fn group(role: Role) -> Group {
    let name = match role {
        Role::HalfTitle => "half-title",
        Role::Dedication => "dedication",
        Role::Epigraph => "epigraph",
        Role::CopyrightPage => "copyright-page",
        Role::FullPage => "full-page",
        Role::Plain | Role::Box | Role::Missing | Role::Row | Role::Inset => "",
    };
    Group {
        role,
        name: name.into(),
        ..Group::default()
    }
}

/// Makes the first heading in such a group its title, and further ones lines of it: they head no text of the book.
pub(super) fn take_headings(group: &mut Group) {
    let mut blocks = std::mem::take(&mut group.blocks).into_iter().peekable();
    if group.title.is_empty()
        && let Some(Block {
            kind: BlockKind::Heading(heading),
            ..
        }) = blocks.next_if(|block| matches!(block.kind, BlockKind::Heading(_)))
    {
        group.title = heading.content;
    }
    group.blocks = blocks.map(as_line).collect();
}

fn as_line(mut block: Block) -> Block {
    if let BlockKind::Heading(heading) = &mut block.kind {
        let content = vec![Inline::Strong {
            content: std::mem::take(&mut heading.content),
        }];
        block.kind = BlockKind::Paragraph { content };
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_looked_up() {
        assert!(NAMES.is_sorted_by_key(|row| row.0));
        assert_eq!(leaf("dedication"), Some(Role::Dedication));
        assert_eq!(leaf("note"), None);
    }
}
