"""Many briefs at once: workers and what becomes of their deaths, what is not
built again, parts of a run, and runs that are cut short."""

import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import time

import tables
from harness import (BIN, ROOT, SAN, Once, Tests, build_shim, check, check_equal, environment, folder, run,
                     zonebrief)
from limits import LIMITS
from whole import LANGS, Project, read_bytes, read_json, small_fact, small_zone

all_of = Tests("batch")


def make(name, count=6):
    """A project of so many small zones, and the overview of them."""
    project = Project(name)
    shutil.rmtree(os.path.join(project.data, "zones"))
    os.mkdir(os.path.join(project.data, "zones"))
    for number in range(count):
        write_zone(project, number)
    editions = [one for one in read_json(project.data, "project.json")["editions"]
                if one["name"] != "bilingual"]
    project.set("project.json", editions=editions)
    overview = read_json(project.data, "overview.json")
    layout = read_json(project.data, "layouts/overview.json")
    layout["blocks"] = [block["children"][1] if block["kind"] == "columns" else block
                        for block in layout["blocks"]]  # the zones have no places on its map
    project.write("layouts/overview.json", json.dumps(layout))
    cited = {one["id"] for fact in overview["facts"] for one in fact["sources"]} | {"hxdsb-2020"}
    sources = read_json(project.data, "sources.json")["sources"]
    kept = {key: one for key, one in sources.items() if key in cited}
    for one in kept.values():
        if one.get("copies") not in kept:
            one.pop("copies", None)
    project.set("sources.json", sources=kept)
    return project


def write_zone(project, number, text="."):
    facts = [small_fact(1, value=number + 10), small_fact(2, measure="area", unit="km2", value=7)]
    project.write(f"zones/z{number}.json", json.dumps(
        small_zone(f"z{number}", facts, summary={lang: text for lang in LANGS})))


def products(path):
    return {name: read_bytes(os.path.join(path, name)) for name in os.listdir(path)
            if name.endswith(".pdf")}


def manifest(path, name="manifest.json"):
    """Without what a clock has said."""
    text = read_bytes(os.path.join(path, name)).decode()
    json.loads(text)
    return re.sub(r'"milliseconds": \d+', "", text)


def planned(project, *arguments):
    """Names of the products that would be built."""
    done = project.run("build", "--dry-run", *arguments, wanted=0)
    return sorted(os.path.basename(line.split(": ")[0]) for line in done.out.splitlines())


