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
picture booklet "$(ls "$out"/ten-lessons-from-syria-*-booklet-a4.pdf)" 1
