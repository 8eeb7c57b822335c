"""Products are what they claim, PDF/A-3a and PDF/UA-1: by our own checker, and
by what a screen reader is given."""

import json
import os
import re
import sys

import golden
import pdffaults
import whole
from harness import (ANYWHERE, LANGS, TESTS, Fault, Tests, check, check_equal, difference, folder, products,
                     run, shorten, zonebrief)
from pdfcheck import Check
from pdffile import File, words
from pdftree import read_element

CHECKER = os.path.join(TESTS, "pdfcheck.py")

all_of = Tests("archive")


def pdfcheck(paths):
    """Raises Fault with what is wrong with them."""
    check(paths, "no files to check")
    done = run([sys.executable, CHECKER, *paths])
    if done.status != 0 or done.err:
        raise Fault(shorten(done.out + done.err, 30))


def give_heading(notes):
    """Makes the layout begin with level 1, which most goldens have no need of."""
    blocks = notes.get("$layout") or golden.read_json(os.path.join(golden.PROJECT, "layout.json"))["blocks"]
    if blocks[0]["kind"] == "masthead":
        blocks[0]["level"] = 1
    else:
        blocks = [{"kind": "heading", "level": 1, "title": {"pointer": "/name"}}] + blocks
    notes["$layout"] = blocks


def build_goldens():
    made = folder("goldens")
    for name in golden.names():
        notes = golden.notes_of(name)
        if name.startswith("fault-"):
            continue
        give_heading(notes)
        project, _ = golden.write_project(name, notes)
        out = os.path.join(made, name)
        each = [f"--lang={one}" for lang in golden.langs_of(notes) for one in lang]
        zonebrief("build", f"--project={project}", ANYWHERE, f"--out={out}", "--quiet",
                  name if "$zones" in notes else name + ".json", *each, cwd=golden.FOLDER, wanted=0)
    return made


@all_of.add
def briefs_are_what_they_claim():
    pdfcheck([os.path.join(whole.built(), name) for name in products(whole.built())])


@all_of.add
def goldens_are_what_they_claim():
    made = build_goldens()
    pdfcheck(sorted(os.path.join(place, name) for place, _, names in os.walk(made)
                    for name in names if name.endswith(".pdf")))


@all_of.add
def other_projects_are_what_they_claim():
    made = folder("projects")
    for name in ("gallery", "ports", "samples"):
        zonebrief("build", f"--project={os.path.join(TESTS, name, 'project.json')}", ANYWHERE, "--quiet",
                  f"--font-path={os.path.join(TESTS, 'fonts')}", f"--out={os.path.join(made, name)}",
                  wanted=0)
    pdfcheck(sorted(os.path.join(place, name) for place, _, names in os.walk(made)
                    for name in names if name.endswith(".pdf")))


# -- what is read aloud ------------------------------------------------------------------

ALOUD = os.path.join(TESTS, "aloud")
ZONE = "shanghai"  # of the briefs with figures that argue and are missing, the shortest


def replaced(path):
    """For each Span of the structure, in order, the words that are read in its place, or None."""
    looked = Check(path)
    pages = {reference: index for index, (reference, _) in enumerate(looked.file.pages())}
    tops = looked.file.list(looked.file.dict(looked.file.root["/StructTreeRoot"])["/K"])
    return [words(element.entries.get("/ActualText"))
            for element in read_element(looked, tops[0], None, pages, set()).walk() if element.role == "Span"]


def aloud(lang):
    """What pdfinfo reads out of the structure, without the numbers of objects, and with what it
    leaves out: the words of an element that are read in place of its content."""
    path, lines = whole.brief(ZONE, lang), []
    spans = iter(replaced(path))
    for line in run(["pdfinfo", "-struct-text", path], wanted=0).out.splitlines(True):
        if line.strip().startswith("Object "):
            continue
        spoken = next(spans) if line.strip() == "Span (inline)" else None
        lines.append(line.replace("\n", f', read as "{spoken}"\n') if spoken else line)
    check(next(spans, "none") == "none", "a Span that pdfinfo does not know")
    return "".join(lines)


def aloud_path(lang):
    return os.path.join(ALOUD, f"{ZONE}.{lang}.txt")


def is_read_aloud(lang):
    with open(aloud_path(lang), encoding="utf-8") as file:
        kept = file.read()
    now = aloud(lang)
    if now != kept:
        raise Fault(difference(kept, now, os.path.relpath(aloud_path(lang), TESTS)))


