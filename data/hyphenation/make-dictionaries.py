#!/usr/bin/python3
"""Make a hyphenation dictionary as zonebrief reads it from one of the form of LibreOffice and libhyphen.

  make-dictionaries.py             de.dic and en.dic in this folder, from Debian's hyphen-de and hyphen-en-us
  make-dictionaries.py --out DIR   the same into another folder (to compare: the bytes are reproducible)
  make-dictionaries.py IN OUT      any other dictionary, of any character set: fr from hyph_fr.dic, say

What changes is the form alone. The text becomes UTF-8; comments at the top stay, as % lines, the others go; patterns
are sorted by their letters, so that the program need not do it; of two patterns with the same letters the later one
stays, as libhyphen has it. Either program divides the same words at the same places by the old file and the new one.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DEBIAN = "/usr/share/hyphen/"
DICTIONARIES = [("de.dic", "hyph_de_DE.dic"), ("en.dic", "hyph_en_US.dic")]
CHANGED = "% Changed 2026-11-22 by make-dictionaries.py from {}: UTF-8, sorted, comments within left out."
CODECS = {"microsoft-cp1251": "cp1251"}  # names that Python does not know


def letters(pattern):
    return "".join(c for c in pattern.split("/")[0] if c not in "0123456789")


def by_letters(pattern):
    return letters(pattern).encode("utf-8")


def convert(source):
    with open(source, "rb") as file:
        name, _, rest = file.read().partition(b"\n")
    charset = name.decode("ascii").strip()
    lines = rest.decode(CODECS.get(charset, charset)).splitlines()
    top = next((i for i, line in enumerate(lines) if line[:1] not in "#%"), 0)
    out = ["UTF-8", CHANGED.format(os.path.basename(source))]
    out += ["% " + line.strip("#% \t") for line in lines[:top] if line.strip("#% \t")]
    options, patterns = [], {}

    def end_level():
        out.extend(options)
        out.extend(sorted(patterns.values(), key=by_letters))
        options.clear()
        patterns.clear()

    for line in lines[top:]:
        word = line.split(" ")[0].split("\t")[0]
        if line.startswith("NEXTLEVEL"):
            end_level()
            out.append(line.strip())
        elif line[:1].isascii() and line[:1].isupper():
            options.append(line.strip())
        elif word and word[0] not in "#%":
            patterns[letters(word)] = word
    end_level()
    return ("\n".join(out) + "\n").encode("utf-8")


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def main(arguments):
    folder = HERE
    if len(arguments) == 2 and arguments[0] == "--out":
        folder = arguments[1]
    elif len(arguments) == 2:
        write(arguments[1], convert(arguments[0]))
        return 0
    elif arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for name, source in DICTIONARIES:
        write(os.path.join(folder, name), convert(DEBIAN + source))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
