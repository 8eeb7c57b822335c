"""diff, query and build --since: what changed between two states of the data,
and where a figure comes from. And amounts that are derived by a rate."""

import json
import os
import re
import shutil

import pdf
from demands import change_zone, plant
from harness import LANGS, Tests, check, check_equal, zonebrief
from pdf import squeeze
from whole import DATA, Project, label, terms, tree_of

all_of = Tests("history")

CHENGDU = os.path.join(DATA, "zones", "chengdu.json")


def changed(name):
    """A project in which Chengdu's area has another value, written with other
    digits elsewhere, one fact is gone and one is new."""
    project = Project(name)

    def change(facts, zone):
        facts["area"]["value"] = 37.2
        facts["agreements"]["value"] = 28  # the same
        facts["guests"]["id"] = "guests-new"
        facts["proj-mhi"]["label"]["ja"] += "（改）"
    change_zone(project, "chengdu", change)
    return project, os.path.join(project.data, "zones", "chengdu.json")


@all_of.add
def no_difference_is_none():
    for pair in ((CHENGDU, CHENGDU), (os.path.join(DATA, "zones"), os.path.join(DATA, "zones"))):
        done = zonebrief("diff", *pair, wanted=0)
        check_equal((done.out, done.err), ("", ""), "words")
        check_equal(json.loads(zonebrief("diff", *pair, "--json", wanted=0).out), [], "JSON")


@all_of.add
def numbers_written_otherwise_are_the_same():
    project = Project("otherwise")
    path = os.path.join(project.data, "zones", "chengdu.json")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    check('"value": 36.9,' in text, "no area in the data")
    project.write("zones/chengdu.json", text.replace('"value": 36.9,', '"value": 3.690e1,'))
    zonebrief("diff", CHENGDU, path, wanted=0)


@all_of.add
def differences_are_told():
    _, path = changed("told")
    out = zonebrief("diff", CHENGDU, path, wanted=1).out
    lines = [line.strip() for line in out.splitlines()]
    check_equal(lines[0], "chengdu: 4 changes", "headline")
    for start in ("changed area (value)", "was Total area: 36.9\u00a0km²", "is  Total area: 37.2\u00a0km²",
                  "changed proj-mhi (label)", "added   guests-new: ", "removed guests: "):
        check(any(line.startswith(start) for line in lines), f"no line {start!r}:\n{out}")
    told = json.loads(zonebrief("diff", CHENGDU, path, "--json", wanted=1).out)
    found = [(one["change"], (one["after"] or one["before"])["id"], one["keys"]) for one in told]
    check_equal(sorted(found), [("added", "guests-new", []), ("changed", "area", ["value"]),
                                ("changed", "proj-mhi", ["label"]), ("removed", "guests", [])], "JSON")
    area = next(one for one in told if one["keys"] == ["value"])
    check_equal((area["before"]["number"], area["after"]["number"]), (36.9, 37.2), "numbers")


@all_of.add
def folders_differ_by_zone():
    project, _ = changed("folders")
    os.remove(os.path.join(project.data, "zones", "suzhou.json"))
    told = json.loads(zonebrief("diff", os.path.join(DATA, "zones"), os.path.join(project.data, "zones"),
                                "--json", wanted=1).out)
    zones = {(one["after"] or one["before"])["zone"] for one in told}
    check_equal(zones, {"chengdu", "suzhou"}, "zones")
    check(all(one["change"] == "removed" for one in told
              if (one["after"] or one["before"])["zone"] == "suzhou"), "Suzhou is not all removed")


@all_of.add
def trouble_is_two():
    zonebrief("diff", CHENGDU, "no-such-file.json", wanted=2)
    zonebrief("diff", CHENGDU, wanted=2)
    zonebrief("query", "chengdu/no-such-fact", wanted=1)
    with open("/dev/full", "wb") as full:
        for command in (["query", "chengdu/area"], ["diff", CHENGDU, os.path.join(DATA, "overview.json")]):
            zonebrief(*command, stdout=full, wanted=3)
    check("no-such-file" in zonebrief("build", "--since=no-such-file", wanted=3).err, "--since")


