"""What a reader gets out of a PDF, by way of poppler's programs."""

import html
import re

from harness import Fault, run


def squeeze(text):
    """Without white space and soft hyphens: where lines end is not the
    matter of those who call this."""
    return re.sub(r"[\s\u00ad]+", "", text)


def text(path, *options):
    return run(["pdftotext", *options, path, "-"], wanted=0).out


def info(path, *options):
    """{"Title": ..., "Pages": ...}"""
    found = {}
    for line in run(["pdfinfo", *options, path], wanted=0).out.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found[name.strip()] = value.strip()
    return found


def fonts(path):
    """[(name, embedded, subset, has ToUnicode)]"""
    lines = run(["pdffonts", path], wanted=0).out.splitlines()[2:]
    return [(line.split()[0], *line.split()[-5:-2]) for line in lines]


class Word:
    def __init__(self, page, box, words):
        self.page = page
        self.left, self.top, self.right, self.bottom = box
        self.text = words

    def __repr__(self):
        return (f"page {self.page} \"{self.text}\" at {self.left:.1f},{self.top:.1f} to "
                f"{self.right:.1f},{self.bottom:.1f}")


def words(path):
    """Every word with its box, in points from the top left."""
    found, page = [], 0
    for line in text(path, "-bbox").splitlines():
        page += "<page " in line
        match = re.search(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)</word>',
                          line)
        if match:
            found.append(Word(page, [float(one) for one in match.groups()[:4]],
                              html.unescape(match[5])))
    return found


class Node:
    """An element of the structure tree: its role, attributes, and kids, which
    are Nodes and strings in reading order."""

    def __init__(self, role):
        self.role, self.attributes, self.kids = role, {}, []

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def all(self, *roles):
        return [node for node in self.walk() if node.role in roles]

    def text(self):
        return "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids)

    def rows(self):
        return self.all("TR")


def structure(path):
    """The structure tree as pdfinfo reads it, with its text."""
    root, stack = None, []
    lines = run(["pdfinfo", "-struct-text", path], wanted=0).out.split("\n")
    for line in lines:
        depth = (len(line) - len(line.lstrip(" "))) // 2
        words = line.strip(" ")
        attribute = re.match(r"/(\w+) (.*)$", words)
        role = re.match(r"([A-Z]\w*)(?: \((?:block|inline)\))?:?(?: .*)?$", words)
        if words == '"-"':
            continue  # ends a line in a word; pdfinfo does not read its ActualText, a soft hyphen
        if words.startswith('"'):
            del stack[depth:]
            stack[-1].kids.append(words[1:-1] if words.endswith('"') else words[1:])
        elif attribute and stack:
            stack[-1].attributes[attribute[1]] = attribute[2].lstrip("/")
        elif words.startswith("Object ") or not words:
            continue
        elif role:
            node = Node(role[1])
            del stack[depth:]
            if stack:
                stack[-1].kids.append(node)
            elif root is None:
                root = node
            stack.append(node)
        else:
            raise Fault(f"{path}: pdfinfo -struct-text says {line!r}")
    if root is None:
        raise Fault(f"{path}: no structure tree")
    return root


HEADINGS = ("H1", "H2", "H3")
INLINE = ("Span", "Reference", "Link", "Ruby", "RB", "RT", "Lbl")


def _walk(node, heading, path):
    for kid in node.kids:
        if isinstance(kid, str):
            continue
        if kid.role in HEADINGS:
            heading = squeeze(kid.text())
        yield heading, path, kid
        heading = yield from _walk(kid, heading, path + [kid])
    return heading


def by_heading(tree, *roles):
    """(the heading they stand under, squeezed, node) of those roles, in
    reading order."""
    return [(heading, node) for heading, _, node in _walk(tree, "", [tree]) if node.role in roles]


def paragraphs(tree):
    """(heading, the nodes around it, node) of the innermost blocks: those that
    hold words, in reading order."""
    return [(heading, path, node) for heading, path, node in _walk(tree, "", [tree])
            if node.role not in INLINE
            and any(isinstance(kid, str) or kid.role in INLINE[:-1] for kid in node.kids)]


def ink(path, word, dpi=200):
    """How much of a word's box is dark, 0 to 1."""
    scale = dpi / 72
    options = ["-r", str(dpi), "-gray", "-f", str(word.page), "-l", str(word.page),
               "-x", str(int(word.left * scale)), "-y", str(int(word.top * scale)),
               "-W", str(max(1, int((word.right - word.left) * scale))),
               "-H", str(max(1, int((word.bottom - word.top) * scale)))]
    data = run(["pdftoppm", *options, path], wanted=0).out_bytes
    pixels = data.split(b"\n", 3)[3]
    return sum(one < 128 for one in pixels) / max(1, len(pixels))
