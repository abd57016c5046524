//! Pictures that lie in a drawing, as `data:` addresses (RFC 2397): opened as any picture of a book is, and written without what
//! cameras and programs said in them.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Drawn, too_large};
use crate::media::{Kind, Picture, Room, raster};

/// What of a picture may come without its padding, as browsers take it.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The address written anew; none where it holds no picture of pixels that can be opened.
///
/// # Errors
/// Where the pictures of a drawing are larger than `room` once they are decoded.
pub(super) fn clean(address: &str, room: &mut u64) -> Drawn<Option<String>> {
    let Some((head, data)) = address.split_once(',') else {
        return Ok(None);
    };
    if !head.to_ascii_lowercase().ends_with(";base64") {
        return Ok(None);
    }
    let data: String = data.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let Ok(bytes) = LENIENT.decode(data) else {
        return Ok(None);
    };
    if !matches!(Kind::of(&bytes), Ok(kind) if kind != Kind::Svg) {
        return Ok(None);
    }
    *room = room
        .checked_sub(raster::decoded_size(&bytes))
        .ok_or_else(|| too_large("holds pictures that are too large to be opened"))?;
    Ok(Picture::open(bytes, Room::ENDLESS, &mut Vec::new())
        .ok()
        .map(|picture| {
            let data = base64::engine::general_purpose::STANDARD.encode(&picture.bytes);
            format!("data:{};base64,{data}", picture.kind.media_type())
        }))
}
