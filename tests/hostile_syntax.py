"""Files that are no JSON, or JSON beyond all measure: each is told once, in its
place, and the product that was made of it before stays as it was.

A case is the bytes of a zone file, in which MARK stands before the byte that
the report must point to. Most are a value put where the words of the summary
stand, so that there is a line before the fault and one behind it.
"""

import json
import os
import re

from harness import Tests, check, check_equal
from hostile import Project, kept, bounded

all_of = Tests("hostile syntax")
MARK = b"@@"


def zone(name, words):
    """A zone file whose summary has `words`, as they are."""
    return (b'{"zone": "%s", "name": {"term": "here"}, "city": {"term": "city"}, "asOf": "2020-12-19",\n'
            b' "summary": {"en": %s},\n "facts": []}\n' % (name.encode(), words))


def whole(text):
    """A case that is a file by itself."""
    return lambda name: text if isinstance(text, bytes) else text.encode()


def words(text):
    return lambda name: zone(name, text if isinstance(text, bytes) else text.encode())


def encoded(text, encoding):
    """A good zone file with `text` in it, saved in another encoding."""
    return lambda name: zone(name, json.dumps(text, ensure_ascii=False).encode()).decode().encode(encoding)


DEEP = 100000
LONG = 10 << 20

# -- one slip of the pen ---------------------------------------------------------------

VALUES = {  # code: texts in the place of a value
    "E003": ["@@", "@@,", "@@nul", "@@nulll", "@@True", "@@NULL", "@@truth", "@@yes", "@@undefined", "@@*", "@@<a>",
             "@@'a'", "@@\u201ca\u201d", "@@`a`", "@@a", '"a" @@"b"', '"a"@@: "b"', '"a" @@b', '"a"@@; "b": "c"',
             '@@"a', '@@"', '@@"\\"', '@@// a note\n"a"', '@@/* a note */ "a"', '"a" @@# note\n',
             "[@@, 1]", "[1@@,]", "[1,@@, 2]", "[1,@@, ]", "[@@,]", "[1 @@2]", '["a" @@"b"]', "[1@@: 2]", "[1, @@*]",
             "[[1] @@[2]]", "[@@a]", "[1@@;2]", '{"a"@@}', '{"a" @@"b"}', '{"a":@@: 1}', '{"a": @@}',
             "{@@a: 1}", "{@@1: 1}", "{@@'a': 1}", "{@@null: 1}", '{"a": 1@@,}', '{@@, "a": 1}', '{"a": 1,@@, "b": 2}',
             '{"a": 1 @@"b": 2}', '{"a" @@= 1}', '{"a" @@=> 1}', "{@@: 1}", '{"a": 1@@; "b": 2}', '{"a": 1@@; "b": 2; "c": 3}', '{"a": true@@; "b": 2}', "{@@[1]: 1}",
             "@@\u00a0\"a\"", "@@\u2003\"a\"", "@@\ufeff\"a\"", "@@\x0c\"a\"", "@@\x0b\"a\"", "@@\u3000\"a\"",
             "@@\u2060\"a\"", "@@\\u000A\"a\"", "@@\x1b\"a\"", "@@\x7f\"a\"", "@@\uff02a\uff02", "@@\u300ca\u300d",
             "@@\U0001f600", "@@)", "[1 @@a]", "@@;", "1@@;", "1@@; 2"],
    "E004": ['{"a": 1, @@"a": 2}', '{"a": 1, @@"\\u0061": 2}', '{"\U0001f600": 1, @@"\\ud83d\\ude00": 1}',
             '{"": 1, @@"": 1}', '{"a": {"b": 1}, @@"a": {"b": 2}}'],
    "E005": ['"@@\\x41"', '"@@\\a"', '"@@\\\'"', '"@@\\U0041"', '"@@\\u"', '"@@\\u00"', '"@@\\u00g0"', '"@@\\ud800"',
             '"@@\\udc00"', '"@@\\ud800\\ud800\\udc00"', '"@@\\ud800\\n"',
             '"@@\\u0000"', '"a@@\\u0000b"', '"@@\\u+041"', '"@@\\u 041"', '"@@\\0"', '"@@\\8"', '"@@\\\u00e4"',
             '"@@\\\U0001f600"', '{"@@\\u0000": 1}', '{"@@\\ud800": 1}', '"\\\\@@\\ud8ff"', '"@@\\uD83D\\u0020"'],
    "E006": ['"@@\t"', '"@@\n"', '"@@\r"', '"a@@\x00b"', '"@@\x01"', '"@@\x1f"', '"@@\x08"', '{"@@\t": 1}'],
    "E007": ["@@+1", "@@++1", "@@-", "@@-a", "@@+", "@@01", "@@-01", "@@00", "@@1.", "@@.5", "@@-.5", "@@1.e1", "@@1e", "@@1e+",
             "@@1E-", "@@0e", "@@1ee2", "@@1e2.5", "@@1.2.3", "@@0x1F", "@@0b1", "@@1_000", "@@1e1e1", "@@NaN", "@@-NaN",
             "@@Infinity", "@@-Infinity", "@@+Inf", "@@\u22121", "@@\u20131", "@@1a", "@@1+2", "@@--1",
             "@@012", "@@-0x1", "@@1.0f", "@@10L", "@@1%", "@@5\u20ac", "@@1\u066b5"],
}

