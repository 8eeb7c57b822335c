"""Input that means harm, or that a machine has garbled: each sort is refused
with one located error for one fault, exit status 1, and the last good product
left alone; or it is harmless and builds. Nothing may crash, hang, or read what
is not the project's.

What is hostile is made here: thousands of committed files would say less.
"""

import json
import os
import re
import resource
import shutil

from harness import ROOT, SAN, Tests, check, check_equal, folder, products, zonebrief

GOLDEN = os.path.join(ROOT, "tests/golden/project")
all_of = Tests("hostile")


class Project:
    """A small project of one zone, "z", all of whose files may be changed."""

    def __init__(self, name="hostile"):
        self.folder = folder(name)
        for file in ("sources.json", "terms.json", "theme.json", "layout.json"):
            shutil.copy(os.path.join(GOLDEN, file), self.folder)
        os.mkdir(self.path("zones"))
        self.write("project.json", {
            "zones": "zones", "sources": "sources.json", "terms": "terms.json", "fonts": "fonts",
            "editions": [{"name": "b", "zones": "all", "layout": "layout.json", "theme": "theme.json"}],
            "out": "out", "languages": ["en"]})
        self.write("zones/z.json", {"zone": "z", "name": {"term": "here"}, "city": {"term": "city"},
                                    "asOf": "2020-12-19", "summary": {"en": "Words."}, "facts": []})

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return json.load(file)

    def write(self, name, value):
        """A value as JSON; or bytes, as they are."""
        data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
        with open(self.path(name), "wb") as file:
            file.write(data)

    def change(self, name, pointer, value):
        whole = self.read(name)
        *way, last = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
        at = whole
        for step in way:
            at = at[step]
        at[last] = value
        self.write(name, whole)

    def run(self, *arguments, fonts=f"{ROOT}/fonts", **more):
        return zonebrief(*arguments, f"--project={self.path('project.json')}",
                         *([f"--font-path={fonts}"] if fonts else []), **more)


def kept(project):
    """{name: bytes} of what is in the folder of products, but for the manifest."""
    made = {}
    for name in products(project.path("out")):
        with open(os.path.join(project.path("out"), name), "rb") as file:
            made[name] = file.read()
    return made


