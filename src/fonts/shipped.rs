//! The families that ship inside the binary: one row a family.
//!
//! To add one: put whole, static TrueType files and the licence's text into `fonts/FOLDER/`, and a row here. The tests hold
//! each row to what the files themselves say (family, version, style, copyright, permission to embed).

use super::Setting;

/// One row: a family and where its files lie.
pub(super) struct Row {
    /// The family's name, as its `name` table has it.
    pub name: &'static str,
    /// The version, as `head.fontRevision` and name 5 have it.
    pub version: &'static str,
    /// The licence's SPDX identifier.
    pub licence: &'static str,
    /// The licence's whole text, beginning with the copyright line.
    pub licence_text: &'static str,
    /// Where the family lives, for the colophon's reader.
    pub home: &'static str,
    /// ISO 15924 codes of the scripts that the family is meant to set, best first.
    pub scripts: &'static [&'static str],
    /// How it stands well as running text on an A5 page.
    pub setting: Setting,
    /// The files.
    pub files: &'static [File],
}

/// One file of a family.
pub(super) struct File {
    pub name: &'static str,
    pub weight: u16,
    pub italic: bool,
    pub data: &'static [u8],
}

macro_rules! file {
    ($folder:literal, $name:literal, $weight:literal, $italic:literal) => {
        File {
            name: $name,
            weight: $weight,
            italic: $italic,
            data: include_bytes!(concat!("../../fonts/", $folder, "/", $name)),
        }
    };
}

macro_rules! licence {
    ($folder:literal) => {
        include_str!(concat!("../../fonts/", $folder, "/OFL.txt"))
    };
}

