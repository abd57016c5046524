#!/bin/bash
# The pictures of docs/from-word.md and docs/templates.md, from what the program says and makes. Needs poppler-utils and the judges (browser,
# PIL); run by `make pictures`.
set -euo pipefail
cd "$(dirname "$0")/.."
kurras=$(readlink -f "${KURRAS:-target/release/kurras}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/texts" "$work/drawn"

# What a command says, with the command before it, and without the progress of its steps.
said() {
  printf '$ %s\n' "$*"
  (cd "$work/$language" && "$kurras" "${@:2}" 2>&1) | grep -v ' …$'
}
# NAME FILE PAGE…: pages of a PDF side by side, from the right in an Arabic picture.
pages() {
  local name=$1 file=$2 page
  shift 2
  mkdir "$work/pages/$name" -p
  for page in "$@"; do
    pdftoppm -r "${dots:-60}" -f "$page" -l "$page" -singlefile -png "$file" "$work/pages/$name/$page" 2>/dev/null
  done
}

for language in ar en; do
  export KURRAS_LANG=$language
  mkdir "$work/$language"
  cp tests/samples/word/essay.docx "$work/$language/"
  said kurras import essay.docx >"$work/texts/word-import.$language.txt"
  said kurras build essay >"$work/texts/word-build.$language.txt"
done
sed -n 1,14p "$work/ar/essay/text.md" >"$work/texts/word-text.txt"
pages word-pages "$work"/ar/dist/essay-*.[0-9].pdf 1 5 6
dots=50 pages word-sheets "$work"/ar/dist/essay-*-booklet-a4.pdf 1 2

for language in ar en; do
  for template in $("$kurras" new --list | cut -d' ' -f1); do
    "$kurras" new "$work/$language/new/$template" --template "$template" --lang "$language" >/dev/null 2>&1
  done
  "$kurras" build "$work/$language/new" --only pdf --no-proof --out "$work/$language/made" >/dev/null 2>&1
  for file in "$work/$language"/made/*.pdf; do
    template=$(basename "$file" | sed 's/-[0-9].*//')
    # The cover, and what follows the title and the contents.
    case $template in zine) first=4 ;; statement) first=2 ;; *) first=5 ;; esac
    dots=45 pages "template-$template.$language" "$file" 1 "$first" $((first + 1))
  done
done

node docs/window-pictures.cjs judges "$work/texts" "$work/drawn"
judges/venv/bin/python - "$work" <<'END'
import glob, os, sys
from PIL import Image, ImageOps
work = sys.argv[1]
for path in glob.glob(work + "/drawn/*.png"):
    Image.open(path).convert("RGB").quantize(16, dither=0).save("docs/pictures/" + os.path.basename(path), optimize=True)
for folder in glob.glob(work + "/pages/*"):
    name = os.path.basename(folder)
    order = sorted(os.listdir(folder), key=lambda file: int(file.split(".")[0]), reverse=not name.endswith(".en"))
    pages = [ImageOps.expand(Image.open(os.path.join(folder, file)).convert("RGB"), 1, "#999999") for file in order]
    row = Image.new("RGB", (sum(page.width for page in pages) + 12 * (len(pages) - 1), max(page.height for page in pages)), "white")
    at = 0
    for page in pages:
        row.paste(page, (at, 0))
        at += page.width + 12
    row.quantize(32, dither=0).save(f"docs/pictures/{name}.png", optimize=True)
END
