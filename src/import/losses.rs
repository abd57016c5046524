//! What of a document is not in the manuscript, or is there in another form: counted a kind, said once with the first place's words.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report};

/// Which of the two is so of a kind: something is missing, or it is there in another form.
const OUT: bool = true;
const CHANGED: bool = false;

/// What is said of a kind.
struct Words {
    /// Whether something is missing.
    out: bool,
    /// What it is called when there is one.
    one: &'static str,
    /// And when there are several.
    many: &'static str,
    /// What to do.
    hint: &'static str,
}

/// Makes the kinds of things that do not come over as they were, one a row, and what is said of each.
macro_rules! odds {
    ($($name:ident: $out:ident, $one:literal, $many:literal, $hint:literal;)*) => {
        /// A kind of thing that does not come over as it was.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Odd {
            $($name,)*
        }

        impl Odd {
            fn words(self) -> Words {
                match self {
                    $(Self::$name => Words { out: $out, one: $one, many: $many, hint: $hint },)*
                }
            }
        }
    };
}

// In the order in which they are said.
odds! {
    Comment: OUT,
        "comment is left out",
        "comments are left out",
        "settle them in the document, or write what belongs to the text into it";
    Running: OUT,
        "running head or foot is left out",
        "running heads and feet are left out",
        "the program makes its own, of the title and the chapter";
    WebPicture: OUT,
        "picture from the web is left out, as are pictures elsewhere on this machine",
        "pictures from the web or elsewhere on this machine are left out",
        "save them, put them into `images` and name them where they belong: ![what it shows](images/name.png)";
    PictureFormat: OUT,
        "picture is of a kind that books cannot hold (EMF, WMF …)",
        "pictures are of kinds that books cannot hold (EMF, WMF …)",
        "save them as PNG or SVG, put them into `images` and name them where their text stands in brackets";
    MissingPicture: OUT,
        "picture is not in the file",
        "pictures are not in the file",
        "put them into `images` and name them where they belong";
    DamagedPicture: OUT,
        "picture is empty or damaged, and nothing of it can be read",
        "pictures are empty or damaged, and nothing of them can be read",
        "take them from where they came from, put them into `images` and name them where their text stands in brackets";
    NotesHeading: CHANGED,
        "heading over the notes is left out: notes stand at the foot of their pages",
        "headings over the notes are left out: notes stand at the foot of their pages",
        "nothing need be done";
    Object: OUT,
        "embedded object is left out",
        "embedded objects are left out",
        "save what it shows as a picture";
    Drawing: OUT,
        "chart or drawing is left out",
        "charts and drawings are left out",
        "save what they show as a picture, and write their words into the text";
    Macro: OUT,
        "set of macros is left out",
        "sets of macros are left out",
        "nothing need be done: a book runs no program";
    Symbol: OUT,
        "sign of a symbol font is not known and stands as □",
        "signs of symbol fonts are not known and stand as □",
        "write the sign that is meant";
    Hidden: OUT,
        "stretch of hidden text is left out",
        "stretches of hidden text are left out",
        "show it in the document if it belongs to the text";
    Form: OUT,
        "form field or button is left out",
        "form fields and buttons are left out",
        "write what readers are to see";
    Contents: OUT,
        "table of contents is left out",
        "tables of contents are left out",
        "nothing need be done: the program makes the contents itself";
    Script: OUT,
        "script, film or frame is left out",
        "scripts, films and frames are left out",
        "link to what readers should see";
    Index: OUT,
        "index is left out",
        "indexes are left out",
        "page numbers of the document do not hold in the book";
    Boilerplate: OUT,
        "part of the page around the text is left out (navigation, forms, footers)",
        "parts of the page around the text are left out (navigation, forms, footers)",
        "look whether the text is whole";
    BrokenLink: CHANGED,
        "link led nowhere; its text is kept",
        "links led nowhere; their text is kept",
        "link to a heading: [text](#heading)";
    Change: CHANGED,
        "tracked change is accepted",
        "tracked changes are accepted",
        "reject them in the document before importing if they are not wanted";
    Formula: CHANGED,
        "formula is written as a line of letters",
        "formulas are written as lines of letters",
        "look at them; write them in TeX between $ signs where they are more than letters";
    TextBox: CHANGED,
        "text box stands as a box after its paragraph",
        "text boxes stand as boxes after their paragraphs",
        "move them to where they are to be read";
    Crop: CHANGED,
        "cropped picture comes whole",
        "cropped pictures come whole",
        "crop it in a picture program";
    Merged: CHANGED,
        "cell over several columns or rows is followed by blank ones",
        "cells over several columns or rows are followed by blank ones",
        "look at the tables";
    Nested: CHANGED,
        "table in a cell stands as lines",
        "tables in cells stand as lines",
        "write them below the table";
    LookHeading: CHANGED,
        "line is taken for a heading by its look",
        "lines are taken for headings by their look",
        "take the # away where it is none";
    LookQuote: CHANGED,
        "stretch that is set in is taken for a quotation",
        "stretches that are set in are taken for quotations",
        "take the > away where it is none";
    Verse: CHANGED,
        "line is taken for verse of two halves",
        "lines are taken for verse of two halves",
        "look at them; a table is written with | between its cells";
    Columns: CHANGED,
        "section in columns is set as plain text",
        "sections in columns are set as plain text",
        "nothing need be done";
    Colour: CHANGED,
        "stretch of coloured text is in the text's own colour",
        "stretches of coloured text are in the text's own colour",
        "mark what colour told: **strong** or ==marked==";
    Field: CHANGED,
        "field stands as the text that it showed",
        "fields stand as the text that they showed",
        "numbers of pages may be others in the book";
    WordNumber: CHANGED,
        "number made by the program is written into its paragraph",
        "numbers made by the program are written into their paragraphs",
        "nothing need be done";
    HeadingNumbers: CHANGED,
        "heading was numbered; `number-headings` in book.toml numbers it",
        "headings were numbered; `number-headings` in book.toml numbers them",
        "change or delete that line as you like";
    RomanList: CHANGED,
        "list in Roman numbers or signs is numbered in digits",
        "lists in Roman numbers or signs are numbered in digits",
        "nothing need be done";
    Endnote: CHANGED,
        "endnote is a footnote now",
        "endnotes are footnotes now",
        "nothing need be done";
    FlippedTable: CHANGED,
        "table ran from the left; in the book its first column stands on the right",
        "tables ran from the left; in the book their first columns stand on the right",
        "turn the columns round where the document looked otherwise";
    Tab: CHANGED,
        "line with tabs has spaces in their place",
        "lines with tabs have spaces in their place",
        "write columns as a table";
    LeftParagraph: CHANGED,
        "paragraph was set from the left, though its letters run from the right; it is set from the right",
        "paragraphs were set from the left, though their letters run from the right; they are set from the right",
        "nothing need be done, if it was an oversight";
    Joined: CHANGED,
        "line is joined with the one before it",
        "lines are joined with those before them",
        "leave an empty line where a paragraph begins";
    Hyphen: CHANGED,
        "word that was divided at a line's end is joined",
        "words that were divided at lines' ends are joined",
        "look whether a hyphen was meant";
    PageLine: OUT,
        "line at a page's edge is left out (a running head or a page number)",
        "lines at pages' edges are left out (running heads and page numbers)",
        "look whether one of them belonged to the text";
    Footnoted: CHANGED,
        "note was read by its sign in brackets",
        "notes were read by their signs in brackets",
        "look whether each stands at its word";
}

