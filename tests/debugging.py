"""--debug: pages that show how they came about, and are otherwise as they are."""

import os
import re

import pdf
from harness import LANGS, ROOT, Tests, check, check_equal, folder, products, run, zonebrief

all_of = Tests("debugging")


def pages(text):
    """The lines of each page of a dump."""
    return [part.splitlines() for part in re.split(r"^page \d+ .*\n", text, flags=re.MULTILINE)[1:]]


def dump(*arguments):
    return pages(zonebrief("build", "--dump=frames", *arguments, wanted=0).out)


@all_of.add
def the_overlay_disturbs_nothing():
    asked = [["chengdu", f"--lang={lang}", "--edition=brief"] for lang in LANGS]
    asked += [["overview", "--lang=en"], ["chengdu", "--edition=bilingual"],
              ["--project=tests/gallery/project.json", "--root=.", "--lang=ja"]]
    for arguments in asked:
        plain, over = dump(*arguments), dump(*arguments, "--debug")
        check_equal(len(over), len(plain), f"{arguments}: pages")
        for page, (few, many) in enumerate(zip(plain, over), 1):
            check_equal(many[:len(few)], few, f"{arguments}: page {page}")
            added = many[len(few):]
            check(all(" Artifact#0 " in line for line in added), f"{arguments}: page {page}: not only artifacts")


@all_of.add
def each_block_says_its_pointer():
    """Each of the layout's blocks that has something to show, children too."""
    blocks = zonebrief("build", "chengdu", "--lang=en", "--edition=brief", "--dump=blocks", wanted=0).out
    over = dump("chengdu", "--lang=en", "--edition=brief", "--debug")
    labels = {match[1] for page in over for line in page
              if (match := re.search(r'Artifact#0 (?:/\S+) .*"(/blocks/\S+)"', line))}
    top = {label.split("/")[2] for label in labels}
    check_equal(len(top), len(re.findall(r"^(?!document|head |foot )\w", blocks, re.MULTILINE)), "blocks with a label")
    check(any("/children/" in label for label in labels), f"no child among {labels}")


@all_of.add
def products_have_a_name_of_their_own_and_claim_what_they_claim():
    out = folder("debug")
    zonebrief("build", "chengdu", "--edition=brief", f"--out={out}", wanted=0)
    kept = {name: open(os.path.join(out, name), "rb").read() for name in products(out)}
    zonebrief("build", "chengdu", "--edition=brief", "--debug", f"--out={out}", wanted=0)
    check_equal(products(out),
                sorted(f"chengdu.{lang}{mid}.pdf" for lang in LANGS for mid in ("", ".debug")), "products")
    for name, data in kept.items():
        check_equal(open(os.path.join(out, name), "rb").read(), data, name)
    debug = [os.path.join(out, f"chengdu.{lang}.debug.pdf") for lang in LANGS]
    run(["python3", os.path.join(ROOT, "tests/pdfcheck.py"), *debug], wanted=0)
    for path in debug:
        plain = path.replace(".debug", "")
        tree = [run(["pdfinfo", "-struct-text", one], wanted=0).out for one in (path, plain)]
        check_equal(tree[0], tree[1], f"{path}: what is read aloud")
        check("/blocks/" in pdf.text(path), f"{path}: no pointer on the page")


def tests():
    return all_of
