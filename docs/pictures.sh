#!/bin/bash
# The README's pictures, made from the books that are built here. Needs poppler-utils; run by `make pictures`.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
kurras=${KURRAS:-target/release/kurras}
"$kurras" build book --out "$out" --only pdf,booklet >/dev/null
"$kurras" build tests/fixtures/everything --out "$out" --only pdf >/dev/null

# NAME FILE PAGE: one page at 72 dots an inch, 64 greys or colours.
picture() {
  pdftoppm -r 72 -f "$3" -l "$3" -singlefile -png "$2" "docs/images/$1" 2>/dev/null
}
essay=$(ls "$out"/ten-lessons-from-syria-*.pdf | grep -v booklet)
picture cover "$essay" 1
picture contents "$essay" 4
picture text "$essay" 6
picture notes "$(ls "$out"/everything-*.pdf)" 7
# The manual's pictures of editions.
printf '[[edition]]\nstyle = "%s"\nformats = "pdf"\n' low-ink large-print >"$out/editions.toml"
cp -r book "$out/editions" && cat "$out/editions.toml" >>"$out/editions/book.toml"
"$kurras" build "$out/editions" --out "$out/e" --only pdf >/dev/null
edition() {
  pdftoppm -r 40 -f "$3" -l "$3" -singlefile -png "$(ls "$out"/e/*"$2".pdf)" "docs/pictures/edition-$1" 2>/dev/null
}
edition usual .0 1
edition low-ink -low-ink 1
edition large-print -large-print 7
picture booklet "$(ls "$out"/ten-lessons-from-syria-*-booklet-a4.pdf)" 1

# The print shop's files, in docs/printing.md.
mkdir "$out/shop"
cp -r book "$out/shop/book"
cat >>"$out/shop/book/book.toml" <<'END'
url = "https://example.org/ten-lessons-from-syria"
[pdf]
qr = true
[print]
spine = "8mm"
END
"$kurras" build "$out/shop/book" --out "$out/shop" --only print --no-proof >/dev/null
pdftoppm -r 60 -f 4 -l 4 -singlefile -png "$(ls "$out"/shop/*[0-9]-print.pdf)" docs/pictures/print-page
pdftoppm -r 60 -singlefile -png "$(ls "$out"/shop/*-cover-print.pdf)" docs/pictures/print-cover

# What examples of Markdown look like, in docs/examples.md.
judges/venv/bin/python docs/example-pictures.py "$kurras" "$out/examples" 2>/dev/null

# Every step from Word to a folded pamphlet, and the templates.
docs/handbook-pictures.sh

# The preview's window, in docs/preview.md; needs the judges (browser, PIL).
node docs/preview-pictures.cjs judges "$kurras" book "$out"
judges/venv/bin/python - "$out" <<'END'
import glob, os, sys
from PIL import Image
for path in glob.glob(sys.argv[1] + "/preview-*.png"):
    picture = Image.open(path).convert("RGB")
    width = 960 if picture.width > 1000 else 300
    picture = picture.resize((width, round(picture.height * width / picture.width)), Image.LANCZOS)
    picture.quantize(64, dither=0).save("docs/pictures/" + os.path.basename(path), optimize=True)
END
