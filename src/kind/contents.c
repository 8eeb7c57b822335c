/* contents.c - a table of contents: the brief's headings of some levels, each
 * with leaders and the page that it stands on, to which the whole line leads.
 *
 * Page numbers are not known when lines are broken; room for three digits is
 * kept for them, so that the lines stand as they are when the numbers come
 * (typeset.h). Leaders stand below one another on multiples of their own width.
 *
 * ISO 32000-1 14.8.4.2: TOC, TOCI and, for the headings below one, a TOC in its
 * TOCI. Leaders are artifacts.
 */
#include "base/buf.h"
#include "kind/kind.h"

#define INDENT LEN_PT(12) /* of each level */
#define APART  LEN_PT(4)  /* least space before and behind leaders */
#define GAP    LEN_PT(10) /* least from words to where the number may begin */
#define LONG   LEN_PT(20000)

enum { FROM, TO };

static const KindOption OPTIONS[] = {
    {"from", OPTION_WHOLE, 2, 1, 3, NULL, "highest level of the headings listed (2)"},
    {"to", OPTION_WHOLE, 3, 1, 3, NULL, "lowest level of the headings listed (3)"},
    {NULL, OPTION_FLAG, 0, 0, 0, NULL, NULL}};

/* One level of the list being hung. */
typedef struct {
    int level;
    NodeId list, item; /* TOC, and its last TOCI */
} Level;

typedef struct {
    const Setting *setting;
    Len reserve;     /* for a page number */
    Len leader;      /* width of one */
    Str leader_text; /* one */
    Level levels[3];
    int depth; /* of the levels in use the last; -1: none */
} Contents;

static Paragraph shape(const Contents *c, const char *words, NodeId node, Len *width)
{
    Len narrowest;
    Text text = {ARENA_NEW(c->setting->job->arena, Piece), 1};
    *text.pieces = (Piece){.text = str_of(words), .where = WHERE_NONE, .at = -1};
    Paragraph shaped = paragraph_shape(c->setting, STYLE_CONTENTS, text, node);
    text_widths(&shaped.shaped, &narrowest, width);
    return shaped;
}

/* The page of the heading; 0 if it is not known yet. */
static int page_of(const Setting *setting, Where where)
{
    for (int i = 0; setting->pages && i < setting->pages->count; i++)
        if (setting->pages->list[i].where == where)
            return setting->pages->list[i].page;
    return 0;
}

/* Where the words of a line end. */
static Len end_of(const Frame *line)
{
    Len end = 0;
    for (int i = 0; i < line->count; i++)
        if (line->items[i].kind == ITEM_RUN)
            end = len_max(end, line->items[i].x + line->items[i].as.run->width);
    return end;
}

/* Adds leaders between two places, where there is room for three of them. */
static void add_leaders(const Contents *c, Frame *frame, Len from, Len to, Len baseline)
{
    Arena *arena = c->setting->job->arena;
    Len first = (from + c->leader - 1) / c->leader * c->leader;
    int count = (int)((to - first) / c->leader);
    if (count < 3)
        return;
    Buf text;
    buf_init(&text, arena);
    for (int i = 0; i < count; i++)
        buf_add(&text, c->leader_text.data, c->leader_text.length);
    Len width;
    Paragraph dots = shape(c, text.data, NODE_ARTIFACT, &width);
    const Frame *set = paragraph_frame(c->setting, &dots, LONG);
    frame_add_frame(arena, frame, first, baseline - set->baseline, set);
}

/* The last line's leaders and page. */
static void add_page(const Contents *c, Frame *frame, Len words_end, int page, NodeId node)
{
    Len width;
    const char *digits = arena_printf(c->setting->job->arena, "%d", page);
    Paragraph number = shape(c, digits, node, &width);
    const Frame *set = paragraph_frame(c->setting, &number, width);
    Len left = c->setting->measure - width;
    add_leaders(c, frame, words_end + APART, left - APART, frame->baseline);
    frame_add_frame(c->setting->job->arena, frame, left, frame->baseline - set->baseline, set);
}

/* The TOCI of a heading, in the TOC of its level. */
static NodeId add_item(Contents *c, const ListedHeading *heading)
{
    Structure *structure = c->setting->structure;
    while (c->depth > 0 && c->levels[c->depth].level > heading->level)
        c->depth--;
    if (c->depth < 0 || heading->level > c->levels[c->depth].level) {
        NodeId above = c->depth < 0 ? c->setting->parent : c->levels[c->depth].item;
        c->levels[++c->depth] =
            (Level){heading->level, structure_add(structure, above, ROLE_TOC, heading->where), 0};
    }
    Level *level = &c->levels[c->depth];
    level->level = heading->level;
    level->item = structure_add(structure, level->list, ROLE_TOCI, heading->where);
    return level->item;
}

static void hang_heading(Contents *c, const ListedHeading *heading, bool last, Galley *galley)
{
    const Setting *setting = c->setting;
    Arena *arena = setting->job->arena;
    NodeId item = add_item(c, heading);
    NodeId reference = structure_add(setting->structure, item, ROLE_REFERENCE, heading->where);
    NodeId link = structure_add(setting->structure, reference, ROLE_LINK, heading->where);
    Span leads = {.node = link,
                  .where = heading->where,
                  .target = heading->anchor,
                  .about = text_plain(arena, heading->words)};
    Len indent = INDENT * c->depth;
    Paragraph words = paragraph_shape(setting, STYLE_CONTENTS, heading->words, link);
    LineFrames lines = paragraph_lines(
        setting, &words, len_max(setting->measure - indent - c->reserve - GAP, LEN_POINT));
    for (int i = 0; i < lines.count; i++) {
        const Frame *line = lines.frames[i];
        bool ends = i + 1 == lines.count;
        Frame *frame = frame_new(arena, setting->measure, line->height);
        frame->baseline = line->baseline;
        frame_add_frame(arena, frame, indent, 0, line);
        if (ends)
            add_page(c, frame, indent + end_of(line), page_of(setting, heading->where), link);
        frame_add_link(arena, frame, 0, setting->measure, &leads);
        galley_add(galley, (Strip){.frame = frame,
                                   .before = i ? 0 : words.style->before,
                                   .after = ends && last ? words.style->after : 0,
                                   .grid = words.style->grid,
                                   .keep = !ends,
                                   .where = heading->where});
    }
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (block->heading_count == 0)
        return;
    heading_hang(setting, block, galley);
    bool cjk = lang_is_cjk(setting->lang);
    Contents c = {.setting = setting, .leader_text = cjk ? STR("…") : STR(". "), .depth = -1};
    shape(&c, "000", NODE_ARTIFACT, &c.reserve);
    Len one, two; /* their difference is a leader with the space behind it */
    shape(&c, cjk ? "…" : ".", NODE_ARTIFACT, &one);
    shape(&c, cjk ? "……" : ". .", NODE_ARTIFACT, &two);
    c.leader = len_max(two - one, LEN_POINT);
    for (int i = 0; i < block->heading_count; i++)
        hang_heading(&c, &block->headings[i], i + 1 == block->heading_count, galley);
}

const Kind kind_contents = {
    .name = "contents",
    .about = "a table of contents: headings of the brief with their pages",
    .takes = TAKES_TITLE | TAKES_HEADINGS,
    .options = OPTIONS,
    .layout = layout,
};
