#include "brief/theme.h"

#include <unistd.h>

#include "base/decimal.h"
#include "brief/contrast.h"
#include "brief/logo.h"
#include "brief/place.h"
#include "brief/schema.h"

static const char *const TABLE_RULES[] = {"rows", "head", "none", "all", NULL};

static const JsonField TABLE_FIELDS[] = {
    {"zebra", JSON_IS(JSON_BOOL), false, NULL, "every other row on the panel's colour"},
    {"rules", JSON_IS(JSON_STRING), false, TABLE_RULES,
     "under every row (the default), under the head, none, or between columns too"},
    {"pad", JSON_IS(JSON_NUMBER), false, NULL, "points above and below the words of a row (1.8)"},
    {NULL, 0, false, NULL, NULL},
};

static const char *const SHEET_WORDS[] = {"A4", "A5", "Letter", NULL};

/* In the order of SHEET_WORDS: width, height (ISO 216; ANSI). */
static const Len SHEETS[][2] = {{LEN_PT(595.276), LEN_PT(841.89)},
                                {LEN_PT(419.528), LEN_PT(595.276)},
                                {LEN_PT(612), LEN_PT(792)}};

static const JsonField SIZE_FIELDS[] = {
    {"width", JSON_IS(JSON_NUMBER), true, NULL, "points"},
    {"height", JSON_IS(JSON_NUMBER), true, NULL, "points"},
    {NULL, 0, false, NULL, NULL},
};

/* As COLOUR_WORDS, with what paints nothing at their end. */
static const char *const PAINTS[] = {
#define PAINT_WORD(name, word) word,
    COLOURS(PAINT_WORD)
#undef PAINT_WORD
        "none",
    NULL};

static const JsonField MASTHEAD_FIELDS[] = {
    {"band", JSON_IS(JSON_STRING), false, PAINTS,
     "colour of a band behind it, from the edges of the page (none)"},
    {NULL, 0, false, NULL, NULL},
};

/* In the order of TileRule. */
static const char *const TILE_RULE_WORDS[] = {"top", "left", "box", "none", NULL};

