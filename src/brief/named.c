#include "brief/named.h"

#include <string.h>

#include "brief/schema.h"

void named_init(NamedList *list, Arena *arena)
{
    *list = (NamedList){.arena = arena};
    map_init(&list->facts, arena);
}

static void add(NamedList *list, const Json *value, bool is_pointer)
{
    ARENA_RESERVE(list->arena, list->left, list->count, list->room);
    Named *named = &list->left[list->count++];
    *named = (Named){.value = value, .is_pointer = is_pointer};
    map_init(&named->keys, list->arena);
}

void named_add_facts(NamedList *list, const Json *value)
{
    if (json_type(value) == JSON_STRING)
        add(list, value, false);
    else if (json_type(value) == JSON_ARRAY)
        for (const Json *one = json_first(value); one; one = json_next(one))
            named_add_facts(list, one);
}

/* A copy: zone files are read and let go one by one. */
static void note(Map *map, Str name)
{
    if (!map_lookup(map, name))
        map_add(map, (Str){arena_copy(map->arena, name.data, name.length), name.length}, map);
}

static Str string_of(const Json *value)
{
    return json_type(value) == JSON_STRING ? json_string(NULL, value, NULL) : STR("");
}

/* -- pointers ---------------------------------------------------------------------- */

/* Length of the pointer's first `steps` steps, or of all if it has fewer. */
static size_t prefix(Str pointer, int steps)
{
    size_t at = 0;
    while (at < pointer.length && steps-- > 0)
        do
            at++;
        while (at < pointer.length && pointer.data[at] != '/');
    return at;
}

/* How much of the pointer leads to a value. */
static size_t reach(const Json *root, Str pointer)
{
    size_t depth = 0;
    for (int steps = 1; depth < pointer.length; steps++) {
        size_t next = prefix(pointer, steps);
        if (!json_resolve(root, (Str){pointer.data, next}))
            break;
        depth = next;
    }
    return depth;
}

/* Reports the pointer at the step behind `depth`, which is none of `keys`. */
static void fault_pointer(Job *job, const Json *value, size_t depth, const Map *keys, Code code,
                          const char *message)
{
    Str pointer = string_of(value), rest = {pointer.data + depth + 1, pointer.length - depth - 1};
    size_t end = depth + prefix((Str){pointer.data + depth, pointer.length - depth}, 1);
    rest.length = end - depth - 1;
    const char *near = map_nearest(keys, rest);
    diag_add(job->diag,
             &(Report){.code = code,
                       .where = json_where(value),
                       .message = message,
                       .help = near ? arena_printf(job->arena, "did you mean \"%.*s/%s%.*s\"?",
                                                   (int)depth, pointer.data, near,
                                                   (int)(pointer.length - end), pointer.data + end)
                                    : NULL});
}

static bool may_begin(Job *job, const Json *value, Str key)
{
    Map keys;
    map_init(&keys, job->arena);
    for (const JsonField *field = zone_fields(); field->key; field++)
        map_add(&keys, str_of(field->key), field);
    if (map_lookup(&keys, key))
        return true;
    fault_pointer(job, value, 0, &keys, E124, "no zone file has a value of that name");
    return false;
}

void named_add_pointer(NamedList *list, Job *job, const Json *value)
{
    Str pointer = string_of(value);
    if (pointer.length == 0)
        return;
    if (pointer.data[0] != '/') {
        diag_add(job->diag, &(Report){.code = E114,
                                      .where = json_where(value),
                                      .message = "a pointer begins with /"});
        return;
    }
    size_t end = prefix(pointer, 1);
    Str key = {pointer.data + 1, end - 1};
    if (!json_is_note(key) && may_begin(job, value, key) && end < pointer.length)
        add(list, value, true);
}

/* -- zones ------------------------------------------------------------------------- */

static bool meet_pointer(Named *named, const Json *zone)
{
    Str pointer = string_of(named->value);
    size_t depth = reach(zone, pointer);
    if (depth == pointer.length)
        return true;
    if (depth > named->depth)
        map_init(&named->keys, named->keys.arena);
    if (depth < named->depth)
        return false;
    named->depth = depth;
    const Json *parent = json_resolve(zone, (Str){pointer.data, depth});
    if (json_type(parent) == JSON_OBJECT)
        for (const Json *one = json_first(parent); one; one = json_next(one))
            note(&named->keys, json_key(one));
    return false;
}

void named_meet(NamedList *list, const Json *zone)
{
    const Json *facts = json_member(zone, "facts");
    for (const Json *fact = json_type(facts) == JSON_ARRAY ? json_first(facts) : NULL; fact;
         fact = json_next(fact))
        note(&list->facts, string_of(json_member(fact, "id")));
    int left = 0;
    for (int i = 0; i < list->count; i++) {
        Named *named = &list->left[i];
        bool met = named->is_pointer ? meet_pointer(named, zone)
                                     : map_lookup(&list->facts, string_of(named->value)) != NULL;
        if (!met)
            list->left[left++] = *named;
    }
    list->count = left;
}

void named_report(const NamedList *list, Job *job, bool all_read)
{
    for (int i = 0; i < list->count; i++) {
        const Named *named = &list->left[i];
        bool known = all_read && (!named->is_pointer || named->depth > 0);
        Code code = known ? E124 : W124;
        if (named->is_pointer) {
            fault_pointer(job, named->value, named->depth, &named->keys, code,
                          "the pointer leads nowhere in any zone of the edition");
            continue;
        }
        Str id = string_of(named->value);
        const char *near = map_nearest(&list->facts, id);
        diag_add(job->diag,
                 &(Report){.code = code,
                           .where = json_where(named->value),
                           .message = arena_printf(job->arena,
                                                   "no zone of the edition has a fact \"%.*s\"",
                                                   (int)id.length, id.data),
                           .help = near ? arena_printf(job->arena, "did you mean \"%s\"?", near)
                                        : NULL});
    }
}
