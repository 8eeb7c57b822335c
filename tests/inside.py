"""What is inside a product: its files given back, and what its parts weigh."""

import json
import os
import random

import whole
from harness import LANGS, Tests, check, check_equal, folder, run, zonebrief

all_of = Tests("inside")
ZONE = "shanghai"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def kept():
    """The attached files as they are on disk: {name: bytes}."""
    return {name: read(os.path.join(whole.DATA, *place)) for name, place in
            ((f"{ZONE}.json", ("zones", f"{ZONE}.json")), ("sources.json", ("sources.json",)))}


def write(data, name="product.pdf"):
    path = os.path.join(folder("inside"), name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def folder_of(made):
    return {name: read(os.path.join(made, name)) for name in os.listdir(made)}


# -- extract -------------------------------------------------------------------------------


def gives_back(lang):
    made = os.path.join(folder("extract"), "new", "folder")
    zonebrief("extract", whole.brief(ZONE, lang), f"--out={made}", "--quiet", wanted=0)
    found = folder_of(made)
    for name, wanted in kept().items():
        check(found.get(name) == wanted, f"{name} is not what it was")
    others = folder("detach")
    run(["pdfdetach", "-saveall", "-o", others, whole.brief(ZONE, lang)], wanted=0)
    check_equal(found, folder_of(others), "what pdfdetach gives")


for _lang in LANGS:
    all_of.add_named(f"{_lang}: extract gives back what was attached", lambda lang=_lang: gives_back(lang))


@all_of.add
def extract_replaces_no_other_file():
    made = folder("extract")
    for _ in range(2):  # the same once more is no fault
        zonebrief("extract", whole.brief(ZONE, "en"), f"--out={made}", wanted=0)
    with open(os.path.join(made, "sources.json"), "w", encoding="utf-8") as file:
        file.write("mine")
    os.remove(os.path.join(made, f"{ZONE}.json"))
    done = zonebrief("extract", whole.brief(ZONE, "en"), f"--out={made}", wanted=3)
    check("another file" in done.err, done.err)
    check_equal(folder_of(made), {"sources.json": b"mine"}, "the folder")


@all_of.add
def extract_reads_what_was_appended_to():
    made = folder("extract")
    done = zonebrief("extract", write(read(whole.brief(ZONE, "en")) + b"% signed\n"), f"--out={made}", wanted=0)
    check("9 bytes were appended" in done.err, done.err)
    check_equal(folder_of(made)[f"{ZONE}.json"], kept()[f"{ZONE}.json"], "the facts")


def refuses(data, words, status=1):
    made = folder("refused")
    done = zonebrief("extract", write(data), f"--out={made}/x", wanted=status)
    check(words in done.err, done.err)
    check_equal(os.listdir(made), [], "what was written")


def renamed(name):
    data, old = read(whole.brief(ZONE, "en")), f"/UF({ZONE}.json)".encode()
    new = b"/UF(" + name.ljust(len(ZONE) + 5, b"x") + b")"
    check(data.count(old) == 1 and len(old) == len(new), "the name is not where it was")
    return data.replace(old, new)


for _name in (b"../x", b"a/b", b".x", b"\\\\b", b"a\nb", b"\\012", b"a\x7f", b"\\200\\200"):
    all_of.add_named(f"extract refuses the name {_name!r}",
                     lambda name=_name: refuses(renamed(name), "has a name that is none"))


@all_of.add
def extract_refuses_what_is_no_product():
    data = read(whole.brief(ZONE, "en"))
    refuses(b"", "not a PDF")
    refuses(b"%PDF-1.7\n", "did not write it")
    refuses(data[:len(data) // 2], "did not write it")
    refuses(data[:-8], "did not write it")
    anew = os.path.join(folder("anew"), "anew.pdf")
    run(["qpdf", whole.brief(ZONE, "en"), anew], wanted=0)
    refuses(read(anew), "written anew")


@all_of.add
def extract_tells_what_cannot_be_read():
    made = folder("none")
    done = zonebrief("extract", os.path.join(made, "none.pdf"), f"--out={made}", wanted=3)
    check("No such file" in done.err, done.err)
    zonebrief("extract", made, f"--out={made}", wanted=3)
    zonebrief("extract", wanted=2)
    plain = whole.Project("plain")
    plain.run("build", ZONE, "--lang=en", "--pdf-standard=none", wanted=0)
    done = plain.run("extract", os.path.join(plain.out, f"{ZONE}.en.pdf"), wanted=1)
    check("no files are attached" in done.err, done.err)


@all_of.add
def damaged_products_are_told_and_harm_nothing():
    data, dice = read(whole.brief(ZONE, "en")), random.Random(7)
    good = kept()
    for _ in range(40):
        made = folder("damaged")
        bad = bytearray(data)
        if dice.random() < 0.3:
            del bad[dice.randrange(len(bad)):]
        for _ in range(dice.randrange(1, 4)):
            bad[dice.randrange(len(bad))] = dice.randrange(256)
        done = zonebrief("extract", write(bytes(bad)), f"--out={made}")
        check(done.status in (0, 1), f"exit status {done.status}: {done.err}")
        for name, held in folder_of(made).items():
            check(held == good.get(name, held), f"{name} was given back damaged")


# -- --report=size ---------------------------------------------------------------------------


def sizes(lang):
    project = whole.Project("sizes")
    done = project.run("build", ZONE, f"--lang={lang}", "--report=size", "--json", "--quiet", wanted=0)
    found = json.loads(done.out)
    path = os.path.join(project.out, f"{ZONE}.{lang}.pdf")
    check_equal(found["bytes"], os.path.getsize(path), "the file's bytes")
    check_equal(sum(part["bytes"] for part in found["parts"]), found["bytes"], "the parts' bytes")
    names = {(part["part"], part.get("name")) for part in found["parts"]}
    for wanted in (("page content", None), ("structure", None), ("links", None), ("metadata", None),
                   ("attachment", f"{ZONE}.json"), ("attachment", "sources.json"), ("colour profile", None),
                   ("cross-reference", None), ("font", "NotoSansCJKjp-Regular")):
        check(wanted in names, f"no {wanted} among {sorted(names, key=str)}")
    check(("other", None) not in names, "there are objects that nothing leads to")
    words = project.run("build", ZONE, f"--lang={lang}", "--report=size", "--quiet", wanted=0).out
    for part in found["parts"]:
        check(f"{part['bytes']:9} " in words, f"{part} is not in\n{words}")


for _lang in LANGS:
    all_of.add_named(f"{_lang}: --report=size tells where all bytes went", lambda lang=_lang: sizes(lang))


@all_of.add
def report_takes_size_alone():
    done = zonebrief("build", "--report=speed", wanted=2)
    check("takes size" in done.err, done.err)


def tests():
    return all_of
