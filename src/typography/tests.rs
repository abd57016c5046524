//! What isolation does to natural text, and what it never does to any text.

use super::*;
use crate::diagnostic::Span;
use crate::document::{BlockId, Note, Target, plain_text};
use Direction::{Ltr, Rtl};

const IN_ARABIC: Base = Base {
    direction: Rtl,
    arabic: true,
};
const IN_ENGLISH: Base = Base {
    direction: Ltr,
    arabic: false,
};

fn text(text: &str) -> Inline {
    Inline::Text {
        text: text.into(),
        span: Span::default(),
    }
}

fn note() -> Inline {
    Inline::Note {
        note: 0,
        reference: 1,
        span: Span::default(),
    }
}

/// A run with its isolates drawn: ⟨ltr⟩, ⦅rtl⦆, ⟦by its first letter⟧; other nodes by a letter and braces.
fn drawn(run: &[Inline]) -> String {
    let inside = |inline: &Inline| drawn(inline.content());
    run.iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Code { text, .. } => format!("`{text}`"),
            Inline::Isolate {
                direction: Some(Ltr), ..
            } => format!("⟨{}⟩", inside(inline)),
            Inline::Isolate {
                direction: Some(Rtl), ..
            } => format!("⦅{}⦆", inside(inline)),
            Inline::Isolate { direction: None, .. } => format!("⟦{}⟧", inside(inline)),
            Inline::Strong { .. } => format!("S{{{}}}", inside(inline)),
            Inline::Link { .. } => format!("L{{{}}}", inside(inline)),
            Inline::Note { .. } => "†".into(),
            Inline::Break => "⏎".into(),
            _ => format!("?{{{}}}", inside(inline)),
        })
        .collect()
}

fn arabic(source: &str) -> String {
    drawn(&isolate(vec![text(source)], IN_ARABIC))
}

#[test]
fn latin_phrases_are_isolated_tightly() {
    for (source, expected) in [
        ("كلمة Latin ورقم 42.", "كلمة ⟨Latin⟩ ورقم 42."),
        ("(قال John Smith).", "(قال ⟨John Smith⟩)."),
        ("لغة C++ وC#، و.NET.", "لغة ⟨C++⟩ و⟨C#⟩، و.⟨NET⟩."),
        ("وc++.", "و⟨c++⟩."),
        ("في U.S. اليوم", "في ⟨U.S.⟩ اليوم"),
        ("في U.S.", "في ⟨U.S⟩."),
        ("على Foo (bar) ثم", "على ⟨Foo (bar)⟩ ثم"),
        ("هو Foo \"bar\" ثم", "هو ⟨Foo \"bar\"⟩ ثم"),
        ("«Foo»، «Bar»؛ Baz", "«⟨Foo⟩»، «⟨Bar⟩»؛ ⟨Baz⟩"),
        ("أ Foo, Bar و Baz", "أ ⟨Foo, Bar⟩ و ⟨Baz⟩"),
        ("وسم #Syria لدى @user", "وسم ⟨#Syria⟩ لدى ⟨@user⟩"),
        (
            "قالت @dana و@omar ولـ@rim، ثمّ #Bread و#Roses",
            "قالت ⟨@dana⟩ و⟨@omar⟩ ولـ⟨@rim⟩، ثمّ ⟨#Bread⟩ و⟨#Roses⟩",
        ),
        (
            "عند -5 °C أو ±3 mm ورصيد −250 USD لا 2-3 km",
            "عند ⟨-5 °C⟩ أو ⟨±3 mm⟩ ورصيد ⟨−250 USD⟩ لا ⟨2-3 km⟩",
        ),
        ("نسبة 50% من Windows 10 نسبة", "نسبة ⟨50%⟩ من ⟨Windows 10⟩ نسبة"),
    ] {
        assert_eq!(arabic(source), expected);
    }
}

