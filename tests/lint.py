#!/usr/bin/env python3
"""Rules of the source that no compiler knows, format, clang's view, and what
clang-tidy, gcc's analyser and cppcheck find:

    lint.py              prints each fault as FILE:LINE: words; status 1 if any
    lint.py --quick      rules and format alone: a second
    lint.py --self-test  plants a fault of each sort and sees that it is found

clang-tidy and the analyser look at a file again only if it has changed, or what
it includes. What they are not asked for stands with its reason in .clang-tidy
and cppcheck.txt.

The rules of folders are those of the README's section on architecture: a file
includes its own folder and those named for it in SEES; a foreign library is
included only where HEADERS says.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is left in this folder

from harness import ROOT, TESTS, Fault, Tests

SEES = {
    "base": [],
    "batch": ["base/"],
    "json": ["base/"],
    "picture": ["base/", "layout/frame.h"],
    "text": ["base/"],
    "layout": ["base/", "text/"],
    "kind": ["base/", "text/", "layout/"],
    "brief": ["base/", "json/", "text/", "layout/", "kind/", "picture/picture.h"],
    "pdf": ["base/", "text/", "layout/frame.h", "layout/structure.h"],
}

HEADERS = [  # which header, where alone (folders, or files below src/)
    (r"(cjson/)?cJSON\w*\.h", ["json/"]),
    (r"hpdf\w*\.h", ["pdf/"]),
    (r"(harfbuzz/)?hb(-\w+)*\.h", ["text/", "pdf/"]),
    (r"unicode/.*", ["text/", "main.c"]),
    (r"qrencode\.h", ["layout/qr.c"]),
    (r"(png|jpeglib|jerror|expat|setjmp)\.h", ["picture/"]),
]

BANNED = [  # what must not be said, and where
    (r"\b(setlocale|uselocale)\s*\(", "", "output must not depend on the locale"),
    (r"\b(strto(d|f|ld)|atof)\s*\(", "", "reads numbers by the locale, and as doubles"),
    (r"\b(float|double)\b", "layout/", "no floats in layout"),
    (r"\b(float|double)\b", "kind/", "no floats in layout"),
]
FLOAT_FORMAT = re.compile(r'%[-+ #0]*(\d+|\*)?(\.(\d+|\*)?)?l?[aAeEfFgG]')

LONGEST = 59  # lines of a function, braces and all


class Source:
    """One file: its lines, and its code with comments and strings blanked, so
    that both have the same line numbers."""

    TOKENS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)

    def __init__(self, root, path):
        self.path = path
        self.folder = path.split("/")[1] if path.count("/") == 2 else ""
        self.below = path[len("src/"):]
        with open(os.path.join(root, path), encoding="utf-8") as file:
            self.text = file.read()
        self.strings = []  # (line, text)
        self.code = self.TOKENS.sub(self._blank, self.text)

    def _blank(self, match):
        token = match.group()
        if token.startswith('"'):
            self.strings.append((self.line_of(match.start()), token))
        return re.sub(r"[^\n]", " ", token)

    def line_of(self, at):
        return self.text.count("\n", 0, at) + 1


def find_sources(root, folder="src"):
    found = []
    for place, folders, files in os.walk(os.path.join(root, folder)):
        folders.sort()
        found += [os.path.relpath(os.path.join(place, name), root)
                  for name in sorted(files) if name.endswith((".c", ".h"))]
    return found


def check_includes(source, report):
    for number, line in enumerate(source.text.splitlines(), 1):
        own = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
        foreign = re.match(r"\s*#\s*include\s*<([^>]+)>", line)
        if own and source.folder:
            allowed = [source.folder + "/"] + SEES.get(source.folder, [])
            if not any(own[1] == one or (one.endswith("/") and own[1].startswith(one))
                       for one in allowed):
                report(source, number, f'{source.folder}/ does not see "{own[1]}"')
        name = (own or foreign)[1] if own or foreign else ""
        for pattern, places in HEADERS:
            if re.fullmatch(pattern, name) and not source.below.startswith(tuple(places)):
                report(source, number, f"<{name}> is for {' and '.join(places)} alone")


def check_words(source, report):
    for pattern, below, why in BANNED:
        if source.below.startswith(below):
            for match in re.finditer(pattern, source.code):
                report(source, source.line_of(match.start()),
                       f"{match.group().strip('( ')}: {why}")
    for number, text in source.strings:
        if FLOAT_FORMAT.search(text.replace("%%", "")):
            report(source, number, "a format for floats: output must not depend on the locale")


def check_lengths(source, report):
    """A brace on the outermost level that follows a closing parenthesis opens
    a function."""
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()),
                  source.code, flags=re.MULTILINE)
    depth = start = 0
    for match in re.finditer(r"[{}]", code):
        if match.group() == "{":
            if depth == 0:
                is_function = code[:match.start()].rstrip().endswith(")")
                start = source.line_of(match.start())
            depth += 1
            continue
        depth -= 1
        length = source.line_of(match.start()) - start + 1
        if depth == 0 and is_function and length > LONGEST:
            report(source, start, f"a function of {length} lines; {LONGEST} are the most")


def check_sources(root):
    faults = []

    def report(source, line, words):
        faults.append(f"{source.path}:{line}: {words}")

    for path in find_sources(root):
        source = Source(root, path)
        check_includes(source, report)
        check_words(source, report)
        check_lengths(source, report)
    return faults


def check_format(root):
    files = [path for folder in ("src", "tests/unit", "tests/fuzz")
             for path in find_sources(root, folder)]
    done = subprocess.run(["clang-format", "--dry-run", "--ferror-limit=3", *files], cwd=root,
                          capture_output=True, text=True)
    return re.findall(r"^(\S+:\d+):\d+: .*clang-formatted.*$", done.stderr, re.MULTILINE)


def faults_of(done, root, name):
    """What a compiler or checker has said, once each, paths from the root."""
    if done.returncode == 0:
        return []
    said = (done.stdout + done.stderr).replace(root + "/", "")
    faults = re.findall(r"^\S+:\d+:\d+: (?:error|warning|fatal error): .*$", said, re.MULTILINE)
    return list(dict.fromkeys(faults)) or [f"{name}: " + (said.strip().splitlines() or ["failed"])[-1]]


def check_compilers(root):
    """Everything compiled by clang with the Makefile's own warnings, and each
    file of src/ before clang-tidy and gcc's analyser."""
    done = subprocess.run(["make", "-s", "-k", f"-j{os.cpu_count() or 1}", "CC=clang", "CFLAGS=-O1",
                           "OUT=out/lint", "all", "unit", "fuzzers", "checked"],
                          cwd=root, capture_output=True, text=True)
    return faults_of(done, root, "make")


