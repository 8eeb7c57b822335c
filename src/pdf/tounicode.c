/* Codes that follow one another share one range with a list of their texts: most of a
 * font's do, for subsets number their glyphs anew. A range may not leave the low byte of
 * the code (ISO 32000-1 9.10.3); blocks hold at most 100 entries, as in CMap files (Adobe
 * Technical Note 5014). */
#include "pdf/tounicode.h"

#include <assert.h>

#include "pdf/syntax.h"

#define BLOCK_ENTRIES 100

/* Index behind the glyphs from `first` on that are one range. */
static int range_end(const GlyphUse *const *glyphs, int count, int first)
{
    int end = first + 1;
    while (end < count && glyphs[end]->code == glyphs[end - 1]->code + 1 &&
           (glyphs[end]->code & 0xFF) != 0)
        end++;
    return end;
}

static int count_ranges(const GlyphUse *const *glyphs, int count)
{
    int ranges = 0;
    for (int i = 0; i < count; i = range_end(glyphs, count, i)) {
        assert(i == 0 || glyphs[i - 1]->code < glyphs[i]->code);
        ranges++;
    }
    return ranges;
}

static void write_code(Buf *buf, uint32_t code)
{
    buf_char(buf, '<');
    buf_hex(buf, code, 4);
    buf_char(buf, '>');
}

static void write_range(Buf *buf, const GlyphUse *const *glyphs, int first, int end)
{
    write_code(buf, glyphs[first]->code);
    write_code(buf, glyphs[end - 1]->code);
    buf_char(buf, '[');
    for (int i = first; i < end; i++) {
        buf_char(buf, '<');
        syntax_utf16(buf, glyphs[i]->text.length ? glyphs[i]->text : STR("\uFFFD"));
        buf_char(buf, '>');
    }
    buf_text(buf, "]\n");
}

static void write_ranges(Buf *buf, const GlyphUse *const *glyphs, int count)
{
    int left = count_ranges(glyphs, count), in_block = 0;
    for (int i = 0, end; i < count; i = end) {
        end = range_end(glyphs, count, i);
        if (in_block == 0) {
            in_block = left < BLOCK_ENTRIES ? left : BLOCK_ENTRIES;
            left -= in_block;
            buf_int(buf, in_block);
            buf_text(buf, " beginbfrange\n");
        }
        write_range(buf, glyphs, i, end);
        if (--in_block == 0)
            buf_text(buf, "endbfrange\n");
    }
}

void tounicode_write(Buf *buf, const GlyphUse *const *glyphs, int count)
{
    buf_text(buf, "/CIDInit/ProcSet findresource begin\n"
                  "12 dict begin\nbegincmap\n"
                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                  "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                  "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    write_ranges(buf, glyphs, count);
    buf_text(buf, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}
