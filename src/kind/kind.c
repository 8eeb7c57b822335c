#include "kind/kind.h"

const Kind *kind_lookup(Str name)
{
    for (int i = 0; KINDS[i]; i++)
        if (str_is(name, KINDS[i]->name))
            return KINDS[i];
    return NULL;
}

/* A theme of the block's own, as tight as the brief's and on its page. */
static const Theme *own_theme(const Setting *setting, const Theme *theme)
{
    Arena *arena = setting->job->arena;
    return theme_on_page(budget_theme(setting->budget, setting->tightness, theme, arena),
                         setting->theme, arena);
}

static void set(const Setting *setting, const Block *block, Galley *galley);

static void hang_float(const Setting *setting, const Block *block, Galley *galley)
{
    Setting own = *setting;
    Galley inner;
    own.measure = setting->floats;
    own.floats = 0;
    galley_init(&inner, setting->job->arena);
    set(&own, block, &inner);
    galley_add_float(galley, &inner, own.measure, block->floats == FLOAT_BOTTOM, block->where);
}

static void set(const Setting *setting, const Block *block, Galley *galley)
{
    Setting inner = *setting;
    int first = galley->count;
    if (block->theme)
        inner.theme = own_theme(setting, block->theme);
    if (block->floats && setting->floats) {
        hang_float(setting, block, galley);
        return;
    }
    if (block->span)
        inner.measure = len_min(theme_span(setting->theme, block->span), setting->measure);
    if (block->width && !(block->kind->takes & TAKES_WIDTH))
        inner.measure = len_min(block->width, inner.measure);
    int32_t outer = galley->source;
    galley->source = block->where + 1;
    block->kind->layout(&inner, block, galley);
    galley->source = outer;
    if (block->new_page && galley->count > first)
        galley->strips[first].new_page = true;
}

/* -- sections ------------------------------------------------------------------------ */

Sections sections_below(NodeId parent)
{
    return (Sections){.open = {parent, parent}, .level = 1};
}

/* The highest level of a title in the block: 1 to 3; 4 if there is none. */
static int title_level(const Block *block)
{
    int level = block->title.count > 0 ? block->level : 4;
    for (int i = 0; i < block->child_count && block->title.count == 0; i++)
        level = len_min(level, title_level(&block->children[i]));
    return level;
}

void block_layout(const Setting *setting, Sections *sections, const Block *block, Galley *galley)
{
    Setting inner = *setting;
    sections->level = len_max(1, len_min(sections->level, title_level(block) - 1));
    inner.parent = sections->open[sections->level];
    if (block->title.count > 0 && block->level > 1) {
        while (sections->level < block->level - 1) /* levels that are skipped */
            sections->open[++sections->level] = inner.parent;
        inner.parent = structure_add(setting->structure, inner.parent, ROLE_SECT, block->where);
        sections->open[++sections->level] = inner.parent;
    }
    set(&inner, block, galley);
}

void block_layout_alone(const Setting *setting, const Block *block, Galley *galley)
{
    Sections sections = sections_below(setting->parent);
    block_layout(setting, &sections, block, galley);
}

void block_layout_children(const Setting *setting, const Block *block, Galley *galley)
{
    Sections sections = sections_below(setting->parent);
    for (int i = 0; i < block->child_count; i++)
        block_layout(setting, &sections, &block->children[i], galley);
}
