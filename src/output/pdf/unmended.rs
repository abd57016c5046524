//! What an author is told where the text layer could not be mended.

use super::text_layer;
use crate::diagnostic::Diagnostic;

/// The code of the finding that a font's text layer cannot be mended.
pub const UNMENDED_FONT: &str = "unmended-font";

/// The code of the finding that stretches of text stay as the typesetter wrote them.
pub const UNMENDED_TEXT: &str = "unmended-text";
/// How many of them are named.
const PLACES: usize = 3;

/// What an author loses where the text layer could not be mended: with a font, and in stretches of text.
pub fn unmended(mended: &text_layer::Mended) -> Vec<Diagnostic> {
    let fonts = mended.notices.iter().map(unmended_font);
    fonts.chain(unmended_text(&mended.kept)).collect()
}

/// What an author loses with a font whose text layer cannot be mended.
fn unmended_font(notice: &text_layer::Notice) -> Diagnostic {
    let why = match notice.reason {
        text_layer::Unmendable::Cubic => "its outlines are cubic (CFF)",
        text_layer::Unmendable::Variable => "it is variable",
        text_layer::Unmendable::Broken => "one of its tables is missing or broken",
        text_layer::Unmendable::Full => "it has so many glyphs that there is no room for more",
    };
    let message = format!("searching and copying may miss words set in {}: {why}", notice.family);
    Diagnostic::warning(UNMENDED_FONT, message).hint("take the family's static .ttf files where there are any")
}

/// What an author loses where to mend the text layer would have moved or hidden something of the page.
fn unmended_text(kept: &[text_layer::Kept]) -> Option<Diagnostic> {
    let count = match kept.len() {
        0 => return None,
        1 => "one stretch of text is set as the typesetter wrote it".to_owned(),
        more => format!("{more} stretches of text are set as the typesetter wrote them"),
    };
    let message = format!("{count}: searching and copying may miss words there");
    let place = |kept: &text_layer::Kept| {
        let page = kept.page.map_or_else(String::new, |page| format!("page {page}: "));
        format!("{page}“{}”", kept.text)
    };
    let places: Vec<String> = kept.iter().take(PLACES).map(place).collect();
    Some(Diagnostic::warning(UNMENDED_TEXT, message).hint(format!("the page is right; see {}", places.join(", "))))
}
