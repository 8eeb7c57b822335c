"""watch: products follow what is saved, and are whole at every moment."""

import json
import os
import random
import resource
import signal
import statistics
import subprocess
import threading
import time

import pdf
from harness import BIN, LANGS, ROOT, SAN, Fault, Tests, check, check_equal, environment
from whole import Project, read_bytes, read_json, small_fact, small_zone

all_of = Tests("watching")
SECONDS = 300 if SAN else 60  # that a busy machine may take


class Watched:
    """A small project of two zones with `watch` at work on it."""

    def __init__(self, *options):
        self.project = Project("watch")
        zones = os.path.join(self.project.data, "zones")
        for name in os.listdir(zones):
            os.remove(os.path.join(zones, name))
        self.project.set("project.json", editions=[
            {"name": "brief", "zones": "all", "layout": "layouts/brief.json", "theme": "themes/default.json"}])
        self.zone("one", 1)
        self.zone("two", 1)
        self.log = os.path.join(self.project.folder, "log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([BIN, "watch", f"--project={self.project.path}", f"--font-path={ROOT}/fonts",
                                            *(one.format(data=self.project.data) for one in options)],
                                            env=environment(), stderr=log, stdout=log)

    def __enter__(self):
        try:
            self.until(lambda: all(self.stamp(f"{zone}.{lang}") for zone in ("one", "two")
                                   for lang in ("en", "de")), "no products")
            self.settle()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def settle(self):
        """Until nothing is made any more."""
        before = None
        while before != (before := {name: self.stamp(name[:-4]) for name in os.listdir(self.project.out)}):
            time.sleep(0.5)

    def zone(self, name, value):
        self.save(f"zones/{name}.json", json.dumps(small_zone(name, [small_fact(1, value=value)])))

    def save(self, name, text):
        """As editors do: a new file in the old one's place."""
        path = os.path.join(self.project.data, name)
        with open(path + "~new", "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        os.replace(path + "~new", path)

    def path(self, name):
        return os.path.join(self.project.out, name + ".pdf")

    def stamp(self, name):
        try:
            status = os.stat(self.path(name))
            return status.st_ino, status.st_mtime_ns
        except FileNotFoundError:
            return None

    def processor_seconds(self):
        """Of the watch and the builds that it has waited for."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return sum(int(one) for one in fields[11:15]) / os.sysconf("SC_CLK_TCK")

    def children(self):
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as file:
            return [int(one) for one in file.read().split()]

    def standby(self):
        """The process that stands by, when it waits for its word."""
        def waits():
            children = self.children()
            return len(children) == 1 and is_waiting(children[0])
        self.until(waits, "nobody stands by")
        return self.children()[0]

    def said(self):
        with open(self.log, encoding="utf-8") as file:
            return file.read()

    def until(self, condition, problem):
        end = time.monotonic() + SECONDS
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                raise Fault(f"{problem}:\n{self.said()}")
            time.sleep(0.002)

    def replaced(self, name, save, *arguments):
        """Seconds from a save until the product of that name is another file."""
        before, began = self.stamp(name), time.monotonic()
        save(*arguments)
        self.until(lambda: self.stamp(name) not in (None, before), f"{name} is not made anew")
        return time.monotonic() - began


def is_waiting(process):
    try:
        with open(f"/proc/{process}/syscall", encoding="ascii") as file:
            return file.read().split()[0] == "0"  # read; it reads files, too, but never sleeps over them
    except (FileNotFoundError, ProcessLookupError):
        return False


def measure(saves):
    """Median of several saves of one zone, for the bench."""
    with Watched() as watched:
        return statistics.median(timed(watched, number) for number in range(2, 2 + saves))


def timed(watched, number):
    time.sleep(0.3)
    return watched.replaced("one.en", watched.zone, "one", number)


@all_of.add
def one_that_stands_by_is_the_next_build():
    with Watched() as watched:
        for number in (2, 3):
            standby = watched.standby()
            watched.replaced("one.en", watched.zone, "one", number)
            watched.until(lambda gone=standby: gone not in watched.children(), "it did not build")
        others = watched.stamp("two.en")
        check(watched.standby() and watched.stamp("two.en") == others, "it makes what nobody saved")


@all_of.add
def without_one_that_stands_by_another_builds():
    """It may die; and it knows the project as it was."""
    with Watched() as watched:
        os.kill(watched.standby(), signal.SIGKILL)
        watched.until(lambda: not watched.children(), "it does not die")
        watched.replaced("one.en", watched.zone, "one", 2)
        standby = watched.standby()
        theme = os.path.join(watched.project.data, "themes", "default.json")
        watched.replaced("one.en", watched.save, "themes/default.json", read_bytes(theme) + b"\n")
        watched.until(lambda: standby not in watched.children(), "it stands by for a theme that is no more")
        watched.standby()


@all_of.add
def files_that_the_command_line_names_are_watched():
    with Watched("--werror", "{data}/zones/one.json", "{data}/zones/two.json") as watched:
        watched.zone("three", 1)
        watched.replaced("one.en", watched.zone, "one", 2)
        check(not watched.stamp("three.en"), "it makes what nobody asked for")
        before = watched.stamp("two.en")
        watched.save("zones/two.json", json.dumps(small_zone("two", [small_fact(1, status="target", period="2019")])))
        watched.until(lambda: "W103" in watched.said(), "the warning is not told")
        watched.settle()
        check_equal(watched.stamp("two.en"), before, "the product, though warnings are errors")


@all_of.add
def a_save_that_changes_nothing_builds_nothing():
    with Watched() as watched:
        watched.replaced("one.en", watched.zone, "one", 2)
        watched.settle()
        before, product = watched.said(), watched.stamp("one.en")
        watched.zone("one", 2)
        watched.settle()
        check("zonebrief:" not in watched.said()[len(before):], "a line of a build")
        check_equal(watched.stamp("one.en"), product, "the product")


@all_of.add
def a_save_that_changes_nothing_tells_no_warnings_again():
    with Watched() as watched:
        def save(value):
            watched.save("zones/one.json", json.dumps(small_zone("one", [
                small_fact(1, value=value, status="target", period="2019", asOf="2018")])))

        def told():
            return watched.said().count("warning[W103]")

        watched.replaced("one.en", save, 2)
        watched.settle()
        once = told()
        check(once > 0, "there is no warning")
        save(2)
        watched.settle()
        check_equal(told(), once, "warnings after the same bytes")
        watched.replaced("one.en", save, 3)
        watched.settle()
        check_equal(told(), 2 * once, "warnings after others")


@all_of.add
def a_build_that_is_killed_is_told_and_the_next_one_builds():
    with Watched() as watched:
        standby = watched.standby()
        terms = read_bytes(os.path.join(watched.project.data, "terms.json"))

        def killed():
            for child in watched.children():
                if child != standby:
                    os.kill(child, signal.SIGKILL)
            return "ended by a signal: Killed" in watched.said()
        watched.save("terms.json", terms + b"\n")
        watched.until(killed, "it is not told")
        watched.replaced("one.en", watched.zone, "one", 3)


@all_of.add
def one_that_stood_by_and_dies_over_its_build_is_followed_by_another():
    """What it had set before may have been its undoing."""
    with Watched() as watched:
        standby = watched.standby()
        os.kill(standby, signal.SIGSTOP)
        watched.zone("one", 2)
        time.sleep(0.5)  # by then it is the build
        before = watched.stamp("one.en")
        os.kill(standby, signal.SIGKILL)
        watched.until(lambda: watched.stamp("one.en") != before, "nobody builds what was saved")
        check("Killed; it is begun again" in watched.said(), watched.said())
        watched.replaced("one.en", watched.zone, "one", 3)


def without_standby(watched):
    """Until nobody has been there for a while; one that waits for its word stays."""
    seen = time.monotonic()
    end = seen + SECONDS
    while time.monotonic() < seen + 1:
        if watched.children():
            seen = time.monotonic()
        check(seen < end, "the one that stands by does not end")
        time.sleep(0.01)


def costs_too_much(fault, option, count):
    """A zone that is beyond a limit costs whoever stands by its life, and the watch nothing."""
    with Watched(option) as watched:
        rows = [[f"row {row} of many"] * 6 for row in range(count)]
        zone = small_zone("one", [small_fact(1)], tables={"long": rows})
        layout = read_json(watched.project.data, "layouts/brief.json")
        layout["blocks"].append({"kind": "table", "rows": "/tables/long", "when": {"pointer": "/tables/long"},
                                 "columns": [{"head": {"label": "column.area"}}] * 6})
        before = watched.stamp("one.en")
        watched.save("zones/one.json", json.dumps(zone))
        watched.settle()
        watched.save("layouts/brief.json", json.dumps(layout))
        watched.until(lambda: "briefs failed" in watched.said(), f"no {fault}")
        check(f"error[{fault}]" in watched.said(), watched.said()[-900:])
        without_standby(watched)
        check_equal(watched.said().count("out of memory"), watched.said().count("error[E803]"), "words of workers")
        watched.replaced("two.en", watched.zone, "two", 2)
        watched.replaced("one.en", watched.zone, "one", 2)
        watched.standby()


@all_of.add_plain("their shadow memory is larger than any limit")
def a_zone_beyond_the_memory_limit_harms_nobody():
    costs_too_much("E803", "--memory-limit=24", 40000)


@all_of.add
def a_zone_beyond_the_time_limit_harms_nobody():
    costs_too_much("E802", "--time-limit=20" if SAN else "--time-limit=1", 120000)


@all_of.add
def whatever_dies_the_last_save_is_built():
    """Processes of the watch are killed at moments all over saves and builds."""
    chance = random.Random(1)
    with Watched() as watched:
        for number in range(2, 18):
            watched.zone("one", number)
            time.sleep(chance.random() * 0.3)
            for child in watched.children():
                try:
                    os.kill(child, chance.choice((signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT)))
                except ProcessLookupError:
                    pass
        watched.settle()
        watched.zone("one", 4711)
        watched.until(lambda: "4,711" in pdf.text(watched.path("one.en")), "the last save is not built")
        watched.settle()
        made = {name: read_bytes(watched.path(name)) for name in ("one.en", "one.ja", "two.de")}
        watched.project.run("build", "--force", wanted=0)
        check(made == {name: read_bytes(watched.path(name)) for name in made}, "its bytes are others than a build's")
        left = [name for name in os.listdir(watched.project.out) if name.startswith(".")]
        check_equal(left, [], "what is left")


@all_of.add
def a_watch_that_is_killed_leaves_nobody():
    with Watched() as watched:
        standby = watched.standby()
        watched.process.send_signal(signal.SIGKILL)
        watched.process.wait()
        end = time.monotonic() + SECONDS
        while os.path.exists(f"/proc/{standby}") and is_waiting(standby):
            check(time.monotonic() < end, "the one that stands by waits for ever")
            time.sleep(0.01)


@all_of.add
def a_save_replaces_the_product_and_no_other():
    with Watched() as watched:
        others = watched.stamp("two.en")
        seconds = statistics.median(timed(watched, number) for number in range(2, 7))
        check(seconds < 5, f"a save takes {seconds:.2f} s to be a product")
        watched.settle()
        if os.path.exists(os.path.join(watched.project.out, "manifest.json")):
            check_equal(watched.stamp("two.en"), others, "the other zone's product")


@all_of.add
def the_product_is_whole_at_every_moment():
    with Watched() as watched:
        broken, over = [], threading.Event()

        def look():
            while not over.is_set():
                with open(watched.path("one.en"), "rb") as file:
                    data = file.read()
                if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
                    broken.append(len(data))

        reader = threading.Thread(target=look)
        reader.start()
        try:
            for number in range(2, 6):
                watched.replaced("one.en", watched.zone, "one", number)
            for number in range(6, 12):  # faster than it can build
                watched.zone("one", number)
            watched.settle()
        finally:
            over.set()
            reader.join()
        check(not broken, f"a reader saw {broken[:3]} bytes that are no file")


@all_of.add
def a_fault_is_told_and_the_old_product_kept():
    with Watched() as watched:
        before = watched.stamp("one.en")
        watched.save("zones/one.json", "{")
        watched.until(lambda: "error[E0" in watched.said(), "the fault is not told")
        check_equal(watched.stamp("one.en"), before, "the product of a zone with a fault")
        watched.replaced("one.en", watched.zone, "one", 7)
        watched.save("project.json", "[")
        watched.until(lambda: "project.json:1:1" in watched.said(), "the project's fault is not told")


@all_of.add
def all_that_a_brief_is_made_of_is_watched():
    with Watched() as watched:
        data = watched.project.data
        layout = read_json(data, "layouts/brief.json")
        watched.replaced("two.en", watched.save, "layouts/brief.json", json.dumps(layout, indent=3))
        terms = read_json(data, "terms.json")
        watched.settle()
        watched.replaced("two.en", watched.save, "terms.json", json.dumps(terms, indent=3))
        theme = read_json(data, "themes/default.json")
        theme["page"]["left"] += 3
        watched.settle()
        watched.replaced("two.en", watched.save, "themes/default.json", json.dumps(theme))
        watched.settle()
        for number in (1, 2):  # the third is more than stand by
            watched.settle()
            watched.replaced("three.en", watched.zone, "three", number)
        os.makedirs(os.path.join(data, "pictures/new"))
        watched.settle()
        with open(os.path.join(data, "pictures/new/a.svg"), "w", encoding="utf-8") as file:
            file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
                       '<rect width="9" height="9"/></svg>')
        theme["logo"] = {"file": "pictures/new/a.svg", "width": 20}
        watched.replaced("two.en", watched.save, "themes/default.json", json.dumps(theme))
        watched.settle()
        watched.replaced("two.en", watched.save, "pictures/new/a.svg",
                         '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
                         '<circle cx="4" cy="4" r="4"/></svg>')
        os.remove(os.path.join(data, "sources.json"))
        watched.until(lambda: "E001" in watched.said(), "a file that is gone is not told")


@all_of.add
def files_outside_the_project_file_s_folder_are_watched_too():
    """A dictionary, a face, and a picture that is not there at first."""
    with Watched() as watched:
        around, data = watched.project.folder, watched.project.data
        for name in ("words", "fonts"):
            os.makedirs(os.path.join(around, name))
        dictionary = read_bytes(os.path.join(data, "hyphenation/de.dic"))
        face = read_bytes(os.path.join(ROOT, "fonts/NotoSans-Regular.ttf"))

        def put(name, content):
            os.makedirs(os.path.dirname(os.path.join(around, name)), exist_ok=True)
            watched.save("../" + name, content)

        put("words/de.dic", dictionary)
        project = read_json(data, "project.json")
        project["hyphenation"]["de"] = "../words/de.dic"
        watched.save("project.json", json.dumps(project))  # the same bytes: nothing is built
        watched.settle()
        watched.replaced("one.de", put, "words/de.dic", dictionary + b"% changed\n")
        watched.settle()
        put("fonts/NotoSans-Regular.ttf", face)  # comes before the command line's: the same bytes again
        watched.settle()
        watched.replaced("one.de", put, "fonts/NotoSans-Regular.ttf", face + b"\0" * 4)
        watched.settle()
        layout = read_json(data, "layouts/brief.json")
        layout["blocks"].append({"kind": "image", "file": "../shown/a.svg", "width": 20,
                                 "alt": {lang: "A square" for lang in LANGS}})
        watched.save("layouts/brief.json", json.dumps(layout))
        watched.until(lambda: "E501" in watched.said(), "a picture that is missing is not told")
        os.makedirs(os.path.join(around, "shown"))
        watched.settle()
        watched.replaced("one.de", put, "shown/a.svg",
                         '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')


@all_of.add
def what_all_zones_share_is_never_an_older_state():
    """It is read once for many saves of zones: not once too seldom."""
    with Watched() as watched:
        for number in range(2, 5):
            terms = read_json(watched.project.data, "terms.json")
            terms["names"]["zone.chengdu"]["en"] = f"Town{number}"
            watched.save("terms.json", json.dumps(terms))
            watched.zone("one", number)
            watched.until(lambda n=number: f"Town{n}" in pdf.text(watched.path("one.en")), "the terms are not seen")
            watched.settle()
            watched.replaced("one.en", watched.zone, "one", number + 10)
            check(f"Town{number}" in pdf.text(watched.path("one.en")), "terms of an older state")


@all_of.add
def a_save_of_a_zone_costs_no_reading_of_what_all_share():
    """Neither terms nor faces are opened: by the CPU time of a whole build beside it."""
    with Watched() as watched:
        started = watched.processor_seconds()
        for number in range(2, 7):
            timed(watched, number)
        watched.settle()
        each = (watched.processor_seconds() - started) / 5
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        watched.zone("one", 99)
        watched.settle()
        watched.project.run("build", "one", "--force", "-j", "1", wanted=0)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        check(each < 0.9 * whole, f"{each * 1000:.0f} ms a save, {whole * 1000:.0f} ms a build")


@all_of.add
def a_signal_ends_it_by_convention():
    for number in (signal.SIGINT, signal.SIGTERM):
        with Watched() as watched:
            watched.zone("one", 9)  # while it builds, too
            watched.process.send_signal(number)
            check_equal(watched.process.wait(SECONDS), -number, "how it ended")
            left = [name for name in os.listdir(watched.project.out) if name.startswith(".")]
            check_equal(left, [], "what is left")


def tests():
    return all_of
