/* layout - tables, flows and all other kinds, over block trees that the bytes
 * of the input describe, on pages of any size. No JSON takes part, so that
 * trees are reached that no layout file spells out soon.
 *
 * Each byte is one choice (pick); behind the last one every choice is 0. All the time goes to
 * setting what was chosen, so there is little of each thing: with twelve and twenty at most a
 * minute has three times the runs that it has with twenty-four and sixty, and reaches more edges.
 * Pages are low enough for that to fill several. */
#include <string.h>

#include "kind/kind.h"
#include "layout/dump.h"
#include "layout/readable.h"
#include "shared/fuzz.h"
#include "typeset.h"

#define BLOCKS_MOST  8
#define DEPTH_MOST   4
#define ENTRIES_MOST 12
#define ROWS_MOST    20
#define COLUMNS_MOST 7

typedef struct {
    Arena *arena;
    const uint8_t *data;
    size_t size, at;
    Theme theme;
    int blocks_left;
} Choices;

static int pick(Choices *c, int count)
{
    int byte = c->at < c->size ? c->data[c->at++] : 0;
    return byte % count;
}

/* From least to most, in steps that one byte can tell apart. */
static int32_t pick_within(Choices *c, int32_t least, int32_t most)
{
    int64_t span = (int64_t)most - least;
    return (int32_t)(least + span * pick(c, 256) / 255);
}

/* -- words ------------------------------------------------------------------------- */

static const char *const WORDS[] = {
    "area",
    "12,345.6",
    "a",
    "0",
    "-3.5",
    "The zone covers 36.9 km² and more than twenty projects in all.",
    "示范区总面积为36.9平方公里，其中“起步区”12.5平方公里。",
    "モデル区の面積は、約三十六平方キロメートルである。「試験区」を含む。",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "https://www.example.org/a/very/long/address?with=many&parts=of-it#and-more",
    "ーーー、、、。。。」」」",
    "line\nline\n\nline",
    "\xC2\xA0",
    "a\xCC\x81\xCC\x82\xCC\x83",
    " ",
    "AVAToWaVe ff fi ffl",
};

#define WORD_COUNT (int)(sizeof WORDS / sizeof *WORDS)

static Text pick_text(Choices *c, int most)
{
    static const Lang LANGS[] = {LANG_NONE, LANG_NONE, LANG_EN, LANG_ZH_HANS, LANG_JA, LANG_DE};
    Text text = {NULL, pick(c, most + 1)};
    text.pieces = ARENA_ARRAY(c->arena, Piece, text.count);
    for (int i = 0; i < text.count; i++) {
        int looks = pick(c, 256);
        text.pieces[i] = (Piece){.text = str_of(WORDS[pick(c, WORD_COUNT)]),
                                 .role = (PieceRole)(looks % (PIECE_ALERT + 1)),
                                 .lang = LANGS[pick(c, 6)],
                                 .keep = looks & 16,
                                 .glue = looks & 32,
                                 .reading = looks & 64 ? STR("かんじ") : (Str){"", 0},
                                 .uri = looks & 128 ? "https://example.org/" : NULL,
                                 .where = WHERE_NONE,
                                 .at = -1};
    }
    return text;
}

/* -- tables ------------------------------------------------------------------------ */

/* Rows as brief/rows.c hands them out: the same each time, and told apart by
 * their number. */
typedef struct {
    const uint8_t *data;
    size_t size;
    int columns;
} RowBytes;

static DataRow write_row(const void *source, int row, Arena *arena)
{
    const RowBytes *bytes = source;
    Choices c = {.arena = arena, .data = bytes->data, .size = bytes->size};
    c.at = bytes->size ? (size_t)row * 5 % bytes->size : 0;
    DataRow made = {.role = pick(&c, 9) == 8 ? ROW_GROUP : ROW_PLAIN, .where = WHERE_NONE};
    int count = made.role == ROW_GROUP ? 1 : pick(&c, bytes->columns + 2);
    made.cells = ARENA_ARRAY(arena, DataCell, count);
    for (int i = 0; i < count; i++) {
        int spans = made.role == ROW_GROUP ? 0 : pick(&c, 64);
        made.cells[i] = (DataCell){.text = pick_text(&c, 2),
                                   .columns = spans / 8 == 7 ? pick(&c, 9) + 1 : 1,
                                   .rows = spans % 8 == 7 ? pick(&c, 9) + 1 : 1,
                                   .where = WHERE_NONE};
    }
    made.count = count;
    if (pick(&c, 8) == 7)
        made.note = pick_text(&c, 2);
    return made;
}

