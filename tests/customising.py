"""Editions, themes that extend others, patches and values of the command line,
contrast: what a project's own files say, with faults planted in them."""

import json
import os
import re

import pdf
from harness import LANGS, Tests, check, check_equal, folder, products, run, zonebrief
from whole import DATA, Project, read_json

THEMES = ["default", "one-ink", "dark-cover"]
all_of = Tests("customising")


def editions(project, *list_of, **more):
    made = [{"name": f"e{i}", "layout": "layouts/brief.json", "theme": "themes/default.json",
             **({} if "programme" in edition else {"zones": "all"}), **edition}
            for i, edition in enumerate(list_of)]
    project.set("project.json", editions=made, **more)


def faults_in(text):
    """[(code, file, pointer)] of what a run said."""
    return [(code, os.path.basename(file), pointer) for code, file, pointer in
            re.findall(r"\[([EW]\d+)\].*\n +--> (.*?):\d+:\d+(?: \((.*)\))?", text)]


def faults(done):
    return faults_in(done.err)


def is_told(done, code, file, pointer):
    check((code, file, pointer) in faults(done), f"not {code} at {file} ({pointer}):\n{done.err}")


# -- editions ----------------------------------------------------------------------


@all_of.add
def one_run_makes_all_editions():
    project = Project("editions")
    editions(project, {"zones": ["chengdu", "qingdao"], "languages": ["ja"]},
             {"name": "one", "zones": ["chengdu"], "theme": "themes/one-ink.json",
              "languages": ["en"], "product": "{edition}-{zone}.{lang}.pdf"},
             {"name": "o", "programme": "overview.json", "layout": "layouts/overview.json",
              "languages": ["de"]})
    project.run("build", wanted=0)
    made = ["chengdu.ja.pdf", "one-chengdu.en.pdf", "overview.de.pdf", "qingdao.ja.pdf"]
    check_equal(products(project.out), made, "products")
    for arguments, wanted in ((["--edition=one"], [made[1]]), (["qingdao"], [made[3]]),
                              (["--edition=o", "--edition=e0", "--lang=de"], [made[2]]),
                              (["chengdu", "--lang=en"], [made[1]])):
        out = folder("picked")
        project.run("build", *arguments, f"--out={out}", wanted=0)
        check_equal(products(out), wanted, " ".join(arguments))
    done = project.run("build", "--edition=two", wanted=2)
    check("no edition \"two\"" in done.err, done.err)
    done = project.run("check", "chengdu", "--edition=o", wanted=1)
    is_told(done, "E122", "chengdu.json", "/zone")


@all_of.add
def products_that_collide_are_refused():
    project = Project("collide")
    editions(project, {}, {"zones": ["chengdu"], "languages": ["en"], "product": "{zone}.{lang}.pdf"})
    done = project.run("check", wanted=1)
    check_equal([fault for fault in faults(done) if fault[0] == "E120"],
                [("E120", "project.json", "/editions/1/product")], "faults")
    editions(project, {}, {"zones": ["chengdu"], "languages": ["en"]})
    is_told(project.run("check", wanted=1), "E120", "project.json", "/editions/1")
    editions(project, {}, {"zones": ["chengdu"], "product": "{edition}.{zone}.{lang}.pdf"})
    project.run("check", wanted=0)
    editions(project, {"product": "{zone}.pdf", "zones": ["chengdu"]})
    is_told(project.run("check", wanted=1), "E120", "project.json", "/editions/0/product")


