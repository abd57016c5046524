"""A judge of print shops' files: PDF/X-4 (ISO 15930-7) as far as a file by itself shows it, and what a press would print.

    print.py FILE

Prints one JSON object: `findings` (what of ISO 15930-7 the file breaks), `pages` (boxes, and for each the colour spaces that text,
other drawing and pictures use), `profile` (class and space of the output intent's profile) and `fonts`.
Read with pikepdf (qpdf), which has no part in making these files.
"""

import json
import sys

import pikepdf
from pikepdf import Dictionary, Name, Stream

TEXT = {"Tj", "TJ", "'", '"'}
PAINT = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"}
FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
DEVICE = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}


def kind(space):
    """A colour space in a word: DeviceGray, ICCBased3, Pattern …"""
    if isinstance(space, Name):
        return str(space)[1:]
    name = str(space[0])[1:]
    return f"{name}{int(space[1].N)}" if name == "ICCBased" else name


def spaces(owner, seen, used):
    """What text, drawing and pictures of a page or form are painted with."""
    resources = owner.get("/Resources", Dictionary())
    named = resources.get("/ColorSpace", Dictionary())
    state, kept = {"fill": "DeviceGray", "stroke": "DeviceGray"}, []
    for operands, operator in pikepdf.parse_content_stream(owner):
        operator = str(operator)
        if operator == "q":
            kept.append(dict(state))
        elif operator == "Q":
            state = kept.pop()
        elif operator.lower() in DEVICE:
            which = "fill" if operator.islower() else "stroke"
            state[which] = DEVICE[operator.lower()]
        elif operator in ("cs", "CS"):
            space = operands[0]
            which = "fill" if operator == "cs" else "stroke"
            state[which] = kind(named[space] if str(space) in named else space)
        elif operator in TEXT:
            used["text"].add(state["fill"])
        elif operator in PAINT:
            used["drawing"].add(state["fill" if operator in FILLS else "stroke"])
        elif operator == "Do":
            thing = resources.XObject[str(operands[0])]
            if thing.Subtype == Name.Form:
                if thing.objgen not in seen:
                    seen.add(thing.objgen)
                    spaces(thing, seen, used)
            elif "/ColorSpace" in thing:
                used["pictures"].add(kind(thing.ColorSpace))
    for pattern in resources.get("/Pattern", Dictionary()).values():
        if int(pattern.PatternType) == 1 and pattern.objgen not in seen:
            seen.add(pattern.objgen)
            spaces(pattern, seen, used)


def holds(outer, inner):
    near = 0.005
    return (
        outer[0] <= inner[0] + near
        and outer[1] <= inner[1] + near
        and outer[2] >= inner[2] - near
        and outer[3] >= inner[3] - near
    )


def judge_page(number, page, findings):
    boxes = {"media": [float(v) for v in page.mediabox]}
    for key, name in (("/BleedBox", "bleed"), ("/TrimBox", "trim")):
        boxes[name] = [float(v) for v in page.obj[key]] if key in page.obj else None
    if (boxes["trim"] is None) == ("/ArtBox" not in page.obj):
        findings.append(f"boxes: page {number} has not exactly one of TrimBox and ArtBox")
    elif boxes["bleed"] and not (holds(boxes["media"], boxes["bleed"]) and holds(boxes["bleed"], boxes["trim"])):
        findings.append(f"boxes: page {number}: the boxes do not lie within each other")
    for annotation in page.obj.get("/Annots", []):
        if annotation.Subtype not in (Name.TrapNet, Name.PrinterMark):
            findings.append(f"annotations: page {number} has an annotation {annotation.Subtype}")
    used = {"text": set(), "drawing": set(), "pictures": set()}
    spaces(page.obj, set(), used)
    for what, found in used.items():
        if "DeviceRGB" in found:
            findings.append(f"output intent: page {number}: {what} in DeviceRGB, for which the output intent says nothing")
    return boxes | {what: sorted(found) for what, found in used.items()}


