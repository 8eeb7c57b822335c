#include "layout/structure.h"

static const char *const ROLE_NAMES[ROLE_COUNT] = {
    [ROLE_ARTIFACT] = "Artifact",
    [ROLE_HEAD] = "Artifact",
    [ROLE_FOOT] = "Artifact",
    [ROLE_DOCUMENT] = "Document",
    [ROLE_SECT] = "Sect",
    [ROLE_H1] = "H1",
    [ROLE_H2] = "H2",
    [ROLE_H3] = "H3",
    [ROLE_P] = "P",
    [ROLE_L] = "L",
    [ROLE_LI] = "LI",
    [ROLE_LBL] = "Lbl",
    [ROLE_LBODY] = "LBody",
    [ROLE_TABLE] = "Table",
    [ROLE_THEAD] = "THead",
    [ROLE_TBODY] = "TBody",
    [ROLE_TR] = "TR",
    [ROLE_TH] = "TH",
    [ROLE_TD] = "TD",
    [ROLE_FIGURE] = "Figure",
    [ROLE_CAPTION] = "Caption",
    [ROLE_NOTE] = "Note",
    [ROLE_SPAN] = "Span",
    [ROLE_REFERENCE] = "Reference",
    [ROLE_LINK] = "Link",
    [ROLE_RUBY] = "Ruby",
    [ROLE_RB] = "RB",
    [ROLE_RT] = "RT",
    [ROLE_TOC] = "TOC",
    [ROLE_TOCI] = "TOCI",
    [ROLE_DIV] = "Div",
    [ROLE_QUOTE] = "BlockQuote",
};

const char *role_name(Role role)
{
    return ROLE_NAMES[role];
}

bool role_is_read(Role role)
{
    return role != ROLE_ARTIFACT && role != ROLE_HEAD && role != ROLE_FOOT;
}

void structure_reserve(Structure *structure, int count)
{
    int room = structure->count + count;
    if (room <= structure->room)
        return;
    structure->nodes = arena_grow(structure->arena, structure->nodes, (size_t)structure->count,
                                  (size_t)room, sizeof *structure->nodes);
    structure->room = room;
}

static bool is_of_table(Role role)
{
    return role == ROLE_THEAD || role == ROLE_TBODY || role == ROLE_TR || role == ROLE_TH ||
           role == ROLE_TD;
}

NodeId structure_add(Structure *structure, NodeId parent, Role role, Where where)
{
    if (structure->untagged && is_of_table(role))
        return parent;
    ARENA_RESERVE(structure->arena, structure->nodes, structure->count, structure->room);
    structure->nodes[structure->count] =
        (Node){.role = role, .parent = parent, .where = where, .column_span = 1, .row_span = 1};
    return structure->count++;
}

NodeMore *structure_more(Structure *structure, NodeId node)
{
    Node *of = &structure->nodes[node];
    if (!of->more)
        of->more = ARENA_NEW(structure->arena, NodeMore);
    return of->more;
}

const NodeMore *node_more(const Node *node)
{
    static const NodeMore NOTHING = {NULL, NULL, NULL, NULL, NULL};
    return node->more ? node->more : &NOTHING;
}

void structure_init(Structure *structure, Arena *arena, Lang lang)
{
    *structure = (Structure){.arena = arena};
    structure_add(structure, NODE_ARTIFACT, ROLE_ARTIFACT, WHERE_NONE);
    NodeId document = structure_add(structure, NODE_ARTIFACT, ROLE_DOCUMENT, WHERE_NONE);
    structure->nodes[document].lang = lang;
}
