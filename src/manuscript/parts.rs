//! Parts of a book: which headings stand in one, and at which level chapters stand there.

/// Where a heading stands: in a part or not, and which level is the highest around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) in_part: bool,
    pub(super) top: u8,
}

/// The places of headings, given in order as level, whether they open a part, and whether they name another part of the book (front or
/// back matter). Chapters of a part are written one level below it, as in most dialects, or on its own level, as in bookdown's: then all
/// that follows is the part's, up to the next or to back matter.
pub(super) fn places(headings: &[(u8, bool, bool)]) -> Vec<Place> {
    let mut segments: Vec<Vec<usize>> = vec![Vec::new()];
    let mut in_part: Vec<bool> = vec![false];
    let mut open: Option<(u8, Option<bool>)> = None;
    for (at, (level, part, elsewhere)) in headings.iter().copied().enumerate() {
        let ends = match &mut open {
            _ if part => true,
            None => false,
            Some(_) if elsewhere => true,
            Some((above, nested)) => *nested.get_or_insert(level > *above) && level <= *above,
        };
        if ends {
            open = part.then_some((level, None));
            segments.push(Vec::new());
            in_part.push(part);
        }
        if let Some(segment) = segments.last_mut() {
            segment.push(at);
        }
    }
    let mut places = vec![Place { in_part: false, top: 1 }; headings.len()];
    for (segment, in_part) in segments.iter().zip(in_part) {
        let levels = segment
            .iter()
            .filter_map(|at| headings.get(*at))
            .filter(|heading| !heading.1);
        let top = levels.map(|heading| heading.0).min().unwrap_or(1);
        for at in segment {
            if let (Some(place), Some(heading)) = (places.get_mut(*at), headings.get(*at)) {
                *place = Place {
                    in_part: in_part && !heading.1,
                    top,
                };
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(headings: &[(u8, bool, bool)]) -> String {
        let place = |place: Place| format!("{}{}", if place.in_part { "p" } else { "" }, place.top);
        places(headings).into_iter().map(place).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn chapters_stand_in_parts_whichever_way_they_are_written() {
        let (part, body, back) = (
            |level| (level, true, false),
            |level| (level, false, false),
            |level| (level, false, true),
        );
        // A preface, two parts with chapters below them, an afterword on the parts' level.
        assert_eq!(
            told(&[body(1), part(1), body(2), body(3), part(1), body(2), body(1)]),
            "1 2 p2 p2 2 p2 1"
        );
        // Chapters on the parts' own level, and back matter.
        assert_eq!(
            told(&[body(1), part(1), body(1), body(2), part(1), body(1), back(1)]),
            "1 1 p1 p1 1 p1 1"
        );
        assert_eq!(told(&[body(2), body(3)]), "2 2");
    }
}
