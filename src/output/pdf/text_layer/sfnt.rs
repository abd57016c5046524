//! Reading and writing the tables of a TrueType file, every read checked: a font is input.

use read_fonts::{FontRef, types::Tag};

/// The sfnt version of a font with `glyf` outlines (OpenType 1.9, "Table directory").
const TRUETYPE: u32 = 0x0001_0000;
/// What the sum of a whole font file is measured against (OpenType 1.9, `head.checksumAdjustment`).
const MAGIC: u32 = 0xB1B0_AFBA;
/// Where `head` keeps `checksumAdjustment`.
const ADJUSTMENT: usize = 8;

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

/// The sum of big-endian 32-bit words, wrapping, the last one filled up with zeros.
fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// A TrueType file of these tables: directory sorted by tag, checksums and `head.checksumAdjustment` right.
pub(super) fn write(mut tables: Vec<([u8; 4], Vec<u8>)>) -> Option<Vec<u8>> {
    tables.sort_by_key(|(tag, _)| *tag);
    let count = u16::try_from(tables.len()).ok().filter(|count| *count > 0)?;
    let exponent = count.ilog2();
    let range = 16u16 << exponent;
    let mut out = Vec::new();
    out.extend(TRUETYPE.to_be_bytes());
    for field in [count, range, u16::try_from(exponent).ok()?, count * 16 - range] {
        out.extend(field.to_be_bytes());
    }
    let mut at = 12 + 16 * tables.len();
    let mut head = None;
    for (tag, data) in &mut tables {
        if tag == b"head" {
            put(data, ADJUSTMENT, &[0; 4])?;
            head = Some(at);
        }
        out.extend(*tag);
        out.extend(checksum(data).to_be_bytes());
        out.extend(u32::try_from(at).ok()?.to_be_bytes());
        out.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        out.extend(data);
        pad(&mut out);
    }
    let adjustment = MAGIC.wrapping_sub(checksum(&out));
    put(&mut out, head? + ADJUSTMENT, &adjustment.to_be_bytes())?;
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
    fn a_written_file_sums_to_the_magic_number() {
        let file = write(vec![(*b"head", vec![7; 54]), (*b"abcd", vec![1, 2, 3])]).expect("a file");
        assert_eq!(checksum(&file), MAGIC);
        assert_eq!(&file[12..16], b"abcd", "the directory is sorted");
        assert_eq!(&file[24..28], &[0, 0, 0, 3], "lengths are unpadded");
        assert_eq!(file.len() % 4, 0);
    }

    #[test]
    fn a_file_without_head_is_refused() {
        assert_eq!(write(vec![(*b"abcd", vec![1])]), None);
        assert_eq!(write(vec![]), None);
    }
}
