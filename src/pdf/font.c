/* What a code means
 *
 * Pages show two-byte codes of a Type0 font whose CMap is Identity-H, so a
 * code is a CID (ISO 32000-1 9.7.4.2). What a CID selects depends on the font
 * program:
 *
 *   CFF, CID-keyed   the glyph whose entry in the charset is that CID. The
 *                    subsetter renumbers glyphs but keeps their CIDs: the code
 *                    is the CID of the whole font. A slice of an Adobe-Identity
 *                    font counts them anew: the code is the number in the slice.
 *   CFF, by name     the glyph with that number in the subset.
 *   glyf             what CIDToGIDMap says; /Identity, so the number in the
 *                    subset.
 *
 * With the wrong choice the page looks empty while text extraction and every
 * syntax check are content. So the subset's charset is read back and compared.
 *
 * Subsetting the whole face costs five times as much as subsetting a face
 * that shows only the outline tables: HarfBuzz then has no layout tables to
 * close over, and PDF has no use for them. RETAIN_GIDS would spare all of the
 * above and triple the size. CID-keyed faces without subroutines are sliced
 * (slice.h): a tenth of that again.
 */
#include "pdf/font.h"

#include <assert.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>

#include "pdf/pack.h"
#include "pdf/slice.h"
#include "pdf/syntax.h"
#include "pdf/tounicode.h"
#include "text/cff.h"

#define TAG(text) HB_TAG((text)[0], (text)[1], (text)[2], (text)[3])

/* One face on its way into the file. */
typedef struct {
    Writer *writer;
    FontUse *use;
    Str program;       /* what FontFile2 or FontFile3 holds */
    int subset_count;  /* glyphs in it, .notdef among them */
    uint16_t *numbers; /* in it, of each glyph of `use` */
    bool counted_anew; /* numbers in it are its CIDs */
    Object *program_object, *to_unicode;
    bool cid_keyed;
    Ros ros;
    const GlyphUse **glyphs; /* sorted by code */
    char tag[8];
} Font;

static hb_blob_t *outline_table(hb_face_t *face, hb_tag_t tag, void *whole)
{
    static const char *const shown[] = {"CFF ", "glyf", "loca", "head", "hhea",
                                        "hmtx", "maxp", "cvt ", "fpgm", "prep"};
    (void)face;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (tag == TAG(shown[i]))
            return hb_face_reference_table(whole, tag);
    return hb_blob_reference(hb_blob_get_empty());
}

static hb_subset_input_t *choose_glyphs(const FontUse *use)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_set_t *set = hb_subset_input_glyph_set(input);
    hb_set_add(set, 0);
    for (int i = 0; i < use->count; i++)
        hb_set_add(set, use->glyphs[i].glyph);
    return input;
}

/* What the subsetter says of the plan and its result. */
static void keep_subset(Font *font, hb_subset_plan_t *plan, hb_face_t *subset)
{
    const FontUse *use = font->use;
    Arena *arena = font->writer->arena;
    hb_blob_t *blob = use->face->cff ? hb_face_reference_table(subset, TAG("CFF "))
                                     : hb_face_reference_blob(subset);
    unsigned length = 0;
    const char *data = hb_blob_get_data(blob, &length);
    font->program = (Str){arena_copy(arena, data, length), length};
    hb_blob_destroy(blob);
    font->subset_count = (int)hb_face_get_glyph_count(subset);
    font->numbers = ARENA_ARRAY(arena, uint16_t, use->count);
    const hb_map_t *numbers = hb_subset_plan_old_to_new_glyph_mapping(plan);
    for (int i = 0; i < use->count; i++)
        font->numbers[i] = (uint16_t)hb_map_get(numbers, use->glyphs[i].glyph);
}

static void make_subset(Font *font)
{
    hb_subset_input_t *input = choose_glyphs(font->use);
    if (!input)
        return;
    hb_face_t *outlines = hb_face_create_for_tables(outline_table, font->use->face->hb_face, NULL);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(outlines, input);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (subset)
        keep_subset(font, plan, subset);
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    hb_face_destroy(outlines);
    hb_subset_input_destroy(input);
}

