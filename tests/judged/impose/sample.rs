//! PDFs whose pages say by black squares which page they are and where their top is.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A PDF in the making: pages first, catalogue last.
pub struct Maker {
    pub document: Document,
    pub root: ObjectId,
    pub pages: Vec<ObjectId>,
}

impl Maker {
    pub fn new() -> Self {
        let mut document = Document::with_version("1.7");
        let root = document.new_object_id();
        Self {
            document,
            root,
            pages: Vec::new(),
        }
    }

    /// Adds a page of a size in points with this content; `more` goes into its dictionary.
    pub fn page(&mut self, (width, height): (f32, f32), content: &str, more: Dictionary) {
        let contents = self
            .document
            .add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let mut page = dictionary! {
            "Type" => "Page",
            "Parent" => self.root,
            "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
            "Resources" => Dictionary::new(),
            "Contents" => contents,
        };
        set_all(&mut page, more);
        self.pages.push(self.document.add_object(page));
    }

    /// The finished file; `more` goes into the catalogue.
    pub fn finish(mut self, more: Dictionary) -> Vec<u8> {
        let kids: Vec<Object> = self.pages.iter().map(|id| Object::Reference(*id)).collect();
        let count = kids.len() as i64;
        let root = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        self.document.objects.insert(self.root, root.into());
        let mut catalogue = dictionary! { "Type" => "Catalog", "Pages" => self.root };
        set_all(&mut catalogue, more);
        let catalogue = self.document.add_object(catalogue);
        self.document.trailer.set("Root", catalogue);
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }
}

/// Lopdf's own `extend` joins arrays instead of replacing them.
fn set_all(dictionary: &mut Dictionary, more: Dictionary) {
    for (key, value) in &more {
        dictionary.set(key.clone(), value.clone());
    }
}

/// A PDF of so many pages with their codes.
pub fn coded(pages: usize, size: (f32, f32)) -> Vec<u8> {
    let mut maker = Maker::new();
    for page in 1..=pages {
        maker.page(size, &code(page, size), Dictionary::new());
    }
    maker.finish(Dictionary::new())
}

/// Four by four squares: the one at the top left is black, the other corners are white, and between them stand the page's six
/// bits, each followed by its opposite.
pub fn code(page: usize, (width, height): (f32, f32)) -> String {
    let (w, h) = (width / 4.0, height / 4.0);
    let mut content = String::from("0 g\n");
    for (column, row) in blacks(page) {
        let (x, y) = (column as f32 * w, height - (row + 1) as f32 * h);
        content += &format!("{x} {y} {w} {h} re f\n");
    }
    content
}

/// The squares between the corners, in the order of the bits.
const INNER: [(usize, usize); 12] = [
    (1, 0),
    (2, 0),
    (0, 1),
    (1, 1),
    (2, 1),
    (3, 1),
    (0, 2),
    (1, 2),
    (2, 2),
    (3, 2),
    (1, 3),
    (2, 3),
];

fn blacks(page: usize) -> Vec<(usize, usize)> {
    let number = page - 1;
    let bits = INNER
        .iter()
        .enumerate()
        .filter(|(index, _)| (number >> (index / 2) & 1 == 1) != (index % 2 == 1));
    std::iter::once((0, 0)).chain(bits.map(|(_, square)| *square)).collect()
}

/// What is to be seen on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    Blank,
    Page(usize),
    UpsideDown(usize),
    Confused,
}

/// Reads sixteen squares, row by row: whether each is black.
pub fn decode(squares: [bool; 16]) -> Seen {
    let upright = |black: &dyn Fn(usize, usize) -> bool| {
        let corners = black(0, 0) && !black(3, 0) && !black(0, 3) && !black(3, 3);
        let bits: Vec<bool> = INNER.iter().map(|&(column, row)| black(column, row)).collect();
        let sound = corners && bits.chunks(2).all(|pair| pair[0] != pair[1]);
        sound.then(|| {
            bits.chunks(2)
                .enumerate()
                .map(|(index, pair)| usize::from(pair[0]) << index)
                .sum::<usize>()
                + 1
        })
    };
    if squares.iter().all(|black| !black) {
        return Seen::Blank;
    }
    if let Some(page) = upright(&|column, row| squares[row * 4 + column]) {
        return Seen::Page(page);
    }
    upright(&|column, row| squares[15 - (row * 4 + column)]).map_or(Seen::Confused, Seen::UpsideDown)
}

#[test]
fn codes_are_read_back() {
    for page in 1..=64 {
        let mut squares = [false; 16];
        for (column, row) in blacks(page) {
            squares[row * 4 + column] = true;
        }
        assert_eq!(decode(squares), Seen::Page(page));
        squares.reverse();
        assert_eq!(decode(squares), Seen::UpsideDown(page));
    }
}
