/* block.h - what a brief says, part by part, before it has a shape.
 *
 * Expanding a layout over the facts gives a tree of blocks. All words are
 * final (language chosen, figures written, source marks numbered); fonts,
 * sizes and places are not: those are the theme's and the kinds' business.
 */
#ifndef LAYOUT_BLOCK_H
#define LAYOUT_BLOCK_H

#include "base/decimal.h"
#include "base/diag.h"
#include "layout/theme.h"
#include "text/lang.h"

typedef enum { PIECE_PLAIN, PIECE_STRONG, PIECE_EMPH, PIECE_MARK, PIECE_ALERT } PieceRole;

/* Figures of one unit over time, in the order of their days. */
typedef struct {
    const Decimal *values;
    const int32_t *days;
    const bool *ahead; /* not a result: planned, a target, claimed */
    int count;         /* at least 2 */
} Trend;

/* A stretch of words of one language and origin. */
typedef struct {
    Str text;
    PieceRole role;
    Lang lang;   /* LANG_NONE: the brief's */
    bool keep;   /* not broken inside: a figure with its unit, a mark */
    bool glue;   /* not broken from the piece before it: a mark from its figure */
    Str reading; /* ruby: how the words are read; empty: none */
    Where where;
    int32_t at;         /* byte in that JSON string, or -1 */
    const char *uri;    /* http or https address it leads to; NULL: none */
    const char *target; /* or the anchor in the brief */
    const char *anchor; /* the name that links reach it by; NULL: none */
    const char *about;  /* of a link: what is there, for readers who cannot see */
    const char *spoken; /* what is read in place of the words, and of those next to them that
                           have the same: set off by a pause, as colour does it for the eye;
                           NULL: the words */
    const Trend *trend; /* first of a cell: a line is drawn, of which this is the alternative
                           text; NULL: words */
} Piece;

typedef struct {
    Piece *pieces;
    int count;
} Text;

/* The sides of a fact (or of a source, a name) that a block may show. */
#define FIELDS(X)                                                                                  \
    X(LABEL, "label")   /* what it is: the measure */                                              \
    X(VALUE, "value")   /* the figure or words, with source marks */                               \
    X(SCOPE, "scope")   /* what it is about */                                                     \
    X(DATE, "date")     /* period or as-of date */                                                 \
    X(STATUS, "status") /* planned, target, claimed */                                             \
    X(ASOF, "asof")     /* date of a figure, if it is not the brief's */                           \
    X(NOTE, "note")     /* remark */                                                               \
    X(TREND, "trend")   /* line of all dated figures like it; in words where none is drawn */

typedef enum {
#define FIELD_NAME(name, word) FIELD_##name,
    FIELDS(FIELD_NAME)
#undef FIELD_NAME
        FIELD_COUNT
} Field;

/* What a row of a table is: one of its facts, the heading of a group of them,
 * which has words in FIELD_LABEL alone, or the sum of the group. */
typedef enum { ROW_PLAIN, ROW_GROUP, ROW_SUM } RowRole;

/* One row, tile or item. */
typedef struct {
    RowRole role;
    const char *id; /* fact or source id */
    Where where;
    Text fields[FIELD_COUNT];
    bool counts;    /* `amount` is the fact's figure */
    Decimal amount; /* in `unit` */
    const char *unit;
    Text *cells; /* of a table whose columns are not sides of a fact; else NULL */
} Entry;

/* How a column's cells stand: as their style says, or by the decimal mark, with
 * what the digits stand before and behind on either side of it. */
typedef enum { CELL_BY_STYLE, CELL_START, CELL_CENTRE, CELL_END, CELL_DECIMAL } CellAlign;

/* One column of a table block. */
typedef struct {
    Field field;
    int cell; /* index in Entry.cells, or -1: `field` */
    Text head;
    bool figure; /* set in the figure style, flush right */
    int share;   /* parts of leftover width */
    Len width;   /* fixed; 0: from content and share */
    CellAlign align;
    Where where;
} BlockColumn;

/* One cell of a row that is data, and how many columns and rows it takes up. */
typedef struct {
    Text text;
    int columns, rows;
    Where where;
} DataCell;

/* A row as its file has it: cells left to right, none where one from a row
 * above reaches down. A ROW_GROUP has one cell. */
typedef struct {
    RowRole role;
    DataCell *cells;
    int count;
    Text note;
    Where where;
} DataRow;

/* Rows that are data and not facts. There may be a hundred thousand, so each
 * is written when it is asked for, into the arena given; the words borrow it. */
typedef struct {
    int count;
    const void *source;
    DataRow (*write)(const void *source, int row, Arena *arena);
} DataRows;

/* Where on its page a block stands: where it is met, or at its top or bottom. */
typedef enum { FLOAT_NONE, FLOAT_TOP, FLOAT_BOTTOM } BlockFloat;

typedef struct Kind Kind;
typedef struct Block Block;
typedef struct Chart Chart;
typedef struct Locator Locator;

/* A heading of the brief, as its table of contents lists it. */
typedef struct {
    int level;          /* 1 to 3 */
    Text words;         /* without marks and links */
    const char *anchor; /* the name that links reach it by */
    Where where;        /* the block that it is the title of */
} ListedHeading;

struct Block {
    const Kind *kind;
    Where where;
    int level;   /* of title: 1 to 3 */
    Text title;  /* heading; may be empty */
    Text kicker; /* line above the title */
    Text text;   /* paragraph */
    bool lead;   /* text is the brief's lead */
    bool numbered;
    int across; /* items side by side */
    Entry *entries;
    int entry_count;
    BlockColumn *columns;
    int column_count;
    DataRows rows;  /* of a table; count 0: its rows are the entries */
    Text number;    /* "Table 2", of its caption; may be empty */
    Text continued; /* "(continued)", for the head of a table's further pages */
    Block *children;
    int child_count;
    int32_t *options;              /* by the kind's own table (kind.h) */
    Text *texts;                   /* of options that are texts */
    const Picture *picture;        /* of the option that is a file; NULL: none */
    const Locator *locator;        /* of the option that is a map (locator.h); NULL: none */
    Chart *chart;                  /* of kinds that draw figures (chart.h); else NULL */
    const char *anchor;            /* the name that links reach its title by; NULL: none */
    const ListedHeading *headings; /* of a table of contents */
    int heading_count;
    const Theme *theme; /* the brief's with styles of the block's own; NULL: the brief's */
    Len width;          /* at most; 0: the whole measure */
    int span;           /* at most so many columns of the page's grid; 0: all */
    BlockFloat floats;
    bool new_page; /* begins a page */
};

/* A running head or foot: each side's words, with "{page}", "{pages}" and
 * "{section}" in them (running.h). */
typedef struct {
    Text start, end;
} Running;

typedef struct {
    Lang lang;
    const char *title; /* document title, plain */
    const char *author, *subject, *date;
    Block *blocks;
    int block_count;
    bool lists_headings; /* a block among them does */
    Running head, foot;
    Running first_head, first_foot; /* page one's */
} BlockTree;

#endif
