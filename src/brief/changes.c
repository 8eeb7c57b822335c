#include "brief/changes.h"

static bool is_key(const Change *change, Str key)
{
    for (int i = 0; i < change->key_count; i++)
        if (str_equal(change->keys[i], key))
            return true;
    return false;
}

static void note_key(Change *change, Str key)
{
    if (!is_key(change, key) && change->key_count < CHANGE_KEYS_MOST)
        change->keys[change->key_count++] = key;
}

/* Members of `one` that `other` has not, or has with another value. */
static void compare_members(const JsonFiles *files, const Json *one, const Json *other,
                            Change *change)
{
    for (const Json *member = json_first(one); member; member = json_next(member)) {
        Str key = json_key(member);
        const Json *twin = NULL;
        for (const Json *m = json_first(other); m && !twin; m = json_next(m))
            if (str_equal(json_key(m), key))
                twin = m;
        if (!twin || !json_equal(files, member, twin))
            note_key(change, key);
    }
}

static const Fact *twin_of(const Zone *zone, const Fact *fact)
{
    return zone ? map_lookup(&zone->by_id, str_of(fact->id)) : NULL;
}

Changes changes_find(Arena *arena, const JsonFiles *files, const Zone *before, const Zone *after)
{
    int room = (before ? before->fact_count : 0) + (after ? after->fact_count : 0);
    Changes changes = {ARENA_ARRAY(arena, Change, room), 0};
    for (int i = 0; after && i < after->fact_count; i++) {
        Change change = {.after = &after->facts[i]};
        change.before = twin_of(before, change.after);
        if (change.before) {
            compare_members(files, change.before->root, change.after->root, &change);
            compare_members(files, change.after->root, change.before->root, &change);
        }
        if (!change.before || change.key_count)
            changes.list[changes.count++] = change;
    }
    for (int i = 0; before && i < before->fact_count; i++)
        if (!twin_of(after, &before->facts[i]))
            changes.list[changes.count++] = (Change){.before = &before->facts[i]};
    return changes;
}

bool changes_has(const Changes *changes, const Fact *fact)
{
    for (int i = 0; changes && i < changes->count; i++)
        if (changes->list[i].after == fact)
            return true;
    return false;
}
