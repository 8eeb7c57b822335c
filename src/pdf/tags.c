/* How the tree is put together
 *
 * A node's kids are child nodes and stretches of its own content ("refs").
 * Child nodes keep the order of their ids, which is the reading order by
 * contract (layout/structure.h). Refs go between them by where they appear: a
 * ref stands before the first child that is seen later than it. Sorting all
 * kids by appearance would do as well for plain text, but a row whose middle
 * cell begins on the next page would have its columns swapped.
 *
 * Nodes that have nothing at or below them are left out, except cells, which
 * count as columns even when they are empty.
 *
 * ParentTree (ISO 32000-1 14.7.4.4) maps back: key = page index gives the
 * elements of that page's MCIDs in order; keys from page_count on give the
 * element of one annotation each.
 */
#include "pdf/tags.h"

#include <assert.h>
#include <stdlib.h>

#include "pdf/pack.h"
#include "pdf/syntax.h"

#define PARENT_LEAF_KEYS 32 /* in one node of the number tree */

static void add_boxes(Tags *tags)
{
    const Structure *structure = tags->document->structure;
    int figures = 0;
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++)
        figures += structure->nodes[id].role == ROLE_FIGURE;
    tags->boxes = ARENA_ARRAY(tags->writer->arena, FigureBox, figures);
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++)
        if (structure->nodes[id].role == ROLE_FIGURE)
            tags->boxes[tags->box_count++] = (FigureBox){.node = id, .page = -1};
}

static int by_node(const void *wanted, const void *box)
{
    NodeId a = *(const NodeId *)wanted, b = ((const FigureBox *)box)->node;
    return (a > b) - (a < b);
}

/* The box of a Figure. */
static FigureBox *box_of(const Tags *tags, NodeId figure)
{
    return bsearch(&figure, tags->boxes, (size_t)tags->box_count, sizeof *tags->boxes, by_node);
}

void tags_init(Tags *tags, Writer *writer, const Document *document, Object *const *pages)
{
    const Structure *structure = document->structure;
    assert(structure && structure->count > NODE_DOCUMENT);
    *tags = (Tags){.writer = writer, .document = document, .pages = pages};
    tags->nodes = ARENA_ARRAY(writer->arena, NodeTags, structure->count);
    tags->nodes[NODE_ARTIFACT].artifact = true;
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++)
        tags->ref_room += structure->nodes[id].role != ROLE_TR; /* hardly ever more */
    tags->refs = ARENA_ARRAY(writer->arena, TagRef, tags->ref_room);
    add_boxes(tags);
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++) {
        const Node *node = &structure->nodes[id];
        assert(id == NODE_DOCUMENT || (node->parent >= 0 && node->parent < id));
        const NodeTags *above = &tags->nodes[id == NODE_DOCUMENT ? 0 : node->parent];
        tags->nodes[id].artifact =
            !role_is_read(node->role) || (id != NODE_DOCUMENT && above->artifact);
        tags->nodes[id].in_figure = node->role == ROLE_FIGURE || above->in_figure;
    }
}

NodeId tags_resolve(const Tags *tags, NodeId node)
{
    assert(node >= 0 && node < tags->document->structure->count);
    return tags->nodes[node].artifact ? NODE_ARTIFACT : node;
}

static TagRef *add_ref(Tags *tags, NodeId node, int page, Len top)
{
    assert(tags_resolve(tags, node) != NODE_ARTIFACT && page >= tags->page);
    if (page != tags->page)
        tags->mcid_count = 0;
    tags->page = page;
    ARENA_RESERVE(tags->writer->arena, tags->refs, tags->ref_count, tags->ref_room);
    TagRef *ref = &tags->refs[tags->ref_count++];
    *ref = (TagRef){.node = node, .page = page, .top = top};
    NodeTags *of = &tags->nodes[node];
    if (of->last_ref)
        tags->refs[of->last_ref - 1].next = tags->ref_count;
    else
        of->first_ref = tags->ref_count;
    of->last_ref = tags->ref_count;
    return ref;
}

int tags_mark(Tags *tags, NodeId node, int page, Len top)
{
    TagRef *ref = add_ref(tags, node, page, top);
    ref->number = (uint32_t)tags->mcid_count & 0x7FFFFFFF;
    return tags->mcid_count++;
}

void tags_see(Tags *tags, NodeId node, int page, Len top)
{
    if (!tags->nodes[node].first_ref)
        add_ref(tags, node, page, top);
}

int tags_mark_annotation(Tags *tags, NodeId node, int page, Len top, uint32_t annotation)
{
    TagRef *ref = add_ref(tags, node, page, top);
    ref->annotation = true;
    ref->number = annotation & 0x7FFFFFFF;
    return tags->document->page_count + tags->annotation_count++;
}

