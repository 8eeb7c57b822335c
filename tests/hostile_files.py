"""Pictures and faces that are damaged, cut short, bombs, or of a sort that is not
taken: each is told once, in its place, and the product that was made before
stays. (images.py has what is told of each picture, and the sorts that are good.)
"""

import os
import struct

import images
from harness import ROOT, Tests, check, check_equal
from hostile import Project, bounded, faults, kept

all_of = Tests("hostile files")


@all_of.add
def no_picture_that_is_refused_takes_the_product_away():
    project = images.Project([])
    for name, data, *_ in images.FAULTS:
        project.put(name, data() if callable(data) else data)
    small = Project("pictures")
    os.mkdir(small.path("pictures"))
    good = {"kind": "image", "file": "pictures/good.png", "alt": {"en": "A."}}
    small.write("pictures/good.png", images.GOOD)
    layouts = [f"l{number}.json" for number in range(len(images.FAULTS))]
    layout = small.read("layout.json")
    editions = [{"name": f"e{n}", "zones": "all", "layout": name, "theme": "theme.json", "product": f"p{n}.pdf"}
                for n, name in enumerate(layouts)]
    small.change("project.json", "/editions", editions)
    for name in layouts:
        small.write(name, {**layout, "blocks": [good]})
    small.run("build", "--quiet", wanted=0)
    before = kept(small)
    check_equal(len(before), len(layouts), "products")
    for name, (picture, *_) in zip(layouts, images.FAULTS):
        with open(os.path.join(project.pictures, picture), "rb") as file:
            small.write(f"pictures/{picture}", file.read())
        small.write(name, {**layout, "blocks": [{**good, "file": f"pictures/{picture}"}]})
    done = bounded(small, "build", "--quiet", seconds=10, megabytes=300)
    check_equal(done.status, 1, done.err)
    found = faults(done.err)
    check_equal([code for code, _ in found], [code for _, _, code, _ in sorted_as(found, layouts)], "codes")
    check(kept(small) == before, "products are not what they were")


def sorted_as(found, layouts):
    """The pictures' faults in the order of the layouts that were told of."""
    by_layout = dict(zip(layouts, images.FAULTS))
    return [by_layout[os.path.basename(place.split(":")[0])] for _, place in found]


# -- faces -----------------------------------------------------------------------------------


def tables(face):
    """{tag: (where its record is, where its bytes are, how many)}"""
    count = struct.unpack(">H", face[4:6])[0]
    return {face[at:at + 4].decode(): (at, *struct.unpack(">II", face[at + 8:at + 16]))
            for at in range(12, 12 + 16 * count, 16)}


def damaged(face):
    """(what, the face, words)"""
    for length in (0, 3, 11, 12, 50, 300, 2000, len(face) // 2, len(face) * 9 // 10, len(face) - 500):
        words = "empty" if length == 0 else "not a font" if length < 12 else "cut short"
        yield f"{length} bytes of it", face[:length], words
    for name, data in (("words", b"not a font at all" * 99), ("zeros", b"\0" * 5000), ("WOFF", b"wOFF" + face[4:]),
                       ("a bomb of a collection", b"ttcf\0\1\0\0\xff\xff\xff\xff" + b"\0" * 99)):
        yield name, data, "not a font"
    for tag, (record, at, length) in tables(face).items():
        if tag in ("cmap", "glyf"):
            yield f"{tag} of zeros", face[:at] + b"\0" * length + face[at + length:], "checksum"
            yield f"{tag} of ones", face[:at] + b"\xff" * length + face[at + length:], "checksum"
        yield f"{tag} far away", face[:record + 8] + b"\xff" * 8 + face[record + 16:], "cut short"
        if tag in ("cmap", "glyf", "hhea", "hmtx", "loca", "maxp"):
            yield f"no {tag}", face[:record] + b"xxxx" + face[record + 4:], f'no table "{tag}"'
        flipped = bytes([face[at + length // 2] ^ 1])
        yield f"a bit of {tag}", face[:at + length // 2] + flipped + face[at + length // 2 + 1:], "checksum"


@all_of.add
def a_damaged_face_is_told_where_it_is_named():
    project = Project("faces")
    project.run("build", "--quiet", wanted=0)
    before = kept(project)
    os.mkdir(project.path("fonts"))
    with open(f"{ROOT}/fonts/NotoSans-Regular.ttf", "rb") as file:
        good = file.read()
    for what, face, words in damaged(good):
        project.write("fonts/NotoSans-Regular.ttf", face)
        done = bounded(project, "build", "--quiet", "--force", seconds=5, megabytes=60)
        check_equal(done.status, 3, f"{what}: {done.err}")
        found = faults(done.err)
        check(len(found) == 1 and found[0][0] == "E402" and "theme.json:7:14" in found[0][1], f"{what}: {done.err}")
        check(words in done.err, f"{what}: {done.err}")
        check(kept(project) == before, f"{what}: products are not what they were")
    project.write("fonts/NotoSans-Regular.ttf", good)
    project.run("build", "--quiet", "--force", wanted=0)


@all_of.add
def a_large_face_is_not_summed_but_whole():
    project = Project("faces")
    os.mkdir(project.path("fonts"))
    with open(f"{ROOT}/fonts/NotoSansCJK-Regular.otf", "rb") as file:
        good = file.read()
    for length in (20000, len(good) // 3, len(good) - 100):
        project.write("fonts/NotoSansCJK-Regular.otf", good[:length])
        done = project.run("build", "--quiet", wanted=3)
        check("cut short" in done.err and len(faults(done.err)) == 1, done.err)


def tests():
    return all_of
