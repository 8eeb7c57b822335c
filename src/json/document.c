#include "json/document.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "json/escape.h"
#include "json/skip.h"

JsonFiles *json_files_new(Arena *arena, const char *root)
{
    JsonFiles *files = ARENA_NEW(arena, JsonFiles);
    files->arena = arena;
    files->root = root;
    return files;
}

void json_fold(JsonFiles *files, const char *member)
{
    files->folded = member;
}

JsonFiles *json_files_below(Arena *arena, const JsonFiles *shared)
{
    JsonFiles *files = json_files_new(arena, shared->root);
    files->folded = shared->folded;
    files->list = arena_grow(arena, shared->list, (size_t)shared->count, (size_t)shared->count + 4,
                             sizeof *files->list);
    files->count = shared->count;
    files->room = shared->count + 4;
    files->next = shared->next;
    return files;
}

const JsonDocument *document_named(const JsonFiles *files, const char *name)
{
    for (int i = 0; i < files->count; i++)
        if (strcmp(files->list[i]->name, name) == 0)
            return files->list[i];
    return NULL;
}

/* The last document whose range starts at or before `where`. */
const JsonDocument *document_of(const JsonFiles *files, Where where)
{
    int low = 0, high = files->count;
    if (where < 0 || where >= files->next)
        return NULL;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (files->list[middle]->base <= where)
            low = middle;
        else
            high = middle;
    }
    assert(files->list[low]->root &&
           (size_t)(where - files->list[low]->base) < files->list[low]->bytes.length);
    return files->list[low];
}

Str document_token(const JsonDocument *document, size_t offset)
{
    return (Str){document->bytes.data + offset, skip_value(document->bytes, offset) - offset};
}

ScanValues document_values(const JsonDocument *document)
{
    JsonPlaces *places = document->places;
    if (!places->found)
        places->values = scan_values(places->arena, document->bytes);
    places->found = true;
    return places->values;
}

int document_number(const JsonDocument *document, size_t offset)
{
    ScanValues values = document_values(document);
    int low = 0, high = values.count;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (values.list[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

Str json_bytes(const JsonFiles *files, const char *path)
{
    const JsonDocument *document = document_named(files, path);
    return document && document->root ? document->bytes : (Str){"", 0};
}

Str json_raw(const JsonFiles *files, const Json *value)
{
    const JsonDocument *document = document_of(files, json_where(value));
    return document ? document_token(document, (size_t)(json_where(value) - document->base))
                    : (Str){"", 0};
}

const char *json_file(const JsonFiles *files, Where where)
{
    const JsonDocument *document = document_of(files, where);
    return document ? document->name : NULL;
}

/* Adds the key as a reference token of RFC 6901. */
static void add_key(Buf *buf, Str token)
{
    size_t at = 1;
    char bytes[4];
    for (int length; (length = escape_next(token, &at, bytes)) > 0;) {
        if (bytes[0] == '~' || bytes[0] == '/')
            buf_text(buf, bytes[0] == '~' ? "~0" : "~1");
        else
            buf_add(buf, bytes, (size_t)length);
    }
}

const char *document_pointer(const JsonDocument *document, int number, Arena *arena)
{
    const ScanValue *values = document_values(document).list;
    int chain[LIMIT_DEPTH + 1], length = 0;
    for (int i = number; values[i].parent >= 0; i = values[i].parent)
        chain[length++] = i;
    Buf buf;
    buf_init(&buf, arena);
    while (length--) {
        const ScanValue *value = &values[chain[length]];
        buf_char(&buf, '/');
        if (value->key_length)
            add_key(&buf, (Str){document->bytes.data + value->key, value->key_length});
        else
            buf_int(&buf, value->index);
    }
    return buf.data;
}

const char *json_pointer(const JsonFiles *files, Where where, Arena *arena)
{
    const JsonDocument *document = document_of(files, where);
    if (!document)
        return "";
    return document_pointer(document, document_number(document, (size_t)(where - document->base)),
                            arena);
}
