use super::*;
use crate::diagnostic::{Diagnostic, Sources, Span, human, json};

/// What people read, with visible isolates.
fn people(text: &str) -> String {
    for_people(text, Tongue::Arabic)
        .replace('\u{2068}', "<")
        .replace('\u{2069}', ">")
}

#[test]
fn holes_are_filled_phrases_translated_and_quotations_left() {
    for (english, arabic) in [
        (
            "the title is taken from the first heading: \"the title\"",
            "أُخذ العنوان من العنوان الأوّل في النصّ: «<the title>»",
        ),
        (
            "the title is taken from the file's name: \"a: b\"",
            "أُخذ العنوان من اسم الملفّ: «<a: b>»",
        ),
        ("the leading", "تباعد السطور"),
        (
            "12 comments are left out, the first at “here”",
            "ما تُرك: 12 تعليقاً، وأوّلها عند «<here>»",
        ),
        ("1 comment is left out", "ما تُرك: تعليق واحد"),
        (
            "kurras: 2 errors and 1 warning; nothing was written",
            "كُرّاس: خطآن وتنبيه واحد؛ ولم يُكتب شيء",
        ),
        (
            "21 pages are brought to 20 by taking 3.1 % off the margins, taking 1.0 % off the leading; each copy saves one sheet",
            "صارت صفحات الكتاب 20 بعد أن كانت 21، بإنقاص <3.1 %> من الهوامش، <1.0 %> من تباعد السطور؛ فيُوفَّر في كلّ نسخة: صحيفة واحدة",
        ),
        (
            "a.pdf, page 3: “كلمة” does not stand as it should",
            "<a.pdf>، الصفحة 3: “<كلمة>” لا تقف كما ينبغي",
        ),
        (
            "invalid table header; expected `.`, `]`",
            "خطأ في كتابة رأس جدول؛ المنتظر <`.`>، <`]`>",
        ),
        (
            "invalid string; expected `\"`, `'`",
            "خطأ في كتابة نصّ؛ المنتظر <`\"`>، <`'`>",
        ),
        ("it is there in ar, en, fa", "هو متاح باللغات <ar>، <en>، <fa>"),
        ("nobody has ever said this", "nobody has ever said this"),
    ] {
        assert_eq!(people(english), arabic, "{english}");
        let programs = for_programs(english, Tongue::Arabic);
        assert_eq!(programs, arabic.replace(['<', '>'], ""), "{english}");
        assert_eq!(for_people(english, Tongue::English), english);
    }
}

fn sample() -> (Diagnostic, Sources) {
    let mut sources = Sources::default();
    let file = sources.add("book/a.md", "hint: error[x]: no");
    let said = Diagnostic::warning("undefined-note", "there is no note `x`")
        .at(Span::new(file, 0..4))
        .hint("take one of them out")
        .hint("told in English");
    (said, sources)
}

#[test]
fn places_and_source_lines_stay_as_they_are() {
    let (said, sources) = sample();
    let told = human(&said, &sources, Tongue::Arabic, false);
    let told = told.replace('\u{2068}', "<").replace('\u{2069}', ">");
    let expected = "تنبيه<[undefined-note]>: لا حاشية اسمها <`x`>\n  --> book/a.md:1:1\n  1 | ⟦hint⟧: error[x]: no\n  ما يُفعل: احذف أحدهما\n  ما يُفعل: <told in English>\n";
    assert_eq!(told, expected);
}

#[test]
fn objects_differ_in_words_only() {
    let (said, sources) = sample();
    let [english, arabic] = [Tongue::English, Tongue::Arabic].map(|tongue| json(&said, &sources, tongue));
    let expected = english
        .replace("there is no note `x`", "لا حاشية اسمها `x`")
        .replace("take one of them out", "احذف أحدهما");
    assert_eq!(arabic, expected);
}
