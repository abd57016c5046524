//! The text as XHTML: blocks. (Inlines are in `inlines`, notes in `notes`.)

use super::breaks::{Break, Breaks};
use super::pictures::PictureFiles;
use super::plan::{Plan, heading_id};
use crate::diagnostic::Diagnostic;
use crate::document::breaks::{Break::Allowed, LONG, LONG_IN_CELLS, breaks};
use crate::document::{
    Alignment, Block, BlockKind, Definition, Folio, Group, Heading, Image, Inline, ListItem, Role, Target, VerseLine,
    Width,
};
use crate::edition::{Edition, Volume};
use crate::markup::Xml;

/// How high the pictures of a row are at least, in the size of the type: in narrower rooms they go into rows of their own.
const LEAST_HEIGHT: f64 = 6.0;
/// How wide a row is at least whose pictures have widths in hundredths of it, in the size of the type.
const LEAST_ROW: f64 = 20.0;

/// A line of the contents.
#[derive(Debug, Clone)]
pub(in crate::output) struct Entry {
    /// How deep it stands, from 1.
    pub depth: usize,
    /// Its address in the book.
    pub href: String,
    /// Its number in the book's digits; empty where it has none.
    pub number: String,
    /// Its text.
    pub content: Vec<Inline>,
}

/// A page break that was written.
#[derive(Debug, Clone)]
pub(in crate::output) struct PageMark {
    /// Its address in the book.
    pub href: String,
    /// The page's number as printed.
    pub label: String,
}

/// What writing the text goes by and finds out.
pub(in crate::output) struct Flow<'a> {
    pub volume: &'a Volume,
    pub plan: &'a Plan<'a>,
    pub pictures: &'a PictureFiles,
    pub breaks: Breaks<'a>,
    /// The chapter being written.
    pub chapter: usize,
    /// The levels of the headings that the present place stands under.
    pub levels: Vec<u8>,
    /// Whether what is being written is a table's.
    pub in_table: bool,
    /// Whether what is written stands in a row of pictures.
    pub in_row: bool,
    pub contents: Vec<Entry>,
    pub pages: Vec<PageMark>,
    pub findings: Vec<Diagnostic>,
    /// Down to which level headings are in the contents.
    depth: usize,
}

