#include "layout/frame.h"

Frame *frame_new(Arena *arena, Len width, Len height)
{
    Frame *frame = ARENA_NEW(arena, Frame);
    frame->width = width;
    frame->height = height;
    return frame;
}

static Item *add(Arena *arena, Frame *frame, ItemKind kind, Len x, Len y)
{
    ARENA_RESERVE(arena, frame->items, frame->count, frame->room);
    Item *item = &frame->items[frame->count++];
    *item = (Item){.kind = kind, .node = NODE_ARTIFACT, .where = WHERE_NONE, .x = x, .y = y};
    return item;
}

void frame_add_run(Arena *arena, Frame *frame, Len x, Len baseline, const Run *run, NodeId node,
                   Where where)
{
    Item *item = add(arena, frame, ITEM_RUN, x, baseline);
    item->node = node;
    item->where = where;
    item->as.run = run;
}

void frame_add_rect(Arena *arena, Frame *frame, Len x, Len y, Len width, Len height, Colour fill)
{
    Item *item = add(arena, frame, ITEM_RECT, x, y);
    item->as.rect.width = width;
    item->as.rect.height = height;
    item->as.rect.fill = fill;
}

void frame_add_path(Arena *arena, Frame *frame, Len x, Len y, const Path *path, NodeId node,
                    Where where)
{
    Item *item = add(arena, frame, ITEM_PATH, x, y);
    item->node = node;
    item->where = where;
    item->as.path = path;
}

void frame_add_frame(Arena *arena, Frame *frame, Len x, Len y, const Frame *child)
{
    Item *item = add(arena, frame, ITEM_FRAME, x, y);
    item->as.frame = child;
}

Frame *frame_made(Arena *arena, Len width, Len height, const FrameMaker *maker, int index)
{
    Frame *frame = frame_new(arena, width, height);
    frame->items = ARENA_NEW(arena, Item);
    frame->room = 1;
    Item *item = add(arena, frame, ITEM_MADE, 0, 0);
    item->as.made.maker = maker;
    item->as.made.index = index;
    return frame;
}

void frame_add_link(Arena *arena, Frame *frame, Len x, Len width, const Span *span)
{
    Item *item = add(arena, frame, ITEM_LINK, x, 0);
    item->node = span->node;
    item->where = span->where;
    item->as.link.width = width;
    item->as.link.height = frame->height;
    item->as.link.uri = span->uri;
    item->as.link.target = span->target;
    item->as.link.about = span->about;
}

Len picture_height(const Picture *picture, Len width)
{
    return len_max(1, len_scale(width, picture->height, picture->width));
}

void frame_add_image(Arena *arena, Frame *frame, Len x, Len y, Len width, const Picture *picture,
                     Colour ground, NodeId node, Where where)
{
    Item *item = add(arena, frame, ITEM_IMAGE, x, y);
    item->node = node;
    item->where = where;
    item->as.image.width = width;
    item->as.image.height = picture_height(picture, width);
    item->as.image.picture = picture;
    item->as.image.ground = ground;
}
