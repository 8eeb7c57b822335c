"""Pages as readers of the PDF meet them: sections in the heads, tables of
contents, floats, columns, and budgets of pages with their reports."""

import collections
import json
import os
import re

import golden
import pdf
import pdfcheck
from harness import ANYWHERE, LANGS, Once, Tests, check, check_equal, folder, zonebrief
from whole import Project, read_json

all_of = Tests("pages")


def layout_with(project, blocks=(), at=2, **more):
    """More blocks for the layout, and other keys; without the edition's budget."""
    layout = read_json(project.data, "layouts/brief.json")
    layout["blocks"][at:at] = blocks
    project.set("layouts/brief.json", blocks=layout["blocks"], **more)
    editions = read_json(project.data, "project.json")["editions"]
    for edition in editions:
        edition.pop("pages", None)
    project.set("project.json", editions=editions)


def lines_of(path, page):
    return [line.strip() for line in
            pdf.text(path, "-layout", "-f", str(page), "-l", str(page)).splitlines() if line.strip()]


def page_count(path):
    return int(pdf.info(path)["Pages"])


def is_clean(path):
    faults = pdfcheck.check_file(path)
    check(not faults, f"{os.path.basename(path)}: {faults}")


# -- heads and contents ---------------------------------------------------------------


def build_contents():
    """Every brief of a zone with a table of contents, also in two languages."""
    project = Project("contents")
    layout_with(project, [{"kind": "contents", "title": {"text": "Contents", "lang": "en"}, "from": 1}])
    project.run("build", "chengdu", "--quiet", *(f"--lang={lang}" for lang in LANGS), wanted=0)
    return project.out


contents = Once(build_contents)


def entries_of(tree):
    """[(words, page)] of the TOCIs: digits end them."""
    found = []
    for item in tree.all("TOCI"):
        own = [kid for kid in item.kids if getattr(kid, "role", "") == "Reference"]
        match = re.fullmatch(r"(.*?)(\d+)", pdf.squeeze(own[0].text()))
        found.append((match[1], int(match[2])))
    return found


def contents_name_every_heading_with_its_page(lang):
    path = os.path.join(contents(), f"chengdu.{lang}.pdf")
    tree = pdf.structure(path)
    entries = entries_of(tree)
    titles = [pdf.squeeze(node.text()) for node in tree.all("H1", "H2", "H3")]
    check(len(entries) >= 15, f"{len(entries)} entries")
    check_equal([words for words, _ in entries], [one for one in titles if one != "Contents"],
                "what is listed")
    pages = [[pdf.squeeze(line) for line in lines_of(path, page)]
             for page in range(1, page_count(path) + 1)]
    alone = 0
    for words, page in entries:
        check(any(words in line for line in pages[page - 1]), f"{words} is not on page {page}")
        found = [at for at, lines in enumerate(pages, 1) if words in lines]
        alone += len(found) == 1
        check(len(found) != 1 or found == [page], f"{words}: {page}, and stands on {found}")
    check(alone >= 4, f"{alone} headings with a line of their own")


for _lang in LANGS:
    all_of.add_named(f"{_lang}: contents name every heading with its page",
                     lambda lang=_lang: contents_name_every_heading_with_its_page(lang))


@all_of.add
def contents_keep_the_rules():
    for tag in LANGS + ["zh-Hans-en"]:
        is_clean(os.path.join(contents(), f"chengdu.{tag}.pdf"))


@all_of.add
def contents_move_nothing_when_their_numbers_come():
    project = Project("numbers")
    layout_with(project, [{"kind": "contents"}])
    first = project.run("build", "qingdao", "--lang=de", "--edition=brief", "--dump=frames", wanted=0).out
    again = project.run("build", "qingdao", "--lang=de", "--edition=brief", "--dump=frames", wanted=0).out
    check_equal(first, again, "the same input")
    leaders = re.findall(r'"((?:\. ){3,})"', first)
    check(len(leaders) >= 12, f"{len(leaders)} lines with leaders")


