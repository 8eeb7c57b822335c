"""What the briefs were asked to show, each with a fault or a second value
planted in a copy of the data: a source taken away, values that contradict each
other, a sum that means nothing, figures without a source, gates, the overview,
the legend and the glossary."""

import json
import os
import re
from decimal import Decimal

import pdf
from harness import LANGS, Fault, Tests, check, check_equal, products, run, zonebrief
from pdf import squeeze
from whole import (BRIEFS, DATA, FILES, MARKS, OVERVIEW, ZONES, Project, label, loosely, read_json,
                   small_fact, terms, tree_of, unit_form, words_of, written, zones)

all_of = Tests("demand")


def name_of(zone):
    return os.path.relpath(FILES[zone], DATA)


def change_zone(project, zone, change):
    """Writes the zone anew with what change(facts by id, the zone) made of it."""
    value = read_json(project.data, name_of(zone))
    change({fact["id"]: fact for fact in value["facts"]}, value)
    project.write(name_of(zone), json.dumps(value, ensure_ascii=False))


def name_words(term, lang):
    name = terms()["names"][term]
    return name.get(lang, name["en"])


def text_words(text, lang):
    """What a text of the data is in a language; see README.md."""
    return name_words(text["term"], lang) if "term" in text else text.get("text") or text[lang]


def written_in(project):
    return products(project.out) if os.path.isdir(project.out) else []


# -- a source taken away -----------------------------------------------------------

DOCUMENTS = ["zhaotai-2020", "prnewswire-2020", "scoda-2021", "hxdsb-2020", "iqingdao-2021"]


def citing(source):
    """{(zone, fact)} of all facts that cite the source, out of the data."""
    return {(zone, fact["id"]) for zone in ZONES for fact in zones()[zone]["facts"]
            if any(one["id"] == source for one in fact["sources"])}


def a_source_is_missed(source):
    project = Project("missed")
    sources = read_json(project.data, "sources.json")
    del sources["sources"][source]
    project.write("sources.json", json.dumps(sources, ensure_ascii=False))
    for command in ("check", "build"):
        done = project.run(command, wanted=1)
        found = set()
        for one in re.finditer(r'^error\[E101\]: (.*)\n +--> (\S+?):\d+', done.err, re.MULTILINE):
            if one[2].endswith("/sources.json"):
                continue  # another source says that it is a copy of this one
            fact = re.search(r'fact "([^"]*)"', one[1])
            check(fact and f'"{source}"' in one[1], f"no fact, or not the source: {one[1]}")
            zone = os.path.splitext(os.path.basename(one[2]))[0]
            found.add((zone, fact[1]))
        wanted = citing(source)
        check(wanted, f"nothing cites {source}")
        check_equal(sorted(found), sorted(wanted), f"{command}: facts that are named")
    lost = {zone for zone, _ in wanted} | {OVERVIEW}
    files = [name for name in written_in(project) if name.split(".")[0] in lost]
    check_equal(files, [], "briefs that were written")


for _source in DOCUMENTS:
    all_of.add_named(f"every fact that misses {_source} is named",
                     lambda source=_source: a_source_is_missed(source))


# -- a second value ------------------------------------------------------------------


def plant(project, zone, fact, **changes):
    """A second fact like `fact`, right behind it, said by another source."""
    def change(facts, value):
        second = dict(facts[fact], id=fact + "-second", sources=[{"id": SECOND_SOURCE}])
        for key in ("tile", "distinctFrom", "note", "base"):
            second.pop(key, None)
        second.update(changes)
        second = {key: one for key, one in second.items() if one is not None}
        value["facts"].insert(value["facts"].index(facts[fact]) + 1, second)
    change_zone(project, zone, change)


SECOND_SOURCE = "xinhua-ja-2020"
SECOND = ("chengdu", "agreements")  # 28, of the city, on 19 November 2020, actual


def first_of_second():
    zone, fact_id = SECOND
    return next(fact for fact in zones()[zone]["facts"] if fact["id"] == fact_id)