static void make_columns(Choices *c, Block *block)
{
    block->column_count = pick(c, COLUMNS_MOST) + 1;
    block->columns = ARENA_ARRAY(c->arena, BlockColumn, block->column_count);
    bool by_cells = pick(c, 2);
    for (int i = 0; i < block->column_count; i++)
        block->columns[i] = (BlockColumn){.field = (Field)pick(c, FIELD_COUNT),
                                          .cell = by_cells ? i : -1,
                                          .head = pick_text(c, 1),
                                          .figure = pick(c, 2),
                                          .share = pick(c, 4),
                                          .width = pick(c, 4) ? 0 : LEN_PT(1) * pick(c, 256),
                                          .align = (CellAlign)pick(c, CELL_DECIMAL + 1),
                                          .where = WHERE_NONE};
    block->continued = pick_text(c, 1);
    if (pick(c, 2) == 0)
        return;
    RowBytes *bytes = ARENA_NEW(c->arena, RowBytes);
    *bytes = (RowBytes){c->data + c->at, c->size - c->at, block->column_count};
    for (int i = 0; i < block->column_count; i++)
        block->columns[i].cell = i;
    block->rows = (DataRows){pick(c, ROWS_MOST + 1), bytes, write_row};
}

static void make_entries(Choices *c, Block *block)
{
    block->entry_count = block->rows.count ? 0 : pick(c, ENTRIES_MOST + 1);
    block->entries = ARENA_ARRAY(c->arena, Entry, block->entry_count);
    bool by_cells = block->column_count && block->columns[0].cell >= 0;
    for (int i = 0; i < block->entry_count; i++) {
        Entry *entry = &block->entries[i];
        entry->id = "id";
        entry->where = WHERE_NONE;
        entry->role = block->column_count ? (RowRole)(pick(c, 16) % (ROW_SUM + 1)) : ROW_PLAIN;
        for (int f = 0; f < FIELD_COUNT; f++)
            if (entry->role != ROW_GROUP || f == FIELD_LABEL)
                entry->fields[f] = pick_text(c, 1);
        if (!by_cells)
            continue;
        entry->cells = ARENA_ARRAY(c->arena, Text, block->column_count);
        for (int k = 0; k < block->column_count; k++)
            entry->cells[k] = pick_text(c, 2);
    }
}

/* -- blocks ------------------------------------------------------------------------ */

