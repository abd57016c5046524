//! The EPUB as a browser's engine shows it: joins across a change of weight, verse in columns and below each other.

use std::path::Path;
use std::process::Command;

use super::{Built, arabic};

/// Opens the page of the EPUB that holds `mark`, and answers what the script returns there.
pub fn asked(built: &Built, mark: &str, script: &str) -> Vec<f32> {
    let folder = tempfile::tempdir().unwrap();
    let file = std::fs::File::open(&built.epub_file).unwrap();
    zip::ZipArchive::new(file).unwrap().extract(folder.path()).unwrap();
    let page = pages(folder.path())
        .into_iter()
        .find(|page| std::fs::read_to_string(page).unwrap().contains(mark))
        .unwrap();
    let code = format!(
        "<script>document.fonts.ready.then(() => {{ const answer = (() => {{ {script} }})(); \
         document.documentElement.setAttribute('data-answer', answer.join(' ')); }});</script></body>"
    );
    let text = std::fs::read_to_string(&page).unwrap();
    let with_script = page.with_file_name("asked.xhtml");
    // XHTML has no bare < and & in scripts; these hold none.
    std::fs::write(&with_script, text.replace("</body>", &code.replace("=>", "=&gt;"))).unwrap();
    let output = Command::new("/usr/bin/chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=3000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg("--window-size=700,900")
        .arg(format!("file://{}", with_script.display()))
        .output()
        .expect("Chromium is installed");
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let answer = dom
        .split("data-answer=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let answer = answer.unwrap_or_else(|| panic!("no answer in {dom}"));
    answer.split(' ').map(|number| number.parse().unwrap()).collect()
}

fn pages(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|ending| ending == "xhtml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn r9_joins_survive_a_change_of_weight_in_the_epub() {
    assert!(arabic().epub.contains("كت<strong>اب</strong>"));
    // The letters before the change are as wide as in the middle of a word, which is narrower than at its end.
    let script = "const strong = [...document.querySelectorAll('strong')].find(e => e.textContent == 'اب'); \
        const wide = node => { const range = document.createRange(); range.selectNodeContents(node); return range.getBoundingClientRect().width; }; \
        const before = strong.previousSibling; const range = document.createRange(); \
        range.setStart(before, before.length - 2); range.setEnd(before, before.length); \
        const joined = range.getBoundingClientRect().width; \
        const alone = document.createElement('span'); alone.textContent = 'كت'; strong.closest('p').append(' ', alone); \
        return [joined, wide(alone)];";
    let found = asked(arabic(), "<strong>اب</strong>", script);
    assert!(found[0] > 1.0 && found[0] < 0.9 * found[1], "{found:?}");
}

#[test]
fn r34_verse_stands_in_columns_and_below_each_other_in_the_epub() {
    let script = |width: u32| {
        format!(
            "document.body.style.width = '{width}px'; \
             const box = e => {{ const r = e.getBoundingClientRect(); return [r.left, r.right, r.top]; }}; \
             return [...document.querySelectorAll('.sadr, .ajuz')].flatMap(box);"
        )
    };
    let wide = asked(arabic(), "class=\"bayt\"", &script(600));
    for line in wide.chunks(6) {
        let (first, second) = (&line[..3], &line[3..]);
        assert!(
            (first[2] - second[2]).abs() < 2.0 && first[0] > second[1],
            "not side by side: {line:?}"
        );
        assert!(
            ((first[1] - first[0]) - (second[1] - second[0])).abs() < 1.5,
            "{line:?}"
        );
    }
    let narrow = asked(arabic(), "class=\"bayt\"", &script(250));
    for line in narrow.chunks(6) {
        let (first, second) = (&line[..3], &line[3..]);
        assert!(
            second[2] > first[2] + 10.0 && second[0] < first[0],
            "not below and across: {line:?}"
        );
    }
}

#[test]
fn r24_lists_count_in_letters_in_the_epub() {
    let items: String = (1..=12).map(|number| format!("{number}. بند\n")).collect();
    let built = Built::of_text("list-numbers = \"letters\"", &format!("# فصل\n\n{items}"));
    // Where the marker stands inside its item, it is as wide as the letters of twelve.
    let script = "const list = document.querySelector('ol.letters'); list.style.listStylePosition = 'inside'; \
        const item = list.lastElementChild; const range = document.createRange(); range.selectNodeContents(item); \
        const free = item.getBoundingClientRect().right - range.getBoundingClientRect().right; \
        const wide = text => { const span = document.createElement('span'); span.textContent = text; \
            span.style.whiteSpace = 'pre'; document.body.append(span); return span.getBoundingClientRect().width; }; \
        return [free, wide('يب. '), wide('١٢. ')];";
    let [found, letters, digits] = asked(&built, "tight letters", script)[..] else {
        panic!("no three answers");
    };
    assert!((letters - digits).abs() > 1.0, "{letters} {digits}");
    assert!((found - letters).abs() < 0.3, "{found}, {letters} wanted, not {digits}");
}

/// The paragraphs of a page as they are seen: the letters of each from the left.
pub fn seen(built: &Built, mark: &str) -> Vec<String> {
    let script = "const answer = []; for (const p of document.querySelectorAll('p, li, h2, td')) { \
        const letters = []; const walk = document.createTreeWalker(p, 4); \
        while (walk.nextNode()) { const node = walk.currentNode; [...node.data].forEach((c, i) => { \
        const range = document.createRange(); range.setStart(node, i); range.setEnd(node, i + 1); \
        letters.push([c.codePointAt(0), range.getBoundingClientRect().left]); }); } \
        letters.sort((a, b) => a[1] - b[1]); letters.forEach(l => answer.push(l[0])); answer.push(10); } return answer;";
    let letters = asked(built, mark, script)
        .into_iter()
        .filter_map(|code| char::from_u32(code as u32));
    letters.collect::<String>().lines().map(str::to_owned).collect()
}
