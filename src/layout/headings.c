#include "layout/headings.h"

typedef struct {
    const Setting *setting;
    bool flowing; /* in the setting's language, without floats */
    bool *found;  /* per node */
    HeadingPlace *list;
    int count, room;
} Finder;

/* The language that a node's content is in. */
static Lang lang_of(const Structure *structure, NodeId node)
{
    while (node != NODE_DOCUMENT && structure->nodes[node].lang == LANG_NONE)
        node = structure->nodes[node].parent;
    return (Lang)structure->nodes[node].lang;
}

/* The heading that a node is, or is in; NODE_ARTIFACT: none. */
static NodeId heading_of(const Structure *structure, NodeId node)
{
    while (node > NODE_DOCUMENT && !node_more(&structure->nodes[node])->title)
        node = structure->nodes[node].parent;
    return node > NODE_DOCUMENT ? node : NODE_ARTIFACT;
}

/* Keeps the list in reading order from `first`, where the page begins. */
static void add(Finder *f, NodeId node, int page, int first)
{
    ARENA_RESERVE(f->setting->job->arena, f->list, f->count, f->room);
    int at = f->count++;
    for (; at > first && f->list[at - 1].node > node; at--)
        f->list[at] = f->list[at - 1];
    f->list[at] = (HeadingPlace){node, page};
}

/* Rows that are made when they are looked at hold no headings. */
static void look_at(Finder *f, const Frame *frame, int page, int first)
{
    const Structure *structure = f->setting->structure;
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        if (item->kind == ITEM_FRAME)
            look_at(f, item->as.frame, page, first);
        if (item->kind != ITEM_RUN)
            continue;
        NodeId node = heading_of(structure, item->node);
        if (node == NODE_ARTIFACT || f->found[node] ||
            (f->flowing && lang_of(structure, node) != f->setting->lang))
            continue;
        f->found[node] = true;
        add(f, node, page, first);
    }
}

static HeadingPlaces find(const Setting *setting, const Pages *pages, bool flowing)
{
    Finder f = {.setting = setting,
                .flowing = flowing,
                .found = ARENA_ARRAY(setting->job->arena, bool, setting->structure->count)};
    for (int page = 0; page < pages->count; page++)
        look_at(&f, flowing ? pages->list[page].body : pages->list[page].frame, page, f.count);
    return (HeadingPlaces){f.list, f.count};
}

HeadingPlaces headings_find(const Setting *setting, const Pages *pages)
{
    return find(setting, pages, false);
}

HeadingPlaces headings_find_flowing(const Setting *setting, const Pages *pages)
{
    return find(setting, pages, true);
}
