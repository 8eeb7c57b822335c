#!/usr/bin/env python3
"""Looks whether PDF files are what they claim: PDF/A-3a and PDF/UA-1.

    pdfcheck.py FILE...      one line for each fault:  FILE: rule (clause): words
    pdfcheck.py --rules      the rules, their clauses, and what each asks for

The exit status is 1 if there is a fault. It is written for files that zonebrief makes:
where the standards allow what zonebrief never does (forms, layers, inline
images, transparency), that is a fault here, so that what has not been thought
of is seen. qpdf reads the files; the rules are Python's standard library.

    pdfrules.py     the rules in words
    pdffile.py      objects, the lexer, how the bytes lie
    pdffont.py      font programs: which glyphs, how wide
    pdfcontent.py   content streams
    pdftree.py      the structure tree
    pdfmeta.py      XMP, profiles, what is embedded
    pdffaults.py    a file for each rule that breaks it
"""

import concurrent.futures
import os
import re
import sys

sys.dont_write_bytecode = True  # nothing is left in this folder

import pdfcontent
import pdffont
import pdfmeta
import pdftree
from pdffile import (Broken, File, Stream, entries_of, is_name, is_string, tokens, walk, words)
from pdfrules import RULES

FILTERS = {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode",
           "/CCITTFaxDecode", "/JBIG2Decode", "/DCTDecode", "/JPXDecode"}


class Check:
    """One file and what was found in it."""

    def __init__(self, path):
        self.file = File(path)
        self.faults = []  # [(rule, words)]
        self.shown, self.bare = {}, {}  # {font: {codes}}
        self.marks = []  # per page, its MCIDs in order

    def told(self, rule, message):
        assert rule in RULES, rule
        self.faults.append((rule, message))


# -- the file --------------------------------------------------------------------------


def check_bytes(check):
    raw, trailer = check.file.raw, check.file.trailer
    if not re.match(rb"%PDF-1\.[0-7](\r\n|\n|\r)%[\x80-\xff]{4}", raw):
        check.told("header", f"the file begins with {raw[:16]!r}")
    end = raw.rfind(b"%%EOF")
    if end < 0 or raw[end + 5:] not in (b"", b"\n", b"\r", b"\r\n"):
        check.told("end", "no %%EOF" if end < 0 else f"{len(raw) - end - 5} bytes behind %%EOF")
    ids = trailer.get("/ID")
    if not (isinstance(ids, list) and len(ids) == 2 and all(words(one) for one in ids)):
        check.told("id", "no ID")
    if "/Encrypt" in trailer:
        check.told("encryption", "the file is encrypted")
    if check.file.warnings:
        check.told("xref", check.file.warnings.splitlines()[0])
    if end < 0 or "/Encrypt" in trailer:
        return
    try:
        check_objects(check, *entries_of(check.file))
    except (Broken, ValueError, KeyError, AttributeError) as problem:
        check.told("xref", str(problem))


def check_objects(check, entries, start):
    """How the objects lie between the offsets of the cross-reference."""
    raw = check.file.raw
    places = sorted(entries, key=lambda entry: entry[1])
    ends = [offset for _, offset in places[1:]] + [start]
    for (number, offset), end in zip(places, ends):
        if offset >= start:  # the cross-reference itself
            continue
        head = re.compile(rb"\s*(\d+)\s+\d+\s+obj").match(raw, offset)
        if not head or int(head[1]) != number:
            check.told("xref", f"object {number} is not at byte {offset}")
            continue
        if raw[offset - 1:offset] not in (b"\n", b"\r") or not re.compile(
                rb"\d+ \d+ obj(\r\n|\n|\r)").match(raw, offset):
            check.told("objects", f"object {number}: its first line is not \"N G obj\"")
        body = raw[head.end():end]
        close = body.rfind(b"endobj")
        if close < 0 or body[close - 1:close] not in (b"\n", b"\r") or body[close + 6:close + 7] not in (
                b"\n", b"\r"):
            check.told("objects", f"object {number}: endobj is not a line of its own")
        held = check.file.objects.get(f"{number} 0 R")
        if isinstance(held, Stream):
            check_stream(check, number, held, body[:close])
            body = body[:body.find(b"stream")]
        look_at_hex(check, number, body[:close] if close >= 0 else body)


