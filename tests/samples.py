"""A brief in Traditional Chinese and in Korean: languages that no data of ours
is in, but that work as soon as a project gives texts and faces. The project in
samples/ is made up, its faces are those of fonts/ beside it, which only
--font-path leads to."""

import json
import os
import re
import shutil
import struct

import pdf
from harness import ANYWHERE, ROOT, TESTS, Once, Tests, check, check_equal, folder, run, zonebrief
from pdf import squeeze

SAMPLES = os.path.join(TESTS, "samples")
FONTS = os.path.join(TESTS, "fonts")
LANGS = {"zh-Hant": "NotoSansCJKtc-Regular", "ko": "NotoSansCJKkr-Regular"}  # with their faces
all_of = Tests("samples")


def read_json(*path):
    with open(os.path.join(SAMPLES, *path), encoding="utf-8") as file:
        return json.load(file)


def build_all():
    made = folder("samples")
    done = zonebrief("build", f"--project={SAMPLES}/project.json", ANYWHERE, f"--font-path={FONTS}",
                     f"--out={made}", "--quiet", "--werror", wanted=0)
    check_equal(done.err, "", "warnings")
    return made


built = Once(build_all)


def brief(lang):
    return os.path.join(built(), f"harbour.{lang}.pdf")


def for_each_lang(function):
    for lang in LANGS:
        all_of.add_named(f"{lang}: {function.__name__.replace('_', ' ')}",
                         lambda lang=lang: function(lang))
    return function


class Copy:
    """The project in a folder of its own, to plant faults in."""

    def __init__(self):
        self.folder = os.path.join(folder("samples"), "project")
        shutil.copytree(SAMPLES, self.folder)
        self.change("project.json", lambda project: project.update(
            fonts=os.path.join(ROOT, "fonts"), out=os.path.join(self.folder, "out")))

    def change(self, name, how):
        path = os.path.join(self.folder, name)
        with open(path, encoding="utf-8") as file:
            value = json.load(file)
        how(value)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)

    def run(self, command, *arguments, fonts=(FONTS,), **more):
        return zonebrief(command, f"--project={self.folder}/project.json", ANYWHERE, *arguments,
                         *[f"--font-path={one}" for one in fonts], **more)


# -- what is in the briefs -------------------------------------------------------


@for_each_lang
def is_sound_and_says_its_language(lang):
    done = run(["qpdf", "--check", brief(lang)], wanted=0)
    check("WARNING" not in done.out + done.err, done.out + done.err)
    catalog = run(["qpdf", "--json", "--json-key=qpdf", brief(lang)], wanted=0).out
    check(f'"/Lang": "u:{lang}"' in catalog, "no /Lang of the document")


@for_each_lang
def begins_with_the_face_of_its_language(lang):
    """The other's is there too: names are printed in both languages."""
    found = pdf.fonts(brief(lang))
    check(found and f"+{LANGS[lang]}-" in found[0][0], f"faces are {found}")
    for name, embedded, subset, unicode in found:
        check_equal((embedded, subset, unicode), ("yes", "yes", "yes"), f"{name}: emb, sub, uni")


def texts_of(value, lang):
    """Every text of that language in a file of the project, without markup."""
    if isinstance(value, list):
        return [text for one in value for text in texts_of(one, lang)]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get(lang), str):
        return re.split(r"\[\[[^]]*\]\]", value[lang])
    return [text for one in value.values() for text in texts_of(one, lang)]


@for_each_lang
def its_texts_come_back(lang):
    words = squeeze(pdf.text(brief(lang)))
    terms = read_json("terms.json")
    wanted = texts_of(read_json("zones", "harbour.json"), lang)
    wanted += texts_of(terms["names"], lang) + texts_of(terms["measures"], lang)
    wanted += [text for text in texts_of(terms["labels"], lang) if "{}" not in text]
    unused = {terms["measures"][key]["label"][lang] for key in ("event", "founder")}
    unused |= {terms["labels"][key][lang] for key in ("table.continued", "table.subtotal")}
    unused |= {terms["labels"]["author"][lang]} | {terms["names"]["city"][lang]}
    missing = [text for text in wanted if squeeze(text) not in words and text not in unused]
    check(not missing, f"not found: {missing}")


BY_HAND = {
    "zh-Hant": ["截至2024年6月1日", "3.2平方公里", "約48家", "超過12.5億美元", "2024年5月", "2024年至2030年",
                "1891年5月20日", "雲頂茶館、松濤茶館", "轉引自霧灣港務處", "第1頁，共1頁"],
    "ko": ["2024년 6월 1일 현재", "3.2km²", "약 48곳", "12.5억 달러 초과", "2024. 5.", "2024년~2030년",
           "1891. 5. 20.", "구름마루 찻집, 솔바람 찻집", "안개만 항만사무소 재인용", "1 / 1쪽"],
}


