//! What dialects say that CommonMark has no sign for. The text that the parser gets has a mark in its place: an instruction
//! (`<?…?>`), which CommonMark passes through in lines and between blocks, with a noncharacter that no author's text holds.

use std::collections::BTreeMap;

use super::attributes::Attributes;

/// Stands where CommonMark must see a letter that is neither space nor punctuation; it is taken out of every text.
pub(super) const JOINER: char = '\u{fdd1}';

/// A space by which a line of verse is set in: one that no parser takes away. Authors set lines in by it themselves.
pub(super) const SET_IN: char = '\u{a0}';

/// What a mark stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// Begins what belongs together.
    OpenGroup(Attributes),
    /// Ends it.
    CloseGroup,
    /// The quotation around it is a box of this name.
    Callout(String),
    /// Begins the title of the group around it.
    OpenTitle,
    /// Ends it.
    CloseTitle,
    /// Begins the caption of the table before or after it.
    OpenCaption,
    /// Ends it.
    CloseCaption,
    /// Begins lines of verse.
    OpenVerse,
    /// Ends them.
    CloseVerse,
    /// Begins a run with attributes.
    OpenSpan(Attributes),
    /// Ends it.
    CloseSpan,
    /// Begins a note that stands where it is referred to.
    OpenNote,
    /// Ends it.
    CloseNote,
    /// The page ends.
    PageBreak,
    /// Parts two lists.
    Apart,
    /// What the author counts the item around it with.
    Counter(String),
    /// Attributes of what stands before it in the line.
    Inline(Attributes),
    /// Attributes of the block before it.
    Block(Attributes),
}

/// All marks of a file, by their numbers, and what stands for its abbreviations.
#[derive(Debug, Default)]
pub(super) struct Marks {
    all: Vec<Mark>,
    /// What each abbreviation that the file explains stands for.
    pub(super) abbreviations: BTreeMap<String, String>,
}

impl Marks {
    /// Keeps what a mark stands for, and answers with the mark.
    pub(super) fn put(&mut self, mark: Mark) -> String {
        self.all.push(mark);
        format!("<?{JOINER}{}?>", self.all.len() - 1)
    }

    /// What an instruction stands for, given what is between `<` and `>`.
    pub(super) fn get(&self, instruction: &str) -> Option<&Mark> {
        let number = instruction.strip_prefix('?')?.strip_suffix('?')?.strip_prefix(JOINER)?;
        self.all.get(number.parse::<usize>().ok()?)
    }
}
