"""A project of one's own: schemas for editors, held against an independent
validator; files to begin with; what codes mean; what faces lack."""

import copy
import glob
import json
import os
import re
import shutil
import subprocess

import golden
from harness import ROOT, TESTS, Fault, Once, Tests, check, check_equal, folder, zonebrief
from jsonschema import Draft202012Validator

SCHEMA = os.path.join(ROOT, "data/schema")
FONTS = os.path.join(ROOT, "fonts")
FILES = {"project": "project.json", "terms": "terms.json", "sources": "sources.json",
         "layout": "layouts/brief.json", "theme": "themes/default.json",
         "zone": "zones/ports.json"}
EXAMPLES = FILES | {"map": "maps/map.json"}  # of codes: `new` makes no map
all_of = Tests("custom")


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)


def validator(name):
    return Draft202012Validator(read_json(os.path.join(SCHEMA, name + ".schema.json")))


def check_valid(name, value, what):
    for fault in validator(name).iter_errors(value):
        raise Fault(f"{what}: {fault.json_path}: {fault.message[:300]}")


class Made:
    """The project that `new project` writes, to plant faults in."""

    def __init__(self):
        self.above = folder("custom")
        self.said = zonebrief("new", "project", "ports", f"--font-path={FONTS}", cwd=self.above,
                              wanted=0).err
        self.folder = os.path.join(self.above, "ports")
        shutil.copy(os.path.join(FONTS, "README.md"), os.path.join(self.folder, "fonts"))  # no face

    def path(self, name):
        return os.path.join(self.folder, "data", EXAMPLES[name])

    def run(self, *arguments, **more):
        return zonebrief(*arguments, cwd=self.folder, **more)

    def change(self, name, pointer, value):
        """What stands at the pointer; None takes it away."""
        changed = changed_at(read_json(self.path(name)), pointer, value)
        write_json(self.path(name), changed)
        return changed


def changed_at(root, pointer, value):
    root = copy.deepcopy(root)
    *steps, last = pointer.split("/")[1:]
    inner = root
    for step in steps:
        inner = inner[int(step) if isinstance(inner, list) else step]
    if value is None:
        del inner[last]
    elif last == "-":
        inner.append(value)
    else:
        inner[int(last) if isinstance(inner, list) else last] = value
    return root


# -- schemas ---------------------------------------------------------------------


def schema_names():
    return re.findall(r"^(\w+)", zonebrief("schema", wanted=0).out, re.MULTILINE)


@all_of.add
def schemas_are_those_of_the_tables():
    kept = sorted(os.path.basename(path) for path in glob.glob(os.path.join(SCHEMA, "*")))
    check_equal(kept, sorted(name + ".schema.json" for name in schema_names()), "data/schema")
    for name in schema_names():
        with open(os.path.join(SCHEMA, name + ".schema.json"), encoding="utf-8") as file:
            check(file.read() == zonebrief("schema", name, wanted=0).out,
                  f"{name}.schema.json is out of date: make schema")
        Draft202012Validator.check_schema(read_json(os.path.join(SCHEMA, name + ".schema.json")))


@all_of.add
def schemas_describe_every_key_of_a_root():
    for name in schema_names():
        schema = read_json(os.path.join(SCHEMA, name + ".schema.json"))
        for key, value in schema["properties"].items():
            check(len(value.get("description", "")) > 3, f"{name}: /{key} is not described")


@all_of.add
def a_schema_that_does_not_exist_is_refused():
    done = zonebrief("schema", "zne", wanted=2)
    check("project, zone, sources" in done.err, done.err)