@for_each_lang
def has_the_figures_written_by_hand(lang):
    words = squeeze(pdf.text(brief(lang)))
    missing = [form for form in BY_HAND[lang] if squeeze(form) not in words]
    check(not missing, f"not found: {missing}")


# -- where faces come from -------------------------------------------------------


def summed(font):
    """With the checksums that its tables have now."""
    made = bytearray(font)
    for record in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        tag, _, at, length = struct.unpack_from(">4sIII", font, record)
        table = bytearray(font[at:at + length] + bytes(-length % 4))
        if tag == b"head":
            table[8:12] = bytes(4)
        words = struct.unpack(f">{len(table) // 4}I", table)
        struct.pack_into(">I", made, record + 4, sum(words) % (1 << 32))
    return bytes(made)


@all_of.add
def a_face_of_a_known_collection_keeps_its_CIDs():
    """Of Adobe-Identity they mean nothing outside the face, and are counted anew; of Adobe-Japan1, say, they
    do. What is drawn is the same: wrong codes would draw blanks, and nothing but pixels shows it."""
    copy, fonts = Copy(), folder("collection")
    for name in ("sample-tc.otf", "sample-kr.otf"):
        with open(os.path.join(FONTS, name), "rb") as file:
            data = file.read()
        with open(os.path.join(fonts, name), "wb") as file:
            file.write(summed(data.replace(b"AdobeIdentity", b"AdobeJapan1-x")))
    copy.run("build", "--quiet", wanted=0, fonts=(fonts,))
    for lang in LANGS:
        path = os.path.join(copy.folder, "out", f"harbour.{lang}.pdf")
        names = run(["qpdf", "--qdf", "--object-streams=disable", path, "-"], wanted=0).out_bytes
        check(b"(Japan1-x)" in names, "the collection's name is lost")
        check_equal(squeeze(pdf.text(path)), squeeze(pdf.text(brief(lang))), f"{lang}: text")
        pages = [run(["pdftoppm", "-r", "60", one], wanted=0).out_bytes for one in (path, brief(lang))]
        check(pages[0] == pages[1], f"{lang}: the pages look otherwise")


@all_of.add
def a_face_that_is_nowhere_is_told_at_its_place():
    nowhere = folder("nowhere")
    for command in (["build"], ["check"], ["query", "harbour/area"], ["diff", "zones", "zones"]):
        done = zonebrief(command[0], f"--project={SAMPLES}/project.json", ANYWHERE, f"--font-path={nowhere}",
                         *command[1:], cwd=SAMPLES, wanted=3)
        for words in ("error[E401]", "sample-tc.otf", "sample-kr.otf", nowhere,
                      "theme.json:5:20 (/faces/tc/file)"):
            check(words in done.err, f"{command[0]}: \"{words}\" is not in {done.err}")


@all_of.add
def every_command_takes_font_path():
    project = Copy()
    check("3.2" in project.run("query", "harbour/area", wanted=0).out, "nothing found")
    project.run("check", wanted=0)
    project.run("diff", f"{SAMPLES}/zones", f"{SAMPLES}/zones", wanted=0)


@all_of.add
def folders_are_tried_in_order_the_project_s_own_first():
    project, own, broken = Copy(), folder("own"), folder("broken")
    for name in os.listdir(FONTS):
        if name.endswith(".otf"):
            shutil.copy(os.path.join(FONTS, name), own)
            with open(os.path.join(broken, name), "w", encoding="utf-8") as file:
                file.write("no font")
    project.run("check", fonts=[folder("empty"), FONTS, broken], wanted=0)
    done = project.run("check", fonts=[broken, FONTS], wanted=3)
    check("error[E402]" in done.err and "/faces/tc" in done.err, done.err)
    project.change("project.json", lambda value: value.update(fonts=own))
    project.run("check", fonts=[broken], wanted=0)


@all_of.add
def too_many_folders_are_refused():
    check("--font-path" in Copy().run("check", fonts=[FONTS] * 17, wanted=2).err, "not named")


def make_collection(path, names):
    """An OpenType collection (TTC header 1.0): fonts one behind another, the
    offsets of their tables counted from the file's start."""
    fonts = []
    for name in names:
        with open(os.path.join(FONTS, name), "rb") as file:
            fonts.append(file.read())
    at = 12 + 4 * len(fonts)
    header, body = struct.pack(">4sHHI", b"ttcf", 1, 0, len(fonts)), b""
    for font in fonts:
        header += struct.pack(">I", at)
        count = struct.unpack_from(">H", font, 4)[0]
        moved = bytearray(font) + bytes(-len(font) % 4)
        for record in range(12, 12 + 16 * count, 16):
            offset = struct.unpack_from(">I", font, record + 8)[0]
            struct.pack_into(">I", moved, record + 8, offset + at)
        body += moved
        at += len(moved)
    with open(path, "wb") as file:
        file.write(header + body)


