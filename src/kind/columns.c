/* columns.c - blocks side by side, each in a column of equal width.
 *
 * The columns stay together: they are one strip, so they must fit a page.
 */
#include "kind/kind.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    Arena *arena = setting->job->arena;
    int count = block->child_count;
    if (count == 0)
        return;
    heading_hang(setting, block, galley);
    Len gutter = setting->theme->gutter;
    Len width = (setting->measure - gutter * (count - 1)) / count;
    Frame *row = frame_new(arena, setting->measure, 0);
    Len before = 0;
    for (int i = 0; i < count; i++) {
        Setting column = *setting;
        column.measure = width;
        Galley inner;
        galley_init(&inner, arena);
        block_layout(&column, &block->children[i], &inner);
        const Frame *frame = galley_frame(&inner, width);
        frame_add_frame(arena, row, (width + gutter) * i, 0, frame);
        row->height = len_max(row->height, frame->height);
        if (inner.count)
            before = len_max(before, inner.strips[0].before);
    }
    galley_add(galley, (Strip){.frame = row, .before = before, .where = block->where});
}

const Kind kind_columns = {
    .name = "columns",
    .about = "blocks side by side in columns of equal width",
    .takes = TAKES_TITLE | TAKES_CHILDREN,
    .layout = layout,
};
