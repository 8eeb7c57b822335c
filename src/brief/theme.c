#include "brief/theme.h"

#include "brief/contrast.h"
#include "brief/theme_keys.h"
#include "brief/theme_style.h"

/* -- colours ----------------------------------------------------------------------- */

static bool parse_colour(Str text, Colour *colour)
{
    if (text.length != 7 || text.data[0] != '#')
        return false;
    *colour = 0;
    for (size_t i = 1; i < 7; i++) {
        char c = text.data[i];
        char low = (char)(c | 0x20);
        if (c >= '0' && c <= '9')
            *colour = *colour << 4 | (Colour)(c - '0');
        else if (low >= 'a' && low <= 'f')
            *colour = *colour << 4 | (Colour)(low - 'a' + 10);
        else
            return false;
    }
    return true;
}

static void read_colours(ThemeReader *r)
{
    const Json *colours = json_member(r->root, "colours");
    json_check(r->job, colours, "colours", COLOURS_BY_NAME.fields);
    for (int i = 0; i < COLOUR_COUNT; i++) {
        const Json *value = json_member(colours, COLOUR_WORDS[i]);
        if (value &&
            !parse_colour(json_string(r->job, value, COLOUR_WORDS[i]), &r->theme->colours[i]))
            diag_add(r->job->diag, &(Report){.code = E015,
                                             .where = json_where(value),
                                             .message = "not a colour",
                                             .help = "write \"#1f3a5f\": red, green, blue"});
    }
}

/* -- page and parts ---------------------------------------------------------------- */

/* In the order of SHEET_WORDS: width, height (ISO 216; ANSI). */
static const Len SHEETS[][2] = {{LEN_PT(595.276), LEN_PT(841.89)},
                                {LEN_PT(419.528), LEN_PT(595.276)},
                                {LEN_PT(612), LEN_PT(792)}};

/* Width and height of the sheet; zero after a report. */
static void read_sheet(ThemeReader *r, const Json *page)
{
    const Json *size = json_member(page, "size"), *landscape = json_member(page, "landscape");
    Theme *theme = r->theme;
    if (json_type(size) == JSON_STRING) {
        int sheet = str_among(json_string(r->job, size, "size"), SHEET_WORDS);
        theme->page_width = SHEETS[sheet][0];
        theme->page_height = SHEETS[sheet][1];
    } else if (json_check(r->job, size, "size", SIZE_FIELDS)) {
        theme->page_width = theme_length(r, json_member(size, "width"), "width");
        theme->page_height = theme_length(r, json_member(size, "height"), "height");
    }
    if (!landscape || !json_bool(r->job, landscape, "landscape"))
        return;
    Len longer = len_max(theme->page_width, theme->page_height);
    theme->page_height = len_min(theme->page_width, theme->page_height);
    theme->page_width = longer;
}

static ColourName find_paint(ThemeReader *r, const Cascade *cascade, const char *key,
                             ColourName otherwise)
{
    return cascade_find(cascade, key) ? (ColourName)theme_word(r, cascade, key, PAINT_WORDS)
                                      : otherwise;
}

/* The object under `key` as a cascade of one; none if it is not there. */
static Cascade read_part(ThemeReader *r, const char *key, const JsonField *fields)
{
    const Json *part = json_member(r->root, key);
    Cascade cascade = {.count = 0};
    if (part && json_check(r->job, part, key, fields))
        cascade_push(&cascade, part);
    return cascade;
}

static void read_parts(ThemeReader *r)
{
    Theme *theme = r->theme;
    Cascade tile = read_part(r, "tile", TILE_FIELDS);
    theme->tile.fill = find_paint(r, &tile, "fill", COLOUR_PANEL);
    theme->tile.rule = (TileRule)theme_word(r, &tile, "rule", TILE_RULE_WORDS);
    Cascade masthead = read_part(r, "masthead", MASTHEAD_FIELDS);
    theme->band = find_paint(r, &masthead, "band", COLOUR_NONE);
}

