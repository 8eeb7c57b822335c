/* json - the scanner, cJSON behind it, and what is asked of a tree: what is
 * read and written again reads as the same. */
#include <stdlib.h>
#include <string.h>

#include "shared/fuzz.h"

static void look_at(const JsonFiles *files, Job *job, const Json *root, const Json *value)
{
    Str pointer = str_of(json_pointer(files, json_where(value), job->arena));
    if (json_where(value) == json_where(root))
        FUZZ_HOLDS(pointer.length == 0);
    else
        json_resolve(root, pointer); /* a key may have a NUL in it: not what is looked for */
    FUZZ_HOLDS(json_file(files, json_where(value)) != NULL);
    if (json_type(value) == JSON_NUMBER) {
        Decimal number;
        Str token = json_number(files, job, value, "value");
        FUZZ_HOLDS(token.length > 0);
        if (decimal_parse(token, &number))
            decimal_text(&number, job->arena);
        json_whole(files, job, value, "value", -5, 5);
    }
    int count = 0;
    for (const Json *one = json_first(value); one; one = json_next(one)) {
        look_at(files, job, root, one);
        count++;
    }
    FUZZ_HOLDS(count == json_count(value));
}

static Str written(Job *job, const JsonFiles *files, const Json *root)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&bytes, &length);
    if (!to)
        fuzz_fail("there is memory");
    json_dump(files, root, to);
    fclose(to);
    Str text = {arena_copy(job->arena, bytes, length), length};
    free(bytes);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Job job = {arena, diag_new(arena)};
    JsonFiles *files = json_files_new(arena, NULL);
    json_fold(files, "a");
    const Json *root = json_read_text(files, &job, "a", (Str){(const char *)data, size});
    FUZZ_HOLDS((root == NULL) == (diag_errors(job.diag) > 0));
    if (root) {
        look_at(files, &job, root, root);
        Str text = written(&job, files, root);
        const Json *again = json_read_text(files, &job, "b", text);
        FUZZ_HOLDS(again != NULL);
        FUZZ_HOLDS(json_equal(files, root, again));
        FUZZ_HOLDS(str_equal(text, written(&job, files, again)));
        json_merge(arena, root, again);
        json_merge(arena, json_first(root), root);
    }
    diag_print(job.diag, fuzz_nowhere(), json_locate, files);
    arena_free(arena);
    return 0;
}
