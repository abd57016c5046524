//! What would mend a finding: stretches of a text, and what is to stand instead.

use super::{Location, Span};

/// Whether an edit may be made without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// Only spaces, signs and marks change; every letter stays.
    Safe,
    /// Letters change, or words part and join: somebody should look at each.
    Unsafe,
}

impl Safety {
    /// The word that messages use.
    pub fn name(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        }
    }
}

/// A stretch of a text, in bytes, and what is to stand in its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The stretch; empty where something is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// What would mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be made without asking.
    pub safety: Safety,
    /// What mends each of its places; a place that nothing mends is not among them.
    pub places: Vec<PlaceFix>,
}

/// What mends one place: all of the edits together or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceFix {
    /// The place, as the finding names it.
    pub place: Location,
    /// Its edits, of which there is at least one, and which do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// What mends some places; none where nothing does.
    pub(super) fn new(safety: Safety, places: impl IntoIterator<Item = (Location, Vec<Edit>)>) -> Option<Self> {
        let mended = places.into_iter().filter(|(_, edits)| !edits.is_empty());
        let places: Vec<PlaceFix> = mended.map(|(place, edits)| PlaceFix { place, edits }).collect();
        (!places.is_empty()).then_some(Self { safety, places })
    }

    /// Every edit, place by place.
    pub fn edits(&self) -> impl Iterator<Item = &Edit> {
        self.places.iter().flat_map(|place| &place.edits)
    }
}

/// A text with edits made in it. Edits of other texts' spans must not be among them. They may come in any order; of two that overlap, or
/// are put in at one place, the first counts.
pub fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.to_vec();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len() + 64);
    let (mut at, mut last) = (0, None);
    for edit in sorted {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let collides = start < at || last == Some(start);
        let Some(between) = text.get(at..start).filter(|_| !collides && text.is_char_boundary(end)) else {
            continue;
        };
        out.push_str(between);
        out.push_str(&edit.replacement);
        (at, last) = (end, Some(start));
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;

    #[test]
    fn edits_are_made_in_order_and_none_over_another() {
        let edit = |range: std::ops::Range<usize>, replacement: &str| Edit {
            span: Span::new(FileId::default(), range),
            replacement: replacement.into(),
        };
        let edits = [edit(6..7, ""), edit(0..1, "A"), edit(0..3, "never"), edit(3..3, "-")];
        let all: Vec<&Edit> = edits.iter().collect();
        assert_eq!(edited("abcdef g", &all), "Abc-defg");
    }
}
