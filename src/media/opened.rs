//! Pictures that were opened once and are wanted again: a book that is made anew after every edit shows the same pictures each time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::{Picture, Room};
use crate::diagnostic::Diagnostic;

/// The sum of a file's bytes, and the room that the picture has.
type PictureKey = ([u8; 32], [u64; 2], bool);

/// The pictures of the last loading, by their bytes and their room.
#[derive(Debug, Default)]
pub struct OpenedPictures(Mutex<Loadings>);

#[derive(Debug, Default)]
struct Loadings {
    before: BTreeMap<PictureKey, Arc<OpenedPicture>>,
    now: BTreeMap<PictureKey, Arc<OpenedPicture>>,
}

/// What came of opening a picture.
#[derive(Debug)]
pub(super) struct OpenedPicture {
    pub(super) picture: Result<Arc<Picture>, Diagnostic>,
    pub(super) told: Vec<Diagnostic>,
}

impl OpenedPicture {
    pub(super) fn of(bytes: Vec<u8>, room: Room) -> Arc<Self> {
        let mut told = Vec::new();
        let picture = Picture::open(bytes, room, &mut told).map(Arc::new);
        Arc::new(Self { picture, told })
    }
}

impl OpenedPictures {
    /// A loading begins: what the last one did not want is forgotten.
    pub(super) fn begin(&self) {
        let mut loadings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loadings.before = std::mem::take(&mut loadings.now);
    }

    /// A picture, opened unless it was wanted in this loading or the last one.
    pub(super) fn open(&self, bytes: Vec<u8>, room: Room) -> Arc<OpenedPicture> {
        let key = (
            Sha256::digest(&bytes).into(),
            [room.width.to_bits(), room.height.to_bits()],
            room.filled,
        );
        let known = {
            let loadings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            loadings.now.get(&key).or(loadings.before.get(&key)).cloned()
        };
        let opened = known.unwrap_or_else(|| OpenedPicture::of(bytes, room));
        let mut loadings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loadings.now.insert(key, opened.clone());
        opened
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_opened_once_while_every_loading_wants_it() {
        let drawing = |colour: &str| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path fill=\"{colour}\" d=\"M0 0h9v9z\"/></svg>")
                .into_bytes()
        };
        let opened = OpenedPictures::default();
        let load = |colours: &[&str]| -> Vec<Arc<OpenedPicture>> {
            opened.begin();
            colours
                .iter()
                .map(|colour| opened.open(drawing(colour), Room::ENDLESS))
                .collect()
        };
        let (first, second) = (load(&["red", "blue"]), load(&["red", "green"]));
        assert!(Arc::ptr_eq(&first[0], &second[0]) && second[1].picture.is_ok());
        let third = load(&["blue", "red"]);
        assert!(
            !Arc::ptr_eq(&third[0], &first[1]),
            "what a loading did not want is forgotten"
        );
        assert!(Arc::ptr_eq(&third[1], &first[0]));
        let small = opened.open(drawing("red"), Room::on_page(9.0, 9.0));
        assert!(!Arc::ptr_eq(&small, &first[0]), "of another room it is another picture");
    }
}
