//! Text from bytes.

use crate::diagnostic::{Diagnostic, FileId, Report, Sources, Span, said};

/// Keeps a text that is UTF-8; else there is a finding at the first byte that is not.
pub(super) fn decode(bytes: Vec<u8>, shown: String, sources: &mut Sources, report: &mut Report) -> Option<FileId> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let finding = Diagnostic::error("not-utf8", "the text is not UTF-8; it looks like UTF-16").in_file(shown);
        report.add(finding.hint("save it again as UTF-8"));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(shown, text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let good = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default()).into_owned();
            let byte = bytes.get(valid).copied().unwrap_or_default();
            let file = sources.add(shown, good);
            let message = said!(
                "the text is not UTF-8: byte 0x{byte} at offset {valid}",
                byte = format!("{:02X}", byte),
                valid
            );
            let hint = "save it again as UTF-8 (older Arabic files are often in Windows-1256)";
            let finding = Diagnostic::error("not-utf8", message).at(Span::new(file, valid..valid));
            report.add(finding.hint(hint));
            None
        }
    }
}
