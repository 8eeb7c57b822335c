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

static void hang_float(const Setting *setting, const Block *block, Galley *galley)
{
    Setting own = *setting;
    Galley inner;
    own.measure = setting->floats;
    own.floats = 0;
    galley_init(&inner, setting->job->arena);
    block_layout(&own, block, &inner);
    galley_add_float(galley, &inner, own.measure, block->floats == FLOAT_BOTTOM, block->where);
}

void block_layout(const Setting *setting, const Block *block, Galley *galley)
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
    block->kind->layout(&inner, block, galley);
    if (block->new_page && galley->count > first)
        galley->strips[first].new_page = true;
}
