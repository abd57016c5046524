//! How much of anything the program takes: every bound on what comes in, in one place.
//!
//! Files come from strangers. Each thing that could fill the memory or take for ever has a bound, which is checked before memory is
//! taken, and whose finding names its place. [`BOUNDS`] is the table of them all; `docs/limits.md` is made from it.

/// The largest text of a manuscript, in bytes.
pub const TEXT_BYTES: u64 = 32 << 20;
/// The most text of one book, in bytes: three times the Bible. Pages of a text take some 500 times its bytes of memory.
pub const BOOK_BYTES: u64 = 16 << 20;
/// The largest picture or font, in bytes.
pub const FILE_BYTES: u64 = 128 << 20;
/// The most that one paragraph, cell or other run of letters may hold, in bytes: lines are chosen for a paragraph as a whole.
pub const PARAGRAPH_BYTES: u64 = 1_000_000;
/// How often the direction may change in one paragraph.
pub const DIRECTION_CHANGES: u64 = 10_000;
/// How often the direction may change in a book: each change costs some 8 KB.
pub const BOOK_DIRECTION_CHANGES: u64 = 300_000;
/// The most marks on one letter.
pub const MARKS: u64 = 64;
/// The most headings of a book: each costs the contents, the bookmarks and the running heads some 200 KB.
pub const HEADINGS: u64 = 5_000;
/// How deep quotations, lists, definitions, notes and emphasis may stand inside each other, counted together. Themes recurse over the
/// document, and Typst ends what calls itself: eighteen lists inside each other are the most that come out.
pub const NESTING: u64 = 16;
/// How deep notes may have notes.
pub const NOTES_IN_NOTES: u64 = 4;
/// The largest front matter and the largest `book.toml`, in bytes.
pub const SETTINGS_BYTES: u64 = 1 << 20;
/// The most keys that front matter may have.
pub const FRONT_MATTER_KEYS: u64 = 2_000;

/// The most that a decoded picture may fill, in bytes: 89 million pixels of three.
pub const PICTURE_DECODED: u64 = 256 << 20;
/// The most that a picture's colour profile may unpack to, in bytes. Profiles of presses have some two million.
pub const PICTURE_PROFILE: u64 = 8 << 20;
/// The largest drawing (SVG), in bytes.
pub const DRAWING_BYTES: u64 = 16 << 20;
/// The most elements and pieces of text that a drawing is written with.
pub const DRAWING_NODES: u64 = 500_000;
/// The most parts of a drawing, counted as often as they are drawn.
pub const DRAWING_PARTS: u64 = 200_000;
/// How deep the parts of a drawing may stand inside each other, through all that they refer to.
pub const DRAWING_DEPTH: u64 = 200;
/// How many questions a drawing's rules of style may ask of its elements.
pub const DRAWING_STYLE_STEPS: u64 = 50_000_000;
/// What drawing a drawing may cost, in pixels gone through.
pub const DRAWING_WORK: u64 = 500_000_000;

/// The most that one part of a packed document may unpack to, in bytes.
pub const IMPORT_PART: u64 = 256 << 20;
/// The most that all parts of a packed document may unpack to together, in bytes.
pub const IMPORT_WHOLE: u64 = 1 << 30;
/// The most files that a packed document may hold.
pub const IMPORT_FILES: u64 = 50_000;

/// The largest PDF that is imposed, in bytes.
pub const PDF_BYTES: u64 = 1 << 30;
/// The most that one table of a PDF's objects (ISO 32000-1, 7.5.7 and 7.5.8) may unpack to, in bytes: programs put some hundred objects into each.
pub const PDF_TABLE: u64 = 32 << 20;
/// The most that all of them may unpack to, in bytes, besides [`PDF_TABLES_FOR_A_BYTE`] times the file. What is unpacked is kept.
pub const PDF_TABLES: u64 = 32 << 20;
/// How many bytes more for each byte of the file.
pub const PDF_TABLES_FOR_A_BYTE: u64 = 12;
/// The most pages of a PDF that is imposed.
pub const PDF_PAGES: u64 = 50_000;
/// The most that one page's content may unpack to, in bytes: far above any real page, far below our memory.
pub const PDF_CONTENT: u64 = 256 << 20;
/// The most that the contents of all pages may unpack to, in bytes, and be read again from pieces that pages share, besides
/// [`PDF_CONTENTS_FOR_A_BYTE`] times the file. Text and drawings are packed to a tenth at the best.
pub const PDF_CONTENTS: u64 = 512 << 20;
/// How many bytes more for each byte of the file.
pub const PDF_CONTENTS_FOR_A_BYTE: u64 = 64;
/// The most content that may be written again, in bytes, for pages that share it but differ in their box or resources, besides
/// [`PDF_COPIED_FOR_A_BYTE`] times the file.
pub const PDF_COPIED: u64 = 64 << 20;
/// How many bytes more for each byte of the file.
pub const PDF_COPIED_FOR_A_BYTE: u64 = 4;
/// The most annotations that are looked at in a PDF, however its pages share them.
pub const PDF_ANNOTATIONS: u64 = 200_000;

