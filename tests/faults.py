#!/usr/bin/env python3
"""What happens if memory, the disk or the system fails: failing.c, put before
the C library, makes the n-th call of a function fail, or that and all behind it.

    faults.py          every call of every function, for one brief (make faults)
    faults.py NAME...  only of these functions

Whatever fails, the run ends with status 0 and the very bytes of an undisturbed
one, or says why and leaves the last product as it was. `make test` takes a
sample.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True  # nothing is left in this folder

import batch
import hostile
from harness import (BIN, COVERED, ROOT, Fault, Once, Tests, build_shim, check, check_equal, environment,
                     folder, run, skip)
from samebytes import Copy

FUNCTIONS = ["malloc", "write", "read", "open", "fsync", "close", "rename", "mmap", "fstat", "stat",
             "access", "unlink", "mkdir", "opendir", "readdir", "flock", "fork", "pipe", "dup2", "signalfd",
             "prctl", "syscall"]
all_of = Tests("faults")


shim = Once(lambda: build_shim("failing"))


def build_project():
    """One zone in one language, with something of each library: words that are divided, two scripts, a
    table, a chart, three sorts of pictures."""
    project = hostile.Project("faults")
    os.mkdir(project.path("pictures"))
    for name in ("dots.png", "shapes.svg", "quarters.jpg"):
        shutil.copy(os.path.join(ROOT, "tests/golden/pictures", name), project.path("pictures"))
    project.write("words.dic", b"UTF-8\nLEFTHYPHENMIN 2\nRIGHTHYPHENMIN 2\nco1op\nera1tion\n")
    project.change("project.json", "/hyphenation", {"en": "words.dic"})
    blocks = [{"kind": "image", "file": f"pictures/{name}", "width": 60, "alt": {"pointer": "/summary"}}
              for name in sorted(os.listdir(project.path("pictures")))]
    blocks.append({"kind": "bars", "title": {"label": "figures"}, "select": {"measure": "investment"},
                   "categories": "scope"})
    heading = {"kind": "heading", "level": 1, "title": {"pointer": "/name"}}
    project.change("layout.json", "/blocks", [heading] + project.read("layout.json")["blocks"] + blocks)
    project.change("zones/z.json", "/summary", {"en": "Cooperation, in Chinese 中日合作. " * 10})
    project.change("zones/z.json", "/facts", [
        {"id": f"f{number}", "category": "figure", "measure": "investment", "scope": scope, "value": number * 10**9,
         "unit": "CNY", "status": "actual", "period": "2019", "sources": [{"id": source}]}
        for number, (scope, source) in enumerate((("bay", "paper"), ("cove", "bureau"), ("head", "firm")), 2)])
    return project


project = Once(build_project)


def build(out, function=None, number=0, ever=False, count=None, binary=BIN):
    env = environment(LD_PRELOAD=shim() if function else None, FAIL=function, FAIL_AT=str(number),
                      FAIL_EVER="1" if ever else None, FAIL_COUNT=count)
    return run([binary, "build", "--quiet", "--force", "-j1", f"--project={project().path('project.json')}",
                f"--font-path={ROOT}/fonts", f"--out={out}"], env=env)


def products(out):
    """{name: bytes} of the products, and of what should not be there."""
    found = {}
    for name in os.listdir(out) if os.path.isdir(out) else []:
        if name.endswith((".pdf", ".part")):
            with open(os.path.join(out, name), "rb") as file:
                found[name] = file.read()
    return found


def good_build():
    out = folder("good")
    done = build(out)
    check(done.status == 0, f"an undisturbed build fails: {done.err}")
    return products(out)


good = Once(good_build)


def count_of(function):
    """The most calls that any of its processes makes."""
    path = os.path.join(folder("count"), "count")
    build(folder("counted"), function, count=path)
    with open(path, encoding="ascii") as file:
        return max(int(line.split()[1]) for line in file)


def attempt(function, number, ever=False):
    out = folder("failing")
    old = os.path.join(out, "z.en.pdf")
    with open(old, "wb") as file:
        file.write(b"the last one")
    done = build(out, function, number, ever)
    what = f"{function} {number}{' and on' if ever else ''}: status {done.status}\n{done.err}"
    check(done.status in (0, 1, 3), what)
    found = products(out)
    check(done.status != 0 or found == good(), f"another product; {what}")
    check(done.status == 0 or done.err, f"nothing is said; {what}")
    faults = set(re.findall(r"^error\[(E[0-7]\d\d)\]", done.err, re.MULTILINE))
    check(faults <= {"E401", "E402", "E403"}, f"it is told as if somebody had written it; {what}")
    check(not faults or done.status == 3, f"the machine is at fault; {what}")
    check(found.get("z.en.pdf") in (b"the last one", good()["z.en.pdf"]), f"half a product; {what}")
    return done


def sample(function):
    total = count_of(function)
    numbers = range(1, total + 1, max(1, total // 6))
    for number in numbers:
        attempt(function, number)
    attempt(function, max(1, total // 2), ever=True)


SHIM = "a shim must come first"  # why this is not for sanitizers

for _function in FUNCTIONS:
    all_of.add_named(f"a failing {_function}", lambda function=_function: sample(function), SHIM)


# -- when all is up to date -----------------------------------------------------------------


def look(out, function=None, number=0, ever=False, count=None, of=project):
    """A run that need make nothing."""
    return run([BIN, "build", "-j1", f"--project={of().path('project.json')}", f"--font-path={ROOT}/fonts",
                f"--out={out}"],
               env=environment(LD_PRELOAD=shim(), FAIL=function, FAIL_AT=str(number), FAIL_EVER="1" if ever else None,
                               FAIL_COUNT=count, CORES="4"))


def up_to_date(of=project):
    out = folder("fresh")
    check("1 built" in look(out, of=of).err, "it is not built")
    return out


def last_count(path):
    """Of the run's first process, which ends last."""
    with open(path, encoding="ascii") as file:
        return int(file.read().split()[-1])