@all_of.add
def all_files_name_their_schema_and_are_valid():
    found = [path for part in ("data", "tests/samples", "tests/ports", "tests/gallery",
                               "tests/golden/project")
             for path in glob.glob(os.path.join(ROOT, part, "**/*.json"), recursive=True)
             if SCHEMA not in path]
    check(len(found) > 20, "files are missing")
    for path in found:
        value = read_json(path)
        what = os.path.relpath(path, ROOT)
        check("$schema" in value, f"{what} names no schema")
        schema = os.path.join(os.path.dirname(path), value["$schema"])
        check(os.path.dirname(os.path.realpath(schema)) == os.path.realpath(SCHEMA),
              f"{what}: {value['$schema']} leads elsewhere")
        check_valid(os.path.basename(schema).split(".")[0], value, what)


@all_of.add
def goldens_without_faults_are_valid():
    for name in golden.names():
        if name.startswith("fault-"):
            continue
        zone = read_json(os.path.join(golden.FOLDER, name + ".json"))
        check_valid("zone", zone, name)
        layout = read_json(os.path.join(golden.PROJECT, "layout.json"))
        layout["blocks"] = zone.get("$layout", [])
        layout.update(zone.get("$more", {}))
        check_valid("layout", layout, f"{name}: $layout")


BROKEN = [  # what, file, pointer, value; None: taken away
    ("a key is missing in the project", "project", "/zones", None),
    ("an unknown key in the project", "project", "/langauges", ["en"]),
    ("no such language", "project", "/languages", ["en", "fr"]),
    ("a language that is no string", "project", "/languages", [1]),
    ("a dictionary for no language", "project", "/hyphenation", {"xx": "en.dic"}),
    ("fonts of the wrong type", "project", "/fonts", ["fonts"]),
    ("a zone without name", "zone", "/name", None),
    ("a zone's id with a blank", "zone", "/zone", "Ports of call"),
    ("a text that is a bare string", "zone", "/name", "ports"),
    ("a text in no language", "zone", "/name", {"en": "ports", "fr": "ports"}),
    ("a date with a point", "zone", "/asOf", "2024.06.01"),
    ("a month that is none", "zone", "/facts/0/asOf", "2024-13"),
    ("facts that are no list", "zone", "/facts", {}),
    ("a fact without measure", "zone", "/facts/0/measure", None),
    ("an unknown key of a fact", "zone", "/facts/0/valeu", 3),
    ("a category that is none", "zone", "/facts/0/category", "figures"),
    ("a status that is none", "zone", "/facts/0/status", "done"),
    ("a comparator that is none", "zone", "/facts/0/comparator", "less"),
    ("a tile that is none", "zone", "/facts/0/tile", 0),
    ("a tile and a half", "zone", "/facts/0/tile", 1.5),
    ("a period without end", "zone", "/facts/0/period", {"from": "2020"}),
    ("a fact without source", "zone", "/facts/0/sources", []),
    ("a citation without id", "zone", "/facts/0/sources", [{"paragraph": 1}]),
    ("a paragraph before the first", "zone", "/facts/0/sources", [{"id": "report", "paragraph": 0}]),
    ("a rate without source", "zone", "/facts/0/convert", {"unit": "USD", "rate": 2, "asOf": "2024"}),
    ("a source without publisher", "sources", "/sources/report/publisher", None),
    ("a source in no language", "sources", "/sources/report/language", "fr"),
    ("a class that is none", "sources", "/sources/report/class", "rumour"),
    ("an address that is none", "sources", "/sources/report/address", "example.org"),
    ("a source's date", "sources", "/sources/report/date", "March 2024"),
    ("terms without labels", "terms", "/labels", None),
    ("a measure of no type", "terms", "/measures/area/type", "integer"),
    ("a measure without label", "terms", "/measures/area/label", None),
    ("a unit without dimension", "terms", "/units/km2/dimension", None),
    ("a date pattern that is missing", "terms", "/dates/year", None),
    ("an unknown status", "terms", "/statuses/rumoured", {"en": "rumoured"}),
    ("large numbers", "terms", "/numbers/en/compact", "tiny"),
    ("a layout without blocks", "layout", "/blocks", None),
    ("an unknown kind", "layout", "/blocks/0/kind", "mast"),
    ("a block without kind", "layout", "/blocks/0/kind", None),
    ("a key that the kind does not take", "layout", "/blocks/0/columns", []),
    ("an option that the kind does not have", "layout", "/blocks/1/closeness", 3),
    ("a level that is none", "layout", "/blocks/0/level", 4),
    ("a category that none is", "layout", "/blocks/3/select", {"category": "figures"}),
    ("one of several categories", "layout", "/blocks/3/select", {"category": ["figure", "aera"]}),
    ("a category that is no string", "layout", "/blocks/3/select", {"category": ["figure", 3]}),
    ("a type that is none", "layout", "/blocks/3/select", {"type": "integer"}),
    ("a condition that is none", "layout", "/blocks/3/select", {"unit": "km2"}),
    ("a side of no fact", "layout", "/blocks/2/fields", ["label", "vlaue"]),
    ("a column without head", "layout", "/blocks/3/columns/0/head", None),
    ("a column's field", "layout", "/blocks/3/columns/0/field", "lable"),
    ("a side that is no string", "layout", "/blocks/2/fields", ["label", 3]),
    ("an order that is none", "layout", "/blocks/2/sort", "size"),
    ("a title that is a bare string", "layout", "/blocks/3/title", "Figures"),
    ("months that are none", "layout", "/staleAfter", 0),
    ("a theme without colours", "theme", "/colours", None),
    ("a colour that is none", "theme", "/colours/accent", "navy"),
    ("a colour that is missing", "theme", "/colours/accent", None),
    ("a page without size", "theme", "/page/size", None),
    ("a sheet that is none", "theme", "/page/size", "A9"),
    ("a sheet of no height", "theme", "/page/size", {"width": 400}),
    ("rules that are none", "theme", "/table", {"rules": "some"}),
    ("a band in no colour", "theme", "/masthead", {"band": "black"}),
    ("an edition without layout", "project", "/editions/0/layout", None),
    ("no editions", "project", "/editions", []),
    ("an edition of some", "project", "/editions/0/zones", "some"),
    ("an edition in no language", "project", "/editions/0/languages", ["xx"]),
    ("facts in no order", "layout", "/blocks/2/sort", ["-valeu"]),
    ("a limit of none", "layout", "/blocks/2/limit", 0),
    ("a condition that is none", "layout", "/blocks/0/when", {"lagn": "en"}),
    ("a condition in a language that is no string", "layout", "/blocks/0/when", {"lang": ["en", 3]}),
    ("a condition in no language", "layout", "/blocks/0/when", {"not": {"lang": ["xx"]}}),
    ("a format that is none", "layout", "/title", {"pointer": "/asOf", "format": "long"}),
    ("no such side of a fact", "layout", "/title", {"fact": "first", "field": "valeu"}),
    ("a margin that is a string", "theme", "/page/left", "2 cm"),
    ("a face without file", "theme", "/faces/sans/file", None),
    ("a face of no number", "theme", "/faces/sans/index", -1),
    ("an unknown style", "theme", "/styles/bodi", {"size": 9}),
    ("an unknown key of a style", "theme", "/styles/lead/colr", "ink"),
    ("a colour that the theme lacks", "theme", "/styles/lead/colour", "navy"),
    ("an alignment that is none", "theme", "/styles/lead/align", "left"),
    ("a mark's key", "theme", "/styles/default/mark/leading", 3),
    ("a language's key", "theme", "/styles/default/cjk/cjk", {}),
]


