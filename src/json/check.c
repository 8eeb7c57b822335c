/* check.c - objects held against a table of the keys they may have. */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "json/escape.h"
#include "json/json.h"

#define LIST_BYTES    240
#define FIELDS_LISTED 64

/* One object being checked. */
typedef struct {
    Job *job;
    const Json *object;
    const char *what;
    const JsonField *fields;
    bool misspelt[FIELDS_LISTED]; /* of fields: an unknown key is nearest to its name */
    bool clean;
} Check;

static void fault(Check *check, const Report *report)
{
    diag_add(check->job->diag, report);
    check->clean = false;
}

/* `"a", "b", "c"`, cut when it grows long. */
static const char *list_words(Arena *arena, const char *const *words, int count)
{
    Buf buf;
    buf_init(&buf, arena);
    for (int i = 0; i < count; i++) {
        buf_text(&buf, i ? ", " : "");
        if (buf.length + strlen(words[i]) > LIST_BYTES) {
            buf_text(&buf, "...");
            break;
        }
        buf_printf(&buf, "\"%s\"", words[i]);
    }
    return buf.data;
}

static int count_words(const char *const *words)
{
    int count = 0;
    while (words[count])
        count++;
    return count;
}

/* "did you mean ...?", or all there is to choose from. */
static const char *suggest(Arena *arena, Str word, const char *const *words, int count)
{
    const char *nearest = str_nearest(word, words, count);
    if (nearest)
        return arena_printf(arena, "did you mean \"%s\"?", nearest);
    return arena_printf(arena, "allowed are %s", list_words(arena, words, count));
}

/* -- keys -------------------------------------------------------------------------------- */

static int field_names(const JsonField *fields, const char **names)
{
    int count = 0;
    for (; count < FIELDS_LISTED && fields[count].key; count++)
        names[count] = fields[count].key;
    return count;
}

/* Which of the fields a key may have been meant to be; NULL: none. */
static const JsonField *nearest_field(const JsonField *fields, Str key)
{
    const char *names[FIELDS_LISTED];
    const char *nearest = str_nearest(key, names, field_names(fields, names));
    for (; nearest && fields->key; fields++)
        if (fields->key == nearest)
            return fields;
    return NULL;
}

static void fault_unknown(Check *check, const Json *member)
{
    Arena *arena = check->job->arena;
    const char *names[FIELDS_LISTED];
    int count = field_names(check->fields, names);
    const JsonField *meant = nearest_field(check->fields, json_key(member));
    if (meant)
        check->misspelt[meant - check->fields] = true;
    fault(check,
          &(Report){.code = E013,
                    .where = json_where(member),
                    .part = PART_KEY,
                    .message = arena_printf(arena, "unknown key %s in %s",
                                            escape_quote(arena, json_key(member)), check->what),
                    .label = "unknown key",
                    .help = suggest(arena, json_key(member), names, count)});
}

bool json_is_note(Str key)
{
    return key.length && (key.data[0] == '$' || strncmp(key.data, "//", 2) == 0);
}

static const JsonField *find_field(const JsonField *fields, Str key)
{
    for (; fields->key; fields++)
        if (str_is(key, fields->key))
            return fields;
    return NULL;
}

/* One report names all keys that are missing, but for those that were misspelt. */
static void check_missing(Check *check)
{
    Arena *arena = check->job->arena;
    const char *missing[FIELDS_LISTED];
    const char *about = NULL;
    int count = 0;
    for (int i = 0; i < FIELDS_LISTED && check->fields[i].key; i++) {
        const JsonField *field = &check->fields[i];
        if (!field->required || check->misspelt[i] || json_member(check->object, field->key))
            continue;
        missing[count++] = field->key;
        about = field->about;
    }
    if (count == 0)
        return;
    const char *list = list_words(arena, missing, count);
    fault(check, &(Report){.code = E011,
                           .where = json_where(check->object),
                           .message = arena_printf(arena, "%s needs %s", check->what, list),
                           .label = count == 1 ? "key missing" : "keys missing",
                           .help = count == 1 && about
                                       ? arena_printf(arena, "\"%s\" is %s", missing[0], about)
                                       : NULL});
}

