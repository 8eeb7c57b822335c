/* Where the pen is
 *
 * A viewer advances by the widths in the font's W array and by our TJ
 * numbers, both in 1/1000 of the size. In 1/1000 Len that is width * size,
 * exactly: so the pen is followed in a 64-bit integer, each adjustment is
 * computed from where the pen truly is, and rounding never adds up
 * (ISO 32000-1 9.4.3, 9.4.4).
 */
#include "pdf/show.h"

#include "pdf/syntax.h"

int64_t show_adjustment(int64_t pen, Len wanted, Len size)
{
    int64_t excess = pen - (int64_t)wanted * LEN_POINT;
    int64_t half = size / 2;
    return (excess >= 0 ? excess + half : excess - half) / size;
}

static void end_string(Show *show)
{
    if (show->in_string)
        buf_char(show->buf, ')');
    show->in_string = false;
}

void show_pause(Show *show)
{
    end_string(show);
    if (show->in_array)
        buf_text(show->buf, "]TJ\n");
    show->in_array = false;
}

static void show_glyph(Show *show, const RunGlyph *glyph)
{
    const GlyphUse *found = use_glyph(show->use, glyph->glyph);
    Len size = show->run->size;
    if (glyph->y != *show->rise) {
        show_pause(show);
        buf_len(show->buf, glyph->y);
        buf_text(show->buf, " Ts\n");
        *show->rise = glyph->y;
    }
    if (!show->in_array)
        buf_char(show->buf, '[');
    show->in_array = true;
    int64_t adjustment = show_adjustment(show->pen, glyph->x, size);
    if (adjustment) {
        end_string(show);
        buf_int(show->buf, adjustment);
        show->pen -= adjustment * size;
    }
    if (!show->in_string)
        buf_char(show->buf, '(');
    show->in_string = true;
    syntax_code(show->buf, found->code);
    show->pen += (int64_t)found->width * size;
}

void show_glyphs(Show *show, int first, int end)
{
    for (int i = first; i < end; i++)
        show_glyph(show, &show->run->glyphs[i]);
}
