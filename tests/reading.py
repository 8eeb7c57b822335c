"""What was set is what is read back: paragraphs with squeezed marks, gaps,
filled lines, hyphens, readings and emphasis dots, against pdftotext.

A reading wider than its one character lets that out, and pdftotext takes the
gap before it for a space; no text here has one."""

import json
import os
import re

import pdf
from golden import PROJECT, read_json
from harness import ANYWHERE, Fault, Tests, check, check_equal, folder, zonebrief

TEXTS = {
    "en": "The officially opened zone (“Old Harbour”) covers _thirty-six_ square kilometres, *efficiently* arranged "
          "around cooperation, internationalisation and shipbuilding; see [its page](https://example.com/a) for flights.",
    "de": "Die Donaudampfschifffahrtsgesellschaft pflegt die wirtschaftliche Zusammenarbeit („Modellzone“, x̂ und q̣̃) mit "
          "_außergewöhnlicher_ Auflage; Schifffahrtsverbindungen und Straßenbaumaßnahmen *beschleunigen* die Entwicklung.",
    "zh-Hans": "示范区“老港”（占地36.9平方公里）、“新区”，于2020年11月19日由GDP最高的_八座城市_共同设立；他说：“好！”"
               "——这是……[老](ruby:lǎo)[港](ruby:gǎng)与PPP项目，*第3批*已有90家企业入驻，详见[网页](https://example.com/a)。",
    "ja": "「旧港」（面積36.9平方キロ）、「新区」は2020年11月19日にGDPの高い_八つの都市_が設けた。『第3回』・「国際会議」："
          "[東京](ruby:とう|きょう)と[成都](ruby:せいと)で、ABC社など90社が参加！？　*詳細*は[頁](https://example.com/a)を。",
}
WIDTHS = (150, 187, 230, 301)


def plain(text):
    """Without the marks."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_]", "", text)


def build(lang, width):
    made = folder("reading")
    project = read_json(os.path.join(PROJECT, "project.json"))
    for key in ("sources", "terms", "fonts"):
        project[key] = os.path.normpath(os.path.join(PROJECT, project[key]))
    theme = read_json(os.path.join(PROJECT, "theme.json"))
    theme["page"]["size"] = {"width": width, "height": 600}
    theme["styles"]["body"] = {"size": 9, "leading": 16, "justify": True, "hyphenate": True, "hang": width % 2 == 1}
    zone = {"zone": "reading", "name": {"term": "here"}, "city": {"term": "city"}, "asOf": "2020-12-19",
            "summary": TEXTS, "facts": []}
    data = os.path.join(os.path.dirname(os.path.dirname(PROJECT)), "..", "data", "hyphenation")
    project.update(zones=made, out=made,
                   hyphenation={one: os.path.abspath(os.path.join(data, one + ".dic")) for one in ("en", "de")})
    layout = {**read_json(os.path.join(PROJECT, "layout.json")),
              "blocks": [{"kind": "text", "text": {"pointer": "/summary"}}]}
    for name, value in (("project", project), ("theme", theme), ("layout", layout), ("reading", zone)):
        with open(os.path.join(made, name + ".json"), "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)
    zonebrief("build", f"--project={made}/project.json", ANYWHERE, os.path.join(made, "reading.json"),
              f"--lang={lang}", "--quiet", wanted=0)
    return os.path.join(made, f"reading.{lang}.pdf")


def joined(raw, spaced):
    """Its lines as one: words that a soft hyphen divides without it."""
    text = raw.replace("\f", "\n").replace("\u00ad\n", "")
    return re.sub(r"\n+", " " if spaced else "", text)


def compare(lang, width):
    path, wanted = build(lang, width), plain(TEXTS[lang])
    found = joined(pdf.text(path, "-raw"), lang in ("en", "de"))
    wanted = wanted.replace("\u3000", " ")  # as pdftotext tells it
    for reading in ("lǎo", "gǎng", "とう", "きょう", "せいと"):
        if f":{reading}" in TEXTS[lang] or f"|{reading}" in TEXTS[lang]:
            check(reading in found, f"the reading {reading} is not read")
    check("•" not in found, "emphasis dots are read")
    base = re.sub("lǎo|gǎng|とう|きょう|せいと", "", found)
    if wanted not in base:
        raise Fault(f"at {width} points\n{wanted}\nis read as\n{found}")


def compare_hyphens(lang, width):
    raw = pdf.text(build(lang, width), "-raw")
    check("\u00ad\n" in raw, "no word is divided here: the test has lost its point")
    check_equal(len(re.findall("\u00ad(?!\n)", raw)), 0, "soft hyphens that no line ends with")


def tests():
    list_of = Tests("reading")
    for lang in TEXTS:
        for width in WIDTHS:
            list_of.add_named(f"{lang}, lines of {width - 40} points",
                              lambda lang=lang, width=width: compare(lang, width))
    for lang in ("en", "de"):
        list_of.add_named(f"{lang}, hyphens", lambda lang=lang: compare_hyphens(lang, WIDTHS[0]))
    return list_of