EDITION_FAULTS = [  # what an edition says, and what is said of it
    ({"zones": ["chengdoo"]}, "E122", "/editions/0/zones/0"),
    ({"zones": "some"}, "E014", "/editions/0/zones"),
    ({"zones": "all", "programme": "overview.json"}, "E013", "/editions/0/programme"),
    ({"zones": None}, "E012", "/editions/0/zones"),
    ({"languages": ["ko"]}, "E014", "/editions/0/languages/0"),
    ({"languages": []}, "E015", "/editions/0/languages"),
    ({"languages": ["en", "en"]}, "E108", "/editions/0/languages/1"),
    ({"languages": [["en"]]}, "E015", "/editions/0/languages/0"),
    ({"languages": [["en", "en"]]}, "E015", "/editions/0/languages/0/1"),
    ({"product": "{zone}.{langs}.pdf"}, "E014", "/editions/0/product"),
    ({"product": "{zone}/{lang}.pdf"}, "E014", "/editions/0/product"),
    ({"product": "{zone}.{lang}"}, "E015", "/editions/0/product"),
    ({"name": "a/b"}, "E015", "/editions/0/name"),
    ({"lang": "en"}, "E013", "/editions/0/lang"),
]


def refuse_edition(change, code, pointer):
    project = Project("edition")
    editions(project, change)
    is_told(project.run("check", wanted=1), code, "project.json", pointer)


for _change, _code, _pointer in EDITION_FAULTS:
    all_of.add_named(f"edition with {json.dumps(_change)}",
                     lambda change=_change, code=_code, pointer=_pointer:
                     refuse_edition(change, code, pointer))


@all_of.add
def editions_of_one_name_or_none_are_refused():
    project = Project("names")
    editions(project, {"name": "a"}, {"name": "a", "product": "x.{zone}.{lang}.pdf"})
    is_told(project.run("check", wanted=1), "E108", "project.json", "/editions/1/name")
    editions(project)
    is_told(project.run("check", wanted=1), "E015", "project.json", "/editions")


# -- themes ------------------------------------------------------------------------


def dump(*arguments, project=None):
    run_it = project.run if project else zonebrief
    return run_it("build", "chengdu", "--lang=en", "--edition=brief", "--dump=frames", *arguments,
                  wanted=0).out


@all_of.add
def the_shipped_themes_are_clean():
    for name in THEMES:
        done = zonebrief("check", f"--theme={DATA}/themes/{name}.json", "--werror", wanted=0)
        check_equal(done.err, "", name)
        if name != "default":
            size = os.path.getsize(f"{DATA}/themes/{name}.json")
            check(size < 1024, f"{name} is not a small file: {size} bytes")


@all_of.add
def one_ink_prints_in_one_ink():
    out = folder("ink")
    zonebrief("build", "chengdu", f"--theme={DATA}/themes/one-ink.json", f"--out={out}", wanted=0)
    for name in products(out):
        pages = os.path.join(folder("qdf"), "pages.pdf")
        run(["qpdf", "--qdf", "--object-streams=disable", os.path.join(out, name), pages], wanted=0)
        with open(pages, "rb") as file:
            found = re.findall(rb"^[\d. ]+ (?:rg|RG|k|K)$", file.read(), re.MULTILINE)
        check_equal(found[:3], [], f"{name}: colours that are no grey")


@all_of.add
def the_dark_cover_bleeds():
    pages = dump(f"--theme={DATA}/themes/dark-cover.json").split("\npage ")
    band = [bool(re.search(r"  rect 0,0 Artifact#0 595\.276x", page)) for page in pages]
    check_equal(band, [True] + [False] * (len(band) - 1), "pages with a band")


@all_of.add
def themes_extend_one_another():
    project = Project("extends")
    project.write("themes/a.json", '{"extends": "b.json", "page": {"left": 77}}')
    project.write("themes/b.json", '{"extends": "default.json", "page": {"left": 66, "top": 99}}')
    editions(project, {"name": "brief", "theme": "themes/a.json"})
    one = dump(project=project)
    two = dump("--set=/page/left=77", "--set=/page/top=99", f"--theme={DATA}/themes/default.json",
               project=project)
    check_equal(one, two, "the theme by extension and by values")
    check(one != dump("--set=/page/top=98", project=project), "--set changes nothing")


