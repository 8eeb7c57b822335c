/* schema.c - see schema.h.
 *
 * A field becomes a schema of its value. `enum` and `$ref` hold whatever the
 * type of the value is, so a field that may have several types becomes an
 * `anyOf` with a part for each type that more is said of. Shapes go to $defs,
 * where they may refer to one another; they are found as they are referred to.
 */
#include "json/schema.h"

#include <string.h>

#include "base/buf.h"

#define DIALECT "https://json-schema.org/draft/2020-12/schema"

/* Keys that json_check lets pass: notes, and what is for other programs. */
#define NOTES "^(\\$|//)"

typedef struct Found {
    const JsonShape *shape;
    struct Found *next;
} Found;

typedef struct {
    Buf out;
    const JsonSchema *schema;
    Found *first, **last; /* shapes referred to, in the order of $defs */
} Printer;

/* -- JSON ---------------------------------------------------------------------------- */

/* A comma, unless this is the first in its brackets. */
static void separate(Buf *out)
{
    if (out->length && !strchr("{[:", out->data[out->length - 1]))
        buf_char(out, ',');
}

static void open(Buf *out, const char *key, char bracket)
{
    separate(out);
    if (key) {
        buf_json(out, key);
        buf_char(out, ':');
    }
    if (bracket)
        buf_char(out, bracket);
}

static void put_string(Buf *out, const char *key, const char *text)
{
    open(out, key, '\0');
    buf_json(out, text);
}

static void put_int(Buf *out, const char *key, int value)
{
    open(out, key, '\0');
    buf_int(out, value);
}

static void put_bool(Buf *out, const char *key, bool value)
{
    open(out, key, '\0');
    buf_text(out, value ? "true" : "false");
}

static void put_words(Buf *out, const char *key, const char *const *words)
{
    open(out, key, '[');
    for (; *words; words++)
        put_string(out, NULL, *words);
    buf_char(out, ']');
}

/* -- fields -------------------------------------------------------------------------- */

static void note_shape(Printer *p, const JsonShape *shape)
{
    for (const Found *found = p->first; found; found = found->next)
        if (strcmp(found->shape->name, shape->name) == 0)
            return;
    for (int i = 0; p->schema->apart && p->schema->apart[i]; i++)
        if (strcmp(p->schema->apart[i]->name, shape->name) == 0)
            shape = p->schema->apart[i];
    Found *found = ARENA_NEW(p->out.arena, Found);
    *found = (Found){shape, NULL};
    *p->last = found;
    p->last = &found->next;
}

static void put_ref(Printer *p, const JsonShape *shape)
{
    put_string(&p->out, "$ref", arena_printf(p->out.arena, "#/$defs/%s", shape->name));
    note_shape(p, shape);
}

static void put_types(Buf *out, unsigned types, bool whole)
{
    static const char *const NAMES[] = {"null", "boolean", "number", "string", "array", "object"};
    bool several = (types & (types - 1)) != 0;
    open(out, "type", several ? '[' : '\0');
    for (int type = JSON_NULL; type <= JSON_OBJECT; type++)
        if (types & JSON_IS(type))
            put_string(out, NULL, type == JSON_NUMBER && whole ? "integer" : NAMES[type]);
    buf_text(out, several ? "]" : "");
}

static void put_field(Printer *p, const char *key, const JsonField *field);

/* What is said of the field's values of one type. */
static void put_rules(Printer *p, const JsonField *field, JsonType type)
{
    Buf *out = &p->out;
    const char *const *words = field->words ? field->words : field->names;
    bool bounded = field->least != field->most;
    if (type == JSON_STRING && words)
        put_words(out, "enum", words);
    if (type == JSON_STRING && field->pattern)
        put_string(out, "pattern", field->pattern);
    if (type == JSON_NUMBER && bounded) {
        put_int(out, "minimum", field->least);
        put_int(out, "maximum", field->most);
    }
    if (type == JSON_ARRAY && field->each)
        put_field(p, "items", field->each);
    if (type == JSON_ARRAY && field->least)
        put_int(out, "minItems", field->least);
    if (type == JSON_OBJECT && field->shape)
        put_ref(p, field->shape);
}

/* The types of which more is said than their name. */
static unsigned ruled_types(const JsonField *field)
{
    unsigned types = 0;
    if (field->words || field->names || field->pattern)
        types |= JSON_IS(JSON_STRING);
    if (field->least != field->most)
        types |= JSON_IS(JSON_NUMBER);
    if (field->each)
        types |= JSON_IS(JSON_ARRAY);
    if (field->shape)
        types |= JSON_IS(JSON_OBJECT);
    return types & field->types;
}