def figure(fact, value, lang):
    value = Decimal(value)
    dimension = terms()["units"][fact["unit"]]["dimension"]
    return unit_form(fact["unit"], value, lang).replace("{}", written(value, dimension, lang))


def publishers(tree, marks):
    """The entries of the sources list that marks lead to."""
    entries = {}
    for item in tree.all("LI"):
        labels = item.all("Lbl")
        if labels and re.fullmatch(r"\[\d+\]", labels[0].text()):
            entries[labels[0].text()] = squeeze(item.all("LBody")[0].text())
    return [entries.get(mark, "nothing") for mark in marks]


def box_of(tree, lang):
    """The items of the box that says where sources differ."""
    heading = squeeze(label("heading.conflicts", lang))
    return [item for found, item in pdf.by_heading(tree, "LI") if found == heading]


def check_item(tree, items, form, sources, lang):
    """One item has the value, the marks of just these sources, and the word."""
    word = squeeze(label("conflict.mark", lang))
    for item in items:
        words = squeeze(item.text())
        match = re.search(rf"(?<![\d.,]){re.escape(squeeze(form))}((?:\[\d+\])+){re.escape(word)}",
                          words)
        if not match:
            continue
        found = publishers(tree, re.findall(r"\[\d+\]", match[1]))
        check_equal(len(found), len(set(sources)), f"marks behind {form}")
        for source in sources:
            name = squeeze(text_words(publisher_of(source), lang))
            check(any(one.startswith(name) for one in found), f"{form}: no mark leads to {name}")
        return
    raise Fault(f"{form} with its marks and \"{word}\" is not in the box: "
                f"{[squeeze(one.text()) for one in items]}")


def publisher_of(source):
    return read_json(DATA, "sources.json")["sources"][source]["publisher"]


@all_of.add
def a_second_value_is_marked_and_boxed_in_four_languages():
    project, (zone, fact_id) = Project("second"), SECOND
    first = first_of_second()
    plant(project, zone, fact_id, value=29)
    project.run("build", zone, wanted=0)
    for lang in LANGS:
        path = os.path.join(project.out, f"{zone}.{lang}.pdf")
        tree = pdf.structure(path)
        words = "\n".join(squeeze(node.text()) for _, _, node in pdf.paragraphs(tree))
        items = box_of(tree, lang)
        check_equal(len(items), 2, f"{lang}: items of the box")
        check(squeeze(label("conflict.explain", lang)) in words, f"{lang}: nothing explains the box")
        forms = [figure(first, value, lang) for value in (28, 29)]
        check_item(tree, items, forms[0], [one["id"] for one in first["sources"]], lang)
        check_item(tree, items, forms[1], [SECOND_SOURCE], lang)
        word = squeeze(label("conflict.mark", lang))
        for form in forms:  # wherever it is printed with its sources, not in the box alone;
            # but "2 of the 28 agreements" has the sources of the 2
            found = re.findall(rf"(?<![\d.,])(?<!ofthe)(?<!von){re.escape(squeeze(form))}"
                               rf"(?:\[\d+\])+(.{{0,{len(word)}}})", words)
            check(len(found) >= 2, f"{lang}: {form} is printed {len(found)} times")
            check_equal(sorted(set(found)), [word], f"{lang}: what follows {form}")


AGREE = {  # changes to the second fact, with which nothing contradicts anything
    "the same value": {},
    "about the same": {"comparator": "about"},
    "more than one less": {"value": 27, "comparator": "over"},
    "another scope": {"value": 29, "scope": "zone.chengdu"},
    "another period": {"value": 29, "period": "2020-11-20"},
    "a date for a period": {"value": 29, "period": None, "asOf": "2020-12-01"},
    "another status": {"value": 29, "status": "planned"},
    "not the same, as its author says": {"value": 29, "distinctFrom": {
        "fact": SECOND[1], "reason": {lang: "." for lang in LANGS}}},
}
DIFFER = {
    "one more": {"value": 29},
    "about half": {"value": 14, "comparator": "about"},
    "more than the other": {"value": 30, "comparator": "over"},
    "more than itself": {"comparator": "over"},
}


