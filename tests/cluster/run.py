#!/usr/bin/env python3
"""The shipped Slurm array script on a real cluster of two nodes (slurm.py):
a node is lost while its parts are built, comes back, and its parts are run
again; the joined manifest is that of a run on this machine, but for times.

`make test-cluster` calls it with ZONEBRIEF; `make setup-cluster` installs
Slurm. Everything that it starts ends with it."""

import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import slurm

SCRIPT = os.path.join(ROOT, "src/cluster/slurm.sh")
BIN = os.path.abspath(os.environ["ZONEBRIEF"])
PARTS = 4
ZONES = 60


def write_project(folder):
    """A project of many zones: the real ones, under other names."""
    data = os.path.join(folder, "data")
    shutil.copytree(os.path.join(ROOT, "data"), data)
    shutil.copytree(os.path.join(ROOT, "fonts"), os.path.join(folder, "fonts"))
    zones = os.path.join(data, "zones")
    names = sorted(os.listdir(zones))
    for number in range(ZONES - len(names)):
        with open(os.path.join(zones, names[number % len(names)]), encoding="utf-8") as file:
            zone = json.load(file)
        zone["zone"] = f"zone-{number}"
        with open(os.path.join(zones, f"zone-{number}.json"), "w", encoding="utf-8") as file:
            json.dump(zone, file, ensure_ascii=False)
    with open(os.path.join(data, "project.json"), encoding="utf-8") as file:
        project = json.load(file)
    project["editions"] = [edition for edition in project["editions"] if edition["name"] == "brief"]
    path = os.path.join(data, "project.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(project, file)
    return path


def zonebrief(*arguments):
    done = subprocess.run([BIN, *arguments], capture_output=True, text=True, timeout=600)
    if done.returncode:
        sys.exit(f"zonebrief {arguments[0]}: exit status {done.returncode}\n{done.stderr}")


def timeless(path):
    """A manifest without what differs between two runs of the same."""
    with open(path, encoding="utf-8") as file:
        manifest = json.load(file)

    def strip(value):
        if isinstance(value, dict):
            return {key: strip(one) for key, one in value.items() if key != "milliseconds"}
        return [strip(one) for one in value] if isinstance(value, list) else value
    return strip(manifest)


def products(folder):
    """The bytes of each product."""
    found = {}
    for path in glob.glob(os.path.join(folder, "*.pdf")):
        with open(path, "rb") as file:
            found[os.path.basename(path)] = file.read()
    return found


def work_of(cluster, node):
    """Ids of the processes that the cluster runs for jobs on a node."""
    found = []
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                env = file.read().split(b"\0")
        except (OSError, ValueError):
            continue
        if f"SLURM_CONF={cluster.folder}/slurm.conf".encode() in env and \
                f"SLURMD_NODENAME={node}".encode() in env and int(name) != os.getpid():
            found.append(int(name))
    return found


def is_at_work(cluster, node, out):
    """Has a part on the node made a product, and is it still at it?"""
    begun = any(name.endswith(".pdf") for name in os.listdir(out)) if os.path.isdir(out) else False
    return begun and work_of(cluster, node)


def lose_node(cluster, node):
    """As if the machine had lost its power: nothing on it says good-bye."""
    lost = cluster.kill_node(node)
    for pid in work_of(cluster, node) + lost:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def states(cluster, job):
    """What Slurm says of each task of the array, by its number."""
    found = {}
    for line in (cluster.ask("scontrol", "show", "job", "-o", job) or "").splitlines():
        fields = dict(word.split("=", 1) for word in line.split() if "=" in word)
        if fields.get("ArrayTaskId", "").isdigit():
            found[fields["ArrayTaskId"]] = fields
    return found


def finished(cluster, job):
    """All parts have ended; those that are held back before they are run again are let go."""
    tasks = states(cluster, job)
    for fields in tasks.values():
        if fields["JobState"] == "PENDING" and fields.get("Reason") == "BeginTime":
            cluster.ask("scontrol", "update", f"JobId={fields['JobId']}", "StartTime=now")
    bad = {task: fields["JobState"] for task, fields in tasks.items()
           if fields["JobState"] in ("FAILED", "CANCELLED", "NODE_FAIL", "TIMEOUT")}
    if bad:
        raise RuntimeError(f"parts that failed: {bad}")
    return len(tasks) == PARTS and all(one["JobState"] == "COMPLETED" for one in tasks.values())


def run_array(folder, project, out):
    """Builds by the array; returns how often each part was begun again."""
    with slurm.Cluster(os.path.join(folder, "cluster")) as cluster:
        cluster.env["ZONEBRIEF"] = BIN
        job = cluster.ask("sbatch", "--parsable", f"--array=1-{PARTS}", f"--output={folder}/part-%a.log",
                          SCRIPT, f"--project={project}", f"--out={out}").strip()
        cluster.wait_for(lambda: is_at_work(cluster, "w2", out), "no part is at work on w2")
        before = {task: fields.get("BatchHost") for task, fields in states(cluster, job).items()}
        lose_node(cluster, "w2")
        cluster.wait_for(lambda: cluster.is_down("w2"), "nobody misses w2", 120)
        cluster.start_node("w2")
        cluster.wait_for(lambda: finished(cluster, job), "the array does not end", 300)
        restarts = {task: int(fields["Restarts"]) for task, fields in states(cluster, job).items()}
    return before, restarts


def main():
    folder = tempfile.mkdtemp(prefix="zonebrief-cluster-")
    try:
        os.mkdir(os.path.join(folder, "cluster"))
        project = write_project(folder)
        spread, local = os.path.join(folder, "spread"), os.path.join(folder, "local")
        began = time.monotonic()
        hosts, restarts = run_array(folder, project, spread)
        print(f"{PARTS} parts on {sorted(set(hosts.values()))}: {time.monotonic() - began:.0f} s; "
              f"begun again: {sorted(task for task in restarts if restarts[task])}")
        assert len(set(hosts.values())) == 2, f"not on both nodes: {hosts}"
        assert any(restarts.values()), "no part was begun again"
        parts = sorted(glob.glob(os.path.join(spread, "manifest.*-*.json")))
        assert len(parts) == PARTS, parts
        zonebrief("merge-manifest", f"--project={project}", f"--out={spread}", *parts)
        zonebrief("build", "--quiet", f"--project={project}", f"--out={local}")
        made, wanted = products(spread), products(local)
        assert made.keys() == wanted.keys() and len(made) >= 4 * ZONES, (len(made), len(wanted))
        differ = sorted(name for name in made if made[name] != wanted[name])
        assert not differ, f"products differ: {differ}"
        one, other = timeless(f"{spread}/manifest.json"), timeless(f"{local}/manifest.json")
        assert one == other, "manifests differ"
        left = [name for name in os.listdir(spread) if name.endswith(".part")]
        assert not left, f"left over: {left}"
        print(f"{len(made)} products and the joined manifest are those of a local run")
    except RuntimeError as problem:
        said = set()
        for path in glob.glob(f"{folder}/part-*.log"):
            with open(path, encoding="utf-8") as file:
                said.add(file.read())
        sys.exit("\n".join([f"test-cluster: {problem}", *sorted(said)]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
