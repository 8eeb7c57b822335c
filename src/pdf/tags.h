/* tags.h - the structure tree: which content belongs to which node.
 *
 * While pages are written, every stretch of content and every link is marked
 * here; when all are, the tree is settled and written.
 */
#ifndef PDF_TAGS_H
#define PDF_TAGS_H

#include "layout/frame.h"
#include "pdf/object.h"

typedef struct {
    Len left, top, right, bottom; /* on the page, y downward */
} Box;

/* One stretch of marked content, or one annotation. In order of appearance. */
typedef struct {
    NodeId node;
    int32_t next; /* the same node's next one, plus one; 0: none */
    int32_t page;
    Len top;              /* of its first item */
    bool annotation : 1;  /* it is one */
    uint32_t number : 31; /* its MCID; of an annotation that of its object */
} TagRef;

/* As small as Node, and for the same reason. */
typedef struct {
    int32_t first_ref, last_ref; /* plus one; 0: none */
    int32_t first_seen;          /* the first ref at or below the node, plus one; 0: none */
    NodeId first_child, sibling; /* in reading order; 0: none */
    uint32_t object : 29;        /* its number; 0: none */
    bool artifact : 1;           /* the node or one above it is not to be read */
    bool in_figure : 1;          /* it or one above it is a Figure */
    bool kept : 1;               /* goes into the file */
} NodeTags;

/* Where a Figure stands. */
typedef struct {
    NodeId node;
    int page; /* -1: nothing of it has been seen */
    Box box;
} FigureBox;

typedef struct {
    Writer *writer;
    const Document *document;
    Object *const *pages; /* per page */
    NodeTags *nodes;      /* per node */
    TagRef *refs;
    int ref_count, ref_room;
    FigureBox *boxes; /* by node */
    int box_count;
    int page, mcid_count; /* of the page being written */
    int annotation_count;
    Buf scratch; /* the object being written */
} Tags;

/* An empty tree over the document's nodes. `pages` is borrowed. */
void tags_init(Tags *tags, Writer *writer, const Document *document, Object *const *pages);

/* The node, or NODE_ARTIFACT if what belongs to it is not read. */
NodeId tags_resolve(const Tags *tags, NodeId node);

/* Notes a new stretch of content of `node`, which is not an artifact, on
 * `page`, whose first item begins at `top`. Returns its MCID. Pages come in
 * order. */
int tags_mark(Tags *tags, NodeId node, int page, Len top);

/* Of an untagged document: notes that the node is seen there, if it is for the
 * first time. */
void tags_see(Tags *tags, NodeId node, int page, Len top);

/* Notes an annotation and returns its key in the parent tree. */
int tags_mark_annotation(Tags *tags, NodeId node, int page, Len top, uint32_t annotation);

/* Notes where an item of `node` stands, for the BBox of the Figure it is in. */
void tags_cover(Tags *tags, NodeId node, int page, Box box);

/* Decides what goes into the file, once all pages are marked. */
void tags_settle(Tags *tags);

/* The first content at or below `node`, or NULL. Once settled. */
const TagRef *tags_first_seen(const Tags *tags, NodeId node);

/* Packs all elements and the parent tree; returns the number of the
 * StructTreeRoot. */
uint32_t tags_write(Tags *tags);

/* Appends "/K 3" or "/K[3 12 0 R]"; nothing if the node has no kids. `page` is
 * what the element's /Pg says, or -1. */
void tags_write_kids(Buf *buf, const Tags *tags, NodeId node, int page);

#endif