@all_of.add_plain(SHIM)
def what_is_up_to_date_is_made_anew_or_left_alone_whatever_fails():
    """Where all is looked at on several threads: what cannot be seen is not taken for what it was."""
    out, left = up_to_date(), 0
    for function in ("malloc", "read", "open", "close", "fstat", "stat", "access", "mmap", "readdir", "pthread_create"):
        path = os.path.join(folder("count"), "count")
        look(out, function, count=path)
        total = last_count(path)
        check(total or function == "access", f"{function} is never called")
        numbers = range(1, total + 1, max(1, total // 12))
        for number, ever in [(number, False) for number in numbers] + [(1, True), (max(1, total // 2), True)]:
            done = look(out, function, number, ever)
            what = f"{function} {number}{' and on' if ever else ''}: status {done.status}\n{done.err}"
            check(done.status in (0, 1, 3), what)
            check(products(out) == good(), f"another product; {what}")
            check("1 brief" in done.err if done.status == 0 else "zonebrief" in done.err or "error[" in done.err, what)
            left += "1 up to date" in done.err
    check(left > 10, "whatever fails, all is made anew")


@all_of.add_plain(SHIM)
def there_need_be_no_more_threads():
    """With none to be had, one, or two, a run finds what has changed and what has not."""
    own = Once(build_project)  # for its zone is changed
    out, zone = up_to_date(own), own().path("zones/z.json")

    def said(*more):
        return look(out, "pthread_create", number, True, *more, of=own).err

    with open(zone, "rb") as file:
        text = file.read()
    product = os.path.join(out, "z.en.pdf")
    for number in (1, 2, 3):
        path = os.path.join(folder("count"), "count")
        check("1 up to date" in said(path), f"{number}: all is up to date")
        check(last_count(path) >= number, f"fewer than {number} threads are asked for")
        with open(product, "r+b") as file:
            file.seek(100)
            file.write(b"\0\0\0")
        check("1 built" in said(), f"{number}: the product is another")
        check(products(out) == good(), "another product")
        with open(zone, "ab") as file:
            file.write(b"\n")
        check("1 built" in said(), f"{number}: the zone is another")
        with open(zone, "wb") as file:
            file.write(text)
        check("1 built" in said(), f"{number}: the zone is as it was")
        check(products(out) == good(), "another product")


# -- with what ------------------------------------------------------------------------------


# Faces are read to be hashed, in many pieces, and mapped to be used: without its hash
# the /ID would be another.
@all_of.add_plain(SHIM)
def an_input_that_cannot_be_hashed_is_told():
    told = [done for done in (attempt("read", number) for number in range(1, count_of("read") + 1, 7))
            if "cannot read" in done.err and "error[" not in done.err]
    check(told, "no reading of a face fails")
    for done in told:
        check(done.status == 3 and done.err.count("\n") == 1, f"status {done.status}\n{done.err}")


@all_of.add_plain(SHIM)
def a_file_that_the_system_does_not_give_is_told():
    for function in ("open", "read"):
        told = [number for number in range(1, count_of(function) + 1, 3) if "E403" in attempt(function, number).err]
        check(len(told) > 2, f"{function}: only {told} of the files are not given")


@all_of.add_plain(SHIM)
def a_face_that_is_cut_short_in_use_is_told():
    """Faces are mapped: what is gone of one has no bytes to give."""
    cuts = 0
    for how, count, statuses in (("cut", 4, (1, 3)), ("cutfork", 2, (1,))):
        for number in range(1, count + 1):
            fonts, out = folder("fonts"), folder("cut")
            for name in os.listdir(f"{ROOT}/fonts"):
                shutil.copy(os.path.join(ROOT, "fonts", name), fonts)
            face = os.path.join(fonts, "NotoSansCJK-Regular.otf")
            old = os.path.join(out, "z.en.pdf")
            with open(old, "wb") as file:
                file.write(b"the last one")
            done = run([BIN, "build", "--quiet", "--force", "-j1", f"--project={project().path('project.json')}",
                        f"--font-path={fonts}", f"--out={out}"],
                       env=environment(LD_PRELOAD=shim(), FAIL=how, FAIL_AT=str(number), CUT=face))
            what = f"{how} {number}: status {done.status}\n{done.err}"
            if os.path.getsize(face):
                check(done.status == 0, what)
                continue
            cuts += 1
            check(done.status in statuses, what)
            check("cut short" in done.err or "not a font" in done.err or "is empty" in done.err, what)
            check(products(out) == {"z.en.pdf": b"the last one"}, f"{list(products(out))}; {what}")
    check(cuts > 3, f"only {cuts} cuts")


@all_of.add
def a_bad_SOURCE_DATE_EPOCH_is_told():
    for bad in ("tomorrow", "-1", "1e9", "99999999999999", "253402300800", " 5", "0x10"):
        done = run([BIN, "build", "qingdao", f"--out={folder('epoch')}"],
                   env=environment(SOURCE_DATE_EPOCH=bad), wanted=2)
        check("SOURCE_DATE_EPOCH" in done.err, done.err)


@all_of.add_plain("it is built another way")
def the_program_is_hardened():
    said = run(["readelf", "-hldWs", BIN], wanted=0).out
    for what, pattern in {"PIE": r"Type:\s+DYN", "RELRO": r"GNU_RELRO", "BIND_NOW": r"\bNOW\b",
                          "a stack that is no code": r"GNU_STACK\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+RW\s",
                          "stack protector": r"__stack_chk_fail", "FORTIFY_SOURCE": r"__\w+_chk@"}.items():
        if what == "FORTIFY_SOURCE" and COVERED:
            skip("lines are counted without optimisation, which FORTIFY_SOURCE needs")
            continue
        check(re.search(pattern, said), f"the program is built without {what}")


# -- where it goes -------------------------------------------------------------------------


def make(out, *more, **how):
    return run([BIN, "build", "--quiet", "--force", f"--project={project().path('project.json')}",
                f"--font-path={ROOT}/fonts", f"--out={out}", *more], **how)


@all_of.add
def what_cannot_be_said_is_no_reason_not_to_build():
    out = folder("deaf")
    with open("/dev/full", "wb") as full:
        make(out, "-v", stdout=full, wanted=0)  # which says nothing there
        done = make(out, "--report=size", stdout=full, wanted=3)
        check("standard output" in done.err, done.err)
        told = subprocess.run([BIN, "build", "-v", "--force", f"--project={project().path('project.json')}",
                               f"--font-path={ROOT}/fonts", f"--out={out}"], stderr=full, env=environment(), check=False)
    check_equal(told.returncode, 0, "standard error is full")
    check(products(out) == good(), "another product")


@all_of.add
def a_reader_that_goes_away_ends_nothing_halfway():
    out = folder("pipe")
    for option in ("--report=size", "--dump=frames"):
        ends = os.pipe()
        os.close(ends[0])
        with os.fdopen(ends[1], "wb") as pipe:
            done = make(out, option, stdout=pipe, wanted=3)
        check("standard output" in done.err, done.err)
    check(products(out) == good(), "another product")


@all_of.add
def a_folder_that_is_read_only():
    out = folder("readonly")
    make(out, wanted=0)
    os.chmod(out, 0o555)
    way = [out]
    while os.path.basename(os.path.dirname(way[-1])).startswith("zonebrief-test-"):
        way.append(os.path.dirname(way[-1]))
    copy = Copy()
    os.chmod(way[-1], 0o711)  # the tests' own folder
    try:
        done = run([copy.binary, "build", "tianjin", "--lang=en", f"--project={copy.folder}/data/project.json",
                    f"--out={out}"], user=65534 if os.geteuid() == 0 else None, wanted=3)
    finally:
        copy.remove()
    check(out in done.err and "Permission denied" in done.err, done.err)
    check(products(out) == good(), "another product")


@all_of.add
def products_go_over_no_link_but_the_command_lines():
    own, elsewhere = hostile.Project("linked"), folder("elsewhere")
    for name in ("out", "way/out", "way/deep/out"):
        own.change("project.json", "/out", name)
        link = own.path(name.split("/")[0])
        os.symlink(elsewhere, link)
        done = own.run("build", wanted=3)
        check("symbolic link" in done.err and "--out" in done.err, done.err)
        check_equal(os.listdir(elsewhere), [], f"{name}: what was written outside")
        own.run("build", f"--out={link}/given", wanted=0)
        check_equal(sorted(os.listdir(os.path.join(elsewhere, "given"))), ["manifest.json", "z.en.pdf"], "products")
        shutil.rmtree(os.path.join(elsewhere, "given"))
        os.unlink(link)
    os.symlink(own.folder, os.path.join(elsewhere, "home"))  # how the project is come by is the user's affair
    for cwd, path in ((None, os.path.join(elsewhere, "home/project.json")), (os.path.join(elsewhere, "home"), "project.json")):
        run([BIN, "build", f"--project={path}", f"--font-path={ROOT}/fonts"], cwd=cwd or ROOT, wanted=0)
        shutil.rmtree(own.path("way"))
    secret = os.path.join(elsewhere, "secret")
    with open(secret, "w", encoding="utf-8") as file:
        file.write("kept")
    os.makedirs(own.path("way/deep/out"))
    for name in ("z.en.pdf", "manifest.json"):
        os.symlink(secret, own.path("way/deep/out/" + name))
    own.run("build", wanted=0)
    with open(secret, encoding="utf-8") as file:
        check_equal(file.read(), "kept", "what a product's name led to")
    check(not os.path.islink(own.path("way/deep/out/z.en.pdf")), "the product is a link still")


# More of names: names.py.
@all_of.add
def a_manifest_is_JSON_whatever_folders_are_called():
    odd = hostile.Project("odd")
    above = os.fsencode(os.path.dirname(odd.folder)) + b"/\xfffolder"
    os.rename(odd.folder, above)
    os.symlink(ROOT + "/fonts", above + b"/fonts\xfe")
    try:
        run([BIN, "build", above + b"/zones/z.json", b"--project=" + above + b"/project.json",
             b"--out=" + above + b"/\xc3out", b"--font-path=" + above + b"/fonts\xfe"], cwd="/", wanted=0)
        with open(above + b"/\xc3out/manifest.json", encoding="utf-8") as file:
            check_equal(len(json.load(file)["products"]), 1, "products")
    finally:
        shutil.rmtree(above)


# What was read is what is noted: whatever becomes of a file while a run is at work, the
# next one sees to it.
@all_of.add
def files_that_change_while_they_are_built_from():
    changing = batch.make("changing", 6)
    batch.long_zone(changing, 4000)
    for name in ("terms.json", "layouts/brief.json", "zones/long.json", "zones/z5.json"):
        running = batch.start(changing, "--lang=en", "-j1", "--force")
        batch.wait_for(lambda pid=running.pid: batch.children(pid), "a worker")
        changing.set(name, **{"//": "another byte"})
        running.communicate(timeout=60)
        changing.run("build", "--lang=en", wanted=0)
        left = batch.products(changing.out)
        fresh = folder("fresh")
        changing.run("build", "--lang=en", f"--out={fresh}", wanted=0)
        check(batch.products(fresh) == left, f"{name}: the products are not of what is there now")


def tests():
    return all_of


def main(functions):
    failed = 0
    for function in functions or FUNCTIONS:
        def one(case, function=function):
            try:
                attempt(function, *case)
            except Fault as fault:
                print(f"FAILED {fault}")
                return 1
            return 0
        total = count_of(function)
        with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            cases = [(number, ever) for number in range(1, total + 1) for ever in (False, True)
                     if not ever or function != "malloc"]  # the first ends the process
            wrong = sum(pool.map(one, cases))
        print(f"{function}: {total} calls, {wrong} failed", flush=True)
        failed += wrong
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