def second_value(changes, differs):
    project, (zone, fact_id) = Project("agree"), SECOND
    plant(project, zone, fact_id, **changes)
    dump = project.run("build", zone, "--dump=brief", wanted=0).out
    check(f"fact {fact_id}-second:" in dump, "the second value is not there")
    check_equal(dump.count("CONFLICT 1"), 2 if differs else 0, "facts in conflict")
    check_equal(dump.count("CONFLICT"), 2 if differs else 0, "facts in any conflict")
    for lang in LANGS:
        blocks = project.run("build", zone, f"--lang={lang}", "--dump=blocks", wanted=0).out
        for key in ("conflict.mark", "conflict.explain"):
            found = label(key, lang) in blocks
            check(found == differs, f"{lang}: {key} is {'' if found else 'not '}printed")


for _name, _changes in AGREE.items():
    all_of.add_named(f"a second value: {_name}: agrees",
                     lambda changes=_changes: second_value(changes, False))
for _name, _changes in DIFFER.items():
    all_of.add_named(f"a second value: {_name}: differs",
                     lambda changes=_changes: second_value(changes, True))


def conflicts(zone):
    """[[fact, ...], ...] as the program finds them in the shipped data."""
    dump = zonebrief("build", zone, "--dump=brief", wanted=0).out
    found = {}
    for fact, number in re.findall(r"^fact (\S+): .*CONFLICT (\d+)", dump, re.MULTILINE):
        found.setdefault(int(number), []).append(fact)
    return [found[number] for number in sorted(found)]


@all_of.add
def the_conflicts_of_the_data_are_printed():
    seen = 0
    for zone in ZONES:
        known = {fact["id"]: fact for fact in zones()[zone]["facts"]}
        found = conflicts(zone)
        for lang in LANGS:
            items = box_of(tree_of(zone, lang), lang)
            name = f"{zone}.{lang}"
            check_equal(len(items), sum(len(one) for one in found), f"{name}: items of the box")
            marked = squeeze(label("conflict.mark", lang)) in words_of(zone, lang)
            check(marked or not found, f"{zone}.{lang}: nothing says that sources differ")
            blocks = zonebrief("build", zone, f"--lang={lang}", "--dump=blocks", wanted=0).out
            box = blocks.split(f'title "{label("heading.conflicts", lang)}"')[-1]
            box = box.split("\n  title")[0]
            for fact_id, item in zip([one for group in found for one in group], items):
                check(f"  entry {fact_id}\n" in box, f"{zone}.{lang}: {fact_id} is not in the box")
                fact = known[fact_id]
                check(re.search(MARKS, item.text()), f"{name}: {fact_id}: no source in the box")
                if isinstance(fact["value"], (int, float)):
                    form = comparator(fact, figure(fact, str(fact["value"]), lang), lang)
                    check_item(tree_of(zone, lang), [item], form,
                               {one["id"] for one in fact["sources"]}, lang)
        seen += len(found)
    check(seen >= 2, f"{seen} conflicts in the data: this test looks at nothing")


def comparator(fact, form, lang):
    pattern = terms()["comparators"].get(fact.get("comparator"))
    return pattern[lang].replace("{}", form) if pattern else form


# -- a sum that means nothing -------------------------------------------------------


def with_total(project, *facts, kind="table"):
    layout = read_json(project.data, "layouts/brief.json")
    layout["blocks"].insert(3, {
        "kind": kind, "select": {"id": list(facts)}, "total": {lang: "=" for lang in LANGS},
        "columns": [{"field": "label", "head": {"label": "column.measure"}},
                    {"field": "value", "head": {"label": "column.value"}, "figure": True}]})
    project.write("layouts/brief.json", json.dumps(layout, ensure_ascii=False))


