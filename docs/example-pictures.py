"""The pictures of docs/examples.md and its Arabic twin: each example is built as a book of its own, and what comes of it is cut out.

Arguments: the program, and a folder for what is built on the way. Needs poppler-utils and PIL; run by docs/pictures.sh.
"""

import pathlib
import re
import shutil
import subprocess
import sys

from PIL import Image

DOCS = pathlib.Path(__file__).parent
EXAMPLE = re.compile(r"^(`{3,})markdown\n(.*?)^\1\n\n!\[[^\]]*\]\((pictures/example-(\w+)\.(\w+)\.png)\)", re.M | re.S)
TITLES = {"en": "Example", "ar": "مثال"}
# Dots an inch; how many pages stand before the text (cover, its back, title) and behind it (colophon, back cover).
DENSITY, BEFORE, BEHIND = 110, 3, 2
# The most that stays of what is blank, in pixels.
AIR = 32


def pages(program, out, text, name, language):
    """The pages of an example, as pictures."""
    book = out / f"{name}-{language}"
    shutil.rmtree(book, ignore_errors=True)
    book.mkdir(parents=True)
    shutil.copy(DOCS / "examples/gate.svg", book)
    (book / "text.md").write_text(text)
    (book / "book.toml").write_text(
        f'[book]\ntitle = "{TITLES[language]}"\nlanguage = "{language}"\ndate = "2026-11-29"\n\n[pdf]\npaper = "120mm x 170mm"\n'
    )
    subprocess.run([program, "build", book, "--only", "pdf", "--no-proof", "--out", book], check=True, stdout=subprocess.DEVNULL)
    pdf = next(book.glob("*.pdf"))
    subprocess.run(["pdftoppm", "-r", str(DENSITY), "-png", pdf, book / "page"], check=True, stderr=subprocess.DEVNULL)
    return [Image.open(path).convert("RGB") for path in sorted(book.glob("page-*.png"))]


def cut(page):
    """What is on a page above its folio, with a little air around and no more than that between the text and its notes."""
    width = page.width - 40
    whole = page.crop((20, 0, 20 + width, int(page.height * 0.87)))
    inked = [whole.crop((0, row, width, row + 1)).getextrema() != ((255, 255),) * 3 for row in range(whole.height)]
    kept, blank = [], AIR
    for row, has_ink in enumerate(inked):
        blank = 0 if has_ink else blank + 1
        if blank <= AIR:
            kept.append(row)
    picture = Image.new("RGB", (width, len(kept) + AIR), "white")
    for index, row in enumerate(kept):
        picture.paste(whole.crop((0, row, width, row + 1)), (0, index + AIR // 2))
    return picture


def side_by_side(pages, right_to_left):
    """Pages in a row, small, as they follow one another."""
    small = [page.resize((page.width * 2 // 5, page.height * 2 // 5), Image.LANCZOS) for page in pages]
    gap = 8
    row = Image.new("RGB", (sum(page.width + gap for page in small) + gap, small[0].height + 2 * gap), "#c8c8c8")
    for index, page in enumerate(reversed(small) if right_to_left else small):
        row.paste(page, (gap + index * (page.width + gap), gap))
    return row


def main(program, out):
    for document in ("examples.md", "examples.ar.md"):
        for _, text, path, name, language in EXAMPLE.findall((DOCS / document).read_text()):
            made = pages(program, pathlib.Path(out), text, name, language)
            if name == "leaves":
                picture = side_by_side(made[BEFORE - 1 : -BEHIND], language == "ar")
            else:
                picture = cut(made[BEFORE])
            picture.quantize(32, dither=0).save(DOCS / path, optimize=True)


main(*sys.argv[1:])
