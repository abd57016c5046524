//! Headings over the notes of a document, which stand at the feet of their pages in a book: nothing is left under such a heading.

use super::items::{Item, Kind, Paragraph};
use super::losses::{Losses, Odd};
use super::runs::{is_blank, letters};

/// How notes are headed, without marks and in small letters.
const NAMES: [&str; 31] = [
    "الحواشي",
    "حواش",
    "حواشي",
    "الهوامش",
    "هوامش",
    "الملاحظات",
    "ملاحظات",
    "الهوامش والمراجع",
    "هوامش ومراجع",
    "یادداشت‌ها",
    "یادداشتها",
    "یادداشت ها",
    "پانویس‌ها",
    "پانویس",
    "پی‌نوشت‌ها",
    "پی‌نوشت",
    "پینوشت",
    "حواشی",
    "حاشیے",
    "הערות",
    "הערות שוליים",
    "הערות סיום",
    "notes",
    "note",
    "endnotes",
    "footnotes",
    "notes and references",
    "notes de bas de page",
    "notes de fin",
    "anmerkungen",
    "notas",
];

/// Leaves out headings that are called so and have nothing under them.
pub(super) fn leave_out(items: &mut Vec<Item>, losses: &mut Losses) {
    // The heading that comes next: of this level; of the highest at the end; none where other things come before it.
    let mut next = Some(0);
    for at in (0..items.len()).rev() {
        match &items[at] {
            Item::Paragraph(paragraph) if is_blank(&paragraph.content) => {}
            Item::PageBreak | Item::Rule => {}
            Item::Paragraph(Paragraph {
                kind: Kind::Heading(level),
                content,
                ..
            }) => {
                let name = letters(content);
                if next.is_some_and(|next| next <= *level) && is_called_so(&name) {
                    losses.count(Odd::NotesHeading, name.trim());
                    items.remove(at);
                } else {
                    next = Some(*level);
                }
            }
            _ => next = None,
        }
    }
}

fn is_called_so(name: &str) -> bool {
    let vowels = '\u{64b}'..='\u{652}';
    let is_mark = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_numeric();
    let bare: String = name.chars().filter(|c| !vowels.contains(c)).collect();
    let bare = bare.trim_matches(is_mark).to_lowercase();
    let name: Vec<&str> = bare.split_whitespace().collect();
    NAMES.contains(&name.join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;
    use crate::import::runs::Piece;

    fn paragraph(kind: Kind, words: &str) -> Item {
        let content = vec![Piece::plain(words)];
        Item::Paragraph(Paragraph {
            kind,
            content,
            ..Paragraph::default()
        })
    }

    #[test]
    fn a_heading_over_nothing_but_notes_goes_with_them() {
        let text = || paragraph(Kind::Text, "كلام");
        let mut items = vec![
            paragraph(Kind::Heading(1), "باب"),
            text(),
            paragraph(Kind::Heading(2), "الحَواشي:"),
            paragraph(Kind::Text, " "),
            paragraph(Kind::Heading(1), "هوامش"),
            text(),
            paragraph(Kind::Heading(1), "Notes"),
            paragraph(Kind::Heading(2), "On water"),
            text(),
            paragraph(Kind::Heading(1), "Endnotes"),
        ];
        let mut losses = Losses::default();
        leave_out(&mut items, &mut losses);
        let left: Vec<String> = items
            .iter()
            .map(|item| match item {
                Item::Paragraph(paragraph) => letters(&paragraph.content),
                _ => String::new(),
            })
            .collect();
        assert_eq!(left, ["باب", "كلام", " ", "هوامش", "كلام", "Notes", "On water", "كلام"]);
        let mut report = Report::new();
        losses.say("a.docx", &mut report);
        assert!(
            report.sorted()[0]
                .message
                .to_string()
                .starts_with("2 headings over the notes")
        );
    }
}
