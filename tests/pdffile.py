"""A PDF file as its objects, read by way of `qpdf --json`, and the lexer of
content streams and CMaps.

Objects are those of qpdf's JSON, version 2: names are "/Name", references
"3 0 R", strings "u:words" or "b:hexdigits", dictionaries and arrays Python's.
Streams are Stream. What JSON cannot show - how the bytes of the file lie - is
read from the bytes themselves.
"""

import base64
import json
import re
import subprocess
import zlib

REFERENCE = re.compile(r"(\d+) (\d+) R\Z")


class Broken(Exception):
    """The file cannot be read far enough for its rules to be looked at."""


class Stream:
    def __init__(self, entries, packed):
        self.dict, self.packed = entries, packed
        self._data = None

    def filters(self):
        named = self.dict.get("/Filter", [])
        return named if isinstance(named, list) else [named]

    def data(self):
        """Unpacked; None if by a filter that this reader does not know."""
        if self._data is None:
            data = self.packed
            for name in self.filters():
                if name != "/FlateDecode":
                    return None
                data = zlib.decompress(data)
            self._data = unpredict(data, self.dict.get("/DecodeParms"))
        return self._data


def unpredict(data, parameters):
    """PNG's "up", the only predictor that is written here."""
    if not isinstance(parameters, dict) or parameters.get("/Predictor", 1) < 10:
        return data
    columns = parameters.get("/Columns", 1)
    above, rows = bytes(columns), []
    for at in range(0, len(data), columns + 1):
        kind, row = data[at], data[at + 1:at + 1 + columns]
        if kind == 2:
            row = bytes((a + b) & 255 for a, b in zip(row, above))
        rows.append(row)
        above = row
    return b"".join(rows)


class File:
    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.raw = file.read()
        done = subprocess.run(["qpdf", "--json", "--json-key=qpdf", "--json-stream-data=inline",
                               "--decode-level=none", path], capture_output=True)
        self.warnings = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode not in (0, 3):
            raise Broken(self.warnings.splitlines()[0] if self.warnings else "qpdf cannot read it")
        text = done.stdout.decode("utf-8", "surrogateescape")  # names may be of any bytes
        self.objects, self.trailer = {}, {}
        for name, held in json.loads(text)["qpdf"][1].items():
            if "stream" in held:
                value = Stream(held["stream"]["dict"], base64.b64decode(held["stream"]["data"]))
            else:
                value = held["value"]
            if name == "trailer":
                self.trailer = value.dict if isinstance(value, Stream) else value
            else:
                self.objects[name[len("obj:"):]] = value
        self.root = self.dict(self.trailer.get("/Root"))

    def get(self, value):
        """The object itself, whether it is given or referred to."""
        for _ in range(32):
            if not (isinstance(value, str) and REFERENCE.match(value)):
                return value
            value = self.objects.get(value)
        return None

    def dict(self, value):
        """A dictionary, that of a stream too; empty if it is none."""
        value = self.get(value)
        value = value.dict if isinstance(value, Stream) else value
        return value if isinstance(value, dict) else {}

    def list(self, value):
        """An array; what is no array counts as one of itself, a reference as
        it is."""
        held = self.get(value)
        return held if isinstance(held, list) else [] if held is None else [value]

    def stream(self, value):
        value = self.get(value)
        return value if isinstance(value, Stream) else None

    def pages(self):
        """[(reference, dictionary)], with what they inherit."""
        found = []

        def walk(node, inherited, depth):
            here = self.dict(node)
            kept = inherited | {key: here[key] for key in ("/Resources", "/MediaBox", "/CropBox")
                                if key in here}
            if "/Kids" in here and depth < 32:
                for kid in self.list(here["/Kids"]):
                    walk(kid, kept, depth + 1)
            else:
                found.append((node, kept | here))
        walk(self.root.get("/Pages"), {}, 0)
        return found

    def tree(self, node, leaf, depth=0):
        """The pairs of a name or number tree."""
        here = self.dict(node)
        found = self.list(here.get(leaf))
        pairs = list(zip(found[::2], found[1::2]))
        if depth < 32:
            for kid in self.list(here.get("/Kids")):
                pairs += self.tree(kid, leaf, depth + 1)
        return pairs

    def annotations(self):
        """[(page's index, reference, dictionary)]"""
        return [(index, one, self.dict(one)) for index, (_, page) in enumerate(self.pages())
                for one in self.list(page.get("/Annots"))]


def words(value):
    """A string object as text."""
    if isinstance(value, str) and value.startswith("u:"):
        return value[2:]
    if isinstance(value, str) and value.startswith("b:"):
        return bytes.fromhex(value[2:]).decode("latin-1")
    return None


def is_name(value):
    return isinstance(value, str) and value.startswith("/")


def is_string(value):
    return isinstance(value, str) and value[:2] in ("u:", "b:")


def walk(value):
    """The value and all that is in it, references not followed; names that are
    keys as well."""
    yield value
    if isinstance(value, Stream):
        yield from walk(value.dict)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from walk(one)


# -- the lexer -----------------------------------------------------------------------

