"""For every rule of pdfcheck.py files that break it, and it alone.

A file of ours with a heading, words in several languages, links, ruby, a list
and a table is unpacked; each function below plants one fault in its objects,
and qpdf writes it out; those of BYTES change the bytes of the file written.
"""

import base64
import copy
import json
import os
import re

import golden
import pdfcheck
from harness import ANYWHERE, ROOT, Once, check, check_equal, folder, run, zonebrief
from pdfrules import RULES

PLANTED = []  # [(rule, name, function, what else is bound to be found)]
BYTES = []


def plant(rule, *also):
    """The function breaks `rule`; what else it may break is `also`."""
    def note(function):
        PLANTED.append((rule, function.__name__.replace("_", " "), function, set(also)))
        return function
    return note


def plant_bytes(rule, *also):
    def note(function):
        BYTES.append((rule, function.__name__.replace("_", " "), function, set(also)))
        return function
    return note


# -- the good file -----------------------------------------------------------------------


def build_good():
    """A file without fault, unpacked, and its objects in qpdf's JSON."""
    notes = golden.notes_of("markup")
    notes["$layout"][0]["level"] = 1
    notes["$layout"].append({"kind": "sources", "title": {"label": "sources"}})
    notes["$layout"].append({"kind": "contents"})
    project, made = golden.write_project("markup", notes)
    done = golden.read_json(project)
    done["editions"][0]["theme"] = os.path.join(ROOT, "data", "themes", "default.json")  # it has faces of both sorts
    with open(project, "w", encoding="utf-8") as file:
        json.dump(done, file)
    zonebrief("build", f"--project={project}", ANYWHERE, "--lang=en", "--quiet", "markup.json",
              cwd=golden.FOLDER, wanted=0)
    return objects_of(os.path.join(made, "markup.en.pdf"))


def objects_of(path):
    """The file's objects in qpdf's JSON, none of them packed."""
    plain_path = path + ".plain"
    run(["qpdf", "--stream-data=uncompress", "--object-streams=disable", path, plain_path], wanted=0)
    done = run(["qpdf", "--json", "--json-key=qpdf", "--json-stream-data=inline",
                "--decode-level=none", plain_path], wanted=0)
    os.remove(plain_path)
    return json.loads(done.out)


good = Once(build_good)
made = Once(lambda: folder("planted"))


