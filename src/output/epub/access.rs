//! What the book says of its own accessibility, worked out from what it holds (EPUB Accessibility 1.1, 2).

use crate::edition::Volume;

/// What a book holds, as far as its accessibility goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holds {
    /// Pictures that show something, the cover aside.
    pub pictures: bool,
    /// Whether each of them is described.
    pub described: bool,
    /// The pages of the printed edition.
    pub pages: bool,
}

impl Holds {
    /// Looks through a book.
    pub fn of(volume: &Volume, pages: bool) -> Self {
        let images = volume.document.images();
        // An ornament needs no description; whether a picture is one, only its author knows. A figure is none.
        let described = !images.iter().any(|image| image.alt.is_empty());
        Self {
            pictures: !images.is_empty(),
            described,
            pages,
        }
    }

    /// The properties of schema.org with their values, in the order in which they are written.
    pub fn properties(self) -> Vec<(&'static str, &'static str)> {
        let mut found = vec![("schema:accessMode", "textual")];
        if self.pictures {
            found.push(("schema:accessMode", "visual"));
        }
        let sufficient = if self.pictures && !self.described {
            "textual,visual"
        } else {
            "textual"
        };
        found.push(("schema:accessModeSufficient", sufficient));
        let features = [
            ("alternativeText", self.pictures && self.described),
            ("ARIA", true),
            ("displayTransformability", true),
            ("pageBreakMarkers", self.pages),
            ("pageNavigation", self.pages),
            ("readingOrder", true),
            ("structuralNavigation", true),
            ("tableOfContents", true),
            ("unlocked", true),
        ];
        let held = features.iter().filter(|(_, held)| *held);
        found.extend(held.map(|(feature, _)| ("schema:accessibilityFeature", *feature)));
        // Pictures that move are stilled, and there is neither sound nor script.
        found.push(("schema:accessibilityHazard", "none"));
        found
    }

    /// The same in words, in the book's language.
    pub fn summary(self, volume: &Volume) -> String {
        let words = &volume.locale.accessibility;
        let pictures = match (self.pictures, self.described) {
            (false, _) => &words.no_images,
            (true, true) => &words.described_images,
            (true, false) => &words.undescribed_images,
        };
        let pages = self.pages.then_some(&words.page_list);
        let sentences = [Some(&words.structure), Some(pictures), pages, Some(&words.no_hazards)];
        sentences
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(holds: Holds) -> Vec<&'static str> {
        holds.properties().into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn only_what_is_there_is_claimed() {
        let plain = features(Holds {
            pictures: false,
            described: true,
            pages: false,
        });
        assert!(
            !plain.contains(&"visual") && !plain.contains(&"alternativeText") && !plain.contains(&"pageNavigation")
        );
        assert!(plain.contains(&"textual"));
        let undescribed = features(Holds {
            pictures: true,
            described: false,
            pages: true,
        });
        assert!(undescribed.contains(&"textual,visual") && undescribed.contains(&"pageBreakMarkers"));
        assert!(!undescribed.contains(&"textual,visual,alternativeText") && !undescribed.contains(&"alternativeText"));
    }
}
