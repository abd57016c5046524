//! Inputs made of seeds: the same for the same number, on every machine.

use super::seeds::Seeds;

/// A source of numbers that look like chance (xorshift64*).
pub struct Mutator(u64);

/// Numbers at which programs stumble.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "00",
    "255",
    "65535",
    "65536",
    "2147483648",
    "18446744073709551616",
    "1e308",
    "-0.0001",
    "NaN",
];

/// The most bytes of an input: what is larger tells nothing new and takes long.
const LARGEST: usize = 64 << 10;

impl Mutator {
    pub fn new(target: &str, run: u64) -> Self {
        let mixed = target
            .bytes()
            .chain(run.to_le_bytes())
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(mixed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 16) as usize % end.max(1)
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// A seed, changed once or several times.
    pub fn mutated(&mut self, seeds: &Seeds) -> Vec<u8> {
        let mut input = self.one(seeds.inputs).to_vec();
        for _ in 0..=self.below(6) {
            self.change(&mut input, seeds);
        }
        input.truncate(LARGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, seeds: &Seeds) {
        match self.below(if seeds.is_text { 10 } else { 6 }) {
            0 => self.flip(input),
            1 => {
                let (from, to) = self.range(input);
                drop(input.drain(from..to));
            }
            2 => {
                let (from, to) = self.range(input);
                let piece = input[from..to].to_vec();
                let at = self.place(input);
                drop(input.splice(at..at, piece));
            }
            3 => {
                let other = self.one(seeds.inputs).to_vec();
                let (from, to) = self.range(&other);
                let at = self.place(input);
                drop(input.splice(at..at, other[from..to].iter().copied()));
            }
            4 => input.truncate(self.place(input)),
            5 => {
                let at = self.below(input.len());
                let value = [0, 0x7f, 0x80, 0xff][self.below(4)];
                if let Some(byte) = input.get_mut(at) {
                    *byte = value;
                }
            }
            6 => self.repeat(input),
            7 => self.number(input),
            _ => {
                let word = self.one(seeds.words).bytes().collect::<Vec<u8>>();
                let at = self.place(input);
                drop(input.splice(at..at, word));
            }
        }
    }

    fn flip(&mut self, input: &mut [u8]) {
        let at = self.below(input.len());
        let bit = self.below(8);
        if let Some(byte) = input.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }

    /// Says a piece again, many times.
    fn repeat(&mut self, input: &mut Vec<u8>) {
        let (from, to) = self.range(input);
        let piece = input[from..to.min(from + 40)].to_vec();
        let times = 1 << self.below(10);
        drop(input.splice(from..from, piece.repeat(times)));
    }

    /// Puts another number in the place of one.
    fn number(&mut self, input: &mut Vec<u8>) {
        let runs: Vec<(usize, usize)> = digits(input);
        if runs.is_empty() {
            return;
        }
        let (from, to) = runs[self.below(runs.len())];
        let number = NUMBERS[self.below(NUMBERS.len())];
        drop(input.splice(from..to, number.bytes()));
    }

    fn range(&mut self, input: &[u8]) -> (usize, usize) {
        let (one, other) = (self.place(input), self.place(input));
        (one.min(other), one.max(other))
    }

    fn place(&mut self, input: &[u8]) -> usize {
        self.below(input.len() + 1)
    }
}

fn digits(input: &[u8]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in input.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.1 == at => run.1 += 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}