def bounded(project, *arguments, seconds, megabytes):
    """Runs the program; none of its processes has more than so many seconds of CPU and megabytes of
    its own memory (under a sanitizer, which takes many times both, there is no such bound)."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    return project.run(*arguments, **({} if SAN else {"preexec_fn": limit}))


def faults(said):
    """[(code, place)] of what was said."""
    return re.findall(r"^error\[(E\d+)\].*\n *--> (.*)$", said, re.MULTILINE)


def is_told_once(done, code, place, what):
    """One fault, one report, and where it is."""
    found = faults(done.err)
    check_equal(len(found), 1, f"{what}: faults of\n{done.err}")
    check_equal(found[0][0], code, f"{what}: code")
    check(place in found[0][1], f"{what}: {place} is not in {found[0][1]}")


# -- paths -----------------------------------------------------------------------

# Every place where JSON names a file or a folder.
NAMED = [("project.json", "/zones"), ("project.json", "/sources"), ("project.json", "/terms"),
         ("project.json", "/fonts"), ("project.json", "/out"), ("project.json", "/units/0"),
         ("project.json", "/hyphenation/en"), ("project.json", "/editions/0/layout"),
         ("project.json", "/editions/0/theme"), ("project.json", "/editions/0/programme"),
         ("theme.json", "/extends"), ("theme.json", "/faces/sans/file"), ("theme.json", "/logo/file"),
         ("layout.json", "/blocks/0/file")]

OUTSIDE = ["../secret.json", "/etc/passwd", "/dev/zero", "zones/../../secret.json", "zones/../sources.json",
           "..", "", "./sources.json", "zones//z.json", "../../../../../../../etc/passwd"]


def prepared(name, pointer):
    """A project that has something at the place, to be changed."""
    project = Project("paths")
    if "units" in pointer:
        project.change("project.json", "/units", [""])
    elif "hyphenation" in pointer:
        project.change("project.json", "/hyphenation", {})
    elif "programme" in pointer:
        edition = project.read("project.json")["editions"][0]
        del edition["zones"]
        project.change("project.json", "/editions/0", edition)
    elif "logo" in pointer:
        project.change("theme.json", "/logo", {"width": 10})
    elif "blocks" in pointer:
        project.change("layout.json", "/blocks", [{"kind": "image", "alt": {"en": "A."}}])
    return project


def leads_out(name, pointer):
    project = prepared(name, pointer)
    for bad in OUTSIDE:
        project.change(name, pointer, bad)
        done = project.run("check", wanted=1)
        code = "E502" if pointer in ("/logo/file", "/blocks/0/file") else "E017"
        is_told_once(done, code, f"({pointer})", f"{pointer} {bad!r}")
        check("root:" not in done.err, f"{bad} was read")


for _name, _pointer in NAMED:
    all_of.add_named(f"no path leads out by {_name} {_pointer}",
                     lambda name=_name, pointer=_pointer: leads_out(name, pointer))


def not_a_file(project, name):
    """Puts what is no regular file, or leads elsewhere, at `name`."""
    secret = os.path.join(folder("secret"), "secret.json")
    with open(secret, "w", encoding="utf-8") as file:
        file.write('{"secret": 1}')
    path = project.path(name)
    yield "a link out", lambda: os.symlink(secret, path)
    yield "a link within", lambda: os.symlink("terms.json", path)
    yield "a pipe", lambda: os.mkfifo(path)
    yield "a folder", lambda: os.mkdir(path)
    yield "a device", lambda: os.symlink("/dev/zero", path)
    yield "nothing", lambda: None


@all_of.add
def links_pipes_and_devices_are_not_read():
    for name in ("sources.json", "terms.json", "layout.json", "theme.json", "zones/z.json",
                 "zones", "words.dic", "fonts/NotoSansCJK-Regular.otf", "pictures/p.png"):
        project = Project("links")
        project.change("project.json", "/hyphenation", {"en": "words.dic"})
        project.write("words.dic", b"UTF-8\n")
        os.mkdir(project.path("pictures"))
        os.mkdir(project.path("fonts"))
        project.change("layout.json", "/blocks",
                       [{"kind": "image", "file": "pictures/p.png", "alt": {"en": "A."}}])
        for what, put in not_a_file(project, name):
            path = project.path(name)
            if os.path.islink(path) or not os.path.isdir(path):
                if os.path.lexists(path):
                    os.unlink(path)
            else:
                shutil.rmtree(path)
            put()
            done = project.run("check")
            if (name, what) in (("zones", "a folder"), ("zones/z.json", "nothing")):
                continue  # then there are no zones
            if name.startswith("fonts/") and what == "nothing":
                continue  # then it is that of --font-path
            check(done.status in (1, 3) and done.err, f"{name}: {what}: {done.status} {done.err}")
            check("secret" not in done.err.replace("secret.json", ""), f"{name}: {what} was read")


@all_of.add
def a_folder_on_the_way_is_no_link():
    project = Project("way")
    elsewhere = Project("elsewhere")
    shutil.copytree(elsewhere.folder, project.path("real"))
    os.symlink("real", project.path("linked"))
    for way, status in (("real", 0), ("linked", 1)):
        project.change("project.json", "/sources", f"{way}/sources.json")
        done = project.run("check", wanted=status)
        check(status == 0 or "symbolic link" in done.err, done.err)


@all_of.add
def root_says_what_a_project_holds():
    project = Project("root")
    above = os.path.dirname(project.folder)
    shutil.move(project.path("sources.json"), os.path.join(above, "shared-sources.json"))
    project.change("project.json", "/sources", "../shared-sources.json")
    is_told_once(project.run("check", wanted=1), "E017", "(/sources)", "without --root")
    project.run("check", f"--root={above}", wanted=0)
    project.run("check", f"--root={above}/./", wanted=0)
    project.run("check", "--root=/", wanted=0)
    project.run("check", "--root=.", cwd=above, wanted=0)
    done = project.run("check", f"--root={ROOT}/data", wanted=1)
    check("E017" in done.err and "--root" in done.err, done.err)
    os.unlink(os.path.join(above, "shared-sources.json"))


@all_of.add
def a_folder_called_data_is_a_part_of_the_project():
    made = folder("called")
    project = Project("data")
    shutil.move(project.folder, os.path.join(made, "data"))
    project.folder = os.path.join(made, "data")
    project.change("project.json", "/out", "../out")
    fonts = f"--font-path={ROOT}/fonts"
    for cwd, path in (("/", project.path("project.json")), (made, "data/project.json"),
                      (project.folder, "project.json"), (project.folder, "./project.json"),
                      (project.path("zones"), "../project.json"), (made, "./data//project.json")):
        zonebrief("check", f"--project={path}", fonts, cwd=cwd, wanted=0)
    project.change("project.json", "/out", "../../out")
    is_told_once(project.run("check", wanted=1), "E017", "(/out)", "two steps up")


def tests():
    return all_of
