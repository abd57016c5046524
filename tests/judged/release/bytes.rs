//! The same bytes, and nothing personal in them.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::Command;

use super::sample::{self, LATITUDE, SECRETS, files};
use crate::support::program::{Run, command};

/// A folder, the environment's variables, and how far the clock is off.
type Place = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// Surroundings that must not show, numbers of threads among them.
const PLACES: [Place; 3] = [
    (
        "a/b c/كتب",
        &[
            ("USER", "nadia"),
            ("HOME", "/home/nadia"),
            ("TZ", "Asia/Damascus"),
            ("LANG", "ar_SY.UTF-8"),
            ("RAYON_NUM_THREADS", "1"),
        ],
        "+0d",
    ),
    (
        "elsewhere",
        &[
            ("USER", "root"),
            ("LOGNAME", "root"),
            ("HOME", "/root"),
            ("TZ", "Pacific/Kiritimati"),
            ("LC_ALL", "C"),
            ("RAYON_NUM_THREADS", "2"),
        ],
        "+1d",
    ),
    (
        "far",
        &[
            ("USER", "x"),
            ("TZ", "America/St_Johns"),
            ("LANG", "tr_TR.UTF-8"),
            ("HOSTNAME", "ibn-haytham"),
            ("RAYON_NUM_THREADS", "4"),
        ],
        "+4000d",
    ),
];

#[test]
fn the_same_book_gives_the_same_bytes_everywhere() {
    let book = sample::book("1.0.0").with("book.toml", sample::config("1.0.0") + sample::MORE);
    book.run(&["key", "-W", "--secret", "my.key", "--public", "my.pub"])
        .expect_code(0);
    let key = std::fs::read(book.path().with_file_name("my.key")).unwrap();
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
    let mut sets: Vec<BTreeMap<String, Vec<u8>>> = Vec::new();
    for (place, environment, clock) in PLACES {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join(place);
        std::fs::create_dir_all(&there).unwrap();
        let copied = Command::new("cp")
            .arg("-r")
            .arg(book.path())
            .arg(there.join("my book"))
            .status()
            .unwrap();
        assert!(copied.success());
        std::fs::write(there.join("my.key"), &key).unwrap();
        let program = env!("CARGO_BIN_EXE_kurras");
        let mut run = Command::new("faketime");
        run.args([
            "-f", clock, program, "release", "my book", "--out", "out", "--sign", "my.key",
        ])
        .current_dir(&there)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .envs(environment.iter().copied());
        Run::of(&mut run).expect_code(0);
        let set = files(&there.join("out"));
        nothing_personal(
            &set,
            &[
                "nadia",
                "ibn-haytham",
                "Damascus",
                "Kiritimati",
                "St_Johns",
                "my book",
                "my.key",
                host.trim(),
                folder.path().to_str().unwrap(),
            ],
        );
        sets.push(set);
    }
    for set in &sets[1..] {
        assert_eq!(sets[0].keys().collect::<Vec<_>>(), set.keys().collect::<Vec<_>>());
        for (name, bytes) in set {
            assert!(sets[0][name] == *bytes, "{name} differs");
        }
    }
}

/// Looks for words in every file, unpacked, and for what pictures held; and for times that are not the release's date.
fn nothing_personal(set: &BTreeMap<String, Vec<u8>>, words: &[&str]) {
    for (name, bytes) in set {
        for (inner, bytes) in unpacked(name, bytes) {
            let words = words.iter().chain(&SECRETS).chain(&["a draft that is no part"]);
            // A machine called by a few letters cannot be told from words; what would tell its name would tell its user's too.
            let found: Vec<&&str> = words.filter(|word| word.len() > 4 && holds(&bytes, word)).collect();
            assert!(found.is_empty(), "{inner} holds {found:?}");
            assert!(!contains(&bytes, &LATITUDE), "{inner} holds the place of a photo");
            past(&inner, &bytes);
        }
    }
}

/// What XMP tells of a file's past (ISO 19005 wants it told): the program, and the release's day, and nothing else.
fn past(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for (tag, right) in [
        ("stEvt:when", "2026-11-22T00:00:00"),
        ("xmp:CreateDate", "2026-11-22T00:00:00"),
        ("xmp:ModifyDate", "2026-11-22T00:00:00"),
        ("stEvt:softwareAgent", "Kurras "),
        ("xmp:CreatorTool", "Kurras "),
    ] {
        for told in text.split(&format!("<{tag}>")).skip(1) {
            assert!(told.starts_with(right), "{name}: {tag}");
        }
    }
}

#[test]
fn what_looks_for_secrets_finds_them() {
    let book = sample::book("1.0.0");
    let photo = std::fs::read(book.path().join("images/photo.jpg")).unwrap();
    assert!(holds(&photo, SECRETS[0]) && holds(&photo, SECRETS[1]) && contains(&photo, &LATITUDE));
    assert!(std::panic::catch_unwind(|| unpacked("photo.jpg", &photo)).is_err());
    let board = std::fs::read(book.path().join("images/board.png")).unwrap();
    assert!(std::panic::catch_unwind(|| unpacked("board.png", &board)).is_err());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let day = zip::DateTime::from_date_and_time(2026, 11, 22, 0, 0, 0).unwrap();
    zip.start_file(
        "x/y.txt",
        zip::write::SimpleFileOptions::default().last_modified_time(day),
    )
    .unwrap();
    std::io::Write::write_all(&mut zip, SECRETS[0].as_bytes()).unwrap();
    let found = unpacked("a.zip", &zip.finish().unwrap().into_inner());
    assert!(
        found
            .iter()
            .any(|(name, bytes)| name == "a.zip/x/y.txt" && holds(bytes, SECRETS[0]))
    );
    assert!(holds(
        &"ليلى".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>(),
        "ليلى"
    ));
}