TOKEN = re.compile(rb"""
    (?P<space>[\x00\t\n\x0c\r\x20]+|%[^\r\n]*)
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?![^\x00\t\n\x0c\r\x20()<>\[\]{}/%]))
  | (?P<name>/[^\x00\t\n\x0c\r\x20()<>\[\]{}/%]*)
  | (?P<open><<|\[)
  | (?P<close>>>|\])
  | <(?P<hex>[^<>]*)>
  | (?P<string>\()
  | (?P<word>[^\x00\t\n\x0c\r\x20()<>\[\]{}/%]+)
""", re.VERBOSE)
STRING_PART = re.compile(rb"[^()\\]+|\\(?:\r\n|[0-7]{1,3}|.)|[()]", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Operator(bytes):
    """A word that is no name and no number."""


class Hex(bytes):
    """The bytes of a hexadecimal string; `sound` if it is written right."""
    sound = True


def literal(data, at):
    """The string whose parenthesis was opened before `at`, and its end."""
    depth, parts = 1, []
    while True:
        match = STRING_PART.match(data, at)
        if not match:
            raise Broken("a string that does not end")
        part, at = match.group(), match.end()
        depth += (part == b"(") - (part == b")")
        if depth == 0:
            return b"".join(parts), at
        if part[:1] == b"\\" and len(part) > 1:
            rest = part[1:]
            part = (bytes([int(rest, 8) & 255]) if rest[:1].isdigit() and rest[:1] < b"8"
                    else b"" if rest in (b"\n", b"\r", b"\r\n") else ESCAPES.get(rest, rest))
        parts.append(part)


def hexadecimal(digits):
    tight = re.sub(rb"\s+", b"", digits)
    sound = len(tight) % 2 == 0 and re.fullmatch(rb"[0-9A-Fa-f]*", tight)
    value = Hex(bytes.fromhex((re.sub(rb"[^0-9A-Fa-f]", b"", tight) + b"0" * (len(tight) % 2))
                              .decode()) if not sound else bytes.fromhex(tight.decode()))
    value.sound = bool(sound)
    return value


def tokens(data):
    """Numbers (int, float), names (str with its slash), strings (bytes, Hex),
    arrays, dictionaries, and Operator."""
    at, stack = 0, []  # of (what opened it, the items outside)
    items, size = [], len(data)
    while at < size:
        match = TOKEN.match(data, at)
        if not match:
            raise Broken(f"a byte that begins nothing: {data[at:at + 8]!r}")
        at, kind, text = match.end(), match.lastgroup, match.group()
        if kind == "space":
            continue
        if kind == "open":
            stack.append((text, items))
            items = []
            continue
        if kind == "close":
            if not stack or (stack[-1][0] == b"<<") != (text == b">>"):
                raise Broken(f"{text.decode()} closes nothing")
            opened, outside = stack.pop()
            value = dict(zip(items[::2], items[1::2])) if opened == b"<<" else items
            items = outside
        elif kind == "number":
            value = float(text) if b"." in text else int(text)
        elif kind == "name":
            value = text.decode("latin-1")
        elif kind == "hex":
            value = hexadecimal(match["hex"])
        elif kind == "string":
            value, at = literal(data, at)
        else:
            value = Operator(text)
            value = {b"true": True, b"false": False}.get(text, value)
        if stack:
            items.append(value)
        else:
            yield value
    if stack:
        raise Broken("an array or dictionary that does not end")


# -- how the bytes lie ---------------------------------------------------------------


def entries_of(file):
    """[(object number, offset)] of what the cross-reference says stands in the
    file itself; and the offset of the cross-reference."""
    found = re.findall(rb"startxref\s+(\d+)\s+%%EOF", file.raw)
    if not found:
        raise Broken("no startxref before the end")
    start = int(found[-1])
    if file.raw[start:start + 4] == b"xref":
        return table_entries(file.raw, start), start
    header = re.match(rb"(\d+) \d+ obj\b", file.raw[start:start + 32])
    if not header:
        raise Broken("startxref leads to no cross-reference")
    widths, size = file.trailer.get("/W"), file.trailer.get("/Size", 0)
    begin = re.compile(rb"stream\r?\n").search(file.raw, start).end()
    length = file.trailer["/Length"]
    rows = unpredict(zlib.decompress(file.raw[begin:begin + length]),
                     file.trailer.get("/DecodeParms"))
    index = file.trailer.get("/Index", [0, size])
    numbers = [n for first, count in zip(index[::2], index[1::2])
               for n in range(first, first + count)]
    found, width = [], sum(widths)
    for row, number in enumerate(numbers):
        at = row * width
        kind = int.from_bytes(rows[at:at + widths[0]], "big")
        if kind == 1:
            offset = rows[at + widths[0]:at + widths[0] + widths[1]]
            found.append((number, int.from_bytes(offset, "big")))
    return found, start


def table_entries(raw, start):
    found, at = [], start
    match = re.compile(rb"xref(?:\r\n|\n|\r)").match(raw, at)
    if not match:
        raise Broken("no end of line behind xref")
    at = match.end()
    section = re.compile(rb"(\d+) (\d+) *(?:\r\n|\n|\r)")
    while match := section.match(raw, at):
        at = match.end()
        for k in range(int(match[2])):
            entry = raw[at:at + 20]
            if not re.fullmatch(rb"\d{10} \d{5} [nf](?: \r| \n|\r\n)", entry):
                raise Broken("an entry of the cross-reference is not 20 bytes")
            if entry[17:18] == b"n":
                found.append((int(match[1]) + k, int(entry[:10])))
            at += 20
    return found
