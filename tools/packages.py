#!/usr/bin/env python3
"""packages.py PROGRAM OUT: packs a program that is built, for the machine that it was built for.

OUT/kurras-VERSION-SYSTEM-MACHINE.tar.gz   runs from wherever it is unpacked (a .zip for Windows)
OUT/kurras-VERSION-py3-none-PLATFORM.whl   a wheel for pip and pipx, which carries the program as it is
OUT/kurras_VERSION_ARCHITECTURE.deb        a Debian package, where dpkg-deb is at hand

In all of them are the program, the manual's pages, completions for bash, zsh and fish, and the licences of everything inside; the same
program gives the same bytes. Which system a program is for, and how old it may be, is read from the program: of glibc the version that
it asks for (auditwheel's rule, PEP 600), of macOS the deployment target. LEVEL=1 packs fast and large. TARGET names the platform whose
crates are inside, where it is not rustc's own. Needs Python 3.11, cargo, and for Linux objdump.
"""

import base64
import csv
import gzip
import hashlib
import io
import os
import re
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEVEL = int(os.environ.get("LEVEL", "9"))
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
LICENCES = ("LICENSE-MIT", "LICENSE-APACHE")
SUMMARY = "Publication builder for Arabic and other right-to-left languages"
LONG = (
    "One manuscript goes in; a typeset PDF, booklets to fold, an EPUB, plain text",
    "and a cover come out. It works offline and brings its own fonts.",
)
COPYRIGHT = """Kurras is under the MIT licence or the Apache licence 2.0, at your choice: LICENSE-MIT and LICENSE-APACHE in this folder.
What it is made of, its fonts and its dictionaries have licences of their own: THIRD-PARTY-LICENCES.txt in this folder.
"""
# What Debian, wheels and file names call a machine.
DEBIAN = {"x86_64": "amd64", "aarch64": "arm64"}
WINDOWS = {"x86_64": "amd64", "aarch64": "arm64"}
MACOS = {"x86_64": "x86_64", "aarch64": "arm64"}


def fail(message):
    sys.exit(f"packages: {message}")


def said(*command, **options):
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8", **options).stdout


class Program:
    """A program, and the machine that it is for, as its own first bytes tell."""

    def __init__(self, path):
        self.path = path
        self.bytes = path.read_bytes()
        self.version = said(str(path), "--version").split()[1]
        head = self.bytes[:64]
        if head[:5] == b"\x7fELF\x02":
            self.system = "linux"
            self.machine = {62: "x86_64", 183: "aarch64"}.get(struct.unpack_from("<H", head, 18)[0])
        elif head[:4] == b"\xcf\xfa\xed\xfe":
            self.system = "macos"
            self.machine = {0x1000007: "x86_64", 0x100000C: "aarch64"}.get(struct.unpack_from("<I", head, 4)[0])
        elif head[:2] == b"MZ":
            self.system = "windows"
            at = struct.unpack_from("<I", head, 60)[0]
            self.machine = {0x8664: "x86_64", 0xAA64: "aarch64"}.get(struct.unpack_from("<H", self.bytes, at + 4)[0])
        else:
            self.system = self.machine = None
        if self.machine is None:
            fail(f"{path} is a program for no machine that is known here")

    @property
    def name(self):
        return "kurras.exe" if self.system == "windows" else "kurras"

    def glibc(self):
        """The oldest glibc that has all that the program asks for, as a pair of numbers."""
        wanted = re.findall(r"\(GLIBC_(\d+)\.(\d+)[.\d]*\)", said("objdump", "-T", str(self.path)))
        if not wanted:
            fail(f"{self.path} asks for no version of glibc")
        return max((int(major), int(minor)) for major, minor in wanted)

    def needs(self):
        """The libraries that the program asks the system for."""
        return re.findall(r"NEEDED\s+(\S+)", said("objdump", "-p", str(self.path)))

    def macos(self):
        """The oldest macOS that the program is for: LC_BUILD_VERSION or, of older linkers, LC_VERSION_MIN_MACOSX."""
        count, at = struct.unpack_from("<I", self.bytes, 16)[0], 32
        for _ in range(count):
            command, size = struct.unpack_from("<II", self.bytes, at)
            if command in (0x32, 0x24):
                version = struct.unpack_from("<I", self.bytes, at + (12 if command == 0x32 else 8))[0]
                return version >> 16, version >> 8 & 0xFF
            at += size
        fail(f"{self.path} does not say which macOS it is for")

    def platform(self):
        """The wheel's platform tags (PEP 425, PEP 600)."""
        if self.system == "windows":
            return [f"win_{WINDOWS[self.machine]}"]
        if self.system == "macos":
            major, minor = self.macos()
            # From 11 on the tag counts whole versions.
            return [f"macosx_{major}_{0 if major > 10 else minor}_{MACOS[self.machine]}"]
        major, minor = self.glibc()
        legacy = [f"manylinux2014_{self.machine}"] if (major, minor) <= (2, 17) else []
        return [f"manylinux_{major}_{max(minor, 17)}_{self.machine}", *legacy]