/// What a bound counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Pieces,
    /// Bytes.
    Bytes,
}

/// A row of the table: something that has a bound.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    /// The most that is taken.
    pub most: u64,
    /// What is counted.
    pub unit: Unit,
    /// The code of the finding that says it.
    pub code: &'static str,
    /// What is bounded, in English and in Arabic.
    pub what: [&'static str; 2],
    /// What to do where a book needs more, in English and in Arabic.
    pub more: [&'static str; 2],
}

const fn row(most: u64, unit: Unit, code: &'static str, what: [&'static str; 2], more: [&'static str; 2]) -> Bound {
    Bound {
        most,
        unit,
        code,
        what,
        more,
    }
}

const SIMPLIFY: [&str; 2] = [
    "simplify the drawing, or save it as PNG",
    "بسّط الرسم أو احفظه بصيغة PNG",
];
const PARTS: [&str; 2] = [
    "save the document in parts, and import them together",
    "احفظ المستند أجزاءً ثم استوردها معاً",
];

const SPLIT: [&str; 2] = ["split the PDF", "اقسم ملفّ PDF"];
const ANEW: [&str; 2] = [
    "print the PDF to a new PDF first, or look where it comes from",
    "اطبع ملفّ PDF إلى ملفّ جديد أوّلاً، أو انظر من أين أتى",
];

/// Every bound. None can be raised by a setting, so that a stranger's book cannot raise it either: what to do instead stands in the row.
pub const BOUNDS: &[Bound] = &[
    row(
        TEXT_BYTES,
        Unit::Bytes,
        "unreadable-file",
        ["a text file of the manuscript", "ملفّ نصّ من المخطوطة"],
        ["make several files of it", "اقسمه ملفّات"],
    ),
    row(
        BOOK_BYTES,
        Unit::Bytes,
        "long-book",
        ["the text of a book", "نصّ الكتاب كلّه"],
        ["make several books of it", "اجعله كتباً"],
    ),
    row(
        FILE_BYTES,
        Unit::Bytes,
        "missing-picture",
        ["a picture's or a font's file", "ملفّ صورة أو خطّ"],
        ["save the picture smaller", "احفظ الصورة أصغر"],
    ),
    row(
        PARAGRAPH_BYTES,
        Unit::Bytes,
        "long-paragraph",
        [
            "a paragraph, a cell, a heading, a block of code",
            "فقرة أو خليّة أو عنوان أو نصّ برمجيّ",
        ],
        ["part it by empty lines", "اقسمها بأسطر فارغة"],
    ),
    row(
        DIRECTION_CHANGES,
        Unit::Pieces,
        "long-paragraph",
        ["changes of direction in one paragraph", "تبدّلات الاتجاه في فقرة واحدة"],
        ["part it by empty lines", "اقسمها بأسطر فارغة"],
    ),
    row(
        BOOK_DIRECTION_CHANGES,
        Unit::Pieces,
        "long-book",
        ["changes of direction in a book", "تبدّلات الاتجاه في الكتاب كلّه"],
        ["make several books of it", "اجعله كتباً"],
    ),
    row(
        MARKS,
        Unit::Pieces,
        "stacked-marks",
        ["marks on one letter", "العلامات على حرف واحد"],
        ["leave the marks that a reader needs", "أبقِ العلامات التي يحتاجها القارئ"],
    ),
    row(
        HEADINGS,
        Unit::Pieces,
        "too-many-headings",
        ["headings of a book", "عناوين الكتاب"],
        ["make several books of it", "اجعله كتباً"],
    ),
    row(
        NESTING,
        Unit::Pieces,
        "nesting",
        [
            "quotations, lists, notes and emphasis inside each other",
            "الاقتباسات والقوائم والحواشي والإبراز، بعضها في بعض",
        ],
        ["take some levels out", "قلّل الطبقات"],
    ),
    row(
        NOTES_IN_NOTES,
        Unit::Pieces,
        "nesting",
        ["notes within notes", "حواشٍ داخل حواشٍ"],
        [
            "write the innermost into the note around it",
            "اكتب الأبعد في الحاشية التي تحويها",
        ],
    ),
    row(
        SETTINGS_BYTES,
        Unit::Bytes,
        "toml-syntax",
        [
            "`book.toml`, and a text's front matter",
            "`book.toml` والبيانات في أوّل النصّ",
        ],
        ["leave out what no key needs", "احذف ما لا يحتاجه مفتاح"],
    ),
    row(
        FRONT_MATTER_KEYS,
        Unit::Pieces,
        "front-matter",
        ["keys of front matter", "مفاتيح البيانات في أوّل النصّ"],
        ["leave out what no key needs", "احذف ما لا يحتاجه مفتاح"],
    ),
    row(
        PICTURE_DECODED,
        Unit::Bytes,
        "picture-too-large",
        ["a picture once it is decoded", "صورة بعد فكّها"],
        [
            "make the picture smaller: no output shows more than 4000 pixels a side",
            "صغّر الصورة: لا مُخرَج يُظهر أكثر من ٤٠٠٠ بكسل في الضلع",
        ],
    ),
    row(
        PICTURE_PROFILE,
        Unit::Bytes,
        "picture-too-large",
        [
            "a picture's colour profile once it is unpacked",
            "ملفّ ألوان الصورة بعد فكّه",
        ],
        [
            "save the picture without its profile, or as sRGB",
            "احفظ الصورة بلا ملفّ ألوان أو بألوان sRGB",
        ],
    ),
    row(
        DRAWING_BYTES,
        Unit::Bytes,
        "picture-too-large",
        ["a drawing (SVG)", "رسم (SVG)"],
        SIMPLIFY,
    ),
    row(
        DRAWING_NODES,
        Unit::Pieces,
        "picture-too-large",
        ["elements and texts of a drawing", "عناصر الرسم ونصوصه"],
        SIMPLIFY,
    ),
    row(
        DRAWING_PARTS,
        Unit::Pieces,
        "picture-too-large",
        [
            "parts of a drawing, each as often as it is drawn",
            "أجزاء الرسم، كلّ جزء بعدد مرّات رسمه",
        ],
        SIMPLIFY,
    ),
    row(
        DRAWING_DEPTH,
        Unit::Pieces,
        "picture-damaged",
        ["parts of a drawing inside each other", "أجزاء الرسم بعضها في بعض"],
        SIMPLIFY,
    ),
    row(
        DRAWING_STYLE_STEPS,
        Unit::Pieces,
        "picture-too-large",
        [
            "rules of a drawing's styles, asked of its elements",
            "قواعد أنماط الرسم مطبّقةً على عناصره",
        ],
        SIMPLIFY,
    ),
    row(
        DRAWING_WORK,
        Unit::Pieces,
        "picture-too-large",
        [
            "pixels that a drawing's filters, masks and patterns go through",
            "البكسلات التي تمرّ عليها مرشّحات الرسم وأقنعته ونقوشه",
        ],
        SIMPLIFY,
    ),
    row(
        IMPORT_PART,
        Unit::Bytes,
        "import-unsafe",
        [
            "one part of an imported document once it is unpacked",
            "جزء من مستند مستورد بعد فكّه",
        ],
        PARTS,
    ),
    row(
        IMPORT_WHOLE,
        Unit::Bytes,
        "import-unsafe",
        [
            "all parts of an imported document once they are unpacked",
            "كلّ أجزاء مستند مستورد بعد فكّها",
        ],
        PARTS,
    ),
    row(
        IMPORT_FILES,
        Unit::Pieces,
        "import-unsafe",
        ["files in an imported document", "الملفّات في مستند مستورد"],
        PARTS,
    ),
    row(
        PDF_BYTES,
        Unit::Bytes,
        "impose-bound",
        ["a PDF that is imposed", "ملفّ PDF يُفرض على الصحائف"],
        SPLIT,
    ),
    row(PDF_PAGES, Unit::Pieces, "impose-bound", ["its pages", "صفحاته"], SPLIT),
    row(
        PDF_TABLE,
        Unit::Bytes,
        "impose-bound",
        [
            "one of its tables of objects once it is unpacked",
            "جدول من جداول كائناته بعد فكّه",
        ],
        ANEW,
    ),
    row(
        PDF_TABLES,
        Unit::Bytes,
        "impose-bound",
        [
            "all of these tables once they are unpacked, and twelve times the file more",
            "كلّ هذه الجداول بعد فكّها، ومعها اثنا عشر ضعف الملفّ",
        ],
        ANEW,
    ),
    row(
        PDF_CONTENT,
        Unit::Bytes,
        "impose-bound",
        [
            "the content of one page once it is unpacked",
            "محتوى صفحة واحدة بعد فكّه",
        ],
        ANEW,
    ),
    row(
        PDF_CONTENTS,
        Unit::Bytes,
        "impose-bound",
        [
            "the contents of all pages once they are unpacked, and 64 times the file more",
            "محتوى كلّ الصفحات بعد فكّه، ومعه ٦٤ ضعف الملفّ",
        ],
        ANEW,
    ),
    row(
        PDF_COPIED,
        Unit::Bytes,
        "impose-bound",
        [
            "content that pages of different boxes share, written for each, and four times the file more",
            "محتوى تتشاركه صفحات مختلفة القطع ويُكتب لكلّ منها، ومعه أربعة أضعاف الملفّ",
        ],
        ANEW,
    ),
    row(
        PDF_ANNOTATIONS,
        Unit::Pieces,
        "impose-bound",
        ["annotations of all pages", "تعليقات كلّ الصفحات"],
        SPLIT,
    ),
];