static const JsonField TILE_FIELDS[] = {
    {"fill", JSON_IS(JSON_STRING), false, PAINTS, "colour behind it (panel), or none"},
    {"rule", JSON_IS(JSON_STRING), false, TILE_RULE_WORDS,
     "a rule in the colour accent: at the top (if left out), at the left, all round, or none"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape SIZE = {"size", .fields = SIZE_FIELDS};
static const JsonShape MASTHEAD = {"masthead", .fields = MASTHEAD_FIELDS};
static const JsonShape TILE = {"tile", .fields = TILE_FIELDS};

#define COLUMNS_FIELD                                                                              \
    {                                                                                              \
        "columns", JSON_IS(JSON_NUMBER), false, NULL, "that blocks flow down, 1 to 4 (1)",         \
            .whole = true, .least = 1, .most = 4                                                   \
    }

static const JsonField FIRST_FIELDS[] = {
    {"top", JSON_IS(JSON_NUMBER), false, NULL, "margin, points"},
    {"right", JSON_IS(JSON_NUMBER), false, NULL, "margin, points"},
    {"bottom", JSON_IS(JSON_NUMBER), false, NULL, "margin, points"},
    {"left", JSON_IS(JSON_NUMBER), false, NULL, "margin, points"},
    COLUMNS_FIELD,
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape FIRST = {"page.first", "what page one has of its own",
                                .fields = FIRST_FIELDS};

static const JsonField PAGE_FIELDS[] = {
    {"size", JSON_IS(JSON_STRING) | JSON_IS(JSON_OBJECT), true, SHEET_WORDS,
     "\"A4\", \"A5\", \"Letter\", or {\"width\": 500, \"height\": 700} in points", .shape = &SIZE},
    {"landscape", JSON_IS(JSON_BOOL), false, NULL, "the sheet on its long side"},
    {"top", JSON_IS(JSON_NUMBER), true, NULL, "margin, points"},
    {"right", JSON_IS(JSON_NUMBER), true, NULL, "margin, points"},
    {"bottom", JSON_IS(JSON_NUMBER), true, NULL, "margin, points"},
    {"left", JSON_IS(JSON_NUMBER), true, NULL, "margin, points"},
    {"gutter", JSON_IS(JSON_NUMBER), true, NULL, "space between columns, points"},
    COLUMNS_FIELD,
    {"grid", JSON_IS(JSON_NUMBER), false, NULL,
     "columns that blocks span, 1 to 24 (if left out, those that they flow down)", .whole = true,
     .least = 1, .most = 24},
    {"first", JSON_IS(JSON_OBJECT), false, NULL, "what page one has of its own", .shape = &FIRST},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField FACE_FIELDS[] = {
    {"file", JSON_IS(JSON_STRING), true, NULL,
     "font file, in the folder of fonts or one of --font-path"},
    {"index", JSON_IS(JSON_NUMBER), false, NULL, "which face of a collection, from 0",
     .whole = true, .least = 0, .most = 255},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField FACE_NAME = {NULL, JSON_IS(JSON_STRING), false, NULL,
                                    "name of a face, as /faces has it"};

static const char *const ALIGNS[] = {"start", "centre", "end", NULL};
static const char *const LINE_BREAKS[] = {"optimal", "greedy", NULL};

static const JsonField LIMIT_FIELDS[] = {
    {"wordMin", JSON_IS(JSON_NUMBER), false, NULL,
     "least width of a space, in its own width (0.75)"},
    {"wordMax", JSON_IS(JSON_NUMBER), false, NULL, "most width of a space, in its own width (2.2)"},
    {"gapMin", JSON_IS(JSON_NUMBER), false, NULL, "least gap between Han and Latin, em (0.125)"},
    {"gapMax", JSON_IS(JSON_NUMBER), false, NULL, "widest gap between Han and Latin, em (0.5)"},
    {"letter", JSON_IS(JSON_NUMBER), false, NULL, "most to let out between Han or kana, em (0.25)"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape LIMITS = {"limits", .fields = LIMIT_FIELDS};

#define RULE_FIELDS                                                                                \
    {"lineBreak", JSON_IS(JSON_STRING), false, LINE_BREAKS,                                        \
     "lines chosen over the whole paragraph, or one by one"},                                      \
        {"squeeze", JSON_IS(JSON_BOOL), false, NULL, "close up the blank halves of marks"},        \
        {"hang", JSON_IS(JSON_BOOL), false, NULL, "stops may stand outside the measure"},          \
        {"justify", JSON_IS(JSON_BOOL), false, NULL, "fill lines to the measure"},                 \
        {"limits",        JSON_IS(JSON_OBJECT), false, NULL, "how far filled lines may give way",  \
         .shape = &LIMITS},                                                                        \
        {"hyphenate", JSON_IS(JSON_BOOL), false, NULL, "divide words by the dictionary"},          \
        {"indent", JSON_IS(JSON_NUMBER), false, NULL, "of the first line, em"},                    \
        {"orphans", JSON_IS(JSON_NUMBER), false, NULL, "lines kept together at the head (2)"},     \
        {"widows", JSON_IS(JSON_NUMBER), false, NULL, "lines kept together at the tail (2)"},      \
    {                                                                                              \
        "grid", JSON_IS(JSON_NUMBER), false, NULL, "baselines stand on multiples of it, points"    \
    }

/* In the order of Figures. */
static const char *const FIGURES[] = {"default", "tabular", "proportional", NULL};
static const char *const KINSOKUS[] = {"strict", "normal", "loose", NULL};
static const char *const WORD_BREAKS[] = {"normal", "keep", "phrase", NULL};

#define TEXT_STYLE_FIELDS                                                                          \
    {"faces",           JSON_IS(JSON_ARRAY), false, NULL, "names of faces, tried in order",        \
     .each = &FACE_NAME},                                                                          \
        {"size", JSON_IS(JSON_NUMBER), false, NULL, "points"},                                     \
        {"rise", JSON_IS(JSON_NUMBER), false, NULL, "baseline shift upward, points"},              \
        {"colour", JSON_IS(JSON_STRING), false, NULL, "name of a colour", .names = COLOUR_WORDS},  \
        {"figures", JSON_IS(JSON_STRING), false, FIGURES, "tabular, proportional or default"},     \
    {                                                                                              \
        "autospace", JSON_IS(JSON_NUMBER), false, NULL,                                            \
            "gap between Han or kana and Latin, in em (0.25)"                                      \
    }

#define PARAGRAPH_FIELDS                                                                           \
    {"leading", JSON_IS(JSON_NUMBER), false, NULL, "baseline to baseline, points"},                \
        {"before", JSON_IS(JSON_NUMBER), false, NULL, "space before, points"},                     \
        {"after", JSON_IS(JSON_NUMBER), false, NULL, "space after, points"},                       \
        {"align", JSON_IS(JSON_STRING), false, ALIGNS, "start, centre or end"},                    \
        {"kinsoku", JSON_IS(JSON_STRING), false, KINSOKUS,                                         \
         "what begins and ends no line: strict (if left out), normal or loose"},                   \
        {"wordBreak", JSON_IS(JSON_STRING), false, WORD_BREAKS,                                    \
         "where words divide: normal (if left out), keep, or phrase (Japanese headings)"},         \
        {"mark", JSON_IS(JSON_OBJECT),          false,                                             \
         NULL,   "how source marks in it look", .shape = &INLINE},                                 \
        {"alert", JSON_IS(JSON_OBJECT), false, NULL, "how warnings in it look", .shape = &INLINE}, \
        {"emph",          JSON_IS(JSON_OBJECT), false, NULL, "how words emphasised in it look",    \
         .shape = &INLINE},                                                                        \
    {                                                                                              \
        "strong", JSON_IS(JSON_OBJECT), false, NULL, "how words set off in it look",               \
            .shape = &INLINE                                                                       \
    }

static const JsonField INLINE_FIELDS[] = {
    TEXT_STYLE_FIELDS,
    {"dots", JSON_IS(JSON_STRING), false, NULL, "a character set at every letter, \"\" for none"},
    {"dotsBelow", JSON_IS(JSON_BOOL), false, NULL, "under the letters, not over them"},
    {NULL, 0, false, NULL, NULL}};

static const JsonShape INLINE = {"style.words", "how words within a paragraph look",
                                 .fields = INLINE_FIELDS};

static const JsonField CJK_FIELDS[] = {
    TEXT_STYLE_FIELDS, PARAGRAPH_FIELDS, RULE_FIELDS, {NULL, 0, false, NULL, NULL}};

static const JsonShape CJK = {"style.language", "what differs in a language, or in several",
                              .fields = CJK_FIELDS};

static const JsonField STYLE_FIELDS[] = {
    TEXT_STYLE_FIELDS,
    PARAGRAPH_FIELDS,
    RULE_FIELDS,
    {"cjk", JSON_IS(JSON_OBJECT), false, NULL, "what differs in Chinese and Japanese",
     .shape = &CJK},
    {"en", JSON_IS(JSON_OBJECT), false, NULL, "what differs in this language", .shape = &CJK},
    {"zh-Hans", JSON_IS(JSON_OBJECT), false, NULL, "what differs in this language", .shape = &CJK},
    {"zh-Hant", JSON_IS(JSON_OBJECT), false, NULL, "what differs in this language", .shape = &CJK},
    {"ja", JSON_IS(JSON_OBJECT), false, NULL, "what differs in this language", .shape = &CJK},
    {"ko", JSON_IS(JSON_OBJECT), false, NULL, "what differs in this language", .shape = &CJK},
    {"de", JSON_IS(JSON_OBJECT), false, NULL, "what differs in this language", .shape = &CJK},
    {NULL, 0, false, NULL, NULL}};

static const JsonShape PAGE = {"page", .fields = PAGE_FIELDS};

static const JsonField FACE = {"face",
                               JSON_IS(JSON_OBJECT),
                               false,
                               NULL,
                               "a face: its file, and which face of a collection",
                               .shape = &(const JsonShape){"face", .fields = FACE_FIELDS}};

static const JsonShape FACES = {"faces", .each = &FACE};

#define COLOUR_FIELD(name, word)                                                                   \
    {word, JSON_IS(JSON_STRING), true, NULL, "\"#RRGGBB\"", .pattern = "^#[0-9A-Fa-f]{6}$"},
static const JsonShape COLOURS_BY_NAME = {
    "colours", .fields = (const JsonField[]){COLOURS(COLOUR_FIELD){NULL}}};
#undef COLOUR_FIELD

static const JsonShape STYLE = {"style",
                                "how a paragraph looks; what it does not say, "
                                "\"default\" says",
                                .fields = STYLE_FIELDS};

#define STYLE_FIELD(name, word) {word, JSON_IS(JSON_OBJECT), false, NULL, NULL, .shape = &STYLE},
static const JsonShape STYLES_BY_NAME = {
    "styles", .fields = (const JsonField[]){{"default", JSON_IS(JSON_OBJECT), false, NULL,
                                             "what every style has if it does not say otherwise",
                                             .shape = &STYLE},
                                            STYLES(STYLE_FIELD){NULL}}};
#undef STYLE_FIELD

#define OWN_STYLE(name, word) {word, JSON_IS(JSON_OBJECT), false, NULL, NULL, .shape = &CJK},
const JsonShape OWN_STYLES_SHAPE = {"styles.own",
                                    .fields = (const JsonField[]){STYLES(OWN_STYLE){NULL}}};
#undef OWN_STYLE

static const JsonField SERIES_COLOUR = {NULL, JSON_IS(JSON_STRING), false, NULL,
                                        "name of a colour, or \"#RRGGBB\""};

static const JsonField CHART_FIELDS[] = {
    {"colours", JSON_IS(JSON_ARRAY), false, NULL,
     "of series in turn, at most 6 (accent, alert, soft)", .each = &SERIES_COLOUR},
    {"hatch", JSON_IS(JSON_BOOL), false, NULL, "patterns tell series apart, besides colour (true)"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape CHART = {"chart", .fields = CHART_FIELDS};

static const JsonField THEME_FIELDS[] = {
    {"extends", JSON_IS(JSON_STRING), false, NULL,
     "another theme file, beside this one, which this one is laid over"},
    {"page", JSON_IS(JSON_OBJECT), true, NULL, "size and margins, in points", .shape = &PAGE},
    {"faces", JSON_IS(JSON_OBJECT), true, NULL, "font files, by the names styles use",
     .shape = &FACES},
    {"colours", JSON_IS(JSON_OBJECT), true, NULL, "\"#RRGGBB\" by name", .shape = &COLOURS_BY_NAME},
    {"styles", JSON_IS(JSON_OBJECT), true, NULL, "paragraph styles by name; \"default\" first",
     .shape = &STYLES_BY_NAME},
    {"table", JSON_IS(JSON_OBJECT), false, NULL, "how tables look",
     .shape = &(const JsonShape){"table", .fields = TABLE_FIELDS}},
    {"chart", JSON_IS(JSON_OBJECT), false, NULL, "how charts look", .shape = &CHART},
    {"resolution", JSON_IS(JSON_NUMBER), false, NULL,
     "pixels an inch that pictures keep, 36 to 2400 (300)", .whole = true, .least = 36,
     .most = 2400},
    {"logo", JSON_IS(JSON_OBJECT), false, NULL, "a picture at the right of the masthead",
     .shape = &LOGO_SHAPE},
    {"masthead", JSON_IS(JSON_OBJECT), false, NULL, "how the head of page one stands",
     .shape = &MASTHEAD},
    {"tile", JSON_IS(JSON_OBJECT), false, NULL, "how tiles are painted", .shape = &TILE},
    {NULL, 0, false, NULL, NULL},
};

const JsonField *theme_fields(void)
{
    return THEME_FIELDS;
}

/* -- faces ------------------------------------------------------------------------- */

/* Fills in path and root of the face, which is the first folder's file of that
 * name; false if none can be read. */
static bool find_file(Arena *arena, const FontFolders *folders, const char *file, FaceFile *face,
                      Paths *absent)
{
    for (int i = 0; i < folders->count; i++) {
        face->path = arena_printf(arena, "%s/%s", folders->list[i], file);
        face->root = i == 0 ? folders->root : NULL;
        if (access(face->path, R_OK) == 0)
            return true;
        paths_add(arena, absent, face->path);
    }
    return false;
}

static void report_nowhere(Job *job, const FontFolders *folders, const Json *value,
                           const char *file)
{
    const char *tried = "";
    for (int i = 0; i < folders->count; i++)
        tried = arena_printf(job->arena, "%s%s%s", tried, i ? ", " : "", folders->list[i]);
    diag_add(job->diag,
             &(Report){.code = E401,
                       .where = json_where(value),
                       .message = arena_printf(job->arena, "no face file %s can be read", file),
                       .label = arena_printf(job->arena, "folders tried: %s", tried),
                       .help = "put it in the project's folder of fonts, or name its own folder "
                               "with --font-path"});
}

/* What the theme says of one face. */
static bool read_face(Job *job, const JsonFiles *files, const FontFolders *folders,
                      const Json *member, FaceFile *face, Paths *absent)
{
    Str name = json_key(member);
    const Json *file = json_member(member, "file");
    const char *words = place_path(job, "", "", file, "file"); /* within a folder of fonts */
    face->name = arena_copy(job->arena, name.data, name.length);
    face->index = json_whole_member(files, job, member, FACE_FIELDS, "index", 0);
    if (!words)
        return false;
    if (find_file(job->arena, folders, words, face, absent))
        return true;
    report_nowhere(job, folders, file, words);
    return false;
}

bool theme_load_faces(Job *job, const JsonFiles *files, const Json *root,
                      const FontFolders *folders, Faces *faces, Paths *absent)
{
    if (!json_check(job, root, "theme", THEME_FIELDS))
        return false;
    const Json *declared = json_member(root, "faces");
    FaceFile *list = ARENA_ARRAY(job->arena, FaceFile, json_count(declared));
    int count = 0;
    bool good = true;
    for (const Json *m = json_first(declared); m; m = json_next(m)) {
        if (!json_check(job, m, "face", FACE_FIELDS))
            return false;
        good &= read_face(job, files, folders, m, &list[count++], absent);
    }
    const char *why = NULL;
    if (!good || faces_load(job->arena, list, count, faces, &why))
        return good;
    const Json *bad = json_first(declared);
    for (int i = 0; i < faces->count; i++)
        bad = json_next(bad);
    diag_add(job->diag, &(Report){.code = E402,
                                  .where = json_where(bad),
                                  .message = why,
                                  .help = "a face is an OpenType file with outlines"});
    return false;
}

/* -- styles ------------------------------------------------------------------------ */

typedef struct {
    Job *job;
    const JsonFiles *files;
    const Json *root;
    const Faces *faces;
    Lang lang;
    const Json *patch; /* over the style being read; NULL: none */
    Theme *theme;
    int faults;          /* there were when the page began */
    bool default_faulty; /* what styles lack may follow from that */
} ThemeReader;

/* Objects that say how a style looks, the most particular first. */
typedef struct {
    const Json *layers[16];
    int count;
} Cascade;

static void push(Cascade *cascade, const Json *layer)
{
    if (layer)
        cascade->layers[cascade->count++] = layer;
}

static const Json *find(const Cascade *cascade, const char *key)
{
    for (int i = 0; i < cascade->count; i++) {
        const Json *found = json_member(cascade->layers[i], key);
        if (found)
            return found;
    }
    return NULL;
}

static Len read_length(ThemeReader *r, const Json *value, const char *what)
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
    return read_length(r, find(cascade, key), key);
}

/* Which of `words` stands under `key`: 0, the first, if none does. That it is
 * one of them, json_check has seen to. */
static int find_word(ThemeReader *r, const Cascade *cascade, const char *key,
                     const char *const *words)
{
    const Json *value = find(cascade, key);
    int index = value ? str_among(json_string(r->job, value, key), words) : 0;
    return index < 0 ? 0 : index;
}

static Colour find_colour(ThemeReader *r, const Cascade *cascade)
{
    const Json *value = find(cascade, "colour");
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
    const Json *list = find(cascade, "faces");
    for (const Json *name = json_first(list); name; name = json_next(name)) {
        const Face *face = faces_lookup(r->faces, json_string(r->job, name, "face"));
        if (!face)
            fault_face(r, name);
        else if (style->face_count < FACE_CHAIN_MAX)
            style->faces[style->face_count++] = face;
    }
    if (style->face_count == 0 && !r->default_faulty)
        diag_add(r->job->diag, &(Report){.code = E011,
                                         .where = json_where(list ? list : r->root),
                                         .message = "a style has no face",
                                         .help = "name at least one in /styles/default/faces"});
}

/* The one character of "dots"; 0 for none. */
static uint32_t find_dots(ThemeReader *r, const Cascade *cascade)
{
    const Json *value = find(cascade, "dots");
    Str text = value ? json_string(r->job, value, "dots") : STR("");
    size_t at = 0;
    uint32_t dot = text.length ? utf8_next(text, &at) : 0;
    if (at == text.length)
        return dot;
    diag_add(r->job->diag, &(Report){.code = E015,
                                     .where = json_where(value),
                                     .message = "dots are one character",
                                     .help = "for example \"•\", or \"\" for none"});
    return 0;
}

static TextStyle read_text_style(ThemeReader *r, const Cascade *cascade)
{
    TextStyle style = {.face_count = 0};
    find_faces(r, cascade, &style);
    style.size = find_length(r, cascade, "size");
    style.rise = find_length(r, cascade, "rise");
    style.colour = find_colour(r, cascade);
    style.autospace = find_length(r, cascade, "autospace");
    style.dots = find_dots(r, cascade);
    const Json *below = find(cascade, "dotsBelow");
    style.dots_below = below && json_bool(r->job, below, "dotsBelow");
    style.figures = (Figures)find_word(r, cascade, "figures", FIGURES);
    return style;
}

/* -- rules of lines ---------------------------------------------------------------- */

static bool find_bool(ThemeReader *r, const Cascade *cascade, const char *key, bool otherwise)
{
    const Json *value = find(cascade, key);
    return value ? json_bool(r->job, value, key) : otherwise;
}

static int find_number(ThemeReader *r, const Cascade *cascade, const char *key, int otherwise)
{
    const Json *value = find(cascade, key);
    return value ? read_length(r, value, key) : otherwise;
}

static LineRules read_rules(ThemeReader *r, const Cascade *cascade)
{
    const Json *limits = find(cascade, "limits");
    Cascade within = {.count = 0};
    if (limits && json_check(r->job, limits, "limits", LIMIT_FIELDS))
        push(&within, limits);
    return (LineRules){
        .optimal = find_word(r, cascade, "lineBreak", LINE_BREAKS) == 0,
        .kinsoku = (Kinsoku)find_word(r, cascade, "kinsoku", KINSOKUS),
        .words = (WordBreak)find_word(r, cascade, "wordBreak", WORD_BREAKS),
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

static void check_shape(ThemeReader *r, const Json *style)
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
        push(&cascade, pass ? r->patch : json_member(r->patch, part));
        for (int i = 0; i < 2; i++) {
            const Json *cjk = lang_is_cjk(r->lang) ? json_member(own[i], "cjk") : NULL;
            const Json *lang = json_member(own[i], lang_tag(r->lang));
            push(&cascade, pass ? lang : json_member(lang, part));
            push(&cascade, pass ? cjk : json_member(cjk, part));
            push(&cascade, pass ? own[i] : json_member(own[i], part));
        }
    }
    return cascade;
}

static void read_style(ThemeReader *r, StyleName name)
{
    const Json *json = json_member(json_member(r->root, "styles"), STYLE_WORDS[name]);
    Style *style = &r->theme->styles[name];
    *style = (Style){.leading = 0};
    int faults = diag_errors(r->job->diag);
    check_shape(r, json);
    Cascade cascade = layers_of(r, json, NULL);
    style->text = read_text_style(r, &cascade);
    style->leading = find_length(r, &cascade, "leading");
    style->before = find_length(r, &cascade, "before");
    style->after = find_length(r, &cascade, "after");
    style->align = (Align)find_word(r, &cascade, "align", ALIGNS);
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

/* -- colours and page -------------------------------------------------------------- */

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
        theme->page_width = read_length(r, json_member(size, "width"), "width");
        theme->page_height = read_length(r, json_member(size, "height"), "height");
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
    return find(cascade, key) ? (ColourName)find_word(r, cascade, key, PAINTS) : otherwise;
}

/* The object under `key` as a cascade of one; none if it is not there. */
static Cascade read_part(ThemeReader *r, const char *key, const JsonField *fields)
{
    const Json *part = json_member(r->root, key);
    Cascade cascade = {.count = 0};
    if (part && json_check(r->job, part, key, fields))
        push(&cascade, part);
    return cascade;
}

static void read_parts(ThemeReader *r)
{
    Theme *theme = r->theme;
    Cascade tile = read_part(r, "tile", TILE_FIELDS);
    theme->tile.fill = find_paint(r, &tile, "fill", COLOUR_PANEL);
    theme->tile.rule = (TileRule)find_word(r, &tile, "rule", TILE_RULE_WORDS);
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
    return value ? read_length(r, value, key) : otherwise;
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
    theme->margin_top = read_length(r, json_member(page, "top"), "top");
    theme->margin_right = read_length(r, json_member(page, "right"), "right");
    theme->margin_bottom = read_length(r, json_member(page, "bottom"), "bottom");
    theme->margin_left = read_length(r, json_member(page, "left"), "left");
    theme->gutter = read_length(r, json_member(page, "gutter"), "gutter");
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
        look->rules = (TableRules)str_among(json_string(r->job, rules, "rules"), TABLE_RULES);
    if (pad)
        look->pad = read_length(r, pad, "pad");
    if (look->pad < 0 || look->pad > LEN_PT(72))
        diag_add(r->job->diag, &(Report){.code = E015,
                                         .where = json_where(pad),
                                         .message = "pad must be from 0 to 72 points"});
}

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
            read_style(&r, (StyleName)i);
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
    check_shape(&r, json_member(json_member(root, "styles"), "default"));
    r.default_faulty = diag_errors(job->diag) > faults;
    for (int i = 0; i < STYLE_COUNT; i++)
        read_style(&r, (StyleName)i);
    contrast_check(job, root, r.theme);
    return r.theme;
}
