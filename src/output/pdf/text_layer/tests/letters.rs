//! Letters keep their dots, and nothing invisible is kept.

use unicode_normalization::UnicodeNormalization;

use super::{drawn, lay_out, lay_out_in, mupdf, words};
use crate::output::pdf::text_layer::mend;
use crate::output::pdf::text_layer::script::is_control;

#[test]
fn dots_that_the_shaper_set_apart_stay_with_their_letters() {
    for (text, plain) in [
        ("كان الثمن #strike[عشر ليرات] ورقم آخر", "كان الثمن عشر ليرات ورقم آخر"),
        ("كان #underline[الثمن عشر] #highlight[ليرات]", "كان الثمن عشر ليرات"),
        // Text that is handed over as data has offsets only, and they begin anew with each piece.
        (
            "#str(\"ويقول \")#str(\"أ.م.\")#str(\" إن الكيلو\")",
            "ويقول أ.م. إن الكيلو",
        ),
    ] {
        let document = lay_out_in("Noto Naskh Arabic", text);
        let mended = mend(&document).document;
        assert_eq!(words(&mupdf(&mended)), words(plain), "{text}");
    }
}

#[test]
fn no_control_stays_in_the_text_of_a_glyph() {
    for text in [
        "كلمة \u{2068}Foo\u{2069} ثم \u{2066}bar\u{2069}.",
        "كتاب\u{200b}مفتوح",
        "#set text(lang: \"en\", dir: ltr)\nfoo \u{2068}bar\u{2069}.",
    ] {
        let document = lay_out(text);
        assert!(
            drawn(&document).iter().any(|(_, item)| item.text.contains(is_control)),
            "{text:?} has a control to lose"
        );
        for (_, item) in drawn(&mend(&document).document) {
            assert!(!item.text.contains(is_control), "{:?} of {text:?}", item.text);
            for glyph in &item.glyphs {
                assert!(
                    item.text.get(glyph.range()).is_some_and(|text| !text.is_empty()),
                    "{glyph:?}"
                );
            }
        }
    }
}

#[test]
fn a_hyphen_that_stands_for_a_soft_hyphen_is_still_drawn() {
    let narrow = "#set page(width: 3cm, margin: 2mm)\n#set text(lang: \"en\", dir: ltr)\n";
    let document = lay_out(&format!("{narrow}incompre\u{ad}hensibility"));
    let glyphs = |document: &_| drawn(document).iter().map(|(_, item)| item.glyphs.len()).sum::<usize>();
    let mended = mend(&document).document;
    assert!(drawn(&document).len() > 1, "the word is broken");
    assert_eq!(glyphs(&document), glyphs(&mended));
}

/// A letter from the left is said once, however many marks the shaper set on it, raised or not; and the marks stay where they stand.
#[test]
fn marks_on_letters_from_the_left_are_said_with_them() {
    for text in [
        "q\u{323}\u{307}",
        "xq\u{323}\u{307}y",
        "b\u{308}",
        "a\u{301}\u{308}z q\u{323}\u{307}",
    ] {
        for line in [
            text.to_owned(),
            format!("كلمة {text} أخرى"),
            format!("#text(dir: ltr, lang: \"en\")[{text}]"),
        ] {
            let document = lay_out(&line);
            let mended = mend(&document);
            assert_eq!(mended.kept, [], "{line}");
            let said: String = drawn(&mended.document)
                .iter()
                .flat_map(|(_, item)| item.glyphs.iter().map(|glyph| &item.text[glyph.range()]))
                .collect();
            let letters = |text: &str| {
                text.nfd()
                    .filter(|character| *character == 'q' || *character == '\u{307}')
                    .count()
            };
            assert_eq!(letters(&said), letters(&line), "{line}: {said}");
        }
    }
}

#[test]
fn a_line_below_is_another_line() {
    let text =
        "#set text(lang: \"en\", dir: rtl, fallback: true)\nمُسْلِمِيْ#text(font: \"Noto Naskh Arabic\")[+] \\\nمُسْلِمِيّ";
    let mended = mend(&lay_out(text)).document;
    let heights: Vec<f64> = drawn(&mended).iter().map(|(at, _)| at.y.to_pt()).collect();
    assert!(heights.is_sorted(), "{heights:?}");
}
