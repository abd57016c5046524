//! Adding a substitution of single glyphs to a font's `GSUB` table (OpenType 1.9, "GSUB"), every read checked: a font is input.

use std::collections::BTreeMap;

use super::sfnt::{put, u16_at};

/// A table's length up to where the offset to the variations of features may stand.
const HEADER: usize = 10;
/// Bytes of a record: a tag and an offset.
const RECORD: usize = 6;
/// A language's system that requires no feature.
const NONE_REQUIRED: u16 = 0xffff;
/// How many scripts, languages and features of theirs are read: more have no room in a table.
const MOST: usize = 0x8000;
/// Scripts that are taken where a text's own is not there.
const FALLBACKS: [[u8; 4]; 3] = [*b"DFLT", *b"dflt", *b"latn"];

/// What a script or a language asks for: the feature that it requires, and those that it has.
struct LangSys {
    required: u16,
    features: Vec<u16>,
}

struct Script {
    tag: [u8; 4],
    default: Option<LangSys>,
    languages: Vec<([u8; 4], LangSys)>,
}

impl Script {
    /// All its systems.
    fn systems(&mut self) -> impl Iterator<Item = &mut LangSys> {
        let languages = self.languages.iter_mut().map(|(_, system)| system);
        self.default.iter_mut().chain(languages)
    }
}

/// A `GSUB` table in which, for every script and language, `feature` exchanges each of `glyphs` for its value, by a lookup behind
/// all that were there. All else that shapes text is as it was. None where the table is broken, where its features vary (`FeatureVariations`), or
/// where the result would be too large for its offsets.
pub fn with_substitution(table: Option<&[u8]>, feature: [u8; 4], glyphs: &BTreeMap<u16, u16>) -> Option<Vec<u8>> {
    let [scripts, features, lookups] = match table {
        Some(table) => parts(table)?,
        None => [&[0; 2][..]; 3],
    };
    let (mut scripts, mut features) = (read_scripts(scripts)?, read_features(features)?);
    if !scripts.iter().any(|script| FALLBACKS.contains(&script.tag)) {
        let (tag, default, languages) = (FALLBACKS[0], None, Vec::new());
        scripts.push(Script {
            tag,
            default,
            languages,
        });
        scripts.sort_by_key(|script| script.tag);
    }
    let place = features.partition_point(|(tag, _)| *tag <= feature);
    let those = features.iter_mut().filter(|(tag, _)| *tag == feature);
    let number = u16_at(lookups, 0)?;
    those.for_each(|(_, lookups)| lookups.push(number));
    ask_for(&mut scripts, feature, &features, place)?;
    features.insert(place, (feature, vec![number]));
    whole(&[
        &write_scripts(&scripts)?,
        &write_features(&features)?,
        &with_lookup(lookups, &lookup(glyphs)?)?,
    ])
}

/// The script list, the feature list and the lookup list of a table, each with all that comes behind it: they may share.
fn parts(table: &[u8]) -> Option<[&[u8]; 3]> {
    let (major, minor) = (u16_at(table, 0)?, u16_at(table, 2)?);
    if major != 1 || minor > 0 && table.get(HEADER..HEADER + 4)? != [0; 4] {
        return None;
    }
    let list = |at| table.get(usize::from(u16_at(table, at)?)..);
    Some([list(4)?, list(6)?, list(8)?])
}

/// The records of a list, tags and offsets, behind so many bytes and their count.
fn records(list: &[u8], before: usize) -> Option<Vec<([u8; 4], usize)>> {
    let count = usize::from(u16_at(list, before)?);
    let records = list.get(before + 2..before + 2 + RECORD * count)?;
    let record = |record: &[u8]| Some((*record.first_chunk::<4>()?, usize::from(u16_at(record, 4)?)));
    records.chunks_exact(RECORD).map(record).collect()
}

/// The numbers behind a count.
fn numbers(data: &[u8], at: usize) -> Option<Vec<u16>> {
    let count = usize::from(u16_at(data, at)?);
    (0..count).map(|number| u16_at(data, at + 2 + 2 * number)).collect()
}

/// What a script list says. Tables may be shared by many records: what would never fit again is not read to its end.
fn read_scripts(list: &[u8]) -> Option<Vec<Script>> {
    let mut read = 0;
    let mut system = |script: &[u8], at: usize| {
        let system = LangSys {
            required: u16_at(script, at + 2)?,
            features: numbers(script, at + 4)?,
        };
        read += 1 + system.features.len();
        (read < MOST).then_some(system)
    };
    let mut scripts = Vec::new();
    for (tag, at) in records(list, 0)? {
        let script = list.get(at..)?;
        let default = match usize::from(u16_at(script, 0)?) {
            0 => None,
            at => Some(system(script, at)?),
        };
        let languages = records(script, 2)?.into_iter();
        let languages = languages.map(|(tag, at)| Some((tag, system(script, at)?)));
        let languages = languages.collect::<Option<_>>()?;
        scripts.push(Script {
            tag,
            default,
            languages,
        });
    }
    Some(scripts)
}

