//! Taking out of a JPEG what is not the picture, without decoding it (ISO/IEC 10918-1, Annex B).

use super::exif;

/// The file without Exif, XMP, IPTC, comments, thumbnails, further pictures and whatever follows its end. Kept are the JFIF
/// header, colour profiles (`APP2` of ICC), Adobe's colour transform and the orientation, a number from 1 to 8. None where the
/// segments do not hold together.
pub(super) fn strip(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    let mut out = vec![0xff, 0xd8];
    if orientation > 1 {
        let exif = exif::orientation_only(orientation);
        out.extend([0xff, 0xe1]);
        out.extend(u16::try_from(exif.len() + 8).ok()?.to_be_bytes());
        out.extend(b"Exif\0\0");
        out.extend(exif);
    }
    let mut at = 2;
    loop {
        // A marker may be preceded by any number of fill bytes.
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let (&0xff, &marker) = (bytes.get(at)?, bytes.get(at + 1)?) else {
            return None;
        };
        if marker == END {
            out.extend([0xff, END]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let segment = bytes.get(at..at + 2 + length)?;
        if is_kept(marker, segment.get(4..)?) {
            out.extend_from_slice(segment);
        }
        at += 2 + length;
        if marker == SCAN {
            let end = scan_end(bytes, at);
            out.extend_from_slice(bytes.get(at..end)?);
            at = end;
            if at >= bytes.len() {
                // Cameras that ran out of power leave no end marker; decoders take the picture all the same.
                out.extend([0xff, END]);
                return Some(out);
            }
        }
    }
}

/// Whether the file has its end: after its scans a marker says that the picture is over. A picture that was copied in half has none.
/// Restart markers inside a scan must follow each other in order (Annex B.2.1): where one is missing, so is what stood before it.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let Some(&[0xff, marker]) = bytes.get(at..at + 2) else {
            return false;
        };
        if marker == END {
            return true;
        }
        let Some(&[high, low]) = bytes.get(at + 2..at + 4) else {
            return false;
        };
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
        if marker == SCAN {
            let end = scan_end(bytes, at);
            if !restarts_in_order(bytes.get(at..end).unwrap_or_default()) {
                return false;
            }
            at = end;
        }
    }
}

fn restarts_in_order(scan: &[u8]) -> bool {
    let pairs = scan.iter().zip(scan.iter().skip(1));
    let restarts = pairs.filter(|&(&first, second)| first == 0xff && (0xd0..=0xd7).contains(second));
    restarts
        .zip((0..8).cycle())
        .all(|((_, &marker), number)| marker == 0xd0 + number)
}

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

fn is_kept(marker: u8, data: &[u8]) -> bool {
    match marker {
        0xe0 => data.starts_with(b"JFIF\0"),
        0xe2 => data.starts_with(b"ICC_PROFILE\0"),
        0xee => data.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Where the entropy-coded data that begins at `at` ends: at the next marker that is neither a stuffed byte nor a restart.
fn scan_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|&byte| byte == 0xff))
    {
        at += found;
        match bytes.get(at + 1) {
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(_) => return at,
            None => break,
        }
    }
    bytes.len()
}

/// How many colour components the frame has; 4 is CMYK or YCCK.
pub(super) fn components(bytes: &[u8]) -> Option<u8> {
    frame(bytes)?.get(5).copied()
}

/// Width and height in pixels, as the file lies.
pub(super) fn size(bytes: &[u8]) -> Option<(u16, u16)> {
    let [_, high, low, wide, narrow, ..] = *frame(bytes)? else {
        return None;
    };
    Some((u16::from_be_bytes([wide, narrow]), u16::from_be_bytes([high, low])))
}

/// The frame's header from its precision on.
fn frame(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if marker == 0xff {
            at += 1;
            continue;
        }
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return bytes.get(at + 4..);
        }
        at += 2 + usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
    }
}