/* The glyphs of the subset: those used, .notdef first. Sets their numbers in it. */
static uint32_t *list_glyphs(Font *font)
{
    const FontUse *use = font->use;
    uint32_t *glyphs = ARENA_ARRAY(font->writer->arena, uint32_t, use->count + 1);
    int behind = use->count > 0 && use->glyphs[0].glyph == 0 ? 0 : 1;
    font->numbers = ARENA_ARRAY(font->writer->arena, uint16_t, use->count);
    for (int i = 0; i < use->count; i++) {
        font->numbers[i] = (uint16_t)(i + behind);
        glyphs[i + behind] = use->glyphs[i].glyph;
    }
    font->subset_count = use->count + behind;
    return glyphs;
}

/* CIDs of Adobe-Identity mean nothing outside their face. */
static bool has_own_cids(Str cff)
{
    Ros ros;
    return cff_ros(cff, &ros) == ROS_FOUND && str_is(ros.ordering, "Identity");
}

/* Makes the subset by slice.h, if the face is of that sort. Where it may, it counts
 * CIDs anew: a charset of one range, and codes that lie together, weigh less. */
static void slice_subset(Font *font)
{
    FontUse *use = font->use;
    Arena *arena = font->writer->arena;
    uint32_t *glyphs = list_glyphs(font);
    uint16_t *cids = ARENA_ARRAY(arena, uint16_t, font->subset_count);
    hb_blob_t *whole = hb_face_reference_table(use->face->hb_face, TAG("CFF "));
    unsigned length = 0;
    const char *data = hb_blob_get_data(whole, &length);
    bool anew = has_own_cids((Str){data, length});
    for (int i = 0; i < font->subset_count; i++)
        cids[i] = (uint16_t)(anew ? (uint32_t)i : face_cid(use->face, glyphs[i]));
    font->program = slice_font(arena, (Str){data, length}, glyphs, cids, font->subset_count);
    font->counted_anew = anew && font->program.length > 0;
    hb_blob_destroy(whole);
}

/* True if the subset's charset gives each glyph its CID. */
static bool settle_cids(Font *font)
{
    FontUse *use = font->use;
    const uint16_t *cids = cff_cids(font->writer->arena, font->program, font->subset_count);
    for (int i = 0; i < use->count; i++) {
        GlyphUse *glyph = &use->glyphs[i];
        uint16_t number = font->numbers[i];
        glyph->code = font->counted_anew ? number : face_cid(use->face, glyph->glyph);
        if (number >= font->subset_count || (cids ? cids[number] : number) != glyph->code)
            return false;
    }
    return true;
}

static bool settle_codes(Font *font)
{
    FontUse *use = font->use;
    if (use->face->cff) {
        RosResult result = cff_ros(font->program, &font->ros);
        if (result == ROS_BROKEN)
            return false;
        font->cid_keyed = result == ROS_FOUND;
    }
    if (font->cid_keyed)
        return settle_cids(font);
    font->ros = (Ros){STR("Adobe"), STR("Identity"), 0};
    for (int i = 0; i < use->count; i++) {
        use->glyphs[i].code = font->numbers[i];
        if (font->numbers[i] >= font->subset_count)
            return false;
    }
    return true;
}

static int compare_codes(const void *a, const void *b)
{
    uint32_t x = (*(const GlyphUse *const *)a)->code, y = (*(const GlyphUse *const *)b)->code;
    return (x > y) - (x < y);
}

/* Codes mostly rise with the glyphs. */
static void sort_codes(Font *font)
{
    const FontUse *use = font->use;
    bool rising = true;
    font->glyphs = ARENA_ARRAY(font->writer->arena, const GlyphUse *, use->count);
    for (int i = 0; i < use->count; i++) {
        font->glyphs[i] = &use->glyphs[i];
        rising = rising && (i == 0 || use->glyphs[i - 1].code < use->glyphs[i].code);
    }
    if (!rising)
        qsort(font->glyphs, (size_t)use->count, sizeof *font->glyphs, compare_codes);
}

/* 64-bit FNV-1a over the glyphs of the face, low byte first: codes may be the same in
 * subsets that are not. */
void font_subset_tag(const GlyphUse *const *glyphs, int count, char tag[8])
{
    uint64_t hash = 0xCBF29CE484222325;
    for (int i = 0; i < count; i++)
        for (int shift = 0; shift < 16; shift += 8)
            hash = (hash ^ (glyphs[i]->glyph >> shift & 0xFF)) * 0x100000001B3;
    for (int i = 0; i < 6; i++, hash /= 26)
        tag[i] = (char)('A' + hash % 26);
    tag[6] = '+';
    tag[7] = '\0';
}

