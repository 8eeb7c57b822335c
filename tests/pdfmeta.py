"""XMP, Info, output intents, and files within the file."""

import re
import struct
import xml.etree.ElementTree as ET  # by way of expat

from pdffile import Stream, is_name, words

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFAID = "http://www.aiim.org/pdfa/ns/id/"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
PREFIXES = {PDFAID: "pdfaid", PDFUAID: "pdfuaid", EXTENSION: "pdfaExtension", SCHEMA: "pdfaSchema",
            PROPERTY: "pdfaProperty"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

DATE = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?"

# The properties of the schemas that PDF/A knows and that are used here: a
# container of rdf, or what the text must match.
KNOWN = {
    DC: {"title": "Alt", "description": "Alt", "rights": "Alt", "creator": "Seq", "date": "Seq",
         "subject": "Bag", "language": "Bag", "publisher": "Bag", "contributor": "Bag",
         "relation": "Bag", "type": "Bag", "format": r"[\w.+-]+/[\w.+-]+", "identifier": r".+",
         "source": r".+", "coverage": r".+"},
    XMP: {"CreateDate": DATE, "ModifyDate": DATE, "MetadataDate": DATE, "CreatorTool": r".+",
          "Identifier": "Bag", "Label": r".+", "Nickname": r".+", "BaseURL": r".+"},
    PDF: {"Producer": r".+", "Keywords": r".+", "PDFVersion": r".+"},
    PDFAID: {"part": r"\d", "conformance": r"[ABU]", "amd": r".+", "corr": r".+"},
    EXTENSION: {"schemas": "Bag"},
}


SCHEMA_FIELDS = ("schema", "namespaceURI", "prefix", "property", "valueType")
VALUE_TYPES = ("Boolean", "Integer", "Real", "Text", "Date", "URI", "URL", "Lang Alt", "MIMEType", "AgentName")


class Metadata:
    """{(schema, property): element or text} of an XMP packet."""

    def __init__(self, root):
        self.properties = {}
        for part in root.iter(f"{{{RDF}}}Description"):
            if part.get(f"{{{RDF}}}about") is None:
                continue  # within a property
            for child in part:
                self.properties[split(child.tag)] = child
            for name, value in part.attrib.items():
                if not name.startswith(f"{{{RDF}}}"):
                    self.properties[split(name)] = value

    def container(self, schema, name):
        """(its sort, [(language, text)]) of a property with items."""
        held = self.properties.get((schema, name))
        if held is None or isinstance(held, str) or len(held) != 1:
            return None, []
        return split(held[0].tag)[1], [(one.get(LANG), one.text or "") for one in held[0]]

    def text(self, schema, name):
        held = self.properties.get((schema, name))
        if held is None or isinstance(held, str):
            return held
        sort, items = self.container(schema, name)
        if sort is None:
            return held.text
        chosen = [text for lang, text in items if lang == "x-default"] or [t for _, t in items]
        return chosen[0] if chosen else None

    def described(self):
        """{(schema, property)} of the extension schemas; None if one is ill."""
        found = set()
        held = self.properties.get((EXTENSION, "schemas"))
        for schema in held.findall(f"{{{RDF}}}Bag/{{{RDF}}}li") if held is not None else ():
            uri = schema.findtext(f"{{{SCHEMA}}}namespaceURI")
            if {split(one.tag) for one in schema} - {(SCHEMA, key) for key in SCHEMA_FIELDS}:
                return None
            if not uri or not all(schema.findtext(f"{{{SCHEMA}}}{key}") for key in ("schema", "prefix")):
                return None
            for one in schema.findall(f"{{{SCHEMA}}}property/{{{RDF}}}Seq/{{{RDF}}}li"):
                said = {key: one.findtext(f"{{{PROPERTY}}}{key}")
                        for key in ("name", "valueType", "category", "description")}
                if len(one) != 4 or said["valueType"] not in VALUE_TYPES:
                    return None
                if not all(said.values()) or said["category"] not in ("internal", "external"):
                    return None
                found.add((uri, said["name"]))
        return found


def split(tag):
    match = re.match(r"\{(.*)\}(.*)", tag)
    return (match[1], match[2]) if match else ("", tag)


def check_meta(check):
    stream = check.file.stream(check.file.root.get("/Metadata"))
    data = stream.data() if stream else None
    check_intents(check)
    if data is None or stream.dict.get("/Type") != "/Metadata" or stream.dict.get("/Subtype") != "/XML":
        check.told("xmp", "the catalog has no Metadata")
        return
    header = re.search(rb"<\?xpacket begin=.*?\?>", data)
    if not header or re.search(rb"\b(bytes|encoding)=", header.group()):
        check.told("xmp-packet", f"its header is {header.group() if header else None}")
    try:
        data.decode("utf-8")
        root = ET.fromstring(data)
    except (ET.ParseError, UnicodeDecodeError) as problem:
        check.told("xmp", str(problem))
        return
    for prefix, schema in re.findall(r'xmlns:([\w.-]+)\s*=\s*["\']([^"\']*)["\']', data.decode("utf-8")):
        if PREFIXES.get(schema, prefix) != prefix:
            check.told("xmp-prefixes", f"{schema} is called {prefix}")
    meta = Metadata(root)
    check_properties(check, meta)
    check_claims(check, meta)
    check_info(check, meta)


def check_properties(check, meta):
    described = meta.described()
    if described is None:
        check.told("xmp-properties", "an extension schema that is not whole")
        described = set()
    for (schema, name), held in meta.properties.items():
        wanted = KNOWN.get(schema, {}).get(name)
        if (schema, name) in described:
            continue
        if wanted is None:
            check.told("xmp-properties", f"{{{schema}}}{name} is not described")
        elif wanted in ("Alt", "Seq", "Bag"):
            sort, items = meta.container(schema, name)
            if sort != wanted or (wanted == "Alt" and any(lang is None for lang, _ in items)):
                check.told("xmp-properties", f"{name} is no {wanted}")
        elif not re.fullmatch(wanted, (held if isinstance(held, str) else held.text) or "", re.DOTALL):
            check.told("xmp-properties", f"{name} is not of its type")


def check_claims(check, meta):
    said = (meta.text(PDFAID, "part"), meta.text(PDFAID, "conformance"), meta.text(PDFUAID, "part"))
    if said != ("3", "A", "1"):
        check.told("claims", f"pdfaid part and conformance, pdfuaid part: {said}")
    if not any(lang == "x-default" and text.strip() for lang, text in meta.container(DC, "title")[1]):
        check.told("xmp-title", "no dc:title")


def iso_date(value):
    """2020-12-19T00:00:00Z of D:20201219000000Z."""
    match = re.fullmatch(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d'\d\d'?)", value or "")
    if not match:
        return value
    zone = match[7] if match[7] == "Z" else match[7].rstrip("'").replace("'", ":")
    return "{}-{}-{}T{}:{}:{}".format(*match.groups()[:6]) + zone


def check_info(check, meta):
    info = check.file.dict(check.file.trailer.get("/Info"))
    pairs = [("/Title", DC, "title"), ("/Author", DC, "creator"), ("/Subject", DC, "description"),
             ("/Creator", XMP, "CreatorTool"), ("/Producer", PDF, "Producer"),
             ("/CreationDate", XMP, "CreateDate"), ("/ModDate", XMP, "ModifyDate"),
             ("/Keywords", PDF, "Keywords")]
    for key, schema, name in pairs:
        said = words(check.file.get(info.get(key)))
        if key.endswith("Date"):
            said = iso_date(said)
        if said != meta.text(schema, name):
            check.told("xmp-info", f"{key[1:]} is {said!r}, {name} {meta.text(schema, name)!r}")


# -- profiles --------------------------------------------------------------------------


def check_intents(check):
    intents = [check.file.dict(one) for one in check.file.list(check.file.root.get("/OutputIntents"))]
    ours = [one for one in intents if one.get("/S") == "/GTS_PDFA1"]
    if len(ours) != 1 or "/DestOutputProfileRef" in ours[0] or not words(
            ours[0].get("/OutputConditionIdentifier")):
        check.told("intent", f"{len(ours)} output intents, or one without its identifier")
    elif check.file.stream(ours[0].get("/DestOutputProfile")) is None:
        check.told("intent", "no profile")
    else:
        check_profile(check, ours[0]["/DestOutputProfile"], b"RGB ")


def check_profile(check, reference, wanted=None):
    """ICC.1 7.2: the header; and that its tags lie within it."""
    stream = check.file.stream(reference)
    data = (stream.data() if stream else None) or b""
    components = {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4, b"Lab ": 3}
    if len(data) < 132 or data[36:40] != b"acsp" or struct.unpack(">I", data[:4])[0] != len(data):
        check.told("profile", f"{reference} is no profile, or not as long as it says")
        return
    count = struct.unpack(">I", data[128:132])[0]
    tags = [struct.unpack(">4sII", data[132 + 12 * k:144 + 12 * k]) for k in range(count)]
    sound = all(offset + size <= len(data) for _, offset, size in tags)
    space = data[16:20]
    if data[8] >= 5 or data[12:16] not in (b"mntr", b"prtr", b"scnr", b"spac") or not sound:
        check.told("profile", f"{reference}: version {data[8]}, class {data[12:16]}")
    if stream.dict.get("/N") != components.get(space) or (wanted and space != wanted):
        check.told("profile", f"{reference}: space {space}, N {stream.dict.get('/N')}")
    if wanted and data[12:16] not in (b"mntr", b"prtr"):
        check.told("profile", f"{reference}: class {data[12:16]}")


# -- files within the file ---------------------------------------------------------------

RELATIONS = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}


