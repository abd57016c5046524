#!/bin/bash
# test-packages.sh [OUT]: installs and runs every package of OUT (target/packages) where there is no Rust: in a Debian root of its own,
# made bare by debootstrap. The root is made once (target/bare-SUITE.tar) and laid out anew each time. SUITE names a release of Debian,
# else it is this machine's own; MIRROR where its packages come from. Needs root, for chroot, and debootstrap.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
out=$(readlink -f "${1:-target/packages}")
suite=${SUITE:-$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")}
base=$PWD/target/bare-$suite.tar
root=$PWD/target/bare-$suite
say() { printf 'test-packages: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

[ "$(uname -s)" = Linux ] || fail 'only Linux has a bare Debian root'
[ "$(id -u)" = 0 ] || fail 'chroot needs root: run it as root, or in a container'
command -v debootstrap >/dev/null || fail 'debootstrap is not there: apt-get install debootstrap'
only() { # PATTERN…: the one file that a pattern means
  [ $# = 1 ] && [ -f "$1" ] || fail "there is not one package such as $1: run make packages first"
  basename "$1"
}
deb=$(only "$out"/kurras_*_"$(dpkg --print-architecture)".deb)
tarball=$(only "$out"/kurras-*-linux-"$(uname -m)".tar.gz)
wheel=$(only "$out"/kurras-*-py3-none-manylinux*"$(uname -m)".whl)

if [ ! -f "$base" ]; then
  rm -rf "$root"
  # shellcheck disable=SC2086
  debootstrap --variant=minbase --include=bash-completion,python3-venv "$suite" "$root" ${MIRROR:-} >"$base.log" 2>&1 ||
    fail "no root of $suite could be made here: see $base.log"
  tar -C "$root" -cf "$base.part" . && mv "$base.part" "$base"
fi
rm -rf "$root"
mkdir -p "$root"
trap 'rm -rf "$root"' EXIT
tar -C "$root" -xf "$base"
mkdir "$root/packages"
cp "$out/$deb" "$out/$tarball" "$out/$wheel" "$root/packages"
inside() { chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
! inside sh -c 'command -v cargo || command -v rustc' || fail 'the root is not bare: Rust is in it'

# A book is begun and built, and all that a reader gets is there.
works() { # PROGRAM
  inside sh -ec 'rm -rf /try; mkdir /try; cd /try; "$0" new kitab >/dev/null; "$0" build kitab --out out >/dev/null; "$0" check kitab
    for name in .pdf -booklet-a4.pdf .epub .txt -cover.png; do test -s out/kitab-1.0.0$name; done' "$1" 2>"$root/said" ||
    { cat "$root/said" >&2; fail "$1 does not build a book"; }
}

say "$deb"
inside dpkg --install "/packages/$deb" >/dev/null
inside dpkg --verify kurras
works kurras
inside sh -ec 'test -s /usr/share/doc/kurras/THIRD-PARTY-LICENCES.txt; gzip -t /usr/share/man/man1/kurras*.1.gz; test -f /usr/share/man/man1/kurras-build.1.gz' ||
  fail 'the manual or the licences lack'
# Somebody types in bash: a tab completes the verb, and the line then runs.
python3 - "$root" <<'END' || fail 'bash does not complete "kurras bu"'
import os, pty, select, sys, time
child, terminal = pty.fork()
if child == 0:
    os.execvpe("chroot", ["chroot", sys.argv[1], "bash", "--norc", "-i"], {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "TERM": "dumb", "PS1": "ready> "})
shown = b""
def until(word, what=b""):
    global shown
    shown, end = b"", time.monotonic() + 60
    os.write(terminal, what)
    while word not in shown:
        if time.monotonic() > end or not select.select([terminal], [], [], end - time.monotonic())[0]:
            sys.exit(f"waited for {word}, saw {shown}")
        shown += os.read(terminal, 4096)
until(b"ready> ")
until(b"ready> ", b". /usr/share/bash-completion/bash_completion\n")
until(b"build ", b"kurras bu\t")
until(b"Usage: kurras build", b"--help\n")
END
inside dpkg --remove kurras >/dev/null
! inside sh -c 'command -v kurras' || fail 'the package leaves the program behind'

say "$tarball"
inside tar -C /opt -xzf "/packages/$tarball"
works "/opt/$(basename "$tarball" .tar.gz)/bin/kurras"

say "$wheel"
inside python3 -m venv /venv
inside /venv/bin/pip install --quiet --no-index --disable-pip-version-check "/packages/$wheel"
[ "$(inside /venv/bin/kurras --version)" = "kurras $(inside /venv/bin/python -c 'from importlib.metadata import version; print(version("kurras"))')" ] ||
  fail 'the wheel and the program are of different versions'
works /venv/bin/kurras
inside sh -c 'test -f /venv/share/man/man1/kurras.1.gz' || fail 'the wheel has no manual'
inside /venv/bin/pip uninstall --quiet --yes kurras
! inside test -e /venv/bin/kurras || fail 'the wheel leaves the program behind'
say 'all of them install, run and go away again'
