"""Names of files that are no UTF-8, or as long as a system lets them be: what is
made of them is right, or a fault says what is wrong with the name.
"""

import json
import os
import shutil

from harness import BIN, ROOT, Tests, check, check_equal, environment, folder, products, run
from hostile import Project

all_of = Tests("names")

BYTES = [b"caf\xe9", b"\xed\xa0\x80"]  # none of them UTF-8
TRICKY = [b"--out", b"a '\"b", b"a\\%n$(", b"a\nb", b"a\x1b[31mb\xc2\x9b", b"\xe2\x80\xae&<a)"]


def tried(*arguments, cwd=ROOT):
    return run([BIN, *arguments], cwd=cwd, env=environment())


def sound(done, out, names):
    """Good: the products are whole; else a fault in a line or more of plain text."""
    check(done.status in (0, 1, 3), f"exit status {done.status}: {done.err}")
    if done.status == 0:
        for name in names:
            path = os.path.join(out, name)
            run(["qpdf", "--check", path], wanted=0)
        return
    check("zonebrief:" in done.err or "error[" in done.err + done.out, f"{done.status}: {done.err}")
    controls = [byte for byte in done.err.encode() if byte < 32 and byte != 10]
    check(not controls, f"control characters are printed: {done.err!r}")


def fonts():
    return f"--font-path={ROOT}/fonts"


@all_of.add
def zone_files_of_names_that_are_no_UTF_8_are_refused():
    for name in BYTES:
        project = Project("names")
        os.rename(project.path("zones/z.json"), os.path.join(project.path("zones").encode(), name + b".json"))
        for form in ("human", "short", "json", "sarif"):
            done = tried("build", "--quiet", f"--diagnostics={form}", f"--project={project.path('project.json')}", fonts())
            check_equal(done.status, 1, f"{name}: {done.err}")
            check_equal((done.out + done.err).count("is not UTF-8"), 1, f"{name} {form}: {done.out}{done.err}")
            done.out_bytes.decode("utf-8")
        check_equal([one for one in products(project.path("out")) if one.endswith(".pdf")], [], "products")


@all_of.add
def zone_files_of_any_other_name():
    for name in TRICKY:
        project = Project("names")
        path = os.path.join(project.path("zones").encode(), name + b".json")
        os.rename(project.path("zones/z.json"), path)
        done = tried("build", "--quiet", f"--project={project.path('project.json')}", fonts())
        sound(done, project.path("out"), ["z.en.pdf"])
        check_equal(done.status, 0, f"{name}: {done.err}")
        check_equal(products(project.path("out")), ["z.en.pdf"], f"{name}: products")
        again = tried("build", f"--project={project.path('project.json')}", fonts())
        check("1 up to date" in again.out + again.err, f"{name}: {again.out}{again.err}")
        given = folder("given")
        done = tried("extract", project.path("out/z.en.pdf"), f"--out={given}")
        sound(done, given, [])
        with open(path, "wb") as file:
            file.write(b'{"zone": 1}\n')
        for form in ("human", "json"):
            done = tried("check", "--quiet", f"--diagnostics={form}", f"--project={project.path('project.json')}", fonts())
            check_equal(done.status, 1, f"{name}: {done.err}")
            said = done.out_bytes or done.err.encode()
            check(b"\x1b" not in said and b"\x1b" not in done.err.encode(), f"{name}: {said!r}")
            if form == "json":
                for line in done.out_bytes.decode("utf-8").splitlines():
                    json.loads(line)
            elif form == "sarif":
                json.loads(done.out_bytes.decode("utf-8"))


@all_of.add
def folders_of_any_name():
    for name in BYTES + TRICKY:
        project = Project("names")
        inside = os.path.join(project.folder.encode(), name)
        os.mkdir(inside)
        for part in ("sources.json", "terms.json", "theme.json", "layout.json", "project.json", "zones"):
            os.rename(project.path(part).encode(), os.path.join(inside, part.encode()))
        done = tried("build", "--quiet", b"--project=" + inside + b"/project.json", fonts(), b"--out=" + inside + b"/made")
        sound(done, os.fsdecode(inside + b"/made"), ["z.en.pdf"])
        check_equal(done.status, 0, f"{name}: {done.err}")
        theme = os.path.join(project.folder.encode(), name + b".theme")
        shutil.copy(inside + b"/theme.json", theme)
        done = tried("build", "--quiet", "--force", b"--project=" + inside + b"/project.json", fonts(), b"--theme=" + theme,
                     b"--out=" + inside + b"/made", b"--deps=" + inside + b"/deps")
        sound(done, os.fsdecode(inside + b"/made"), ["z.en.pdf"])
        done = tried("verify", inside + b"/made/z.en.pdf", b"--project=" + inside + b"/project.json", fonts(),
                     b"--theme=" + theme)
        sound(done, "", [])