/// Lets every script and language ask for the feature that is to stand at `place`, but those that ask for one of its name.
fn ask_for(scripts: &mut [Script], feature: [u8; 4], features: &[Feature], place: usize) -> Option<()> {
    let place = u16::try_from(place).ok()?;
    let moved = |number: u16| number + u16::from(number >= place && number != NONE_REQUIRED);
    let is_it = |number: &u16| {
        features
            .get(usize::from(*number))
            .is_some_and(|(tag, _)| *tag == feature)
    };
    for script in scripts {
        script.default.get_or_insert(LangSys {
            required: NONE_REQUIRED,
            features: Vec::new(),
        });
        for system in script.systems() {
            let asks = system.features.iter().any(is_it);
            system.required = moved(system.required);
            system.features.iter_mut().for_each(|number| *number = moved(*number));
            if !asks {
                system.features.push(place);
            }
        }
    }
    Some(())
}

/// Numbers as they stand in a table.
fn bytes(numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    numbers.into_iter().flat_map(u16::to_be_bytes).collect()
}

/// A length as an offset.
fn offset(length: usize) -> Option<[u8; 2]> {
    Some(u16::try_from(length).ok()?.to_be_bytes())
}

/// A list of tables by their tags, behind `head`, which ends before their count.
fn tagged(head: &[u8], tables: &[([u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let mut out = [head, &offset(tables.len())?].concat();
    let mut at = out.len() + RECORD * tables.len();
    for (tag, table) in tables {
        out.extend(tag);
        out.extend(offset(at)?);
        at += table.len();
    }
    tables.iter().for_each(|(_, table)| out.extend(table));
    Some(out)
}

fn write_scripts(scripts: &[Script]) -> Option<Vec<u8>> {
    let system = |system: &LangSys| {
        let count = u16::try_from(system.features.len()).ok()?;
        Some(bytes(
            [0, system.required, count]
                .into_iter()
                .chain(system.features.iter().copied()),
        ))
    };
    let script = |script: &Script| {
        let languages = script
            .languages
            .iter()
            .map(|(tag, language)| Some((*tag, system(language)?)));
        let mut out = tagged(&[0; 2], &languages.collect::<Option<Vec<_>>>()?)?;
        if let Some(default) = &script.default {
            let at = offset(out.len())?;
            put(&mut out, 0, &at)?;
            out.extend(system(default)?);
        }
        Some((script.tag, out))
    };
    tagged(&[], &scripts.iter().map(script).collect::<Option<Vec<_>>>()?)
}

/// A feature and its lookups.
type Feature = ([u8; 4], Vec<u16>);

/// What a feature list says, but for what only menus show (`FeatureParams`).
fn read_features(list: &[u8]) -> Option<Vec<Feature>> {
    let mut read = 0;
    let mut feature = |(tag, at): ([u8; 4], usize)| {
        let lookups = numbers(list, at + 2)?;
        read += 1 + lookups.len();
        (read < MOST).then_some((tag, lookups))
    };
    records(list, 0)?.into_iter().map(&mut feature).collect()
}

fn write_features(features: &[Feature]) -> Option<Vec<u8>> {
    let feature = |(tag, lookups): &Feature| {
        let count = u16::try_from(lookups.len()).ok()?;
        Some((*tag, bytes([0, count].into_iter().chain(lookups.iter().copied()))))
    };
    tagged(&[], &features.iter().map(feature).collect::<Option<Vec<_>>>()?)
}

/// A lookup that exchanges single glyphs (lookup type 1, format 2).
fn lookup(glyphs: &BTreeMap<u16, u16>) -> Option<Vec<u8>> {
    let count = u16::try_from(glyphs.len()).ok()?;
    let coverage = count.checked_mul(2)?.checked_add(6)?;
    let head = [1, 0, 1, 8, 2, coverage, count];
    let covered = [1, count].into_iter().chain(glyphs.keys().copied());
    Some(bytes(head.into_iter().chain(glyphs.values().copied()).chain(covered)))
}

/// A lookup list with one more lookup.
fn with_lookup(list: &[u8], lookup: &[u8]) -> Option<Vec<u8>> {
    let old = numbers(list, 0)?;
    let (start, begin) = (2 + 2 * old.len(), 2 + 2 * (old.len() + 1));
    let shift = begin + lookup.len() - start;
    let mut out = offset(old.len() + 1)?.to_vec();
    for at in old {
        out.extend(offset(usize::from(at) + shift)?);
    }
    out.extend(offset(begin)?);
    out.extend(lookup);
    out.extend(list.get(start..)?);
    Some(out)
}

/// A table of a script list, a feature list and a lookup list.
fn whole(lists: &[&[u8]; 3]) -> Option<Vec<u8>> {
    let mut out = bytes([1, 0]);
    let mut at = HEADER;
    for list in lists {
        out.extend(offset(at)?);
        at += list.len();
    }
    lists.iter().for_each(|list| out.extend(*list));
    Some(out)
}

#[cfg(test)]
mod tests {
    use read_fonts::FontRef;
    use rustybuzz::{Direction, Face, ShapePlan, UnicodeBuffer, script};

    use super::*;
    use crate::fonts::{FontLibrary, sfnt};

    const WORDS: [&str; 5] = [
        "السلام عليكم ورحمة الله",
        "لله ٱللَّهِ ۝١٢ فَتَّاحٌ",
        "שָׁלוֹם עוֹלָם",
        "office fjord ffi 1/2",
        "پنجره گچ",
    ];

    /// What a font makes of words: glyphs and their places.
    fn shaped(data: &[u8]) -> Vec<(u32, u32, i32, i32, i32)> {
        let face = Face::from_slice(data, 0).expect("a font");
        let mut out = Vec::new();
        for word in WORDS {
            let mut buffer = UnicodeBuffer::new();
            buffer.push_str(word);
            buffer.guess_segment_properties();
            let glyphs = rustybuzz::shape(&face, &[], buffer);
            let each = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions());
            out.extend(each.map(|(info, at)| (info.glyph_id, info.cluster, at.x_advance, at.x_offset, at.y_offset)));
        }
        out
    }

    fn with_table(font: &FontRef, table: Vec<u8>) -> Vec<u8> {
        let mut tables = sfnt::tables(font);
        tables.retain(|(tag, _)| tag != b"GSUB");
        tables.push((*b"GSUB", table));
        sfnt::write(sfnt::version(font), tables).expect("a file")
    }

    /// The glyph of a question mark in text from the right, in each of some scripts.
    fn question(data: &[u8]) -> Vec<u32> {
        let face = Face::from_slice(data, 0).expect("a font");
        let glyph = |script| {
            let plan = ShapePlan::new(&face, Direction::RightToLeft, Some(script), None, &[]);
            let mut buffer = UnicodeBuffer::new();
            buffer.push_str("?");
            buffer.set_direction(Direction::RightToLeft);
            buffer.set_script(script);
            rustybuzz::shape_with_plan(&face, &plan, buffer).glyph_infos()[0].glyph_id
        };
        [
            script::ARABIC,
            script::HEBREW,
            script::LATIN,
            script::UNKNOWN,
            script::THAI,
        ]
        .map(glyph)
        .to_vec()
    }

    #[test]
    fn a_substitution_works_in_every_script_and_changes_nothing_else() {
        for family in FontLibrary::shipped().families() {
            for face in &family.faces {
                let data = face.data.as_ref();
                let font = FontRef::new(data).expect("a font");
                let before = question(data)[0] as u16;
                // Families of signs may have no question mark.
                if before == 0 {
                    continue;
                }
                let swap = BTreeMap::from([(before, before + 1)]);
                for table in [sfnt::table(&font, *b"GSUB"), None] {
                    let made = with_substitution(table, *b"rtlm", &swap).expect("a table");
                    let again = with_substitution(Some(&made), *b"rtlm", &BTreeMap::from([(before + 1, 0)]));
                    let made = with_table(&font, made);
                    assert_eq!(question(&made), [u32::from(before) + 1; 5], "{}", face.file);
                    let again = with_table(&font, again.expect("a table"));
                    assert_eq!(question(&again), [0; 5], "{}: a lookup added to the feature", face.file);
                    if table.is_some() {
                        assert_eq!(shaped(data), shaped(&made), "{}", face.file);
                    }
                }
            }
        }
    }

    #[test]
    fn a_broken_table_is_left_alone() {
        let swap = BTreeMap::from([(1, 2)]);
        for family in FontLibrary::shipped().families() {
            let face = family.regular().expect("a face");
            let font = FontRef::new(face.data.as_ref()).expect("a font");
            let whole = sfnt::table(&font, *b"GSUB").expect("a table");
            for length in (0..whole.len().min(600)).chain([whole.len() / 2]) {
                let _ = with_substitution(Some(&whole[..length]), *b"rtlm", &swap);
            }
            for place in 0..whole.len().min(600) {
                let mut harmed = whole.to_vec();
                harmed[place] = !harmed[place];
                let _ = with_substitution(Some(&harmed), *b"rtlm", &swap);
            }
        }
        assert_eq!(with_substitution(Some(&[]), *b"rtlm", &swap), None);
        // A thousand languages that share one system of a thousand features would fill no table.
        let records: Vec<u8> = (0..1000).flat_map(|_| *b"TEST\xff\xff").collect();
        let mut scripts = [&[0, 1][..], b"DFLT", &[0, 8], &[0, 0, 3, 0xe8], &records].concat();
        scripts.resize(8 + 0xffff, 0);
        scripts.extend([0, 0, 0xff, 0xff, 0xff, 0xff]);
        scripts.resize(scripts.len() + 2 * 0xffff, 0);
        assert!(read_scripts(&scripts).is_none());
    }
}
