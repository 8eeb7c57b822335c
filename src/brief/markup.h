/* markup.h - the inline markup of texts: [[fact:id]] and [[cite:id]].
 *
 * The one parser, for checking and for writing.
 */
#ifndef BRIEF_MARKUP_H
#define BRIEF_MARKUP_H

#include "brief/model.h"

typedef enum {
    MARKUP_END,
    MARKUP_WORDS, /* text: the words */
    MARKUP_FACT,  /* text: the id of a fact whose value is printed */
    MARKUP_CITE,  /* text: the id of a fact whose source marks are printed */
    MARKUP_OTHER, /* text: what stands between the brackets */
    MARKUP_OPEN   /* [[ that nothing closes; text: the rest */
} MarkupKind;

typedef struct {
    MarkupKind kind;
    Str text;
    size_t at; /* byte where it begins */
} Markup;

/* The stretch of `text` at byte *at; moves *at behind it. */
Markup markup_next(Str text, size_t *at);

/* Reports markup in the words of `text` that is not closed (E113) or names
 * no fact of `facts` (E107), in each language. */
void markup_check(Job *job, const Terms *terms, const Langs *langs, const Map *facts,
                  const Json *text);

#endif
