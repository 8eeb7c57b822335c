#include "layout/astride.h"

#include "layout/flow.h"

typedef struct {
    bool first;    /* has content on page one */
    uint32_t rest; /* the first byte of its text behind it, or NO_REST */
} NodeShare;

struct Astride {
    NodeShare *nodes;
    int count;
};

#define NO_REST UINT32_MAX

/* -- what is read in a frame --------------------------------------------------------- */

typedef void Look(void *context, const Item *item);

/* Shows `look` all items that are read. */
static void look_through(const Frame *frame, Look *look, void *context)
{
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        if (item->kind == ITEM_FRAME) {
            look_through(item->as.frame, look, context);
        } else if (item->kind == ITEM_MADE) {
            Arena *scratch = arena_new();
            look_through(item_make(item, scratch), look, context);
            arena_free(scratch);
        } else if (item->node != NODE_ARTIFACT && item->kind != ITEM_LINK) {
            look(context, item);
        }
    }
}

/* Where an item's text begins among that of its node. */
static uint32_t start_of(const Item *item)
{
    return item->kind == ITEM_RUN && item->as.run->count ? item->as.run->glyphs[0].text_offset : 0;
}

static void note_first(void *context, const Item *item)
{
    ((Astride *)context)->nodes[item->node].first = true;
}

static void note_second(void *context, const Item *item)
{
    NodeShare *node = &((Astride *)context)->nodes[item->node];
    uint32_t start = start_of(item);
    if (start < node->rest)
        node->rest = start;
}

const Astride *astride_find(Arena *arena, int node_count, const Frame *first, const Frame *second)
{
    Astride *astride = ARENA_NEW(arena, Astride);
    *astride = (Astride){ARENA_ARRAY(arena, NodeShare, node_count), node_count};
    for (int i = 0; i < node_count; i++)
        astride->nodes[i].rest = NO_REST;
    look_through(first, note_first, astride);
    look_through(second, note_second, astride);
    return astride;
}

/* -- paragraphs ---------------------------------------------------------------------- */

/* The node as page one has it; one that was added since is not there. */
static NodeShare node_of(const Astride *astride, NodeId node)
{
    return node < astride->count ? astride->nodes[node] : (NodeShare){false, NO_REST};
}

/* Takes the first `bytes` away from the spans, and those that hold no more. */
static void cut_spans(Span *spans, int *count, size_t bytes)
{
    int whole = 0;
    while (whole < *count && spans[whole].text.length <= bytes)
        bytes -= spans[whole++].text.length;
    *count -= whole;
    for (int i = 0; i < *count; i++)
        spans[i] = spans[whole + i];
    if (*count == 0)
        return;
    Span *span = &spans[0];
    span->text = (Str){span->text.data + bytes, span->text.length - bytes};
    span->at += span->at >= 0 ? (int32_t)bytes : 0;
    span->glue = false;
}

AstrideShare astride_cut(const Astride *astride, Span *spans, int *count)
{
    bool some = false;
    uint32_t rest = NO_REST;
    for (int i = 0; astride && i < *count; i++) {
        NodeShare node = node_of(astride, spans[i].node);
        some |= node.first;
        rest = node.rest < rest ? node.rest : rest;
    }
    if (some && rest != NO_REST)
        cut_spans(spans, count, rest);
    return !some ? SHARE_NOT : rest == NO_REST ? SHARE_WHOLE : SHARE_PART;
}

/* -- strips -------------------------------------------------------------------------- */

/* What a strip has of page one and of those behind it. */
typedef struct {
    const Astride *astride;
    bool cut; /* paragraphs that go on hold the rest alone */
    bool first, rest;
} Shares;

static void share(void *context, const Item *item)
{
    Shares *shares = context;
    NodeShare node = node_of(shares->astride, item->node);
    bool goes_on = node.rest != NO_REST;
    if (node.first && (!goes_on || (!shares->cut && start_of(item) < node.rest)))
        shares->first = true;
    else
        shares->rest = true;
}

static Shares shares_of(const Astride *astride, const Strip *strip, bool cut)
{
    Shares shares = {.astride = astride, .cut = cut};
    if (!strip->floating && !strip->flow)
        look_through(strip->frame, share, &shares);
    return shares;
}

static int galleys_of(const Flow *flow)
{
    return flow->abreast ? flow->columns : 1;
}

/* The strip with the galleys of its flow as `change` leaves them; false: nothing is
 * left. */
static bool change_flow(const Astride *astride, Arena *arena, Strip *strip,
                        bool (*change)(const Astride *, Galley *, int), bool *sound)
{
    Flow *flow = ARENA_NEW(arena, Flow);
    *flow = *strip->flow;
    flow->galleys = ARENA_ARRAY(arena, Galley, galleys_of(flow));
    bool some = false;
    for (int g = 0; g < galleys_of(flow); g++) {
        const Galley *from = &strip->flow->galleys[g];
        Galley *to = &flow->galleys[g];
        galley_init(to, arena);
        for (int i = 0; i < from->count; i++)
            galley_add(to, from->strips[i]);
        *sound &= change(astride, to, 0);
        some |= to->count > 0;
    }
    strip->flow = flow;
    return some;
}

/* What is not read stands with what follows it, and floats on the page that they were
 * met on. */
static bool keep(const Astride *astride, Galley *galley, int first)
{
    int end = first;
    bool sound = true;
    for (int i = first; i < galley->count; i++) {
        Strip *strip = &galley->strips[i];
        Shares shares = shares_of(astride, strip, false);
        if (strip->flow) {
            Strip changed = *strip;
            shares.first = change_flow(astride, galley->arena, &changed, keep, &sound);
            if (shares.first)
                *strip = changed;
        }
        if (shares.first)
            end = i + 1;
        else if (shares.rest)
            break;
    }
    galley->count = end;
    if (end > first)
        galley->strips[end - 1].keep = false;
    return sound;
}

void astride_keep(const Astride *astride, Galley *galley, int first)
{
    keep(astride, galley, first);
}

bool astride_drop(const Astride *astride, Galley *galley, int first)
{
    int start = first;
    bool sound = true;
    for (int i = first; i < galley->count; i++) {
        Strip *strip = &galley->strips[i];
        Shares shares = shares_of(astride, strip, true);
        if (strip->flow)
            shares.rest = change_flow(astride, galley->arena, strip, astride_drop, &sound);
        sound &= !(shares.first && shares.rest);
        if (shares.rest)
            break;
        if (shares.first || strip->flow)
            start = i + 1;
    }
    int dropped = start - first;
    for (int i = start; i < galley->count; i++)
        galley->strips[i - dropped] = galley->strips[i];
    galley->count -= dropped;
    return sound;
}
