#include "layout/paragraph.h"

#include <assert.h>

#include "base/buf.h"

/* -- words to spans ---------------------------------------------------------------- */

static const TextStyle *style_of(const Style *style, PieceRole role)
{
    switch (role) {
    case PIECE_STRONG:
        return &style->strong;
    case PIECE_MARK:
        return &style->mark;
    case PIECE_ALERT:
        return &style->alert;
    default:
        return &style->text;
    }
}

/* The structure node of a piece: the paragraph's own, unless the piece is a
 * source mark, a link or in another language. */
static NodeId piece_node(const Setting *setting, const Piece *piece, NodeId paragraph)
{
    bool foreign = piece->lang != LANG_NONE && piece->lang != setting->lang;
    Role role = piece->role == PIECE_MARK ? ROLE_REFERENCE : piece->uri ? ROLE_LINK : ROLE_SPAN;
    if (paragraph == NODE_ARTIFACT || (role == ROLE_SPAN && !foreign))
        return paragraph;
    NodeId node = structure_add(setting->structure, paragraph, role, piece->where);
    if (foreign)
        setting->structure->nodes[node].lang = piece->lang;
    return node;
}

Paragraph paragraph_shape(const Setting *setting, StyleName name, Text text, NodeId node)
{
    const Style *style = &setting->theme->styles[name];
    Span *spans = ARENA_ARRAY(setting->job->arena, Span, text.count);
    for (int i = 0; i < text.count; i++) {
        const Piece *piece = &text.pieces[i];
        spans[i] = (Span){.text = piece->text,
                          .style = style_of(style, piece->role),
                          .lang = piece->lang == LANG_NONE ? setting->lang : piece->lang,
                          .keep = piece->keep,
                          .glue = piece->glue,
                          .node = piece_node(setting, piece, node),
                          .uri = piece->uri,
                          .where = piece->where,
                          .at = piece->at};
    }
    return (Paragraph){
        .style = style,
        .shaped = text_shape(setting->job, setting->locale, &style->rules, spans, text.count),
        .node = node,
        .where = text.count ? text.pieces[0].where : WHERE_NONE};
}

/* -- lines to frames --------------------------------------------------------------- */

/* More room than this at one place looks worse than a ragged line. */
#define STRETCH_MOST 250 /* 1/1000 em */

/* What justifying adds at each place that gives way; 0 leaves the line
 * ragged. The remainder goes, 1/1000 pt each, to the first places. */
static Len stretch_each(const Paragraph *paragraph, const Line *line, Len measure, int *remainder)
{
    *remainder = 0;
    if (paragraph->style->align != ALIGN_JUSTIFY || line->last || line->width >= measure)
        return 0;
    int places = 0;
    for (int i = line->first; i + 1 < line->end; i++)
        places += text_stretches(&paragraph->shaped, i);
    if (places == 0)
        return 0;
    Len slack = measure - line->width;
    Len most = len_scale(paragraph->style->text.size, STRETCH_MOST, 1000);
    if (slack / places > most)
        return 0;
    *remainder = slack % places;
    return slack / places;
}

static Len line_start(const Paragraph *paragraph, const Line *line, Len measure)
{
    switch (paragraph->style->align) {
    case ALIGN_CENTRE:
        return (measure - line->width) / 2;
    case ALIGN_END:
        return measure - line->width;
    default:
        return 0;
    }
}

/* Glyphs up to the next line's first are drawn: spaces that end a line stay
 * in the file, so that copied words do not run together. */
static bool continues_run(const ShapedText *text, int a, int b)
{
    const Span *left = &text->spans[text->glyphs[a].span];
    const Span *right = &text->spans[text->glyphs[b].span];
    return text->glyphs[a].face == text->glyphs[b].face && left->style == right->style &&
           left->node == right->node;
}

/* A forced line end has no glyph and is not part of the text before it. */
static uint32_t cluster_end(const ShapedText *text, int glyph)
{
    uint32_t cluster = text->glyphs[glyph].cluster;
    uint32_t end = (uint32_t)text->text.length;
    for (int i = glyph + 1; i < text->count && end == text->text.length; i++)
        if (text->glyphs[i].cluster != cluster)
            end = text->glyphs[i].cluster;
    if (end > cluster + 1 && text->text.data[end - 1] == '\n')
        end--;
    return end;
}

