//! PostScript names that tell fonts apart.
//!
//! Whoever writes or reads PDFs may take two fonts of one name for the same font, or even remember one in place of the other. So
//! fonts that are made on the way get a name that says of what they are made: the name of the font that they come from, a full
//! stop, and 16 hexadecimal digits of a digest.

use read_fonts::types::NameId;
use read_fonts::{FontRef, TableProvider};
use sha2::{Digest, Sha256};

use super::sfnt::{self, Table};

/// How many hexadecimal digits of a digest a name ends with.
const DIGITS: usize = 16;
/// How long the rest of a name may be: PDF allows 127 bytes (ISO 32000-1, annex C), of which others want some for tags.
const LONGEST: usize = 63;
/// Bytes of a `name` table's head and of each of its records (OpenType 1.9, `name`).
const HEADER: usize = 6;
const RECORD: usize = 12;
/// Where a record is for: Windows, Unicode BMP, American English.
const PLACE: [u16; 3] = [3, 1, 0x0409];
/// From here on a record's language is one that only a table of version 1 can name.
const FIRST_LANGUAGE_TAG: u16 = 0x8000;

/// A font's PostScript name (name 6), as far as PostScript and PDF allow its characters (OpenType 1.9, "Name IDs").
pub fn postscript_name(font: &FontRef) -> Option<String> {
    let table = font.name().ok()?;
    let records = table.name_record().iter();
    let mut names = records.filter(|record| record.name_id() == NameId::POSTSCRIPT_NAME);
    let name = names.find_map(|record| Some(record.string(table.string_data()).ok()?.to_string()))?;
    Some(allowed(&name))
}

fn allowed(name: &str) -> String {
    let plain = |c: &char| c.is_ascii_graphic() && !"[](){}<>/%".contains(*c);
    name.chars().filter(plain).take(LONGEST).collect()
}

/// The name of a font that is made of another, of what the digest is of.
pub fn told_apart(name: &str, digest: &[u8]) -> String {
    let digits: String = digest
        .iter()
        .take(DIGITS / 2)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{}.{digits}", bare(name))
}

/// The name of the font that a font was made of; the name itself where it is no such name.
pub fn bare(name: &str) -> &str {
    let digits =
        |tail: &str| tail.len() == DIGITS && tail.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match name.rsplit_once('.') {
        Some((bare, tail)) if digits(tail) => bare,
        _ => name,
    }
}

/// The digest of all that makes a font what it is.
pub fn digest(tables: &[Table]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for (tag, data) in tables {
        digest.update(tag);
        digest.update((data.len() as u64).to_be_bytes());
        digest.update(data);
    }
    digest.finalize().into()
}

/// The tables of a font, its PostScript name another one. None where the names would fill more than a table can hold.
pub fn with_name(mut tables: Vec<Table>, name: &str) -> Option<Vec<Table>> {
    let before = tables
        .iter()
        .position(|(tag, _)| tag == b"name")
        .map(|at| tables.swap_remove(at).1);
    tables.push((*b"name", renamed(before.as_deref(), name)?));
    Some(tables)
}

/// A `name` table with this PostScript name, once, and all else that the former one held; with nothing else where there was none
/// that can be read.
fn renamed(table: Option<&[u8]>, name: &str) -> Option<Vec<u8>> {
    let mut records = table.and_then(others).unwrap_or_default();
    let [platform, encoding, language] = PLACE;
    let text: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    records.push(([platform, encoding, language, NameId::POSTSCRIPT_NAME.to_u16()], text));
    records.sort_by_key(|(keys, _)| *keys);
    let count = u16::try_from(records.len()).ok()?;
    let strings = u16::try_from(HEADER + RECORD * records.len()).ok()?;
    let mut out: Vec<u8> = [0, count, strings].into_iter().flat_map(u16::to_be_bytes).collect();
    let mut stored: Vec<u8> = Vec::new();
    for (keys, text) in &records {
        // Fonts say many things twice, for two platforms.
        let at = found(&stored, text).unwrap_or(stored.len());
        if at == stored.len() {
            stored.extend(text);
        }
        let place = [u16::try_from(text.len()).ok()?, u16::try_from(at).ok()?];
        out.extend(keys.iter().chain(&place).flat_map(|field| field.to_be_bytes()));
    }
    out.extend(stored);
    Some(out)
}

