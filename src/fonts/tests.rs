//! Each row of the table is held to what the font files say of themselves.

#![allow(
    clippy::disallowed_methods,
    reason = "a test looks into the folder that the table must match"
)]

use super::*;

#[test]
fn files_are_what_their_row_says() {
    for family in FontLibrary::shipped().families() {
        assert!(!family.faces.is_empty(), "{}", family.name);
        for face in &family.faces {
            let facts = inspect(face.data.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", face.file));
            assert_eq!(facts.family, family.name, "{}", face.file);
            assert_eq!(
                facts.version,
                format!("{:.3}", family.version.parse::<f64>().unwrap()),
                "{}",
                face.file
            );
            assert_eq!(
                (facts.weight, facts.italic),
                (face.weight, face.italic),
                "{}",
                face.file
            );
            assert!(
                facts.truetype && !facts.variable,
                "{}: the text layer needs static TrueType",
                face.file
            );
            assert!(face.file.is_ascii() && face.file.ends_with(".ttf"), "{}", face.file);
        }
    }
}

#[test]
fn every_font_may_be_embedded_and_subset() {
    for family in FontLibrary::shipped().families() {
        for face in &family.faces {
            let facts = inspect(face.data.as_ref()).unwrap();
            assert_eq!(facts.embedding, Embedding::from_bits(0), "{}", face.file);
        }
    }
}

#[test]
fn every_family_has_its_licence() {
    for family in FontLibrary::shipped().families() {
        assert_eq!(family.licence, "OFL-1.1", "{}", family.name);
        assert!(family.copyright.starts_with("Copyright "), "{}", family.name);
        for sentence in [
            "SIL OPEN FONT LICENSE Version 1.1",
            "PERMISSION & CONDITIONS",
            "DISCLAIMER",
        ] {
            assert!(family.licence_text.contains(sentence), "{}: {sentence}", family.name);
        }
        let facts = inspect(family.regular().unwrap().data.as_ref()).unwrap();
        assert!(
            facts.licence.contains("SIL Open Font License"),
            "{}: {}",
            family.name,
            facts.licence
        );
        assert!(family.home.starts_with("https://"), "{}", family.name);
    }
}

#[test]
fn nothing_lies_in_the_fonts_folder_without_a_row() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let mut on_disk: Vec<String> = Vec::new();
    for folder in std::fs::read_dir(root).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            on_disk.push(file.unwrap().file_name().into_string().unwrap());
        }
    }
    let library = FontLibrary::shipped();
    let mut known: Vec<String> = library
        .families()
        .flat_map(|family| family.faces.iter().map(|face| face.file.clone()))
        .collect();
    known.extend(library.families().map(|_| "OFL.txt".to_owned()));
    on_disk.sort();
    known.sort();
    assert_eq!(on_disk, known);
}

#[test]
fn coverage_is_that_of_the_real_fonts() {
    let library = FontLibrary::shipped();
    let covers = |family: &str, text: &str| {
        text.chars()
            .all(|character| library.family(family).unwrap().covers(character))
    };
    assert!(covers("Amiri", "بِسْمِ اللَّهِ ﷺ ٠١٢ «» abc é \u{2067}x\u{2069} پچژگ"));
    assert!(!covers("Amiri", "↩"));
    assert!(!covers("Vazirmatn", "ﷺ"));
    assert!(covers("Noto Nastaliq Urdu", "ٹڈڑںےہھ۔"));
    assert!(covers("Frank Ruhl Libre", "שָׁלוֹם־רַב ״צה״ל״"));
    assert!(covers("EB Garamond", "Œuvre, façade, naïf"));
    assert!(!covers("EB Garamond", "ا"));
    assert!(library.covers('☑') && library.covers('א') && library.covers('ا'));
    assert!(!library.covers('𒀀') && !library.covers('\u{E000}'));
}