def check_files(check):
    file = check.file
    associated = file.list(file.root.get("/AF"))
    named = [one for _, one in
             file.tree(file.dict(file.root.get("/Names")).get("/EmbeddedFiles"), "/Names")]
    everywhere = [where for where, held in file.objects.items()
                  if isinstance(held, dict) and "/EF" in held]
    for reference in everywhere:
        if reference not in associated or reference not in named:
            check.told("file-reached", f"{reference} is not in AF and in the names")
        check_specification(check, reference)
    for reference in associated + named:
        if reference not in everywhere:
            check.told("file-reached", f"{reference} is no file")


def check_specification(check, reference):
    spec = check.file.dict(reference)
    if not all(words(spec.get(key)) for key in ("/F", "/UF", "/Desc")) or (
            spec.get("/Type") != "/Filespec"):
        check.told("file-names", f"{reference}: F, UF, Desc, Type")
    if spec.get("/AFRelationship") not in RELATIONS:
        check.told("file-relations", f"{reference}: {spec.get('/AFRelationship')}")
    for key, one in check.file.dict(spec["/EF"]).items():
        held = check.file.stream(one)
        if not isinstance(held, Stream):
            check.told("file-streams", f"{reference}: EF {key} is no stream")
            continue
        params = check.file.dict(held.dict.get("/Params"))
        mime = held.dict.get("/Subtype")
        date = words(params.get("/ModDate")) or ""
        if not is_name(mime) or not re.fullmatch(r"/[\w.+-]+(#2f|/)[\w.+-]+", mime, re.IGNORECASE):
            check.told("file-streams", f"{reference}: Subtype {mime}")
        if held.dict.get("/Type") != "/EmbeddedFile" or not re.match(r"D:\d{8}", date) or (
                params.get("/Size") != len(held.data() or b"")):
            check.told("file-streams", f"{reference}: Params {params}")