@all_of.add
def facts_are_found_with_their_sources():
    out = zonebrief("query", "chengdu/planned-investment", wanted=0).out
    for words in ("chengdu/agreements-investment", "21.75 billion\u00a0yuan", "prnewswire-2020", "21,75 Mrd. RMB"):
        check(words in out, f"no {words!r}:\n{out}")
    check("qingdao/" not in out, "another zone")
    found = json.loads(zonebrief("query", "*/area", "--json", "--lang=zh-Hans", wanted=0).out)
    by_zone = {one["zone"]: one for one in found if one["id"] == "area"}
    check_equal(by_zone["chengdu"]["value"], "36.9平方公里", "value")
    check_equal(by_zone["chengdu"]["number"], 36.9, "number")
    for one in by_zone.values():
        check(one["sources"] and all(source["address"].startswith("http") for source in one["sources"]),
              f"{one['zone']}: sources")


def marks_and_lists(lang):
    project, _ = changed("since")
    old = os.path.join(project.folder, "old")
    shutil.copytree(os.path.join(DATA, "zones"), old)
    project.run("build", "chengdu", f"--lang={lang}", f"--since={old}", wanted=0)
    blocks = project.run("build", "chengdu", f"--lang={lang}", f"--since={old}", "--dump=blocks", wanted=0).out
    plain = project.run("build", "chengdu", f"--lang={lang}", "--dump=blocks", wanted=0).out
    check("▲" not in plain, "marks without --since")
    section = blocks[blocks.index(f'title "{label("heading.changes", lang)}"'):]
    section = re.split(r"\n(?:table|facts) ", section)[0]
    check_equal(section.count("entry "), 4, "changes")
    for key in ("change.added", "change.removed"):
        check(f'note "{label(key, lang)}"' in section, f"no {key}")
    check(("36,9" if lang == "de" else "36.9") in section, "no former value")
    check("▲" in blocks.split(label("heading.changes", lang))[0], "no mark in the lead or the tiles")
    file = os.path.join(project.out, f"chengdu.{lang}.pdf")
    check("▲" in pdf.text(file) if hasattr(pdf, "text") else os.path.exists(file), "no mark on the page")


for _lang in LANGS:
    all_of.add_named(f"{_lang}: changes are marked and listed", lambda lang=_lang: marks_and_lists(lang))


@all_of.add
def a_new_zone_has_no_changes():
    project = Project("new")
    old = os.path.join(project.folder, "old")
    os.mkdir(old)
    shutil.copy(CHENGDU, old)
    out = project.run("build", "qingdao", f"--since={old}", "--dump=blocks", wanted=0).out
    check("▲" not in out, "marks")


CONVERT = {"unit": "USD", "rate": 0.1533, "asOf": "2021-04-16", "source": {"id": "jcipo-2020"}}


@all_of.add
def a_rate_is_applied_with_date_and_source_alone():
    project = Project("rate")
    change_zone(project, "qingdao", lambda facts, _: facts["investment-total"].update(convert=CONVERT))
    for lang, form in (("en", "about US$429.2 million, rate of 16 Apr 2021["),
                       ("de", "rund 429,2 Mio. US-Dollar, Kurs vom 16.04.2021["),
                       ("zh-Hans", "约4.292亿美元（2021年4月16日汇率）["),
                       ("ja", "約4.292億米ドル（2021年4月16日の為替レート）[")):
        out = squeeze(project.run("build", "qingdao", f"--lang={lang}", "--dump=blocks", wanted=0).out)
        check(squeeze(form) in out, f"{lang}: no {form!r}")
    for missing in ("rate", "asOf", "source"):
        broken = {key: one for key, one in CONVERT.items() if key != missing}
        change_zone(project, "qingdao", lambda facts, _: facts["investment-total"].update(convert=broken))
        err = project.run("check", "qingdao", wanted=1).err
        check("E011" in err and f'"{missing}"' in err, f"{missing} is not missed:\n{err}")
    change_zone(project, "qingdao", lambda facts, _: facts["investment-total"].update(
        convert=dict(CONVERT, unit="km2")))
    check("E109" in project.run("check", "qingdao", wanted=1).err, "money becomes an area")


@all_of.add
def sources_of_one_origin_say_so():
    words = terms()["labels"]["source.copies"]["en"].replace("{}", "[1]")
    check(squeeze(words) in squeeze(" ".join(node.text() for _, _, node in
                                             pdf.paragraphs(tree_of("chengdu", "en")))),
          "the English release is not said to share the German one's origin")


def tests():
    return all_of
