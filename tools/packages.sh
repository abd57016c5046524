#!/bin/bash
# packages.sh PROGRAM OUT: packs a program that is built: OUT/kurras-VERSION-MACHINE.tar.gz, which runs from wherever it is unpacked, and
# OUT/kurras_VERSION_ARCHITECTURE.deb. In both are the program, the manual's pages, completions for bash, zsh and fish, README in both
# languages, the changes, and the licences of everything inside. The same program gives the same bytes. LEVEL=1 packs fast and large.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
program=$(readlink -f "$1")
mkdir -p "$2"
out=$(readlink -f "$2")
level=${LEVEL:-9}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0} LC_ALL=C
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

version=$("$program" --version | cut -d' ' -f2)
machine=$(uname -m)
usr=$stage/deb/usr
doc=$usr/share/doc/kurras
mkdir -p "$usr/bin" "$usr/share/man/man1" "$usr/share/bash-completion/completions" "$usr/share/zsh/vendor-completions" \
  "$usr/share/fish/vendor_completions.d" "$doc"
install -m 755 "$program" "$usr/bin/kurras"
"$program" man "$usr/share/man/man1" >/dev/null
gzip -n9 "$usr"/share/man/man1/*.1
"$program" completions bash >"$usr/share/bash-completion/completions/kurras"
"$program" completions zsh >"$usr/share/zsh/vendor-completions/_kurras"
"$program" completions fish >"$usr/share/fish/vendor_completions.d/kurras.fish"
cp README.md README.ar.md LICENSE-MIT LICENSE-APACHE "$doc"
gzip -n9c CHANGELOG.md >"$doc/changelog.gz"
tools/inventory.py licences >"$doc/THIRD-PARTY-LICENCES.txt"
cat >"$doc/copyright" <<END
Kurras is under the MIT licence or the Apache licence 2.0, at your choice: LICENSE-MIT and LICENSE-APACHE in this folder.
What it is made of, its fonts and its dictionaries have licences of their own: THIRD-PARTY-LICENCES.txt in this folder.
END
find "$stage" -type d -exec chmod 755 {} +
find "$stage" -type f ! -path "$usr/bin/*" -exec chmod 644 {} +
find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

name=kurras-$version-$machine
tar -C "$usr" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" --transform "s,^\.,$name," -cf - . |
  gzip -n"$level" >"$out/$name.tar.gz"
echo "$out/$name.tar.gz"

command -v dpkg-deb >/dev/null || { echo "packages: no dpkg-deb here, so no Debian package" >&2; exit 0; }
architecture=$(dpkg --print-architecture)
# The oldest C library that has what the program asks for.
libc=$(grep -ao 'GLIBC_2\.[0-9.]*' "$program" | sed 's/GLIBC_//' | sort -uV | tail -1)
mkdir -p "$stage/deb/DEBIAN"
cat >"$stage/deb/DEBIAN/control" <<END
Package: kurras
Version: $version
Architecture: $architecture
Maintainer: The makers of Kurras <kurras@kurras.invalid>
Section: text
Priority: optional
Installed-Size: $(du -sk "$usr" | cut -f1)
Depends: libc6 (>= $libc), libgcc-s1
Description: publication builder for Arabic and other right-to-left languages
 One manuscript goes in; a typeset PDF, booklets to fold, an EPUB, plain text
 and a cover come out. It works offline and brings its own fonts.
END
touch -d "@$SOURCE_DATE_EPOCH" "$stage/deb/DEBIAN/control" "$stage/deb/DEBIAN" "$stage/deb"
deb=$out/kurras_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zgzip -z"$level" --build "$stage/deb" "$deb" >/dev/null
echo "$deb"