static bool read_series_colour(ThemeReader *r, const Json *value, Colour *colour)
{
    Str word = json_string(r->job, value, "colour");
    int name = str_among(word, COLOUR_WORDS);
    if (name >= 0)
        *colour = r->theme->colours[name];
    if (name >= 0 || parse_colour(word, colour))
        return true;
    diag_add(r->job->diag, &(Report){.code = E015,
                                     .where = json_where(value),
                                     .message = "not a colour",
                                     .help = "name one of /colours, or write \"#1f3a5f\""});
    return false;
}

static void read_chart(ThemeReader *r)
{
    const Json *chart = json_member(r->root, "chart"), *hatch = json_member(chart, "hatch");
    const Json *colours = json_member(chart, "colours");
    ChartLook *look = &r->theme->chart;
    if (chart)
        json_check(r->job, chart, "chart", CHART_FIELDS);
    look->hatch = !hatch || json_bool(r->job, hatch, "hatch");
    for (const Json *one = json_first(colours); one && look->count < CHART_COLOURS_MOST;
         one = json_next(one))
        if (read_series_colour(r, one, &look->colours[look->count]))
            look->count++;
    static const ColourName OTHERWISE[] = {COLOUR_ACCENT, COLOUR_ALERT, COLOUR_SOFT};
    for (int i = look->count; i < (colours ? 1 : 3); i++)
        look->colours[look->count++] = r->theme->colours[OTHERWISE[i]];
}

/* An inch is left between margins, and half as much in a column. */
static void check_room(ThemeReader *r, const Theme *theme, const Json *page)
{
    if (diag_errors(r->job->diag) > r->faults)
        return; /* margins that could not be read */
    if (theme_measure(theme) < LEN_PT(72) || theme_depth(theme) < LEN_PT(72))
        diag_add(r->job->diag, &(Report){.code = E015,
                                         .where = json_where(page),
                                         .message = "the margins leave less than an inch of page"});
    else if (theme_columns(theme, theme->columns, 1) < LEN_PT(36))
        diag_add(r->job->diag, &(Report){.code = E015,
                                         .where = json_where(json_member(page, "columns")),
                                         .message = "columns are less than half an inch wide",
                                         .help = "give the page fewer, or a smaller gutter"});
}

/* One of page one's margins. */
static Len read_first(ThemeReader *r, const Json *first, const char *key, Len otherwise)
{
    const Json *value = json_member(first, key);
    return value ? theme_length(r, value, key) : otherwise;
}

static void read_masters(ThemeReader *r, const Json *page)
{
    Theme *theme = r->theme;
    const Json *first = json_member(page, "first");
    theme->columns = json_whole_member(r->files, r->job, page, PAGE_FIELDS, "columns", 1);
    theme->grid = json_whole_member(r->files, r->job, page, PAGE_FIELDS, "grid", 0);
    theme->first = (PageMaster){theme->margin_top, theme->margin_right, theme->margin_bottom,
                                theme->margin_left, theme->columns};
    check_room(r, theme, page);
    if (!first || !json_check(r->job, first, "first", FIRST_FIELDS))
        return;
    theme->first.top = read_first(r, first, "top", theme->margin_top);
    theme->first.right = read_first(r, first, "right", theme->margin_right);
    theme->first.bottom = read_first(r, first, "bottom", theme->margin_bottom);
    theme->first.left = read_first(r, first, "left", theme->margin_left);
    theme->first.columns =
        json_whole_member(r->files, r->job, first, FIRST_FIELDS, "columns", theme->columns);
    const Theme *of_first = theme_first(theme, r->job->arena);
    if (of_first != theme)
        check_room(r, of_first, first);
}

static void read_page(ThemeReader *r)
{
    const Json *page = json_member(r->root, "page");
    if (!json_check(r->job, page, "page", PAGE_FIELDS))
        return;
    Theme *theme = r->theme;
    read_sheet(r, page);
    theme->margin_top = theme_length(r, json_member(page, "top"), "top");
    theme->margin_right = theme_length(r, json_member(page, "right"), "right");
    theme->margin_bottom = theme_length(r, json_member(page, "bottom"), "bottom");
    theme->margin_left = theme_length(r, json_member(page, "left"), "left");
    theme->gutter = theme_length(r, json_member(page, "gutter"), "gutter");
    read_masters(r, page);
}