def check_tidy(root, *files):
    done = subprocess.run(["clang-tidy", "--quiet", *files, "--", "-std=c11"], cwd=root,
                          capture_output=True, text=True)
    return faults_of(done, root, "clang-tidy")


def check_analyser(root, *files):
    done = subprocess.run(["gcc", "-O1", "-fanalyzer", "-Werror", "-c", "-o", os.devnull, *files],
                          cwd=root, capture_output=True, text=True)
    return faults_of(done, root, "gcc")


def check_cppcheck(root):
    cache = os.path.join(root, "out", "lint", "cppcheck")
    os.makedirs(cache, exist_ok=True)
    known = os.path.join(TESTS, "cppcheck.txt")
    done = subprocess.run(["cppcheck", "--quiet", "--std=c11", "-Isrc", "-D_POSIX_C_SOURCE=200809L",
                           '-DZONEBRIEF_VERSION=""', "--enable=warning,performance,portability",
                           f"--suppressions-list={known}", "--error-exitcode=1",
                           f"--cppcheck-build-dir={cache}",
                           "--template={file}:{line}:{column}: {severity}: {message} [{id}]", "src"],
                          cwd=root, capture_output=True, text=True)
    return faults_of(done, root, "cppcheck")


def check_quickly(root):
    faults = check_sources(root)
    return faults + [f"{place}: not as clang-format has it (make format)"
                     for place in dict.fromkeys(check_format(root))]


def check_all(root):
    return check_quickly(root) + check_compilers(root) + check_cppcheck(root)


# -- its own tests -------------------------------------------------------------

