//! A finished PDF as print shops take it: PDF/X-4 (ISO 15930-7), black type in black ink, boxes set, nothing to click.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::ink::{Inks, ink};
use super::prefer::{cleaned, set_boxes};
use super::sheets::save;
use super::source::{Source, damaged};
use super::{Boxes, PageBox};
use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::Binding;

/// What the inks look like: an output profile of ours after CGATS TR 001 (`assets/icc/README.md`).
const PROFILE: &[u8] = include_bytes!("../../assets/icc/cmyk.icc");
/// The printing condition that the profile describes, by its name in the ICC's registry.
const CONDITION: &str = "CGATS TR 001";
const REGISTRY: &str = "http://www.color.org";

/// What a print shop's file is made with.
#[derive(Debug, Clone, PartialEq)]
pub struct Shop {
    /// Boxes page by page.
    pub boxes: Vec<Boxes>,
    /// What becomes of colours.
    pub inks: Inks,
    /// On which side whoever prints it takes it to be bound.
    pub binding: Binding,
}

/// Makes a finished PDF ready for a print shop. It must have been written without a claim to another standard.
///
/// # Errors
/// A finding where the PDF cannot be read, or where there are boxes for another number of pages than it has.
pub fn to_shop(pdf: &[u8], shop: &Shop, report: &mut Report) -> Result<Vec<u8>, Diagnostic> {
    let source = Source::read(pdf, PageBox::Media, &mut Report::new())?;
    let pages: Vec<ObjectId> = source.pages().iter().map(|page| page.id).collect();
    let mut document = set_boxes(source, &shop.boxes)?;
    ink(&mut document, shop.inks, report)?;
    for page in pages {
        if let Ok(page) = document.get_dictionary_mut(page) {
            // Links lie on the page's area, where no annotation may be (ISO 15930-7).
            page.remove(b"Annots");
        }
    }
    let intent = output_intent(&mut document);
    let metadata = metadata(&mut document)?;
    let catalogue = document.catalog_mut().map_err(|_| damaged("it has no catalogue"))?;
    catalogue.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalogue.set("Metadata", metadata);
    let direction = if shop.binding == Binding::Right { "R2L" } else { "L2R" };
    catalogue.set(
        "ViewerPreferences",
        dictionary! { "Direction" => direction, "PrintScaling" => "None" },
    );
    if let Ok(info) = document.trailer.get(b"Info").and_then(Object::as_reference)
        && let Ok(info) = document.get_dictionary_mut(info)
    {
        info.set("Trapped", "False");
        info.set("GTS_PDFXVersion", Object::string_literal("PDF/X-4"));
    }
    document.prune_objects();
    save(cleaned(document), &[pdf, format!("{shop:?}").as_bytes()])
}

/// The condition that is printed for (ISO 15930-7; ISO 32000-1, 14.11.5).
fn output_intent(document: &mut Document) -> Dictionary {
    let mut profile = Stream::new(dictionary! { "N" => 4 }, PROFILE.to_vec());
    // A profile that cannot be packed is written as it is.
    let _ = profile.compress();
    let profile = document.add_object(profile);
    let text = |text: &str| Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => text(CONDITION),
        "RegistryName" => text(REGISTRY),
        "Info" => text(CONDITION),
        "DestOutputProfile" => profile,
    }
}

/// The metadata with what PDF/X asks for besides (ISO 15930-7).
fn metadata(document: &mut Document) -> Result<Object, Diagnostic> {
    let broken = || damaged("its metadata cannot be read");
    let id = document
        .catalog()
        .and_then(|catalogue| catalogue.get(b"Metadata")?.as_reference());
    let id = id.map_err(|_| broken())?;
    let stream = document
        .get_object_mut(id)
        .and_then(Object::as_stream_mut)
        .map_err(|_| broken())?;
    let plain = stream.get_plain_content().map_err(|_| broken())?;
    let mut text = String::from_utf8(plain).map_err(|_| broken())?;
    let between = |text: &str, open: &str, close: &str| {
        let from = text.find(open)? + open.len();
        Some(text[from..].split_once(close)?.0.to_owned())
    };
    let date = between(&text, "<xmp:ModifyDate>", "</xmp:ModifyDate>").ok_or_else(broken)?;
    let additions = format!(
        "<xmp:MetadataDate>{date}</xmp:MetadataDate><xmpMM:VersionID>1</xmpMM:VersionID><pdf:Trapped>False</pdf:Trapped>\
         <pdfxid:GTS_PDFXVersion xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">PDF/X-4</pdfxid:GTS_PDFXVersion>"
    );
    let end = text.rfind("</rdf:Description>").ok_or_else(broken)?;
    text.insert_str(end, &additions);
    stream.dict.remove(b"Filter");
    stream.set_plain_content(text.into_bytes());
    Ok(Object::Reference(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_an_output_profile_of_four_inks() {
        assert_eq!(PROFILE.get(12..24), Some(&b"prtrCMYKLab "[..]));
        let size = PROFILE.first_chunk::<4>().map(|size| u32::from_be_bytes(*size));
        assert_eq!(size.map(|size| size as usize), Some(PROFILE.len()));
    }
}
