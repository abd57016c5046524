//! The fonts that ship inside the binary, and a book's own beside them.
//!
//! Knows families, faces, licences, permissions to embed and which characters a face can show. It does not set type: the
//! outputs take a face's bytes from here.

mod coverage;
pub mod gsub;
mod inspect;
mod licence;
pub mod names;
pub mod sfnt;
mod shipped;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Diagnostic, Report, said};

pub use coverage::{Coverage, needs_glyph};
pub use inspect::{Embedding, FaceFacts, FontError, Usage, inspect};

/// The family that code and symbols are set in.
pub const MONOSPACE: &str = "Source Code Pro";

/// A font file's bytes: part of the binary, or read from the book.
#[derive(Clone)]
pub enum FontBytes {
    /// Embedded in the binary.
    Shipped(&'static [u8]),
    /// Read from the book's own folder.
    Own(Arc<[u8]>),
}

impl AsRef<[u8]> for FontBytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Shipped(data) => data,
            Self::Own(data) => data,
        }
    }
}

/// One font file of a family.
pub struct Face {
    /// The file's name, ASCII for those that ship.
    pub file: String,
    /// `usWeightClass`: 400 is regular, 700 bold.
    pub weight: u16,
    /// Whether the face is italic.
    pub italic: bool,
    /// Whether it is a variable font, which has other weights too.
    pub variable: bool,
    /// The whole file.
    pub data: FontBytes,
    coverage: OnceLock<Coverage>,
}

impl Face {
    /// A face of a file whose style is known.
    fn new(file: impl Into<String>, weight: u16, italic: bool, data: FontBytes) -> Self {
        Self {
            file: file.into(),
            weight,
            italic,
            variable: false,
            data,
            coverage: OnceLock::new(),
        }
    }

    /// The characters that the face can show; read once.
    pub fn coverage(&self) -> &Coverage {
        self.coverage.get_or_init(|| {
            inspect::open(self.data.as_ref())
                .map(|font| Coverage::read(&font))
                .unwrap_or_default()
        })
    }
}

/// The size and leading at which a family stands well as running text. Fonts of one nominal size differ much in what the eye
/// takes for size, and vowel marks or a hanging script (Nastaliq) ask for far more room between lines than Latin does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// In points, on an A5 page.
    pub size: f64,
    /// From baseline to baseline, in sizes.
    pub leading: f64,
}

impl Setting {
    /// For a font of the book's own: by the script that it covers.
    fn of_own(coverage: &Coverage) -> Self {
        match (coverage.contains('ا'), coverage.contains('א')) {
            (true, _) => Self {
                size: 12.0,
                leading: 1.7,
            },
            (false, true) => Self {
                size: 11.5,
                leading: 1.52,
            },
            (false, false) => Self {
                size: 11.0,
                leading: 1.38,
            },
        }
    }
}

/// A family of faces under one licence.
pub struct Family {
    /// Its name, as written in `book.toml` and in the font.
    pub name: String,
    /// The version, such as `1.002`.
    pub version: String,
    /// The licence's SPDX identifier; for a book's own font what it says of its licence where that has none, which may be nothing.
    pub licence: String,
    /// The licence's whole text; for a book's own fonts the file beside them, empty where there is none.
    pub licence_text: Cow<'static, str>,
    /// Who holds the copyright, in their words.
    pub copyright: String,
    /// Where the family lives; empty for a book's own fonts.
    pub home: &'static str,
    /// ISO 15924 codes of the scripts it is meant for, best first; empty for a book's own fonts.
    pub scripts: &'static [&'static str],
    /// How it stands well as running text on an A5 page, unless the book says otherwise.
    pub setting: Setting,
    /// Its faces; never empty.
    pub faces: Vec<Face>,
}

impl Family {
    /// The face for running text: the upright one whose weight is nearest to 400.
    pub fn regular(&self) -> Option<&Face> {
        self.face(400, false)
    }

    /// The face nearest to a weight and slant; the right slant counts more than the right weight.
    pub fn face(&self, weight: u16, italic: bool) -> Option<&Face> {
        self.faces
            .iter()
            .min_by_key(|face| (face.italic != italic, face.weight.abs_diff(weight)))
    }

