"""What a page's content streams do: which glyphs they show, what of them is
tagged, and what they break (ISO 32000-1 7.8, 8, 9, 14.6)."""

from pdffile import Broken, Hex, Operator, tokens

# ISO 32000-1 Annex A: operators and how many operands they take; None: any number.
OPERATORS = {name.encode(): count for count, names in {
    0: "b B b* B* BT BX EMC ET EX f F f* h n q Q s S T* W W*", 1:
    "BMC CS cs Do G g gs i J j M MP ri sh Tc Tj TJ TL Tr Ts Tw Tz w '",
    2: "BDC d d0 DP l m Td TD Tf", 3: "RG rg \"", 4: "k K re v y", 6: "c cm d1 Tm",
    None: "SC sc SCN scn"}.items() for name in names.split()}
PAINT = {name.encode() for name in "b B b* B* f F f* s S sh Do Tj TJ ' \"".split()}
INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
NESTED_MOST = 28  # of q, ISO 19005-3 6.1.13
DEVICES = {"/DeviceRGB", "/DeviceGray", "/Pattern", "/G", "/RGB"}

ARTIFACT, TAGGED, OTHER = "artifact", "tagged", "other"


class Reader:
    """Reads the streams of one page or pattern. `told(rule, words)` takes
    faults; `shown` and `bare` are {font: {codes}}, the latter of codes that no
    ActualText covers; `marks` [MCID] in order."""

    def __init__(self, file, told, shown, bare, tagging=True):
        self.file, self._told, self.shown, self.bare = file, told, shown, bare
        self.tagging = tagging
        self.marks, self.stack, self.kept, self.painted = [], [], [], 0
        self.font, self.in_text, self.faults = None, None, set()

    def told(self, rule, message):
        if (rule, message) not in self.faults:
            self.faults.add((rule, message))
            self._told(rule, message)

    def read(self, data, resources):
        self.resources = self.file.dict(resources)
        operands = []
        try:
            for token in tokens(data):
                if not isinstance(token, Operator):
                    operands.append(token)
                    continue
                if token == b"BI":
                    self.told("operators", "an inline image; none are made here")
                    return
                self.operate(token, operands)
                operands = []
        except Broken as problem:
            self.told("operators", str(problem))

    def end(self):
        for what, left in (("q", self.kept), ("BMC or BDC", self.stack)):
            if left:
                self.told("balance", f"{what} is not closed at the end")
        if self.in_text is not None:
            self.told("balance", "BT is not closed at the end")

    def operate(self, name, operands):
        wanted = OPERATORS.get(name, -1)
        if wanted == -1:
            self.told("operators", f"no operator {name.decode('latin-1')!r}")
            return
        if wanted is not None and len(operands) != wanted:
            self.told("operators", f"{name.decode()} has {len(operands)} operands")
            return
        for one in operands:
            self.look_at(one)
        if name in PAINT:
            self.paint(name)
        method = getattr(self, "do_" + NAMED.get(name, name.decode()), None)
        if method:
            method(*operands)

    def look_at(self, value):
        """Limits hold for operands as well (ISO 19005-3 6.1.6, 6.1.13)."""
        if isinstance(value, Hex) and not value.sound:
            self.told("hex", "a hexadecimal string with an odd digit or another character")
        if isinstance(value, (int, float)) and abs(value) > 2147483647:
            self.told("numbers", f"the number {value}")
        if isinstance(value, bytes) and len(value) > 32767:
            self.told("strings", f"a string of {len(value)} bytes")
        if isinstance(value, str) and len(value) > 128:
            self.told("names", f"a name of {len(value) - 1} bytes")
        for one in value if isinstance(value, list) else ():
            self.look_at(one)

    def resource(self, kind, name):
        held = self.file.dict(self.resources.get(kind))
        if name not in held:
            self.told("resources", f"{kind[1:]} {name} is in no resources")
        return held.get(name)

    # -- marked content ---------------------------------------------------------

    def do_BMC(self, tag):
        self.open(tag, {})

    def do_BDC(self, tag, properties):
        if isinstance(properties, str):
            properties = self.file.dict(self.resource("/Properties", properties))
        self.open(tag, properties)

    def open(self, tag, properties):
        kind = ARTIFACT if tag == "/Artifact" else OTHER
        if "/MCID" in properties:
            kind = TAGGED
            self.marks.append(properties["/MCID"])
        outer = {one[0] for one in self.stack}
        if kind == ARTIFACT and TAGGED in outer:
            self.told("nesting", "an artifact within tagged content")
        if kind == TAGGED and ARTIFACT in outer:
            self.told("nesting", f"tagged content {properties['/MCID']} within an artifact")
        if kind == TAGGED and TAGGED in outer:
            self.told("nesting", f"tagged content {properties['/MCID']} within tagged content")
        self.stack.append((kind, "/ActualText" in properties, self.in_text, self.painted))

    def do_EMC(self):
        if not self.stack:
            self.told("balance", "EMC closes nothing")
            return
        kind, _, began_in_text, painted = self.stack.pop()
        if began_in_text != self.in_text:
            self.told("balance", "marked content and a text object overlap")
        if kind == TAGGED and painted == self.painted:
            self.told("empty", "tagged content in which nothing is shown")

    # -- state ------------------------------------------------------------------

    def do_BT(self):
        if self.in_text is not None:
            self.told("balance", "BT within BT")
        self.in_text = len(self.stack)

    def do_ET(self):
        if self.in_text is None:
            self.told("balance", "ET closes nothing")
        self.in_text = None

    def do_q(self):
        self.kept.append(self.font)
        if len(self.kept) == NESTED_MOST + 1:
            self.told("nested-states", f"q is nested more than {NESTED_MOST} deep")

    def do_Q(self):
        if not self.kept:
            self.told("balance", "Q closes nothing")
        else:
            self.font = self.kept.pop()

    def do_gs(self, name):
        self.resource("/ExtGState", name)

    def do_ri(self, name):
        if name not in INTENTS:
            self.told("rendering-intents", f"ri {name}")

    # -- colour -----------------------------------------------------------------

    def do_k(self, *_):
        self.told("colour", "DeviceCMYK, which the output intent does not cover")
    do_K = do_k

    def do_cs(self, name):
        if name == "/DeviceCMYK":
            self.do_k()
        elif name not in DEVICES:
            self.resource("/ColorSpace", name)
    do_CS = do_cs

    def do_scn(self, *operands):
        if operands and isinstance(operands[-1], str):
            self.resource("/Pattern", operands[-1])
    do_SCN = do_scn

    def do_sh(self, name):
        self.resource("/Shading", name)

    # -- painting ---------------------------------------------------------------

    def paint(self, name):
        self.painted += 1
        if self.tagging and not any(one[0] != OTHER for one in self.stack):
            self.told("content-tagged", f"{name.decode()} is neither in tagged content nor in an artifact")
        if name in (b"Tj", b"TJ", b"'", b'"') and self.in_text is None:
            self.told("balance", f"{name.decode()} outside BT and ET")

    def do_Do(self, name):
        held = self.file.stream(self.resource("/XObject", name))
        if held is None or held.dict.get("/Subtype") != "/Form":
            return
        outer, inner = self.resources, held.dict.get("/Resources", self.resources)
        if len(self.kept) > NESTED_MOST:
            return
        marks = len(self.marks)
        self.read(held.data() or b"", inner)
        self.resources = outer
        if len(self.marks) > marks:
            self.told("mcids", f"form {name} has MCIDs of its own")

    def do_Tf(self, name, _):
        self.font = self.resource("/Font", name)

    def do_Tj(self, text):
        self.show(text)

    def do_TJ(self, parts):
        for part in parts:
            if isinstance(part, bytes):
                self.show(part)

    def do_quote(self, *operands):
        self.show(operands[-1])

    def show(self, text):
        if not isinstance(self.font, str):
            self.told("resources", "text is shown without a font")
            return
        codes = [text[k] << 8 | text[k + 1] for k in range(0, len(text) - 1, 2)]
        self.shown.setdefault(self.font, set()).update(codes)
        if not any(one[1] for one in self.stack):
            self.bare.setdefault(self.font, set()).update(codes)


