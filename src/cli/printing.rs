//! How to print the sheets that were made, in one line.

/// What to do at the printer with the first of these files; nothing where there is none. The name of a file of sheets says how its
/// pages lie on them (`SLUG-VERSION-booklet-PAPER-SCHEME`).
pub fn told(sheets: &[String]) -> Option<String> {
    let name = sheets.first()?;
    let scheme = name.rsplit_once("-booklet-").map_or("", |(_, scheme)| scheme);
    let has = |part: &str| scheme.contains(part);
    let sides = if has("zine") {
        "on one side"
    } else if has("long-edge") {
        "on both sides, flip on the long edge"
    } else {
        "on both sides, flip on the short edge"
    };
    let then = if has("zine") {
        "fold the sheet in eight, slit its middle, fold it into a booklet"
    } else if has("signatures") {
        "fold the sheets section by section, gather and bind them"
    } else if has("saddle-two-up") {
        "cut the sheets in two, nest and fold each pile, staple the folds"
    } else if has("two-up") || has("four-up") {
        "cut the sheets: each pile is a copy"
    } else if has("cards") {
        "cut the cards apart"
    } else if has("duplex") {
        "staple the leaves"
    } else {
        "nest the sheets, fold them, staple the fold"
    };
    Some(format!("kurras: print {name} {sides}, at actual size; {then}"))
}
