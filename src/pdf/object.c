/* How a dictionary of libharu's becomes ours
 *
 * HPDF_Dict_Write prints "<<", the dictionary's own list of entries, calls
 * write_fn(dict, stream), prints ">>", and then calls after_write_fn(dict).
 * With an empty list, write_fn prints all entries, and after_write_fn the
 * stream's data; it is not told the stream, so write_fn remembers it. The
 * alternative, HPDF_DictStream_New, costs a second object for the length,
 * 4 KB of buffer a stream, and zlib at a fixed level.
 */
#include "pdf/object.h"

#include <assert.h>
#include <libdeflate.h>
#include <string.h>

#include "pdf/pack.h"

/* libdeflate's level, as measured. Outlines hardly repeat: 1 is within 0.3 % of
 * the size that 9 gives, in two thirds of the time. Content and small objects
 * do: 1 is within 12 % of 9, in an eighth of the time, and a brief, which is
 * for the most part outlines and facts, grows by 2 %. */
#define LEVEL 1

/* "12345 0 obj\n<<\n>>\nendobj\n" and 20 bytes of the cross-reference table. */
#define OBJECT_OVERHEAD 52
#define STREAM_OVERHEAD 24
#define FILE_OVERHEAD   2048

/* Records only: control must go back to libharu, which unwinds by itself. */
static void record_error(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
    Writer *writer = user;
    if (!writer->why)
        writer->why = arena_printf(writer->arena, "libharu: error 0x%x, detail 0x%x",
                                   (unsigned)error, (unsigned)detail);
}

void writer_fail(Writer *writer, const char *why)
{
    if (!writer->why)
        writer->why = why;
}

void writer_open(Writer *writer, Arena *arena, int objects)
{
    *writer = (Writer){.arena = arena, .file_room = FILE_OVERHEAD};
    writer->hpdf = HPDF_New(record_error, writer);
    writer->compressor = libdeflate_alloc_compressor(LEVEL);
    if (!writer->hpdf || !writer->compressor) {
        writer_fail(writer, "libharu or libdeflate cannot start");
        return;
    }
    writer->hpdf->pdf_version = HPDF_VER_17;
    /* The table grows by this many entries and copies all old ones: once is
     * enough. */
    HPDF_List entries = writer->hpdf->xref->entries;
    if ((HPDF_UINT)objects > entries->items_per_block)
        entries->items_per_block = (HPDF_UINT)objects;
}

void writer_close(Writer *writer)
{
    if (writer->hpdf)
        HPDF_Free(writer->hpdf);
    if (writer->compressor)
        libdeflate_free_compressor(writer->compressor);
    writer->hpdf = NULL;
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
    Object *object = dict->attr;
    object->to = stream;
    if (object->entries_length == 0)
        return HPDF_OK;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)object->entries,
                             (HPDF_UINT)object->entries_length);
}

static HPDF_STATUS write_data(HPDF_Dict dict)
{
    const Object *object = dict->attr;
    if (!object->data)
        return HPDF_OK;
    HPDF_STATUS status = HPDF_Stream_WriteStr(object->to, "\nstream\n");
    if (status == HPDF_OK && object->data_length > 0)
        status = HPDF_Stream_Write(object->to, object->data, (HPDF_UINT)object->data_length);
    if (status == HPDF_OK)
        status = HPDF_Stream_WriteStr(object->to, "\nendstream");
    return status;
}

Object *object_extend(Writer *writer, HPDF_Dict dict)
{
    Object *object = ARENA_NEW(writer->arena, Object);
    if (!dict) {
        writer_fail(writer, "libharu: no object");
        return object;
    }
    assert(!dict->attr && !dict->stream);
    object->id = dict->header.obj_id & 0x00FFFFFF;
    object->dict = dict;
    dict->attr = object;
    dict->write_fn = write_entries;
    dict->after_write_fn = write_data;
    return object;
}

Object *object_add(Writer *writer)
{
    assert(writer->pack.base == 0);
    HPDF_Dict dict = writer->why ? NULL : HPDF_Dict_New(writer->hpdf->mmgr);
    /* On failure HPDF_Xref_Add frees the dictionary itself. */
    if (dict && HPDF_Xref_Add(writer->hpdf->xref, dict) != HPDF_OK)
        dict = NULL;
    return object_extend(writer, dict);
}