def check_stream(check, number, stream, body):
    begin = re.search(rb"stream(\r\n|\n|.)", body, re.DOTALL)
    said = re.search(rb"/Length\s+(\d+)(\s+\d+\s+R)?", body[:begin.start()] if begin else body)
    length = int(said[1]) if said else -1  # qpdf's JSON leaves it out
    if said and said[2]:
        length = check.file.get(f"{length} 0 R")
    if not begin or begin[1] not in (b"\n", b"\r\n"):
        check.told("streams", f"object {number}: no end of line behind stream")
    elif not re.fullmatch(rb"(\r\n|\n|\r)endstream\s*", body[begin.end() + length:]):
        check.told("streams", f"object {number}: its Length is not that up to endstream")


def look_at_hex(check, number, body):
    if b"<" in body.replace(b"<<", b""):
        try:
            for value in tokens(body):
                for one in walk(value):
                    if isinstance(one, bytes) and not getattr(one, "sound", True):
                        check.told("hex", f"object {number}: a hexadecimal string that is none")
        except Broken as problem:
            check.told("hex", f"object {number}: {problem}")


def string_length(value):
    """Bytes that the string takes in the file."""
    if value.startswith("b:"):
        return len(value) // 2 - 1
    text = value[2:]
    return len(text) if text.isascii() else 2 + len(text.encode("utf-16-be", "surrogatepass"))


def check_name(check, where, name):
    held = re.sub(rb"#([0-9a-fA-F]{2})", lambda match: bytes([int(match[1], 16)]),
                  name[1:].encode("utf-8", "surrogateescape"))
    if len(held) > 127:
        check.told("names", f"{where}: a name of {len(held)} bytes")
    try:
        held.decode("utf-8")
    except UnicodeDecodeError:
        check.told("names", f"{where}: {name} is not UTF-8")


def check_limits(check):
    for where, held in check.file.objects.items():
        for value in walk(held):
            if is_name(value):
                check_name(check, where, value)
            elif is_string(value) and string_length(value) > 32767:
                check.told("strings", f"{where}: a string of {string_length(value)} bytes")
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                size = abs(value)
                if (size > 2147483647 and isinstance(value, int)) or size > 3.403e38 or (
                        0 < size < 1.175e-38):
                    check.told("numbers", f"{where}: the number {value}")


def check_streams(check):
    for where, held in check.file.objects.items():
        if not isinstance(held, Stream):
            continue
        entries = held.dict
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in entries:
                check.told("external", f"{where}: {key}")
        unknown = [name for name in held.filters() if name not in FILTERS]
        if unknown:
            check.told("filters", f"{where}: {unknown[0]}")
            continue
        try:
            held.data()
        except Exception as problem:  # zlib's own class, and what follows from half a stream
            check.told("filters", f"{where}: {problem}")
            held.dict = entries | {"/Filter": "/Unreadable"}


# -- the catalog -----------------------------------------------------------------------

ACTIONS = {"/GoTo", "/URI"}


