#include "brief/theme_keys.h"

#include "brief/logo.h"
#include "brief/schema.h"

const char *const TABLE_RULE_WORDS[] = {"rows", "head", "none", "all", NULL};

const JsonField TABLE_FIELDS[] = {
    {"zebra", JSON_IS(JSON_BOOL), false, NULL, "every other row on the panel's colour"},
    {"rules", JSON_IS(JSON_STRING), false, TABLE_RULE_WORDS,
     "under every row (the default), under the head, none, or between columns too"},
    {"pad", JSON_IS(JSON_NUMBER), false, NULL, "points above and below the words of a row (1.8)"},
    {NULL, 0, false, NULL, NULL},
};

const char *const SHEET_WORDS[] = {"A4", "A5", "Letter", NULL};

const JsonField SIZE_FIELDS[] = {
    {"width", JSON_IS(JSON_NUMBER), true, NULL, "points"},
    {"height", JSON_IS(JSON_NUMBER), true, NULL, "points"},
    {NULL, 0, false, NULL, NULL},
};

/* As COLOUR_WORDS, with what paints nothing at their end. */
const char *const PAINT_WORDS[] = {
#define PAINT_WORD(name, word) word,
    COLOURS(PAINT_WORD)
#undef PAINT_WORD
        "none",
    NULL};

const JsonField MASTHEAD_FIELDS[] = {
    {"band", JSON_IS(JSON_STRING), false, PAINT_WORDS,
     "colour of a band behind it, from the edges of the page (none)"},
    {NULL, 0, false, NULL, NULL},
};

/* In the order of TileRule. */
const char *const TILE_RULE_WORDS[] = {"top", "left", "box", "none", NULL};

const JsonField TILE_FIELDS[] = {
    {"fill", JSON_IS(JSON_STRING), false, PAINT_WORDS, "colour behind it (panel), or none"},
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

const JsonField FIRST_FIELDS[] = {
    {"top", JSON_IS(JSON_NUMBER), false, NULL, "margin, points"},
    {"right", JSON_IS(JSON_NUMBER), false, NULL, "margin, points"},
    {"bottom", JSON_IS(JSON_NUMBER), false, NULL, "margin, points"},
    {"left", JSON_IS(JSON_NUMBER), false, NULL, "margin, points"},
    COLUMNS_FIELD,
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape FIRST = {"page.first", "what page one has of its own",
                                .fields = FIRST_FIELDS};

const JsonField PAGE_FIELDS[] = {
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

const JsonField FACE_FIELDS[] = {
    {"file", JSON_IS(JSON_STRING), true, NULL,
     "font file, in the folder of fonts or one of --font-path"},
    {"index", JSON_IS(JSON_NUMBER), false, NULL, "which face of a collection, from 0",
     .whole = true, .least = 0, .most = 255},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField FACE_NAME = {NULL, JSON_IS(JSON_STRING), false, NULL,
                                    "name of a face, as /faces has it"};

const char *const TEXT_ALIGN_WORDS[] = {"start", "centre", "end", NULL};
const char *const LINE_BREAK_WORDS[] = {"optimal", "greedy", NULL};

const JsonField LIMIT_FIELDS[] = {
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
    {"lineBreak", JSON_IS(JSON_STRING), false, LINE_BREAK_WORDS,                                   \
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
const char *const FIGURES_WORDS[] = {"default", "tabular", "proportional", NULL};
const char *const KINSOKU_WORDS[] = {"strict", "normal", "loose", NULL};
const char *const WORD_BREAK_WORDS[] = {"normal", "keep", "phrase", NULL};

#define TEXT_STYLE_FIELDS                                                                          \
    {"faces",           JSON_IS(JSON_ARRAY), false, NULL, "names of faces, tried in order",        \
     .each = &FACE_NAME},                                                                          \
        {"size", JSON_IS(JSON_NUMBER), false, NULL, "points"},                                     \
        {"rise", JSON_IS(JSON_NUMBER), false, NULL, "baseline shift upward, points"},              \
        {"colour", JSON_IS(JSON_STRING), false, NULL, "name of a colour", .names = COLOUR_WORDS},  \
        {"figures", JSON_IS(JSON_STRING), false, FIGURES_WORDS,                                    \
         "tabular, proportional or default"},                                                      \
    {                                                                                              \
        "autospace", JSON_IS(JSON_NUMBER), false, NULL,                                            \
            "gap between Han or kana and Latin, in em (0.25)"                                      \
    }

#define PARAGRAPH_FIELDS                                                                           \
    {"leading", JSON_IS(JSON_NUMBER), false, NULL, "baseline to baseline, points"},                \
        {"before", JSON_IS(JSON_NUMBER), false, NULL, "space before, points"},                     \
        {"after", JSON_IS(JSON_NUMBER), false, NULL, "space after, points"},                       \
        {"align", JSON_IS(JSON_STRING), false, TEXT_ALIGN_WORDS, "start, centre or end"},          \
        {"kinsoku", JSON_IS(JSON_STRING), false, KINSOKU_WORDS,                                    \
         "what begins and ends no line: strict (if left out), normal or loose"},                   \
        {"wordBreak", JSON_IS(JSON_STRING), false, WORD_BREAK_WORDS,                               \
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

const JsonField INLINE_FIELDS[] = {
    TEXT_STYLE_FIELDS,
    {"dots", JSON_IS(JSON_STRING), false, NULL, "a character set at every letter, \"\" for none"},
    {"dotsBelow", JSON_IS(JSON_BOOL), false, NULL, "under the letters, not over them"},
    {NULL, 0, false, NULL, NULL}};

static const JsonShape INLINE = {"style.words", "how words within a paragraph look",
                                 .fields = INLINE_FIELDS};

const JsonField CJK_FIELDS[] = {
    TEXT_STYLE_FIELDS, PARAGRAPH_FIELDS, RULE_FIELDS, {NULL, 0, false, NULL, NULL}};

static const JsonShape CJK = {"style.language", "what differs in a language, or in several",
                              .fields = CJK_FIELDS};

const JsonField STYLE_FIELDS[] = {
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
const JsonShape COLOURS_BY_NAME = {"colours",
                                   .fields = (const JsonField[]){COLOURS(COLOUR_FIELD){NULL}}};
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

const JsonField CHART_FIELDS[] = {
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
