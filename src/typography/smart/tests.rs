//! Signs as they are set, language by language.

use super::*;
use crate::locale::LanguageTag;

fn text(text: &str) -> Inline {
    Inline::Text {
        text: text.into(),
        span: Span::default(),
    }
}

fn letters_of(run: &[Inline]) -> String {
    let mut letters = Vec::new();
    gather(run, &mut letters);
    letters.into_iter().collect()
}

fn set_in(language: &str, written: &str) -> String {
    let tag = LanguageTag::parse(language).expect("a language");
    let signs = Signs::of(Locale::of(&tag).expect("it ships").locale);
    let mut run = vec![text(written)];
    set(&mut run, &signs);
    let once = letters_of(&run);
    set(&mut run, &signs);
    assert_eq!(letters_of(&run), once, "set twice");
    once
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    for (language, written, wanted) in [
        ("ar", "قال \"نعم\" ثم مضى", "قال «نعم» ثم مضى"),
        ("ar", "و\"كلمة\" أخرى", "و«كلمة» أخرى"),
        (
            "ar",
            "قال:\"مرحبا\"وذهب. ثم قال:\"نعم\" وسكت.",
            "قال:«مرحبا»وذهب. ثم قال:«نعم» وسكت.",
        ),
        (
            "ar",
            "قال:\"نعم\"، ثم (\"لا\") و\"ربما\"وسكت \"تماماً\".",
            "قال:«نعم»، ثم («لا») و«ربما»وسكت «تماماً».",
        ),
        ("ar", "قال \"هذا و\"ذاك\" معاً\".", "قال «هذا و”ذاك“ معاً»."),
        ("ar", "(\"كلمة\")، \"أخرى\".", "(«كلمة»)، «أخرى»."),
        ("ar", "«قال \"نعم\"»", "«قال ”نعم“»"),
        ("ar", "جاء بـ\"خبر\" ولـ\"صاحب\" ثمّ مضى", "جاء بـ«خبر» ولـ«صاحب» ثمّ مضى"),
        (
            "ar",
            "سمّوه 'بيتا' و'دارا' ول'ساكن' وبـ'Home'",
            "سمّوه ”بيتا“ و”دارا“ ول”ساكن“ وبـ”Home“",
        ),
        ("ar", "«أجاب بـ\"نعم\" ولـ'حين'»", "«أجاب بـ”نعم“ ولـ”حين“»"),
        ("fa", "گفت \"بله\".", "گفت «بله»."),
        ("ur", "اس نے \"ہاں\" کہا", "اس نے ”ہاں“ کہا"),
        ("he", "אמר \"כן\" והלך", "אמר ”כן” והלך"),
        ("he", "צה\"ל וגם ד\"ר", "צה\"ל וגם ד\"ר"),
        ("he", "קראתי ב\"הארץ\" וב\"דבר\".", "קראתי ב”הארץ” וב”דבר”."),
        ("he", "שב\"כניק בלבד", "שב\"כניק בלבד"),
        ("he", "ענתה 'כן' ואז 'בוא'.", "ענתה ’כן’ ואז ’בוא’."),
        ("he", "הגב' כהן וג'ודי ועמ' 7", "הגב' כהן וג'ודי ועמ' 7"),
        ("he", "קראה 'שיר של ר' לוי' ושתקה", "קראה ’שיר של ר' לוי’ ושתקה"),
        ("he", "קראה ב'מעריב' בעמ' 3", "קראה ב’מעריב’ בעמ' 3"),
        ("he", "קראה ב'הארץ' על ג'ורג' ושתקה", "קראה ב’הארץ’ על ג'ורג' ושתקה"),
        ("en", "\"One day\nand another", "“One day\nand another"),
        ("en", "Salt 'n' pepper, 'no' and 'tis", "Salt ’n’ pepper, ‘no’ and ’tis"),
        (
            "en",
            "\"Yes,\" she said, \"it's 'good'.\"",
            "“Yes,” she said, “it’s ‘good’.”",
        ),
        ("en", "dogs' '90s 6'2\" rock'n'roll", "dogs’ ’90s 6'2\" rock’n’roll"),
        (
            "en",
            "The '60s, the 1970's and she is 5' or 5'4\" tall, 'they say'",
            "The ’60s, the 1970’s and she is 5' or 5'4\" tall, ‘they say’",
        ),
        ("en", "\"He is 6'1\" tall,\" she said", "“He is 6'1\" tall,” she said"),
        ("fr", "l'eau \"pure\" !", "l’eau «\u{202f}pure\u{202f}»\u{202f}!"),
    ] {
        assert_eq!(set_in(language, written), wanted, "{language}");
    }
}

#[test]
fn a_phrase_of_the_other_direction_quotes_in_its_own_way() {
    let of = |tag: &str| {
        Signs::of(
            Locale::of(&LanguageTag::parse(tag).expect("a language"))
                .expect("it ships")
                .locale,
        )
    };
    let arabic = of("ar").beside(&of("en"));
    for (written, wanted) in [
        ("وفيه: She said \"no\" again. ومضى", "وفيه: She said “no” again. ومضى"),
        ("قال \"no\" ومضى", "قال «no» ومضى"),
        ("قال John، \"no\" ومضى", "قال John، «no» ومضى"),
        ("عند John \"لا\" then", "عند John «لا» then"),
    ] {
        let mut run = vec![text(written)];
        set(&mut run, &arabic);
        assert_eq!(letters_of(&run), wanted);
    }
}

#[test]
fn what_has_no_partner_stays() {
    for written in ["شاشة 24\" وحدها", "\"بداية بلا نهاية", "نهاية بلا بداية\""] {
        assert_eq!(set_in("ar", written), written);
    }
}

#[test]
fn rows_of_hyphens_and_dots_become_one_sign() {
    for (language, written, wanted) in [
        ("ar", "كلمة -- وكلمة --- وأخرى", "كلمة – وكلمة — وأخرى"),
        (
            "ar",
            "اكتب --help هنا ---- ثم 2010-2015",
            "اكتب --help هنا ---- ثم 2010-2015",
        ),
        ("ar", "وهكذا...", "وهكذا..."),
        ("en", "and so on... or so....", "and so on… or so...."),
    ] {
        assert_eq!(set_in(language, written), wanted, "{language}");
    }
}

#[test]
fn a_quotation_runs_over_emphasis_but_not_into_code() {
    let signs = Signs::of(
        Locale::of(&LanguageTag::parse("ar").expect("a language"))
            .expect("it ships")
            .locale,
    );
    let code = Inline::Code {
        text: "\"x\" -- y".into(),
        span: Span::default(),
    };
    let mut run = vec![
        text("قال \""),
        Inline::Strong {
            content: vec![text("نعم\" و"), code.clone()],
        },
    ];
    set(&mut run, &signs);
    let wanted = [
        text("قال «"),
        Inline::Strong {
            content: vec![text("نعم» و"), code],
        },
    ];
    assert_eq!(run, wanted);
}