#[test]
fn what_reads_from_the_left_by_nature_is_isolated() {
    for (source, expected) in [
        (
            "عبر https://example.org/a?b=1&c=2#d.",
            "عبر ⟨https://example.org/a?b=1&c=2#d⟩.",
        ),
        ("راسل a.b@example.org، أو", "راسل ⟨a.b@example.org⟩، أو"),
        (
            "في 2026-11-22 على +20 (2) 123-456 عبر",
            "في ⟨2026-11-22⟩ على ⟨+20 (2) 123-456⟩ عبر",
        ),
        ("الإصدار 1.0.0-rc.1 صدر", "الإصدار ⟨1.0.0-rc.1⟩ صدر"),
        ("الإصدار v2.3 و1.2.3", "الإصدار ⟨v2.3⟩ و⟨1.2.3⟩"),
        ("مسار /usr/bin/ هنا", "مسار ⟨/usr/bin/⟩ هنا"),
        (
            "https://ar.wikipedia.org/wiki/سوريا/أ ثم",
            "⟨https://ar.wikipedia.org/wiki/⦅سوريا/أ⦆⟩ ثم",
        ),
    ] {
        assert_eq!(arabic(source), expected);
    }
}

#[test]
fn numbers_and_ranges_are_the_algorithms() {
    for source in [
        "في سوريا (2015-2022)، وفي 2020",
        "بنسبة 4٪ فقط، و١٢٫٥٪، في -٧",
        "عامي 1905 و1917",
        "٢٠٢٦-١١-٢٢",
    ] {
        assert_eq!(arabic(source), source);
    }
}

#[test]
fn what_is_wholly_of_the_other_direction_is_one_isolate() {
    assert_eq!(
        arabic("This is English (with parens)."),
        "⟨This is English (with parens).⟩"
    );
    assert_eq!(drawn(&isolate_text("دروس من سوريا!", IN_ENGLISH)), "⦅دروس من سوريا!⦆");
    assert_eq!(
        drawn(&isolate_text("The word سوريا 2011 is (here: سوريا).", IN_ENGLISH)),
        "The word ⦅سوريا 2011⦆ is (here: ⦅سوريا⦆)."
    );
}

/// Phrases with numbers behind them: what is isolated, so that all else stays on the side of the text around.
const BEHIND: [(&str, Base); 24] = [
    ("A review of ⦅كتاب⦆, 2nd ed., was lost.", IN_ENGLISH),
    ("A review of ⦅ספר⦆, 2nd ed., was lost.", IN_ENGLISH),
    ("See ⦅رجال في الشمس⦆ (1963) and ⦅عائد إلى حيفا⦆ (1969).", IN_ENGLISH),
    ("See ⦅שירים⦆ (1963), p. 12.", IN_ENGLISH),
    ("In ⦅بيروت⦆, 12 March 1976, it rained.", IN_ENGLISH),
    ("They read ⦅كتاب⦆ 3rd of all.", IN_ENGLISH),
    ("The word ⦅سوريا 2011⦆ is here.", IN_ENGLISH),
    ("The word ⦅سوريا ٢٠١١⦆, 3 times.", IN_ENGLISH),
    ("The ⦅النكبة (١٩٤٨)⦆; 700 villages.", IN_ENGLISH),
    ("From ⦅دمشق⦆: 20 km; from ⦅حلب⦆: 300 km.", IN_ENGLISH),
    ("Is it ⦅كتاب⦆? 5 say so.", IN_ENGLISH),
    ("It is ⦅كِتَابٌ⦆. 5 say so.", IN_ENGLISH),
    ("The tank ⦅ميركافا-3⦆, 2 of them.", IN_ENGLISH),
    ("Apples ⦅تفاح⦆ – 5, bread ⦅خبز⦆ – 7.", IN_ENGLISH),
    ("He said ⦅تعال⦆! 2 came.", IN_ENGLISH),
    ("In (⦅سورة البقرة: 255⦆), 2 words.", IN_ENGLISH),
    ("قرأنا ⟨Orientalism⟩، 3 مرات.", IN_ARABIC),
    ("قرأنا ⟨Orientalism, 1978⟩ ثم مضينا.", IN_ARABIC),
    ("كنا في ⟨London⟩ 2020م ثم عدنا.", IN_ARABIC),
    ("كنا في ⟨London⟩ 2020م، 3 مرات.", IN_ARABIC),
    ("طبعة ⟨Windows 10⟩ هنا.", IN_ARABIC),
    ("ورق ⟨A4⟩وحبر.", IN_ARABIC),
    ("قرأنا «⟨Emma⟩»، 3 مرات.", IN_ARABIC),
    ("هو ⟨Foo⟩؛ 3 منهم.", IN_ARABIC),
];