def check_catalog(check):
    root, file = check.file.root, check.file
    for key in ("/OCProperties",):
        if key in root:
            check.told("layers", f"the catalog has {key}")
    for key in ("/Requirements",):
        if key in root:
            check.told("alternates", f"the catalog has {key}")
    names = file.dict(root.get("/Names"))
    if "/AlternatePresentations" in names:
        check.told("alternates", "Names has AlternatePresentations")
    if "/JavaScript" in names:
        check.told("triggers", "Names has JavaScript")
    for key in ("/AA", "/OpenAction"):
        if key in root:
            check.told("triggers", f"the catalog has {key}")
    if root.get("/NeedsRendering"):
        check.told("fields", "the catalog has NeedsRendering")
    if "/AcroForm" in root:
        check.told("fields", "the catalog has AcroForm")
    if set(file.dict(root.get("/Perms"))) - {"/DocMDP", "/UR3"}:
        check.told("permissions", f"Perms has {sorted(file.dict(root['/Perms']))}")
    if file.dict(root.get("/ViewerPreferences")).get("/DisplayDocTitle") is not True:
        check.told("title-shown", "DisplayDocTitle is not true")
    labels = dict(file.tree(root.get("/PageLabels"), "/Nums"))
    if "/S" not in file.dict(labels.get(0)):
        check.told("page-labels", f"PageLabels are {labels}")
    for where, held in file.objects.items():
        for value in walk(held):
            if isinstance(value, dict) and is_name(value.get("/S")) and (
                    value.get("/Type") == "/Action" or {"/URI", "/JS", "/D"} & set(value)
                    and value["/S"] not in ("/D", "/R", "/r", "/A", "/a")):
                check_action(check, where, value)


def check_action(check, where, action):
    if action["/S"] not in ACTIONS:
        check.told("actions", f"{where}: action {action['/S']}")
    elif action["/S"] == "/URI" and not re.match(r"https?://[^/ ]+", words(action.get("/URI")) or ""):
        check.told("addresses", f"{where}: {action.get('/URI')}")


def check_pages(check):
    for index, (_, page) in enumerate(check.file.pages()):
        here = f"page {index + 1}"
        box = [check.file.get(one) for one in check.file.list(page.get("/MediaBox"))]
        sides = (box[2] - box[0], box[3] - box[1]) if len(box) == 4 else (0, 0)
        if not all(3 <= side <= 14400 for side in sides):
            check.told("pages", f"{here} is {sides[0]} by {sides[1]}")
        if "/Resources" not in page:
            check.told("resources", f"{here} has none")
        if "/AA" in page:
            check.told("triggers", f"{here} has AA")
        if "/PresSteps" in page:
            check.told("alternates", f"{here} has PresSteps")
        if "/Group" in page:
            check.told("transparency", f"{here} has a Group")
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            check.told("tabs", f"{here} has Tabs {page.get('/Tabs')}")
        check.marks.append(pdfcontent.read_page(
            check.file, page, lambda rule, message, h=here: check.told(rule, f"{h}: {message}"),
            check.shown, check.bare))


# -- graphics --------------------------------------------------------------------------


def check_graphics(check):
    for where, held in check.file.objects.items():
        if isinstance(held, Stream):
            check_object_stream(check, where, held)
    for resources in resources_of(check.file):
        for name, state in check.file.dict(resources.get("/ExtGState")).items():
            check_state(check, name, check.file.dict(state))
        for space in check.file.dict(resources.get("/ColorSpace")).values():
            check_space(check, space)
        for shading in check.file.dict(resources.get("/Shading")).values():
            check_space(check, check.file.dict(shading).get("/ColorSpace"))
        for pattern in check.file.dict(resources.get("/Pattern")).values():
            check_pattern(check, pattern)


def resources_of(file):
    found = [file.dict(page.get("/Resources")) for _, page in file.pages()]
    found += [file.dict(held.dict["/Resources"]) for held in file.objects.values()
              if isinstance(held, Stream) and "/Resources" in held.dict]
    return list({id(one): one for one in found}.values())


def check_object_stream(check, where, held):
    entries, sort = held.dict, held.dict.get("/Subtype")
    if sort == "/Image":
        if entries.get("/Interpolate") is True or "/Alternates" in entries or "/OPI" in entries:
            check.told("images", f"{where}: Interpolate, Alternates or OPI")
        if entries.get("/BitsPerComponent", 8) not in (1, 2, 4, 8, 16):
            check.told("images", f"{where}: {entries['/BitsPerComponent']} bits")
        if "/Intent" in entries and entries["/Intent"] not in pdfcontent.INTENTS:
            check.told("rendering-intents", f"{where}: {entries['/Intent']}")
        if "/SMask" in entries:
            check.told("transparency", f"{where}: SMask")
        check_space(check, entries.get("/ColorSpace", "/DeviceGray"))
    if sort == "/PS" or entries.get("/Subtype2") == "/PS" or "/PS" in entries:
        check.told("forms-of-others", f"{where}: PostScript")
    if sort == "/Form":
        for key in ("/Ref", "/OPI"):
            if key in entries:
                check.told("forms-of-others", f"{where}: {key}")
        if "/Group" in entries:
            check.told("transparency", f"{where}: a Group")


