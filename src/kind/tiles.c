/* tiles.c - key figures, large, side by side.
 *
 * Tiles of a row are equally wide and as high as the tallest: four, or as many
 * as the layout says by `across`. Each is an item
 * of one list: the figure with its source marks, what it counts, scope and
 * date.
 */
#include "kind/kind.h"
#include "layout/item.h"

#define PER_ROW  4
#define PAD      LEN_PT(9)
#define GAP      LEN_PT(8)
#define RULE     LEN_PT(1.8)
#define BOX_RULE LEN_PT(0.6)

typedef struct {
    const Setting *setting;
    NodeId list;
    Len width; /* of one tile */
} Tiles;

static Str without_space(Str text)
{
    size_t start = 0, at = 0;
    while (at < text.length) {
        uint32_t c = utf8_next(text, &at);
        if (c != ' ' && c != 0xA0 && c != 0x202F)
            break;
        start = at;
    }
    return (Str){text.data + start, text.length - start};
}

/* The digits stand large on a line of their own, the unit and the source
 * marks below them. */
static Text break_value(const Setting *setting, Text value)
{
    Text broken = {ARENA_ARRAY(setting->job->arena, Piece, value.count + 1), 0};
    for (int i = 0; i < value.count; i++) {
        bool after_digits = i > 0 && value.pieces[i - 1].role == PIECE_STRONG;
        Piece *piece = &broken.pieces[broken.count++];
        *piece = value.pieces[i];
        piece->glue &= !after_digits;
        if (after_digits)
            piece->text = without_space(piece->text);
        if (value.pieces[i].role != PIECE_STRONG || i + 1 == value.count)
            continue;
        Str next = value.pieces[i + 1].text;
        bool spaced = without_space(next).length < next.length;
        broken.pieces[broken.count++] =
            (Piece){.text = spaced ? STR(" \n") : STR("\n"), .where = WHERE_NONE, .at = -1};
    }
    return broken;
}

/* What it is about and, below, when: two paragraphs, of which the second is read after a pause,
 * set as the lines of one. */
static void hang_note(const Setting *setting, const Entry *entry, Galley *galley)
{
    Text when =
        text_join(setting, entry->fields[FIELD_DATE], STR("\u00A0· "), entry->fields[FIELD_STATUS]);
    NodeId scope =
        paragraph_block(setting, ROLE_P, STYLE_TILE_NOTE, entry->fields[FIELD_SCOPE], true, galley);
    int second = galley->count;
    paragraph_block(setting, ROLE_P, STYLE_TILE_NOTE, when, false, galley);
    if (scope != NODE_ARTIFACT && when.count)
        galley->strips[second - 1].after = galley->strips[second].before = 0;
}

static void hang_tile(const Tiles *tiles, const Entry *entry, Galley *galley)
{
    Setting inner = *tiles->setting;
    Structure *structure = inner.structure;
    NodeId item = structure_add(structure, tiles->list, ROLE_LI, entry->where);
    inner.parent = structure_add(structure, item, ROLE_LBODY, entry->where);
    inner.measure = tiles->width - 2 * PAD;
    paragraph_block(&inner, ROLE_P, STYLE_TILE_VALUE,
                    break_value(&inner, entry->fields[FIELD_VALUE]), true, galley);
    paragraph_block(&inner, ROLE_P, STYLE_TILE_LABEL, entry->fields[FIELD_LABEL], true, galley);
    hang_note(&inner, entry, galley);
}

static void paint_tile(Arena *arena, const Theme *theme, Frame *row, Len x, Len width)
{
    Colour colour = theme->colours[COLOUR_ACCENT];
    TileRule rule = theme->tile.rule;
    Len height = row->height, weight = rule == TILE_RULE_BOX ? BOX_RULE : RULE;
    if (theme->tile.fill != COLOUR_NONE)
        frame_add_rect(arena, row, x, 0, width, height, theme->colours[theme->tile.fill]);
    if (rule == TILE_RULE_TOP || rule == TILE_RULE_BOX)
        frame_add_rect(arena, row, x, 0, width, weight, colour);
    if (rule == TILE_RULE_LEFT || rule == TILE_RULE_BOX)
        frame_add_rect(arena, row, x, 0, weight, height, colour);
    if (rule != TILE_RULE_BOX)
        return;
    frame_add_rect(arena, row, x, height - weight, width, weight, colour);
    frame_add_rect(arena, row, x + width - weight, 0, weight, height, colour);
}

static void hang_row(const Tiles *tiles, const Block *block, int first, int count, Galley *galley)
{
    const Setting *setting = tiles->setting;
    const Theme *theme = setting->theme;
    Arena *arena = setting->job->arena;
    const Frame *inner[PER_ROW];
    Len height = 0;
    for (int i = 0; i < count; i++) {
        Galley tile;
        galley_init(&tile, arena);
        hang_tile(tiles, &block->entries[first + i], &tile);
        inner[i] = galley_frame(&tile, tiles->width - 2 * PAD);
        height = len_max(height, inner[i]->height + 2 * PAD);
    }
    Frame *row = frame_new(arena, setting->measure, height);
    for (int i = 0; i < count; i++) {
        Len x = (tiles->width + GAP) * i;
        paint_tile(arena, theme, row, x, tiles->width);
        frame_add_frame(arena, row, x + PAD, PAD, inner[i]);
    }
    galley_add(galley, (Strip){.frame = row,
                               .before = first ? GAP : theme->styles[STYLE_TILE_VALUE].before,
                               .after = theme->styles[STYLE_TILE_NOTE].after,
                               .where = block->where});
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (block->entry_count == 0)
        return;
    heading_hang(setting, block, galley);
    int most = block->across > 1 ? block->across : PER_ROW;
    int per_row = block->entry_count < most ? block->entry_count : most;
    Tiles tiles = {
        .setting = setting,
        .list = structure_add(setting->structure, setting->parent, ROLE_L, block->where),
        .width = (setting->measure - GAP * (per_row - 1)) / per_row,
    };
    for (int first = 0; first < block->entry_count; first += per_row) {
        int left = block->entry_count - first;
        hang_row(&tiles, block, first, left < per_row ? left : per_row, galley);
    }
}

const Kind kind_tiles = {
    .name = "tiles",
    .about = "key figures, large, side by side",
    .takes = TAKES_TITLE | TAKES_ENTRIES | TAKES_ACROSS,
    .layout = layout,
};
