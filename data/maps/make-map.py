#!/usr/bin/env python3
"""Makes a map file of data/maps out of the coastlines of Natural Earth.

    npm pack world-atlas@2.0.2        # into any folder, outside the project
    tar xzf world-atlas-2.0.2.tgz
    python3 data/maps/make-map.py package/land-50m.json 95 150 15 50 > data/maps/east-asia.json

The numbers are the map's bounds in whole degrees: west, east, south, north. The land is cut off
at them, then simplified: points that lie within TOLERANCE of the line that is left are dropped,
and islands below LEAST square degrees. Coordinates are whole hundredths of a degree. Only the
outline of land is taken, never that of a country.

Python's standard library is all it needs; the same input gives the same bytes.
"""

import json
import sys

TOLERANCE = 0.02  # degrees: about 2 km, a fifteenth of a millimetre where 48 degrees are 17 cm
LEAST = 0.004  # square degrees: about 40 square kilometres
UNIT = 100  # to a degree


def arcs_of(topology):
    """Each arc of a TopoJSON file as points in degrees."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        yield points


def rings_of(topology):
    """The rings of all polygons; each ends where it begins."""
    arcs = list(arcs_of(topology))
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc if not points else arc[1:]
                yield points


def cut(points, inside, meet):
    """What is left of a ring on one side of a line (Sutherland and Hodgman 1974)."""
    left = []
    for a, b in zip(points, points[1:] + points[:1]):
        if inside(a):
            left.append(a)
        if inside(a) != inside(b):
            left.append(meet(a, b))
    return left


def at_x(x):
    return lambda a, b: (x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]))


def at_y(y):
    return lambda a, b: (a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y)


def clip(points, west, east, south, north):
    for inside, meet in ((lambda p: p[0] >= west, at_x(west)), (lambda p: p[0] <= east, at_x(east)),
                         (lambda p: p[1] >= south, at_y(south)),
                         (lambda p: p[1] <= north, at_y(north))):
        points = cut(points, inside, meet)
    return points


def distance(p, a, b):
    """Of p from the stretch a..b, squared."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length if length else 0
    along = min(1, max(0, along))
    return (p[0] - a[0] - along * dx) ** 2 + (p[1] - a[1] - along * dy) ** 2


def simplify(points):
    """Drops what is within TOLERANCE (Douglas and Peucker 1973)."""
    kept, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, most = None, TOLERANCE ** 2
        for i in range(first + 1, last):
            away = distance(points[i], points[first], points[last])
            if away > most:
                far, most = i, away
        if far is not None:
            kept.add(far)
            stack += [(first, far), (far, last)]
    return [points[i] for i in sorted(kept)]


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))) / 2


def quantised(points):
    """Whole units; neighbours that fall together are one."""
    whole = [(round(x * UNIT), round(y * UNIT)) for x, y in points]
    return [p for i, p in enumerate(whole) if p != whole[i - 1]]


def outline(points):
    """"x y dx dy dx dy ...": the first point, then the way to each next one."""
    numbers = list(points[0])
    for a, b in zip(points, points[1:]):
        numbers += [b[0] - a[0], b[1] - a[1]]
    return " ".join(map(str, numbers))


def main(path, *bounds):
    west, east, south, north = (int(bound) for bound in bounds)
    with open(path, encoding="utf-8") as file:
        topology = json.load(file)
    lines = []
    for ring in rings_of(topology):
        points = clip(ring[:-1], west, east, south, north)
        if len(points) < 3 or area(points) < LEAST:
            continue
        # two halves, so that the ends that Douglas and Peucker keep lie apart
        middle = max(range(len(points)), key=lambda i: distance(points[i], points[0], points[0]))
        points = simplify(points[:middle + 1])[:-1] + simplify(points[middle:] + points[:1])[:-1]
        points = quantised(points)
        if len(points) >= 3:
            lines.append(outline(points))
    print('{')
    print('  "$schema": "../schema/map.schema.json",')
    print('  "//": "made by make-map.py; see README.md",')
    print('  "source": {"id": "natural-earth"},')
    print(f'  "bounds": {{"west": {west}, "east": {east}, "south": {south}, "north": {north}}},')
    print('  "land": [')
    print(",\n".join(f'    "{line}"' for line in sorted(lines, key=lambda line: (-len(line), line))))
    print('  ]\n}')


if __name__ == "__main__":
    main(*sys.argv[1:])