def start(project, *arguments, **changes):
    return subprocess.Popen([BIN, "build", f"--project={project.path}", f"--font-path={ROOT}/fonts", *arguments],
                            env=environment(**changes), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [int(one) for one in file.read().split()]
    except OSError:
        return []


def wait_for(condition, what):
    for _ in range(2000):
        found = condition()
        if found:
            return found
        time.sleep(0.01)
    check(False, f"never: {what}")


def long_zone(project, rows=20000):
    """A zone whose brief takes its time."""
    _, path, _ = tables.write_long(rows)
    zone = read_json(os.path.dirname(path), os.path.basename(path))
    layout = read_json(project.data, "layouts/brief.json")
    layout.update(blocks=[{"kind": "heading", "level": 1, "title": {"pointer": "/name"}},
                          {"kind": "table", "title": {"label": "column.area"}, "rows": "/tables/long",
                          "columns": [{"head": {"label": "column.area"}}] * 6}])
    project.write("layouts/long.json", json.dumps(layout))
    zone["name"] = {lang: "long" for lang in LANGS}
    zone["city"] = {"term": "city.chengdu"}
    project.write("zones/long.json", json.dumps(zone))
    editions = read_json(project.data, "project.json")["editions"]
    editions[0]["zones"] = [f"z{number}" for number in range(6)]
    editions.append(dict(editions[0], name="long", zones=["long"], layout="layouts/long.json"))
    project.set("project.json", editions=editions)


@all_of.add
def the_project_file_is_looked_at_where_nothing_else_has_changed():
    """Another edition, another dictionary, and one of another name, when all is up to date."""
    project = make("project-file", 1)
    project.run("build", wanted=0)
    project.run("build", wanted=0)
    editions = read_json(project.data, "project.json")["editions"]
    project.set("project.json", editions=[*editions, dict(editions[0], name="more", product="more.{lang}.pdf")])
    check("12 briefs, 4 built" in project.run("build", wanted=0).err, "the new edition is not built")
    words = read_bytes(os.path.join(project.data, "hyphenation/de.dic"))
    project.write("other.dic", words.decode())
    named = read_json(project.data, "project.json")["hyphenation"]
    project.set("project.json", hyphenation=dict(named, de="other.dic"))
    check("12 briefs, 0 built" in project.run("build", wanted=0).err, "the same words are another dictionary")
    project.write("other.dic", words.decode() + "% more\n")
    check("12 briefs, 12 built" in project.run("build", wanted=0).err, "the dictionary of a new name is not looked at")
    project.set("project.json", hyphenation={})
    check("12 briefs, 12 built" in project.run("build", wanted=0).err, "the dictionary is still used")


@all_of.add
def a_face_that_comes_to_stand_before_another_is_used():
    """In a folder that is looked into first, where it was not when all was built."""
    project = make("before", 1)
    before = folder("before")

    def build(*options, wanted=0):
        return zonebrief("build", f"--project={project.path}", f"--font-path={before}", f"--font-path={ROOT}/fonts",
                         *options, wanted=wanted).err

    def put(name, name_there):
        shutil.copy(os.path.join(ROOT, "fonts", name), os.path.join(before, name_there))

    check("8 briefs, 8 built" in build(), "the first")
    check("8 briefs, 0 built" in build(), "the same")
    put("NotoSans-Bold.ttf", "other.ttf")
    check("8 briefs, 0 built" in build(), "another name")
    put("NotoSans-Regular.ttf", "NotoSans-Regular.ttf")
    check("8 briefs, 0 built" in build(), "the same face")
    check("8 briefs, 0 built" in build(), "the same face, once more")
    put("NotoSans-Bold.ttf", "NotoSans-Regular.ttf")
    check("8 briefs, 8 built" in build(), "another face")
    os.remove(os.path.join(before, "NotoSans-Regular.ttf"))
    deps = os.path.join(folder("deps"), "deps")
    check("8 briefs, 8 built" in build(f"--deps={deps}"), "gone again")
    check(before.encode() not in read_bytes(deps), "make cannot make what is to be absent")
    check("8 briefs, 0 built" in build(), "gone, once more")
    with open(os.path.join(before, "NotoSansCJK-Bold.otf"), "w", encoding="ascii") as file:
        file.write("none")
    check("error[E402]" in build(wanted=3), "what is no face is not looked at")


@all_of.add
def a_path_of_the_command_line_is_of_the_folder_one_is_in():
    """--patch=p.json is another file in another folder, and the project the same."""
    project = make("in", 1)
    inner = os.path.join(project.folder, "inner")
    os.mkdir(inner)
    for place, colour in ((project.folder, "#7a1f1f"), (inner, "#1f1f7a")):
        with open(os.path.join(place, "p.json"), "w", encoding="ascii") as file:
            json.dump({"colours": {"accent": colour}}, file)
    for place, built in ((project.folder, 8), (project.folder, 0), (inner, 8), (inner, 0), (project.folder, 8)):
        done = zonebrief("build", "--patch=p.json", f"--font-path={ROOT}/fonts", cwd=place, wanted=0)
        check(f"8 briefs, {built} built" in done.err, f"in {place}: {done.err}")
    for place in (project.folder, inner):
        for named in ([], [f"--project={project.path}"]):
            zonebrief("build", "z0", "--patch=p.json", "--lang=en", f"--font-path={ROOT}/fonts", "--deps=d", *named,
                      cwd=place, wanted=0)
            files = set(re.findall(r"^  (\S+)", read_bytes(os.path.join(place, "d")).decode(), re.MULTILINE))
            paths = [os.path.join(place, name) for name in files]
            check(len(paths) > 8 and all(map(os.path.exists, paths)), f"in {place}, {named}: {files}")
            check(any(os.path.samefile(path, os.path.join(place, "p.json")) for path in paths), f"not in {files}")


@all_of.add
def what_may_not_be_read_any_more_is_told_where_all_was_up_to_date():
    project = make("rooted", 1)
    os.rename(os.path.join(project.data, "units.json"), os.path.join(os.path.dirname(project.folder), "units.json"))
    project.set("project.json", units=["../../units.json"])
    for _ in range(2):
        project.run("build", "--root=/", wanted=0)
    check("error[E017]" in project.run("build", wanted=1).err, "without --root")


# -- workers --------------------------------------------------------------------------


@all_of.add
def any_number_of_workers_says_and_makes_the_same():
    project = make("workers")
    project.write("zones/z3.json", json.dumps(small_zone("z3", [small_fact(1, unit="parsec")])))
    project.write("zones/z4.json", "{")
    found = []
    for jobs in (1, 2, 5):
        done = project.run("build", f"-j{jobs}", "-v", "--force", wanted=1)
        found.append((done.out, done.err, products(project.out), manifest(project.out)))
        check_equal(len(found[-1][2]), 16, "products")
    check(found[0] == found[1] == found[2], "they differ")
    dumps = [project.run("build", "z1", "z2", f"-j{jobs}", "--dump=blocks", wanted=0).out
             for jobs in (1, 4)]
    check_equal(dumps[0], dumps[1], "dumps")


@all_of.add
def a_worker_that_is_killed_costs_its_brief_alone():
    project = make("killed")
    long_zone(project)
    running = start(project, "-j1", "--lang=en")
    wait_for(lambda: os.path.exists(os.path.join(project.out, ".long.en.pdf"))
             or len(children(running.pid)) == 1, "a worker")
    worker = children(running.pid)[0]
    os.kill(worker, signal.SIGKILL)
    _, err = running.communicate(timeout=60)
    check_equal(running.returncode, 1, "exit status")
    check(err.count("error[E801]") == 1 and 'zone "long"' in err and "Killed" in err, err)
    check("zonebrief: 1 of 8 briefs failed" in err, err)
    check_equal(len(products(project.out)), 7, "products")
    project.run("build", "--lang=en", wanted=0)
    check_equal(len(products(project.out)), 8, "products, built again")


@all_of.add
def a_worker_that_hangs_costs_its_brief_alone():
    project = make("hangs")
    long_zone(project)
    running = start(project, "-j2", "--lang=en", "--time-limit=3" if not SAN else "--time-limit=20")
    worker = wait_for(lambda: children(running.pid), "a worker")[0]
    os.kill(worker, signal.SIGSTOP)
    _, err = running.communicate(timeout=100)
    check_equal(running.returncode, 1, "exit status")
    check(err.count("error[E802]") == 1 and 'zone "long"' in err and "--time-limit" in err, err)
    check_equal(len(products(project.out)), 7, "products")


@all_of.add_plain("their shadow memory is larger than any limit")
def a_brief_beyond_the_memory_limit_costs_itself_alone():
    project = make("memory")
    long_zone(project, 60000)
    done = project.run("build", "--lang=en", "--memory-limit=64", wanted=1)
    check(done.err.count("error[E803]") == 1 and 'zone "long"' in done.err, done.err)
    check_equal(len(products(project.out)), 7, "products")
    check(not [name for name in os.listdir(project.out) if name.endswith(".part")], "leftovers")
    project.run("build", "z1", "--lang=en", "--force", "--memory-limit=8192", wanted=0)  # more than the test may have


shim = Once(lambda: build_shim("bounded"))


@all_of.add_plain("a shim must come first")
def a_brief_has_so_many_seconds():
    """And not a millisecond more, by a clock that stands still."""
    project = make("seconds", 1)
    long_zone(project)
    clock = os.path.join(folder("clock"), "clock")
    with open(clock, "wb") as file:
        file.write(bytes(8))
    running = start(project, "-j1", "--lang=en", "--edition=long", LD_PRELOAD=shim(), CLOCK=clock)
    worker = wait_for(lambda: children(running.pid), "a worker")
    os.kill(worker[0], signal.SIGSTOP)
    for milliseconds in (0, LIMITS["LIMIT_BRIEF_SECONDS"][0] * 1000 - 1):
        with open(clock, "r+b") as file:
            file.write(milliseconds.to_bytes(8, "little"))
        time.sleep(0.5)
        check_equal(children(running.pid), worker, f"workers after {milliseconds} milliseconds")
    with open(clock, "r+b") as file:
        file.write((milliseconds + 1).to_bytes(8, "little"))
    _, err = running.communicate(timeout=60)
    check_equal(running.returncode, 1, "exit status")
    check(err.count("error[E802]") == 1 and "after 120 s" in err, err)


@all_of.add_plain("their allocator and memory are their own")
def a_worker_has_so_much_memory():
    """As much as a limit of so many MiB, when the rest is taken; with a MiB less a brief fails."""
    project = make("so-much", 1)
    long_zone(project, 8000)

    def builds(*options, **taken):
        env = environment(LD_PRELOAD=shim(), **taken)
        done = project.run("build", "long", "--lang=en", "--force", *options, env=env)
        check(done.status == 0 or (done.status == 1 and done.err.count("error[E803]") == 1), done.err)
        return done.status == 0

    low, high = 16, 128
    while high - low > 1:
        half = (low + high) // 2
        low, high = (low, half) if builds(f"--memory-limit={half}") else (half, high)
    taken = LIMITS["LIMIT_WORKER_MEBIBYTES"][0] - high
    check(builds(TAKEN=str(taken - 1)), f"{high} of {taken + high} MiB are not enough")
    check(not builds(TAKEN=str(taken + 1)), f"{high - 1} of {taken + high} MiB are enough")


@all_of.add
def limits_are_numbers():
    for option in ("--jobs=0", "-jx", "--time-limit=0", "--time-limit=1e3", "--memory-limit=",
                   "--jobs=99999999999999999999", "--shard=0/2", "--shard=3/2", "--shard=2", "--shard=2/",
                   "--shard=-1/2", "--shard=1x/2", "--shard=1/99999999"):
        zonebrief("build", option, wanted=2)


# -- what is not built again ----------------------------------------------------------


@all_of.add
def nothing_is_built_twice():
    project = make("twice")
    project.run("build", wanted=0)
    before = {name: os.stat(os.path.join(project.out, name)) for name in os.listdir(project.out)}
    for path, _, names in os.walk(project.data):
        for name in names:
            os.utime(os.path.join(path, name))
    done = project.run("build", wanted=0)
    check_equal(done.err, "zonebrief: 28 briefs, 0 built, 28 up to date\n", "said")
    after = {name: os.stat(os.path.join(project.out, name)) for name in os.listdir(project.out)}
    check(before == after or all(before[n].st_mtime_ns == after[n].st_mtime_ns for n in before),
          "something was written")
    check_equal(planned(project), [], "planned")


@all_of.add
def what_changes_is_built_and_nothing_else():
    project = make("changes")
    project.run("build", wanted=0)
    write_zone(project, 2, "Changed.")
    own = [f"z2.{lang}.pdf" for lang in sorted(LANGS)]
    overview = [f"overview.{lang}.pdf" for lang in sorted(LANGS)]
    check("z2.json has changed" in project.run("build", "--dry-run", wanted=0).out, "no reason")
    check_equal(planned(project), sorted(own + overview), "texts of a zone")
    project.run("build", wanted=0)
    zone = read_json(project.data, "zones/z2.json")
    for fact, wanted in ((0, own), (1, own + overview)):  # the overview shows the area alone
        zone["facts"][fact]["value"] += 1
        project.write("zones/z2.json", json.dumps(zone))
        check_equal(planned(project), sorted(wanted), zone["facts"][fact]["measure"])
        project.run("build", wanted=0)
        made = products(project.out)
        project.run("build", "--force", wanted=0)
        check(made == products(project.out), "built all at once, the products are others")
    os.remove(os.path.join(project.out, "z1.ja.pdf"))
    with open(os.path.join(project.out, "z1.de.pdf"), "r+b") as file:
        file.write(b"%")
    with open(os.path.join(project.out, "z1.en.pdf"), "r+b") as file:
        file.seek(100)
        file.write(b"\0\0\0")
    check_equal(planned(project), ["z1.en.pdf", "z1.ja.pdf"], "products")
    for name in ("terms.json", "themes/default.json", "sources.json"):
        project.set(name, **{"//": f"a note in {name}"})
        check_equal(len(planned(project)), 28, name)
        project.run("build", wanted=0)
    for accent, built in (("#7a1f1f", 28), ("#7a1f1f", 0), ("#1f1f7a", 28)):
        done = project.run("build", f'--set=/colours/accent="{accent}"', wanted=0)
        check(f"28 briefs, {built} built" in done.err, done.err)


@all_of.add
def why_a_product_is_built_is_said():
    project = make("why", 2)
    project.run("build", "--lang=en", wanted=0)

    def reasons(*options):
        out = project.run("build", "--lang=en", "--dry-run", *options, wanted=0).out
        return {os.path.basename(name): why for name, why in
                (line.split(": ", 1) for line in out.splitlines())}

    check_equal(reasons(), {}, "nothing to do")
    check_equal(set(reasons("--force").values()), {"--force"}, "--force")
    parts = [reasons("--force", f"--shard={number}/2") for number in (1, 2)]
    check(not parts[0].keys() & parts[1].keys() and len(parts[0]) + len(parts[1]) == 3, f"parts: {parts}")
    zones = os.path.join(project.data, "zones")
    os.rename(os.path.join(zones, "z1.json"), os.path.join(zones, "y.json"))
    check_equal(reasons(), {"z1.en.pdf": "it was made from zones/z1.json",
                            "overview.en.pdf": "there are other zones to be compared"}, "another name")
    shutil.copy(os.path.join(zones, "y.json"), os.path.join(zones, "z1.json"))
    check_equal(reasons()["z1.en.pdf"], "there is another one of its name", "twins")
    os.remove(os.path.join(zones, "y.json"))
    path = os.path.join(project.out, "manifest.json")
    text = read_bytes(path).replace(b'"program": "', b'"program": "older ')
    with open(path, "wb") as file:
        file.write(text)
    check_equal(set(reasons().values()), {"the program has changed"}, "the program")
    check_equal(len(reasons()), 3, "products")


@all_of.add
def a_folder_of_zones_that_is_gone_is_told():
    project = make("without", 1)
    project.run("build", wanted=0)
    shutil.rmtree(os.path.join(project.data, "zones"))
    check("zones" in project.run("build").err, "nothing is said")


@all_of.add
def warnings_are_told_again():
    project = make("warnings")
    project.write("zones/z1.json", json.dumps(small_zone(
        "z1", [small_fact(1, status="target", period="2019", asOf="2018")])))
    first = project.run("build", wanted=0)
    check("warning[W103]" in first.err, first.err)
    second = project.run("build", wanted=0)
    check("0 built" in second.err, second.err)
    check_equal(second.err.split("zonebrief:")[0], first.err.split("zonebrief:")[0], "warnings")
    write_zone(project, 2, "Changed.")  # of a run that finds something to do, too
    third = project.run("build", "--lang=en", wanted=0)
    check("2 built" in third.err and third.err.count("warning[W103]") == 1, third.err)
    project.run("build", "--werror", wanted=1)


@all_of.add
def a_brief_that_fails_keeps_its_product_and_is_tried_again():
    project = make("fails")
    project.run("build", wanted=0)
    good = read_bytes(os.path.join(project.data, "zones/z1.json"))
    made = products(project.out)
    project.write("zones/z1.json", "{")
    for _ in range(2):
        done = project.run("build", wanted=1)
        check("zones/z1.json" in done.err and "8 of 28 briefs failed" in done.err, done.err)
    check(made == products(project.out), "products have changed")
    project.write("zones/z1.json", good.decode())
    check_equal(planned(project), [], "what is right again")


@all_of.add
def fail_fast_and_keep_going():
    project = make("fast")
    project.write("zones/z1.json", "{")
    project.run("build", "-j1", "--fail-fast", wanted=1)
    check_equal(len(products(project.out)), 4, "products, fail-fast")
    project.run("build", "-j1", "--keep-going", wanted=1)
    check_equal(len(products(project.out)), 20, "products, keep-going")


@all_of.add
def products_without_zone_are_listed_and_pruned():
    project = make("gone")
    project.run("build", wanted=0)
    with open(os.path.join(project.out, "mine.pdf"), "wb"):
        pass
    os.remove(os.path.join(project.data, "zones/z5.json"))
    os.remove(os.path.join(project.out, "z5.de.pdf"))
    for _ in range(2):
        done = project.run("build", wanted=0)
        check_equal(done.err.count("--prune"), 3, "products listed")
    check(os.path.exists(os.path.join(project.out, "z5.en.pdf")), "it is removed already")
    project.run("build", "--prune", wanted=0)
    check_equal(sorted(set(name[:2] for name in products(project.out))),
                ["mi", "ov", "z0", "z1", "z2", "z3", "z4"], "products")
    check("--prune" not in project.run("build", wanted=0).err, "it is listed still")


@all_of.add
def a_manifest_that_is_not_in_the_form_it_was_written_in_is_none():
    """Cut short, or in another form: all is built anew, and it is the same again."""
    project = make("garbled", 1)
    project.run("build", wanted=0)
    path = os.path.join(project.out, "manifest.json")
    text = read_bytes(path)
    one = json.loads(text)
    for product in one["products"]:
        check(len(one["lists"][product["facts"]]) > 0 and "sans" in one["lists"][product["faces"]], f"lists of {product['product']}")
    ends = [text.index(b"\n", text.index(name)) for name in (b'"sets"', b'"zones"', b'"lists"', b'"products"')]
    broken = [b"", text[:-1], text[:-3], *(text[:end] for end in ends), *(text[:end - 1] + text[end:] for end in ends),
              text.replace(b'"facts": 0', b'"facts": 99', 1), text.replace(b'"sans"', b'"sans', 1),
              text.replace(b', "zone": ', b',"zone": ')]
    for number, other in enumerate(broken):
        check(other != text, f"{number}: it is the same")
        with open(path, "wb") as file:
            file.write(other)
        check("8 briefs, 8 built" in project.run("build", wanted=0).err, f"{number}: it is believed")
        check_equal(manifest(project.out), re.sub(r'"milliseconds": \d+', "", text.decode()), f"{number}: the manifest after it")
    check("0 built" in project.run("build", wanted=0).err, "built again")


@all_of.add
def a_manifest_that_names_a_file_elsewhere_removes_nothing():
    project = make("elsewhere", 2)
    project.run("build", wanted=0)
    path, mine = os.path.join(project.out, "manifest.json"), os.path.join(project.folder, "mine")
    for name in (b"../mine", os.fsencode(mine)):
        with open(mine, "wb"):
            pass
        text = read_bytes(path).replace(b'"product": "z1.de.pdf"', b'"product": "' + name + b'"')
        check(name in text, "the product has no line")
        with open(path, "wb") as file:
            file.write(text)
        os.rename(os.path.join(project.data, "zones/z1.json"), os.path.join(project.folder, "z1.json"))
        project.run("build", "--prune", wanted=0)
        check(os.path.exists(mine), "it is removed")
        os.rename(os.path.join(project.folder, "z1.json"), os.path.join(project.data, "zones/z1.json"))
        project.run("build", wanted=0)


@all_of.add
def depends_are_what_make_and_ninja_read():
    project = make("depends", 2)
    file = os.path.join(project.folder, "a b.d")
    project.run("build", f"--deps={file}", wanted=0)
    project.run("build", f"--deps={file}", wanted=0)
    makefile = os.path.join(project.folder, "Makefile")
    with open(makefile, "w", encoding="utf-8") as out:
        out.write("include a\\ b.d\n%.pdf:\n\tzonebrief build\n")
    check("/nowhere" in project.run("build", "--deps=/nowhere/d", wanted=3).err, "a file that cannot be written")
    target = os.path.join(project.out, "z1.en.pdf")
    check_equal(run(["make", "-q", target], cwd=project.folder).status, 0, "make -q")
    os.utime(os.path.join(project.data, "zones/z0.json"), (2e9, 2e9))
    check_equal(run(["make", "-q", target], cwd=project.folder).status, 0, "make -q, another zone")
    check_equal(run(["make", "-q", os.path.join(project.out, "overview.en.pdf")], cwd=project.folder).status, 1,
                "make -q, the overview of it")
    os.utime(os.path.join(project.data, "zones/z1.json"), (2e9, 2e9))
    check_equal(run(["make", "-q", target], cwd=project.folder).status, 1, "make -q, its zone")
    os.remove(os.path.join(project.data, "zones/z1.json"))
    check_equal(run(["make", "-q", target], cwd=project.folder).status, 1, "make -q, no zone")


# -- what is said ---------------------------------------------------------------------


@all_of.add
def diagnostics_are_for_programs_too():
    project = make("forms", 2)
    project.write("zones/z1.json", json.dumps(small_zone(
        "z1", [small_fact(1, unit="parsec"), small_fact(2, scope="no.where")])))
    human = project.run("build", "--lang=en", wanted=1)
    short = project.run("build", "--lang=en", "--diagnostics=short", wanted=1)
    lines = [line for line in short.err.splitlines() if "error[" in line]
    check(re.match(r".*/zones/z1\.json:\d+:\d+: error\[E\d{3}\]: ", lines[0]), short.err)
    check_equal(len(lines), human.err.count("error["), "short ones")
    told = project.run("build", "--lang=en", "--diagnostics=json", wanted=1)
    found = [json.loads(line) for line in told.out.splitlines()]
    check_equal(len(found), len(lines), "objects")
    check_equal(set(found[0]) - {"label", "help"},
                {"code", "severity", "file", "line", "column", "pointer", "message"}, "keys")
    check("error[" not in told.err and "failed" in told.err, told.err)
    for change, count in (({}, len(lines)), ({"zones": []}, 0)):
        sarif = json.loads(project.run("check" if change else "build", "--diagnostics=sarif",
                                       *(["z0"] if change else []), "--lang=en").out)
        check_equal((sarif["version"], len(sarif["runs"][0]["results"])), ("2.1.0", count), "SARIF")
    place = sarif["runs"][0]["tool"]["driver"]["name"]
    check_equal(place, "zonebrief", "tool")
    project.run("build", "--diagnostics=xml", wanted=2)


def on_terminal(project, *arguments, **changes):
    """What a terminal shows of a run."""
    parent, child = pty.openpty()
    running = subprocess.Popen([BIN, "build", f"--project={project.path}",
                                f"--font-path={ROOT}/fonts", *arguments],
                               env=environment(**{"TERM": "xterm", **changes}), stderr=child,
                               stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    os.close(child)
    shown = b""
    try:
        while part := os.read(parent, 65536):
            shown += part
    except OSError:
        pass  # Linux's end of a terminal
    os.close(parent)
    running.wait(timeout=60)
    return shown.decode()


@all_of.add
def progress_is_one_line_of_a_terminal():
    project = make("progress")
    project.write("zones/z1.json", "{")
    shown = on_terminal(project, "-j1")
    check(re.search(r"\r\033\[K\033\[32m\[[#-]{24}\]\033\[0m \d+/28, ", shown), repr(shown))
    check("4 failed\033[0m" in shown and "left" in shown, repr(shown))
    last = shown.replace("\r\n", "\n").split("\r\033[K")[-1]
    check("zonebrief: 8 of 28 briefs failed" in last and "[#" not in last, repr(last))
    plain = on_terminal(project, "-j1", "--force", NO_COLOR="1")
    check("\033[3" not in plain and "/28, " in plain, repr(plain))
    check("\033[32m" in on_terminal(project, "-j1", "--force", NO_COLOR=""), "an empty NO_COLOR is none")
    for term in ("dumb", "", None):
        check("/28, " not in on_terminal(project, "-j1", "--force", TERM=term), f"TERM {term}: a line")
    check("/28, " not in on_terminal(project, "--force", "--quiet"), "quiet: a line")
    done = project.run("build", "--force", wanted=1)
    check("\r" not in done.err and "\033" not in done.err, "not on a terminal")
    check_equal(done.err.count(" failed\n"), 9, "lines of failures")


# -- parts of a run -------------------------------------------------------------------


@all_of.add
def parts_joined_are_the_whole():
    project = make("shards", 9)
    whole, parts = os.path.join(project.folder, "whole"), os.path.join(project.folder, "parts")
    project.run("build", f"--out={whole}", wanted=0)
    names = []
    for number in (3, 1, 2):
        project.run("build", f"--shard={number}/3", f"--out={parts}", wanted=0)
        names.append(os.path.join(parts, f"manifest.{number}-3.json"))
    check(products(whole) == products(parts), "products")
    counts = [len(json.loads(read_bytes(name))["products"]) for name in names]
    check(sum(counts) == 40 and min(counts) > 0, f"parts of {counts}")
    done = project.run("merge-manifest", *names[:2], f"--out={parts}", wanted=1)
    check("part 2 of 3 is missing" in done.err, done.err)
    project.run("merge-manifest", names[0], *names, f"--out={parts}", wanted=1)
    project.run("merge-manifest", names[0], "none.json", f"--out={parts}", wanted=3)
    project.run("merge-manifest", *names, "--out=/dev/null", wanted=3)
    project.run("build", "--shard=1/2", f"--out={project.folder}/two", wanted=0)
    done = project.run("merge-manifest", f"{project.folder}/two/manifest.1-2.json", *names, wanted=1)
    check("another number of parts" in done.err, done.err)
    project.run("merge-manifest", os.path.join(whole, "manifest.json"), f"--out={parts}", wanted=1)
    project.run("merge-manifest", *names, f"--out={parts}", wanted=0)
    check_equal(manifest(parts), manifest(whole), "manifest")
    check("0 built" in project.run("build", f"--out={parts}", wanted=0).err, "the whole is built")
    check("0 built" in project.run("build", "--shard=2/3", f"--out={parts}", wanted=0).err,
          "a part is built again")
    project.run("build", "--shard=1/3", f"--out={parts}", "--pdf-standard=none", wanted=0)
    project.run("merge-manifest", *names, f"--out={parts}", wanted=0)
    check("0 built" not in project.run("build", f"--out={parts}", wanted=0).err, "a part made otherwise is taken")


@all_of.add
def a_part_sees_what_its_overview_compares():
    """Though the zones are other parts'."""
    project = make("compares", 4)
    sizes = {}
    for number in (1, 2):
        project.run("build", "--lang=en", f"--shard={number}/2", wanted=0)
        made = read_json(project.out, f"manifest.{number}-2.json")["products"]
        sizes[number] = {one["product"]: one["zone"] for one in made}
    part = next(number for number in sizes if "overview.en.pdf" in sizes[number])
    other = next(iter(sizes[3 - part].values()))
    check("0 built" in project.run("build", "--lang=en", f"--shard={part}/2", wanted=0).err, "built again")
    zone = read_json(project.data, f"zones/{other}.json")
    zone["facts"][1]["value"] += 1
    project.write(f"zones/{other}.json", json.dumps(zone))
    done = project.run("build", "--lang=en", f"--shard={part}/2", wanted=0)
    check(", 1 built" in done.err, f"{other} is compared: {done.err}")


@all_of.add
def parts_and_manifests_are_the_same_wherever_the_project_is():
    """And whether it is named by an absolute path or not."""
    project = make("here", 9)
    shutil.copytree(f"{ROOT}/fonts", os.path.join(project.folder, "faces"))  # outside, they are somewhere else from each place
    there = os.path.join(folder("there"), "deeper", "project")
    shutil.copytree(project.folder, there)
    found = []
    for place, named in ((project.folder, "data/project.json"), (project.folder, project.path),
                         (there, os.path.join(there, "data/project.json"))):
        out = os.path.join(place, "out")
        for options in ((), ("--shard=1/3",), ("--shard=2/3",)):
            zonebrief("build", f"--project={named}", f"--font-path={named[:-len('data/project.json')]}faces", *options, cwd=place, wanted=0)
        found.append([manifest(out, name) for name in ("manifest.json", "manifest.1-3.json", "manifest.2-3.json")])
        check(place not in found[-1][0], "the manifest has the name of the folder")
        shutil.rmtree(out)
    check(found[0] == found[1] == found[2], "manifests differ")


def run_line(place, line, **more):
    """A command line of the README, by a shell that finds `zonebrief`."""
    bin_folder = folder("bin")
    with open(os.path.join(bin_folder, "zonebrief"), "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\nexec "{BIN}" "$@" --font-path="{ROOT}/fonts"\n')
    os.chmod(file.name, 0o755)
    path = f"{bin_folder}:{os.environ['PATH']}"
    run(["sh", "-c", line], cwd=place, env=environment(PATH=path, **more), wanted=0)


@all_of.add
def the_lines_that_the_README_has_for_schedulers_make_the_whole():
    """A Slurm array, an indexed job of Kubernetes, a matrix of CI where nothing is shared; with three parts."""
    readme = read_bytes(os.path.join(ROOT, "README.md")).decode()
    project = make("schedulers", 5)
    out = os.path.join(project.folder, "out")
    run_line(project.folder, "zonebrief build")
    whole = products(out), manifest(out)

    def line_of(pattern):
        line = re.search(pattern, readme).group(1)
        return re.sub(r"/(8|4)$", "/3", line.replace("/shared/out", out)).replace("-8.json", "-3.json")

    join = line_of(r"(zonebrief merge-manifest --out=.*)")
    shell, option, indexed = json.loads(re.search(r"command: (\[.*\])", readme).group(1))
    check_equal((shell, option), ("sh", "-c"), "the command of Kubernetes")
    matrix = line_of(r'run: "(zonebrief build .*?)"')
    ways = {"Slurm": (line_of(r"--wrap '(.*?)'"), lambda number: {"SLURM_ARRAY_TASK_ID": str(number + 1)}),
            "Kubernetes": (re.sub(r"/8$", "/3", indexed.replace("/shared/out", out)),
                           lambda number: {"JOB_COMPLETION_INDEX": str(number)})}
    for name, (line, variables) in ways.items():
        shutil.rmtree(out)
        for number in range(3):
            run_line(project.folder, line, **variables(number))
        run_line(project.folder, join)
        check((products(out), manifest(out)) == whole, f"{name}: another whole")
    shutil.rmtree(out)
    os.mkdir(out)
    for number in range(3):
        alone = os.path.join(folder("job"), "job")
        shutil.copytree(project.folder, alone)
        run_line(alone, matrix.replace("${{ matrix.part }}", str(number + 1)))
        shutil.copytree(os.path.join(alone, "out"), out, dirs_exist_ok=True)
    run_line(project.folder, join)
    check((products(out), manifest(out)) == whole, "CI: another whole")


# -- runs that meet, or are cut short -------------------------------------------------


@all_of.add
def two_runs_at_once_are_both_right():
    project = make("meet")
    runs = [start(project, "--force") for _ in range(3)]
    for one in runs:
        _, err = one.communicate(timeout=100)
        check_equal(one.returncode, 0, err)
    check_equal(len(products(project.out)), 28, "products")
    check_equal([name for name in os.listdir(project.out) if name.startswith(".")], [], "leftovers")
    check_equal(planned(project), [], "planned")


@all_of.add
def a_run_that_is_ended_takes_its_workers_along():
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        project = make(f"ended-{number}")
        long_zone(project)
        running = start(project, "-j2", "--lang=en")
        workers = wait_for(lambda: children(running.pid), "a worker")
        os.kill(running.pid, number)
        running.communicate(timeout=60)
        check_equal(running.returncode, -number, "exit status")
        wait_for(lambda: not any(os.path.exists(f"/proc/{one}") for one in workers), "no workers")
        project.run("build", "--lang=en", wanted=0)
        check_equal(len(products(project.out)), 8, "products")
        check_equal([name for name in os.listdir(project.out) if name.startswith(".")], [],
                    "leftovers")


@all_of.add
def leftovers_of_dead_runs_are_removed_and_nothing_else():
    project = make("leftovers")
    os.mkdir(project.out)
    others = [".a.part", ".mine", ".mine.1x.part", ".no-number.part", "..12345.part", "b.1.part"]
    for name in (".z1.en.pdf.123.part", ".manifest.json.9.part", *others):
        with open(os.path.join(project.out, name), "wb"):
            pass
    project.run("build", "--lang=en", wanted=0)
    left = [name for name in os.listdir(project.out) if name.endswith(".part") or name[0] == "."]
    check_equal(sorted(left), sorted(others), "files")
    for name in ("z0", "z1", "z2", "z3"):
        with open(os.path.join(project.out, f".{name}.en.pdf.7.part"), "wb"):
            pass
    project.run("build", "--lang=en", "--shard=1/2", wanted=0)  # another part may be at work on the others
    own = {one["zone"] for one in read_json(project.out, "manifest.1-2.json")["products"]}
    left = {name[1:3] for name in os.listdir(project.out) if name.endswith(".7.part")}
    check_equal(left, {"z0", "z1", "z2", "z3"} - own, "temporary files of the other part")
    check(0 < len(left) < 4, f"parts are {own}")


@all_of.add
def a_limit_of_file_size_is_told():
    project = make("size")

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    done = project.run("build", "z1", "--lang=en", preexec_fn=small)
    check(done.status == 3 and "File too large" in done.err, f"{done.status}: {done.err}")


def tests():
    return all_of
