"""The structure tree: what it is made of, and that it and the content lead to
each other (ISO 32000-1 14.7, 14.8; ISO 14289-1 7)."""

import re

from pdffile import words

STANDARD = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
    P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference
    BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form""".split())
CELLS = ("TH", "TD")

# BCP 47, RFC 5646 2.1; without those that are only there for being old.
LANGUAGE = re.compile(r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?
    (?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?
    |x(?:-[a-z0-9]{1,8})+""", re.VERBOSE | re.IGNORECASE)


class Element:
    """`kids`: Elements, ("mcid", page, number), ("annotation", reference)."""

    def __init__(self, reference, entries, above):
        self.reference, self.entries, self.above = reference, entries, above
        self.role = str(entries.get("/S"))[1:]
        self.kids = []

    def elements(self):
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def roles(self):
        return [kid.role for kid in self.elements()]

    def walk(self):
        yield self
        for kid in self.elements():
            yield from kid.walk()

    def __repr__(self):
        return f"{self.role} ({self.reference})"


def read_element(check, reference, above, pages, seen):
    entries = check.file.dict(reference)
    element = Element(reference, entries, above)
    if reference in seen:
        check.told("tree", f"{element} is twice in the tree")
        return element
    seen.add(reference)
    for kid in check.file.list(entries.get("/K")):
        held = check.file.dict(kid)
        if isinstance(kid, int):
            element.kids.append(("mcid", pages.get(entries.get("/Pg")), kid))
        elif held.get("/Type") == "/MCR":
            page = pages.get(held.get("/Pg", entries.get("/Pg")))
            element.kids.append(("mcid", page, held.get("/MCID")))
        elif held.get("/Type") == "/OBJR":
            element.kids.append(("annotation", held.get("/Obj")))
        elif "/S" not in held:
            check.told("tree", f"{element} has a kid that is none: {kid}")
        else:
            element.kids.append(read_element(check, kid, element, pages, seen))
            if held.get("/P") != reference:
                check.told("tree", f"{element.kids[-1]}: P is {held.get('/P')}, not {reference}")
    return element


def check_tree(check):
    file, root = check.file, check.file.root
    marked = file.dict(root.get("/MarkInfo"))
    if marked.get("/Marked") is not True or marked.get("/Suspects"):
        check.told("marked", f"MarkInfo {marked}")
    tree = file.dict(root.get("/StructTreeRoot"))
    tops = file.list(tree.get("/K"))
    if len(tops) != 1 or file.dict(tops[0]).get("/S") != "/Document":
        check.told("tree", "no StructTreeRoot with one Document")
        if not tops:
            return
    pages = {reference: index for index, (reference, _) in enumerate(file.pages())}
    top = read_element(check, tops[0], None, pages, set())
    if top.entries.get("/P") != root.get("/StructTreeRoot"):
        check.told("tree", f"{top}: P is not the root of the tree")
    if tree.get("/RoleMap"):
        check.told("roles", "there is a role map")
    elements = list(top.walk())
    check_content(check, tree, elements)
    check_links(check, tree, elements)
    check_languages(check, elements)
    check_headings(check, elements)
    for element in elements:
        check_element(check, element)
    check_notes(check, tree, elements)


# -- there and back --------------------------------------------------------------------


def check_content(check, tree, elements):
    file = check.file
    parents = {key: value for key, value in file.tree(tree.get("/ParentTree"), "/Nums")}
    claimed = {}
    for element in elements:
        for kid in element.kids:
            if kid[0] == "mcid" if isinstance(kid, tuple) else False:
                place = kid[1:]
                if place in claimed:
                    check.told("mcids", f"{place[1]} of page {place[0]} is in {claimed[place]} and {element}")
                claimed[place] = element
    for index, (_, page) in enumerate(file.pages()):
        marks = check.marks[index]
        if len(set(marks)) != len(marks):
            check.told("mcids", f"page {index + 1} has one twice")
        back = file.list(parents.get(page.get("/StructParents")))
        for mark in sorted(set(marks), key=str):
            element = claimed.pop((index, mark), None)
            if element is None:
                check.told("mcids", f"{mark} of page {index + 1} is in no element")
            elif not isinstance(mark, int) or mark >= len(back) or back[mark] != element.reference:
                check.told("parents", f"{mark} of page {index + 1} does not lead to {element}")
    for place, element in claimed.items():
        check.told("mcids", f"{element} has {place[1]}, which page {place[0]} has not")