/// The families that ship, in the order in which a missing glyph is looked for.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "Amiri",
        version: "1.002",
        licence: "OFL-1.1",
        licence_text: licence!("amiri"),
        home: "https://github.com/aliftype/amiri",
        scripts: &["Arab", "Latn"],
        setting: Setting {
            size: 12.4,
            leading: 1.67,
        },
        files: &[
            file!("amiri", "Amiri-Regular.ttf", 400, false),
            file!("amiri", "Amiri-Bold.ttf", 700, false),
            file!("amiri", "Amiri-Italic.ttf", 400, true),
            file!("amiri", "Amiri-BoldItalic.ttf", 700, true),
        ],
    },
    Row {
        name: "Scheherazade New",
        version: "4.500",
        licence: "OFL-1.1",
        licence_text: licence!("scheherazade-new"),
        home: "https://software.sil.org/scheherazade/",
        scripts: &["Arab", "Latn"],
        setting: Setting {
            size: 13.2,
            leading: 1.7,
        },
        files: &[
            file!("scheherazade-new", "ScheherazadeNew-Regular.ttf", 400, false),
            file!("scheherazade-new", "ScheherazadeNew-Bold.ttf", 700, false),
        ],
    },
    Row {
        name: "Noto Naskh Arabic",
        version: "2.021",
        licence: "OFL-1.1",
        licence_text: licence!("noto-naskh-arabic"),
        home: "https://github.com/notofonts/arabic",
        scripts: &["Arab", "Latn"],
        setting: Setting {
            size: 11.0,
            leading: 1.82,
        },
        files: &[
            file!("noto-naskh-arabic", "NotoNaskhArabic-Regular.ttf", 400, false),
            file!("noto-naskh-arabic", "NotoNaskhArabic-Bold.ttf", 700, false),
        ],
    },
    Row {
        name: "Vazirmatn",
        version: "33.003",
        licence: "OFL-1.1",
        licence_text: licence!("vazirmatn"),
        home: "https://github.com/rastikerdar/vazirmatn",
        scripts: &["Arab", "Latn"],
        setting: Setting {
            size: 10.6,
            leading: 1.8,
        },
        files: &[
            file!("vazirmatn", "Vazirmatn-Regular.ttf", 400, false),
            file!("vazirmatn", "Vazirmatn-Bold.ttf", 700, false),
        ],
    },
    Row {
        name: "Noto Nastaliq Urdu",
        version: "3.007",
        licence: "OFL-1.1",
        licence_text: licence!("noto-nastaliq-urdu"),
        home: "https://github.com/notofonts/nastaliq",
        scripts: &["Aran", "Arab", "Latn"],
        setting: Setting {
            size: 11.4,
            leading: 2.4,
        },
        files: &[
            file!("noto-nastaliq-urdu", "NotoNastaliqUrdu-Regular.ttf", 400, false),
            file!("noto-nastaliq-urdu", "NotoNastaliqUrdu-Bold.ttf", 700, false),
        ],
    },
    Row {
        name: "Frank Ruhl Libre",
        version: "6.004",
        licence: "OFL-1.1",
        licence_text: licence!("frank-ruhl-libre"),
        home: "https://github.com/fontef/frankruhllibre",
        scripts: &["Hebr", "Latn"],
        setting: Setting {
            size: 11.6,
            leading: 1.52,
        },
        files: &[
            file!("frank-ruhl-libre", "FrankRuhlLibre-Regular.ttf", 400, false),
            file!("frank-ruhl-libre", "FrankRuhlLibre-Bold.ttf", 700, false),
        ],
    },
    Row {
        name: "EB Garamond",
        version: "1.003",
        licence: "OFL-1.1",
        licence_text: licence!("eb-garamond"),
        home: "https://github.com/octaviopardo/EBGaramond12",
        scripts: &["Latn", "Grek", "Cyrl"],
        setting: Setting {
            size: 11.4,
            leading: 1.36,
        },
        files: &[
            file!("eb-garamond", "EBGaramond-Regular.ttf", 400, false),
            file!("eb-garamond", "EBGaramond-Bold.ttf", 700, false),
            file!("eb-garamond", "EBGaramond-Italic.ttf", 400, true),
            file!("eb-garamond", "EBGaramond-BoldItalic.ttf", 700, true),
        ],
    },
    Row {
        name: "Source Code Pro",
        version: "1.026",
        licence: "OFL-1.1",
        licence_text: licence!("source-code-pro"),
        home: "https://github.com/adobe-fonts/source-code-pro",
        scripts: &["Latn", "Grek", "Cyrl"],
        setting: Setting {
            size: 9.6,
            leading: 1.45,
        },
        files: &[
            file!("source-code-pro", "SourceCodePro-Regular.ttf", 400, false),
            file!("source-code-pro", "SourceCodePro-Bold.ttf", 700, false),
        ],
    },
    // Signs and pictures, for what no family of letters has.
    Row {
        name: "Noto Emoji",
        version: "3.006",
        licence: "OFL-1.1",
        licence_text: licence!("noto-emoji"),
        home: "https://github.com/googlefonts/noto-emoji",
        scripts: &["Zsye"],
        setting: SIGNS,
        files: &[file!("noto-emoji", "NotoEmoji-Regular.ttf", 400, false)],
    },
    Row {
        name: "Noto Sans Symbols 2",
        version: "2.008",
        licence: "OFL-1.1",
        licence_text: licence!("noto-sans-symbols-2"),
        home: "https://github.com/notofonts/symbols",
        scripts: &["Zsym"],
        setting: SIGNS,
        files: &[file!("noto-sans-symbols-2", "NotoSansSymbols2-Regular.ttf", 400, false)],
    },
    Row {
        name: "Noto Sans Math",
        version: "3.000",
        licence: "OFL-1.1",
        licence_text: licence!("noto-sans-math"),
        home: "https://github.com/notofonts/math",
        scripts: &["Zmth"],
        setting: SIGNS,
        files: &[file!("noto-sans-math", "NotoSansMath-Regular.ttf", 400, false)],
    },
];

/// Signs are no running text.
const SIGNS: Setting = Setting {
    size: 10.0,
    leading: 1.5,
};
