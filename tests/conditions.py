"""Conditions of a layout that name what is not there: each slip is told with
the nearest name, and what may well be so is let pass or warned of."""

import json
import os

from customising import faults_in
from harness import LANGS, Tests, check, check_equal, products
from whole import Project, read_bytes, read_json, small_fact, small_zone

all_of = Tests("conditions")
TABLES = {"trade": [["a"]]}


def project_with(*conditions, select=None):
    """Two zones: "one" has the facts f1 and ff and a table, "two" has f1 and f3."""
    project = Project("conditions")
    for name in os.listdir(os.path.join(project.data, "zones")):
        os.remove(os.path.join(project.data, "zones", name))
    project.set("project.json", editions=[{"name": "brief", "zones": "all", "theme": "themes/default.json",
                                           "layout": "layouts/brief.json"}])
    layout = read_json(project.data, "layouts/brief.json")
    words = {lang: "words" for lang in LANGS}
    layout["blocks"] = [{"kind": "heading", "level": 1, "title": words}]
    layout["blocks"] += [{"kind": "text", "text": words, "when": when} for when in conditions]
    if select:
        layout["blocks"].append({"kind": "group", "children": [
            {"kind": "list", "select": {"id": select}, "fields": ["label", "value"]}]})
    project.write("layouts/brief.json", json.dumps(layout))
    zone(project, "one", [small_fact(1), small_fact(2, id="exports", part="b")], tables=TABLES)
    zone(project, "two", [small_fact(1), small_fact(3, part="c")])
    return project


def zone(project, name, facts, **more):
    project.write(f"zones/{name}.json", json.dumps(small_zone(name, facts, **more)))


def told(project, *arguments, status=1):
    """{pointer below /blocks: (code, help)} of the layout."""
    done = project.run("check", *arguments, wanted=status)
    found = {}
    for part in done.err.split("\n\n"):
        for code, file, pointer in faults_in(part):
            if file == "brief.json":
                key = pointer.removeprefix("/blocks/")
                check(key not in found, f"told twice: {part}")
                found[key] = (code, part.partition("= help: ")[2].strip())
    return found


@all_of.add
def names_that_no_zone_has_are_errors():
    project = project_with({"fact": "exprots"}, {"not": {"fact": "zzz"}}, {"any": [{"pointer": "/tables/trda"}]},
                           {"pointer": "/asof"}, {"pointer": "/summary/fr"}, {"lang": "zh-Hant"},
                           {"all": [{"lang": ["en", "jp"]}, {"pointer": "/tables/none"}]},
                           select=["f1", "exprts"])
    want = {"1/when/fact": ("E124", 'did you mean "exports"?'),
            "2/when/not/fact": ("E124", ""),
            "3/when/any/0/pointer": ("E124", 'did you mean "/tables/trade"?'),
            "4/when/pointer": ("E124", 'did you mean "/asOf"?'),
            "5/when/pointer": ("E124", ""),
            "6/when/lang": ("E014", 'did you mean "zh-Hans"?'),
            "7/when/all/0/lang/1": ("E014", 'did you mean "ja"?'),
            "7/when/all/1/pointer": ("E124", ""),
            "8/children/0/select/id/1": ("E124", 'did you mean "exports"?')}
    check_equal(told(project), want, "faults")
    check_equal(told(project, "two", "--lang=en"), want, "faults where one zone is built")
    project.run("build", wanted=1)
    check_equal(products(project.out) if os.path.exists(project.out) else [], [], "products")


@all_of.add
def what_one_zone_has_is_none():
    project = project_with({"fact": "exports"}, {"fact": "f3"}, {"not": {"fact": "f1"}}, {"pointer": "/remark"},
                           {"pointer": "/tables/trade/0"}, {"pointer": "/$note/x"}, {"pointer": ""}, {"any": []},
                           {"lang": LANGS}, select=["exports", "f3"])
    check_equal(told(project, status=0), {}, "faults")
    check_equal(told(project, "two", status=0), {}, "faults where one zone is built")


@all_of.add
def what_cannot_be_known_is_warned_of():
    project = project_with({"pointer": "/remark/en"}, {"fact": "f1"})
    check_equal({key: code for key, (code, _) in told(project, status=0).items()}, {"1/when/pointer": "W124"},
                "no zone has a remark")
    project = project_with({"fact": "exprots"}, {"fact": "f3"})
    project.write("zones/broken.json", "{")
    check_equal(told(project), {"1/when/fact": ("W124", 'did you mean "exports"?')}, "a zone that cannot be read")


@all_of.add
def each_edition_has_names_of_its_own():
    project = project_with({"fact": "exports"})
    edition = read_json(project.data, "project.json")["editions"][0]
    project.set("project.json", editions=[edition | {"zones": ["two"]}])
    check_equal(told(project), {"1/when/fact": ("E124", "")}, "zone two alone")
    project.set("project.json", editions=[edition | {"zones": ["one"]}])
    check_equal(told(project, status=0), {}, "zone one alone")


@all_of.add
def an_edition_whose_layout_is_sound_is_built():
    """The other's products are kept, and so are their lines in the manifest."""
    project = project_with()
    layout = read_json(project.data, "layouts/brief.json")
    editions = [{"name": name, "zones": "all", "theme": "themes/default.json", "layout": f"layouts/{name}.json",
                 "product": "{edition}.{zone}.{lang}.pdf"} for name in ("good", "bad")]
    editions.append(dict(editions[1], name="worse"))  # of the same layout
    project.write("layouts/good.json", json.dumps(layout))
    project.write("layouts/bad.json", json.dumps(layout))
    project.set("project.json", editions=editions)
    project.run("build", wanted=0)
    before = {name: read_bytes(os.path.join(project.out, name)) for name in products(project.out)}
    layout["blocks"].append({"kind": "text", "text": {lang: "more" for lang in LANGS}})
    project.write("layouts/good.json", json.dumps(layout))
    layout["blocks"][-1]["when"] = {"fact": "exprots"}
    layout["blocks"].append({"kind": "text", "text": {"en": "words in one language"}})
    project.write("layouts/bad.json", json.dumps(layout))
    done = project.run("build", wanted=1)
    check("[E124]" in done.err and "[E104]" in done.err, f"not every fault is told: {done.err}")
    check("16 of 24 briefs failed" in done.err, done.err)
    after = {name: read_bytes(os.path.join(project.out, name)) for name in products(project.out)}
    check_equal(sorted(name for name in after if after[name] != before[name]),
                sorted(name for name in before if name.startswith("good")), "products that are new")
    check("16 of 24 briefs failed" in project.run("build", wanted=1).err, "the second time")
    stamps = {name: os.stat(os.path.join(project.out, name)).st_ino for name in after}
    project.run("build", "--werror", "--force", wanted=1)
    check_equal({name: os.stat(os.path.join(project.out, name)).st_ino for name in after}, stamps,
                "with --werror nothing is written unless all is good")
    del layout["blocks"][-2:]
    project.write("layouts/bad.json", json.dumps(layout))
    check("24 briefs, 0 built" in project.run("build", wanted=0).err, "products of before are not known")


def tests():
    return all_of
