#include "text/coverage.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/buf.h"

#define FEATURES_MOST 256

static const char *block_name(Arena *arena, int block)
{
    const char *name = u_getPropertyValueName(UCHAR_BLOCK, block, U_LONG_PROPERTY_NAME);
    char *copy = arena_copy(arena, name ? name : "?", strlen(name ? name : "?"));
    for (char *c = copy; *c; c++)
        if (*c == '_')
            *c = ' ';
    return copy;
}

static int by_tag(const void *left, const void *right)
{
    hb_tag_t a = *(const hb_tag_t *)left, b = *(const hb_tag_t *)right;
    return a < b ? -1 : a > b;
}

/* Each tag once, in alphabetical order. */
static const char *list_features(Arena *arena, hb_face_t *face)
{
    hb_tag_t tags[2 * FEATURES_MOST];
    unsigned first = FEATURES_MOST, second = FEATURES_MOST;
    hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, 0, &first, tags);
    hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GPOS, 0, &second, tags + first);
    qsort(tags, first + second, sizeof *tags, by_tag);
    Buf out;
    buf_init(&out, arena);
    for (unsigned i = 0; i < first + second; i++) {
        char name[4];
        if (i > 0 && tags[i] == tags[i - 1])
            continue;
        hb_tag_to_string(tags[i], name);
        buf_printf(&out, "%s%.4s", out.length ? " " : "", name);
    }
    return out.length ? out.data : "";
}

Coverage face_coverage(Arena *arena, const Face *face)
{
    Coverage coverage = {.features = list_features(arena, face->hb_face)};
    int room = 0, last = -1;
    hb_set_t *set = hb_set_create();
    hb_face_collect_unicodes(face->hb_face, set);
    for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(set, &c);) {
        int block = u_getIntPropertyValue((UChar32)c, UCHAR_BLOCK);
        if (coverage.block_count == 0 || block != last) {
            ARENA_RESERVE(arena, coverage.blocks, coverage.block_count, room);
            coverage.blocks[coverage.block_count++] = (CoveredBlock){block_name(arena, block), 0};
        }
        coverage.blocks[coverage.block_count - 1].count++;
        coverage.characters++;
        last = block;
    }
    hb_set_destroy(set);
    return coverage;
}

bool coverage_wants_glyph(uint32_t c)
{
    return u_isgraph((UChar32)c) &&
           !u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}
