#include "layout/running.h"

#include <string.h>

#include "base/str.h"
#include "layout/headings.h"
#include "layout/paragraph.h"

#define FOOT_GAP LEN_PT(12) /* from the text area to the foot's rule */
#define FOOT_TOP LEN_PT(4)  /* from the rule to the words */
#define HAIRLINE LEN_PT(0.4)
#define APART    LEN_PT(18) /* least space between words at the left and at the right */

/* The words of one line, start and end, on one page. */
typedef struct {
    const Setting *setting;
    NodeId node;
    int page, pages; /* from 1 */
    const char *section;
    Text sides[2];
} RunningLine;

/* -- filling in -------------------------------------------------------------------- */

static const char *value_of(const RunningLine *line, int name, Str section)
{
    Arena *arena = line->setting->job->arena;
    if (name == 2)
        return arena_printf(arena, "%.*s", (int)section.length, section.data);
    return arena_printf(arena, "%d", name ? line->pages : line->page);
}

/* `text` with its names replaced, of the section by `section`. */
static Text fill_names(const RunningLine *line, Text text, Str section)
{
    static const char *const NAMES[] = {"{page}", "{pages}", "{section}"};
    Arena *arena = line->setting->job->arena;
    Text filled = {ARENA_ARRAY(arena, Piece, text.count), text.count};
    for (int i = 0; i < text.count; i++) {
        filled.pieces[i] = text.pieces[i];
        Str source = text.pieces[i].text;
        const char *out = arena_copy(arena, source.data, source.length);
        for (int n = 0; n < 3; n++) {
            const char *found = strstr(out, NAMES[n]);
            if (found)
                out = arena_printf(arena, "%.*s%s%s", (int)(found - out), out,
                                   value_of(line, n, section), found + strlen(NAMES[n]));
        }
        filled.pieces[i].text = str_of(out);
        filled.pieces[i].at = -1;
    }
    return filled;
}

static Paragraph shape(const RunningLine *line, int side, Str section, Len *width)
{
    Len narrowest;
    Paragraph words = paragraph_shape(line->setting, STYLE_FOOT,
                                      fill_names(line, line->sides[side], section), line->node);
    text_widths(&words.shaped, &narrowest, width);
    return words;
}

static bool fits(const RunningLine *line, Str section)
{
    Len sum = APART;
    for (int side = 0; side < 2; side++) {
        Len width;
        shape(line, side, section, &width);
        sum += width;
    }
    return sum <= theme_measure(line->setting->theme);
}

static Str cut(const RunningLine *line, const size_t *ends, int count)
{
    Str whole = str_of(line->section);
    if (ends[count] == whole.length)
        return whole;
    size_t length = ends[count];
    while (length > 0 && whole.data[length - 1] == ' ')
        length--;
    return str_of(arena_printf(line->setting->job->arena, "%.*s…", (int)length, whole.data));
}

/* May a word begin at the character? */
static bool may_cut(uint32_t c)
{
    return utf8_is_space(c) || c >= 0x2E80; /* from there on scripts have no spaces */
}

/* As many words of the section as have room. */
static Str fit_section(const RunningLine *line)
{
    Str whole = str_of(line->section);
    if (whole.length == 0 || fits(line, whole))
        return whole;
    size_t *ends = ARENA_ARRAY(line->setting->job->arena, size_t, whole.length + 1);
    int low = 0, high = 1;
    for (size_t at = 0; at < whole.length;) {
        size_t before = at;
        if (may_cut(utf8_next(whole, &at)) && before > 0)
            ends[high++] = before;
    }
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (fits(line, cut(line, ends, middle)))
            low = middle;
        else
            high = middle;
    }
    return cut(line, ends, low);
}

/* -- setting ----------------------------------------------------------------------- */

static void set_line(const RunningLine *line, Frame *page, Len y)
{
    const Theme *theme = line->setting->theme;
    Str section = fit_section(line);
    for (int side = 0; side < 2; side++) {
        if (line->sides[side].count == 0)
            continue;
        Len width;
        Paragraph words = shape(line, side, section, &width);
        Len x = side ? theme->page_width - theme->margin_right - width : theme->margin_left;
        frame_add_frame(line->setting->job->arena, page, x, y,
                        paragraph_frame(line->setting, &words, width));
    }
}

static bool has_words(const Running *running)
{
    return running->start.count > 0 || running->end.count > 0;
}

static void set_foot(const RunningLine *line, Frame *page)
{
    const Theme *theme = line->setting->theme;
    Len y = theme->page_height - theme->margin_bottom + FOOT_GAP;
    frame_add_rect(line->setting->job->arena, page, theme->margin_left, y, theme_measure(theme),
                   HAIRLINE, theme->colours[COLOUR_RULE]);
    set_line(line, page, y + FOOT_TOP);
}

/* The heading in force on a page. `*at` is behind the headings of the pages
 * before and `*last` the last of them; both go on to the next page's. */
static const char *section_of(const Setting *setting, const HeadingPlaces *places, int page,
                              int *at, const char **last)
{
    const char *first = NULL;
    for (; *at < places->count && places->list[*at].page == page; ++*at) {
        const Node *node = &setting->structure->nodes[places->list[*at].node];
        if (node->role != ROLE_H1 && node->role != ROLE_H2)
            continue;
        *last = node_more(node)->title;
        first = first ? first : *last;
    }
    return first ? first : *last;
}

void running_add(const Setting *setting, const BlockTree *tree, const Pages *pages)
{
    HeadingPlaces places = headings_find_flowing(setting, pages);
    Setting of_first = *setting;
    of_first.theme = theme_first(setting->theme, setting->job->arena);
    NodeId heads = structure_add(setting->structure, NODE_DOCUMENT, ROLE_HEAD, WHERE_NONE);
    NodeId feet = structure_add(setting->structure, NODE_DOCUMENT, ROLE_FOOT, WHERE_NONE);
    const char *last = "";
    for (int i = 0, at = 0; i < pages->count; i++) {
        const Running *head = i ? &tree->head : &tree->first_head;
        const Running *foot = i ? &tree->foot : &tree->first_foot;
        RunningLine line = {.setting = i ? setting : &of_first,
                            .node = feet,
                            .page = i + 1,
                            .pages = pages->count,
                            .section = section_of(setting, &places, i, &at, &last),
                            .sides = {foot->start, foot->end}};
        if (has_words(foot) || !has_words(&tree->foot)) /* a layout without feet has the rule */
            set_foot(&line, pages->list[i].frame);
        line.node = heads;
        line.sides[0] = head->start;
        line.sides[1] = head->end;
        if (has_words(head))
            set_line(&line, pages->list[i].frame,
                     line.setting->theme->margin_top -
                         2 * setting->theme->styles[STYLE_FOOT].leading);
    }
}
