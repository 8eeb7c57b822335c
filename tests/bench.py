#!/usr/bin/env python3
"""Figures of speed, memory and size, with the aims beside them. It fails on
one alone, if a long paragraph costs more a character than a shorter one: other
figures say something only of the machine they were taken on. The deflate floor
is taken in the same run, so that figures of two machines compare.

    bench.py [ROUNDS]     medians of so many rounds (15)
"""

import json
import os
import random
import re
import shutil
import statistics
import sys
import time
import zlib

sys.dont_write_bytecode = True  # nothing is left in this folder

import manyzones
import tables
import watching
from harness import ANYWHERE, BIN, LANGS, ROOT, TESTS, folder, run

DATA = os.path.join(ROOT, "data")
ZONES = sorted(name[:-5] for name in os.listdir(os.path.join(DATA, "zones")))
MANY = 1000
LENGTHS = [1, 1000, 10000, 100000]  # characters of a paragraph; of 1 it costs the process's start
RATIO_MOST = 1.5  # cost of a character, the longest paragraph against the one before
SAMPLES = ["--project=" + os.path.join(TESTS, "samples/project.json"), ANYWHERE,
           "--font-path=" + os.path.join(TESTS, "fonts")]


# Run by a bare interpreter: what a process has used includes, on Linux, the
# peak memory of the one it was made from.
COST = """
import os, sys, time
files = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (1, 2)]
files.append((os.POSIX_SPAWN_OPEN, 0, sys.argv[2], os.O_RDONLY, 0))
for _ in range(int(sys.argv[1])):
    begun = time.monotonic()
    pid = os.posix_spawn(sys.argv[3], sys.argv[3:], os.environ, file_actions=files)
    _, status, used = os.wait4(pid, 0)
    print(status, used.ru_utime + used.ru_stime, used.ru_maxrss, time.monotonic() - begun)
"""


def cost(arguments, rounds, stdin=os.devnull):
    """CPU milliseconds (the median) and peak memory in MiB of the program. What it
    built in an earlier round does not spare it anything."""
    return cost_of([*arguments, "--force"] if arguments[0] == "build" else arguments, rounds, stdin)[:2]


def cost_of(arguments, rounds, stdin=os.devnull):
    """The same, of what is not built already; and milliseconds on the clock (the median)."""
    done = run([sys.executable, "-I", "-S", "-c", COST, str(rounds), stdin, BIN, *arguments],
               wanted=0, seconds=3600)
    found = [[float(one) for one in line.split()] for line in done.out.splitlines()]
    if any(one[0] for one in found):
        sys.exit(f"bench: {' '.join(arguments)} failed")
    return (statistics.median(one[1] for one in found) * 1000, max(one[2] for one in found) / 1024,
            statistics.median(one[3] for one in found) * 1000)


def pages_of(path):
    return int(re.search(r"Pages: +(\d+)", run(["pdfinfo", path], wanted=0).out)[1])


def content_of(path):
    """The bytes of all streams and objects of a brief, not compressed."""
    return run(["qpdf", "--qdf", "--object-streams=disable", path, "-"], wanted=0).out_bytes


