"""Texts and values that are JSON, and mean harm: what looks like PDF, a format or
a command is printed to the letter; what no page can show is refused or warned
of, each in its place; a hundred thousand faults end in a thousand reports, soon.
"""

import json
import os
import re

from harness import Tests, check, check_equal, run
from hostile import Project, bounded, kept

all_of = Tests("hostile texts")

PLAIN = [  # printed to the letter; as one types them, without JSON's own escapes
    ") Tj ET", "(a (b (c", "endstream", "endstream endobj xref trailer", "%n %s %x %%EOF", "%PDF-1.7", "startxref 0",
    "<< /S /JavaScript /JS (app.alert(1)) >>", "BT /F1 12 Tf", "1 0 0 1 0 0 cm", "<feff0041>", "</x:xmpmeta> ]]> & <b>",
    "&amp; &#65; <!-- x -->", "$(reboot) `id` ; rm -rf / | cat", "../../etc/passwd", "a.b/c?d=e&f#g", "#!/bin/sh", "C++ -- x",
    "NaN null true undefined", "0x41 1e999", "12 34 R", "obj << >>", "\u00e9\u00df\u0142\u0161", "\u6f22\u5b57\u3000\u304b\u306a",
    "\U00020bb7\u91ce\u5bb6"]
MARKED = [  # what markup has a meaning for, with the backslashes that take it away: (text, printed)
    ("\\\\ \\\\) \\\\( \\\\n \\\\000", "\\ \\) \\( \\n \\000"), ("\\*x\\* \\_y\\_", "*x* _y_"),
    ("\\{page\\} \\[\\[fact:x\\]\\]", "{page} [[fact:x]]"), ("5*3 file_name", "5*3 file_name")]
REFUSED = [  # text, code, characters before the fault
    ("e" + "\u0301" * 31, "E203", 31), ("e" + "\u0301" * 1000, "E203", 31), ("e" + "\u0301" * 200000, "E203", 31),
    ("a\ufffe", "E205", 1), ("\uffff", "E205", 0), ("ab\U0010ffff", "E205", 2), ("\ufdd0", "E205", 0), ("\u0378", "E205", 0),
    ("a\ue000", "E201", 1), ("\U000f0000", "E201", 0), ("x\U0001f600", "E204", 1), ("[[fact:none]]", "E107", 0),
    ("a [[fact:", "E113", 2), ("**x**", "E113", 0), ("[x](javascript:alert)", "E113", 4), ("[x](file:///etc/passwd)", "E113", 4),
    ("{/facts/0/value}", None, 0), ("{/../x}", None, 0)]
WARNED = ["\u202e", "\u202d", "\u202a", "\u2066", "\u2067", "\u2068", "\u200e", "\u200f", "\u061c", "\u0001", "\u0007", "\u001b",
          "\u007f", "\u0085", "\u009b", "\u2028", "\u2029", "\ufeff", "\U000e0041", "\u206a", "\u180e"]


def built(texts):
    """A project of a zone for each text, in order, as its summary; and what building said, by zone."""
    project = Project("texts")
    zone = project.read("zones/z.json")
    os.unlink(project.path("zones/z.json"))
    for number, text in enumerate(texts):
        project.write(f"zones/z{number}.json", {**zone, "zone": f"z{number}", "summary": {"en": f"A {text} Z"}})
    done = bounded(project, "build", "--quiet", "--diagnostics=json", seconds=5, megabytes=60)
    said = {}
    for one in map(json.loads, done.out.splitlines()):
        name = re.search(r"z(\d+)\.json$", one.get("file", ""))
        if name:
            said.setdefault(int(name[1]), []).append(one)
    return project, done, said


def column_of(project, number, before):
    """The column of a zone's summary, after so many characters."""
    with open(project.path(f"zones/z{number}.json"), encoding="utf-8") as file:
        return file.read().index('"A ') + len('"A ') + before + 1


