#!/usr/bin/env python3
"""Runs every test of zonebrief:

    run.py            all tests; the last line is "N passed, N failed"
    run.py WORD...    only those with one of the words in their names
    run.py --bless    writes goldens and pictures anew from what the program
                      does now; read the change before you commit it

`make test` calls it with ZONEBRIEF, the program, and UNITS and FUZZERS, the
programs made from tests/unit/ and tests/fuzz/. Python's standard library is all it needs, but for jsonschema.

    unit/test_*.c     tests of single modules, with cmocka
    lint.py           rules of the source; run.py only has it test itself
    fuzz.py           inputs by the hundred for each stage: fuzz/
    golden.py         small zone files and what the program makes of them:
                      golden/NAME.json beside NAME.frames, NAME.blocks or
                      NAME.diag
    lines.py          single paragraphs and their lines, rule by rule: lines/
    reading.py        paragraphs read back out of the PDF, to the letter
    whole.py          the program as a user meets it, on the real data
    samples.py        zh-Hant and ko, with faces of --font-path, out of samples/
    subjects.py       other subjects by JSON alone: ports/, gallery/
    watching.py       watch: products follow what is saved
    debugging.py      --debug: pages that show how they came about
    conditions.py     what a layout names and no zone has, and what a zone has that no layout shows
    batch.py          workers, what is not built again, shards, runs cut short
    customising.py    editions, themes, patches, with faults planted in copies of the data
    bilingual.py      editions of two languages side by side
    pages.py          heads, contents, floats, columns, budgets of pages
    charts.py         charts as a reader of the PDF meets them
    history.py        diff, query, --since, amounts that are derived
    demands.py        what the briefs were asked to show, with faults planted in
                      copies of the data
    custom.py         schemas against another validator, new, explain, fonts
    faults.py         failing.c makes calls fail: memory, disk; `make faults` does so with every one
    hostile.py        input that means harm: paths that lead out, links, pipes
    hostile_syntax.py files that are no JSON, or JSON beyond all measure
    hostile_texts.py  texts that look like PDF, that no page can show, faults by the thousand
    hostile_files.py  pictures and faces that are damaged, and the products they leave alone
    hostile_keys.py   each key gone, misspelt, of another type; `make hostile` takes all
    limits.py         each limit of base/limits.h just kept, and one beyond it; the README's table
    names.py          names of files that are no UTF-8, or as long as can be
    confining.py      what workers and runs may touch: trying.c, strace
    samebytes.py      other users, locales, folders, machines: the same products
    signals.py        runs that are ended at any moment; `make signals` for many
    leads.py          outline, links and back, titles: what leads where
    inside.py         files in products given back, and what their parts weigh
    images.py         pictures: made here, shown, and found again in the brief
    coverage.py       which document the facts rest on, against data/COVERAGE.md
    pictures.py       page one of the briefs that were asked for against pictures/
    tables.py         figures by their marks, notes by page, long tables
    growth.py         four times as many facts or reports cost four times as much
    bench.py          figures of speed and size; manyzones.py makes its project of
                      a thousand zones

A golden is a zone file that carries its own layout, under keys that zone
files may have for notes:

    "$about"    what it is there to show
    "$layout"   the blocks to set it with (without: golden/project/layout.json)
    "$more"     other keys for that layout
    "$table"    the theme's look of tables
    "$page"     options over those of the theme's page
    "$styles"   options over those of the theme's styles, by style
    "$langs"    the languages to set it in, [left, right] for two side by side (without: en)
    "$dumps"    what is kept: frames (without: only that), blocks, brief
    "$zones"    zone files of a project whose overview this one is
    "$others"   zone files beside this one

Its project is golden/project/project.json with that layout. If it has faults,
NAME.diag is what `check` says of it on stderr and nothing else is kept.
Faults that cannot stand in JSON that is read, such as bytes that are not
UTF-8, are kept the same way.
"""

import concurrent.futures
import os
import sys
import time

sys.dont_write_bytecode = True  # nothing is left in this folder

import archive
import batch
import bilingual
import charts
import conditions
import confining
import coverage
import custom
import customising
import debugging
import faults
import demands
import fuzz
import history
import hostile
import hostile_files
import hostile_keys
import hostile_syntax
import hostile_texts
import images
import inside
import leads
import golden
import growth
import limits
import lines
import lint
import names
import pages
import pictures
import reading
import samebytes
import samples
import signals
import subjects
import tables
import units
import watching
import whole
from harness import BIN, Fault, shorten


def all_tests():
    tests = []
    for module in (units, lint, fuzz, golden, lines, reading, charts, pages, whole, samples,
                   subjects, batch, customising, conditions, bilingual, demands, history, custom, images,
                   hostile, hostile_syntax, hostile_keys, hostile_texts, hostile_files, limits, names, faults,
                   confining, samebytes, signals, tables, growth, coverage, archive, leads, inside, pictures, debugging, watching):
        tests += module.tests().list
    return tests


def attempt(test):
    name, function = test
    started = time.monotonic()
    try:
        function()
        problem = None
    except Fault as fault:
        problem = str(fault)
    except Exception as fault:  # a test that cannot be carried out has failed
        problem = f"{type(fault).__name__}: {fault}"
    return name, problem, time.monotonic() - started


def run_all(chosen):
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        for name, problem, seconds in pool.map(attempt, chosen):
            passed += problem is None
            failed += problem is not None
            if problem is not None:
                print(f"FAILED {name}")
                for line in shorten(problem, 40).splitlines():
                    print(f"    {line}")
            if os.environ.get("VERBOSE"):
                print(f"{seconds:6.2f} s  {name}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def main(arguments):
    if not os.access(BIN, os.X_OK):
        print(f"run.py: no program {os.path.relpath(BIN)}; run make first", file=sys.stderr)
        return 2
    if "--bless" in arguments:
        golden.bless()
        archive.bless()
        lines.bless()
        pictures.bless()
        return 0
    chosen = [test for test in all_tests()
              if not arguments or any(word in test[0] for word in arguments)]
    return run_all(chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