#[test]
fn numbers_behind_a_phrase_stay_with_the_text_around() {
    for (marked, base) in BEHIND {
        let source: String = marked.chars().filter(|c| !"⦅⦆⟨⟩".contains(*c)).collect();
        let run = isolate(vec![text(&source)], base);
        assert_eq!(drawn(&run), marked);
        // What UAX#9 makes of these isolates: each word and number outside of them stands where the text's own order has it.
        let mut whole = String::new();
        with_controls(&run, &mut whole);
        let order = display_order(&whole, base.direction);
        let mut depth = 0;
        let outer = whole.chars().enumerate().filter(|(_, c)| {
            depth += i32::from(matches!(c, '\u{2066}' | '\u{2067}')) - i32::from(*c == '\u{2069}');
            depth == 0 && c.is_alphanumeric()
        });
        let place = |at: usize| order.iter().position(|&shown| shown == at).unwrap();
        let starts: Vec<usize> = {
            let outer: Vec<usize> = outer.map(|(at, _)| at).collect();
            let begins = |(number, at): (usize, &usize)| (number == 0 || outer[number - 1] + 1 != *at).then_some(*at);
            outer.iter().enumerate().filter_map(begins).map(place).collect()
        };
        let sorted = |a: &usize, b: &usize| if base.direction == Ltr { a < b } else { a > b };
        assert!(starts.is_sorted_by(sorted), "{marked}: {starts:?}");
    }
}

#[test]
fn isolates_go_through_emphasis_and_around_links() {
    let strong = Inline::Strong {
        content: vec![text("عربي Foo")],
    };
    assert_eq!(
        drawn(&isolate(vec![strong, text(" bar ثم")], IN_ARABIC)),
        "S{عربي }⟨S{Foo} bar⟩ ثم"
    );
    let link = |label: &str| Inline::Link {
        target: Target::Url("https://e.org".into()),
        content: vec![text(label)],
        span: Span::default(),
    };
    assert_eq!(
        drawn(&isolate(vec![text("في "), link("Foo"), text(" bar ثم")], IN_ARABIC)),
        "في ⟨L{Foo} bar⟩ ثم"
    );
    assert_eq!(
        drawn(&isolate(vec![link("في Foo"), text(" bar ثم")], IN_ARABIC)),
        "L{في ⟨Foo⟩} ⟨bar⟩ ثم"
    );
    let code = Inline::Code {
        text: "a+b".into(),
        span: Span::default(),
    };
    assert_eq!(
        drawn(&isolate(vec![text("رمز "), code, text(" هنا")], IN_ARABIC)),
        "رمز ⟨`a+b`⟩ هنا"
    );
}

#[test]
fn marks_of_notes_stay_on_their_side() {
    let around = |before: &str, after: &str| drawn(&isolate(vec![text(before), note(), text(after)], IN_ARABIC));
    assert_eq!(around("قال Foo", " ثم"), "قال ⟨Foo⟩† ثم");
    assert_eq!(around("قال Foo", " bar ثم"), "قال ⟨Foo† bar⟩ ثم");
    assert_eq!(around("في 2014", " ثم"), "في 2014⦅†⦆ ثم");
    assert_eq!(around("كلمة", " ثم"), "كلمة† ثم");
}

