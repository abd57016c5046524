//! The texts that were read, and places in them.

use std::sync::Arc;

/// Which of the texts in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(u16);

/// A stretch of a text, in bytes from its beginning; `end` is one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The stretch of `file` between two byte offsets. Offsets beyond 4 GiB stop there: no text of that size is read.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            file,
            start: clamp(range.start),
            end: clamp(range.end),
        }
    }
}

/// A place as a person counts: lines and columns from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's name as the user would write it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
    /// Column in bytes of UTF-8, from 1.
    pub column_utf8: usize,
    /// Column in units of UTF-16, from 1, as editors of LSP's default count.
    pub column_utf16: usize,
    /// The offset in the text, in bytes of UTF-8 from 0.
    pub offset: usize,
}

/// The line in which a stretch begins, parted by the stretch; what goes on behind the line's end is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceLine<'a> {
    /// What stands before the stretch.
    pub before: &'a str,
    /// The stretch, as far as the line goes.
    pub marked: &'a str,
    /// What stands behind it.
    pub after: &'a str,
}

#[derive(Debug, Clone)]
struct SourceText {
    name: String,
    text: Arc<str>,
    line_starts: Vec<usize>,
    /// How much stands before each [`STRIDE`] of bytes: a line may be a whole book, and have a finding at every word.
    before: Vec<Units>,
}

/// How far apart the places are whose columns are known, in bytes.
const STRIDE: usize = 1024;

/// A length in the units that columns are told in.
#[derive(Debug, Clone, Copy, Default)]
struct Units {
    scalars: usize,
    utf16: usize,
}

impl Units {
    /// The length with some bytes of UTF-8 behind it. A scalar value counts where it begins; one of four bytes is two units of UTF-16.
    fn with(self, bytes: &[u8]) -> Self {
        let begin = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        let pairs = bytes.iter().filter(|byte| **byte >= 0xf0).count();
        Units {
            scalars: self.scalars + begin,
            utf16: self.utf16 + begin + pairs,
        }
    }
}

impl SourceText {
    /// The beginning of the letter at a byte offset.
    fn boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// The line of a byte offset, from 1, and the offset as the beginning of a letter.
    fn line_of(&self, at: usize) -> (usize, usize) {
        let at = self.boundary(at);
        (self.line_starts.partition_point(|&start| start <= at).max(1), at)
    }

    fn place(&self, at: usize) -> Place {
        let (line, at) = self.line_of(at);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let (begin, end) = (self.units(start), self.units(at));
        Place {
            file: self.name.clone(),
            line,
            column: end.scalars - begin.scalars + 1,
            column_utf8: at - start + 1,
            column_utf16: end.utf16 - begin.utf16 + 1,
            offset: at,
        }
    }

    /// How much stands before the beginning of a letter.
    fn units(&self, at: usize) -> Units {
        let known = self.before.get(at / STRIDE).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(at / STRIDE * STRIDE..at);
        known.with(rest.unwrap_or_default())
    }
}

/// Every text that was read, by the order of reading.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceText>,
}