impl<'a> Flow<'a> {
    /// Nothing written yet of a volume of this edition. `levels` are those of the headings that stand above the text, `folios` the pages
    /// of the reading PDF.
    pub fn new(
        (edition, volume): (&Edition, &'a Volume),
        (plan, pictures): (&'a Plan<'a>, &'a PictureFiles),
        folios: &'a [Folio],
        levels: Vec<u8>,
    ) -> Self {
        Flow {
            volume,
            plan,
            pictures,
            breaks: Breaks::new(folios),
            chapter: 0,
            levels,
            in_table: false,
            in_row: false,
            contents: Vec::new(),
            pages: Vec::new(),
            findings: Vec::new(),
            depth: edition.config.book.contents_depth.map_or(3, usize::from),
        }
    }
}

/// A heading's text for the contents: one that is set in the other direction is kept apart there.
fn repeated(block: &Block, heading: &Heading) -> Vec<Inline> {
    let content = heading.content.clone();
    match block.direction {
        None => content,
        direction => vec![Inline::Isolate {
            direction,
            language: None,
            content,
        }],
    }
}

/// A table of the text.
pub(in crate::output) struct Table<'a> {
    pub caption: &'a [Inline],
    pub alignments: &'a [Alignment],
    pub header: &'a [Vec<Inline>],
    pub rows: &'a [Vec<Vec<Inline>>],
}

impl Flow<'_> {
    /// Writes blocks one after the other.
    pub fn blocks(&mut self, xml: &mut Xml, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(xml, block));
    }

    /// Writes a block and the page breaks that fall into it.
    pub fn block(&mut self, xml: &mut Xml, block: &Block) {
        let around = self.breaks.enter(block);
        let holds_letters = matches!(block.kind, BlockKind::Paragraph { .. } | BlockKind::Heading(_));
        if !holds_letters {
            // No letter of the block stands directly in its element: what comes before all of them stands before it.
            let first = self.breaks.at_start();
            self.page_marks(xml, first);
        }
        self.kind(xml, block);
        let rest = self.breaks.leave(around);
        self.page_marks(xml, rest);
    }

    fn kind(&mut self, xml: &mut Xml, block: &Block) {
        let direction = block.direction.map(|direction| ("dir", direction.name()));
        let attributes: Vec<(&str, &str)> = direction.into_iter().collect();
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(xml, block, heading),
            BlockKind::Paragraph { content } => xml.block("p", &attributes, |xml| self.inlines(xml, content)),
            BlockKind::Figure { image, link, caption } => self.figure(xml, image, link.as_ref(), caption),
            BlockKind::List { start, tight, items } => self.list(xml, *start, *tight, items, direction),
            BlockKind::Quote { blocks, attribution } => xml.block("blockquote", &attributes, |xml| {
                xml.line();
                self.blocks(xml, blocks);
                if let Some(attribution) = attribution {
                    xml.block("p", &[("class", "attribution")], |xml| self.inlines(xml, attribution));
                }
            }),
            BlockKind::Table {
                alignments,
                header,
                rows,
                caption,
            } => self.table(
                xml,
                &Table {
                    caption,
                    alignments,
                    header,
                    rows,
                },
                &attributes,
            ),
            BlockKind::Group(group) => self.group(xml, group, &attributes),
            BlockKind::PageBreak => xml.block("div", &[("class", "page-break")], |_| {}),
            BlockKind::Code { text, caption, .. } => self.code(xml, text, caption),
            BlockKind::Verse { lines } => self.verse(xml, lines, direction),
            BlockKind::Definitions { entries } => self.definitions(xml, entries, &attributes),
            BlockKind::Rule => {
                xml.empty("hr", &[]);
                xml.line();
            }
        }
    }

    /// Blocks that belong together, with their title or the program's own word for them.
    fn group(&mut self, xml: &mut Xml, group: &Group, attributes: &[(&str, &str)]) {
        let side = match group.align {
            Some(Alignment::Left) => "left",
            Some(Alignment::Center) => "center",
            Some(Alignment::Right) => "right",
            Some(Alignment::None) | None => "",
        };
        let role = match group.role {
            Role::Plain => "",
            Role::Box => "box",
            Role::Missing => "missing",
            Role::Row => "row",
            Role::Inset => "inset",
            Role::FullPage => "full-page",
            Role::HalfTitle | Role::Dedication | Role::Epigraph | Role::CopyrightPage => "leaf",
        };
        // A name of the author's own must not meet the classes of this program's styles.
        let name = match group.name.as_str() {
            "" => String::new(),
            name if group.role == Role::Box => format!("box-{name}"),
            name => format!("own-{name}"),
        };
        let class = [role, &name, side]
            .iter()
            .filter(|name| !name.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        let language = group.language.as_deref();
        // A chapter's own is no page, and says what it is itself.
        let own = match (group.role, group.name.as_str()) {
            (Role::Inset, "dedication") => &[("epub:type", "dedication"), ("role", "doc-dedication")][..],
            (Role::Inset, "epigraph") => &[("epub:type", "epigraph"), ("role", "doc-epigraph")][..],
            _ => &[],
        };
        let missing = (group.role == Role::Missing).then_some(&self.volume.locale.words.missing_image);
        let attributes: Vec<(&str, &str)> = Some(("class", class.as_str()))
            .filter(|class| !class.1.is_empty())
            .into_iter()
            .chain(own.iter().copied())
            .chain(missing.map(|word| ("aria-label", word.as_str())))
            .chain(language.into_iter().flat_map(|tag| [("lang", tag), ("xml:lang", tag)]))
            .chain(attributes.iter().copied())
            .collect();
        let element = if missing.is_some() { "figure" } else { "div" };
        xml.block(element, &attributes, |xml| {
            xml.line();
            if !group.title.is_empty() {
                xml.block("p", &[("class", "box-title")], |xml| self.inlines(xml, &group.title));
            } else if !group.label.is_empty() {
                xml.block("p", &[("class", "box-title")], |xml| xml.text(&group.label));
            }
            let around = std::mem::replace(&mut self.in_row, group.role == Role::Row);
            self.blocks(xml, &group.blocks);
            self.in_row = around;
        });
    }

    fn heading(&mut self, xml: &mut Xml, block: &Block, heading: &Heading) {
        // No level is passed over on the way down, whatever the author wrote: those who hear a book count on it.
        self.levels.retain(|&level| level < heading.level);
        self.levels.push(heading.level);
        let depth = self.levels.len().min(6);
        let id = heading_id(block);
        if self.breaks.is_top() && (heading.part || depth <= self.depth) {
            self.contents.push(Entry {
                depth: depth + usize::from(heading.in_part),
                href: self.plan.address(self.chapter, &id, usize::MAX),
                number: heading.label.clone(),
                content: repeated(block, heading),
            });
        }
        let mut attributes = vec![("id", id.as_str())];
        attributes.extend(block.direction.map(|direction| ("dir", direction.name())));
        xml.block(&format!("h{depth}"), &attributes, |xml| {
            // A page that begins with the heading begins with its number.
            let first = self.breaks.at_start();
            self.page_marks(xml, first);
            if !heading.label.is_empty() {
                xml.element("span", &[("class", "number")], |xml| {
                    xml.text(&format!("{}.", heading.label))
                });
                xml.text(" ");
            }
            self.inlines(xml, &heading.content);
        });
    }

    /// A picture with its caption. Those of a row share its width by their shapes, so that all are of one height, or as their authors
    /// say.
    fn figure(&mut self, xml: &mut Xml, image: &Image, link: Option<&Target>, caption: &[Inline]) {
        let mut image = image.clone();
        let share = self.in_row.then(|| match image.width.take() {
            Some(Width::Share(share)) => (f64::from(share) / 100.0, LEAST_ROW),
            Some(Width::Points(points)) => (points / 100.0, LEAST_HEIGHT),
            None => {
                let size = self.pictures.size(&image.path);
                let shape = size.map_or(1.0, |(width, height)| f64::from(width) / f64::from(height));
                (shape, LEAST_HEIGHT)
            }
        });
        // The least widths are in the same proportions: one that is kept wider than its share would be higher than the others.
        let share = share.map(|(share, least)| format!("flex-grow: {share:.2}; min-width: {:.2}em", share * least));
        let attributes: Vec<_> = share.as_deref().map(|share| ("style", share)).into_iter().collect();
        xml.block("figure", &attributes, |xml| {
            match link {
                Some(target) => {
                    // A link needs words for those who do not see the picture.
                    if image.alt.is_empty() {
                        image.alt = match target {
                            Target::Url(address) | Target::Anchor(address) => address.clone(),
                        };
                    }
                    let span = image.span;
                    self.link(xml, target, &[Inline::Image(image)], span);
                }
                None => self.image(xml, &image),
            }
            if !caption.is_empty() {
                xml.line();
                xml.element("figcaption", &[], |xml| self.inlines(xml, caption));
            }
        });
    }

    fn list(
        &mut self,
        xml: &mut Xml,
        start: Option<u64>,
        tight: bool,
        items: &[ListItem],
        direction: Option<(&str, &str)>,
    ) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let first = start.unwrap_or(1).to_string();
        let tasks = items.iter().any(|item| item.task.is_some());
        let class = match (tasks, tight) {
            (true, _) => "tasks",
            (false, true) => "tight",
            (false, false) => "loose",
        };
        let letters = items.iter().any(ListItem::counts_in_letters);
        items.iter().for_each(|item| xml.reserve(&item.marker));
        let class = if letters {
            format!("{class} letters")
        } else {
            class.into()
        };
        let mut attributes = vec![("class", class.as_str())];
        if first != "1" {
            attributes.push(("start", &first));
        }
        attributes.extend(direction);
        xml.block(name, &attributes, |xml| {
            xml.line();
            items.iter().for_each(|item| self.item(xml, tight, item));
        });
    }

    fn item(&mut self, xml: &mut Xml, tight: bool, item: &ListItem) {
        xml.block("li", &[], |xml| {
            if let Some(done) = item.task {
                let words = &self.volume.locale.words;
                let (class, label) = if done {
                    ("task done", &words.done)
                } else {
                    ("task", &words.not_done)
                };
                xml.element(
                    "span",
                    &[("class", class), ("role", "img"), ("aria-label", label)],
                    |_| {},
                );
                xml.text(" ");
            }
            let blocks = match &item.blocks[..] {
                // A tight item's first paragraph is the item's own line.
                [
                    Block {
                        kind: BlockKind::Paragraph { content },
                        direction: None,
                        ..
                    },
                    rest @ ..,
                ] if tight || item.task.is_some() => {
                    if let Some(first) = item.blocks.first() {
                        let around = self.breaks.enter(first);
                        self.inlines(xml, content);
                        let left = self.breaks.leave(around);
                        self.page_marks(xml, left);
                    }
                    rest
                }
                all => all,
            };
            if !blocks.is_empty() {
                xml.line();
                self.blocks(xml, blocks);
            }
        });
    }

    /// Code reads from the left whatever the book's direction (alreq § 4).
    fn code(&mut self, xml: &mut Xml, text: &str, caption: &[Inline]) {
        if !caption.is_empty() {
            return xml.block("figure", &[("class", "code")], |xml| {
                xml.element("figcaption", &[], |xml| self.inlines(xml, caption));
                xml.line();
                self.code(xml, text, &[]);
            });
        }
        xml.block("pre", &[("dir", "ltr")], |xml| {
            xml.element("code", &[], |xml| self.letters(xml, text, Xml::code));
        });
    }

    fn verse(&mut self, xml: &mut Xml, lines: &[VerseLine], direction: Option<(&str, &str)>) {
        // Lines that are set in are told by where the others begin.
        let class = match lines.iter().any(|line| line.indent > 0) {
            true => "line begun",
            false => "line",
        };
        let blank = |line: &VerseLine| line.first.is_empty() && line.second.is_none();
        let attributes: Vec<_> = [("class", "verse")].into_iter().chain(direction).collect();
        xml.block("div", &attributes, |xml| {
            xml.line();
            for stanza in lines.split(blank).filter(|stanza| !stanza.is_empty()) {
                xml.block("div", &[("class", "stanza")], |xml| {
                    xml.line();
                    stanza.iter().for_each(|line| self.verse_line(xml, line, class));
                });
            }
        });
    }

    fn verse_line(&mut self, xml: &mut Xml, line: &VerseLine, class: &str) {
        // Half a letter's width a space, as in most typefaces.
        let style = (line.indent > 0).then(|| format!("padding-inline-start: {:.1}em", f64::from(line.indent) / 2.0));
        let style = style.as_deref().map(|style| ("style", style));
        let attributes: Vec<_> = [("class", class)].into_iter().chain(style).collect();
        match &line.second {
            None => xml.block("p", &attributes, |xml| self.inlines(xml, &line.first)),
            Some(second) => xml.block("p", &[("class", "bayt")], |xml| {
                xml.element("span", &[("class", "sadr")], |xml| self.inlines(xml, &line.first));
                xml.text(" ");
                xml.element("span", &[("class", "ajuz")], |xml| self.inlines(xml, second));
            }),
        }
    }

    fn definitions(&mut self, xml: &mut Xml, entries: &[Definition], attributes: &[(&str, &str)]) {
        xml.block("dl", attributes, |xml| {
            xml.line();
            for entry in entries {
                for term in &entry.terms {
                    xml.block("dt", &[], |xml| self.inlines(xml, term));
                }
                for definition in &entry.definitions {
                    xml.block("dd", &[], |xml| {
                        xml.line();
                        self.blocks(xml, definition);
                    });
                }
            }
        });
    }

    /// Writes page breaks, and remembers where they stand.
    pub fn page_marks(&mut self, xml: &mut Xml, breaks: Vec<Break>) {
        for Break { id, label } in breaks {
            let attributes = [
                ("epub:type", "pagebreak"),
                ("role", "doc-pagebreak"),
                ("id", id.as_str()),
                ("aria-label", label.as_str()),
            ];
            xml.element("span", &attributes, |_| {});
            let href = self.plan.address(self.chapter, &id, usize::MAX);
            self.pages.push(PageMark { href, label });
        }
    }

    /// Letters of a line, with the page breaks that fall between them and the places at which long words may end a line. The hyphens of an
    /// option (`--fix`) are held to its name.
    pub fn words(&mut self, xml: &mut Xml, text: &str, write: impl Fn(&mut Xml, &str)) {
        let shortest = if self.in_table { LONG_IN_CELLS } else { LONG };
        self.letters(xml, text, |xml, text| {
            let mut from = 0;
            for (at, told) in breaks(text, shortest) {
                if told == Allowed && at > from {
                    write(xml, text.get(from..at).unwrap_or_default());
                    xml.empty("wbr", &[]);
                    from = at;
                } else if let Some(option) = option_at(text, at).filter(|option| option.start >= from) {
                    write(xml, text.get(from..option.start).unwrap_or_default());
                    from = option.end;
                    let option = text.get(option).unwrap_or_default();
                    xml.element("span", &[("class", "held")], |xml| write(xml, option));
                }
            }
            write(xml, text.get(from..).unwrap_or_default());
        });
    }

    /// Letters, with the page breaks that fall between them.
    pub fn letters(&mut self, xml: &mut Xml, text: &str, write: impl Fn(&mut Xml, &str)) {
        let mut rest = text;
        while let Some((at, found)) = self.breaks.next_in(rest) {
            let (before, after) = rest.split_at(at);
            write(xml, before);
            self.page_marks(xml, vec![found]);
            rest = after;
        }
        if !rest.is_empty() {
            write(xml, rest);
        }
    }
}

/// The option of a program whose name begins here, behind its hyphens: with them, up to the first sign in it.
fn option_at(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let (before, name) = text.split_at_checked(at)?;
    let start = before.trim_end_matches('-').len();
    let stands_alone = before
        .get(..start)?
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || "([«“\"|".contains(c));
    let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
    (start < at && stands_alone).then_some(start..at + end)
}