def fails_in_both(name, pointer, value):
    made = Made()
    changed = made.change(name, pointer, value)
    check(next(validator(name).iter_errors(changed), None), "the schema finds no fault")
    done = made.run("check")
    check_equal(done.status, 1, "exit status of check")
    check("error[" in done.err, done.err)


for what, *plant in BROKEN:
    all_of.add_named(f"both find: {what}", lambda plant=plant: fails_in_both(*plant))


# -- new -------------------------------------------------------------------------


@all_of.add
def a_new_project_builds_at_once():
    made = Made()
    check_equal(made.run("check", "--werror", wanted=0).err, "", "faults")
    made.run("build", wanted=0)
    with open(os.path.join(made.folder, "out/ports.en.pdf"), "rb") as file:
        check(file.read(5) == b"%PDF-", "no PDF")
    for name in FILES:
        check_valid(name, read_json(made.path(name)), name)
    for name in schema_names():
        with open(os.path.join(made.folder, "data/schema", name + ".schema.json"),
                  encoding="utf-8") as file:
            check_equal(file.read(), zonebrief("schema", name).out, name)


@all_of.add
def a_new_project_takes_the_fonts_of_the_one_at_hand():
    above = folder("custom")
    zonebrief("new", "project", "ports", f"--project={ROOT}/data/project.json", cwd=above, wanted=0)
    zonebrief("check", "--werror", cwd=os.path.join(above, "ports"), wanted=0)
    done = zonebrief("new", "project", "ports", cwd=folder("custom"), wanted=3)
    check("--font-path" in done.err, done.err)


