//! Places as windows show them, and how an editor is opened at one: by an address that the system hands to it.

use std::path::Path;

use serde_json::{Value, json};

use crate::diagnostic::{Sources, Span};

/// Editors that take such addresses, by the names of their commands.
const KNOWN: [(&str, &str); 6] = [
    ("vscode", "vscode://file{file}:{line}:{column}"),
    ("vscodium", "vscodium://file{file}:{line}:{column}"),
    ("cursor", "cursor://file{file}:{line}:{column}"),
    ("zed", "zed://file{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{file}&line={line}&column={column}"),
];
/// Schemes that would run something in the window, or lead it away.
const REFUSED: [&str; 8] = [
    "javascript",
    "data",
    "vbscript",
    "blob",
    "about",
    "http",
    "https",
    "view-source",
];

/// An address with `{file}`, `{line}` and `{column}` to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor(String);

impl Editor {
    /// The names of the editors that are known.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(name, _)| *name)
    }

    /// Reads an editor's name, or an address.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn read(written: &str) -> Result<Self, String> {
        if let Some((_, address)) = KNOWN.iter().find(|(name, _)| *name == written) {
            return Ok(Self((*address).into()));
        }
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        let is_scheme = |scheme: &str| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        };
        match written.split_once(':') {
            Some((scheme, _)) if REFUSED.iter().any(|refused| scheme.eq_ignore_ascii_case(refused)) => {
                Err(format!("an address of {scheme}: opens no editor"))
            }
            Some((scheme, rest)) if is_scheme(scheme) && rest.contains("{file}") => Ok(Self(written.into())),
            _ => Err(format!(
                "say {}, or an address with {{file}}, {{line}} and {{column}}, as in {}",
                names.join(", "),
                KNOWN.first().map_or("", |known| known.1)
            )),
        }
    }

    /// The address that opens a file at a line and a column, both from 1; none where the file's path is not absolute.
    pub fn address(&self, file: &Path, line: usize, column: usize) -> Option<String> {
        let path = url::Url::from_file_path(file).ok()?;
        let address = self.0.replace("{file}", path.path());
        let address = address.replace("{line}", &line.to_string());
        Some(address.replace("{column}", &column.to_string()))
    }
}

/// A place as windows show it.
pub fn placed(span: Span, sources: &Sources, editor: Option<&Editor>) -> Option<Value> {
    let place = sources.place(span)?;
    let file = std::path::absolute(Path::new(&place.file)).ok()?;
    let open = editor.and_then(|editor| editor.address(&file, place.line, place.column_utf16));
    Some(json!({ "file": place.file, "line": place.line, "column": place.column, "open": open }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_called_by_its_name_or_by_an_address() {
        let address = |written: &str| {
            let editor = Editor::read(written).unwrap();
            editor.address(Path::new("/home/a b/كتاب.md"), 3, 14).unwrap()
        };
        assert_eq!(
            address("vscode"),
            "vscode://file/home/a%20b/%D9%83%D8%AA%D8%A7%D8%A8.md:3:14"
        );
        assert_eq!(
            address("my-ed:{file}#{line}"),
            "my-ed:/home/a%20b/%D9%83%D8%AA%D8%A7%D8%A8.md#3"
        );
        for wrong in [
            "notepad",
            "javascript:alert('{file}')",
            "HTTPS://e.org/{file}",
            "ed:{line}",
            "1ed:{file}",
            "",
        ] {
            assert!(Editor::read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Editor::read("zed").unwrap().address(Path::new("a.md"), 1, 1), None);
    }
}
