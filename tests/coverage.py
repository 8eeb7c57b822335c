#!/usr/bin/env python3
"""Which document each zone's facts rest on, as a table for data/COVERAGE.md.

    coverage.py            prints the computed part
    coverage.py --write    puts it between the markers of data/COVERAGE.md

What stands below the markers is written by hand. run.py fails if the computed
part is not what the data give now.
"""

import json
import os
import sys

sys.dont_write_bytecode = True

from harness import LANGS, ROOT, Tests, check, difference

DATA = os.path.join(ROOT, "data")
FILE = os.path.join(DATA, "COVERAGE.md")
BEGIN = "<!-- computed by tests/coverage.py --write; do not edit -->"
END = "<!-- end of the computed part -->"
DOCUMENTS = ["zhaotai-2020", "prnewswire-2020", "scoda-2021", "hxdsb-2020", "iqingdao-2021"]
NAMES = {"en": "English", "zh-Hans": "Chinese", "ja": "Japanese", "de": "German"}
NO_TEXTS = {"scope", "unit", "sources", "id", "measure", "category", "status"}


def read_json(*path):
    with open(os.path.join(DATA, *path), encoding="utf-8") as file:
        return json.load(file)


def read_zones():
    project = read_json("project.json")
    folder = os.path.join(DATA, project["zones"])
    zones = [read_json(folder, name) for name in sorted(os.listdir(folder))
             if name.endswith(".json")]
    zones += [read_json(edition["programme"]) for edition in project["editions"]
              if "programme" in edition]
    return zones


def languages_of(value, names):
    """The languages that every text inside a value has."""
    every = set(LANGS)
    if isinstance(value, list):
        return every.intersection(*(languages_of(one, names) for one in value))
    if not isinstance(value, dict):
        return every
    if "term" in value:
        value = names[value["term"]]
    if value.get("latin") or "text" in value:
        return every
    if "en" in value:
        return every & set(value)
    return every.intersection(*(languages_of(one, names) for one in value.values()))


def row(cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def table(head, rows):
    return [row(head), row(["---"] + ["---:"] * (len(head) - 1))] + [row(one) for one in rows]


def cited(fact):
    return {one["id"] for one in fact["sources"]}


def documents_table(zones, sources):
    rows = []
    for document in DOCUMENTS:
        counts = [sum(document in cited(fact) for fact in zone["facts"]) for zone in zones]
        rows.append([f"`{document}` ({NAMES[sources[document]['language']]})", *counts, sum(counts)])
    outside = [sum(bool(cited(fact) - set(DOCUMENTS)) for fact in zone["facts"]) for zone in zones]
    alone = [sum(not cited(fact) & set(DOCUMENTS) for fact in zone["facts"]) for zone in zones]
    facts = [len(zone["facts"]) for zone in zones]
    rows.append([f"outside sources ({len(sources) - len(DOCUMENTS)})", *outside, sum(outside)])
    rows.append(["of these, outside sources alone", *alone, sum(alone)])
    rows.append(["**facts**", *facts, sum(facts)])
    return table(["source", *(zone["zone"] for zone in zones), "all"], rows)


def languages_table(zones, names):
    rows = []
    for zone in zones:
        of_facts = [languages_of({key: value for key, value in fact.items() if key not in NO_TEXTS},
                                 names) for fact in zone["facts"]]
        counts = [sum(lang in found for found in of_facts) for lang in LANGS]
        everywhere = sum(len(found) == len(LANGS) for found in of_facts)
        rows.append([zone["zone"], len(zone["facts"]), *counts, everywhere])
    rows.append(["**all**", *(sum(one[i] for one in rows) for i in range(1, len(LANGS) + 3))])
    return table(["zone", "facts", *(NAMES[lang] for lang in LANGS), f"all {len(LANGS)}"], rows)


def computed():
    zones, sources = read_zones(), read_json("sources.json")["sources"]
    names = read_json("terms.json")["names"]
    lines = [BEGIN, "", "Facts that cite each source, by zone. A fact may cite several.", ""]
    lines += documents_table(zones, sources)
    lines += ["", "Facts by zone, and those whose texts are all there in a language.", ""]
    lines += languages_table(zones, names)
    return "\n".join(lines + ["", END]) + "\n"


def kept():
    """The computed part as the file has it, and what is before and behind."""
    with open(FILE, encoding="utf-8") as file:
        text = file.read()
    before, begin, rest = text.partition(BEGIN)
    inside, end, behind = rest.partition(END + "\n")
    if not begin or not end:
        raise SystemExit(f"{FILE}: the markers are missing")
    return before, begin + inside + end, behind


def tests():
    list_of = Tests("coverage")

    @list_of.add
    def the_table_is_up_to_date():
        wanted, found = computed(), kept()[1]
        check(wanted == found, "run python3 tests/coverage.py --write\n"
              + difference(found, wanted, "data/COVERAGE.md"))

    @list_of.add
    def every_fact_is_in_every_language():
        for line in computed().split("Facts by zone")[1].splitlines()[4:]:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) > 1:
                check(set(cells[1:]) == {cells[1]}, f"not all texts in all languages: {line}")

    return list_of


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        start, _, after = kept()
        with open(FILE, "w", encoding="utf-8") as output:
            output.write(start + computed() + after)
    else:
        sys.stdout.write(computed())
