"""Conditions of a layout that name what is not there: each slip is told with
the nearest name, and what may well be so is let pass or warned of. And what is
there, and no layout shows: its slips are told as well."""

import json
import os

import golden
import hostile_keys
from customising import faults_in
from harness import LANGS, ROOT, Tests, check, check_equal, products, zonebrief
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


# Rows with a fault each: (row, code, step behind the row's number), or what is none.
ROWS = [({"cells": ["a"], "note": {"en": "[[fact:f9]]", "zh-Hans": "x", "ja": "x", "de": "x"}}, "E107", "/note/en"),
        (["a", True], "E012", "/1"), ([["a"]], "E012", "/0"), (7, "E012", ""), ({"celsl": []}, "E013", "/celsl"),
        ([{"value": 1, "unit": "parsec"}], "E106", "/0/unit"), ([{"value": "1"}], "E012", "/0/value"),
        ([{"text": "a", "rows": 0}], "E015", "/0/rows"), ([{"text": "a", "columns": 1.5}], "E012", "/0/columns"),
        ([{"text": "a", "valeu": 1, "rows": 1}], "E013", "/0/valeu"), ([1, "HUGE"], "E015", "/1"),
        ([{"value": "HUGE"}], "E015", "/0/value"), ([{"term": "no-such-name"}], "E103", "/0/term"),
        ([{"text": {"en": "a", "zh-Hans": "a", "de": "a"}}], "E104", "/0/text"),
        ({"group": {"label": "no.such"}}, "E103", "/group/label"),
        (["a", 1, None, {"text": "b", "rows": 2}, {"value": 1, "unit": "km2"}, {"term": "city.chengdu"}], None, None),
        ("a\tb", None, None), ({"cells": [], "note": {lang: "[[fact:f1]]" for lang in LANGS}}, None, None)]


def zone_with(project, tables):
    """HUGE stands for a number that is too large to be written."""
    text = json.dumps(small_zone("one", [small_fact(1)], tables=tables))
    project.write("zones/one.json", text.replace('"HUGE"', "1e1000"))


def shows_nothing():
    """The project, and a layout that shows no table and no glossary."""
    project = project_with()
    for name in ("one", "two"):
        zone(project, name, [small_fact(1)])
    return project


@all_of.add
def tables_that_no_layout_shows_are_checked():
    project = shows_nothing()
    zone_with(project, {"rows": [row for row, *_ in ROWS], "no-list": {"a": 1}})
    wanted = {f"/tables/rows/{number}{step}": code for number, (_, code, step) in enumerate(ROWS) if code}
    wanted["/tables/no-list"] = "E012"
    done = project.run("check", wanted=1)
    found = [(pointer, code) for code, file, pointer in faults_in(done.err) if file == "one.json"]
    check_equal(sorted(found), sorted(wanted.items()), f"faults of\n{done.err}")
    project.run("build", "--werror", wanted=1)
    check_equal(products(project.out), [], "products of --werror")


@all_of.add
def a_fault_of_a_table_is_told_once_whether_it_is_shown_or_not():
    for shown in (False, True):
        project = shows_nothing()
        layout = read_json(project.data, "layouts/brief.json")
        layout["blocks"] += [{"kind": "table", "rows": "/tables/rows", "columns": [{"head": {"label": "column.area"}}],
                              "when": {"lang": "en" if shown else "de"}}]
        project.write("layouts/brief.json", json.dumps(layout))
        for row, code, step in ROWS:
            zone_with(project, {"rows": [row]})
            zone(project, "two", [small_fact(1)], tables={"rows": []})
            done = project.run("check", "--lang=en")
            found = [one for one in faults_in(done.err) if one[1] == "one.json"]
            wanted = [(code, "one.json", f"/tables/rows/0{step}")] if code else []
            if code or not shown:  # a good row may still have too many cells
                check_equal((found, done.status), (wanted, 1 if code else 0), f"{row}, {shown}:\n{done.err}")