@all_of.add
def an_edition_has_a_patch_of_its_own():
    project = Project("own")
    editions(project, {"name": "brief", "pages": {"last": 15},
                       "patch": {"page": {"left": 77}, "colours": {"soft": "#555555"}}})
    check_equal(dump(project=project), dump("--set=/page/left=77", '--set=/colours/soft="#555555"'),
                "a patch and two values")
    project.set("project.json", editions=[
        {"name": "brief", "zones": "all", "layout": "layouts/brief.json",
         "theme": "themes/default.json", "patch": {"page": {"lefd": 1}}}])
    is_told(project.run("check", "chengdu", wanted=1), "E013", "project.json",
            "/editions/0/patch/page/lefd")


@all_of.add
def themes_in_a_circle_are_refused():
    project = Project("circle")
    project.write("themes/a.json", '{"extends": "b.json"}')
    project.write("themes/b.json", '{"extends": "a.json"}')
    editions(project, {"theme": "themes/a.json"})
    is_told(project.run("check", wanted=1), "E121", "b.json", "/extends")
    project.write("themes/a.json", '{"extends": "a.json"}')
    is_told(project.run("check", wanted=1), "E121", "a.json", "/extends")
    project.write("themes/a.json", '{"extends": "none.json"}')
    check("none.json: no such file" in project.run("check", wanted=1).err, "a theme from nowhere")