    /// Whether the family's regular face can show the character, or it needs no glyph.
    pub fn covers(&self, character: char) -> bool {
        self.regular().is_some_and(|face| face.coverage().covers(character))
    }

    /// Whether strong emphasis and headings stand out in it: a bold face, or a variable one.
    pub fn has_bold(&self) -> bool {
        self.faces.iter().any(|face| face.weight >= 600 || face.variable)
    }

    /// Whether it is pictures in the text, which devices have in colours.
    pub fn is_emoji(&self) -> bool {
        self.scripts.contains(&"Zsye")
    }

    /// Whether the book brought it.
    pub fn is_own(&self) -> bool {
        self.faces.iter().any(|face| matches!(face.data, FontBytes::Own(_)))
    }
}

/// The families at hand for one book, in the order in which a missing glyph is looked for: the book's own first.
#[derive(Clone)]
pub struct FontLibrary {
    families: Vec<Arc<Family>>,
}

impl FontLibrary {
    /// The families that ship.
    #[must_use]
    pub fn shipped() -> Self {
        static SHIPPED: OnceLock<Vec<Arc<Family>>> = OnceLock::new();
        Self {
            families: SHIPPED
                .get_or_init(|| shipped::ROWS.iter().map(|row| Arc::new(from_row(row))).collect())
                .clone(),
        }
    }

    /// Puts one of the book's own fonts before those that ship. A family that ships under the same name gives way to it whole. `licence`
    /// is the text of the licence that lies beside it; empty where there is none.
    ///
    /// # Errors
    /// Where the bytes are not a font that can be embedded.
    pub fn add(&mut self, file: &str, data: Vec<u8>, licence: &str) -> Result<FaceFacts, FontError> {
        let mut facts = inspect(&data)?;
        facts.licence = licence::named(&facts.licence, &facts.licence_address, licence);
        if !facts.embedding.allows_subset() {
            return Err(FontError::MayNotBeEmbedded);
        }
        let face = Face {
            variable: facts.variable,
            ..Face::new(file, facts.weight, facts.italic, FontBytes::Own(data.into()))
        };
        self.families
            .retain(|family| family.is_own() || family.name != facts.family);
        let own = self.families.iter().take_while(|family| family.is_own()).count();
        match self.families.iter_mut().find(|family| family.name == facts.family) {
            Some(family) => add_face(family, face),
            None => self.families.insert(own, Arc::new(own_family(&facts, face, licence))),
        }
        Ok(facts)
    }

    /// Puts all of the book's own fonts before those that ship, and reports the files that cannot serve, each by its name. What else lies
    /// beside fonts is passed over: licences go with the fonts of their folder.
    pub fn add_all(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>, report: &mut Report) {
        let (fonts, beside): (Vec<_>, Vec<_>) = files.into_iter().partition(|(file, _)| !is_beside(file));
        let folder = |file: &str| file.rsplit_once('/').map_or(String::new(), |parts| parts.0.to_string());
        let licences: std::collections::BTreeMap<String, String> = beside
            .into_iter()
            .filter(|(file, _)| licence::is_licence(file))
            .filter_map(|(file, text)| Some((folder(&file), String::from_utf8(text).ok()?)))
            .collect();
        for (file, data) in fonts {
            let licence = licences
                .get(&folder(&file))
                .or(licences.get(""))
                .map_or("", String::as_str);
            match self.add(&file, data, licence) {
                Ok(facts) if !facts.truetype || facts.variable => report.add(
                    Diagnostic::warning("font-outlines", said!("{family} is not a static TrueType font", family = facts.family))
                        .in_file(file)
                        .hint("text in it may not be found when the PDF is searched: take the static .ttf file where there is one"),
                ),
                Ok(_) => {}
                Err(error) => report.add(Diagnostic::error("font", error.to_string()).in_file(file).hint(error.hint())),
            }
        }
    }

    /// All families, the book's own first.
    pub fn families(&self) -> impl Iterator<Item = &Arc<Family>> {
        self.families.iter()
    }

    /// The family of that name; upper and lower case do not matter.
    pub fn family(&self, name: &str) -> Option<&Arc<Family>> {
        self.families
            .iter()
            .find(|family| family.name.to_lowercase() == name.to_lowercase())
    }

