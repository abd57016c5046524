//! Running the program as a user does, on fixture books and on books made up on the spot.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A book in a folder of its own that goes away with it, and a folder for what is built.
pub struct Book {
    folder: TempDir,
}

/// How a run of the program ended.
pub struct Run {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Book {
    /// An empty book.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("book")).unwrap();
        Self { folder }
    }

    /// A copy of a fixture book, named by its path below `tests/fixtures`.
    pub fn fixture(name: &str) -> Self {
        let book = Self::new();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name),
            &book.path(),
        );
        book
    }

    /// The same book with one more file.
    pub fn with(self, file: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// The book's folder.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    /// The folder that [`Book::build`] writes to.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// `kurras build BOOK --out OUT` with further arguments, in the folder that holds both.
    pub fn build(&self, arguments: &[&str]) -> Run {
        let out = self.out();
        let mut all = vec!["build", "book", "--out", out.to_str().unwrap()];
        all.extend(arguments);
        self.run(&all)
    }

    /// The program with these arguments, in the folder that holds the book.
    pub fn run(&self, arguments: &[&str]) -> Run {
        kurras(self.folder.path(), arguments)
    }

    /// The same with a text on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = command(self.folder.path(), arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        Run::from(child.wait_with_output().unwrap())
    }

    /// What lies in the output folder, sorted, but for what `build` remembers of books; empty where there is none.
    pub fn built(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.out()) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != ".kurras")
            .collect();
        names.sort();
        names
    }

    /// The one file that was built whose name ends so.
    pub fn file(&self, ending: &str) -> PathBuf {
        let names: Vec<String> = self.built().into_iter().filter(|name| name.ends_with(ending)).collect();
        match &names[..] {
            [name] => self.out().join(name),
            _ => panic!("not one file *{ending} in {:?}", self.built()),
        }
    }
}

impl Run {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        Self::from(command.output().unwrap())
    }

    /// Panics unless the run ended with this code.
    #[track_caller]
    pub fn expect_code(&self, code: i32) -> &Self {
        assert_eq!(
            self.code,
            Some(code),
            "stdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// Panics unless standard output says this of a proof.
    #[track_caller]
    pub fn expect_proved(&self, words: &str) -> &Self {
        let said = self.stdout.contains(words);
        assert!(said, "“{words}” was not proved:\n{}\n{}", self.stdout, self.stderr);
        self
    }

    /// Panics unless standard error says this.
    #[track_caller]
    pub fn expect_said(&self, words: &str) -> &Self {
        assert!(self.stderr.contains(words), "“{words}” was not said:\n{}", self.stderr);
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Runs the program in a folder, with an environment of nothing but what it needs.
pub fn kurras(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(&mut command(folder, arguments))
}

/// The program, ready to be run so.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kurras"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null());
    command
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
