//! Going through a document, and making a changed one from it.

use super::{Block, BlockKind, Document, Group, Image, Inline, Role, Target};

/// A caption or title, where there is one.
fn captions(text: &Vec<Inline>) -> impl Iterator<Item = &Vec<Inline>> {
    Some(text).filter(|text| !text.is_empty()).into_iter()
}

impl Inline {
    /// The inlines inside this one; empty for letters, code, pictures, notes and breaks.
    pub fn content(&self) -> &[Inline] {
        match self {
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strikethrough { content }
            | Inline::Superscript { content }
            | Inline::Subscript { content }
            | Inline::Underline { content }
            | Inline::Small { content }
            | Inline::Mark { content }
            | Inline::Abbreviation { content, .. }
            | Inline::Link { content, .. }
            | Inline::Isolate { content, .. } => content,
            Inline::Text { .. } | Inline::Image(_) | Inline::Code { .. } | Inline::Note { .. } | Inline::Break => &[],
        }
    }

    /// The same, to be changed; none for those that hold no inlines.
    pub fn content_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strikethrough { content }
            | Inline::Superscript { content }
            | Inline::Subscript { content }
            | Inline::Underline { content }
            | Inline::Small { content }
            | Inline::Mark { content }
            | Inline::Abbreviation { content, .. }
            | Inline::Link { content, .. }
            | Inline::Isolate { content, .. } => Some(content),
            Inline::Text { .. } | Inline::Image(_) | Inline::Code { .. } | Inline::Note { .. } | Inline::Break => None,
        }
    }

    /// Calls `visit` for this inline and all inside it, outermost first.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Inline)) {
        visit(self);
        self.content().iter().for_each(|inline| inline.visit(visit));
    }
}

impl Block {
    /// The runs of inlines that stand directly in this block (not in blocks inside it), in reading order.
    pub fn runs(&self) -> Vec<&[Inline]> {
        match &self.kind {
            BlockKind::Heading(heading) => vec![&heading.content],
            BlockKind::Paragraph { content } => vec![content],
            BlockKind::Figure { caption, .. } => vec![caption],
            BlockKind::Quote { attribution, .. } => attribution.iter().map(Vec::as_slice).collect(),
            BlockKind::Table {
                caption, header, rows, ..
            } => captions(caption)
                .chain(header)
                .chain(rows.iter().flatten())
                .map(Vec::as_slice)
                .collect(),
            BlockKind::Group(group) => captions(&group.title).map(Vec::as_slice).collect(),
            BlockKind::Verse { lines } => lines
                .iter()
                .flat_map(|line| std::iter::once(&line.first).chain(&line.second))
                .map(Vec::as_slice)
                .collect(),
            BlockKind::Definitions { entries } => entries.iter().flat_map(|e| &e.terms).map(Vec::as_slice).collect(),
            BlockKind::Code { caption, .. } => captions(caption).map(Vec::as_slice).collect(),
            BlockKind::List { .. } | BlockKind::Rule | BlockKind::PageBreak => vec![],
        }
    }

    /// The same runs, to be changed.
    pub fn runs_mut(&mut self) -> Vec<&mut Vec<Inline>> {
        match &mut self.kind {
            BlockKind::Heading(heading) => vec![&mut heading.content],
            BlockKind::Paragraph { content } => vec![content],
            BlockKind::Figure { caption, .. } => vec![caption],
            BlockKind::Quote { attribution, .. } => attribution.iter_mut().collect(),
            BlockKind::Table {
                caption, header, rows, ..
            } => Some(caption)
                .filter(|caption| !caption.is_empty())
                .into_iter()
                .chain(header)
                .chain(rows.iter_mut().flatten())
                .collect(),
            BlockKind::Group(group) => Some(&mut group.title)
                .filter(|title| !title.is_empty())
                .into_iter()
                .collect(),
            BlockKind::Verse { lines } => lines
                .iter_mut()
                .flat_map(|line| std::iter::once(&mut line.first).chain(&mut line.second))
                .collect(),
            BlockKind::Definitions { entries } => entries.iter_mut().flat_map(|e| &mut e.terms).collect(),
            BlockKind::Code { caption, .. } => Some(caption)
                .filter(|caption| !caption.is_empty())
                .into_iter()
                .collect(),
            BlockKind::List { .. } | BlockKind::Rule | BlockKind::PageBreak => vec![],
        }
    }

    /// The blocks that stand directly in this one, in reading order.
    pub fn children(&self) -> Vec<&Block> {
        match &self.kind {
            BlockKind::List { items, .. } => items.iter().flat_map(|item| &item.blocks).collect(),
            BlockKind::Quote { blocks, .. } | BlockKind::Group(Group { blocks, .. }) => blocks.iter().collect(),
            BlockKind::Definitions { entries } => entries.iter().flat_map(|e| &e.definitions).flatten().collect(),
            _ => vec![],
        }
    }

    /// The same blocks, to be changed.
    pub fn children_mut(&mut self) -> Vec<&mut Block> {
        match &mut self.kind {
            BlockKind::List { items, .. } => items.iter_mut().flat_map(|item| &mut item.blocks).collect(),
            BlockKind::Quote { blocks, .. } | BlockKind::Group(Group { blocks, .. }) => blocks.iter_mut().collect(),
            BlockKind::Definitions { entries } => {
                entries.iter_mut().flat_map(|e| &mut e.definitions).flatten().collect()
            }
            _ => vec![],
        }
    }

