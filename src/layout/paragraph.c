#include "layout/paragraph.h"

#include <assert.h>

#include "base/buf.h"

/* -- words to spans ---------------------------------------------------------------- */

static const TextStyle *style_of(const Style *style, PieceRole role)
{
    switch (role) {
    case PIECE_STRONG:
        return &style->strong;
    case PIECE_EMPH:
        return &style->emph;
    case PIECE_MARK:
        return &style->mark;
    case PIECE_ALERT:
        return &style->alert;
    default:
        return &style->text;
    }
}

/* The structure node of a piece: the paragraph's own, unless the piece is a
 * source mark, a link, in another language, read as other words, or words with a reading. */
static NodeId piece_node(const Setting *setting, const Piece *piece, NodeId paragraph)
{
    bool foreign = piece->lang != LANG_NONE && piece->lang != setting->lang;
    bool leads = piece->uri || piece->target;
    Role role = piece->role == PIECE_MARK ? ROLE_REFERENCE : leads ? ROLE_LINK : ROLE_SPAN;
    if (!role_is_read(setting->structure->nodes[paragraph].role))
        return paragraph;
    NodeId node = paragraph;
    if (role != ROLE_SPAN || foreign || piece->anchor || piece->spoken)
        node = structure_add(setting->structure, paragraph, role, piece->where);
    if (piece->spoken)
        structure_more(setting->structure, node)->spoken = piece->spoken;
    if (piece->anchor)
        structure_more(setting->structure, node)->anchor = piece->anchor;
    if (role == ROLE_REFERENCE && leads)
        node = structure_add(setting->structure, node, ROLE_LINK, piece->where);
    if (foreign)
        setting->structure->nodes[node].lang = piece->lang;
    if (piece->reading.length == 0)
        return node;
    NodeId ruby = structure_add(setting->structure, node, ROLE_RUBY, piece->where);
    return structure_add(setting->structure, ruby, ROLE_RB, piece->where);
}

/* Does the piece go on with the link of the one before it, or with what is read in their place? */
static bool goes_on(Text text, int index)
{
    const Piece *right = &text.pieces[index], *left = right - 1;
    if (index == 0 || (!right->uri && !right->spoken))
        return false;
    return left->uri == right->uri && left->spoken == right->spoken && left->lang == right->lang &&
           left->reading.length == 0 && right->reading.length == 0;
}

/* What is said of a link in the text: its own words, if nothing else. */
static const char *link_words(const Setting *setting, Text text, int index)
{
    int end = index + 1;
    while (end < text.count && goes_on(text, end))
        end++;
    return text_plain(setting->job->arena, (Text){text.pieces + index, end - index});
}

/* The node of a reading, behind its base in the same Ruby. */
static NodeId reading_node(const Setting *setting, const Span *span)
{
    if (span->reading.length == 0 || !role_is_read(setting->structure->nodes[span->node].role))
        return NODE_ARTIFACT;
    NodeId ruby = setting->structure->nodes[span->node].parent;
    return structure_add(setting->structure, ruby, ROLE_RT, span->where);
}

/* For what goes on with a paragraph. */
static const LineRules *without_indent(Arena *arena, const LineRules *rules)
{
    LineRules *own = ARENA_NEW(arena, LineRules);
    *own = *rules;
    own->indent = 0;
    return own;
}

Paragraph paragraph_shape(const Setting *setting, StyleName name, Text text, NodeId node)
{
    return paragraph_shape_headed(setting, name, text, 0, node, node);
}

