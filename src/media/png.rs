//! Taking out of a PNG what is not the picture, without decoding it (ISO/IEC 15948, clause 5).

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::exif;

/// Chunks that say how the picture looks; all others (texts, times, Exif, animation, private ones) are left out.
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"bKGD", b"pHYs",
];

/// The file without other chunks, but for the orientation, a number from 1 to 8, and without what follows its end. None where the
/// chunks do not hold together.
pub(super) fn strip(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let head: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_be_bytes(head)).ok()?;
        let end = at.checked_add(12)?.checked_add(length)?;
        let chunk = bytes.get(at..end)?;
        let name = chunk.get(4..8)?;
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IHDR" && orientation > 1 {
            out.extend(exif_chunk(orientation)?);
        }
        if name == b"IEND" {
            return Some(out);
        }
        at = end;
    }
}

fn exif_chunk(orientation: u8) -> Option<Vec<u8>> {
    let exif = exif::orientation_only(orientation);
    let named = [b"eXIf", &exif[..]].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    let length = u32::try_from(exif.len()).ok()?.to_be_bytes();
    Some([&length[..], &named, &sum.sum().to_be_bytes()].concat())
}

/// Whether the colour profile (`iCCP`) unpacks to at most so many bytes. It is unpacked piece by piece and nothing of it is kept.
pub(super) fn profile_is_within(bytes: &[u8], most: u64) -> bool {
    chunks(bytes).filter(|(name, _)| *name == b"iCCP").all(|(_, data)| {
        // A name, its end, the method, and then the profile (clause 11.3.2.3).
        let packed = data
            .iter()
            .position(|&byte| byte == 0)
            .and_then(|end| data.get(end + 2..));
        let unpacked = ZlibDecoder::new(packed.unwrap_or_default()).take(most + 1);
        length(unpacked) <= most
    })
}

/// How many bytes can be read.
fn length(mut from: impl Read) -> u64 {
    let mut piece = [0; 8192];
    let mut length = 0;
    while let Ok(read @ 1..) = from.read(&mut piece) {
        length += read as u64;
    }
    length
}

/// The chunks that hold together: names and data.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (head, after) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*head)).ok()?;
        let (name, data) = after.split_at_checked(4)?;
        let data = data.get(..length)?;
        rest = after.get(length + 8..).unwrap_or_default();
        Some((name, data))
    })
}
