#include "layout/readable.h"

typedef struct {
    Job *job;
    const Structure *structure;
    bool *used; /* per node: has content at or below it */
} Reading;

static void fault(const Reading *r, Code code, Where where, const char *message, const char *help)
{
    diag_add(r->job->diag,
             &(Report){.code = code, .where = where, .message = message, .help = help});
}

static bool is_blank(Str text)
{
    for (size_t at = 0; at < text.length;)
        if (!utf8_is_space(utf8_next(text, &at)))
            return false;
    return true;
}

static bool shows_words(const Run *run)
{
    for (int i = 0; i < run->count; i++)
        if (!is_blank((Str){run->text + run->glyphs[i].text_offset, run->glyphs[i].text_length}))
            return true;
    return false;
}

/* Marks the nodes that the items belong to; looks at the links among them. */
static void look_at_items(const Reading *r, const Frame *frame)
{
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        if (item->kind == ITEM_FRAME) {
            look_at_items(r, item->as.frame);
            continue;
        }
        r->used[item->node] |= item->kind != ITEM_RUN || shows_words(item->as.run);
        if (item->kind == ITEM_LINK && is_blank(str_of(item->as.link.about)))
            fault(r, E703, item->where, "the link has no words that say what is there",
                  "write [words](https://address)");
    }
}

static int heading_level(Role role)
{
    return role == ROLE_H1 ? 1 : role == ROLE_H2 ? 2 : role == ROLE_H3 ? 3 : 0;
}

static void check_heading(const Reading *r, const Node *node, int before)
{
    int level = heading_level(node->role);
    if (level <= before + 1)
        return;
    Arena *arena = r->job->arena;
    if (before == 0)
        fault(r, E701, node->where,
              arena_printf(arena, "the first heading is of level %d, not 1", level),
              "begin with a heading of level 1, such as that of a masthead");
    else
        fault(r, E701, node->where,
              arena_printf(arena, "a heading of level %d behind one of level %d", level, before),
              arena_printf(arena, "give it level %d", before + 1));
}

/* The table that the node is in; NODE_ARTIFACT if in none. */
static NodeId table_of(const Reading *r, NodeId node)
{
    while (node > NODE_DOCUMENT && r->structure->nodes[node].role != ROLE_TABLE)
        node = r->structure->nodes[node].parent;
    return node > NODE_DOCUMENT ? node : NODE_ARTIFACT;
}

/* A head row whose cells are all empty is none; without any, the cells that
 * head rows must do. */
static void check_tables(const Reading *r)
{
    const Structure *structure = r->structure;
    enum { EMPTY_HEADS = 1, HEADS = 2 };
    char *found = ARENA_ARRAY(r->job->arena, char, structure->count);
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++) {
        const Node *node = &structure->nodes[id];
        if (node->role != ROLE_TH)
            continue;
        if (r->used[id])
            found[table_of(r, id)] |= HEADS << (node->scope == SCOPE_ROW);
        else if (node->scope != SCOPE_ROW)
            found[table_of(r, id)] |= EMPTY_HEADS;
    }
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++)
        if (structure->nodes[id].role == ROLE_TABLE && r->used[id] &&
            (found[id] == 0 || (found[id] & (EMPTY_HEADS | HEADS)) == EMPTY_HEADS))
            fault(r, E702, structure->nodes[id].where, "the table has no header cells",
                  "give its columns heads");
}

void readable_check(Job *job, const Document *document)
{
    const Structure *structure = document->structure;
    Reading r = {job, structure, ARENA_ARRAY(job->arena, bool, structure->count)};
    for (int page = 0; page < document->page_count; page++)
        look_at_items(&r, document->pages[page]);
    for (NodeId id = structure->count - 1; id > NODE_DOCUMENT; id--)
        r.used[structure->nodes[id].parent] |= r.used[id];
    int level = 0;
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++) {
        const Node *node = &structure->nodes[id];
        if (!r.used[id])
            continue;
        check_heading(&r, node, level);
        level = heading_level(node->role) ? heading_level(node->role) : level;
    }
    check_tables(&r);
}