@all_of.add
def patches_and_values_come_in_order():
    made = folder("patches")

    def patch(name, value):
        path = os.path.join(made, name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(value, file)
        return f"--patch={path}"
    one = patch("one.json", {"page": {"left": 50, "right": 51}, "tile": {"rule": "box"}})
    two = patch("two.json", {"page": {"left": 52}, "tile": None})
    wanted = dump("--set=/page/left=52", "--set=/page/right=51")
    check_equal(dump(one, two), wanted, "two patches")
    check(dump(two, one) != wanted, "the order of patches does not matter")
    check_equal(dump("--set=/page/left=1", "--set=/page/left=52", "--set=/page/right=51"), wanted,
                "two values")
    check_equal(dump("--set=/page/left=53", one, two), dump(one, two, "--set=/page/left=53"),
                "values come after patches")


@all_of.add
def faults_of_what_is_laid_over_are_told_where_they_are():
    project = Project("laid")
    project.write("patch.json", '{"page": {"left": "wide"}, "colours": {"ink": "red"}}')
    project.write("themes/brand.json", '{"extends": "default.json",\n "styles": {"h9": {}}}')
    done = project.run("check", "chengdu", f"--patch={project.data}/patch.json", wanted=1)
    is_told(done, "E012", "patch.json", "/page/left")
    done = project.run("check", "chengdu", "--set=/page/left=10", "--set=/colours/soft=7", wanted=1)
    is_told(done, "E012", "--set 2", "whole document")
    done = project.run("check", "chengdu", '--set=/styles/body/colour="inc"', wanted=1)
    is_told(done, "E014", "--set 1", "whole document")
    done = project.run("check", "chengdu", "--set=/page/left=1 0", wanted=1)
    check(re.search(r"E008.*\n +--> --set 1:1:3", done.err), done.err)
    done = project.run("check", "chengdu", "--set=/pa~ge/left=10", wanted=1)
    is_told(done, "E114", "--set 1", "whole document")
    done = project.run("check", "chengdu", f"--theme={project.data}/themes/brand.json", wanted=1)
    is_told(done, "E112", "brand.json", "/styles/h9")
    done = project.run("check", "chengdu", "--set=/page=null", wanted=1)
    check("theme needs \"page\"" in done.err, done.err)
    for wrong in ("page/left=10", "/page/left"):
        check("--set takes" in project.run("check", f"--set={wrong}", wanted=2).err, wrong)


@all_of.add
def what_is_laid_over_a_theme_changes_the_product_s_id():
    ids = set()
    for arguments in ([], ["--set=/page/left=40"], [f"--patch={DATA}/themes/one-ink.json"]):
        out = folder("id")
        zonebrief("build", "chengdu", "--lang=en", f"--out={out}", *arguments, wanted=0)
        trailer = run(["qpdf", "--show-object=trailer", f"{out}/chengdu.en.pdf"], wanted=0).out
        ids.add(re.search(r"/ID \[(.*?)\]", trailer)[1])
    check_equal(len(ids), 3, "ids")


SHEETS = [('"A4"', False, "595.276 x 841.89"), ('"A4"', True, "841.89 x 595.276"),
          ('"Letter"', False, "612 x 792"), ('"A5"', True, "595.276 x 419.528"),
          ('{"width": 500, "height": 700}', False, "500 x 700"),
          ('{"width": 500, "height": 700}', True, "700 x 500")]


@all_of.add
def sheets_have_the_sizes_of_their_names():
    for size, landscape, wanted in SHEETS:
        out = folder("sheet")
        zonebrief("build", "chengdu", "--lang=de", f"--out={out}", f"--set=/page/size={size}",
                  f"--set=/page/landscape={json.dumps(landscape)}", wanted=0)
        found = pdf.info(os.path.join(out, "chengdu.de.pdf"))["Page size"]
        check(found.startswith(wanted), f"{size}, {landscape}: {found}")


THEME_FAULTS = [  # a value set, and what is said of it
    ('/page/size="A9"', "E014"), ("/page/size=4", "E012"), ('/page/size={"width": 9}', "E011"),
    ("/page/landscape=1", "E012"), ('/table={"zebra": 1}', "E012"), ('/table/rules="some"', "E014"),
    ("/table/pad=-1", "E015"), ('/tile/fill="pannel"', "E014"), ('/tile/rule="bottom"', "E014"),
    ('/masthead/band="black"', "E014"), ("/masthead/bands=1", "E013"), ("/extends=3", "E012"),
    ('/styles/default/cjk/emph={"dots": "••"}', "E015"), ('/styles/default/cjk/emph={"dots": "𝄞"}', "E201"),
    ("/page/left=520", "E015"), ("/page/top=700", "E015"), ('/colours/ink="#12345g"', "E015"),
    ('/styles/body/faces=["san"]', "E014"), ("/styles/body/faces=[]", "E011"),
    ('/page={"size": {"width": 200, "height": 300}, "columns": 4, "gutter": 30}', "E015"),
]


@all_of.add
def faults_of_a_theme_s_parts():
    for value, code in THEME_FAULTS:
        done = zonebrief("check", "chengdu", f"--set={value}", wanted=1)
        check(re.search(rf"\[{code}\].*\n +--> --set 1:1:", done.err), f"{value}: {done.err}")
        check_equal(done.err.count("error["), 1, f"faults of {value}: {done.err}")


@all_of.add
def text_that_is_hard_to_read_is_told():
    for value, ratio in (('/colours/soft="#777777"', "soft on paper has a contrast of 4.47:1"),
                         ('/colours/ink="#767676"', "ink on panel has a contrast of 4."),
                         ('/colours/accent="#ffffff"', "accent on paper has a contrast of 1.00:1"),
                         ('/masthead/band="soft"', "accent on soft has a contrast of 1."),
                         ('/tile/fill="accent"', "ink on accent has a contrast of 1.")):
        done = zonebrief("check", "chengdu", "--lang=en", f"--set={value}", wanted=0)
        check("warning[W302]" in done.err and ratio in done.err, f"{value}: {done.err}")
        zonebrief("check", "chengdu", "--lang=en", f"--set={value}", "--werror", wanted=1)
    done = zonebrief("check", "chengdu", '--set=/colours/soft="#595959"', wanted=0)
    check_equal(done.err, "", "7:1")


@all_of.add
def tiles_are_painted_as_the_theme_says():
    """Painted rectangles of the four tiles: the ground and the rule of each."""
    def rects(*arguments):
        first = dump(*arguments).split("page 2")[0]
        return len(re.findall(r"^  rect ", first, re.MULTILINE))
    none = rects('--set=/tile={"fill": "none", "rule": "none"}')
    for rule, count in (("top", 1), ("left", 1), ("box", 4)):
        check_equal(rects(f'--set=/tile={{"fill": "none", "rule": "{rule}"}}') - none, 4 * count, rule)
        check_equal(rects(f'--set=/tile={{"rule": "{rule}"}}') - none, 4 * (count + 1), rule)


def tests():
    return all_of
