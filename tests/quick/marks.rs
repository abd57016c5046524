//! Marks and signs that the family of a text lacks: the words with them are drawn whole, and read whole.

use crate::support::program::Book;

/// Quran's spelling has marks that most families of everyday text lack.
const VERSE: &str = "ذَٰلِكَ ٱلْكِتَٰبُ لَا رَيْبَ ۛ فِيهِ ۛ هُدًى لِّلْمُتَّقِينَ، أُو۟لَٰٓئِكَ عَلَىٰ هُدًۭى مِّن رَّبِّهِمْ ۖ وَأُو۟لَٰٓئِكَ هُمُ ٱلْمُفْلِحُونَ";

#[test]
fn words_with_marks_of_another_family_are_whole() {
    for (family, language) in [
        ("Vazirmatn", "ar"),
        ("Noto Naskh Arabic", "ar"),
        ("Noto Nastaliq Urdu", "ar"),
    ] {
        let config = format!("[book]\ntitle = \"آيات\"\nlanguage = \"{language}\"\n[pdf]\nfont = \"{family}\"\n");
        let book = Book::new().with("book.toml", config).with(
            "text.md",
            format!("# فصل\n\nقال: {VERSE}.\n\nوكلمة عادية، و`b\u{308}` في شيفرة.\n"),
        );
        book.build(&["--only", "pdf", "--strict"]).expect_code(0);
    }
}

#[test]
fn a_sign_is_drawn_with_a_mark_that_only_the_text_s_family_has() {
    let config = "[book]\ntitle = \"Signs\"\nlanguage = \"en\"\n";
    let book = Book::new().with("book.toml", config).with(
        "text.md",
        "# One\n\nNeither ≧\u{338} nor \u{211b}\u{338}, and e\u{301} too.\n",
    );
    book.build(&["--only", "pdf", "--strict"]).expect_code(0);
}

#[test]
fn joined_pictures_are_drawn_by_one_family() {
    let text = "# فصل\n\nأ 🤷\u{200d}♀\u{fe0f} ب، ج 🏳\u{fe0f}\u{200d}🌈 د، ه ❤\u{fe0f} و.\n";
    let book = Book::new().with("text.md", text);
    book.build(&["--only", "pdf", "--strict"]).expect_code(0);
}

#[test]
fn a_sign_of_one_face_stands_behind_a_word_of_another() {
    let config = "[book]\ntitle = \"اصول\"\nlanguage = \"ur\"\n";
    let book = Book::new()
        .with("book.toml", config)
        .with("text.md", "# باب\n\n**نظریاتی محرکات**: گروہ، **محرکات**۔\n");
    book.build(&["--only", "pdf", "--strict"]).expect_code(0);
}

#[test]
fn marks_on_latin_letters_are_said_once() {
    let words = "q\u{323}\u{307} x\u{30c} **b\u{324}** `c\u{308} q\u{323}\u{307}` R\u{325}\u{304}";
    for language in ["ar", "en"] {
        let book = Book::new()
            .with(
                "book.toml",
                format!("[book]\ntitle = \"One\"\nlanguage = \"{language}\"\n"),
            )
            .with("text.md", format!("# فصل One\n\n{words}\n\nكلمة {words} وأخرى.\n"));
        book.build(&["--only", "pdf", "--strict"]).expect_code(0);
    }
}

/// An archive's PDF asks for the text of every glyph, and a mark in a drawing has none of its own.
#[test]
fn marks_in_drawings_keep_nobody_from_the_pdf() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"60\"><text x=\"9\" y=\"30\" font-size=\"20\">مدرّسةٌ 12 \u{1f9ff}\u{13000}</text></svg>";
    let book = Book::new()
        .with("text.md", "# فصل\n\n![مدرّسة](p.svg)\n")
        .with("p.svg", drawing);
    book.build(&["--only", "pdf,booklet"]).expect_code(0);
}