#[test]
fn the_authors_controls_become_nodes() {
    for (source, expected) in [
        ("أ \u{2066}a ب\u{2069} ج", "أ ⟨a ⦅ب⦆⟩ ج"),
        ("أ \u{2068}x\u{2069} \u{2067}ب\u{2069}", "أ ⟦x⟧ ⦅ب⦆"),
        ("أول \u{202e}نص\u{202c} بعد", "أول نص بعد"),
        ("أول \u{202e}gnp.exe \u{202a}x \u{2068}y", "أول ⟨gnp.exe ⟩⟨x ⟦y⟧⟩"),
        ("Foo!\u{200e} ثم", "⟨Foo!⟩ ثم"),
        ("ب\u{2069}\u{202c}ج", "بج"),
    ] {
        assert!(!arabic(source).contains(controls::is_control), "{source:?}");
        assert_eq!(
            arabic(source).replace("⟨gnp.exe ⟩⟨x", "⟨gnp.exe⟩ ⟨x"),
            expected.replace("⟨gnp.exe ⟩⟨x", "⟨gnp.exe⟩ ⟨x")
        );
    }
    let deep = format!("{}نص{}", "\u{2067}".repeat(200), "\u{2069}".repeat(200));
    assert_eq!(arabic(&deep), "⦅نص⦆");
    let zigzag = format!("{}نص{}", "\u{2067}\u{2066}".repeat(100_000), "\u{2069}".repeat(200_000));
    assert!(arabic(&zigzag).chars().count() < 20);
}

fn block(kind: BlockKind) -> Block {
    Block {
        id: BlockId(1),
        span: Span::default(),
        direction: None,
        kind,
    }
}

fn settings() -> Settings {
    Settings {
        direction: Rtl,
        numerals: Numerals::ArabicIndic,
        convert_digits: false,
        letters: LetterCounter::Abjad,
        lists: vec![],
        arabic: true,
        signs: None,
    }
}

#[test]
fn blocks_of_the_other_direction_turn_and_markers_stay() {
    let paragraph = |words: &str| {
        block(BlockKind::Paragraph {
            content: vec![text(words)],
        })
    };
    let item = |words: &str| crate::document::ListItem {
        task: None,
        marker: String::new(),
        blocks: vec![paragraph(words)],
    };
    let list = |items: Vec<_>| {
        block(BlockKind::List {
            start: None,
            tight: true,
            items,
        })
    };
    let document = Document {
        blocks: vec![
            paragraph("English only."),
            paragraph("عربي English"),
            list(vec![item("One."), item("واحد")]),
            list(vec![item("One."), item("Two.")]),
            block(BlockKind::Code {
                language: None,
                text: "x = 1".into(),
                caption: Vec::new(),
            }),
            paragraph("2014"),
        ],
        notes: vec![Note {
            number: 12,
            mark: String::new(),
            address: false,
            references: 1,
            span: Span::default(),
            blocks: vec![paragraph("Smith, p. 3.")],
        }],
        ..Document::default()
    };
    let set = apply(document, &settings());
    let directions: Vec<_> = set.blocks.iter().map(|block| block.direction).collect();
    assert_eq!(directions, [Some(Ltr), None, None, Some(Ltr), Some(Ltr), None]);
    assert_eq!(drawn(set.blocks[0].runs()[0]), "English only.");
    assert_eq!(drawn(set.blocks[2].children()[0].runs()[0]), "⟨One.⟩");
    assert_eq!(drawn(set.blocks[3].children()[0].runs()[0]), "One.");
    assert_eq!(
        (set.notes[0].mark.as_str(), drawn(set.notes[0].blocks[0].runs()[0])),
        ("١٢", "⟨Smith, p. 3.⟩".into())
    );
    assert_eq!(apply(set.clone(), &settings()), set);
}

#[test]
fn telephone_numbers_hold_together() {
    let content = vec![text("على +20 (2) 123-456 أو John Smith")];
    let document = Document {
        blocks: vec![block(BlockKind::Paragraph { content })],
        ..Document::default()
    };
    let set = apply(document, &settings());
    assert_eq!(
        drawn(set.blocks[0].runs()[0]),
        "على ⟨+20\u{a0}(2)\u{a0}123-456⟩ أو ⟨John Smith⟩"
    );
}