class Model:
    """The objects of the good file, or of another, to be changed."""

    def __init__(self, whole=None):
        self.whole = whole or copy.deepcopy(good())
        self.objects = self.whole["qpdf"][1]
        self.trailer = self.objects["trailer"]["value"]
        self.root = self.get(self.trailer["/Root"])
        self.info = self.get(self.trailer["/Info"])
        self.intent = self.root["/OutputIntents"][0]
        self.profile = self.get(self.intent["/DestOutputProfile"])
        self.tree = self.get(self.root["/StructTreeRoot"])
        self.pages = [self.get(one) for one in self.get(self.root["/Pages"])["/Kids"]]
        self.page = self.pages[0]
        self.resources = self.get(self.page["/Resources"])
        self.spec = self.get(self.root["/AF"][0])
        self.embedded = self.get(self.spec["/EF"]["/F"])
        self.links = [self.get(one) for one in self.page["/Annots"]]

    def get(self, reference):
        """A dictionary or array, that of a stream too."""
        held = self.objects["obj:" + reference] if isinstance(reference, str) else {"value": reference}
        return held["stream"]["dict"] if "stream" in held else held["value"]

    def add(self, value):
        number = 1 + max(int(key[4:].split()[0]) for key in self.objects if key != "trailer")
        self.objects[f"obj:{number} 0 R"] = {"value": value}
        self.whole["qpdf"][0]["maxobjectid"] = number
        return f"{number} 0 R"

    def add_stream(self, entries, data):
        reference = self.add(None)
        self.objects["obj:" + reference] = {"stream": {"dict": entries, "data": base64.b64encode(data).decode()}}
        return reference

    def data(self, reference):
        return base64.b64decode(self.objects["obj:" + reference]["stream"]["data"])

    def set_data(self, reference, data):
        self.objects["obj:" + reference]["stream"]["data"] = base64.b64encode(data).decode()

    def change(self, reference, old, new, count=1):
        data = self.data(reference)
        check(old in data, f"{reference} has no {old!r}")
        self.set_data(reference, data.replace(old, new, count))

    def content(self, old, new, count=1):
        self.change(self.page["/Contents"], old, new, count)

    def append(self, text):
        self.set_data(self.page["/Contents"], self.data(self.page["/Contents"]) + text)

    def xmp(self, old, new):
        self.change(self.root["/Metadata"], old.encode(), new.encode())

    def elements(self, role):
        return [held["value"] for held in self.objects.values()
                if isinstance(held.get("value"), dict) and held["value"].get("/S") == "/" + role
                and "/P" in held["value"]]

    def element(self, role, which=0):
        return self.elements(role)[which]

    def reference(self, value):
        return next(key[4:] for key, held in self.objects.items() if held.get("value") is value)

    def font(self, sort):
        """(the Type0 font, its CIDFont, its descriptor) of a sort of outlines."""
        for reference in self.resources["/Font"].values():
            font = self.get(reference)
            inner = self.get(font["/DescendantFonts"][0])
            if inner["/Subtype"] == sort:
                return font, inner, self.get(inner["/FontDescriptor"])
        raise LookupError(sort)

    def write(self, path):
        work = path + ".json"
        with open(work, "w", encoding="utf-8") as file:
            json.dump(self.whole, file)
        run(["qpdf", "--json-input", "--static-id", "--newline-before-endstream", "--stream-data=preserve", work, path], wanted=0)
        os.remove(work)


OUTLINES, CFF = "/CIDFontType2", "/CIDFontType0"


def kids(element):
    return element["/K"] if isinstance(element["/K"], list) else [element["/K"]]


# -- the file ------------------------------------------------------------------------------


@plant_bytes("header")
def a_byte_before_the_header(raw):
    return raw.replace(b"\xbf\xf7\xa2\xfe", b"abcd", 1)


@plant_bytes("end")
def words_behind_the_end(raw):
    return raw + b"more\n"


@plant_bytes("id")
def no_id(raw):
    return raw.replace(b"/ID [", b"/IX [", 1)


@plant_bytes("xref")
def an_offset_that_leads_elsewhere(raw):
    at = raw.index(b"startxref") + 10
    return raw[:at] + b"%d" % (int(raw[at:].split()[0]) + 3) + raw[at:][len(raw[at:].split()[0]):]


@plant_bytes("hex")
def a_hexadecimal_string_of_odd_length(raw):
    return raw.replace(b"(sRGB)", b"<735 >", 1)


@plant_bytes("streams", "xref")
def a_length_that_is_too_small(raw):
    found = re.search(rb"/Length (\d{4})\b(?! 0 R)", raw)
    return raw[:found.start(1)] + b"%04d" % (int(found[1]) - 7) + raw[found.end(1):]


@plant_bytes("objects")
def obj_with_two_spaces(raw):
    found = re.search(rb"\n(\d\d) 0 obj\n", raw)
    return raw[:found.start()] + b"\n" + found[1] + b" 0 obj " + raw[found.end():]


@plant("names")
def a_name_of_128_bytes(m):
    m.page["/PieceInfo"] = {"/" + "n" * 128: {"/LastModified": "u:D:2020"}}


@plant("names")
def a_name_that_is_not_utf_8(m):
    m.page["/PieceInfo"] = {"/a#80b": {"/LastModified": "u:D:2020"}}


@plant("strings")
def a_string_of_32768_bytes(m):
    m.page["/LastModified"] = "u:" + "s" * 32768


@plant("numbers")
def an_integer_beyond_2_31(m):
    m.page["/PieceInfo"] = {"/a": 2147483648}


@plant("nested-states")
def q_29_deep(m):
    m.append(b"\n" + b"q " * 29 + b"Q " * 29)


