"""Charts as a reader of the PDF meets them: the golden charts built, and read
back by poppler and qpdf."""

import json
import os
import re

import golden
import hostile
import pdf
from harness import ANYWHERE, LANGS, Once, Tests, check, check_equal, folder, run, zonebrief

CHARTS = ["bars", "bars-grouped", "bars-negative", "bars-stacked", "lines", "lines-months", "donut",
          "progress"]
all_of = Tests("charts")


def build_all():
    made = folder("charts")
    for name in CHARTS:
        notes = golden.notes_of(name)
        project, _ = golden.write_project(name, notes)
        for lang in LANGS:
            zonebrief("build", f"--project={project}", ANYWHERE, f"--out={made}", f"--lang={lang}",
                      "--pdf-standard=none", name + ".json", cwd=golden.FOLDER, wanted=0)
    return made


built = Once(build_all)


def facts_of(name):
    return golden.read_json(os.path.join(golden.FOLDER, name + ".json"))["facts"]


def product(name, lang):
    return os.path.join(built(), f"{name}.{lang}.pdf")


def plain_objects(path):
    """The file with its streams laid open."""
    return run(["qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", path, "-"],
               wanted=0).out_bytes


def alts(path):
    """Alternative texts of Figures."""
    found = []
    for part in re.findall(rb"/Alt (<[0-9a-f]*>|\((?:\\.|[^()\\])*\))", plain_objects(path)):
        if part.startswith(b"<"):
            found.append(bytes.fromhex(part[1:-1].decode()).decode("utf-16"))
        else:
            found.append(re.sub(rb"\\(.)", rb"\1", part[1:-1]).decode("latin-1"))
    return found


def for_each_chart(function):
    words = function.__name__.replace("_", " ")
    for name in CHARTS:
        for lang in LANGS:
            all_of.add_named(f"{name}.{lang}: {words}", lambda n=name, l=lang: function(n, l))
    return function


@for_each_chart
def is_a_figure_with_a_sentence_and_a_table(name, lang):
    path = product(name, lang)
    tree = pdf.structure(path)
    figures, tables = tree.all("Figure"), tree.all("Table")
    check(figures and len(figures) == len(tables), f"{len(figures)} figures, {len(tables)} tables")
    sentences = alts(path)
    check_equal(len(sentences), len(figures), "alternative texts")
    for sentence in sentences:
        check(re.search(r"\d", sentence) and sentence[-1] in ".。", f"no sentence: {sentence}")
        check(not re.search(r"[{}\[\]]", sentence), f"marks or slots in: {sentence}")


@for_each_chart
def every_value_is_in_the_table_with_its_sources(name, lang):
    tree = pdf.structure(product(name, lang))
    cells = pdf.squeeze(" ".join(cell.text() for cell in tree.all("TD")))
    marks = sum(len(cell.all("Reference")) for cell in tree.all("TD"))
    for fact in facts_of(name):
        if fact["value"] is None or isinstance(fact["value"], str) or fact["id"] == "had":
            continue  # of 2018, where there is one of 2020
        figure = f"{fact['value']:g}".lstrip("-").replace(".", "," if lang == "de" else ".")
        if fact["unit"] != "CNY":  # large ones are written in billions
            check(figure in cells, f"{fact['id']} {figure} is in no cell: {cells}")
    check(marks >= len([one for one in facts_of(name) if one["id"] != "had"]),
          f"{marks} source marks in the table")
    for row in tree.rows():
        check_equal(len(row.all("TH", "TD")), len(tree.rows()[0].all("TH", "TD")), "cells of a row")


@for_each_chart
def names_its_sources(name, lang):
    tree = pdf.structure(product(name, lang))
    words = {"en": "Source", "zh-Hans": "资料来源：", "ja": "出典：", "de": "Quelle"}[lang]
    lines = [node for node in tree.all("P") if node.text().startswith(words)]
    check_equal(len(lines), len(tree.all("Figure")), "lines of sources")
    check(all(node.all("Reference") for node in lines), "no mark in a line of sources")


@all_of.add
def the_caption_belongs_to_the_figure():
    figure = pdf.structure(product("bars", "en")).all("Figure")[0]
    captions = figure.all("Caption")
    check_equal([one.text().strip() for one in captions], ["Places and firms are made up."], "caption")


TREND = {
    "en": "Line of “Companies”: 12 companies (2016); 9 companies (2018); 42 companies (2020); 80 companies (2030, Target).",
    "zh-Hans": "“企业数”的走势线：12家（2016年）；9家（2018年）；42家（2020年）；80家（2030年，目标）。",
    "ja": "「企業数」の推移線：12社（2016年）、9社（2018年）、42社（2020年）、80社（2030年、目標）。",
    "de": "Linie zu „Unternehmen“: 12 Firmen (2016); 9 Firmen (2018); 42 Firmen (2020); 80 Firmen (2030, Ziel).",
}