def check_state(check, name, state):
    if "/TR" in state or "/HTP" in state or "/HT" in state or state.get("/TR2", "/Default") != "/Default":
        check.told("states", f"ExtGState {name}: TR, TR2, HT or HTP")
    if state.get("/RI", "/Perceptual") not in pdfcontent.INTENTS:
        check.told("rendering-intents", f"ExtGState {name}: {state['/RI']}")
    for key, plain in (("/ca", 1), ("/CA", 1), ("/SMask", "/None"), ("/BM", "/Normal")):
        if state.get(key, plain) != plain:
            check.told("transparency", f"ExtGState {name}: {key} {state[key]}")


def check_space(check, space, depth=0):
    space = check.file.get(space)
    name = space[0] if isinstance(space, list) and space else space
    if name in ("/DeviceCMYK", "/CMYK"):
        check.told("colour", "DeviceCMYK, which the output intent does not cover")
    elif name == "/ICCBased":
        pdfmeta.check_profile(check, space[1])
    elif name in ("/Indexed", "/Pattern", "/I") and isinstance(space, list) and len(space) > 1 and depth < 4:
        check_space(check, space[1], depth + 1)
    elif name in ("/Separation", "/DeviceN") and depth < 4:
        check_space(check, space[2], depth + 1)
    elif name not in pdfcontent.DEVICES | {"/CalRGB", "/CalGray", "/Lab", None}:
        check.told("colour", f"{name} is no colour space")


def check_pattern(check, pattern):
    held = check.file.stream(pattern)
    if held is None:
        check_space(check, check.file.dict(check.file.dict(pattern).get("/Shading")).get("/ColorSpace"))
        return
    reader = pdfcontent.Reader(
        check.file, lambda rule, message: check.told(rule, f"pattern {pattern}: {message}"),
        check.shown, check.bare, tagging=False)
    reader.read(held.data() or b"", held.dict.get("/Resources"))
    reader.end()


# -- fonts -----------------------------------------------------------------------------


def check_fonts(check):
    named = {one for resources in resources_of(check.file)
             for one in check.file.dict(resources.get("/Font")).values()}
    for reference in sorted(named, key=str):
        check_font(check, reference)


def check_font(check, reference):
    file, font = check.file, check.file.dict(reference)
    name = (font.get("/BaseFont") or "?").lstrip("/")
    descendants = file.list(font.get("/DescendantFonts"))
    cid_font = file.dict(descendants[0]) if descendants else {}
    descriptor = file.dict(cid_font.get("/FontDescriptor"))
    if (font.get("/Type"), font.get("/Subtype")) != ("/Font", "/Type0") or len(descendants) != 1 or (
            cid_font.get("/Type") != "/Font" or not is_name(font.get("/BaseFont"))
            or cid_font.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2")
            or descriptor.get("/Type") != "/FontDescriptor" or "/CIDSystemInfo" not in cid_font
            or {"/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent",
                "/CapHeight", "/StemV"} - set(descriptor)):
        check.told("font-form", f"{name}: its dictionaries")
        return
    if font.get("/Encoding") not in ("/Identity-H", "/Identity-V"):
        check.told("font-cmap", f"{name}: Encoding {font.get('/Encoding')}")
    if cid_font["/Subtype"] == "/CIDFontType2" and cid_font.get("/CIDToGIDMap") != "/Identity":
        check.told("font-gids", f"{name}: CIDToGIDMap {cid_font.get('/CIDToGIDMap')}")
    bases = {name.removesuffix("-Identity-H"), cid_font.get("/BaseFont", "")[1:],
             descriptor["/FontName"][1:]}
    if len(bases) > 1 or not re.match(r"[A-Z]{6}\+.", name):
        check.told("font-subset", f"{name}: {sorted(bases)}")
    codes = check.shown.get(reference, set())
    check_text(check, name, font, codes, check.bare.get(reference, set()))
    program = check_program(check, name, cid_font, descriptor)
    if program:
        check_glyphs(check, name, cid_font, program, codes)
        check_cidset(check, name, descriptor, program)


