#!/usr/bin/env python3
"""inventory.py sbom|licences [TARGET]: what the program is made of, for whoever hands it on.

sbom      a software bill of materials: CycloneDX 1.6, JSON
licences  the licences of everything inside the program, whole, each text once

Both come from Cargo.lock by `cargo metadata`, from the crates' own files, from fonts/ and from assets/dictionaries/, for the
platform TARGET (rustc's own where none is named), and have no date in them: the same lock file gives the same bytes. A crate of
which no licence's text can be found ends the run. Needs Python 3 and cargo, nothing else.
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# How files are called that hold licences and notices, in capitals.
NAMES = ("LICEN", "COPYING", "UNLICENSE", "NOTICE", "COPYRIGHT")
# Crates packed without their licence's text, and the crate of the same repository that has it.
SIBLINGS = {"alloc-stdlib": "alloc-no-stdlib"}
# Texts for the other crates that come without one, by licence, the first that fits; all give leave under it alone.
APACHE = "Apache-2.0"
ZERO_BSD = """Zero-Clause BSD

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
"""
STANDARD = {APACHE: (ROOT / "LICENSE-APACHE").read_text(encoding="utf-8"), "0BSD": ZERO_BSD}


def run(*command):
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def host():
    lines = run("rustc", "-vV").splitlines()
    return next(line.removeprefix("host: ") for line in lines if line.startswith("host: "))


class Tree:
    """The crates that are linked into the program, without those, and those features, that only its tests need."""

    def __init__(self, target):
        # `cargo metadata` counts the tests' features in, `cargo tree` does not; but only the former tells all.
        select = ["--edges=normal", "--prefix=none", "--format={p}", "--target", target]
        linked = {tuple(line.split()[:2]) for line in run("cargo", "tree", "--locked", *select).splitlines() if line}
        metadata = json.loads(run("cargo", "metadata", "--format-version=1", "--locked", "--filter-platform", target))
        self.packages = {
            package["id"]: package
            for package in metadata["packages"]
            if (package["name"], f"v{package['version']}") in linked
        }
        if len(self.packages) != len(linked):
            sys.exit("inventory.py: cargo's tree and cargo's metadata do not agree")
        self.program = self.packages[metadata["resolve"]["root"]]
        self.needs = {
            node["id"]: [need["pkg"] for need in node["deps"]
                         if need["pkg"] in self.packages and any(kind["kind"] is None for kind in need["dep_kinds"])]
            for node in metadata["resolve"]["nodes"] if node["id"] in self.packages
        }
        order = sorted(self.packages.values(), key=lambda package: (package["name"], package["version"]))
        self.crates = [package for package in order if package is not self.program]


def expression(crate):
    """The crate's licence as SPDX has it: cargo still allows a stroke for OR."""
    return re.sub(r"\s*/\s*", " OR ", crate["license"])


def home(crate):
    """Where the source is to be had, which some licences ask for."""
    return crate["repository"] or f"crate {crate['name']}"


def purl(crate):
    return f"pkg:cargo/{crate['name']}@{crate['version']}"


def fonts():
    """Folder and licence's text of each family."""
    return [(path.parent.name, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "fonts").glob("*/OFL.txt"))]


# The dictionaries that ship, by their folders in assets/dictionaries: their names, and their licences as SPDX has them or by name.
DICTIONARIES = {
    "ar": ("Ayaspell", {"id": "MPL-1.1"}),
    "en": ("SCOWL", {"name": "SCOWL"}),
    "fa": ("Lilak", {"id": "Apache-2.0"}),
    "fr": ("Dicollecte", {"id": "MPL-2.0"}),
}


def dictionaries():
    """Folder, name, licence and licence's text of each dictionary."""
    folders = sorted(path for path in (ROOT / "assets/dictionaries").iterdir() if path.is_dir())
    return [(path, *DICTIONARIES[path.name], (path / "LICENSE").read_text(encoding="utf-8")) for path in folders]


