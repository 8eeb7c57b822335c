#include "kind/kind.h"

const Kind *kind_lookup(Str name)
{
    for (int i = 0; KINDS[i]; i++)
        if (str_is(name, KINDS[i]->name))
            return KINDS[i];
    return NULL;
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
        inner.theme = theme_on_page(block->theme, setting->theme, setting->job->arena);
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
