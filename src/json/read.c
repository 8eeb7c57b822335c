#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "json/tree.h"

/* -- bytes ------------------------------------------------------------------------- */

static void fault_file(Job *job, Code code, const char *path, const char *why)
{
    diag_add(job->diag,
             &(Report){.code = code,
                       .where = WHERE_NONE,
                       .file = path,
                       .message = arena_printf(job->arena, "cannot read %s: %s", path, why)});
}

static void fault_size(Job *job, const char *path)
{
    fault_file(job, E010, path,
               arena_printf(job->arena, "larger than %d MB", LIMIT_FILE_BYTES >> 20));
}

static bool load(JsonFiles *files, Job *job, const char *path, Str *bytes)
{
    const char *why = NULL;
    Buf buf;
    buf_init(&buf, files->arena);
    FileState state = file_read_within(files->root, path, LIMIT_FILE_BYTES, &buf, &why);
    *bytes = (Str){buf.data, buf.length};
    Code code = state == FILE_FAILED ? E403 : state == FILE_TOO_LARGE ? E010 : E001;
    if (state != FILE_READ)
        fault_file(job, code, path, why);
    return state == FILE_READ;
}

/* -- documents ------------------------------------------------------------------------ */

/* Reports the faults of the text; false if there are any. */
static bool is_clean(Job *job, const char *name, Str bytes)
{
    Arena *scratch = arena_new();
    bool clean = scan_text(scratch, job->diag, name, bytes);
    arena_free(scratch);
    return clean;
}

static void count_lines(JsonFiles *files, JsonDocument *document)
{
    size_t length = document->bytes.length;
    int32_t *lines = ARENA_ARRAY(files->arena, int32_t, length / DOCUMENT_BLOCK + 1), count = 0;
    for (size_t i = 0; i < length; i++) {
        if (i % DOCUMENT_BLOCK == 0)
            lines[i / DOCUMENT_BLOCK] = count;
        count += document->bytes.data[i] == '\n';
    }
    if (length % DOCUMENT_BLOCK == 0)
        lines[length / DOCUMENT_BLOCK] = count;
    document->lines = lines;
}

/* Places are numbers of bytes, and a Where holds no larger ones. */
static bool has_room(const JsonFiles *files, Job *job, const char *name, Str bytes)
{
    if (bytes.length <= (size_t)(LIMIT_DOCUMENTS_BYTES - files->next))
        return true;
    fault_file(job, E010, name, "with it, more than 2 GB of JSON would be read at once");
    return false;
}

static const Json *add_document(JsonFiles *files, Job *job, const char *name, Str bytes)
{
    if (!has_room(files, job, name, bytes))
        return NULL;
    JsonDocument *document = ARENA_NEW(files->arena, JsonDocument);
    document->name = arena_copy(files->arena, name, strlen(name));
    document->bytes = bytes;
    document->last = ARENA_NEW(files->arena, LastPlace);
    document->base = files->next;
    ARENA_RESERVE(files->arena, files->list, files->count, files->room);
    files->list[files->count++] = document;
    count_lines(files, document);
    document->places = ARENA_NEW(files->arena, JsonPlaces);
    document->places->arena = files->arena;
    if (is_clean(job, name, bytes)) {
        document->root = tree_build(files, document);
        files->next += (Where)bytes.length;
    }
    return document->root;
}

/* The tree of a document read before. The faults of a faulty one are
 * reported again, for it may be another job that asks. */
static const Json *again(Job *job, const JsonDocument *document)
{
    if (!document->root)
        is_clean(job, document->name, document->bytes);
    return document->root;
}

const Json *json_read_file(JsonFiles *files, Job *job, const char *path)
{
    const JsonDocument *document = document_named(files, path);
    Str bytes;
    if (document)
        return again(job, document);
    if (!load(files, job, path, &bytes))
        return NULL;
    return add_document(files, job, path, bytes);
}

const Json *json_read_text(JsonFiles *files, Job *job, const char *name, Str text)
{
    const JsonDocument *document = document_named(files, name);
    if (document)
        return again(job, document);
    if (text.length > LIMIT_FILE_BYTES) {
        fault_size(job, name);
        return NULL;
    }
    Str bytes = {arena_copy(files->arena, text.data, text.length), text.length};
    return add_document(files, job, name, bytes);
}
