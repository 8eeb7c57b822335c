#include "pdf/pack.h"

#include <assert.h>

#include "pdf/syntax.h"

/* A reader decodes a whole stream to get at one object. */
#define STREAM_OBJECTS 256
#define STREAM_ROOM    (64 << 10) /* no more objects in a stream of so many bytes */

#define STREAM_BYTES 160 /* of "obj", dictionary, "endstream", at most */

typedef struct PackPlace {
    int stream, index; /* the stream counts from 1; 0: not set yet */
} PackPlace;

typedef struct PackStream {
    const void *data;
    size_t length;
    bool deflated;
    size_t heads; /* length of the list of numbers and offsets: /First */
    int count;
    size_t offset; /* in the file */
} PackStream;

void pack_reserve(Writer *writer, int count)
{
    Pack *pack = &writer->pack;
    int room = pack->count + count;
    if (room <= pack->room)
        return;
    pack->places = arena_grow(writer->arena, pack->places, (size_t)pack->count, (size_t)room,
                              sizeof *pack->places);
    pack->room = room;
}

uint32_t pack_add(Writer *writer)
{
    Pack *pack = &writer->pack;
    if (pack->base == 0) {
        pack->base = writer->why ? 1 : writer->hpdf->xref->entries->count;
        buf_init(&pack->heads, writer->arena);
        buf_init(&pack->bodies, writer->arena);
    }
    ARENA_RESERVE(writer->arena, pack->places, pack->count, pack->room);
    return pack->base + (uint32_t)pack->count++;
}

static void end_stream(Writer *writer)
{
    Pack *pack = &writer->pack;
    if (pack->filled == 0 || writer->why)
        return;
    ARENA_RESERVE(writer->arena, pack->streams, pack->stream_count, pack->stream_room);
    PackStream *stream = &pack->streams[pack->stream_count++];
    *stream = (PackStream){.heads = pack->heads.length, .count = pack->filled};
    buf_add(&pack->heads, pack->bodies.data, pack->bodies.length);
    size_t length = pack->heads.length;
    stream->data = writer_deflate(writer, pack->heads.data, length, &stream->length);
    stream->deflated = stream->data != NULL;
    if (!stream->deflated) {
        stream->data = arena_copy(writer->arena, pack->heads.data, length);
        stream->length = length;
    }
    writer->file_room += stream->length + STREAM_BYTES;
    pack->heads.length = pack->bodies.length = 0;
    pack->filled = 0;
}

/* Begins the body of an object, behind those of its stream. */
static Buf *begin_body(Writer *writer, uint32_t id)
{
    Pack *pack = &writer->pack;
    assert(id >= pack->base && id - pack->base < (uint32_t)pack->count);
    PackPlace *place = &pack->places[id - pack->base];
    assert(!place->stream);
    *place = (PackPlace){pack->stream_count + 1, pack->filled++};
    buf_int(&pack->heads, id);
    buf_char(&pack->heads, ' ');
    buf_int(&pack->heads, (int64_t)pack->bodies.length);
    buf_char(&pack->heads, ' ');
    return &pack->bodies;
}

static void end_body(Writer *writer)
{
    Pack *pack = &writer->pack;
    buf_char(&pack->bodies, '\n');
    if (pack->filled == STREAM_OBJECTS || pack->bodies.length >= STREAM_ROOM)
        end_stream(writer);
}

void pack_set(Writer *writer, uint32_t id, const Buf *entries)
{
    Buf *bodies = begin_body(writer, id);
    buf_text(bodies, "<<");
    buf_add(bodies, entries->data, entries->length);
    buf_text(bodies, ">>");
    end_body(writer);
}

void pack_set_value(Writer *writer, uint32_t id, const Buf *value)
{
    Buf *bodies = begin_body(writer, id);
    buf_add(bodies, value->data, value->length);
    end_body(writer);
}

void pack_finish(Writer *writer)
{
    end_stream(writer);
}

/* Writes one stream object; returns its offset. */
static size_t put_stream(Writer *writer, uint32_t id, Buf *entries, const void *data, size_t length)
{
    size_t offset = writer->file.length;
    Buf head;
    buf_init(&head, writer->arena);
    buf_int(&head, id);
    buf_text(&head, " 0 obj\n<<");
    buf_add(&head, entries->data, entries->length);
    buf_text(&head, "/Length ");
    buf_int(&head, (int64_t)length);
    buf_text(&head, ">>\nstream\n");
    writer_put(writer, head.data, head.length);
    writer_put(writer, data, length);
    static const char tail[] = "\nendstream\nendobj\n";
    writer_put(writer, tail, sizeof tail - 1);
    return offset;
}