@all_of.add
def names_as_long_as_can_be():
    for length in (200, 201, 255 - len(".json")):
        project = Project("long")
        name = "n" * length + ".json"
        os.rename(project.path("zones/z.json"), project.path(f"zones/{name}"))
        project.run("build", "--quiet", wanted=0)
        given = folder("given")
        run([BIN, "extract", project.path("out/z.en.pdf"), f"--out={given}"], wanted=0)
        with open(project.path(f"zones/{name}"), "rb") as mine, open(os.path.join(given, name), "rb") as its:
            check_equal(its.read(), mine.read(), "the file that is given back")
    with open(project.path("out/z.en.pdf"), "rb") as file:
        data, there = file.read(), f"/F({name})/UF({name})".encode()
    check_equal((len(name), data.count(there)), (255, 1), "the name in the product")
    with open(project.path("out/z.en.pdf"), "wb") as file:  # the one name takes a byte from the other
        file.write(data.replace(there, f"/F({name[1:]})/UF(n{name})".encode()))
    done = run([BIN, "extract", project.path("out/z.en.pdf"), f"--out={folder('given')}"], wanted=1)
    check("has a name that is none" in done.err, done.err)


@all_of.add
def names_that_are_too_long_are_told():
    for key, name in (("/sources", "s" * 256), ("/editions/0/layout", "l/" * 2100 + "x"), ("/out", "o" * 256),
                      ("/zones", "z" * 256), ("/editions/0/product", "p" * 252 + "{zone}.{lang}.pdf")):
        project = Project("long")
        project.change("project.json", key, name)
        done = project.run("build", "--quiet")
        check(done.status in (1, 3), f"{key}: {done.status}")
        check(done.err.count("error[") + done.err.count("zonebrief:") >= 1, f"{key}: {done.err}")
        check("ong" in done.err or "error[E01" in done.err, f"{key}: {done.err}")
    zone = Project("long")
    zone.change("zones/z.json", "/zone", "a" * 64)
    zone.run("build", "--quiet", wanted=0)
    check_equal(products(zone.path("out")), ["a" * 64 + ".en.pdf"], "products")
    zone.change("zones/z.json", "/zone", "a" * 65)
    zone.run("build", "--quiet", wanted=1)


@all_of.add
def projects_deep_down():
    """Paths near the 4096 bytes that a system call takes, and beyond."""
    for depth in (4000, 4070, 4200):
        project = Project("deep")
        start = os.open(project.folder, os.O_RDONLY)
        below = start
        left = depth - len(project.folder)
        way = []
        while left > 0:
            name = "d" * min(200, left)
            os.mkdir(name, dir_fd=below)
            new = os.open(name, os.O_RDONLY, dir_fd=below)
            if below != start:
                os.close(below)
            below, left = new, left - len(name) - 1
            way.append(name)
        path = "/".join([project.folder, *way])
        for part in ("sources.json", "terms.json", "theme.json", "layout.json", "project.json", "zones"):
            os.rename(part, part, src_dir_fd=start, dst_dir_fd=below)
        for arguments, cwd in (([f"--project={path}/project.json"], ROOT), (["--project=project.json"], f"/proc/self/fd/{below}")):
            done = run([BIN, "build", "--quiet", *arguments, fonts()], env=environment(), pass_fds=[below],
                       **({"cwd": cwd} if cwd == ROOT else {"preexec_fn": lambda: os.fchdir(below)}))
            check(done.status in (0, 1, 3), f"{depth}: {done.status} {done.err[-300:]}")
            check(done.status == 0 or done.err, f"{depth}: nothing is said")
            if done.status == 0:
                out = os.open("out", os.O_RDONLY, dir_fd=below)
                check_equal(sorted(os.listdir(out)), ["manifest.json", "z.en.pdf"], f"{depth}: products")
                os.close(out)
        os.close(below)
        os.close(start)


def tests():
    return all_of
