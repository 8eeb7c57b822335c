/* timeline.c - events down a line, each with its date.
 *
 * The line and its knots are drawn strip by strip, so that a timeline may be
 * cut between pages like any text.
 */
#include "kind/kind.h"
#include "layout/item.h"

#define LINE_WIDTH LEN_PT(0.8)
#define LINE_GAP   LEN_PT(11) /* from the dates to the line, and from it to the words */
#define KNOT       LEN_PT(5)

/* Draws the line behind a strip, with a knot at its first line if `knot`. */
static const Frame *with_line(const Setting *setting, const Strip *strip, Len line, bool knot,
                              Len leading, Len gap)
{
    Arena *arena = setting->job->arena;
    Colour colour = setting->theme->colours[COLOUR_ACCENT];
    Frame *frame = frame_new(arena, setting->measure, strip->frame->height);
    Len height = strip->frame->height + gap;
    frame_add_rect(arena, frame, line, 0, LINE_WIDTH, height, setting->theme->colours[COLOUR_RULE]);
    if (knot)
        frame_add_rect(arena, frame, line - (KNOT - LINE_WIDTH) / 2, (leading - KNOT) / 2, KNOT,
                       KNOT, colour);
    frame_add_frame(arena, frame, strip->x, 0, strip->frame);
    frame->baseline = strip->frame->baseline;
    return frame;
}

/* Draws the line behind strips from `first` on, down to where each next one
 * stands; `items` are the strips that items begin with. */
static void draw_line(const Setting *setting, Galley *galley, int first, const int *items, Len line)
{
    Len leading = setting->theme->styles[STYLE_LIST].leading;
    Column column = {.depth = 0};
    for (int s = first, item = 0; s < galley->count; s++) {
        Strip *strip = &galley->strips[s];
        column_take(&column, strip, strip->frame->height);
        Column filled = column;
        Len gap = s + 1 < galley->count ? column_take(&filled, strip + 1, 0) - column.depth : 0;
        bool knot = s == items[item];
        item += knot;
        strip->frame = with_line(setting, strip, line, knot, leading, gap);
        strip->x = 0;
    }
}

/* Width of the widest date. */
static Len date_width(const Setting *setting, const Block *block)
{
    Len width = 0;
    for (int i = 0; i < block->entry_count; i++) {
        Paragraph date = paragraph_shape(setting, STYLE_DATE, block->entries[i].fields[FIELD_DATE],
                                         NODE_ARTIFACT);
        Len narrowest, widest;
        text_widths(&date.shaped, &narrowest, &widest);
        width = len_max(width, widest);
    }
    return width;
}

/* What happened, and its status where it is shown: a plan is no event yet. */
static Text words_of(const Setting *setting, const Entry *entry)
{
    return text_join(setting, entry->fields[FIELD_VALUE], STR("\u00A0· "),
                     entry->fields[FIELD_STATUS]);
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (block->entry_count == 0)
        return;
    heading_hang(setting, block, galley);
    NodeId list = structure_add(setting->structure, setting->parent, ROLE_L, block->where);
    Len line = date_width(setting, block) + LINE_GAP;
    int first = galley->count;
    int *items = ARENA_ARRAY(setting->job->arena, int, block->entry_count + 1), begun = 0;
    for (int i = 0; i < block->entry_count; i++) {
        const Entry *entry = &block->entries[i];
        ListItem item = {.label = entry->fields[FIELD_DATE],
                         .label_style = STYLE_DATE,
                         .indent = line + LINE_WIDTH + LINE_GAP,
                         .body = words_of(setting, entry),
                         .body_style = STYLE_LIST,
                         .note = entry->fields[FIELD_NOTE],
                         .where = entry->where};
        int at = galley->count;
        if (item_hang(setting, list, &item, galley))
            items[begun++] = at;
    }
    draw_line(setting, galley, first, items, line);
}

const Kind kind_timeline = {
    .name = "timeline",
    .about = "events in order of date, down a line",
    .takes = TAKES_TITLE | TAKES_ENTRIES,
    .layout = layout,
};
