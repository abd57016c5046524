//! Taking out of a WebP what is not the picture, without decoding it (RFC 9649, 2).

use super::exif;

/// Chunks that say how the picture looks.
const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];

/// The file without other chunks, but for the orientation, a number from 1 to 8, and without what follows its end. None where the
/// chunks do not hold together.
pub(super) fn strip(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    let mut body = b"WEBP".to_vec();
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let end = bytes.len().min(size.checked_add(8)?);
    let mut at = 12;
    while at + 8 <= end {
        let length = usize::try_from(u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        let next = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        let name = bytes.get(at..at + 4)?;
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            let from = body.len();
            body.extend_from_slice(bytes.get(at..(at + 8 + length).min(bytes.len()))?);
            if length % 2 == 1 {
                body.push(0);
            }
            // Of what an extended file says it holds, Exif and XMP are no longer there.
            if let Some(flags) = body.get_mut(from + 8).filter(|_| name == b"VP8X") {
                *flags &= !(EXIF | XMP);
                *flags |= if orientation > 1 { EXIF } else { 0 };
            }
        }
        at = next;
    }
    if orientation > 1 {
        let exif = exif::orientation_only(orientation);
        body.extend(b"EXIF");
        body.extend(u32::try_from(exif.len()).ok()?.to_le_bytes());
        body.extend(exif);
    }
    let size = u32::try_from(body.len()).ok()?;
    Some([b"RIFF", &size.to_le_bytes()[..], &body].concat())
}

const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
