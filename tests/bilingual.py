"""Two languages side by side: what is paired stands at one height, the marks
are alike, and each half is read as a whole, in its language."""

import json
import os
import re

import pdf
from harness import Tests, check, check_equal, products, run, zonebrief
from pdf import squeeze
from whole import BILINGUAL, Project, brief, terms, tree_of, words_of

all_of = Tests("bilingual")


def for_each(function):
    for zone, pair in BILINGUAL:
        left, right = re.match(r"(.*)-(en|de)$", pair).groups()
        all_of.add_named(f"{zone}.{pair}: {function.__name__.replace('_', ' ')}",
                         lambda z=zone, l=left, r=right: function(z, l, r))
    return function


def path_of(zone, left, right):
    return brief(zone, f"{left}-{right}")


def frames(zone, left, right):
    return zonebrief("build", zone, "--edition=bilingual", f"--lang={left}", f"--lang={right}",
                     "--dump=frames", wanted=0).out


@for_each
def is_sound(zone, left, right):
    done = run(["qpdf", "--check", path_of(zone, left, right)], wanted=0)
    check("WARNING" not in done.out + done.err, done.out + done.err)
    found = pdf.info(path_of(zone, left, right))
    check_equal(found["Page size"].split(" pts")[0], "841.89 x 595.276", "page size")
    names = [terms()["names"][f"zone.{zone}"][lang] for lang in (left, right)]
    check_equal(found["Title"], " / ".join(names), "title")


def headings(dump, middle):
    """[(page, y of the first line)] of the headings in either half."""
    sides, page, seen = ([], []), 0, set()
    for line in dump.splitlines():
        if line.startswith("page "):
            page += 1
        match = re.match(r"  run ([\d.]+),([\d.]+) (H\d#\d+) ", line)
        if match and match[3] not in seen:
            seen.add(match[3])
            sides[float(match[1]) > middle].append((page, match[3][:2], float(match[2])))
    return sides


@for_each
def headings_stand_at_one_height(zone, left, right):
    """Baselines of one style differ only by how its leading does: 6 pt."""
    one, other = headings(frames(zone, left, right), 841.89 / 2)
    check(len(one) > 8, f"{len(one)} headings")
    check_equal([h[:2] for h in one], [h[:2] for h in other], "headings and their pages")
    for a, b in zip(one, other):
        check(abs(a[2] - b[2]) <= 6, f"{a} beside {b}")


@for_each
def rows_of_tables_are_on_one_page_and_height(zone, left, right):
    """The first line of each row and item in both halves, by their origin."""
    places, page = ({}, {}), 0
    for line in frames(zone, left, right).splitlines():
        if line.startswith("page "):
            page += 1
        match = re.match(r"  run ([\d.]+),([\d.]+) (?:TD|LBody|P)#\d+ (/facts/\d+/value) ", line)
        if match:
            side = places[float(match[1]) > 841.89 / 2]
            side.setdefault(match[3], []).append((page, float(match[2])))
    both = places[0].keys() & places[1].keys()
    check(len(both) > 20, f"{len(both)} facts in both halves")
    for fact in both:
        (page_a, a), (page_b, b) = places[0][fact][0], places[1][fact][0]
        check(page_a == page_b, f"{fact} on pages {page_a} and {page_b}")


@for_each
def marks_are_alike(zone, left, right):
    """Both halves cite the same sources by the same numbers, and list them."""
    dump = zonebrief("build", zone, "--edition=bilingual", f"--lang={left}", f"--lang={right}",
                     "--dump=blocks", wanted=0).out
    halves = re.split(r"^document ", dump, flags=re.MULTILINE)[1:]
    check_equal(len(halves), 2, "documents")
    listed = [re.findall(r'entry (\S+)\n +label "(\[\d+\])"', half) for half in halves]
    check(len(listed[0]) > 5, f"{len(listed[0])} sources")
    check_equal(listed[0], listed[1], "sources and their numbers")
    entries = [re.findall(r"^ +entry (\S+)$", half, re.MULTILINE) for half in halves]
    check_equal([e for e in entries[0] if e not in (left, right)],
                [e for e in entries[1] if e not in (left, right)], "entries")


