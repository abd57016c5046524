//! A mended text beside what it was, as `diff -u` has it.

use crate::check::MendedText;

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 1;

/// The lines that differ, each with its number. Mending neither adds nor takes lines, so they are compared one by one.
pub fn differences(shown: &str, mended: &MendedText) -> String {
    let before: Vec<&str> = mended.before.split_inclusive('\n').collect();
    let after: Vec<&str> = mended.after.split_inclusive('\n').collect();
    let mut out = format!("--- {shown}\n+++ {shown}\n");
    let differs = |at: usize| before.get(at) != after.get(at);
    let mut at = 0;
    while at < before.len() {
        if !differs(at) {
            at += 1;
            continue;
        }
        let start = at.saturating_sub(CONTEXT);
        let mut end = at + 1;
        while end < before.len()
            && (at..end + 2 * CONTEXT + 1)
                .rev()
                .take(2 * CONTEXT + 1)
                .any(|line| line >= end && differs(line))
        {
            end += 1;
        }
        let stop = (end + CONTEXT).min(before.len());
        let count = stop - start;
        out += &format!("@@ -{0},{count} +{0},{count} @@\n", start + 1);
        for line in start..stop {
            if differs(line) {
                out += &signed('-', before.get(line));
                out += &signed('+', after.get(line));
            } else {
                out += &signed(' ', before.get(line));
            }
        }
        at = stop;
    }
    out
}

fn signed(sign: char, line: Option<&&str>) -> String {
    let line = line.map_or("", |line| line.trim_end_matches(['\n', '\r']));
    format!("{sign}{line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_stand_with_their_numbers() {
        let mended = MendedText {
            path: "a.md".into(),
            before: "one\ntwo ,\nthree\nfour\nfive ,\n".into(),
            after: "one\ntwo,\nthree\nfour\nfive,\n".into(),
            places: 2,
        };
        let shown = differences("a.md", &mended);
        assert!(shown.starts_with("--- a.md\n+++ a.md\n@@ -1,"), "{shown}");
        assert_eq!(shown.matches("\n-").count(), 2, "{shown}");
        assert!(
            shown.contains("-two ,\n+two,\n") && shown.contains("-five ,\n+five,\n"),
            "{shown}"
        );
    }
}