/* Widths beyond two em are rare enough to be left to the W array. */
int font_common_width(const GlyphUse *const *glyphs, int count)
{
    enum { WIDTHS = 2001 };
    uint16_t counts[WIDTHS] = {0};
    int best = 1000;
    assert(glyphs || count == 0);
    for (int i = 0; i < count; i++) {
        int width = glyphs[i]->width;
        if (width < 0 || width >= WIDTHS)
            continue;
        counts[width]++;
        if (counts[width] > counts[best])
            best = width;
    }
    return best;
}

/* Index behind the glyphs from `first` on whose codes follow each other and
 * whose widths are the same. */
static int same_width_end(const GlyphUse *const *glyphs, int count, int first)
{
    int end = first + 1;
    while (end < count && glyphs[end]->code == glyphs[end - 1]->code + 1 &&
           glyphs[end]->width == glyphs[first]->width)
        end++;
    return end;
}

/* "c1 c2 w" pays from four glyphs on; shorter stretches join "c[w w w]". */
void font_write_widths(Buf *buf, const GlyphUse *const *glyphs, int count, int standard)
{
    enum { RANGE_MIN = 4, NO_LIST = -1 };
    int64_t list_next = NO_LIST; /* the code that would continue the open list */
    bool after_number = false;
    for (int i = 0, end; i < count; i = end) {
        end = same_width_end(glyphs, count, i);
        if (glyphs[i]->width == standard)
            continue;
        bool range = end - i >= RANGE_MIN;
        if (list_next != NO_LIST && (range || glyphs[i]->code != list_next)) {
            buf_char(buf, ']');
            list_next = NO_LIST;
        }
        if (list_next == NO_LIST) {
            if (after_number)
                buf_char(buf, ' ');
            buf_int(buf, glyphs[i]->code);
        }
        after_number = range;
        if (range) {
            buf_char(buf, ' ');
            buf_int(buf, glyphs[end - 1]->code);
            buf_char(buf, ' ');
            buf_int(buf, glyphs[i]->width);
            continue;
        }
        for (int k = i; k < end; k++) {
            buf_char(buf, k == i && list_next == NO_LIST ? '[' : ' ');
            buf_int(buf, glyphs[k]->width);
        }
        list_next = (int64_t)glyphs[end - 1]->code + 1;
    }
    if (list_next != NO_LIST)
        buf_char(buf, ']');
}

static void write_font_name(Buf *buf, const Font *font, const char *suffix)
{
    const char *postscript = font->use->face->postscript;
    syntax_name(buf, arena_printf(buf->arena, "%s%s%s", font->tag,
                                  postscript[0] ? postscript : "Font", suffix));
}

/* Face units as 1/1000 em. */
static int to_glyph_space(const Face *face, int units)
{
    return len_scale(units, 1000, face->units_per_em);
}

static void write_metric(Buf *buf, const char *key, int value)
{
    buf_text(buf, key);
    buf_int(buf, value);
}

static void add_program(Font *font)
{
    Buf entries;
    buf_init(&entries, font->writer->arena);
    Str program = font->program;
    if (font->use->face->cff) {
        buf_text(&entries, "/Subtype/CIDFontType0C");
    } else {
        buf_text(&entries, "/Length1 ");
        buf_int(&entries, (int64_t)program.length);
    }
    font->program_object = object_add(font->writer);
    object_set_stream(font->writer, font->program_object, &entries, program.data, program.length);
}

static void add_to_unicode(Font *font)
{
    Buf map, entries;
    buf_init(&map, font->writer->arena);
    buf_init(&entries, font->writer->arena);
    tounicode_write(&map, font->glyphs, font->use->count);
    font->to_unicode = object_add(font->writer);
    object_set_stream(font->writer, font->to_unicode, &entries, map.data, map.length);
}

static uint32_t pack(const Font *font, const Buf *entries)
{
    uint32_t id = pack_add(font->writer);
    pack_set(font->writer, id, entries);
    return id;
}

/* ISO 32000-1 9.8. All faces count as symbolic: codes are not those of a
 * standard Latin character set. No table says how thick a stem is, so StemV
 * comes from the weight, as 50 + (weight / 65)^2. */
