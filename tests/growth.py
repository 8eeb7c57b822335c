"""What costs by the fact and by the report: four times as many take about four
times as long, and not sixteen times."""

import json
import os

import golden
from harness import ANYWHERE, LANGS, Tests, check, cpu_seconds, folder

ALL = Tests("growth")

FEW, MANY = 5000, 20000
MOST = 8  # times as long: half way, by factors, from linear to quadratic


def write_zone(count, **changes):
    """A zone of `count` facts, which are summed at the foot of a table."""
    notes = {"$layout": [{"kind": "table", "select": {"category": "figure"},
                          "columns": [{"field": "value", "head": {"label": "value"}, "figure": True}],
                          "total": {"label": "total"}}]}
    project, made = golden.write_project("growth", notes)
    facts = [{"id": f"f-{i}", "category": "figure", "measure": "companies", "scope": "here",
              "part": f"p-{i}", "value": i, "unit": "company", "status": "actual", "asOf": "2020",
              "sources": [{"id": "paper"}]} | changes for i in range(count)]
    zone = {"zone": "growth", "name": {"term": "here"}, "city": {"term": "city"}, "asOf": "2020-12-19",
            "summary": {lang: "The zone." for lang in LANGS}, "facts": facts}
    path = os.path.join(made, "growth.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(zone, file, indent=1)
    return project, path


def ratio(command, wanted, **changes):
    """How much longer MANY facts take than FEW."""
    costs = []
    for count in (FEW, MANY):
        project, path = write_zone(count, **changes)
        costs.append(cpu_seconds(command, f"--project={project}", ANYWHERE, path, "--lang=en",
                                 f"--out={folder('growth')}", wanted=wanted))
    return costs[1] / max(costs[0], 0.05), costs


@ALL.add
def facts_that_are_summed():
    times, costs = ratio("build", 0)
    check(times < MOST, f"{FEW} facts {costs[0]} s, {MANY} facts {costs[1]} s")


@ALL.add
def reports():
    times, costs = ratio("check", 1, status="real", unit="person")
    check(times < MOST, f"two faults in each of {FEW} facts {costs[0]} s, of {MANY} {costs[1]} s")


def tests():
    return ALL
