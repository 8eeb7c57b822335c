#include "layout/page.h"

#include <string.h>

#include "base/limits.h"
#include "layout/flow.h"
#include "layout/paragraph.h"

#define FOOT_GAP LEN_PT(12) /* from the text area to the foot's rule */
#define WHITE    0xFFFFFF   /* sheets are white */
#define HAIRLINE LEN_PT(0.4)

typedef struct {
    const Setting *setting;
    Frame **pages;
    int count, room;
    Column column; /* the current page's text area */
} Composer;

static void close_page(Composer *c)
{
    const Theme *theme = c->setting->theme;
    if (c->count)
        column_close(&c->column, c->setting->job->arena, c->pages[c->count - 1], theme->margin_left,
                     theme->margin_top);
}

static void new_page(Composer *c)
{
    const Theme *theme = c->setting->theme;
    Arena *arena = c->setting->job->arena;
    close_page(c);
    ARENA_RESERVE(arena, c->pages, c->count, c->room);
    Frame *page = frame_new(arena, theme->page_width, theme->page_height);
    if (theme->colours[COLOUR_PAPER] != WHITE)
        frame_add_rect(arena, page, 0, 0, page->width, page->height, theme->colours[COLOUR_PAPER]);
    c->pages[c->count++] = page;
    c->column = (Column){.depth = 0};
}

static void report_too_tall(const Composer *c, Where where)
{
    const Job *job = c->setting->job;
    Len over = column_height(&c->column) - c->setting->page_depth;
    if (over <= 0)
        return;
    diag_add(job->diag, &(Report){.code = E301,
                                  .where = where,
                                  .message = arena_printf(
                                      job->arena, "this is %d pt taller than a page's text area",
                                      (int)(over / LEN_POINT) + 1),
                                  .help = "shorten it, or cut it into several"});
}

static void put(Composer *c, const Strip *strip, const Frame *frame, Where where)
{
    const Theme *theme = c->setting->theme;
    column_put(&c->column, c->setting->job->arena, c->pages[c->count - 1], theme->margin_left,
               theme->margin_top, strip, frame);
    report_too_tall(c, where);
}

/* The page's column with a strip more, of which `height` must fit; a new page
 * is begun where it does not. Returns the strip's top. */
static Len make_room(Composer *c, const Strip *strip, Len height)
{
    Column filled = c->column;
    Len top = column_take(&filled, strip, height);
    if (!c->column.begun || column_height(&filled) <= c->setting->page_depth)
        return top;
    new_page(c);
    filled = c->column;
    return column_take(&filled, strip, height);
}

/* Where a flow's columns would begin. */
static Len top_of(const Column *column, const Strip *strip)
{
    Column filled = *column;
    return column_take(&filled, strip, 0);
}

/* Sets a flow from here on over as many pages as it takes. */
static void place_flow(Composer *c, const Strip *strip)
{
    const Flow *flow = strip->flow;
    Arena *arena = c->setting->job->arena;
    int *at = flow_start(flow, arena);
    while (!flow_ended(flow, at) && c->count < LIMIT_PAGES) {
        const Strip *highest = flow_highest(flow, at);
        Len least = flow_least(flow, at, top_of(&c->column, strip));
        if (least > c->setting->page_depth) /* parted anyhow: then behind its heading */
            least = highest->frame->height;
        Len top = make_room(c, strip, least);
        put(c, strip, flow_set(flow, arena, at, top, c->setting->page_depth - top), highest->where);
        if (!flow_ended(flow, at))
            new_page(c);
    }
}

static void place_strip(Composer *c, const Strip *strip)
{
    if (strip->flow) {
        place_flow(c, strip);
        return;
    }
    make_room(c, strip, strip->frame->height);
    put(c, strip, strip->frame, strip->where);
}