@plant("pages")
def a_page_two_units_wide(m):
    m.pages[-1]["/MediaBox"] = [0, 0, 2, 800]


@plant("permissions")
def permissions_of_another_sort(m):
    m.root["/Perms"] = {"/Other": {}}


@plant("external")
def a_stream_in_another_file(m):
    m.profile["/F"] = "u:other.icc"


@plant("filters")
def lzw(m):
    reference = m.add_stream({"/Filter": "/LZWDecode"}, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")
    m.page["/PieceInfo"] = {"/a": reference}


@plant("filters")
def data_that_do_not_unpack(m):
    reference = m.add_stream({"/Filter": "/FlateDecode"}, b"no zlib stream")
    m.page["/PieceInfo"] = {"/a": reference}


# -- graphics --------------------------------------------------------------------------------


@plant("operators")
def an_operator_that_is_none(m):
    m.append(b"\n1 2 jump")


@plant("operators")
def an_operator_without_its_operands(m):
    m.append(b"\n1 0 0 rg 0 0 RG")


@plant("resources")
def a_resource_that_is_not_there(m):
    m.append(b"\n/None gs")


@plant("resources")
def a_page_without_resources(m):
    del m.page["/Resources"]



@plant("intent")
def no_output_intent(m):
    del m.root["/OutputIntents"]


@plant("intent")
def an_output_intent_without_profile(m):
    del m.intent["/DestOutputProfile"]


@plant("profile")
def a_profile_without_its_signature(m):
    m.change(m.intent["/DestOutputProfile"], b"acsp", b"abcd")


@plant("profile")
def a_profile_of_another_size(m):
    m.set_data(m.intent["/DestOutputProfile"], m.data(m.intent["/DestOutputProfile"])[:-4])


@plant("profile")
def a_profile_of_version_5(m):
    data = m.data(m.intent["/DestOutputProfile"])
    m.set_data(m.intent["/DestOutputProfile"], data[:8] + b"\5" + data[9:])


@plant("profile")
def a_profile_of_four_components(m):
    m.profile["/N"] = 4


@plant("colour")
def a_colour_for_printers(m):
    m.append(b"\n0 0 0 1 k")


@plant("colour")
def a_colour_space_for_printers(m):
    m.resources["/ColorSpace"] = {"/C1": ["/Separation", "/Spot", "/DeviceCMYK", {}]}


@plant("states")
def a_transfer_curve(m):
    m.resources["/ExtGState"] = {"/G1": {"/TR": "/Identity"}}


@plant("rendering-intents")
def a_rendering_intent_that_is_none(m):
    m.append(b"\n/Bright ri")


def image(m, **entries):
    known = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 1, "/Height": 1,
             "/BitsPerComponent": 8, "/ColorSpace": "/DeviceGray"}
    known.update({"/" + key: value for key, value in entries.items()})
    m.resources["/XObject"] = {"/X1": m.add_stream(known, b"\0")}


@plant("images")
def an_image_that_is_interpolated(m):
    image(m, Interpolate=True)


@plant("images")
def an_image_of_three_bits(m):
    image(m, BitsPerComponent=3)


@plant("colour")
def an_image_for_printers(m):
    image(m, ColorSpace="/DeviceCMYK")


@plant("transparency")
def an_image_with_a_mask(m):
    image(m, SMask=m.add_stream({"/Type": "/XObject", "/Subtype": "/Image", "/Width": 1, "/Height": 1,
                                 "/BitsPerComponent": 8, "/ColorSpace": "/DeviceGray"}, b"\0"))


@plant("forms-of-others")
def a_postscript_object(m):
    m.resources["/XObject"] = {"/X1": m.add_stream({"/Type": "/XObject", "/Subtype": "/PS"}, b"showpage")}


@plant("transparency")
def a_fill_that_is_half_seen(m):
    m.resources["/ExtGState"] = {"/G1": {"/ca": 0.5}}


