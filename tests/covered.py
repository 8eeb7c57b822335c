#!/usr/bin/env python3
"""Which lines and branches of src/ the tests went through, by folder, after
`make coverage` has run them. out/coverage/index.html shows every line.

    covered.py [WORD...]   with words: the files with one of them in their names,
                           and the lines that nothing went through

Not in the figures: branches out of assert, which never fails.
"""

import collections
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OUT = os.path.join("out", "coverage")


def gcovr():
    report = os.path.join(OUT, "report.json")
    subprocess.run(["gcovr", "--root=.", "--filter=src/", "--exclude-throw-branches",
                    "--exclude-branches-by-pattern=\\s*assert\\(", f"--json={report}",
                    f"--html-details={OUT}/index.html", OUT],
                   cwd=ROOT, check=True)
    with open(os.path.join(ROOT, report), encoding="utf-8") as file:
        return json.load(file)["files"]


def count(file):
    """Lines run, lines, branches taken, branches."""
    lines = [line for line in file["lines"] if not line.get("gcovr/noncode")]
    branches = [branch for line in lines for branch in line["branches"]]
    return [sum(line["count"] > 0 for line in lines), len(lines),
            sum(branch["count"] > 0 for branch in branches), len(branches)]


def show(name, counts):
    run, lines, taken, branches = counts
    print(f"{name:24} {run:6} of {lines:6} lines {100 * run / max(lines, 1):5.1f} %"
          f" {taken:7} of {branches:6} branches {100 * taken / max(branches, 1):5.1f} %")


def stretches(numbers):
    """[1, 2, 3, 7] as "1-3 7"."""
    parts = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def main(words):
    folders = collections.defaultdict(lambda: [0, 0, 0, 0])
    for file in sorted(gcovr(), key=lambda file: file["file"]):
        name, counts = file["file"], count(file)
        for key in (os.path.dirname(name) + "/", "all"):
            folders[key] = [a + b for a, b in zip(folders[key], counts)]
        if any(word in name for word in words):
            show(name, counts)
            missed = [line["line_number"] for line in file["lines"]
                      if line["count"] == 0 and not line.get("gcovr/noncode")]
            print("    " + (stretches(missed) or "every line"))
    for name in sorted(folders, key=lambda name: (name == "all", name)):
        show(name, folders[name])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
