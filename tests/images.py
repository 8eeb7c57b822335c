"""Pictures: every sort of PNG made here bit by bit and compared pixel by pixel
with what pdfimages finds in the brief; JPEG; the part of SVG that is drawn, by
the colour at places of the printed page; files that are damaged, too large,
hostile or outside the project, each with its fault."""

import json
import os
import re
import shutil
import struct
import zlib

import pdf
from harness import ROOT, TESTS, Tests, check, check_equal, folder, run, zonebrief

all_of = Tests("images")
GOLDEN = os.path.join(TESTS, "golden", "project")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'


def text(words):
    return {"text": words, "lang": "en"}


class Project:
    """A project of one zone that shows pictures, on pages of 440 x 440 pt with
    20 pt of margin."""

    def __init__(self, blocks, theme=None, langs=("en",)):
        self.folder = folder("images")
        self.pictures = os.path.join(self.folder, "pictures")
        os.mkdir(self.pictures)
        for name in ("sources.json", "terms.json"):
            shutil.copy(os.path.join(GOLDEN, name), self.folder)
        with open(os.path.join(GOLDEN, "theme.json"), encoding="utf-8") as file:
            looks = json.load(file)
        looks["page"] = {"size": {"width": 440, "height": 440}, "top": 20, "right": 20, "bottom": 20,
                         "left": 20, "gutter": 10}
        looks.update(theme or {})
        self.write("theme.json", looks)
        self.write("layout.json", {"title": {"pointer": "/name"}, "author": {"label": "author"},
                                   "subject": {"label": "subject"}, "blocks": blocks})
        self.write("project.json", {
            "zones": "zones", "sources": "sources.json", "terms": "terms.json",
            "editions": [{"name": "brief", "zones": "all", "layout": "layout.json", "theme": "theme.json"}],
            "fonts": "fonts",
            "out": "out", "languages": list(langs)})
        os.mkdir(os.path.join(self.folder, "zones"))
        words = {lang: "-" for lang in ("en", "zh-Hans", "ja", "de")}
        self.write("zones/z.json", {"zone": "z", "name": {"term": "here"}, "city": {"term": "city"},
                                    "asOf": "2020-12-19", "summary": words, "facts": []})

    def write(self, name, value):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)

    def put(self, name, data):
        path = os.path.join(self.pictures, name)
        with open(path, "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
        return path

    def run(self, command, *arguments, **more):
        return zonebrief(command, f"--project={self.folder}/project.json",
                         f"--font-path={ROOT}/fonts", *arguments, **more)

    def build(self):
        self.run("build", "--quiet", wanted=0)
        return os.path.join(self.folder, "out", "z.en.pdf")


def image(name, **more):
    return {"kind": "image", "file": f"pictures/{name}", "alt": text(f"The picture {name}"), **more}


def built(files, theme=None, **more):
    """The brief that shows each of {name: bytes}."""
    project = Project([image(name, **more) for name in files], theme)
    for name, data in files.items():
        project.put(name, data)
    return project.build()


def listed(path):
    """What pdfimages lists: (width, height, colour, encoding, object)."""
    lines = run(["pdfimages", "-list", path], wanted=0).out.splitlines()[2:]
    rows = [line.split() for line in lines]
    return [(int(r[3]), int(r[4]), r[5], r[8], int(r[10])) for r in rows]


def read_pnm(path):
    """(width, height, bytes a pixel, pixels)"""
    with open(path, "rb") as file:
        data = file.read()
    kind, width, height, most, rest = re.match(rb"(P[56])\s(\d+)\s(\d+)\s(\d+)\s(.*)", data,
                                               re.DOTALL).groups()
    check_equal(most, b"255", "largest value")
    return int(width), int(height), 1 if kind == b"P5" else 3, rest


def extracted(path):
    """The pixels of every picture in the brief, in order."""
    made = folder("extracted")
    run(["pdfimages", path, os.path.join(made, "p")], wanted=0)
    return [read_pnm(os.path.join(made, name)) for name in sorted(os.listdir(made))]


def sound(path):
    done = run(["qpdf", "--check", path], wanted=0)
    check("WARNING" not in done.out + done.err, done.out + done.err)
    return path


# -- PNG ---------------------------------------------------------------------------

GREY, COLOUR, PALETTE, GREY_ALPHA, COLOUR_ALPHA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, COLOUR: 3, PALETTE: 1, GREY_ALPHA: 2, COLOUR_ALPHA: 4}
DEPTHS = {GREY: (1, 2, 4, 8, 16), COLOUR: (8, 16), PALETTE: (1, 2, 4, 8), GREY_ALPHA: (8, 16),
          COLOUR_ALPHA: (8, 16)}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
         (0, 1, 1, 2)]
ENTRIES = [(200, 10, 30), (0, 255, 0), (7, 8, 9), (90, 80, 250)]


def chunk(name, data, crc=None):
    if crc is None:
        crc = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)


