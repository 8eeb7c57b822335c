#!/usr/bin/env python3
"""Writes srgb.icc, the output intent of the products: sRGB (IEC 61966-2-1) as
an ICC profile of version 4, a matrix and the curve as parameters.

    srgb.py FILE

The numbers are those of the standard, adapted to D50 by Bradford's matrix, as
ICC.1 asks. The file is small because no curve is given point by point; it is
this project's own and under its licence.
"""

import struct
import sys

COPYRIGHT = "No rights reserved (CC0)"
COLUMNS = {  # of the matrix, D50
    b"rXYZ": (0.436065674, 0.222488403, 0.013916016),
    b"gXYZ": (0.385147095, 0.716873169, 0.097076416),
    b"bXYZ": (0.143066406, 0.060607910, 0.714096069),
}
WHITE = (0.964202881, 1.0, 0.824905396)
ADAPTATION = (1.047882080, 0.022918701, -0.050201416, 0.029586792, 0.990478516, -0.017059326,
              -0.009231567, 0.015075684, 0.751678467)
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def fixed(*values):
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def words(text):
    encoded = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded


def profile():
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + fixed(*CURVE)
    tags = [(b"desc", words("sRGB")), (b"cprt", words(COPYRIGHT)),
            (b"wtpt", b"XYZ \0\0\0\0" + fixed(*WHITE)),
            (b"chad", b"sf32\0\0\0\0" + fixed(*ADAPTATION))]
    tags += [(name, b"XYZ \0\0\0\0" + fixed(*column)) for name, column in COLUMNS.items()]
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    places, body = {}, b""
    start = 128 + 4 + 12 * len(tags)
    table = struct.pack(">I", len(tags))
    for name, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += struct.pack(">4sII", name, places[data], len(data))
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s12s4s4sIIIQI", size, b"\0" * 4, 0x04200000, b"mntr", b"RGB ",
                       b"XYZ ", struct.pack(">6H", 2020, 1, 1, 0, 0, 0), b"acsp", b"\0" * 4,
                       0, 0, 0, 0, 0)
    head += fixed(*WHITE)
    return head + b"\0" * (128 - len(head)) + table + body


with open(sys.argv[1], "wb") as file:
    file.write(profile())