/* Do strips first..end fit on this page, of a flow what it begins with? */
static bool run_fits(const Composer *c, const Galley *galley, int first, int end)
{
    Column filled = c->column;
    for (int i = first; i < end; i++) {
        const Strip *strip = &galley->strips[i];
        column_take(&filled, strip,
                    strip->flow
                        ? flow_least(strip->flow, flow_start(strip->flow, c->setting->job->arena),
                                     top_of(&filled, strip))
                        : strip->frame->height);
    }
    return column_height(&filled) <= c->setting->page_depth;
}

static void place_all(Composer *c, const Galley *galley)
{
    for (int first = 0; first < galley->count && c->count < LIMIT_PAGES;) {
        int end = galley_run_end(galley, first);
        bool fits = run_fits(c, galley, first, end) && !galley->strips[first].new_page;
        if (c->column.begun && !fits)
            new_page(c);
        for (; first < end; first++)
            place_strip(c, &galley->strips[first]);
    }
    close_page(c);
}

/* -- running heads and feet -------------------------------------------------------- */

/* `text` with {page} and {pages} filled in. */
static Text fill_numbers(const Composer *c, Text text, int page)
{
    Arena *arena = c->setting->job->arena;
    Text filled = {ARENA_ARRAY(arena, Piece, text.count), text.count};
    for (int i = 0; i < text.count; i++) {
        filled.pieces[i] = text.pieces[i];
        Str source = text.pieces[i].text;
        const char *out = arena_copy(arena, source.data, source.length);
        static const char *const NAMES[] = {"{page}", "{pages}"};
        for (int n = 0; n < 2; n++) {
            const char *found = strstr(out, NAMES[n]);
            if (found)
                out = arena_printf(arena, "%.*s%d%s", (int)(found - out), out, n ? c->count : page,
                                   found + strlen(NAMES[n]));
        }
        filled.pieces[i].text = str_of(out);
        filled.pieces[i].at = -1;
    }
    return filled;
}

static void put_words(const Composer *c, NodeId node, Text text, int page, bool flush_right, Len y)
{
    if (text.count == 0)
        return;
    const Theme *theme = c->setting->theme;
    Paragraph words = paragraph_shape(c->setting, STYLE_FOOT, fill_numbers(c, text, page), node);
    Len narrowest, widest;
    text_widths(&words.shaped, &narrowest, &widest);
    Len x = flush_right ? theme->page_width - theme->margin_right - widest : theme->margin_left;
    frame_add_frame(c->setting->job->arena, c->pages[page - 1], x, y,
                    paragraph_frame(c->setting, &words, widest));
}

static void add_running(const Composer *c, const BlockTree *tree)
{
    const Theme *theme = c->setting->theme;
    Len leading = theme->styles[STYLE_FOOT].leading;
    Len foot = theme->page_height - theme->margin_bottom + FOOT_GAP;
    Structure *structure = c->setting->structure;
    NodeId heads = structure_add(structure, NODE_DOCUMENT, ROLE_HEAD, WHERE_NONE);
    NodeId feet = structure_add(structure, NODE_DOCUMENT, ROLE_FOOT, WHERE_NONE);
    for (int page = 1; page <= c->count; page++) {
        frame_add_rect(c->setting->job->arena, c->pages[page - 1], theme->margin_left, foot,
                       theme_measure(theme), HAIRLINE, theme->colours[COLOUR_RULE]);
        put_words(c, feet, tree->foot.start, page, false, foot + LEN_PT(4));
        put_words(c, feet, tree->foot.end, page, true, foot + LEN_PT(4));
        if (page == 1)
            continue; /* the title says it there */
        put_words(c, heads, tree->head.start, page, false, theme->margin_top - 2 * leading);
        put_words(c, heads, tree->head.end, page, true, theme->margin_top - 2 * leading);
    }
}

Pages pages_compose(const Setting *setting, const Galley *galley, const BlockTree *tree)
{
    Composer c = {.setting = setting};
    new_page(&c);
    place_all(&c, galley);
    add_running(&c, tree);
    Pages pages = {ARENA_ARRAY(setting->job->arena, const Frame *, c.count), c.count};
    for (int i = 0; i < c.count; i++)
        pages.list[i] = c.pages[i];
    return pages;
}