@plant("transparency")
def a_blend_mode(m):
    m.resources["/ExtGState"] = {"/G1": {"/BM": "/Multiply"}}


@plant("transparency")
def a_group(m):
    m.page["/Group"] = {"/S": "/Transparency", "/CS": "/DeviceRGB"}


# -- fonts -----------------------------------------------------------------------------------


@plant("font-form")
def a_font_without_flags(m):
    del m.font(CFF)[2]["/Flags"]


@plant("font-system")
def another_collection(m):
    m.font(CFF)[1]["/CIDSystemInfo"]["/Ordering"] = "u:Korea1"


@plant("font-gids")
def no_map_from_cids_to_glyphs(m):
    del m.font(OUTLINES)[1]["/CIDToGIDMap"]


@plant("font-cmap")
def another_encoding(m):
    m.font(OUTLINES)[0]["/Encoding"] = "/UniJIS-UTF16-H"


@plant("font-embedded")
def a_font_without_program(m):
    del m.font(CFF)[2]["/FontFile3"]


@plant("font-embedded")
def a_program_of_another_sort(m):
    m.get(m.font(CFF)[2]["/FontFile3"])["/Subtype"] = "/OpenType"


@plant("font-glyphs", "font-unicode")
def a_code_without_glyph(m):
    m.content(b"]TJ", b"<7FFF>]TJ")


@plant("font-notdef", "font-unicode")
def notdef_is_shown(m):
    m.content(b"]TJ", b"<0000>]TJ")


@plant("font-cidset")
def a_cidset_of_one(m):
    m.font(CFF)[2]["/CIDSet"] = m.add_stream({}, b"\x80")


@plant("font-subset")
def a_subset_without_its_tag(m):
    font, inner, descriptor = m.font(OUTLINES)
    for held, key in ((font, "/BaseFont"), (inner, "/BaseFont"), (descriptor, "/FontName")):
        held[key] = held[key].replace("+", "-")


@plant("font-widths")
def widths_of_another_face(m):
    m.font(OUTLINES)[1]["/W"] = [0, 999, 321]


@plant("font-widths")
def another_width_in_cff(m):
    inner = m.font(CFF)[1]
    inner["/W"], inner["/DW"] = [], 123


@plant("font-unicode")
def no_tounicode(m):
    del m.font(OUTLINES)[0]["/ToUnicode"]


def map_to(m, text):
    """Makes one code of a font stand for another text."""
    reference = m.font(OUTLINES)[0]["/ToUnicode"]
    data = m.data(reference)
    name = next(name for name, one in m.resources["/Font"].items()
                if m.get(one)["/ToUnicode"] == reference)
    shown = re.search(name.encode() + rb" \S+ Tf\s[^[]*\[[^(]*\(((?:\\.|[^\\]){2})", m.data(m.page["/Contents"]), re.S)[1]
    code = re.sub(rb"\\(.)", lambda escape: {b"r": b"\r", b"n": b"\n"}.get(escape[1], escape[1]), shown, flags=re.S).hex().encode()
    at = data.index(b"endcmap")
    m.set_data(reference, data[:at] + b"1 beginbfchar\n<" + code + b"><" + text + b">\nendbfchar\n" + data[at:])


@plant("font-no-text")
def a_glyph_that_is_nothing(m):
    map_to(m, b"FEFF")


@plant("font-private")
def a_glyph_of_the_private_area(m):
    map_to(m, b"E001")


# -- annotations and actions -------------------------------------------------------------------


@plant("annotation-sorts", "annotation-tagged", "annotation-looks")
def a_sound(m):
    m.links[0]["/Subtype"] = "/Sound"


@plant("annotation-flags")
def a_link_that_is_not_printed(m):
    m.links[0]["/F"] = 0


@plant("annotation-flags")
def a_link_that_is_hidden(m):
    m.links[0]["/F"] = 6


@plant("annotation-looks", "annotation-tagged")
def a_note_without_appearance(m):
    m.links[0]["/Subtype"] = "/Text"