@all_of.add
def the_head_names_the_section_in_force():
    project = Project("section")
    project.run("build", "chengdu", "--edition=brief", "--quiet", wanted=0)
    for lang in LANGS:
        path = os.path.join(project.out, f"chengdu.{lang}.pdf")
        titles = [pdf.squeeze(node.text()) for node in pdf.structure(path).all("H2")]
        last = None
        for page in range(1, page_count(path) + 1):
            lines = [pdf.squeeze(line) for line in lines_of(path, page)]
            here = [title for title in titles if any(line.startswith(title) for line in lines[1:])]
            wanted = here[0] if here else last
            head = re.split("[·・]", lines[0].split("…")[0])[-1]
            if page > 1:
                check(wanted in lines[0] or ("…" in lines[0] and wanted.startswith(head)),
                      f"{lang}, page {page}: {lines[0]!r}, not {wanted!r}")
            last = here[-1] if here else last


# -- floats and columns -----------------------------------------------------------------


@all_of.add
def floats_are_read_where_the_data_has_them():
    project = Project("floats")
    plain = Project("plain")
    layout = read_json(project.data, "layouts/brief.json")
    for block in layout["blocks"]:
        if block["kind"] in ("table", "callout", "timeline"):
            block["float"] = "top" if block["kind"] == "table" else "bottom"
    project.set("layouts/brief.json", blocks=layout["blocks"])
    for one in (project, plain):
        one.run("build", "qingdao", "--quiet", "--lang=en", "--edition=brief", wanted=0)
    name = "qingdao.en.pdf"
    roles = [[(node.role, pdf.squeeze(node.text())) for node in
              pdf.structure(os.path.join(one.out, name)).all("H1", "H2", "P", "TR", "LI")]
             for one in (project, plain)]
    check_equal(roles[0], roles[1], "what is read")
    check(pdf.text(os.path.join(project.out, name)) != pdf.text(os.path.join(plain.out, name)),
          "nothing floats")
    is_clean(os.path.join(project.out, name))


@all_of.add
def a_theme_alone_sets_briefs_in_columns():
    project = Project("columns")
    for number, change in enumerate(('{"columns": 2}', '{"columns": 3, "grid": 6}',
                                     '{"columns": 2, "first": {"columns": 1, "top": 110, "left": 90}}')):
        out = folder("columns")
        merged = read_json(project.data, "themes/default.json")["page"] | json.loads(change)
        project.run("build", "qingdao", "--quiet", "--edition=brief", f"--out={out}",
                    f"--set=/page={json.dumps(merged)}", wanted=0)
        for lang in LANGS:
            path = os.path.join(out, f"qingdao.{lang}.pdf")
            is_clean(path)
            left = min(word.left for word in pdf.words(path) if word.page == 2 and word.top > 46)
            check(35 <= left <= 41, f"{change}: page two begins at {left}")  # a mark's blank half
        if number == 2:
            left = min(word.left for word in pdf.words(path) if word.page == 1)
            check(89 <= left <= 91, f"page one begins at {left}")


# -- where page one of another measure ends ---------------------------------------------


def read_words(project, langs, *options):
    """{node: its words}; where they are divided does not matter."""
    edition = "bilingual" if len(langs) > 1 else "brief"
    frames = project.run("build", "chengdu", f"--edition={edition}", "--dump=frames",
                         *(f"--lang={lang}" for lang in langs), *options, wanted=0).out
    said = collections.defaultdict(str)
    for node, words in re.findall(r'^ +run \S+ ((?!Artifact)\w+#\S+) .*? #[0-9a-f]{6} "(.*?)" \d+@', frames,
                                  re.MULTILINE):
        said[node] += words
    return {node: re.sub("[-\\s\u00ad\u2010]", "", words) for node, words in said.items()}


@all_of.add
def nothing_is_lost_or_said_twice_where_page_one_ends():
    """Page one ends in headings, texts, lists, tables, of one language and of two."""
    project, plain = Project("turn"), {}
    for step, langs in enumerate((["en"], ["zh-Hans", "en"], ["ja"], ["de"]) * 8):
        tag = "-".join(langs)
        depth = 380 if len(langs) > 1 else 746
        plain[tag] = plain.get(tag) or read_words(project, langs)
        top = 46 + depth * (2 * step + 1) // 80
        first = {"top": top, "columns": 2} if step % 3 == 2 else {"top": top, "left": 140}
        found = read_words(project, langs, f"--set=/page/first={json.dumps(first)}")
        for node in plain[tag].keys() | found.keys():
            check_equal(found.get(node), plain[tag].get(node), f"{tag} with {first}: {node}")