@all_of.add
def agreements_and_projects_signed_are_not_summed():
    """21.75 and 20.45 billion yuan: whether the one holds the other nobody says."""
    project = Project("total")
    with_total(project, "agreements-investment", "projects-signed-investment")
    for command in ("build", "check"):
        done = project.run(command, "chengdu")
        check(done.status == 1, f"{command}: exit status {done.status}, not 1\n{done.err}")
        match = re.search(r"^error\[E117\]: a total over these facts is refused: (\S.*)$", done.err,
                          re.MULTILINE)
        check(match and len(match[1]) > 10, f"no reason is given: {done.err}")
        check("layouts/brief.json:" in done.err, f"the layout is not named: {done.err}")
        check_equal(written_in(project), [], "files")


@all_of.add
def other_sums_are_refused_too():
    for facts in (["agreements", "projects-signed"], ["agreements", "class-50"],
                  ["projects-signed", "projects-hitech"], ["projects-signed-investment",
                                                           "projects-signed-over"]):
        project = Project("sums")
        with_total(project, *facts)
        done = project.run("build", "chengdu")
        check(done.status == 1 and "error[E117]" in done.err,
              f"{facts}: exit status {done.status}\n{done.err}")
        check_equal(written_in(project), [], f"{facts}: files")


# -- figures without a source -------------------------------------------------------

# A number is a row of digits with its marks and separators. Each must have a
# source mark behind it: in a cell or a tile before its end, in running words
# before the sentence's end. These alone need none:
#
#   headings           and the line above the title with the brief's date
#   heads of tables    of columns and of rows: labels
#   Lbl                bullets, dates of the timeline, numerals of numbered lists, and
#                      what items are called
#   dates              where nothing but dates have digits: in the date column,
#                      in the last two lines of a tile, in the remark that stands in
#                      brackets behind a value where zones are compared, and in
#                      brackets behind the marks at the end of an item
#   names              the glossary
#   the apparatus      the legend, whose [1] is an example, and the sources list
#
# Page numbers are no part of the structure tree. Numbers in names, such as
# those of documents, are values of facts and get no exception.

MONTHS = (r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|"
          r"July|August|September|October|November|December")
DATES = {
    "en": rf"(?:\d{{1,2}} )?(?:(?:{MONTHS}) )?(?:19|20)\d\d(?!\d)",
    "zh-Hans": r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?",
    "ja": r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?",
    "de": r"(?:\d\d\.\d\d\.|\d\d/)?(?:19|20)\d\d(?!\d)",
}
SPOKEN = (r"\d{1,2}\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
          r"Dezember)")
OFFICE = {"heading.glossary", "heading.legend", "heading.sources"}
MARK = "\x01"


def with_marks(node):
    """A node's words, each source mark as one character."""
    return "".join(kid if isinstance(kid, str)
                   else MARK if kid.role == "Reference" else with_marks(kid)
                   for kid in node.kids if isinstance(kid, str) or kid.role != "Lbl")


def open_ended(words):
    """The part behind the last mark, if it holds digits."""
    rest = words.rsplit(MARK, 1)[-1]
    return rest if re.search(r"\d", rest) else None


def sentences(words, lang):
    if lang in ("zh-Hans", "ja"):
        return re.split(r"(?<=[。；！？])", words)
    words = re.sub(SPOKEN, lambda match: match[0].replace(".", ""), words)
    words = re.sub(r"\b(Mrd|Mio|Bio|Nr|No)\.", r"\1", words)
    return re.split(r"(?<=[.;!?])\s", words)


def column_of(path, cell):
    """The words at the head of a cell's column."""
    table = next(node for node in path if node.role == "Table")
    row = path[-1]
    heads = table.kids[0].rows()[0].kids
    return squeeze(heads[row.kids.index(cell)].text()) if len(heads) == len(row.kids) else ""


