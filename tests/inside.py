"""What is inside a product: its files given back, the brief built again from
them, and what its parts weigh."""

import json
import os
import random
import re
import shutil
import zlib

import whole
from harness import LANGS, ROOT, Fault, Tests, check, check_equal, environment, folder, run, zonebrief

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
    for name in (f"{ZONE}.json", "recipe.json"):
        os.remove(os.path.join(made, name))
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


def with_recipe(data, text):
    """A product with another recipe of the old one's size."""
    for match in re.finditer(rb"stream\n", data):
        try:
            old, rest = (packer := zlib.decompressobj()).decompress(data[match.end():]), packer.unused_data
        except zlib.error:
            continue
        if b'"edition"' in old and b'"inputs"' in old:
            end = len(data) - len(rest)
            packed = zlib.compress(text.ljust(len(old)), 9)
            check(len(packed) <= end - match.end(), "the recipe is too long")
            return data[:match.end()] + packed.ljust(end - match.end(), b"\0") + data[end:]
    raise Fault("no recipe in the product")


@all_of.add
def what_a_product_says_of_its_files_is_not_believed():
    data = read(whole.brief(ZONE, "en"))
    refuses(renamed(b"\\sources.json"), "is there twice")
    size = re.search(rb"/Params<<[^>]*?/Size (\d)", data).start(1)
    refuses(data[:size] + b"-" + data[size + 1:], "does not say how large")
    fields = {"edition": "brief", "language": "en", "standard": "none", "zone": "x.json", "inputs": []}
    for recipe in ("{", "{}", json.dumps(dict(fields, zone="../x.json")), json.dumps(dict(fields, zone=".x")),
                   json.dumps(dict(fields, standard="all")), json.dumps(dict(fields, inputs=[["a", 1]]))):
        done = zonebrief("verify", write(with_recipe(data, recipe.encode())), wanted=1)
        check("its recipe cannot be read" in done.err, f"{recipe}: {done.err}")
    done = zonebrief("verify", write(with_recipe(data, json.dumps(fields).encode())), wanted=3)
    check("the brief built again: the facts" in done.err, done.err)  # without claims it holds none


@all_of.add
def extract_tells_where_it_cannot_write():
    made = folder("extract")
    os.mkdir(os.path.join(made, "sources.json"))
    check("another file" in zonebrief("extract", whole.brief(ZONE, "en"), f"--out={made}", wanted=3).err, "a folder")
    check("/dev/null" in zonebrief("extract", whole.brief(ZONE, "en"), "--out=/dev/null/x", wanted=3).err, "a device")
    check("/dev/null" in zonebrief("extract", whole.brief(ZONE, "en"), "--out=/dev/null", wanted=3).err, "no folder")


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
    check("no such file" in done.err, done.err)
    check("not a regular file" in zonebrief("extract", made, f"--out={made}", wanted=3).err, "a folder")
    link = os.path.join(made, "link.pdf")
    os.symlink(whole.brief(ZONE, "en"), link)
    check("symbolic link" in zonebrief("extract", link, f"--out={made}", wanted=3).err, "a link")
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


# -- verify ----------------------------------------------------------------------------------


def verified(project, path, status, *wanted, **more):
    done = project.run("verify", path, *more.pop("options", ()), wanted=status, **more)
    for words in wanted:
        check(words in done.out + done.err, f"no {words!r} in\n{done.out}{done.err}")
    return done.out


def product(project, name=f"{ZONE}.en.pdf", *options):
    zone, lang = name.split(".")[:2]
    each = [f"--lang={one}" for one in ([lang] if lang in LANGS else ["zh-Hans", "en"])]
    project.run("build", zone, *each, *options, "--quiet", wanted=0)
    return os.path.join(project.out, name)


for _lang in LANGS:
    all_of.add_named(f"{_lang}: verify builds the same again",
                     lambda lang=_lang: verified(whole.Project("verify"), whole.brief(ZONE, lang), 0, "agrees"))


@all_of.add
def verify_knows_editions_dates_and_claims():
    project = whole.Project("verify")
    for name in ("overview.en.pdf", "chengdu.zh-Hans-en.pdf"):
        verified(project, whole.brief(*name.split(".")[:2]), 0, "agrees")
    dated = dict(environment(), SOURCE_DATE_EPOCH="1700000000")
    path = product(project, f"{ZONE}.de.pdf", "--pdf-standard=ua-1")
    verified(project, path, 0, "agrees", env=dated)  # what the product was made with counts
    project.run("build", ZONE, "--lang=de", "--quiet", env=dated, wanted=0)
    verified(project, path, 0, "agrees")


@all_of.add
def verify_takes_facts_and_sources_from_the_product():
    project = whole.Project("verify")
    path = product(project)
    for name in (f"zones/{ZONE}.json", "sources.json"):
        value = whole.read_json(project.data, *name.split("/"))
        value["//"] = "edited since"
        project.write(name, json.dumps(value, ensure_ascii=False))
    verified(project, path, 0, "agrees")
    os.remove(os.path.join(project.data, "zones", f"{ZONE}.json"))
    verified(project, path, 0, "agrees")