@all_of.add
def tags_are_sound_where_page_one_ends():
    project = Project("turn-tags")
    project.run("build", "chengdu", "qingdao", "--quiet", "--lang=zh-Hans", "--lang=en",
                '--set=/page/first={"top": 110, "left": 140}', wanted=0)
    for name in ("chengdu.en.pdf", "qingdao.zh-Hans.pdf", "chengdu.zh-Hans-en.pdf"):
        is_clean(os.path.join(project.out, name))


@all_of.add
def rows_of_an_untagged_table_go_on_in_another_measure():
    project = Project("untagged-turn")
    layout_with(project, [{"kind": "table", "rows": "/tables/long", "columns": [
        {"head": {"label": "column.measure"}, "share": 1},
        {"head": {"label": "column.value"}, "align": "end"}]}], at=1)
    rows = [[f"R{number}", number] for number in range(150)]
    project.set("zones/chengdu.json", tables={"long": rows})
    project.run("build", "chengdu", "--lang=en", "--edition=brief", "--pdf-standard=untagged", "--quiet",
                '--set=/page/first={"left": 200}', wanted=0)
    words = [word for word in pdf.words(os.path.join(project.out, "chengdu.en.pdf"))
             if re.fullmatch(r"R\d+", word.text)]
    check_equal([word.text for word in words], [row[0] for row in rows], "rows")
    lefts = {word.page: round(word.left) for word in words}
    check(lefts[1] > 190 and lefts[2] < 45, f"where pages begin: {lefts}")


# -- budgets ----------------------------------------------------------------------------


def fit_of(project, *arguments, wanted=0):
    done = project.run("check", "chengdu", "--edition=brief", "--report=fit", "--json", *arguments,
                       wanted=wanted)
    return [json.loads(line) for line in done.out.splitlines()], done


@all_of.add
def a_budget_that_is_kept_anyway_changes_nothing():
    plain, loose = Project("plain"), Project("loose")
    layout_with(plain)
    layout_with(loose, pages=3)
    frames = [one.run("build", "chengdu", "--lang=en", "--edition=brief", "--dump=frames", wanted=0).out
              for one in (plain, loose)]
    check_equal(frames[0], frames[1], "frames")


def spacer(points):
    return [{"kind": "spacer", "height": points}]


@all_of.add
def what_shrinks_does_so_in_order_and_no_further_than_it_must():
    project = Project("order")
    steps = [{"what": "space", "percent": 70}, {"what": "size", "percent": 80}]
    layout_with(project, spacer(240), pages={"most": 3, "shrink": steps})
    briefs, _ = fit_of(project)
    check_equal(len(briefs), 4, "briefs")
    partly = 0
    for brief in briefs:
        check_equal(brief["pages"], 3, brief["product"])
        space, size = (step["percent"] for step in brief["shrunk"])
        check(space >= 70 and size >= 80, f"{brief}")
        check(size == 100 or space == 70, f"size shrinks before space has: {brief}")
        if size == 100 and space == 100:
            continue
        partly += 1
        lang = f"--lang={brief['product'].split('.')[1]}"
        looser = ([{"what": "space", "percent": 70}] + ([{"what": "size", "percent": int(size) + 1}]
                  if size < 99 else [])) if size < 100 else [{"what": "space", "percent": int(space) + 1}]
        other = Project("looser")
        layout_with(other, spacer(240), pages={"most": 3, "shrink": looser})
        told, done = fit_of(other, lang, wanted=1)
        check("[E310]" in done.err, f"{brief['product']} fits with {looser}: {told}")
    check(partly >= 2, "nothing had to shrink")


@all_of.add
def a_last_page_that_is_hardly_begun_is_saved():
    project = Project("last")
    layout_with(project, pages={"most": 3, "last": 15})
    plain = Project("plain")
    layout_with(plain)
    found = {}
    for name, one in (("plain", plain), ("last", project)):
        out = one.run("check", "beijing", "chengdu", "--edition=brief", "--report=fit", "--json",
                      wanted=0).out
        found[name] = {brief["product"]: brief for brief in map(json.loads, out.splitlines())}
    saved = 0
    for product, brief in found["plain"].items():
        now = found["last"][product]
        full = 100 * (1 - brief["left"] / brief["depth"])
        saved += now["pages"] < brief["pages"]
        check(now["pages"] == brief["pages"] or full < 15, f"{brief} became {now}")
        check(full >= 15 or now["pages"] == brief["pages"] - 1, f"{brief} became {now}")
        check(now["pages"] < brief["pages"] or all(step["percent"] == 100 for step in now["shrunk"]),
              f"shrunk for nothing: {now}")
    check(saved >= 2, f"{saved} saved")
    layout_with(project, pages={"most": 3, "last": 15, "shrink": []})
    out = project.run("check", "beijing", "--lang=en", "--edition=brief", "--report=fit", "--json",
                      wanted=0).out  # nothing may shrink: it stays
    check_equal(json.loads(out)["pages"], found["plain"]["beijing.en.pdf"]["pages"], "pages")


