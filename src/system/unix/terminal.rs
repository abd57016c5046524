//! Asking on the terminal for what it must not show.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

/// Keys that are no letters, as terminals send them (ASCII).
const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const BACKSPACE: u8 = 8;
const CTRL_U: u8 = 21;
const ESCAPE: u8 = 27;
const DELETE: u8 = 127;

/// The terminal of the process, which shows nothing of what is typed until the value goes away.
///
/// It is silent before anything is asked: whoever types at the sight of a prompt types unseen. What was typed before that, which
/// the terminal may have shown, is thrown away, as by other programs that ask for passwords (`getpass`, `sudo`). Between two
/// questions it stays silent, and what is typed is kept.
pub struct Terminal<T: Read + Write = Silent> {
    terminal: T,
}

/// A terminal that shows nothing, with the modes that it had.
pub struct Silent {
    file: File,
    before: Termios,
}

impl Terminal {
    /// Silences the terminal.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open() -> io::Result<Self> {
        let file = File::options().read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&file)?;
        let mut silent = before.clone();
        // Lines and signals are off too: a process that a signal ends would leave the terminal silent.
        silent.local_modes -= LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON | LocalModes::ISIG;
        silent.special_codes[SpecialCodeIndex::VMIN] = 1;
        silent.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&file, OptionalActions::Flush, &silent)?;
        Ok(Self {
            terminal: Silent { file, before },
        })
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        // If this fails there is no terminal any more.
        let _ = tcsetattr(&self.file, OptionalActions::Now, &self.before);
    }
}

impl Read for Silent {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.file.read(into)
    }
}

impl Write for Silent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl<T: Read + Write> Terminal<T> {
    /// Asks for a line and reads it, as far as a line can be mended that nobody sees: backspace, and Ctrl-U for all of it.
    ///
    /// # Errors
    /// Where nothing is answered: Ctrl-C, Ctrl-D on an empty line, a terminal that goes away, bytes that are no text.
    pub fn ask(&mut self, prompt: &str) -> io::Result<String> {
        self.terminal.write_all(prompt.as_bytes())?;
        self.terminal.flush()?;
        let line = self.line();
        // Enter was not shown either.
        self.terminal.write_all(b"\n")?;
        String::from_utf8(line?).map_err(|_| ErrorKind::InvalidData.into())
    }

    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            match self.key()? {
                b'\r' | b'\n' => return Ok(line),
                CTRL_C => return Err(ErrorKind::Interrupted.into()),
                CTRL_D if line.is_empty() => return Err(ErrorKind::UnexpectedEof.into()),
                BACKSPACE | DELETE => {
                    // A letter is its first byte and all that go on with it.
                    while line.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
                }
                CTRL_U => line.clear(),
                ESCAPE => self.skip()?,
                control if control.is_ascii_control() => {}
                byte => line.push(byte),
            }
        }
    }

    /// Reads to the end of what an arrow or another special key sends (ECMA-48, 5.4).
    fn skip(&mut self) -> io::Result<()> {
        if matches!(self.key()?, b'[' | b'O') {
            while !(0x40..=0x7e).contains(&self.key()?) {}
        }
        Ok(())
    }

    fn key(&mut self) -> io::Result<u8> {
        let mut key = [0];
        self.terminal.read_exact(&mut key)?;
        Ok(key[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was typed, and what is shown.
    struct Typed<'a>(&'a [u8], Vec<u8>);

    impl Read for Typed<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.0.read(into)
        }
    }

    impl Write for Typed<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.1.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_mended_and_never_shown() {
        let answers: [(&str, Result<&str, ErrorKind>); 10] = [
            ("كلمة سر\n", Ok("كلمة سر")),
            ("word\r", Ok("word")),
            ("\n", Ok("")),
            ("كلمةس\u{7f}\u{8}\u{7f}\n", Ok("كل")),
            ("\u{7f}a\n", Ok("a")),
            ("wrong\u{15}right\u{1b}[A\u{1b}OB\u{1b}[3~\n", Ok("right")),
            ("a\u{4}\tb\n", Ok("ab")),
            ("wo\u{3}rd\n", Err(ErrorKind::Interrupted)),
            ("\u{4}", Err(ErrorKind::UnexpectedEof)),
            ("word", Err(ErrorKind::UnexpectedEof)),
        ];
        for (typed, expected) in answers {
            let mut hidden = Terminal {
                terminal: Typed(typed.as_bytes(), Vec::new()),
            };
            let answer = hidden.ask("Password: ");
            assert_eq!(answer.as_deref().map_err(|error| error.kind()), expected, "{typed:?}");
            assert_eq!(hidden.terminal.1, b"Password: \n", "{typed:?}");
        }
    }
}
