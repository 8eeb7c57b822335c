"""What a font program in a PDF says of its glyphs: which there are, and how
wide they are (CFF: Adobe Technical Notes 5176 and 5177; glyf: OpenType)."""

import struct


class Program:
    """`glyphs`: how many. `widths`: per glyph, in 1/1000 em. `cids`: {CID:
    glyph} of a CID-keyed CFF, else None. `ros`: its registry, ordering,
    supplement."""

    def __init__(self):
        self.glyphs, self.widths, self.cids, self.ros = 0, [], None, None

    def glyph(self, code):
        """The glyph that a CID selects; None if there is no such."""
        if self.cids is not None:
            return self.cids.get(code)
        return code if code < self.glyphs else None


# -- glyf ----------------------------------------------------------------------------


def truetype(data):
    count = struct.unpack(">H", data[4:6])[0]
    tables = {}
    for k in range(count):
        tag, _, offset, length = struct.unpack(">4sIII", data[12 + 16 * k:28 + 16 * k])
        tables[tag] = data[offset:offset + length]
    em = struct.unpack(">H", tables[b"head"][18:20])[0]
    metrics = struct.unpack(">H", tables[b"hhea"][34:36])[0]
    program = Program()
    program.glyphs = struct.unpack(">H", tables[b"maxp"][4:6])[0]
    advances = [struct.unpack(">H", tables[b"hmtx"][4 * k:4 * k + 2])[0] for k in range(metrics)]
    advances += advances[-1:] * (program.glyphs - metrics)
    program.widths = [advance * 1000 / em for advance in advances]
    return program


# -- CFF -----------------------------------------------------------------------------


def index(data, at):
    """The items of an INDEX, and where it ends."""
    count = struct.unpack(">H", data[at:at + 2])[0]
    if count == 0:
        return [], at + 2
    size = data[at + 2]
    offsets = [int.from_bytes(data[at + 3 + size * k:at + 3 + size * (k + 1)], "big")
               for k in range(count + 1)]
    base = at + 2 + size * (count + 1)
    return [data[base + a:base + b] for a, b in zip(offsets, offsets[1:])], base + offsets[-1]


def real(data, at):
    text = ""
    while True:
        for nibble in (data[at] >> 4, data[at] & 15):
            if nibble == 15:
                return float(text), at + 1
            text += "0123456789.EE -"[nibble] if nibble != 12 else "E-"
        at += 1


def dictionary(data):
    found, operands, at = {}, [], 0
    while at < len(data):
        b = data[at]
        at += 1
        if b <= 21:
            if b == 12:
                b = 1200 + data[at]
                at += 1
            found[b], operands = operands, []
        elif b == 28:
            operands.append(struct.unpack(">h", data[at:at + 2])[0])
            at += 2
        elif b == 29:
            operands.append(struct.unpack(">i", data[at:at + 4])[0])
            at += 4
        elif b == 30:
            value, at = real(data, at)
            operands.append(value)
        elif b <= 246:
            operands.append(b - 139)
        elif b <= 250:
            operands.append((b - 247) * 256 + data[at] + 108)
            at += 1
        else:
            operands.append(-(b - 251) * 256 - data[at] - 108)
            at += 1
    return found


# How many operands an operator takes that clears the stack; one more is the
# width. None: any even number.
TAKES = {1: None, 3: None, 18: None, 23: None, 19: None, 20: None, 21: 2, 4: 1, 22: 1, 14: 0}


def charstring_width(code, private, subrs, gsubrs):
    """The glyph's advance: what stands before the operands of its first
    operator, added to nominalWidthX, or else defaultWidthX."""
    stack, calls, at = [], [], 0
    while True:
        if at >= len(code):
            if not calls:
                return private["default"]
            code, at = calls.pop()
            continue
        b = code[at]
        at += 1
        if b == 28:
            stack.append(struct.unpack(">h", code[at:at + 2])[0])
            at += 2
        elif b == 255:
            stack.append(struct.unpack(">i", code[at:at + 4])[0] / 65536)
            at += 4
        elif b >= 251:
            stack.append(-(b - 251) * 256 - code[at] - 108)
            at += 1
        elif b >= 247:
            stack.append((b - 247) * 256 + code[at] + 108)
            at += 1
        elif b >= 32:
            stack.append(b - 139)
        elif b in (10, 29):
            routines = subrs if b == 10 else gsubrs
            bias = 107 if len(routines) < 1240 else 1131 if len(routines) < 33900 else 32768
            calls.append((code, at))
            code, at = routines[int(stack.pop()) + bias], 0
        elif b == 11:
            code, at = calls.pop()
        elif b in TAKES:
            wanted = TAKES[b]
            has = len(stack) % 2 == 1 if wanted is None else len(stack) > wanted and (
                b != 14 or len(stack) in (1, 5))
            return private["nominal"] + stack[0] if has else private["default"]
        else:
            return private["default"]


def private_of(data, top):
    size, offset = (int(one) for one in top.get(18, [0, 0]))
    found = dictionary(data[offset:offset + size])
    subrs = index(data, offset + int(found[19][0]))[0] if 19 in found else []
    return {"default": found.get(20, [0])[0], "nominal": found.get(21, [0])[0]}, subrs


def charset(data, offset, glyphs):
    """Per glyph its SID or CID."""
    if offset <= 2:
        return list(range(glyphs))
    found, form, at = [0], data[offset], offset + 1
    while len(found) < glyphs:
        first = struct.unpack(">H", data[at:at + 2])[0]
        at += 2
        left = 0
        if form:
            left = int.from_bytes(data[at:at + form], "big")
            at += form
        found += range(first, first + left + 1)
    return found[:glyphs]


def selector(data, offset, glyphs):
    """Per glyph the number of its font dictionary."""
    if data[offset] == 0:
        return list(data[offset + 1:offset + 1 + glyphs])
    count = struct.unpack(">H", data[offset + 1:offset + 3])[0]
    found, at = [], offset + 3
    for _ in range(count):
        first, number, end = struct.unpack(">HBH", data[at:at + 5])
        found += [number] * (end - first)
        at += 3
    return found


def string_of(strings, number):
    return strings[number - 391].decode("latin-1") if number >= 391 else f"SID {number}"


def cff(data):
    _, at = index(data, data[2])
    tops, at = index(data, at)
    strings, at = index(data, at)
    gsubrs, _ = index(data, at)
    top = dictionary(tops[0])
    charstrings, _ = index(data, int(top[17][0]))
    program = Program()
    program.glyphs = len(charstrings)
    if 1230 in top:
        registry, ordering, supplement = (int(one) for one in top[1230])
        program.ros = (string_of(strings, registry), string_of(strings, ordering), supplement)
        cids = charset(data, int(top.get(15, [0])[0]), program.glyphs)
        program.cids = {cid: glyph for glyph, cid in enumerate(cids)}
        fonts = [dictionary(one) for one in index(data, int(top[1236][0]))[0]]
        chosen = selector(data, int(top[1237][0]), program.glyphs)
    else:
        fonts, chosen = [top], [0] * program.glyphs
    privates = [private_of(data, font) for font in fonts]
    scale = top.get(1207, [0.001])[0] * 1000
    for glyph, code in enumerate(charstrings):
        private, subrs = privates[chosen[glyph]]
        program.widths.append(charstring_width(code, private, subrs, gsubrs) * scale)
    return program
