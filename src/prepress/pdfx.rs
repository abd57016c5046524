//! PDF/X-4 (ISO 15930-7): what a finished PDF says of itself to print shops, and nothing to click.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::file::damaged;
use super::xmp::{self, Property};
use crate::diagnostic::Diagnostic;
use crate::imposition::Binding;

/// What the inks look like: an output profile of ours after CGATS TR 001 (`assets/icc/README.md`).
const PROFILE: &[u8] = include_bytes!("../../assets/icc/cmyk.icc");
/// The printing condition that the profile describes, by its name in the ICC's registry.
const CONDITION: &str = "CGATS TR 001";
const REGISTRY: &str = "http://www.color.org";

/// Makes a document PDF/X-4, as far as its boxes and inks do not matter. `binding` is the side on which whoever prints it takes it to
/// be bound.
///
/// # Errors
/// A finding where it has no catalogue or no metadata.
pub fn apply(document: &mut Document, binding: Binding) -> Result<(), Diagnostic> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        if let Ok(page) = document.get_dictionary_mut(page) {
            // Links lie on the page's area, where no annotation may be (ISO 15930-7).
            page.remove(b"Annots");
        }
    }
    let intent = output_intent(document);
    let metadata = metadata(document)?;
    let catalogue = document.catalog_mut().map_err(|_| damaged("it has no catalogue"))?;
    catalogue.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalogue.set("Metadata", metadata);
    let direction = if binding == Binding::Right { "R2L" } else { "L2R" };
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
    Ok(())
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
    let packet = String::from_utf8(plain).map_err(|_| broken())?;
    let date = xmp::value(&packet, "xmp:ModifyDate").ok_or_else(broken)?;
    let property = |name, value| Property {
        name,
        namespace: None,
        value,
    };
    let packet = xmp::with(
        &packet,
        &[
            property("xmp:MetadataDate", &date),
            property("xmpMM:VersionID", "1"),
            property("pdf:Trapped", "False"),
            Property {
                namespace: Some(("xmlns:pdfxid", "http://www.npes.org/pdfx/ns/id/")),
                ..property("pdfxid:GTS_PDFXVersion", "PDF/X-4")
            },
        ],
    )
    .ok_or_else(broken)?;
    stream.dict.remove(b"Filter");
    stream.set_plain_content(packet);
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
