//! The documents of `book.toml` are made from the table of keys, in English and in Arabic.

use std::sync::LazyLock;

use kurras::config::front_matter::{CUSTOM, ROLES};
use kurras::config::keys::{KEYS, SECTIONS, STYLES, VARIED};
use kurras::diagnostic::codes::Tongue;
use kurras::diagnostic::messages::for_programs;
use kurras::unicode::ROMAN;
use regex::{Captures, Regex};

use super::hold;

#[test]
fn the_documents_of_keys_are_made_from_their_table() {
    for (tongue, path, words) in [
        (Tongue::English, "docs/book-toml.md", &ENGLISH),
        (Tongue::Arabic, "docs/book-toml.ar.md", &ARABIC),
    ] {
        let mut out = words.head.to_owned();
        for section in SECTIONS.iter().filter(|section| **section != "lint") {
            out += &match *section {
                "edition" => format!("\n## `[[edition]]`\n\n{}\n", editions(words)),
                section => format!("\n## `[{section}]`\n"),
            };
            out += &format!("\n{}\n| --- | --- | --- | --- |\n", words.columns);
            for key in KEYS.iter().filter(|key| key.section == *section) {
                let said = |text: &str| as_code(&for_programs(text, tongue), words.comma);
                out += &format!(
                    "| `{}` | {} | {} | {} |\n",
                    key.name,
                    said(key.about),
                    said(&key.kind.expectation()),
                    said(key.default)
                );
            }
        }
        out += &format!(
            "\n{}\n{}\n{}{}",
            words.without,
            front_matter(words),
            names(words),
            words.tail
        );
        hold(path, &out);
    }
}

/// A text with its values (quoted words, tables, lists, and what is a value by itself) marked as code.
fn as_code(text: &str, comma: &str) -> String {
    static VALUES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"`[^`]*`|\{(?:[^{}]|\{[^}]*\})*\}|\[[^\]]*\]|"[^"]*"|^(?:true|false|\d+)$"#).unwrap()
    });
    let marked = VALUES.replace_all(text, |found: &Captures| match &found[0] {
        code if code.starts_with('`') => code.to_owned(),
        value => format!("`{value}`"),
    });
    marked.replace("`, `", &format!("`{comma} `"))
}

/// Every text of the table of keys is said in Arabic: none is left in English words.
#[test]
fn every_key_is_explained_in_arabic() {
    let english = |text: &&String| {
        let told = for_programs(text, Tongue::Arabic);
        told == **text && text.contains(|c: char| c.is_ascii_lowercase()) && !text.starts_with(['"', '['])
    };
    let texts: Vec<String> = KEYS
        .iter()
        .flat_map(|key| [key.about.into(), key.default.into(), key.kind.expectation()])
        .filter(|text| !["true", "false"].contains(&text.as_str()))
        .collect();
    let left: Vec<&String> = texts.iter().filter(english).collect();
    assert!(left.is_empty(), "{left:#?}");
}

/// What is to be said of editions beside their keys.
fn editions(words: &Words) -> String {
    let varied = VARIED.iter().filter(|table| SECTIONS.contains(table));
    let tables: Vec<String> = varied.map(|table| format!("`[edition.{table}]`")).collect();
    let says = |text: &str| format!("`{}`", text.replace('\n', &format!("`{} `", words.comma)));
    let styles: Vec<String> = STYLES
        .iter()
        .map(|(name, text)| {
            words
                .style
                .replace("NAME", &format!("`{name}`"))
                .replace("TEXT", &says(text))
        })
        .collect();
    let separator = format!("{} ", words.comma);
    format!(
        "{}\n{}.",
        words.editions.replace("TABLES", &tables.join(&separator)),
        styles.join(words.semicolon)
    )
}

/// What front matter may say.
fn front_matter(words: &Words) -> String {
    let separator = format!("{} ", words.comma);
    let list = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(&separator)
    };
    let mut out = words.front_matter.to_owned();
    for (key, names) in CUSTOM.iter().filter(|row| !row.1.is_empty()) {
        out += &format!("| `{key}` | {} |\n", list(names));
    }
    let roles: Vec<&str> = ROLES.iter().map(|row| row.0).collect();
    out + &format!("| `contributors` | {} |\n\n{}", list(&roles), words.later)
}

/// How names become ASCII.
fn names(words: &Words) -> String {
    let mut out = words.names.to_owned();
    for (form, letters) in ROMAN {
        let letters: Vec<String> = letters.chars().map(String::from).collect();
        out += &format!("| {} | {form} |\n", letters.join(" "));
    }
    out
}

/// What stands between and around the tables, in one language.
struct Words {
    head: &'static str,
    columns: &'static str,
    editions: &'static str,
    style: &'static str,
    comma: &'static str,
    semicolon: &'static str,
    without: &'static str,
    front_matter: &'static str,
    later: &'static str,
    names: &'static str,
    tail: &'static str,
}

