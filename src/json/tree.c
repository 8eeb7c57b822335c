/* tree.c - a faultless text made into cJSON's tree, and arrays that are not.
 *
 * cJSON sees a copy in which every number is a 0 and blanks: it would read
 * them with strtod, and as released, without Debian's patches, takes none
 * longer than 63 bytes. Then tree and text are walked side by side, and each
 * node is given the byte that its value begins at, in `valueint`, which is
 * free: numbers are read from their tokens.
 *
 * A value costs some 80 bytes as a node, and a table of 100,000 rows has
 * 600,000. So arrays that a set of documents is told of (json_fold) are
 * folded: cJSON is shown an empty array, and what is kept is where each
 * element begins. An element is read when it is wanted (json_element) and let
 * go again. Whoever goes over such an array as over any other gets it
 * unfolded: that is right, only not cheap.
 */
#define _GNU_SOURCE /* memmem */
#include "json/tree.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <string.h>

#include "base/mem.h"
#include "json/skip.h"

/* Marks a folded array, whose `valuestring` is its fold: cJSON_Delete leaves
 * that alone. */
#define FOLDED cJSON_IsReference

typedef struct {
    const JsonDocument *document;
    Arena *arena;      /* of the document */
    size_t start;      /* of the array */
    uint32_t *offsets; /* of the elements */
    int count, room;
    cJSON *unfolded; /* NULL: not yet */
} Fold;

typedef struct {
    Fold **list;
    int count, room;
} Folds;

/* -- text to nodes ------------------------------------------------------------------ */

static bool is_numeric(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/* Puts a 0 and blanks in the place of each number. */
static void blank_numbers(char *copy, size_t length)
{
    for (size_t i = 0; i < length;) {
        if (copy[i] == '"') {
            i = skip_string((Str){copy, length}, i);
        } else if (copy[i] == '-' || (copy[i] >= '0' && copy[i] <= '9')) {
            copy[i++] = '0';
            while (i < length && is_numeric(copy[i]))
                copy[i++] = ' ';
        } else
            i++;
    }
}

/* The bytes from `start` to `end`, with the folds in them empty. */
static cJSON *parse(const JsonDocument *document, size_t start, size_t end, const Folds *folds)
{
    size_t length = end - start;
    char *copy = mem_alloc(length + 1);
    memcpy(copy, document->bytes.data + start, length);
    copy[length] = '\0';
    for (int i = 0; i < folds->count; i++) {
        size_t open = folds->list[i]->start;
        memset(copy + open + 1 - start, ' ', skip_value(document->bytes, open) - open - 2);
    }
    blank_numbers(copy, length);
    cJSON *root = cJSON_ParseWithLengthOpts(copy, length + 1, NULL, 1);
    mem_free(copy);
    assert(root); /* a clean scan leaves cJSON nothing to refuse */
    return root;
}

/* The tree and the text walked side by side. */
typedef struct {
    const JsonDocument *document;
    const Folds *folds;
    int next; /* fold */
} Walk;

/* Places the value at `at`, and what is in it; returns where it ends.
 * Recursion is bounded by LIMIT_DEPTH. */
static size_t place_nodes(Walk *walk, cJSON *node, size_t at)
{
    Str text = walk->document->bytes;
    bool object = cJSON_IsObject(node);
    node->valueint = walk->document->base + (Where)at;
    if (walk->next < walk->folds->count && walk->folds->list[walk->next]->start == at) {
        node->type |= FOLDED;
        node->valuestring = (char *)walk->folds->list[walk->next++];
        return skip_value(text, at);
    }
    if (!object && !cJSON_IsArray(node))
        return skip_value(text, at);
    at = skip_between(text, at + 1);
    for (cJSON *child = node->child; child; child = child->next) {
        if (object)
            at = skip_between(text, skip_string(text, at));
        at = skip_between(text, place_nodes(walk, child, at));
    }
    assert(text.data[at] == (object ? '}' : ']'));
    return at + 1;
}

static void delete_tree(void *root)
{
    cJSON_Delete(root);
}

/* The tree of the value from `start` to `end`, which lives in `arena`. */
static cJSON *read_value(Arena *arena, const JsonDocument *document, size_t start, size_t end,
                         const Folds *folds)
{
    Walk walk = {document, folds, 0};
    cJSON *root = parse(document, start, end, folds);
    arena_defer(arena, delete_tree, root);
    place_nodes(&walk, root, start);
    return root;
}

static cJSON *read_part(Arena *arena, const JsonDocument *document, size_t start)
{
    return read_value(arena, document, start, skip_value(document->bytes, start), &(Folds){0});
}

/* -- folds -------------------------------------------------------------------------- */

static void add_fold(Arena *arena, const JsonDocument *document, size_t start, Folds *folds)
{
    Str text = document->bytes;
    Fold *fold = ARENA_NEW(arena, Fold);
    *fold = (Fold){.document = document, .arena = arena, .start = start};
    size_t at = skip_between(text, start + 1);
    for (; text.data[at] != ']'; at = skip_between(text, skip_value(text, at))) {
        ARENA_RESERVE(arena, fold->offsets, fold->count, fold->room);
        fold->offsets[fold->count++] = (uint32_t)at;
    }
    ARENA_RESERVE(arena, folds->list, folds->count, folds->room);
    folds->list[folds->count++] = fold;
}

/* Where the next member's value begins in an object, `*at` being behind the
 * one before, with its key's token; false: there is none. */
static bool next_member(Str text, size_t *at, Str *key)
{
    *at = skip_between(text, *at);
    if (text.data[*at] == '}')
        return false;
    size_t end = skip_string(text, *at);
    *key = (Str){text.data + *at, end - *at};
    *at = skip_between(text, end);
    return true;
}

/* The arrays that are members of the root's member `name`. */
static Folds find_folds(Arena *arena, const JsonDocument *document, const char *name)
{
    Folds folds = {NULL, 0, 0};
    Str text = document->bytes, key;
    size_t at = skip_between(text, 0);
    if (!name || text.data[at] != '{')
        return folds;
    const char *wanted = arena_printf(arena, "\"%s\"", name);
    if (!memmem(text.data, text.length, wanted, strlen(wanted)))
        return folds;
    for (at++; next_member(text, &at, &key); at = skip_value(text, at)) {
        if (!str_is(key, wanted) || text.data[at] != '{')
            continue;
        for (size_t in = at + 1; next_member(text, &in, &key); in = skip_value(text, in))
            if (text.data[in] == '[')
                add_fold(arena, document, in, &folds);
    }
    return folds;
}

static Fold *fold_of(const Json *array)
{
    return (Fold *)array->valuestring;
}

bool tree_is_folded(const Json *value)
{
    return value && (value->type & FOLDED);
}

int tree_folded_count(const Json *array)
{
    return fold_of(array)->count;
}

const Json *tree_unfold(const Json *array)
{
    Fold *fold = fold_of(array);
    if (!fold->unfolded)
        fold->unfolded = read_part(fold->arena, fold->document, fold->start);
    return fold->unfolded;
}

const Json *tree_element(Arena *arena, const Json *array, int index)
{
    const Fold *fold = fold_of(array);
    assert(index < fold->count);
    return read_part(arena, fold->document, fold->offsets[index]);
}

/* -- a document --------------------------------------------------------------------- */

const Json *tree_build(const JsonFiles *files, const JsonDocument *document)
{
    Folds folds = find_folds(files->arena, document, files->folded);
    size_t start = skip_between(document->bytes, 0);
    return read_value(files->arena, document, start, document->bytes.length, &folds);
}
