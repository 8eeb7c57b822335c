#!/usr/bin/python3
"""Make the reduced faces in this folder from Debian's fonts-noto-cjk and fonts-noto-core.

  make-fonts.py                 build the five faces from characters.txt into this folder
  make-fonts.py --out DIR       the same into another folder (to compare: the bytes are reproducible)
  make-fonts.py --characters    write characters.txt anew from Python's codecs and the ranges below

Needs python3-fonttools 4.38 and hb-subset 6.0 (libharfbuzz-bin), with --characters also unicode-data; two minutes.
To add characters, edit characters.txt and run the script without options.

Steps: fontTools takes the face out of the collection, points Hong Kong's language system (ZHH) at Taiwan's (its own
forms would cost a thousand glyphs), takes out the regional forms of characters that the region does not write (the
"without" sections of characters.txt) and the vertical metrics (262 KB; whoever sets vertically takes 1000 units);
hb-subset reduces, drops hints and unfolds subroutines; fontTools then writes every CFF charstring anew in a shorter
form: points go to multiples of GRID (no point moves by more than a unit; distances that are multiples of three take a
bit and a half less each once deflated, an eighth of a subset), curves that are lines become lines, lines in one
direction one line, and each contour begins where its operators are shortest.
The CJK faces keep their glyph ids: gid = CID.
Nothing here reads the clock: head.modified stays that of the source.
"""
import argparse
import bz2
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

from fontTools.cffLib.specializer import commandsToProgram, programToCommands, specializeCommands
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))
OPENTYPE = "/usr/share/fonts/opentype/noto/"
TRUETYPE = "/usr/share/fonts/truetype/noto/"
FACES = [  # (file, source, section of characters.txt)
    ("NotoSansCJK-Regular.otf", OPENTYPE + "NotoSansCJK-Regular.ttc", "NotoSansCJK"),
    ("NotoSansCJK-Bold.otf", OPENTYPE + "NotoSansCJK-Bold.ttc", "NotoSansCJK"),
    ("NotoSans-Regular.ttf", TRUETYPE + "NotoSans-Regular.ttf", "NotoSans"),
    ("NotoSans-Bold.ttf", TRUETYPE + "NotoSans-Bold.ttf", "NotoSans"),
    ("NotoSans-Italic.ttf", TRUETYPE + "NotoSans-Italic.ttf", "NotoSans"),
]
FEATURES = {
    "NotoSansCJK": "locl,kern,mark,ccmp,liga,calt,halt,palt,fwid,hwid,pwid,vert,vkrn,vhal,vpal",
    "NotoSans": "locl,kern,mark,mkmk,ccmp,liga,tnum,pnum",
}
NAME_IDS = "0,1,2,3,4,5,6,7,8,11,13,14"
LIMIT = 8 * 1000 * 1000
GRID = 3  # of the CJK faces' points, in 1/1000 em
EM_BOTTOM, EM_TOP = -120, 880

# ---------------------------------------------------------------------------------------------- character list

def ranges(*pairs):
    return {c for first, last in pairs for c in range(first, last + 1)}


