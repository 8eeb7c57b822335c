#include "pdf/outline.h"

#include "pdf/pack.h"
#include "pdf/syntax.h"

/* One entry; links are indices in the list of entries, whose first is the
 * root. 0: none, as nothing leads back to the root but `parent`. */
typedef struct {
    NodeId node;
    int level; /* 1 for H1; the root's is 0 */
    int parent, first, last, previous, next;
    int below;       /* entries below it, at any depth */
    uint32_t object; /* its number */
} Entry;

typedef struct {
    Entry *list;
    int count, room;
} Entries;

static int heading_level(Role role)
{
    return role == ROLE_H3 ? 3 : role == ROLE_H2 ? 2 : 1;
}

/* Adds an entry behind the last one, below the nearest of a lower level. */
static void add_entry(const Tags *tags, Entries *entries, NodeId node, int level)
{
    ARENA_RESERVE(tags->writer->arena, entries->list, entries->count, entries->room);
    Entry *list = entries->list;
    int index = entries->count++;
    int parent = index - 1;
    while (list[parent].level >= level)
        parent = list[parent].parent;
    list[index] = (Entry){.node = node, .level = level, .parent = parent};
    list[index].object = pack_add(tags->writer);
    list[index].previous = list[parent].last;
    if (list[parent].last)
        list[list[parent].last].next = index;
    else
        list[parent].first = index;
    list[parent].last = index;
}

static void write_link(Buf *buf, const Entry *list, const char *key, int index)
{
    if (!index)
        return;
    buf_text(buf, key);
    syntax_reference(buf, list[index].object);
}

/* ISO 32000-1 12.3.3. Destinations keep the reader's zoom. */
static void write_entry(const Tags *tags, const Entry *list, const Entry *entry, Buf *buf)
{
    buf->length = 0;
    if (entry->level > 0) {
        const TagRef *at = tags_first_seen(tags, entry->node);
        buf_text(buf, "/Title");
        syntax_text_wide(buf,
                         str_of(node_more(&tags->document->structure->nodes[entry->node])->title));
        buf_text(buf, "/Parent ");
        syntax_reference(buf, list[entry->parent].object);
        buf_text(buf, "/Dest[");
        syntax_reference(buf, tags->pages[at->page]->id);
        buf_text(buf, "/XYZ null ");
        buf_len(buf, tags->document->pages[at->page]->height - at->top);
        buf_text(buf, " null]");
    }
    write_link(buf, list, "/First ", entry->first);
    write_link(buf, list, "/Last ", entry->last);
    write_link(buf, list, "/Prev ", entry->previous);
    write_link(buf, list, "/Next ", entry->next);
    if (entry->below) {
        buf_text(buf, "/Count ");
        buf_int(buf, entry->below);
    }
    pack_set(tags->writer, entry->object, buf);
}

uint32_t outline_write(const Tags *tags)
{
    const Structure *structure = tags->document->structure;
    Entries entries = {0};
    ARENA_RESERVE(tags->writer->arena, entries.list, entries.count, entries.room);
    entries.count = 1; /* the root */
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++) {
        const Node *node = &structure->nodes[id];
        if (node_more(node)->title && tags_first_seen(tags, id))
            add_entry(tags, &entries, id, heading_level(node->role));
    }
    if (entries.count == 1)
        return 0;
    entries.list[0].object = pack_add(tags->writer);
    for (int i = entries.count - 1; i > 0; i--)
        entries.list[entries.list[i].parent].below += 1 + entries.list[i].below;
    Buf buf;
    buf_init(&buf, tags->writer->arena);
    for (int i = 0; i < entries.count; i++)
        write_entry(tags, entries.list, &entries.list[i], &buf);
    return entries.list[0].object;
}
