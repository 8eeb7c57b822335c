/* span.h - text on its way to being set: what stands where, in which style.
 *
 * A paragraph is a list of Spans; text stages pass them on and never change
 * them. Everything is borrowed.
 */
#ifndef TEXT_SPAN_H
#define TEXT_SPAN_H

#include "base/diag.h"
#include "text/face.h"
#include "text/lang.h"

typedef uint32_t Colour; /* 0xRRGGBB */

#define FACE_CHAIN_MAX 6

/* Widths of digits: as the face has them, all alike, or each its own. */
typedef enum { FIGURES_DEFAULT, FIGURES_TABULAR, FIGURES_PROPORTIONAL } Figures;

typedef struct {
    const Face *faces[FACE_CHAIN_MAX]; /* tried in order for every character */
    int face_count;
    Len size;
    Len rise; /* baseline shift, upward; of source marks */
    Colour colour;
    Figures figures;
    uint32_t dots;   /* character set at every letter for emphasis; 0: none */
    bool dots_below; /* under the letters (CLREQ 2.6.2), not over (JLREQ 3.3.9) */
    int autospace;   /* between Han or kana and Latin letters or digits, 1/1000 em;
                        JLREQ 3.2.6, CLREQ 3.2.2 */
} TextStyle;

typedef struct {
    Str text;
    const TextStyle *style;
    Lang lang;
    bool keep;            /* no line break inside */
    bool glue;            /* no line break between it and the span before it */
    int32_t reading_node; /* the structure node of the reading */
    int32_t node;         /* the caller's: the structure node of this stretch */
    Str reading;          /* ruby over the span: read so; empty: none */
    const char *uri;      /* where it leads; NULL: nowhere */
    const char *target;   /* or to which anchor of the document */
    const char *about;    /* what is there, for readers who cannot see */
    Where where;          /* the JSON string it came from */
    int32_t at;           /* byte in that string of the span's first byte, or -1: not one to one */
} Span;

#endif
