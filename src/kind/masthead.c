/* masthead.c - the head of a brief: kicker, rule, title, the title in the
 * other languages; the theme's logo at the right. */
#include "kind/kind.h"

#define RULE      LEN_PT(2.4)
#define LOGO_DROP LEN_PT(7) /* from the rule to the logo */
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

static void add_logo(const Setting *setting, const Block *block, Frame *frame)
{
    const Theme *theme = setting->theme;
    NodeId node = NODE_ARTIFACT;
    if (theme->logo_alt) {
        node = structure_add(setting->structure, setting->parent, ROLE_FIGURE, block->where);
        setting->structure->nodes[node].alt = theme->logo_alt;
    }
    frame_add_image(setting->job->arena, frame, setting->measure - theme->logo_width, LOGO_DROP,
                    theme->logo_width, theme->logo, WHITE, node, block->where);
}

/* The words beside the logo, all as one strip. */
static void hang_with_logo(const Setting *setting, const Block *block, Galley *galley)
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
    add_logo(setting, block, frame);
    galley_add(galley, (Strip){.frame = frame,
                               .after = words.count ? words.strips[words.count - 1].after : 0,
                               .keep = true,
                               .where = block->where});
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    hang_rule(setting, RULE, galley);
    if (setting->theme->logo)
        hang_with_logo(setting, block, galley);
    else
        hang_words(setting, block, galley);
}

const Kind kind_masthead = {
    .name = "masthead",
    .about = "the head of a brief: kicker, title, the title in the other languages",
    .takes = TAKES_TITLE | TAKES_KICKER | TAKES_ENTRIES,
    .layout = layout,
};
