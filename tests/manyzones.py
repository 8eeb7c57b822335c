#!/usr/bin/env python3
"""A project of many made-up zones, as large as the real ones and made from them:
other names, places in their texts and figures, and other facts left out. The same count gives the same project. None of it is true.

    manyzones.py FOLDER COUNT     writes FOLDER/project.json and FOLDER/zones/
"""

import json
import os
import random
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.path.join(ROOT, "data")
LANGS = ["en", "zh-Hans", "ja", "de"]
LEAVE_OUT = 0.2  # of the facts that nothing refers to

# What a name is made of: the sound, and the character of Chinese and Japanese.
PARTS = [("an", "安", "安"), ("bai", "白", "白"), ("chang", "长", "長"), ("dong", "东", "東"), ("feng", "凤", "鳳"),
         ("gao", "高", "高"), ("hai", "海", "海"), ("jiang", "江", "江"), ("kang", "康", "康"), ("lin", "林", "林"),
         ("ming", "明", "明"), ("nan", "南", "南"), ("ping", "平", "平"), ("qing", "青", "青"), ("rong", "荣", "栄"),
         ("shan", "山", "山"), ("tong", "通", "通"), ("wen", "文", "文"), ("xin", "新", "新"), ("yang", "阳", "陽"),
         ("zhong", "中", "中"), ("bei", "北", "北"), ("chun", "春", "春"), ("de", "德", "徳"), ("fu", "福", "福"),
         ("gui", "桂", "桂"), ("he", "和", "和"), ("jing", "静", "静"), ("lai", "来", "来"), ("mei", "梅", "梅"),
         ("ning", "宁", "寧"), ("pu", "浦", "浦"), ("ruo", "若", "若"), ("shui", "水", "水"), ("tai", "泰", "泰"),
         ("wu", "武", "武"), ("xi", "西", "西"), ("yong", "永", "永"), ("zhu", "竹", "竹"), ("yuan", "源", "源")]


def read(*path):
    with open(os.path.join(DATA, *path), encoding="utf-8") as file:
        return json.load(file)


def patterns():
    """The real zones: (text of the file, names of the city per language)."""
    names, found = read("terms.json")["names"], []
    for name in sorted(os.listdir(os.path.join(DATA, "zones"))):
        zone = read("zones", name)
        city = names[zone["city"]["term"]]
        found.append((zone, {lang: city.get(lang, city["en"]) for lang in LANGS}))
    return names, found


def name_of(number):
    """The number's own name in each language: two or three parts."""
    parts = [PARTS[number % 40], PARTS[number // 40 % 40]]
    if number >= 1600:
        parts.append(PARTS[number // 1600 % 40])
    sound = "".join(part[0] for part in parts).capitalize()
    return {"en": sound, "zh-Hans": "".join(part[1] for part in parts),
            "ja": "".join(part[2] for part in parts), "de": sound}


def filled(value, names):
    """The value with every name of terms.json that stands for a text written out."""
    if isinstance(value, dict) and set(value) == {"term"} and value["term"].startswith(("zone.", "city.")):
        name = names[value["term"]]
        return {lang: name.get(lang, name["en"]) for lang in LANGS}
    if isinstance(value, dict):
        return {key: filled(one, names) for key, one in value.items()}
    return [filled(one, names) for one in value] if isinstance(value, list) else value


def moved(value, old, new):
    """The value with the old city's name replaced by the new one in all texts."""
    if isinstance(value, dict):
        return {key: (one.replace(old[key], new[key]) if key in LANGS and isinstance(one, str)
                      else moved(one, old, new)) for key, one in value.items()}
    return [moved(one, old, new) for one in value] if isinstance(value, list) else value


def figure(chance, value):
    """Another number with as many decimals."""
    decimals = len(str(value).split(".")[1]) if isinstance(value, float) else 0
    other = round(value * chance.uniform(0.6, 1.4), decimals)
    return other if decimals else max(1, int(other))


def vary(chance, facts):
    """Other figures, but where facts are compared with one another: those of one
    measure keep their proportion."""
    factors = {}
    for fact in facts:
        value = fact["value"]
        if isinstance(value, bool) or not isinstance(value, (int, float)) or "base" in fact:
            continue
        if fact["measure"] in factors or fact["measure"].startswith("programme"):
            continue
        factors[fact["measure"]] = True
        if sum(other["measure"] == fact["measure"] for other in facts) == 1:
            fact["value"] = figure(chance, value)


def zone(number, names, found):
    chance = random.Random(number)
    pattern, city = found[number % len(found)]
    text = json.dumps(pattern)
    needed = set(re.findall(r"\[\[(?:fact|cite):([a-z0-9-]+)\]\]", text))
    for fact in pattern["facts"]:
        needed |= {fact.get("base"), fact.get("distinctFrom", {}).get("fact")}
        if fact["category"] == "identity" or fact.get("tile"):
            needed.add(fact["id"])
    made = moved(filled(json.loads(text), names), city, name_of(number))
    made.pop("$schema")
    made["zone"] = f"made-{number}"
    made["facts"] = [fact for fact in made["facts"]
                     if fact["id"] in needed or chance.random() >= LEAVE_OUT]
    vary(chance, made["facts"])
    return made


def write(folder, count):
    """Writes the project and returns its path."""
    names, found = patterns()
    project = read("project.json")
    project.pop("$schema")
    for key in ("sources", "terms", "fonts"):
        project[key] = os.path.normpath(os.path.join(DATA, project[key]))
    project["units"] = [os.path.join(DATA, path) for path in project["units"]]
    project["hyphenation"] = {lang: os.path.join(DATA, path) for lang, path in project["hyphenation"].items()}
    project["out"] = "out"
    project["editions"] = [one | {"layout": os.path.join(DATA, one["layout"]), "theme": os.path.join(DATA, one["theme"])}
                           for one in project["editions"] if one["name"] == "brief"]
    os.makedirs(os.path.join(folder, "zones"), exist_ok=True)
    for number in range(count):
        with open(os.path.join(folder, "zones", f"made-{number}.json"), "w", encoding="utf-8") as file:
            json.dump(zone(number, names, found), file, ensure_ascii=False, indent=2)
    path = os.path.join(folder, "project.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(project, file, ensure_ascii=False, indent=2)
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    print(write(sys.argv[1], int(sys.argv[2])))
