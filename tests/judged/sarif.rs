//! What `kurras check` writes for code hosts is SARIF 2.1.0, as OASIS's own schema has it.

use std::path::Path;

use serde_json::Value;

use crate::support::judges;
use crate::support::program::Book;

#[test]
fn the_log_of_a_check_is_valid_and_tells_places_and_fixes() {
    let text = "# فصل\n\nنص 🙂 ثم كلمة ، وأخرى , ثم کتاب... و..\n\n![](gone.png) [x](#nowhere)\n";
    let book = Book::new()
        .with("book.toml", "[book]\ntitle = \"x\"\nlanguage = \"ar\"\n")
        .with("نص أول.md", text);
    let run = book.run(&["check", "book", "--message-format", "sarif"]);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mark = results.iter().find(|one| one["ruleId"] == "space-before-mark").unwrap();
    let region = &mark["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (region["startLine"].as_u64(), region["startColumn"].as_u64()),
        (Some(3), Some(14)),
        "{mark}"
    );
    assert!(mark["fixes"].is_array() && results.len() > 4, "{log:#}");
    // What is found at several places is a result a place, each with its own fix and no other's.
    let text = "# فصل\n\nكلمة ، وأخرى ؛ ثم.\n\nثالثة ؟\n";
    let book = book.with("ثان.md", text);
    let run = book.run(&["check", "book", "--message-format", "sarif"]);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let marks: Vec<&Value> = results
        .iter()
        .filter(|one| one["ruleId"] == "space-before-mark")
        .collect();
    assert!(marks.len() >= 4, "{log:#}");
    for mark in marks {
        let place = &mark["locations"][0]["physicalLocation"];
        let changes = mark["fixes"][0]["artifactChanges"].as_array().unwrap();
        assert_eq!(
            (changes.len(), &changes[0]["artifactLocation"]),
            (1, &place["artifactLocation"]),
            "{mark}"
        );
        let replaced = &changes[0]["replacements"][0]["deletedRegion"];
        assert_eq!(replaced["startLine"], place["region"]["startLine"], "{mark}");
        assert!(!mark["message"]["text"].as_str().unwrap().contains("times"), "{mark}");
    }
    let file = book.path().join("log.sarif");
    std::fs::write(&file, &run.stdout).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.schema.json");
    let schema = schema.to_str().unwrap();
    judges::schema(schema, &file);
    // The schema objects to what is no such log.
    std::fs::write(&file, run.stdout.replace("\"startLine\": 3", "\"startLine\": 0")).unwrap();
    assert!(std::panic::catch_unwind(|| judges::schema(schema, &file)).is_err());
}
