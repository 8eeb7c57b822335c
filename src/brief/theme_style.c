/* A style is read from layers: what is laid over it, what a language has of its own, the style
 * itself, and the default style below all. Each value is that of the first layer that has it. */
#include "brief/theme_style.h"

#include "base/decimal.h"
#include "brief/theme_keys.h"
#include "text/chain.h"

void cascade_push(Cascade *cascade, const Json *layer)
{
    if (layer)
        cascade->layers[cascade->count++] = layer;
}

const Json *cascade_find(const Cascade *cascade, const char *key)
{
    for (int i = 0; i < cascade->count; i++) {
        const Json *found = json_member(cascade->layers[i], key);
        if (found)
            return found;
    }
    return NULL;
}

Len theme_length(ThemeReader *r, const Json *value, const char *what)
{
    Decimal decimal;
    Len length = 0;
    if (!value)
        return 0;
    Str token = json_number(r->files, r->job, value, what);
    if (token.length &&
        (!decimal_parse(token, &decimal) || !decimal_thousandths(&decimal, &length)))
        diag_add(r->job->diag,
                 &(Report){.code = E015,
                           .where = json_where(value),
                           .message = arena_printf(r->job->arena, "%s is out of range", what)});
    return length;
}

static Len find_length(ThemeReader *r, const Cascade *cascade, const char *key)
{
    return theme_length(r, cascade_find(cascade, key), key);
}

int theme_word(ThemeReader *r, const Cascade *cascade, const char *key, const char *const *words)
{
    const Json *value = cascade_find(cascade, key);
    int index = value ? str_among(json_string(r->job, value, key), words) : 0;
    return index < 0 ? 0 : index;
}

static Colour find_colour(ThemeReader *r, const Cascade *cascade)
{
    const Json *value = cascade_find(cascade, "colour");
    Str word = value ? json_string(r->job, value, "colour") : STR("ink");
    for (int i = 0; i < COLOUR_COUNT; i++)
        if (str_is(word, COLOUR_WORDS[i]))
            return r->theme->colours[i];
    const char *near = str_nearest(word, COLOUR_WORDS, COLOUR_COUNT);
    diag_add(
        r->job->diag,
        &(Report){.code = E014,
                  .where = json_where(value),
                  .message = "no colour of that name",
                  .help = near ? arena_printf(r->job->arena, "did you mean \"%s\"?", near) : NULL});
    return 0;
}

static void fault_face(ThemeReader *r, const Json *name)
{
    const char **names = ARENA_ARRAY(r->job->arena, const char *, r->faces->count);
    for (int i = 0; i < r->faces->count; i++)
        names[i] = r->faces->list[i].name;
    const char *near = str_nearest(json_string(r->job, name, "face"), names, r->faces->count);
    diag_add(r->job->diag,
             &(Report){.code = E014,
                       .where = json_where(name),
                       .message = "no face of that name",
                       .help = near ? arena_printf(r->job->arena, "did you mean \"%s\"?", near)
                                    : "faces are declared under /faces"});
}

static void find_faces(ThemeReader *r, const Cascade *cascade, TextStyle *style)
{
    const Json *list = cascade_find(cascade, "faces");
    for (const Json *name = json_first(list); name; name = json_next(name)) {
        const Face *face = faces_lookup(r->faces, json_string(r->job, name, "face"));
        if (!face)
            fault_face(r, name);
        else if (style->face_count < FACE_CHAIN_MAX)
            style->faces[style->face_count++] = face;
    }
    if (!json_first(list) && !r->default_faulty)
        diag_add(r->job->diag, &(Report){.code = E011,
                                         .where = json_where(list ? list : r->root),
                                         .message = "a style has no face",
                                         .help = "name at least one in /styles/default/faces"});
}

/* The one character of "dots", which a face of the style has; 0 for none. */
static uint32_t find_dots(ThemeReader *r, const Cascade *cascade, const TextStyle *style)
{
    const Json *value = cascade_find(cascade, "dots");
    Str text = value ? json_string(r->job, value, "dots") : STR("");
    size_t at = 0;
    uint32_t dot = text.length ? utf8_next(text, &at) : 0;
    if (at != text.length)
        diag_add(r->job->diag, &(Report){.code = E015,
                                         .where = json_where(value),
                                         .message = "dots are one character",
                                         .help = "for example \"•\", or \"\" for none"});
    else if (dot && style->face_count > 0 && !chain_face(style, dot))
        diag_add(r->job->diag, &(Report){.code = E201,
                                         .where = json_where(value),
                                         .message = "no face of the style has the dot",
                                         .help = "for example \"•\", or a face that has it"});
    return dot;
}

static TextStyle read_text_style(ThemeReader *r, const Cascade *cascade)
{
    TextStyle style = {.face_count = 0};
    find_faces(r, cascade, &style);
    style.size = find_length(r, cascade, "size");
    style.rise = find_length(r, cascade, "rise");
    style.colour = find_colour(r, cascade);
    style.autospace = find_length(r, cascade, "autospace");
    style.dots = find_dots(r, cascade, &style);
    const Json *below = cascade_find(cascade, "dotsBelow");
    style.dots_below = below && json_bool(r->job, below, "dotsBelow");
    style.figures = (Figures)theme_word(r, cascade, "figures", FIGURES_WORDS);
    return style;
}

/* -- rules of lines ---------------------------------------------------------------- */