static uint32_t pack_descriptor(const Font *font)
{
    enum { SYMBOLIC = 1 << 2, ITALIC = 1 << 6 };
    const Face *face = font->use->face;
    Buf buf;
    buf_init(&buf, font->writer->arena);
    buf_text(&buf, "/Type/FontDescriptor/FontName");
    write_font_name(&buf, font, "");
    write_metric(&buf, "/Flags ", SYMBOLIC | (face->italic_angle ? ITALIC : 0));
    for (int i = 0; i < 4; i++)
        write_metric(&buf, i ? " " : "/FontBBox[", to_glyph_space(face, face->box[i]));
    buf_text(&buf, "]/ItalicAngle ");
    buf_len(&buf, face->italic_angle);
    write_metric(&buf, "/Ascent ", to_glyph_space(face, face->ascender));
    write_metric(&buf, "/Descent ", to_glyph_space(face, face->descender));
    write_metric(&buf, "/CapHeight ", to_glyph_space(face, face->cap_height));
    write_metric(&buf, "/StemV ", 50 + face->weight * face->weight / (65 * 65));
    buf_text(&buf, face->cff ? "/FontFile3 " : "/FontFile2 ");
    syntax_reference(&buf, font->program_object->id);
    return pack(font, &buf);
}

static uint32_t pack_cid_font(const Font *font)
{
    enum { DEFAULT_WIDTH = 1000 }; /* of DW */
    int count = font->use->count;
    int common = font_common_width(font->glyphs, count);
    uint32_t descriptor = pack_descriptor(font);
    Buf buf;
    buf_init(&buf, font->writer->arena);
    buf_text(&buf, font->use->face->cff ? "/Type/Font/Subtype/CIDFontType0/BaseFont"
                                        : "/Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity"
                                          "/BaseFont");
    write_font_name(&buf, font, "");
    buf_text(&buf, "/CIDSystemInfo<</Registry");
    syntax_bytes(&buf, font->ros.registry);
    buf_text(&buf, "/Ordering");
    syntax_bytes(&buf, font->ros.ordering);
    write_metric(&buf, "/Supplement ", font->ros.supplement);
    buf_text(&buf, ">>/FontDescriptor ");
    syntax_reference(&buf, descriptor);
    if (common != DEFAULT_WIDTH)
        write_metric(&buf, "/DW ", common);
    buf_text(&buf, "/W[");
    font_write_widths(&buf, font->glyphs, count, common);
    buf_char(&buf, ']');
    return pack(font, &buf);
}

/* The name of a Type0 font over CFF carries the CMap's, ISO 32000-1 9.7.6.1. */
static void pack_dictionaries(const Font *font)
{
    uint32_t cid_font = pack_cid_font(font);
    Buf buf;
    buf_init(&buf, font->writer->arena);
    buf_text(&buf, "/Type/Font/Subtype/Type0/BaseFont");
    write_font_name(&buf, font, font->use->face->cff ? "-Identity-H" : "");
    buf_text(&buf, "/Encoding/Identity-H/DescendantFonts[");
    syntax_reference(&buf, cid_font);
    buf_text(&buf, "]/ToUnicode ");
    syntax_reference(&buf, font->to_unicode->id);
    font->use->object = pack(font, &buf);
}

/* Adds the font's streams and keeps what its dictionaries need. */
static void embed(Font *font)
{
    Writer *writer = font->writer;
    const FontUse *use = font->use;
    if (use->face->cff)
        slice_subset(font);
    if (font->program.length == 0)
        make_subset(font);
    if (font->program.length == 0) {
        writer_fail(writer, arena_printf(writer->arena, "face \"%s\": HarfBuzz gave no subset",
                                         use->face->name));
    } else if (!settle_codes(font)) {
        writer_fail(writer,
                    arena_printf(writer->arena, "face \"%s\": the subset has not the glyphs asked",
                                 use->face->name));
    } else {
        sort_codes(font);
        font_subset_tag(font->glyphs, use->count, font->tag);
        add_program(font);
        add_to_unicode(font);
    }
}

void fonts_embed(Writer *writer, Uses *uses)
{
    Font *fonts = ARENA_ARRAY(writer->arena, Font, uses->count);
    for (int i = 0; i < uses->count; i++) {
        fonts[i] = (Font){.writer = writer, .use = uses->list[i]};
        embed(&fonts[i]);
    }
    for (int i = 0; i < uses->count && !writer->why; i++)
        pack_dictionaries(&fonts[i]);
}

void fonts_write_resources(Buf *buf, const Uses *uses)
{
    for (int i = 0; i < uses->count; i++) {
        buf_text(buf, "/F");
        buf_int(buf, uses->list[i]->number);
        buf_char(buf, ' ');
        syntax_reference(buf, uses->list[i]->object);
    }
}
