/* quotation.c - words of another, moved in behind a bar, and whose they are. */
#include "kind/kind.h"

#define INDENT LEN_PT(14)
#define BAR    LEN_PT(2)

enum { BY };

/* The bar goes along each line, so that pages may part the lines. */
static void add_bar(const Setting *setting, Strip *strip)
{
    Arena *arena = setting->job->arena;
    Frame *frame = frame_new(arena, setting->measure, strip->frame->height);
    frame->baseline = strip->frame->baseline;
    frame->hyphen = strip->frame->hyphen;
    frame_add_rect(arena, frame, 0, 0, BAR, frame->height, setting->theme->colours[COLOUR_ACCENT]);
    frame_add_frame(arena, frame, strip->x, 0, strip->frame);
    strip->frame = frame;
    strip->x = 0;
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    heading_hang(setting, block, galley);
    NodeId quote = structure_add(setting->structure, setting->parent, ROLE_QUOTE, block->where);
    int first = galley->count;
    Len measure = setting->measure - INDENT;
    NodeId words = structure_add(setting->structure, quote, ROLE_P, block->where);
    Text by = block->texts[BY];
    Paragraph text = paragraph_shape(setting, STYLE_BODY, block->text, words);
    paragraph_hang(setting, &text, INDENT, measure, by.count > 0, galley);
    if (by.count > 0) {
        NodeId node = structure_add(setting->structure, quote, ROLE_P, block->where);
        Paragraph name = paragraph_shape(setting, STYLE_NOTE, by, node);
        if (galley->count > first)
            galley->strips[galley->count - 1].after = 0; /* the bar goes on */
        paragraph_hang(setting, &name, INDENT, measure, false, galley);
    }
    for (int i = first; i < galley->count; i++)
        add_bar(setting, &galley->strips[i]);
}

static const KindOption OPTIONS[] = {
    {"by", OPTION_TEXT, -1, 0, 0, NULL, "whose words they are: a text or binding"},
    {.name = NULL},
};

const Kind kind_quotation = {
    .name = "quotation",
    .about = "words of another, set off by a bar, and whose they are",
    .takes = TAKES_TITLE | TAKES_TEXT,
    .options = OPTIONS,
    .layout = layout,
};