typedef struct {
    const Setting *setting;
    const Paragraph *paragraph;
    const Line *line;
    Frame *frame;
    Len baseline;
    Len each;      /* stretch at each place */
    int remainder; /* places that get 1/1000 pt more */
    Len pen;
} LineSetter;

static bool is_space(const ShapedText *text, int glyph)
{
    size_t at = text->glyphs[glyph].cluster;
    uint32_t c = utf8_next(text->text, &at);
    return utf8_is_space(c);
}

/* What justifying adds behind a glyph. */
static Len stretch_behind(const LineSetter *s, int glyph)
{
    bool stretched = s->each + s->remainder > 0 && glyph + 1 < s->line->end &&
                     text_stretches(&s->paragraph->shaped, glyph);
    return stretched ? s->each + (s->remainder > 0) : 0;
}

/* Does the glyph stand so far from the next, with no space between, that a
 * reader of the file would take the gap for one? */
static bool stands_apart(const LineSetter *s, int glyph)
{
    const ShapedText *text = &s->paragraph->shaped;
    if (glyph < s->line->first || glyph + 1 >= s->line->end)
        return false;
    if (text->glyphs[glyph].gap == 0 && s->each + s->remainder == 0)
        return false;
    const Span *span = &text->spans[text->glyphs[glyph].span];
    Len space = text->glyphs[glyph].gap + stretch_behind(s, glyph);
    return space * 12 > span->style->size && !is_space(text, glyph) && !is_space(text, glyph + 1) &&
           text->spans[text->glyphs[glyph + 1].span].node == span->node;
}

/* Bytes of the word that begins at a glyph because of gaps inside it. */
static uint32_t word_length(const LineSetter *s, int glyph)
{
    const ShapedText *text = &s->paragraph->shaped;
    if (stands_apart(s, glyph - 1) || !stands_apart(s, glyph))
        return 0;
    int last = glyph;
    while (stands_apart(s, last))
        last++;
    return cluster_end(text, last) - text->glyphs[glyph].cluster;
}

/* Sets glyphs first..end as one run. */
static void set_run(LineSetter *s, int first, int end)
{
    Arena *arena = s->setting->job->arena;
    const ShapedText *text = &s->paragraph->shaped;
    const Span *span = &text->spans[text->glyphs[first].span];
    Run *run = ARENA_NEW(arena, Run);
    Len origin = s->pen;
    *run = (Run){.face = text->glyphs[first].face,
                 .size = span->style->size,
                 .colour = span->style->colour,
                 .text = text->text.data,
                 .glyphs = ARENA_ARRAY(arena, RunGlyph, end - first)};
    for (int i = first; i < end; i++) {
        const Glyph *glyph = &text->glyphs[i];
        bool soft = text_is_soft_hyphen(text, i);
        if (soft && !(s->line->hyphen && i == s->line->end - 1))
            continue;
        Len advance = glyph->advance;
        uint32_t id = soft ? text_hyphen(text, i, &advance) : glyph->glyph;
        bool starts = i == 0 || text->glyphs[i - 1].cluster != glyph->cluster;
        run->glyphs[run->count++] =
            (RunGlyph){.glyph = id,
                       .x = s->pen - origin + glyph->dx,
                       .y = glyph->dy - span->style->rise,
                       .text_offset = glyph->cluster,
                       .text_length = starts ? cluster_end(text, i) - glyph->cluster : 0,
                       .word_length = word_length(s, i),
                       .word_end = stands_apart(s, i - 1) && !stands_apart(s, i)};
        s->pen += advance;
        if (i + 1 < s->line->end) {
            Len stretch = stretch_behind(s, i);
            s->pen += glyph->gap + stretch;
            s->remainder -= stretch > s->each;
        }
    }
    run->width = s->pen - origin;
    frame_add_run(arena, s->frame, origin, s->baseline - span->style->rise, run, span->node,
                  span->where);
    if (span->uri)
        frame_add_link(arena, s->frame, origin, 0, run->width, s->frame->height, span->uri,
                       span->node, span->where);
}

