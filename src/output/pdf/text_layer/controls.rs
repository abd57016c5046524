//! Controls of direction have done their work when a line is set: no glyph keeps one, and so no copied text does.

use ecow::EcoString;
use typst::layout::Em;
use typst::text::{Glyph, TextItem};

use super::script::is_control;

/// The item without the controls in its text. A glyph that stood for nothing else goes, unless it has a width: such a one is
/// seen, as the hyphen is that stands for a soft hyphen where a word was broken, or draws something.
pub(super) fn without_controls(item: &TextItem, mut draws: impl FnMut(u16) -> bool) -> TextItem {
    if !item.text.chars().any(is_control) {
        return item.clone();
    }
    let only_controls = |glyph: &&Glyph| {
        let text = item.text.get(glyph.range()).unwrap_or_default();
        text.chars().all(is_control)
    };
    let mut stays = |glyph: &&Glyph| !only_controls(glyph) || glyph.x_advance != Em::zero() || draws(glyph.id);
    let glyphs: Vec<&Glyph> = item.glyphs.iter().filter(|glyph| stays(glyph)).collect();
    let seen: Vec<&Glyph> = glyphs.iter().copied().filter(only_controls).collect();
    let mut text = EcoString::new();
    // For each byte of the old text, and for its end, the place in the new one.
    let mut places: Vec<u16> = Vec::with_capacity(item.text.len() + 1);
    let end = |text: &EcoString| u16::try_from(text.len()).unwrap_or(u16::MAX);
    for (at, character) in item.text.char_indices() {
        let place = end(&text);
        places.extend(std::iter::repeat_n(place, character.len_utf8()));
        if !is_control(character) || seen.iter().any(|glyph| glyph.range().contains(&at)) {
            text.push(character);
        }
    }
    places.push(end(&text));
    let place = |old: u16| places.get(usize::from(old)).copied().unwrap_or_else(|| end(&text));
    let glyphs = glyphs
        .into_iter()
        .map(|glyph| Glyph {
            range: place(glyph.range.start)..place(glyph.range.end),
            ..glyph.clone()
        })
        .collect();
    TextItem {
        glyphs,
        text: text.clone(),
        ..item.clone()
    }
}
