"""Tables: what goldens do not say by themselves. Figures stand by their
decimal marks, notes on the pages that cite them, cells name their headers, and
a row more costs what the last one did."""

import json
import os
import random
import re

import golden
import pdf
from harness import ANYWHERE, LANGS, Tests, check, cpu_seconds, folder, run, zonebrief

ALL = Tests("tables")

MARKS = {"en": ".", "zh-Hans": ".", "ja": ".", "de": ","}
CITIES = "Chengdu Qingdao Dalian Shanghai Suzhou Tianjin Beijing Osaka Nagoya Sendai Kobe".split()
GOODS = "machine tools,optical glass,sensors,pumps,green tea,ceramics,steel parts,vehicles".split(",")


def built(name, lang, *more):
    """Builds a golden's zone and returns what is said on stdout and its folder."""
    project, made = golden.write_project(name, golden.notes_of(name))
    done = zonebrief("build", f"--project={project}", ANYWHERE, name + ".json", f"--lang={lang}",
                     "--pdf-standard=none",
                     f"--out={made}", *more, cwd=golden.FOLDER, wanted=0)
    return done.out, made


def runs_of(dump):
    """(page, x, y, words, [places of the glyphs]) of each run that is read."""
    page, found = 0, []
    for line in dump.splitlines():
        if line.startswith("page "):
            page += 1
        match = re.match(r"  run ([\d.-]+),([\d.-]+) (\S+) .*? \"(.*)\" (.*)$", line)
        if match:
            places = [float(one.split("@")[1].split(",")[0]) for one in match[5].split()]
            found.append((page, float(match[1]), float(match[2]), match[4], places, match[3]))
    return found


def mark_places(dump, mark):
    """Where the marks of the figures stand; of whole ones, where they end."""
    rows = {}
    for page, x, y, words, places, node in runs_of(dump):
        if node.startswith("TD"):
            rows.setdefault((page, y), []).append((x, words, places))
    found = []
    for row in rows.values():
        row.sort()
        digits = [i for i, (_, words, _) in enumerate(row) if re.search(r"\d", words)]
        if not digits:
            continue
        x, words, places = row[digits[0]]
        if mark in words:
            found.append(x + places[words.index(mark)])
        elif digits[0] + 1 < len(row):  # the unit begins where the figure ends
            found.append(row[digits[0] + 1][0])
    return found


def figures_stand_by_their_marks(lang):
    dump, _ = built("table-decimal", lang, "--dump=frames")
    places = mark_places(dump, MARKS[lang])
    check(len(places) >= 4, f"only {len(places)} figures")
    check(max(places) - min(places) <= 0.1, f"{lang}: marks at {sorted(places)}")


for each in LANGS:
    ALL.add_named(f"{each}: figures stand by their marks",
                    lambda lang=each: figures_stand_by_their_marks(lang))


@ALL.add
def figures_that_do_not_are_found():
    dump, _ = built("table-decimal", "en", "--dump=frames")
    planted = re.sub(r"(  run )([\d.]+)(,.*\"36\.9\")", lambda m: f"{m[1]}{float(m[2]) + 0.2}{m[3]}", dump)
    places = mark_places(planted, ".")
    check(planted != dump and max(places) - min(places) > 0.1, "a figure 0.2 pt off is not found")


@ALL.add
def notes_stand_on_the_pages_that_cite_them():
    dump, _ = built("table-notes", "en", "--dump=frames")
    cited, noted = set(), set()
    for page, _, _, words, _, node in runs_of(dump):
        if words in ("a", "b"):
            (noted if "Note" in node or "Artifact" in node else cited).add((page, words))
    marks = [(page, words) for page, _, _, words, _, _ in runs_of(dump) if words in ("a", "b")]
    check(set(marks) == {(1, "a"), (1, "b"), (2, "a")}, f"notes on {sorted(set(marks))}")
    check(marks.count((1, "a")) == 3 and marks.count((2, "a")) == 2, f"notes {marks}")


@ALL.add
def cells_name_their_headers():
    _, made = built("table-data", "en")
    run(["qpdf", "--check", os.path.join(made, "table.en.pdf")], wanted=0)
    shown = run(["qpdf", "--qdf", "--object-streams=disable", os.path.join(made, "table.en.pdf"), "-"],
                wanted=0).out
    ids = set(re.findall(r"/ID \((n[0-9A-F]{8})\)", shown))
    named = set(re.findall(r"\((n[0-9A-F]{8})\)", " ".join(re.findall(r"/Headers \[[^]]*\]", shown))))
    check(named and named <= ids, f"headers {sorted(named - ids)} have no ID")
    check("/RowSpan 2" in shown and "/ColSpan 2" in shown, "spans are not told")


def write_long(count, arrays=False, theme=None):
    """A zone with a table of `count` rows of six cells, as lines or as arrays, in
    a project of its own. Returns the paths of project, zone and folder."""
    made, chance = folder("long"), random.Random(7)
    rows = ["\t".join([f"R-{i + 1:06d}", chance.choice(CITIES), chance.choice(GOODS),
                       f"{2000 + chance.randrange(21)}-{chance.randrange(1, 13):02d}",
                       f"{chance.random() * 10000:.2f}", str(chance.randrange(1, 100000))])
            for i in range(count)]
    head = [{"head": {"label": key}} for key in ("item", "covers", "projects", "date")]
    head += [{"head": {"label": "value"}, "figure": True, "align": "decimal"},
             {"head": {"label": "total"}, "figure": True, "align": "end"}]
    notes = {"$layout": [{"kind": "heading", "level": 1, "title": {"label": "projects"}},
                         {"kind": "table", "title": {"label": "figures"}, "rows": "/tables/long",
                          "columns": head}]}
    if arrays:
        rows = [row.split("\t")[:4] + [float(row.split("\t")[4]), int(row.split("\t")[5])]
                for row in rows]
    project, _ = golden.write_project("long", notes)
    if theme:
        told = golden.read_json(project)
        told["editions"][0]["theme"] = theme
        with open(project, "w", encoding="utf-8") as file:
            json.dump(told, file)
    zone = {"zone": "long", "name": {"term": "here"}, "city": {"term": "city"}, "asOf": "2020-12-19",
            "summary": {lang: "The zone." for lang in LANGS}, "facts": [], "tables": {"long": rows}}
    path = os.path.join(made, "long.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(zone, file)
    return project, path, made


def long_tables_are_whole(*options):
    project, path, made = write_long(3000)
    zonebrief("build", f"--project={project}", ANYWHERE, path, "--lang=en", f"--out={made}", *options, wanted=0)
    words = run(["pdftotext", "-layout", os.path.join(made, "long.en.pdf"), "-"], wanted=0).out
    found = re.findall(r"R-\d{6}", words)
    check(found == [f"R-{i + 1:06d}" for i in range(3000)], f"{len(found)} rows, or another order")
    heads, pages = words.count("(continued)"), words.count("\f")
    check(heads == pages - 1, f"{heads} heads say (continued) on {pages} pages")


ALL.add_named("long tables are whole", long_tables_are_whole)
ALL.add_named("long tables are whole, untagged",
              lambda: long_tables_are_whole("--pdf-standard=untagged"))


@ALL.add
def long_tables_cost_by_the_row():
    def cost(count):
        project, path, made = write_long(count)
        return cpu_seconds("build", f"--project={project}", ANYWHERE, path, "--lang=en", f"--out={made}")
    short, long = cost(2000), cost(20000)
    check(long < 20 * max(short, 0.05), f"2,000 rows {short} s, 20,000 rows {long} s")


def tests():
    return ALL