@all_of.add
def what_looks_like_something_else_is_printed_to_the_letter():
    texts = [(text, text) for text in PLAIN] + MARKED
    project, done, _ = built(text for text, _ in texts)
    check_equal(done.status, 0, done.err)
    for number, (_, printed) in enumerate(texts):
        path = project.path(f"out/z{number}.en.pdf")
        found = run(["pdftotext", path, "-"], wanted=0).out.split()
        wanted = f"A {printed} Z".split()
        check(found[:len(wanted)] == wanted, f"{printed!r}: {found!r}")
    for number in range(0, len(texts), 7):
        run(["qpdf", "--check", project.path(f"out/z{number}.en.pdf")], wanted=0)


@all_of.add
def names_and_titles_too():
    """They stand in metadata, the outline and the structure as well."""
    hostile = ") Tj ET endstream %n \\\\ << ]]> & <b> </rdf:RDF> \u202e \U00020bb7"
    plain = hostile.replace("\\\\", "\\")
    project = Project("titles")
    project.change("layout.json", "/title", {"text": hostile, "lang": "en"})
    project.change("layout.json", "/author", {"text": hostile, "lang": "en"})
    blocks = [{"kind": "heading", "level": 1, "title": {"text": hostile, "lang": "en"}}]
    project.change("layout.json", "/blocks", blocks)
    project.run("build", "--quiet", wanted=0)
    path = project.path("out/z.en.pdf")
    told = run(["pdfinfo", path], wanted=0).out
    check(f"{plain}\n" in told, told)
    run(["qpdf", "--check", path], wanted=0)
    run(["python3", "tests/pdfcheck.py", path], wanted=0)


@all_of.add
def what_no_page_can_show_is_refused_in_its_place():
    project, done, said = built(text for text, *_ in REFUSED)
    check_equal(done.status, 1, done.err)
    check_equal(kept(project), {}, "products")
    for number, (text, code, before) in enumerate(REFUSED):
        errors = [one for one in said.get(number, []) if one["severity"] == "error"]
        check_equal(len(errors), 1, f"{text[:40]!r}: {errors}")
        check(code is None or errors[0]["code"] == code, f"{text[:40]!r}: {errors}")
        check_equal(errors[0]["column"], column_of(project, number, before), f"{text[:40]!r}: column")


@all_of.add
def what_draws_nothing_is_told_in_its_place():
    project, done, said = built("ab" + text + "c" for text in WARNED)
    check_equal(done.status, 0, done.err)
    for number, text in enumerate(WARNED):
        found = [(one["code"], one["column"]) for one in said.get(number, [])]
        check_equal(found, [("W203", column_of(project, number, 2))], f"U+{ord(text):04X}")


# -- many ----------------------------------------------------------------------------------

MANY = 100000  # of what an array may have a hundred thousand of
FLOODS = {
    "facts": [0] * MANY,
    "facts ": [{}] * MANY,
    "facts  ": [{f"k{i}": 1 for i in range(MANY)}],
    "summary": {f"k{i}": "x" for i in range(MANY)},
    "summary ": {"en": ("e" + "\u0301" * 31) * 8000},
    "summary  ": {"en": "\ue000" * 170000},
    "summary    ": {"en": "[[fact:a]]" * 50000},
    "name": {"term": {f"k{i}": 1 for i in range(MANY)}},
}


@all_of.add
def many_faults_are_told_soon():
    for key, value in FLOODS.items():
        project = Project("flood")
        project.change("zones/z.json", f"/{key.strip()}", value)
        done = bounded(project, "check", "--quiet", "--diagnostics=short", seconds=4, megabytes=200)
        check_equal(done.status, 1, f"{key}: {done.err}")
        lines = done.out.splitlines() + done.err.splitlines()
        check(1 <= sum("error[" in line for line in lines) <= 1001, f"{key}: {len(lines)} lines")


@all_of.add
def no_more_than_a_thousand_faults_are_told_of_a_brief():
    for count, wanted in ((1000, 1000), (1001, 1001), (5000, 1001)):
        project = Project("limit")
        project.change("zones/z.json", "/facts", [0] * count)
        done = project.run("check", "--quiet", "--diagnostics=short", wanted=1)
        said = done.out + done.err
        check_equal(said.count("error["), wanted, f"{count} faults")
        check_equal(said.count("error[E010]: more than 1000 faults: the rest is not told"), count > 1000, "the last")


def tests():
    return all_of