static bool find_bool(ThemeReader *r, const Cascade *cascade, const char *key, bool otherwise)
{
    const Json *value = cascade_find(cascade, key);
    return value ? json_bool(r->job, value, key) : otherwise;
}

static int find_number(ThemeReader *r, const Cascade *cascade, const char *key, int otherwise)
{
    const Json *value = cascade_find(cascade, key);
    return value ? theme_length(r, value, key) : otherwise;
}

static LineRules read_rules(ThemeReader *r, const Cascade *cascade)
{
    const Json *limits = cascade_find(cascade, "limits");
    Cascade within = {.count = 0};
    if (limits && json_check(r->job, limits, "limits", LIMIT_FIELDS))
        cascade_push(&within, limits);
    return (LineRules){
        .optimal = theme_word(r, cascade, "lineBreak", LINE_BREAK_WORDS) == 0,
        .kinsoku = (Kinsoku)theme_word(r, cascade, "kinsoku", KINSOKU_WORDS),
        .words = (WordBreak)theme_word(r, cascade, "wordBreak", WORD_BREAK_WORDS),
        .squeeze = find_bool(r, cascade, "squeeze", true),
        .hang = find_bool(r, cascade, "hang", false),
        .justify = find_bool(r, cascade, "justify", false),
        .hyphenate = find_bool(r, cascade, "hyphenate", false),
        .indent = find_number(r, cascade, "indent", 0),
        .word_min = find_number(r, &within, "wordMin", 750),
        .word_max = find_number(r, &within, "wordMax", 2200),
        .gap_min = find_number(r, &within, "gapMin", 125),
        .gap_max = find_number(r, &within, "gapMax", 500),
        .letter_max = find_number(r, &within, "letter", 250),
    };
}

static void check_inlines(ThemeReader *r, const Json *layer)
{
    static const char *const INLINES[] = {"mark", "strong", "emph", "alert"};
    for (size_t i = 0; i < sizeof INLINES / sizeof *INLINES; i++) {
        const Json *words = json_member(layer, INLINES[i]);
        if (words)
            json_check(r->job, words, INLINES[i], INLINE_FIELDS);
    }
    if (json_member(layer, "limits"))
        json_check(r->job, json_member(layer, "limits"), "limits", LIMIT_FIELDS);
}

void style_check(ThemeReader *r, const Json *style)
{
    if (!style)
        return;
    json_check(r->job, style, "style", STYLE_FIELDS);
    check_inlines(r, style);
    for (Lang lang = LANG_NONE; lang < LANG_COUNT; lang++) {
        const Json *layer = json_member(style, lang == LANG_NONE ? "cjk" : lang_tag(lang));
        if (layer)
            json_check(r->job, layer, "style", CJK_FIELDS);
        check_inlines(r, layer);
    }
}

/* The layers of a style, or of the words set off within it (`part`). */
static Cascade layers_of(const ThemeReader *r, const Json *style, const char *part)
{
    const Json *defaults = json_member(json_member(r->root, "styles"), "default");
    const Json *own[] = {style, defaults};
    Cascade cascade = {.count = 0};
    for (int pass = part ? 0 : 1; pass < 2; pass++) {
        cascade_push(&cascade, pass ? r->patch : json_member(r->patch, part));
        for (int i = 0; i < 2; i++) {
            const Json *cjk = lang_is_cjk(r->lang) ? json_member(own[i], "cjk") : NULL;
            const Json *lang = json_member(own[i], lang_tag(r->lang));
            cascade_push(&cascade, pass ? lang : json_member(lang, part));
            cascade_push(&cascade, pass ? cjk : json_member(cjk, part));
            cascade_push(&cascade, pass ? own[i] : json_member(own[i], part));
        }
    }
    return cascade;
}

void style_read(ThemeReader *r, StyleName name)
{
    const Json *json = json_member(json_member(r->root, "styles"), STYLE_WORDS[name]);
    Style *style = &r->theme->styles[name];
    *style = (Style){.leading = 0};
    int faults = diag_errors(r->job->diag);
    style_check(r, json);
    Cascade cascade = layers_of(r, json, NULL);
    style->text = read_text_style(r, &cascade);
    style->leading = find_length(r, &cascade, "leading");
    style->before = find_length(r, &cascade, "before");
    style->after = find_length(r, &cascade, "after");
    style->align = (Align)theme_word(r, &cascade, "align", TEXT_ALIGN_WORDS);
    style->rules = read_rules(r, &cascade);
    style->orphans = find_number(r, &cascade, "orphans", 2000) / 1000;
    style->widows = find_number(r, &cascade, "widows", 2000) / 1000;
    style->grid = find_length(r, &cascade, "grid");
    Cascade mark = layers_of(r, json, "mark");
    style->mark = read_text_style(r, &mark);
    Cascade alert = layers_of(r, json, "alert");
    style->alert = read_text_style(r, &alert);
    Cascade strong = layers_of(r, json, "strong");
    style->strong = read_text_style(r, &strong);
    Cascade emph = layers_of(r, json, "emph");
    style->emph = read_text_style(r, &emph);
    if (!r->default_faulty && diag_errors(r->job->diag) == faults &&
        (style->text.size < LEN_POINT || style->leading < style->text.size))
        diag_add(r->job->diag, &(Report){.code = E015,
                                         .where = json_where(json ? json : r->root),
                                         .message = arena_printf(
                                             r->job->arena,
                                             "style %s: size must be 1 pt or more, and leading "
                                             "no less than size",
                                             STYLE_WORDS[name])});
}