@plant("annotation-tagged")
def a_link_that_leads_to_another_element(m):
    first, second = m.links[0]["/StructParent"], m.links[1]["/StructParent"]
    m.links[0]["/StructParent"], m.links[1]["/StructParent"] = second, first


@plant("annotation-contents")
def a_link_without_words(m):
    del m.links[0]["/Contents"]


@plant("tabs")
def no_tab_order(m):
    del m.page["/Tabs"]


@plant("fields")
def a_form_that_draws_itself(m):
    m.root["/NeedsRendering"] = True


@plant("fields")
def a_form(m):
    m.root["/AcroForm"] = {"/Fields": []}


def link_with(m, key):
    return next(link for link in m.links if key in link)


@plant("actions")
def an_action_that_starts_a_program(m):
    link_with(m, "/A")["/A"] = {"/Type": "/Action", "/S": "/Launch", "/F": "u:program"}


@plant("actions")
def an_action_in_a_script(m):
    link_with(m, "/A")["/A"] = {"/S": "/JavaScript", "/JS": "u:app.beep()"}


@plant("triggers")
def an_action_on_opening(m):
    m.root["/AA"] = {"/WC": {"/Type": "/Action", "/S": "/URI", "/URI": "u:https://a.example"}}


@plant("addresses")
def an_address_of_the_disk(m):
    link_with(m, "/A")["/A"]["/URI"] = "u:file:///etc/hosts"


@plant("destinations")
def a_link_that_leads_nowhere(m):
    link_with(m, "/Dest").pop("/Dest")


@plant("destinations")
def a_place_that_is_not_there(m):
    link_with(m, "/Dest")["/Dest"] = "u:nowhere"


@plant("destinations")
def a_place_on_no_page(m):
    names = m.get(m.root["/Names"]["/Dests"])["/Names"]
    names[1][0] = m.trailer["/Root"]


@plant("outline")
def an_entry_without_title(m):
    del m.get(m.get(m.root["/Outlines"])["/First"])["/Title"]


@plant("outline")
def an_entry_that_hangs_elsewhere(m):
    m.get(m.get(m.root["/Outlines"])["/First"])["/Parent"] = m.trailer["/Root"]


# -- metadata ------------------------------------------------------------------------------------


@plant("xmp")
def no_xmp(m):
    del m.root["/Metadata"]


@plant("xmp")
def xmp_that_is_not_well_formed(m):
    m.xmp("</rdf:RDF>", "")


@plant("xmp")
def xmp_that_is_not_utf_8(m):
    m.change(m.root["/Metadata"], b"x-default", b"x-def\xfflt")


@plant("xmp-packet")
def a_packet_with_its_encoding(m):
    m.xmp(' id="W5M0', ' encoding="UTF-8" id="W5M0')


@plant("xmp-prefixes")
def a_claim_under_another_prefix(m):
    for old in ("xmlns:pdfaid=", "<pdfaid:part>", "</pdfaid:part>", "<pdfaid:conformance>", "</pdfaid:conformance>"):
        m.xmp(old, old.replace("pdfaid", "pdfa"))


@plant("xmp-prefixes")
def an_extension_schema_under_another_prefix(m):
    data = m.data(m.root["/Metadata"]).replace(b"pdfaProperty", b"property")
    m.set_data(m.root["/Metadata"], data)


@plant("xmp-properties")
def an_extension_schema_with_a_field_of_its_own(m):
    m.xmp("<pdfaSchema:prefix>", "<pdfaSchema:colour>red</pdfaSchema:colour><pdfaSchema:prefix>")


@plant("xmp-properties")
def an_extension_schema_with_a_type_that_is_none(m):
    m.xmp("<pdfaProperty:valueType>Integer", "<pdfaProperty:valueType>Number")


@plant("xmp-properties")
def a_property_of_nowhere(m):
    m.xmp("<dc:format>", '<z:a xmlns:z="http://z.example/">1</z:a><dc:format>')


@plant("xmp-properties")
def a_schema_that_is_not_described(m):
    m.xmp("pdfaExtension:schemas>", "pdfaExtension:other>")
    m.xmp("</pdfaExtension:schemas>", "</pdfaExtension:other>")