def check_links(check, tree, elements):
    file = check.file
    parents = {key: value for key, value in file.tree(tree.get("/ParentTree"), "/Nums")}
    holders = {}
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, tuple) and kid[0] == "annotation":
                holders[kid[1]] = element
    for page, reference, annotation in file.annotations():
        sort = annotation.get("/Subtype")
        wanted = "Link" if sort == "/Link" else "Annot"
        holder = holders.pop(reference, None)
        if sort == "/Popup":
            continue
        if holder is None or holder.role != wanted or (
                parents.get(annotation.get("/StructParent")) != holder.reference):
            check.told("annotation-tagged", f"page {page + 1}: {reference} is in {holder}")
    for reference, element in holders.items():
        check.told("annotation-tagged", f"{element} has {reference}, which is on no page")


# -- element by element ------------------------------------------------------------------


def check_languages(check, elements):
    said = check.file.root.get("/Lang")
    if not words(said):
        check.told("language", "the catalog has no Lang")
    tags = [("the catalog", said)] + [(element, element.entries.get("/Lang")) for element in elements]
    for where, tag in tags:
        if tag is not None and not LANGUAGE.fullmatch(words(tag) or "-"):
            check.told("language-tags", f"{where}: Lang {words(tag)!r}")


def check_headings(check, elements):
    level = 0
    for element in elements:
        match = re.fullmatch(r"H([1-6]?)", element.role)
        if not match:
            continue
        if not match[1]:
            check.told("headings", f"{element} without a level")
        elif int(match[1]) > level + 1:
            check.told("headings", f"{element} after level {level}")
        level = int(match[1] or level)


def level_of(section):
    """Of the heading that it begins with; 0 if there is none."""
    return int((re.match(r"H([1-6])$", (section.roles() or ["-"])[0]) or [0, 0])[1])


def check_section(check, element):
    around = element.above
    while around is not None and around.role != "Sect":
        around = around.above
    if level_of(element) < 2 or (around is not None and level_of(around) >= level_of(element)):
        check.told("sections", f"{element} of level {level_of(element)} in {around}")


def check_low_heading(check, element):
    if element.above.role != "Sect" or element.above.elements()[0] is not element:
        check.told("sections", f"{element} begins no Sect")


def attributes(check, element):
    """All attributes of the element, of whatever owner."""
    found = {}
    for one in check.file.list(element.entries.get("/A")):
        found |= check.file.dict(one)
    return found


def only(check, rule, element, *allowed):
    wrong = [kid for kid in element.kids
             if not isinstance(kid, Element) or kid.role not in allowed]
    if wrong:
        check.told(rule, f"{element} holds {wrong[0]}")


def within(check, rule, element, *allowed):
    if element.above is None or element.above.role not in allowed:
        check.told(rule, f"{element} is in {element.above}")


def check_element(check, element):
    role = element.role
    if role not in STANDARD:
        check.told("roles", f"{element} is no standard type")
    if not element.kids and role not in CELLS:
        check.told("empty", f"{element}")
    if role in ("Figure", "Formula") and not any(
            (words(element.entries.get(key)) or "").strip() for key in ("/Alt", "/ActualText")):
        check.told("figures", f"{element} has no Alt")
    if role == "Figure":
        check_box(check, element)
    if "/ActualText" in element.entries:
        said = (words(element.entries["/ActualText"]) or "").strip()
        if not said or role != "Span" or element.elements():
            check.told("replaced", f"{element} is read as {said!r}")
    if role == "Link":
        sorts = {kid[0] if isinstance(kid, tuple) else "element" for kid in element.kids}
        if "annotation" not in sorts or len(sorts) < 2:
            check.told("links", f"{element} has {sorted(sorts)}")
    SHAPES.get(role, lambda *_: None)(check, element)


def check_box(check, element):
    box = [check.file.get(one) for one in check.file.list(attributes(check, element).get("/BBox"))]
    if len(box) != 4 or not (box[0] < box[2] and box[1] < box[3]):
        check.told("figure-boxes", f"{element}: BBox {box}")


def check_notes(check, tree, elements):
    ids = [words(element.entries["/ID"]) for element in elements if "/ID" in element.entries]
    known = {words(name): one for name, one in check.file.tree(tree.get("/IDTree"), "/Names")}
    for element in elements:
        own = words(element.entries.get("/ID"))
        if own is None and element.role != "Note":
            continue
        if own is None or ids.count(own) > 1 or known.get(own) != element.reference:
            check.told("notes", f"{element}: ID {own!r}")


# -- lists, tables and the rest ----------------------------------------------------------


