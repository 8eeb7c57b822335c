/* kind.h - the kinds of block, one file each.
 *
 * A file src/kind/NAME.c defines `const Kind kind_NAME`; the build collects
 * them in KINDS, so adding a kind is adding its file and its golden.
 */
#ifndef KIND_KIND_H
#define KIND_KIND_H

#include "layout/paragraph.h"

/* What a block of the kind may be given in a layout file. */
enum {
    TAKES_TITLE = 1,
    TAKES_KICKER = 2,
    TAKES_TEXT = 4,
    TAKES_ENTRIES = 8,
    TAKES_COLUMNS = 16,
    TAKES_CHILDREN = 32,
    TAKES_NUMBERED = 64,
    TAKES_LEAD = 128,
    TAKES_ACROSS = 256,
    TAKES_WIDTH = 512,       /* it is handed the whole measure, and sets Block.width itself */
    TAKES_CHART = 1024,      /* facts as points of a chart (brief/chart.h) */
    TAKES_SUMS = 2048,       /* groups of rows, subtotals and a total */
    TAKES_ROWS = 4096,       /* rows that are data */
    TAKES_TERMS = 8192,      /* names to explain */
    SHOWS_FACTS = 16384,     /* a table of facts, which has columns if the layout gives none */
    SHOWS_ZONES = 32768,     /* its rows are the zones of the project */
    SHOWS_LEGEND = 65536,    /* its entries are the marks that were used */
    SHOWS_SOURCES = 131072,  /* its entries are the sources cited */
    BREAKS_PAGE = 262144,    /* what follows it begins a page */
    TAKES_HEADINGS = 524288, /* the brief's headings (brief/contents.h) */
    SHOWS_MAP = 1048576,     /* there for its map */
    TAKES_ZONES = 2097152    /* figures of the zones, in a chart */
};

/* What a kind may be told besides: a key of its own in the layout file. */
typedef enum {
    OPTION_FLAG,   /* true or false: 1 or 0 */
    OPTION_WHOLE,  /* a whole number within least..most */
    OPTION_LENGTH, /* points, as Len, within least..most */
    OPTION_WORD,   /* one of `words`: its index */
    OPTION_COLOUR, /* the name of a colour: its ColourName */
    OPTION_TEXT,   /* a text or binding; the number is its index in Block.texts */
    OPTION_FILE,   /* a picture below the project's folder: Block.picture */
    OPTION_MAP     /* a map file, named from the layout: Block.locator */
} OptionType;

typedef struct {
    const char *name;
    OptionType type;
    int32_t otherwise;        /* if the layout says nothing; of a text -1 */
    int32_t least, most;      /* of a text or file: least 1 says that it must be given */
    const char *const *words; /* ended by NULL */
    const char *about;        /* for people */
} KindOption;

#define KIND_OPTIONS_MOST 16

/* A flag: what it shows is numbered, in Block.number. */
#define KIND_NUMBER "number"

/* Of a glossary: the first option, and what it says. */
enum { GLOSSARY_FORM };
enum { GLOSSARY_LIST, GLOSSARY_TABLE };

struct Kind {
    const char *name;
    const char *about; /* for people: what it shows */
    unsigned takes;
    const KindOption *options; /* ended by a NULL name; NULL: none. Block.options has
                                  their values in the same order */
    void (*layout)(const Setting *setting, const Block *block, Galley *galley);
};

/* Ended by NULL. */
extern const Kind *const KINDS[];

/* The kind called `name`, or NULL. */
const Kind *kind_lookup(Str name);

/* The sections of the structure that are open where blocks stand below one
 * another. A title below level 1 begins one (ISO 32000-1 14.8.4.2); it goes on to
 * the next title of its level or a higher one. */
typedef struct {
    NodeId open[4]; /* by level; 1 is what all is in */
    int level;      /* of the innermost */
} Sections;

/* None so far below the node. */
Sections sections_below(NodeId parent);

/* Sets the next of blocks below one another, by its kind, in its section. */
void block_layout(const Setting *setting, Sections *sections, const Block *block, Galley *galley);

/* Sets a block that has no others below it, or a block's children. */
void block_layout_alone(const Setting *setting, const Block *block, Galley *galley);
void block_layout_children(const Setting *setting, const Block *block, Galley *galley);

#endif
