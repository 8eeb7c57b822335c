/* masthead.c - the head of a brief: kicker, rule, title, the title in the
 * other languages. */
#include "kind/kind.h"

#define RULE LEN_PT(2.4)

static void hang_rule(const Setting *setting, Len height, Galley *galley)
{
    Arena *arena = setting->job->arena;
    Frame *frame = frame_new(arena, setting->measure, height);
    frame_add_rect(arena, frame, 0, 0, setting->measure, height,
                   setting->theme->colours[COLOUR_ACCENT]);
    galley_add(galley, (Strip){.frame = frame, .keep = true, .where = WHERE_NONE});
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    hang_rule(setting, RULE, galley);
    paragraph_block(setting, ROLE_P, STYLE_KICKER, block->kicker, true, galley);
    heading_hang(setting, block, galley);
    for (int i = 0; i < block->entry_count; i++)
        paragraph_block(setting, ROLE_P, STYLE_NAMES, block->entries[i].fields[FIELD_LABEL], true,
                        galley);
}

const Kind kind_masthead = {
    .name = "masthead",
    .about = "the head of a brief: kicker, title, the title in the other languages",
    .takes = TAKES_TITLE | TAKES_KICKER | TAKES_ENTRIES,
    .layout = layout,
};
