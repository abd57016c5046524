//! What a run says of one book, kept so that it can be said again without making the book.

use serde::{Deserialize, Serialize};

use crate::artifact::{Artifact, sha256};
use crate::diagnostic::codes::Tongue;
use crate::diagnostic::{Diagnostic, Message, Report, Severity, Sources, human, json};
use crate::proof::Proof;

/// Everything that a run says of one book, in the order in which it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What was decided on the way.
    pub notes: Vec<String>,
    /// How many words each file holds in order.
    pub proofs: Vec<Proved>,
    /// Everything that was found.
    pub findings: Vec<ShownFinding>,
}

/// A finding as it is shown, in each language of the program: what is remembered is nobody's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownFinding {
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// Its sentence.
    pub message: Message,
    english: Shown,
    arabic: Shown,
}

/// A finding in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// For people, in colour.
    pub human: String,
    /// For programs.
    pub json: String,
}

impl ShownFinding {
    fn new(found: &Diagnostic, sources: &Sources) -> Self {
        let shown = |tongue: Tongue| Shown {
            human: human(found, sources, tongue, true),
            json: json(found, sources, tongue),
        };
        Self {
            severity: found.severity.name().into(),
            message: found.message.clone(),
            english: shown(Tongue::English),
            arabic: shown(Tongue::Arabic),
        }
    }

    /// How it is shown in a language.
    pub fn shown(&self, tongue: Tongue) -> &Shown {
        match tongue {
            Tongue::English => &self.english,
            Tongue::Arabic => &self.arabic,
        }
    }
}

/// What the proof says of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proved {
    /// The format's name.
    pub format: String,
    /// The file's name.
    pub name: String,
    /// How many of the author's words it holds in order.
    pub words: usize,
    /// How many the author wrote.
    pub of: usize,
}

/// A file that was made, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFile {
    /// The format's name.
    pub format: String,
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: usize,
    /// Their checksum.
    pub sha256: String,
    /// How many pages or sides it has, where it has any.
    pub pages: Option<usize>,
}

/// How many findings of one kind are each said by themselves: of more, nobody reads all.
const MOST_OF_A_KIND: usize = 2;

impl Told {
    /// What is to be said of a run.
    pub fn new(notes: Vec<String>, proofs: &[Proof], report: &Report, sources: &Sources) -> Self {
        let proved = |proof: &Proof| Proved {
            format: proof.format.name().into(),
            name: proof.name.clone(),
            words: proof.words,
            of: proof.of,
        };
        let mut report = report.clone();
        report.gather_mended(MOST_OF_A_KIND + 1);
        let found = report.crowded(MOST_OF_A_KIND);
        let found = found.iter().map(|diagnostic| ShownFinding::new(diagnostic, sources));
        Self {
            notes,
            proofs: proofs.iter().map(proved).collect(),
            findings: found.collect(),
        }
    }

    /// What is to be said of a run that made nothing.
    pub fn of_report(report: &Report, sources: &Sources) -> Self {
        Self::new(Vec::new(), &[], report, sources)
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity.name())
            .count()
    }

    /// The first error's sentence.
    pub fn first_error(&self) -> Option<&Message> {
        let errors = self
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error.name());
        errors.map(|finding| &finding.message).next()
    }
}

impl MadeFile {
    /// What is kept of a finished file.
    pub fn of(artifact: &Artifact) -> Self {
        Self {
            format: artifact.format.name().into(),
            name: artifact.name.clone(),
            media_type: artifact.media_type.into(),
            bytes: artifact.bytes.len(),
            sha256: sha256(&artifact.bytes),
            pages: artifact.pages,
        }
    }
}