@all_of.add
def a_zone_may_be_called_as_another_file_inside():
    project = whole.Project("called")
    for name in ("sources.json", "recipe.json"):
        os.rename(os.path.join(project.data, "zones", f"{ZONE}.json"), os.path.join(project.data, "zones", name))
        project.run("build", name[:-len(".json")], "--lang=en", "--quiet", wanted=0)
        path, made = os.path.join(project.out, f"{ZONE}.en.pdf"), folder("extract")
        zonebrief("extract", path, f"--out={made}", wanted=0)
        check_equal(sorted(os.listdir(made)), ["recipe.json", "sources.json", f"zone-{name}"], "files")
        verified(project, path, 0, "agrees")
        os.rename(os.path.join(project.data, "zones", name), os.path.join(project.data, "zones", f"{ZONE}.json"))


@all_of.add
def verify_names_what_differs():
    project = whole.Project("verify")
    path = product(project)
    theme = whole.read_json(project.data, "themes", "default.json")
    theme["colours"]["accent"] = "#123456"
    project.write("themes/default.json", json.dumps(theme, ensure_ascii=False))
    said = verified(project, path, 1, "differs", "page content 1: differs",
                    "input default.json: another than the product was made with")
    for part in ("font", "structure", "metadata", "links"):
        check(f"\n  {part}" not in said, f"{part} is said to differ:\n{said}")
    verified(project, product(project), 0, "agrees")


@all_of.add
def verify_finds_a_product_that_was_changed():
    project = whole.Project("verify")
    data = read(product(project))
    title = data.index(b"<dc:title>") + 60
    changed = data[:title] + bytes([data[title] ^ 1]) + data[title + 1:]
    said = verified(project, write(changed), 1, "metadata: differs")
    check_equal(said.count("differs"), 2, "lines that say so")
    verified(project, write(data + b"% signed\n"), 1, "9 bytes were appended")
    check("input" not in said, said)


@all_of.add
def verify_tells_what_it_cannot_do():
    project = whole.Project("verify")
    verified(project, product(project, f"{ZONE}.en.pdf", "--pdf-standard=none"), 1, "are not inside")
    verified(project, os.path.join(project.folder, "none.pdf"), 3, "no such file")
    verified(project, write(b"%PDF-1.7\n"), 1, "did not write it")
    path = product(project)
    value = whole.read_json(project.data, "project.json")
    for edition in value["editions"]:
        edition["name"] += "x"
    project.write("project.json", json.dumps(value, ensure_ascii=False))
    verified(project, path, 1, "has no edition")
    done = zonebrief("verify", path, cwd=folder("nowhere"), wanted=3)
    check("no data/project.json" in done.err, done.err)


@all_of.add
def verify_tells_faults_of_the_project_at_hand():
    project = whole.Project("verify")
    path = product(project)
    terms = read(os.path.join(project.data, "terms.json"))
    project.write("terms.json", "{")
    verified(project, path, 1, "terms.json:1:1")
    project.write("terms.json", terms.decode())
    editions = whole.read_json(project.data, "project.json")["editions"]
    project.set("project.json", languages=["zh-Hans", "de", "ja"],
                editions=[one for one in editions if one["name"] != "bilingual"])
    verified(project, path, 1, 'has no language "en"')
    verified(project, path, 3, "no temporary folder", env=dict(environment(), TMPDIR="/nonexistent"))


@all_of.add
def verify_names_inputs_that_are_there_no_more_or_anew():
    project = whole.Project("verify")
    path = product(project)
    project.write("more.json", json.dumps({"colours": {}}))
    options = ["--patch=" + os.path.join(project.data, "more.json")]
    verified(project, path, 1, "more.json: the product was made without", options=options)
    path = product(project, f"{ZONE}.en.pdf", *options)
    verified(project, path, 1, "more.json: not in this project")
    layout = read(os.path.join(project.data, "layouts/brief.json"))
    shutil.copy(os.path.join(ROOT, "tests/golden/pictures/dots.png"), project.data)
    project.write("layouts/brief.json", layout.replace(
        b'"blocks": [', b'"blocks": [{"kind": "image", "file": "dots.png", "alt": {"pointer": "/name"}, "width": 8},').decode())
    verified(project, path, 1, "picture I0: not in the product", "dots.png: the product was made without")
    path = product(project)
    project.write("layouts/brief.json", layout.decode())
    verified(project, path, 1, "picture I0: in the product alone", "dots.png: not in this project")


@all_of.add
def verify_leaves_nothing_behind():
    project, made = whole.Project("verify"), folder("temporary")
    verified(project, product(project), 0, "agrees", env=dict(environment(), TMPDIR=made))
    check_equal(os.listdir(made), [], "the temporary folder")


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
def every_brief_is_weighed_whole():
    """Whatever the number of a product's parts: the list of them grows while they are found."""
    project = whole.Project("weighed")
    done = project.run("build", "--report=size", "--json", "--quiet", wanted=0)
    found = [json.loads(line) for line in done.out.splitlines()]
    check(len(found) > 30, f"{len(found)} products are weighed")
    for product in found:
        check_equal(sum(part["bytes"] for part in product["parts"]), product["bytes"], product["product"])
        check_equal([part["part"] for part in product["parts"]].count("cross-reference"), 1, product["product"])


@all_of.add
def a_report_that_is_none_is_refused():
    done = zonebrief("build", "--report=speed", wanted=2)
    check("--report takes" in done.err and "size" in done.err, done.err)


def tests():
    return all_of