BYTES = {  # the same in bytes that are not UTF-8
    "E002": [b'"@@\xff"', b'"@@\x80"', b'"@@\xc0\x80"', b'"@@\xc1\xbf"', b'"@@\xe0\x80\xaf"', b'"@@\xed\xa0\x80"',
             b'"@@\xed\xbf\xbf"', b'"@@\xf4\x90\x80\x80"', b'"@@\xf8\x88\x80\x80\x80"', b'"@@\xe2\x82"', b'"@@\xf0\x9f\x98"',
             b'"@@\xe4"', b'{"@@\xff": 1}', b"@@\xff", b'"a\\n@@\xff"', b'"@@\xfe\xff"', b'"\xef\xbf\xbd@@\xef\xbf"'],
}

FILES = [  # files that are nothing else; code, bytes
    ("E003", b"@@"), ("E003", b" \n\t @@"), ("E003", b"@@\xef\xbb\xbf{}"), ("E003", b"@@{"), ("E003", b"@@["),
    ("E003", b'@@{"a": 1'), ("E003", b'{"a": @@"b'), ("E003", b"@@]"), ("E003", b"@@}"), ("E003", b"@@,"),
    ("E003", b"@@*"), ("E003", b'{"a": [1@@}]'), ("E003", b"[1@@}"), ("E003", b'{"a": 1@@]'), ("E003", b"@@<?xml?>"),
    ("E003", b"{@@[: \"x\"}"), ("E003", b"@@'"), ("E003", b"@@abc"),
    ("E008", b"{}@@{}"), ("E008", b"{}@@}"), ("E008", b"{}@@]"), ("E008", b"{} @@x"), ("E008", b"{}@@,"),
    ("E008", b'{}@@"a"'), ("E008", b"{}@@\x00"), ("E008", b"{}\n@@1"), ("E008", b"[]@@[]"), ("E003", b"{} @@# end"),
    ("E003", b"{} @@// end"), ("E003", b"{} @@/* end"), ("E008", b"{}@@\x1a"),
    ("E002", b"@@\xff\xfe{\x00}\x00"), ("E002", b"@@\xfe\xff\x00{\x00}"), ("E002", b"@@\xff\xfe\x00\x00{\x00\x00\x00"),
    ("E002", b"@@{\x00}\x00"), ("E002", b"@@\x00{\x00}"), ("E002", b"@@\xff"), ("E002", b"@@\xe2\x82"),
    ("E002", b"@@\x03\x00\x00"), ("E002", b"@@\xef\xbb"),
    ("E012", b"@@[]"), ("E012", b"@@1"), ("E012", b'@@"a"'), ("E012", b"@@null"), ("E012", b"@@true"),
]


