//! What comes out of Markdown.

use super::*;
use crate::diagnostic::{Location, Sources};
use crate::document::{Block, BlockKind, Matter, Role, Target, Width, plain_text};

/// A document and the findings, each as `code line`.
fn read(texts: &[&str]) -> (Document, Vec<String>) {
    read_with(texts, Options::default())
}

fn read_with(texts: &[&str], options: Options<'_>) -> (Document, Vec<String>) {
    let mut all = Sources::default();
    let names: Vec<String> = (1..=texts.len()).map(|i| format!("{i}.md")).collect();
    let sources: Vec<Source<'_>> = texts
        .iter()
        .zip(&names)
        .map(|(text, name)| Source {
            file: all.add(name.as_str(), *text),
            name,
            text,
        })
        .collect();
    let mut report = Report::new();
    let document = parse(&sources, options, &mut report);
    let said = report
        .sorted()
        .into_iter()
        .map(|found| match found.location {
            Location::Span(span) => format!("{} {}", found.code, all.place(span).unwrap().line),
            _ => found.code.to_string(),
        })
        .collect();
    (document, said)
}

/// The blocks' kinds, as JSON without places.
fn json(text: &str) -> serde_json::Value {
    let (document, said) = read(&[text]);
    assert!(said.is_empty(), "{said:?}");
    let mut blocks = serde_json::to_value(&document.blocks).unwrap();
    strip(&mut blocks);
    blocks
}

fn strip(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.remove("id");
            map.values_mut().for_each(strip);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn text(document: &Document) -> String {
    let mut out = Vec::new();
    document.visit(&mut |block| out.extend(block.runs().into_iter().map(plain_text)));
    out.join("|")
}

#[test]
fn a_line_that_begins_with_a_run_in_brackets_is_a_line() {
    for (source, read_as) in [
        ("[Wort]{lang=de} ist **fett**", "Wort ist fett"),
        ("- [Wort]{.underline} *schräg*", "Wort schräg"),
        ("> ١٩٩٠ [Wort]{.mark} **fett**", "١٩٩٠ Wort fett"),
        ("erste\n[zweite]{.mark} **fett**", "erste zweite fett"),
        ("^[Notiz] **fett**", "fett|Notiz"),
    ] {
        let (document, said) = read(&[source]);
        let said: Vec<_> = said.iter().filter(|said| !said.starts_with("attributes")).collect();
        assert_eq!((text(&document).as_str(), said.len()), (read_as, 0), "{said:?}");
    }
}

#[test]
fn a_paragraph_has_its_inlines_and_places() {
    let source = "\u{feff}كلمة **قوية\r\nهنا** و`رمز` [رابط](https://e.org/أ ب)\r\n";
    let source = source.replace("أ ب", "%D8%A3?b=1");
    let (document, said) = read(&[&source]);
    assert!(said.is_empty(), "{said:?}");
    let BlockKind::Paragraph { content } = &document.blocks[0].kind else {
        panic!()
    };
    assert_eq!(plain_text(content), "كلمة قوية هنا ورمز رابط");
    let Inline::Strong { content: strong } = &content[1] else {
        panic!("{content:?}")
    };
    let Inline::Text { text, span } = &strong[0] else {
        panic!()
    };
    assert_eq!(text, "قوية هنا");
    assert_eq!(&source[span.start as usize..span.end as usize], "قوية\r\nهنا");
    assert!(
        matches!(&content[5], Inline::Link { target: Target::Url(url), .. } if url == "https://e.org/%D8%A3?b=1"),
        "{content:?}"
    );
}

#[test]
fn figures_quotations_and_verse() {
    let found =
        json("![بديل *نصي*](./صور/a%20b.png \"شرح\")\n\n> سطر\n> — *قائل*\n\n```verse\nأول // ثان\n\nوحده\n```\n");
    assert_eq!(
        found[0]["image"],
        serde_json::json!({"path": "صور/a%20b.png", "alt": "بديل نصي"})
    );
    assert_eq!(found[0]["caption"][0]["text"], "شرح");
    assert_eq!(found[1]["blocks"][0]["content"][0]["text"], "سطر");
    assert_eq!(found[1]["attribution"][0]["text"], "— ");
    assert_eq!(found[2]["lines"].as_array().unwrap().len(), 3);
    assert_eq!(found[2]["lines"][0]["second"][0]["text"], "ثان");
    let dialogue = json("> — قال: نعم\n");
    assert!(dialogue[0]["attribution"].is_null());
    let apart = json("> قول\n>\n> — قائل\n");
    assert_eq!(
        (
            apart[0]["blocks"].as_array().unwrap().len(),
            &apart[0]["attribution"][0]["text"]
        ),
        (1, &"— قائل".into())
    );
}

#[test]
fn lists_are_tight_or_loose_and_hold_tasks() {
    let found = json("3. أ\n4. ب\n   - [x] ج\n\n- د\n\n- ه\n");
    assert_eq!((&found[0]["start"], &found[0]["tight"]), (&3.into(), &true.into()));
    let nested = &found[0]["items"][1]["blocks"];
    assert_eq!(
        (nested[0]["content"][0]["text"].as_str(), &nested[1]["items"][0]["task"]),
        (Some("ب"), &true.into())
    );
    assert_eq!(
        (&found[1]["start"], &found[1]["tight"]),
        (&serde_json::Value::Null, &false.into())
    );
}

#[test]
fn tables_and_definitions() {
    let found = json("|أ|ب|\n|:-|-:|\n|1|\n\nلفظ\n: معنى\n: آخر\n");
    assert_eq!(found[0]["alignments"], serde_json::json!(["left", "right"]));
    assert_eq!(found[0]["rows"][0].as_array().unwrap().len(), 2);
    let entry = &found[1]["entries"][0];
    assert_eq!(
        (
            entry["terms"].as_array().unwrap().len(),
            entry["definitions"].as_array().unwrap().len()
        ),
        (1, 2)
    );
    assert_eq!(read(&["|أ|\n|-|\n|1|2|\n"]).1, ["table-row 3"]);
    let (document, said) = read(&["فقرة\n\n:كلمة: تبدأ فقرة\n"]);
    assert_eq!((text(&document), said), ("فقرة|:كلمة: تبدأ فقرة".into(), vec![]));
}

#[test]
fn boxes_that_are_fenced_as_code_hold_markdown() {
    for source in [
        "```admonish warning title=\"عنوان\"\n**نص** هنا\n```\n\nبعد\n",
        "```{warning} عنوان\n:name: x\n\n**نص** هنا\n```\n\nبعد\n",
        "~~~ad-warning\ntitle: عنوان\n**نص** هنا\n~~~\n\nبعد\n",
        "```warn header=\"عنوان\"\n**نص** هنا\n```\n\nبعد\n",
    ] {
        let found = json(source);
        let group = &found[0];
        assert_eq!(
            (&group["type"], &group["role"]),
            (&"group".into(), &"box".into()),
            "{source}"
        );
        assert_eq!(group["title"][0]["text"], "عنوان", "{source}");
        assert_eq!(group["blocks"][0]["content"][0]["type"], "strong", "{source}");
        assert_eq!(found[1]["content"][0]["text"], "بعد", "{source}");
    }
    for code in [
        "```rust\nنص\n```\n",
        "```{python}\nنص\n```\n",
        "```warning: x\nنص\n```\n",
        "```\nadmonish\n```\n",
    ] {
        assert_eq!(json(code)[0]["type"], "code", "{code}");
    }
}

#[test]
fn headings_are_named_and_numbered() {
    let source = "# مقدمة {.frontmatter}\n## فرع\n# درس 1\n#### غائر\n## أ\n# درس 1\n# بلا {#x.y .unnumbered}\n## تحته\n# ملحق {.backmatter}\n";
    let (document, said) = read_with(
        &[source],
        Options {
            number_headings: 6,
            ..Options::default()
        },
    );
    let headings: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Heading(h) => (h.anchor.as_str(), h.number.clone(), h.matter),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        ("مقدمة", vec![], Matter::Front),
        ("فرع", vec![], Matter::Front),
        ("درس-1", vec![1], Matter::Body),
        ("غائر", vec![1, 1], Matter::Body),
        ("أ", vec![1, 2], Matter::Body),
        ("درس-1-1", vec![2], Matter::Body),
        ("x-y", vec![], Matter::Body),
        ("تحته", vec![], Matter::Body),
        ("ملحق", vec![], Matter::Back),
    ];
    assert_eq!(headings, expected);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(
        read(&["# أ {#a}\n# ب {#a}\n#\n## \n\nن"]).1,
        ["duplicate-anchor 2", "empty-heading 3", "empty-heading 4"]
    );
}