def pressed(data):
    return gzip.compress(data, LEVEL, mtime=0)


def manual(program):
    with tempfile.TemporaryDirectory() as folder:
        said(str(program.path), "man", folder)
        return {page.name + ".gz": pressed(page.read_bytes()) for page in sorted(Path(folder).iterdir())}


def shared(program):
    """What lies under `share` on every system, by path."""
    files = {f"man/man1/{name}": page for name, page in manual(program).items()}
    places = {
        "bash": "bash-completion/completions/kurras",
        "zsh": "zsh/site-functions/_kurras",
        "fish": "fish/vendor_completions.d/kurras.fish",
    }
    for shell, place in places.items():
        files[place] = said(str(program.path), "completions", shell).encode()
    return files


def licences():
    target = [os.environ["TARGET"]] if "TARGET" in os.environ else []
    files = {name: (ROOT / name).read_bytes() for name in LICENCES}
    files["THIRD-PARTY-LICENCES.txt"] = said(sys.executable, "tools/inventory.py", "licences", *target).encode()
    return files


def tree(program, share, legal):
    """What is unpacked or installed, by path below the prefix."""
    doc = {name: (ROOT / name).read_bytes() for name in ("README.md", "README.ar.md")}
    doc |= legal | {"copyright": COPYRIGHT.encode(), "changelog.gz": pressed((ROOT / "CHANGELOG.md").read_bytes())}
    files = {f"bin/{program.name}": program.bytes}
    files |= {f"share/{path}": data for path, data in share.items()}
    return files | {f"share/doc/kurras/{name}": data for name, data in doc.items()}


def is_program(path):
    return path.startswith("bin/") or "/bin/" in path or "/scripts/" in path


def folders(paths):
    """Every folder in which the paths lie, each before what is in it."""
    found = {str(parent) for path in paths for parent in Path(path).parents if str(parent) != "."}
    return sorted(Path(folder).as_posix() for folder in found)