@plant("xmp-properties")
def a_creator_that_is_no_list(m):
    data = m.data(m.root["/Metadata"]).decode()
    m.xmp(re.search("<dc:creator>.*</dc:creator>", data)[0],
          re.sub("</?rdf:(Seq|li)>", "", re.search("<dc:creator>.*</dc:creator>", data)[0]))


@plant("claims")
def another_level(m):
    m.xmp("conformance>A<", "conformance>B<")


@plant("claims")
def no_claim_of_ua(m):
    m.xmp("<pdfuaid:part>1</pdfuaid:part>", "")


@plant("xmp-title", "xmp-info")
def no_title(m):
    data = m.data(m.root["/Metadata"]).decode()
    m.xmp(re.search("<dc:title>.*</dc:title>", data)[0], "")


@plant("xmp-info")
def another_date_in_info(m):
    m.info["/ModDate"] = "u:D:20201220000000Z"


@plant("xmp-info")
def another_author_in_info(m):
    m.info["/Author"] = "u:nobody"


@plant("title-shown")
def the_title_is_not_shown(m):
    m.root["/ViewerPreferences"]["/DisplayDocTitle"] = False


@plant("page-labels")
def pages_without_labels(m):
    del m.root["/PageLabels"]


@plant("page-labels")
def labels_from_the_second_page_on(m):
    m.root["/PageLabels"]["/Nums"][0] = 1


# -- the tree ----------------------------------------------------------------------------------------


@plant("marked")
def not_marked(m):
    m.root["/MarkInfo"]["/Marked"] = False


@plant("marked")
def suspect(m):
    m.root["/MarkInfo"]["/Suspects"] = True


@plant("tree")
def an_element_that_hangs_elsewhere(m):
    m.element("P")["/P"] = m.root["/StructTreeRoot"]


@plant("tree", "sections")
def no_document(m):
    m.element("Document")["/S"] = "/Sect"


@plant("roles")
def a_type_of_our_own(m):
    m.element("P")["/S"] = "/Stanza"


@plant("roles")
def a_role_map(m):
    m.tree["/RoleMap"] = {"/P": "/H1"}


def first_parents(m):
    """The elements of the first page's MCIDs, out of the parent tree."""
    held = m.get(m.tree["/ParentTree"])
    while "/Kids" in held:
        held = m.get(held["/Kids"][0])
    parents = held["/Nums"][1]
    return parents if isinstance(parents, list) else m.get(parents)


@plant("parents")
def a_parent_tree_that_leads_elsewhere(m):
    parents = first_parents(m)
    other = next(k for k, one in enumerate(parents) if one != parents[0])
    parents[0], parents[other] = parents[other], parents[0]


@plant("mcids", "content-tagged")
def content_that_is_in_no_element(m):
    m.content(b"/MCID 0>>", b"/XCID 0>>")


@plant("mcids", "empty")
def a_number_that_is_used_twice(m):
    m.append(b"\n/P<</MCID 0>>BDC EMC")


@plant("mcids", "empty")
def a_number_that_is_in_no_element(m):
    m.append(b"\n/P<</MCID 9999>>BDC EMC")


@plant("content-tagged")
def a_rule_that_is_no_artifact(m):
    m.append(b"\n0 0 9 9 re f")


@plant("nesting")
def an_artifact_within_a_paragraph(m):
    m.content(b"<</MCID 0>>BDC", b"<</MCID 0>>BDC /Artifact BMC EMC")


@plant("nesting", "mcids", "empty")
def a_paragraph_within_an_artifact(m):
    m.append(b"\n/Artifact BMC /P<</MCID 9999>>BDC EMC EMC")


@plant("balance")
def marked_content_that_is_not_closed(m):
    m.append(b"\n/Span BMC")


@plant("balance")
def a_state_that_is_not_put_back(m):
    m.append(b"\nq")


