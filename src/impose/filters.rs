//! How streams are packed, by ISO 32000-1, 7.4: their filters by their whole names, and what they unpack to.

use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, Stream};

use super::base85;
use super::deflate::{NotInflated, Packer, Unpacker};
use super::lzw::{self, LzwFault};

/// The whole names of filters that inline images may abbreviate (ISO 32000-1, table 94); some programs do so everywhere.
const ABBREVIATED: [(&[u8], &[u8]); 7] = [
    (b"AHx", b"ASCIIHexDecode"),
    (b"A85", b"ASCII85Decode"),
    (b"LZW", b"LZWDecode"),
    (b"Fl", b"FlateDecode"),
    (b"RL", b"RunLengthDecode"),
    (b"CCF", b"CCITTFaxDecode"),
    (b"DCT", b"DCTDecode"),
];
/// What unpacks text; other filters are for pictures.
const READ: [&[u8]; 6] = [
    b"ASCIIHexDecode",
    b"ASCII85Decode",
    b"LZWDecode",
    b"FlateDecode",
    b"RunLengthDecode",
    b"Crypt",
];
/// More filters on top of each other than any stream has.
const MOST: usize = 16;

/// Why a stream cannot be unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unpackable {
    /// Its data are damaged.
    Damaged,
    /// It unpacks to more than is allowed.
    TooLarge,
    /// It is packed in a way that is none for text, called so.
    Unknown(String),
}

impl From<NotInflated> for Unpackable {
    fn from(why: NotInflated) -> Self {
        match why {
            NotInflated::Damaged => Self::Damaged,
            NotInflated::TooLarge => Self::TooLarge,
        }
    }
}

/// What the data of a stream are like.
pub(super) enum Data {
    /// They are sound.
    Sound,
    /// They are damaged; this is what can be read of them, packed in the same way.
    Cut(Vec<u8>),
    /// Their first filter is; this is what can be read of them, without their first filter.
    Bare(Vec<u8>),
    /// Nothing of them can be read.
    Broken,
}

/// How a stream is packed.
pub(super) struct Packing {
    filters: Vec<Vec<u8>>,
    parameters: Vec<Option<Object>>,
    abbreviated: bool,
}

impl Packing {
    /// Reads what a stream's dictionary says, references followed.
    pub fn of(document: &Document, stream: &Dictionary) -> Self {
        let given = list(document, stream, b"Filter");
        let given: Vec<&[u8]> = given
            .iter()
            .flatten()
            .filter_map(|filter| filter.as_name().ok())
            .collect();
        let filters: Vec<Vec<u8>> = given.iter().map(|name| whole(name).to_vec()).collect();
        Self {
            abbreviated: filters != given,
            parameters: list(document, stream, b"DecodeParms"),
            filters,
        }
    }

    /// Whether the stream's dictionary abbreviates names of filters, which not every reader knows.
    pub fn is_abbreviated(&self) -> bool {
        self.abbreviated
    }

    /// Says in a dictionary how the stream is packed, without references.
    pub fn write_to(&self, dictionary: &mut Dictionary) {
        let names: Vec<Object> = self.filters.iter().cloned().map(Object::Name).collect();
        let written = |mut items: Vec<Object>| {
            if items.len() == 1 {
                items.pop()
            } else {
                Some(Object::Array(items))
            }
        };
        for (key, items) in [
            ("Filter", names),
            (
                "DecodeParms",
                self.parameters
                    .iter()
                    .map(|one| one.clone().unwrap_or(Object::Null))
                    .collect(),
            ),
        ] {
            dictionary.remove(key.as_bytes());
            let says_something = items.iter().any(|item| !item.is_null());
            if let Some(items) = says_something.then(|| written(items)).flatten() {
                dictionary.set(key, items);
            }
        }
    }

    /// Unpacks content into `sink`; no more than `most` bytes. The answer is how many they were.
    pub fn unpack(
        &self,
        content: &[u8],
        most: u64,
        unpacker: &mut Unpacker,
        sink: &mut dyn Write,
    ) -> Result<u64, Unpackable> {
        if let Some(unknown) = self.filters.iter().find(|name| !READ.contains(&name.as_slice())) {
            return Err(Unpackable::Unknown(String::from_utf8_lossy(unknown).into_owned()));
        }
        let filters: Vec<&[u8]> = self
            .filters
            .iter()
            .map(Vec::as_slice)
            .filter(|name| *name != b"Crypt")
            .collect();
        match filters.as_slice() {
            [] => copied(content, most, sink),
            [b"FlateDecode"] if self.parameters.iter().all(Option::is_none) => {
                Ok(unpacker.inflate(content, most, sink)?)
            }
            many if many.len() > MOST => Err(Unpackable::Damaged),
            many => {
                // The library takes what it can of damaged data and says nothing.
                for (at, name) in many.iter().enumerate() {
                    match *name {
                        b"LZWDecode" => self.check_lzw(content, at, most)?,
                        b"FlateDecode" => {
                            unpacker.inflate(&self.through(content, at, most)?, most, &mut io::sink())?;
                        }
                        _ => {}
                    }
                }
                let bytes = self.through(content, many.len(), most)?;
                copied(&bytes, most, sink)
            }
        }
    }

