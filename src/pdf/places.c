#include "pdf/places.h"

#include <stdlib.h>
#include <string.h>

#include "pdf/pack.h"
#include "pdf/syntax.h"

typedef struct {
    const char *name;
    const TagRef *at;
} Target;

static int by_name(const void *a, const void *b)
{
    return strcmp(((const Target *)a)->name, ((const Target *)b)->name);
}

static int count_anchors(const Structure *structure)
{
    int count = 0;
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++)
        count += node_more(&structure->nodes[id])->anchor != NULL;
    return count;
}

static int gather(const Tags *tags, Target *places)
{
    const Structure *structure = tags->document->structure;
    int count = 0;
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++) {
        const char *name = node_more(&structure->nodes[id])->anchor;
        const TagRef *at = name ? tags_first_seen(tags, id) : NULL;
        if (at)
            places[count++] = (Target){name, at};
    }
    qsort(places, (size_t)count, sizeof *places, by_name);
    return count;
}

/* One node holds all: a document has some hundreds at most. Destinations keep
 * the reader's zoom. */
uint32_t places_write(const Tags *tags)
{
    Target *places =
        ARENA_ARRAY(tags->writer->arena, Target, count_anchors(tags->document->structure));
    int count = gather(tags, places);
    if (count == 0)
        return 0;
    Buf buf;
    buf_init(&buf, tags->writer->arena);
    buf_text(&buf, "/Names[");
    for (int i = 0; i < count; i++) {
        if (i > 0 && strcmp(places[i].name, places[i - 1].name) == 0)
            continue;
        syntax_bytes(&buf, str_of(places[i].name));
        buf_char(&buf, '[');
        syntax_reference(&buf, tags->pages[places[i].at->page]->id);
        buf_text(&buf, "/XYZ null ");
        buf_len(&buf, tags->document->pages[places[i].at->page]->height - places[i].at->top);
        buf_text(&buf, " null]");
    }
    buf_char(&buf, ']');
    uint32_t id = pack_add(tags->writer);
    pack_set(tags->writer, id, &buf);
    return id;
}
