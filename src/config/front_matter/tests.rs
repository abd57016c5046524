use super::*;
use crate::diagnostic::FileId;

fn text(text: &str) -> RawValue {
    RawValue::Text(text.into())
}

fn table(entries: &[(&str, &str)]) -> RawValue {
    RawValue::Table(
        entries
            .iter()
            .map(|(key, value)| ((*key).into(), text(value)))
            .collect(),
    )
}

fn read(entries: Vec<(&str, RawValue)>) -> FrontValues {
    let span = Span::new(FileId::default(), 0..0);
    let entry = |(name, value): (&str, RawValue)| FrontEntry {
        name: name.into(),
        value,
        span,
    };
    FrontValues::read(entries.into_iter().map(entry).collect())
}

fn said(values: &FrontValues, key: &str) -> Option<String> {
    match values.book.get("book", key).map(|value| &value.0) {
        Some(CheckedValue::Text(text)) => Some(text.clone()),
        Some(CheckedValue::Texts(texts)) => Some(texts.join("|")),
        Some(CheckedValue::People(people)) => {
            let shown = |person: &Person| {
                format!(
                    "{}{}",
                    person.name,
                    person.role.as_deref().map_or(String::new(), |role| format!(":{role}"))
                )
            };
            Some(people.iter().map(shown).collect::<Vec<_>>().join("|"))
        }
        Some(CheckedValue::Integer(number)) => Some(number.to_string()),
        Some(CheckedValue::Boolean(on)) => Some(on.to_string()),
        None => None,
    }
}

#[test]
fn people_come_in_every_shape() {
    let name = RawValue::Table(vec![("name".into(), table(&[("given", "سلمى"), ("family", "الخطيب")]))]);
    for (value, expected) in [
        (text("سلمى"), "سلمى"),
        (RawValue::List(vec![text("أ"), text("ب")]), "أ|ب"),
        (
            RawValue::List(vec![
                table(&[("name", "A"), ("affiliation", "X"), ("email", "a@b")]),
                text("B"),
            ]),
            "A|B",
        ),
        (RawValue::List(vec![name]), "سلمى الخطيب"),
        (table(&[("given", "A"), ("family", "B")]), "A B"),
    ] {
        assert_eq!(
            said(&read(vec![("Author", value.clone())]), "authors").as_deref(),
            Some(expected),
            "{value:?}"
        );
    }
    let hands = read(vec![("translator", text("م")), ("illustrator", text("ن"))]);
    assert_eq!(said(&hands, "contributors").as_deref(), Some("م:trl|ن:ill"));
}

#[test]
fn dates_are_days_whatever_follows() {
    for (written, expected) in [
        ("2020-01-02", "2020-01-02"),
        ("2020-01-02T10:00:00+03:00", "2020-01-02"),
        ("2020-1-2 10:00:00 +0300", "2020-01-02"),
        ("٢٠٢٠/١/٢", "2020-01-02"),
        ("22.11.2026", "2026-11-22"),
        ("January 2, 2020", "2020-01-02"),
        ("Sat, 2 Jan 2020 00:00:00 GMT", "2020-01-02"),
    ] {
        assert_eq!(
            said(&read(vec![("date", text(written))]), "date").as_deref(),
            Some(expected),
            "{written}"
        );
    }
    for odd in ["today", "1399-05-06", "2020", "2020-13-01", "1/2/2020"] {
        let found = read(vec![("date", text(odd))]);
        assert_eq!((said(&found, "date"), found.odd.len()), (None, 1), "{odd}");
    }
}

#[test]
fn customary_names_mean_our_keys_and_others_are_passed_over() {
    let found = read(vec![
        ("layout", text("post")),
        ("lang", text("ar_SY")),
        ("tags", RawValue::List(vec![text("a"), text("b")])),
        ("categories", text("b، c")),
        ("summary", text("وصف\n طويل")),
        ("license", text("CC BY 4.0")),
        ("isbn", text("ISBN 978-3-16-148410-0")),
        ("weight", RawValue::Integer(3)),
        ("title", RawValue::Integer(1984)),
        ("series", table(&[("name", "س"), ("number", "2")])),
        ("slug", text("/posts/كتاب-صغير/")),
    ]);
    for (key, expected) in [
        ("language", "ar-SY"),
        ("subjects", "a|b|c"),
        ("description", "وصف طويل"),
        ("rights", "CC BY 4.0"),
        ("isbn", "978-3-16-148410-0"),
        ("title", "1984"),
        ("series", "س"),
        ("series-position", "2"),
        ("slug", "ktab-sghyr"),
    ] {
        assert_eq!(said(&found, key).as_deref(), Some(expected), "{key}");
    }
    assert_eq!(
        (found.passed_over, found.odd.len()),
        (vec!["layout".to_string(), "weight".into()], 0)
    );
}

#[test]
fn nothing_in_front_matter_forbids_a_book() {
    let found = read(vec![
        ("lang", text("no language at all")),
        ("isbn", text("12345")),
        ("url", text("/posts/one")),
        ("version", text("2")),
        ("number-headings", text("many")),
        ("author", RawValue::List(Vec::new())),
        ("numerals", text("roman")),
        ("date", RawValue::Other),
        ("description", text("")),
    ]);
    assert_eq!(found.odd.len(), 5, "{:?}", found.odd);
    assert_eq!(found.passed_over, ["url"]);
    assert!(
        found
            .odd
            .iter()
            .all(|said| said.severity == crate::diagnostic::Severity::Note)
    );
}

#[test]
fn drafts_are_told_by_either_custom() {
    for (key, value, draft) in [
        ("draft", "true", true),
        ("draft", "false", false),
        ("published", "false", true),
        ("published", "2020-01-02", false),
        ("Status", "draft", true),
        ("status", "published", false),
    ] {
        assert_eq!(read(vec![(key, text(value))]).draft, draft, "{key}: {value}");
    }
}
