"""Runs the programs made from tests/unit/ and counts the tests in each."""

import os
import re

from harness import ROOT, Fault, Once, Tests, environment, run, shorten

LINE = re.compile(r"^(ok|not ok) \d+ - (\S+)", re.MULTILINE)


def _results(program):
    """Name of each test -> None, or what it says of its failure."""
    done = run([os.path.join(ROOT, program)],
               env=environment(CMOCKA_MESSAGE_OUTPUT="TAP"))
    results = {}
    for state, name in LINE.findall(done.out):
        results[name] = None if state == "ok" else shorten(done.out + done.err, 30)
    return done, results


def _names(program):
    """The tests of a program, out of its source: so that those a crash takes
    with it are counted too."""
    source = os.path.join(ROOT, "tests/unit", os.path.basename(program) + ".c")
    with open(source, encoding="utf-8") as file:
        text = file.read()
    text = text[text.rindex("struct CMUnitTest"):]
    return re.findall(r"(?:TEST|cmocka_unit_test\w*)\((\w+)", text)


def _add(tests, program):
    results = Once(lambda: _results(program))
    short = os.path.basename(program)

    def test(name):
        done, found = results()
        if name not in found:
            raise Fault(f"not run: exit status {done.status}\n"
                        + shorten(done.out[-2000:] + done.err, 30))
        if found[name] is not None:
            raise Fault(found[name])

    def end():
        done, found = results()
        if done.status != 0 and not any(found.values()):
            raise Fault(f"exit status {done.status}\n" + shorten(done.err, 30))
        if len(found) < 1:
            raise Fault("no test was run")

    for name in _names(program):
        tests.add_named(f"{short}: {name.replace('_', ' ')}", lambda name=name: test(name))
    tests.add_named(f"{short}: ends well", end)


def tests():
    list_of = Tests("unit")
    for program in os.environ.get("UNITS", "").split():
        _add(list_of, program)
    return list_of