@all_of.add
def new_files_build_at_once():
    made = Made()
    for sort in ("zone", "layout", "theme"):
        made.run("new", sort, "second", wanted=0)
    made.change("project", "/editions/0/layout", "layouts/second.json")
    made.change("project", "/editions/0/theme", "themes/second.json")
    check_equal(made.run("check", "--werror", wanted=0).err, "", "faults")


@all_of.add
def a_new_zone_takes_what_a_project_has():
    above = folder("custom")
    subprocess.run(["cp", "-r", os.path.join(ROOT, "data"), above], check=True)
    zonebrief("new", "zone", "xian", cwd=above, wanted=0)
    check_equal(zonebrief("check", "--werror", "xian", f"--font-path={FONTS}", cwd=above, wanted=0).err, "", "faults")


@all_of.add
def new_overwrites_nothing():
    made = Made()
    zonebrief("new", "project", "ports", f"--font-path={FONTS}", cwd=made.above, wanted=3)
    with open(made.path("zone"), "rb") as file:
        before = file.read()
    done = made.run("new", "zone", "ports", wanted=3)
    check("there already" in done.err, done.err)
    with open(made.path("zone"), "rb") as file:
        check_equal(file.read(), before, "the zone")


@all_of.add
def new_refuses_what_is_no_name():
    for arguments in (["zone", "../up"], ["zone", "A"], ["zone", "-x/"], ["brief", "ports"]):
        zonebrief("new", "--", *arguments, cwd=folder("custom"), wanted=2)


@all_of.add
def new_says_what_it_lacks():
    check("no data/project.json" in zonebrief("new", "zone", "x", cwd=folder("custom"), wanted=3).err, "no project")
    done = zonebrief("new", "project", "x", "--font-path=/nowhere", cwd=folder("custom"), wanted=3)
    check("/nowhere/" in done.err, done.err)
    made = Made()
    shutil.move(os.path.dirname(made.path("zone")), os.path.join(made.folder, "kept"))
    open(os.path.dirname(made.path("zone")), "w", encoding="utf-8").close()
    check("Not a directory" in made.run("new", "zone", "second", wanted=3).err, "a file for a folder")
    check("--root" in made.run("new", "zone", "second", f"--root={made.folder}/data/zones", wanted=3).err, "--root")
    made.change("terms", "/units", {})
    check("a measure of numbers with a unit" in made.run("new", "zone", "second", wanted=3).err, "no unit")
    made.change("project", "/zones", "../..")
    check("E017" in made.run("new", "zone", "second", wanted=1).err, "a folder elsewhere")
    with open(made.path("project"), "w", encoding="utf-8") as file:
        file.write("{")
    check("project.json:1:1" in made.run("new", "zone", "second", wanted=1).err, "no JSON")


