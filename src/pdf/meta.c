/* Info and XMP say the same in two syntaxes; PDF/A checks that they agree, so
 * both are written from one Document here (ISO 32000-1 14.3). Every clock is
 * the document's own date. */
#include "pdf/meta.h"

#include <string.h>

#include "pdf/syntax.h"

#define PRODUCER "libharu " HPDF_VERSION_TEXT

/* `pattern` has 0 for any digit; `text` may go on behind it. */
static bool matches(const char *text, const char *pattern)
{
    for (; *pattern; text++, pattern++)
        if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
            return false;
    return true;
}

bool meta_read_date(const char *text, MetaDate *date)
{
    static const char day[] = "0000-00-00", time[] = "T00:00:00Z";
    if (!matches(text, day))
        return false;
    *date = (MetaDate){.time = "00:00:00"};
    memcpy(date->year, text, 4);
    memcpy(date->month, text + 5, 2);
    memcpy(date->day, text + 8, 2);
    text += sizeof day - 1;
    if (*text == '\0')
        return true;
    if (!matches(text, time) || text[sizeof time - 1] != '\0')
        return false;
    memcpy(date->time, text + 1, 8);
    return true;
}

static void write_info_text(Buf *buf, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    buf_text(buf, key);
    syntax_text(buf, str_of(text));
}

void meta_write_date(Buf *buf, const char *key, const MetaDate *date)
{
    buf_text(buf, key);
    buf_text(buf, "(D:");
    buf_text(buf, date->year);
    buf_text(buf, date->month);
    buf_text(buf, date->day);
    for (int i = 0; i < 8; i += 3)
        buf_add(buf, date->time + i, 2);
    buf_text(buf, "Z)");
}

static void write_info(Writer *writer, const Document *document, const MetaDate *date)
{
    HPDF_Dict info = writer->hpdf->info;
    if (!info || HPDF_Dict_RemoveElement(info, "Producer") != HPDF_OK) {
        writer_fail(writer, "libharu: no Info");
        return;
    }
    Buf buf;
    buf_init(&buf, writer->arena);
    write_info_text(&buf, "/Title", document->title);
    write_info_text(&buf, "/Author", document->author);
    write_info_text(&buf, "/Subject", document->subject);
    write_info_text(&buf, "/Creator", document->creator);
    write_info_text(&buf, "/Producer", PRODUCER);
    if (date) {
        meta_write_date(&buf, "/CreationDate", date);
        meta_write_date(&buf, "/ModDate", date);
    }
    object_set(writer, object_extend(writer, info), &buf);
}

static void write_id(Writer *writer, const Document *document)
{
    Buf buf;
    buf_init(&buf, writer->arena);
    buf_text(&buf, "/ID[");
    for (int i = 0; i < 2; i++) {
        buf_char(&buf, '<');
        for (int k = 0; k < 2; k++) {
            buf_hex(&buf, (uint32_t)(document->hash[k] >> 32), 8);
            buf_hex(&buf, (uint32_t)document->hash[k], 8);
        }
        buf_char(&buf, '>');
    }
    buf_char(&buf, ']');
    writer->trailer = buf.data;
}

static void write_xmp_text(Buf *buf, const char *before, const char *text, const char *after)
{
    if (!text || !*text)
        return;
    buf_text(buf, before);
    syntax_xml(buf, str_of(text));
    buf_text(buf, after);
}

/* A language alternative: the default, and the same under its language. */
static void write_xmp_alternative(Buf *buf, const char *name, const char *text, Lang lang)
{
    if (!text || !*text)
        return;
    buf_printf(buf, "<dc:%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    syntax_xml(buf, str_of(text));
    if (lang != LANG_NONE) {
        buf_printf(buf, "</rdf:li><rdf:li xml:lang=\"%s\">", lang_tag(lang));
        syntax_xml(buf, str_of(text));
    }
    buf_printf(buf, "</rdf:li></rdf:Alt></dc:%s>\n", name);
}

static void write_xmp_date(Buf *buf, const char *name, const MetaDate *date)
{
    buf_printf(buf, "<xmp:%s>%s-%s-%sT%sZ</xmp:%s>\n", name, date->year, date->month, date->day,
               date->time, name);
}

/* PDF/A knows the properties of XMP's own schemas alone; that of PDF/UA must be
 * described before it is used (ISO 19005-3 6.6.2.3.3). */
static const char UA_SCHEMA[] =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

static void write_claims(Buf *buf, unsigned standard)
{
    if (standard & STANDARD_A3A)
        buf_text(buf, "<rdf:Description rdf:about=\"\""
                      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
                      "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
                      "</rdf:Description>\n");
    if (standard & STANDARD_UA1)
        buf_text(buf, "<rdf:Description rdf:about=\"\""
                      " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
                      "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n");
    if ((standard & STANDARD_A3A) && (standard & STANDARD_UA1))
        buf_text(buf, UA_SCHEMA);
}

void meta_write_xmp(Buf *buf, const Document *document, const MetaDate *date)
{
    buf_text(buf, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                  "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                  " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                  " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
                  "<dc:format>application/pdf</dc:format>\n");
    write_xmp_alternative(buf, "title", document->title, document->lang);
    write_xmp_text(buf, "<dc:creator><rdf:Seq><rdf:li>", document->author,
                   "</rdf:li></rdf:Seq></dc:creator>\n");
    write_xmp_alternative(buf, "description", document->subject, document->lang);
    if (document->lang != LANG_NONE)
        write_xmp_text(buf, "<dc:language><rdf:Bag><rdf:li>", lang_tag(document->lang),
                       "</rdf:li></rdf:Bag></dc:language>\n");
    write_xmp_text(buf, "<xmp:CreatorTool>", document->creator, "</xmp:CreatorTool>\n");
    if (date) {
        write_xmp_date(buf, "CreateDate", date);
        write_xmp_date(buf, "ModifyDate", date);
        write_xmp_date(buf, "MetadataDate", date);
    }
    write_xmp_text(buf, "<pdf:Producer>", PRODUCER, "</pdf:Producer>\n");
    buf_text(buf, "</rdf:Description>\n");
    write_claims(buf, document->standard);
    buf_text(buf, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

const Object *meta_write(Writer *writer, const Document *document)
{
    MetaDate date;
    bool dated = document->date && *document->date;
    if (dated && !meta_read_date(document->date, &date))
        writer_fail(writer, "the document's date is not a date");
    write_info(writer, document, dated ? &date : NULL);
    write_id(writer, document);
    Buf xmp, entries;
    buf_init(&xmp, writer->arena);
    buf_init(&entries, writer->arena);
    meta_write_xmp(&xmp, document, dated ? &date : NULL);
    buf_text(&entries, "/Type/Metadata/Subtype/XML");
    Object *object = object_add(writer);
    object_set_plain_stream(writer, object, &entries, xmp.data, xmp.length);
    return object;
}