/// The sample's day: year, month, day, hour.
const DAY: (u16, u8, u8, u8) = (2026, 11, 22, 0);

/// The markers of JPEG segments with what cameras and editors write: Exif and XMP, Photoshop's, and comments (ISO/IEC 10918-1,
/// table B.1).
const TELLING: [u8; 3] = [0xe1, 0xed, 0xfe];

/// The markers of a JPEG's segments up to its first scan, but for Exif data that have room for nothing but the orientation.
fn markers(jpeg: &[u8]) -> Vec<u8> {
    const ORIENTATION: usize = 36;
    let (mut found, mut at) = (Vec::new(), 2);
    while let Some(&[0xff, marker, high, low]) = jpeg.get(at..at + 4).filter(|four| four[1] != 0xda) {
        let length = usize::from(u16::from_be_bytes([high, low]));
        if marker != 0xe1 || length > ORIENTATION {
            found.push(marker);
        }
        at += 2 + length;
    }
    found
}

/// Whether bytes hold others.
fn contains(bytes: &[u8], others: &[u8]) -> bool {
    bytes.windows(others.len()).any(|window| window == others)
}

/// Whether bytes hold a text, in UTF-8 or in either UTF-16, in any case of ASCII letters.
fn holds(bytes: &[u8], text: &str) -> bool {
    let forms: [Vec<u8>; 3] = [
        text.as_bytes().to_vec(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ];
    let bytes = searchable(bytes);
    forms.iter().any(|form| bytes.contains(&searchable(form)))
}

/// Bytes as a string of a character each, which the standard library searches quickly.
fn searchable(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

/// A file and everything packed in it: files of archives, streams of PDFs, texts of PNGs.
fn unpacked(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut found = vec![(name.to_string(), bytes.to_vec())];
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let time = entry.last_modified().unwrap();
            assert_eq!(
                (time.year(), time.month(), time.day(), time.hour()),
                DAY,
                "{name}/{}",
                entry.name()
            );
            assert!(
                entry.extra_data().is_none_or(<[u8]>::is_empty) && entry.comment().is_empty(),
                "{name}"
            );
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            let inner = format!("{name}/{}", entry.name());
            found.push((inner.clone(), inner.clone().into_bytes()));
            found.extend(unpacked(&inner, &content));
        }
    } else if bytes.starts_with(b"%PDF") {
        let pdf = lopdf::Document::load_mem(bytes).unwrap();
        for (id, object) in &pdf.objects {
            let inner = format!("{name}#{}", id.0);
            found.push((inner.clone(), format!("{object:?}").into_bytes()));
            if let Ok(stream) = object.as_stream() {
                found.extend(unpacked(&inner, &stream.content));
                found.extend(stream.decompressed_content().map(|content| (inner, content)));
            }
        }
        for (_, value) in pdf.trailer.iter() {
            found.push((format!("{name}#trailer"), format!("{value:?}").into_bytes()));
        }
        let info = pdf.trailer.get(b"Info").and_then(|info| pdf.dereference(info));
        for (key, value) in info.unwrap().1.as_dict().unwrap() {
            let text = String::from_utf8_lossy(value.as_str().unwrap_or_default()).into_owned();
            let is_date = key.ends_with(b"Date");
            assert!(!is_date || text.starts_with("D:20261122000000"), "{name}: {text}");
        }
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        let odd: Vec<u8> = markers(bytes)
            .into_iter()
            .filter(|marker| TELLING.contains(marker))
            .collect();
        assert!(
            odd.is_empty(),
            "{name} has segments that tell of its making: {odd:02x?}"
        );
    } else if bytes.starts_with(b"\x89PNG") {
        let chunks = ["tEXt", "zTXt", "iTXt", "eXIf", "tIME"];
        assert!(
            chunks.iter().all(|chunk| !holds(bytes, chunk)),
            "{name} has a chunk that tells of its making"
        );
    }
    found
}

#[test]
fn the_date_of_the_environment_decides_and_is_carried_in_the_sources() {
    let book = sample::book("1.0.0");
    let folder = book.path().parent().unwrap().to_path_buf();
    let mut run = command(&folder, &["release", "book", "--out", "out"]);
    Run::of(run.env("SOURCE_DATE_EPOCH", "1000000000")).expect_code(0);
    let manifest = std::fs::read_to_string(book.out().join("small/1.0.0/manifest.json")).unwrap();
    assert!(manifest.contains("\"date\": \"2001-09-09\""), "{manifest}");
    book.run(&["verify", "out/small/1.0.0"]).expect_code(0);
}
