/* spacer.c - empty room; none is left at the head of a page. */
#include "kind/kind.h"

enum { HEIGHT };

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    const Frame *frame = frame_new(setting->job->arena, setting->measure, 0);
    galley_add(galley,
               (Strip){.frame = frame, .before = block->options[HEIGHT], .where = block->where});
}

static const KindOption OPTIONS[] = {
    {"height", OPTION_LENGTH, LEN_PT(12), 0, LEN_PT(1000), NULL, "points"},
    {.name = NULL},
};

const Kind kind_spacer = {
    .name = "spacer",
    .about = "empty room",
    .options = OPTIONS,
    .layout = layout,
};