@all_of.add
def floors_in_points_hold():
    project = Project("points")
    layout_with(project, spacer(300), pages={"most": 3, "shrink": [{"what": "size", "points": 7.5}]})
    theme = read_json(project.data, "themes/default.json")["styles"]
    largest = max(theme[name].get("size", 0) for name in ("body", "lead", "contents"))
    briefs, _ = fit_of(project, "--lang=en", wanted=None)
    step = briefs[0]["shrunk"][0]
    check_equal(step["floor"], round(7500 / largest) / 10, "floor")
    frames = project.run("build", "chengdu", "--lang=en", "--edition=brief", "--dump=frames").out
    sizes = {float(size) for size in re.findall(r" (?:LBody|TD)#\S+ \S+ \S+ ([\d.]+) #", frames)}
    smaller = {style["size"] for style in theme.values() if style.get("size", 9) < 7.5}  # and stays as it is
    check(7.5 in sizes and min(sizes - smaller) == 7.5, f"{sorted(sizes)}")


@all_of.add
def a_budget_that_cannot_be_kept_is_told():
    project = Project("over")
    layout_with(project, pages=1)
    briefs, done = fit_of(project, "--lang=en", wanted=1)
    check_equal(briefs[0]["most"], 1, "most")
    message = re.search(r"\[E310\]: (\d+) pages in en, where the budget is 1: (\d+) pt too much, "
                        r"about (\d+) lines, (\d+) % of all", done.err)
    check(message, done.err)
    check_equal(int(message[1]), briefs[0]["pages"], "pages")
    check(abs(int(message[2]) - briefs[0]["over"]) <= 1, f"{message[0]} and {briefs[0]}")
    check(re.search(r"layouts/brief.json.*/blocks/\d+", done.err), "the block is not named")
    check(all(step["percent"] == step["floor"] for step in briefs[0]["shrunk"]), f"{briefs[0]}")
    project.run("build", "chengdu", "--lang=en", "--edition=brief", wanted=1)
    check(not os.path.exists(os.path.join(project.out, "chengdu.en.pdf")), "it is written")


@all_of.add
def an_edition_has_a_budget_of_its_own():
    project = Project("edition")
    layout_with(project, pages=1)
    editions = read_json(project.data, "project.json")["editions"]
    editions[0]["pages"] = {"most": 3}
    project.set("project.json", editions=editions)
    briefs, _ = fit_of(project)
    check_equal([brief["most"] for brief in briefs], [3] * 4, "most")


@all_of.add
def the_report_says_how_a_brief_fits_in_words():
    project = Project("words")
    out = project.run("check", "chengdu", "--edition=brief", "--report=fit", "--lang=en", wanted=0).out
    check(re.fullmatch(r"chengdu\.en\.pdf: \d pages, \d+ pt \(\d+ %\) left on the last\n", out), out)
    for name, status, words in (
            ("budget", 0, r"1 of 1 page, \d+ pt \(\d+ %\) left on the last; space \d+(\.\d)? %, leading 100 %, size 100 %"),
            ("fault-budget", 1, r"\d of 1 page, \d+ pt \(\d+ % of all\) too much; space \d+ %, .*")):
        path, _ = golden.write_project(name, golden.notes_of(name))
        out = zonebrief("check", f"--project={path}", ANYWHERE, f"{name}.json", "--lang=en", "--report=fit",
                        cwd=golden.FOLDER, wanted=status).out
        check(re.fullmatch(rf"[\w.-]+: {words}\n", out), out)
    done = zonebrief("check", "--report=fat", wanted=2)
    check("--report takes fit or size" in done.err, done.err)


def tests():
    return all_of