def tarred(files, prefix=""):
    """A tar archive of these files (by path) and of the folders that they lie in."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        named = {prefix + path: data for path, data in files.items()}
        for folder in folders(named):
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, 0o755, EPOCH
            archive.addfile(entry)
        for path, data in sorted(named.items()):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mtime, entry.mode = len(data), EPOCH, 0o755 if is_program(path) else 0o644
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def lay(place, files):
    """Lays these files below a folder, with the same modes and times as in archives."""
    for path, data in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    for path in [*files, *reversed(folders(files)), "."]:
        (place / path).chmod(0o755 if (place / path).is_dir() or is_program(path) else 0o644)
        os.utime(place / path, (EPOCH, EPOCH))


def zipped(files):
    """A zip archive of these files. Its time begins in 1980."""
    moment = time.gmtime(max(EPOCH, 315532800))[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, moment)
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if is_program(path) else 0o100644) << 16
            archive.writestr(entry, data)
    return out.getvalue()


def archive(program, files, out):
    name = f"kurras-{program.version}-{program.system}-{program.machine}"
    if program.system == "windows":
        path = out / f"{name}.zip"
        path.write_bytes(zipped({f"{name}/{inner}": data for inner, data in sorted(files.items())}))
    else:
        path = out / f"{name}.tar.gz"
        path.write_bytes(pressed(tarred(files, f"{name}/")))
    return path


def python_version(version):
    """A semantic version as PEP 440 writes it."""
    found = re.fullmatch(r"(\d+\.\d+\.\d+)(?:-(alpha|beta|rc)\.(\d+))?", version)
    if not found:
        fail(f"the version {version} has no form in a wheel: say 1.2.3, or 1.2.3-rc.1")
    stage = {"alpha": "a", "beta": "b", "rc": "rc", None: ""}[found[2]]
    return found[1] + stage + (found[3] or "")


def wheel(program, share, legal, out):
    """PEP 427: the program among the scripts, the rest where the environment keeps shared files, licences by PEP 639."""
    version = python_version(program.version)
    data, info = f"kurras-{version}.data", f"kurras-{version}.dist-info"
    tags = program.platform()
    about = [
        "Metadata-Version: 2.4",
        "Name: kurras",
        f"Version: {version}",
        f"Summary: {SUMMARY}",
        "License-Expression: MIT OR Apache-2.0",
        *(f"License-File: {name}" for name in legal),
        "Requires-Python: >=3.8",
        "Description-Content-Type: text/markdown",
    ]
    files = {f"{data}/scripts/{program.name}": program.bytes}
    files |= {f"{data}/data/share/{path}": bytes_ for path, bytes_ in sorted(share.items())}
    files[f"{info}/METADATA"] = ("\n".join(about) + "\n\n" + (ROOT / "README.md").read_text(encoding="utf-8")).encode()
    form = ["Wheel-Version: 1.0", "Generator: kurras", "Root-Is-Purelib: false", *(f"Tag: py3-none-{tag}" for tag in tags)]
    files[f"{info}/WHEEL"] = ("\n".join(form) + "\n").encode()
    files |= {f"{info}/licenses/{name}": bytes_ for name, bytes_ in legal.items()}
    files[f"{info}/RECORD"] = record(files, f"{info}/RECORD")
    path = out / f"kurras-{version}-py3-none-{'.'.join(tags)}.whl"
    path.write_bytes(zipped(files))
    return path


def record(files, own):
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for path, data in files.items():
        sum_ = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.writerow((path, f"sha256={sum_}", len(data)))
    rows.writerow((own, "", ""))
    return text.getvalue().encode()


def debian(program, files, out):
    """A Debian package. Debian keeps zsh's completions in a place of its own, and sorts before a version what a tilde parts from it."""
    files = {f"usr/{path.replace('zsh/site-functions', 'zsh/vendor-completions')}": data for path, data in files.items()}
    architecture = DEBIAN[program.machine]
    major, minor = program.glibc()
    version = program.version.replace("-", "~")
    depends = [f"libc6 (>= {major}.{minor})", *(["libgcc-s1"] if "libgcc_s.so.1" in program.needs() else [])]
    control = [
        "Package: kurras",
        f"Version: {version}",
        f"Architecture: {architecture}",
        "Maintainer: The makers of Kurras <kurras@kurras.invalid>",
        "Section: text",
        "Priority: optional",
        f"Installed-Size: {sum(-(-len(data) // 1024) for data in files.values())}",
        f"Depends: {', '.join(depends)}",
        f"Description: {SUMMARY[0].lower()}{SUMMARY[1:]}",
        *(f" {line}" for line in LONG),
    ]
    sums = "".join(f"{hashlib.md5(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    path = out / f"kurras_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as stage:
        # Every file in it belongs to root, whoever packs.
        files |= {"DEBIAN/control": ("\n".join(control) + "\n").encode(), "DEBIAN/md5sums": sums.encode()}
        lay(Path(stage), files)
        how = ["--root-owner-group", "-Zgzip", f"-z{LEVEL}", "--build", stage, str(path)]
        subprocess.run(["dpkg-deb", *how], check=True, stdout=subprocess.DEVNULL, env=os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH)})
    return path


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.splitlines()[0])
    program, out = Program(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    share, legal = shared(program), licences()
    files = tree(program, share, legal)
    print(archive(program, files, out))
    print(wheel(program, share, legal, out))
    if program.system != "linux":
        return
    if subprocess.run(["sh", "-c", "command -v dpkg-deb"], stdout=subprocess.DEVNULL).returncode == 0:
        print(debian(program, files, out))
    else:
        print("packages: no dpkg-deb here, so no Debian package", file=sys.stderr)


main()
