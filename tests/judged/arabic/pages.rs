//! Pages: requirements 32 to 34.

use super::page::{self, Row};
use super::{Built, arabic};

fn folio(built: &Built, page: usize) -> &Row {
    built
        .rows
        .iter()
        .rfind(|row| row.page == page && row.y > 520.0)
        .expect("a folio")
}

#[test]
fn r32_pages_mirror_about_a_spine_on_the_right() {
    let built = arabic();
    let middle = 419.5 / 2.0;
    // Odd pages lie on the left of the spine, so that their outer edge is the left one.
    assert!(folio(built, 5).letters[0].left < middle && folio(built, 6).letters[0].left > middle);
    let edge = |page: usize| {
        let rows = built
            .rows
            .iter()
            .filter(|row| row.page == page && (60.0..520.0).contains(&row.y));
        rows.map(|row| row.letters.last().unwrap().right).fold(0.0, f32::max)
    };
    let (left_page, right_page) = (419.53 - edge(5), 419.53 - edge(6));
    assert!(left_page < right_page, "inner margin {left_page}, outer {right_page}");
}

#[test]
fn r33_contents_have_their_numbers_on_the_left() {
    let built = arabic();
    let from = built.index("المحتويات");
    for title in ["حروف", "اتجاه", "بنود"] {
        let row = built.rows[from..]
            .iter()
            .find(|row| row.right_to_left().contains(title))
            .unwrap();
        let (left, right) = (row.letters[0].clone(), row.edges(title));
        assert!(
            ('٠'..='٩').contains(&left.c) && left.right < right.0,
            "{}",
            row.right_to_left()
        );
        let leaders = row
            .letters
            .iter()
            .filter(|l| l.c == '.' && l.left > left.right && l.right < right.0);
        assert!(leaders.count() > 10);
    }
}

#[test]
fn r34_verse_stands_in_two_columns_of_one_width() {
    let rows: Vec<&Row> = ["تَعرِفُني", "حَبيبٍ"].iter().map(|word| verse(arabic(), word)).collect();
    let edges: Vec<(f32, f32, f32, f32)> = rows.iter().map(|row| halves(row)).collect();
    let (a, b) = (edges[0], edges[1]);
    for (one, other) in [(a.0, b.0), (a.1, b.1), (a.2, b.2), (a.3, b.3)] {
        assert!((one - other).abs() < 1.5, "{edges:?}");
    }
    assert!(((a.1 - a.0) - (a.3 - a.2)).abs() < 2.0, "the columns differ: {a:?}");
    assert!(arabic().epub.contains("class=\"sadr\"") && arabic().epub.contains("class=\"ajuz\""));
}

pub fn verse<'a>(built: &'a Built, word: &str) -> &'a Row {
    let bare: String = word.chars().filter(|&c| !page::is_mark(c)).collect();
    let plain = |row: &Row| {
        row.right_to_left()
            .chars()
            .filter(|&c| !page::is_mark(c) && c != ' ')
            .collect::<String>()
    };
    built
        .rows
        .iter()
        .find(|row| plain(row).contains(&bare))
        .expect("the verse is there")
}

/// The left and right edges of the left and the right half line: they are parted by the widest gap.
pub fn halves(row: &Row) -> (f32, f32, f32, f32) {
    let letters: Vec<_> = row
        .letters
        .iter()
        .filter(|l| l.c != ' ' && !page::is_mark(l.c))
        .collect();
    let gap = letters
        .windows(2)
        .max_by(|a, b| (a[1].left - a[0].right).total_cmp(&(b[1].left - b[0].right)))
        .unwrap();
    (
        letters[0].left,
        gap[0].right,
        gap[1].left,
        letters.last().unwrap().right,
    )
}

#[test]
fn r34_a_half_line_drops_where_the_page_is_narrow() {
    let verse =
        "```verse\nالخيل والليل والبيداء الواسعة كلها تعرفني // والسيف والرمح والقرطاس الطويل كله والقلم\n```\n";
    let built = Built::of_text("[pdf]\npaper = \"a6\"", &format!("# فصل\n\n{verse}"));
    let (first, second) = (built.row("الخيل"), built.row("والسيف"));
    assert!(
        first.page == second.page && second.y > first.y + 5.0,
        "{} {}",
        first.y,
        second.y
    );
    // It stands below and across: the first at the right, the second at the left.
    let edges = |row: &Row| (row.letters[0].left, row.letters.last().unwrap().right);
    let (first, second) = (edges(first), edges(second));
    assert!(
        second.0 <= first.0 + 0.5 && second.1 <= first.1 + 0.5,
        "{first:?} {second:?}"
    );
}
