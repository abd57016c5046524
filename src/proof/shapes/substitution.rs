//! Which glyphs a font's own substitutions make of others (OpenType 1.9, GSUB).

use std::collections::{BTreeMap, BTreeSet};

use read_fonts::tables::gsub::{SingleSubst, SubstitutionLookup, SubstitutionSubtables};
use read_fonts::types::Tag;
use read_fonts::{FontRef, TableProvider};

/// Features that draw a sign as it stands in text of the other direction.
const MIRRORED: [&[u8; 4]; 2] = [b"rtlm", b"ltrm"];
/// Features that only decorate: with them, a digit may look like another script's.
const STYLES: [&[u8; 2]; 2] = [b"ss", b"cv"];
const ALTERNATES: [&[u8; 4]; 5] = [b"aalt", b"salt", b"hist", b"nalt", b"trad"];

/// A way to a glyph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    /// From which glyphs it is made: one, or those of a ligature in order.
    pub(super) from: Vec<u16>,
    pub(super) kind: Kind,
}

/// What kind of feature leads that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// One that keeps what the text says.
    Plain,
    /// One that is a matter of style.
    Style,
    /// One that mirrors.
    Mirror,
}

/// All ways to each glyph.
pub(super) fn ways(font: &FontRef) -> BTreeMap<u16, Vec<Way>> {
    let mut ways: BTreeMap<u16, Vec<Way>> = BTreeMap::new();
    let Ok(gsub) = font.gsub() else { return ways };
    let kinds = kinds(font);
    let Ok(lookups) = gsub.lookup_list() else { return ways };
    for (number, lookup) in (0u16..).zip(lookups.lookups().iter()) {
        let Ok(lookup) = lookup else { continue };
        let kind = kinds.get(&number).copied().unwrap_or(Kind::Plain);
        let mut add = |from: Vec<u16>, to: u16| {
            let ways = ways.entry(to).or_default();
            let way = Way { from, kind };
            if !ways.contains(&way) {
                ways.push(way);
            }
        };
        let _ = read(&lookup, &mut add);
    }
    ways
}

/// The kind of each lookup by the gentlest feature that names it. Lookups that only others call are plain.
fn kinds(font: &FontRef) -> BTreeMap<u16, Kind> {
    let mut kinds: BTreeMap<u16, Kind> = BTreeMap::new();
    let Some(features) = font.gsub().ok().and_then(|gsub| gsub.feature_list().ok()) else {
        return kinds;
    };
    for record in features.feature_records() {
        let kind = kind_of(record.feature_tag());
        let Ok(feature) = record.feature(features.offset_data()) else {
            continue;
        };
        for lookup in feature.lookup_list_indices() {
            let known = kinds.entry(lookup.get()).or_insert(kind);
            *known = (*known).min(kind);
        }
    }
    kinds
}

fn kind_of(tag: Tag) -> Kind {
    let name = tag.to_be_bytes();
    if MIRRORED.contains(&&name) {
        Kind::Mirror
    } else if ALTERNATES.contains(&&name) || STYLES.iter().any(|style| name.starts_with(*style)) {
        Kind::Style
    } else {
        Kind::Plain
    }
}

fn read(lookup: &SubstitutionLookup, add: &mut dyn FnMut(Vec<u16>, u16)) -> Result<(), read_fonts::ReadError> {
    match lookup.subtables()? {
        SubstitutionSubtables::Single(tables) => {
            for table in tables.iter().flatten() {
                single(&table, add)?;
            }
        }
        SubstitutionSubtables::Multiple(tables) => {
            for table in tables.iter().flatten() {
                for (from, sequence) in table.coverage()?.iter().zip(table.sequences().iter()) {
                    for to in sequence?.substitute_glyph_ids() {
                        add(vec![from.to_u16()], to.get().to_u16());
                    }
                }
            }
        }
        SubstitutionSubtables::Alternate(tables) => {
            for table in tables.iter().flatten() {
                for (from, set) in table.coverage()?.iter().zip(table.alternate_sets().iter()) {
                    for to in set?.alternate_glyph_ids() {
                        add(vec![from.to_u16()], to.get().to_u16());
                    }
                }
            }
        }
        SubstitutionSubtables::Ligature(tables) => {
            for table in tables.iter().flatten() {
                for (first, set) in table.coverage()?.iter().zip(table.ligature_sets().iter()) {
                    for ligature in set?.ligatures().iter().flatten() {
                        let rest = ligature.component_glyph_ids().iter().map(|glyph| glyph.get().to_u16());
                        add(
                            std::iter::once(first.to_u16()).chain(rest).collect(),
                            ligature.ligature_glyph().to_u16(),
                        );
                    }
                }
            }
        }
        SubstitutionSubtables::Reverse(tables) => {
            for table in tables.iter().flatten() {
                for (from, to) in table.coverage()?.iter().zip(table.substitute_glyph_ids()) {
                    add(vec![from.to_u16()], to.get().to_u16());
                }
            }
        }
        SubstitutionSubtables::Contextual(_) | SubstitutionSubtables::ChainContextual(_) => {}
    }
    Ok(())
}

fn single(table: &SingleSubst, add: &mut dyn FnMut(Vec<u16>, u16)) -> Result<(), read_fonts::ReadError> {
    match table {
        SingleSubst::Format1(table) => {
            for from in table.coverage()?.iter() {
                add(
                    vec![from.to_u16()],
                    from.to_u16().wrapping_add_signed(table.delta_glyph_id()),
                );
            }
        }
        SingleSubst::Format2(table) => {
            for (from, to) in table.coverage()?.iter().zip(table.substitute_glyph_ids()) {
                add(vec![from.to_u16()], to.get().to_u16());
            }
        }
    }
    Ok(())
}

/// The glyphs that a font's GDEF calls marks.
pub(super) fn marks(font: &FontRef) -> BTreeSet<u16> {
    let classes = font.gdef().ok().and_then(|gdef| gdef.glyph_class_def()?.ok());
    let Some(classes) = classes else {
        return BTreeSet::new();
    };
    classes
        .iter()
        .filter(|(_, class)| *class == 3)
        .map(|(glyph, _)| glyph.to_u16())
        .collect()
}