static const Picture *make_picture(Choices *c)
{
    static const unsigned char PIXELS[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    Raster *raster = ARENA_NEW(c->arena, Raster);
    Picture *picture = ARENA_NEW(c->arena, Picture);
    *raster = (Raster){.width = 2, .height = 2, .components = 3, .pixels = PIXELS};
    *picture = (Picture){.name = "a.png",
                         .width = pick_within(c, 1, 30000),
                         .height = pick_within(c, 1, 30000),
                         .raster = raster};
    return picture;
}

static int count_words(const KindOption *option)
{
    int count = 0;
    while (option->words[count])
        count++;
    return count;
}

static void make_options(Choices *c, Block *block)
{
    const KindOption *options = block->kind->options;
    block->options = ARENA_ARRAY(c->arena, int32_t, KIND_OPTIONS_MOST);
    block->texts = ARENA_ARRAY(c->arena, Text, KIND_OPTIONS_MOST);
    for (int i = 0; options && options[i].name; i++) {
        const KindOption *option = &options[i];
        block->options[i] = option->otherwise;
        if (option->type == OPTION_TEXT && (option->least || pick(c, 2))) {
            block->texts[i] = pick_text(c, 3);
            block->options[i] = i;
        } else if (option->type == OPTION_FILE && (option->least || pick(c, 2)))
            block->picture = make_picture(c);
        if (option->type == OPTION_TEXT || option->type == OPTION_FILE || pick(c, 2) == 0)
            continue;
        if (option->type == OPTION_FLAG)
            block->options[i] = 1;
        else if (option->type == OPTION_WORD)
            block->options[i] = pick(c, count_words(option));
        else if (option->type == OPTION_COLOUR)
            block->options[i] = pick(c, COLOUR_COUNT);
        else
            block->options[i] = pick_within(c, option->least, option->most);
    }
}

/* Charts are made from facts, by brief/chart.c: `brief` has those. */
static const Kind *pick_kind(Choices *c)
{
    int count = 0;
    while (KINDS[count])
        count++;
    const Kind *kind = KINDS[pick(c, count)];
    return kind->takes & TAKES_CHART ? kind_lookup(STR("table")) : kind;
}

static int make_blocks(Choices *c, Block **blocks, int depth);

static void make_block(Choices *c, Block *block, int depth)
{
    *block = (Block){.kind = pick_kind(c), .where = WHERE_NONE, .level = 2, .across = 1};
    unsigned takes = block->kind->takes;
    make_options(c, block);
    if (takes & TAKES_TITLE) {
        block->title = pick_text(c, 2);
        block->level = pick(c, 3) + 1;
    }
    if (takes & TAKES_KICKER)
        block->kicker = pick_text(c, 1);
    if (takes & TAKES_TEXT)
        block->text = pick_text(c, 6);
    if (takes & TAKES_ACROSS)
        block->across = pick(c, 4) + 1;
    block->numbered = takes & TAKES_NUMBERED && pick(c, 2);
    block->lead = takes & TAKES_LEAD && pick(c, 2);
    int stands = pick(c, 32);
    block->new_page = stands == 31;
    block->floats =
        depth == 0 && stands < 4 ? (BlockFloat)(stands % (FLOAT_BOTTOM + 1)) : FLOAT_NONE;
    block->span = stands == 30 ? pick(c, 4) : 0;
    block->width = pick(c, 8) == 7 ? LEN_PT(10) + LEN_PT(4) * pick(c, 256) : 0;
    if (takes & TAKES_COLUMNS)
        make_columns(c, block);
    if (takes & TAKES_ENTRIES)
        make_entries(c, block);
    if (takes & TAKES_CHILDREN)
        block->child_count = make_blocks(c, &block->children, depth + 1);
}

static int make_blocks(Choices *c, Block **blocks, int depth)
{
    int count = depth == DEPTH_MOST ? 0 : pick(c, 4) + (depth == 0);
    count = count < c->blocks_left ? count : c->blocks_left;
    c->blocks_left -= count;
    *blocks = ARENA_ARRAY(c->arena, Block, count);
    for (int i = 0; i < count; i++)
        make_block(c, &(*blocks)[i], depth);
    return count;
}

/* -- the page ---------------------------------------------------------------------- */

/* Within what brief/theme.c lets pass. */
static const Theme *make_theme(Choices *c, const Theme *base)
{
    Theme *theme = &c->theme;
    *theme = *base;
    theme->page_width = LEN_PT(120) + LEN_PT(3) * pick(c, 256);
    theme->page_height = LEN_PT(120) + LEN_PT(3) * pick(c, 256);
    theme->margin_left = theme->margin_right = LEN_PT(2) * pick(c, 13);
    theme->margin_top = theme->margin_bottom = LEN_PT(2) * pick(c, 13);
    theme->columns = pick(c, 8) % 3 + 1;
    theme->grid = pick(c, 2) * theme->columns * 2;
    theme->first = (PageMaster){theme->margin_top, theme->margin_right, theme->margin_bottom,
                                theme->margin_left, theme->columns};
    if (pick(c, 4) == 3) {
        theme->first.top += LEN_PT(20);
        theme->first.left += LEN_PT(12);
        theme->first.columns = pick(c, 2) + 1;
    }
    theme->table.zebra = pick(c, 2);
    theme->table.rules = (TableRules)pick(c, RULES_ALL + 1);
    theme->table.pad = LEN_PT(1) * pick(c, 12);
    int looks = pick(c, 256);
    for (int i = 0; i < STYLE_COUNT; i++) {
        Style *style = &theme->styles[i];
        style->rules.optimal = looks & 1;
        style->rules.justify = looks & 2;
        style->rules.hyphenate = looks & 4;
        style->rules.hang = looks & 8;
        style->rules.kinsoku = (Kinsoku)((looks >> 4) % KINSOKU_COUNT);
        style->grid = looks & 64 ? style->leading : 0;
        style->orphans = style->widows = looks & 128 ? 4 : 2;
    }
    return theme;
}

static const char *no_pointer(const void *files, Where where, Arena *scratch)
{
    (void)files;
    (void)where;
    (void)scratch;
    return NULL;
}

/* Nothing stands below the page unless that was told. */
static void check_page(const Theme *theme, const Frame *page)
{
    for (int i = 0; i < page->count; i++)
        if (page->items[i].kind == ITEM_RUN)
            FUZZ_HOLDS(page->items[i].y <= theme->page_height);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Job job = {arena, diag_new(arena)};
    const Project *project = fuzz_project();
    Choices c = {.arena = arena, .data = data, .size = size, .blocks_left = BLOCKS_MOST};
    Lang lang = project->langs.list[pick(&c, project->langs.count)];
    const Theme *theme = make_theme(&c, project->editions.list[0].look->themes[lang]);
    BlockTree tree = {.lang = lang, .title = "", .author = "", .subject = "", .date = "2020-01-01"};
    tree.head.start = pick_text(&c, 2);
    tree.foot.end = pick_text(&c, 2);
    tree.block_count = make_blocks(&c, &tree.blocks, 0);
    Copy copy = {
        .trees = {&tree}, .themes = {theme}, .locales = {project->locales[lang]}, .count = 1};
    Typeset typeset = typeset_copy(&job, &copy);
    int count = typeset.pages.count;
    FUZZ_HOLDS(count >= 1);
    const Frame **pages = ARENA_ARRAY(arena, const Frame *, count);
    for (int i = 0; i < count; i++) {
        pages[i] = typeset.pages.list[i].frame;
        if (diag_errors(job.diag) == 0)
            check_page(theme, pages[i]);
    }
    Document document = {.lang = lang,
                         .title = "",
                         .structure = typeset.structure,
                         .pages = pages,
                         .page_count = count};
    readable_check(&job, &document);
    frames_dump(&document, no_pointer, NULL, fuzz_nowhere());
    arena_free(arena);
    return 0;
}