/// Where a text stands in others.
fn found(stored: &[u8], text: &[u8]) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    stored.windows(text.len()).position(|window| window == text)
}

/// A record's platform, encoding, language and name, and its text.
type Record = ([u16; 4], Vec<u8>);

/// What a `name` table holds but PostScript names.
fn others(table: &[u8]) -> Option<Vec<Record>> {
    let count = usize::from(sfnt::u16_at(table, 2)?);
    let strings = table.get(usize::from(sfnt::u16_at(table, 4)?)..)?;
    let mut out = Vec::with_capacity(count + 1);
    for record in (0..count).map(|number| HEADER + RECORD * number) {
        let field = |number: usize| sfnt::u16_at(table, record + 2 * number);
        let keys = [field(0)?, field(1)?, field(2)?, field(3)?];
        let (length, at) = (usize::from(field(4)?), usize::from(field(5)?));
        let wanted = keys[3] != NameId::POSTSCRIPT_NAME.to_u16() && keys[2] < FIRST_LANGUAGE_TAG;
        // A text that is not there is left out, as readers do.
        if let (true, Some(text)) = (wanted, strings.get(at..at + length)) {
            out.push((keys, text.to_vec()));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_made_font_leads_back_to_its_font() {
        let digest = [0xab, 0xcd, 0xef, 1, 2, 3, 4, 5, 6, 7];
        let name = told_apart("Amiri-Bold", &digest);
        assert_eq!(name, "Amiri-Bold.abcdef0102030405");
        assert_eq!(bare(&name), "Amiri-Bold");
        assert_eq!(
            told_apart(&name, &[0; 32]),
            "Amiri-Bold.0000000000000000",
            "once is enough"
        );
        for other in ["Amiri-Bold", "A.b", "A.ABCDEF0102030405", "A.abcdef010203040", ""] {
            assert_eq!(bare(other), other);
        }
        assert_eq!(allowed("خط (Bold)/x%"), "Boldx");
        assert_eq!(allowed(&"x".repeat(300)).len(), LONGEST);
    }

    #[test]
    fn a_renamed_table_says_everything_else_as_before() {
        for family in crate::fonts::FontLibrary::shipped().families() {
            for face in &family.faces {
                let font = FontRef::new(face.data.as_ref()).expect("a font");
                let before = sfnt::table(&font, *b"name").expect("a table");
                let after = renamed(Some(before), "New-Name").expect("a table");
                assert_eq!(others(before), others(&after), "{}", face.file);
                let tables = with_name(sfnt::tables(&font), "New-Name").expect("tables");
                let file = sfnt::write(sfnt::version(&font), tables).expect("a file");
                let font = FontRef::new(&file).expect("a font");
                assert_eq!(postscript_name(&font).as_deref(), Some("New-Name"), "{}", face.file);
            }
        }
    }

    #[test]
    fn a_broken_table_gives_way_to_a_name_alone() {
        let broken: [Option<&[u8]>; 4] = [
            None,
            Some(&[]),
            Some(&[0, 0, 0, 9, 0, 6]),
            Some(&[0, 0, 0, 1, 0xff, 0xff]),
        ];
        for table in broken {
            let made = renamed(table, "A").expect("a table");
            assert_eq!(made[..6], [0, 0, 0, 1, 0, 18]);
            assert_eq!(made[HEADER..], [0, 3, 0, 1, 4, 9, 0, 6, 0, 2, 0, 0, 0, b'A']);
        }
    }
}
