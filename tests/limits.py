"""The limits of base/limits.h: the README's table says the same, and each is
met with input that just keeps it, which is good, and input one beyond it,
which is told once and in its place.
"""

import os
import re
import struct
import zlib

from harness import ROOT, Tests, check, check_equal, folder, skip, zonebrief
from hostile import Project, faults

all_of = Tests("limits")

# Those that are no faults to exceed, or cost too much here: the tests, each at the limit and above.
ELSEWHERE = {
    "LIMIT_DOCUMENTS_BYTES": ("unit/test_json.c", "test_all_documents"),
    "LIMIT_FAULTS": ("unit/test_base.c", "so_many_reports_are_kept_and_one_more_says_so"),
    "LIMIT_WORD_BYTES": ("unit/test_hyphen.c", "words_too_long_stay_whole"),
    "LIMIT_NAME_BYTES": ("names.py", "names_as_long_as_can_be"),
    "LIMIT_BRIEF_SECONDS": ("batch.py", "a_brief_has_so_many_seconds"),
    "LIMIT_WORKER_MEBIBYTES": ("batch.py", "a_worker_has_so_much_memory")}


def header():
    """{name: (value, what it is of)}"""
    with open(os.path.join(ROOT, "src/base/limits.h"), encoding="utf-8") as file:
        lines = re.findall(r"^#define (LIMIT_\w+)\s+(.*?)\s*/\* (.*) \*/$", file.read(), re.MULTILINE)
    return {name: (eval(value, {"INT32_MAX": 2**31 - 1}), what) for name, value, what in lines}


LIMITS = header()


def in_words(name, value):
    if name.endswith("_BYTES"):
        for unit, size in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
            if value % size in (0, size - 1) and value + 1 >= size:
                return f"{(value + 1) // size} {unit}"
        return f"{value:,} bytes"
    unit = {"_SECONDS": " seconds", "_MEBIBYTES": " MiB"}.get("_" + name.rsplit("_", 1)[1], "")
    return f"{value:,}{unit}"


@all_of.add
def the_README_says_what_the_header_says():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        section = file.read().split("\n## Limits\n")[1].split("\n## ")[0]
    found = [tuple(cell.strip() for cell in line.strip("|").split("|"))
             for line in section.splitlines() if line.startswith("|")][2:]
    wanted = [(what.replace("--time-limit", "`--time-limit`").replace("--memory-limit", "`--memory-limit`"),
               in_words(name, value)) for name, (value, what) in LIMITS.items()]
    check_equal(found, wanted, "README's table of limits")


@all_of.add
def every_line_of_the_header_is_a_limit_with_its_words():
    with open(os.path.join(ROOT, "src/base/limits.h"), encoding="utf-8") as file:
        check_equal(file.read().count("#define LIMIT_"), len(LIMITS), "limits with words")


@all_of.add
def every_limit_has_a_test():
    for name in LIMITS:
        check((name in TESTED) != (name in ELSEWHERE), f"{name} has no test, or two")
    for name, (path, test) in ELSEWHERE.items():
        with open(os.path.join(ROOT, "tests", path), encoding="utf-8") as file:
            check(test in file.read(), f"{name}: no {test} in {path}")


# -- JSON ------------------------------------------------------------------------------------


def note(project, text):
    """The zone file with `text` as the value of a note in its first line."""
    project.write("zones/z.json", b'{"//": ' + text.encode() + b",\n" + zone(project))


def zone(project):
    with open(project.path("zones/z.json"), "rb") as file:
        return file.read().split(b",\n", 1)[-1].lstrip(b"{")


def file_bytes(project, count):
    whole = b"{" + zone(project)
    project.write("zones/z.json", whole + b" " * (count - len(whole)))


def values(project, count):
    there = 10 + 1  # the root, and what else a small zone has, and the list itself
    note(project, "[" + ",".join("0" * (count - there)) + "]")


def themes(project, count):
    """`theme.json` is the first of so many."""
    theme = project.read("theme.json")
    for number in range(count):
        name = "theme.json" if number == 0 else f"theme{number}.json"
        last = number + 1 == count
        project.write(name, theme if last else {"extends": f"theme{number + 1}.json"})


# -- texts -----------------------------------------------------------------------------------


def chain(project, count):
    """Notes of facts that print one another: so many within the summary."""
    facts = [{"id": f"f{i}", "category": "project", "measure": "project", "scope": "bay", "status": "actual",
              "value": {"en": f"[[fact:f{i + 1}]]" if i + 2 < count else "End"}, "sources": [{"id": "paper"}]}
             for i in range(count - 1)]
    project.change("zones/z.json", "/facts", facts)
    project.change("layout.json", "/blocks", [{"kind": "text", "text": {"pointer": "/summary"}}])
    project.change("zones/z.json", "/summary", {"en": "[[fact:f0]]"})


