//! The rooms of the program import only what the table below lets them, and `ARCHITECTURE.md` shows the same table.
//!
//! Every path that begins with `crate::` or `super::` counts, in code, `use` and `pub use` alike, in macros and in unit tests
//! too. Some outside crates belong to one room only; that is held here as well.

use std::collections::BTreeSet;

mod shape;
mod source;

use source::{root, sources};

/// What an output is made from: the edition, and the rooms whose data it holds.
macro_rules! edition {
    ($($more:literal),* $(,)?) => {
        &["edition", "imprint", "document", "config", "locale", "fonts", "theme", "media", "diagnostic", $($more),*]
    };
}

/// A room and the rooms that it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("bounds", &[]),
    ("unicode", &[]),
    ("diagnostic", &[]),
    ("artifact", &[]),
    ("imposition", &[]),
    ("signature", &[]),
    ("markup", &["unicode"]),
    ("locale", &["diagnostic"]),
    ("fonts", &["diagnostic"]),
    ("theme", &["diagnostic"]),
    ("media", &["bounds", "diagnostic"]),
    ("document", &["diagnostic", "locale"]),
    ("config", &["diagnostic", "artifact", "imposition", "locale", "unicode"]),
    ("files", &["bounds", "diagnostic", "unicode"]),
    ("system", &[]),
    ("workspace", &["system", "files", "diagnostic", "artifact", "unicode"]),
    ("html", &[]),
    ("manuscript", &["bounds", "document", "html", "locale", "diagnostic"]),
    (
        "import",
        &[
            "bounds",
            "document",
            "html",
            "manuscript",
            "media",
            "locale",
            "diagnostic",
            "unicode",
        ],
    ),
    ("starter", &["diagnostic"]),
    (
        "lint",
        &[
            "document",
            "locale",
            "config",
            "fonts",
            "media",
            "diagnostic",
            "manuscript",
        ],
    ),
    ("typography", &["document", "locale", "config", "diagnostic"]),
    (
        "imprint",
        &["document", "config", "locale", "fonts", "typography", "diagnostic"],
    ),
    (
        "edition",
        &[
            "imprint",
            "artifact",
            "bounds",
            "document",
            "config",
            "locale",
            "fonts",
            "theme",
            "media",
            "files",
            "manuscript",
            "lint",
            "typography",
            "diagnostic",
            "unicode",
        ],
    ),
    (
        "check",
        &["edition", "lint", "files", "manuscript", "document", "diagnostic"],
    ),
    ("prepress", &["imposition", "bounds", "diagnostic"]),
    ("output/pdf", edition!("imposition", "prepress", "artifact", "unicode")),
    ("output/epub", edition!("markup", "artifact", "unicode")),
    ("output/web", edition!("output/epub", "markup")),
    ("output/text", edition!("artifact")),
    (
        "press",
        edition!("output/pdf", "output/epub", "output/text", "artifact"),
    ),
    ("proof", &["artifact", "document", "fonts", "imprint", "diagnostic"]),
    ("impose", &["imposition", "prepress", "bounds", "diagnostic"]),
    (
        "build",
        edition!(
            "press",
            "proof",
            "impose",
            "output/pdf",
            "imposition",
            "prepress",
            "workspace",
            "artifact"
        ),
    ),
    ("changes", edition!()),
    (
        "release",
        edition!("press", "changes", "signature", "workspace", "artifact"),
    ),
    (
        "site",
        edition!("release", "changes", "output/web", "markup", "artifact"),
    ),
    (
        "publish",
        edition!(
            "build",
            "press",
            "site",
            "release",
            "changes",
            "files",
            "workspace",
            "signature"
        ),
    ),
    (
        "preview",
        edition!("output/pdf", "output/epub", "imposition", "files", "workspace"),
    ),
    ("cli", &["*"]),
];

/// Outside crates and the only rooms that may know them.
const CONFINED: &[(&[&str], &[&str])] = &[
    (
        &[
            "typst",
            "typst_layout",
            "typst_pdf",
            "typst_render",
            "typst_svg",
            "comemo",
            "ecow",
        ],
        &["output/pdf"],
    ),
    (&["epub_builder"], &["output/epub"]),
    (&["lopdf"], &["prepress", "impose"]),
    (&["pulldown_cmark", "saphyr_parser"], &["manuscript"]),
    (&["skera"], &["output/epub"]),
    (&["clap", "clap_complete", "clap_mangen", "getrandom"], &["cli"]),
    (&["rustix", "signal_hook", "rpassword"], &["system"]),
    (&["ed25519_compact", "scrypt", "blake2"], &["signature"]),
    (&["base64"], &["signature", "media"]),
    (&["simplecss", "tiff", "zune_bmp", "zune_core"], &["media"]),
    (&["usvg"], &["media", "output/pdf"]),
    (&["tempfile"], &["workspace"]),
    (&["spellbook"], &["lint"]),
];

