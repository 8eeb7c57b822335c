"""What a build touches: workers are confined (src/batch/confine.c), and a run
opens, writes and calls nothing but what it should.

A worker that has been taken over is played by trying.c; strace tells all that a
whole build does, and where it may not trace, witness.c most of it. Each is shown
to see a worker that is not confined.
"""

import os
import re

from harness import (BIN, COVERED, ROOT, SAN, Once, Tests, build_shim, check, check_equal, environment, folder, run,
                     skip)
from whole import read_bytes

all_of = Tests("confining")
NOTES = {"": None, "landlock": "could open any file", "seccomp": "could make any system call",
         "landlock seccomp": "are not confined"}


shim = Once(lambda: build_shim("trying"))
witness = Once(lambda: build_shim("witness"))


class Taken:
    """A run whose worker tries what it should not."""

    def __init__(self, lacks, before=(), command="build", more=None):
        self.out, self.outside = folder("taken"), folder("outside")
        for name in ("there", "other", "plain"):
            with open(os.path.join(self.outside, name), "w", encoding="utf-8"):
                pass
        os.symlink("/etc/passwd", os.path.join(self.outside, "link"))
        report = os.path.join(folder("report"), "report")
        env = environment(LD_PRELOAD=shim(), TRIES=report, INSIDE=os.path.join(ROOT, "data/terms.json"),
                          OUT=self.out, OUTSIDE=self.outside, LACKS=lacks)
        for name, value in (more or {}).items():
            env[name] = f"{env[name]}:{value}" if name in env else value
        self.done = run([*before, BIN, command, "qingdao", "--lang=en", "--edition=brief", "-j1", "-v",
                         f"--out={self.out}"], env=env, wanted=0)
        lines = read_bytes(report).decode().splitlines()
        self.tried = {line.rsplit(" ", 1)[0]: int(line.rsplit(" ", 1)[1]) for line in lines}

    def allowed(self, sort):
        return [name for name, error in self.tried.items() if name.startswith(sort + ":") and error == 0]

    def refused(self, sort):
        return [name for name, error in self.tried.items() if name.startswith(sort + ":") and error != 0]


def lacking():
    """What the machine itself lacks, in words; "" if nothing."""
    done = run([BIN, "build", "qingdao", "--lang=en", "--edition=brief", "-j1", "-v", "--out=" + folder("plain")],
               wanted=0)
    return next((line for line in done.err.splitlines() if line.startswith("zonebrief: workers ")), "")


machine = Once(lacking)


def can_confine():
    if SAN or COVERED:  # these have to write and trace
        check("built so" in machine(), f"confined all the same: {machine()}")
        skip(machine())
        return False
    if machine():
        skip(f"workers cannot be confined here: {machine()}")
    return not machine()


def as_it_should(lacks):
    taken = Taken(lacks)
    files, calls = "landlock" not in lacks, "seccomp" not in lacks
    for sort, confined in (("file", files), ("call", calls), ("both", files or calls)):
        wrong = taken.allowed(sort) if confined else taken.refused(sort)
        check_equal(wrong, [], f"without {lacks or 'nothing'}: {'allowed' if confined else 'refused'}")
        check(len(taken.allowed(sort) + taken.refused(sort)) > 3, f"{sort}: little was tried")
    check_equal(taken.refused("file-allowed") + taken.refused("write-allowed") + taken.refused("call-allowed"), [],
                "what a worker needs, refused")
    check_equal(taken.done.err.count("zonebrief: workers "), 1 if lacks else 0, "notes")
    check(not lacks or NOTES[lacks] in taken.done.err, taken.done.err)
    return read_bytes(os.path.join(taken.out, "qingdao.en.pdf"))


@all_of.add
def a_worker_that_is_taken_over_reaches_nothing():
    if not can_confine():
        return
    made = [as_it_should(lacks) for lacks in NOTES]
    check(all(one == made[0] for one in made), "products differ")


@all_of.add
def a_check_writes_nothing():
    if not can_confine():
        return
    taken = Taken("", command="check")
    check_equal(len(taken.refused("write-allowed")), 3, "writing, refused")
    check_equal(taken.refused("file-allowed"), [], "reading, refused")


@all_of.add
def without_v_nothing_is_said_of_confining():
    done = run([BIN, "build", "qingdao", "--lang=en", "--edition=brief", "--out=" + folder("still")],
               env=environment(LD_PRELOAD=None if SAN else shim(), LACKS="landlock seccomp"), wanted=0)
    check_equal(done.err, "zonebrief: 1 brief, 1 built, 0 up to date\n", "said")