def many(project, count):
    """A summary that prints so many texts, itself counted."""
    project.change("layout.json", "/blocks", [{"kind": "text", "text": {"pointer": "/summary"}}])
    project.change("zones/z.json", "/facts", [
        {"id": "f", "category": "project", "measure": "project", "scope": "bay", "status": "actual",
         "value": {"en": "E"}, "sources": [{"id": "paper"}]}])
    project.change("zones/z.json", "/summary", {"en": "[[fact:f]] " * (count - 1)})


def pages(project, count):
    project.change("layout.json", "/blocks",
                   [{"kind": "text", "newPage": True, "text": {"pointer": "/summary"}}] * count)


def paragraph(project, count):
    """Words of the zone file's date, 16 bytes, are printed for 12."""
    words = "word " * ((count - 16) // 5) + "x" * ((count - 16) % 5)
    project.change("zones/z.json", "/summary", {"en": words + "{/asOf|date}"})


# -- files -----------------------------------------------------------------------------------


def face_bytes(project, count):
    os.mkdir(project.path("fonts"))
    path = project.path("fonts/NotoSans-Regular.ttf")
    with open(f"{ROOT}/fonts/NotoSans-Regular.ttf", "rb") as file:
        project.write("fonts/NotoSans-Regular.ttf", file.read())
    os.truncate(path, count)


def picture(project, name, data):
    project.change("layout.json", "/blocks", [{"kind": "image", "file": name, "alt": {"en": "A."}}])
    project.write(name, data)


def png(width, height, more=b""):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = zlib.compress((b"\0" + b"\0" * ((width + 7) // 8)) * height)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + more
            + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def picture_bytes(project, count):
    empty = len(png(8, 8)) + 12
    data = b"\0" * (count - empty)
    more = struct.pack(">I", len(data)) + b"teXt" + data + struct.pack(">I", zlib.crc32(b"teXt" + data))
    picture(project, "p.png", png(8, 8, more))


def all_pixels(project, count):
    """As many of the largest as there can be, and the rest in one more."""
    largest = LIMITS["LIMIT_PICTURE_PIXELS"][0]
    sizes = [(8000, largest // 8000)] * (count // largest) + [(count % largest, 1)] * (count % largest > 0)
    blocks = []
    for number, size in enumerate(sizes):
        picture(project, f"p{number}.png", png(*size))
        blocks += project.read("layout.json")["blocks"]
    project.change("layout.json", "/blocks", blocks)


def scans(project, count):
    """A progressive JPEG of one grey block: its first coefficient, then each of the others but for
    their last bit, then these."""
    def segment(marker, data):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
    one_code = bytes([1] + [0] * 15 + [0])  # a table of one code, "0", for "nothing here"
    data = (b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64) + segment(0xC2, b"\x08\0\x08\0\x08\1\1\x11\0")
            + segment(0xC4, b"\0" + one_code) + segment(0xC4, b"\x10" + one_code))
    steps = [(0, 0)] + [(k, 0x01) for k in range(1, 64)] + [(k, 0x10) for k in range(1, 64)]
    for coefficient, bits in steps[:count]:
        data += segment(0xDA, bytes([1, 1, 0, coefficient, coefficient, bits])) + b"\x7f"
    picture(project, "p.jpg", data + b"\xff\xd9")


def drawing(project, inside):
    picture(project, "p.svg", ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
                               f"{inside}</svg>").encode())


ZONE = "zones/z.json"
LAYOUT = "layout.json:1"
TESTED = {  # limit: what makes a project that has so many, the code of one more, its place
    "LIMIT_FILE_BYTES": (file_bytes, "E010", None),
    "LIMIT_VALUES": (values, "E010", f"{ZONE}:"),
    "LIMIT_DEPTH": (lambda p, n: note(p, "[" * (n - 1) + "]" * (n - 1)), "E009", f"{ZONE}:1:"),
    "LIMIT_STRING_BYTES": (lambda p, n: note(p, '"' + "a" * n + '"'), "E010", f"{ZONE}:1:8"),
    "LIMIT_KEY_BYTES": (lambda p, n: note(p, '{"//' + "k" * (n - 2) + '": 1}'), "E010", f"{ZONE}:1:9"),
    "LIMIT_NUMBER_BYTES": (lambda p, n: note(p, "1" * n), "E010", f"{ZONE}:1:8"),
    "LIMIT_FAULTS_OF_SYNTAX": (None, None, None),
    "LIMIT_PRODUCT_BYTES": (None, None, None),
    "LIMIT_THEMES": (themes, "E121", "theme"),
    "LIMIT_FACTS_WITHIN": (chain, "E115", ZONE),
    "LIMIT_NESTED_FACTS": (many, "E115", ZONE),
    "LIMIT_PAGES": (pages, "E310", ZONE),
    "LIMIT_PARAGRAPH_BYTES": (paragraph, "E202", ZONE),
    "LIMIT_MARKS_PER_BASE": (lambda p, n: p.change(ZONE, "/summary", {"en": "e" + "\u0301" * n}), "E203", ZONE),
    "LIMIT_FACE_BYTES": (face_bytes, "E402", "theme.json:7:"),
    "LIMIT_PICTURE_BYTES": (picture_bytes, "E505", LAYOUT),
    "LIMIT_PICTURE_SIDE": (lambda p, n: picture(p, "p.png", png(n, 1)), "E505", LAYOUT),
    "LIMIT_PICTURE_PIXELS": (lambda p, n: picture(p, "p.png", png(8000, 4000 + (n > 32000000))), "E505", LAYOUT),
    "LIMIT_ALL_PIXELS": (all_pixels, "E505", "(/blocks/3/file)"),
    "LIMIT_PICTURE_SCANS": (scans, "E505", LAYOUT),
    "LIMIT_DRAWING_DEPTH": (lambda p, n: drawing(p, "<g>" * (n - 1) + "</g>" * (n - 1)), "E505", LAYOUT),
    "LIMIT_DRAWING_STEPS": (lambda p, n: drawing(p, '<path d="M0 0' + "h1" * (n - 1) + '"/>'), "E507", LAYOUT),
}


def at_and_above(name):
    make, code, place = TESTED[name]
    limit = LIMITS[name][0]
    for count in (limit, limit + 1):
        project = Project("limits")
        make(project, count)
        done = project.run("check")
        found = faults(done.err)
        if count == limit:
            check_equal((done.status, found), (0, []), f"{name}, {count}")
            continue
        codes = re.findall(r"^error\[(E\d+)\]", done.err, re.MULTILINE)
        check_equal((done.status, codes), (3 if code == "E402" else 1, [code]), f"{name}, {count}: {done.err[:400]}")
        check(place is None or place in found[0][1], f"{name}: {found} is not at {place}")


@all_of.add
def faults_of_syntax():
    """One report says that there are more than may be told."""
    limit = LIMITS["LIMIT_FAULTS_OF_SYNTAX"][0]
    for count in (limit, limit + 1):
        project = Project("limits")
        project.write(ZONE, b"[" + b"01," * (count - 1) + b"01]")
        found = faults(project.run("check", wanted=1).err)
        check_equal(len(found), count, "faults told")
        check_equal(found[-1][0], "E010" if count > limit else "E007", "the last")


def files_in(path):
    """{name: bytes} of a folder."""
    made = {}
    for name in sorted(os.listdir(path)):
        with open(os.path.join(path, name), "rb") as file:
            made[name] = file.read()
    return made


@all_of.add
def a_product_as_large_as_is_read_back():
    """One to which a hole of two gigabytes was appended, as a signature is; and a byte more."""
    limit = LIMITS["LIMIT_PRODUCT_BYTES"][0]
    project = Project("large")
    project.run("build", wanted=0)
    path = project.path("out/z.en.pdf")
    small, large, none = folder("small"), folder("large"), folder("none")
    zonebrief("extract", path, f"--out={small}", wanted=0)
    length = os.path.getsize(path)
    os.truncate(path, limit + 1)
    for command in ("extract", "verify"):
        done = zonebrief(command, path, f"--out={none}", wanted=3)
        check_equal((done.err, files_in(none)), (f"zonebrief: {path}: larger than 2048 MB\n", {}), command)
    if os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") < limit * 5 // 4:
        skip(f"a product of {limit} bytes: so much memory is not free")
        return
    os.truncate(path, limit)
    done = zonebrief("extract", path, f"--out={large}", wanted=0)
    check(f": {limit - length} bytes were appended" in done.err, done.err)
    check_equal(sorted(files_in(small)), ["recipe.json", "sources.json", "z.json"], "files")
    check(files_in(large) == files_in(small), "what is inside is something else")


for _name in TESTED:
    if TESTED[_name][0]:
        all_of.add_named(_name, lambda name=_name: at_and_above(name))


def tests():
    return all_of