def unsourced(zone, lang):
    """Words that hold a number without a source."""
    office = {squeeze(label(key, lang)) for key in OFFICE}
    comparison = squeeze(label("heading.comparison", lang))
    date = squeeze(label("column.date", lang))
    tiles = tree_of(zone, lang).all("L")[0]
    found, tile_lines = [], {}
    for place, (heading, path, node) in enumerate(pdf.paragraphs(tree_of(zone, lang))):
        words = with_marks(node)
        if heading in office or node.role in pdf.HEADINGS or node.role == "TH" or place == 0:
            continue
        undated = re.sub(DATES[lang], "", words)
        if node.role == "TD":
            if column_of(path, node) == date:
                found += [words] if re.search(r"\d", undated) else []
                continue
            if heading == comparison:
                words = re.sub(r"\s*[(（][^()（）]*[)）]$", "", undated)
            found += [words] if open_ended(words) else []
            continue
        if path[-1].role == "LBody" and tiles in path:
            line = tile_lines[path[-1]] = tile_lines.get(path[-1], 0) + 1
            if line >= 3:
                found += [words] if re.search(r"\d", undated) else []
                continue
        span = rf"{DATES[lang]}(?: – {DATES[lang]}|[至～]{DATES[lang]})?"
        words = re.sub(rf"{MARK}\s*[(（]{span}[)）]$", MARK, words)
        found += [one for one in sentences(words, lang) if open_ended(one)]
    return found


def every_number_has_a_source(zone, lang):
    found = unsourced(zone, lang)
    check(not found, "no source behind: " + "; ".join(one.replace(MARK, "[]") for one in found))
    labels = {node.text() for node in tree_of(zone, lang).all("Lbl")
              if re.fullmatch(r"\[\d+\]", node.text())}
    for node in tree_of(zone, lang).all("Reference"):
        check(node.text() in labels, f"{node.text()} leads to no source")


for _zone, _lang in BRIEFS:
    all_of.add_named(f"{_zone}.{_lang}: every number has a source",
                     lambda zone=_zone, lang=_lang: every_number_has_a_source(zone, lang))


@all_of.add
def figures_of_the_lead_have_a_source_each():
    """In the first paragraph no mark serves two figures: between a figure and
    its mark there is no other, but for the 15 of "11 of the 15 projects"."""
    for zone, lang in BRIEFS:
        lead = next(with_marks(node) for heading, path, node in pdf.paragraphs(tree_of(zone, lang))
                    if MARK in with_marks(node))
        lead = re.sub(DATES[lang], "0", re.sub(SPOKEN, "", lead))
        for part in lead.split(MARK)[:-1]:
            numbers = re.findall(r"\d[\d.,]*", part)
            check(len(numbers) <= 1, f"{zone}.{lang}: one mark for {numbers} in \"{part}\"")


# -- gates -----------------------------------------------------------------------------


def gate_w101(project):
    sources = read_json(project.data, "sources.json")
    sources["sources"]["idle"] = dict(sources["sources"]["hxdsb-2020"])
    project.write("sources.json", json.dumps(sources, ensure_ascii=False))
    return '"idle"'


def gate_w102(project):
    def change(facts, value):
        facts["projects-established"].update(asOf="2015-01-01")
    change_zone(project, "qingdao", change)
    return '"projects-established"'


def gate_w103(project):
    change_zone(project, "chengdu", lambda facts, value: value["facts"].append(
        small_fact("-late", measure="target.output", unit="CNY", status="planned", period="2018",
                   asOf="2018", category="figure")))
    return '"f-late"'


def gate_e102(project):
    def change(facts, value):
        facts["agreements"]["sources"] = []
    change_zone(project, "chengdu", change)
    return '"agreements"'


def gate_e104(project):
    def change(facts, value):
        del facts["agreements-investment"]["label"]["de"]
    change_zone(project, "chengdu", change)
    return "zones/chengdu.json:"


def gate_e116(project):
    layout = read_json(project.data, "layouts/brief.json")
    for block in layout["blocks"]:
        for child in block.get("children", []):
            child.pop("says", None)
    project.write("layouts/brief.json", json.dumps(layout, ensure_ascii=False))
    return '"target-output"'


GATES = {"W101": gate_w101, "W102": gate_w102, "W103": gate_w103,
         "E102": gate_e102, "E104": gate_e104, "E116": gate_e116}