    /// Whether the data of a picture, a font or another part are sound, as far as their first filter shows, and how many bytes that took.
    /// Where it would take more than `most`, they are taken to be.
    pub fn check(&self, content: &[u8], most: u64, packer: &mut Packer, unpacker: &mut Unpacker) -> (Data, u64) {
        let first = self.filters.iter().map(Vec::as_slice).find(|name| *name != b"Crypt");
        match first {
            Some(b"FlateDecode") => check_flate(content, most, packer, unpacker),
            Some(b"DCTDecode") => (check_jpeg(content), 0),
            Some(b"ASCII85Decode" | b"ASCIIHexDecode" | b"RunLengthDecode") => match self.through(content, 1, most) {
                Err(Unpackable::Damaged) => (Data::Broken, content.len() as u64),
                Err(_) => (Data::Sound, most),
                Ok(bytes) if first == Some(b"ASCII85Decode") && !base85::is_sound(content) => {
                    let count = bytes.len() as u64;
                    (Data::Bare(bytes), count)
                }
                Ok(bytes) => (Data::Sound, bytes.len() as u64),
            },
            Some(b"LZWDecode") => match self.check_lzw(content, 0, most) {
                Err(Unpackable::Damaged) => (Data::Broken, content.len() as u64),
                _ => (Data::Sound, content.len() as u64),
            },
            _ => (Data::Sound, 0),
        }
    }

    /// The same without the first filter.
    pub fn without_first(mut self) -> Self {
        let first = self.filters.iter().position(|name| name.as_slice() != b"Crypt");
        if let Some(first) = first {
            self.filters.remove(first);
            if first < self.parameters.len() {
                self.parameters.remove(first);
            }
        }
        self
    }

    /// What the first `count` filters make of content.
    fn through(&self, content: &[u8], count: usize, most: u64) -> Result<Vec<u8>, Unpackable> {
        if count == 0 {
            return Ok(content.to_vec());
        }
        let kept = |name: &&Vec<u8>| name.as_slice() != b"Crypt";
        let first = Self {
            filters: self.filters.iter().filter(kept).take(count).cloned().collect(),
            parameters: self.parameters.clone(),
            abbreviated: false,
        };
        let mut stream = Stream::new(Dictionary::new(), content.to_vec());
        first.write_to(&mut stream.dict);
        stream
            .get_plain_content_with_limit(usize::try_from(most).unwrap_or(usize::MAX))
            .map_err(|error| match error {
                lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => Unpackable::TooLarge,
                _ => Unpackable::Damaged,
            })
    }

    /// Whether the data of LZW are sound, which are what the filters before it make.
    fn check_lzw(&self, content: &[u8], at: usize, most: u64) -> Result<(), Unpackable> {
        let data = self.through(content, at, most)?;
        if data.is_empty() {
            return Ok(());
        }
        let parameters = self.parameters.get(at).and_then(Option::as_ref);
        let parameters = parameters.and_then(|one| one.as_dict().ok());
        let early = parameters
            .and_then(|one| one.get(b"EarlyChange").ok())
            .and_then(|one| one.as_i64().ok());
        lzw::check(&data, early != Some(0), most).map_err(|fault| match fault {
            LzwFault::Damaged => Unpackable::Damaged,
            LzwFault::TooLarge => Unpackable::TooLarge,
        })
    }
}

/// A filter's whole name.
fn whole(name: &[u8]) -> &[u8] {
    let known = ABBREVIATED.iter().find(|(short, _)| *short == name);
    known.map_or(name, |(_, whole)| whole)
}

/// What stands under a key, as a list of what is not null, references followed.
fn list(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<Option<Object>> {
    let follow = |object: &Object| {
        let found = document.dereference(object).ok().map(|(_, object)| object.clone());
        found.filter(|object| !object.is_null())
    };
    match dictionary.get(key).ok().and_then(follow) {
        None => Vec::new(),
        Some(Object::Array(items)) => items.iter().take(MOST + 1).map(follow).collect(),
        one => vec![one],
    }
}

fn copied(content: &[u8], most: u64, sink: &mut dyn Write) -> Result<u64, Unpackable> {
    let count = content.len() as u64;
    if count > most {
        return Err(Unpackable::TooLarge);
    }
    sink.write_all(content).map_err(|_| Unpackable::TooLarge)?;
    Ok(count)
}

/// Whether what zlib packed is sound, and how many bytes it is.
fn check_flate(content: &[u8], most: u64, packer: &mut Packer, unpacker: &mut Unpacker) -> (Data, u64) {
    let mut counted = Counted { left: most };
    match unpacker.inflate(content, most, &mut counted) {
        Ok(bytes) => (Data::Sound, bytes),
        Err(NotInflated::TooLarge) => (Data::Sound, most),
        Err(NotInflated::Damaged) => {
            let bytes = most - counted.left;
            let mut readable = Vec::new();
            // It is read once more up to where it breaks.
            let _ = unpacker.inflate(content, bytes, &mut readable);
            let data = if readable.is_empty() {
                Data::Broken
            } else {
                Data::Cut(packer.pack(&readable))
            };
            (data, bytes)
        }
    }
}

/// Whether a JPEG begins as one; what stands before it is left away.
fn check_jpeg(content: &[u8]) -> Data {
    const BEGINS: &[u8] = &[0xFF, 0xD8, 0xFF];
    const BEFORE: usize = 1024;
    let near = content.get(..BEFORE.min(content.len())).unwrap_or_default();
    match near.windows(BEGINS.len()).position(|window| window == BEGINS) {
        Some(0) => Data::Sound,
        Some(at) => Data::Cut(content.get(at..).unwrap_or_default().to_vec()),
        None => Data::Broken,
    }
}

/// A sink that takes so many bytes.
struct Counted {
    left: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.left.min(bytes.len() as u64);
        self.left -= taken;
        if taken < bytes.len() as u64 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
