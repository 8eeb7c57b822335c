/* Codes that rise together with their characters become one range, the rest
 * single entries. Blocks hold at most 100 entries, as in CMap files (Adobe
 * Technical Note 5014), so ranges are gathered first. A range may not leave
 * the low byte of the code nor of the text (ISO 32000-1 9.10.3). */
#include "pdf/tounicode.h"

#include <assert.h>

#include "pdf/syntax.h"

#define BLOCK_ENTRIES 100

typedef struct {
    uint32_t first, last; /* codes */
    Str text;             /* of the first */
} Entry;

/* The only character of the glyph's text, or 0 if there are none or more. */
static uint32_t sole_character(const GlyphUse *glyph)
{
    if (glyph->text.length == 0)
        return 0;
    size_t at = 0;
    uint32_t c = utf8_next(glyph->text, &at);
    return at == glyph->text.length ? c : 0;
}

static bool continues(const GlyphUse *before, const GlyphUse *glyph)
{
    uint32_t a = sole_character(before), b = sole_character(glyph);
    return a && b == a + 1 && glyph->code == before->code + 1 && (b & 0xFF) != 0 &&
           (glyph->code & 0xFF) != 0;
}

static int find_entries(const GlyphUse *const *glyphs, int count, Entry *entries)
{
    int found = 0;
    for (int i = 0; i < count; i++) {
        assert(i == 0 || glyphs[i - 1]->code < glyphs[i]->code);
        if (i > 0 && continues(glyphs[i - 1], glyphs[i])) {
            entries[found - 1].last = glyphs[i]->code;
            continue;
        }
        Str text = glyphs[i]->text.length ? glyphs[i]->text : STR("\uFFFD");
        entries[found++] = (Entry){glyphs[i]->code, glyphs[i]->code, text};
    }
    return found;
}

static void write_code(Buf *buf, uint32_t code)
{
    buf_char(buf, '<');
    buf_hex(buf, code, 4);
    buf_char(buf, '>');
}

/* The blocks of all ranges or of all single entries. */
static void write_blocks(Buf *buf, const Entry *entries, int count, bool ranges)
{
    const char *kind = ranges ? "bfrange\n" : "bfchar\n";
    int total = 0;
    for (int i = 0; i < count; i++)
        total += (entries[i].first != entries[i].last) == ranges;
    for (int i = 0, written = 0; i < count; i++) {
        if ((entries[i].first != entries[i].last) != ranges)
            continue;
        if (written % BLOCK_ENTRIES == 0) {
            int left = total - written;
            buf_int(buf, left < BLOCK_ENTRIES ? left : BLOCK_ENTRIES);
            buf_text(buf, " begin");
            buf_text(buf, kind);
        }
        write_code(buf, entries[i].first);
        if (ranges)
            write_code(buf, entries[i].last);
        buf_char(buf, '<');
        syntax_utf16(buf, entries[i].text);
        buf_text(buf, ">\n");
        written++;
        if (written % BLOCK_ENTRIES == 0 || written == total) {
            buf_text(buf, "end");
            buf_text(buf, kind);
        }
    }
}

void tounicode_write(Buf *buf, const GlyphUse *const *glyphs, int count)
{
    Entry *entries = ARENA_ARRAY(buf->arena, Entry, count);
    int found = find_entries(glyphs, count, entries);
    buf_text(buf, "/CIDInit/ProcSet findresource begin\n"
                  "12 dict begin\nbegincmap\n"
                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                  "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                  "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    write_blocks(buf, entries, found, true);
    write_blocks(buf, entries, found, false);
    buf_text(buf, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}
