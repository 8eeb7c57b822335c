#include "layout/dump.h"

#include "base/buf.h"

typedef struct {
    Buf out;
    const Document *document;
    DumpPointer pointer;
    const void *files;
} Dumper;

static void dump_where(Dumper *d, const Item *item)
{
    const Node *node = &d->document->structure->nodes[item->node];
    buf_printf(&d->out, " %s#%d", role_name(node->role), (int)item->node);
    if (node->lang != LANG_NONE)
        buf_printf(&d->out, ":%s", lang_tag(node->lang));
    if (node_more(node)->spoken)
        buf_printf(&d->out, " \"%s\"", node_more(node)->spoken);
    const char *pointer =
        item->where == WHERE_NONE ? NULL : d->pointer(d->files, item->where, d->out.arena);
    if (pointer)
        buf_printf(&d->out, " %s", pointer);
}

static void dump_run(Dumper *d, const Run *run)
{
    buf_printf(&d->out, " %s ", run->face->name);
    buf_len(&d->out, run->size);
    buf_printf(&d->out, " #%06x \"", run->colour);
    for (int i = 0; i < run->count; i++)
        buf_add(&d->out, run->text + run->glyphs[i].text_offset, run->glyphs[i].text_length);
    buf_char(&d->out, '"');
    for (int i = 0; i < run->count; i++) {
        buf_printf(&d->out, " %u@", run->glyphs[i].glyph);
        buf_len(&d->out, run->glyphs[i].x);
        if (run->glyphs[i].y) {
            buf_char(&d->out, ',');
            buf_len(&d->out, run->glyphs[i].y);
        }
    }
}

static void dump_path(Dumper *d, const Path *path)
{
    static const char *const VERBS[] = {"m", "l", "c", "z"};
    static const int POINTS[] = {1, 1, 3, 0};
    if (path->fill)
        buf_printf(&d->out, " fill%d #%06x", (int)path->fill, path->fill_colour);
    if (path->stroke) {
        buf_text(&d->out, " stroke ");
        buf_len(&d->out, path->stroke);
        buf_printf(&d->out, " #%06x", path->stroke_colour);
    }
    for (int i = 0; i < path->count; i++) {
        const PathStep *step = &path->steps[i];
        buf_printf(&d->out, " %s", VERBS[step->verb]);
        for (int p = 0; p < POINTS[step->verb]; p++) {
            buf_text(&d->out, p ? " " : "");
            buf_len(&d->out, step->x[p]);
            buf_char(&d->out, ',');
            buf_len(&d->out, step->y[p]);
        }
    }
}

static void dump_size(Dumper *d, Len width, Len height)
{
    buf_char(&d->out, ' ');
    buf_len(&d->out, width);
    buf_char(&d->out, 'x');
    buf_len(&d->out, height);
}

/* Of a drawing each path, in the drawing's own measure. */
static void dump_image(Dumper *d, const Item *item)
{
    const Picture *picture = item->as.image.picture;
    dump_size(d, item->as.image.width, item->as.image.height);
    buf_printf(&d->out, " %s", picture->name);
    if (picture->raster) {
        const Raster *raster = picture->raster;
        buf_printf(&d->out, " %dx%d pixels of %d%s%s", raster->width, raster->height,
                   raster->components, raster->alpha ? " and alpha" : "",
                   raster->jpeg ? ", JPEG" : "");
        if (raster->alpha)
            buf_printf(&d->out, " on #%06x", item->as.image.ground);
        return;
    }
    buf_text(&d->out, " drawn in");
    dump_size(d, picture->drawing->width, picture->drawing->height);
    for (int i = 0; i < picture->drawing->count; i++) {
        buf_text(&d->out, "\n    path");
        dump_path(d, &picture->drawing->paths[i]);
    }
}

static void dump_frame(Dumper *d, const Frame *frame, Len x, Len y);

static void dump_made(Dumper *d, const Item *item, Len x, Len y)
{
    Arena *arena = arena_new();
    dump_frame(d, item_make(item, arena), x, y);
    arena_free(arena);
}

static void dump_item(Dumper *d, const Item *item, Len x, Len y)
{
    static const char *const NAMES[] = {"run", "rect", "path", "frame", "link", "image"};
    if (item->kind == ITEM_FRAME) {
        dump_frame(d, item->as.frame, x + item->x, y + item->y);
        return;
    }
    if (item->kind == ITEM_MADE) {
        dump_made(d, item, x + item->x, y + item->y);
        return;
    }
    buf_printf(&d->out, "  %s ", NAMES[item->kind]);
    buf_len(&d->out, x + item->x);
    buf_char(&d->out, ',');
    buf_len(&d->out, y + item->y);
    dump_where(d, item);
    if (item->kind == ITEM_RUN)
        dump_run(d, item->as.run);
    else if (item->kind == ITEM_PATH)
        dump_path(d, item->as.path);
    else if (item->kind == ITEM_IMAGE)
        dump_image(d, item);
    else if (item->kind == ITEM_RECT) {
        dump_size(d, item->as.rect.width, item->as.rect.height);
        buf_printf(&d->out, " #%06x", item->as.rect.fill);
    } else {
        dump_size(d, item->as.link.width, item->as.link.height);
        buf_printf(&d->out, item->as.link.uri ? " %s" : " #%s",
                   item->as.link.uri ? item->as.link.uri : item->as.link.target);
    }
    buf_char(&d->out, '\n');
}

static void dump_frame(Dumper *d, const Frame *frame, Len x, Len y)
{
    if (frame->ragged)
        buf_text(&d->out, "  ragged:\n");
    for (int i = 0; i < frame->count; i++)
        dump_item(d, &frame->items[i], x, y);
}

void frames_dump(const Document *document, DumpPointer pointer, const void *files, FILE *to)
{
    Arena *arena = arena_new();
    Dumper d = {.document = document, .pointer = pointer, .files = files};
    buf_init(&d.out, arena);
    for (int i = 0; i < document->page_count; i++) {
        buf_printf(&d.out, "page %d", i + 1);
        dump_size(&d, document->pages[i]->width, document->pages[i]->height);
        buf_char(&d.out, '\n');
        dump_frame(&d, document->pages[i], 0, 0);
    }
    fwrite(d.out.data, 1, d.out.length, to);
    arena_free(arena);
}