def check_program(check, name, cid_font, descriptor):
    outline = cid_font["/Subtype"] == "/CIDFontType2"
    stream = check.file.stream(descriptor.get("/FontFile2" if outline else "/FontFile3"))
    if stream is None or (not outline and stream.dict.get("/Subtype") != "/CIDFontType0C"):
        check.told("font-embedded", f"{name}: no program of its sort")
        return None
    try:
        return (pdffont.truetype if outline else pdffont.cff)(stream.data())
    except Exception as problem:  # whatever a broken table leads to
        check.told("font-embedded", f"{name}: its program cannot be read: {problem!r}")
        return None


def widths_of(check, cid_font):
    """{code: width}; those not in it have DW."""
    found, items = {}, [check.file.get(one) for one in check.file.list(cid_font.get("/W"))]
    at = 0
    while at + 1 < len(items):
        first, second = items[at], items[at + 1]
        if isinstance(second, list):
            found.update({first + k: check.file.get(width) for k, width in enumerate(second)})
            at += 2
        else:
            found.update({code: items[at + 2] for code in range(first, second + 1)})
            at += 3
    return found


def check_glyphs(check, name, cid_font, program, codes):
    system = check.file.dict(cid_font["/CIDSystemInfo"])
    said = (words(system.get("/Registry")), words(system.get("/Ordering")), system.get("/Supplement"))
    if said != (program.ros or ("Adobe", "Identity", 0)):
        check.told("font-system", f"{name}: {said}, not {program.ros}")
    widths, standard = widths_of(check, cid_font), check.file.get(cid_font.get("/DW", 1000))
    for code in sorted(codes):
        glyph = program.glyph(code)
        if glyph is None:
            check.told("font-glyphs", f"{name}: no glyph for code {code:04X}")
        elif glyph == 0:
            check.told("font-notdef", f"{name}: code {code:04X} shows .notdef")
        elif abs(widths.get(code, standard) - program.widths[glyph]) > 1:
            check.told("font-widths", f"{name}: code {code:04X} is {program.widths[glyph]:.0f} wide,"
                                      f" not {widths.get(code, standard)}")


def check_cidset(check, name, descriptor, program):
    stream = check.file.stream(descriptor.get("/CIDSet"))
    if stream is None:
        return
    data = stream.data() or b""
    said = {8 * k + bit for k, byte in enumerate(data) for bit in range(8) if byte & 0x80 >> bit}
    if said != set(program.cids if program.cids is not None else range(program.glyphs)):
        check.told("font-cidset", f"{name}: CIDSet is not the program's")


def is_private(text):
    return any(0xE000 <= ord(c) <= 0xF8FF or ord(c) >= 0xF0000 for c in text)


def check_text(check, name, font, codes, bare):
    stream = check.file.stream(font.get("/ToUnicode"))
    try:
        texts = pdfcontent.unicode_map(stream.data()) if stream else {}
    except Broken as problem:
        check.told("font-unicode", f"{name}: ToUnicode: {problem}")
        return
    for code in sorted(codes):
        text = texts.get(code, "")
        if not text:
            check.told("font-unicode", f"{name}: no text for code {code:04X}")
        elif {"\0", "\ufeff", "\ufffe"} & set(text):
            check.told("font-no-text", f"{name}: code {code:04X} is U+{ord(text[0]):04X}")
        elif code in bare and is_private(text):
            check.told("font-private", f"{name}: code {code:04X} is U+{ord(text[0]):04X}")