static void read_table(ThemeReader *r)
{
    TableLook *look = &r->theme->table;
    *look = (TableLook){.rules = RULES_ROWS, .pad = LEN_PT(1.8)};
    const Json *table = json_member(r->root, "table");
    if (!table || !json_check(r->job, table, "table", TABLE_FIELDS))
        return;
    const Json *zebra = json_member(table, "zebra"), *rules = json_member(table, "rules");
    const Json *pad = json_member(table, "pad");
    look->zebra = zebra && json_bool(r->job, zebra, "zebra");
    if (rules)
        look->rules = (TableRules)str_among(json_string(r->job, rules, "rules"), TABLE_RULE_WORDS);
    if (pad)
        look->pad = theme_length(r, pad, "pad");
    if (look->pad < 0 || look->pad > LEN_PT(72))
        diag_add(r->job->diag, &(Report){.code = E015,
                                         .where = json_where(pad),
                                         .message = "pad must be from 0 to 72 points"});
}

/* -- the theme --------------------------------------------------------------------- */

/* A style under a name that no block uses is a slip. */
static void check_style_names(ThemeReader *r, const Json *styles)
{
    for (const Json *m = json_first(styles); m; m = json_next(m)) {
        Str name = json_key(m);
        bool known = str_is(name, "default");
        for (int i = 0; i < STYLE_COUNT; i++)
            known |= str_is(name, STYLE_WORDS[i]);
        if (known)
            continue;
        const char *near = str_nearest(name, STYLE_WORDS, STYLE_COUNT);
        if (!near)
            near = str_nearest(name, &(const char *){"default"}, 1);
        diag_add(r->job->diag,
                 &(Report){.code = E112,
                           .where = json_where(m),
                           .part = PART_KEY,
                           .message = arena_printf(r->job->arena, "unknown style \"%.*s\"",
                                                   (int)name.length, name.data),
                           .help = near ? arena_printf(r->job->arena, "did you mean \"%s\"?", near)
                                        : NULL});
    }
}

const Theme *theme_with(Job *job, const JsonFiles *files, const Json *root, const Faces *faces,
                        const Theme *base, const Json *styles, Lang lang)
{
    ThemeReader r = {.job = job,
                     .files = files,
                     .root = root,
                     .faces = faces,
                     .lang = lang,
                     .theme = ARENA_NEW(job->arena, Theme)};
    *r.theme = *base;
    check_style_names(&r, styles);
    for (int i = 0; i < STYLE_COUNT; i++) {
        r.patch = json_member(styles, STYLE_WORDS[i]);
        if (r.patch && json_check(job, r.patch, "style", CJK_FIELDS))
            style_read(&r, (StyleName)i);
    }
    return r.theme;
}

Theme *theme_read(Job *job, const JsonFiles *files, const Json *root, const Faces *faces, Lang lang)
{
    ThemeReader r = {.job = job,
                     .files = files,
                     .root = root,
                     .faces = faces,
                     .lang = lang,
                     .theme = ARENA_NEW(job->arena, Theme)};
    r.faults = diag_errors(job->diag);
    read_page(&r);
    read_parts(&r);
    read_table(&r);
    read_colours(&r);
    read_chart(&r);
    const Json *resolution = json_member(root, "resolution");
    r.theme->resolution =
        resolution ? json_whole(files, job, resolution, "resolution", 36, 2400) : 300;
    int faults = diag_errors(job->diag);
    check_style_names(&r, json_member(root, "styles"));
    style_check(&r, json_member(json_member(root, "styles"), "default"));
    r.default_faulty = diag_errors(job->diag) > faults;
    for (int i = 0; i < STYLE_COUNT; i++)
        style_read(&r, (StyleName)i);
    contrast_check(job, root, r.theme);
    return r.theme;
}
