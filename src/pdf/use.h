/* use.h - which glyphs of which faces a document shows, and for which text.
 *
 * A reader gets text back through each font's ToUnicode map, which gives a
 * code one text in the whole document. So the texts that a glyph stands for
 * are counted first, and the commonest goes into the map; a cluster that the
 * map would misread carries its own /ActualText (ISO 32000-1 14.9.4).
 */
#ifndef PDF_USE_H
#define PDF_USE_H

#include "base/str.h"
#include "layout/frame.h"

/* One text that a glyph stands for. */
typedef struct UseText {
    struct UseText *next;
    Str text;
    int count; /* how often; 0: only guessed, from a cluster of several glyphs */
} UseText;

typedef struct {
    uint32_t glyph; /* in the face */
    uint32_t code;  /* in page content; known once the font is embedded */
    int width;      /* 1/1000 em, as the W array says it */
    UseText *texts;
    Str text; /* the commonest of them, for ToUnicode; data NULL: none */
} GlyphUse;

typedef struct {
    const Face *face;
    int number;       /* F0, F1 ... by first use */
    uint16_t *slots;  /* per glyph of the face: its index in `glyphs`, plus one */
    GlyphUse *glyphs; /* by number, once gathered */
    int count, room;
    bool has_space; /* whether the face has U+0020, and as which glyph */
    uint32_t space;
    uint32_t object; /* number of the Type0 font */
} FontUse;

typedef struct {
    Arena *arena;
    FontUse **by_face; /* per Face.index, NULL where not used */
    int by_face_room;
    FontUse **list; /* by number */
    int count, room;
} Uses;

/* Gathers what all pages of `document` show, and settles every glyph's text. */
void uses_gather(Uses *uses, Arena *arena, const Document *document);

/* The face's entry. It must have been gathered. */
const FontUse *uses_lookup(const Uses *uses, const Face *face);

/* The glyph's entry. It must have been gathered. */
static inline const GlyphUse *use_glyph(const FontUse *use, uint32_t glyph)
{
    return &use->glyphs[use->slots[glyph] - 1];
}

/* Index behind the last glyph of the cluster that starts at `first`. */
static inline int use_cluster_end(const Run *run, int first)
{
    int end = first + 1;
    while (end < run->count && run->glyphs[end].text_length == 0)
        end++;
    return end;
}

/* Text of the cluster that starts at `first`; may be empty. Another space that
 * is shown by the glyph of U+0020, such as U+00A0, is one: it has done its
 * work, which is in line breaking. */
static inline Str use_cluster_text(const FontUse *use, const Run *run, int first)
{
    const RunGlyph *glyph = &run->glyphs[first];
    Str text = {run->text + glyph->text_offset, glyph->text_length};
    if (!use->has_space || glyph->glyph != use->space)
        return text;
    size_t at = 0;
    bool space = text.length && utf8_is_space(utf8_next(text, &at)) && at == text.length;
    return space ? STR(" ") : text;
}

/* Whether the cluster draws nothing and says nothing to a reader: a space
 * that stands for a soft hyphen, a joiner or a zero-width space. */
bool use_is_blank(const FontUse *use, const Run *run, int first);

/* Whether ToUnicode alone would give another text than the cluster's. */
bool use_needs_text(const FontUse *use, const Run *run, int first, int end);

/* The word that begins with the cluster and needs ActualText (it may be
 * empty): one whose glyphs stand apart, or a cluster that the map would
 * misread. USE_NO_WORD if there is none. */
Str use_word(const FontUse *use, const Run *run, int first, int end);

#define USE_NO_WORD ((Str){NULL, 0})

#endif
