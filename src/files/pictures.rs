//! Where a picture may lie that a manuscript names.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Under which names a picture is looked for, in this order: as it is written, with its percent forms resolved and without what
/// an address adds, each from the manuscript's folder and from the book's; and where it is named from a website's root, below the
/// book's folder and below the folders that websites keep such files in. Last with the endings of pictures, if it has none.
pub(super) fn picture_names(path: &str, folder: &str) -> Vec<String> {
    let plain = path.split(['?', '#']).next().unwrap_or(path);
    let written = [
        Some(path.to_string()),
        percent_decode(path),
        Some(plain.to_string()),
        percent_decode(plain),
    ];
    let written: Vec<String> = written.into_iter().flatten().filter(|name| !name.is_empty()).collect();
    let below_root = path.starts_with('/') && !path.starts_with("//");
    let folders: &[&str] = if below_root {
        &["", "static", "public", "assets", "source"]
    } else {
        &[folder, ""]
    };
    let joined = folders.iter().flat_map(|folder| {
        written
            .iter()
            .filter_map(|name| joined(folder, name.trim_start_matches('/')))
    });
    let mut seen = std::collections::BTreeSet::new();
    let mut names: Vec<String> = joined.filter(|name| seen.insert(name.clone())).collect();
    // Pandoc's and Quarto's custom: which of the pictures of a name suits an output is the program's to choose.
    let bare: Vec<String> = names.iter().filter(|name| !last(name).contains('.')).cloned().collect();
    names.extend(
        bare.iter()
            .flat_map(|name| ENDINGS.map(|ending| format!("{name}.{ending}"))),
    );
    names
}

/// The endings of pictures that are named without one, best first.
const ENDINGS: [&str; 5] = ["svg", "png", "jpg", "jpeg", "webp"];

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A name from a folder, `.` and `..` resolved; none where it leads out of the book's folder.
fn joined(folder: &str, name: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The text with percent forms resolved; none where they are no UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8();
    text.ok().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_an_ending_is_looked_for_with_those_of_pictures() {
        let names = picture_names("a/map", "");
        assert_eq!(names.first().map(String::as_str), Some("a/map"));
        assert!(
            names.contains(&"a/map.svg".to_string()) && names.contains(&"a/map.jpg".to_string()),
            "{names:?}"
        );
        assert_eq!(picture_names("map.v2", ""), ["map.v2"]);
    }
}