static void put_object_streams(Writer *writer, uint32_t first)
{
    Buf entries;
    buf_init(&entries, writer->arena);
    for (int i = 0; i < writer->pack.stream_count; i++) {
        PackStream *stream = &writer->pack.streams[i];
        entries.length = 0;
        buf_text(&entries, "/Type/ObjStm/N ");
        buf_int(&entries, stream->count);
        buf_text(&entries, "/First ");
        buf_int(&entries, (int64_t)stream->heads);
        if (stream->deflated)
            buf_text(&entries, "/Filter/FlateDecode");
        stream->offset =
            put_stream(writer, first + (uint32_t)i, &entries, stream->data, stream->length);
    }
}

/* One entry of the cross-reference stream, for W [1 4 2]. Each byte is stored
 * as its difference from the one above, behind the tag of PNG's Up predictor
 * (ISO 32000-1 7.4.4.4): neighbours are alike, and deflate sees zeros. */
typedef struct {
    Buf rows;
    unsigned char above[7];
} XrefRows;

static void add_row(XrefRows *xref, uint32_t type, uint64_t second, uint32_t third)
{
    enum { PNG_UP = 2 };
    const unsigned char row[7] = {
        (unsigned char)type,          (unsigned char)(second >> 24), (unsigned char)(second >> 16),
        (unsigned char)(second >> 8), (unsigned char)second,         (unsigned char)(third >> 8),
        (unsigned char)third,
    };
    buf_char(&xref->rows, PNG_UP);
    for (int i = 0; i < 7; i++) {
        buf_char(&xref->rows, (char)(unsigned char)(row[i] - xref->above[i]));
        xref->above[i] = row[i];
    }
}

/* ISO 32000-1 table 18: 0 is free, 1 is at an offset, 2 is in a stream. */
static void add_rows(Writer *writer, XrefRows *xref, uint32_t first_stream)
{
    enum { FREE = 0, AT_OFFSET = 1, IN_STREAM = 2 };
    const Pack *pack = &writer->pack;
    HPDF_Xref table = writer->hpdf->xref;
    buf_reserve(&xref->rows, 8 * (size_t)(table->entries->count + (HPDF_UINT)pack->count +
                                          (HPDF_UINT)pack->stream_count + 1));
    add_row(xref, FREE, 0, 0xFFFF);
    for (HPDF_UINT i = 1; i < table->entries->count; i++)
        add_row(xref, AT_OFFSET, HPDF_Xref_GetEntry(table, i)->byte_offset, 0);
    for (int i = 0; i < pack->count; i++) {
        const PackPlace *place = &pack->places[i];
        assert(place->stream);
        add_row(xref, IN_STREAM, first_stream + (uint32_t)place->stream - 1,
                (uint32_t)place->index);
    }
    for (int i = 0; i < pack->stream_count; i++)
        add_row(xref, AT_OFFSET, pack->streams[i].offset, 0);
    add_row(xref, AT_OFFSET, writer->file.length, 0);
}

static void write_xref_entries(Buf *buf, const Writer *writer, uint32_t size)
{
    buf_text(buf, "/Type/XRef/W[1 4 2]/Size ");
    buf_int(buf, size);
    buf_text(buf, "/Root ");
    syntax_reference(buf, writer->hpdf->catalog->header.obj_id & 0x00FFFFFF);
    buf_text(buf, "/Info ");
    syntax_reference(buf, writer->hpdf->info->header.obj_id & 0x00FFFFFF);
    if (writer->trailer)
        buf_text(buf, writer->trailer);
    buf_text(buf, "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>");
}

void pack_write(Writer *writer)
{
    uint32_t first_stream = writer->hpdf->xref->entries->count + (uint32_t)writer->pack.count;
    uint32_t id = first_stream + (uint32_t)writer->pack.stream_count;
    put_object_streams(writer, first_stream);
    if (writer->file.length > INT32_MAX) {
        writer_fail(writer, "the file is larger than 2 GB");
        return;
    }
    XrefRows xref = {.above = {0}};
    buf_init(&xref.rows, writer->arena);
    add_rows(writer, &xref, first_stream);
    Buf buf;
    buf_init(&buf, writer->arena);
    write_xref_entries(&buf, writer, id + 1);
    size_t length = 0;
    const void *rows = writer_deflate(writer, xref.rows.data, xref.rows.length, &length);
    if (!rows) {
        writer_fail(writer, "the cross-reference stream cannot be deflated");
        return;
    }
    size_t offset = put_stream(writer, id, &buf, rows, length);
    buf.length = 0;
    buf_text(&buf, "startxref\n");
    buf_int(&buf, (int64_t)offset);
    buf_text(&buf, "\n%%EOF\n");
    writer_put(writer, buf.data, buf.length);
}