    /// The names of all families that a character is looked for in: the wanted ones that are there, then the rest.
    pub fn chain<'a>(&'a self, wanted: &[&str]) -> Vec<&'a Arc<Family>> {
        let mut chain: Vec<&Arc<Family>> = Vec::with_capacity(self.families.len());
        for family in wanted.iter().filter_map(|name| self.family(name)).chain(&self.families) {
            if !chain.iter().any(|there| Arc::ptr_eq(there, family)) {
                chain.push(family);
            }
        }
        chain
    }

    /// The families that a text needs: the wanted ones that are there, then those that can show what these cannot, each only
    /// where a character asks for it. Opening a font costs time, so no output opens one that it will not use.
    pub fn needed(&self, wanted: &[&str], text: impl IntoIterator<Item = char>) -> Vec<Arc<Family>> {
        let mut needed: Vec<Arc<Family>> = Vec::new();
        for family in wanted.iter().filter_map(|name| self.family(name)) {
            if !needed.iter().any(|there| Arc::ptr_eq(there, family)) {
                needed.push(family.clone());
            }
        }
        let characters: std::collections::BTreeSet<char> = text.into_iter().collect();
        for character in characters {
            if needed.iter().any(|family| family.covers(character)) {
                continue;
            }
            needed.extend(self.families.iter().find(|family| family.covers(character)).cloned());
        }
        needed
    }

    /// Whether some family at hand can show the character, or it needs no glyph.
    pub fn covers(&self, character: char) -> bool {
        self.families.iter().any(|family| family.covers(character))
    }
}

/// Whether a file is one of those that come along with fonts: licences, read-mes, samples.
fn is_beside(file: &str) -> bool {
    const ENDINGS: [&str; 9] = ["txt", "md", "html", "htm", "pdf", "png", "svg", "css", "json"];
    let name = file.rsplit('/').next().unwrap_or(file);
    match name.rsplit_once('.') {
        Some((_, ending)) => ENDINGS.contains(&ending.to_ascii_lowercase().as_str()),
        None => true,
    }
}

/// A family that ships.
fn from_row(row: &shipped::Row) -> Family {
    Family {
        name: row.name.to_owned(),
        version: row.version.to_owned(),
        licence: row.licence.to_owned(),
        licence_text: Cow::Borrowed(row.licence_text),
        copyright: copyright(row.licence_text),
        home: row.home,
        scripts: row.scripts,
        setting: row.setting,
        faces: row
            .files
            .iter()
            .map(|file| Face::new(file.name, file.weight, file.italic, FontBytes::Shipped(file.data)))
            .collect(),
    }
}

/// The copyright statement that an OFL text opens with: its first paragraph, on one line.
fn copyright(licence_text: &str) -> String {
    let first = licence_text.lines().take_while(|line| !line.trim().is_empty());
    first.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// A family of the book's own, from the first of its faces.
fn own_family(facts: &FaceFacts, face: Face, licence: &str) -> Family {
    Family {
        name: facts.family.clone(),
        version: facts.version.clone(),
        licence: facts.licence.clone(),
        licence_text: Cow::Owned(licence.into()),
        copyright: facts.copyright.clone(),
        home: "",
        scripts: &[],
        setting: Setting::of_own(face.coverage()),
        faces: vec![face],
    }
}

/// Adds a further face to a family of the book's own; one of the same style replaces the former.
fn add_face(family: &mut Arc<Family>, face: Face) {
    let mut faces: Vec<Face> = family
        .faces
        .iter()
        .filter(|there| (there.weight, there.italic) != (face.weight, face.italic))
        .map(|there| Face {
            variable: there.variable,
            ..Face::new(there.file.clone(), there.weight, there.italic, there.data.clone())
        })
        .collect();
    faces.push(face);
    faces.sort_by_key(|face| (face.italic, face.weight));
    *family = Arc::new(Family {
        name: family.name.clone(),
        version: family.version.clone(),
        licence: family.licence.clone(),
        licence_text: family.licence_text.clone(),
        copyright: family.copyright.clone(),
        faces,
        ..*family.as_ref()
    });
}

#[cfg(test)]
mod tests;
