#!/usr/bin/python3
"""Make sample-tc.otf and sample-kr.otf: what the project in tests/samples needs of Noto Sans CJK TC and KR.

  make-samples.py               into this folder
  make-samples.py --out DIR     into another (to compare: the bytes are reproducible)

Needs Debian's fonts-noto-cjk 1:20220127+repack1-1 and python3-fonttools 4.38. sample-kr.otf has hangul and what
is not Han, sample-tc.otf all but hangul. A text of tests/samples with a character that neither has is an error of its
brief (E201); run this then.
"""
import argparse
import glob
import os

from fontTools import subset

HERE = os.path.dirname(os.path.abspath(__file__))
COLLECTION = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
FACES = {"sample-tc.otf": (3, "ZHT"), "sample-kr.otf": (1, "KOR")}  # index in the collection, language system
FEATURES = ["locl", "halt", "kern", "palt"]
SCRIPTS = ["DFLT", "latn", "hani", "hang"]
OURS = "•·▲–\u00a0\u3000，、：（）"  # what the program prints of its own accord
NUMBERS = "兆億萬조억만천"  # what ICU writes with large numbers


def characters():
    found = set(map(chr, range(0x20, 0x7F))) | set(OURS + NUMBERS)
    for path in glob.glob(os.path.join(HERE, "../samples/**/*.json"), recursive=True):
        with open(path, encoding="utf-8") as file:
            found |= set(file.read())
    return sorted(ord(c) for c in found if c >= " ")


def is_hangul(c):
    return 0xAC00 <= c <= 0xD7A3


def is_han(c):
    return 0x4E00 <= c <= 0x9FFF


def make(path, index, system):
    options = subset.Options(font_number=index, layout_features=FEATURES, hinting=False, desubroutinize=True,
                             recalc_timestamp=False, legacy_kern=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 14],
                             layout_scripts=[f"{script}.{lang}" for script in SCRIPTS for lang in ("dflt", system)])
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    korean = system == "KOR"
    wanted = [c for c in characters() if not (is_han(c) if korean else is_hangul(c))]
    font = subset.load_font(COLLECTION, options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted)
    worker.subset(font)
    subset.save_font(font, path, options)
    print(f"{os.path.basename(path)}: {len(wanted)} characters, {os.path.getsize(path)} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=HERE)
    folder = parser.parse_args().out
    for name, (index, system) in FACES.items():
        make(os.path.join(folder, name), index, system)


if __name__ == "__main__":
    main()
