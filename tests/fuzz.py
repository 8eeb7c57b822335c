#!/usr/bin/env python3
"""The targets of fuzz/ (fuzz/shared/fuzz.h):

    fuzz.py [--seconds=N] NAME...   looks for new inputs with libFuzzer, each
                                    target for N seconds; `make fuzz` calls it

As tests, each target goes through its seeds, all that was ever found, and a
few hundred inputs made from them, the same each time (fuzz/shared/replay.c).

What is found is in out/fuzz/found/. It becomes a test of its own, or goes to
fuzz/found/ as TARGET-WHAT, and is mended.

The seeds:

    json      golden/*.json; fuzz/json.txt, a bytes literal a line
    markup    fuzz/markup.txt, a text a line, in each language
    check     golden/*.json; fuzz/cases.json, by name what is laid over one
    brief     the same
    picture   the pictures of images.py and golden/pictures/
    layout    bytes at random from a fixed seed
"""

import ast
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True  # nothing is left in this folder

import images
from harness import ROOT, TESTS, Fault, Tests, check, environment, folder, run, shorten

FOLDER = os.path.join(TESTS, "fuzz")
RUNS = {"json": 6000, "markup": 20000, "check": 1500, "brief": 1500, "picture": 2000, "layout": 600}
LONGEST = {"markup": 2000, "layout": 600, "picture": 16000}  # bytes of an input; others 20,000


def _read(path):
    with open(path, "rb") as file:
        return file.read()


def _lines(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip()]


def _goldens():
    return {os.path.basename(path): _read(path)
            for path in glob.glob(os.path.join(TESTS, "golden", "*.json"))}


def _json():
    return _goldens() | {f"json-{i}": ast.literal_eval(line)
                         for i, line in enumerate(_lines("json.txt"))}


def _markup():
    return {f"markup-{i}-{lang}": bytes([lang]) + line.encode()
            for i, line in enumerate(_lines("markup.txt")) for lang in (0, 1, 3)}


def _cases():
    with open(os.path.join(FOLDER, "cases.json"), encoding="utf-8") as file:
        cases = json.load(file)
    with open(os.path.join(TESTS, "golden", cases.pop("$base")), encoding="utf-8") as file:
        base = json.load(file)
    return _goldens() | {name: json.dumps(base | case, ensure_ascii=False).encode()
                         for name, case in cases.items()}


def _pictures():
    made = {}
    for kind, depths in images.DEPTHS.items():
        for depth in depths:
            for interlaced in (False, True):
                made[f"{kind}-{depth}-{interlaced:d}.png"] = images.png(
                    9, 7, kind, depth, images.samples_of(kind, depth), interlaced)
    for name, data, *_ in images.FAULTS:
        data = data() if callable(data) else data
        made[f"fault-{name}"] = data.encode() if isinstance(data, str) else data
    for name, drawn, *_ in images.DRAWN:
        made[f"drawn-{name.replace(' ', '-')}.svg"] = images.SVG.format(drawn).encode()
    for path in glob.glob(os.path.join(TESTS, "golden", "pictures", "*")):
        made[os.path.basename(path)] = _read(path)
    return {name: data for name, data in made.items() if len(data) <= LONGEST["picture"]}


def _trees():
    chance = random.Random(1)
    return {f"tree-{i}": chance.randbytes(chance.choice((20, 60, 200, 500))) for i in range(60)}


SEEDS = {"json": _json, "markup": _markup, "check": _cases, "brief": _cases, "picture": _pictures,
         "layout": _trees}


def write_seeds(name, where):
    """Each seed as a file in the folder `where`, and what was found."""
    found = {os.path.basename(path): _read(path)
             for path in glob.glob(os.path.join(FOLDER, "found", f"{name}-*"))}
    for seed, data in (SEEDS[name]() | found).items():
        with open(os.path.join(where, seed), "wb") as file:
            file.write(data)


# -- as tests ------------------------------------------------------------------

