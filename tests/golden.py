"""Goldens: what the program makes of the zone files in golden/, kept beside
them. run.py says how such a file is made."""

import glob
import json
import os
import re
import shutil

import harness
from harness import ANYWHERE, ROOT, TESTS, Tests, difference, folder, shorten, zonebrief

FOLDER = os.path.join(TESTS, "golden")
PROJECT = os.path.join(FOLDER, "project")
NOTES = ["$about", "$layout", "$more", "$styles", "$table", "$page", "$langs", "$dumps", "$zones",
         "$others"]


def names():
    return sorted(os.path.basename(path)[:-len(".json")]
                  for path in glob.glob(os.path.join(FOLDER, "*.json")))


def notes_of(name):
    """The zone file's own notes; none if it is not JSON."""
    try:
        with open(os.path.join(FOLDER, name + ".json"), encoding="utf-8") as file:
            data = json.load(file)
    except ValueError:
        return {}
    return {key: data[key] for key in NOTES if key in data} if isinstance(data, dict) else {}


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def langs_of(notes):
    """[[language], [left, right]]"""
    return [lang if isinstance(lang, list) else [lang] for lang in notes.get("$langs", ["en"])]


def write_project(name, notes):
    """The golden project with the zone's own layout; returns its path and the
    folder it is in."""
    project = read_json(os.path.join(PROJECT, "project.json"))
    for key in ("zones", "sources", "terms", "fonts"):
        project[key] = os.path.normpath(os.path.join(PROJECT, project[key]))
    edition = project["editions"][0]
    for key in ("layout", "theme"):
        edition[key] = os.path.normpath(os.path.join(PROJECT, edition[key]))
    made = folder("golden")
    for part in ("pictures", "maps"):
        shutil.copytree(os.path.join(FOLDER, part), os.path.join(made, part))
    for tag, path in project["hyphenation"].items():
        project["hyphenation"][tag] = os.path.normpath(os.path.join(PROJECT, path))
    project["out"] = made
    if "$layout" in notes:
        layout = read_json(edition["layout"])
        layout.pop("$schema", None)  # it would lead nowhere from there
        layout["blocks"] = notes["$layout"]
        layout.update(notes.get("$more", {}))
        edition["layout"] = os.path.join(made, f"{name}.layout")
        with open(edition["layout"], "w", encoding="utf-8") as file:
            json.dump(layout, file, ensure_ascii=False, indent=1)
    if "$styles" in notes or "$table" in notes or "$page" in notes:
        theme = read_json(edition["theme"])
        theme["page"] |= notes.get("$page", {})
        theme["table"] = notes.get("$table", {})
        for style, options in notes.get("$styles", {}).items():
            theme["styles"][style] = theme["styles"].get(style, {}) | options
        edition["theme"] = os.path.join(made, f"{name}.theme")
        with open(edition["theme"], "w", encoding="utf-8") as file:
            json.dump(theme, file, ensure_ascii=False, indent=1)
    project["zones"] = os.path.join(made, "zones")
    os.mkdir(project["zones"])
    for zone in notes.get("$zones", notes.get("$others", [])):
        with open(os.path.join(project["zones"], zone["zone"] + ".json"), "w",
                  encoding="utf-8") as file:
            json.dump(zone, file, ensure_ascii=False, indent=1)
    if "$zones" in notes:
        del edition["zones"]
        edition["programme"] = os.path.join(FOLDER, name + ".json")
    pairs = [lang for lang in langs_of(notes) if len(lang) > 1]
    if pairs:
        edition["languages"] = pairs
    path = os.path.join(made, "project.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(project, file, ensure_ascii=False, indent=1)
    return path, made


def make(name):
    """What the program says now: {"frames": text, ...}."""
    notes = notes_of(name)
    project, made = write_project(name, notes)
    options = [f"--project={project}", ANYWHERE, "--pdf-standard=none", name if "$zones" in notes else name + ".json"]
    langs = langs_of(notes)
    options_of = [[f"--lang={one}" for one in lang] for lang in langs]

    def relative(text):
        return text.replace(made + "/", "").replace(FOLDER + "/", "").replace(ROOT + "/", "")

    checked = zonebrief("check", *options, *sum(options_of, []), cwd=FOLDER)
    if checked.status not in (0, 1):
        raise harness.Fault(f"exit status {checked.status}\n{shorten(checked.err)}")
    kept = {}
    if checked.err:
        kept["diag"] = relative(checked.err)
    if checked.status == 1:
        return kept
    for dump in notes.get("$dumps", ["frames"]):
        parts = []
        for lang, own in zip(langs, options_of):
            done = zonebrief("build", *options, *own, f"--dump={dump}", cwd=FOLDER, wanted=0)
            parts.append((f"language {' '.join(lang)}\n" if dump == "frames" else "") + relative(done.out))
        kept[dump] = "".join(parts)
    return kept


def path_of(name, kind):
    return os.path.join(FOLDER, f"{name}.{kind}")


def kept_of(name):
    kept = {}
    for kind in ("frames", "blocks", "brief", "diag"):
        if os.path.exists(path_of(name, kind)):
            with open(path_of(name, kind), encoding="utf-8", newline="") as file:
                kept[kind] = file.read()
    return kept


def check_inside(frames, notes):
    """No words, other than running ones, outside the page's margins, but for
    the blank half of an opening mark."""
    others = read_json(os.path.join(PROJECT, "theme.json"))["page"] | notes.get("$page", {})
    for line in frames.splitlines():
        begins = re.match(r"page (\d+) ([\d.]+)x([\d.]+)", line)
        if begins:
            page = others | (others.get("first", {}) if begins[1] == "1" else {})
            right = float(begins[2]) - page["right"]
            bottom = float(begins[3]) - page["bottom"]
        match = re.match(r"  run ([\d.-]+),([\d.-]+) (?!Artifact)", line)
        if match:
            x, y = float(match[1]), float(match[2])
            mark = re.search(r' ([\d.]+) #\w{6} "[「『（〔［【〈《“‘]', line)
            blank = float(mark[1]) / 2 if mark else 0
            harness.check(page["left"] - blank <= x <= right and page["top"] <= y <= bottom,
                          f"outside the margins: {line.strip()}")


def check_sense(name, now):
    """What holds whatever is kept: it is not blessed otherwise."""
    check_inside(now.get("frames", ""), notes_of(name))
    if name.startswith("fault-"):
        harness.check("error[" in now.get("diag", ""), "no fault is found")


def compare(name):
    now, kept = make(name), kept_of(name)
    check_sense(name, now)
    harness.check(kept, f"nothing is kept beside tests/golden/{name}.json; read it, then make bless")
    for kind in sorted(now.keys() | kept.keys()):
        wanted, found = kept.get(kind, ""), now.get(kind, "")
        if wanted != found:
            raise harness.Fault(difference(wanted, found, f"tests/golden/{name}.{kind}"))


def bless():
    for name in names():
        try:
            now, kept = make(name), kept_of(name)
            check_sense(name, now)
        except harness.Fault as fault:
            print(f"not blessed: {name}: {shorten(str(fault), 2)}")
            continue
        for kind in kept.keys() - now.keys():
            os.remove(path_of(name, kind))
            print(f"removed tests/golden/{name}.{kind}")
        for kind, text in now.items():
            if kept.get(kind) != text:
                with open(path_of(name, kind), "w", encoding="utf-8", newline="") as file:
                    file.write(text)
                print(f"wrote tests/golden/{name}.{kind}")
    for path in glob.glob(os.path.join(FOLDER, "*.*")):
        if not os.path.exists(os.path.splitext(path)[0] + ".json"):
            print(f"no zone file for {os.path.relpath(path, ROOT)}")


def tests():
    list_of = Tests("golden")
    for name in names():
        list_of.add_named(name, lambda name=name: compare(name))
    return list_of
