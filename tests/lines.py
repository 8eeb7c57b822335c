"""Goldens of lines: what `shape` makes of one paragraph, rule by rule.

lines/NAME.json has a style, which holds for all its cases whatever the theme
says, and cases:

    "rule"      the rule and where it stands: JLREQ, CLREQ, CSS Text, UAX #14
    "expect"    the result in words, with the sum of its widths in em
    "lang", "width", "size", "text"; "style": what the case adds to the style
    "project"   another project than data/; its faces are in fonts/ here
    "lines"     what comes out, to the thousandth of a point; made by --bless

A rule that says how wide a line is has it in "expect" as well, as it was
worked out by hand: "em" is a list of widths, "texts" of where lines end.

pairs.json is a table: how far the middle of two marks that follow one another
stand apart in Japanese, in quarters of an em.
"""

import glob
import json
import os

import harness
from harness import ANYWHERE, TESTS, Tests, difference, zonebrief

FOLDER = os.path.join(TESTS, "lines")
KEYS = {"rule", "expect", "lang", "width", "size", "text", "style", "project", "texts", "em", "lines"}


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def files():
    return sorted(path for path in glob.glob(os.path.join(FOLDER, "*.json"))
                  if not path.endswith("pairs.json"))


def shape(text, lang, width, size, style, project=None):
    where = [f"--project={os.path.join(TESTS, project)}", ANYWHERE, f"--font-path={TESTS}/fonts"] if project else []
    done = zonebrief("shape", *where, f"--lang={lang}", f"--width={width}", f"--size={size}",
                     f"--style={json.dumps(style)}", "--json", text, wanted=0)
    return json.loads(done.out)["lines"]


def make(file, case):
    style = {**file["style"], **case.get("style", {})}
    return shape(case["text"], case["lang"], case["width"], case["size"], style,
                 case.get("project"))


def check_sense(case, lines):
    """What was worked out by hand: not blessed otherwise."""
    harness.check(set(case) <= KEYS, f"unknown keys {set(case) - KEYS}")
    harness.check_equal("".join(line["text"] for line in lines), case["text"], "all lines")
    if "texts" in case:
        harness.check_equal([line["text"] for line in lines], case["texts"], "lines")
    if "em" in case:
        harness.check_equal([line["width"] for line in lines],
                            [round(em * case["size"], 3) for em in case["em"]], "widths")


def as_rows(lines):
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def compare(name, file, case):
    lines = make(file, case)
    check_sense(case, lines)
    harness.check("lines" in case, "no lines are kept; read the case, then make bless")
    if lines != case["lines"]:
        raise harness.Fault(difference(as_rows(case["lines"]), as_rows(lines), name))


def write(path, file):
    """One line of text a row, so that a change reads as one."""
    def one(value):
        return json.dumps(value, ensure_ascii=False)

    cases = []
    for case in file["cases"]:
        rows = [f"   {one(key)}: {one(value)}" for key, value in case.items() if key != "lines"]
        lines = ",\n".join("    " + one(line) for line in case["lines"])
        cases.append("  {\n" + ",\n".join(rows) + ',\n   "lines": [\n' + lines + "\n   ]\n  }")
    text = '{\n "style": ' + one(file["style"]) + ',\n "cases": [\n' + ",\n".join(cases) + "\n ]\n}\n"
    with open(path, encoding="utf-8") as old:
        if old.read() == text:
            return
    with open(path, "w", encoding="utf-8") as new:
        new.write(text)
    print(f"wrote {os.path.relpath(path, harness.ROOT)}")


def bless():
    for path in files():
        file = read(path)
        for case in file["cases"]:
            lines = make(file, case)
            try:
                check_sense(case, lines)
                case["lines"] = lines
            except harness.Fault as fault:
                print(f"not blessed: {case['rule']}: {case['text']}: {fault}")
                case.setdefault("lines", [])
        write(path, file)


def check_pair(table, first, second, quarters):
    """Two marks between two characters of an em each."""
    width = shape(f"一{first}{second}一", table["lang"], 500, 10, table["style"])[0]["width"]
    harness.check_equal((width - 20) / 2.5, quarters, f"quarters of an em that {first}{second} takes")


def check_pairs():
    table = read(os.path.join(FOLDER, "pairs.json"))
    for first, row in table["rows"].items():
        harness.check_equal(len(row), len(table["marks"]), f"entries behind {first}")
        for second, quarters in zip(table["marks"], row):
            check_pair(table, first, second, quarters)


def tests():
    list_of = Tests("lines")
    for path in files():
        file, short = read(path), os.path.basename(path)[:-len(".json")]
        for number, case in enumerate(file["cases"], 1):
            name = f"{short} {number}: {case['rule']}"
            list_of.add_named(name, lambda name=name, file=file, case=case: compare(name, file, case))
    list_of.add_named("pairs of marks", check_pairs)
    return list_of