#[test]
fn the_authors_digits_change_only_when_asked() {
    let source = vec![text("عام 2014، 12.5% عبر Covid-19 و1.0.0 يوم 2026-11-22")];
    let document = |content| Document {
        blocks: vec![block(BlockKind::Paragraph { content })],
        ..Document::default()
    };
    let plain = apply(document(source.clone()), &settings());
    assert_eq!(plain_text(plain.blocks[0].runs()[0]), plain_text(&source));
    let asked = apply(
        document(source),
        &Settings {
            convert_digits: true,
            ..settings()
        },
    );
    assert_eq!(
        drawn(asked.blocks[0].runs()[0]),
        "عام ٢٠١٤، ١٢٫٥٪ عبر ⟨Covid-19⟩ و⟨1.0.0⟩ يوم ⟨2026-11-22⟩"
    );
}

/// Text of words, numbers and signs of all kinds, the same for the same seed.
fn random_run(seed: u64) -> Vec<Inline> {
    const PIECES: [&str; 40] = [
        "كلمة",
        "سوريا",
        "و",
        "Latin",
        "John",
        "C++",
        "C#",
        "42",
        "٢٠١٤",
        "4٪",
        "12.5%",
        "(2015-2022)",
        "2026-11-22",
        "+963 11 123 4567",
        "a@b.org",
        "https://e.org/أ/b?c=1",
        "1.0.0-rc.1",
        "«",
        "»",
        "(",
        ")",
        "[",
        "]",
        "\"",
        ".",
        "،",
        ",",
        "؛",
        "؟",
        "-",
        "/",
        ":",
        "שלום",
        "\u{200f}",
        "\u{200e}",
        "U.S.",
        "#tag",
        "“",
        "”",
        "…",
    ];
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let mut run = Vec::new();
    for _ in 0..1 + next(8) {
        let mut words = String::new();
        for _ in 0..1 + next(6) {
            words.push_str(PIECES[next(PIECES.len())]);
            if next(3) > 0 {
                words.push(' ');
            }
        }
        let inline = text(&words);
        run.push(match next(9) {
            0 => Inline::Strong { content: vec![inline] },
            1 => Inline::Link {
                target: Target::Anchor("a".into()),
                content: vec![inline],
                span: Span::default(),
            },
            2 => Inline::Code {
                text: words,
                span: Span::default(),
            },
            3 => note(),
            4 => Inline::Break,
            _ => inline,
        });
    }
    run
}

/// The letters in order, with stand-ins for notes, pictures and breaks.
fn letters(run: &[Inline], out: &mut String) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => out.extend(text.chars().filter(|&c| !bidi::is_mark(c))),
            Inline::Code { text, .. } => out.push_str(text),
            Inline::Note { .. } => out.push('†'),
            Inline::Break => out.push('⏎'),
            other => letters(other.content(), out),
        }
    }
}

#[test]
fn no_letter_is_lost_or_moved_and_twice_is_once() {
    for seed in 1..4000 {
        for base in [IN_ARABIC, IN_ENGLISH] {
            let run = random_run(seed);
            let (mut before, mut after) = (String::new(), String::new());
            letters(&run, &mut before);
            let once = isolate(run, base);
            letters(&once, &mut after);
            assert_eq!(before, after, "seed {seed}");
            let twice = isolate(once.clone(), base);
            assert_eq!(drawn(&once), drawn(&twice), "seed {seed} {base:?}");
        }
    }
}

/// The run as one text with isolates as controls, as a browser or an engine sees it.
fn with_controls(run: &[Inline], out: &mut String) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
            Inline::Note { .. } => out.push('\u{fffc}'),
            Inline::Break => out.push('\u{2028}'),
            Inline::Isolate { direction, content, .. } => {
                out.push(match direction {
                    Some(Ltr) => '\u{2066}',
                    Some(Rtl) => '\u{2067}',
                    None => '\u{2068}',
                });
                with_controls(content, out);
                out.push('\u{2069}');
            }
            other => with_controls(other.content(), out),
        }
    }
}

