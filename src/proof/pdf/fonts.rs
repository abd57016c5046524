//! The fonts of one file.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::object::{Name, ObjectIdentifier};
use hayro_syntax::page::Resources;

use super::font::Font;

/// A PDF's fonts, each read once.
#[derive(Default)]
pub(in crate::proof) struct Fonts {
    by_id: BTreeMap<ObjectIdentifier, u16>,
    all: Vec<Rc<Font>>,
}

impl Fonts {
    /// A font by the number that glyphs have.
    pub(in crate::proof) fn get(&self, number: u16) -> Option<&Font> {
        self.all.get(usize::from(number)).map(Rc::as_ref)
    }

    /// All of them.
    pub(in crate::proof) fn all(&self) -> &[Rc<Font>] {
        &self.all
    }

    /// A font is looked up by its reference first: to resolve that is to read its dictionary again.
    pub(super) fn find(&mut self, resources: &Resources, name: &Name) -> Option<(u16, Rc<Font>)> {
        let id = resources.fonts.get_ref(name).map(ObjectIdentifier::from);
        if let Some(number) = id.and_then(|id| self.by_id.get(&id)) {
            return Some((*number, self.all.get(usize::from(*number))?.clone()));
        }
        let dict = resources.get_font(name)?;
        let font = Rc::new(Font::read(&dict));
        let number = u16::try_from(self.all.len()).ok()?;
        self.all.push(font.clone());
        if let Some(id) = id.or(dict.obj_id()) {
            self.by_id.insert(id, number);
        }
        Some((number, font))
    }
}
