/* theme.h - how things look: page, colours, faces, named styles. */
#ifndef LAYOUT_THEME_H
#define LAYOUT_THEME_H

#include "layout/frame.h"
#include "text/rules.h"
#include "text/span.h"

typedef enum { ALIGN_START, ALIGN_CENTRE, ALIGN_END } Align;

/* What a style is wanted for. Every theme has all of them. */
#define STYLES(X)                                                                                  \
    X(BODY, "body")                 /* running text */                                             \
    X(LEAD, "lead")                 /* the brief's first paragraph */                              \
    X(H1, "h1")                     /* the zone's name */                                          \
    X(H2, "h2")                     /* section */                                                  \
    X(H3, "h3")                     /* part of a section */                                        \
    X(KICKER, "kicker")             /* line above the title */                                     \
    X(NAMES, "names")               /* the name in the other languages */                          \
    X(TILE_VALUE, "tile.value")     /* the large figure */                                         \
    X(TILE_LABEL, "tile.label")     /* what it counts */                                           \
    X(TILE_NOTE, "tile.note")       /* its scope and date */                                       \
    X(TABLE_HEAD, "table.head")     /* column headings */                                          \
    X(TABLE_CELL, "table.cell")     /* text cells */                                               \
    X(TABLE_FIGURE, "table.figure") /* the value's cell */                                         \
    X(LIST, "list")                 /* items */                                                    \
    X(CONTENTS, "contents")         /* lines of a table of contents */                             \
    X(DATE, "date")                 /* dates of a timeline */                                      \
    X(CALLOUT, "callout")           /* text of a box */                                            \
    X(NOTE, "note")                 /* remarks under rows and items */                             \
    X(SOURCE, "source")             /* the sources list */                                         \
    X(CHART_LABEL, "chart.label")   /* names and values in charts */                               \
    X(CHART_AXIS, "chart.axis")     /* ticks, and what an axis measures */                         \
    X(FOOT, "foot")                 /* running head and foot */

typedef enum {
#define STYLE_NAME(name, word) STYLE_##name,
    STYLES(STYLE_NAME)
#undef STYLE_NAME
        STYLE_COUNT
} StyleName;

/* A paragraph's style. */
typedef struct {
    TextStyle text;
    TextStyle mark;   /* source marks within it: smaller, raised, in the accent colour */
    TextStyle strong; /* words set off within it */
    TextStyle emph;   /* words emphasised: italic, or dots in CJK text */
    TextStyle alert;  /* warnings within it: "sources differ" */
    Len leading;      /* baseline to baseline */
    Len before, after;
    Align align;
    LineRules rules;
    int orphans, widows; /* lines kept together at the head and the tail */
    Len grid;            /* baselines stand on multiples of it; 0: free */
} Style;

#define COLOURS(X)                                                                                 \
    X(INK, "ink")       /* text */                                                                 \
    X(SOFT, "soft")     /* secondary text */                                                       \
    X(ACCENT, "accent") /* title, source marks, rules of weight */                                 \
    X(RULE, "rule")     /* hairlines */                                                            \
    X(PANEL, "panel")   /* background of tiles and table heads */                                  \
    X(ALERT, "alert")   /* where sources differ */                                                 \
    X(PAPER, "paper")   /* text on the accent colour */

typedef enum {
#define COLOUR_NAME(name, word) COLOUR_##name,
    COLOURS(COLOUR_NAME)
#undef COLOUR_NAME
        COLOUR_COUNT
} ColourName;

/* The words that data has for styles and colours, in order, ended by NULL. */
extern const char *const STYLE_WORDS[];
extern const char *const COLOUR_WORDS[];

/* Which rules a table has: under every row, under its head alone, none, or
 * between columns too. */
typedef enum { RULES_ROWS, RULES_HEAD, RULES_NONE, RULES_ALL } TableRules;

typedef struct {
    bool zebra; /* every other row on the panel's colour */
    TableRules rules;
    Len pad; /* above and below the words of a row */
} TableLook;
#define CHART_COLOURS_MOST 6

/* Colours of series, taken in turn, and whether patterns tell them apart too. */
typedef struct {
    Colour colours[CHART_COLOURS_MOST];
    int count; /* at least 1 */
    bool hatch;
} ChartLook;

typedef enum { TILE_RULE_TOP, TILE_RULE_LEFT, TILE_RULE_BOX, TILE_RULE_NONE } TileRule;

#define COLOUR_NONE COLOUR_COUNT /* nothing is painted */

/* What page one may have of its own. */
typedef struct {
    Len top, right, bottom, left; /* margins */
    int columns;                  /* of the page's body */
} PageMaster;

typedef struct {
    Len page_width, page_height;
    Len margin_top, margin_right, margin_bottom, margin_left;
    int columns;      /* that blocks flow down; 1: they are as wide as the page's type */
    int grid;         /* columns that widths are counted in; 0: as `columns` */
    Len gutter;       /* between columns */
    PageMaster first; /* page one's; the others have the above */
    Colour colours[COLOUR_COUNT];
    struct {
        ColourName fill; /* or COLOUR_NONE */
        TileRule rule;
    } tile;
    ColourName band; /* ground of the masthead; COLOUR_NONE: it stands on the paper */
    Style styles[STYLE_COUNT];
    TableLook table;
    ChartLook chart;
    int resolution;      /* pixels an inch that pictures keep */
    const Picture *logo; /* in the masthead; NULL: none */
    Len logo_width;
    const char *logo_alt; /* NULL: it only adorns */
} Theme;

/* The theme with page one's margins and columns: itself, if they are the same. */
const Theme *theme_first(const Theme *theme, Arena *arena);

/* The theme on pages as `page` has them: its margins and columns. */
const Theme *theme_on_page(const Theme *theme, const Theme *page, Arena *arena);

/* Width of the first `count` of `columns` columns, which fill a page's measure. */
Len theme_columns(const Theme *theme, int columns, int count);

/* Width of a block that spans so many columns of the grid. */
Len theme_span(const Theme *theme, int span);

static inline Len theme_measure(const Theme *theme)
{
    return theme->page_width - theme->margin_left - theme->margin_right;
}

static inline Len theme_depth(const Theme *theme)
{
    return theme->page_height - theme->margin_top - theme->margin_bottom;
}

#endif