# -- explain ---------------------------------------------------------------------

UNSHOWN = {"E002", "E010", "E018", "E118", "E202", "E203", "E504", "E505", "E506", "E507", "E508", "E605",
           "E801", "E802", "E403", "E803", "W205"}  # more than a change: see explain.c

explained = Once(lambda: json.loads(zonebrief("explain", "--json", wanted=0).out))


@all_of.add
def every_code_is_explained():
    with open(os.path.join(ROOT, "src/base/codes.h"), encoding="utf-8") as file:
        codes = re.findall(r"X\((\w\d+),", file.read())
    check_equal([one["code"] for one in explained()], codes, "codes")
    for one in explained():
        check(one.get("means") and one.get("mend"), f"{one['code']} is not explained")
    check_equal({one["code"] for one in explained() if not one["example"]}, UNSHOWN,
                "codes without example")
    for code, line in zip(codes, zonebrief("explain", wanted=0).out.splitlines()):
        check(line.startswith(code + "  "), line)
        check(zonebrief("explain", code, wanted=0).out.startswith(f"{code}: "), code)
        check_equal([one["code"] for one in json.loads(zonebrief("explain", code, "--json", wanted=0).out)], [code], "JSON")


@all_of.add
def every_example_gives_its_code():
    for one in explained():
        made = Made()
        for change in one["example"]:
            if change["pointer"]:
                made.change(change["file"], change["pointer"], json.loads(change["value"]))
            else:
                os.makedirs(os.path.dirname(made.path(change["file"])), exist_ok=True)
                with open(made.path(change["file"]), "w", encoding="utf-8") as file:
                    file.write(change["value"])
        done = made.run("check")
        check(not one["example"] or f"[{one['code']}]" in done.err,
              f"{one['code']} does not come:\n{done.err[:800]}")


@all_of.add
def a_code_is_explained_in_words():
    done = zonebrief("explain", "E012", wanted=0).out
    check('"value": "36,9"' in done and "zone file, at /facts/0/value" in done, done)
    check(all(len(line) <= 78 or line.startswith(" ") for line in done.splitlines()), done)
    check("A zone file:\n\n    {" in zonebrief("explain", "E006", wanted=0).out, "no whole file")
    check("did you mean E012?" in zonebrief("explain", "E12", wanted=2).err, "no nearest code")


# -- fonts -----------------------------------------------------------------------


@all_of.add
def fonts_shows_what_faces_have():
    done = zonebrief("fonts", wanted=0).out
    check("NotoSansCJK-Regular.otf" in done and "CJK Unified Ideographs\n" in done, done)
    check(re.search(r"features: .*\bkern\b.*\bliga\b", done), done)


@all_of.add
def fonts_shows_what_a_file_would_miss():
    made = Made()
    check("nothing is missing" in made.run("fonts", "ports", wanted=0).out, "something is missing")
    made.change("zone", "/summary", {"en": "ท is Thai, 港 is Han. [[fact:first]]"})
    done = made.run("fonts", "ports", wanted=1).out
    check("missing: 1: ท (U+0E17)" in done, done)
    check("from sans: 1: 港" in done and "from sans-bold: 1: 港" in done, done)
    check("E201" in made.run("check", wanted=1).err, "check finds nothing")
    check("nowhere" in zonebrief("fonts", "nowhere", wanted=3).err, "no such zone")


@all_of.add
def fonts_shows_nothing_missing_in_our_data():
    zones = [os.path.basename(path)[:-5] for path in glob.glob(os.path.join(ROOT, "data/zones/*"))]
    for zone in zones:
        done = zonebrief("fonts", zone, wanted=0).out
        check(all(f"\n  {lang}: " in done for lang in ("en", "zh-Hans", "ja", "de")), done)


def tests():
    return all_of
