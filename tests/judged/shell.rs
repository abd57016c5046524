//! What shells and the manual are told of the command line: bash completes verbs, options and values; the manual's pages are well formed.

use std::process::Command;

use crate::support::program::kurras;

/// What bash offers for the last of these words.
fn offered(words: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let script = kurras(folder.path(), &["completions", "bash"])
        .expect_code(0)
        .stdout
        .clone();
    std::fs::write(folder.path().join("kurras.bash"), script).unwrap();
    std::fs::create_dir(folder.path().join("here")).unwrap();
    // As bash calls what `complete -F` names: the command, the word that is typed, the word before it.
    let drive = r#"
        source "$0" || exit 3
        complete -p kurras | grep -q -- '-F _kurras' || exit 4
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); cd here
        _kurras kurras "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let run = Command::new("bash")
        .current_dir(folder.path())
        .args(["--norc", "-c", drive, "./kurras.bash"])
        .args(words)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{words:?}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    let text = String::from_utf8(run.stdout).unwrap();
    text.lines()
        .filter(|line| !line.is_empty())
        .map(str::to_string)
        .collect()
}

#[test]
fn bash_completes_verbs_options_and_values() {
    let cases: [(&[&str], &[&str]); 10] = [
        (&["im"], &["import", "impose"]),
        (&["build", "--str"], &["--strict"]),
        (
            &["impose", "--scheme", "s"],
            &["saddle", "signatures-8", "signatures-16", "saddle-two-up"],
        ),
        (&["impose", "--paper", "a"], &["a3", "a4", "a5", "a6"]),
        (&["impose", "--flip", ""], &["short-edge", "long-edge"]),
        (
            &["build", "--only", ""],
            &["pdf", "booklet", "print", "epub", "txt", "cover"],
        ),
        (&["new", "--template", "p"], &["pamphlet", "poems"]),
        (&["new", "--lang", ""], &["ar", "en", "fa", "fr", "he", "ur"]),
        (&["check", "--message-format", ""], &["human", "json", "sarif"]),
        (&["explain", "folder-e"], &["folder-exists"]),
    ];
    for (words, wanted) in cases {
        let words: Vec<&str> = ["kurras"].iter().chain(words).copied().collect();
        assert_eq!(offered(&words), wanted, "{words:?}");
    }
    // Files where a file is meant.
    assert!(offered(&["kurras", "impose", "--output", ""]).is_empty());
}

#[test]
fn the_manuals_pages_are_well_formed() {
    let folder = tempfile::tempdir().unwrap();
    kurras(folder.path(), &["man", "man"]).expect_code(0);
    let mut count = 0;
    for entry in std::fs::read_dir(folder.path().join("man")).unwrap() {
        let page = entry.unwrap().path();
        let run = Command::new("groff")
            .args(["-man", "-ww", "-Tutf8", "-Kutf8", "-P-cbou"])
            .arg(&page)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(
            run.status.success() && said.trim().is_empty(),
            "{}: {said}",
            page.display()
        );
        let text = String::from_utf8(run.stdout).unwrap();
        for part in ["NAME", "SYNOPSIS", "OPTIONS"] {
            assert!(text.contains(part), "{}: {part}", page.display());
        }
        count += 1;
    }
    assert!(count > 15, "{count} pages");
}
