//! The least that Exif can be: which way up a picture is (CIPA DC-008, 4.6).

/// Exif data that say nothing but the orientation, a number from 1 to 8. Its length is even.
pub(super) fn orientation_only(orientation: u8) -> Vec<u8> {
    // Big-endian TIFF, its first directory at 8, of one entry: tag 0x0112, a short, one of it.
    let mut data = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    data.extend([orientation, 0, 0, 0, 0, 0, 0]);
    data
}
