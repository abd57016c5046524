//! Reading and writing the tables of a font file, every read checked: a font is input.

use read_fonts::FontRef;
use read_fonts::types::Tag;

/// A table with its tag.
pub type Table = ([u8; 4], Vec<u8>);

/// The table that holds the sum over the whole file, and where in it (OpenType 1.9, `head`).
const HEAD: [u8; 4] = *b"head";
const ADJUSTMENT: usize = 8;
/// What the sum over a whole file, its own field included, must come to (OpenType 1.9, `head.checksumAdjustment`).
const WHOLE: u32 = 0xB1B0_AFBA;

/// The bytes of a table, or nothing where the font has no such table.
pub fn table<'a>(font: &FontRef<'a>, tag: [u8; 4]) -> Option<&'a [u8]> {
    Some(font.table_data(Tag::new(&tag))?.as_bytes())
}

/// All tables of a font, in the order of its directory.
pub fn tables(font: &FontRef) -> Vec<Table> {
    let tags = font
        .table_directory()
        .table_records()
        .iter()
        .map(|record| record.tag().to_be_bytes());
    tags.filter_map(|tag| Some((tag, table(font, tag)?.to_vec()))).collect()
}

/// The version that a font's file begins with: which kind of outlines it has.
pub fn version(font: &FontRef) -> u32 {
    font.table_directory().sfnt_version()
}

/// A big-endian unsigned 16-bit number at a byte offset.
pub fn u16_at(data: &[u8], offset: usize) -> Option<u16> {
    Some(u16::from_be_bytes(
        data.get(offset..offset.checked_add(2)?)?.try_into().ok()?,
    ))
}

/// A big-endian signed 16-bit number at a byte offset.
pub fn i16_at(data: &[u8], offset: usize) -> Option<i16> {
    Some(u16_at(data, offset)?.cast_signed())
}

/// Writes bytes over those at an offset; nothing where they would not fit.
pub fn put(data: &mut [u8], offset: usize, bytes: &[u8]) -> Option<()> {
    data.get_mut(offset..offset.checked_add(bytes.len())?)?
        .copy_from_slice(bytes);
    Some(())
}

/// Fills up with zeros to a multiple of four bytes, as table data must.
pub fn pad(data: &mut Vec<u8>) {
    data.resize(data.len().next_multiple_of(4), 0);
}

/// A font file of these tables: its directory sorted by tag, the sum of each table in it, the sum over all of it in `head`
/// (OpenType 1.9, "OpenType Font File"). None where there is no table, or more than a directory can hold.
pub fn write(version: u32, mut tables: Vec<Table>) -> Option<Vec<u8>> {
    tables.sort_by_key(|(tag, _)| *tag);
    let count = u16::try_from(tables.len()).ok().filter(|count| *count > 0)?;
    let exponent = count.ilog2();
    let range = 16u16.checked_shl(exponent)?;
    let mut at = 12 + 16 * tables.len();
    let length = |(_, data): &Table| data.len().next_multiple_of(4);
    let mut out = Vec::with_capacity(at + tables.iter().map(length).sum::<usize>());
    out.extend(version.to_be_bytes());
    for field in [
        count,
        range,
        u16::try_from(exponent).ok()?,
        count.checked_mul(16)? - range,
    ] {
        out.extend(field.to_be_bytes());
    }
    let mut adjustment = None;
    for (tag, data) in &mut tables {
        if *tag == HEAD {
            // Sums are taken with this field empty.
            put(data, ADJUSTMENT, &[0; 4])?;
            adjustment = Some(at + ADJUSTMENT);
        }
        out.extend(*tag);
        for number in [sum(data), u32::try_from(at).ok()?, u32::try_from(data.len()).ok()?] {
            out.extend(number.to_be_bytes());
        }
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        out.extend(data);
        pad(&mut out);
    }
    if let Some(adjustment) = adjustment {
        let whole = WHOLE.wrapping_sub(sum(&out));
        put(&mut out, adjustment, &whole.to_be_bytes())?;
    }
    Some(out)
}

/// The sum of data: its big-endian 32-bit words added up, the last filled with zeros.
pub fn sum(data: &[u8]) -> u32 {
    let (words, rest) = data.as_chunks::<4>();
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    let all = words.iter().chain([&last]).map(|word| u32::from_be_bytes(*word));
    all.fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUETYPE: u32 = 0x0001_0000;

    #[test]
    fn a_read_past_the_end_is_nothing() {
        assert_eq!(u16_at(&[1, 2, 3], 1), Some(0x0203));
        assert_eq!(u16_at(&[1, 2, 3], 2), None);
        assert_eq!(u16_at(&[1, 2, 3, 4], usize::MAX), None);
        assert_eq!(i16_at(&[0xff, 0xfe], 0), Some(-2));
        assert_eq!(put(&mut [0; 3], 2, &[1, 2]), None);
    }

    #[test]
    fn a_written_file_has_its_tables_where_it_says() {
        let tables = vec![(*b"head", vec![7; 54]), (*b"abcd", vec![1, 2, 3])];
        let file = write(TRUETYPE, tables).expect("a file");
        let font = FontRef::new(&file).expect("a font");
        assert_eq!(&file[12..16], b"abcd", "the directory is sorted");
        assert_eq!(table(&font, *b"abcd"), Some(&[1, 2, 3][..]), "lengths are unpadded");
        assert_eq!(file.len() % 4, 0);
        assert_eq!(write(TRUETYPE, vec![]), None);
        assert_eq!(
            write(TRUETYPE, vec![(*b"head", vec![7; 8])]),
            None,
            "a head without its field"
        );
    }

    #[test]
    fn the_sums_are_true() {
        let tables = vec![(*b"head", vec![7; 54]), (*b"abcd", vec![1, 2, 3])];
        let file = write(TRUETYPE, tables).expect("a file");
        assert_eq!(sum(&file), WHOLE);
        assert_eq!(file[16..20], [1, 2, 3, 0], "the sum of abcd in the directory");
        assert_eq!(sum(&[0xff, 0xff, 0xff, 0xff, 0, 0, 0, 2, 1]), 0x0100_0001);
    }

    /// Those who made the fonts that ship wrote sums too: they must be the same.
    #[test]
    fn the_sums_of_the_fonts_that_ship_are_found_again() {
        for family in crate::fonts::FontLibrary::shipped().families() {
            for face in &family.faces {
                let data = face.data.as_ref();
                let font = FontRef::new(data).expect("a font");
                let again = write(version(&font), tables(&font)).expect("a file");
                let again = FontRef::new(&again).expect("a font");
                for (one, other) in font
                    .table_directory()
                    .table_records()
                    .iter()
                    .zip(again.table_directory().table_records())
                {
                    assert_eq!(
                        (one.tag(), one.checksum()),
                        (other.tag(), other.checksum()),
                        "{}",
                        face.file
                    );
                }
            }
        }
    }
}
