"""The program as a user meets it: the command line, files, and the briefs of
the real data read back out of their PDFs."""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
from decimal import Decimal

import pdf
from harness import (BIN, LANGS, ROOT, Fault, Once, Tests, check, check_equal, environment,
                     folder, products, run, zonebrief)
from pdf import squeeze

DATA = os.path.join(ROOT, "data")


def read_json(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return json.load(file)


def zone_files():
    """{zone id: its file}, in the order in which they are built: the folder's
    by name, then the overview."""
    project = read_json(DATA, "project.json")
    folder_of = os.path.join(DATA, project["zones"])
    paths = [os.path.join(folder_of, name) for name in sorted(os.listdir(folder_of))
             if name.endswith(".json") and not name.startswith(".")]
    paths += [os.path.join(DATA, edition["programme"]) for edition in project["editions"]
              if "programme" in edition]
    return {read_json(path)["zone"]: path for path in paths}


FILES = zone_files()
ZONES = list(FILES)
OVERVIEW = "overview"
ASKED_FOR = ["chengdu", "qingdao", OVERVIEW]  # whatever else the data may come to hold
BRIEFS = [(zone, lang) for zone in ZONES for lang in LANGS]
BILINGUAL = [(zone, f"{left}-{right}") for zone in ("chengdu", "qingdao")
             for left, right in (("zh-Hans", "en"), ("ja", "de"))]
PAGE = {"width": 595.276, "height": 841.89}  # A4
all_of = Tests("whole")


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def build_all():
    made = folder("briefs")
    zonebrief("build", f"--out={made}", wanted=0)
    return made


built = Once(build_all)
zones = Once(lambda: {zone: read_json(path) for zone, path in FILES.items()})
terms = Once(lambda: read_json(DATA, "terms.json"))


def brief(zone, lang):
    return os.path.join(built(), f"{zone}.{lang}.pdf")


_texts = {brief_of: Once(lambda b=brief_of: squeeze(pdf.text(brief(*b)))) for brief_of in BRIEFS}
_trees = {brief_of: Once(lambda b=brief_of: pdf.structure(brief(*b))) for brief_of in BRIEFS}


def words_of(zone, lang):
    return _texts[zone, lang]()


def tree_of(zone, lang):
    return _trees[zone, lang]()


def all_words_of(zone, lang):
    """As the page has them, and again paragraph by paragraph as the structure
    has them: pdftotext may read two figures side by side as one line."""
    return pdf.text(brief(zone, lang)) + "\n" + "\n".join(
        node.text() for _, _, node in pdf.paragraphs(tree_of(zone, lang)))


def for_each_brief(function):
    """Adds a test for each brief; the function is given zone and language."""
    name = function.__name__.replace("_", " ")
    for zone, lang in BRIEFS:
        all_of.add_named(f"{zone}.{lang}: {name}", lambda z=zone, l=lang: function(z, l))
    return function


# -- the files -----------------------------------------------------------------


@all_of.add
def a_brief_for_each_zone_and_language_and_nothing_else():
    wanted = sorted(f"{zone}.{lang}.pdf" for zone, lang in BRIEFS + BILINGUAL)
    check_equal(products(built()), wanted, "files")


@all_of.add
def the_briefs_asked_for_are_there_in_four_languages():
    found = os.listdir(built())
    for zone in ("chengdu", "qingdao", "overview"):
        for lang in ("en", "zh-Hans", "ja", "de"):
            check(f"{zone}.{lang}.pdf" in found, f"no {zone}.{lang}.pdf")
    check_equal(read_json(DATA, "project.json")["languages"], LANGS, "languages of the project")


@for_each_brief
def is_sound(zone, lang):
    done = run(["qpdf", "--check", brief(zone, lang)], wanted=0)
    check("No syntax or stream encoding errors found" in done.out, done.out + done.err)
    check("WARNING" not in done.out + done.err, done.out + done.err)


@for_each_brief
def carries_its_fonts(zone, lang):
    found = pdf.fonts(brief(zone, lang))
    check(found, "no fonts")
    for name, embedded, subset, unicode in found:
        check_equal((embedded, subset, unicode), ("yes", "yes", "yes"), f"{name}: emb, sub, uni")


@for_each_brief
def says_what_it_is(zone, lang):
    found = pdf.info(brief(zone, lang))
    name = terms()["names"][zones()[zone]["name"]["term"]][lang]
    check_equal(found["Title"], name, "Title")
    check_equal(found["Tagged"], "yes", "Tagged")
    check(2 <= int(found["Pages"]) <= 3, f"{found['Pages']} pages, not 2 or 3")
    check("(A4)" in found["Page size"], found["Page size"])
    catalog = run(["qpdf", "--json", "--json-key=qpdf", brief(zone, lang)], wanted=0).out
    check(f'"/Lang": "u:{lang}"' in catalog, "no /Lang of the document")
    check('"/DisplayDocTitle": true' in catalog, "no /DisplayDocTitle")


@all_of.add
def shape_reads_a_long_text_from_standard_input():
    text = "区" * 100000
    path = os.path.join(folder("long"), "text")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    with open(path, encoding="utf-8") as file:
        done = zonebrief("shape", "--width=240", "--lang=zh-Hans", "--json", "-", wanted=0, stdin=file)
    lines = json.loads(done.out)["lines"]
    check_equal("".join(line["text"] for line in lines), text, "the lines joined")
    with open(path, "wb") as file:
        file.write(b"a\0b")
    for size in (3, 33 << 20):
        os.truncate(path, size)
        with open(path, encoding="utf-8") as file:
            zonebrief("shape", "--width=240", "-", wanted=2, stdin=file)


@all_of.add
def shape_prints_lines_as_words():
    for options, text, wanted in (
            (["--lang=de", "--width=90"], "Donaudampfschifffahrt\nim Tal",
             ["80.766 0 Donaudampfschiff-", "20.142 0 fahrt", "25.11 0 im Tal"]),
            (["--lang=en", "--width=40"], "Wwwwwwww or", ["36.774 0 Wwwww (cut: nothing divides it)", "32.616 0 www or"]),
            (["--lang=ja", '--style={"justify":true,"hang":true}', "--width=40"], "区区区区、区",
             ["40 0.592 区区区区、 (hangs)", "9 0 区"])):
        lines = zonebrief("shape", *options, text, wanted=0).out.splitlines()
        check_equal([" ".join(line.split()) for line in lines], ["width ratio text", *wanted], f"lines of {text!r}")


@all_of.add
def the_same_bytes_with_all_descriptors_closed():
    def close():
        for fd in (0, 1, 2):
            os.close(fd)
    made = folder("closed")
    done = subprocess.run([BIN, "build", f"--out={made}"], cwd=ROOT, env=environment(),
                          preexec_fn=close, close_fds=True)
    check_equal(done.returncode, 0, "exit status")
    name = "chengdu.ja.pdf"
    check(read_bytes(os.path.join(made, name)) == read_bytes(brief("chengdu", "ja")),
          f"{name} differs")


@all_of.add
def source_date_epoch():
    made = folder("epoch")
    zonebrief("build", "chengdu", "--lang=en", f"--out={made}", wanted=0,
              env=environment(SOURCE_DATE_EPOCH="1600000000"))
    path = os.path.join(made, "chengdu.en.pdf")
    found = pdf.info(path, "-isodates")
    for key in ("CreationDate", "ModDate"):
        check_equal(found[key], "2020-09-13T12:26:40Z", key)
    meta = run(["pdfinfo", "-meta", path], wanted=0).out
    check("2020-09-13T12:26:40Z" in meta, "the XMP metadata has another date")


@all_of.add
def dates_come_from_the_data():
    for zone in ZONES:
        found = pdf.info(brief(zone, "en"), "-isodates")
        check(found["CreationDate"].startswith(zones()[zone]["asOf"]), found["CreationDate"])


# -- figures -------------------------------------------------------------------

# Written by hand, from the sources and not from what the program prints.
BY_HAND = {
    "chengdu": {
        "en": ["36.9 km²", "21.75 billion yuan", "20.45 billion yuan", "more than 20 billion yuan",
               "US$166.7 million", "21.71 billion yuan", "31.48 billion yuan", "US$1.961 billion",
               "5.6%", "50.1%", "28 agreements", "326 companies", "500 guests", "27 April 2020",
               "As of 19 December 2020"],
        "zh-Hans": ["36.9平方公里", "217.5亿元", "204.5亿元", "超过200亿元", "1.667亿美元",
                    "217.1亿元", "314.8亿元", "19.61亿美元", "5.6%", "50.1%", "28项", "326家", "500人",
                    "2020年4月27日", "截至2020年12月19日"],
        "ja": ["36.9平方キロメートル", "217.5億元", "204.5億元", "200億元超", "1.667億米ドル",
               "217.1億元", "314.8億元", "19.61億米ドル", "5.6%", "50.1%", "28件", "326社", "500人",
               "2020年4月27日", "2020年12月19日現在"],
        "de": ["36,9 km²", "21,75 Mrd. Yuan", "20,45 Mrd. Yuan", "mehr als 20 Mrd. Yuan",
               "166,7 Mio. US-Dollar", "21,71 Mrd. Yuan", "31,48 Mrd. Yuan",
               "1,961 Mrd. US-Dollar", "5,6 %", "50,1 %", "28 Vereinbarungen", "326 Unternehmen",
               "500 Gäste", "27. April 2020", "Stand: 19. Dezember 2020"],
    },
    "qingdao": {
        "en": ["10.6 km²", "10.68 km²", "about 2.8 billion yuan", "US$432.32 million", "20 projects",
               "more than 200 companies", "more than 35 billion yuan", "35,000 people",
               "10 billion yuan", "27 April 2020"],
        "zh-Hans": ["10.6平方公里", "10.68平方公里", "约28亿元", "4.3232亿美元", "20个", "超过200家",
                    "超过350亿元", "3.5万人", "100亿元", "2020年4月27日"],
        "ja": ["10.6平方キロメートル", "10.68平方キロメートル", "約28億元", "4.3232億米ドル", "20件",
               "200社超", "350億元超", "3.5万人", "100億元", "2020年4月27日"],
        "de": ["10,6 km²", "10,68 km²", "rund 2,8 Mrd. Yuan", "432,32 Mio. US-Dollar", "20 Projekte",
               "mehr als 200 Unternehmen", "mehr als 35 Mrd. Yuan", "35.000 Personen",
               "10 Mrd. Yuan", "27. April 2020"],
    },
    "overview": {
        "en": ["6 zones", "about 300 viewers", "27 April 2020", "As of 29 July 2021", "36.9 km²",
               "10.6 km²", "52.92 km²", "489 km²", "38.55 km²", "about 9.57 km²", "7 projects",
               "13 projects", "8 projects", "more than 35 billion yuan"],
        "zh-Hans": ["6个", "约300人", "2020年4月27日", "截至2021年7月29日", "36.9平方公里", "10.6平方公里",
                    "52.92平方公里", "489平方公里", "38.55平方公里", "约9.57平方公里", "7个", "13个", "8个",
                    "超过350亿元"],
        "ja": ["約300人", "2020年4月27日", "2021年7月29日現在", "36.9平方キロメートル",
               "10.6平方キロメートル", "52.92平方キロメートル", "489平方キロメートル",
               "38.55平方キロメートル", "約9.57平方キロメートル", "7件", "13件", "8件", "350億元超"],
        "de": ["rund 300", "27. April 2020", "Stand: 29. Juli 2021", "36,9 km²", "10,6 km²",
               "52,92 km²", "489 km²", "38,55 km²", "rund 9,57 km²", "7 Projekte", "13 Projekte",
               "8 Projekte", "mehr als 35 Mrd. Yuan"],
    },
}

MARKS = r"(\s*\[\d+\])+"


def loosely(form):
    """A pattern for words wherever white space may be between them."""
    return r"\s*".join(re.escape(one) for one in squeeze(form))


@for_each_brief
def has_the_figures_written_by_hand(zone, lang):
    words = squeeze(all_words_of(zone, lang))
    missing = [form for form in BY_HAND.get(zone, {}).get(lang, []) if squeeze(form) not in words]
    check(not missing, f"not found: {missing}")


SCALES = {  # exponents and words, the largest first, and the least number so written
    "en": ([(12, "trillion"), (9, "billion"), (6, "million")], 10**6),
    "de": ([(12, "Bio."), (9, "Mrd."), (6, "Mio.")], 10**6),
    "zh-Hans": ([(12, "万亿"), (8, "亿"), (4, "万")], 10**4),
    "ja": ([(12, "兆"), (8, "億"), (4, "万")], 10**4),
}


def plain(number):
    """21.750 -> "21.75", with no exponent."""
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def grouped(number, lang):
    whole, _, fraction = plain(number).partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = [whole[max(0, end - 3):end] for end in range(len(whole), 0, -3)][::-1]
    comma, point = (".", ",") if lang == "de" else (",", ".")
    return sign + comma.join(groups) + (point + fraction if fraction else "")


def written(number, dimension, lang):
    """A number as the language writes it: our own reckoning, not ICU's."""
    scales, least = SCALES[lang]
    digits = len(number.normalize().as_tuple().digits)
    if dimension in ("money", "count") and abs(number) >= least and digits <= 7:
        for exponent, word in scales:
            if abs(number) >= 10**exponent:
                scaled = number.scaleb(-exponent)
                if lang in ("zh-Hans", "ja"):
                    return plain(scaled) + word  # 6000万: below ten thousand nothing is grouped
                return grouped(scaled, lang) + word
    return grouped(number, lang)


def unit_form(unit, number, lang):
    form = terms()["units"][unit]["print"][lang]
    if isinstance(form, dict):
        return form["one" if number == 1 else "other"]
    return form


def number_facts(zone):
    with open(FILES[zone], encoding="utf-8") as file:
        exact = json.load(file, parse_float=Decimal, parse_int=Decimal)
    return [fact for fact in exact["facts"] if isinstance(fact["value"], Decimal)]


@for_each_brief
def shows_every_number_with_its_sources(zone, lang):
    """Each fact that is a number is somewhere in the brief, in the language's
    form, with its unit and at least one source mark."""
    words, facts, missing = all_words_of(zone, lang), number_facts(zone), []
    by_id = {fact["id"]: fact for fact in facts}
    for fact in facts:
        dimension = terms()["units"][fact["unit"]]["dimension"]
        number = written(fact["value"], dimension, lang)
        form = unit_form(fact["unit"], fact["value"], lang).replace("{}", number)
        comparator = terms()["comparators"].get(fact.get("comparator"))
        if comparator:
            form = comparator[lang].replace("{}", form)
        pattern = loosely(form)
        if "base" in fact:
            whole = written(by_id[fact["base"]]["value"], dimension, lang)
            pattern = {"en": loosely(f"{number} of the {whole}") + "[A-Za-z ]+",
                       "de": loosely(f"{number} von {whole}"),
                       "zh-Hans": loosely(whole) + rf"\s*\D\s*中\s*的\s*{pattern}",
                       "ja": loosely(whole) + rf"\s*\D\s*の\s*う\s*ち\s*{pattern}"}[lang]
        if not re.search(r"(?<![\d.,])" + pattern + MARKS, words):
            missing.append(f"{fact['id']}: {form}")
    check(not missing, "not found with a source mark: " + "; ".join(missing))


def label(key, lang):
    """A word of the program's own, as terms.json has it."""
    return terms()["labels"][key][lang]


@for_each_brief
def every_figure_in_a_table_has_a_source(zone, lang):
    """Its marks end the cell; only the word that says that sources differ may
    follow, and where zones are compared a remark in brackets."""
    differs = rf"(\s*{loosely(label('conflict.mark', lang))})?"
    for heading, table in pdf.by_heading(tree_of(zone, lang), "Table"):
        if heading == squeeze(label("heading.glossary", lang)):
            continue
        remark = ""
        if heading == squeeze(label("heading.comparison", lang)):
            remark = r"(\s*[(（].+[)）])?"
        for row in table.all("TBody")[0].rows():
            cells = [kid for kid in row.kids if kid.role == "TD"]
            if row.kids[0].role != "TH":
                continue  # a note
            check(re.search(MARKS + differs + remark + r"\s*$", cells[0].text()),
                  f"no source after \"{cells[0].text()}\"")


@for_each_brief
def every_mark_leads_to_a_source(zone, lang):
    tree = tree_of(zone, lang)
    marks = {node.text() for node in tree.all("Reference")}
    labels = [node.text() for node in tree.all("Lbl") if re.fullmatch(r"\[\d+\]", node.text())]
    check_equal(labels, [f"[{n}]" for n in range(1, len(labels) + 1)], "numbers of the sources")
    check_equal(sorted(marks - set(labels)), [], "marks without a source")
    check_equal(sorted(set(labels) - marks), [], "sources without a mark")
    listed = set(re.findall(r"\[\d+\]", words_of(zone, lang)))
    check_equal(sorted(listed - set(labels)), [], "marks in the text without a source")


@for_each_brief
def marks_are_numbered_as_they_are_met(zone, lang):
    met = []
    for node in tree_of(zone, lang).all("Reference"):
        if node.text() not in met:
            met.append(node.text())
    first = [f"[{n}]" for n in range(1, len(met) + 1)]
    check_equal(met, first, "marks in the order in which they are met")


# -- reading order and structure -------------------------------------------------


@for_each_brief
def headings_are_in_order(zone, lang):
    headings = tree_of(zone, lang).all("H1", "H2", "H3")
    roles = [node.role for node in headings]
    check(roles and roles[0] == "H1" and roles.count("H1") == 1, f"headings are {roles}")
    for before, after in zip(roles, roles[1:]):
        check(int(after[1]) <= int(before[1]) + 1, f"{after} follows {before}")
    blocks = zonebrief("build", zone, f"--lang={lang}", "--dump=blocks", wanted=0).out
    wanted = re.findall(r'^ +title "(.*)"$', blocks, re.MULTILINE)
    check_equal([squeeze(node.text()) for node in headings], [squeeze(one) for one in wanted],
                "headings")
    names = [kid.role for kid in tree_of(zone, lang).kids[:2]]
    check("H1" in names, f"the brief begins with {names}")


@for_each_brief
def tables_have_heads(zone, lang):
    tables = tree_of(zone, lang).all("Table")
    check(tables, "no table")
    for table in tables:
        check_equal([kid.role for kid in table.kids], ["THead", "TBody"], "parts of a table")
        head = table.kids[0].rows()
        check_equal(len(head), 1, "rows of a table's head")
        for cell in head[0].kids:
            check_equal((cell.role, cell.attributes.get("Scope")), ("TH", "Column"), "head")
            check(cell.text().strip(), "an empty cell in a table's head")
        for row in table.kids[1].rows():
            span = sum(int(cell.attributes.get("ColSpan", "1")) for cell in row.kids)
            check_equal(span, len(head[0].kids), "cells of a row")


@for_each_brief
def lists_have_items(zone, lang):
    lists = tree_of(zone, lang).all("L")
    check(lists, "no list")
    for one in lists:
        check({kid.role for kid in one.kids} == {"LI"}, f"{[kid.role for kid in one.kids]}")
        for item in one.kids:
            check_equal(item.kids[-1].role, "LBody", "the last part of an item")


@for_each_brief
def words_of_two_lines_do_not_run_together(zone, lang):
    """A figure of a tile stands on a line of its own; a reader must still find
    a space, or another paragraph, between it and its unit."""
    if lang not in ("en", "de"):
        return
    for item in tree_of(zone, lang).all("L")[0].kids:
        for paragraph in item.all("P"):
            check(not re.search(r"\d[A-Za-z]{2}|[a-z]\d", paragraph.text()),
                  f"\"{paragraph.text()}\"")


@for_each_brief
def names_in_other_languages_say_so(zone, lang):
    raw = run(["qpdf", "--qdf", "--object-streams=disable", brief(zone, lang), "-"],
              wanted=0).out_bytes
    for other in LANGS:
        if other != lang:
            check(b"/Lang (" + other.encode() + b")" in raw, f"no words are said to be {other}")


@for_each_brief
def no_character_is_unknown(zone, lang):
    words = pdf.text(brief(zone, lang))
    for bad in "\ufffd\u0000\ufffe":
        check(bad not in words, f"U+{ord(bad):04X} in the text")
    check(not re.search("[\ue000-\uf8ff]", words), "characters of private use in the text")


# -- the page ------------------------------------------------------------------


OPENING, CLOSING = "「『（〔［｛〈《【“‘", "」』）〕］｝〉》】”’、。，．；：？！"


def blank(word, index, marks):
    """The blank half of a mark at a line's edge, which stands outside: its box
    is an em wide, its ink is not. Of a middle dot it is a quarter (JLREQ 3.1.2). A line
    is 1.45 em high in a CJK face."""
    em = (word.bottom - word.top) / 1.45
    return em / 4 + 0.5 if word.text[index] == "・" else em / 2 + 0.5 if word.text[index] in marks else 0


@for_each_brief
def nothing_stands_outside_the_margins(zone, lang):
    theme = read_json(DATA, "themes/default.json")
    page, foot = theme["page"], theme["styles"]["foot"]["leading"]
    left, right = page["left"] - 1, PAGE["width"] - page["right"] + 1
    top, bottom = page["top"] - 2 * foot, PAGE["height"] - page["bottom"] + 16 + foot
    for word in pdf.words(brief(zone, lang)):
        middle = (word.top + word.bottom) / 2
        check(left - blank(word, 0, OPENING) <= word.left and
              word.right - blank(word, -1, CLOSING) <= right and top <= middle <= bottom, f"{word}")


@for_each_brief
def running_lines_keep_clear_of_the_text(zone, lang):
    """Between the text area and the foot nothing but space, and the same above
    from the second page on."""
    page = read_json(DATA, "themes/default.json")["page"]
    bottom = PAGE["height"] - page["bottom"]
    for word in pdf.words(brief(zone, lang)):
        middle = (word.top + word.bottom) / 2
        check(not bottom < middle < bottom + 12, f"{word} is below the text area")
        check(not page["top"] - 8 < middle < page["top"], f"{word} is above the text area")


@for_each_brief
def no_words_overlap(zone, lang):
    lines = {}
    for word in pdf.words(brief(zone, lang)):
        lines.setdefault(word.page, []).append(word)
    for found in lines.values():
        found.sort(key=lambda word: word.top)
        for i, a in enumerate(found):
            for b in found[i + 1:]:
                if b.top >= a.bottom:
                    break
                left, right = sorted((a, b), key=lambda word: word.left)
                across = (min(a.right, b.right) - right.left - blank(left, -1, CLOSING)
                          - blank(right, 0, OPENING))
                down = min(a.bottom, b.bottom) - b.top
                least = min(a.bottom - a.top, b.bottom - b.top)
                check(across <= 1 or down <= 0.35 * least, f"{a}\noverlaps {b}")


@for_each_brief
def no_line_begins_with_closing_marks(zone, lang):
    """Kinsoku, as seen on the page: of ， 。 、 」 ー and small kana no line
    begins with one (JLREQ 3.1.7, CLREQ 3.1.3)."""
    if lang not in ("zh-Hans", "ja"):
        return
    # pdftotext puts raised source marks that begin a line on a line of their own.
    words = re.sub(r"\n((?:\[\d+\])+)\s*\n\s*", r"\n\1", pdf.text(brief(zone, lang)))
    for line in words.splitlines():
        check(not re.match(r"\s*[，。、；：！？」』）】〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]", line),
              f"a line begins so: {line.strip()[:30]}")


# -- a project of its own --------------------------------------------------------


class Project:
    """A copy of the real project whose files a test may change."""

    def __init__(self, name):
        self.folder = folder(name)
        self.out = os.path.join(self.folder, "out")
        self.data = os.path.join(self.folder, "data")
        shutil.copytree(DATA, self.data)
        self.path = os.path.join(self.data, "project.json")
        self.set("project.json", fonts="../fonts", out="../out")

    def set(self, name, **changes):
        value = read_json(self.data, name)
        value.update(changes)
        self.write(name, json.dumps(value, ensure_ascii=False))

    def write(self, name, text):
        with open(os.path.join(self.data, name), "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, command, *arguments, **more):
        return zonebrief(command, f"--project={self.path}", f"--font-path={ROOT}/fonts", *arguments,
                         **more)


def small_zone(zone_id, facts, **changes):
    zone = {"zone": zone_id, "name": {lang: zone_id for lang in LANGS}, "city": {"term": "city.chengdu"},
            "asOf": "2020-12-19", "summary": {lang: "." for lang in LANGS}, "facts": facts}
    zone.update(changes)
    return zone


def small_fact(number, **changes):
    fact = {"id": f"f{number}", "category": "figure", "measure": "companies",
            "scope": "zone.chengdu", "value": 1, "unit": "company", "status": "actual",
            "asOf": "2020", "sources": [{"id": "hxdsb-2020"}]}
    fact.update(changes)
    return fact


@all_of.add
def characters_beyond_the_basic_plane():
    project, odd = Project("plane"), "𠮷野家𡈽骨"
    name = {lang: odd for lang in LANGS}
    project.write("zones/odd.json", json.dumps(small_zone("odd", [small_fact(1)], name=name)))
    project.run("build", "odd", wanted=0)
    for lang in LANGS:
        path = os.path.join(project.out, f"odd.{lang}.pdf")
        found = [word for word in pdf.words(path) if word.text == odd]
        check(found, f"{lang}: {odd} is not in {pdf.text(path)[:200]!r}")
        check(0.1 < pdf.ink(path, found[0]) < 0.9, f"{lang}: {odd} is not drawn")
        check_equal(pdf.info(path)["Title"], odd, "Title")
    frames = project.run("build", "odd", "--lang=ja", "--dump=frames", wanted=0).out
    line = next(line for line in frames.splitlines() if odd in line)
    glyphs = re.findall(r" (\d+)@", line)
    check(len(set(glyphs)) == len(odd) and "0" not in glyphs, f"glyphs are {glyphs}")


@all_of.add
def one_character_has_each_language_s_form():
    """骨 is drawn otherwise in Chinese than in Japanese."""
    project, odd = Project("forms"), "骨"
    name = {lang: odd for lang in LANGS}
    project.write("zones/odd.json", json.dumps(small_zone("odd", [small_fact(1)], name=name)))
    glyph = {}
    for lang in ("zh-Hans", "ja"):
        frames = project.run("build", "odd", f"--lang={lang}", "--dump=frames", wanted=0).out
        line = next(line for line in frames.splitlines() if " H1#" in line)
        glyph[lang] = re.search(r" (\d+)@", line)[1]
    check(glyph["ja"] != glyph["zh-Hans"], f"both are glyph {glyph['ja']}")


NUMBERS = {  # as the data has it: as the brief must have it in en and de
    "9007199254740993": ("9,007,199,254,740,993 companies", "9.007.199.254.740.993 Unternehmen"),
    "0.1": ("0.1 companies", "0,1 Unternehmen"),
    "1e3": ("1,000 companies", "1.000 Unternehmen"),
    "21.750": ("21.75 companies", "21,75 Unternehmen"),
    "-0.05": ("-0.05 companies", "-0,05 Unternehmen"),
    "1": ("1 company", "1 Unternehmen"),
    "123456789012345678901234567890.5": ("123,456,789,012,345,678,901,234,567,890.5 companies",
                                         "123.456.789.012.345.678.901.234.567.890,5 Unternehmen"),
}


@all_of.add
def numbers_keep_all_their_digits():
    project = Project("numbers")
    facts = [small_fact(i, value=f"@{number}@") for i, number in enumerate(NUMBERS)]
    text = json.dumps(small_zone("exact", facts))
    project.write("zones/exact.json", re.sub(r'"@([^@]*)@"', r"\1", text))
    project.run("build", "exact", "--lang=en", "--lang=de", wanted=0)
    for place, lang in enumerate(("en", "de")):
        words = squeeze(pdf.text(os.path.join(project.out, f"exact.{lang}.pdf")))
        words = words.replace("\u2212", "-")
        for number, forms in NUMBERS.items():
            form = squeeze(forms[place])
            check(re.search(rf"(?<![\d.,-]){re.escape(form)}\[1\]", words),
                  f"{lang}: {number} is not {forms[place]} in {words[:400]}")


@all_of.add
def a_project_adds_its_own_units():
    """A unit of a further file stays with its number; without it, it does not."""
    project = Project("units")
    words = " ".join(f"{'a' * (number % 7 + 1)} 20 rai" for number in range(200))
    summary = {lang: words for lang in LANGS}
    project.write("zones/rai.json",
                  json.dumps(small_zone("rai", [small_fact(1)], summary=summary)))
    project.write("more.json", json.dumps({"after": {"en": ["rai"]}}))

    def parted():
        project.run("build", "rai", "--lang=en", wanted=0)
        return len(re.findall(r"\b20\n", pdf.text(os.path.join(project.out, "rai.en.pdf"))))

    check(parted() > 0, "no line ends with the number though no table has the unit")
    project.set("project.json", units=["units.json", "more.json"])
    check_equal(parted(), 0, "lines that end with the number")


@all_of.add
def faults_of_units_say_where():
    project = Project("units")
    project.write("more.json", '{"after": {"fr": ["rai"]}}')
    project.set("project.json", units=["units.json", "more.json", 3])
    done = project.run("check", "chengdu", wanted=1)
    check(re.search(r"E013.*\n +--> .*more\.json:1:12 ", done.err), done.err)
    check(re.search(r"E012.*\n +--> .*project\.json:1:", done.err), done.err)


@all_of.add
def a_theme_says_how_lines_break():
    """loose lets 々 begin a line, strict does not; a word that is none is refused."""
    project = Project("kinsoku")
    words = {lang: "".join("国" * (i % 6 + 1) + "々" for i in range(200)) for lang in LANGS}
    project.write("zones/loose.json",
                  json.dumps(small_zone("loose", [small_fact(1)], summary=words)))
    theme = read_json(project.data, "themes/default.json")

    def begun():
        project.write("themes/default.json", json.dumps(theme))
        project.run("build", "loose", "--lang=ja", wanted=0)
        found = pdf.text(os.path.join(project.out, "loose.ja.pdf"))
        return len(re.findall(r"^ *々", found, re.MULTILINE))

    check_equal(begun(), 0, "lines that begin with 々")
    theme["styles"]["lead"]["kinsoku"] = "loose"
    check(begun() > 0, "no line begins with 々 though the style is loose")
    theme["styles"]["lead"]["kinsoku"] = "lose"
    project.write("themes/default.json", json.dumps(theme))
    check("E014" in project.run("check", "loose", wanted=1).err, "a wrong word is let pass")


@all_of.add
def more_than_six_is_not_six():
    """A figure that is exact contradicts one that says more than it."""
    project = Project("more")
    facts = [small_fact(1, value=6, comparator="over"), small_fact(2, value=6)]
    project.write("zones/more.json", json.dumps(small_zone("more", facts)))
    found = project.run("build", "more", "--dump=brief", wanted=0).out
    check_equal(found.count("CONFLICT 1"), 2, f"facts in conflict in\n{found}")


@all_of.add
def sources_that_nothing_cites():
    """A warning, if all zones are there to be looked at; an error on demand."""
    project = Project("uncited")
    sources = read_json(project.data, "sources.json")
    sources["sources"]["idle"] = dict(sources["sources"]["hxdsb-2020"])
    project.write("sources.json", json.dumps(sources))
    done = project.run("check", wanted=0)
    check("warning[W101]" in done.err and '"idle"' in done.err, done.err)
    done = project.run("check", "--werror", wanted=1)
    check("W101" in done.err, done.err)
    done = project.run("check", "chengdu", wanted=0)
    check_equal(done.err, "", "words on one zone alone")


# -- markup ----------------------------------------------------------------------


def all_langs(words):
    return {lang: words for lang in LANGS}


@all_of.add
def markup_is_not_in_plain_words():
    """Titles of documents, the order of zones and what query says."""
    project = Project("plain")
    zone = small_zone("plain", [small_fact(1, label=all_langs("_Many_ [firms](https://a.example)"))],
                      name=all_langs("*Big* \\* [東京](ruby:とう|きょう)"))
    project.write("zones/plain.json", json.dumps(zone, ensure_ascii=False))
    project.run("build", "plain", "--lang=ja", wanted=0)
    check_equal(pdf.info(os.path.join(project.out, "plain.ja.pdf"))["Title"], "Big * 東京", "title")
    found = project.run("query", "plain/f1", wanted=0).out
    check("    Many firms\n" in found, found)
    os.remove(os.path.join(project.data, "zones/plain.json"))

    before = project.run("build", "overview", "--lang=en", "--dump=blocks", wanted=0).out
    names = read_json(project.data, "terms.json")
    names["names"]["city.tianjin"]["en"] = "*Tianjin*"
    project.write("terms.json", json.dumps(names, ensure_ascii=False))
    after = project.run("build", "overview", "--lang=en", "--dump=blocks", wanted=0).out
    check("*Tianjin*" in after, "markup in the name of a city is not carried out")
    check_equal(after.replace("*Tianjin*", "Tianjin"), before, "blocks")


@all_of.add
def faulty_markup_in_shared_files():
    """In words of all zones; a fact that it names must be one of the zone's."""
    project = Project("shared")
    names, sources = (read_json(project.data, name) for name in ("terms.json", "sources.json"))
    names["names"]["city.chengdu"]["ja"] = "_成都"
    names["names"]["city.chengdu"]["de"] = "*Chengdu"
    names["measures"]["area"]["label"]["en"] = "_Area"
    names["statuses"]["planned"]["en"] = "[planned](plan)"
    sources["sources"]["hxdsb-2020"]["publisher"] = all_langs("[[fact:no]] *Daily")
    for name, value in (("terms.json", names), ("sources.json", sources)):
        project.write(name, json.dumps(value, ensure_ascii=False))
    done = project.run("check", "chengdu", wanted=1)
    for place in ("/names/city.chengdu/ja", "/names/city.chengdu/de", "/measures/area/label/en",
                  "/statuses/planned/en", "/sources/hxdsb-2020/publisher/ja"):
        check(f"({place})" in done.err, f"{place} is not named: {done.err}")
    project = Project("shared")
    sources["sources"]["hxdsb-2020"]["publisher"] = all_langs("[[fact:no]] Daily")
    project.write("sources.json", json.dumps(sources, ensure_ascii=False))
    done = project.run("check", "chengdu", wanted=1)
    check('error[E107]: no fact "no" in the zone' in done.err, done.err)


@all_of.add
def dots_of_a_theme():
    for dots, fault in (("•", ""), ("", ""), ("ab", "error[E015]: dots are one character")):
        project = Project("dots")
        theme = read_json(project.data, "themes/default.json")
        theme["styles"]["body"]["ja"] = {"emph": {"dots": dots, "dotsBelow": True}}
        project.write("themes/default.json", json.dumps(theme, ensure_ascii=False))
        done = project.run("check", "chengdu", "--lang=ja", wanted=1 if fault else 0)
        check(fault in done.err and bool(fault) == bool(done.err), f"{dots}: {done.err}")
    theme["styles"]["body"]["ja"] = {"emph": {"dotted": True}}
    project.write("themes/default.json", json.dumps(theme, ensure_ascii=False))
    done = project.run("check", "chengdu", "--lang=ja", wanted=1)
    check("error[E013]" in done.err and '"dotted"' in done.err, done.err)


# -- when things go wrong --------------------------------------------------------


def state_of(path):
    status = os.stat(path)
    return read_bytes(path), status.st_mtime_ns, status.st_ino


@all_of.add
def a_failed_build_leaves_the_last_good_one():
    project = Project("failed")
    project.run("build", "qingdao", wanted=0)
    before = {name: state_of(os.path.join(project.out, name)) for name in products(project.out)}
    broken = read_json(project.data, "zones/qingdao.json")
    broken["facts"][3]["sources"] = []
    project.write("zones/qingdao.json", json.dumps(broken))
    project.run("build", "qingdao", wanted=1)
    after = {name: state_of(os.path.join(project.out, name)) for name in products(project.out)}
    check_equal(sorted(after), sorted(before), "files")
    check(before == after, "a file was touched")


@all_of.add
def one_bad_zone_does_not_stop_the_others():
    project = Project("others")
    project.write("zones/chengdu.json", "{")
    done = project.run("build", wanted=1)
    # The overview compares Chengdu with the others, so it cannot be built either.
    every = {f"{zone}.{lang}.pdf" for zone, lang in BRIEFS + BILINGUAL}
    lost = {name for name in every if name.split(".")[0] in ("chengdu", OVERVIEW)}
    wanted = every - lost
    check_equal(products(project.out), sorted(wanted), "files")
    check(f"{len(lost)} of {len(every)} briefs failed" in done.err, done.err)
    check("error[E118]" in done.err, f"not said why there is no overview: {done.err}")


@all_of.add
def a_full_disk_leaves_the_last_good_one():
    project = Project("full")
    project.run("build", "qingdao", "--lang=en", wanted=0)
    path = os.path.join(project.out, "qingdao.en.pdf")
    before = state_of(path)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
    done = project.run("build", "qingdao", "--lang=en", "--force", wanted=3, preexec_fn=limit)
    check("qingdao.en.pdf" in done.err, done.err)
    check_equal(products(project.out), ["qingdao.en.pdf"], "files")
    check(before == state_of(path), "the file was touched")


@all_of.add
def check_writes_nothing():
    project = Project("check")
    done = project.run("check", wanted=0)
    check_equal((done.out, done.err), ("", ""), "words of check on good data")
    check(not os.path.exists(project.out), "a folder was made")


@all_of.add
def a_folder_that_cannot_be_written():
    made = folder("unwritable")
    path = os.path.join(made, "file")
    with open(path, "w", encoding="utf-8"):
        pass
    for out in (path, os.path.join(path, "below"), "/proc/none"):
        done = zonebrief("build", "qingdao", "--lang=en", f"--out={out}", wanted=3)
        check(out in done.err, f"{out} is not named: {done.err}")


@all_of.add
def a_name_taken_by_a_folder():
    made = folder("taken")
    os.mkdir(os.path.join(made, "qingdao.en.pdf"))
    zonebrief("build", "qingdao", "--lang=en", f"--out={made}", wanted=3)
    check_equal(products(made), ["qingdao.en.pdf"], "files")


@all_of.add
def fonts_that_are_missing_or_none():
    project = Project("fonts")
    fonts = os.path.join(project.folder, "fonts")

    def build(**more):
        return zonebrief("build", f"--project={project.path}", **more)
    os.mkdir(fonts)
    done = build(wanted=3)
    check("NotoSansCJK-Regular.otf" in done.err, done.err)
    for name in os.listdir(os.path.join(ROOT, "fonts")):
        with open(os.path.join(fonts, name), "wb") as file:
            file.write(b"no font at all")
    done = build(wanted=3)
    check(".otf" in done.err or ".ttf" in done.err, done.err)
    shutil.rmtree(fonts)
    shutil.copytree(os.path.join(ROOT, "fonts"), fonts)
    with open(os.path.join(fonts, "NotoSansCJK-Regular.otf"), "r+b") as file:
        file.truncate(20000)
    status = build().status
    check(status in (1, 3), f"a font that is cut off: exit status {status}")


@all_of.add
def dictionaries_that_are_missing_or_none():
    project = Project("dictionaries")
    for name, words in (("none.dic", "no such file"), ("project.json", "not UTF-8")):
        project.set("project.json", hyphenation={"en": "hyphenation/en.dic", "de": name})
        done = project.run("build", wanted=1)
        check("error[E001]" in done.err and "(/hyphenation/de)" in done.err and words in done.err,
              done.err)
    project.set("project.json", hyphenation={"fr": "hyphenation/en.dic", "de": 3})
    done = project.run("build", wanted=1)
    check("(/hyphenation/fr)" in done.err and "(/hyphenation/de)" in done.err, done.err)
    check(not os.path.exists(project.out), "something was written")


@all_of.add
def a_dictionary_goes_into_the_id():
    project = Project("dictionary")
    products = []
    for _ in range(2):
        project.run("build", "qingdao", "--lang=en", wanted=0)
        with open(os.path.join(project.out, "qingdao.en.pdf"), "rb") as file:
            products.append(file.read())
        with open(os.path.join(project.data, "hyphenation/en.dic"), "a", encoding="utf-8") as file:
            file.write("% nothing more\n")
    check(products[0] != products[1], "the products are the same bytes")


@all_of.add
def a_project_that_is_missing():
    zonebrief("build", cwd=folder("nothing"), wanted=3)
    zonebrief("build", "--project=/nowhere/project.json", wanted=1)


@all_of.add
def usage():
    for arguments in ([], ["bild"], ["build", "--lang=fr"], ["build", "--lang=xx"],
                      ["build", "--dump=pdf"], ["build", "--colour"], ["check", "--lang"],
                      ["build", "--pdf-standard=pdf"], ["shape", "x"], ["shape", "--width=0", "x"],
                      ["shape", "--width=240", "--size=small", "x"], ["shape", "--width=240", "--lang=fr", "x"],
                      ["build", *["--lang=en"] * 15]):
        done = zonebrief(*arguments, wanted=2)
        check(done.err and not done.out, f"{arguments}: nothing on stderr, or words on stdout")
    check("paris" in zonebrief("build", "paris", wanted=3).err, "the zone is not named")


@all_of.add
def help_and_version():
    done = zonebrief("--help", wanted=0)
    check("usage: zonebrief build" in done.out and not done.err, done.out)
    for option in ("--lang", "--out", "--project", "--dump", "--quiet", "--version"):
        check(option in done.out, f"{option} is not in the help")
    check(re.fullmatch(r"zonebrief \d+\.\d+\.\d+\n", zonebrief("--version", wanted=0).out),
          "version")


@all_of.add
def standard_output_that_is_full():
    for dump in ("json", "brief", "blocks", "frames"):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = run([BIN, "build", "qingdao", "--lang=en", f"--dump={dump}"], stdout=full)
        check(done.status == 3, f"--dump={dump}: exit status {done.status}, not 3")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = run([BIN, "--help"], stdout=full)
    check(done.status != 0, "--help: exit status 0")


@all_of.add
def quiet_says_nothing():
    made = folder("quiet")
    done = zonebrief("build", "qingdao", "--quiet", f"--out={made}", wanted=0)
    check_equal((done.out, done.err), ("", ""), "words")


@all_of.add
def operands():
    made = folder("operands")
    zonebrief("build", os.path.join(DATA, "zones/qingdao.json"), "--lang=ja", f"--out={made}",
              wanted=0)
    check_equal(products(made), ["qingdao.ja.pdf"], "files of a file")
    zonebrief("build", os.path.join(DATA, "zones"), "--lang=de", f"--out={made}", wanted=0)
    wanted = {f"{zone}.de.pdf" for zone in ZONES if zone != OVERVIEW} | {"qingdao.ja.pdf"}
    check_equal(products(made), sorted(wanted), "files of a folder")
    zonebrief("build", OVERVIEW, "--lang=en", f"--out={made}", wanted=0)
    check_equal(products(made), sorted(wanted | {"overview.en.pdf"}),
                "files with the overview, by its id")
    check(read_bytes(os.path.join(made, "qingdao.ja.pdf")) == read_bytes(brief("qingdao", "ja")),
          "a file named otherwise gives another brief")


@all_of.add
def two_files_of_one_zone():
    """The second must not take the first one's place without a word."""
    project = Project("twice")
    shutil.copy(os.path.join(project.data, "zones/qingdao.json"),
                os.path.join(project.data, "zones/qingdao2.json"))
    done = project.run("build", "--lang=en")
    check(done.status == 1 and "qingdao" in done.err, f"exit status {done.status}")


def tests():
    return all_of