/// The headings that links lead to, in order.
fn targets_of(document: &Document) -> Vec<String> {
    let mut targets = Vec::new();
    document.visit(&mut |block| {
        block.visit_inlines(&mut |inline| {
            if let Inline::Link {
                target: Target::Anchor(anchor),
                ..
            } = inline
            {
                targets.push(anchor.clone());
            }
        })
    });
    targets
}

#[test]
fn links_lead_to_headings_or_out() {
    let (document, said) = read(&[
        "# أول {#intro}\n\n[أ](#intro) [ب](2.md#أول) [ج](2.md) [د](#%D8%A3%D9%88%D9%84)\n",
        "# أول\n\n[ه](#أول)\n",
    ]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(targets_of(&document), ["intro", "أول", "أول", "intro", "أول"]);
    // The second of a name is the first that is counted, in its own file.
    let (document, said) = read(&["# س\n\n# س\n", "# س\n\n# س\n\n[أ](#س) [ب](#س-1) [ج](1.md#س-1)\n"]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(targets_of(&document), ["س-2", "س-3", "س-1"]);
    // The names that GitHub (without full stops) and pandoc (from the first letter on) make lead there too; a heading that is called so comes first.
    let (document, said) = read(&[
        "# ما في `a.toml`\n\n# 2. أوّلاً: بدء\n\n# بدء\n\n[أ](#ما-في-atoml) [ب](#أوّلاً-بدء) [ج](#2-أوّلاً-بدء) [د](#بدء)\n",
    ]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(
        targets_of(&document),
        ["ما-في-a-toml", "s-2-أوّلاً-بدء", "s-2-أوّلاً-بدء", "بدء"]
    );
    let (document, said) = read(&["[أ](#gone)\n[ب](javascript:x)\n[ج](www.e.org)\n**[د](x.pdf)** <a@b.c>"]);
    assert_eq!(
        said,
        ["broken-link 1", "unsafe-link 2", "broken-link 3", "broken-link 4"]
    );
    assert_eq!(text(&document), "أ ب ج د a@b.c");
}

#[test]
fn notes_are_numbered_as_they_are_met() {
    let source = "أ[^b] ب[^A] ج[^b]\n\n[^a]: أ\n\n[^b]: ب[^c]\n\n    > ق\n\n[^c]: ج\n";
    let (document, said) = read(&[source]);
    assert!(said.is_empty(), "{said:?}");
    let notes: Vec<_> = document
        .notes
        .iter()
        .map(|note| (note.number, note.references, note.blocks.len()))
        .collect();
    assert_eq!(notes, [(1, 2, 2), (2, 1, 1), (3, 1, 1)]);
    let BlockKind::Paragraph { content } = &document.blocks[0].kind else {
        panic!()
    };
    assert!(
        matches!(
            content.last(),
            Some(Inline::Note {
                note: 0,
                reference: 2,
                ..
            })
        ),
        "{content:?}"
    );
}

#[test]
fn odd_notes_are_reported() {
    let (document, said) = read(&["أ[^gone] \\[^x] `[^y]`\n"]);
    assert_eq!(
        (said, text(&document)),
        (vec!["undefined-note 1".into()], "أ[^gone] [^x] [^y]".into())
    );
    assert_eq!(
        read(&["أ[^a]\n\n[^a]: أولى\n\n[^a]: ثانية\n\n[^z]: ن\n"]).1,
        ["duplicate-note 5", "unused-note 7"]
    );
    let (document, said) = read(&["أ[^a]\n\n[^a]: انظر [^b]\n\n[^b]: انظر [^a]\n"]);
    assert_eq!((said, document.notes.len()), (vec!["recursive-note 5".to_string()], 2));
    let (document, said) = read(&["```verse\nأ[^v] // ب[^w]\n```\n\n[^v]: ح\n"]);
    assert_eq!(
        (said, text(&document)),
        (vec!["undefined-note 2".into()], "أ|ب[^w]|ح".into())
    );
}

#[test]
fn html_that_authors_use_is_read() {
    let found = json(
        "a<br>b <span lang=\"en\" dir=\"ltr\">c</span> <bdi>d</bdi> <abbr title='ه'>e</abbr> H<sub>2</sub><!-- x -->\n",
    );
    let kinds: Vec<_> = found[0]["content"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "text",
            "break",
            "text",
            "isolate",
            "text",
            "isolate",
            "text",
            "abbreviation",
            "text",
            "subscript"
        ]
    );
    let isolate = &found[0]["content"][3];
    assert_eq!(
        (isolate["direction"].as_str(), isolate["language"].as_str()),
        (Some("ltr"), Some("en"))
    );
}

#[test]
fn letters_are_raised_and_lowered_inside_words_too() {
    let found = json("م^2^ وH~2~O وx^2^y، ~أدنى~ ^أعلى^\n");
    let kinds: String = found[0]["content"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| &i["type"].as_str().unwrap()[..3])
        .collect();
    assert_eq!(kinds, "texsuptexsubtexsuptexsubtexsup");
    for source in ["2\\^3\\^", "a~b c~d", "نحو ~20 و~30", "x^^y", "أ^"] {
        let found = json(source);
        assert_eq!(found[0]["content"].as_array().unwrap().len(), 1, "{source}");
        assert_eq!(found[0]["content"][0]["text"], source.replace('\\', ""));
    }
}

#[test]
fn other_html_is_reported_and_its_text_kept() {
    let (document, said) = read(&[
        "<div class=x>\nأ &amp; **ب**\n<p>ج</p>\n<script>لا</script>\n</div>\n\nد <bdo dir=rtl>ه</bdo> <b>*و</b>*\n\n- <i>ز\n",
    ]);
    assert_eq!(text(&document), "أ & **ب**|ج|د ه و|ز");
    assert_eq!(
        said,
        ["html 4", "html-unbalanced 7", "html-unbalanced 7", "html-unbalanced 9"]
    );
}

#[test]
fn a_less_than_sign_in_a_block_of_html_takes_no_words_with_it() {
    for (html, wanted) in [
        (
            "<ul>\n<li>العدد x<y إذا وفقط إذا f<g تمّ</li>\n</ul>\n",
            "العدد x<y إذا وفقط إذا f<g تمّ",
        ),
        ("<ul>\n<li>ثم a<b نعم</li>\n<li>ثان</li>\n</ul>\n", "ثم a<b نعم|ثان"),
        (
            "<p>س x<y\\cdot z وكل <b>ما &amp; يتبع</b> هنا</p>\n",
            "س x<y\\cdot z وكل ما & يتبع هنا",
        ),
        ("<p>س x<y{z وكل</p>\n\nص\n", "س x<y{z وكل|ص"),
    ] {
        let (document, said) = read(&[html]);
        assert_eq!(text(&document), wanted);
        assert!(said.is_empty(), "{html}: {said:?}");
    }
    // Tags of websites' programs are tags, whatever their attributes are named.
    let (document, _) = read(&["<div>\n<my-box @click=\"a\" v-bind:b=\"c\" #d [e]=\"f\">نص</my-box>\n</div>\n"]);
    assert_eq!(text(&document), "نص");
}

#[test]
fn braces_behind_a_bracket_at_a_headings_end_are_the_runs() {
    for (heading, wanted) in [
        ("# Why [زين؟]{dir=\"rtl\"}\n\nنص\n", "Why زين؟|نص"),
        ("# [باب]{dir=\"rtl\"} [زين]{lang=\"ar\"}\n\nنص\n", "باب زين|نص"),
        ("Why [زين؟]{.smallcaps}\n===\n\nنص\n", "Why زين؟|نص"),
        ("# Why [زين؟] {#why}\n\nنص\n", "Why [زين؟]|نص"),
        ("# Why [زين؟]\n\n{نص}\n", "Why [زين؟]|{نص}"),
    ] {
        assert_eq!(text(&read(&[heading]).0), wanted, "{heading}");
    }
}

#[test]
fn nothing_to_publish_is_an_error() {
    for source in ["", " \n\n\t\n", "<!-- x -->", "---\ntitle: x\n---\n"] {
        assert_eq!(read(&[source]).1, ["empty-manuscript 1"], "{source}");
    }
    assert_eq!(read(&["أ", ""]).1, ["empty-file 1"]);
}

#[test]
fn too_deep_nesting_is_one_error_and_no_crash() {
    let deep = [
        format!("{} نص\n", ">".repeat(20_000)),
        (0..2_000).map(|i| format!("{}- ن\n", "  ".repeat(i))).collect(),
        format!("{}نص{}\n", "_أ *ب ".repeat(10_000), " ب* أ_".repeat(10_000)),
        format!("{}نص{}\n", "<b><i>".repeat(10_000), "</i></b>".repeat(10_000)),
    ];
    for source in deep {
        let (document, said) = read(&[&source]);
        let head: String = source.chars().take(20).collect();
        assert_eq!(said.iter().filter(|s| s.starts_with("nesting")).count(), 1, "{head}");
        let levels = serde_json::to_string(&document).unwrap();
        assert!(levels.contains('ن'));
    }
    assert!(read(&[&format!("{} نص\n", ">".repeat(16))]).1.is_empty());
}

#[test]
fn long_runs_of_openers_take_linear_time() {
    for opener in ["^a^", "a^", "[", "![", "[^a", "<span>", "<a ", "^~", "<!--", "&#"] {
        let source = format!("أ {}\n\nب\n", opener.repeat(50_000));
        assert!(text(&read(&[&source]).0).contains('ب') || opener == "<!--", "{opener}");
    }
}

#[test]
fn blocks_are_numbered_in_reading_order() {
    let (document, _) = read(&["أ[^1]\n\n> ب\n\n[^1]: ج\n", "د\n"]);
    let mut ids = Vec::new();
    document.visit(&mut |block| ids.push(block.id.0));
    // Between two files a page is broken.
    assert_eq!(ids, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn line_ends_and_normal_forms_make_no_difference() {
    let plain = "# عنوان\n\nقرآن كريم\nسطر\n\n- أ\n- ب\n\n```\nرمز\nآخر\n```\n";
    let expected = json(plain);
    assert_eq!(json(&plain.replace('\n', "\r\n")), expected);
    assert_eq!(json(&plain.replace('\n', "\r")), expected);
    assert_eq!(json(&plain.replace("آن", "ا\u{653}ن")), expected);
    assert_eq!(json(plain.trim_end()), expected);
}

/// The kinds of all blocks, nested ones too, outermost first.
fn kinds(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    document.visit(&mut |block| {
        let value = serde_json::to_value(block).unwrap();
        found.push(value["type"].as_str().unwrap().to_string());
    });
    found
}

#[test]
fn boxes_of_all_dialects_are_one() {
    for source in [
        "> [!WARNING]\n> نص\n",
        "::: warning\nنص\n:::\n",
        "::: {.warning}\nنص\n:::\n",
        "قبل\n:::warning\nنص\n:::\n",
        "!!! warning\n    نص\n",
        "<div class=\"alert alert-warning\">\n\nنص\n\n</div>\n",
        "نص\n{: .warning}\n",
        "::: {.callout-warning}\nنص\n:::\n",
    ] {
        let (document, said) = read(&[source]);
        assert!(said.is_empty(), "{source}: {said:?}");
        let last = document.blocks.last().unwrap();
        let BlockKind::Group(group) = &last.kind else {
            panic!("{source}: {:?}", document.blocks)
        };
        assert_eq!((group.name.as_str(), group.blocks.len()), ("warning", 1), "{source}");
        assert!(group.title.is_empty(), "{source}");
    }
    for source in [
        "> [!tip]- عنوان **له**\n> نص\n",
        ":::tip عنوان **له**\nنص\n:::\n",
        ":::tip[عنوان **له**]\nنص\n:::\n",
    ] {
        let (document, _) = read(&[source]);
        let BlockKind::Group(group) = &document.blocks[0].kind else {
            panic!("{source}")
        };
        assert_eq!(plain_text(&group.title), "عنوان له");
        assert_eq!(text(&document), "عنوان له|نص", "{source}");
    }
    assert_eq!(
        kinds(&read(&["> [^a]\n\n[^a]: ن\n"]).0),
        ["quote", "paragraph", "paragraph"]
    );
}

#[test]
fn runs_notes_and_marks_in_lines() {
    let (document, said) =
        read(&["أ [ب *ج*]{lang=en dir=ltr} د^[حاشية **هنا**] ==ه== [و]{.underline} `ز`{.py} \\[ح] ط\\ ي\n"]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(text(&document), "أ ب ج د ه و ز [ح] ط ي|حاشية هنا");
    let BlockKind::Paragraph { content } = &document.blocks[0].kind else {
        panic!()
    };
    let kind = |inline: &Inline| {
        serde_json::to_value(inline).unwrap()["type"]
            .as_str()
            .unwrap()
            .to_string()
    };
    let found: Vec<String> = content.iter().map(kind).filter(|kind| kind != "text").collect();
    assert_eq!(found, ["isolate", "note", "mark", "underline", "code"]);
    assert!(matches!(content.last(), Some(Inline::Text { text, .. }) if text.ends_with("ط\u{a0}ي")));
}

#[test]
fn emphasis_beside_particles_is_as_it_was_meant() {
    let (document, said) = read(&["قرأنا و**«المقدمة»** وبـ**(المثال)**ـه، وهذه **كلمة:**كلمة. a**\"b\"**c\n"]);
    assert_eq!(said, ["emphasis 1"]);
    assert_eq!(
        text(&document),
        "قرأنا و«المقدمة» وبـ(المثال)ـه، وهذه كلمة:كلمة. a**\"b\"**c"
    );
    let json = json("**عادي** و*مائل* و**متصل**ـه\n");
    assert_eq!(json[0]["content"].as_array().unwrap().len(), 6);
}

#[test]
fn lists_count_in_the_authors_digits_and_letters() {
    let (document, said) = read(&["١. أ\n٢. ب\n\nأ. أول\nب. ثان\n\n١٩٨٤. عام\n\nد. سعيد هنا\n\nنص\n\n۳) سه\n"]);
    assert!(said.is_empty(), "{said:?}");
    let lists: Vec<(Option<u64>, Vec<&str>)> = document
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::List {
                start,
                items,
                tight: true,
            } => Some((*start, items.iter().map(|item| item.marker.as_str()).collect())),
            _ => None,
        })
        .collect();
    assert_eq!(
        lists,
        [(Some(1), vec!["", ""]), (Some(1), vec!["أ", "ب"]), (Some(3), vec![""])]
    );
}

#[test]
fn line_blocks_captions_and_tables_without_heads() {
    let (document, said) =
        read(&["| سطر *أول*\n| ثان\n|\n| ثالث\n\n| أ | ب |\n| ج | د |\n\n|ه|\n|-|\n|و|\n\n: شرح **هنا**\n"]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(kinds(&document), ["verse", "table", "table"]);
    assert_eq!(text(&document), "سطر أول|ثان||ثالث|||أ|ب|ج|د|شرح هنا|ه|و");
    let (document, _) = read(&["Table: قبل\n\n|أ|\n|-|\n|ب|\n\nنص : ليس شرحا\n"]);
    assert_eq!(text(&document), "قبل|أ|ب|نص : ليس شرحا");
}

#[test]
fn the_line_behind_a_quotation_says_whose_it_is() {
    for (source, expected) in [
        (
            "> كلام\n\n— الجاحظ، *البيان*\n\nنص",
            vec!["quote", "paragraph", "paragraph"],
        ),
        ("| شطر\n| شطر\n\n— المتنبّي\n", vec!["quote", "verse"]),
        // Speech, and what is too long or no line of a name.
        ("> قال\n\n— نعم!\n", vec!["quote", "paragraph", "paragraph"]),
        (
            "> قال\n\n— نعم\n\n— لا\n",
            vec!["quote", "paragraph", "paragraph", "paragraph"],
        ),
    ] {
        let (document, _) = read(&[source]);
        assert_eq!(kinds(&document), expected, "{source}");
    }
    let attribution = |source: &str| match read(&[source]).0.blocks.remove(0).kind {
        BlockKind::Quote { attribution, .. } => attribution.map(|line| plain_text(&line)),
        _ => None,
    };
    assert_eq!(
        attribution("> كلام\n\n— الجاحظ، *البيان*\n").as_deref(),
        Some("— الجاحظ، البيان")
    );
    assert_eq!(attribution("> كلام\n\n— كلامٌ آخر؟\n"), None);
}

#[test]
fn names_of_captions_are_not_shown() {
    let (document, said) =
        read(&["|أ|\n|-|\n|ب|\n\n: شرح {#tbl-a .x}\n\nTable: ثان {#tbl:b}\n\n|ج|\n|-|\n|د|\n\n: ثالث {أ}\n"]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(text(&document), "شرح|أ|ب|ثان|ج|د|: ثالث {أ}");
}

#[test]
fn verse_holds_markup() {
    let (document, said) = read(&["> ```verse\n> يا **ليل** // طال[^ش]\n>\n> - وحده\n> ```\n\n[^ش]: ن\n"]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(kinds(&document), ["quote", "verse", "paragraph"]);
    assert_eq!(text(&document), "يا ليل|طال||- وحده|ن");
}

#[test]
fn html_is_read_as_what_it_means() {
    let source = "<table><caption>ش</caption><tr><th>أ<th>ب<tr><td colspan=2>ج<ul><li>د<li>ه</ul></table>\n\n<ul><li>و<li>ز<ol start=3><li>ح</ol></ul>\n\n<details><summary>ط</summary>\n\nي **ك**\n\n</details>\n<p align=center>ل<br>م</p><pre><code class=\"language-x\">ن\n  س</code></pre><blockquote>ع</blockquote>\n";
    let (document, said) = read(&[source]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(
        kinds(&document),
        [
            "table",
            "list",
            "paragraph",
            "paragraph",
            "list",
            "paragraph",
            "group",
            "paragraph",
            "group",
            "paragraph",
            "code",
            "quote",
            "paragraph"
        ]
    );
    assert_eq!(text(&document), "ش|أ|ب|ج • د • ه||و|ز|ح|ط|ي ك|ل م|ع");
}

#[test]
fn a_division_around_everything_is_no_wall() {
    let (document, said) =
        read(&["<div dir=\"rtl\">\n\n# عنوان\n\nنص\n\n- بند\n\n<div dir=ltr>\n\ntext\n\n</div>\n\n## قسم\n"]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(
        kinds(&document),
        ["heading", "paragraph", "list", "paragraph", "paragraph", "heading"]
    );
    let directions: Vec<_> = document.blocks.iter().map(|block| block.direction).collect();
    use crate::locale::Direction::{Ltr, Rtl};
    assert_eq!(directions, [Some(Rtl), Some(Rtl), Some(Rtl), Some(Ltr), Some(Rtl)]);
}

#[test]
fn pictures_in_lines_of_their_own_are_figures() {
    let (document, _) = read(&[
        "نص:\n![أ](a.png)\nثم ![ب](b.png) هنا.\n\n![ج](c.png) ![د](<d e.png>){width=40%}\n\n[![ه](e.png)](https://e.org)\n",
    ]);
    assert_eq!(
        kinds(&document),
        [
            "paragraph",
            "figure",
            "paragraph",
            "group",
            "figure",
            "figure",
            "figure"
        ]
    );
    // Two in a line stand side by side; a link around a picture is the figure's.
    let BlockKind::Group(row) = &document.blocks[3].kind else {
        panic!("{:?}", document.blocks[3]);
    };
    assert_eq!((row.role, row.blocks.len()), (Role::Row, 2));
    let BlockKind::Figure { link, .. } = &document.blocks[4].kind else {
        panic!("{:?}", document.blocks[4]);
    };
    assert_eq!(*link, Some(Target::Url("https://e.org".into())));
    let images: Vec<_> = document
        .images()
        .into_iter()
        .map(|image| (image.path.as_str(), image.width))
        .collect();
    assert_eq!(images[3], ("d e.png", Some(Width::Share(40))));
    let (document, said) = read(&[
        "![[f.png|200]]\n\n![ز|80x90](g.png)\n\n<img src=h.png style='width:3in'>\n\n[![ح](i.png)](i.png){width=30%}\n\n[![ط](j.png)](nowhere.md)\n\n{{< figure src=\"k.png\" width=\"25%\" link=\"k.png\" >}}\n",
    ]);
    let widths: Vec<_> = document.images().into_iter().map(|image| image.width).collect();
    let points = |points| Some(Width::Points(points));
    assert_eq!(
        widths,
        [
            points(150.0),
            points(60.0),
            points(216.0),
            Some(Width::Share(30)),
            None,
            Some(Width::Share(25))
        ]
    );
    let linked = |block: &Block| matches!(&block.kind, BlockKind::Figure { link: Some(_), .. });
    assert!(!document.blocks.iter().any(linked));
    assert_eq!(document.images()[1].alt, "ز");
    assert_eq!(said, ["broken-link 9"]);
    let (document, said) = read(&["![خريطة](https://e.org/a.png) و![](//e.org/b/c.png)\n"]);
    assert_eq!(
        (said, text(&document).as_str()),
        (vec!["web-picture 1".into()], "خريطة وc.png")
    );
}

#[test]
fn templates_go_and_their_text_stays() {
    let source = "{% include a.html %}\nأ {{ x }}ب {{< note >}}ج{{< /note >}}\n\n{% highlight rb %}\nputs 1\n{% endhighlight %}\n\n{{< figure src=\"a.png\" alt=\"د\" >}}\n\n{% include image.html file=\"/b.png\" alt=\"ه\" %}\n\n`{{ رمز }}`\n";
    let (document, said) = read(&[source]);
    assert_eq!(said, ["template 1"]);
    assert_eq!(kinds(&document), ["paragraph", "code", "figure", "figure", "paragraph"]);
    assert_eq!(text(&document), "أ ب ج|||{{ رمز }}");
}

#[test]
fn pages_end_where_they_should() {
    let (document, said) =
        read(&["أ\n\n\\newpage\n\nب\n<div style=\"page-break-after: always\"></div>\n\n- ج\n\n  \\newpage\n"]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(
        kinds(&document),
        [
            "paragraph",
            "page-break",
            "paragraph",
            "page-break",
            "list",
            "paragraph"
        ]
    );
}

#[test]
fn places_are_the_authors_after_all_rewriting() {
    let source = "::: warning عنوان\nنص **قوي**\n:::\n\nو**«مقدمة»**ـنا [[#هدف]] نهاية\n";
    let (document, _) = read(&[source]);
    document.visit(&mut |block| {
        block.visit_inlines(&mut |inline| {
            if let Inline::Text { text, span } = inline
                && ["عنوان", "قوي", "«مقدمة»", " نهاية"].contains(&text.as_str())
            {
                let written = source.get(span.start as usize..span.end as usize).unwrap();
                assert!(written.contains(text.trim()), "{text}: {written}");
            }
        })
    });
}

#[test]
fn long_runs_of_dialect_signs_take_linear_time() {
    for opener in [
        "^[", "[[", "==", "]{", "{{", "{%", "%%", "::: a\n", "> [!x]\n", "| a\n", "أ. ب\n", "و**«", "<a={", "$",
        "<td>", "<li>",
    ] {
        let source = format!("أ {}\n\nب\n", opener.repeat(20_000));
        assert!(text(&read(&[&source]).0).contains('ب'), "{opener}");
    }
}

#[test]
fn drawn_tables_are_tables() {
    let simple = "  يمين   وسط\n  ------ -----\n  ١      أ ب\n  ٢      ج\n\n: شرح\n";
    let multiline = "----------- -----\nسطر أول     ب\nوثان\n\nآخر         د\n----------- -----\n";
    let headed = "----------------\nعنوان      ب\nطويل\n---------- -----\nسطر أول    ج\nوثان\n\nآخر        د\n----------------\n";
    let grid = "+-----+-----+\n| أ   | ب   |\n+=====+=====+\n| ج   | د   |\n| ه   |     |\n+-----+-----+\n";
    for (source, expected) in [
        (simple, "شرح|يمين|وسط|١|أ ب|٢|ج"),
        (multiline, "||سطر أول وثان|ب|آخر|د"),
        (headed, "عنوان طويل|ب|سطر أول وثان|ج|آخر|د"),
        (grid, "أ|ب|ج ه|د"),
    ] {
        let (document, said) = read(&[source]);
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(kinds(&document), ["table"], "{source}");
        assert_eq!(text(&document), expected);
    }
    assert_eq!(
        kinds(&read(&["عنوان\n-----\n\nأ\n\n- - -\n"]).0),
        ["heading", "paragraph", "rule"]
    );
}

#[test]
fn raw_html_is_html() {
    let (document, said) = read(&["- أ\n\n```{=html}\n<!-- -->\n```\n- ب\n\n```{=html}\n<p>ج <b>د</b></p>\n```\n"]);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!((kinds(&document).len(), text(&document).as_str()), (5, "أ|ب|ج د"));
}

#[test]
fn a_heading_that_comes_to_stand_beside_its_sections_is_told() {
    let said = |text: &str| {
        let options = Options {
            title: Some("كتاب"),
            ..Options::default()
        };
        read_with(&[text], options).1
    };
    assert_eq!(said("# أول\n\nن\n\n## أ\n\nن\n\n## ب\n\nن\n"), ["raised-chapters 1"]);
    assert_eq!(said("# كتاب\n\nن\n\n## أ\n\nن\n\n## ب\n\nن\n"), [""; 0]);
    assert_eq!(said("# أول\n\nن\n\n## أ\n\nن\n\n# ثان\n\nن\n"), [""; 0]);
}

#[test]
fn names_lead_to_the_heading_they_stand_under() {
    let source = "# أول <a name=\"one\"></a>\n\n[أ](#two) [ب](#one) [ج](#)\n\n# ثان\n\n<p id=\"two\">نص</p> \n";
    let (document, said) = read(&[source]);
    assert_eq!(said, ["broken-link 3"]);
    let mut targets = Vec::new();
    document.visit(&mut |block| {
        block.visit_inlines(&mut |inline| {
            if let Inline::Link { target, .. } = inline {
                targets.push(format!("{target:?}"));
            }
        })
    });
    assert_eq!(targets, ["Anchor(\"ثان\")", "Anchor(\"أول\")"]);
}

/// The blocks of a text of a title in short: headings with what they open, groups with their roles, other things by a dot.
fn outline(text: &str, title: &str) -> String {
    let options = Options {
        title: Some(title),
        number_headings: 6,
        ..Options::default()
    };
    let (document, said) = read_with(&[text], options);
    let expected = ["web-picture", "raised-chapters"];
    assert!(
        said.iter()
            .all(|said| expected.iter().any(|code| said.starts_with(code))),
        "{said:?}"
    );
    let block = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) => {
            let number: Vec<String> = heading.number.iter().map(u32::to_string).collect();
            let part = if heading.part { "=" } else { "" };
            let inside = if heading.in_part { ">" } else { "" };
            format!("{inside}{part}{}{}", plain_text(&heading.content), number.join("."))
        }
        BlockKind::Group(group) => format!("{:?}({})", group.role, plain_text(&group.title)),
        _ => ".".into(),
    };
    document.blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

#[test]
fn pages_of_their_own_are_settled_by_where_they_stand() {
    for (text, expected) in [
        ("::: dedication\nx\n:::\n\n# a\n", "Dedication() a1"),
        ("# To {.dedication}\n\nx\n\n- y\n\n# a\n\nz\n", "Dedication(To) a1 ."),
        (
            "<div class=\"epigraph\">\n\n# Motto\n\nx\n\n</div>\n\n# a\n",
            "Epigraph(Motto) a1",
        ),
        // Under a heading, and amid the text, it is the chapter's; behind the text, before the next, it opens that.
        ("# a\n\n::: epigraph\nx\n:::\n\ny\n", "a1 Inset() ."),
        ("# a\n\nx\n\n::: epigraph\ny\n:::\n\nz\n", "a1 . Inset() ."),
        ("# a\n\nx\n\n::: epigraph\ny\n:::\n\n# b\n", "a1 . Epigraph() b2"),
        (
            "::: {.half-title}\nx\n:::\n\n::: copyright\ny\n:::\n\nz\n",
            "HalfTitle() CopyrightPage() .",
        ),
        ("# a\n\n![x](x.png){.full-page}\n\ny\n", "a1 FullPage() ."),
    ] {
        assert_eq!(outline(text, "t"), expected, "{text}");
    }
}

#[test]
fn headings_are_numbered_to_the_depth_at_which_they_stand() {
    let options = Options {
        number_headings: 2,
        ..Options::default()
    };
    let (document, _) = read_with(&["# a\n\n###### b\n\nx\n\n# c\n\n### d\n\n##### e\n\nx\n"], options);
    let numbers: Vec<&[u32]> = document
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(&*heading.number),
            _ => None,
        })
        .collect();
    assert_eq!(numbers, [&[1][..], &[1, 1], &[2], &[2, 1], &[]]);
}

#[test]
fn titles_and_parts_are_told_from_chapters() {
    for (text, expected) in [
        ("# T\n\nx\n\n## a\n\n## b\n", ". a1 b2"),
        ("# T: x!\n\n# a\n\n# b\n", "T: x!1 a2 b3"),
        ("# T\n\n# a\n\n# b\n", "a1 b2"),
        ("# T\n\nx\n\n# a\n", "T1 . a2"),
        ("# Other\n\nx\n\n## a\n\n## b\n", "Other . a1 b2"),
        ("# Other\n\nx\n\n## a\n", "Other1 . a1.1"),
        (
            "# p\n\n# One {.part}\n\n## a\n\n### s\n\n# Two {.part}\n\n## b\n\n# e\n",
            "p1 =One >a2 >s2.1 =Two >b3 e4",
        ),
        (
            "# (PART) One {-}\n\n# a\n\n# (APPENDIX) Two {-}\n\n# b\n",
            "=One >a1 Two b2",
        ),
        (
            "# p\n\n# One {.part}\n\n# a\n\n# Two {.part}\n\n# b\n\n# e {.backmatter}\n",
            "p1 =One >a2 =Two >b3 e",
        ),
    ] {
        assert_eq!(outline(text, "T"), expected, "{text}");
    }
}

#[test]
fn formulas_lose_nothing_to_instructions_of_other_notations() {
    let (document, said) = read(&["نص $x^{{2}}$ ثم.\n\n$$\ny = {{3}}\n\\begin{cases} a & b \\end{cases}\n$$\n"]);
    let read = text(&document);
    assert!(["2", "3", "a b"].iter().all(|part| read.contains(part)), "{read}");
    assert_eq!(said, ["math 1"]);
    // Definitions for TeX are no text.
    let (document, said) = read_with(&["نص.\n\n\\newcommand{\\x}{y}\n"], Options::default());
    assert_eq!(
        (text(&document).as_str(), &said[..]),
        ("نص.", &["tex 3".to_string()][..])
    );
}

#[test]
fn lines_of_verse_keep_how_far_they_are_set_in() {
    let indents = |text: &str| {
        let (document, said) = read(&[text]);
        assert!(said.is_empty(), "{said:?}");
        let mut told = Vec::new();
        document.visit(&mut |block| {
            if let BlockKind::Verse { lines } = &block.kind {
                told.extend(
                    lines
                        .iter()
                        .map(|line| format!("{} {}", line.indent, plain_text(&line.first))),
                );
            }
        });
        told.join("/")
    };
    for (written, read_as) in [
        ("| قمر\n|    بعيد\n|  *أحمر*\n", "0 قمر/3 بعيد/1 أحمر"),
        ("> | قمر\n> |   بعيد\n", "0 قمر/2 بعيد"),
        // Where all lines stand further in, pandoc's bar says from where.
        ("|   قمر\n|   بعيد\n", "2 قمر/2 بعيد"),
        ("```verse\nقمر\n    بعيد\n\n  أحمر\n```\n", "0 قمر/4 بعيد/0 /2 أحمر"),
        ("```verse\n  قمر\n    بعيد\n```\n", "0 قمر/2 بعيد"),
        ("| قمر\n| &nbsp;&nbsp;بعيد\n", "0 قمر/2 بعيد"),
    ] {
        assert_eq!(indents(written), read_as, "{written}");
    }
}

#[test]
fn code_keeps_the_title_that_its_fence_gives_it() {
    for (fence, language, title) in [
        ("```rust title=\"src/main.rs\"", Some("rust"), "src/main.rs"),
        ("```js {1,3} title='a b.js' showLineNumbers", Some("js"), "a b.js"),
        ("```{.python caption=\"مثال أوّل\" #x}", Some("python"), "مثال أوّل"),
        (
            "``` {.haskell .numberLines filename=Main.hs}",
            Some("haskell"),
            "Main.hs",
        ),
        ("```{filename=\"run.sh\" .bash}", Some("bash"), "run.sh"),
        ("```title=\"notes.txt\"", None, "notes.txt"),
        ("```python subtitle=\"no\"", Some("python"), ""),
        ("```c", Some("c"), ""),
    ] {
        let source = format!("{fence}\nx\n```\n");
        let (document, _) = read(&[&source]);
        let BlockKind::Code {
            language: found,
            text,
            caption,
        } = &document.blocks[0].kind
        else {
            panic!("{fence}");
        };
        assert_eq!((found.as_deref(), text.as_str()), (language, "x"), "{fence}");
        assert_eq!(plain_text(caption), title, "{fence}");
        if let Some(Inline::Text { span, .. }) = caption.first() {
            assert_eq!(&source[span.start as usize..span.end as usize], title);
        }
    }
}

#[test]
fn no_sign_of_a_dialect_is_read_in_code() {
    let signs = "[[page]] a\\ b ==m== [n]{.k} ^[note] ![[x.png]] [@key] و**«م»**ـنا {{x}} {% y %} %%c%% $z$\n\
        ::: note\n| line\n\\newpage\n{: .x}\n: caption\n١. item\n[!NOTE]\n!!! note\n[TOC]\n+---+\n--- ---\n<!-- c -->";
    for (open, close, indent) in [
        ("```\n", "\n```\n", ""),
        ("~~~~ text\n", "\n~~~~\n", ""),
        ("", "\n", "    "),
    ] {
        let lines: Vec<String> = signs.lines().map(|line| format!("{indent}{line}")).collect();
        let (document, said) = read(&[&format!("نصّ.\n\n{open}{}{close}\nنصّ.\n", lines.join("\n"))]);
        assert!(said.is_empty(), "{said:?}");
        let BlockKind::Code { text, .. } = &document.blocks[1].kind else {
            panic!("{:?}", document.blocks);
        };
        assert_eq!(text, signs);
        assert_eq!(document.blocks.len(), 3);
    }
}

#[test]
fn braces_at_a_heading_s_end_that_are_no_attributes_are_its_letters() {
    for (line, read_as) in [
        ("# Chapter {55}", "Chapter {55}"),
        ("## مجموعة {أ، ب}", "مجموعة {أ، ب}"),
        ("# A \\{#id}", "A {#id}"),
        ("# A \\{55\\}", "A {55}"),
        ("# A {#id .x}", "A"),
        ("# A {-}", "A"),
    ] {
        assert_eq!(text(&read(&[line]).0), read_as, "{line}");
    }
}

#[test]
fn what_components_hold_is_markdown() {
    let source =
        "نصّ.\n\n<Note>\n  كلمة **قوية** و[رابط\n  طويل](https://e.org).\n</Note>\nنصّ.\n\n```\n<Note>\nx\n```\n";
    let mut all = Sources::default();
    let source = Source {
        file: all.add("a.mdx", source),
        name: "a.mdx",
        text: source,
    };
    let document = parse(&[source], Options::default(), &mut Report::new());
    let (mut strong, mut links) = (0, 0);
    document.visit(&mut |block| {
        block.visit_inlines(&mut |inline| {
            strong += usize::from(matches!(inline, crate::document::Inline::Strong { .. }));
            links += usize::from(matches!(inline, crate::document::Inline::Link { .. }));
        });
    });
    assert_eq!((strong, links), (1, 1), "{document:?}");
    let code = document
        .blocks
        .iter()
        .any(|block| matches!(&block.kind, BlockKind::Code { text, .. } if text == "<Note>\nx"));
    assert!(code, "{document:?}");
}

#[test]
fn a_box_s_end_without_a_beginning_makes_nothing_of_the_paragraph_before_it() {
    for (source, read_as) in [
        ("نصّ.\n\n:::\n\nبعد.", "نصّ.|:::|بعد."),
        ("مصطلح\n: معنى\n\n::::\n\nبعد.", "مصطلح|معنى|::::|بعد."),
        ("::: note\nنصّ.\n:::\n\n:::\n\nبعد.", "نصّ.|:::|بعد."),
    ] {
        assert_eq!(text(&read(&[source]).0), read_as, "{source}");
    }
}

#[test]
fn comments_within_a_line_end_in_their_paragraph() {
    for (source, read_as) in [
        ("كلمة و%%خفيّ%% بعد.", "كلمة و بعد."),
        ("كلمة %%خفيّ\nأيضاً%% بعد.", "كلمة بعد."),
        ("%%\nخفيّ.\n\nخفيّ أيضاً.\n%%\n\nبعد.", "بعد."),
        (
            "كلمة %% باقية.\n\nثمّ 5%% باقية.\n\nأخرى %% باقية.",
            "كلمة %% باقية.|ثمّ 5%% باقية.|أخرى %% باقية.",
        ),
        ("من 10%% إلى 20%% تقريباً.", "من 10%% إلى 20%% تقريباً."),
        ("كلمة \\%%ظاهرة%% بعد.", "كلمة %%ظاهرة%% بعد."),
    ] {
        assert_eq!(text(&read(&[source]).0), read_as, "{source}");
    }
}

#[test]
fn a_line_that_begins_with_a_name_in_brackets_is_no_link_s_address() {
    for (source, read_as) in [
        (
            "قالت: نعم.\n\n[المترجم]: نعم\n\n[ليلى]: لا!\n\n[ليلى]: صحيح.",
            "قالت: نعم.|[المترجم]: نعم|[ليلى]: لا!|[ليلى]: صحيح.",
        ),
        ("[A]: yes\n[B]: no", "[A]: yes [B]: no"),
        ("[A]:\nyes", "[A]: yes"),
        (
            "قبل.\n\n[موقع]: https://example.org\n\n[ثان]: <#أ>\n\n[//]: # (خفيّ)\n\n[ب]: ./b.md",
            "قبل.",
        ),
        ("انظر [هنا][فصل].\n\n[فصل]: فصل", "انظر هنا."),
    ] {
        assert_eq!(text(&read(&[source]).0), read_as, "{source}");
    }
}

#[test]
fn money_is_no_formula() {
    for (source, read_as) in [
        (
            "It costs $10-$20 a copy, or $5/$6.",
            "It costs $10-$20 a copy, or $5/$6.",
        ),
        ("$1-$2, $3-$4 and $x^2$.", "$1-$2, $3-$4 and x2."),
        ("$a$-b", "a-b"),
    ] {
        assert_eq!(text(&read(&[source]).0), read_as, "{source}");
    }
}

#[test]
fn a_box_s_title_keeps_quotation_marks_of_its_own() {
    for (line, title) in [
        ("::: tip نصيحة \"العمّ\"", "نصيحة \"العمّ\""),
        ("::: note \"لا\" ثمّ \"نعم\"", "\"لا\" ثمّ \"نعم\""),
        ("::: note \"كلّه\"", "كلّه"),
    ] {
        let (document, _) = read(&[&format!("{line}\nنصّ.\n:::\n")]);
        let BlockKind::Group(group) = &document.blocks[0].kind else {
            panic!("{line}");
        };
        assert_eq!(plain_text(&group.title), title, "{line}");
    }
}

#[test]
fn a_box_of_a_name_that_nobody_knows_is_said() {
    for (line, count) in [
        ("::: waring انتبه", 1),
        ("::: {.waring}", 1),
        ("::: tpi", 1),
        ("::: شيء", 1),
        ("::: {.my-class}", 0),
        ("::: warning", 0),
        ("::: {lang=fr}", 0),
        ("::: center", 0),
        ("::: dedication", 0),
    ] {
        let (_, said) = read(&[&format!("{line}\nنصّ.\n:::\n")]);
        assert_eq!(
            said.iter().filter(|said| said.starts_with("unknown-box")).count(),
            count,
            "{line}: {said:?}"
        );
    }
}

#[test]
fn a_word_between_signs_of_html_is_a_word() {
    for (source, read_as) in [
        (
            "She said <Layla> and <Sami> left <date>.",
            "She said <Layla> and <Sami> left <date>.",
        ),
        ("قال <custom>نصّ</custom> <Note/> ثمّ.", "قال نصّ ثمّ."),
        ("A<br>b <i>c</i> <blah>d", "A b c <blah>d"),
        ("نصّ <style>p{color:red}</style> آخر.", "نصّ آخر."),
        ("نصّ <style> آخر.\n\nوبعد.", "نصّ آخر.|وبعد."),
    ] {
        assert_eq!(text(&read(&[source]).0), read_as, "{source}");
    }
}

#[test]
fn a_picture_s_name_may_have_spaces() {
    let paths = |source: &str| {
        let (document, _) = read(&[source]);
        let images: Vec<String> = document.images().iter().map(|image| image.path.clone()).collect();
        images
    };
    for (source, path) in [
        ("![السوق](صورة السوق.png)", "صورة السوق.png"),
        ("![a](my picture (1).jpg)", "my picture (1).jpg"),
        ("![a](my picture.jpg \"Title\")", "my picture.jpg"),
        ("![a](<my picture.jpg>)", "my picture.jpg"),
    ] {
        assert_eq!(paths(source), [path], "{source}");
    }
    assert!(paths("![a](no picture here)").is_empty());
}

#[test]
fn an_abbreviation_carries_what_its_line_says() {
    let text = "# DNA today\n\nOf DNA, XDNA, DNAs and *mRNA DNA*; `DNA`.[^1] Odd C++.\n\n[^1]: A DNA.\n\n*[DNA]: the molecule\n*[mRNA DNA]: both\n*[C++]: a language\n*[a]: b*\n";
    let (document, said) = read(&[text, "DNA.\n"]);
    assert_eq!(said, ["abbreviation 7"]);
    let mut found = Vec::new();
    let mut add = |inline: &Inline| {
        if let Inline::Abbreviation { title, content } = inline {
            found.push(format!("{}: {title}", plain_text(content)));
        }
    };
    document.visit(&mut |block| block.visit_inlines(&mut add));
    found.sort();
    assert_eq!(
        found,
        [
            "C++: a language",
            "DNA: the molecule",
            "DNA: the molecule",
            "DNA: the molecule",
            "mRNA DNA: both"
        ]
    );
    let shown = super::tests::text(&document);
    assert!(shown.contains("Of DNA, XDNA, DNAs and mRNA DNA; DNA"), "{shown}");
    assert!(!shown.contains("molecule") && shown.contains("[a]: b"), "{shown}");
}

#[test]
fn what_stands_behind_a_comment_is_no_part_of_it() {
    let (document, said) = read(&["<!-- {% one %}\ntwo --> {% include \"three\" %}\n\nFour.\n"]);
    assert_eq!(
        (text(&document).as_str(), said),
        ("Four.", vec!["template 2".to_string()])
    );
}

#[test]
fn a_text_of_openiti_is_read_by_its_own_signs() {
    let head =
        "######OpenITI#\n\n#META# 010.AuthorNAME\t:: NODATA\n#META# 020.BookTITLE\t:: كتاب\n\n#META#Header#End#\n\n";
    let body = "# PageV01P001\n### | باب أول\n# فقرة ms12 تمتد\n~~إلى سطر. PageV01P002\n# صدر %~% عجز\n# صدر ثان %~% عجز\n~~ثان\n### || قسم\n### $DIC_NIS$ ترجمة\n### |EDITOR|\n";
    let whole = format!("{head}{body}");
    let (document, said) = read(&[&whole]);
    assert_eq!(said, Vec::<String>::new());
    let levels: Vec<u8> = document
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading.level),
            _ => None,
        })
        .collect();
    assert_eq!(levels, [1, 2]);
    let shown = text(&document);
    assert!(shown.starts_with("باب أول|فقرة تمتد إلى سطر."), "{shown}");
    assert!(shown.contains("ثان") && shown.ends_with("قسم|ترجمة"), "{shown}");
    assert!(!shown.contains(['%', '~', '#', 'P']), "{shown}");
    assert!(
        document
            .blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Verse { .. })),
        "{shown}"
    );
    let mut all = Sources::default();
    let source = Source {
        file: all.add("1.md", whole.as_str()),
        name: "1.md",
        text: &whole,
    };
    let Some(FrontMatter::Keys(keys)) = front_matter(source, &mut Report::new()) else {
        panic!("no head")
    };
    assert_eq!(keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>(), ["title"]);
}

#[test]
fn code_without_a_line_is_nothing() {
    let (document, said) = read(&["One.\n\n```{r echo=FALSE}\n```\n\nTwo.\n"]);
    assert_eq!(
        (text(&document).as_str(), said.len(), document.blocks.len()),
        ("One.|Two.", 0, 2)
    );
}

#[test]
fn a_table_whose_head_and_rule_have_not_as_many_cells_is_one() {
    for source in [
        "|**Year**|\n:-----:|:-----:\n| 1884 |Mary|\n",
        "**A**|**B**|**C**||\n:-:|:-:|:-:\n1|2|3|4\n",
        "> | A | B |\n> |---|---|---|\n> | 1 | 2 | 3 |\n",
    ] {
        let (document, said) = read(&[source]);
        let mut tables = 0;
        document.visit(&mut |block| tables += usize::from(matches!(block.kind, BlockKind::Table { .. })));
        assert_eq!((tables, said), (1, Vec::new()), "{source}");
        assert!(!text(&document).contains("--"), "{}", text(&document));
    }
    let (document, _) = read(&["A line\n---|---\n\n```\n|a|\n|-|-|\n```\n"]);
    assert!(text(&document).contains("---|---"), "{}", text(&document));
}

#[test]
fn what_an_address_holds_itself_is_not_printed() {
    let (document, said) = read(&["نص\n\n<iframe src=\"data:text/html;base64,PCFE\"></iframe>\n\nنص\n"]);
    assert_eq!((text(&document).as_str(), said), ("نص|نص", vec!["html 3".to_string()]));
}

#[test]
fn plain_text_keeps_the_lines_that_its_author_ended() {
    let mut all = Sources::default();
    let mut shape = |text: &str, name: &'static str| -> Vec<&'static str> {
        let source = Source {
            file: all.add(name, text),
            name,
            text,
        };
        let document = parse(&[source], Options::default(), &mut Report::new());
        let kind = |block: &Block| match &block.kind {
            BlockKind::Verse { .. } => "verse",
            BlockKind::Paragraph { .. } => "paragraph",
            BlockKind::Heading(_) => "heading",
            _ => "other",
        };
        document.blocks.iter().map(kind).collect()
    };
    let poem = "قمر على بعلبكّ\nودم على بيروت\nيا حلو من صبّك\nفرساً من الياقوت\n";
    let wrapped = "Whoever wraps the lines of a letter at seventy or so puts a word on\nthe line as long as there is room for it, and then goes on with the\nnext one until nothing is left to say about the whole of the matter.\n";
    let each = format!(
        "{}\n{}\n{}\n",
        "كلمة ".repeat(60),
        "كلمة ".repeat(20),
        "كلمة ".repeat(90)
    );
    assert_eq!(shape(poem, "1.txt"), ["verse"]);
    assert_eq!(shape(wrapped, "2.txt"), ["paragraph"]);
    assert_eq!(
        shape(&format!("Adam Someone\nthe Second\n\n{wrapped}"), "3.txt"),
        ["verse", "paragraph"]
    );
    assert_eq!(shape(&each, "4.txt"), ["paragraph"; 3]);
    assert_eq!(shape("# رأس\n\n- بند\n- بند\n", "5.txt"), ["heading", "other"]);
    assert_eq!(shape(poem, "6.md"), ["paragraph"]);
    // Code is left as it is, however its lines end.
    let code = format!("نص\n\n```\n{poem}\n{poem}```\n");
    assert_eq!(shape(&code, "7.txt"), ["paragraph", "other"]);
}

#[test]
fn the_end_of_a_group_may_be_set_in_as_the_list_before_it() {
    let (document, said) =
        read(&["::: tip عنوان\n\n- بند\n- بند\n  :::\n\nبعده.\n\n- بند\n\n  ::: note\n  داخل\n  :::\n\n  تتمة\n"]);
    let kinds: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| match block.kind {
            BlockKind::Group(_) => "group",
            BlockKind::List { .. } => "list",
            _ => "other",
        })
        .collect();
    assert_eq!((kinds, said), (vec!["group", "other", "list"], Vec::new()));
    assert_eq!(text(&document), "عنوان|بند|بند|بعده.|بند|داخل|تتمة");
}