/// How many letters of the first place are shown.
const SHOWN: usize = 40;

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Losses(BTreeMap<Odd, (usize, String)>);

impl Losses {
    /// Counts one, at a place that these words stand at.
    pub(super) fn count(&mut self, odd: Odd, place: &str) {
        let row = self.0.entry(odd).or_default();
        row.0 += 1;
        if row.1.is_empty() {
            row.1 = shortened(place);
        }
    }

    /// Says what was counted.
    pub(super) fn say(self, file: &str, report: &mut Report) {
        for (odd, (count, place)) in self.0 {
            let Words { out, one, many, hint } = odd.words();
            let at = if place.is_empty() {
                String::new()
            } else {
                format!(", the first at “{place}”")
            };
            let message = match count {
                1 if place.is_empty() => format!("1 {one}"),
                1 => format!("1 {one}, at “{place}”"),
                count => format!("{count} {many}{at}"),
            };
            let said = match out {
                true => Diagnostic::warning("import-left-out", message),
                false => Diagnostic::note("import-changed", message),
            };
            report.add(said.in_file(file).hint(hint));
        }
    }
}

/// The first words of a text.
fn shortened(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        None => words,
        Some((cut, _)) => {
            let head = words.get(..cut).unwrap_or("");
            let end = head.rfind(' ').unwrap_or(cut);
            format!("{} …", head.get(..end).unwrap_or(head))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_said_once_with_its_first_place() {
        let mut losses = Losses::default();
        losses.count(Odd::Comment, "كلمة أولى");
        losses.count(Odd::Comment, "كلمة أخرى");
        let mut report = Report::new();
        losses.say("a.docx", &mut report);
        let said = report.sorted();
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].message, "2 comments are left out, the first at “كلمة أولى”");
    }
}
