"""Products are what they claim, PDF/A-3a and PDF/UA-1: by our own checker, and
by what a screen reader is given."""

import os
import sys

import golden
import pdffaults
import whole
from harness import Fault, Once, Tests, check, difference, folder, run, shorten, zonebrief

TESTS = os.path.dirname(os.path.abspath(__file__))
CHECKER = os.path.join(TESTS, "pdfcheck.py")

all_of = Tests("archive")


def pdfcheck(paths):
    """Raises Fault with what is wrong with them."""
    check(paths, "no files to check")
    done = run([sys.executable, CHECKER, *paths])
    if done.status != 0 or done.err:
        raise Fault(shorten(done.out + done.err, 30))


def build_goldens():
    made = folder("goldens")
    for name in golden.names():
        notes = golden.notes_of(name)
        if name.startswith("fault-"):
            continue
        project, _ = golden.write_project(name, notes)
        out = os.path.join(made, name)
        each = [f"--lang={lang}" for lang in notes.get("$langs", ["en"])]
        zonebrief("build", f"--project={project}", f"--out={out}", "--quiet",
                  name if "$zones" in notes else name + ".json", *each, cwd=golden.FOLDER, wanted=0)
    return made


@all_of.add
def briefs_are_what_they_claim():
    pdfcheck([whole.brief(*one) for one in whole.BRIEFS])


@all_of.add
def goldens_are_what_they_claim():
    made = build_goldens()
    pdfcheck(sorted(os.path.join(place, name) for place, _, names in os.walk(made)
                    for name in names))


def tests():
    pdffaults.add_tests(all_of)
    return all_of