#[test]
fn an_element_that_ends_itself_holds_nothing() {
    let (document, said) = read(&[
        "## عنوان <sup class=\"badge\" data-text=\"3\" /> هنا\n\nنص <b/>عادي.\n\n<script src=\"x\" />\n\nبعده.\n",
    ]);
    assert_eq!(
        (text(&document).as_str(), said),
        ("عنوان هنا|نص عادي.|بعده.", vec!["html 5".to_string()])
    );
    // The slash belongs to an address without quotation marks.
    let (document, said) = read(&["نص <a href=https://e.org/>رابط</a> هنا.\n"]);
    assert_eq!((text(&document).as_str(), said), ("نص رابط هنا.", Vec::new()));
    let mut links = 0;
    document.visit(&mut |block| {
        block.visit_inlines(&mut |inline| {
            links += usize::from(matches!(inline, Inline::Link { content, .. } if !content.is_empty()))
        });
    });
    assert_eq!(links, 1);
}

#[test]
fn a_picture_may_be_written_as_fenced_code() {
    let source = "```{figure} map one.png\n---\nname: m\nwidth: 50%\n---\nخريطة \"قديمة\"\n```\n\n:::\n\n```{image} b.png\n:alt: قارب\n```\n";
    let (document, _) = read(&[source]);
    let mut found = Vec::new();
    document.visit(&mut |block| {
        if let BlockKind::Figure { image, caption, .. } = &block.kind {
            found.push((image.path.clone(), image.alt.clone(), plain_text(caption)));
        }
    });
    assert_eq!(
        found,
        [
            ("map one.png".into(), "خريطة \"قديمة\"".into(), "خريطة \"قديمة\"".into()),
            ("b.png".to_string(), "قارب".to_string(), String::new()),
        ]
    );
}

