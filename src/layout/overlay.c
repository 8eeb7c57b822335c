#include "layout/overlay.h"

#include "layout/paragraph.h"

#define LINE          LEN_PT(0.25)
#define LABEL_SIZE    LEN_PT(5)
#define LABEL_LEADING LEN_PT(5.5)

static const Colour BLOCK_COLOUR = 0xE879C6;
static const Colour LABEL_COLOUR = 0xC2459B;
static const Colour INSIDE_COLOUR = 0xF3D3E8;
static const Colour BASELINE_COLOUR = 0x7CC7E8;

typedef struct {
    Len x, y, width, height;
} Box;

/* A block's part of the page: the strips that follow one another there. */
typedef struct {
    Where where;
    Box box;
} BlockBox;

typedef struct {
    const Setting *setting;
    Arena *arena;
    Frame *page;
    BlockBox *blocks;
    int count, room;
    Box *labels; /* taken places */
    int label_count, label_room;
} Overlay;

static void draw_box(Overlay *o, Box box, Colour colour)
{
    frame_add_rect(o->arena, o->page, box.x, box.y, box.width, LINE, colour);
    frame_add_rect(o->arena, o->page, box.x, box.y + box.height - LINE, box.width, LINE, colour);
    frame_add_rect(o->arena, o->page, box.x, box.y, LINE, box.height, colour);
    frame_add_rect(o->arena, o->page, box.x + box.width - LINE, box.y, LINE, box.height, colour);
}

/* -- blocks ------------------------------------------------------------------------ */

static void join(Box *box, Box other)
{
    Len right = len_max(box->x + box->width, other.x + other.width);
    Len bottom = len_max(box->y + box->height, other.y + other.height);
    box->x = len_min(box->x, other.x);
    box->y = len_min(box->y, other.y);
    box->width = right - box->x;
    box->height = bottom - box->y;
}

/* Does a strip go on with the box, below it in the same column? */
static bool goes_on(const BlockBox *block, Where where, Box strip)
{
    bool beside = strip.x >= block->box.x + block->box.width ||
                  strip.x + strip.width <= block->box.x ||
                  strip.y < block->box.y + block->box.height - LEN_POINT;
    return block->where == where && !beside;
}

static void add_strip(Overlay *o, Where where, Box strip)
{
    for (int i = o->count; i-- > 0;)
        if (goes_on(&o->blocks[i], where, strip)) {
            join(&o->blocks[i].box, strip);
            return;
        }
    ARENA_RESERVE(o->arena, o->blocks, o->count, o->room);
    o->blocks[o->count++] = (BlockBox){where, strip};
}

/* -- labels ------------------------------------------------------------------------ */

static bool overlap(Box a, Box b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

/* The first free place, to the left or, at the page's edge, below. */
static Box find_place(Overlay *o, Box label)
{
    for (int i = 0; i < o->label_count; i++)
        if (overlap(label, o->labels[i])) {
            Len left = o->labels[i].x - label.width - LABEL_SIZE / 2;
            if (left > 0)
                label.x = left;
            else
                label.y = o->labels[i].y + o->labels[i].height;
            i = -1; /* look at all again */
        }
    ARENA_RESERVE(o->arena, o->labels, o->label_count, o->label_room);
    o->labels[o->label_count++] = label;
    return label;
}

/* The pointer, over the right end of the block's box. */
static void put_label(Overlay *o, const BlockBox *block, const char *pointer)
{
    Piece piece = {
        .text = str_of(pointer), .lang = LANG_EN, .keep = true, .where = block->where, .at = -1};
    Paragraph words = paragraph_shape(o->setting, STYLE_FOOT, (Text){&piece, 1}, NODE_ARTIFACT);
    Len narrowest, widest;
    text_widths(&words.shaped, &narrowest, &widest);
    Box box = {block->box.x + block->box.width - widest, block->box.y - LABEL_LEADING, widest,
               LABEL_LEADING};
    box.x = len_max(box.x, block->box.x);
    box = find_place(o, box);
    frame_add_frame(o->arena, o->page, box.x, box.y, paragraph_frame(o->setting, &words, widest));
}

/* -- the page ---------------------------------------------------------------------- */

static void walk(Overlay *o, const Frame *frame, Len x, Len y);

static void walk_frame(Overlay *o, const Item *item, Len x, Len y)
{
    const Frame *frame = item->as.frame;
    Box box = {x, y, frame->width, frame->height};
    draw_box(o, box, INSIDE_COLOUR);
    if (item->where != WHERE_NONE)
        add_strip(o, item->where, box);
    walk(o, frame, x, y);
}

static void walk_made(Overlay *o, const Item *item, Len x, Len y)
{
    Arena *arena = arena_new();
    walk(o, item_make(item, arena), x, y);
    arena_free(arena);
}

static void walk(Overlay *o, const Frame *frame, Len x, Len y)
{
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        Len left = x + item->x, top = y + item->y;
        if (item->kind == ITEM_FRAME)
            walk_frame(o, item, left, top);
        else if (item->kind == ITEM_MADE)
            walk_made(o, item, left, top);
        else if (item->kind == ITEM_RUN)
            frame_add_rect(o->arena, o->page, left, top, item->as.run->width, LINE,
                           BASELINE_COLOUR);
        else if (item->kind == ITEM_IMAGE)
            draw_box(o, (Box){left, top, item->as.image.width, item->as.image.height},
                     INSIDE_COLOUR);
    }
}

/* The labels' style: the running foot's, tiny. */
static Theme *label_theme(Arena *arena, const Theme *theme)
{
    Theme *own = ARENA_NEW(arena, Theme);
    *own = *theme;
    Style *style = &own->styles[STYLE_FOOT];
    style->text.size = LABEL_SIZE;
    style->text.colour = LABEL_COLOUR;
    style->leading = LABEL_LEADING;
    style->before = style->after = style->grid = 0;
    return own;
}

Frame *overlay_page(const Setting *setting, const Frame *page, DumpPointer pointer,
                    const void *files)
{
    Arena *arena = setting->job->arena;
    Job quiet = {arena, diag_new(arena)};
    Setting own = *setting;
    own.job = &quiet;
    own.theme = label_theme(arena, setting->theme);
    own.lang = LANG_EN;
    Overlay o = {.setting = &own, .arena = arena};
    o.page = frame_new(arena, page->width, page->height);
    for (int i = 0; i < page->count; i++) {
        ARENA_RESERVE(arena, o.page->items, o.page->count, o.page->room);
        o.page->items[o.page->count++] = page->items[i];
    }
    walk(&o, page, 0, 0);
    for (int i = 0; i < o.count; i++)
        draw_box(&o, o.blocks[i].box, BLOCK_COLOUR);
    for (int i = 0; i < o.count; i++)
        put_label(&o, &o.blocks[i], pointer(files, o.blocks[i].where, arena));
    return o.page;
}