def pack_row(samples, depth):
    if depth == 16:
        return struct.pack(f">{len(samples)}H", *samples)
    bits = "".join(f"{one:0{depth}b}" for one in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def png(width, height, kind, depth, sample, interlaced=False, more=b"", head=None, tail=None):
    """`sample(x, y)` gives a pixel's samples. `head` stands for the size in the
    header; `tail` changes the deflated data."""
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    rows = b""
    for left, top, across, down in passes:
        for y in range(top, height, down):
            samples = [s for x in range(left, width, across) for s in sample(x, y)]
            if samples:
                rows += b"\0" + pack_row(samples, depth)
    data = zlib.compress(rows)
    header = struct.pack(">IIBBBBB", *(head or (width, height)), depth, kind, 0, 0,
                         int(interlaced))
    palette = chunk(b"PLTE", bytes(v for one in ENTRIES[:1 << depth] for v in one))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + (palette if kind == PALETTE else b"")
            + more + chunk(b"IDAT", tail(data) if tail else data) + chunk(b"IEND", b""))


def samples_of(kind, depth):
    most = (1 << depth) - 1

    def sample(x, y):
        if kind == PALETTE:
            return [(x + y) % min(4, most + 1)]
        return [(x * 31 + y * 17 + c * 57) * 257 % (most + 1) for c in range(CHANNELS[kind])]
    return sample


