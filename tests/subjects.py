"""Other subjects than the zones, by JSON alone: ports/, a dozen of them with an
overview and a brand of its own; gallery/, one brief with every kind of block."""

import glob
import json
import os

import pdf
from harness import ANYWHERE, ROOT, TESTS, Once, Tests, check, check_equal, folder, zonebrief
from pdf import squeeze

all_of = Tests("subjects")


def read_json(*path):
    with open(os.path.join(TESTS, *path), encoding="utf-8") as file:
        return json.load(file)


def build(name):
    made = folder(name)
    done = zonebrief("build", f"--project={TESTS}/{name}/project.json", ANYWHERE, f"--out={made}",
                     "--quiet", "--werror", wanted=0)
    check_equal(done.err, "", "faults")
    return made


ports = Once(lambda: build("ports"))
gallery = Once(lambda: build("gallery"))


def kinds_of(blocks):
    for block in blocks:
        yield block["kind"]
        yield from kinds_of(block.get("children", []))


@all_of.add
def each_port_has_its_sheet_and_all_stand_in_the_overview():
    keys = [os.path.basename(path)[:-5] for path in glob.glob(f"{TESTS}/ports/zones/*.json")]
    check_equal(len(keys), 12, "ports")
    names = read_json("ports", "terms.json")["names"]
    for lang in ("en", "de"):
        overview = squeeze(pdf.text(os.path.join(ports(), f"ports.{lang}.pdf")))
        for key in keys:
            name = squeeze(names[f"port.{key}"].get(lang, names[f"port.{key}"]["en"]))
            sheet = pdf.text(os.path.join(ports(), f"{key}.{lang}.pdf"))
            check(name in squeeze(sheet), f"{key}.{lang}: not named")
            check(name in overview, f"overview, {lang}: no {name}")


@all_of.add
def ports_write_figures_as_their_language_does():
    for lang, forms in {"en": ["2,175,000 TEU", "€48.5 million", "62.5%", "4.2–5.8 m"],
                        "de": ["2.175.000 TEU", "48,5 Mio. €", "62,5 %", "4,2–5,8 m"]}.items():
        words = "".join(squeeze(pdf.text(os.path.join(ports(), f"{key}.{lang}.pdf")))
                        for key in ("skell", "greyness", "amber"))
        missing = [form for form in forms if squeeze(form) not in words]
        check(not missing, f"{lang}: {missing} not found")


@all_of.add
def the_gallery_shows_every_kind():
    kinds = {os.path.basename(path)[:-2] for path in glob.glob(f"{ROOT}/src/kind/*.c")} - {"kind"}
    shown = set(kinds_of(read_json("gallery", "layout.json")["blocks"]))
    check_equal(sorted(kinds - shown), [], "kinds that are not shown")
    for lang in ("en", "ja"):
        words = pdf.text(os.path.join(gallery(), f"gallery.{lang}.pdf"))
        check_equal([kind for kind in sorted(kinds) if kind not in words], [], "not named")


def tests():
    return all_of