#[test]
fn what_reads_from_the_left_is_shown_in_one_piece() {
    const PHRASES: [&str; 9] = [
        "John Smith",
        "https://example.org/a?b=1&c=2#d",
        "a.b@example.org",
        "2026-11-22",
        "+20 (2) 123-456",
        "1.0.0-rc.1",
        "C++",
        "Foo (bar)",
        "978-0-306-40615-7",
    ];
    for seed in 1..600 {
        for phrase in PHRASES {
            let mut run = random_run(seed);
            run.insert(run.len() / 2, text(&format!(" كلمة {phrase}، ")));
            let mut shown = String::new();
            with_controls(&isolate(run, IN_ARABIC), &mut shown);
            let characters: Vec<char> = shown.chars().collect();
            let order: String = display_order(&shown, Rtl)
                .into_iter()
                .map(|at| characters[at])
                .collect();
            assert!(order.contains(phrase), "seed {seed}: {phrase}: {order}");
        }
    }
}

/// An expression, and what a reader sees of it from the left in a text from the right.
const EXPRESSIONS: [(&str, &str); 42] = [
    ("15%", "15%"),
    ("12.5 %", "12.5 %"),
    ("7‰", "7‰"),
    ("-8", "-8"),
    ("−8", "−8"),
    ("+8", "+8"),
    ("±8", "±8"),
    ("-8.5%", "-8.5%"),
    ("36.6°", "36.6°"),
    ("١٥٪", "٪١٥"),
    ("١٥%", "%١٥"),
    ("-٨", "٨-"),
    ("+٨", "٨+"),
    ("-٨٫٥٪", "٪٨٫٥-"),
    ("15٪", "٪15"),
    ("۱۵٪", "٪۱۵"),
    ("۱۵%", "%۱۵"),
    ("−۸", "−۸"),
    ("-۸٪", "٪-۸"),
    ("35$", "35$"),
    ("$35", "$35"),
    ("35 €", "35 €"),
    ("-$35", "-$35"),
    ("٣٥ $", "$ ٣٥"),
    ("#35", "#35"),
    ("-8°C", "-8°C"),
    ("-8°", "-8°"),
    ("+35km", "+35km"),
    ("−۸°C", "−۸°C"),
    ("-۸°", "-۸°"),
    ("۸°", "۸°"),
    ("-15٪", "٪-15"),
    ("12.5° N, 8.25° W", "12.5° N, 8.25° W"),
    ("14 km", "14 km"),
    ("3-4 kg", "3-4 kg"),
    ("٦ kg", "٦ kg"),
    ("8:45 PM", "8:45 PM"),
    ("7 March 1999", "7 March 1999"),
    ("+961 1 742 500", "+961 1 742 500"),
    ("+٩٦١ ٧١ ٧٤٢ ٥٠٠", "+٩٦١ ٧١ ٧٤٢ ٥٠٠"),
    ("(021) 744-5500", "(021) 744-5500"),
    ("10.0.0.7", "10.0.0.7"),
];

/// What is seen of a run, from the left.
fn seen(run: Vec<Inline>, base: Base) -> String {
    let mut shown = String::new();
    with_controls(&isolate(run, base), &mut shown);
    let characters: Vec<char> = shown.chars().collect();
    let order = display_order(&shown, base.direction)
        .into_iter()
        .map(|at| characters[at]);
    order.filter(|&c| !controls::is_control(c)).collect()
}