/* The style's leading is for its own size; a line with larger words in it is
 * higher in proportion. */
static Len largest_size(const Paragraph *paragraph, const Line *line)
{
    Len size = paragraph->style->text.size;
    const ShapedText *text = &paragraph->shaped;
    for (int i = line->first; i < line->end; i++)
        size = len_max(size, text->spans[text->glyphs[i].span].style->size);
    return size;
}

/* The em box is centred in the line; 0.88 of it stands above the baseline in
 * CJK faces, which suits Latin ones as well. */
static Len baseline_of(Len height, Len size)
{
    return (height - size) / 2 + len_scale(size, 88, 100);
}

static const Frame *set_line(const Setting *setting, const Paragraph *paragraph, const Line *line,
                             Len measure)
{
    const ShapedText *text = &paragraph->shaped;
    Len size = largest_size(paragraph, line);
    Len height = len_scale(paragraph->style->leading, size, paragraph->style->text.size);
    Frame *frame = frame_new(setting->job->arena, measure, height);
    LineSetter s = {.setting = setting,
                    .paragraph = paragraph,
                    .line = line,
                    .frame = frame,
                    .baseline = baseline_of(height, size),
                    .pen = line_start(paragraph, line, measure)};
    s.each = stretch_each(paragraph, line, measure, &s.remainder);
    for (int i = line->first; i < line->next;) {
        int end = i + 1;
        while (end < line->next && continues_run(text, i, end))
            end++;
        set_run(&s, i, end);
        i = end;
    }
    return frame;
}

static void report_cut(const Setting *setting, const Paragraph *paragraph, const Line *line)
{
    const ShapedText *text = &paragraph->shaped;
    const Span *span = &text->spans[text->glyphs[line->first].span];
    diag_add(setting->job->diag,
             &(Report){.code = W301,
                       .where = span->where,
                       .message = arena_printf(setting->job->arena,
                                               "in %s a word is wider than its line and was cut",
                                               lang_tag(setting->lang)),
                       .help = "put soft hyphens (U+00AD) where it may be divided, or shorten it"});
}

LineFrames paragraph_lines(const Setting *setting, const Paragraph *paragraph, Len measure)
{
    Arena *arena = setting->job->arena;
    Lines lines = text_break_lines(arena, &paragraph->shaped, measure);
    LineFrames result = {ARENA_ARRAY(arena, const Frame *, lines.count), lines.count};
    for (int i = 0; i < lines.count; i++) {
        if (lines.list[i].forced_in)
            report_cut(setting, paragraph, &lines.list[i]);
        result.frames[i] = set_line(setting, paragraph, &lines.list[i], measure);
    }
    return result;
}

Frame *paragraph_frame(const Setting *setting, const Paragraph *paragraph, Len measure)
{
    Arena *arena = setting->job->arena;
    LineFrames lines = paragraph_lines(setting, paragraph, measure);
    Frame *frame = frame_new(arena, measure, 0);
    for (int i = 0; i < lines.count; i++) {
        frame_add_frame(arena, frame, 0, frame->height, lines.frames[i]);
        frame->height += lines.frames[i]->height;
    }
    return frame;
}

void paragraph_hang(const Setting *setting, const Paragraph *paragraph, Len x, Len measure,
                    bool keep, Galley *galley)
{
    LineFrames lines = paragraph_lines(setting, paragraph, measure);
    for (int i = 0; i < lines.count; i++) {
        bool first = i == 0, last = i == lines.count - 1;
        galley_add(galley, (Strip){.frame = lines.frames[i],
                                   .x = x,
                                   .before = first ? paragraph->style->before : 0,
                                   .after = last ? paragraph->style->after : 0,
                                   .keep = last ? keep : first || i == lines.count - 2 || keep,
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
    if (node != NODE_ARTIFACT)
        setting->structure->nodes[node].title = text_plain(setting->job->arena, block->title);
}

const char *text_plain(Arena *arena, Text text)
{
    Buf buf;
    buf_init(&buf, arena);
    for (int i = 0; i < text.count; i++)
        if (text.pieces[i].role != PIECE_MARK)
            buf_add(&buf, text.pieces[i].text.data, text.pieces[i].text.length);
    return buf.data;
}