#[test]
fn the_wanted_families_come_first_and_none_twice() {
    let library = FontLibrary::shipped();
    let names: Vec<&str> = library
        .chain(&["vazirmatn", "Missing", "EB Garamond"])
        .iter()
        .map(|family| family.name.as_str())
        .collect();
    assert_eq!(names[..3], ["Vazirmatn", "EB Garamond", "Amiri"]);
    assert_eq!(names.len(), library.families().count());
}

#[test]
fn faces_are_chosen_by_slant_then_weight() {
    let library = FontLibrary::shipped();
    let file = |family: &str, weight, italic| {
        library
            .family(family)
            .unwrap()
            .face(weight, italic)
            .unwrap()
            .file
            .clone()
    };
    assert_eq!(file("Amiri", 400, false), "Amiri-Regular.ttf");
    assert_eq!(file("Amiri", 600, false), "Amiri-Bold.ttf");
    assert_eq!(file("EB Garamond", 700, true), "EBGaramond-BoldItalic.ttf");
    assert_eq!(file("Vazirmatn", 400, true), "Vazirmatn-Regular.ttf");
}

/// A shipped file, with the sixteen bits of `OS/2.fsType` set to `bits`.
fn with_embedding_bits(file: &str, bits: u16) -> Vec<u8> {
    let library = FontLibrary::shipped();
    let face = library
        .families()
        .flat_map(|family| &family.faces)
        .find(|face| face.file == file)
        .unwrap();
    let mut data = face.data.as_ref().to_vec();
    let record = (12..).step_by(16).find(|&at| &data[at..at + 4] == b"OS/2").unwrap();
    let offset = u32::from_be_bytes(data[record + 8..record + 12].try_into().unwrap()) as usize;
    data[offset + 8..offset + 10].copy_from_slice(&bits.to_be_bytes());
    data
}

#[test]
fn a_books_own_font_goes_before_the_shipped_one_of_its_name() {
    let mut library = FontLibrary::shipped();
    let count = library.families().count();
    library
        .add("my-amiri.ttf", with_embedding_bits("Amiri-Regular.ttf", 8), "")
        .unwrap();
    library
        .add("my-amiri-bold.ttf", with_embedding_bits("Amiri-Bold.ttf", 4), "")
        .unwrap();
    assert_eq!(library.families().count(), count);
    let first = library.families().next().unwrap();
    assert!(first.is_own() && first.name == "Amiri" && first.faces.len() == 2);
    assert_eq!(first.regular().unwrap().file, "my-amiri.ttf");
    assert!(first.covers('ب'));
}

#[test]
fn a_font_that_forbids_embedding_is_refused() {
    let mut library = FontLibrary::shipped();
    let refused = library.add("locked.ttf", with_embedding_bits("Vazirmatn-Regular.ttf", 2), "");
    assert_eq!(refused, Err(FontError::MayNotBeEmbedded));
    assert!(!library.families().any(|family| family.is_own()));
}

#[test]
fn every_file_that_cannot_serve_is_reported() {
    let (mut library, mut report) = (FontLibrary::shipped(), Report::new());
    let files = [
        (
            "fonts/locked.ttf".to_owned(),
            with_embedding_bits("Vazirmatn-Regular.ttf", 2),
        ),
        ("fonts/page.ttf".to_owned(), b"<!DOCTYPE html>".to_vec()),
        (
            "fonts/good.ttf".to_owned(),
            with_embedding_bits("Vazirmatn-Bold.ttf", 0),
        ),
    ];
    library.add_all(files, &mut report);
    let found: Vec<_> = report
        .sorted()
        .iter()
        .map(|finding| (finding.code, finding.location.clone()))
        .collect();
    let place = |file: &str| ("font", crate::diagnostic::Location::File(file.to_owned()));
    assert_eq!(found, [place("fonts/locked.ttf"), place("fonts/page.ttf")]);
    assert!(library.family("Vazirmatn").is_some_and(|family| family.is_own()));
}