def gate(code, plant_fault):
    project = Project("gate")
    named = plant_fault(project)
    word = "warning" if code.startswith("W") else "error"
    done = project.run("check", wanted=0 if code.startswith("W") else 1)
    check(f"{word}[{code}]" in done.err, f"no {word}[{code}]: {done.err}")
    codes = set(re.findall(r"\[([EW]\d+)\]", done.err)) - {"E118"}  # an overview of what failed
    check_equal(sorted(codes), [code], "codes")
    check(named in done.err, f"{named} is not named: {done.err}")
    strict = project.run("check", "--werror", wanted=1)
    check(f"[{code}]" in strict.err, strict.err)
    check_equal(written_in(project), [], "files of check")


def gate_writes_nothing(code, plant_fault):
    """With --werror, or an error as it is, no brief that is concerned."""
    project = Project("gate")
    plant_fault(project)
    concerned = {"W101": ZONES, "W102": ["qingdao"], "E116": ["qingdao"]}.get(code, ["chengdu"])
    operands = [] if code == "W101" else concerned
    project.run("build", "--werror", *operands, wanted=1)
    check_equal(written_in(project), [], "files")


for _code, _plant in GATES.items():
    all_of.add_named(f"{_code} is told", lambda code=_code, fault=_plant: gate(code, fault))
    all_of.add_named(f"{_code} and --werror write nothing",
                     lambda code=_code, fault=_plant: gate_writes_nothing(code, fault))


@all_of.add
def warnings_alone_write_all():
    project = Project("warned")
    gate_w102(project)
    done = project.run("build", "qingdao", wanted=0)
    check("warning[W102]" in done.err, done.err)
    wanted = [f"qingdao.{lang}.pdf" for lang in LANGS] + ["qingdao.zh-Hans-en.pdf", "qingdao.ja-de.pdf"]
    check_equal(written_in(project), sorted(wanted), "files")


@all_of.add
def the_data_pass_check_data():
    """What `make check-data` runs."""
    done = zonebrief("check", "--werror", wanted=0)
    check_equal((done.out, done.err), ("", ""), "words")
    plan = run(["make", "-n", "check-data"], wanted=0).out
    check(re.search(r"zonebrief check --werror$", plan, re.MULTILINE), f"check-data runs {plan}")


# -- the overview ----------------------------------------------------------------------

# By hand. English and German by the alphabet, Chinese by pinyin, Japanese as
# ICU's collation has it: by the first character's place in JIS X 0208.
ORDER = {
    "en": ["beijing", "chengdu", "dalian", "qingdao", "shanghai", "suzhou", "tianjin"],
    "zh-Hans": ["beijing", "chengdu", "dalian", "qingdao", "shanghai", "suzhou", "tianjin"],
    "ja": ["shanghai", "chengdu", "qingdao", "suzhou", "dalian", "tianjin", "beijing"],
    "de": ["chengdu", "dalian", "beijing", "qingdao", "shanghai", "suzhou", "tianjin"],
}
COLUMNS = ["column.zone", "column.area", "column.focus", "column.unveiled", "column.projects",
           "column.target"]


def comparison(lang):
    heading = squeeze(label("heading.comparison", lang))
    tables = [table for found, table in pdf.by_heading(tree_of(OVERVIEW, lang), "Table")
              if found == heading]
    check_equal(len(tables), 1, f"{lang}: tables that compare")
    return tables[0]


def rows_of(lang):
    """{zone: its row's cells in words}, in the table's order."""
    rows = {}
    for row in comparison(lang).kids[1].rows():
        cells = [squeeze(kid.text()) for kid in row.kids]
        city = re.sub(r"[(（].*", "", cells[0])
        zone = [zone for zone in ORDER["en"] if squeeze(city_of(zone, lang)) == city]
        check(len(zone) == 1, f"{lang}: a row for \"{cells[0]}\", which is no zone")
        rows[zone[0]] = cells
    return rows


def city_of(zone, lang):
    return name_words(zones()[zone]["city"]["term"], lang)


