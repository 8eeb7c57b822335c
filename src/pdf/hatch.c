#include "pdf/hatch.h"

#include "pdf/syntax.h"

/* Frames that are made hold rows of a table: no paths. */
static unsigned used_in(const Frame *frame)
{
    unsigned used = 0;
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        if (item->kind == ITEM_PATH && item->as.path->fill > FILL_SOLID)
            used |= 1u << item->as.path->fill;
        else if (item->kind == ITEM_FRAME)
            used |= used_in(item->as.frame);
    }
    return used;
}

unsigned hatches_used(const Document *document)
{
    unsigned used = 0;
    for (int i = 0; i < document->page_count; i++)
        used |= used_in(document->pages[i]);
    return used;
}

/* A cell of 4 pt whose lines meet those of its neighbours; slanting ones are
 * drawn again at two corners, or they would be nicked there. */
static const char *const CELLS[FILL_COUNT] = {
    [FILL_RISING] = "0 0 m 4 4 l -1 3 m 1 5 l 3 -1 m 5 1 l S",
    [FILL_FALLING] = "0 4 m 4 0 l -1 1 m 1 -1 l 3 5 m 5 3 l S",
    [FILL_LEVEL] = "0 2 m 4 2 l S",
    [FILL_UPRIGHT] = "2 0 m 2 4 l S",
    [FILL_CROSSED] = "0 2 m 4 2 l 2 0 m 2 4 l S",
    [FILL_DOTTED] = "1.2 1.2 1.6 1.6 re f",
};

static uint32_t write_cell(Writer *writer, const char *cell)
{
    Buf entries;
    buf_init(&entries, writer->arena);
    buf_text(&entries, "/Type/Pattern/PatternType 1/PaintType 2/TilingType 1/BBox[0 0 4 4]"
                       "/XStep 4/YStep 4/Resources<<>>");
    Buf content;
    buf_init(&content, writer->arena);
    buf_text(&content, "0.9 w ");
    buf_text(&content, cell);
    Object *object = object_add(writer);
    object_set_stream(writer, object, &entries, content.data, content.length);
    return object->id;
}

void hatches_write(Writer *writer, unsigned used, Buf *resources)
{
    if (!used)
        return;
    buf_text(resources, "/ColorSpace<</HP[/Pattern/DeviceRGB]>>/Pattern<<");
    for (int fill = FILL_SOLID + 1; fill < FILL_COUNT; fill++) {
        if (!(used & 1u << fill))
            continue;
        buf_text(resources, "/H");
        buf_int(resources, fill);
        buf_char(resources, ' ');
        syntax_reference(resources, write_cell(writer, CELLS[fill]));
    }
    buf_text(resources, ">>");
}
