"""What a product is called and where it leads, in each language: outline, links and back, titles, page labels."""

import os
import re

import golden
import pdf
import whole
from harness import ANYWHERE, LANGS, Once, Tests, check, check_equal, zonebrief
from pdf import squeeze
from pdffile import File, words

LINE = 12  # points that a place may be above the link it is of
all_of = Tests("leads")
_files = {brief: Once(lambda b=brief: File(whole.brief(*b))) for brief in whole.BRIEFS}


def for_each_language(function):
    """Once for each language, over all its briefs: function(zone, lang, File)."""
    def over(lang):
        for zone in whole.ZONES:
            function(zone, lang, _files[zone, lang]())
    for lang in LANGS:
        name = function.__name__.replace("_", " ")
        all_of.add_named(f"{lang}: {name}", lambda lang=lang: over(lang))
    return function


def info_of(file):
    return {name[1:]: words(file.get(value)) for name, value in file.dict(file.trailer["/Info"]).items()}


def outline(file):
    """[(level from 1, title, page)] in order."""
    pages = [one for one, _ in file.pages()]
    found = []

    def walk(entry, level):
        while entry:
            held = file.dict(entry)
            found.append((level, words(held["/Title"]), pages.index(file.list(held["/Dest"])[0])))
            walk(held.get("/First"), level + 1)
            entry = held.get("/Next")
    walk(file.dict(file.root["/Outlines"])["/First"], 1)
    return found


@for_each_language
def the_outline_has_the_headings(zone, lang, file):
    headings = [(int(one.role[1]), squeeze(one.text())) for one in whole.tree_of(zone, lang).all("H1", "H2", "H3")]
    check_equal([(level, squeeze(title)) for level, title, _ in outline(file)], headings, f"{zone}: the outline")


def links(file):
    """[(page, rectangle, name of the place or None, address or None, description)]"""
    for page, _, link in file.annotations():
        place = words(link["/Dest"]) if "/Dest" in link else None
        address = words(file.dict(link["/A"]).get("/URI")) if "/A" in link else None
        yield page, link["/Rect"], place, address, words(file.get(link["/Contents"]))


def places(file):
    pages = [one for one, _ in file.pages()]
    names = file.tree(file.dict(file.root["/Names"])["/Dests"], "/Names")
    return {words(name): (pages.index(where[0]), where[3]) for name, where in
            ((name, file.list(value)) for name, value in names)}


@for_each_language
def marks_lead_to_sources_and_these_back_to_the_first_mark(zone, lang, file):
    first, back, there = {}, {}, places(file)
    for page, box, place, _, about in links(file):
        number = re.fullmatch(r"(source|mark)-(\d+)", place or "")
        if not number:
            continue
        check(f"[{number[2]}]" in about, f"{zone}: {place} is described as {about!r}")
        check(place in there, f"{zone}: {place} is nowhere")
        if number[1] == "source":
            first.setdefault(number[2], (page, box))
        else:
            back[number[2]] = (page, box)
    check(first, f"{zone}: no mark has a link")
    check_equal(sorted(back), sorted(first), f"{zone}: sources that lead back")
    for number, (page, box) in first.items():
        for place, (at, around) in ((f"mark-{number}", (page, box)), (f"source-{number}", back[number])):
            where, top = there[place]
            check(where == at and around[1] < top < around[3] + LINE, f"{zone}: {place} is at {where}, {top}, not {at}, {around}")


@for_each_language
def addresses_of_sources_are_links_described_by_their_titles(zone, lang, file):
    told = [(address, about) for _, _, _, address, about in links(file) if address]
    check(told, f"{zone}: no address is a link")
    for address, about in told:
        check(address.startswith(("https://", "http://")), f"{zone}: {address}")
        check(about.strip() and about != address, f"{zone}: {address} is described as {about!r}")


@for_each_language
def title_author_and_subject_are_the_project_s(zone, lang, file):
    labels, told = whole.terms()["labels"], info_of(file)
    check_equal(told["Title"], whole.terms()["names"][whole.zones()[zone]["name"]["term"]][lang], f"{zone}: Title")
    check_equal(told["Author"], labels["project.author"][lang], f"{zone}: Author")
    check_equal(told["Subject"], labels["project.title"][lang], f"{zone}: Subject")


@all_of.add
def signs_of_xml_in_a_title():
    """Info and XMP are held against each other by pdfcheck; here against what was written."""
    title = "A & B <C> \"D\" ]]> \U00020bb7"
    notes = golden.notes_of("markup")
    notes["$more"] = {"title": {"text": title, "lang": "en"}}
    project, made = golden.write_project("markup", notes)
    zonebrief("build", f"--project={project}", ANYWHERE, "--lang=en", "--quiet", "--pdf-standard=none", "markup.json",
              cwd=golden.FOLDER, wanted=0)
    made = os.path.join(made, "markup.en.pdf")
    held = File(made)
    check_equal(info_of(held)["Title"], title, "Title")
    check_equal(pdf.info(made)["Title"], title, "Title, as poppler reads it")
    check("A &amp; B &lt;C&gt; " in held.stream(held.root["/Metadata"]).data().decode(), "XMP")


def tests():
    return all_of