NAMED = {b"'": "quote", b'"': "quote"}


def read_page(file, page, told, shown, bare):
    """Reads a page's content; returns its MCIDs in order."""
    reader = Reader(file, told, shown, bare)
    streams = [file.stream(one) for one in file.list(page.get("/Contents"))]
    data = [one.data() for one in streams if one]
    if None not in data:
        reader.read(b"\n".join(data), page.get("/Resources"))
    reader.end()
    return reader.marks


def unicode_map(data):
    """{code: text} of a ToUnicode CMap (ISO 32000-1 9.10.3)."""
    found, items = {}, []
    for token in tokens(data):
        if not isinstance(token, Operator):
            items.append(token)
            continue
        if token == b"endbfchar":
            for code, text in zip(items[::2], items[1::2]):
                found[int.from_bytes(code, "big")] = text.decode("utf-16-be", "replace")
        elif token == b"endbfrange":
            for first, last, text in zip(items[::3], items[1::3], items[2::3]):
                first, last = int.from_bytes(first, "big"), int.from_bytes(last, "big")
                for k in range(last - first + 1):
                    if isinstance(text, list):
                        one = text[k] if k < len(text) else b""
                    else:
                        one = (int.from_bytes(text, "big") + k).to_bytes(len(text), "big")
                    found[first + k] = one.decode("utf-16-be", "replace")
        items = []
    return found
