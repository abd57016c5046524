//! EPUBs (2 and 3): their chapters in the order of reading, as pages.

use super::html::{self, Page};
use super::losses::Losses;
use super::package::{Package, folder_of, resolve};
use super::pictures::Pictures;
use super::xml::{Element, Fault};
use super::{About, Raw};

/// Reads an EPUB.
pub(super) fn read(
    package: &Package<'_>,
    language: Option<&str>,
    pictures: &mut Pictures,
    losses: &mut Losses,
) -> Result<Raw, Fault> {
    if package
        .names()
        .iter()
        .any(|name| name == "META-INF/rights.xml" || name == "META-INF/license.lcpl")
    {
        return Err(Fault::Damaged("it is locked: its text is encrypted".into()));
    }
    let container = package
        .tree("META-INF/container.xml")?
        .ok_or_else(|| Fault::Damaged("it has no container".into()))?;
    let main = container
        .find("rootfile")
        .and_then(|file| file.attribute("full-path"))
        .unwrap_or("")
        .to_string();
    let root = package
        .tree(&main)?
        .ok_or_else(|| Fault::Damaged("it has no package document".into()))?;
    let folder = folder_of(&main);
    let about = about(&root);
    let said = root
        .find("language")
        .map(|language| language.text().trim().to_string())
        .filter(|tag| !tag.is_empty());
    let mut pages = Vec::new();
    for item in spine(&root) {
        let Some(path) = item
            .attribute("href")
            .and_then(|href| resolve(folder, &html::percent_decoded(href)))
        else {
            continue;
        };
        let Some(bytes) = package.bytes(&path)? else { continue };
        pages.push(Page {
            base: path,
            html: html::decode(&bytes),
        });
    }
    if pages.is_empty() {
        return Err(Fault::Damaged("it has no chapters".into()));
    }
    // Pictures that make no page are read when they are met; what is too large then is as if it were not there.
    let file = |path: &str| package.bytes(path).ok().flatten();
    let language = language.map(str::to_string).or(said);
    Ok(html::pages(pages, about, language.as_deref(), &file, pictures, losses))
}

/// The chapters in the order of reading: not the table of contents, not the cover, not what stands aside.
fn spine(root: &Element) -> Vec<&Element> {
    let Some((manifest, spine)) = root.child("manifest").zip(root.child("spine")) else {
        return Vec::new();
    };
    let item = |reference: &Element| {
        let id = reference.attribute("idref")?;
        let aside = reference.attribute("linear") == Some("no");
        let item = manifest.children().find(|item| item.attribute("id") == Some(id))?;
        let leads = item
            .attribute("properties")
            .is_some_and(|kinds| kinds.split(' ').any(|kind| kind == "nav"));
        let is_cover = [
            "cover",
            "cover.xhtml",
            "coverpage",
            "titlepage",
            "title_page",
            "title_page_xhtml",
            "cover_xhtml",
        ]
        .contains(&id);
        let is_page = item.attribute("media-type").is_some_and(|kind| kind.contains("html"));
        (!leads && !is_cover && !aside && is_page).then_some(item)
    };
    spine.children().filter_map(item).collect()
}

/// What the EPUB says of itself (Dublin Core).
fn about(root: &Element) -> About {
    let Some(metadata) = root.child("metadata") else {
        return About::default();
    };
    let all = |name: &str| -> Vec<String> {
        let found = metadata.children().filter(|child| &*child.name == name);
        found
            .map(|child| child.text().split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
            .collect()
    };
    let first = |name: &str| all(name).into_iter().next();
    let mut about = About::said(
        first("title"),
        None,
        first("description"),
        Some(all("subject").join("; ")),
    );
    about.authors = all("creator");
    about
}