#[test]
fn leanpubs_formulas_are_formulas() {
    let (document, said) = read(&["Mean {$$} \\mu {/$$} and\n\n{$$}\nx^2\n{/$$}\n\n`{$$}y{/$$}`\n"]);
    assert_eq!(said, ["math 1"]);
    assert_eq!(text(&document), "Mean μ and|x2|{$$}y{/$$}");
}

#[test]
fn attributes_behind_emphasis_are_read() {
    let (document, said) = read(&["نص **الوصفية**{: .arabic .heading1} و*Wort*{: lang=de} هنا، و**ليس** {: .x}.\n"]);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(text(&document), "نص الوصفية وWort هنا، وليس {: .x}.");
}

#[test]
fn brackets_in_an_address_are_in_percent_form() {
    let (document, _) = read(&["[a](https://e.org/x?q=[1]#b#c)\n"]);
    let mut found = Vec::new();
    document.visit(&mut |block| {
        block.visit_inlines(&mut |inline| {
            if let Inline::Link {
                target: Target::Url(url),
                ..
            } = inline
            {
                found.push(url.clone());
            }
        });
    });
    assert_eq!(found, ["https://e.org/x?q=%5B1%5D#b%23c"]);
}

#[test]
fn addresses_are_long_in_their_letters_and_where_no_words_say_them() {
    let letters = format!("[كلمة](https://ar.example.org/{})\n", "%D8%B9".repeat(60));
    assert_eq!(read(&[&letters]).1, Vec::<String>::new());
    let long = format!("https://e.org/{}", "x".repeat(300));
    assert_eq!(read(&[&format!("<{long}>\n")]).1, Vec::<String>::new());
    assert_eq!(read(&[&format!("[كلمة]({long})\n")]).1, ["long-address 1"]);
}
