//! The document of limits is made from the table of bounds.

use kurras::bounds::{BOUNDS, Bound, Unit};
use kurras::diagnostic::codes::CODES;

use super::hold;

#[test]
fn the_documents_of_limits_are_made_from_the_table_of_bounds() {
    for (tongue, path) in [(0, "docs/limits.md"), (1, "docs/limits.ar.md")] {
        let [head, columns, tail] = LIMITS[tongue];
        let mut out = format!("{head}\n{columns}\n| --- | --- | --- | --- |\n");
        for bound in BOUNDS {
            assert!(CODES.iter().any(|code| code.name == bound.code), "{}", bound.code);
            out += &format!(
                "| {} | {} | `{}` | {} |\n",
                bound.what[tongue],
                amount(bound, tongue),
                bound.code,
                bound.more[tongue]
            );
        }
        hold(path, &(out + tail));
    }
}

/// How much a bound is, as people write it.
fn amount(bound: &Bound, tongue: usize) -> String {
    let (number, unit) = match bound.unit {
        Unit::Bytes if bound.most.is_multiple_of(1 << 30) => (bound.most >> 30, [" GiB", " غيغابايت"][tongue]),
        Unit::Bytes if bound.most.is_multiple_of(1 << 20) => (bound.most >> 20, [" MiB", " ميغابايت"][tongue]),
        Unit::Bytes => (bound.most, [" bytes", " بايت"][tongue]),
        Unit::Pieces => (bound.most, ""),
    };
    let digits = number.to_string();
    let grouped: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|part| std::str::from_utf8(part).ok())
        .collect();
    let mut shown = grouped.join([",", "٬"][tongue]);
    if tongue == 1 {
        shown = shown
            .chars()
            .map(|c| {
                c.to_digit(10)
                    .and_then(|digit| char::from_u32(0x660 + digit))
                    .unwrap_or(c)
            })
            .collect();
    }
    shown + unit
}

/// Head, columns and tail of the document of limits, in English and in Arabic.
const LIMITS: [[&str; 3]; 2] = [
    [
        "# What the program takes at most\n\n[بالعربية](limits.ar.md)\n\n\
         Texts, pictures and documents come from strangers. Whatever could fill the memory or take for ever has a bound: it is checked before\n\
         memory is taken, and what goes beyond it is said with its place, before anything is written. No setting raises a bound, so that a\n\
         stranger's book cannot raise it either; what to do instead stands in the last column. What the findings mean stands in\n\
         [the list of them](findings.md), what else is promised on the page on [strangers' files](strangers.md).\n",
        "| what | at most | finding | what to do |",
        "",
    ],
    [
        "<div dir=\"rtl\" lang=\"ar\">\n\n# أقصى ما يقبله البرنامج\n\n[In English](limits.md)\n\n\
         تأتي النصوص والصور والمستندات من الغرباء. فلكلّ ما قد يملأ الذاكرة أو لا ينتهي حدٌّ يُفحص قبل أن تُؤخذ الذاكرة، وما زاد عليه يُقال\n\
         بموضعه قبل أن يُكتب شيء. ولا إعداد يرفع حدّاً، فلا يرفعه كتاب غريب أيضاً؛ وفي العمود الأخير ما يُفعل بدلاً من ذلك. ومعاني التنبيهات\n\
         في [قائمتها](findings.ar.md)، وسائر ما يَعِد به البرنامج في صفحة [ملفّات الغرباء](strangers.ar.md).\n",
        "| ما هو | أقصاه | التنبيه | ما يُفعل |",
        "\n</div>\n",
    ],
];
