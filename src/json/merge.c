/* merge.c - documents laid over one another (RFC 7396).
 *
 * The result is a tree of the arena's own. Its nodes are copies that keep the
 * Where of the value they stand for, so that a fault in it is told at the
 * file, or the option, that the value came from; what the two sides do not
 * share they lend to it whole. The trees laid over one another stay as they
 * are and must outlive it. Walking a list of layers at every look-up would
 * do as well for single keys, but not for whatever wants all members of an
 * object; and copies through JSON text would lose the places.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "base/limits.h"
#include "json/json.h"

/* A copy of the node alone, its children lent. */
static cJSON *copy_node(Arena *arena, const Json *node)
{
    cJSON *copy = ARENA_NEW(arena, cJSON);
    *copy = *node;
    copy->next = copy->prev = NULL;
    return copy;
}

static void hang_child(cJSON *object, cJSON **last, cJSON *child)
{
    child->prev = *last;
    if (*last)
        (*last)->next = child;
    else
        object->child = child;
    *last = child;
}

/* Recursion is bounded by the depth of the documents (LIMIT_DEPTH). */
static cJSON *merge(Arena *arena, const Json *under, const Json *over)
{
    cJSON *merged = copy_node(arena, over), *last = NULL;
    if (json_type(over) != JSON_OBJECT)
        return merged;
    merged->child = NULL;
    const Json *old = under && json_type(under) == JSON_OBJECT ? under->child : NULL;
    for (const Json *member = old; member; member = member->next) {
        const Json *change = json_member(over, member->string);
        if (!change)
            hang_child(merged, &last, copy_node(arena, member));
        else if (json_type(change) != JSON_NULL)
            hang_child(merged, &last, merge(arena, member, change));
    }
    for (const Json *member = over->child; member; member = member->next)
        if (json_type(member) != JSON_NULL && !(old && json_member(under, member->string)))
            hang_child(merged, &last, merge(arena, NULL, member));
    return merged;
}

const Json *json_merge(Arena *arena, const Json *under, const Json *over)
{
    return over ? merge(arena, under, over) : under;
}

/* The first step of a pointer behind its '/', decoded; false if it is none. */
static bool take_step(Arena *arena, Str *pointer, char **step)
{
    size_t end = 1, length = 0;
    if (pointer->length == 0 || pointer->data[0] != '/')
        return false;
    while (end < pointer->length && pointer->data[end] != '/')
        end++;
    *step = arena_alloc(arena, end);
    for (size_t i = 1; i < end; i++) {
        char c = pointer->data[i];
        char next = i + 1 < end ? pointer->data[i + 1] : '\0';
        if (c == '~' && next != '0' && next != '1')
            return false;
        if (c == '~') {
            c = next == '1' ? '/' : '~';
            i++;
        }
        (*step)[length++] = c;
    }
    *pointer = (Str){pointer->data + end, pointer->length - end};
    return true;
}

/* Is it deeper than any document may be? */
static bool too_deep(Str pointer)
{
    int steps = 0;
    for (size_t i = 0; i < pointer.length; i++)
        steps += pointer.data[i] == '/';
    return steps > LIMIT_DEPTH;
}

const Json *json_nest(Arena *arena, Str pointer, const Json *value)
{
    char *step;
    if (too_deep(pointer))
        return NULL;
    if (pointer.length == 0)
        return value;
    if (!take_step(arena, &pointer, &step))
        return NULL;
    const Json *inner = json_nest(arena, pointer, value);
    if (!inner)
        return NULL;
    cJSON *object = ARENA_NEW(arena, cJSON), *member = copy_node(arena, inner);
    object->type = cJSON_Object;
    object->valueint = json_where(value);
    member->string = step;
    object->child = member;
    return object;
}
