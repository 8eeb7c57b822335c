"""The same input gives the same bytes: on any machine, for any user, in any time
zone, locale and folder, with any number of workers.

Two zones are built in all languages and editions, and a brief with every kind of
block: once as they are, and then with one thing after the other changed. Products,
manifest (but for milliseconds) and what is said must not differ in a byte.
"""

import hostile
import os
import re
import shutil
import tempfile

from harness import BIN, LANGS, ROOT, SAN, Fault, Once, Tests, build_shim, check, environment, folder, run, skip
from whole import read_bytes

all_of = Tests("samebytes")
ZONES = ["beijing", "tianjin"]
PROJECTS = {"zones": ("data/project.json", ZONES), "gallery": ("tests/gallery/project.json", [])}


class Copy:
    """The project and the program in a folder that everybody may read."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="zonebrief copy ü ")
        os.chmod(self.folder, 0o755)
        for name in ("data", "fonts", "tests/gallery"):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(self.folder, name))
        self.binary = shutil.copy(BIN, self.folder)

    def remove(self):
        shutil.rmtree(self.folder)


def build(out, root=ROOT, binary=BIN, jobs=2, prefix=(), relative=False, projects=tuple(PROJECTS), **how):
    """{name: bytes} of all that a build leaves and says."""
    cwd, found = how.setdefault("cwd", root), {}
    for project in projects:
        made = os.path.join(out, project)
        path, zones = os.path.join(root, PROJECTS[project][0]), PROJECTS[project][1]
        done = run([*prefix, binary, "build", *zones, f"-j{jobs}", "--werror", "-v", f"--root={root}",
                    f"--project={os.path.relpath(path, cwd) if relative else path}", f"--out={made}"],
                   wanted=0, **how)
        said = re.sub(r"(?m)^(zonebrief: workers |qemu-x86_64: warning: |profiling:).*\n", "", done.err)
        found[f"{project}/said"] = (done.out + said.replace(made, "OUT")).encode()
        for name in os.listdir(made):
            data = read_bytes(os.path.join(made, name))
            if name == "manifest.json":
                data = re.sub(rb'"milliseconds": \d+', b"", data).replace(root.encode(), b"ROOT")
            found[f"{project}/{name}"] = data
    return found


usual = Once(lambda: build(folder("usual")))


def compare(found, projects=tuple(PROJECTS)):
    wanted = {name: data for name, data in usual().items() if name.split("/")[0] in projects}
    check(sum(name.endswith(".pdf") for name in usual()) == (len(ZONES) + 1) * len(LANGS), f"few products: {list(usual())}")
    check(sorted(found) == sorted(wanted), f"others are made: {sorted(set(found) ^ set(wanted))}")
    for name, data in wanted.items():
        at = next((i for i, (a, b) in enumerate(zip(data, found[name])) if a != b), min(len(data), len(found[name])))
        check(found[name] == data, f"{name} differs at byte {at}: {found[name][max(0, at - 20):at + 40]!r} for "
                                   f"{data[max(0, at - 20):at + 40]!r}")


def same(**how):
    compare(build(folder("other"), **how))


def in_locale(name, source, charset):
    """An environment with that locale, made for it: none need be installed."""
    made = folder("locales")
    done = run(["localedef", "-i", source, "-f", charset, "--no-archive", os.path.join(made, name)])
    if not os.path.isdir(os.path.join(made, name)):
        skip(f"locale {name} cannot be made: {done.err.strip()}")
        return None
    return environment(LOCPATH=made, LC_ALL=name, LANG=name, LANGUAGE=name[:2])


@all_of.add
def with_any_number_of_workers():
    for jobs in (1, 4):
        same(jobs=jobs)


@all_of.add
def for_another_user():
    if os.geteuid() != 0:
        skip("only root can become another user")
        return
    copy, out = Copy(), tempfile.mkdtemp(prefix="zonebrief-nobody-")
    try:
        os.chown(out, 65534, 65534)
        compare(build(out, root=copy.folder, binary=copy.binary, user=65534, group=65534, extra_groups=[],
                      umask=0o077, env=environment(HOME="/nonexistent", USER="nobody", LOGNAME="nobody")))
    finally:
        copy.remove()
        shutil.rmtree(out)


@all_of.add
def in_another_time_zone():
    same(env=environment(TZ="XYZ-13:30"))


@all_of.add
def in_another_locale():
    for name, source, charset in (("de_DE.UTF-8", "de_DE", "UTF-8"), ("tr_TR.ISO-8859-9", "tr_TR", "ISO-8859-9")):
        env = in_locale(name, source, charset)
        if env:
            same(env=env)


@all_of.add
def in_another_folder():
    copy = Copy()
    try:
        out = os.path.join(folder("deep"), *["folder"] * 30, "aus gabe", "输出")
        compare(build(out, root=copy.folder, cwd=os.path.join(copy.folder, "data"), relative=True))
        same(cwd="/", relative=True)
    finally:
        copy.remove()


# What libraries ask for: HarfBuzz, ICU, libjpeg-turbo, glibc's malloc.
STRANGE = {"HB_SHAPER_LIST": "fallback", "HB_OPTIONS": "uniscribe-bug-compatible", "ICU_DATA": "/nonexistent",
           "ICU_TIMEZONE_FILES_DIR": "/nonexistent", "JPEGMEM": "1", "JSIMD_FORCENONE": "1",
           "TMPDIR": "/nonexistent", "HOME": "/nonexistent", "USER": "x", "COLUMNS": "20", "TERM": "vt52",
           "NO_COLOR": "1", "POSIXLY_CORRECT": "1", "MALLOC_ARENA_MAX": "1", "LINES": "3", "CDPATH": "/"}


@all_of.add
def in_another_environment():
    same(env=environment(**STRANGE))
    if SAN:
        skip("no environment at all: sanitizers take their options from it")
    else:
        same(env={})


@all_of.add_plain("their allocator is their own")
def in_other_memory():
    fixed = run(["setarch", "-R", "true"]).status == 0
    if not fixed:
        skip("addresses cannot be fixed here")
    same(prefix=["setarch", "-R"] if fixed else [],
         env=environment(MALLOC_PERTURB_="85", GLIBC_TUNABLES="glibc.malloc.tcache_count=0", PADDING="x" * 50000))


@all_of.add
def on_another_machine():
    """glibc's functions for an old processor; libjpeg-turbo's without SIMD, see above."""
    same(env=environment(GLIBC_TUNABLES="glibc.cpu.hwcaps=-AVX2,-AVX,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-FSRM,-BMI1,"
                                        "-BMI2,-LZCNT,-MOVBE,-POPCNT,-SSE4_1,-SSE4_2,-SSSE3,-FMA,-FMA4,-RTM"))
    if SAN:
        skip("libjpeg-turbo without SIMD: a shim must come first")
    else:
        same(env=environment(LD_PRELOAD=build_shim("otherwise")))


@all_of.add_plain("qemu has no room for their shadow memory")
def on_the_oldest_processor():
    """All libraries choose by what qemu's processor says that it can: SSE2."""
    emulator = shutil.which("qemu-x86_64")
    if not emulator:
        skip("no other processor without qemu-user (make setup-tools)")
        return
    compare(build(folder("qemu"), prefix=[emulator, "-cpu", "qemu64"], projects=("gallery",)), projects=("gallery",))


