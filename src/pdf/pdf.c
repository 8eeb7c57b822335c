/* The order of work
 *
 *     gather   which glyphs of which faces stand for which text   use.c
 *     embed    subsets; only now are the codes known              font.c
 *     write    page contents with those codes, marking nodes      content.c
 *     settle   the tree of what was marked, packed                tags.c, pack.c
 *     save     libharu's objects, then the packed ones            object.c, pack.c
 *
 * Pages come first among the object numbers: they are referred to most, and
 * small numbers are short.
 */
#include "pdf/pdf.h"

#include <assert.h>

#include "pdf/archive.h"
#include "pdf/content.h"
#include "pdf/font.h"
#include "pdf/hatch.h"
#include "pdf/image.h"
#include "pdf/meta.h"
#include "pdf/object.h"
#include "pdf/outline.h"
#include "pdf/pack.h"
#include "pdf/places.h"
#include "pdf/syntax.h"
#include "pdf/tags.h"
#include "pdf/use.h"

#define PAGES_IN_NODE 64 /* of the page tree, once there are more */

/* Adds the page's object below `pages`. libharu counts the kids by their
 * class when it saves; its own page objects would cost 5 KB each. */
static Object *add_page(Writer *writer, HPDF_Pages pages)
{
    Object *page = object_add(writer);
    HPDF_Array kids = pages ? HPDF_Dict_GetItem(pages, "Kids", HPDF_OCLASS_ARRAY) : NULL;
    if (!page->dict || !kids) {
        writer_fail(writer, "libharu: no page tree");
        return page;
    }
    page->dict->header.obj_class |= HPDF_OSUBCLASS_PAGE;
    if (HPDF_Array_Add(kids, page->dict) != HPDF_OK)
        writer_fail(writer, "libharu: too many pages");
    return page;
}

/* The pages' objects, all without entries so far. */
typedef struct {
    Object **pages;
    Object **streams;  /* of their contents */
    uint32_t *parents; /* numbers of their tree nodes */
} PageObjects;

static PageObjects add_pages(Writer *writer, int count)
{
    PageObjects objects = {
        ARENA_ARRAY(writer->arena, Object *, count),
        ARENA_ARRAY(writer->arena, Object *, count),
        ARENA_ARRAY(writer->arena, uint32_t, count),
    };
    HPDF_Pages node = writer->hpdf->root_pages;
    for (int i = 0; i < count && !writer->why; i++) {
        if (count > PAGES_IN_NODE && i % PAGES_IN_NODE == 0)
            node = HPDF_Doc_AddPagesTo(writer->hpdf, writer->hpdf->root_pages);
        objects.pages[i] = add_page(writer, node);
        objects.streams[i] = object_add(writer);
        objects.parents[i] = node ? node->header.obj_id & 0x00FFFFFF : 0;
    }
    return objects;
}

static uint32_t pack_resources(Writer *writer, const Uses *uses, Buf *resources)
{
    buf_text(resources, "/Font<<");
    fonts_write_resources(resources, uses);
    buf_text(resources, ">>");
    uint32_t id = pack_add(writer);
    pack_set(writer, id, resources);
    return id;
}

/* Pages are numbered from 1, as their feet say (ISO 32000-1 12.4.2). */
static const char LABELS[] = "/PageLabels<</Nums[0<</S/D>>]>>";

/* What the catalog points to, and what others have put into it. */
typedef struct {
    uint32_t tree, outline, places, metadata;
    Buf entries, names;
} Catalog;

static void write_catalog(Writer *writer, const Document *document, const Catalog *catalog)
{
    Buf buf = catalog->entries;
    if (catalog->places || catalog->names.length) {
        buf_text(&buf, "/Names<<");
        buf_add(&buf, catalog->names.data, catalog->names.length);
        if (catalog->places) {
            buf_text(&buf, "/Dests ");
            syntax_reference(&buf, catalog->places);
        }
        buf_text(&buf, ">>");
    }
    buf_text(&buf, LABELS);
    if (catalog->tree)
        buf_text(&buf, "/MarkInfo<</Marked true>>");
    buf_text(&buf, "/ViewerPreferences<</DisplayDocTitle true>>");
    if (document->lang != LANG_NONE) {
        buf_text(&buf, "/Lang");
        syntax_bytes(&buf, str_of(lang_tag(document->lang)));
    }
    if (catalog->tree) {
        buf_text(&buf, "/StructTreeRoot ");
        syntax_reference(&buf, catalog->tree);
    }
    buf_text(&buf, "/Metadata ");
    syntax_reference(&buf, catalog->metadata);
    if (catalog->outline) {
        buf_text(&buf, "/Outlines ");
        syntax_reference(&buf, catalog->outline);
    }
    object_set(writer, object_extend(writer, writer->hpdf->catalog), &buf);
}

/* Everything but saving. Once something has failed, nothing more is begun.
 * All objects of libharu's numbering come before the first packed one, which
 * is a font's. */
static void write_document(Writer *writer, const Document *document, PdfBytes *bytes)
{
    PageObjects objects = add_pages(writer, document->page_count);
    Catalog catalog = {.metadata = meta_write(writer, document)->id};
    buf_init(&catalog.entries, writer->arena);
    buf_init(&catalog.names, writer->arena);
    if (document->standard & STANDARD_A3A)
        archive_write_intent(writer, &catalog.entries);
    archive_write_files(writer, document, &catalog.entries, &catalog.names);
    Buf shared; /* resources of all pages */
    buf_init(&shared, writer->arena);
    hatches_write(writer, hatches_used(document), &shared);
    images_write(writer, document, &shared);
    Uses uses;
    uses_gather(&uses, writer->arena, document);
    bytes->faces = ARENA_ARRAY(writer->arena, const char *, uses.count);
    while (bytes->face_count < uses.count) {
        bytes->faces[bytes->face_count] = uses.list[bytes->face_count]->face->name;
        bytes->face_count++;
    }
    fonts_embed(writer, &uses);
    if (writer->why)
        return;
    uint32_t resources = pack_resources(writer, &uses, &shared);
    Tags tags;
    tags_init(&tags, writer, document, objects.pages);
    content_write_pages(writer, &uses, &tags, objects.streams, resources, objects.parents);
    tags_settle(&tags);
    if (!document->structure->untagged)
        catalog.tree = tags_write(&tags);
    catalog.outline = outline_write(&tags);
    catalog.places = places_write(&tags);
    if (!writer->why)
        write_catalog(writer, document, &catalog);
}

bool pdf_write(Job *job, const Document *document, PdfBytes *bytes, const char **why)
{
    assert(document->page_count > 0);
    Writer writer;
    *bytes = (PdfBytes){.data = NULL};
    writer_open(&writer, job->arena, document->page_count);
    if (!writer.why)
        write_document(&writer, document, bytes);
    bool written = writer_save(&writer, bytes);
    *why = writer.why;
    writer_close(&writer);
    return written;
}