@for_each
def links_lead_to_their_own_half(zone, left, right):
    """Marks lead to the list of sources in their language; no name is there twice."""
    links, half, sides = [], 841.89 / 2, (set(), set())
    for line in frames(zone, left, right).splitlines():
        match = re.match(r"  link ([\d.]+),\S+ .*?((?:source|mark)-\d+(?:-right)?)", line)
        if match:
            links.append(match[2])
            sides[float(match[1]) > half].add(match[2].endswith("-right"))
    check(len(links) > 100, f"{len(links)} links")
    check_equal(sides, ({False}, {True}), "halves of the links' targets")
    qdf = run(["qpdf", "--qdf", "--object-streams=disable", path_of(zone, left, right), "-"],
              wanted=0).out_bytes
    names = re.findall(rb"^ +\(((?:source|mark)-\d+(?:-right)?)\)$", qdf, re.MULTILINE)
    check_equal(len(names), len(set(names)), "names of places")
    check({link.encode() for link in links} <= set(names), "a link that leads nowhere")


@for_each
def each_block_is_a_part_in_each_language(zone, left, right):
    """Reading order: a block in the left language, whole, then in the right;
    the left one is the document's and need not be said again."""
    tree = pdf.structure(path_of(zone, left, right))
    parts = [kid for kid in tree.kids if not isinstance(kid, str)]
    check_equal({kid.role for kid in parts}, {"Div"}, "parts of the document")
    qdf = run(["qpdf", "--qdf", "--object-streams=disable", path_of(zone, left, right), "-"],
              wanted=0).out_bytes
    langs = [one.decode() for one in re.findall(rb"/Lang \(([\w-]+)\)[^<>]*/S /Div", qdf)]
    check_equal(langs, [right] * (len(parts) // 2), "languages of the parts")
    for a, b in zip(parts[::2], parts[1::2]):
        roles = [[node.role for node in part.all("Table", "L", "H1", "H2", "H3", "TR", "LI")]
                 for part in (a, b)]
        check_equal(roles[0], roles[1], f"structure beside {a.text()[:30]}")


@for_each
def both_languages_are_there_in_full(zone, left, right):
    """Every paragraph, row and item of the briefs in one language."""
    words = squeeze(" ".join(node.text() for _, _, node in
                             pdf.paragraphs(pdf.structure(path_of(zone, left, right)))))
    for lang in (left, right):
        for _, _, node in pdf.paragraphs(tree_of(zone, lang)):
            text = re.sub(r"\[\d+\]|\d+\s*/\s*\d+", "", squeeze(node.text()))
            check(len(text) < 8 or text in re.sub(r"\[\d+\]", "", words), f"{lang}: no \"{text}\"")


@all_of.add
def a_pair_needs_both_its_languages():
    project = Project("pairs")
    project.run("build", "chengdu", "--lang=en", "--lang=ja", wanted=0)
    check_equal(products(project.out), ["chengdu.en.pdf", "chengdu.ja.pdf"], "products")
    project.run("build", "chengdu", "--lang=en", "--lang=zh-Hans", "--edition=bilingual", wanted=0)
    check("chengdu.zh-Hans-en.pdf" in os.listdir(project.out), "no pair")


@all_of.add
def a_block_of_one_language_alone_leaves_the_other_half_empty():
    project = Project("alone")
    text = {lang: f"Only here: {lang}." for lang in ("en", "zh-Hans", "ja", "de")}
    layout = json.loads(open(os.path.join(project.data, "layouts/brief.json"), encoding="utf-8").read())
    layout["blocks"].insert(2, {"kind": "text", "text": text, "when": {"lang": "en"}})
    project.write("layouts/brief.json", json.dumps(layout))
    out = project.run("build", "chengdu", "--edition=bilingual", "--lang=en", "--lang=zh-Hans",
                      "--dump=frames", wanted=0).out
    runs = re.findall(r'  run ([\d.]+),[\d.]+ P#\d+ \S+ .*"Only here: (\S+)\."', out)
    check_equal([(float(x) > 841.89 / 2, lang) for x, lang in runs], [(True, "en")], "words")
    one, other = headings(out, 841.89 / 2)
    check_equal([h[:2] for h in one], [h[:2] for h in other], "headings and their pages")


@all_of.add
def a_paragraph_longer_than_a_page_goes_on():
    project = Project("long")
    zone = json.loads(open(os.path.join(project.data, "zones/chengdu.json"), encoding="utf-8").read())
    zone["summary"] = {"en": "Long words. " * 900, "zh-Hans": "很长的话。" * 900, "ja": "長い話。" * 900,
                       "de": "Lange Worte. " * 900}
    project.write("zones/chengdu.json", json.dumps(zone, ensure_ascii=False))
    project.run("build", "chengdu", "--edition=bilingual", wanted=0)
    for pair in ("zh-Hans-en", "ja-de"):
        tree = pdf.structure(os.path.join(project.out, f"chengdu.{pair}.pdf"))
        words = squeeze("".join(node.text() for node in tree.all("P")))
        check_equal(words.count("很长的话。" if pair[0] == "z" else "長い話。"), 900, pair)


def tests():
    return all_of
