#!/usr/bin/env python3
"""What happens if memory, the disk or the system fails: failing.c, put before
the C library, makes the n-th call of a function fail, or that and all behind it.

    faults.py          every call of every function, for one brief (make faults)
    faults.py NAME...  only of these functions

Whatever fails, the run ends with status 0 and the very bytes of an undisturbed
one, or says why and leaves the last product as it was. `make test` takes a
sample.
"""

import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True  # nothing is left in this folder

import hostile
from harness import BIN, ROOT, SAN, Fault, Once, Tests, check, environment, folder, run

FUNCTIONS = ["malloc", "write", "read", "open", "fsync", "close", "rename", "mmap", "fstat", "stat",
             "access", "unlink", "mkdir", "opendir", "readdir", "flock", "fork", "pipe", "dup2", "signalfd",
             "prctl", "syscall"]
all_of = Tests("faults")


def build_shim():
    path = os.path.join(folder("failing"), "failing.so")
    run(["cc", "-shared", "-fPIC", "-O1", "-o", path, os.path.join(ROOT, "tests/failing.c")], wanted=0)
    return path


shim = Once(build_shim)


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
    check(found.get("z.en.pdf") in (b"the last one", good()["z.en.pdf"]), f"half a product; {what}")
    return done


def sample(function):
    total = count_of(function)
    numbers = range(1, total + 1, max(1, total // 6))
    for number in numbers:
        attempt(function, number)
    attempt(function, max(1, total // 2), ever=True)


if not SAN:  # whose allocator is its own
    for _function in FUNCTIONS:
        all_of.add_named(f"a failing {_function}", lambda function=_function: sample(function))


# Faces are mapped to be hashed, and mapped again to be used: without its hash the
# /ID would be another.
def an_input_that_cannot_be_hashed_is_told():
    told = [done for done in (attempt("mmap", number) for number in range(1, count_of("mmap") + 1))
            if "cannot read" in done.err and "error[" not in done.err]
    check(told, "no mapping of a face fails")
    for done in told:
        check(done.status == 3 and done.err.count("\n") == 1, f"status {done.status}\n{done.err}")


if not SAN:
    all_of.add(an_input_that_cannot_be_hashed_is_told)


@all_of.add
def a_bad_SOURCE_DATE_EPOCH_is_told():
    for bad in ("tomorrow", "-1", "1e9", "99999999999999", " 5", "0x10"):
        done = run([BIN, "build", "qingdao", f"--out={folder('epoch')}"],
                   env=environment(SOURCE_DATE_EPOCH=bad), wanted=2)
        check("SOURCE_DATE_EPOCH" in done.err, done.err)


if not SAN:
    @all_of.add
    def the_program_is_hardened():
        said = run(["readelf", "-hldWs", BIN], wanted=0).out
        for what, pattern in {"PIE": r"Type:\s+DYN", "RELRO": r"GNU_RELRO", "BIND_NOW": r"\bNOW\b",
                              "a stack that is no code": r"GNU_STACK\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+RW\s",
                              "stack protector": r"__stack_chk_fail", "FORTIFY_SOURCE": r"__\w+_chk@"}.items():
            check(re.search(pattern, said), f"the program is built without {what}")


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