const ENGLISH: Words = Words {
    head: "# What `book.toml` may say

[بالعربية](book-toml.ar.md)

Nothing must be there, not even the file. Every unknown key is an error. In `[lint]` stand lint codes with `\"allow\"`, `\"warn\"`
or `\"deny\"`. What a book is without `book.toml`, and what front matter may say, stands [below](#a-book-without-booktoml).
Editors that know JSON Schema complete and check the file: `kurras schema > book.schema.json`, and `#:schema ./book.schema.json` as its
first line.
",
    columns: "| key | says | must be | default |",
    editions: "Each is the same book laid out anew, in files of its own. Below it may stand TABLES, with the keys of the
tables above; what they do not say, the style says, and what no style says, the book's own tables say.",
    style: "NAME says TEXT",
    comma: ",",
    semicolon: "; ",
    without: "## A book without `book.toml`

A book is a folder of texts, or one text (`kurras build essay.md`). Texts are files that end in `.md`, `.markdown`, `.mdx`, `.qmd` or `.Rmd`;
those that end in `.txt`, and those of OpenITI (`….Shamela0009783-ara1`), where they are named, or where there are no others.

- `kurras build` alone makes the book that stands here or above; the search upwards ends at a repository's root and at your own folder.
- A file that is named is a book by itself; a `book.toml` beside it is not read. A folder of folders that hold a `book.toml` is a library.
- The texts of a folder are one book, in natural order (2 before 10, in any digits), an `index.md` first. `README`, `LICENSE`, `CHANGELOG`,
  `CONTRIBUTING` and the like are left out where there are other texts, and folders are where `manuscript` does not name them. Names of files
  are compared composed (NFC).
- Where the folder itself holds no more than an index (`index.md`, `_index.md`, `README.md`) or nothing, the texts of its folders follow, in
  the order of the folders' names, each folder's index first; hidden folders, and those that hold a `book.toml`, are passed over.
- Where there is a `SUMMARY.md` with links to files of the book (also in `src/` or `docs/`), as mdBook and GitBook have it, or a
  `_quarto.yml` of a Quarto book, its order holds. An mdBook's `book.toml` is read as far as it says what the book is.
- A text whose front matter says `draft: true` (or `published: false`, `status: draft`) is left out where there are others.
- The title is the front matter's, else the first heading, else the file's or the folder's name. Where every text has a title of its own, as
  posts have, and the first one's front matter says nothing that the others' do not say, these are chapters, and the book is called as its folder. The language is told by the letters of the
  text, code and addresses aside, where half of them or more are Hebrew or Arabic, or the title is written in them: Yiddish by `װ ױ ײ`, else Hebrew;
  Urdu by `ٹ ڈ ڑ ے ں ہ`, Persian by `پ چ گ ژ`, else Arabic; English or French by their commonest words.

Each of these is said in a note.
",
    front_matter: "## Front matter

A text may begin with YAML between two lines `---` (or closed by `...`), with TOML between two lines `+++`, with pandoc's title block
(`% Title`, `% Author; Author`, `% Date`), or with MultiMarkdown's lines (`Title: …`). The keys of `[book]` are read in it, and these
names for them; it gives way to `book.toml`. All other keys are passed over, with a note, and so is a value that cannot be what its key
says. Upper and lower case, `_` and `-` make no difference.

| key | other names |
| --- | --- |
",
    later: "Of the second and later texts only the title is read, which becomes the text's first heading where it has none of the first level, and
what all that say it agree on of `language`, `authors`, `contributors`, `publisher`, `rights` and `series`.
",
    names: "## Names of files

Files are called by ASCII letters, for readers' devices refuse others. Where no `slug` is given, the name of the folder or file is written
letter by letter after this table; marks on letters, vowel signs, the hamza alone and the tatweel are left out, and all else parts words.

| letters | become |
| --- | --- |
",
    tail: "",
};

const ARABIC: Words = Words {
    head: "<div dir=\"rtl\" lang=\"ar\">

# ما يقوله `book.toml`

[In English](book-toml.md)

لا يلزم فيه شيء، ولا يلزم الملفّ نفسه. وكلّ مفتاح مجهول خطأ. وتُكتب في `[lint]` رموز التنبيهات ومعها `\"allow\"` أو `\"warn\"` أو `\"deny\"`. أمّا
ما يكون الكتاب من دون `book.toml`، وما يُقرأ في رأس النصّ، ففي [آخر الصفحة](#كتاب-من-دون-booktoml).
والمحرّرات التي تعرف JSON Schema تُكمل المفاتيح وتفحصها: `kurras schema > book.schema.json`، ثم `#:schema ./book.schema.json` في أوّل سطر من الملفّ.
",
    columns: "| المفتاح | ما يقوله | يجب أن تكون القيمة | من دونه |",
    editions: "كلّ طبعة هي الكتاب نفسه تُصفّ صفحاته من جديد في ملفّات لها. وقد تُكتب تحتها TABLES بمفاتيح الجداول التي
فوق؛ فما لم تقله هي قاله النمط، وما لم يقله النمط قالته جداول الكتاب.",
    style: "النمط NAME يعني TEXT",
    comma: "،",
    semicolon: "؛ و",
    without: "## كتاب من دون `book.toml`

الكتاب مجلّد نصوص، أو نصّ واحد (`kurras build essay.md`). والنصوص ملفّات تنتهي أسماؤها بـ`.md` أو `.markdown` أو `.mdx` أو `.qmd` أو `.Rmd`؛
وما انتهى بـ`.txt` وما كان من نصوص OpenITI (مثل `….Shamela0009783-ara1`) نصّ إن سُمّي، أو إن لم يكن غيره.

- الأمر `kurras build` وحده يصنع الكتاب الذي في هذا المجلّد أو فوقه؛ وينتهي البحث صعوداً عند جذر المستودع وعند مجلّدك الخاصّ.
- الملفّ الذي تسمّيه كتاب قائم بنفسه، ولا يُقرأ `book.toml` الذي بجانبه. والمجلّد الذي فيه مجلّدات لكلّ منها `book.toml` مكتبة.
- نصوص المجلّد كتاب واحد بترتيبها الطبيعيّ (2 قبل 10، بأيّ أرقام كُتبت)، وأوّلها `index.md`. ويُترك `README` و`LICENSE` و`CHANGELOG`
  و`CONTRIBUTING` وأمثالها إن كانت نصوص غيرها، وتُترك المجلّدات التي لا يسمّيها `manuscript`. وتُقارَن أسماء الملفّات مركّبة الحروف (NFC).
- إذا لم يكن في المجلّد نفسه سوى صفحة أولى (`index.md` أو `_index.md` أو `README.md`) أو لم يكن فيه شيء تبعتها نصوص مجلّداته بترتيب
  أسماء المجلّدات، وأوّل كلّ مجلّد صفحته الأولى؛ وتُتجاوز المجلّدات المخفيّة وما فيه `book.toml`.
- إذا وُجد `SUMMARY.md` فيه روابط إلى ملفّات الكتاب (في `src/` أو `docs/` أيضاً) كما في mdBook وGitBook، أو `_quarto.yml` لكتاب Quarto،
  فالترتيب ترتيبه. ويُقرأ `book.toml` الذي كُتب لـmdBook بقدر ما يعرّف بالكتاب.
- النصّ الذي في رأسه `draft: true` (أو `published: false` أو `status: draft`) يُترك إن كانت نصوص غيره.
- العنوان ما في رأس النصّ، وإلّا فالعنوان الأوّل، وإلّا فاسم الملفّ أو المجلّد. وإذا كان لكلّ نصّ عنوان في رأسه، كالتدوينات، ولم يقل رأس
  أوّلها شيئاً لا يقوله غيره، فهي فصول، وللكتاب اسم مجلّده. واللغة تُعرف من حروف النصّ، دون الشفرة وعناوين المواقع، إذا كان
  نصف الحروف أو أكثر عبريّاً أو عربيّاً، أو كُتب العنوان بها: فاليديشيّة بحروف `װ ױ ײ`، وإلّا فالعبريّة؛ والأرديّة بحروف `ٹ ڈ ڑ ے ں ہ`، والفارسيّة بحروف `پ چ گ ژ`، وإلّا فالعربيّة؛
  والإنكليزيّة والفرنسيّة بأكثر كلماتهما وروداً.

ويُقال كلّ من هذه في ملاحظة.
",
    front_matter: "## رأس النصّ

قد يبدأ النصّ بأسطر YAML بين سطرين `---` (أو يُغلق بـ`...`)، أو TOML بين سطرين `+++`، أو برأس pandoc
(`% Title` و`% Author; Author` و`% Date`)، أو بأسطر MultiMarkdown (`Title: …`). وتُقرأ فيه مفاتيح `[book]`، وهذه
الأسماء لها؛ ويتقدّم عليه `book.toml`. وما عداها من المفاتيح يُترك مع ملاحظة، وكذلك القيمة التي لا تصلح لمفتاحها. ولا فرق بين الحروف الكبيرة
والصغيرة، ولا بين `_` و`-`.

| المفتاح | أسماؤه الأخرى |
| --- | --- |
",
    later: "ولا يُقرأ من النصّ الثاني وما بعده إلّا العنوان، فيصير أوّلَ عناوين النصّ إن لم يكن فيه عنوان من الدرجة الأولى، وما تتّفق عليه كلّ النصوص التي
تذكره من `language` و`authors` و`contributors` و`publisher` و`rights` و`series`.
",
    names: "## أسماء الملفّات

تُسمّى الملفّات بحروف ASCII، فأجهزة القراءة لا تقبل غيرها. وحيث لا `slug` يُكتب اسم المجلّد أو الملفّ حرفاً حرفاً كما في هذا الجدول؛ وتُترك
العلامات على الحروف والحركات والهمزة المفردة والتطويل، وكلّ ما سوى ذلك يفصل بين الكلمات.

<!-- kurras: allow mixed-letters -->

| الحروف | تصير |
| --- | --- |
",
    tail: "\n</div>\n",
};