#[test]
fn one_room_asks_which_system_it_runs_on() {
    for file in sources()
        .iter()
        .filter(|file| room_of(&file.module) != "system" && !shape::is_test(file))
    {
        // Tests may lay out links and pipes.
        let tested = file.tests_from();
        for (index, token) in file.tokens.iter().enumerate().filter(|(_, token)| token.line < tested) {
            let asks = match token.text.as_str() {
                "unix" | "windows" | "target_os" | "target_family" => index > 0 && file.is(index - 1, "("),
                "os" => index > 1 && file.is(index - 2, "std"),
                _ => false,
            };
            assert!(!asks, "{}:{}: {}", file.name, token.line, token.text);
        }
    }
    let twin = |system: &str| -> BTreeSet<String> {
        let of = |file: &&source::Source| file.module.starts_with(&["system".into(), system.into()]);
        let public = |file: &source::Source| file.public_functions();
        sources().iter().filter(of).flat_map(public).collect()
    };
    assert_eq!(twin("unix"), twin("windows"), "each has all that the other has");
}

#[test]
fn rooms_import_what_the_table_lets_them() {
    let mut broken = Vec::new();
    for file in sources() {
        let room = room_of(&file.module);
        for import in file.imports() {
            let wanted = room_of(&import.path);
            if wanted.is_empty() || wanted == room {
                continue;
            }
            let allowed = ROOMS
                .iter()
                .find(|(name, _)| *name == room)
                .map(|(_, allowed)| *allowed)
                .unwrap_or_default();
            let root = room.is_empty() && (file.module.is_empty() || file.module[0] == "output");
            if !root && !allowed.contains(&wanted.as_str()) && allowed != ["*"] {
                broken.push(format!("{}:{}: {room} imports {wanted}", file.name, import.line));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "imports that the table does not allow:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_path_from_the_root_begins_with_a_room() {
    let rooms: BTreeSet<&str> = ROOMS
        .iter()
        .flat_map(|(room, _)| [*room, room.split('/').next().unwrap_or(room)])
        .collect();
    for file in sources() {
        for import in file.imports() {
            if let Some(first) = import.path.first() {
                assert!(
                    rooms.contains(first.as_str()),
                    "{}:{}: {} is no room",
                    file.name,
                    import.line,
                    import.path.join("::")
                );
            }
        }
    }
}

#[test]
fn every_module_of_the_crate_is_a_room() {
    let rooms: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for file in sources() {
        let root = file.module.is_empty() || file.module == ["output"];
        let room = room_of(&file.module);
        assert!(
            root || rooms.contains(room.as_str()),
            "{} belongs to no room of the table",
            file.name
        );
    }
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    for file in sources() {
        let room = room_of(&file.module);
        for (crates, rooms) in CONFINED {
            for (index, token) in file.tokens.iter().enumerate() {
                let path_starts = file.is(index + 1, "::") && !file.is(index.wrapping_sub(1), "::");
                let named = crates.contains(&token.text.as_str()) && path_starts;
                assert!(
                    !named || rooms.contains(&room.as_str()),
                    "{}:{}: {room} knows {}",
                    file.name,
                    token.line,
                    token.text
                );
            }
        }
    }
}

#[test]
fn the_binary_is_thin() {
    let text = std::fs::read_to_string(root().join("src/main.rs")).expect("src/main.rs");
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
        .count();
    assert!(
        lines <= 12,
        "src/main.rs has {lines} lines of code: they belong into src/cli"
    );
}

#[test]
fn architecture_md_shows_this_table() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| room "))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let shown: Vec<String> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            match cells[..] {
                [room, _, imports] => format!("| {room} | {imports} |"),
                _ => panic!("not three cells: {row}"),
            }
        })
        .collect();
    let expected: Vec<String> = ROOMS
        .iter()
        .map(|(room, imports)| format!("| `{room}` | {} |", in_words(imports)))
        .collect();
    assert_eq!(
        shown, expected,
        "the table of rooms in ARCHITECTURE.md is not the one in tests/quick/architecture.rs"
    );
}

fn in_words(imports: &[&str]) -> String {
    match imports {
        [] => "nothing of ours".to_owned(),
        ["*"] => "everything".to_owned(),
        some => some
            .iter()
            .map(|room| format!("`{room}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The room that a module path lies in: `output` is only the corridor to its rooms. Empty for the crate's root.
fn room_of(path: &[String]) -> String {
    match path {
        [] => String::new(),
        [first] if first == "output" => String::new(),
        [first, second, ..] if first == "output" => format!("{first}/{second}"),
        [first, ..] => first.clone(),
    }
}