def replay(program):
    name = os.path.basename(program)
    seeds = folder("seeds")
    write_seeds(name, seeds)
    done = run([os.path.join(ROOT, program), f"--runs={RUNS[name]}", seeds])
    if done.status != 0:
        raise Fault(f"exit status {done.status}; the input is out/fuzz-{name}\n"
                    + shorten(done.err, 40))


def faults_are_found(program):
    """The planted one, in a file and in a file that was changed."""
    seeds = folder("seeds")
    for data, runs, fails in ((b"ab", 0, False), (b"a\xffb", 0, True), (b"a\xfeb", 2000, True)):
        with open(os.path.join(seeds, "a"), "wb") as file:
            file.write(data)
        done = run([os.path.join(ROOT, program), f"--runs={runs}", seeds])
        check((done.status != 0) == fails, f"{data}: exit status {done.status}")
        if fails:
            check("does not hold" in done.err, done.err)
            left = os.path.join(ROOT, "out/fuzz-planted")
            check(b"\xff" in _read(left), "the input is not left behind")
            os.remove(left)


def tests():
    list_of = Tests("fuzz")
    for program in os.environ.get("FUZZERS", "").split():
        name = os.path.basename(program)
        if name == "planted":
            list_of.add_named("faults are found", lambda it=program: faults_are_found(it))
        else:
            list_of.add_named(name, lambda it=program: replay(it))
    return list_of


# -- with libFuzzer --------------------------------------------------------------

def _found(where, name):
    return [entry for entry in os.listdir(where) if entry.startswith(name + "-")]


def search(name, seconds):
    """Runs one target: what it found, and how far it came in words."""
    out = os.path.join(ROOT, "out", "fuzz")
    seeds, corpus, found = (os.path.join(out, *parts)
                            for parts in (("seeds", name), ("corpus", name), ("found",)))
    shutil.rmtree(seeds, ignore_errors=True)
    for made in (seeds, corpus, found):
        os.makedirs(made, exist_ok=True)
    write_seeds(name, seeds)
    dictionary = os.path.join(FOLDER, f"{name}.dict")
    before = set(_found(found, name))
    command = [os.path.join(out, "obj/plain/fuzz", name), f"-max_total_time={seconds}", "-timeout=20",
               "-rss_limit_mb=3000", f"-max_len={LONGEST.get(name, 20000)}", "-print_final_stats=1",
               "-use_value_profile=1" if name in ("json", "markup") else "-use_value_profile=0",
               f"-artifact_prefix={found}/{name}-", corpus, seeds]
    if os.path.exists(dictionary):
        command.insert(1, f"-dict={dictionary}")
    env = environment(ASAN_OPTIONS="detect_leaks=1:detect_stack_use_after_return=1")
    with open(os.path.join(out, f"{name}.log"), "wb") as log:
        subprocess.run(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    with open(os.path.join(out, f"{name}.log"), encoding="utf-8", errors="replace") as log:
        lines = log.read().splitlines()
    return sorted(set(_found(found, name)) - before), _reached(lines)


def _reached(log):
    """Runs, and edges of the program that any input took (libFuzzer's counters), of all it has."""
    said = "\n".join(log)
    runs, edges, all_edges = (re.findall(pattern, said) or ["0"] for pattern in (
        r"number_of_executed_units: (\d+)", r"\bcov: (\d+)", r"\((\d+) inline 8-bit counters\)"))
    return f"{runs[-1]} runs, {edges[-1]} of {all_edges[-1]} edges"


def main(arguments):
    seconds = 60
    found = 0
    for argument in arguments:
        if argument.startswith("--seconds="):
            seconds = int(argument.split("=")[1])
            continue
        news, reached = search(argument, seconds)
        print(f"{argument}: {reached}, {len(news)} found"
              + "".join(f"\n    out/fuzz/found/{name}" for name in news), flush=True)
        if news:
            print(f"    out/fuzz/{argument}.log says what")
        found += len(news)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