def slips():
    for code, texts in [*VALUES.items(), *BYTES.items()]:
        for text in texts:
            yield code, words(text)
    for code, text in FILES:
        yield code, whole(text)


# -- beyond all measure ------------------------------------------------------------------

BEYOND = [
    ("E010", words(b'@@"' + b"a" * LONG + b'"')),
    ("E010", words(b"@@1" + b"0" * LONG)),
    ("E010", words(b'{@@"' + b"k" * LONG + b'": 1}')),
    ("E007", words(b"@@-" * 1 + b"-" * LONG)),
    ("E003", words(b"@@" + b"a" * LONG)),
    ("E010", words(b"[" + b"0," * 999991 + b"@@" + b"0," * 4000 + b"0]")),
    ("E009", words(b"[" * 62 + b"@@" + b"[" * DEEP)),
    ("E009", words(b"[" * 62 + b"@@" + b"[" * DEEP + b"]" * (DEEP + 62))),
    ("E009", words(b'{"a":' * 62 + b'@@{"a":' + b'{"a":' * DEEP + b"1" + b"}" * (DEEP + 63))),
    ("E009", words(b'[{"a":' * 31 + b"@@" + b'[{"a":' * DEEP)),
    ("E010", whole(b" " * (33 << 20))),
]


# -- driving ---------------------------------------------------------------------------------


def place_of(case):
    """The case without its mark, and (line, column) of where it was: columns are characters."""
    at = case.find(MARK)
    if at < 0:
        return case, None
    line = case.count(b"\n", 0, at) + 1
    before = case[case.rfind(b"\n", 0, at) + 1:at]
    return case[:at] + case[at + len(MARK):], (line, len(before.decode("utf-8", "replace")) + 1)


def short(case):
    return case if len(case) < 200 else case[:90] + b"..." + case[-60:]


def told(done):
    """{zone: [(code, line, column)]} of --diagnostics=json."""
    found = {}
    for line in done.out.splitlines():
        one = json.loads(line)
        if one["severity"] == "error":
            name = re.search(r"(z\d+)\.json", one["file"]).group(1)
            found.setdefault(name, []).append((one["code"], one.get("line"), one.get("column")))
    return found


def is_refused_each(cases, seconds, megabytes):
    """Builds good zones, makes each of them one of the cases, and builds again."""
    project = Project("syntax")
    os.unlink(project.path("zones/z.json"))
    cases = [(f"z{i}", code, make) for i, (code, make) in enumerate(cases)]
    for name, _, _ in cases:
        project.write(f"zones/{name}.json", zone(name, b'"Words."'))
    project.run("build", "--quiet", wanted=0)
    before = kept(project)
    check_equal(len([name for name in before if name.endswith(".pdf")]), len(cases), "products")
    wanted = {}
    for name, code, make in cases:
        text, place = place_of(make(name))
        wanted[name] = code, place, text
        project.write(f"zones/{name}.json", text)
    done = bounded(project, "build", "--quiet", "--diagnostics=json", seconds=seconds, megabytes=megabytes)
    check_equal(done.status, 1, f"exit status; {done.err}")
    found = told(done)
    wrong = []
    for name, (code, place, text) in wanted.items():
        faults = found.get(name, [])
        if len(faults) != 1 or faults[0][0] != code or (place and faults[0][1:] != place):
            wrong.append(f"{short(text)}: {faults}, not {code} at {place}")
    check(not wrong, "\n".join(wrong))
    check(kept(project) == before, "products are not what they were")


@all_of.add
def each_slip_is_told_once_in_its_place_and_keeps_the_product():
    is_refused_each(slips(), seconds=2, megabytes=30)


@all_of.add
def what_is_beyond_all_measure_is_told_once_in_its_place():
    is_refused_each(BEYOND, seconds=5, megabytes=150)


def tests():
    return all_of