for _lang in LANGS:
    all_of.add_named(f"{_lang}: what is read aloud", lambda lang=_lang: is_read_aloud(lang))


def bless():
    for lang in LANGS:
        with open(aloud_path(lang), "w", encoding="utf-8") as file:
            file.write(aloud(lang))


# -- what the program refuses --------------------------------------------------------------


def refused(code, pointer, change, file="layouts/brief.json"):
    """A copy of the project with `change` made to one file has that error at
    that pointer, and none if nothing is claimed."""
    project = whole.Project("refused")
    value = whole.read_json(project.data, file)
    change(value)
    project.write(file, json.dumps(value, ensure_ascii=False))
    for standard in ("a-3a+ua-1", "ua-1", "a-3a"):
        done = project.run("build", "shanghai", "--lang=en", f"--pdf-standard={standard}", wanted=1)
        found = re.search(r"error\[(\w+)\]: .*\n *--> .*\((.*)\)", done.err)
        check(found, done.err)
        check_equal((found[1], found[2]), (code, pointer), "the first fault")
    check(not os.path.exists(project.out) or not products(project.out), "a brief was written")
    done = project.run("build", "shanghai", "--lang=en", "--pdf-standard=none", wanted=0)
    check("E7" not in done.err, done.err)


def blocks_of(layout, kind):
    return [k for k, block in enumerate(layout["blocks"]) if block["kind"] == kind]


LAYOUT = whole.read_json(whole.DATA, "layouts", "brief.json")
CALLOUT = blocks_of(LAYOUT, "callout")[0]


@all_of.add
def a_heading_that_skips_a_level_is_refused():
    refused("E701", f"/blocks/{CALLOUT}",
            lambda layout: layout["blocks"][CALLOUT].update(level=3))


@all_of.add
def a_brief_that_begins_with_level_two_is_refused():
    refused("E701", "/blocks/0", lambda layout: layout["blocks"][0].update(level=2))


@all_of.add
def a_table_without_heads_is_refused():
    table = {"kind": "table", "select": {"category": "figure"}, "columns": [
        {"field": "label", "head": {"text": "\u00a0", "lang": "en"}},
        {"field": "value", "head": {"text": "\u00a0", "lang": "en"}}]}
    refused("E702", "/blocks/1", lambda layout: layout["blocks"].insert(1, table))


@all_of.add
def a_link_without_words_is_refused():
    name = os.path.relpath(whole.FILES["shanghai"], whole.DATA)

    def change(zone):
        zone["summary"]["en"] = "[\u00a0](https://a.example) " + zone["summary"]["en"]
    refused("E703", "/summary/en", change, name)


@all_of.add
def links_in_texts_say_their_words():
    project, made = golden.write_project("markup", golden.notes_of("markup"))
    zonebrief("build", f"--project={project}", ANYWHERE, "--lang=en", "--quiet", "--pdf-standard=none",
              "markup.json", cwd=golden.FOLDER, wanted=0)
    said = [words(link.get("/Contents")) for _, _, link in
            File(os.path.join(made, "markup.en.pdf")).annotations() if "/A" in link]
    check("a shop that sells sand" in said and "here" in said, f"Contents are {said}")


@all_of.add
def untagged_products_have_no_tree_and_the_same_words():
    made = folder("untagged")
    words, shown = {}, {}
    for standard in ("none", "untagged"):
        out = os.path.join(made, standard)
        zonebrief("build", "chengdu", "--lang=ja", f"--pdf-standard={standard}", f"--out={out}",
                  wanted=0)
        path = os.path.join(out, "chengdu.ja.pdf")
        run(["qpdf", "--check", path], wanted=0)
        words[standard] = run(["pdftotext", path, "-"], wanted=0).out
        shown[standard] = run(["qpdf", "--qdf", "--object-streams=disable", path, "-"],
                              wanted=0).out_bytes
    check_equal(words["untagged"], words["none"], "words")
    for mark in (b"/StructTreeRoot", b"/StructParent", b"/MCID", b"/Artifact", b"/Marked", b"/Tabs"):
        check(mark in shown["none"], f"{mark} is not in a tagged product")
        check(mark not in shown["untagged"], f"{mark} in an untagged product")
    for mark in (b"/Outlines", b"/Dests", b"/ActualText", b"/URI", b"/Lang"):
        check(mark in shown["untagged"], f"no {mark} in an untagged product")


def tests():
    pdffaults.add_tests(all_of)
    return all_of