void object_set(Writer *writer, Object *object, const Buf *entries)
{
    assert(!object->entries);
    object->entries = arena_copy(writer->arena, entries->data, entries->length);
    object->entries_length = entries->length;
    writer->file_room += OBJECT_OVERHEAD + entries->length;
}

const void *writer_deflate(Writer *writer, const void *data, size_t length, size_t *deflated)
{
    enum { LARGE = 1 << 20 };
    size_t bound = libdeflate_zlib_compress_bound(writer->compressor, length);
    if (bound > writer->squeezed_room) {
        writer->squeezed_room = bound < LARGE ? bound + bound / 2 : bound; /* no second so large */
        writer->squeezed = arena_room(writer->arena, writer->squeezed_room);
    }
    *deflated = libdeflate_zlib_compress(writer->compressor, data, length, writer->squeezed,
                                         writer->squeezed_room);
    assert(*deflated > 0);
    if (*deflated >= length)
        return NULL;
    return arena_copy(writer->arena, (const char *)writer->squeezed, *deflated);
}

/* `data` lives as long as the writer. */
static void set_stream(Writer *writer, Object *object, Buf *entries, const void *data,
                       size_t length)
{
    if (length > INT32_MAX) {
        writer_fail(writer, "a stream is larger than 2 GB");
        return;
    }
    buf_text(entries, "/Length ");
    buf_int(entries, (int64_t)length);
    object_set(writer, object, entries);
    object->data = data;
    object->data_length = length;
    writer->file_room += length + STREAM_OVERHEAD;
}

void object_set_plain_stream(Writer *writer, Object *object, Buf *entries, const void *data,
                             size_t length)
{
    set_stream(writer, object, entries, arena_copy(writer->arena, data, length), length);
}

void object_set_stream(Writer *writer, Object *object, Buf *entries, const void *data,
                       size_t length)
{
    if (writer->why)
        return;
    size_t deflated = 0;
    const void *packed = writer_deflate(writer, data, length, &deflated);
    if (!packed) {
        object_set_plain_stream(writer, object, entries, data, length);
        return;
    }
    buf_text(entries, "/Filter/FlateDecode");
    set_stream(writer, object, entries, packed, deflated);
}

void object_set_packed_stream(Writer *writer, Object *object, Buf *entries, Str packed)
{
    buf_text(entries, "/Filter/FlateDecode");
    set_stream(writer, object, entries, packed.data, packed.length);
}

void writer_put(Writer *writer, const void *bytes, size_t length)
{
    PdfBytes *file = &writer->file;
    if (writer->file_room - file->length < length) {
        size_t room = file->length + length + writer->file_room;
        file->data = arena_grow_room(writer->arena, file->data, file->length, room);
        writer->file_room = room;
    }
    memcpy(file->data + file->length, bytes, length);
    file->length += length;
}

static HPDF_STATUS take(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    writer_put(stream->attr, bytes, size);
    return HPDF_OK;
}

/* libharu ends the file with a plain cross-reference table, which cannot
 * point into object streams: it is cut off again, and a stream takes its
 * place. */
bool writer_save(Writer *writer, PdfBytes *bytes)
{
    if (writer->why)
        return false;
    HPDF_Doc hpdf = writer->hpdf;
    pack_finish(writer);
    writer->file.data = arena_room(writer->arena, writer->file_room);
    hpdf->stream = HPDF_CallbackWriter_New(hpdf->mmgr, take, writer);
    /* Not every fault in libharu reaches the handler. */
    if (!hpdf->stream || hpdf->error.error_no != HPDF_OK || HPDF_SaveToStream(hpdf) != HPDF_OK ||
        hpdf->error.error_no != HPDF_OK) {
        writer_fail(writer, "libharu: saving failed");
        return false;
    }
    writer->file.length = hpdf->xref->addr;
    pack_write(writer);
    bytes->data = writer->file.data;
    bytes->length = writer->file.length;
    return !writer->why;
}