@plant("balance")
def marked_content_over_the_end_of_text(m):
    m.append(b"\nBT /Span BMC ET EMC")


@plant("empty")
def an_element_without_content(m):
    above = m.element("Document")
    new = m.add({"/S": "/P", "/P": m.reference(above)})
    above["/K"] = kids(above) + [new]


@plant("empty", "nesting")
def tagged_content_in_which_nothing_is_shown(m):
    m.content(b"<</MCID 0>>BDC", b"<</MCID 0>>BDC EMC /Artifact BMC")


@plant("language")
def a_document_without_language(m):
    del m.root["/Lang"]


@plant("language-tags")
def a_language_that_is_none(m):
    next(one for one in m.elements("Span") if "/Lang" in one)["/Lang"] = "u:de_DE"


@plant("headings")
def a_level_that_is_skipped(m):
    m.element("H2")["/S"] = "/H3"


@plant("headings", "sections")
def a_document_that_begins_with_h2(m):
    m.element("H1")["/S"] = "/H2"


@plant("sections")
def a_heading_outside_a_section(m):
    m.element("Sect")["/S"] = "/Div"


@plant("sections")
def a_section_without_heading(m):
    m.element("H2")["/S"] = "/P"


@plant("tables", "table-columns", "table-heads")
def a_row_outside_a_table(m):
    m.element("THead")["/S"] = "/Div"


@plant("tables")
def a_cell_outside_a_row(m):
    m.element("P")["/S"] = "/TD"


@plant("table-columns")
def a_cell_too_wide(m):
    m.element("TD")["/A"] = {"/O": "/Table", "/ColSpan": 2}


@plant("table-heads")
def a_head_without_scope(m):
    del m.element("TH")["/A"]


@plant("table-heads")
def a_table_without_heads(m):
    for head in m.elements("TH"):
        head["/S"] = "/TD"


@plant("table-heads")
def a_cell_of_a_head_that_is_not_there(m):
    m.element("TD")["/A"] = {"/O": "/Table", "/Headers": ["u:none"]}


@plant("table-spans", "table-columns")
def a_spanning_head_that_no_cell_names(m):
    m.element("TH")["/A"]["/ColSpan"] = 2


@plant("lists")
def an_item_outside_a_list(m):
    m.element("L")["/S"] = "/Div"


@plant("lists")
def an_item_without_body(m):
    m.element("LBody")["/S"] = "/P"


@plant("contents")
def an_entry_outside_a_table_of_contents(m):
    m.element("TOC")["/S"] = "/Div"


@plant("contents")
def a_paragraph_among_entries(m):
    m.element("TOCI")["/S"] = "/P"


@plant("contents")
def an_entry_of_bare_words(m):
    m.get(kids(m.element("TOCI"))[0])["/S"] = "/Span"


@plant("inner-shapes")
def ruby_without_reading(m):
    m.element("RT")["/S"] = "/RB"


def add_caption(m, element, place):
    """A Caption with content of its own as the element's kid of that place."""
    parents = first_parents(m)
    caption = m.add({"/S": "/Caption", "/P": m.reference(element), "/K": len(parents),
                     "/Pg": m.get(m.root["/Pages"])["/Kids"][0]})
    m.append(b"\n/Caption<</MCID %d>>BDC EMC" % len(parents))
    parents.append(caption)
    element["/K"] = kids(element)[:place] + [caption] + kids(element)[place:]


@plant("inner-shapes", "empty")
def a_caption_behind_a_list(m):
    add_caption(m, m.element("L"), len(kids(m.element("L"))))


@plant("inner-shapes", "empty")
def a_caption_amid_rows(m):
    add_caption(m, m.element("Table"), 1)


@plant("figures")
def a_figure_without_words(m):
    m.element("P").update({"/S": "/Figure", "/A": {"/O": "/Layout", "/BBox": [0, 0, 9, 9]}})


@plant("figure-boxes")
def a_figure_without_box(m):
    m.element("P").update({"/S": "/Figure", "/Alt": "u:a picture"})


