#!/usr/bin/env python3
"""All briefs before Apache PDFBox Preflight, for `make preflight`; then files with
faults planted, which it must find. preflight.java says what it leaves out."""

import os
import sys

sys.dont_write_bytecode = True  # nothing is left in this folder

import pdffaults
import pdffont
import whole
from harness import TESTS, Fault, check, products, run

FOLDER = "/usr/share/java"
JARS = ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"]
PACKAGES = "default-jdk-headless libpdfbox2-java libactivation-java libjaxb-api-java"

# A fault each, and how Preflight's code for it begins.
FAULTS = [(pdffaults.a_font_without_program, "3."), (pdffaults.another_width_in_cff, "3."),
          (pdffaults.a_colour_for_printers, "2."), (pdffaults.no_xmp, "7."),
          (pdffaults.a_link_that_is_hidden, "5."), (pdffaults.an_action_that_starts_a_program, "6.")]


def preflight(paths):
    """Its lines."""
    jars = [os.path.join(FOLDER, f"{name}.jar") for name in JARS]
    missing = [jar for jar in jars if not os.path.exists(jar)]
    check(not missing, f"no {missing[:1]}; apt-get install {PACKAGES}")
    done = run(["java", "-cp", ":".join(jars), os.path.join(TESTS, "preflight.java"), *paths],
               preexec_fn=None, seconds=600)
    check(done.status in (0, 1) and (done.status == 0) == (not done.out), done.err + done.out)
    return done.out.splitlines()


def add_cidsets(model):
    """PDF/A-1 wants them, and Preflight does not look at glyphs of fonts that
    lack one."""
    for reference in model.resources["/Font"].values():
        inner = model.get(model.get(reference)["/DescendantFonts"][0])
        descriptor = model.get(inner["/FontDescriptor"])
        if "/FontFile3" in descriptor:
            cids = pdffont.cff(model.data(descriptor["/FontFile3"])).cids
        elif "/FontFile2" in descriptor:
            cids = range(pdffont.truetype(model.data(descriptor["/FontFile2"])).glyphs)
        else:
            continue
        bits = bytearray(max(cids) // 8 + 1)
        for cid in cids:
            bits[cid // 8] |= 0x80 >> cid % 8
        descriptor["/CIDSet"] = model.add_stream({}, bytes(bits))


def with_cidsets(path):
    model = pdffaults.Model(pdffaults.objects_of(path))
    add_cidsets(model)
    made = os.path.join(pdffaults.made(), os.path.basename(path))
    model.write(made)
    return made


def main():
    briefs = [with_cidsets(os.path.join(whole.built(), name))
              for name in products(whole.built())]
    faults = preflight(briefs)
    print("\n".join(faults) if faults else f"{len(briefs)} briefs: nothing that PDF/A-3 forbids too")
    for plant, code in FAULTS:
        model = pdffaults.Model()
        plant(model)
        add_cidsets(model)
        path = os.path.join(pdffaults.made(), plant.__name__ + ".pdf")
        model.write(path)
        found = [line[len(path) + 2:] for line in preflight([path])]
        print(f"{plant.__name__.replace('_', ' ')}: {found[0] if found else 'not found'}")
        faults += [] if any(line.startswith(code) for line in found) else [path]
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Fault as fault:
        sys.exit(f"preflight: {fault}")
