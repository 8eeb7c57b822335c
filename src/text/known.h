/* known.h - paragraphs that were set before.
 *
 * A brief is set several times while its tightness is searched for, and the
 * briefs of a project share headings, labels, notes and sources: four paragraphs
 * of five come again. What shaping and breaking found of one is kept by all that
 * they depend on: the words, what their styles say of size, faces and figures, and
 * the rules of the lines. Colours, places and nodes are the new paragraph's own.
 *
 * What was reported of a paragraph is to be reported of the next as well, so
 * those with reports are not kept, nor those with readings, which hold spans.
 */
#ifndef TEXT_KNOWN_H
#define TEXT_KNOWN_H

#include "text/line.h"
#include "text/shape.h"

/* Of one language; as long as its locale. */
typedef struct KnownTexts KnownTexts;

KnownTexts *known_open(Arena *arena);

/* Forgets, where much is kept, what the last briefs have not looked for. Texts found
 * before are not to be used after: called before a brief is set. */
void known_begin(KnownTexts *known);

/* About how much memory is kept. */
size_t known_bytes(const KnownTexts *known);

/* Fills runs, glyphs and breaks of `text`, whose spans, text and rules are
 * there, if such a text is known; `key` is what known_add wants, in `scratch`. */
bool known_find(KnownTexts *known, Arena *scratch, ShapedText *text, Str *key);

/* Keeps what was found, unless there is too much already. */
void known_add(KnownTexts *known, Str key, ShapedText *text);

/* What a text was found to measure; `known` where that is known. */
typedef struct {
    bool known;
    Len narrowest, widest;
} Widths;

/* Widths of the text of a paragraph that is kept, words whole and divided, to be
 * filled; NULL if it is not kept. */
Widths *known_widths(const ShapedText *text, bool divided);

/* The lines at a measure, or NULL. */
const Lines *known_lines(const ShapedText *text, Len measure);

/* Where lines are to be made so that they may be kept; NULL: nowhere. */
Arena *known_arena(const ShapedText *text);
void known_add_lines(const ShapedText *text, Len measure, Lines lines);

#endif
