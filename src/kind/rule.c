/* rule.c - a line across the measure. */
#include "kind/kind.h"

enum { WEIGHT, COLOUR, SPACE };

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    Len weight = block->options[WEIGHT], space = block->options[SPACE];
    Frame *frame = frame_new(setting->job->arena, setting->measure, weight);
    frame_add_rect(setting->job->arena, frame, 0, 0, setting->measure, weight,
                   setting->theme->colours[block->options[COLOUR]]);
    galley_add(galley,
               (Strip){.frame = frame, .before = space, .after = space, .where = block->where});
}

static const KindOption OPTIONS[] = {
    {"weight", OPTION_LENGTH, LEN_PT(0.4), LEN_PT(0.1), LEN_PT(20), NULL, "points"},
    {"colour", OPTION_COLOUR, COLOUR_RULE, 0, COLOUR_COUNT - 1, NULL, "name of a colour"},
    {"space", OPTION_LENGTH, LEN_PT(6), 0, LEN_PT(200), NULL, "above and below, points"},
    {.name = NULL},
};

const Kind kind_rule = {
    .name = "rule",
    .about = "a line across the measure",
    .options = OPTIONS,
    .layout = layout,
};
