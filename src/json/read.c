#include <assert.h>
#include <cjson/cJSON.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "json/document.h"

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
    if (state != FILE_READ)
        fault_file(job, state == FILE_TOO_LARGE ? E010 : E001, path, why);
    return state == FILE_READ;
}

/* -- the tree ------------------------------------------------------------------------ */

/* cJSON sees a copy in which every number is a 0 and blanks: it would read
 * them with strtod, and as released, without Debian's patches, takes none
 * longer than 63 bytes. */
static cJSON *parse(const JsonDocument *document)
{
    char *copy = mem_alloc(document->bytes.length + 1);
    memcpy(copy, document->bytes.data, document->bytes.length);
    copy[document->bytes.length] = '\0';
    for (int i = 0; i < document->value_count; i++) {
        char *token = copy + document->values[i].offset;
        if (*token != '-' && (*token < '0' || *token > '9'))
            continue;
        memset(token, ' ', document->values[i].length);
        *token = '0';
    }
    cJSON *root = cJSON_ParseWithLengthOpts(copy, document->bytes.length + 1, NULL, 1);
    mem_free(copy);
    return root;
}

static JsonType type_of_token(char first)
{
    switch (first) {
    case '{':
        return JSON_OBJECT;
    case '[':
        return JSON_ARRAY;
    case '"':
        return JSON_STRING;
    case 't':
    case 'f':
        return JSON_BOOL;
    case 'n':
        return JSON_NULL;
    default:
        return JSON_NUMBER;
    }
}

/* Numbers the tree in pre-order from `number` and returns the next number.
 * The ordinal goes into `valueint`, which is free: numbers are read from
 * their tokens. Recursion is bounded by LIMIT_DEPTH. */
static int number_tree(const JsonDocument *document, cJSON *node, int number)
{
    assert(number < document->value_count);
    assert(type_of_token(*document_token(document, number).data) == json_type(node));
    node->valueint = document->base + number++;
    for (cJSON *child = node->child; child; child = child->next)
        number = number_tree(document, child, number);
    return number;
}

static void delete_tree(void *root)
{
    cJSON_Delete(root);
}

static void build(JsonFiles *files, JsonDocument *document)
{
    cJSON *root = parse(document);
    assert(root); /* a clean scan leaves cJSON nothing to refuse */
    arena_defer(files->arena, delete_tree, root);
    int count = number_tree(document, root, 0);
    assert(count == document->value_count);
    document->root = root;
    files->next += count;
}

/* Scans the document; reports its faults and returns whether it has none. */
static bool scan(JsonFiles *files, Job *job, JsonDocument *document)
{
    Arena *scratch = arena_new();
    Scan result = scan_text(scratch, job->diag, document->name, document->bytes);
    document->value_count = result.count;
    document->values = ARENA_ARRAY(files->arena, ScanValue, result.count);
    if (result.count)
        memcpy(document->values, result.values, (size_t)result.count * sizeof(ScanValue));
    arena_free(scratch);
    return result.clean;
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

static const Json *add_document(JsonFiles *files, Job *job, const char *name, Str bytes)
{
    JsonDocument *document = ARENA_NEW(files->arena, JsonDocument);
    document->name = arena_copy(files->arena, name, strlen(name));
    document->bytes = bytes;
    document->last = ARENA_NEW(files->arena, LastPlace);
    document->base = files->next;
    ARENA_RESERVE(files->arena, files->list, files->count, files->room);
    files->list[files->count++] = document;
    count_lines(files, document);
    if (scan(files, job, document))
        build(files, document);
    return document->root;
}

/* The tree of a document read before. The faults of a faulty one are
 * reported again, for it may be another job that asks. */
static const Json *again(Job *job, const JsonDocument *document)
{
    Arena *scratch = arena_new();
    if (!document->root)
        scan_text(scratch, job->diag, document->name, document->bytes);
    arena_free(scratch);
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
