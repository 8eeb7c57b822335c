/* columns.c - blocks side by side, each in a column of equal width.
 *
 * Pages cut all columns at the same height; a block in columns of its own,
 * within one of these, is not cut.
 */
#include "kind/kind.h"
#include "layout/flow.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    Arena *arena = setting->job->arena;
    int count = block->child_count;
    if (count == 0)
        return;
    heading_hang(setting, block, galley);
    Flow *flow = ARENA_NEW(arena, Flow);
    *flow = (Flow){.galleys = ARENA_ARRAY(arena, Galley, count),
                   .abreast = true,
                   .columns = count,
                   .gutter = setting->theme->gutter};
    flow->width = (setting->measure - flow->gutter * (count - 1)) / count;
    Setting column = *setting;
    column.measure = flow->width;
    column.floats = 0;
    Strip strip = {.flow = flow, .where = block->where};
    for (int i = 0; i < count; i++) {
        Galley *inner = &flow->galleys[i];
        galley_init(inner, arena);
        block_layout_alone(&column, &block->children[i], inner);
        galley_set_flows(inner);
        if (inner->count == 0)
            continue;
        strip.before = len_max(strip.before, inner->strips[0].before);
        strip.after = len_max(strip.after, inner->strips[inner->count - 1].after);
    }
    galley_add(galley, strip);
}

const Kind kind_columns = {
    .name = "columns",
    .about = "blocks side by side in columns of equal width",
    .takes = TAKES_TITLE | TAKES_CHILDREN,
    .layout = layout,
};