def expected(kind, depth, samples, clear=None):
    """The pixel on white: of 16 bits the nearest of 8."""
    if kind == PALETTE:
        opacity = 128 if clear == samples else 255
        values = list(ENTRIES[samples[0]])
    else:
        most = (1 << depth) - 1
        values = [(one * 255 + most // 2) // most for one in samples]
        opacity = 255
        if kind in (GREY_ALPHA, COLOUR_ALPHA):
            opacity = values.pop()
        elif clear == samples:
            opacity = 0
    return [(v * opacity + 255 * (255 - opacity) + 127) // 255 for v in values]


def near(found, wanted):
    return len(found) == len(wanted) and all(abs(a - b) <= 1 for a, b in zip(found, wanted))


def check_pixels(name, found, kind, depth, clear=None):
    width, height, size, pixels = found
    check_equal((width, height), (13, 9), f"{name}: size")
    sample = samples_of(kind, depth)
    for y in range(height):
        for x in range(width):
            at = (y * width + x) * size
            got = list(pixels[at:at + size])
            wanted = expected(kind, depth, sample(x, y), clear)
            wanted = wanted * 3 if size == 3 and len(wanted) == 1 else wanted
            check(near(got, wanted), f"{name}: {x},{y} is {got}, not {wanted}")


@all_of.add
def every_sort_of_PNG_keeps_its_pixels():
    sorts = [(kind, depth, laced) for kind in CHANNELS for depth in DEPTHS[kind]
             for laced in (False, True)]
    files = {f"{kind}-{depth}-{laced}.png": png(13, 9, kind, depth, samples_of(kind, depth), laced)
             for kind, depth, laced in sorts}
    path = sound(built(files))
    found, colours = extracted(path), [one[2] for one in listed(path)]
    check_equal(len(found), len(sorts), "pictures")
    for name, pixels, colour, (kind, depth, _) in zip(files, found, colours, sorts):
        check_pixels(name, pixels, kind, depth)
        check_equal(colour, "gray" if kind in (GREY, GREY_ALPHA) else "rgb", f"{name}: colours")


@all_of.add
def clear_colours_of_PNG_show_the_ground():
    grey, colour = samples_of(GREY, 8)(2, 1), samples_of(COLOUR, 8)(2, 1)
    files = {
        "grey.png": png(13, 9, GREY, 8, samples_of(GREY, 8),
                        more=chunk(b"tRNS", struct.pack(">H", *grey))),
        "colour.png": png(13, 9, COLOUR, 8, samples_of(COLOUR, 8),
                          more=chunk(b"tRNS", struct.pack(">3H", *colour))),
        "palette.png": png(13, 9, PALETTE, 2, samples_of(PALETTE, 2),
                           more=chunk(b"tRNS", b"\xff\x80\xff")),
    }
    found = extracted(built(files))
    check_pixels("grey", found[0], GREY, 8, grey)
    check_pixels("colour", found[1], COLOUR, 8, colour)
    check_pixels("palette", found[2], PALETTE, 2, [1])


@all_of.add
def the_ground_is_the_colour_that_is_asked_for():
    half = png(2, 2, GREY_ALPHA, 8, lambda x, y: [0, 128])
    project = Project([image("half.png", ground="alert"), image("half.png", ground="panel")])
    project.put("half.png", half)
    path = project.build()
    check_equal([one[2] for one in listed(path)], ["rgb", "gray"], "colours")
    check_equal([tuple(pixels[:3]) for *_, pixels in extracted(path)],
                [(85, 0, 0), (119, 119, 119)], "pixels")


# -- resolution --------------------------------------------------------------------


@all_of.add
def pixels_beyond_the_resolution_are_averaged():
    """A board of black and white 1 x 1 fields in 400 x 300 on 72 x 54 pt at 100
    pixels an inch: 4 x 4 fields make one grey pixel."""
    board = png(400, 300, GREY, 8, lambda x, y: [255 * ((x + y) % 2)])
    stairs = png(300, 300, GREY, 8, lambda x, y: [x * 256 // 300])
    project = Project([image("board.png", width=72), image("stairs.png", width=144)],
                      {"resolution": 100})
    project.put("board.png", board)
    project.put("stairs.png", stairs)
    (width, height, _, grey), (wide, _, size, steps) = extracted(project.build())
    check_equal((width, height, set(grey)), (100, 75, {128}), "the board")
    check_equal(wide, 200, "of 300 on 2 inches at 100")
    steps_of = [x * 256 // 300 for x in range(300)]
    for x in range(200):
        first, second = (steps_of[x * 3 // 2], steps_of[x * 3 // 2 + 1])
        wanted = (first + second / 2 if x % 2 == 0 else first / 2 + second) / 1.5
        check(abs(steps[x * size] - wanted) <= 0.5, f"step {x} is {steps[x * size]}")


@all_of.add
def fewer_pixels_stay_as_they_are():
    data = png(90, 60, GREY, 8, lambda x, y: [(x * y) % 256])
    found = listed(built({"few.png": data}, {"resolution": 100}, width=72))
    check_equal(found[0][:2], (90, 60), "size")


@all_of.add
def a_picture_shown_twice_is_in_the_file_once():
    """As fine as the larger of the two needs it."""
    project = Project([image("a.png", width=36), image("a.png", width=72), image("b.png"),
                       image("d.svg", width=50), image("d.svg", width=20)], {"resolution": 100})
    project.put("a.png", png(300, 300, COLOUR, 8, lambda x, y: [x % 256, y % 256, 0]))
    project.put("b.png", png(300, 300, COLOUR, 8, lambda x, y: [y % 256, x % 256, 0]))
    project.put("d.svg", SVG.format('<path d="M0 0h9v9z"/>'))
    path = project.build()
    found = listed(path)
    check_equal([one[:2] for one in found], [(100, 100), (100, 100), (300, 300)], "sizes")
    check(found[0][4] == found[1][4] != found[2][4], f"objects {found}")
    forms = run(["qpdf", "--qdf", "--object-streams=disable", path, "-"], wanted=0).out_bytes
    check_equal(forms.count(b"/Subtype /Form"), 1, "forms")


# -- JPEG --------------------------------------------------------------------------

QUARTERS = [(220, 30, 30), (30, 200, 30), (30, 30, 220), (240, 240, 240)]  # row by row


def jpeg(*options, width=48, height=32):
    """Four quarters, each of one colour."""
    made = folder("jpeg")
    ppm, path = os.path.join(made, "q.ppm"), os.path.join(made, "q.jpg")
    pixels = b"".join(bytes(QUARTERS[2 * (2 * y // height) + 2 * x // width])
                      for y in range(height) for x in range(width))
    with open(ppm, "wb") as file:
        file.write(f"P6 {width} {height} 255\n".encode() + pixels)
    run(["convert", ppm, "-quality", "95", *options, path], wanted=0)
    with open(path, "rb") as file:
        return file.read()


def with_exif(data, orientation, order=">"):
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "IH", 8, 1) + entry
    body = b"Exif\0\0" + tiff + struct.pack(order + "I", 0) + b"the place it was taken at"
    return with_segment(data, body)


def with_segment(data, body, marker=b"\xff\xe1"):
    """With an APP1 before all others."""
    return data[:2] + marker + struct.pack(">H", len(body) + 2) + body + data[2:]


def quarters(found):
    """Which of QUARTERS each quarter of a picture is."""
    width, height, size, pixels = found
    numbers = []
    for y in (height // 4, height * 3 // 4):
        for x in (width // 4, width * 3 // 4):
            at = (y * width + x) * size
            got = pixels[at:at + 3]
            numbers.append(min(range(4), key=lambda q: sum(abs(a - b) for a, b
                                                           in zip(got, QUARTERS[q]))))
    return numbers


@all_of.add
def JPEG_goes_in_as_it_is_without_what_is_no_picture():
    plain, progressive, grey = (jpeg(), jpeg("-interlace", "JPEG"), jpeg("-colorspace", "Gray"))
    remarks = with_exif(plain, 1) + b"and a film behind it"
    path = sound(built({"plain.jpg": plain, "progressive.jpg": progressive, "grey.jpg": grey,
                        "remarks.jpg": remarks}))
    check_equal([one[2:4] for one in listed(path)],
                [("rgb", "jpeg"), ("rgb", "jpeg"), ("gray", "jpeg"), ("rgb", "jpeg")], "sorts")
    made = folder("extracted")
    run(["pdfimages", "-all", path, os.path.join(made, "p")], wanted=0)
    for name, wanted in zip(sorted(os.listdir(made)), (plain, progressive, grey, plain)):
        with open(os.path.join(made, name), "rb") as file:
            check(file.read() == wanted, f"{name}: other bytes")
    check_equal([quarters(one) for i, one in enumerate(extracted(path)) if i != 2],
                [[0, 1, 2, 3]] * 3, "quarters")


@all_of.add
def JPEG_with_stray_bytes_is_written_anew():
    plain = jpeg()
    at = plain.index(b"\xff\xc0")
    path = built({"stray.jpg": plain[:at] + b"stray" + plain[at:]})
    found = run(["pdftoppm", "-r", "20", path], wanted=0)
    check_equal(found.err, "", "what the reader says")
    check_equal((listed(path)[0][3], quarters(extracted(path)[0])), ("jpeg", [0, 1, 2, 3]), "it")


@all_of.add
def JPEG_stands_upright():
    """EXIF 2.3 4.6.4: which quarter comes to stand where."""
    turned = {1: [0, 1, 2, 3], 2: [1, 0, 3, 2], 3: [3, 2, 1, 0], 4: [2, 3, 0, 1], 5: [0, 2, 1, 3],
              6: [2, 0, 3, 1], 7: [3, 1, 2, 0], 8: [1, 3, 0, 2]}
    plain = jpeg()
    files = {f"{way}{'<>'.index(order)}.jpg": with_exif(plain, way, order)
             for order in "<>" for way in turned}
    found = extracted(built(files, width=24))
    for (name, pixels) in zip(files, found):
        way = int(name[0])
        check_equal(pixels[:2], (48, 32) if way < 5 else (32, 48), f"{name}: size")
        check_equal(quarters(pixels), turned[way], f"{name}: quarters")
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"
    odd = {"xmp first": (with_segment(with_exif(plain, 3), xmp), 3),
           "no such way": (with_exif(plain, 9), 1),
           "no tag": (with_exif(plain, 3).replace(b"\1\x12", b"\1\x11"), 1),
           "no directory": (with_segment(plain, b"Exif\0\0MM\0*\xff\xff\xff\xff"), 1),
           "cut short": (with_segment(plain, b"Exif\0\0MM\0*\0\0\0\7\0"), 1),
           "bytes between": (with_segment(with_exif(plain, 3), xmp, marker=b"\xff\xff\xff\xe1"), 3),
           "bytes alone": (with_segment(plain, xmp, marker=b"\xff\xff\xff\xe1"), 1)}
    found = extracted(built({f"{name}.jpg": data for name, (data, _) in odd.items()}, width=24))
    for (name, (_, way)), pixels in zip(odd.items(), found):
        check_equal(quarters(pixels), turned[way], f"{name}: quarters")


@all_of.add
def JPEG_beyond_the_resolution_becomes_a_smaller_one():
    large = jpeg(width=1600, height=1000)
    path = built({"large.jpg": large}, {"resolution": 150}, width=72)
    check_equal(listed(path)[0][:4], (150, 94, "rgb", "jpeg"), "what is in the file")
    grey = built({"grey.jpg": jpeg("-colorspace", "Gray", width=1600, height=1000)}, {"resolution": 150}, width=72)
    check_equal(listed(grey)[0][:4], (150, 94, "gray", "jpeg"), "what is in the file, in grey")
    _, _, size, pixels = extracted(grey)[0]
    check_equal([pixels[(y * 150 + x) * size] // 64 for y in (20, 70) for x in (30, 120)],
                [value // 64 for value in (85, 133, 51, 240)], "quarters of grey")
    check_equal(quarters(extracted(path)[0]), [0, 1, 2, 3], "quarters")
    check(os.path.getsize(path) < len(large) + 20000, "the file has not become smaller")


# -- SVG ---------------------------------------------------------------------------


def colours_at(path, places, page=1):
    """The colours of the page at places in points."""
    data = run(["pdftoppm", "-r", "144", "-aa", "no", "-aaVector", "no", "-f", str(page), "-l",
                str(page), path], wanted=0).out_bytes
    match = re.match(rb"P6\s(\d+)\s(\d+)\s255\s", data)
    width = int(match[1])
    found = []
    for x, y in places:
        at = match.end() + (int(y * 2) * width + int(x * 2)) * 3
        found.append("%02x%02x%02x" % tuple(data[at:at + 3]))
    return found


DRAWN = [  # a drawing of 100 x 100, and colours at some of its places
    ("fill and stroke", '<rect x="20" y="20" width="60" height="60" fill="#f00" stroke="blue" '
     'stroke-width="10"/>', {(50, 50): "ff0000", (17, 50): "0000ff", (83, 83): "0000ff",
                             (10, 50): "ffffff"}),
    ("inherited style", '<g style="fill:lime; stroke:none"><rect width="50" height="100"/>'
     '<g fill="red"><rect x="50" width="50" height="50"/></g></g>',
     {(25, 50): "00ff00", (75, 25): "ff0000", (75, 75): "ffffff"}),
    ("style before attributes", '<rect width="100" height="100" fill="red" style="fill: #00f"/>',
     {(50, 50): "0000ff"}),
    ("current colour", '<g color="#00ff00"><rect width="99" height="99" fill="currentColor"/></g>',
     {(50, 50): "00ff00"}),
    ("round corners", '<rect width="100" height="100" rx="50" fill="rgb(0, 100%, 0)"/>',
     {(3, 3): "ffffff", (97, 97): "ffffff", (50, 3): "00ff00", (15, 20): "00ff00"}),
    ("circle and ellipse", '<circle cx="25" cy="25" r="25" fill="red"/>'
     '<ellipse cx="75" cy="50" rx="20" ry="45" fill="blue"/>',
     {(25, 3): "ff0000", (5, 5): "ffffff", (75, 8): "0000ff", (75, 92): "0000ff",
      (58, 15): "ffffff"}),
    ("lines", '<line x1="0" y1="50" x2="100" y2="50" stroke="red" stroke-width="8"/>'
     '<polyline points="10,90 10,60 50 60" fill="none" stroke="blue" stroke-width="6"/>'
     '<polygon points="60 60 100 60 100 100" fill="lime"/>',
     {(50, 50): "ff0000", (50, 56): "ffffff", (10, 80): "0000ff", (40, 60): "0000ff",
      (30, 80): "ffffff", (90, 70): "00ff00", (65, 90): "ffffff"}),
    ("caps", '<path d="M30 20h40" stroke="red" stroke-width="20"/>'
     '<path d="M30 50h40" stroke="red" stroke-width="20" stroke-linecap="square"/>'
     '<path d="M30 80h40" stroke="red" stroke-width="20" stroke-linecap="round"/>',
     {(25, 20): "ffffff", (22, 42): "ff0000", (22, 73): "ffffff", (22, 80): "ff0000"}),
    ("fill rules", '<path fill="red" fill-rule="evenodd" d="M0 0h50v50h-50zM10 10h30v30h-30z"/>'
     '<path fill="red" d="M50 50h50v50h-50zM60 60h30v30h-30z"/>',
     {(5, 5): "ff0000", (25, 25): "ffffff", (75, 75): "ff0000"}),
    ("moves relative to the last", '<path fill="red" d="M10 10h20v20h-20zm40 40h20v20h-20z"/>'
     '<path fill="blue" d="m10 90 20 0 0 -20z"/>',
     {(20, 20): "ff0000", (60, 60): "ff0000", (28, 80): "0000ff", (13, 75): "ffffff"}),
    ("curves", '<path fill="red" d="M0 50C0 0 100 0 100 50Z"/>'
     '<path fill="blue" d="M0 60q25 60 50 0t50 0z"/>',
     {(50, 15): "ff0000", (50, 10): "ffffff", (25, 85): "0000ff", (25, 93): "ffffff",
      (75, 40): "0000ff"}),
    ("smooth curves", '<path fill="none" stroke="red" stroke-width="4" '
     'd="M0 50c0-50 50-50 50 0s50 50 50 0"/>',
     {(25, 13): "ff0000", (75, 87): "ff0000", (75, 13): "ffffff"}),
    ("arcs, all four", '<g fill="none" stroke-width="4">'
     '<path stroke="red" d="M50 30A20 20 0 0 1 70 50"/><path stroke="blue" d="M50 30A20 20 0 0 0 '
     '70 50"/><path stroke="lime" d="M50 30A20 20 0 1 1 70 50"/><path stroke="#f0f" '
     'd="M50 30a20 20 0 1020 20"/></g>',
     {(64, 36): "ff0000", (56, 44): "0000ff", (84, 16): "00ff00", (36, 64): "ff00ff",
      (30, 50): "ff00ff", (90, 30): "00ff00"}),
    ("arcs turned, and too small", '<path fill="red" d="M20 50A40 10 90 0 1 40 50z"/>'
     '<path fill="blue" d="M60 80A1 1 0 0 1 100 80z"/>',
     {(30, 20): "ff0000", (30, 55): "ffffff", (80, 63): "0000ff", (80, 85): "ffffff"}),
    ("translate, scale, rotate", '<rect width="10" height="20" fill="red" transform="translate(50,'
     '50) scale(2 1) rotate(90)"/><rect width="10" height="10" fill="blue" '
     'transform="rotate(180 25 25)"/>',
     {(15, 55): "ff0000", (45, 55): "ff0000", (55, 55): "ffffff", (45, 45): "0000ff"}),
    ("matrix and skew", '<rect width="20" height="20" fill="red" transform="matrix(0 1 -1 0 60 0)"/>'
     '<rect width="20" height="50" y="50" fill="blue" transform="skewX(45)"/>',
     {(50, 10): "ff0000", (10, 10): "ffffff", (65, 60): "0000ff", (30, 60): "ffffff",
      (105, 95): "ffffff"}),
    ("corners, and attributes that say nothing", '<rect aria-label="A" data-x="1" width="100" height="50" rx="50" '
     'color="red" fill="currentcolor"/><rect y="50" width="100" height="50" ry="-5" fill="blue"/>'
     '<circle r="0" cx="50" cy="50"/><ellipse rx="9" cx="50" cy="50"/><path/><rect width="9" height="9" fill="transparent"/>',
     {(2, 2): "ffffff", (98, 48): "ffffff", (50, 25): "ff0000", (1, 52): "0000ff", (50, 52): "0000ff"}),
    ("a line wider than all", '<path d="M0 50h100" stroke="red" stroke-width="9e6"/>',
     {(1, 1): "ff0000", (99, 99): "ff0000", (103, 50): "ffffff"}),
    ("cut off at the box", '<circle cx="100" cy="100" r="60" fill="red"/>',
     {(99, 99): "ff0000", (103, 99): "ffffff", (99, 103): "ffffff"}),
    ("nothing of these", '<title>T</title><defs><linearGradient id="a"/></defs>'
     '<metadata><x xmlns="u:x"><y/></x></metadata><rect display="none" width="99" height="99"/>'
     '<rect width="50" height="50" style="fill:red;opacity:1;font-family:Arial;marker:none"/>',
     {(25, 25): "ff0000", (75, 75): "ffffff"}),
]


@all_of.add
def shapes_are_drawn_where_they_belong():
    project = Project([image(f"{i}.svg", width=200, newPage=True) for i in range(len(DRAWN))])
    for i, (_, shapes, _) in enumerate(DRAWN):
        project.put(f"{i}.svg", SVG.format(shapes))
    path = sound(project.build())
    for page, (name, _, places) in enumerate(DRAWN, 1):
        found = colours_at(path, [(20 + 2 * x, 20 + 2 * y) for x, y in places], page)
        for place, got, wanted in zip(places, found, places.values()):
            check_equal(got, wanted, f"{name}: at {place}")


@all_of.add
def a_viewBox_is_the_size_of_a_drawing():
    files = {
        "moved.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -1000 10 5">'
                     '<path d="M-5-1000h5v5h-5z" fill="red"/></svg>',
        "sized.svg": '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
                     '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
                     '<svg xmlns="http://www.w3.org/2000/svg" width="4in" height="144pt">'
                     '<path d="M0 0h192v192h-192z" fill="blue"/></svg>',
        "bom.svg": '\ufeff<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h1v1h-1z" fill="aqua"/></svg>',
        "tiny.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 .02 .01">'
                    '<path d="M0 0h1e-2v10e-3h-.01z" fill="lime"/></svg>',
    }
    path = built(files, width=200, newPage=True)
    for page, colour in enumerate(("ff0000", "0000ff", "00ffff", "00ff00"), 1):
        found = colours_at(path, [(22, 22), (118, 118), (122, 118), (118, 122)], page)
        check_equal(found, [colour, colour, "ffffff", "ffffff"], f"page {page}")


# -- faults ------------------------------------------------------------------------


def two_colours():
    """A JPEG of two components, which no standard gives a meaning."""
    def segment(marker, data):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
    one_code = bytes([1] + [0] * 15 + [0])
    return (b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64) + segment(0xC0, b"\x08\0\x08\0\x08\2\1\x11\0\2\x11\0")
            + segment(0xC4, b"\0" + one_code) + segment(0xC4, b"\x10" + one_code)
            + segment(0xDA, b"\2\1\0\2\0\0\x3f\0") + b"\x0f\xff\xd9")


GOOD = png(13, 9, COLOUR, 8, samples_of(COLOUR, 8))
SPLIT = GOOD.index(b"IDAT")

FAULTS = [  # file, bytes, code, words
    ("empty.png", b"", "E503", "empty"),
    ("film.gif", b"GIF89a\1\0\1\0", "E503", "neither PNG nor JPEG nor SVG"),
    ("words.txt", b"A picture.", "E503", "neither PNG"),
    ("cut.png", GOOD[:SPLIT + 20], "E504", "too early"),
    ("signature.png", GOOD[:8], "E504", "too early"),
    ("no-end.png", GOOD[:-12], "E504", "too early"),
    ("crc.png", GOOD.replace(b"IDAT", b"IDAT\1", 1)[:-1], "E504", ""),
    ("wrong-crc.png", GOOD[:8] + chunk(b"IHDR", GOOD[16:29], 7) + GOOD[33:], "E504", "CRC"),
    ("no-width.png", png(13, 9, GREY, 8, samples_of(GREY, 8), head=(0, 9)), "E504", ""),
    ("no-height.png", png(13, 9, GREY, 8, samples_of(GREY, 8), head=(13, 0)), "E504", ""),
    ("bomb.png", png(13, 9, GREY, 8, samples_of(GREY, 8), head=(0x7fffffff, 0x7fffffff)), "E505",
     "30000 pixels"),
    ("wide.png", png(13, 9, GREY, 8, samples_of(GREY, 8), head=(30001, 1)), "E505", "30000 pixels"),
    ("square.png", png(13, 9, GREY, 8, samples_of(GREY, 8), head=(29000, 29000)), "E505",
     "32 million"),
    ("few-rows.png", png(13, 9, GREY, 8, samples_of(GREY, 8), head=(13, 90)), "E504", ""),
    ("bad-deflate.png", png(13, 9, GREY, 8, samples_of(GREY, 8), tail=lambda d: d[:9] + d[:9]),
     "E504", ""),
    ("bad-kind.png", GOOD[:8] + chunk(b"IHDR", GOOD[16:24] + b"\x08\x05\0\0\0") + GOOD[33:], "E504",
     ""),
    ("no-palette.png", GOOD[:8] + chunk(b"IHDR", GOOD[16:24] + b"\x08\x03\0\0\0") + GOOD[33:],
     "E504", "PLTE"),
    ("no-data.png", GOOD[:33] + chunk(b"IEND", b""), "E504", ""),
    ("cut.jpg", lambda: jpeg()[:-40], "E504", "end of JPEG"),
    ("head.jpg", lambda: jpeg()[:12], "E504", ""),
    ("junk.jpg", b"\xff\xd8\xff" + b"\x01\x02\x03" * 50, "E504", ""),
    ("cmyk.jpg", lambda: jpeg("-colorspace", "CMYK"), "E506", "CMYK"),
    ("two.jpg", two_colours, "E506", "no known sort"),
    ("broken.svg", SVG.format("<g>"), "E504", "broken.svg:1:68: mismatched tag"),
    ("html.svg", "<html/>", "E503", "html.svg:1:1: its first element is not <svg>"),
    ("other.svg", '<svg viewBox="0 0 1 1"/>', "E503", "other.svg:1:1"),
    ("boxless.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', "E507", "neither a viewBox"),
    ("flat.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 0"/>', "E507", "above 0"),
    ("words.svg", SVG.format('\n <g>\n  <text x="1">A</text></g>'), "E507",
     "words.svg:3:3: <text> is not drawn"),
    ("fade.svg", SVG.format('<rect width="9" height="9" fill="url(#a)"/>'), "E507",
     '<rect> has fill="url(#a)"'),
    ("glass.svg", SVG.format('<g opacity=".5"/>'), "E507", '<g> has opacity=".5"'),
    ("clear.svg", SVG.format('<g style="fill-opacity:0"/>'), "E507", "fill-opacity"),
    ("filter.svg", SVG.format('<g filter="url(#f)"/>'), "E507", "filter"),
    ("script.svg", SVG.format("<defs><script>alert(1)</script></defs>"), "E507", "<script>"),
    ("click.svg", SVG.format('<g onclick="alert(1)"/>'), "E507", "onclick"),
    ("style.svg", SVG.format("<style>*{fill:red}</style>"), "E507", "<style>"),
    ("sheet.svg", '<?xml-stylesheet href="a.css"?>' + SVG.format(""), "E507", "style sheet"),
    ("use.svg", SVG.format('<use href="#a"/>'), "E507", "<use>"),
    ("image.svg", SVG.format('<image href="/etc/passwd"/>'), "E507", "<image>"),
    ("nested.svg", SVG.format('<svg width="9"/>'), "E507", "<svg> is not drawn"),
    ("entity.svg", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format(""),
     "E507", 'entity "a"'),
    ("laughs.svg", '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("&b;"),
     "E507", 'entity "a"'),
    ("path.svg", SVG.format('<path d="M0 0 L5 x"/>'), "E507", 'd="x": here the path data'),
    ("start.svg", SVG.format('<path d="L0 0"/>'), "E507", "here the path data"),
    ("flag.svg", SVG.format('<path d="M0 0A1 1 0 2 1 5 5"/>'), "E507", "here the path data"),
    ("points.svg", SVG.format('<polygon points="1 2 3"/>'), "E507", "pairs of numbers"),
    ("turn.svg", SVG.format('<g transform="turn(5)"/>'), "E507", "list of transforms"),
    ("far.svg", SVG.format('<path d="M0 0L1e7 0" transform="scale(1e4)"/>'), "E507",
     "too far out"),
    ("huge.svg", SVG.format('<path d="M0 0L1e99 0"/>'), "E507", "path data"),
    ("grown.svg", SVG.format('<g transform="scale(1e7)"><g transform="scale(1e7)"/></g>'), "E507",
     "out of range"),
    ("stretched.svg", SVG.format('<path d="M0 0h9" stroke="red" transform="scale(1 2)"/>'), "E507",
     "stretch"),
    ("outside.svg", SVG.format('<rect x="16777215" width="16777215" height="9"/>'), "E507", "too far out"),
    ("small.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 .00002 .00002"/>', "E507", "too small"),
    ("word.svg", SVG.format('<g fill="' + "区" * 20 + '"/>'), "E507", 'fill="' + "区" * 13 + '"'),
    ("miter.svg", SVG.format('<g stroke-miterlimit="0"/>'), "E507", "no number from 1"),
    ("property.svg", SVG.format('<g style="fill"/>'), "E507", "no property"),
    ("percent.svg", SVG.format('<rect width="50%" height="9"/>'), "E507", "no length"),
    ("deep.svg", SVG.format("<g>" * 70 + "</g>" * 70), "E505", "nested too deeply"),
    ("many.svg", SVG.format('<path d="M0 0' + "h1v1" * 110000 + '"/>'), "E507", "at most 200000"),
]


@all_of.add
def each_faulty_file_is_told_once_and_in_its_place():
    project = Project([image(name) for name, *_ in FAULTS])
    for name, data, *_ in FAULTS:
        project.put(name, data() if callable(data) else data)
    done = project.run("check", wanted=1)
    reports = done.err.split("\n\n")
    for number, (name, _, code, words) in enumerate(FAULTS):
        mine = [one for one in reports if f"(/blocks/{number}/file)" in one]
        check_equal(len(mine), 1, f"{name}: reports")
        check(mine[0].startswith(f"error[{code}]: pictures/{name}:"), f"{name}: {mine[0]}")
        check(words in mine[0], f'{name}: "{words}" is not in {mine[0]}')
    check_equal(done.err.count("error["), len(FAULTS), "errors")


@all_of.add
def pictures_are_regular_files_below_the_project():
    outside = os.path.join(folder("outside"), "a.png")
    names = ["../a.png", outside, "pictures/../pictures/a.png", "./pictures/a.png",
             "pictures//a.png", "", "pictures/", "pictures/none.png", "pictures/link.png",
             "linked/a.png", "pictures", "pictures/pipe.png", "pictures/a.png/b.png",
             "pictures/" + "a" * 300]
    blocks = [{"kind": "image", "file": name, "alt": text("A")} for name in names]
    project = Project(blocks)
    for path in (outside, os.path.join(project.pictures, "a.png")):
        with open(path, "wb") as file:
            file.write(GOOD)
    os.symlink("a.png", os.path.join(project.pictures, "link.png"))
    os.symlink("pictures", os.path.join(project.folder, "linked"))
    os.mkfifo(os.path.join(project.pictures, "pipe.png"))
    done = project.run("check", wanted=1)
    check_equal(done.err.count("error[E502]"), 6, done.err)
    check_equal(done.err.count("error[E501]"), 8, done.err)
    for words in ("no such file", "symbolic link", "not a regular file", "too long"):
        check(words in done.err, f'"{words}" is not in {done.err}')


# -- the block ---------------------------------------------------------------------


@all_of.add
def a_picture_needs_words_for_those_who_do_not_see_it():
    without = image("a.png")
    del without["alt"]
    empty = image("a.png", alt={"pointer": "/summary"})
    project = Project([without, empty])
    project.put("a.png", GOOD)
    done = project.run("check", wanted=1)
    check("error[E011]" in done.err and '"alt"' in done.err, done.err)
    project = Project([empty])
    project.put("a.png", GOOD)
    with open(os.path.join(project.folder, "zones", "z.json"), encoding="utf-8") as file:
        zone = json.load(file)
    zone["summary"] = {lang: " " for lang in zone["summary"]}
    project.write("zones/z.json", zone)
    done = project.run("check", wanted=1)
    check("error[E508]" in done.err and "/blocks/0" in done.err, done.err)


@all_of.add
def a_figure_has_its_words_its_box_and_its_caption():
    project = Project([image("a.png", width=100, align="centre", caption=text("The caption."),
                             source=text("By hand.")), image("a.png", level=1, title=text("Headed"))])
    project.put("a.png", GOOD)
    path = sound(project.build())
    tree = pdf.structure(path)
    figures = tree.all("Figure")
    check_equal([one.attributes.get("BBox") for one in figures][0],
                "[170 350.769 270 420]", "the first one's box")
    check_equal([one.text() for one in tree.all("Caption")], ["The caption."], "captions")
    check_equal([one.text() for one in tree.all("H1")], ["Headed"], "headings")
    dump = run(["qpdf", "--json", "--json-key=qpdf", path], wanted=0).out
    check_equal(dump.count('"/Alt": "u:The picture a.png"'), 2, "alternative texts")


@all_of.add
def a_tall_picture_is_scaled_to_its_page():
    project = Project([image("tall.png", caption=text("Below it."))])
    project.put("tall.png", png(10, 100, GREY, 8, lambda x, y: [0]))
    path = project.build()
    check_equal(pdf.info(path)["Pages"], "1", "pages")
    word = pdf.words(path)[0]
    check(word.bottom <= 421, f"{word}")
    check_equal(colours_at(path, [(22, 300), (70, 300)]), ["000000", "ffffff"], "colours")


@all_of.add
def the_logo_stands_in_the_masthead():
    masthead = {"kind": "masthead", "level": 1, "kicker": text("Above"), "title": text("A title that is so long that it "
                "must not run into the logo at the right, which would be a pity")}
    logo = {"file": "pictures/logo.svg", "width": 100}
    for alt in (None, {"en": "A square"}):
        project = Project([masthead], {"logo": {**logo, "alt": alt} if alt else logo})
        project.put("logo.svg", SVG.format('<rect width="100" height="100" fill="red"/>'))
        path = sound(project.build())
        check_equal(colours_at(path, [(322, 60), (418, 60), (316, 60)]),
                    ["ff0000", "ff0000", "ffffff"], "where the logo is")
        check(max(word.right for word in pdf.words(path)) <= 310, "words in the logo")
        check_equal(len(pdf.structure(path).all("Figure")), 1 if alt else 0, "figures")
    faults = {"E501": {**logo, "file": "pictures/none.svg"}, "E015": {**logo, "width": 300},
              "E104": {**logo, "alt": {"de": "Ein Quadrat"}}, "E013": {**logo, "height": 5}}
    for code, wrong in faults.items():
        project = Project([masthead], {"logo": wrong})
        project.put("logo.svg", SVG.format(""))
        done = project.run("check", wanted=1)
        check(f"error[{code}]" in done.err and "(/logo/" in done.err, f"{code}: {done.err}")


@all_of.add
def the_identity_of_a_brief_depends_on_its_pictures():
    project = Project([image("a.png")], {"logo": {"file": "pictures/logo.svg", "width": 9}})
    found = set()
    for shade, side in ((0, 9), (1, 9), (1, 8)):
        project.put("a.png", png(5, 5, GREY, 8, lambda x, y, shade=shade: [shade]))
        project.put("logo.svg", SVG.format(f'<rect width="{side}" height="9"/>'))
        for _ in range(2):
            with open(project.build(), "rb") as file:
                found.add(re.search(rb"/ID\s*\[([^]]*)\]", file.read())[1])
    check_equal(len(found), 3, "different identities")


def tests():
    return all_of