def deflate_floor(data, rounds):
    """CPU milliseconds of zlib, level 6, over the same bytes."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        zlib.compress(data, 6)
        times.append((time.process_time() - started) * 1000)
    return statistics.median(times)


def row(what, figure, unit, aim="", note=""):
    print(f"{what:46} {figure:8.1f} {unit:4} {aim:>9}  {note}")


def bench_cold(out, rounds):
    """The cold start of one Chinese brief, of two pages if there is one."""
    paths = {zone: os.path.join(out, f"{zone}.zh-Hans.pdf") for zone in ZONES}
    zone = min(ZONES, key=lambda one: pages_of(paths[one]))
    arguments = ["build", zone, "--lang=zh-Hans", f"--out={out}",
                 f"--project={DATA}/project.json"]
    milliseconds, memory = cost(arguments, rounds)
    what = f"{zone}.zh-Hans, {pages_of(paths[zone])} pages"
    row(f"cold start, one brief ({what})", milliseconds, "ms", "15 ms")
    floor = deflate_floor(content_of(paths[zone]), rounds)
    row("  deflate floor: zlib 6 over the same bytes", floor, "ms", "",
        f"the brief is {milliseconds / floor:.1f} times that")
    row("  peak memory", memory, "MiB", "30 MB")
    return milliseconds


def many_cost(project, out, *more):
    """CPU milliseconds and peak memory of a worker, of all briefs of a project."""
    return cost(["build", "--quiet", f"--project={project}", ANYWHERE, f"--out={out}", *more], 1)


def bench_many(rounds):
    """Made-up zones in four languages; then ten times as many, in one language to
    spare the disk. Each product is written and synced as always."""
    made = folder("many")
    start, _ = cost(["build", "--quiet", f"--project={manyzones.write(os.path.join(made, '1'), 1)}", ANYWHERE,
                     f"--out={os.path.join(made, 'out')}", "--lang=en"], rounds)
    project = manyzones.write(os.path.join(made, str(MANY)), MANY)
    milliseconds, memory = many_cost(project, os.path.join(made, "out"))
    each = (milliseconds - start) / (MANY * len(LANGS))
    row(f"many: per brief ({MANY} zones in {len(LANGS)} languages)", each, "ms", "5 ms",
        f"{1000 / each:.0f} a second a core")
    row("  peak memory of a worker", memory, "MiB", "30 MB")
    idle, _, clock = cost_of(["build", "--quiet", f"--project={project}", ANYWHERE,
                              f"--out={os.path.join(made, 'out')}"], rounds)
    row("  nothing to do, on the clock", clock, "ms", "50 ms", f"{idle:.0f} of CPU")
    costs = []
    for count in (MANY, 10 * MANY):
        project = manyzones.write(os.path.join(made, str(count)), count)
        milliseconds, memory = many_cost(project, os.path.join(made, "out"), "--lang=en")
        costs.append((milliseconds - start) / count)
        row(f"{count} zones in one language: per brief", costs[-1], "ms")
        row("  peak memory of a worker", memory, "MiB", "30 MB")
        shutil.rmtree(os.path.join(made, "out"))
    row("  ten times as many zones: times the cost of each", costs[1] / costs[0], "")


def bench_watch(rounds):
    """Time on the clock, unlike the others: that is what is waited for."""
    row(f"watch: from a save to its product, median of {rounds}", watching.measure(rounds) * 1000, "ms",
        "200 ms", f"load of the machine {os.getloadavg()[0]:.1f}")


def prose(lang):
    """Sentences of the zones in a language; of Traditional Chinese and Korean,
    which no zone is in, of the made-up ones of samples/."""
    own = os.path.join(DATA if lang in LANGS else os.path.join(TESTS, "samples"), "zones")
    texts = []

    def collect(value):
        if isinstance(value, dict) and isinstance(value.get(lang), str):
            texts.append(value[lang])
        elif isinstance(value, (dict, list)):
            for part in value.values() if isinstance(value, dict) else value:
                collect(part)

    for name in sorted(os.listdir(own)):
        with open(os.path.join(own, name), encoding="utf-8") as file:
            collect(json.load(file))
    words = "(?<=[。！？])|(?<=[.!?]) "
    parts = [part.strip() for text in texts for part in re.split(words, text)]
    return [part for part in parts if part[-1:] in (".", "。") and len(part) > 20]


def paragraph(lang, length):
    """Sentences in an order of chance, the same in every run; where they print
    a fact a figure stands."""
    chance = random.Random(length)
    sentences = prose(lang)
    text = ""
    while len(text) < length:
        sentence = re.sub(r"\[\[fact:[^]]*\]\]", lambda _: f"{chance.randrange(1, 9999)}",
                          chance.choice(sentences))
        sentence = re.sub(r"\[\[cite:[^]]*\]\]", lambda _: f"[{chance.randrange(1, 60)}]", sentence)
        text += sentence + ("" if lang[:2] in ("zh", "ja") else " ")
    return text[:length]


def bench_paragraph(lang, break_by, rounds):
    """Characters a second of paragraphs of growing length, and how much more
    a character costs in the longest than in the one before."""
    style = json.dumps({"lineBreak": break_by, "justify": True, "hyphenate": True})
    arguments = ["shape", "--width=240", "--size=9", f"--lang={lang}", f"--style={style}",
                 *([f"--project={DATA}/project.json"] if lang in LANGS else SAMPLES), "-"]
    made = folder("paragraph")
    costs = []
    for length in LENGTHS:
        path = os.path.join(made, f"{length}.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(paragraph(lang, length))
        costs.append(cost(arguments, rounds * (4 if length < 10000 else 1), path)[0])
    each = [max(one - costs[0], 0.001) / length for one, length in zip(costs[1:], LENGTHS[1:])]
    rates = "".join(f"{1 / one:9.0f}" for one in each)
    ratio = each[-1] / each[-2]
    straight = ratio <= RATIO_MOST
    print(f"{lang + ', ' + break_by:21}{rates}{ratio:8.2f}  "
          f"{'' if straight else 'FAULT: the cost grows faster than the paragraph'}".rstrip())
    return straight


def bench_paragraphs(rounds):
    print("\nparagraphs, thousands of characters a second, justified; cost of a character at "
          f"{LENGTHS[-1]} against {LENGTHS[-2]}")
    print(f"{'characters':21}" + "".join(f"{length:9}" for length in LENGTHS[1:]) + "   ratio")
    good = [bench_paragraph(lang, break_by, rounds)
            for lang in ["en", "de", "zh-Hans", "zh-Hant", "ja", "ko"]
            for break_by in ["optimal", "greedy"]]
    return all(good)


def bench_sizes(out):
    for zone in ZONES:
        for lang in LANGS:
            path = os.path.join(out, f"{zone}.{lang}.pdf")
            row(f"size of {zone}.{lang}, {pages_of(path)} pages", os.path.getsize(path) / 1000,
                "KB", "60 KB")


TABLE_AIMS = {"tagged": ("8000 ms", "200 MB", "20 MB"), "untagged": ("5000 ms", "100 MB", "10 MB")}


def bench_table(count, form, tags, theme):
    project, path, made = tables.write_long(count, form == "arrays", theme)
    milliseconds, memory = cost(["build", "--quiet", f"--project={project}", ANYWHERE, path, "--lang=en",
                                 f"--out={made}", *(["--pdf-standard=untagged"] if tags == "untagged" else [])],
                                3)
    size = os.path.getsize(os.path.join(made, "long.en.pdf")) / 1e6
    aim = TABLE_AIMS[tags] if count == 100000 else ("", "", "")
    row(f"table of {count} rows as {form}, {tags}: CPU", milliseconds, "ms", aim[0],
        f"{milliseconds / count * 1000:.1f} ms per 1,000 rows")
    row("  peak memory", memory * 1.048576, "MB", aim[1])
    row("  size", size, "MB", aim[2])


def bench_tables():
    """Rows of six cells, one line each in the data or an array of values."""
    theme = os.path.join(DATA, "themes", "default.json")
    for tags in ("untagged", "tagged"):
        for form in ("lines", "arrays"):
            for count in (1000, 10000, 100000):
                bench_table(count, form, tags, theme)


def main(arguments):
    rounds = int(arguments[0]) if arguments else 15
    out = folder("bench")
    run([BIN, "build", "--quiet", f"--out={out}"], wanted=0)
    print(f"{'':46} {'figure':>8} {'':4} {'aim':>9}")
    bench_cold(out, rounds)
    bench_many(rounds)
    bench_watch(rounds)
    bench_sizes(out)
    bench_tables()
    return 0 if bench_paragraphs(max(1, min(rounds, 5))) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
