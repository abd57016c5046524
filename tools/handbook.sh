#!/bin/bash
# handbook.sh PROGRAM OUT: makes the handbook, docs/ as two books: OUT/kurras-handbook-en-VERSION.pdf and .epub, and the same in Arabic. A
# book's texts lie in its own folder, so the pages are copied there first, without the line that leads to the other language. More options
# of `build` may follow.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
program=$(readlink -f "$1")
out=$(readlink -m "$2")
shift 2
books=$(mktemp -d)
trap 'rm -rf "$books"' EXIT
for language in en ar; do
  book=$books/$language
  mkdir -p "$book"
  cp -r docs/handbook/"$language"/. docs/pictures "$book"
  for page in docs/*.md; do
    case $language:$page in
      ar:*.ar.md) ;;
      ar:* | en:*.ar.md) continue ;;
    esac
    sed '/^\[\(بالعربية\|In English\)\]([a-z.-]*\.md)$/d' "$page" >"$book/$(basename "$page")"
  done
done
"$program" build "$books/en" "$books/ar" --strict --only pdf,epub --out "$out" "$@"
