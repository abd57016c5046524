//! Parts of a book: which headings stand in one.

/// Whether each heading stands in a part. They are given in order as level, whether they open a part, and whether they name another part of
/// the book (front or back matter). Chapters of a part are written one level below it, as in most dialects, or on its own level, as in
/// bookdown's: then all that follows is the part's, up to the next or to back matter.
pub(super) fn in_parts(headings: &[(u8, bool, bool)]) -> Vec<bool> {
    let mut open: Option<(u8, Option<bool>)> = None;
    let stands = |(level, part, elsewhere): (u8, bool, bool)| {
        let ends = match &mut open {
            _ if part => true,
            None => false,
            Some(_) if elsewhere => true,
            Some((above, nested)) => *nested.get_or_insert(level > *above) && level <= *above,
        };
        if ends {
            open = part.then_some((level, None));
        }
        open.is_some() && !part
    };
    headings.iter().copied().map(stands).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(headings: &[(u8, bool, bool)]) -> String {
        let mark = |inside| if inside { 'p' } else { '.' };
        in_parts(headings).into_iter().map(mark).collect()
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
            "..pp.p."
        );
        // Chapters on the parts' own level, and back matter.
        assert_eq!(
            told(&[body(1), part(1), body(1), body(2), part(1), body(1), back(1)]),
            "..pp.p."
        );
        assert_eq!(told(&[body(2), body(3)]), "..");
        // Parts of a table of contents, which stand above all levels.
        assert_eq!(told(&[part(0), body(2), body(1), part(0), body(1)]), ".pp.p");
    }
}