@all_of.add
def the_overview_compares_all_zones_and_nothing_more():
    check_equal(sorted(ORDER["en"] + [OVERVIEW]), sorted(ZONES), "zones that this test knows")
    for lang in LANGS:
        heads = [squeeze(kid.text()) for kid in comparison(lang).kids[0].rows()[0].kids]
        check_equal(heads, [squeeze(label(key, lang)) for key in COLUMNS], f"{lang}: heads")
        rows = comparison(lang).kids[1].rows()
        check_equal(len(rows), 7, f"{lang}: rows (a total, or a zone left out?)")
        check_equal(sorted(rows_of(lang)), sorted(ORDER["en"]), f"{lang}: zones")
        for zone, cells in rows_of(lang).items():
            check(all(cells), f"{lang}: an empty cell in the row of {zone}")


@all_of.add
def the_overview_s_order_is_that_of_the_language():
    for lang in LANGS:
        check_equal(list(rows_of(lang)), ORDER[lang], f"{lang}: order of the rows")
    by_name = {lang: sorted(ORDER["en"], key=lambda zone: city_of(zone, lang))
               for lang in ("en", "de")}
    by_name["zh-Hans"] = sorted(ORDER["en"], key=lambda z: city_of(z, "zh-Hans").encode("gb2312"))
    by_name["ja"] = sorted(ORDER["en"], key=lambda zone: city_of(zone, "ja").encode("euc_jp"))
    check_equal(ORDER, by_name, "the order written by hand")


@all_of.add
def the_overview_says_what_cannot_be_compared():
    """Basis, scope and date in brackets behind the value they belong to."""
    by_id = {zone: {fact["id"]: fact for fact in zones()[zone]["facts"]} for zone in ZONES}
    for lang in LANGS:
        rows = rows_of(lang)
        inside = {  # zone, column: what must stand in brackets
            ("chengdu", 1): by_id["chengdu"]["area"]["basis"][lang],
            ("suzhou", 1): by_id["suzhou"]["area"]["basis"][lang],
            ("shanghai", 5): name_words("area.lingang", lang),
            ("beijing", 0): zones()["beijing"]["remark"][lang],
        }
        for (zone, column), words in inside.items():
            match = re.search(r"[(（](.*)[)）]$", rows[zone][column])
            check(match and squeeze(words) in match[1],
                  f"{lang}: \"{words}\" is not in brackets in \"{rows[zone][column]}\"")
        dated = [("qingdao", 1), ("dalian", 1), ("tianjin", 1), ("suzhou", 1), ("qingdao", 5)]
        for zone, column in dated:
            check(re.search(rf"[(（].*{DATES[lang].replace(' ', '')}[)）]$", rows[zone][column]),
                  f"{lang}: no date behind \"{rows[zone][column]}\"")
        check(squeeze(label("compare.note", lang)) in words_of(OVERVIEW, lang),
              f"{lang}: not said that the values cannot be compared")


@all_of.add
def what_is_compared_has_a_source():
    """Of a zone that has no fact for a column, the cell says just that."""
    columns = next(block["columns"] for block in read_json(DATA, "layouts/overview.json")["blocks"]
                   if block["kind"] == "comparison")
    for lang in LANGS:
        for zone, cells in rows_of(lang).items():
            measures = {fact["measure"] for fact in zones()[zone]["facts"]}
            for column, cell in zip(columns[1:], cells[1:]):
                asked = column["measure"]
                if measures & set([asked] if isinstance(asked, str) else asked):
                    check(re.search(MARKS, cell), f"{lang}: {zone}: no source behind \"{cell}\"")
                else:
                    none = squeeze(label("value.none", lang))
                    check_equal(cell, none, f"{lang}: {zone}, {asked}")


@all_of.add
def a_compared_text_prints_its_own_zone_s_facts():
    """[[fact:area]] in a text of Tianjin is Tianjin's area, not that of the
    overview, which has a fact of the same name."""
    project = Project("own")

    def change(facts, value):
        for lang in LANGS:
            facts["target-goals"]["value"][lang] += " [[fact:area]]"
    change_zone(project, "tianjin", change)
    project.run("build", OVERVIEW, "--lang=en", wanted=0)
    tree = pdf.structure(os.path.join(project.out, "overview.en.pdf"))
    row = next(row for row in tree.all("TR") if row.kids[0].text().startswith("Tianjin"))
    check(re.search(r"38\.55 km²(\[\d+\])+$", row.kids[-1].text()),
          f"the cell says \"{row.kids[-1].text()}\"")


