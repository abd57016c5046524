//! Packing and unpacking by deflate (RFC 1950 and 1951), many times over.
//!
//! One compressor and one decompressor serve all streams of a file: their tables are large, and what is kept between two of them would
//! leave the memory full of holes that no table fits into.

use std::io::{self, Write};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// Packs stream after stream.
pub(super) struct Packer(Compress);

impl Packer {
    /// A packer that has packed nothing yet.
    pub fn new() -> Self {
        Self(Compress::new(Compression::default(), true))
    }

    /// Begins with a stream.
    pub fn begin(&mut self) -> Packed<'_> {
        self.0.reset();
        Packed {
            packer: &mut self.0,
            bytes: Vec::new(),
        }
    }

    /// Packs a whole stream.
    pub fn pack(&mut self, content: &[u8]) -> Vec<u8> {
        let mut packed = self.begin();
        // Writing to memory does not fail.
        let _ = packed.write_all(content);
        packed.finish()
    }
}

/// A stream that is packed as it is written.
pub(super) struct Packed<'a> {
    packer: &'a mut Compress,
    bytes: Vec<u8>,
}

/// How much room is made at a time, in bytes.
const ROOM: usize = 1 << 12;

impl Packed<'_> {
    /// The packed bytes.
    pub fn finish(mut self) -> Vec<u8> {
        loop {
            self.bytes.reserve(ROOM);
            match self.packer.compress_vec(&[], &mut self.bytes, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => {}
                Ok(Status::StreamEnd) | Err(_) => break,
            }
        }
        self.bytes.shrink_to_fit();
        self.bytes
    }
}

impl Write for Packed<'_> {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        self.bytes.reserve(ROOM);
        let before = self.packer.total_in();
        self.packer
            .compress_vec(content, &mut self.bytes, FlushCompress::None)
            .map_err(io::Error::other)?;
        let taken = usize::try_from(self.packer.total_in() - before).unwrap_or(content.len());
        // Full room and nothing taken: there will be more room the next time.
        if taken == 0 && !content.is_empty() {
            self.write(content)
        } else {
            Ok(taken)
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why deflated data were not unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotInflated {
    /// They are damaged, or end before they say that they do.
    Damaged,
    /// They unpack to more than is allowed.
    TooLarge,
}

/// Unpacks stream after stream.
pub(super) struct Unpacker {
    decompress: Decompress,
    buffer: Vec<u8>,
}

impl Unpacker {
    /// An unpacker that has unpacked nothing yet.
    pub fn new() -> Self {
        Self {
            decompress: Decompress::new(false),
            buffer: vec![0; 1 << 16],
        }
    }

    /// Unpacks what zlib packed into `sink`, no more than `most` bytes; how many they were is the answer. The checksum at the end is not
    /// asked for: many programs cut it off, and no viewer minds. Nothing is unpacked to nothing.
    pub fn inflate(&mut self, content: &[u8], most: u64, sink: &mut dyn Write) -> Result<u64, NotInflated> {
        if content.iter().all(u8::is_ascii_whitespace) {
            return Ok(0);
        }
        let mut data = body(content).ok_or(NotInflated::Damaged)?;
        self.decompress.reset(false);
        let mut count = 0u64;
        loop {
            let (read, made) = (self.decompress.total_in(), self.decompress.total_out());
            let status = self
                .decompress
                .decompress(data, &mut self.buffer, FlushDecompress::None);
            let status = status.map_err(|_| NotInflated::Damaged)?;
            let (read, made) = (self.decompress.total_in() - read, self.decompress.total_out() - made);
            data = data
                .get(usize::try_from(read).unwrap_or(usize::MAX)..)
                .unwrap_or_default();
            let piece = self
                .buffer
                .get(..usize::try_from(made).unwrap_or(0))
                .unwrap_or_default();
            let allowed = most.saturating_sub(count).min(made);
            let allowed = piece.get(..usize::try_from(allowed).unwrap_or(0)).unwrap_or_default();
            sink.write_all(allowed).map_err(|_| NotInflated::TooLarge)?;
            count += made;
            if count > most {
                return Err(NotInflated::TooLarge);
            }
            match status {
                Status::StreamEnd => return Ok(count),
                _ if read == 0 && made == 0 => return Err(NotInflated::Damaged),
                _ => {}
            }
        }
    }
}

/// The deflated data behind zlib's header.
fn body(content: &[u8]) -> Option<&[u8]> {
    let header = match content {
        [method, flags, ..] => u16::from_be_bytes([*method, *flags]),
        _ => return None,
    };
    let is_zlib = header >> 8 & 0x0F == 8 && header.is_multiple_of(31) && header & 0x20 == 0;
    content.get(2..).filter(|_| is_zlib)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_come_back_one_after_the_other() {
        let (mut packer, mut unpacker) = (Packer::new(), Unpacker::new());
        for length in [0usize, 1, 5_000, 300_000] {
            let content: Vec<u8> = (0..length).map(|n| (n * n % 251) as u8).collect();
            let packed = packer.pack(&content);
            let mut read = Vec::new();
            assert_eq!(unpacker.inflate(&packed, length as u64, &mut read), Ok(length as u64));
            assert!(read == content, "{length}");
            let mut pieces = packer.begin();
            content.chunks(777).for_each(|piece| pieces.write_all(piece).unwrap());
            assert!(pieces.finish() == packed || length > 777, "{length}");
        }
    }

    #[test]
    fn what_ends_early_is_damaged_and_what_lacks_its_sum_is_not() {
        let content = b"some text that says little ".repeat(50);
        let (packed, mut unpacker) = (Packer::new().pack(&content), Unpacker::new());
        let mut inflate = |data: &[u8], most: u64| unpacker.inflate(data, most, &mut io::sink());
        let all = content.len() as u64;
        assert_eq!(inflate(&packed[..packed.len() - 4], all), Ok(all));
        assert_eq!(inflate(&packed[..packed.len() / 2], all), Err(NotInflated::Damaged));
        assert_eq!(inflate(b"no zlib at all", all), Err(NotInflated::Damaged));
        assert_eq!(inflate(&packed, all - 1), Err(NotInflated::TooLarge));
        assert_eq!(inflate(b" \n", all), Ok(0));
    }
}
