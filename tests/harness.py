"""What all the tests share: where things are, running programs, and a list of
tests with their names.

A test is a function that returns if all is well and raises Fault, by way of
the check functions below, if not. Its name, in words, is the function's.
"""

import atexit
import difflib
import os
import re
import resource
import shutil
import subprocess
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TESTS = os.path.join(ROOT, "tests")
BIN = os.path.abspath(os.environ.get("ZONEBRIEF", os.path.join(ROOT, "out/bin/zonebrief")))
SAN = "/san/" in BIN
COVERED = "/coverage/" in BIN
SECONDS = 300 if SAN else 60  # longest that one program may take
BYTES = 3 << 30  # most memory that one program may take
ANYWHERE = "--root=/"  # a project made by a test names files of this one
LANGS = ["en", "zh-Hans", "ja", "de"]

_scratch = tempfile.mkdtemp(prefix="zonebrief-test-")
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)


class Fault(Exception):
    """A test has failed; the text says why."""


def check(condition, message):
    if not condition:
        raise Fault(message)


def skip(why):
    """For what the machine cannot do: the test is passed, and this is shown."""
    print(f"SKIPPED {why}", flush=True)


def check_equal(found, wanted, what):
    if found != wanted:
        raise Fault(f"{what}: found {found!r}, not {wanted!r}")


def folder(name):
    """A new empty folder, gone when the tests end."""
    return tempfile.mkdtemp(prefix=name + "-", dir=_scratch)


def products(path):
    """Names of what runs have left in a folder, in order, but for the manifest."""
    return sorted(name for name in os.listdir(path) if name != "manifest.json")


def environment(**changes):
    """The environment programs run in: as little of the caller's as can be."""
    env = {"PATH": os.environ["PATH"], "HOME": _scratch, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    env["ASAN_OPTIONS"] = ("detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:"
                           f"hard_rss_limit_mb={BYTES >> 20}")
    env["UBSAN_OPTIONS"] = "print_stacktrace=1"
    for name, value in changes.items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    return env


class Result:
    def __init__(self, done):
        self.status = done.returncode
        self.out_bytes = done.stdout or b""
        self.out = self.out_bytes.decode("utf-8", "replace")
        self.err = (done.stderr or b"").decode("utf-8", "replace")


def _limit():
    if not SAN:  # its shadow memory is larger than any limit
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def run(command, cwd=ROOT, env=None, stdout=subprocess.PIPE, wanted=None, seconds=SECONDS, **more):
    """Runs a program to its end. `wanted`: the exit status it must have."""
    more.setdefault("preexec_fn", _limit)
    more.setdefault("stdin", subprocess.DEVNULL)
    try:
        done = subprocess.run(command, cwd=cwd, env=env or environment(), stdout=stdout,
                              stderr=subprocess.PIPE, timeout=seconds, **more)
    except subprocess.TimeoutExpired:
        raise Fault(f"{' '.join(command)}: not done after {seconds} seconds") from None
    result = Result(done)
    if wanted is not None and result.status != wanted:
        raise Fault(f"{' '.join(command)}: exit status {result.status}, not {wanted}\n"
                    + shorten(result.err))
    if "Sanitizer" in result.err or "runtime error:" in result.err:
        raise Fault(f"{' '.join(command)}:\n{shorten(result.err, 60)}")
    return result


def build_shim(name):
    """A library to be put before the others (LD_PRELOAD), of NAME.c here."""
    path = os.path.join(folder("shim"), name + ".so")
    run(["cc", "-shared", "-fPIC", "-O1", "-o", path, os.path.join(TESTS, name + ".c")], wanted=0)
    return path


def zonebrief(*arguments, **more):
    return run([BIN, *arguments], **more)


def cpu_seconds(*arguments, wanted=0):
    """CPU time of the program's own with these arguments."""
    done = run(["/bin/sh", "-c", '"$@" >/dev/null 2>&1; status=$?; times; exit $status', "sh", BIN,
                *arguments], wanted=wanted)
    minutes, seconds = re.match(r"(\d+)m([\d.]+)s", done.out.splitlines()[1]).groups()
    return int(minutes) * 60 + float(seconds)


def shorten(text, lines=24):
    """The first lines of a text, and of each no more than can be read."""
    whole = text.splitlines()
    cut = [line if len(line) <= 200 else line[:197] + "..." for line in whole[:lines]]
    if len(whole) > lines:
        cut.append(f"... {len(whole) - lines} more lines")
    return "\n".join(cut)


def difference(wanted, found, name):
    lines = difflib.unified_diff(wanted.splitlines(), found.splitlines(), name, "now",
                                 lineterm="", n=1)
    return shorten("\n".join(lines), 30)


class Tests:
    """Named tests. A module makes one and fills it with @tests.add."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.list = []

    def add(self, function):
        self.list.append((f"{self.prefix}: {function.__name__.replace('_', ' ')}", function))
        return function

    def add_named(self, name, function, plain=None):
        """`plain`: why it cannot hold under sanitizers, where it is passed over."""
        whole = f"{self.prefix}: {name}"
        self.list.append((whole, lambda: skip(f"{whole}: {plain}") if SAN and plain else function()))

    def add_plain(self, why):
        """As add, for a test that cannot hold under sanitizers."""
        def add(function):
            self.add_named(function.__name__.replace("_", " "), function, why)
            return function
        return add


class Once:
    """A value made by the first who asks for it, whatever the thread."""

    def __init__(self, make):
        self._make = make
        self._lock = threading.Lock()
        self._made = None

    def __call__(self):
        with self._lock:
            if self._made is None:
                try:
                    self._made = (self._make(), None)
                except Exception as problem:  # told to each who asks
                    self._made = (None, problem)
        value, problem = self._made
        if problem:
            raise problem
        return value
