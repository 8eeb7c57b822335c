"""Every key of a project's files taken away, misspelt, and given each other type
of value: one fault each, told once, in its file and on its line, with the name
that was meant.

The files are those of gallery/, which has every kind of block. `make test`
takes a sample of these thousands of files, `make hostile` takes all.
"""

import copy
import itertools
import json
import os
import re
import shutil

from harness import ROOT, Tests, check, check_equal, folder, zonebrief

all_of = Tests("hostile keys")
EVERY = 1 if os.environ.get("HOSTILE") == "all" else 61
VALUES = [None, True, 7, "x", [], {}]

# Keys that are names of the author's own: others are as good, and what uses them misses them.
NAMES = {
    "programme": r"/tables/[^/]+|/facts/\d+/id",
    "layout": "",
    "theme": r"/faces/[^/]+",
    "sources.json": r"/sources/[^/]+",
    "terms.json": r"/(names|labels|measures|units)/[^/]+",
    "project.json": "",
}


def places(value, way=()):
    """The ways to all values below one, as lists of keys."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        if not str(key).startswith(("$", "//")):
            yield (*way, key)
            yield from places(one, (*way, key))


def type_of(value):
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value)


def changed(whole, way, change):
    whole = copy.deepcopy(whole)
    at = whole
    for key in way[:-1]:
        at = at[key]
    change(at, way[-1])
    return whole


def misspell(holder, wrong):
    members = [(key + key[-1] if key == wrong else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(members)


def mutants(whole):
    """(pointer, what was done, what makes the file)"""
    for way in places(whole):
        pointer = "".join(f"/{key}" for key in way)
        old = whole
        for key in way:
            old = old[key]
        changes = [("removed", lambda at, key: at.pop(key))]
        if isinstance(way[-1], str):
            changes.append(("misspelt", misspell))
        changes += [("retyped", lambda at, key, new=new: at.__setitem__(key, new))
                    for new in VALUES if type_of(new) != type_of(old)]
        for done, change in changes:
            yield pointer, done, lambda way=way, change=change: changed(whole, way, change)


class Gallery:
    """A copy of the gallery, whose project may be another."""

    EDITION = {"programme": "gallery.json", "layout": "layout.json", "theme": "default.json"}

    def __init__(self):
        self.folder = folder("keys")
        shutil.copytree(os.path.join(ROOT, "tests/gallery"), self.folder, dirs_exist_ok=True)
        shutil.copy(os.path.join(ROOT, "data/themes/default.json"), self.folder)
        shutil.copy(os.path.join(ROOT, "data/units.json"), self.folder)
        self.project([{"name": "e", **self.EDITION}])

    def project(self, editions):
        self.write("project.json", {
            "zones": "zones", "sources": "sources.json", "terms": "terms.json", "units": ["units.json"],
            "fonts": "fonts", "out": "out", "languages": ["en"], "editions": editions})

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return json.load(file)

    def write(self, name, value):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            json.dump(value, file, indent=1, ensure_ascii=False)

    def check(self):
        """{file: errors} of what `check` says."""
        done = zonebrief("check", "--quiet", "--diagnostics=json", "--time-limit=20",
                         f"--project={self.folder}/project.json", f"--font-path={ROOT}/fonts")
        errors = [one for one in map(json.loads, done.out.splitlines()) if one["severity"] == "error"]
        check(done.status in (0, 1), f"exit status {done.status}: {done.err}")
        check_equal(done.status, 1 if errors else 0, f"exit status, with {len(errors)} errors")
        found = {}
        for error in errors:
            check(error["code"] < "E800", f"{error}")
            check("\n" not in error["message"] and error.get("file"), f"{error}")
            found.setdefault(os.path.basename(error["file"]), []).append(error)
        return found


def judge(sort, pointer, done, name, found):
    """What is wrong with what was told of one changed file, or nothing."""
    errors = found.get(name, [])
    what = f"{sort} {pointer} {done}: " + " | ".join(f"{e['code']} {e['pointer']} {e['message']} ({e.get('help')})"
                                                     for e in errors)
    if any(error.get("line", 0) < 1 or error.get("column", 0) < 1 for error in errors):
        return f"{what}: not located"
    if re.fullmatch(NAMES[sort] or "-", pointer):
        return None
    if done == "misspelt":
        key = pointer.rsplit("/", 1)[1]
        if len(errors) != 1 or not errors[0]["pointer"].startswith(pointer):
            return f"{what}: not one fault"
        return None if f'did you mean "{key}"?' in errors[0]["help"] else f"{what}: the name that was meant is not told"
    if done == "retyped" and len(errors) > 1:
        return f"{what}: more than one fault"
    return None


def sample(whole, start):
    chosen = itertools.islice(mutants(whole), start % EVERY, None, EVERY)
    return [(pointer, done, make()) for pointer, done, make in chosen]


def of_editions(sort, start):
    """Files that each edition has of its own: a hundred at once."""
    gallery = Gallery()
    every = sample(gallery.read(Gallery.EDITION[sort]), start)
    wrong = []
    for first in range(0, len(every), 100):
        chosen = every[first:first + 100]
        for number, (_, _, file) in enumerate(chosen):
            if sort == "programme" and isinstance(file.get("zone"), str):
                file["zone"] += str(number)  # else two have the same
            gallery.write(f"m{number}.json", file)
        gallery.project([{"name": f"e{i}", "product": f"e{i}.pdf", **Gallery.EDITION, sort: f"m{i}.json"}
                         for i in range(len(chosen))])
        found = gallery.check()
        wrong += [judge(sort, pointer, done, f"m{number}.json", found)
                  for number, (pointer, done, _) in enumerate(chosen)]
    check(not any(wrong), "\n".join(one for one in wrong if one))


def of_project(name, start):
    """Files that a project has one of."""
    gallery = Gallery()
    whole = gallery.read(name)
    wrong = []
    for pointer, done, file in sample(whole, start):
        gallery.write(name, file)
        wrong.append(judge(name, pointer, done, name, gallery.check()))
    check(not any(wrong), "\n".join(one for one in wrong if one))


@all_of.add
def slips_in_keys_that_few_terms_have():
    """The sample above may miss them."""
    gallery = Gallery()
    whole = gallery.read("terms.json")
    found = 0
    for pointer, done, make in mutants(whole):
        if done == "misspelt" and re.fullmatch(r"/units/company/print/(en|de)/.*|/names/[^/]*/latin", pointer):
            gallery.write("terms.json", make())
            wrong = judge("terms.json", pointer, done, "terms.json", gallery.check())
            check(not wrong, wrong)
            found += 1
    check(found > 2, "no such keys")


for _sort in Gallery.EDITION:
    all_of.add_named(f"each key of a {_sort}", lambda sort=_sort: of_editions(sort, 18))
for _name in ("project.json", "sources.json", "terms.json"):
    all_of.add_named(f"each key of {_name}", lambda name=_name: of_project(name, 2))


def tests():
    return all_of