# -- all that a run does ------------------------------------------------------------------

# Beside the project and the products: the program, its libraries, and what glibc and ICU ask.
SYSTEM = re.compile(r"/(usr/)?lib(64)?/.*\.so(\.[\d.]+)?|/etc/ld\.so\.(cache|preload)|/dev/null|"
                    r"/proc/self/statm|/proc/\d+/statm|/sys/devices/system/cpu/online")
OPENED = re.compile(r'open(?:at)?\((?:[^,"]*, )?"([^"]*)", ([A-Z_|]+).*\) += \d+<(.*)>$')
CHANGED = re.compile(r'(?:rename|unlink|mkdir|link|symlink|rmdir|truncate|chmod|mknod)(?:at2?)?\((.*)\) += 0$')
NETWORK = re.compile(r"(?:socket|socketpair|connect|bind|listen|sendto)\(.*\) += \d")
STARTED = re.compile(r"execve\(.*\) += 0$")


def below(path, *folders):
    return any(path == one or path.startswith(one + "/") for one in folders)


def misdeeds(trace, out, programs=(BIN,)):
    """What the run has done that it should not, a line each."""
    found, started = [], 0
    pending = {}
    for line in trace.splitlines():
        pid, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            pending[pid] = call[:-len("<unfinished ...>")].rstrip()
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", call)
        call = pending.pop(pid, "") + resumed.group(1) if resumed else call
        opened, changed = OPENED.match(call), CHANGED.match(call)
        if opened:
            writes = re.search(r"O_WRONLY|O_RDWR|O_CREAT", opened.group(2))
            path = re.sub(r"<char .*>$| \(deleted\)$", "", opened.group(3))
            allowed = [out] if writes else [ROOT + "/data", ROOT + "/fonts", out]
            if not (below(path, *allowed) or SYSTEM.fullmatch(path) or (path == ROOT and not writes)
                    or path in programs):
                found.append(call)
        elif changed:
            paths = re.findall(r'"([^"]*)"', changed.group(1))
            if not all(below(os.path.join(ROOT, path), out) for path in paths):
                found.append(call)
        elif NETWORK.match(call):
            found.append(call)
        elif STARTED.match(call):
            started += 1
    if started != 1:
        found.append(f"{started} programs were started")
    return found


def traced(path):
    return ["strace", "-f", "-y", "-s", "4096", "-o", path, "-e",
            "trace=%file,%network,execve,execveat,open,openat,creat,truncate,ftruncate,fork,vfork,clone"]


def strace_works():
    try:
        done = run(traced(os.path.join(folder("strace"), "trace")) + ["true"])
    except OSError as problem:
        return str(problem)
    return "" if done.status == 0 else done.err


tracing = Once(strace_works)


def watchers(path):
    """(command before the program's, environment) by which what a run does is written to `path`."""
    if SAN or COVERED:
        skip("sanitizers do not let themselves be traced; gcov writes its counts")
        return []
    if tracing():
        skip(f"strace cannot trace here: {tracing()}")
    by_strace = [] if tracing() else [(traced(path), {})]
    return by_strace + [([], {"LD_PRELOAD": witness(), "WITNESS": path})]


def said(path):
    with open(path, "r+b") as file:
        text = file.read().decode("utf-8", "replace")
        file.truncate(0)
    return text


@all_of.add
def a_build_touches_the_project_and_the_products_alone():
    trace = os.path.join(folder("trace"), "trace")
    for before, more in watchers(trace):
        out = folder("touches")
        run([*before, BIN, "build", "-j2", f"--out={out}"], env=environment(**more), wanted=0)
        text = said(trace)
        check(len(re.findall(r"open(?:at)?\(", text)) > 100 and text.count("rename(") >= 36, "little was seen")
        check_equal(misdeeds(text, out), [], "what it should not have done")


@all_of.add
def what_a_build_should_not_do_is_seen():
    trace = os.path.join(folder("trace"), "trace")
    for before, more in watchers(trace):
        taken = Taken("landlock seccomp", before=before, more=more)
        found = "\n".join(misdeeds(said(trace), taken.out))
        for what in ('"/etc/passwd"', "/made", "/there", "/moved", "/folder", "socket(AF_INET", "socketpair("):
            check(what in found, f"{what} was not seen in:\n{found}")


def tests():
    return all_of
