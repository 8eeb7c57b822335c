#include "base/buf.h"
#include "json/document.h"
#include "json/escape.h"

/* What is written so far, and whose number tokens go in. */
typedef struct {
    const JsonFiles *files;
    Job job;
    Buf out;
} Dump;

static void dump_value(Dump *dump, const Json *value, int depth);

static void break_line(Buf *out, int depth)
{
    buf_char(out, '\n');
    for (int i = 0; i < depth; i++)
        buf_text(out, "  ");
}

/* Recursion is bounded by LIMIT_DEPTH. */
static void dump_container(Dump *dump, const Json *container, int depth)
{
    bool object = json_type(container) == JSON_OBJECT;
    const Json *child = json_first(container);
    buf_char(&dump->out, object ? '{' : '[');
    for (const Json *c = child; c; c = json_next(c)) {
        buf_text(&dump->out, c == child ? "" : ",");
        break_line(&dump->out, depth + 1);
        if (object) {
            escape_add(&dump->out, json_key(c));
            buf_text(&dump->out, ": ");
        }
        dump_value(dump, c, depth + 1);
    }
    if (child)
        break_line(&dump->out, depth);
    buf_char(&dump->out, object ? '}' : ']');
}

static void dump_value(Dump *dump, const Json *value, int depth)
{
    Str token;
    switch (json_type(value)) {
    case JSON_NULL:
        buf_text(&dump->out, "null");
        break;
    case JSON_BOOL:
        buf_text(&dump->out, json_bool(&dump->job, value, "") ? "true" : "false");
        break;
    case JSON_NUMBER:
        token = json_number(dump->files, &dump->job, value, "");
        buf_add(&dump->out, token.data, token.length);
        break;
    case JSON_STRING:
        escape_add(&dump->out, json_string(&dump->job, value, ""));
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        dump_container(dump, value, depth);
        break;
    }
}

void json_dump(const JsonFiles *files, const Json *root, FILE *to)
{
    Arena *scratch = arena_new();
    Dump dump = {.files = files, .job = {.arena = scratch, .diag = diag_new(scratch)}};
    buf_init(&dump.out, scratch);
    dump_value(&dump, root, 0);
    buf_char(&dump.out, '\n');
    fwrite(dump.out.data, 1, dump.out.length, to);
    arena_free(scratch);
}
