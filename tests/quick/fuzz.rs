//! Mutated inputs: whatever comes in may be refused, and must never be the end of the program.
//!
//! Each target is a plain function from bytes. Seeds and inputs that were found once are tried as they are, then some hundred mutations
//! of them, the same in every run. `make fuzz` tries a hundred times as many; `FUZZ_RUNS` says how many and `FUZZ_FROM` where to begin.
//! An input that makes a target panic is written to `target/fuzz/` before the test fails.

mod mutation;
mod seeds;
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use mutation::Mutator;
use seeds::Seeds;

/// How many mutations a run of the quick tier tries.
fn runs(usual: u64) -> u64 {
    number("FUZZ_RUNS").unwrap_or(usual)
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Tries a target on all seeds, and on mutations of them.
fn drive(name: &str, usual: u64, seeds: &Seeds, target: fn(&[u8])) {
    for seed in seeds.inputs {
        attempt(name, "seed", seed, target);
    }
    let first = number("FUZZ_FROM").unwrap_or(0);
    for run in first..first + runs(usual) {
        let input = Mutator::new(name, run).mutated(seeds);
        attempt(name, &run.to_string(), &input, target);
    }
}

fn attempt(name: &str, run: &str, input: &[u8], target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
    if number("FUZZ_RUNS").is_some() {
        // What hangs or is killed is found here afterwards.
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}-current")), input).unwrap();
    }
    if catch_unwind(AssertUnwindSafe(|| target(input))).is_err() {
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}-{run}"));
        fs::write(&file, input).unwrap();
        panic!("{name} fails on run {run}: {}", file.display());
    }
}

#[test]
fn manuscripts() {
    drive("manuscripts", 400, &seeds::MANUSCRIPTS, targets::manuscript);
}

#[test]
fn heads_of_texts() {
    drive("heads", 600, &seeds::HEADS, targets::head);
}

#[test]
fn configurations() {
    drive("configurations", 600, &seeds::CONFIGURATIONS, targets::configuration);
}

#[test]
fn drawings() {
    drive("drawings", 600, &seeds::DRAWINGS, targets::drawing);
}

#[test]
fn pictures() {
    let made = seeds::pictures();
    let inputs: Vec<&[u8]> = made.iter().map(Vec::as_slice).collect();
    let seeds = Seeds {
        inputs: &inputs,
        words: &[],
        is_text: false,
    };
    drive("pictures", 600, &seeds, targets::picture);
}

#[test]
fn books_to_pages() {
    drive("books", 3, &seeds::MANUSCRIPTS, targets::book);
}

#[test]
fn pages_of_others() {
    let packed = seeds::packed_pdf();
    let inputs: Vec<&[u8]> = seeds::PDFS.inputs.iter().copied().chain([packed.as_slice()]).collect();
    let seeds = Seeds {
        inputs: &inputs,
        ..seeds::PDFS
    };
    drive("pages", 300, &seeds, targets::pages);
}

#[test]
fn documents_of_others() {
    drive("documents", 200, &seeds::DOCUMENTS, targets::document);
}

#[test]
fn documents_of_word() {
    drive("word", 200, &seeds::WORD, targets::word);
}

#[test]
fn proofs() {
    let made = targets::made();
    let inputs: Vec<&[u8]> = made.iter().map(|file| file.bytes.as_slice()).collect();
    let seeds = Seeds {
        inputs: &inputs,
        words: &[],
        is_text: false,
    };
    drive("proofs", 40, &seeds, targets::proof);
}

#[test]
fn what_panics_is_kept_and_said() {
    let failed = catch_unwind(|| attempt("example", "0", b"\xff", |input| assert!(input.is_ascii()))).unwrap_err();
    let said = failed.downcast_ref::<String>().unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz/example-0");
    assert!(said.contains("example fails on run 0") && fs::read(&kept).unwrap() == b"\xff");
    fs::remove_file(kept).unwrap();
}
