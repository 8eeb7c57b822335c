#include "layout/beside.h"

/* Strips first..end of a side that belong together. */
typedef struct {
    int first, end;
    Role role;
    Where where; /* of a row or an item, whose origin is the same in any language */
} Group;

/* -- groups ------------------------------------------------------------------------ */

/* The node of the first content of a frame that is read; the artifact if none is. */
static NodeId first_node(const Frame *frame)
{
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        NodeId node = item->kind == ITEM_FRAME ? first_node(item->as.frame) : item->node;
        if (node != NODE_ARTIFACT)
            return node;
    }
    return NODE_ARTIFACT;
}

static bool is_container(Role role)
{
    return role == ROLE_SECT || role == ROLE_DIV || role == ROLE_L || role == ROLE_TABLE ||
           role == ROLE_THEAD || role == ROLE_TBODY || role == ROLE_TOC;
}

/* The paragraph, item or row that a strip is of: the uppermost node below
 * `root` that does not merely contain such; of a table of contents the item
 * alone, without those below it. */
static NodeId row_of(const Structure *structure, const Strip *strip, NodeId root)
{
    NodeId row = NODE_ARTIFACT;
    for (NodeId at = first_node(strip->frame); at != root && at > NODE_DOCUMENT;
         at = structure->nodes[at].parent)
        if (row == NODE_ARTIFACT || structure->nodes[row].role != ROLE_TOCI)
            row = is_container(structure->nodes[at].role) ? row : at;
    return row;
}

static Group next_group(const Structure *structure, const Side *side, int first)
{
    const Galley *galley = side->galley;
    NodeId row = row_of(structure, &galley->strips[first], side->root);
    const Node *node = &structure->nodes[row];
    Group group = {first, first + 1, node->role, WHERE_NONE};
    if (node->role == ROLE_LI || node->role == ROLE_TR || node->role == ROLE_TOCI)
        group.where = node->where;
    while (group.end < galley->count && row != NODE_ARTIFACT &&
           row_of(structure, &galley->strips[group.end], side->root) == row)
        group.end++;
    return group;
}

typedef struct {
    Group *list;
    int count;
} Groups;

static Groups find_groups(const Setting *setting, const Side *side)
{
    int count = side->galley->count;
    Groups groups = {ARENA_ARRAY(setting->job->arena, Group, count), 0};
    for (int at = 0; at < count; at = groups.list[groups.count++].end)
        groups.list[groups.count] = next_group(setting->structure, side, at);
    return groups;
}

/* -- pairs ------------------------------------------------------------------------- */

static bool are_pair(const Group *a, const Group *b)
{
    return a->role == b->role && a->where == b->where;
}

/* The first of the groups from `from` on that goes with `group`; their number
 * if none does. */
static int find_pair(const Groups *groups, int from, const Group *group)
{
    while (from < groups->count && !are_pair(&groups->list[from], group))
        from++;
    return from;
}

/* Strips first..end as one frame, without their notes; NULL if there are none. */
static const Frame *set_strips(const Setting *setting, const Side *side, int first, int end)
{
    Galley part;
    galley_init(&part, setting->job->arena);
    for (int i = first; i < end; i++) {
        Strip strip = side->galley->strips[i];
        strip.feet = NULL;
        strip.again = NULL;
        galley_add(&part, strip);
    }
    return first < end ? galley_frame(&part, setting->measure - side->x) : NULL;
}

/* The note of a number that strips first..end of a side cite; NULL: none. */
static const Frame *foot_of(const Side *side, int first, int end, int number)
{
    for (int i = first; i < end; i++)
        for (const Foot *foot = side->galley->strips[i].feet; foot; foot = foot->next)
            if (foot->number == number)
                return foot->frame;
    return NULL;
}

static bool has_foot(const Foot *feet, int number)
{
    while (feet && feet->number != number)
        feet = feet->next;
    return feet != NULL;
}

/* Two frames beside one another; either may be NULL. */
static Frame *join(const Setting *setting, const Side *const sides[2], const Frame *const parts[2])
{
    Arena *arena = setting->job->arena;
    Frame *frame = frame_new(arena, setting->measure, 0);
    for (int i = 0; i < 2; i++) {
        if (!parts[i])
            continue;
        frame_add_frame(arena, frame, sides[i]->x, 0, parts[i]);
        frame->height = len_max(frame->height, parts[i]->height);
    }
    return frame;
}

/* The heads that tables of both sides begin a page with. */
static const Strip *head_of(const Setting *setting, const Side *const sides[2],
                            const Frame *const heads[2])
{
    Strip *head = ARENA_NEW(setting->job->arena, Strip);
    *head = (Strip){.frame = join(setting, sides, heads), .where = WHERE_NONE};
    return head;
}