Paragraph paragraph_shape_headed(const Setting *setting, StyleName name, Text text, int head,
                                 NodeId of_head, NodeId node)
{
    const Style *style = &setting->theme->styles[name];
    Span *spans = ARENA_ARRAY(setting->job->arena, Span, text.count);
    for (int i = 0; i < text.count; i++) {
        const Piece *piece = &text.pieces[i];
        spans[i] =
            (Span){.text = piece->text,
                   .style = style_of(style, piece->role),
                   .lang = piece->lang == LANG_NONE ? setting->lang : piece->lang,
                   .keep = piece->keep,
                   .glue = piece->glue,
                   .node = goes_on(text, i) ? spans[i - 1].node
                                            : piece_node(setting, piece, i < head ? of_head : node),
                   .reading = piece->reading,
                   .uri = piece->uri,
                   .target = piece->target,
                   .about = piece->about,
                   .where = piece->where,
                   .at = piece->at};
        if (piece->uri && !piece->about)
            spans[i].about = goes_on(text, i) ? spans[i - 1].about : link_words(setting, text, i);
        spans[i].reading_node = reading_node(setting, &spans[i]);
    }
    int count = text.count;
    AstrideShare share = astride_cut(setting->astride, spans, &count);
    const LineRules *rules = &style->rules;
    if (share == SHARE_PART && rules->indent)
        rules = without_indent(setting->job->arena, rules);
    return (Paragraph){.style = style,
                       .shaped = text_shape(setting->job, setting->locale, rules, spans, count),
                       .share = share,
                       .node = node,
                       .where = text.count ? text.pieces[0].where : WHERE_NONE};
}

/* -- lines to strips --------------------------------------------------------------- */

Frame *paragraph_frame(const Setting *setting, const Paragraph *paragraph, Len measure)
{
    Galley lines;
    galley_init(&lines, setting->job->arena);
    paragraph_hang(setting, paragraph, 0, measure, false, &lines);
    return galley_frame(&lines, measure);
}

/* Lines that pages do not part: those at either end (widows and orphans), and
 * a hyphenated line from its word's other half. */
static bool keeps_next(const Paragraph *paragraph, const LineFrames *lines, int index)
{
    int left = lines->count - 1 - index;
    return index + 1 < paragraph->style->orphans || left < paragraph->style->widows ||
           lines->frames[index]->hyphen;
}

void paragraph_hang(const Setting *setting, const Paragraph *paragraph, Len x, Len measure,
                    bool keep, Galley *galley)
{
    LineFrames lines = paragraph_lines(setting, paragraph, measure);
    for (int i = 0; i < lines.count; i++) {
        bool first = i == 0, last = i == lines.count - 1;
        galley_add(galley,
                   (Strip){.frame = lines.frames[i],
                           .x = x,
                           .before = first ? len_max(paragraph->style->before, lines.over) : 0,
                           .after = last ? paragraph->style->after : 0,
                           .grid = paragraph->style->grid,
                           .keep = last ? keep : keeps_next(paragraph, &lines, i) || keep,
                           .where = paragraph->where});
    }
}

NodeId paragraph_block(const Setting *setting, Role role, StyleName style, Text text, bool keep,
                       Galley *galley)
{
    if (text.count == 0)
        return NODE_ARTIFACT;
    NodeId node = structure_add(setting->structure, setting->parent, role, text.pieces[0].where);
    Paragraph paragraph = paragraph_shape(setting, style, text, node);
    paragraph_hang(setting, &paragraph, 0, setting->measure, keep, galley);
    return node;
}

void heading_hang(const Setting *setting, const Block *block, Galley *galley)
{
    static const struct {
        Role role;
        StyleName style;
    } LEVELS[] = {{ROLE_H1, STYLE_H1}, {ROLE_H2, STYLE_H2}, {ROLE_H3, STYLE_H3}};
    assert(block->level >= 1 && block->level <= 3);
    NodeId node = paragraph_block(setting, LEVELS[block->level - 1].role,
                                  LEVELS[block->level - 1].style, block->title, true, galley);
    if (node == NODE_ARTIFACT)
        return;
    structure_more(setting->structure, node)->title = text_plain(setting->job->arena, block->title);
    setting->structure->nodes[node].where = block->where;
    if (block->anchor)
        structure_more(setting->structure, node)->anchor = block->anchor;
}

const char *text_plain(Arena *arena, Text text)
{
    Buf buf;
    buf_init(&buf, arena);
    for (int i = 0; i < text.count; i++) {
        const Piece *piece = &text.pieces[i];
        if (piece->role == PIECE_MARK || (piece->spoken && goes_on(text, i)))
            continue;
        Str words = piece->spoken ? str_of(piece->spoken) : piece->text;
        buf_add(&buf, words.data, words.length);
    }
    return buf.data;
}