    /// Calls `visit` for this block and all inside it, outermost first.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Block)) {
        visit(self);
        self.children().into_iter().for_each(|block| block.visit(visit));
    }

    /// Calls `change` for this block and all inside it, outermost first.
    pub fn change(&mut self, change: &mut impl FnMut(&mut Block)) {
        change(self);
        self.children_mut().into_iter().for_each(|block| block.change(change));
    }

    /// Calls `change` for every run of this block and of all inside it, in reading order: a quotation's attribution after it, a
    /// definition after its terms.
    pub fn change_runs(&mut self, change: &mut impl FnMut(&mut Vec<Inline>)) {
        match &mut self.kind {
            BlockKind::Quote { blocks, attribution } => {
                blocks.iter_mut().for_each(|block| block.change_runs(change));
                attribution.iter_mut().for_each(change);
            }
            BlockKind::Definitions { entries } => {
                for entry in entries {
                    entry.terms.iter_mut().for_each(&mut *change);
                    let blocks = entry.definitions.iter_mut().flatten();
                    blocks.for_each(|block| block.change_runs(change));
                }
            }
            _ => {
                self.runs_mut().into_iter().for_each(&mut *change);
                self.children_mut()
                    .into_iter()
                    .for_each(|block| block.change_runs(change));
            }
        }
    }

    /// Every picture in this block itself (not in blocks inside it).
    pub fn images(&self) -> Vec<&Image> {
        let mut found = Vec::new();
        if let BlockKind::Figure { image, .. } = &self.kind {
            found.push(image);
        }
        self.visit_inlines(&mut |inline| {
            if let Inline::Image(image) = inline {
                found.push(image);
            }
        });
        found
    }

    /// Calls `visit` for every inline that stands in this block itself, at any depth.
    pub fn visit_inlines<'a>(&'a self, visit: &mut impl FnMut(&'a Inline)) {
        self.runs().into_iter().flatten().for_each(|inline| inline.visit(visit));
    }
}

impl Document {
    /// Calls `visit` for every block, the text's before the notes', outermost first.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Block)) {
        self.blocks
            .iter()
            .chain(self.notes.iter().flat_map(|note| &note.blocks))
            .for_each(|block| block.visit(visit));
    }

    /// Calls `change` for every block, the text's before the notes', outermost first.
    pub fn change(&mut self, change: &mut impl FnMut(&mut Block)) {
        let notes = self.notes.iter_mut().flat_map(|note| &mut note.blocks);
        self.blocks
            .iter_mut()
            .chain(notes)
            .for_each(|block| block.change(change));
    }

    /// Calls `change` for every picture.
    pub fn change_images(&mut self, change: &mut impl FnMut(&mut Image)) {
        fn inner(run: &mut [Inline], change: &mut impl FnMut(&mut Image)) {
            for inline in run {
                if let Inline::Image(image) = inline {
                    change(image);
                } else if let Some(content) = inline.content_mut() {
                    inner(content, change);
                }
            }
        }
        self.change(&mut |block| {
            if let BlockKind::Figure { image, .. } = &mut block.kind {
                change(image);
            }
            for run in block.runs_mut() {
                inner(run, change);
            }
        });
    }

    /// Every picture that the document uses, in reading order, as often as it is used.
    pub fn images(&self) -> Vec<&Image> {
        let mut found = Vec::new();
        self.visit(&mut |block| found.extend(block.images()));
        found
    }

    /// Puts what a picture would have shown in the place of each picture that `has` does not find: in a frame where it stands by
    /// itself, in brackets in a line.
    pub fn describe_missing(&mut self, has: impl Fn(&str) -> bool) {
        self.change(&mut |block| {
            if let BlockKind::Figure { image, link, caption } = &mut block.kind
                && !has(&image.path)
            {
                let (link, caption) = (link.take(), std::mem::take(caption));
                block.kind = missing(image, link, caption, block.span);
            }
            for run in block.runs_mut() {
                describe(run, &has);
            }
        });
        self.number();
    }

    /// Numbers all blocks in reading order, notes after the text.
    pub fn number(&mut self) {
        let mut next = 1;
        self.change(&mut |block| {
            block.id = super::BlockId(next);
            next += 1;
        });
    }
}

/// A frame with what a picture would have shown: its alternative text, or its name.
fn missing(image: &Image, link: Option<Target>, caption: Vec<Inline>, span: crate::diagnostic::Span) -> BlockKind {
    let paragraph = |content| Block {
        id: super::BlockId(0),
        span,
        direction: None,
        kind: BlockKind::Paragraph { content },
    };
    let said = if image.alt.trim().is_empty() {
        &image.path
    } else {
        &image.alt
    };
    let said = Inline::Text {
        text: said.clone(),
        span: image.span,
    };
    let mut blocks = vec![paragraph(vec![match link {
        Some(target) => Inline::Link {
            target,
            content: vec![said],
            span: image.span,
        },
        None => said,
    }])];
    if !caption.is_empty() {
        blocks.push(paragraph(caption));
    }
    BlockKind::Group(Group {
        role: Role::Missing,
        name: String::new(),
        label: String::new(),
        title: Vec::new(),
        align: None,
        language: None,
        blocks,
    })
}

fn describe(run: &mut Vec<Inline>, has: &impl Fn(&str) -> bool) {
    for inline in run {
        if let Inline::Image(image) = inline
            && !has(&image.path)
        {
            // In brackets, as a note of the editor's: it is no word of the sentence.
            let said = if image.alt.trim().is_empty() {
                &image.path
            } else {
                &image.alt
            };
            *inline = Inline::Text {
                text: format!("[{said}]"),
                span: image.span,
            };
        } else if let Some(content) = inline.content_mut() {
            describe(content, has);
        }
    }
}