@all_of.add
def a_glossary_that_no_layout_shows_is_checked():
    project = shows_nothing()
    zone(project, "one", [small_fact(1)], glossary=["city.chengdu", "city.chengud", 7])
    for command in ("check", "build"):
        done = project.run(command, wanted=1)
        check_equal([one for one in faults_in(done.err) if one[1] == "one.json"],
                    [("E103", "one.json", "/glossary/1"), ("E012", "one.json", "/glossary/2")], done.err)
        check('did you mean "city.chengdu"?' in done.err, done.err)


@all_of.add
def a_fault_of_a_zone_that_no_edition_takes_fails_the_run():
    project = shows_nothing()
    editions = read_json(project.data, "project.json")["editions"]
    project.set("project.json", editions=[dict(editions[0], zones=["one"])])
    zone(project, "two", [small_fact(1)], asOf="20")
    for command in ("check", "build", "build"):
        done = project.run(command, wanted=1)
        check_equal([code for code, file, _ in faults_in(done.err) if file == "two.json"], ["E016"], done.err)
    check_equal(len(products(project.out)), 4, "products of the other zone")


# -- layouts without a zone ------------------------------------------------------------------


# Blocks with a fault each: (block, code, pointer below it); and what some zone may well have.
WORDS = {lang: "words" for lang in LANGS}
BLOCKS = [({"kind": "tetx"}, "E111", "/kind"), ({"kind": "text", "text": {"en": "words"}}, "E104", "/text"),
          ({"kind": "text", "txet": WORDS}, "E013", "/txet"),
          ({"kind": "text", "text": {"term": "no.such"}}, "E103", "/text/term"),
          ({"kind": "list", "select": {"category": "figrue"}, "fields": ["value"]}, "E014", "/select/category"),
          ({"kind": "text", "text": WORDS, "when": {"pointer": "/asof"}}, "E124", "/when/pointer"),
          ({"kind": "text", "text": {"pointer": "/remark"}}, None, None),
          ({"kind": "text", "text": WORDS | {"en": "[[fact:f9]] {/tables/any/0|plain}"}}, None, None),
          ({"kind": "text", "text": {"fact": "f9", "field": "value"}}, None, None),
          ({"kind": "table", "rows": "/tables/any", "columns": [{"head": WORDS}]}, None, None),
          ({"kind": "glossary", "terms": "/glossary"}, None, None),
          ({"kind": "qr", "address": {"pointer": "/site"}, "about": {"fact": "f9"}}, None, None),
          ({"kind": "text", "text": WORDS, "when": {"fact": "f9"}}, None, None),
          ({"kind": "heading", "level": 3, "title": WORDS}, None, None)]  # a title by /name may stand before it
FAULTY = sorted((code, "brief.json", f"/blocks/{n}{step}") for n, (_, code, step) in enumerate(BLOCKS) if code)


def project_of(zones, blocks, names=()):
    """An edition of `zones`, in a folder that has files for `names`."""
    project = project_with()
    layout = read_json(project.data, "layouts/brief.json")
    layout["blocks"] = blocks
    project.write("layouts/brief.json", json.dumps(layout))
    project.set("project.json", editions=[read_json(project.data, "project.json")["editions"][0] | {"zones": zones}])
    for name in ("one", "two"):
        if name not in names:
            os.remove(os.path.join(project.data, "zones", f"{name}.json"))
    return project


def faults_of(done):
    """Each once, but for W101: sources are cited by zones."""
    return sorted({one for one in faults_in(done.err) if one[0] != "W101"})


