"""Page one of each brief that was asked for, small and grey, against the pictures in pictures/.

A picture differs if the root of the mean square of the differences is above
TOLERANCE of white: room for another release of poppler to smooth edges in its
own way, none for a line that has moved.
"""

import os
import re

from harness import TESTS, Fault, Tests, folder, run
from whole import ASKED_FOR, LANGS, brief

FOLDER = os.path.join(TESTS, "pictures")
TOLERANCE = 0.02
DPI = 50
BRIEFS = [(zone, lang) for zone in ASKED_FOR for lang in LANGS]


def draw(zone, lang, to):
    name = f"{zone}.{lang}"
    run(["pdftoppm", "-r", str(DPI), "-gray", "-f", "1", "-l", "1", "-singlefile", "-png",
         brief(zone, lang), os.path.join(to, name)], wanted=0)
    path = os.path.join(to, name + ".png")
    run(["convert", path, "-depth", "4", "-strip", "-define", "png:compression-level=9", path],
        wanted=0)
    return path


def difference(wanted, found):
    done = run(["compare", "-metric", "RMSE", wanted, found, "null:"])
    match = re.search(r"\(([\d.e+-]+)\)", done.err)
    if not match:
        raise Fault(f"compare: {done.err}")
    return float(match[1])


def compare(zone, lang):
    wanted = os.path.join(FOLDER, f"{zone}.{lang}.png")
    if not os.path.exists(wanted):
        raise Fault(f"no picture tests/pictures/{zone}.{lang}.png; look at page one, then make bless")
    far = difference(wanted, draw(zone, lang, folder("picture")))
    if far > TOLERANCE:
        raise Fault(f"page one differs by {far:.4f}; {TOLERANCE} is let pass")


def bless():
    made = folder("pictures")
    for zone, lang in BRIEFS:
        found = draw(zone, lang, made)
        wanted = os.path.join(FOLDER, os.path.basename(found))
        if not os.path.exists(wanted) or difference(wanted, found) > 0.001:
            os.replace(found, wanted)
            print(f"wrote {os.path.relpath(wanted, os.path.dirname(TESTS))}")


def tests():
    list_of = Tests("picture")
    for zone, lang in BRIEFS:
        list_of.add_named(f"{zone}.{lang}", lambda z=zone, l=lang: compare(z, l))
    return list_of
