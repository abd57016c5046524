#!/bin/bash
# old-glibc.sh VERSION: builds target/release/kurras so that it runs wherever glibc is of that version or newer; 2.17 is the oldest that
# Rust's own library runs on. Only the linker differs: zig's, which knows every version of glibc, puts together what is compiled already.
# It comes from PyPI into target/zig.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
version=$1
[[ $version =~ ^2\.[0-9]+$ ]] || { echo "old-glibc: not a version of glibc: $version" >&2; exit 2; }
tools=target/zig
wanted='cargo-zigbuild==0.24.1 ziglang==0.17.1'
if [ "$(cat "$tools/stamp" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$tools"
  python3 -m venv "$tools"
  # shellcheck disable=SC2086
  "$tools/bin/pip" install --quiet --disable-pip-version-check $wanted
  printf '%s\n' "$wanted" >"$tools/stamp"
fi
linker=$PWD/$tools/linker
printf '#!/bin/sh\nPATH=%q:$PATH exec %q zig cc -- -g -fno-sanitize=all -target %s "$@"\n' \
  "$PWD/$tools/bin" "$PWD/$tools/bin/cargo-zigbuild" "$(uname -m)-linux-gnu.$version" >"$linker"
chmod 755 "$linker"
# shellcheck disable=SC2086
${CARGO:-cargo} rustc --release --locked ${CARGO_OPTIONS:-} --bin kurras -- -C "linker=$linker"