def judge_intent(root, findings):
    intents = [intent for intent in root.get("/OutputIntents", []) if intent.get("/S") == Name.GTS_PDFX]
    if len(intents) != 1:
        findings.append(f"output intent: {len(intents)} output intents of PDF/X")
        return None
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        findings.append("output intent: the output intent names no condition")
    if "/DestOutputProfile" not in intents[0]:
        findings.append("profile: the output intent has no profile")
        return None
    profile = bytes(intents[0].DestOutputProfile.read_bytes())
    if len(profile) != int.from_bytes(profile[:4], "big") or profile[36:40] != b"acsp":
        findings.append("profile: the profile is damaged")
    if profile[12:16] != b"prtr":
        findings.append("profile: the profile is not of the output class")
    count = int.from_bytes(profile[128:132], "big")
    tags = {profile[at : at + 4] for at in range(132, 132 + 12 * count, 12)}
    if not {b"A2B0", b"B2A0", b"gamt", b"wtpt", b"desc", b"cprt"} <= tags:
        findings.append("profile: the profile lacks tables that an output profile must have")
    return profile[12:16].decode() + " " + profile[16:20].decode()


def judge_metadata(pdf, findings):
    xmp = bytes(pdf.Root.Metadata.read_bytes()).decode() if "/Metadata" in pdf.Root else ""
    if "/Filter" in pdf.Root.get("/Metadata", {}):
        findings.append("metadata: the metadata is packed")
    for wanted in (
        ">PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "http://www.npes.org/pdfx/ns/id/",
        "<xmp:CreateDate>",
        "<xmp:ModifyDate>",
        "<xmp:MetadataDate>",
        "<xmpMM:DocumentID>",
        "<xmpMM:VersionID>",
        "<xmpMM:RenditionClass>",
        "<dc:title>",
    ):
        if wanted not in xmp:
            findings.append(f"metadata: the metadata lacks {wanted}")
    if ">False</pdf:Trapped>" not in xmp or str(pdf.docinfo.get("/Trapped")) != "/False":
        findings.append("trapping: nothing says whether it is trapped")
    if "pdfaid:" in xmp or "pdfuaid:" in xmp:
        findings.append("it claims another standard as well")


def judge_objects(pdf, findings):
    fonts = []
    for thing in pdf.objects:
        if not isinstance(thing, (Dictionary, Stream)):
            continue
        if thing.get("/Type") == Name.FontDescriptor:
            embedded = any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            fonts.append(str(thing.FontName)[1:])
            if not embedded:
                findings.append(f"fonts: the font {thing.FontName} is not embedded")
        if thing.get("/S") in (Name.JavaScript, Name.Launch) or "/JS" in thing:
            findings.append("actions: it has an action")
        if isinstance(thing, Stream):
            if thing.get("/Subtype") == Name.PS:
                findings.append("PostScript: it has a PostScript XObject")
            if "/OPI" in thing or "/Alternates" in thing:
                findings.append("stand-ins: a picture has a stand-in")
            filters = thing.get("/Filter", [])
            filters = [filters] if isinstance(filters, Name) else list(filters)
            if Name.LZWDecode in filters:
                findings.append("filters: a stream is packed with LZW")
        if thing.get("/Type") == Name.ExtGState and thing.get("/TR") not in (None, Name.Identity):
            findings.append("transfer: it has a transfer function")
    return sorted(fonts)


def main():
    findings = []
    with pikepdf.open(sys.argv[1]) as pdf:
        if pdf.is_encrypted:
            findings.append("encryption: it is encrypted")
        if "/ID" not in pdf.trailer:
            findings.append("identifier: it has no file identifier")
        answer = {
            "pages": [judge_page(number, page, findings) for number, page in enumerate(pdf.pages, 1)],
            "profile": judge_intent(pdf.Root, findings),
            "direction": str(pdf.Root.get("/ViewerPreferences", {}).get("/Direction", "")),
        }
        judge_metadata(pdf, findings)
        answer["fonts"] = judge_objects(pdf, findings)
    answer["findings"] = sorted(set(findings))
    print(json.dumps(answer, ensure_ascii=False))


main()
