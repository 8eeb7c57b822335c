#!/usr/bin/env python3
"""Runs that a signal ends, at any moment.

    signals.py [N]     N moments over a run (40) for each signal, sent to zonebrief
                       alone and to its whole group (make signals)

However it ends: no child goes on; each product is the last one or the new one, to
the byte; and the next run makes what is missing, and leaves nothing beside it and a
manifest like that of a run that nobody disturbed. SIGTERM, SIGINT and SIGHUP leave
no temporary file themselves, and zones that they let be done are not done again.
`make test` takes a sample.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # nothing is left in this folder

import batch
from harness import BIN, ROOT, Fault, Once, Tests, check, check_equal, environment, folder
from whole import read_bytes

all_of = Tests("signals")
ZONES = 3
WORKERS = 2
BRIEFS = 4 * (ZONES + 1)
SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL]


class Prepared:
    """A project whose products of yesterday are there, and what it makes today."""

    def __init__(self):
        self.project = batch.make("signals", ZONES)
        self.old = folder("old")
        self.new = folder("new")
        self.project.run("build", f"--out={self.old}", wanted=0)
        for number in range(ZONES):
            batch.write_zone(self.project, number, "Changed.")
        began = time.monotonic()
        self.project.run("build", f"-j{WORKERS}", f"--out={self.new}", wanted=0)
        self.seconds = time.monotonic() - began
        self.products = (batch.products(self.old), batch.products(self.new))
        check_equal(len(self.products[1]), BRIEFS, "products")
        check(all(self.products[0][name] != self.products[1][name] for name in self.products[1]), "nothing changed")


prepared = Once(Prepared)


def start(out):
    project = prepared().project

    def own():
        for number in SIGNALS[:3]:
            signal.signal(number, signal.SIG_DFL)  # a shell's background has SIGINT ignored
    return subprocess.Popen([BIN, "build", f"--project={project.path}", f"--font-path={ROOT}/fonts", f"-j{WORKERS}",
                             f"--out={out}"], env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=own)


def group_lives(number):
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True


def cut_short(number, whole_group, share):
    """Ends a run after that share of the time that one takes; returns how many products were new."""
    made, out = prepared(), os.path.join(folder("cut"), "out")
    shutil.copytree(made.old, out)
    running = start(out)
    time.sleep(made.seconds * share)
    (os.killpg if whole_group else os.kill)(running.pid, number)
    said = running.communicate(timeout=60)[1]
    what = f"{signal.Signals(number).name} to {'the group' if whole_group else 'it alone'}, {share:.2f} of a run: {said}"
    check(running.returncode in (0, -number), f"status {running.returncode}; {what}")
    batch.wait_for(lambda: not group_lives(running.pid), f"no children; {what}")
    found, (old, new) = batch.products(out), made.products
    done = [name for name in new if found.get(name) == new[name]]
    halves = [name for name in new if found.get(name) not in (old[name], new[name])]
    check_equal(halves, [], f"neither old nor new; {what}")
    left = [name for name in os.listdir(out) if name.startswith(".")]
    check(number == signal.SIGKILL or not left, f"left behind: {left}; {what}")
    mended(out, BRIEFS - len(done) if number != signal.SIGKILL else None, what)
    return len(done)


def mended(out, missing, what):
    """The next run makes what is missing, and no more than the zones that were under way beside it."""
    done = prepared().project.run("build", f"--out={out}", wanted=0)
    built = int(re.search(r"(\d+) built", done.err).group(1))
    check(missing is None or missing <= built <= missing + 4 * WORKERS,
          f"{built} were built, {missing} were missing; {what}")
    check(batch.products(out) == prepared().products[1], f"other products than undisturbed; {what}")
    check_equal([name for name in os.listdir(out) if name.startswith(".")], [], f"leftovers; {what}")
    check_equal(lines(out), lines(prepared().new), f"manifest; {what}")


def lines(out):
    """The manifest, but for what a clock said."""
    value = json.loads(re.sub(r'"milliseconds": \d+', '"milliseconds": 0', read_bytes(
        os.path.join(out, "manifest.json")).decode()))
    value["asked"] = None
    return value


@all_of.add
def a_run_may_end_at_any_moment():
    cases = [(number, group) for number in SIGNALS for group in (False, True)]
    shares = [0.05, 0.95, 0.2, 0.8, 0.35, 0.65, 0.5, 0.75]
    counts = [cut_short(number, group, share) for (number, group), share in zip(cases, shares)]
    check(any(0 < count < BRIEFS for count in counts), f"no run was cut in the middle: {counts}")


def tests():
    return all_of


def main(moments):
    failed, counts = 0, []
    for number in SIGNALS:
        for group in (False, True):
            for moment in range(moments):
                try:
                    counts.append(cut_short(number, group, 1.1 * moment / moments))
                except Fault as fault:
                    print(f"FAILED {fault}", flush=True)
                    failed += 1
    middle = sum(0 < count < BRIEFS for count in counts)
    print(f"signals: {len(SIGNALS) * 2 * moments} runs, {middle} of them cut between two products, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