@all_of.add
def a_difference_is_seen():
    for how in ({"env": environment(SOURCE_DATE_EPOCH="1000000000")}, {"flip": True}, {"drop": True}):
        flip, drop = how.pop("flip", False), how.pop("drop", False)
        found = dict(usual()) if flip or drop else build(folder("other"), **how)
        name = next(name for name in sorted(found) if name.endswith(".ja.pdf"))
        if flip:
            found[name] = found[name][:-30] + b"%" + found[name][-29:]
        if drop:
            del found[name]
        try:
            compare(found)
        except Fault:
            continue
        check(False, "a difference is not seen")


@all_of.add
def an_edition_beside_another_with_other_faces():
    """What is kept of texts between editions is kept by their faces."""
    project = hostile.Project("faces")
    theme = project.read("theme.json")
    theme["styles"]["default"]["faces"] = ["latin"]
    project.write("theme.json", theme)
    theme["faces"]["latin"] = {"file": "NotoSans-Italic.ttf"}
    project.write("slanted.json", theme)
    edition = {"zones": "all", "layout": "layout.json"}
    project.change("project.json", "/editions", [
        {"name": "a", **edition, "theme": "theme.json", "product": "a.pdf"},
        {"name": "b", **edition, "theme": "slanted.json", "product": "b.pdf"}])
    project.run("build", "--quiet", "-j1", wanted=0)
    both = hostile.kept(project)
    project.run("build", "--quiet", "--force", "--edition=b", wanted=0)
    check(hostile.kept(project)["b.pdf"] == both["b.pdf"], "b differs if a is built before it")


def tests():
    return all_of