static void put_alternatives(Printer *p, const JsonField *field)
{
    Buf *out = &p->out;
    unsigned ruled = ruled_types(field), plain = field->types & ~ruled;
    open(out, "anyOf", '[');
    for (int type = JSON_NULL; type <= JSON_OBJECT; type++) {
        if (!(ruled & JSON_IS(type)))
            continue;
        open(out, NULL, '{');
        put_types(out, JSON_IS(type), field->whole);
        put_rules(p, field, (JsonType)type);
        buf_char(out, '}');
    }
    if (plain) {
        open(out, NULL, '{');
        put_types(out, plain, field->whole);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void put_field(Printer *p, const char *key, const JsonField *field)
{
    Buf *out = &p->out;
    bool several = (field->types & (field->types - 1)) != 0;
    open(out, key, '{');
    if (field->about)
        put_string(out, "description", field->about);
    if (several && ruled_types(field))
        put_alternatives(p, field);
    else if (field->types != JSON_ANY)
        put_types(out, field->types, field->whole);
    for (int type = JSON_NULL; !several && type <= JSON_OBJECT; type++)
        if (field->types == JSON_IS(type))
            put_rules(p, field, (JsonType)type);
    buf_char(out, '}');
}

/* -- objects ------------------------------------------------------------------------- */

/* A member of an object. */
static void put_member(Printer *p, const char *key, const JsonField *field)
{
    JsonField member = *field;
    if (p->schema->partial)
        member.types |= JSON_IS(JSON_NULL);
    put_field(p, key, &member);
}

static void put_required(Buf *out, const JsonField *fields)
{
    bool any = false;
    for (const JsonField *field = fields; field && field->key; field++)
        any |= field->required;
    if (!any)
        return;
    open(out, "required", '[');
    for (const JsonField *field = fields; field->key; field++)
        if (field->required)
            put_string(out, NULL, field->key);
    buf_char(out, ']');
}

/* The keywords of an object with these keys and no others. */
static void put_object(Printer *p, const JsonShape *shape, bool root)
{
    Buf *out = &p->out;
    put_types(out, JSON_IS(JSON_OBJECT), false);
    open(out, "properties", '{');
    if (root)
        put_field(p, "$schema",
                  &(JsonField){.types = JSON_IS(JSON_STRING),
                               .about = "where this schema is, for editors: a path relative to "
                                        "this file"});
    for (const JsonField *field = shape->fields; field && field->key; field++)
        put_member(p, field->key, field);
    for (int i = 0; shape->keys && shape->keys[i]; i++)
        put_member(p, shape->keys[i], shape->each);
    buf_char(out, '}');
    if (!p->schema->partial)
        put_required(out, shape->fields);
    if (!shape->each) {
        open(out, "patternProperties", '{');
        put_bool(out, NOTES, true);
        buf_char(out, '}');
    }
    if (shape->each && !shape->keys)
        put_member(p, "additionalProperties", shape->each);
    else
        put_bool(out, "additionalProperties", false);
}

/* One of several, known by the word under the key shape->by. */
static void put_switch(Printer *p, const JsonShape *shape)
{
    Buf *out = &p->out;
    put_types(out, JSON_IS(JSON_OBJECT), false);
    const char *by[] = {shape->by, NULL};
    put_words(out, "required", by);
    open(out, "properties", '{');
    open(out, shape->by, '{');
    open(out, "enum", '[');
    for (int i = 0; shape->either[i]; i++)
        for (const JsonField *field = shape->either[i]->fields; field->key; field++)
            if (strcmp(field->key, shape->by) == 0)
                put_string(out, NULL, field->words[0]);
    buf_text(out, "]}}");
    open(out, "allOf", '[');
    for (int i = 0; shape->either[i]; i++) {
        const JsonField *field = shape->either[i]->fields;
        while (strcmp(field->key, shape->by) != 0)
            field++;
        buf_printf(out, "%s{\"if\":{\"properties\":{\"%s\":{\"const\":\"%s\"}}},\"then\":{",
                   i ? "," : "", shape->by, field->words[0]);
        put_ref(p, shape->either[i]);
        buf_text(out, "}}");
    }
    buf_char(out, ']');
}

static void put_shape(Printer *p, const JsonShape *shape)
{
    Buf *out = &p->out;
    open(out, shape->name, '{');
    if (shape->about)
        put_string(out, "description", shape->about);
    if (shape->either && shape->by)
        put_switch(p, shape);
    else if (shape->either) {
        open(out, "anyOf", '[');
        for (int i = 0; shape->either[i]; i++) {
            open(out, NULL, '{');
            put_ref(p, shape->either[i]);
            buf_char(out, '}');
        }
        buf_char(out, ']');
    } else
        put_object(p, shape, false);
    buf_char(out, '}');
}

void schema_print(Arena *arena, const JsonSchema *schema, FILE *to)
{
    Printer p = {.schema = schema, .first = NULL};
    p.last = &p.first;
    buf_init(&p.out, arena);
    buf_char(&p.out, '{');
    put_string(&p.out, "$schema", DIALECT);
    put_string(&p.out, "title", schema->title);
    put_string(&p.out, "description", schema->about);
    put_object(&p, &(JsonShape){.fields = schema->fields}, true);
    open(&p.out, "$defs", '{');
    for (const Found *found = p.first; found; found = found->next)
        put_shape(&p, found->shape);
    buf_text(&p.out, "}}");
    Job job = {arena, diag_new(arena)};
    JsonFiles *files = json_files_new(arena, NULL);
    Str text = {p.out.data, p.out.length};
    json_dump(files, json_read_text(files, &job, schema->title, text), to);
}
