/* masthead.c - the head of a brief: kicker, rule, title, the title in the
 * other languages; the theme's logo at the right.
 *
 * A theme may have it stand on a band instead of under a rule. At the head of
 * a page, over the whole measure, the band runs out to the page's edges.
 */
#include "kind/kind.h"

#define RULE      LEN_PT(2.4)
#define PAD       LEN_PT(12) /* from the words to the band's edges */
#define LOGO_DROP LEN_PT(7)  /* from the rule to the logo */
#define WHITE     0xFFFFFF

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

static void add_logo(const Setting *setting, const Block *block, Colour ground, Frame *frame)
{
    const Theme *theme = setting->theme;
    NodeId node = NODE_ARTIFACT;
    if (theme->logo_alt) {
        node = structure_add(setting->structure, setting->parent, ROLE_FIGURE, block->where);
        structure_more(setting->structure, node)->alt = theme->logo_alt;
    }
    frame_add_image(setting->job->arena, frame, setting->measure - theme->logo_width, LOGO_DROP,
                    theme->logo_width, theme->logo, ground, node, block->where);
}

/* The words beside the logo, all as one strip. */
static void hang_with_logo(const Setting *setting, const Block *block, Colour ground,
                           Galley *galley)
{
    const Theme *theme = setting->theme;
    Setting inner = *setting;
    inner.measure = setting->measure - theme->logo_width - theme->gutter;
    Galley words;
    galley_init(&words, setting->job->arena);
    hang_words(&inner, block, &words);
    const Frame *text = galley_frame(&words, inner.measure);
    Len before = words.count ? words.strips[0].before : 0;
    Len logo = LOGO_DROP + picture_height(theme->logo, theme->logo_width);
    Frame *frame =
        frame_new(setting->job->arena, setting->measure, len_max(before + text->height, logo));
    frame_add_frame(setting->job->arena, frame, 0, before, text);
    add_logo(setting, block, ground, frame);
    galley_add(galley, (Strip){.frame = frame,
                               .after = words.count ? words.strips[words.count - 1].after : 0,
                               .keep = true,
                               .where = block->where});
}

static void hang_all(const Setting *setting, const Block *block, Colour ground, Galley *galley)
{
    if (setting->theme->logo)
        hang_with_logo(setting, block, ground, galley);
    else
        hang_words(setting, block, galley);
}

/* All of it as one strip on its ground. */
static void hang_band(const Setting *setting, const Block *block, Galley *galley)
{
    const Theme *theme = setting->theme;
    Arena *arena = setting->job->arena;
    bool bleeds = galley->count == 0 && setting->measure == theme_measure(theme);
    Colour colour = theme->colours[theme->band];
    Setting inner = *setting;
    inner.measure = bleeds ? setting->measure : setting->measure - 2 * PAD;
    Galley words;
    galley_init(&words, arena);
    hang_all(&inner, block, colour, &words);
    const Frame *text = galley_frame(&words, inner.measure);
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
    hang_all(setting, block, WHITE, galley);
}

const Kind kind_masthead = {
    .name = "masthead",
    .about = "the head of a brief: kicker, title, the title in the other languages",
    .takes = TAKES_TITLE | TAKES_KICKER | TAKES_ENTRIES,
    .layout = layout,
};