# -- legend and glossary ------------------------------------------------------------------


def entries(blocks, heading):
    """The entries of the block with that heading: [{field: words}]."""
    found, inside = [], False
    for line in blocks.splitlines():
        field = re.match(r'\s+(\w+) "(.*)"$', line)
        if field and field[1] == "title":
            inside = field[2] == heading
        elif inside and re.match(r"\s+entry", line):
            found.append({})
        elif inside and found and field:
            found[-1][field[1]] = field[2]
        elif inside and not line.startswith(" ") and found:
            break
    return found


def legend_is_exact(zone, lang):
    blocks = zonebrief("build", zone, f"--lang={lang}", "--dump=blocks", wanted=0).out
    used = set(re.findall(r'^\s+status "(.*)"$', blocks, re.MULTILINE))
    statuses = terms()["statuses"]
    for cell in re.findall(r'^\s+cell "(.*)"$', blocks, re.MULTILINE):  # in brackets there
        used |= {words[lang] for words in statuses.values()
                 if re.search(r"[(（,，、]\s*" + re.escape(words[lang]) + r"[)）]", cell)}
    check(used <= {statuses[key][lang] for key in ("planned", "target", "claimed")},
          f"statuses are {used}")
    wanted = ["[1]"] + [statuses[key][lang] for key in ("planned", "target", "claimed")
                        if statuses[key][lang] in used]
    heading = squeeze(label("heading.legend", lang))
    differs = MARKS + r"\s*" + loosely(label("conflict.mark", lang))
    if any(re.search(differs, node.text())
           for found_at, _, node in pdf.paragraphs(tree_of(zone, lang)) if found_at != heading):
        wanted.append(label("conflict.mark", lang))
    found = entries(blocks, label("heading.legend", lang))
    check_equal([one["label"] for one in found], wanted, "legend")
    meanings = {"[1]": "source", label("conflict.mark", lang): "conflict"}
    meanings.update((statuses[key][lang], key) for key in statuses)
    printed = [squeeze(item.text()) for found_at, item in pdf.by_heading(tree_of(zone, lang), "LI")
               if found_at == heading]
    check_equal(printed, [squeeze(one + label("legend." + meanings[one], lang)) for one in wanted],
                "legend as printed")


for _zone, _lang in BRIEFS:
    all_of.add_named(f"{_zone}.{_lang}: legend is exact",
                     lambda zone=_zone, lang=_lang: legend_is_exact(zone, lang))


def glossary_is_in_four_languages(zone, lang):
    heading = squeeze(label("heading.glossary", lang))
    tree = tree_of(zone, lang)
    if zone == OVERVIEW:
        blocks = read_json(DATA, "layouts/overview.json")["blocks"]
        wanted = next(block["terms"] for block in blocks if block["kind"] == "glossary")
        table = next(node for found, node in pdf.by_heading(tree, "Table") if found == heading)
        heads = [kid.text().strip() for kid in table.kids[0].rows()[0].kids]
        check_equal(heads, ["English", "简体中文", "日本語", "Deutsch"], "heads")
        found = [[squeeze(kid.text()) for kid in row.kids] for row in table.kids[1].rows()]
        names = [[squeeze(name_words(term, one)) for one in LANGS] for term in wanted]
    else:
        wanted = zones()[zone]["glossary"]
        found = [squeeze(node.text()) for at, node in pdf.by_heading(tree, "LI") if at == heading]
        others = [one for one in LANGS if one != lang]
        names = [squeeze(name_words(term, lang)
                         + "·".join(name_words(term, one) for one in others)) for term in wanted]
    check(len(wanted) >= 3, f"only {len(wanted)} names")
    check_equal(found, names, "glossary")


for _zone, _lang in BRIEFS:
    all_of.add_named(f"{_zone}.{_lang}: glossary is in four languages",
                     lambda zone=_zone, lang=_lang: glossary_is_in_four_languages(zone, lang))


def tests():
    return all_of
