//! Themes: how pages look, as Typst files that walk the book's data. Those that ship are part of the binary; a book's own
//! files lie over them, file by file, under the same names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Message, Report, said};

/// A theme that ships: its name, what it is for, its files.
struct Shipped {
    name: &'static str,
    about: &'static str,
    /// Both margins beside and both above and below the type area, in shares of the page's width and height.
    margins: (f64, f64),
    files: &'static [(&'static str, &'static str)],
}

macro_rules! files {
    ($theme:literal: $($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../assets/themes/", $theme, "/", $file)))),+]
    };
}

const SHIPPED: &[Shipped] = &[Shipped {
    name: "pamphlet",
    about: "a quiet A5 pamphlet: one column, notes at the foot, a cover of type",
    margins: (37.0 / 148.0, 46.0 / 210.0),
    files: files!("pamphlet": "interior.typ", "cover.typ", "wrap.typ", "blocks.typ", "groups.typ", "leaves.typ", "tables.typ", "code.typ", "base.typ"),
}];

/// A theme's files by name.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Its Typst files: `interior.typ` makes the pages, `cover.typ` the cover, `wrap.typ` the cover in
    /// one piece; the others are theirs.
    pub files: BTreeMap<&'static str, Cow<'static, str>>,
}

impl Theme {
    /// Whether any of its files is the book's own.
    pub fn is_own(&self) -> bool {
        self.files.values().any(|text| matches!(text, Cow::Owned(_)))
    }

    /// How much of a page's width and height pictures of the text take at most, where margins may give way by a share of theirs. The
    /// themes that ship keep pictures to the type area; a book's own may fill the page.
    pub fn picture_shares(&self, giving_way: f64) -> (f64, f64) {
        if self.is_own() {
            return (1.0, 1.0);
        }
        let shipped = SHIPPED.iter().find(|theme| theme.name == self.name);
        let (across, down) = shipped.map_or((0.0, 0.0), |theme| theme.margins);
        (1.0 - across * (1.0 - giving_way), 1.0 - down * (1.0 - giving_way))
    }

    /// The themes that ship: name and what each is for.
    pub fn shipped() -> impl Iterator<Item = (&'static str, &'static str)> {
        SHIPPED.iter().map(|theme| (theme.name, theme.about))
    }

    /// The theme of that name, with a book's own files over its own. A name that is not known and a file that the theme does
    /// not have are reported.
    pub fn find(name: &str, own: Vec<(String, Vec<u8>)>, folder: &str, report: &mut Report) -> Option<Self> {
        let Some(shipped) = SHIPPED.iter().find(|theme| theme.name == name) else {
            let known: Vec<&str> = Self::shipped().map(|theme| theme.0).collect();
            let message = said!("no theme is called \"{name}\"", name);
            report.add(
                Diagnostic::error("unknown-theme", message)
                    .hint(said!("the themes are {known}", known = Message::listed(&known))),
            );
            return None;
        };
        let mut files: BTreeMap<_, _> = shipped
            .files
            .iter()
            .map(|(name, text)| (*name, Cow::Borrowed(*text)))
            .collect();
        // A folder of this name may be another program's theme, for a website: then it holds no Typst.
        for (file, bytes) in own.into_iter().filter(|(file, _)| file.ends_with(".typ")) {
            let shown = format!("{folder}/{file}");
            match (
                files.iter_mut().find(|(name, _)| **name == file),
                String::from_utf8(bytes),
            ) {
                (Some((_, text)), Ok(own)) => *text = Cow::Owned(own),
                (Some(_), Err(_)) => report.add(Diagnostic::error("not-utf8", "the text is not UTF-8").in_file(shown)),
                (None, _) => {
                    let names: Vec<&str> = shipped.files.iter().map(|file| file.0).collect();
                    let hint = said!("the theme {name} has {names}", name, names = Message::listed(&names));
                    report.add(
                        Diagnostic::error("unknown-theme-file", "the theme has no such file")
                            .in_file(shown)
                            .hint(hint),
                    );
                }
            }
        }
        Some(Self {
            name: name.into(),
            files,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_books_own_files_lie_over_the_themes() {
        let mut report = Report::new();
        let own = vec![
            ("cover.typ".to_string(), b"own".to_vec()),
            ("stray.typ".to_string(), vec![]),
            ("style.css".to_string(), vec![]),
        ];
        let theme = Theme::find("pamphlet", own, "book/theme", &mut report).unwrap();
        assert_eq!(theme.files["cover.typ"], "own");
        assert!(theme.files["interior.typ"].len() > 100);
        assert_eq!(report.count(crate::diagnostic::Severity::Error), 1);
    }

    #[test]
    fn an_unknown_theme_is_an_error_that_names_the_known() {
        let mut report = Report::new();
        assert!(Theme::find("pamflet", vec![], "", &mut report).is_none());
        assert!(report.sorted()[0].hints[0].contains("pamphlet"));
    }
}
