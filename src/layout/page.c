#include "layout/page.h"

#include <string.h>

#include "base/limits.h"
#include "layout/flow.h"
#include "layout/paragraph.h"

#define FOOT_GAP LEN_PT(12) /* from the text area to the foot's rule */
#define HAIRLINE LEN_PT(0.4)

typedef struct {
    const Setting *setting;
    Frame **pages;
    int count, room;
    Len depth; /* filled on the current page */
    Len after; /* space the last strip asks for */
    Feet feet; /* notes due on the current page */
} Composer;

static void set_feet(Composer *c)
{
    const Theme *theme = c->setting->theme;
    if (c->feet.count)
        c->depth += feet_set(&c->feet, c->pages[c->count - 1], theme->margin_left,
                             theme->margin_top + c->depth);
}

static void new_page(Composer *c)
{
    const Theme *theme = c->setting->theme;
    Arena *arena = c->setting->job->arena;
    set_feet(c);
    ARENA_RESERVE(arena, c->pages, c->count, c->room);
    c->pages[c->count++] = frame_new(arena, theme->page_width, theme->page_height);
    c->depth = 0;
    c->after = 0;
}

/* Space before the next strip: none at the top of a page. */
static Len space_before(const Composer *c, const Strip *strip)
{
    return c->depth == 0 ? 0 : len_max(c->after, strip->before);
}

static void put(Composer *c, const Frame *frame, Len x)
{
    const Theme *theme = c->setting->theme;
    frame_add_frame(c->setting->job->arena, c->pages[c->count - 1], theme->margin_left + x,
                    theme->margin_top + c->depth, frame);
    c->depth += frame->height;
}

/* What of a strip cannot be parted. */
static Len least_height(const Strip *strip)
{
    return strip->flow ? flow_least(strip->flow, 0) : strip->frame->height;
}

/* Height of strips first..end set one after another from here. */
static Len height_of(const Composer *c, const Strip *strips, int first, int end)
{
    Len height = space_before(c, &strips[first]);
    for (int i = first; i < end; i++) {
        if (i > first)
            height += len_max(strips[i - 1].after, strips[i].before);
        height += least_height(&strips[i]) + feet_more(&c->feet, &strips[i]);
    }
    return height + c->feet.height;
}

static void report_too_tall(const Composer *c, const Strip *strip, Len height)
{
    const Job *job = c->setting->job;
    Len over = height - c->setting->page_depth;
    if (over <= 0)
        return;
    diag_add(job->diag, &(Report){.code = E301,
                                  .where = strip->where,
                                  .message = arena_printf(
                                      job->arena, "this is %d pt taller than a page's text area",
                                      (int)(over / LEN_POINT) + 1),
                                  .help = "shorten it, or cut it into several"});
}

/* Sets a flow from here on over as many pages as it takes. */
static void place_flow(Composer *c, const Strip *strip)
{
    const Flow *flow = strip->flow;
    for (int first = 0; first < flow->galley.count && c->count < LIMIT_PAGES;) {
        Len left = c->setting->page_depth - c->depth - space_before(c, strip);
        if (c->depth > 0 && flow_least(flow, first) > left) {
            new_page(c);
            continue;
        }
        report_too_tall(c, strip, flow_least(flow, first));
        c->depth += space_before(c, strip);
        put(c, flow_set(flow, c->setting->job->arena, first, left, &first), strip->x);
    }
    c->after = strip->after;
}

static void place_strip(Composer *c, const Strip *strip)
{
    if (strip->flow) {
        place_flow(c, strip);
        return;
    }
    Len need =
        space_before(c, strip) + strip->frame->height + c->feet.height + feet_more(&c->feet, strip);
    if (c->depth > 0 && c->depth + need > c->setting->page_depth)
        new_page(c);
    if (c->depth == 0 && strip->again)
        put(c, strip->again, strip->x);
    report_too_tall(c, strip,
                    c->depth + space_before(c, strip) + strip->frame->height +
                        feet_more(&c->feet, strip));
    c->depth += space_before(c, strip);
    put(c, strip->frame, strip->x);
    feet_add(&c->feet, strip);
    c->after = strip->after;
}

static void place_all(Composer *c, const Galley *galley)
{
    for (int first = 0; first < galley->count && c->count < LIMIT_PAGES;) {
        int end = first + 1;
        while (end < galley->count && galley->strips[end - 1].keep)
            end++;
        if (!galley->strips[first].again)
            set_feet(c);
        Len height = height_of(c, galley->strips, first, end);
        if (c->depth > 0 && c->depth + height > c->setting->page_depth)
            new_page(c);
        for (int i = first; i < end; i++)
            place_strip(c, &galley->strips[i]);
        first = end;
    }
    set_feet(c);
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

static void put_words(const Composer *c, Text text, int page, bool flush_right, Len y)
{
    if (text.count == 0)
        return;
    const Theme *theme = c->setting->theme;
    Paragraph words =
        paragraph_shape(c->setting, STYLE_FOOT, fill_numbers(c, text, page), NODE_ARTIFACT);
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
    for (int page = 1; page <= c->count; page++) {
        frame_add_rect(c->setting->job->arena, c->pages[page - 1], theme->margin_left, foot,
                       theme_measure(theme), HAIRLINE, theme->colours[COLOUR_RULE]);
        put_words(c, tree->foot.start, page, false, foot + LEN_PT(4));
        put_words(c, tree->foot.end, page, true, foot + LEN_PT(4));
        if (page == 1)
            continue; /* the title says it there */
        put_words(c, tree->head.start, page, false, theme->margin_top - 2 * leading);
        put_words(c, tree->head.end, page, true, theme->margin_top - 2 * leading);
    }
}

Pages pages_compose(const Setting *setting, const Galley *galley, const BlockTree *tree)
{
    Composer c = {.setting = setting, .feet = {.arena = setting->job->arena}};
    new_page(&c);
    place_all(&c, galley);
    add_running(&c, tree);
    Pages pages = {ARENA_ARRAY(setting->job->arena, const Frame *, c.count), c.count};
    for (int i = 0; i < c.count; i++)
        pages.list[i] = c.pages[i];
    return pages;
}
