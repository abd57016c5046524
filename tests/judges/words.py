"""Does every word of a text survive into a publication, and can it be found there?

Answers a line at a time, fields between tabs, until its input ends; an answer ends with a line that is a dot.

words REFERENCE FILE    for each reader of that kind of file: `NAME exact bare frequent surplus controls`
    exact: the longest common subsequence of words (NFC, marks and punctuation included, invisible controls aside), as a
           share of the reference's words. A word that is split, joined, turned round, changed or out of order is lost.
    bare: the same without marks, tatweel and punctuation.
    frequent: the share of the reference's 50 most frequent words of four letters and more that come out at least as often.
    surplus: words that came out over words of the reference.
    controls: invisible direction controls per 1,000 words that came out.
find REFERENCE FILE     for each reader: `NAME one two three`: the share of up to 200 phrases each of one, two and three words
           of the reference that the reader's own search finds as a person would type them.
missing REFERENCE FILE  for each reader: `NAME word word …`: the first 20 words of the reference that did not come out in order.
sheets PAGES SHEETS     for each reader: `NAME all worst`: the share (as `bare`) of the words that it has of a PDF's pages and has of the
           halves of another one's sheets too, each page beside the half that holds most of it; of all pages, and of the worst.
text READER FILE        the text as that reader has it, a line for a line, each after `| `.
"""

import collections
import html.parser
import json
import pathlib
import posixpath
import random
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile

import pymupdf
import pypdfium2
from rapidfuzz.distance import LCSseq

INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TATWEEL = "\u0640"
EDGES = "،؛؟.:!«»“”‘’\"'()[]{},;?-–—…*"
FREQUENT = 50