void tags_cover(Tags *tags, NodeId node, int page, Box box)
{
    if (!tags->nodes[node].in_figure)
        return;
    while (tags->document->structure->nodes[node].role != ROLE_FIGURE)
        node = tags->document->structure->nodes[node].parent;
    FigureBox *known = box_of(tags, node);
    if (known->page < 0)
        *known = (FigureBox){node, page, box};
    if (known->page != page)
        return;
    known->box.left = len_min(known->box.left, box.left);
    known->box.top = len_min(known->box.top, box.top);
    known->box.right = len_max(known->box.right, box.right);
    known->box.bottom = len_max(known->box.bottom, box.bottom);
}

static int32_t earlier(int32_t a, int32_t b)
{
    return a && (!b || a < b) ? a : b;
}

/* From the last node to the first, so that children come before parents and
 * lists of children end up in reading order. */
void tags_settle(Tags *tags)
{
    const Structure *structure = tags->document->structure;
    for (NodeId id = structure->count - 1; id >= NODE_DOCUMENT; id--) {
        NodeTags *node = &tags->nodes[id];
        Role role = structure->nodes[id].role;
        if (node->artifact)
            continue;
        node->first_seen = earlier(node->first_ref, node->first_seen);
        node->kept = node->kept || node->first_ref || id == NODE_DOCUMENT || role == ROLE_TH ||
                     role == ROLE_TD;
        if (!node->kept || id == NODE_DOCUMENT)
            continue;
        NodeTags *parent = &tags->nodes[structure->nodes[id].parent];
        parent->kept = true;
        parent->first_seen = earlier(parent->first_seen, node->first_seen);
        node->sibling = parent->first_child;
        parent->first_child = id;
    }
}

const TagRef *tags_first_seen(const Tags *tags, NodeId node)
{
    int32_t first = tags->nodes[node].first_seen;
    return first ? &tags->refs[first - 1] : NULL;
}

/* The page of the node's first own content, for /Pg; -1 without any. */
static int first_page(const Tags *tags, NodeId node)
{
    for (int32_t r = tags->nodes[node].first_ref; r; r = tags->refs[r - 1].next)
        if (!tags->refs[r - 1].annotation)
            return tags->refs[r - 1].page;
    return -1;
}

/* ISO 32000-1 tables 324, 325: on `page`, that of the element, a ref need not name its own. */
static void write_ref(Buf *buf, const Tags *tags, const TagRef *ref, int page)
{
    if (!ref->annotation && ref->page == page) {
        buf_int(buf, ref->number);
        return;
    }
    buf_text(buf, ref->annotation ? "<</Type/OBJR" : "<</Type/MCR");
    if (ref->page != page) {
        buf_text(buf, "/Pg ");
        syntax_reference(buf, tags->pages[ref->page]->id);
    }
    if (ref->annotation) {
        buf_text(buf, "/Obj ");
        syntax_reference(buf, ref->number);
    } else {
        buf_text(buf, "/MCID ");
        buf_int(buf, ref->number);
    }
    buf_text(buf, ">>");
}

/* Whether the node has more than one kid. */
static bool has_many_kids(const Tags *tags, const NodeTags *node)
{
    return (node->first_ref && node->first_child) || node->first_ref != node->last_ref ||
           (node->first_child && tags->nodes[node->first_child].sibling);
}

void tags_write_kids(Buf *buf, const Tags *tags, NodeId id, int page)
{
    const NodeTags *node = &tags->nodes[id];
    int32_t ref = node->first_ref;
    NodeId child = node->first_child;
    if (!ref && !child)
        return;
    bool many = has_many_kids(tags, node);
    buf_text(buf, many ? "/K[" : "/K ");
    for (bool first = true; child || ref; first = false) {
        int32_t seen = child ? tags->nodes[child].first_seen : 0;
        if (!first)
            buf_char(buf, ' ');
        if (ref && (!child || (seen && ref < seen))) {
            write_ref(buf, tags, &tags->refs[ref - 1], page);
            ref = tags->refs[ref - 1].next;
        } else {
            syntax_reference(buf, tags->nodes[child].object);
            child = tags->nodes[child].sibling;
        }
    }
    if (many)
        buf_char(buf, ']');
}

/* The language in force where `id` stands. */
static Lang language_above(const Tags *tags, NodeId id)
{
    const Node *nodes = tags->document->structure->nodes;
    while (id != NODE_DOCUMENT) {
        id = nodes[id].parent;
        if (nodes[id].lang != LANG_NONE)
            return nodes[id].lang;
    }
    return tags->document->lang;
}

