#include "layout/page.h"

#include "base/limits.h"
#include "layout/flow.h"

#define WHITE 0xFFFFFF /* sheets are white */

/* A float that was met, with the strip that brought it. */
typedef struct {
    const Strip **list;
    int count, room;
    int set; /* of the list: those before it have their place */
} Floats;

typedef struct {
    const Setting *setting;
    const Theme *first; /* of page one */
    Page *pages;
    int count, room;
    Frame *body;   /* the current page's type, from where its first strip may stand */
    Column column; /* how far it is filled */
    Floats floats;
    int tops_end, page_floats; /* floats of this page: from page_floats to tops_end at its top,
                                  from there to floats.set at its bottom */
    Len top, bottom;           /* what they take up */
    int last;                  /* block of the strip set last */
} Composer;

/* -- pages ------------------------------------------------------------------------- */

static const Theme *theme_of(const Composer *c)
{
    return c->count > 1 ? c->setting->theme : c->first;
}

static Page *page_of(const Composer *c)
{
    return &c->pages[c->count - 1];
}

/* What floats leave of the current page's text area. */
static Len limit_of(const Composer *c)
{
    return theme_depth(theme_of(c)) - c->top - c->bottom;
}

static bool is_begun(const Composer *c)
{
    return c->column.begun || c->floats.set > c->page_floats;
}

/* Sets floats first..end below one another from `y` on. */
static void set_floats(Composer *c, int first, int end, Len y)
{
    Arena *arena = c->setting->job->arena;
    for (int i = first; i < end; i++) {
        const Float *one = c->floats.list[i]->floating;
        Len before = one->bottom ? one->space : 0;
        frame_add_frame(arena, page_of(c)->frame, theme_of(c)->margin_left, y + before, one->frame);
        y += one->frame->height + one->space;
    }
}

/* Notes what a page without type begins with. */
static void note_floats(Composer *c)
{
    if (c->floats.set == c->page_floats)
        return;
    const Strip *strip = c->floats.list[c->page_floats];
    page_of(c)->start = (PageStart){.block = strip->block, .floats = true, .where = strip->where};
}

static void close_page(Composer *c)
{
    if (c->count == 0)
        return;
    const Theme *theme = theme_of(c);
    Arena *arena = c->setting->job->arena;
    column_close(&c->column, arena, c->body, 0, 0);
    set_floats(c, c->page_floats, c->tops_end, theme->margin_top);
    frame_add_frame(arena, page_of(c)->frame, theme->margin_left, theme->margin_top + c->top,
                    c->body);
    set_floats(c, c->tops_end, c->floats.set,
               theme->page_height - theme->margin_bottom - c->bottom);
    page_of(c)->used = c->column.depth + c->top + c->bottom;
    if (page_of(c)->start.block == 0)
        note_floats(c);
}

static void set_waiting(Composer *c);

static void new_page(Composer *c)
{
    Arena *arena = c->setting->job->arena;
    close_page(c);
    ARENA_RESERVE(arena, c->pages, c->count, c->room);
    c->count++;
    const Theme *theme = theme_of(c);
    Frame *page = frame_new(arena, theme->page_width, theme->page_height);
    if (theme->colours[COLOUR_PAPER] != WHITE)
        frame_add_rect(arena, page, 0, 0, page->width, page->height, theme->colours[COLOUR_PAPER]);
    c->body = frame_new(arena, theme_measure(theme), theme_depth(theme));
    *page_of(c) = (Page){.frame = page, .body = c->body, .start.where = WHERE_NONE};
    c->column = (Column){.depth = 0};
    c->top = c->bottom = 0;
    c->page_floats = c->tops_end = c->floats.set;
    set_waiting(c);
}

static void note_block(Composer *c, int block, Where where)
{
    PageStart *start = &page_of(c)->start;
    if (start->block == 0)
        *start = (PageStart){.block = block, .begun = block == c->last, .where = where};
    c->last = block;
}

/* One page more than there may be tells that there would be too many. */
static bool is_full(const Composer *c)
{
    return c->count > LIMIT_PAGES;
}

static void report_too_tall(const Composer *c, Len over, Where where)
{
    const Job *job = c->setting->job;
    if (over <= 0)
        return;
    diag_add(job->diag, &(Report){.code = E301,
                                  .where = where,
                                  .message = arena_printf(
                                      job->arena, "this is %d pt taller than a page's text area",
                                      (int)(over / LEN_POINT) + 1),
                                  .help = "shorten it, or cut it into several"});
}

/* -- floats ------------------------------------------------------------------------ */

/* What a float would take up at the top or the bottom of the page. */
static Len height_of(const Composer *c, const Float *one)
{
    Len grid = theme_of(c)->styles[STYLE_BODY].grid, height = one->frame->height + one->space;
    Len over = grid > 0 && !one->bottom ? (c->top + height) % grid : 0;
    return over > 0 ? height + grid - over : height;
}

/* May the next float that waits stand on this page below `taken` of type? On an
 * empty one in any case. */
static bool has_room(const Composer *c, const Float *one, Len taken)
{
    return !is_begun(c) || height_of(c, one) + taken <= limit_of(c);
}

/* Gives the next float that waits its place on this page. */
static void set_float(Composer *c)
{
    const Strip *strip = c->floats.list[c->floats.set];
    const Float *one = strip->floating;
    Len height = height_of(c, one);
    if (one->bottom)
        c->bottom += height;
    else {
        c->top += height;
        c->tops_end++;
    }
    c->floats.set++;
    if (one->frame->height > theme_depth(theme_of(c)))
        report_too_tall(c, one->frame->height - theme_depth(theme_of(c)), strip->where);
}

