//! What each element of HTML is to a book.

/// How letters stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strikethrough,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
    /// Underlined.
    Underline,
    /// In smaller type.
    Small,
    /// Marked.
    Mark,
    /// A quotation in a line.
    Quotation,
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// Letters that stand out.
    Styled(Style),
    /// A run that may say its direction and language.
    Run,
    /// An abbreviation.
    Abbreviation,
    /// Code in a line.
    Code,
    /// A link or an anchor.
    Link,
    /// A picture.
    Picture,
    /// A line break.
    Break,
    /// A thematic break.
    Rule,
    /// Blocks that belong together without standing out.
    Division,
    /// A division whose lines stand in the middle.
    Center,
    /// An aside, in a box.
    Aside,
    /// Something to unfold: a box with a title.
    Details,
    /// A details' title.
    Summary,
    /// A paragraph.
    Paragraph,
    /// A heading of a level.
    Heading(u8),
    /// A quotation.
    Quote,
    /// A list, ordered or not.
    List {
        /// Whether its items are numbered.
        ordered: bool,
    },
    /// An item of a list.
    Item,
    /// Terms and definitions.
    Definitions,
    /// A term.
    Term,
    /// A definition.
    Meaning,
    /// Lines kept as they are.
    Preformatted,
    /// A picture, or something else, with a caption.
    Figure,
    /// The caption of a figure or of a table.
    Caption,
    /// A table.
    Table,
    /// A table's head.
    Head,
    /// Another part of a table.
    Rows,
    /// A row.
    Row,
    /// A cell; one that heads its row or column or not.
    Cell {
        /// Whether it heads.
        head: bool,
    },
    /// What plays or shows something from elsewhere.
    Embedded,
    /// What is no text: its content is passed over.
    Unread,
    /// What says nothing in a book and needs no word: its content is kept.
    Passed,
}

use Element::*;

/// The elements by name, sorted.
const ELEMENTS: &[(&str, Element)] = &[
    ("a", Link),
    ("abbr", Abbreviation),
    ("acronym", Abbreviation),
    ("address", Division),
    ("article", Division),
    ("aside", Aside),
    ("audio", Embedded),
    ("b", Styled(Style::Strong)),
    ("bdi", Run),
    ("bdo", Run),
    ("big", Passed),
    ("blockquote", Quote),
    ("body", Division),
    ("br", Break),
    ("caption", Caption),
    ("center", Center),
    ("cite", Styled(Style::Emphasis)),
    ("code", Code),
    ("col", Passed),
    ("colgroup", Passed),
    ("data", Run),
    ("dd", Meaning),
    ("del", Styled(Style::Strikethrough)),
    ("details", Details),
    ("dfn", Styled(Style::Emphasis)),
    ("div", Division),
    ("dl", Definitions),
    ("dt", Term),
    ("em", Styled(Style::Emphasis)),
    ("embed", Embedded),
    ("figcaption", Caption),
    ("figure", Figure),
    ("font", Run),
    ("footer", Division),
    ("h1", Heading(1)),
    ("h2", Heading(2)),
    ("h3", Heading(3)),
    ("h4", Heading(4)),
    ("h5", Heading(5)),
    ("h6", Heading(6)),
    ("head", Unread),
    ("header", Division),
    ("hgroup", Division),
    ("hr", Rule),
    ("html", Division),
    ("i", Styled(Style::Emphasis)),
    ("iframe", Embedded),
    ("img", Picture),
    ("ins", Styled(Style::Underline)),
    ("kbd", Code),
    ("label", Run),
    ("li", Item),
    ("link", Passed),
    ("main", Division),
    ("mark", Styled(Style::Mark)),
    ("menu", List { ordered: false }),
    ("meta", Passed),
    ("nav", Division),
    ("nobr", Run),
    ("noscript", Passed),
    ("object", Embedded),
    ("ol", List { ordered: true }),
    ("p", Paragraph),
    ("picture", Passed),
    ("pre", Preformatted),
    ("q", Styled(Style::Quotation)),
    ("s", Styled(Style::Strikethrough)),
    ("samp", Code),
    ("script", Unread),
    ("section", Division),
    ("small", Styled(Style::Small)),
    ("source", Passed),
    ("span", Run),
    ("strike", Styled(Style::Strikethrough)),
    ("strong", Styled(Style::Strong)),
    ("style", Unread),
    ("sub", Styled(Style::Subscript)),
    ("summary", Summary),
    ("sup", Styled(Style::Superscript)),
    ("svg", Unread),
    ("table", Table),
    ("tbody", Rows),
    ("td", Cell { head: false }),
    ("template", Unread),
    ("tfoot", Rows),
    ("th", Cell { head: true }),
    ("thead", Head),
    ("time", Run),
    ("tr", Row),
    ("track", Passed),
    ("tt", Code),
    ("u", Styled(Style::Underline)),
    ("ul", List { ordered: false }),
    ("var", Styled(Style::Emphasis)),
    ("video", Embedded),
    ("wbr", Passed),
];

/// What the element of that name is; none where it is not known.
pub fn element(name: &str) -> Option<Element> {
    let row = ELEMENTS.binary_search_by(|row| row.0.cmp(name)).ok()?;
    ELEMENTS.get(row).map(|row| row.1)
}

impl Element {
    /// Whether it stands in a line.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Styled(_) | Run | Abbreviation | Code | Link | Picture | Break | Embedded | Unread | Passed
        )
    }

    /// Whether it has no content and no end.
    pub fn is_void(self) -> bool {
        matches!(self, Picture | Break | Rule)
    }
}

/// Elements without content that are not read as pictures or breaks.
pub fn is_void_name(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "col" | "embed" | "input" | "link" | "meta" | "param" | "source" | "track" | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_found() {
        assert!(ELEMENTS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(ELEMENTS.iter().all(|row| element(row.0) == Some(row.1)));
        assert_eq!(element("frobnicate"), None);
    }
}