@all_of.add
def a_sound_layout_is_sound_without_a_zone():
    """Those of goldens and of the gallery, each as an edition without zones."""
    whole, made = golden.write_project("none", {})
    editions = []
    for name in golden.names():
        if "error[" in golden.kept_of(name).get("diag", ""):
            continue
        path, _ = golden.write_project(name, golden.notes_of(name))
        edition = read_json(os.path.dirname(path), "project.json")["editions"][0]
        edition.pop("programme", None)
        editions.append(edition | {"name": name, "zones": []})
    check(len(editions) > 50, f"only {len(editions)} goldens")
    project = read_json(made, "project.json")
    with open(whole, "w", encoding="utf-8") as file:
        json.dump(project | {"editions": editions}, file)
    gallery = hostile_keys.Gallery()
    gallery.project([{"name": "e", "zones": [], "layout": "layout.json", "theme": "default.json"}])
    for path in (whole, os.path.join(gallery.folder, "project.json")):
        done = zonebrief("check", f"--project={path}", "--root=/", f"--font-path={ROOT}/fonts")
        found = [one for one in faults_of(done) if one[0].startswith("E")]
        check_equal((found, done.status), ([], 0), f"{path}:\n{done.err[:2000]}")


@all_of.add
def an_edition_that_makes_no_brief_is_told_and_its_layout_checked():
    empty = ("W122", "project.json", "/editions/0/zones")
    for zones, names, told in (([], ("one",), empty), ("all", (), empty),
                               (["none"], ("one",), ("E122", "project.json", "/editions/0/zones/0"))):
        project = project_of(zones, [block for block, *_ in BLOCKS], names)
        done = project.run("check", wanted=1)
        check_equal(faults_of(done), sorted(FAULTY + [told]), f"{zones}")
        check("briefs failed" not in done.err, done.err)
        check_equal(faults_of(project.run("check", "--edition=brief", "--lang=ja", wanted=1)),
                    sorted(FAULTY + [told]), "of one language, in which a text is missing all the same")
        project = project_of(zones, [block for block, code, _ in BLOCKS if not code], names)
        wanted = 1 if told[0] == "E122" else 0
        for command in ("check", "build", "build"):
            done = project.run(command, wanted=wanted)
            check_equal(faults_of(done), [told], f"{command} {zones}")
        check_equal(products(project.out), [], "products")
        check_equal(faults_of(project.run("build", "--werror", wanted=1)), [told], "with --werror")
        project = project_of(zones, [{"kind": "text", "text": WORDS | {"ja": "\u0e17"}}], names)
        check_equal(faults_of(project.run("check", wanted=1)),
                    sorted([("E201", "brief.json", "/blocks/0/text/ja"), told]), "what shows only when it is set")


@all_of.add_plain("their shadow memory is larger than any limit")
def what_an_edition_without_zones_costs_is_bounded():
    project = project_of([], [{"kind": "text", "text": WORDS}] * 60000)
    done = project.run("check", "--memory-limit=16", "--lang=en", wanted=1)
    check(done.err.count("error[E803]") == 1 and 'edition "brief": its layout needs more' in done.err, done.err)


@all_of.add
def faults_of_a_layout_are_told_with_those_of_its_zones():
    """And of an edition that names a zone which is not there."""
    project = project_of("all", [block for block, *_ in BLOCKS], ("one",))
    edition = read_json(project.data, "project.json")["editions"][0]
    sound = dict(edition, name="sound", zones=["one", "none"], product="{edition}.{zone}.{lang}.pdf")
    project.set("project.json", editions=[edition, sound])
    zone(project, "one", [small_fact(1)], asOf="20")
    wanted = sorted(FAULTY + [("E016", "one.json", "/asOf"), ("E122", "project.json", "/editions/1/zones/1")])
    for command in ("check", "build"):
        done = project.run(command, wanted=1)
        # of W124 there is one for each name that the zone lacks
        check_equal([one for one in faults_of(done) if one[:2] != ("E124", "brief.json") or one in FAULTY], wanted,
                    command)
    check_equal(products(project.out), [], "products")
    project.write("zones/one.json", "{")
    done = project.run("check", wanted=1)
    check_equal([one for one in faults_of(done) if one[1] == "brief.json" and one[0] != "W124"], FAULTY,
                "a zone that is no JSON")


def tests():
    return all_of
