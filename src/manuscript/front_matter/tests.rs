use super::*;
use crate::diagnostic::{Location, Severity, Sources};

fn read(text: &str) -> (Option<FrontMatter<'_>>, Vec<usize>) {
    let mut sources = Sources::default();
    let file = sources.add("a.md", text);
    let mut report = Report::new();
    let found = front_matter(
        Source {
            file,
            name: "a.md",
            text,
        },
        &mut report,
    );
    assert_eq!(report.count(Severity::Error), 0);
    let lines = report.sorted().into_iter().filter_map(|d| match d.location {
        Location::Span(span) => sources.place(span).map(|p| p.line),
        _ => None,
    });
    let lines = lines.collect();
    (found, lines)
}

fn scalar(text: &str) -> Value {
    Value::Scalar(text.into())
}

/// The keys of a text's front matter with what they say, and what is left of the text.
fn keys(text: &str) -> (Vec<(String, Value)>, &str) {
    let Some(FrontMatter::Keys(entries)) = read(text).0 else {
        panic!("{text}")
    };
    let keys = entries.into_iter().map(|entry| (entry.name, entry.value)).collect();
    (keys, &text[body_offset(text)..])
}

#[test]
fn yaml_keys_have_places_and_values() {
    let text = "---\r\ntitle: عنوان\r\nauthors:\r\n  - name: أ\r\n  - \"ب\"\r\nempty:\r\n---\r\n# متن\r\n";
    let (Some(FrontMatter::Keys(entries)), said) = read(text) else {
        panic!()
    };
    assert!(said.is_empty());
    assert_eq!(entries[0].value, scalar("عنوان"));
    assert_eq!(
        &text[entries[0].span.start as usize..entries[0].span.end as usize],
        "عنوان"
    );
    assert_eq!(entries[1].span.start as usize, text.find("authors").unwrap());
    let name = Value::Table(vec![("name".into(), scalar("أ"))]);
    assert_eq!(entries[1].value, Value::List(vec![name, scalar("ب")]));
    assert_eq!(entries[2].value, Value::Nothing);
    assert_eq!(&text[body_offset(text)..], "# متن\r\n");
}

#[test]
fn a_rule_is_no_front_matter() {
    for text in [
        "---\n\nفقرة\n\n---\n\nبعد\n",
        "---\ntitle: x\n\nلا يُغلق\n",
        "---\nملاحظة: نص\n---\n",
        "---\nنص بلا مفتاح\n---\n",
        "---\nNote: a paragraph.\n\nAnother one.\n\n---\n\nafter\n",
        "---\n# عنوان\n\nفقرة\n\n---\n",
        "% مئة منها\nفي فقرة\n",
        "Title: and then a paragraph\nthat goes on\n",
        "Title: alone\n\nx\n",
    ] {
        assert_eq!((read(text).0, body_offset(text)), (None, 0), "{text}");
    }
}

#[test]
fn every_way_to_begin_and_end_is_known() {
    for text in [
        "---\ntitle: x\n---\nمتن",
        "---\ntitle: x\n...\nمتن",
        "\u{feff}---\ntitle: x\n---\nمتن",
        "<!-- أداة -->\n\n---\ntitle: x\n---\nمتن",
        "\n\n---\n\ntitle: x\n\n---\nمتن",
        " ---\ntitle: x\n---\nمتن",
        "--- \n# comment\ntitle: x\n--- \nمتن",
        "---\n\"title\": \"x\"\n---\nمتن",
    ] {
        assert_eq!(keys(text), (vec![("title".into(), scalar("x"))], "متن"), "{text}");
    }
    assert_eq!(keys("---\n---\nمتن"), (Vec::new(), "متن"));
}

#[test]
fn title_blocks_and_lines_are_front_matter() {
    let authors = Value::List(vec![scalar("أ"), scalar("ب"), scalar("ج")]);
    let expected = vec![
        ("title".into(), scalar("عنوان طويل")),
        ("author".into(), authors),
        ("date".into(), scalar("2020-01-02")),
    ];
    assert_eq!(
        keys("% عنوان\n  طويل\n% أ; ب\n  ج\n% 2020-01-02\n\nمتن"),
        (expected, "\nمتن")
    );
    let expected = vec![
        ("Title".into(), scalar("عنوان")),
        ("Author".into(), scalar("كاتبة ثانية")),
    ];
    assert_eq!(keys("Title: عنوان\nAuthor: كاتبة\n  ثانية\n\nمتن"), (expected, "متن"));
}

#[test]
fn of_malformed_yaml_the_lines_are_read_and_nothing_is_printed() {
    let text = "---\ntitle: كتاب: جزء\nauthor: \"x\"\n\tbad: [\n---\n\n# فصل\n";
    let (found, said) = read(text);
    let Some(FrontMatter::Keys(entries)) = found else {
        panic!()
    };
    assert_eq!(
        (entries[0].value.clone(), entries.len(), said.len()),
        (scalar("كتاب: جزء"), 2, 1)
    );
    assert!((2..=4).contains(&said[0]), "{said:?}");
    assert_eq!(&text[body_offset(text)..], "\n# فصل\n");
}

#[test]
fn odd_yaml_is_read_as_far_as_it_goes() {
    assert_eq!(read("---\na: 1\na: 2\n---\n").1, [3]);
    assert_eq!(read(&format!("---\na: {}\n---\n", "[".repeat(5000))).1, [2]);
    let (found, rest) = keys("---\na: &x 1\nb: *x\nc: {d: [e]}\n---\n");
    assert_eq!((found[1].1.clone(), found.len(), rest), (Value::Nothing, 3, ""));
}

#[test]
fn toml_is_handed_on_with_its_place() {
    let found = read("\u{feff}+++\ntitle = \"x\"\n+++\nمتن").0;
    assert_eq!(
        found,
        Some(FrontMatter::Toml {
            text: "title = \"x\"\n",
            offset: 7
        })
    );
}

#[test]
fn quotations_may_go_on_in_lines_that_are_not_set_in() {
    let text = "---\ntitle: \"عنوان\nطويل\"\nfooter: 'أول\n\n[ثان](https://a.org), ثالث'\nlang: ar\n---\n\nمتن\n";
    let (found, rest) = keys(text);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["title", "footer", "lang"]);
    assert_eq!(found[0].1, scalar("عنوان طويل"));
    assert_eq!(rest.trim(), "متن");
}
