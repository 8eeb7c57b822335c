#include <cjson/cJSON.h>
#include <string.h>

#include "base/buf.h"
#include "json/escape.h"
#include "json/tree.h"

/* -- looking at values ---------------------------------------------------------------- */

JsonType json_type(const Json *value)
{
    switch (value ? value->type & 0xFF : cJSON_NULL) {
    case cJSON_False:
    case cJSON_True:
        return JSON_BOOL;
    case cJSON_Number:
        return JSON_NUMBER;
    case cJSON_String:
        return JSON_STRING;
    case cJSON_Array:
        return JSON_ARRAY;
    case cJSON_Object:
        return JSON_OBJECT;
    default:
        return JSON_NULL;
    }
}

Where json_where(const Json *value)
{
    return value ? value->valueint : WHERE_NONE;
}

const char *json_type_name(JsonType type)
{
    static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};
    return names[type];
}

int json_count(const Json *value)
{
    int count = 0;
    if (tree_is_folded(value))
        return tree_folded_count(value);
    for (const Json *child = json_first(value); child; child = child->next)
        count++;
    return count;
}

const Json *json_first(const Json *value)
{
    if (tree_is_folded(value))
        return tree_unfold(value)->child;
    return value ? value->child : NULL;
}

const Json *json_element(Arena *arena, const Json *array, int index)
{
    if (tree_is_folded(array))
        return tree_element(arena, array, index);
    const Json *child = json_type(array) == JSON_ARRAY ? array->child : NULL;
    while (child && index-- > 0)
        child = child->next;
    return child;
}

const Json *json_next(const Json *value)
{
    return value ? value->next : NULL;
}

Str json_key(const Json *member)
{
    return str_of(member ? member->string : NULL);
}

/* A search along the list: for tables keyed by thousands, walk them once. */
const Json *json_member(const Json *object, const char *key)
{
    if (json_type(object) != JSON_OBJECT)
        return NULL;
    const Json *member = object->child;
    while (member && (member->string[0] != key[0] || strcmp(member->string, key) != 0))
        member = member->next;
    return member;
}

/* -- JSON Pointer ----------------------------------------------------------------------- */

/* Whether the reference token, in which ~1 is / and ~0 is ~, spells `key`. */
static bool spells(Str token, const char *key)
{
    size_t i = 0;
    for (; i < token.length; i++, key++) {
        char c = token.data[i];
        if (c == '~') {
            if (++i == token.length || (token.data[i] != '0' && token.data[i] != '1'))
                return false;
            c = token.data[i] == '0' ? '~' : '/';
        }
        if (*key != c)
            return false;
    }
    return *key == '\0';
}

static const Json *element(const Json *array, Str token)
{
    int index = 0;
    if (token.length == 0 || token.length > 8 || (token.length > 1 && token.data[0] == '0'))
        return NULL;
    for (size_t i = 0; i < token.length; i++) {
        if (token.data[i] < '0' || token.data[i] > '9')
            return NULL;
        index = index * 10 + (token.data[i] - '0');
    }
    const Json *child = json_first(array);
    while (child && index--)
        child = child->next;
    return child;
}

static const Json *step(const Json *value, Str token)
{
    if (json_type(value) == JSON_ARRAY)
        return element(value, token);
    if (json_type(value) != JSON_OBJECT)
        return NULL;
    const Json *member = value->child;
    while (member && !spells(token, member->string))
        member = member->next;
    return member;
}

const Json *json_resolve(const Json *root, Str pointer)
{
    const Json *value = root;
    for (size_t at = 0; value && at < pointer.length;) {
        if (pointer.data[at++] != '/')
            return NULL;
        size_t end = at;
        while (end < pointer.length && pointer.data[end] != '/')
            end++;
        value = step(value, (Str){pointer.data + at, end - at});
        at = end;
    }
    return value;
}

/* -- typed access that reports -------------------------------------------------------------- */

static void report(Job *job, Code code, const Json *value, const char *message, const char *label,
                   const char *help)
{
    diag_add(job->diag, &(Report){.code = code,
                                  .where = json_where(value),
                                  .message = message,
                                  .label = label,
                                  .help = help});
}

/* `expected` has its article: "a number". */
static void wrong_type(Job *job, const Json *value, const char *what, const char *expected)
{
    const char *found = value ? json_type_name(json_type(value)) : "nothing";
    report(job, E012, value, arena_printf(job->arena, "%s must be %s", what, expected),
           arena_printf(job->arena, "%s; expected %s", found, expected), NULL);
}

Str json_string(Job *job, const Json *value, const char *what)
{
    if (json_type(value) == JSON_STRING)
        return str_of(value->valuestring);
    wrong_type(job, value, what, "a string");
    return (Str){"", 0};
}

Str json_number(const JsonFiles *files, Job *job, const Json *value, const char *what)
{
    if (json_type(value) == JSON_NUMBER)
        return json_raw(files, value);
    wrong_type(job, value, what, "a number");
    return (Str){"", 0};
}

/* The value of -?[0-9]+; anything beyond 18 digits saturates. */
static bool parse_whole(Str token, int64_t *result)
{
    size_t at = token.length > 0 && token.data[0] == '-';
    int64_t value = 0;
    if (at == token.length)
        return false;
    for (; at < token.length; at++) {
        if (token.data[at] < '0' || token.data[at] > '9')
            return false;
        value = value < 100000000000000000 ? value * 10 + (token.data[at] - '0') : INT64_MAX;
    }
    *result = token.data[0] == '-' ? -value : value;
    return true;
}

int json_whole(const JsonFiles *files, Job *job, const Json *value, const char *what, int low,
               int high)
{
    int64_t result;
    if (json_type(value) != JSON_NUMBER) {
        wrong_type(job, value, what, "a whole number");
        return low;
    }
    Str token = json_raw(files, value);
    const char *written = arena_copy(job->arena, token.data, token.length);
    if (!parse_whole(token, &result)) {
        report(job, E012, value, arena_printf(job->arena, "%s must be a whole number", what),
               arena_printf(job->arena, "%s; expected a whole number", written),
               "write it with digits only, without point and exponent");
        return low;
    }
    if (result < low || result > high) {
        report(job, E015, value,
               arena_printf(job->arena, "%s must be from %d to %d", what, low, high),
               arena_printf(job->arena, "%s is out of range", written), NULL);
        return low;
    }
    return (int)result;
}

bool json_bool(Job *job, const Json *value, const char *what)
{
    if (json_type(value) == JSON_BOOL)
        return (value->type & 0xFF) == cJSON_True;
    wrong_type(job, value, what, "true or false");
    return false;
}
