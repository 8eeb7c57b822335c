/* masthead.c - the head of a brief: kicker, rule, title, the title in the
 * other languages.
 *
 * A theme may have it stand on a band instead of under a rule. At the head of
 * a page, over the whole measure, the band runs out to the page's edges.
 */
#include "kind/kind.h"

#define RULE LEN_PT(2.4)
#define PAD  LEN_PT(12) /* from the words to the band's edges */

static void hang_rule(const Setting *setting, Len height, Galley *galley)
{
    Arena *arena = setting->job->arena;
    Frame *frame = frame_new(arena, setting->measure, height);
    frame_add_rect(arena, frame, 0, 0, setting->measure, height,
                   setting->theme->colours[COLOUR_ACCENT]);
    galley_add(galley, (Strip){.frame = frame, .keep = true, .where = WHERE_NONE});
}

static void hang_words(const Setting *setting, const Block *block, Galley *galley)
{
    paragraph_block(setting, ROLE_P, STYLE_KICKER, block->kicker, true, galley);
    heading_hang(setting, block, galley);
    for (int i = 0; i < block->entry_count; i++)
        paragraph_block(setting, ROLE_P, STYLE_NAMES, block->entries[i].fields[FIELD_LABEL], true,
                        galley);
}

/* The words as one strip on their ground. */
static void hang_band(const Setting *setting, const Block *block, Galley *galley)
{
    const Theme *theme = setting->theme;
    Arena *arena = setting->job->arena;
    bool bleeds = galley->count == 0 && setting->measure == theme_measure(theme);
    Setting inner = *setting;
    inner.measure = bleeds ? setting->measure : setting->measure - 2 * PAD;
    Galley words;
    galley_init(&words, arena);
    hang_words(&inner, block, &words);
    const Frame *text = galley_frame(&words, inner.measure);
    Colour colour = theme->colours[theme->band];
    Frame *frame = frame_new(arena, setting->measure, text->height + (bleeds ? 1 : 2) * PAD);
    if (bleeds)
        frame_add_rect(arena, frame, -theme->margin_left, -theme->margin_top, theme->page_width,
                       theme->margin_top + frame->height, colour);
    else
        frame_add_rect(arena, frame, 0, 0, frame->width, frame->height, colour);
    frame_add_frame(arena, frame, bleeds ? 0 : PAD, bleeds ? 0 : PAD, text);
    galley_add(galley, (Strip){.frame = frame, .after = PAD, .keep = true, .where = block->where});
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (setting->theme->band != COLOUR_NONE) {
        hang_band(setting, block, galley);
        return;
    }
    hang_rule(setting, RULE, galley);
    hang_words(setting, block, galley);
}

const Kind kind_masthead = {
    .name = "masthead",
    .about = "the head of a brief: kicker, title, the title in the other languages",
    .takes = TAKES_TITLE | TAKES_KICKER | TAKES_ENTRIES,
    .layout = layout,
};