def fold(text):
    """The words of a text as they are compared, exactly."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split()


def fold_bare(text):
    """The words of a text, letters and numbers only."""
    kept = []
    for letter in unicodedata.normalize("NFC", INVISIBLE.sub("", text)):
        kind = unicodedata.category(letter)
        if kind == "Mn" or letter == TATWEEL:
            continue
        kept.append(letter if kind[0] in "LN" else " ")
    return "".join(kept).split()


class PageText(html.parser.HTMLParser):
    """The text of an XHTML page, blocks on lines of their own, ruby and scripts as they are read aloud."""

    BLOCKS = set("address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li nav ol p pre section table td th tr ul".split())
    HIDDEN = {"head", "script", "style"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in self.HIDDEN
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_startendtag(self, tag, attributes):
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.hidden -= tag in self.HIDDEN
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def read_spine(path):
    archive = zipfile.ZipFile(path)
    container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
    package_path = next(element.get("full-path") for element in container.iter() if element.tag.endswith("}rootfile"))
    package = ElementTree.fromstring(archive.read(package_path))
    tags = lambda name: [element for element in package.iter() if element.tag.endswith("}" + name)]
    hrefs = {item.get("id"): item.get("href") for item in tags("item")}
    pages = []
    for reference in tags("itemref"):
        page = PageText()
        name = posixpath.join(posixpath.dirname(package_path), hrefs[reference.get("idref")])
        page.feed(archive.read(name).decode("utf-8"))
        pages.append("".join(page.parts))
    return "\n".join(pages)


def read_poppler(path):
    command = ["pdftotext", "-enc", "UTF-8", "-nopgbrk", path, "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def read_pdfium(path):
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def read_mupdf(path):
    return "\n".join(page.get_text() for page in pymupdf.open(path))


def read_plain(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


READERS = {"poppler": read_poppler, "pdfium": read_pdfium, "mupdf": read_mupdf, "spine": read_spine, "plain": read_plain}


def readers_for(path):
    names = {".pdf": ["poppler", "pdfium", "mupdf"], ".epub": ["spine"]}.get(pathlib.Path(path).suffix, ["plain"])
    return [(name, READERS[name]) for name in names]


def share(reference, found):
    return LCSseq.similarity(reference, found) / max(1, len(reference))


def words(reference_path, path):
    reference = read_plain(reference_path)
    exact, bare = fold(reference), fold_bare(reference)
    common = collections.Counter(word for word in bare if len(word) >= 4).most_common(FREQUENT)
    for name, read in readers_for(path):
        text = read(path)
        found, found_bare = fold(text), fold_bare(text)
        counts = collections.Counter(found_bare)
        frequent = sum(counts[word] >= times for word, times in common) / max(1, len(common))
        controls = 1000 * len(DIRECTION.findall(text)) / max(1, len(found))
        yield f"{name} {share(exact, found):.6f} {share(bare, found_bare):.6f} {frequent:.4f} {len(found) / max(1, len(exact)):.4f} {controls:.1f}"


def missing(reference_path, path):
    reference = fold(read_plain(reference_path))
    for name, read in readers_for(path):
        lost = []
        for step in LCSseq.opcodes(reference, fold(read(path))):
            if step.tag in ("delete", "replace"):
                lost += reference[step.src_start:step.src_end]
        yield " ".join([name] + lost[:20])


# Debian's own Python holds poppler's search; it gets the phrases as JSON and says of each whether some page has it.
POPPLER_SEARCH = """
import json, pathlib, sys
import gi
gi.require_version("Poppler", "0.18")
from gi.repository import Poppler
document = Poppler.Document.new_from_file(pathlib.Path(sys.argv[1]).resolve().as_uri(), None)
pages = [document.get_page(number) for number in range(document.get_n_pages())]
how = Poppler.FindFlags.CASE_SENSITIVE | Poppler.FindFlags.MULTILINE
print(json.dumps([any(page.find_text_with_options(phrase, how) for page in pages) for phrase in json.load(sys.stdin)]))
"""


def search_poppler(path, phrases):
    command = ["/usr/bin/python3", "-c", POPPLER_SEARCH, path]
    return json.loads(subprocess.run(command, input=json.dumps(phrases).encode(), capture_output=True, check=True).stdout)


def search_pdfium(path, phrases):
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(path)]
    return [any(page.search(phrase, match_case=True).get_next() for page in pages) for phrase in phrases]


def search_mupdf(path, phrases):
    document = pymupdf.open(path)
    return [any(page.search_for(phrase) for page in document) for phrase in phrases]


def search_plain(read):
    def search(path, phrases):
        text = " ".join(read(path).split())
        return [phrase in text for phrase in phrases]
    return search


SEARCHES = {"poppler": search_poppler, "pdfium": search_pdfium, "mupdf": search_mupdf, "spine": search_plain(read_spine), "plain": search_plain(read_plain)}


def phrases_of(reference, length):
    """Up to 200 phrases of so many words, from lines of the reference, always the same ones."""
    found = set()
    for line in reference.splitlines():
        line = unicodedata.normalize("NFC", line).split()
        for start in range(len(line) - length + 1):
            phrase = " ".join(line[start:start + length]).strip(EDGES)
            if phrase:
                found.add(phrase)
    found = sorted(found)
    random.Random(7).shuffle(found)
    return found[:200]


def find(reference_path, path):
    reference = read_plain(reference_path)
    for name, _ in readers_for(path):
        shares = []
        for length in (1, 2, 3):
            phrases = phrases_of(reference, length)
            shares.append(sum(map(bool, SEARCHES[name](path, phrases))) / max(1, len(phrases)))
        yield f"{name} " + " ".join(f"{one:.4f}" for one in shares)


def halves_by_poppler(path):
    for number, page in enumerate(pypdfium2.PdfDocument(path), 1):
        width, height = page.get_size()
        for left in (0, width / 2):
            crop = [f"-{name}" if part is None else str(int(part)) for name, value in zip("xyWH", (left, 0, width / 2, height)) for part in (None, value)]
            command = ["pdftotext", "-enc", "UTF-8", "-nopgbrk", "-f", str(number), "-l", str(number), *crop, path, "-"]
            yield subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def halves_by_pdfium(path):
    for page in pypdfium2.PdfDocument(path):
        width, height = page.get_size()
        for left in (0, width / 2):
            yield page.get_textpage().get_text_bounded(left, 0, left + width / 2, height)


def halves_by_mupdf(path):
    for page in pymupdf.open(path):
        width, height = page.rect.width, page.rect.height
        for left in (0, width / 2):
            yield page.get_text(clip=pymupdf.Rect(left, 0, left + width / 2, height))


def pages_by_poppler(path):
    for number in range(1, len(pypdfium2.PdfDocument(path)) + 1):
        command = ["pdftotext", "-enc", "UTF-8", "-nopgbrk", "-f", str(number), "-l", str(number), path, "-"]
        yield subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


PAGES = {
    "poppler": (pages_by_poppler, halves_by_poppler),
    "pdfium": (lambda path: (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)), halves_by_pdfium),
    "mupdf": (lambda path: (page.get_text() for page in pymupdf.open(path)), halves_by_mupdf),
}


def sheets(path, sheets_path):
    for name, (pages, halves) in PAGES.items():
        halves = [fold_bare(half) for half in halves(sheets_path)]
        pages = [page for page in map(fold_bare, pages(path)) if page]
        kept = [max(LCSseq.similarity(page, half) for half in halves) for page in pages]
        worst = min(one / len(page) for one, page in zip(kept, pages))
        yield f"{name} {sum(kept) / sum(map(len, pages)):.4f} {worst:.4f}"


def text(reader, path):
    for line in READERS[reader](path).splitlines():
        yield "| " + line


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    verbs = {"words": words, "find": find, "missing": missing, "sheets": sheets, "text": text}
    for line in sys.stdin:
        verb, *fields = line.rstrip("\n").split("\t")
        try:
            for answer in verbs[verb](*fields):
                print(answer)
        except Exception as failure:
            print(f"! {type(failure).__name__}: {failure}".replace("\n", " "))
        print(".", flush=True)


if __name__ == "__main__":
    main()
