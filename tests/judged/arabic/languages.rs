//! The same requirements in every language from the right and in each of their fonts: Arabic in three families, Persian, Urdu
//! in Nastaliq, Hebrew. Each asks the finished pages.

use std::sync::OnceLock;

use super::Built;
use super::order::{bulge, inks};
use super::page::{self, Row, dots};
use crate::support::program::Book;

/// A book, and the words by which its lines are found.
pub struct Set {
    pub name: &'static str,
    pub built: Built,
    pub words: &'static Words,
}

/// Each line of a fixture begins with a word of its own.
pub struct Words {
    lam_alef: Option<(&'static str, &'static str)>,
    marks: (&'static str, &'static [(&'static str, usize)]),
    joins: (&'static str, &'static [(&'static str, char, char)]),
    brackets: (&'static str, &'static str, &'static str),
    range: &'static str,
    percent: (&'static str, &'static str),
    size: (&'static str, &'static str),
    notes: (&'static str, &'static str, &'static str),
    long: (&'static str, &'static str),
    item: (&'static str, &'static str),
    verse: [&'static str; 2],
    titles: &'static [&'static str],
    digits: std::ops::RangeInclusive<char>,
}

const ARABIC: Words = Words {
    lam_alef: Some(("لامات", "مقارنة")),
    marks: ("علامات", &[("وبُّ", 5), ("وبَّ", 5)]),
    joins: ("وصلكتاب", &[("كتاب", 'ت', 'ا'), ("بيت", 'ي', 'ت')]),
    brackets: ("أقواسقال", "قال", "صديقنا"),
    range: "مدىسوريا",
    percent: ("مئوية", "٪"),
    size: ("خطوط", "ودال"),
    notes: ("هامش", "كلمة", "حاشيةأولى"),
    long: ("واواتوكل", "Purely English"),
    item: ("أولالبنود", "نقطةالبند"),
    verse: ["تعرفني", "حبيب"],
    titles: &["حروف", "اتجاه", "بنود"],
    digits: '٠'..='٩',
};

const PERSIAN: Words = Words {
    lam_alef: Some(("لام\u{200c}ها", "جداگانه")),
    marks: ("نشان\u{200c}ها", &[("وبُّ", 5), ("وبَّ", 5)]),
    joins: ("پیوستکتاب", &[("کتاب", 'ت', 'ا'), ("بیت", 'ی', 'ت')]),
    brackets: ("کمانک", "گفت", "دوست"),
    range: "بازهجنگ",
    percent: ("درصد", "٪"),
    size: ("خطوط", "ودال"),
    notes: ("پانوشت", "واژه", "یادداشتیکم"),
    long: ("درازاین", "الگوها"),
    item: ("نخستینبند", "نقطهٔبند"),
    verse: ["توانابود", "بهنامخداوند"],
    titles: &["حروف", "سوها", "بندها"],
    digits: '۰'..='۹',
};

const URDU: Words = Words {
    lam_alef: Some(("لاماتسلام", "جداگانہ")),
    marks: ("نشانات", &[("وبُّ", 5), ("وبَّ", 5)]),
    joins: ("جوڑیے", &[("کتاب", 'ت', 'ا'), ("بیت", 'ی', 'ت')]),
    brackets: ("قوسین", "بولا", "دوست"),
    range: "دورانیہ",
    percent: ("فیصد", "٪"),
    size: ("خطوط", "ودال"),
    notes: ("حواشی", "لفظ", "پہلاحاشیہ"),
    long: ("طویلیہ", "نمونے"),
    item: ("پہلانکتہ", "نقطہوالا"),
    verse: ["خواہشیں", "ارمان"],
    titles: &["حروف", "نمونے", "فہرستیں"],
    digits: '۰'..='۹',
};

const HEBREW: Words = Words {
    lam_alef: None,
    marks: ("סימנים", &[("שָׁלוֹם", 6), ("בָּרוּךְ", 6)]),
    joins: ("חיבור", &[]),
    brackets: ("סוגריים", "אמר", "חבר"),
    range: "תקופה",
    percent: ("אחוזים", "%"),
    size: ("קווים", "ולאל"),
    notes: ("הערות", "מילה", "הערהראשונה"),
    long: ("ארוכהזוהי", "דגמים"),
    item: ("סעיףראשון", "נקודהבסעיף"),
    verse: ["כנרת", "נטוע"],
    titles: &["אותיות", "כיוון", "רשימות"],
    digits: '0'..='9',
};

/// Every book, built once.
pub fn sets() -> &'static [Set] {
    static SETS: OnceLock<Vec<Set>> = OnceLock::new();
    SETS.get_or_init(|| {
        let arabic = include_str!("../../fixtures/arabic/book.toml");
        let in_font = |font: &str| {
            let toml = format!("{arabic}\n[pdf]\nfont = \"{font}\"\n");
            Built::of(Book::fixture("arabic").with("book.toml", toml))
        };
        let set = |name, built, words| Set { name, built, words };
        vec![
            set("Amiri", Built::of(Book::fixture("arabic")), &ARABIC),
            set("Scheherazade New", in_font("Scheherazade New"), &ARABIC),
            set("Noto Naskh Arabic", in_font("Noto Naskh Arabic"), &ARABIC),
            set("Vazirmatn", Built::of(Book::fixture("rtl/fa")), &PERSIAN),
            set("Noto Nastaliq Urdu", Built::of(Book::fixture("rtl/ur")), &URDU),
            set("Frank Ruhl Libre", Built::of(Book::fixture("rtl/he")), &HEBREW),
        ]
    })
}

impl Set {
    /// The shapes of a word's ink, those too that reach over its edges.
    fn shapes(&self, row: &Row, word: &str) -> Vec<page::Shape> {
        let (left, right) = row.edges(word);
        let about = |shape: &page::Shape| {
            let middle = (shape.left + shape.right) / 2;
            (dots(left)..=dots(right)).contains(&middle) && shape.top > 0
        };
        let page = page::ink(&self.built.pdf, row.page);
        let drawn = page.part(0.0, 419.0, row.y - 17.5, row.y + 8.0).shapes();
        drawn.into_iter().filter(about).collect()
    }

    /// The rows of the long paragraph.
    fn long(&self) -> Vec<&Row> {
        let (begin, end) = self.words.long;
        let rows = &self.built.rows[self.built.index(begin)..];
        let size = rows[0].letters.last().unwrap().size;
        let ends = |row: &Row| row.right_to_left().contains(end) || row.left_to_right().contains(end);
        let body = |row: &&Row| row.letters[0].size > 0.9 * size && (50.0..520.0).contains(&row.y);
        rows.iter().take_while(|row| !ends(row)).filter(body).collect()
    }
}

#[test]
fn r5_lam_and_alef_are_narrower_joined_than_apart() {
    for set in sets() {
        let Some((joined, apart)) = set.words.lam_alef else {
            continue;
        };
        let width = |row: &Row, word: &str| {
            let (left, right) = row.edges(word);
            right - left
        };
        let one = width(set.built.row(joined), "سلام");
        let row = set.built.row(apart);
        let two = width(
            row,
            if row.right_to_left().contains('\u{200c}') {
                "سل\u{200c}ام"
            } else {
                "سلام"
            },
        );
        assert!(two > one + 0.5, "{}: {two} apart, {one} joined", set.name);
    }
}

#[test]
fn r6_r7_marks_are_all_drawn_and_apart() {
    for set in sets() {
        let row = set.built.row(set.words.marks.0);
        for (word, least) in set.words.marks.1 {
            let shapes = set.shapes(row, word);
            assert!(shapes.len() >= *least, "{}: {word} has {shapes:?}", set.name);
        }
    }
}

#[test]
fn r8_nothing_is_clipped() {
    for set in sets() {
        let row = set.built.row(set.words.marks.0);
        let page = row.page.to_string();
        let trace = page::mutool(&["draw", "-q", "-F", "trace", "-o", "-"], &set.built.pdf, &[&page]);
        assert!(trace.contains("fill_text") && !trace.contains("<clip_"), "{}", set.name);
        // Lines have room: the ink of a line's marks ends before the next line's begins.
        let rows = set.long();
        for pair in rows.windows(2) {
            let between = page::ink(&set.built.pdf, pair[0].page);
            let pitch = pair[1].y - pair[0].y;
            assert!(
                pair[0].page != pair[1].page || pitch >= 1.3 * pair[0].letters[0].size,
                "{}: {pitch}",
                set.name
            );
            assert!(between.width > 0);
        }
    }
}

#[test]
fn r9_joins_survive_a_change_of_weight() {
    for set in sets() {
        let row = set.built.row(set.words.joins.0);
        for (word, before, after) in set.words.joins.1 {
            let (left, right) = row.edges(word);
            let middle = |c: char| {
                let inside = |l: &&page::Letter| l.c == c && l.left >= left - 0.1 && l.right <= right + 0.1;
                let letter = row.letters.iter().find(inside).unwrap();
                dots((letter.left + letter.right) / 2.0)
            };
            // One shape reaches from the one letter into the other. In Nastaliq letters climb by their place in the word, which
            // the layout takes anew at the change: there the two shapes lie over each other.
            let shapes = set.shapes(row, word);
            let at = |x: usize| {
                shapes
                    .iter()
                    .filter(|s| s.left <= x && s.right >= x)
                    .max_by_key(|s| s.dots)
                    .unwrap()
            };
            let (one, other) = (at(middle(*before)), at(middle(*after)));
            let joined = one == other || set.name.contains("Nastaliq") && one.left <= other.right;
            assert!(joined, "{}: {word}: {one:?} {other:?}", set.name);
            assert!(
                set.built.extracted().contains(word),
                "{}: {word} is not found",
                set.name
            );
        }
    }
}

#[test]
fn r11_r27_lines_end_between_words_and_words_keep_apart() {
    for set in sets() {
        let rows = set.long();
        assert!(rows.len() >= 3, "{}: {}", set.name, rows.len());
        let written = set.built.text.lines().map(|line| line.trim());
        let key: String = rows[0].words()[0].chars().filter(|c| !page::is_mark(*c)).collect();
        let paragraph = written
            .clone()
            .find(|line| line.starts_with(&key) && line.len() > 100)
            .unwrap();
        let expected: Vec<&str> = paragraph.split([' ', '\u{a0}']).collect();
        // Where a line ends a word ends, and the letters are all there.
        let bare = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphabetic() && !page::is_mark(*c))
                .collect::<String>()
        };
        let mut words = expected.iter();
        for row in &rows {
            let mut left = bare(&row.right_to_left());
            while !left.is_empty() {
                let word = bare(words.next().unwrap_or(&""));
                assert!(
                    !word.is_empty() && left.starts_with(&word),
                    "{}: {word} is not at the head of {left}",
                    set.name
                );
                left = left.split_off(word.len());
            }
        }
        assert_eq!(words.next(), None, "{}", set.name);
        // No word stands closer to the next than a fifth of an em.
        for row in &rows {
            let least = 0.12 * row.letters[0].size;
            let spaces = row.letters.iter().filter(|l| l.c == ' ' || l.c == '\u{a0}');
            for space in spaces.filter(|l| l.left > row.letters[0].left && l.right < row.letters.last().unwrap().right)
            {
                assert!(
                    space.right - space.left > least,
                    "{}: {}",
                    set.name,
                    row.right_to_left()
                );
            }
        }
    }
}

#[test]
fn r26_last_lines_are_not_stretched_and_others_are() {
    for set in sets() {
        let rows = set.long();
        let edge = |row: &Row| row.letters.iter().find(|l| l.c != ' ').unwrap().left;
        let full = edge(rows[0]);
        for row in rows.iter().take(rows.len() - 1).filter(|row| row.page == rows[0].page) {
            assert!(
                (edge(row) - full).abs() < 2.5,
                "{}: {} is not {full}",
                set.name,
                edge(row)
            );
        }
        let last = rows.last().unwrap();
        let spaces = last.letters.iter().filter(|l| l.c == ' ');
        let widest = spaces.map(|l| l.right - l.left).fold(0.0, f32::max);
        assert!(widest < 0.5 * last.letters[0].size, "{}: {widest}", set.name);
    }
}

#[test]
fn r13_ranges_read_from_the_right() {
    for set in sets() {
        let row = set.built.index(set.words.range);
        let drawn = set.built.ink(&set.built.rows[row]);
        let [from, to] = inks(&set.built, row, ["2015", "2022"]);
        let (from, to) = (drawn.find(&from), drawn.find(&to));
        assert_eq!(
            from > to,
            !matches!(set.name, "Frank Ruhl Libre"),
            "{}: {from} {to}",
            set.name
        );
    }
}

#[test]
fn r14_brackets_face_what_they_hold() {
    for set in sets() {
        let (key, said, held) = set.words.brackets;
        let row = set.built.row(key);
        let (john, smith) = (row.edges("John"), row.edges("Smith"));
        assert!(
            john.1 < smith.0 && smith.1 < row.edges(said).0,
            "{}: {}",
            set.name,
            row.left_to_right()
        );
        let drawn = set.built.ink(row);
        let tall = |shape: &&page::Shape| shape.bottom - shape.top > dots(0.7 * row.letters[0].size);
        let (left, right) = row.edges(held);
        let shapes = drawn.shapes();
        let one = shapes
            .iter()
            .filter(tall)
            .rfind(|s| s.right < dots(left + 1.5))
            .unwrap();
        let other = shapes
            .iter()
            .filter(tall)
            .find(|s| s.left + dots(1.5) > dots(right))
            .unwrap();
        assert!(bulge(&drawn, *one) < 0.0 && bulge(&drawn, *other) > 0.0, "{}", set.name);
    }
}

#[test]
fn r22_the_per_cent_sign_stands_where_the_script_has_it() {
    for set in sets() {
        let at = set.built.index(set.words.percent.0);
        let drawn = set.built.ink(&set.built.rows[at]);
        let [number, sign] = inks(&set.built, at, ["4", set.words.percent.1]);
        let (four, per_cent) = (drawn.find(&number), drawn.find(&sign));
        // In Hebrew the digits stay European ones to UAX#9 (W2), and the sign goes with them (W5).
        let gap = if set.name == "Frank Ruhl Libre" {
            per_cent as f32 - (four + number.width) as f32
        } else {
            four as f32 - (per_cent + sign.width) as f32
        };
        assert!((-2.0..dots(2.0) as f32).contains(&gap), "{}: {gap}", set.name);
    }
}

#[test]
fn r23_markers_stand_on_the_right_with_their_dot_on_the_left() {
    for set in sets() {
        let row = set.built.row(set.words.item.0);
        let words = dots(
            row.letters
                .iter()
                .filter(|l| l.c.is_alphabetic())
                .map(|l| l.right)
                .fold(0.0, f32::max),
        );
        let shapes = set.built.ink(row).shapes();
        let marker: Vec<usize> = shapes
            .iter()
            .filter(|s| s.left > words + 4)
            .map(|s| s.bottom - s.top)
            .collect();
        assert!(marker.len() == 2 && marker[0] < marker[1], "{}: {marker:?}", set.name);
        let bullet = set.built.row(set.words.item.1);
        let edge = bullet
            .letters
            .iter()
            .filter(|l| l.c.is_alphabetic())
            .map(|l| l.right)
            .fold(0.0, f32::max);
        assert!(
            set.built.ink(bullet).shapes().last().unwrap().left > dots(edge),
            "{}",
            set.name
        );
    }
}

#[test]
fn r25_marks_of_notes_stand_on_the_left_of_what_they_note() {
    for set in sets() {
        let (key, word, note) = set.words.notes;
        let row = set.built.row(key);
        let raised = |r: &&Row| r.page == row.page && r.y < row.y - 1.0 && r.y > row.y - 8.0;
        let marks = set.built.rows.iter().find(raised).expect("raised marks");
        let x: Vec<f32> = marks
            .letters
            .iter()
            .rev()
            .filter(|l| set.words.digits.contains(&l.c))
            .map(|l| l.left)
            .collect();
        assert_eq!(x.len(), 3, "{}: {}", set.name, marks.right_to_left());
        for (mark, noted) in [(x[0], row.edges("Foo").0), (x[2], row.edges(word).0)] {
            assert!(mark < noted + 0.1 && mark > noted - 8.0, "{}: {mark} {noted}", set.name);
        }
        let drawn = page::ink(&set.built.pdf, row.page).part(x[1] - 12.0, x[1] + 45.0, row.y - 14.0, row.y + 6.0);
        let [number] = inks(&set.built, set.built.index(key), ["2014"]);
        let number = x[1] - 12.0 + drawn.find(&number) as f32 * 72.0 / page::RESOLUTION;
        assert!(
            x[1] < number + 0.1 && x[1] + 8.0 > number,
            "{}: {} {number}",
            set.name,
            x[1]
        );
        let first = set.built.row(note);
        let above = page::ink(&set.built.pdf, first.page).part(0.0, 419.0, first.y - 34.0, first.y - 8.0);
        let rule = above
            .shapes()
            .into_iter()
            .find(|s| s.right - s.left > dots(40.0))
            .expect("a rule above the notes");
        assert!(
            rule.left > dots(419.5 / 2.0),
            "{}: the rule is not on the right",
            set.name
        );
    }
}

#[test]
fn r30_latin_is_matched_in_size_and_baseline() {
    for set in sets() {
        let row = set.built.row(set.words.size.0);
        let page = page::ink(&set.built.pdf, row.page);
        let part = |word: &str| {
            let (left, right) = row.edges(word);
            page.part(left, right, row.y - 16.0, row.y + 9.0).shapes()
        };
        let latin = part("Hxo")[0];
        assert!(latin.bottom.abs_diff(dots(16.0)) <= 3, "{}: {latin:?}", set.name);
        let own = part(set.words.size.1).iter().map(|s| s.bottom - s.top).max().unwrap() as f32;
        let ratio = (latin.bottom - latin.top) as f32 / own;
        assert!((0.45..1.45).contains(&ratio), "{}: {ratio}", set.name);
    }
}

#[test]
fn r31_nothing_from_the_right_is_slanted() {
    for set in sets() {
        let from_right = |c: &char| ('\u{590}'..='\u{8ff}').contains(c);
        for letter in set
            .built
            .rows
            .iter()
            .flat_map(|row| &row.letters)
            .filter(|l| from_right(&l.c))
        {
            assert!(
                !letter.font.contains("Italic") && !letter.font.contains("Oblique"),
                "{}: {}",
                set.name,
                letter.font
            );
        }
        assert!(set.built.epub.contains("em { font-style: normal"), "{}", set.name);
    }
}

#[test]
fn r20_folios_and_markers_are_in_the_languages_digits() {
    for set in sets() {
        let folios = set
            .built
            .rows
            .iter()
            .filter(|row| row.y > 520.0 && row.letters.len() <= 2);
        let all: String = folios.map(Row::left_to_right).collect();
        assert!(
            !all.is_empty() && all.trim().chars().all(|c| set.words.digits.contains(&c)),
            "{}: {all}",
            set.name
        );
    }
}

#[test]
fn r33_contents_have_their_numbers_on_the_left_after_leaders() {
    for set in sets() {
        let page = set.built.row(set.words.titles[1]).page;
        for title in set.words.titles {
            let on_page = |row: &&Row| row.page == page && row.right_to_left().contains(title);
            let row = set.built.rows.iter().find(on_page).unwrap();
            let level = |other: &&Row| other.page == page && (other.y - row.y).abs() < 7.0;
            let letters: Vec<_> = set
                .built
                .rows
                .iter()
                .filter(level)
                .flat_map(|row| &row.letters)
                .collect();
            let right = row.edges(title);
            let number = letters.iter().min_by(|a, b| a.left.total_cmp(&b.left)).unwrap();
            assert!(
                set.words.digits.contains(&number.c),
                "{}: {title}: {}",
                set.name,
                number.c
            );
            let leaders = letters
                .iter()
                .filter(|l| l.c == '.' && l.left > number.right && l.right < right.0);
            assert!(leaders.count() > 10, "{}", set.name);
        }
    }
}

#[test]
fn r34_verse_stands_in_two_columns_of_one_width() {
    for set in sets() {
        let rows = set.words.verse.map(|word| super::pages::verse(&set.built, word));
        let letters = |row: &Row| {
            let seen = row.letters.iter().filter(|l| l.c != ' ' && !page::is_mark(l.c));
            seen.map(|l| (l.left, l.right)).collect::<Vec<_>>()
        };
        // Where the page has no room for both halves the second stands below, as wide as the first.
        if set.name == "Scheherazade New" {
            let first = set
                .built
                .rows
                .iter()
                .position(|row| std::ptr::eq(row, rows[0]))
                .unwrap();
            let width = |row: &Row| letters(row).last().unwrap().1 - letters(row)[0].0;
            let (one, other) = (width(rows[0]), width(&set.built.rows[first + 1]));
            assert!((one - other).abs() < 4.0, "{}: {one} {other}", set.name);
            continue;
        }
        let [a, b] = rows.map(letters);
        // The gutter is the gap that both lines have in their middle.
        let middle = (a[0].0 + a.last().unwrap().1) / 2.0;
        let gutter = |row: &[(f32, f32)]| {
            let gaps = row.windows(2).map(|pair| (pair[0].1, pair[1].0));
            gaps.filter(|gap| ((gap.0 + gap.1) / 2.0 - middle).abs() < 15.0)
                .max_by(|x, y| (x.1 - x.0).total_cmp(&(y.1 - y.0)))
                .unwrap()
        };
        let (one, other) = (gutter(&a), gutter(&b));
        for (row, gap) in [(&a, one), (&b, other)] {
            let (left, right) = (gap.0 - row[0].0, row.last().unwrap().1 - gap.1);
            assert!(
                (left - right).abs() < 4.0,
                "{}: the columns are {left} and {right}",
                set.name
            );
        }
        assert!(
            (a[0].0 - b[0].0).abs() < 3.0 && (one.1 - other.1).abs() < 3.0,
            "{}: not justified",
            set.name
        );
    }
}
