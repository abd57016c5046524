//! Lists, whose items come one after the other, each with its level.

use crate::document::{Block, BlockKind, ListItem};
use crate::import::items::{Listed, block};

/// Whether an item is one line, perhaps with a list under it.
pub(super) fn is_close(blocks: &[Block]) -> bool {
    match blocks {
        [] => true,
        [text] => matches!(text.kind, BlockKind::Paragraph { .. } | BlockKind::List { .. }),
        [text, list] => matches!(
            (&text.kind, &list.kind),
            (BlockKind::Paragraph { .. }, BlockKind::List { tight: true, .. })
        ),
        _ => false,
    }
}

/// The lists that are open, the outermost first.
#[derive(Default)]
pub(super) struct Lists(Vec<(Listed, Vec<ListItem>)>);

impl Lists {
    pub(super) fn item(&mut self, listed: &Listed, blocks: Vec<Block>, out: &mut Vec<Block>) {
        // An item that begins deeper than any before it stands one deeper.
        let level = listed.level.min(self.0.len());
        while self.0.len() > level + 1 {
            self.close(out);
        }
        if let Some((first, items)) = self.0.get(level) {
            let counted = first.number.as_ref().map(|first| first.0 + items.len() as u64);
            let number = listed.number.as_ref().map(|number| number.0);
            let lettered = |listed: &Listed| listed.number.as_ref().is_some_and(|number| !number.1.is_empty());
            // Boxes that are ticked and boxes that are not are of one list.
            let tasks = first.task.is_some() && listed.task.is_some();
            let other = first.key != listed.key && counted.is_none() && !tasks;
            if other || counted != number || lettered(first) != lettered(listed) {
                self.close(out);
            }
        }
        let marker = listed
            .number
            .as_ref()
            .map(|number| number.1.clone())
            .unwrap_or_default();
        let item = ListItem {
            task: listed.task,
            marker,
            blocks,
        };
        match self.0.get_mut(level) {
            Some((_, items)) => items.push(item),
            None => self.0.push((listed.clone(), vec![item])),
        }
    }

    /// Blocks that go on with the item before them.
    pub(super) fn go_on(&mut self, blocks: Vec<Block>, out: &mut Vec<Block>) {
        match self.0.last_mut().and_then(|(_, items)| items.last_mut()) {
            Some(item) => item.blocks.extend(blocks),
            None => out.extend(blocks),
        }
    }

    /// Ends the innermost list.
    fn close(&mut self, out: &mut Vec<Block>) {
        let Some((listed, items)) = self.0.pop() else { return };
        let list = block(BlockKind::List {
            start: listed.number.map(|number| number.0),
            tight: items.iter().all(|item| is_close(&item.blocks)),
            items,
        });
        self.go_on(vec![list], out);
    }

    pub(super) fn end(&mut self, out: &mut Vec<Block>) {
        while !self.0.is_empty() {
            self.close(out);
        }
    }
}