impl Sources {
    /// Keeps a text under its name. Lines end at LF, CRLF or CR (CommonMark 0.31, 2.1).
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text: Arc<str> = text.into();
        let bytes = text.as_bytes();
        let ends_line = |i: &usize| bytes[*i] == b'\n' || (bytes[*i] == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
        let line_starts = std::iter::once(0)
            .chain((0..bytes.len()).filter(ends_line).map(|i| i + 1))
            .collect();
        let mut before = vec![Units::default()];
        for stride in bytes.chunks(STRIDE) {
            before.extend(before.last().map(|units| units.with(stride)));
        }
        self.files.push(SourceText {
            name: name.into(),
            text,
            line_starts,
            before,
        });
        FileId(u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX))
    }

    /// Every text that was added, in order.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u16::try_from(self.files.len()).unwrap_or(u16::MAX)).map(FileId)
    }

    /// A text that was added, whole.
    pub fn text(&self, file: FileId) -> Arc<str> {
        self.files
            .get(usize::from(file.0))
            .map(|f| f.text.clone())
            .unwrap_or_default()
    }

    /// A text's name.
    pub fn name(&self, file: FileId) -> &str {
        self.files.get(usize::from(file.0)).map_or("", |f| &f.name)
    }

    /// Where a stretch begins, in lines and columns.
    pub fn place(&self, span: Span) -> Option<Place> {
        let file = self.files.get(usize::from(span.file.0))?;
        Some(file.place(span.start as usize))
    }

    /// Where a stretch ends, in lines and columns: the first place behind it.
    pub fn end(&self, span: Span) -> Option<Place> {
        let file = self.files.get(usize::from(span.file.0))?;
        Some(file.place(span.end.max(span.start) as usize))
    }

    /// The line in which a stretch begins.
    pub fn line(&self, span: Span) -> Option<SourceLine<'_>> {
        let file = self.files.get(usize::from(span.file.0))?;
        let (line, at) = file.line_of(span.start as usize);
        let start = file.line_starts.get(line - 1).copied().unwrap_or(0);
        let next = file.line_starts.get(line).copied().unwrap_or(file.text.len());
        let whole = file.text.get(start..next)?.trim_end_matches(['\n', '\r']);
        let from = (at - start).min(whole.len());
        let to = (file.boundary(span.end as usize).max(at) - start).min(whole.len());
        Some(SourceLine {
            before: whole.get(..from)?,
            marked: whole.get(from..to)?,
            after: whole.get(to..)?,
        })
    }

    /// The text of a stretch.
    pub fn excerpt(&self, span: Span) -> &str {
        let text = self.files.get(usize::from(span.file.0)).map_or("", |f| &f.text);
        text.get(span.start as usize..(span.end as usize).min(text.len()))
            .unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, at: usize) -> (usize, usize) {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let place = sources.place(Span::new(file, at..at)).unwrap();
        (place.line, place.column)
    }

    #[test]
    fn columns_count_scalar_values_from_one() {
        assert_eq!(place("سطر\nكلمة", "سطر\nكل".len()), (2, 3));
        assert_eq!(place("", 0), (1, 1));
    }

    #[test]
    fn columns_of_a_very_long_line_are_counted_in_every_unit() {
        let text = format!("أ\n{}", "س🙂ab ".repeat(3 * STRIDE));
        let mut sources = Sources::default();
        let file = sources.add("a.md", text.as_str());
        for (at, _) in text.char_indices().skip(2).step_by(97) {
            let before = &text[3..at];
            let place = sources.place(Span::new(file, at..at)).unwrap();
            let told = [place.column, place.column_utf16, place.column_utf8];
            let units = [before.chars().count(), before.encode_utf16().count(), before.len()];
            assert_eq!(told, units.map(|count| count + 1));
        }
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        assert_eq!(place("a\r\nb\rc\nd", 7), (4, 1));
        assert_eq!(place("a\r\nb\rc\nd", 5), (3, 1));
    }

    #[test]
    fn a_line_is_parted_by_the_stretch_that_begins_in_it() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "سطر\r\nكلمة هنا\nثالث");
        let start = "سطر\r\nكلمة ".len();
        let parts = |range| {
            let line = sources.line(Span::new(file, range)).unwrap();
            (line.before, line.marked, line.after)
        };
        assert_eq!(parts(start..start + 4), ("كلمة ", "هن", "ا"));
        assert_eq!(parts(start..1000), ("كلمة ", "هنا", ""));
        assert_eq!(parts(0..0), ("", "", "سطر"));
        assert_eq!(
            sources
                .end(Span::new(file, start..start + 4))
                .map(|end| (end.line, end.column)),
            Some((2, 8))
        );
    }

    #[test]
    fn an_offset_inside_a_letter_counts_as_its_beginning() {
        assert_eq!(place("سطر", 3), (1, 2));
    }
}
