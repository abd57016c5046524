//! A zip of parts (Office Open XML, OpenDocument, EPUB), unpacked within bounds.

use std::cell::Cell;
use std::cell::RefCell;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{self, Element, Fault};
use crate::bounds;

/// How many times as large as its packed form a part of some size may become. Word's own XML packs to a thirtieth at best.
const STEEPEST: u64 = 500;
/// Below this size no part can hurt, however well it packs.
const HARMLESS: u64 = 16 << 20;

/// An open package.
pub(super) struct Package<'a> {
    archive: RefCell<ZipArchive<Cursor<&'a [u8]>>>,
    spent: Cell<u64>,
    names: Vec<String>,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Fault::Damaged(error.to_string()))?;
        if archive.len() as u64 > bounds::IMPORT_FILES {
            return Err(Fault::Unsafe("it holds too many files"));
        }
        let names = archive.file_names().map(str::to_string).collect();
        Ok(Self {
            archive: RefCell::new(archive),
            spent: Cell::new(0),
            names,
        })
    }

    /// The names of its parts.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is a part of that name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.names.iter().any(|part| part == name)
    }

    /// The bytes of a part; none where there is none of that name.
    pub(super) fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let mut archive = self.archive.borrow_mut();
        let Ok(file) = archive.by_name(name) else {
            // Names of parts differ by case in some programs' files (ECMA-376 part 2, 6.2.2.3).
            drop(archive);
            let same = self
                .names
                .iter()
                .find(|part| part.eq_ignore_ascii_case(name) && *part != name);
            return same.map_or(Ok(None), |part| self.bytes(part));
        };
        let packed = file.compressed_size().max(1);
        let mut bytes = Vec::new();
        let read = file.take(bounds::IMPORT_PART + 1).read_to_end(&mut bytes);
        read.map_err(|error| Fault::Damaged(format!("{name}: {error}")))?;
        let size = bytes.len() as u64;
        self.spent.set(self.spent.get().saturating_add(size));
        if size > bounds::IMPORT_PART
            || self.spent.get() > bounds::IMPORT_WHOLE
            || (size > HARMLESS && size / packed > STEEPEST)
        {
            return Err(Fault::Unsafe("it unpacks to far more than any document holds"));
        }
        Ok(Some(bytes))
    }

    /// The tree of a part; none where there is none of that name.
    pub(super) fn tree(&self, name: &str) -> Result<Option<Element>, Fault> {
        self.bytes(name)?.map(|bytes| xml::parse(&bytes)).transpose()
    }
}

/// A path of a package, told from a folder of it, without `.` and `..`; none where it leads out.
pub(super) fn resolve(folder: &str, path: &str) -> Option<String> {
    let path = path.split(['#', '?']).next().unwrap_or(path);
    let whole = match path.strip_prefix('/') {
        Some(absolute) => absolute.to_string(),
        None => format!("{folder}/{path}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// The folder that a part lies in.
pub(super) fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_package() {
        assert_eq!(resolve("word", "media/a.png").as_deref(), Some("word/media/a.png"));
        assert_eq!(resolve("a/b", "../c#x").as_deref(), Some("a/c"));
        assert_eq!(resolve("word", "/word/b.xml").as_deref(), Some("word/b.xml"));
        assert_eq!(resolve("a", "../../etc/passwd"), None);
    }
}