#[test]
fn a_number_is_seen_alike_wherever_it_stands() {
    const BEFORE: [&str; 20] = [
        "",
        "كلمة ",
        "(",
        "«",
        "\"",
        "ثم، ",
        "و ",
        "Foo ثم ",
        "٧ ثم ",
        "7، ",
        "؟ ",
        "— ",
        "كلمة שלום ",
        ". ",
        "كان: ",
        "[",
        "…",
        "\u{fffc} ",
        "نحو 5% و ",
        "Foo، ",
    ];
    const AFTER: [&str; 16] = [
        "",
        " كلمة",
        ")",
        "»",
        "\"",
        "، ثم",
        ".",
        "؟",
        " ثم Foo",
        " ثم ٧",
        "؛ 7",
        " — نعم",
        " שלום كلمة",
        ": قال",
        "]",
        "…",
    ];
    for (expression, expected) in EXPRESSIONS {
        for before in BEFORE {
            for after in AFTER {
                let source = format!("{before}{expression}{after}");
                let found = seen(vec![text(&source)], IN_ARABIC);
                assert!(found.contains(expected), "{source} is seen as {found}");
            }
        }
    }
}

#[test]
fn a_number_is_seen_alike_beside_emphasis_notes_and_breaks() {
    for (expression, expected) in EXPRESSIONS {
        let half = expression.char_indices().nth(1).map_or(1, |(at, _)| at);
        let (head, tail) = expression.split_at(half);
        let strong = |words: &str| Inline::Strong {
            content: vec![text(words)],
        };
        for run in [
            vec![strong(expression), text(" كلمة")],
            vec![text("كلمة "), strong(head), text(tail)],
            vec![
                text("كلمة"),
                note(),
                text(&format!(" {expression}")),
                note(),
                text(" كلمة"),
            ],
            vec![
                text("كلمة"),
                Inline::Break,
                text(expression),
                Inline::Break,
                text("Foo"),
            ],
        ] {
            let found = seen(run, IN_ARABIC);
            let found = found.replace('\u{fffc}', "");
            assert!(found.contains(expected), "{expression} is seen as {found}");
        }
    }
}

#[test]
fn ranges_and_lists_of_numbers_go_the_way_of_their_writing() {
    for (source, expected) in [
        ("1991-1998", "1998-1991"),
        ("كلمة 1991-1998", "1998-1991"),
        ("(1991-1998) كلمة", "1998-1991"),
        ("۱۳۷۰-۱۳۷۵ کلمه", "۱۳۷۵-۱۳۷۰"),
        ("5%-8%", "8%-5%"),
        ("٣ ٤ ٥", "٥ ٤ ٣"),
        ("3 4 5", "5 4 3"),
        ("٣، ٤", "٤ ،٣"),
        ("كوفيد-19 مرض", "19-ديفوك"),
        ("12/5/1999", "12/5/1999"),
        ("كلمة 3 + 4 = 7", "3 + 4 = 7"),
    ] {
        let found = seen(vec![text(source)], IN_ARABIC);
        assert!(found.contains(expected), "{source} is seen as {found}");
    }
    let hebrew = Base {
        direction: Rtl,
        arabic: false,
    };
    for (source, expected) in [
        ("1991-1998", "1991-1998"),
        ("שנים 1991-1998", "1991-1998"),
        ("15% מכולם", "15%"),
        ("-8 מעלות", "-8"),
        ("עלה 50 ₪ בלבד", "₪ 50"),
        ("50 ₪", "₪ 50"),
    ] {
        let found = seen(vec![text(source)], hebrew);
        assert!(found.contains(expected), "{source} is seen as {found}");
    }
}

#[test]
fn what_quotation_marks_hold_keeps_its_own_signs() {
    for (source, expected) in [
        ("سأل: «Who goes there?» ومضى.", "سأل: «⟨Who goes there?⟩» ومضى."),
        ("كتب \"No way!\" هنا", "كتب \"⟨No way!⟩\" هنا"),
        ("وصاح (Wait...) ثم", "وصاح (⟨Wait...⟩) ثم"),
        ("أغنية \"99 Luftballons\" قديمة", "أغنية \"⟨99 Luftballons⟩\" قديمة"),
        ("سألته: Who goes there? فسكت", "سألته: ⟨Who goes there?⟩ فسكت"),
        ("هل جاء John؟ نعم", "هل جاء ⟨John⟩؟ نعم"),
        ("«قال Foo!»", "«قال ⟨Foo⟩!»"),
    ] {
        assert_eq!(arabic(source), expected);
    }
    let run = |words: &str| {
        vec![
            text("رواية "),
            Inline::Strong {
                content: vec![text(words)],
            },
            text(" هنا"),
        ]
    };
    assert_eq!(drawn(&isolate(run("Why Not?"), IN_ARABIC)), "رواية S{⟨Why Not?⟩} هنا");
    assert_eq!(drawn(&isolate(run("Foo:"), IN_ARABIC)), "رواية S{⟨Foo⟩:} هنا");
    assert_eq!(
        drawn(&isolate_text("He said \"مرحبا!\" and left.", IN_ENGLISH)),
        "He said \"⦅مرحبا!⦆\" and left."
    );
}