/* -- values ------------------------------------------------------------------------------ */

/* "a number or a string" */
static const char *list_types(Arena *arena, unsigned types)
{
    static const char *const names[] = {"null",     "true or false", "a number",
                                        "a string", "an array",      "an object"};
    Buf buf;
    buf_init(&buf, arena);
    for (int type = JSON_NULL; type <= JSON_OBJECT; type++) {
        if (!(types & JSON_IS(type)))
            continue;
        buf_text(&buf, buf.length ? " or " : "");
        buf_text(&buf, names[type]);
    }
    return buf.data;
}

static void fault_type(Check *check, const Json *value, const char *what, unsigned types)
{
    Arena *arena = check->job->arena;
    const char *expected = list_types(arena, types);
    const char *found = value ? json_type_name(json_type(value)) : "nothing";
    fault(check, &(Report){.code = E012,
                           .where = json_where(value),
                           .message = arena_printf(arena, "%s must be %s", what, expected),
                           .label = arena_printf(arena, "%s; expected %s", found, expected)});
}

static void check_word(Check *check, const Json *value, const char *key, const char *const *words)
{
    Arena *arena = check->job->arena;
    Str word = json_string(check->job, value, key);
    int count = count_words(words);
    if (str_among(word, words) >= 0)
        return;
    fault(check, &(Report){.code = E014,
                           .where = json_where(value),
                           .message = arena_printf(arena, "%s cannot be %s", key,
                                                   escape_quote(arena, word)),
                           .label = "word not known here",
                           .help = suggest(arena, word, words, count)});
}

static void check_member(Check *check, const Json *member)
{
    const JsonField *field = find_field(check->fields, json_key(member));
    if (!field && !json_is_note(json_key(member)))
        fault_unknown(check, member);
    else if (field && !(field->types & JSON_IS(json_type(member))))
        fault_type(check, member, field->key, field->types);
    else if (field && field->words && json_type(member) == JSON_STRING)
        check_word(check, member, field->key, field->words);
}

bool json_check(Job *job, const Json *object, const char *what, const JsonField *fields)
{
    Check check = {.job = job, .object = object, .what = what, .fields = fields, .clean = true};
    if (json_type(object) != JSON_OBJECT) {
        fault_type(&check, object, what, JSON_IS(JSON_OBJECT));
        return false;
    }
    for (const Json *member = json_first(object); member; member = json_next(member))
        check_member(&check, member);
    check_missing(&check);
    return check.clean;
}

bool json_check_needed(Job *job, const Json *object, const char *what, const JsonField *fields)
{
    Check check = {.job = job, .object = object, .what = what, .fields = fields, .clean = true};
    if (json_type(object) != JSON_OBJECT) {
        fault_type(&check, object, what, JSON_IS(JSON_OBJECT));
        return false;
    }
    for (const Json *member = json_first(object); member; member = json_next(member)) {
        const JsonField *meant = nearest_field(fields, json_key(member));
        if (meant && meant->required && !json_member(object, meant->key))
            fault_unknown(&check, member);
    }
    check_missing(&check);
    return check.clean;
}

bool json_check_words(Job *job, const Json *value, const JsonField *field)
{
    Check check = {.job = job, .clean = true};
    bool list = json_type(value) == JSON_ARRAY;
    const char *const *words = field->words ? field->words : field->names;
    for (const Json *one = list ? json_first(value) : value; one; one = json_next(one)) {
        if (json_type(one) == JSON_STRING)
            check_word(&check, one, field->key, words);
        else
            fault_type(&check, one, field->key, JSON_IS(JSON_STRING));
        if (!list)
            break;
    }
    return check.clean;
}

int json_whole_member(const JsonFiles *files, Job *job, const Json *object, const JsonField *fields,
                      const char *key, int otherwise)
{
    const Json *value = json_member(object, key);
    const JsonField *field = find_field(fields, str_of(key));
    assert(field);
    return value ? json_whole(files, job, value, key, field->least, field->most) : otherwise;
}