static void write_box(Buf *buf, const Tags *tags, const FigureBox *figure)
{
    Len height = tags->document->pages[figure->page]->height;
    const Len edges[] = {figure->box.left, height - figure->box.bottom, figure->box.right,
                         height - figure->box.top};
    buf_text(buf, "/A<</O/Layout/Placement/Block/BBox");
    for (int i = 0; i < 4; i++) {
        buf_char(buf, i ? ' ' : '[');
        buf_len(buf, edges[i]);
    }
    buf_text(buf, "]>>");
}

/* Do the list's items have labels? */
static bool has_labels(const Tags *tags, NodeId list)
{
    NodeId item = tags->nodes[list].first_child;
    NodeId first = item ? tags->nodes[item].first_child : 0;
    return first && tags->document->structure->nodes[first].role == ROLE_LBL;
}

/* ISO 14289-1 7.9 wants an ID of every Note, and Headers name theirs. Fixed width: names sort as
 * numbers do. */
static void write_id(Buf *buf, NodeId id)
{
    buf_text(buf, "(n");
    buf_hex(buf, (uint32_t)id, 8);
    buf_char(buf, ')');
}

static bool has_id(const Node *node)
{
    return node->role == ROLE_NOTE || node->named;
}

static void write_headers(Buf *buf, const NodeId *headers)
{
    buf_text(buf, "/Headers[");
    for (; *headers; headers++)
        write_id(buf, *headers);
    buf_char(buf, ']');
}

/* ISO 32000-1 14.8.5: one attribute object a role at most. */
static void write_attributes(Buf *buf, const Tags *tags, NodeId id)
{
    const Node *node = &tags->document->structure->nodes[id];
    bool scoped = node->role == ROLE_TH && node->scope != SCOPE_NONE;
    bool cell = node->role == ROLE_TH || node->role == ROLE_TD;
    bool spanning = cell && (node->column_span > 1 || node->row_span > 1);
    const NodeId *headers = node_more(node)->headers;
    if (scoped || spanning || headers) {
        buf_text(buf, "/A<</O/Table");
        if (scoped)
            buf_text(buf, node->scope == SCOPE_COLUMN ? "/Scope/Column" : "/Scope/Row");
        if (cell && node->column_span > 1) {
            buf_text(buf, "/ColSpan ");
            buf_int(buf, node->column_span);
        }
        if (cell && node->row_span > 1) {
            buf_text(buf, "/RowSpan ");
            buf_int(buf, node->row_span);
        }
        if (headers)
            write_headers(buf, headers);
        buf_text(buf, ">>");
    } else if (node->role == ROLE_L && has_labels(tags, id)) {
        buf_text(buf, node->numbered ? "/A<</O/List/ListNumbering/Decimal>>"
                                     : "/A<</O/List/ListNumbering/Disc>>");
    } else if (node->role == ROLE_FIGURE && box_of(tags, id)->page >= 0) {
        write_box(buf, tags, box_of(tags, id));
    }
}

static void write_element(Tags *tags, NodeId id, uint32_t parent)
{
    const Node *node = &tags->document->structure->nodes[id];
    Buf *buf = &tags->scratch;
    buf->length = 0;
    buf_text(buf, "/S/");
    buf_text(buf, role_name(node->role));
    buf_text(buf, "/P ");
    syntax_reference(buf, parent);
    int page = first_page(tags, id);
    if (page >= 0) {
        buf_text(buf, "/Pg ");
        syntax_reference(buf, tags->pages[page]->id);
    }
    tags_write_kids(buf, tags, id, page);
    if (node->lang != LANG_NONE && node->lang != language_above(tags, id)) {
        buf_text(buf, "/Lang");
        syntax_bytes(buf, str_of(lang_tag(node->lang)));
    }
    const char *alt = node_more(node)->alt;
    if (alt) {
        buf_text(buf, "/Alt");
        syntax_text(buf, str_of(alt));
    }
    const char *spoken = node_more(node)->spoken;
    if (spoken) {
        buf_text(buf, "/ActualText");
        syntax_text(buf, str_of(spoken));
    }
    if (has_id(node)) {
        buf_text(buf, "/ID");
        write_id(buf, id);
    }
    write_attributes(buf, tags, id);
    pack_set(tags->writer, tags->nodes[id].object, buf);
}

/* The elements of the page's MCIDs. `*at` is the page's first ref, and then
 * the next page's. */