/* Adds, behind `feet`, the notes that strips first..end of one side cite, each
 * beside the other side's of its number. */
static Foot *join_feet(const Setting *setting, const Side *const sides[2], const int first[2],
                       const int end[2], int side, Foot *feet)
{
    Foot *last = feet;
    while (last && last->next)
        last = (Foot *)last->next;
    for (int s = first[side]; s < end[side]; s++)
        for (const Foot *foot = sides[side]->galley->strips[s].feet; foot; foot = foot->next) {
            if (has_foot(feet, foot->number))
                continue;
            const Frame *parts[2];
            for (int n = 0; n < 2; n++)
                parts[n] = foot_of(sides[n], first[n], end[n], foot->number);
            Foot *joined = ARENA_NEW(setting->job->arena, Foot);
            *joined = (Foot){.number = foot->number, .frame = join(setting, sides, parts)};
            if (last)
                last->next = joined;
            else
                feet = joined;
            last = joined;
        }
    return feet;
}

/* Takes over what a side's strips first..end say of their surroundings; a grid
 * is the left side's if it has one. */
static void surround(Strip *strip, const Side *side, int first, int end, Len *baseline,
                     const Frame *part)
{
    if (first >= end)
        return;
    const Strip *head = &side->galley->strips[first], *tail = &side->galley->strips[end - 1];
    strip->before = len_max(strip->before, head->before);
    strip->after = len_max(strip->after, tail->after);
    strip->new_page |= head->new_page;
    if (strip->grid == 0 && head->grid) {
        strip->grid = head->grid;
        *baseline = part->baseline;
    }
    strip->keep |= tail->keep;
    if (strip->where == WHERE_NONE)
        strip->where = head->where;
}

/* Hangs strips first[i]..end[i] of both sides as one. */
static void hang_strips(const Setting *setting, const Side *const sides[2], const int first[2],
                        const int end[2], Galley *galley)
{
    const Frame *parts[2], *again[2] = {NULL, NULL};
    Strip strip = {.where = WHERE_NONE};
    Len baseline = 0;
    for (int i = 0; i < 2; i++) {
        parts[i] = set_strips(setting, sides[i], first[i], end[i]);
        surround(&strip, sides[i], first[i], end[i], &baseline, parts[i]);
        if (first[i] < end[i] && sides[i]->galley->strips[first[i]].again)
            again[i] = sides[i]->galley->strips[first[i]].again->frame;
    }
    Frame *frame = join(setting, sides, parts);
    frame->baseline = baseline;
    strip.frame = frame;
    strip.feet =
        join_feet(setting, sides, first, end, 1, join_feet(setting, sides, first, end, 0, NULL));
    strip.again = again[0] || again[1] ? head_of(setting, sides, again) : NULL;
    galley_add(galley, strip);
}

/* A pair that no page holds goes on strip by strip. */
static void hang_pair(const Setting *setting, const Side *const sides[2], const int first[2],
                      const int end[2], Galley *galley)
{
    int at = galley->count, longest = 0;
    hang_strips(setting, sides, first, end, galley);
    if (galley->strips[at].frame->height <= setting->page_depth)
        return;
    galley->count = at;
    for (int i = 0; i < 2; i++)
        longest = end[i] - first[i] > longest ? end[i] - first[i] : longest;
    for (int n = 0; n < longest; n++) {
        int from[2], to[2];
        for (int i = 0; i < 2; i++) {
            from[i] = first[i] + n < end[i] ? first[i] + n : end[i];
            to[i] = from[i] < end[i] ? from[i] + 1 : end[i];
        }
        hang_strips(setting, sides, from, to, galley);
    }
}

void beside_hang(const Setting *setting, const Side *left, const Side *right, Galley *galley)
{
    const Side *const sides[2] = {left, right};
    const Groups groups[2] = {find_groups(setting, left), find_groups(setting, right)};
    for (int l = 0, r = 0; l < groups[0].count || r < groups[1].count;) {
        const Group *a = &groups[0].list[l], *b = &groups[1].list[r];
        bool some[2] = {l < groups[0].count, r < groups[1].count};
        if (some[0] && some[1] && !are_pair(a, b)) {
            some[1] = find_pair(&groups[0], l, b) == groups[0].count;
            some[0] = !some[1];
        }
        int first[2] = {some[0] ? a->first : 0, some[1] ? b->first : 0};
        int end[2] = {some[0] ? a->end : 0, some[1] ? b->end : 0};
        hang_pair(setting, sides, first, end, galley);
        l += some[0];
        r += some[1];
    }
}