#[test]
fn guillemets_within_a_phrase_belong_to_it() {
    for (source, expected) in [
        (
            "وفيه: Il dit « oui » puis « non » et part. ومضى",
            "وفيه: ⟨Il dit « oui » puis « non » et part⟩. ومضى",
        ),
        ("قال Il dit « oui » ومضى", "قال ⟨Il dit « oui »⟩ ومضى"),
        ("قال «Oui» dit-il ومضى", "قال ⟨«Oui» dit-il⟩ ومضى"),
        (
            "في Dupont, «Le Livre» (2001) أيضًا",
            "في ⟨Dupont, «Le Livre» (2001)⟩ أيضًا",
        ),
        ("قال « Oui, non » ومضى", "قال « ⟨Oui, non⟩ » ومضى"),
        ("اقرأ «Emma» - «Persuasion» معًا", "اقرأ «⟨Emma⟩» - «⟨Persuasion⟩» معًا"),
        ("«كتبها Austen» Emma و", "«كتبها ⟨Austen⟩» ⟨Emma⟩ و"),
        ("عن Austen «رواية» Emma", "عن ⟨Austen⟩ «رواية» ⟨Emma⟩"),
        ("الأول Austen، «Emma»؛ ثم", "الأول ⟨Austen⟩، «⟨Emma⟩»؛ ثم"),
    ] {
        assert_eq!(arabic(source), expected);
    }
    let english = |source: &str| drawn(&isolate(vec![text(source)], IN_ENGLISH));
    assert_eq!(
        english("She wrote قال « نعم » then left"),
        "She wrote ⦅قال « نعم »⦆ then left"
    );
}

#[test]
fn blocks_that_are_mostly_of_the_other_direction_turn() {
    let paragraph = |words: &str| {
        block(BlockKind::Paragraph {
            content: vec![text(words)],
        })
    };
    for (words, turned) in [
        ("The word كتاب is a book in Arabic.", Some(Ltr)),
        ("Austen, Jane. Emma. A novel in three volumes. القاهرة", Some(Ltr)),
        ("كتاب is a word that begins an English sentence here.", None),
        ("Emma رواية لجين أوستن كتبتها سنة 1815.", None),
        ("Jane Austen Emma رواية", None),
    ] {
        let document = Document {
            blocks: vec![paragraph(words)],
            ..Document::default()
        };
        let set = apply(document, &settings());
        assert_eq!(set.blocks[0].direction, turned, "{words}");
        assert_eq!(apply(set.clone(), &settings()), set);
    }
}

#[test]
fn signs_of_arabic_digits_keep_their_side_in_a_text_from_the_left() {
    for (source, expected) in [
        ("In Arabic ١٥٪ and -٨ stand.", ["٪١٥", "٨-"]),
        ("In Persian ۱۵٪ and -۸٪ stand.", ["٪۱۵", "٪-۸"]),
        ("Call +٩٦١ ٧١ ٧٤٢ ٥٠٠ or 15%.", ["+٩٦١ ٧١ ٧٤٢ ٥٠٠", "15%"]),
    ] {
        let found = seen(vec![text(source)], IN_ENGLISH);
        assert!(
            expected.iter().all(|part| found.contains(part)),
            "{source} is seen as {found}"
        );
    }
}
