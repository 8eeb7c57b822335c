/* write.h - turns facts, dates and texts into words of one language.
 *
 * A Writer is one brief being expanded. Source marks are numbered as sources
 * are first cited, so facts must be written in reading order.
 */
#ifndef BRIEF_WRITE_H
#define BRIEF_WRITE_H

#include "brief/changes.h"
#include "brief/theme.h"
#include "layout/block.h"
#include "picture/picture.h"
#include "text/locale.h"

typedef struct {
    Job *job;
    JsonFiles *files; /* maps are read into it */
    const Terms *terms;
    const Sources *sources;
    const Zone *zone;
    const Langs *langs;
    Lang lang;
    Locale *locale;
    const Json *theme_root; /* what a block's own styles are laid over */
    const Faces *faces;
    const Theme *theme;
    const Source **cited; /* by number less one; NULL: none yet */
    int cited_count;
    bool *marked;                /* which of them have a mark that is an anchor */
    bool right;                  /* the brief stands at the right of another */
    bool lists_sources;          /* the layout has a list of them, which marks lead to */
    const Zone *const *compared; /* of an overview: the zones, else none */
    int compared_count;
    Pictures *pictures;     /* that blocks show */
    const Changes *changes; /* since an older state; NULL: not asked for */
    unsigned statuses;      /* bits of Status: words for them were printed */
    bool differs;           /* "sources differ" was printed */
    int tables;             /* that are numbered, so far */
    int depth;              /* of facts printed inside the texts of facts */
    int nested;             /* how many were so far */
    Map *shown;             /* "zone/fact" of the facts that are printed; NULL: not noted */
} Writer;

/* Pieces being collected. */
typedef struct {
    Arena *arena;
    Text text;
    int room;
} Pieces;

void pieces_init(Pieces *pieces, Arena *arena);
void pieces_add(Pieces *pieces, Piece piece);
void pieces_add_all(Pieces *pieces, Text text);

/* The zone file's value that a pointer leads to. If there is none, NULL, after E114 in column `at`
 * of the words at `where` (0: at all of them). */
const Json *write_resolve(Writer *writer, Str pointer, Where where, int32_t at);

/* A word for what only a zone file has, where none is known (zone_unknown): what needs words, such
 * as a picture's "alt", will have some. Nothing for other zones. */
void write_unknown(Writer *writer, Pieces *out);

/* Words out of a text value, with its markup carried out (markup.h). Faults
 * in it, E107 and E115 go to job->diag. */
void write_text(Writer *writer, const Json *text, Pieces *out);

/* A fact's value with comparator, unit, base and source marks. */
void write_value(Writer *writer, const Fact *fact, Pieces *out);

/* A figure that is no fact's, as the value `json` has it; `unit` may be NULL. */
void write_amount(Writer *writer, const Decimal *number, const Unit *unit, const Json *json,
                  Pieces *out);
/* The fact's sources as marks, in the order of their numbers, each once. */
void write_marks(Writer *writer, const Fact *fact, Pieces *out);

/* How large numbers such as `number` are written for the fact's measure. */
Scale write_scale(const Writer *writer, const Fact *fact, const Decimal *number);

/* The unit's pattern for a number: a string, or one of its plural forms. */
Str write_unit(Writer *writer, const Unit *unit, const Decimal *number, Scale scale);

/* One element of a list value, with the fact's source marks. */
void write_item(Writer *writer, const Fact *fact, const Json *item, Pieces *out);

/* The fact's period or as-of date; nothing if it has neither. */
void write_time(Writer *writer, const Fact *fact, Pieces *out);

/* A date as prose has it, or short, as tables have it. */
void write_date(Writer *writer, Date date, Where where, bool brief, Pieces *out);

/* The same of words that have been chosen. */
void write_words(Writer *writer, Words words, Pieces *out);

/* The same, all of them set off. */
void write_strong(Writer *writer, Words words, Pieces *out);

/* The words of a label that the program prints of its own accord; E103 if the
 * terms have none of that name. */
Words write_own(Writer *writer, const char *key);

/* A separator or other words of ours, without markup. */
void write_plain(Writer *writer, const char *words, Where where, Pieces *out);

/* The name by which links reach a source's entry or its first mark: "source-3",
 * "mark-3"; at the right of another brief it has names of its own. */
const char *write_anchor(Writer *writer, const char *what, int number);

/* A comma, if anything stands before it. */
void write_comma(Writer *writer, Pieces *out);

/* `inside` in brackets; nothing if it is empty. */
void write_brackets(Writer *writer, Text inside, Pieces *out);

/* Words for a slot of a pattern. */
typedef struct {
    const char *name; /* "{part}"; NULL: the next "{}" */
    Text text;
} Slot;

/* `pattern` with its markup carried out and its slots filled; a slot that is
 * not known stays as it is. */
void write_pattern(Writer *writer, Words pattern, const Slot *slots, int count, Pieces *out);

#endif