def check_list(check, element):
    only(check, "lists", element, "LI", "Caption", "L")


def check_item(check, element):
    within(check, "lists", element, "L")
    only(check, "lists", element, "Lbl", "LBody")
    if "LBody" not in element.roles():
        check.told("lists", f"{element} has no LBody")


def check_body(check, element):
    within(check, "lists", element, "LI")


def check_table(check, table):
    only(check, "tables", table, "THead", "TBody", "TFoot", "TR", "Caption")
    roles = table.roles()
    if roles.count("THead") > 1 or roles.count("TFoot") > 1 or (
            ("THead" in roles or "TFoot" in roles) and "TBody" not in roles):
        check.told("tables", f"{table} holds {roles}")
    rows = [row for part in table.elements() for row in
            ([part] if part.role == "TR" else part.elements()) if row.role == "TR"]
    check_columns(check, table, rows)
    cells = [cell for row in rows for cell in row.elements() if cell.role in CELLS]
    heads = [cell for cell in cells if cell.role == "TH"]
    if not heads:
        check.told("table-heads", f"{table} has no TH")
    ids = {words(cell.entries.get("/ID")) for cell in heads} - {None}
    spanning = any(attributes(check, cell).get(way, 1) > 1 for cell in heads for way in ("/ColSpan", "/RowSpan"))
    for cell in cells:
        said = attributes(check, cell)
        if spanning and cell.role == "TD" and not check.file.list(said.get("/Headers")) and len(cell.above.elements()) > 1:
            check.told("table-spans", f"{cell} has no Headers")
        if cell.role == "TH" and said.get("/Scope") not in ("/Row", "/Column", "/Both"):
            check.told("table-heads", f"{cell}: Scope {said.get('/Scope')}")
        if set(words(one) for one in check.file.list(said.get("/Headers"))) - ids:
            check.told("table-heads", f"{cell}: Headers {said['/Headers']}")


def check_columns(check, table, rows):
    """Cells go to the first free place of their row; none may hang over."""
    taken, width = set(), None
    for r, row in enumerate(rows):
        column = 0
        for cell in row.elements():
            said = attributes(check, cell)
            while (r, column) in taken:
                column += 1
            across, down = said.get("/ColSpan", 1), said.get("/RowSpan", 1)
            places = {(r + y, column + x) for x in range(across) for y in range(down)}
            if places & taken or r + down > len(rows):
                check.told("table-columns", f"{cell} runs into another, or out of the table")
            taken |= places
        found = 1 + max((x for y, x in taken if y == r), default=-1)
        if len([1 for y, _ in taken if y == r]) != found or (width is not None and found != width):
            check.told("table-columns", f"{table}: row {r + 1} has {found} columns, not {width}")
        width = found if width is None else width


def check_row(check, element):
    within(check, "tables", element, "Table", "THead", "TBody", "TFoot")
    only(check, "tables", element, *CELLS)


def check_rows(check, element):
    within(check, "tables", element, "Table")
    only(check, "tables", element, "TR")


def check_cell(check, element):
    within(check, "tables", element, "TR")


def check_ruby(check, element):
    roles = element.roles()
    if roles not in (["RB", "RT"], ["RB", "RP", "RT", "RP"]) and (
            roles[0::2] != ["RB"] * (len(roles) // 2) or roles[1::2] != ["RT"] * (len(roles) // 2)):
        check.told("inner-shapes", f"{element} holds {roles}")


def check_caption(check, element):
    if element.above is None or element.above.role not in ("Table", "L", "TOC", "Figure", "Formula"):
        return  # it stands beside what it is of
    beside = element.above.roles()
    ends = beside[:1] if element.above.role in ("L", "TOC") else beside[:1] + beside[-1:]
    if beside.count("Caption") > 1 or "Caption" not in ends:
        check.told("inner-shapes", f"{element} is not the first or last of {element.above}")


def check_contents(check, element):
    only(check, "contents", element, "TOC", "TOCI", "Caption")


def check_contents_item(check, element):
    within(check, "contents", element, "TOC")
    only(check, "contents", element, "Lbl", "Reference", "NonStruct", "P", "TOC")


SHAPES = {"Sect": check_section, "H2": check_low_heading, "H3": check_low_heading, "L": check_list, "LI": check_item, "LBody": check_body, "Table": check_table,
          "TR": check_row, "THead": check_rows, "TBody": check_rows, "TFoot": check_rows,
          "TH": check_cell, "TD": check_cell, "Ruby": check_ruby, "Caption": check_caption,
          "TOC": check_contents, "TOCI": check_contents_item}