# -- annotations -----------------------------------------------------------------------

HIDDEN, INVISIBLE, PRINT, NO_VIEW, TOGGLE = 2, 1, 4, 32, 256
SORTS = {"/Link", "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
         "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup",
         "/FileAttachment", "/Redact"}


def check_annotations(check):
    file = check.file
    places = {words(name): one for name, one in
              file.tree(file.dict(file.root.get("/Names")).get("/Dests"), "/Names")}
    for name, place in places.items():
        check_place(check, f"name {name}", place, places)
    for page, _, annotation in file.annotations():
        here, sort = f"page {page + 1}", annotation.get("/Subtype")
        if sort not in SORTS:
            check.told("annotation-sorts", f"{here}: {sort}")
        flags = annotation.get("/F", 0)
        if not flags & PRINT or flags & (HIDDEN | INVISIBLE | NO_VIEW | TOGGLE):
            check.told("annotation-flags", f"{here}: F {annotation.get('/F')}")
        if sort not in ("/Link", "/Popup") and set(file.dict(annotation.get("/AP"))) != {"/N"}:
            check.told("annotation-looks", f"{here}: {sort} without appearance")
        if not (words(file.get(annotation.get("/Contents"))) or "").strip():
            check.told("annotation-contents", f"{here}: no Contents")
        if "/AA" in annotation:
            check.told("triggers", f"{here}: an annotation with AA")
        if "/Dest" in annotation:
            check_place(check, here, annotation["/Dest"], places)
        elif sort == "/Link" and "/A" not in annotation:
            check.told("destinations", f"{here}: a link that leads nowhere")
    check_outline(check, places)


def check_place(check, where, place, places, depth=0):
    place = check.file.get(place)
    if isinstance(place, dict):
        place = check.file.get(place.get("/D"))
    if is_string(place):
        if words(place) not in places:
            check.told("destinations", f"{where}: no place \"{words(place)}\"")
        return
    if not (isinstance(place, list) and place and place[0] in [one for one, _ in check.file.pages()]):
        check.told("destinations", f"{where}: {place} is no page")


def check_outline(check, places):
    file = check.file
    seen = set()

    def below(node, parent):
        before, at = None, node.get("/First")
        while at is not None and at not in seen:
            seen.add(at)
            entry = file.dict(at)
            if entry.get("/Parent") != parent or entry.get("/Prev") != before or (
                    not (words(entry.get("/Title")) or "").strip() or "/Dest" not in entry):
                check.told("outline", f"entry {at}")
            else:
                check_place(check, f"outline entry {at}", entry["/Dest"], places)
            below(entry, at)
            before, at = at, entry.get("/Next")
        if node.get("/Last") != before:
            check.told("outline", f"Last of {parent}")
    reference = file.root.get("/Outlines")
    if reference:
        below(file.dict(reference), reference)


# -- the whole -------------------------------------------------------------------------


def check_file(path):
    """[(rule, words)], each once."""
    try:
        check = Check(path)
    except (Broken, ValueError) as problem:
        return [("xref", str(problem))]
    for step in (check_bytes, check_limits, check_streams, check_catalog, check_pages,
                 check_graphics, check_fonts, check_annotations, pdfmeta.check_meta,
                 pdfmeta.check_files, pdftree.check_tree):
        step(check)
    return list(dict.fromkeys(check.faults))


def check_all(paths):
    """{path: faults}, by as many processes as there are processors."""
    if len(paths) < 4:
        return {path: check_file(path) for path in paths}
    with concurrent.futures.ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        return dict(zip(paths, pool.map(check_file, paths, chunksize=4)))


def main(arguments):
    if arguments == ["--rules"]:
        for rule, (clause, wanted) in RULES.items():
            print(f"{rule:20} {clause:32} {wanted}")
        return 0
    if not arguments:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    bad = 0
    for path, faults in check_all(arguments).items():
        for rule, message in faults:
            print(f"{path}: {rule} ({RULES[rule][0]}): {message}")
        bad += bool(faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