@plant("replaced")
def a_stretch_read_as_nothing(m):
    m.element("Span")["/ActualText"] = "u:"


@plant("replaced")
def a_paragraph_read_as_other_words(m):
    m.element("P")["/ActualText"] = "u:other words"


@plant("notes")
def a_note_without_id(m):
    m.element("P")["/S"] = "/Note"


@plant("notes")
def two_notes_of_one_id(m):
    first, second = m.elements("P")[:2]
    for one in (first, second):
        one.update({"/S": "/Note", "/ID": "u:n1"})
    m.tree["/IDTree"] = {"/Names": ["u:n1", m.reference(first)]}


@plant("links", "annotation-tagged")
def a_link_without_annotation(m):
    link = m.element("Link")
    link["/K"] = [kid for kid in kids(link) if not isinstance(kid, dict) or "/Obj" not in kid]


# -- what is inside ----------------------------------------------------------------------------------


@plant("file-names")
def a_file_without_unicode_name(m):
    del m.spec["/UF"]


@plant("file-names")
def a_file_without_description(m):
    del m.spec["/Desc"]


@plant("file-streams")
def a_file_without_media_type(m):
    del m.embedded["/Subtype"]


@plant("file-streams")
def a_file_without_date(m):
    del m.embedded["/Params"]["/ModDate"]


@plant("file-streams")
def a_file_of_another_size(m):
    m.embedded["/Params"]["/Size"] += 1


@plant("file-relations")
def a_file_of_no_relation(m):
    m.spec["/AFRelationship"] = "/Friend"


@plant("file-reached")
def a_file_that_nothing_leads_to(m):
    del m.root["/AF"][0]


@plant("layers")
def layers(m):
    m.root["/OCProperties"] = {"/OCGs": [], "/D": {}}


@plant("alternates")
def slides(m):
    m.page["/PresSteps"] = {"/Type": "/NavNode"}


# -- that each is found --------------------------------------------------------------------------------


def found_in(path):
    return {rule for rule, _ in pdfcheck.check_file(path)}


def judge(rule, also, path):
    found = found_in(path)
    check(rule in found, f"not found; only {sorted(found)}")
    check_equal(sorted(found - {rule} - also), [], "found besides")


def try_objects(rule, function, also):
    model = Model()
    function(model)
    path = os.path.join(made(), function.__name__ + ".pdf")
    model.write(path)
    judge(rule, also, path)


def unharmed():
    """The good file as bytes, as qpdf writes it without a fault planted."""
    path = os.path.join(made(), "unharmed.pdf")
    Model().write(path)
    check_equal(pdfcheck.check_file(path), [], "faults of the good file")
    with open(path, "rb") as file:
        return file.read()


plain = Once(unharmed)


def try_bytes(rule, function, also):
    raw = function(plain())
    check(raw != plain(), "nothing is changed")
    path = os.path.join(made(), function.__name__ + ".pdf")
    with open(path, "wb") as file:
        file.write(raw)
    judge(rule, also, path)


def try_encryption():
    plain()
    path = os.path.join(made(), "encrypted.pdf")
    run(["qpdf", "--encrypt", "", "owner", "256", "--", os.path.join(made(), "unharmed.pdf"), path],
        wanted=0)
    check("encryption" in found_in(path), "not found")


def every_rule_is_tried():
    tried = {rule for rule, *_ in PLANTED + BYTES} | {"encryption"}
    check_equal(sorted(set(RULES) - tried), [], "rules that no fault is planted for")


def add_tests(all_of):
    all_of.add_named("the file that faults are planted in has none", plain)
    all_of.add_named("encryption: an encrypted file", try_encryption)
    all_of.add(every_rule_is_tried)
    for rule, name, function, also in PLANTED:
        all_of.add_named(f"{rule}: {name}",
                         lambda r=rule, f=function, a=also: try_objects(r, f, a))
    for rule, name, function, also in BYTES:
        all_of.add_named(f"{rule}: {name}", lambda r=rule, f=function, a=also: try_bytes(r, f, a))