/* Does the next float that waits keep its order on this page? */
static bool keeps_order(const Composer *c)
{
    return c->floats.list[c->floats.set]->floating->bottom || c->floats.set == c->tops_end;
}

/* Sets those that wait at the head of a new page, as many as it holds. */
static void set_waiting(Composer *c)
{
    while (c->floats.set < c->floats.count && keeps_order(c) &&
           has_room(c, c->floats.list[c->floats.set]->floating, 0))
        set_float(c);
}

/* Takes a float of the galley: on this page if it fits there and none waits. */
static void meet_float(Composer *c, const Strip *strip, bool fits)
{
    ARENA_RESERVE(c->setting->job->arena, c->floats.list, c->floats.count, c->floats.room);
    c->floats.list[c->floats.count++] = strip;
    if (fits && c->floats.set == c->floats.count - 1 && keeps_order(c))
        set_float(c);
}

static void flush_floats(Composer *c)
{
    while (c->floats.set < c->floats.count && !is_full(c))
        new_page(c);
}

/* -- strips ------------------------------------------------------------------------ */

static void put(Composer *c, const Strip *strip, const Frame *frame, Where where)
{
    column_put(&c->column, c->setting->job->arena, c->body, 0, 0, strip, frame);
    report_too_tall(c, column_height(&c->column) - limit_of(c), where);
}

/* The page's column with a strip more, of which `height` must fit; new pages
 * are begun until it does. Returns the strip's top. */
static Len make_room(Composer *c, const Strip *strip, Len height)
{
    for (;;) {
        Column filled = c->column;
        Len top = column_take(&filled, strip, height);
        if (!is_begun(c) || column_height(&filled) <= limit_of(c) || is_full(c))
            return top;
        new_page(c);
    }
}

/* Where a flow's columns would begin. */
static Len top_of(const Column *column, const Strip *strip)
{
    Column filled = *column;
    return column_take(&filled, strip, 0);
}

/* Meets the floats among the strips that this page would take of a flow from
 * `top` on, unless one would drive its own place to the next page; `*seen` is
 * behind those that were met. */
static void meet_in_flow(Composer *c, const Flow *flow, const int *at, Len top, int *seen)
{
    if (flow->abreast)
        return;
    const Galley *galley = flow->galleys;
    *seen = *seen > at[0] ? *seen : at[0];
    for (; *seen < flow_reach(flow, at, top, limit_of(c) - top); ++*seen) {
        const Strip *strip = &galley->strips[*seen];
        if (!strip->floating)
            continue;
        Len left = limit_of(c) - top - height_of(c, strip->floating);
        meet_float(c, strip, left > 0 && flow_reach(flow, at, top, left) > *seen);
    }
}

/* Notes which blocks a part of a flow is of: what goes on at `at`, and what
 * ended it at `end`. */
static void note_flow(Composer *c, const Strip *strip, int first, int end)
{
    const Strip *strips = strip->flow->galleys[0].strips;
    bool own = !strip->flow->abreast && end > first && strips[first].block;
    note_block(c, own ? strips[first].block : strip->block,
               own ? strips[first].where : strip->where);
    if (own)
        c->last = strips[end - 1].block;
}

/* Sets a flow from here on over as many pages as it takes. */
static void place_flow(Composer *c, const Strip *strip)
{
    const Flow *flow = strip->flow;
    Arena *arena = c->setting->job->arena;
    int *at = flow_start(flow, arena), seen = 0;
    while (!flow_ended(flow, at) && !is_full(c)) {
        const Strip *highest = flow_highest(flow, at);
        Len least = flow_least(flow, at, top_of(&c->column, strip));
        if (least > theme_depth(theme_of(c))) /* parted anyhow: then behind its heading */
            least = highest->frame->height;
        Len top = make_room(c, strip, least);
        meet_in_flow(c, flow, at, top, &seen);
        int first = at[0];
        Frame *part = flow_set(flow, arena, at, top, limit_of(c) - top);
        note_flow(c, strip, first, at[0]);
        put(c, strip, part, highest->where);
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
    note_block(c, strip->block, strip->where);
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
    return column_height(&filled) <= limit_of(c);
}

/* Places strips first..end, which are kept together, and then the floats that
 * are met among them. */
static void place_run(Composer *c, const Galley *galley, int first, int end)
{
    for (int i = first; i < end; i++)
        if (!galley->strips[i].floating)
            place_strip(c, &galley->strips[i]);
    for (int i = first; i < end; i++)
        if (galley->strips[i].floating)
            meet_float(c, &galley->strips[i],
                       has_room(c, galley->strips[i].floating, column_height(&c->column)));
}

static void place_all(Composer *c, const Galley *galley)
{
    for (int first = 0; first < galley->count && !is_full(c);) {
        int end = galley_run_end(galley, first);
        if (galley->strips[first].page_two && c->count == 1)
            new_page(c);
        if (galley->strips[first].new_page) {
            flush_floats(c);
            if (is_begun(c))
                new_page(c);
        }
        while (is_begun(c) && !run_fits(c, galley, first, end) && !is_full(c))
            new_page(c);
        place_run(c, galley, first, end);
        first = end;
    }
    flush_floats(c);
    close_page(c);
}

Pages pages_compose(const Setting *setting, const Galley *galley)
{
    Composer c = {.setting = setting, .first = theme_first(setting->theme, setting->job->arena)};
    new_page(&c);
    place_all(&c, galley);
    return (Pages){c.pages, c.count};
}