def coded(codec, leads, trails, prefix=b""):
    """Every character that a two-byte codec gives for these lead and trail bytes."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                found.update(ord(c) for c in (prefix + bytes([lead, trail])).decode(codec))
            except UnicodeDecodeError:
                pass
    return found


def general_use():
    """The 8,105 characters of the table of general standard Chinese characters (Unihan's kTGH)."""
    with bz2.open("/usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        return {int(line.split()[0][2:], 16) for line in lines if "\tkTGH\t" in line}


def groups():
    """(section, [(comment, set of code points)]) in the order of characters.txt."""
    gr = range(0xA1, 0xFF)
    ksx, gb, tgh = coded("euc_kr", gr, gr), coded("gb2312", gr, gr), general_use()
    big5_1 = coded("big5", range(0xA1, 0xC7), list(range(0x40, 0x7F)) + list(gr))
    big5 = coded("big5", gr, list(range(0x40, 0x7F)) + list(gr))
    latin = [
        ("Basic Latin and Latin-1", ranges((0x20, 0x7E), (0xA0, 0xFF))),
        ("Latin Extended-A and -B", ranges((0x100, 0x24F))),
        ("combining diacritical marks", ranges((0x300, 0x36F))),
        ("Greek", ranges((0x370, 0x3FF))),
        ("Cyrillic", ranges((0x400, 0x4FF))),
        ("Latin Extended Additional, with the capital sharp s U+1E9E", ranges((0x1E00, 0x1EFF))),
        ("general punctuation, superscripts and subscripts, currency",
         ranges((0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF))),
        ("letterlike symbols and number forms", ranges((0x2100, 0x214F), (0x2150, 0x218F))),
        ("arrows, operators, shapes as far as the face has them",
         ranges((0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF))),
        ("modifier letters, Latin ligatures, replacement character",
         ranges((0x2B0, 0x2FF), (0xFB00, 0xFB06)) | {0xFEFF, 0xFFFD}),
    ]
    cjk = [
        ("Basic Latin, Latin-1, Latin Extended-A, combining marks",
         ranges((0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F))),
        ("general punctuation, superscripts and subscripts, currency", ranges((0x2000, 0x209F), (0x20A0, 0x20BF))),
        ("letterlike symbols, number forms, arrows, mathematical operators",
         ranges((0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF))),
        ("enclosed alphanumerics, box drawing, block elements, geometric shapes, miscellaneous symbols, dingbats",
         ranges((0x2460, 0x24FF), (0x2500, 0x259F), (0x25A0, 0x25FF), (0x2600, 0x266F), (0x2700, 0x27BF))),
        ("CJK symbols and punctuation, kana, bopomofo, kana extensions",
         ranges((0x3000, 0x30FF), (0x3105, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF))),
        ("enclosed CJK, CJK compatibility, compatibility forms, half-width and full-width forms",
         ranges((0x3200, 0x33FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0xFE50, 0xFE6F), (0xFF00, 0xFFEF)) | {0xFFFD}),
        ("GB 2312", gb),
        ("JIS X 0213:2004, both planes", coded("euc_jis_2004", gr, gr) | coded("euc_jis_2004", gr, gr, b"\x8f")),
        ("Big5 symbols and level 1", big5_1),
        ("KS X 1001 symbols and hangul (no hanja)",
         {c for c in ksx if not 0x4E00 <= c <= 0x9FFF and not 0xF900 <= c <= 0xFAFF}),
        ("characters of the table of general standard Chinese characters (names above all) that GB 2312 lacks", tgh),
        ("characters of Japanese names outside JIS X 0213", {0x20BB7, 0x2123D}),
    ]
    # Regional forms are kept where the region writes the character (ZHS: also the common traditional ones).
    han = {c for _, points in cjk for c in points if 0x3400 <= c <= 0x9FFF or 0x20000 <= c}
    extra = {0x20BB7, 0x2123D}
    without = [("NotoSansCJK without ZHS forms", han - gb - tgh - big5_1 - extra),
               ("NotoSansCJK without ZHT forms", han - big5 - extra)]
    return [("NotoSansCJK", cjk)] + [(s, [("Han characters", p)]) for s, p in without] + [("NotoSans", latin)]


def write_characters(path):
    lines = [
        "# The characters kept in the faces of this folder; read by make-fonts.py. First made by it from Python's codecs",
        "# (make-fonts.py --characters makes it anew); edit freely. [Section] = face, # = comment, U+X or U+X-Y. A group",
        "# lists only what no group above it has. Characters that a face lacks are passed over.",
    ]
    for section, items in groups():
        lines += ["", "[%s]" % section]
        seen = set()
        for comment, points in items:
            new, words = sorted(points - seen), []
            seen |= points
            while new:
                first = last = new.pop(0)
                while new and new[0] == last + 1:
                    last = new.pop(0)
                words.append("U+%04X" % first if first == last else "U+%04X-%04X" % (first, last))
            line = ""
            lines.append("# " + comment)
            for word in words:
                if line and len(line) + 1 + len(word) > 118:
                    lines.append(line)
                    line = ""
                line = (line + " " + word).strip()
            if line:
                lines.append(line)
    with open(path, "w", encoding="ascii") as out:
        out.write("\n".join(lines) + "\n")


def read_characters(path):
    sections, current = {}, None
    with open(path, encoding="utf-8") as text:
        for number, line in enumerate(text, 1):
            line = line.split("#")[0].strip()
            if line.startswith("["):
                current = sections.setdefault(line.strip("[]"), set())
                continue
            for word in line.split():
                try:
                    first, _, last = word[2:].partition("-")
                    assert word.startswith("U+") and current is not None
                    current.update(range(int(first, 16), int(last or first, 16) + 1))
                except (AssertionError, ValueError):
                    sys.exit("%s:%d: not a character or range: %s" % (path, number, word))
    return sections

# ------------------------------------------------------------------------------------------------------- faces

def drop_forms(font, system, characters):
    """Take the mappings of these characters out of the language system's own locl lookups (one serves all)."""
    cmap = font.getBestCmap()
    glyphs = {g for c, g in cmap.items() if c in characters} - {g for c, g in cmap.items() if c not in characters}
    table = font["GSUB"].table
    mine, others = set(), set()
    for script in table.ScriptList.ScriptRecord:
        for record in script.Script.LangSysRecord:
            for index in record.LangSys.FeatureIndex:
                feature = table.FeatureList.FeatureRecord[index]
                if feature.FeatureTag == "locl":
                    tag = "ZHT " if record.LangSysTag == "ZHH " else record.LangSysTag
                    (mine if tag == system else others).update(feature.Feature.LookupListIndex)
    for index in mine - others:
        for sub in table.LookupList.Lookup[index].SubTable:
            sub = getattr(sub, "ExtSubTable", sub)
            if hasattr(sub, "mapping"):
                sub.mapping = {a: b for a, b in sub.mapping.items() if a not in glyphs}


def prepare(source, target, without):
    """Face 0 alone, with fewer regional forms, and a version string that says what was done."""
    font = TTFont(source, fontNumber=0, lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    for tag in ("GSUB", "GPOS"):
        for script in font[tag].table.ScriptList.ScriptRecord:
            systems = {r.LangSysTag: r for r in script.Script.LangSysRecord}
            if "ZHH " in systems and "ZHT " in systems:
                systems["ZHH "].LangSys = systems["ZHT "].LangSys
    for system, characters in without.items():
        drop_forms(font, system, characters)
    for record in font["name"].names:
        if record.nameID == 5:
            record.string = str(record) + "; reduced for zonebrief"
    for tag in ("DSIG", "vhea", "vmtx"):
        if tag in font:
            del font[tag]
    font.save(target, reorderTables=False)


def read_outline(charstring):
    """[(start, segments)] of its contours, closed; a segment is the points behind its first: 1 a line, 3 a curve."""
    pen, found = RecordingPen(), []
    charstring.draw(pen)
    for call, points in pen.value:
        if call == "moveTo":
            found.append((points[0], []))
        elif points:
            found[-1][1].append(points)
        elif found[-1][1] and found[-1][1][-1][-1] != found[-1][0]:
            found[-1][1].append((found[-1][0],))
    return [contour for contour in found if contour[1]]


def joins_neighbours(contours, advance):
    """Whether the outline reaches an edge of its em, as rules, dashes and frames do: they are left exact."""
    x, y = zip(*(p for start, segments in contours for s in segments for p in s))
    return min(x) <= 0 or max(x) >= advance or min(y) <= EM_BOTTOM or max(y) >= EM_TOP


def on_grid(contour):
    """Every point at the nearest multiple of GRID; what loses its length is left out."""
    def place(point):
        return tuple(GRID * ((v + GRID // 2) // GRID) for v in point)
    start, segments = place(contour[0]), []
    here = start
    for segment in contour[1]:
        segment = tuple(place(p) for p in segment)
        if any(p != here for p in segment):
            segments.append(segment)
        here = segment[-1]
    return start, segments


def turn(a, b, c):
    """How far the way from a over b to c turns (0: not at all), and whether it goes on rather than back."""
    u, v = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    return u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1] >= 0


def straighten(contour):
    """Curves that are lines become lines, lines in one direction one line: the same outline with fewer points."""
    start, old = contour
    segments, here = [], start
    for segment in old:
        if len(segment) == 3:
            a, b, c = segment
            if turn(here, a, c) == turn(here, b, c) == turn(a, b, c) == (0, True):
                segment = (c,)
        if len(segment) == 1 and segments and len(segments[-1]) == 1:
            before = segments[-2][-1] if len(segments) > 1 else start
            if turn(before, here, segment[0]) == (0, True):
                segments.pop()
        segments.append(segment)
        here = segment[-1]
    return start, segments


def write_contour(start, segments):
    """Commands behind the move to `start`; a last line back there is left to the closing of the path."""
    commands, (x, y) = [], start
    for segment in segments[:-1] if len(segments[-1]) == 1 else segments:
        numbers = []
        for point in segment:
            numbers += [point[0] - x, point[1] - y]
            x, y = point
        commands.append(("rlineto" if len(segment) == 1 else "rrcurveto", numbers))
    return specializeCommands(commands, generalizeFirst=False), (x, y)


def cheapest(contour, pen):
    """The contour's commands, from that of its points on which makes them the fewest bits, and where they end.

    Bits are what deflate leaves, about, of an operator, a number in one byte, and one in two."""
    best = None
    segments = contour[1]
    for i in range(len(segments)):
        start = segments[i - 1][-1]
        commands, end = write_contour(start, segments[i:] + segments[:i])
        move = [start[0] - pen[0], start[1] - pen[1]]
        numbers = [v for v in move if v] + [v for _, args in commands for v in args]
        bits = 6 * len(commands) + sum(6.5 if abs(v) <= 107 else 10.5 for v in numbers)
        if best is None or bits < best[0]:
            best = bits, specializeCommands([("rmoveto", move)], generalizeFirst=False) + commands, end
    return best[1:]


def write_outline(program, contours):
    """The charstring's program with these contours; what stands before the first move is the width."""
    first = programToCommands(program)[0]
    commands, pen = [first] if first[0] == "" else [], (0, 0)
    for contour in contours:
        more, pen = cheapest(contour, pen)
        commands += more
    return commandsToProgram(commands + [("endchar", [])])


def shorten(path, target):
    """Each charstring in a shorter form; no subroutines are left, so their tables go as well."""
    font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False)
    top = font["CFF "].cff.topDictIndex[0]
    strings = top.CharStrings
    for name in font.getGlyphOrder():
        charstring = strings[name]
        charstring.decompile()
        program = charstring.program
        if any(op in ("callsubr", "callgsubr", "hintmask", "cntrmask") for op in program):
            sys.exit("%s: %s still has subroutines or hints" % (path, name))
        contours = read_outline(charstring)
        if contours and not joins_neighbours(contours, font["hmtx"][name][0]):
            contours = [on_grid(c) for c in contours]
        contours = [straighten(c) for c in contours if c[1]]
        charstring.setProgram(write_outline(program, contours) if len(program) > 1 else ["endchar"])
    for private in (d.Private for d in top.FDArray):
        if hasattr(private, "Subrs"):
            del private.Subrs
            private.rawDict.pop("Subrs", None)
    font.save(target, reorderTables=False)


def build(job):
    name, source, section, characters, without, folder = job
    with tempfile.TemporaryDirectory() as work:
        whole, reduced = os.path.join(work, "whole"), os.path.join(work, "reduced")
        unicodes = os.path.join(work, "unicodes")
        target = os.path.join(folder, name)
        with open(unicodes, "w", encoding="ascii") as out:
            out.write("\n".join("%X" % c for c in sorted(characters)))
        prepare(source, whole, without)
        options = ["--retain-gids", "--desubroutinize"] if section == "NotoSansCJK" else []
        subprocess.run(["hb-subset", whole, "--unicodes-file=" + unicodes, "--no-hinting", "--name-IDs=" + NAME_IDS,
                        "--layout-features=" + FEATURES[section], "--output-file=" + reduced] + options, check=True)
        if section == "NotoSansCJK":
            shorten(reduced, target)
        else:
            shutil.copyfile(reduced, target)
    os.chmod(target, 0o644)
    data = open(target, "rb").read()
    if len(data) > LIMIT:
        print("%s: %d bytes is over the limit of %d" % (name, len(data), LIMIT), file=sys.stderr)
    return "%s  %s  %d bytes" % (hashlib.sha256(data).hexdigest(), name, len(data))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=HERE)
    parser.add_argument("--characters", action="store_true")
    args = parser.parse_args()
    listing = os.path.join(HERE, "characters.txt")
    if args.characters:
        write_characters(listing)
        return
    sections = read_characters(listing)
    os.makedirs(args.out, exist_ok=True)
    jobs = []
    for name, source, section in FACES:
        without = {k.split()[2].ljust(4): v for k, v in sections.items() if k.startswith(section + " without ")}
        jobs.append((name, source, section, sections[section], without, args.out))
    with ProcessPoolExecutor(2) as pool:
        for line in pool.map(build, jobs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
