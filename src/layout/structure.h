/* structure.h - what the parts of a brief are, apart from where they stand.
 *
 * A flat list of nodes, each naming its parent; the order of the list is the
 * reading order among siblings. Frames name nodes by NodeId, so one node (a
 * paragraph, a table) may have content on several pages. Node 0 is the
 * artifact: content that is not read (running heads, rules, backgrounds).
 * Roles are the standard structure types of ISO 32000-1 14.8.4.
 */
#ifndef LAYOUT_STRUCTURE_H
#define LAYOUT_STRUCTURE_H

#include "base/diag.h"
#include "text/lang.h"

typedef enum {
    ROLE_ARTIFACT,
    ROLE_HEAD, /* running heads and feet: artifacts as well, of a sort of their own */
    ROLE_FOOT,
    ROLE_DOCUMENT,
    ROLE_SECT,
    ROLE_H1,
    ROLE_H2,
    ROLE_H3,
    ROLE_P,
    ROLE_L,
    ROLE_LI,
    ROLE_LBL,
    ROLE_LBODY,
    ROLE_TABLE,
    ROLE_THEAD,
    ROLE_TBODY,
    ROLE_TR,
    ROLE_TH,
    ROLE_TD,
    ROLE_FIGURE,
    ROLE_CAPTION,
    ROLE_NOTE,
    ROLE_SPAN,
    ROLE_REFERENCE,
    ROLE_LINK,
    ROLE_RUBY, /* words with their reading: RB, RT */
    ROLE_RB,
    ROLE_RT,
    ROLE_TOC, /* a table of contents: TOCI, each of which may hold a TOC */
    ROLE_TOCI,
    ROLE_DIV,
    ROLE_QUOTE,
    ROLE_COUNT
} Role;

typedef enum { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW } HeaderScope;

typedef int32_t NodeId;
#define NODE_ARTIFACT 0
#define NODE_DOCUMENT 1

/* What few nodes have. */
typedef struct {
    const char *alt;       /* alternative text of a Figure; NULL: none */
    const char *spoken;    /* what is read in place of its content; NULL: that */
    const char *anchor;    /* the name that links reach it by; NULL: none */
    const char *title;     /* of headings: the words, for the outline; NULL: none */
    const NodeId *headers; /* of TD: the THs that head it, ended by 0, where scopes do not
                              tell; NULL: they do */
} NodeMore;

/* Small: a table of a hundred thousand rows has a million of them. */
typedef struct {
    NodeId parent;
    Where where;          /* the JSON value it came from */
    NodeMore *more;       /* NULL: nothing; see structure_more */
    unsigned role : 8;    /* Role */
    unsigned lang : 8;    /* Lang; LANG_NONE: as the parent */
    unsigned scope : 2;   /* HeaderScope of TH */
    bool numbered : 1;    /* of L: labels are numbers, not bullets */
    bool named : 1;       /* of TH: `headers` name it */
    uint16_t column_span; /* of TH and TD, at least 1 */
    uint16_t row_span;    /* the same */
} Node;

typedef struct {
    Arena *arena;
    Node *nodes;
    int count, room;
    bool untagged; /* the document will not be tagged: only nodes that can be pointed to
                      count, and there are none of rows and cells */
} Structure;

/* A structure holding the artifact and the document node. */
void structure_init(Structure *structure, Arena *arena, Lang lang);

/* Makes room for `count` nodes more: what grows step by step leaves its
 * smaller selves behind in the arena. */
void structure_reserve(Structure *structure, int count);

/* Adds a node below `parent` and returns its id. Of an untagged document's rows
 * and cells it returns `parent`: they belong to the table. */
NodeId structure_add(Structure *structure, NodeId parent, Role role, Where where);

/* What the node has beyond most, to be set. */
NodeMore *structure_more(Structure *structure, NodeId node);

/* The same to be read; all NULL if there is nothing. */
const NodeMore *node_more(const Node *node);

/* Is content of the role read? That of artifacts is not. */
bool role_is_read(Role role);

/* "TH", as in PDF. */
const char *role_name(Role role);

#endif