@all_of.add
def the_index_in_a_collection_counts():
    project, fonts = Copy(), folder("collection")
    make_collection(os.path.join(fonts, "both.ttc"), ["sample-tc.otf", "sample-kr.otf"])

    def choose(tc, kr):
        faces = {"tc": {"file": "both.ttc", **tc}, "kr": {"file": "both.ttc", **kr}}
        project.change("theme.json", lambda theme: theme.update(faces=faces))
        return project.run("build", "--quiet", fonts=[fonts])

    done = choose({}, {"index": 1})
    check_equal((done.status, done.err), (0, ""), "of both")
    for lang, face in LANGS.items():
        path = os.path.join(project.folder, "out", f"harbour.{lang}.pdf")
        check(f"+{face}-" in pdf.fonts(path)[0][0], f"{lang}: does not begin with {face}")
        check_equal(squeeze(pdf.text(path)), squeeze(pdf.text(brief(lang))), f"{lang}: text")
    done = choose({}, {"index": 0})
    check(done.status == 1 and "error[E201]" in done.err, "the second face came from nowhere")
    done = choose({}, {"index": 2})
    check(done.status == 3 and "error[E402]" in done.err and "none of index 2" in done.err,
          done.err)
    done = choose({"index": -1}, {"index": 1.5})
    check(done.status == 1 and done.err.count("error[E01") == 2, done.err)


# -- figures -----------------------------------------------------------------------


@all_of.add
def figures_of_text_and_of_tables():
    """Noto Sans has digits of both widths: in prose each its own, in the table
    all alike."""
    project = Copy()

    def glyphs(text, table):
        def change(theme):
            theme["faces"]["latin"] = {"file": "NotoSans-Regular.ttf"}
            theme["styles"]["default"].update(
                {"faces": ["latin", "kr", "tc"], "figures": text, "ko": {"leading": 15}})
            theme["styles"]["table.figure"] = {"figures": table}
        project.change("theme.json", change)
        dump = project.run("build", "--lang=ko", "--dump=frames", wanted=0).out
        return [re.findall(r"(\d+)@", line.split('"3.2" ')[1]) for line in dump.splitlines()
                if '"3.2" ' in line]

    lead, tile, table = glyphs("proportional", "tabular")
    check_equal(lead, tile, "of the text")
    check(lead[0] != table[0] and lead[1] == table[1], f"{lead} in text, {table} in the table")
    check_equal(glyphs("tabular", "tabular"), [table] * 3, "tabular")
    check_equal(glyphs("default", "default"), [table] * 3, "as the face has them")
    check_equal(glyphs("tabular", "proportional"), [table, table, lead], "the other way about")
    project.change("theme.json", lambda theme: theme["styles"]["default"].update(figures="old"))
    done = project.run("check", wanted=1)
    check("error[E014]" in done.err and "/styles/default/figures" in done.err, done.err)


# -- what terms lack ---------------------------------------------------------------

LACKS = [  # what is taken out of the terms, and what is said of it
    ("languages/ko", "E104", "/languages has nothing for ko"),
    ("numbers/ko", "E104", "/numbers has nothing for ko"),
    ("names/quay/ko", "E104", "quay has no words in ko"),
    ("labels/sources/ko", "E104", "sources has no words in ko"),
    ("measures/area/label/ko", "E104", "no words in ko"),
    ("units/km2/print/ko", "E104", "km2 has no words in ko"),
    ("dates/day.short/ko", "E104", "day.short has no words in ko"),
    ("statuses/planned/ko", "E104", "planned has no words in ko"),
    ("comparators/about/ko", "E104", "about has no words in ko"),
    ("languages/ko/list", "E011", "list"),
    ("dates/range", "E011", "range"),
    ("statuses/claimed", "E011", "claimed"),
    ("comparators/over", "E011", "over"),
    ("labels/via", "E103", "via"),
    ("labels/lang.ko", "E103", "lang.ko"),
    ("labels/class.press", "E103", "class.press"),
]


def take_out(path, code, words):
    def change(terms):
        *way, last = path.split("/")
        for step in way:
            terms = terms[step]
        del terms[last]
    project = Copy()
    project.change("terms.json", change)
    done = project.run("check", wanted=1)
    check(f"error[{code}]" in done.err and words in done.err and "terms.json:" in done.err,
          done.err)


for _path, _code, _words in LACKS:
    all_of.add_named(f"terms without {_path}",
                     lambda path=_path, code=_code, words=_words: take_out(path, code, words))


def tests():
    return all_of