PLANTED = [  # name, file, text, the fault at FILE:LINE or None
    ("a folder to the right", "src/text/x.c", '\n#include "layout/frame.h"\n', 2),
    ("its own folder", "src/text/x.c", '#include "text/y.h"\n', None),
    ("a folder to the left", "src/brief/x.c", '#include "kind/kind.h"\n', None),
    ("layout without JSON", "src/layout/x.c", '#include "json/json.h"\n', 1),
    ("pdf and the frame", "src/pdf/x.c", '#include "layout/frame.h"\n', None),
    ("pdf and the page", "src/pdf/x.c", '#include "layout/page.h"\n', 1),
    ("the top sees all", "src/run.c", '#include "pdf/pdf.h"\n', None),
    ("cJSON outside json", "src/brief/x.c", "#include <cjson/cJSON.h>\n", 1),
    ("hpdf outside pdf", "src/run.c", "#include <hpdf.h>\n", 1),
    ("hpdf in pdf", "src/pdf/x.c", "#include <hpdf.h>\n", None),
    ("HarfBuzz outside text", "src/layout/x.h", "#include <hb-ot.h>\n", 1),
    ("ICU outside text", "src/brief/x.c", "#include <unicode/ubrk.h>\n", 1),
    ("libpng outside picture", "src/pdf/x.c", "#include <png.h>\n", 1),
    ("setjmp outside picture", "src/base/x.c", "#include <setjmp.h>\n", 1),
    ("expat in picture", "src/picture/x.c", "#include <expat.h>\n", None),
    ("picture and the page", "src/picture/x.c", '#include "layout/page.h"\n', 1),
    ("ICU in main", "src/main.c", "#include <unicode/uclean.h>\n", None),
    ("setlocale", "src/main.c", "\n\nvoid f(void)\n{\n    setlocale(0, 0);\n}\n", 5),
    ("strtod", "src/base/x.c", "double f(char *s)\n{\n    return strtod(s, 0);\n}\n", 3),
    ("strtod in a comment", "src/base/x.c", "/* strtod(s, 0) */ // setlocale(0)\n", None),
    ("a format for floats", "src/base/x.c", 'void f(void)\n{\n    printf("a %-8.3f", 1.0);\n}\n', 3),
    ("per cent", "src/base/x.c", 'const char *s = "5%% free %d";\n', None),
    ("floats in layout", "src/layout/x.c", "static double width;\n", 1),
    ("a long function", "src/base/x.c", "int f(void)\n{\n" + "    f();\n" * 58 + "}\n", 2),
    ("the longest function", "src/base/x.c", "int f(void)\n{\n" + "    f();\n" * 57 + "}\n", None),
    ("a long table", "src/base/x.c", "int a[] = {\n" + "    1,\n" * 90 + "};\n", None),
    ("braces in strings", "src/base/x.c",
     "int f(void)\n{\n" + '    g("}", \'{\'); /* } */\n' * 30 + "}\n" + "int b;\n" * 60, None),
    ("a long macro", "src/base/x.c", "#define M(x) \\\n" + "    if (x) { \\\n" * 70 + "    f();\n",
     None),
]


PLANTED_DEEP = [  # name, program, text with the fault in line 5, check
    ("clang-tidy: bugprone", "clang-tidy",
     "#include <string.h>\n\nint f(const char *a)\n{\n    return memcmp(a, \"x\", 1) || *a;\n}\n",
     lambda root: check_tidy(root, "src/base/x.c")),
    ("clang-tidy: analyzer", "clang-tidy",
     "\nint f(int a)\n{\n    int *none = 0;\n    return *none + a;\n}\n",
     lambda root: check_tidy(root, "src/base/x.c")),
    ("the analyser", "gcc", "#include <stdlib.h>\nvoid f(void *a)\n{\n    free(a);\n    free(a);\n}\n",
     lambda root: check_analyser(root, "src/base/x.c")),
    ("cppcheck", "cppcheck", "\nint f(int a)\n{\n    int b[2] = {0};\n    return b[2] + a;\n}\n",
     check_cppcheck),
]


def _plant(path, text, check):
    made = tempfile.mkdtemp(prefix="zonebrief-lint-")
    try:
        full = os.path.join(made, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        for name in (".clang-format", ".clang-tidy"):
            shutil.copy(os.path.join(ROOT, name), made)
        return check(made)
    finally:
        shutil.rmtree(made)


def _expect(path, text, line, check=check_sources):
    found = _plant(path, text, check)
    wanted = [] if line is None else [f"{path}:{line}"]
    if [":".join(fault.split(":")[:2]) for fault in found] != wanted:
        raise Fault(f"found {found}, not {wanted}")


def tests():
    list_of = Tests("lint")
    for name, path, text, line in PLANTED:
        list_of.add_named(name, lambda a=path, b=text, c=line: _expect(a, b, c))
    if shutil.which("clang-format"):
        list_of.add_named("format", lambda: _expect("src/base/x.c", "int a;\nint  b;\n", 2,
                                                    check_format))
        list_of.add_named("good format", lambda: _expect("src/base/x.c", "int a;\n", None,
                                                         check_format))
    for name, program, text, check in PLANTED_DEEP:
        if shutil.which(program):
            list_of.add_named(name, lambda a=text, b=check: _expect("src/base/x.c", a, 5, b))
    return list_of


def self_test():
    failed = 0
    for name, function in tests().list:
        try:
            function()
        except Fault as fault:
            failed += 1
            print(f"FAILED {name}: {fault}")
    print(f"{len(tests().list) - failed} passed, {failed} failed")
    return 1 if failed else 0


def main(arguments):
    if "--self-test" in arguments:
        return self_test()
    faults = check_quickly(ROOT) if "--quick" in arguments else check_all(ROOT)
    for fault in faults:
        print(fault)
    if faults:
        print(f"lint: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