static void write_page_parents(Buf *buf, const Tags *tags, int page, int *at)
{
    buf_char(buf, '[');
    for (; *at < tags->ref_count && tags->refs[*at].page == page; ++*at) {
        const TagRef *ref = &tags->refs[*at];
        if (ref->annotation)
            continue;
        if (ref->number > 0)
            buf_char(buf, ' ');
        syntax_reference(buf, tags->nodes[ref->node].object);
    }
    buf_char(buf, ']');
}

/* The values of keys `first` to `end`, as /Nums has them. `*at` goes over the
 * refs once for the pages and once more for the annotations. */
static void write_parents(Buf *buf, const Tags *tags, int first, int end, int *at)
{
    int pages = tags->document->page_count;
    buf_text(buf, "/Nums[");
    for (int key = first; key < end; key++) {
        if (key > first)
            buf_char(buf, '\n');
        buf_int(buf, key);
        if (key == pages)
            *at = 0;
        if (key < pages) {
            write_page_parents(buf, tags, key, at);
            continue;
        }
        while (!tags->refs[*at].annotation)
            ++*at;
        buf_char(buf, ' ');
        syntax_reference(buf, tags->nodes[tags->refs[(*at)++].node].object);
    }
    buf_char(buf, ']');
}

static uint32_t write_parent_tree(Tags *tags)
{
    int count = tags->document->page_count + tags->annotation_count;
    int at = 0;
    Buf kids, *buf = &tags->scratch;
    uint32_t root = pack_add(tags->writer);
    if (count <= PARENT_LEAF_KEYS) {
        buf->length = 0;
        write_parents(buf, tags, 0, count, &at);
        pack_set(tags->writer, root, buf);
        return root;
    }
    buf_init(&kids, tags->writer->arena);
    for (int first = 0; first < count; first += PARENT_LEAF_KEYS) {
        int end = len_min(first + PARENT_LEAF_KEYS, count);
        buf->length = 0;
        buf_text(buf, "/Limits[");
        buf_int(buf, first);
        buf_char(buf, ' ');
        buf_int(buf, end - 1);
        buf_char(buf, ']');
        write_parents(buf, tags, first, end, &at);
        uint32_t leaf = pack_add(tags->writer);
        pack_set(tags->writer, leaf, buf);
        buf_text(&kids, first ? " " : "/Kids[");
        syntax_reference(&kids, leaf);
    }
    buf_char(&kids, ']');
    pack_set(tags->writer, root, &kids);
    return root;
}

/* The tree of IDs; nothing if there are none. */
static void write_id_tree(Buf *buf, const Tags *tags)
{
    const Structure *structure = tags->document->structure;
    bool any = false;
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++) {
        if (!tags->nodes[id].object || !has_id(&structure->nodes[id]))
            continue;
        if (!any)
            buf_text(buf, "/IDTree<</Names[");
        any = true;
        write_id(buf, id);
        syntax_reference(buf, tags->nodes[id].object);
    }
    if (any)
        buf_text(buf, "]>>");
}

static int count_kept(const Tags *tags)
{
    int count = 0;
    for (NodeId id = NODE_DOCUMENT; id < tags->document->structure->count; id++)
        count += tags->nodes[id].kept && !tags->nodes[id].artifact;
    return count;
}

uint32_t tags_write(Tags *tags)
{
    enum { OBJECTS_BEHIND = 256 }; /* of the outline and the like */
    const Structure *structure = tags->document->structure;
    buf_init(&tags->scratch, tags->writer->arena);
    int keys = tags->document->page_count + tags->annotation_count;
    pack_reserve(tags->writer, count_kept(tags) + keys / PARENT_LEAF_KEYS + OBJECTS_BEHIND);
    uint32_t root = pack_add(tags->writer);
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++)
        if (tags->nodes[id].kept && !tags->nodes[id].artifact)
            tags->nodes[id].object = pack_add(tags->writer) & 0x1FFFFFFF;
    for (NodeId id = NODE_DOCUMENT; id < structure->count; id++) {
        if (!tags->nodes[id].object)
            continue;
        NodeId parent = structure->nodes[id].parent;
        write_element(tags, id, id == NODE_DOCUMENT ? root : tags->nodes[parent].object);
    }
    uint32_t parents = write_parent_tree(tags);
    Buf *buf = &tags->scratch;
    buf->length = 0;
    buf_text(buf, "/Type/StructTreeRoot/K ");
    syntax_reference(buf, tags->nodes[NODE_DOCUMENT].object);
    buf_text(buf, "/ParentTree ");
    syntax_reference(buf, parents);
    buf_text(buf, "/ParentTreeNextKey ");
    buf_int(buf, tags->document->page_count + tags->annotation_count);
    write_id_tree(buf, tags);
    pack_set(tags->writer, root, buf);
    return root;
}