@all_of.add
def a_line_in_a_cell_is_told_figure_by_figure():
    """Two rows of the golden have the line; the third has one date, so none. The
    sources' marks stand behind it, not in its words."""
    project, _ = golden.write_project("trend", golden.notes_of("trend"))
    made = folder("trend")
    for lang in LANGS:
        zonebrief("build", f"--project={project}", ANYWHERE, f"--out={made}", f"--lang={lang}", "--pdf-standard=none",
                  "trend.json", cwd=golden.FOLDER, wanted=0)
        path = os.path.join(made, f"trend.{lang}.pdf")
        check_equal(alts(path), [TREND[lang]] * 2, f"{lang}: alternative texts")
        cells = [row.all("TD")[-1] for row in pdf.structure(path).rows() if row.all("TD")]
        check_equal([(len(cell.all("Figure")), cell.text().replace(" ", "")) for cell in cells],
                    [(1, "[1][2]"), (1, "[1][2]"), (0, "")], f"{lang}: figures and marks of the last column")


@all_of.add
def no_target_reads_as_reached():
    for lang, word, share in (("en", "Target:", "72% of target"), ("zh-Hans", "目标：", "完成目标72%"),
                              ("ja", "目標：", "目標の72%"), ("de", "Ziel:", "72 % des Ziels")):
        words = pdf.squeeze(pdf.text(product("progress", lang)))
        check(pdf.squeeze(word) in words and pdf.squeeze(share) in words, f"{lang}: {words}")
        check("100" not in words, f"{lang}: 36.8 of 36.9 reads as reached: {words}")


@all_of.add
def both_values_stand_where_sources_differ():
    for name, values in (("bars", ("15", "16")), ("lines", ("34", "41"))):
        cells = [cell.text() for cell in pdf.structure(product(name, "en")).all("TD")]
        check(any(all(value in cell for value in values) and cell.count("sources differ") == 2
                  for cell in cells), f"{name}: {cells}")


@all_of.add
def patterns_tell_areas_apart():
    for name in ("bars-grouped", "bars-stacked", "donut", "progress"):
        check(b"/PatternType 1" in plain_objects(product(name, "en")), f"{name} has no pattern")


def with_look(look, command):
    """The grouped bars with another "chart" in the theme."""
    project, made = golden.write_project("bars-grouped", golden.notes_of("bars-grouped"))
    parts = golden.read_json(project)
    edition = parts["editions"][0]
    theme = golden.read_json(edition["theme"])
    theme["chart"] = look
    edition["theme"] = os.path.join(made, "theme.json")
    for path, value in ((edition["theme"], theme), (project, parts)):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(value, file)
    done = zonebrief(command, f"--project={project}", ANYWHERE, f"--out={made}", "--lang=en",
                     "--pdf-standard=none", "bars-grouped.json", cwd=golden.FOLDER)
    return done, os.path.join(made, "bars-grouped.en.pdf")


@all_of.add
def the_theme_says_colours_and_patterns():
    done, path = with_look({"colours": ["#336600", "alert"], "hatch": False}, "build")
    check_equal(done.status, 0, "exit status\n" + done.err)
    objects = plain_objects(path)
    check(b"0.2 0.4 0 rg" in objects, "no area in the theme's colour")
    check(b"/PatternType" not in objects, "patterns that the theme does not want")


@all_of.add
def faulty_looks_are_told():
    for look, code in (({"colours": ["#33660"]}, "E015"), ({"colours": ["acent"]}, "E015"),
                       ({"colours": [3]}, "E012"), ({"colors": []}, "E013"),
                       ({"hatch": "yes"}, "E012")):
        done, _ = with_look(look, "check")
        check(done.status == 1 and f"error[{code}]" in done.err and "theme.json:" in done.err,
              f"{look}: {done.err}")


@all_of.add
def more_than_can_be_told_apart_is_refused():
    """201 figures of a chart, 61 places of a map; and maps that lack what they need."""
    project = hostile.Project("many")
    project.change("layout.json", "/blocks", [
        {"kind": kind, "select": {"measure": "companies"}} | ({"categories": "label"} if kind == "bars" else {})
        for kind in ("bars", "progress")])
    project.change("zones/z.json", "/facts", [
        {"id": f"f{number}", "category": "figure", "measure": "companies", "scope": "here", "part": f"p{number}",
         "label": {"en": f"No {number}"}, "value": number, "unit": "company", "status": "planned", "asOf": "2020",
         "sources": [{"id": "paper"}]} for number in range(201)])
    codes = [code for code, _ in hostile.faults(project.run("check", wanted=1).err)]
    check_equal(codes, ["E605"], "the fault, of both charts")
    small = golden.read_json(os.path.join(golden.FOLDER, "maps/small.json"))
    here = {"latitude": 20, "longitude": 20, "sources": [{"id": "paper"}]}
    project.change("zones/z.json", "/facts", [])
    project.change("zones/z.json", "/position", here)
    project.change("layout.json", "/blocks", [{"kind": "map", "file": "m.json"}])
    places = [{"name": {"en": f"P{number}"}, "position": here} for number in range(60)]
    for change, code, pointer in (({"places": places}, "E612", "/file"), ({"bounds": {"west": 1}}, "E011", "/bounds"),
                                  ({"places": [{"name": {"en": "P"}}]}, "E011", "/places/0")):
        project.write("m.json", small | change)
        found = hostile.faults(project.run("check", wanted=1).err)
        check(found and {one for one, _ in found} == {code} and pointer in found[0][1], f"{list(change)}: {found}")


def tests():
    return all_of
