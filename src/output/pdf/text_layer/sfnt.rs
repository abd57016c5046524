//! Reading and writing the tables of a TrueType file, every read checked: a font is input.

use read_fonts::{FontRef, types::Tag};

/// The sfnt version of a font with `glyf` outlines (OpenType 1.9, "Table directory").
const TRUETYPE: u32 = 0x0001_0000;

/// The bytes of a table, or nothing where the font has no such table.
pub(super) fn table<'a>(font: &FontRef<'a>, tag: [u8; 4]) -> Option<&'a [u8]> {
    Some(font.table_data(Tag::new(&tag))?.as_bytes())
}

/// A big-endian unsigned 16-bit number at a byte offset.
pub(super) fn u16_at(data: &[u8], offset: usize) -> Option<u16> {
    Some(u16::from_be_bytes(
        data.get(offset..offset.checked_add(2)?)?.try_into().ok()?,
    ))
}

/// A big-endian signed 16-bit number at a byte offset.
pub(super) fn i16_at(data: &[u8], offset: usize) -> Option<i16> {
    Some(u16_at(data, offset)?.cast_signed())
}

/// Writes bytes over those at an offset; nothing where they would not fit.
pub(super) fn put(data: &mut [u8], offset: usize, bytes: &[u8]) -> Option<()> {
    data.get_mut(offset..offset.checked_add(bytes.len())?)?
        .copy_from_slice(bytes);
    Some(())
}

/// Fills up with zeros to a multiple of four bytes, as table data must.
pub(super) fn pad(data: &mut Vec<u8>) {
    data.resize(data.len().next_multiple_of(4), 0);
}

/// A TrueType file of these tables, its directory sorted by tag. It is read by Typst alone, which asks for no checksums and takes
/// the font apart once more for the PDF: they stay zero.
pub(super) fn write(mut tables: Vec<([u8; 4], Vec<u8>)>) -> Option<Vec<u8>> {
    tables.sort_by_key(|(tag, _)| *tag);
    let count = u16::try_from(tables.len()).ok().filter(|count| *count > 0)?;
    let exponent = count.ilog2();
    let range = 16u16 << exponent;
    let mut at = 12 + 16 * tables.len();
    let length = |(_, data): &([u8; 4], Vec<u8>)| data.len().next_multiple_of(4);
    let mut out = Vec::with_capacity(at + tables.iter().map(length).sum::<usize>());
    out.extend(TRUETYPE.to_be_bytes());
    for field in [count, range, u16::try_from(exponent).ok()?, count * 16 - range] {
        out.extend(field.to_be_bytes());
    }
    for (tag, data) in &tables {
        out.extend(*tag);
        out.extend([0; 4]);
        out.extend(u32::try_from(at).ok()?.to_be_bytes());
        out.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        out.extend(data);
        pad(&mut out);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let file = write(vec![(*b"head", vec![7; 54]), (*b"abcd", vec![1, 2, 3])]).expect("a file");
        let font = FontRef::new(&file).expect("a font");
        assert_eq!(&file[12..16], b"abcd", "the directory is sorted");
        assert_eq!(table(&font, *b"abcd"), Some(&[1, 2, 3][..]), "lengths are unpadded");
        assert_eq!(table(&font, *b"head"), Some(&[7; 54][..]));
        assert_eq!(file.len() % 4, 0);
        assert_eq!(write(vec![]), None);
    }
}