def dictionary_components():
    """A dictionary is a component; its files are listed in it with their checksums."""
    for folder, name, licence, _ in dictionaries():
        yield {
            "type": "data",
            "bom-ref": f"dictionary:{folder.name}",
            "name": name,
            "licenses": [{"license": licence}],
            "components": [
                {"type": "file", "bom-ref": f"dictionary:{folder.name}/{file.name}", "name": file.name, "hashes": [
                    {"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]}
                for file in sorted(folder.glob("*.z"))
            ],
        }


def files_of(crate):
    folder = Path(crate["manifest_path"]).parent
    files = [path for path in folder.iterdir() if path.is_file() and path.name.upper().startswith(NAMES)]
    named = crate["license_file"] and folder / crate["license_file"]
    return sorted({*files, *([named] if named else [])})


def texts_of(crate, by_name):
    """The licences' texts of a crate."""
    files = files_of(crate) or files_of(by_name.get(SIBLINGS.get(crate["name"]), crate))
    if files:
        # Some are in Latin-1: a name in a copyright line.
        return [path.read_bytes().decode("utf-8", errors="replace") for path in files]
    given = [licence.strip("()") for licence in re.split(r"\s+OR\s+", expression(crate))]
    known = [STANDARD[licence] for licence in given if licence in STANDARD]
    if not known:
        sys.exit(f"inventory.py: no text of the licence {crate['license']} of {crate['name']} {crate['version']}: see STANDARD")
    return [f"By {', '.join(crate['authors']) or 'the authors of ' + crate['name']}.\n\n{known[0]}"]


def licences(tree):
    by_name = {crate["name"]: crate for crate in tree.crates}
    holders = {}
    for crate in tree.crates:
        for text in texts_of(crate, by_name):
            text = "\n".join(line.rstrip() for line in text.strip().splitlines())
            holders.setdefault(text, []).append(f"{crate['name']} {crate['version']}")
    out = [
        f"{tree.program['name']} {tree.program['version']}: the licences of what is inside",
        "",
        "The program itself stands under MIT OR Apache-2.0. It carries these crates, fonts and dictionaries:",
        "",
        *(f"  {crate['name']} {crate['version']}: {expression(crate)}; {home(crate)}" for crate in tree.crates),
        *(f"  the font family {folder}: OFL-1.1" for folder, _ in fonts()),
        *(f"  the dictionary {name}: {licence.get('id') or licence['name']}" for _, name, licence, _ in dictionaries()),
    ]
    for text, names in holders.items():
        out += ["", "=" * 100, "", ", ".join(dict.fromkeys(names)), "", text]
    for folder, text in fonts():
        out += ["", "=" * 100, "", f"the font family {folder}", "", text.strip()]
    for _, name, _, text in dictionaries():
        out += ["", "=" * 100, "", f"the dictionary {name}", "", text.strip()]
    return "\n".join(out) + "\n"


def component(crate, checksums):
    links = [("vcs", crate["repository"]), ("website", crate["homepage"]), ("documentation", crate["documentation"])]
    found = {
        "type": "library",
        "bom-ref": purl(crate),
        "name": crate["name"],
        "version": crate["version"],
        "description": " ".join((crate["description"] or "").split()),
        "licenses": [{"expression": expression(crate)}],
        "purl": purl(crate),
        "externalReferences": [{"type": kind, "url": url} for kind, url in links if url],
    }
    checksum = checksums.get((crate["name"], crate["version"]))
    if checksum:
        found["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    return found


def font_components():
    """A family is a component; its files are listed in it with their checksums."""
    for folder, _ in fonts():
        files = sorted((ROOT / "fonts" / folder).glob("*.ttf"))
        yield {
            "type": "data",
            "bom-ref": f"font:{folder}",
            "name": folder,
            "licenses": [{"license": {"id": "OFL-1.1"}}],
            "components": [
                {"type": "file", "bom-ref": f"font:{folder}/{file.name}", "name": file.name, "hashes": [
                    {"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]}
                for file in files
            ],
        }


def sbom(tree):
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    checksums = {(one["name"], one["version"]): one.get("checksum") for one in lock["package"]}
    program = component(tree.program, checksums) | {"type": "application"}
    families = [*font_components(), *dictionary_components()]
    needs = [{"ref": purl(tree.packages[one]), "dependsOn": sorted(purl(tree.packages[need]) for need in wanted)}
             for one, wanted in tree.needs.items()]
    for need in needs:
        if need["ref"] == purl(tree.program):
            need["dependsOn"] += [family["bom-ref"] for family in families]
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": [component(crate, checksums) for crate in tree.crates] + families,
        "dependencies": sorted(needs, key=lambda need: need["ref"]),
    }
    # The number is made of what it numbers.
    digest = hashlib.sha256(json.dumps(bill, sort_keys=True).encode()).hexdigest()
    bill["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, f"sha256:{digest}").urn
    return json.dumps(bill, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main():
    kinds = {"sbom": sbom, "licences": licences}
    if not 2 <= len(sys.argv) <= 3 or sys.argv[1] not in kinds:
        sys.exit(__doc__.strip())
    target = sys.argv[2] if len(sys.argv) == 3 else host()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(kinds[sys.argv[1]](Tree(target)))


if __name__ == "__main__":
    main()
