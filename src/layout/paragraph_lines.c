#include "layout/paragraph.h"
#include "text/adorn.h"

static Len line_start(const Paragraph *paragraph, const Line *line, Len measure)
{
    switch (paragraph->style->align) {
    case ALIGN_CENTRE:
        return line->indent + (measure - line->indent - line->width) / 2;
    case ALIGN_END:
        return measure - line->width;
    default:
        return line->indent;
    }
}

/* Glyphs of a line that are read as one word if there are gaps among them. */
typedef struct {
    int first, last;
    bool has_gaps;
} JoinedWord;

typedef struct {
    const Setting *setting;
    const ShapedText *text;
    const Line *line;
    Frame *frame;
    Len start; /* the line's left edge */
    Len baseline;
    bool has_gaps;   /* that are no spaces */
    JoinedWord word; /* the last one that was found */
} LineSetter;

static const Span *span_of(const LineSetter *s, int glyph)
{
    return &s->text->spans[s->line->glyphs[glyph].span];
}

/* Glyphs up to the next line's first are drawn: spaces that end a line stay
 * in the file, so that copied words do not run together. */
static bool continues_run(const LineSetter *s, int a, int b)
{
    const Glyph *glyphs = s->line->glyphs;
    if (glyphs[a].face != glyphs[b].face)
        return false;
    if (glyphs[a].span == glyphs[b].span)
        return true;
    const Span *left = span_of(s, a), *right = span_of(s, b);
    return left->style == right->style && left->node == right->node;
}

/* Bytes of a glyph's cluster. A forced line end has no glyph and is not part
 * of the text before it. */
static inline uint32_t cluster_length(const LineSetter *s, int glyph)
{
    const Line *line = s->line;
    Str text = s->text->text;
    uint32_t cluster = line->glyphs[glyph].cluster;
    if (cluster == text.length)
        return HYPHEN_BYTES;
    int next = glyph + 1;
    while (next < line->count && line->glyphs[next].cluster == cluster)
        next++;
    uint32_t end = next < line->count ? line->glyphs[next].cluster : line->end;
    if (end == text.length)
        end = line->end;
    if (end > cluster + 1 && text.data[end - 1] == '\n')
        end--;
    return end - cluster;
}

/* Of the marks that HarfBuzz sets over and under letters: by where they stand a
 * reader of the file would take them for words of their own. */
static bool is_set_over(const Glyph *glyph)
{
    return glyph->character >= 0x300 && glyph->character < 0x370;
}

/* Does the glyph stand so far from the next, with no space between, that a
 * reader of the file would take the gap for one, or, its blank half closed
 * up, so near that it would take the next for another line's? */
static inline bool stands_apart(const LineSetter *s, int glyph)
{
    const Line *line = s->line;
    const Glyph *a = &line->glyphs[glyph], *b = a + 1;
    if (glyph + 1 >= line->counted)
        return false;
    Len space = line->pens[glyph + 1] - line->pens[glyph] - a->advance;
    if (space == 0 && !is_set_over(b)) /* most do not */
        return false;
    Len size = span_of(s, glyph)->style->size;
    return (space * 12 > size || space * 12 < -size || is_set_over(b)) &&
           !utf8_is_space(a->character) && !utf8_is_space(b->character) &&
           span_of(s, glyph)->node == span_of(s, glyph + 1)->node;
}

static bool has_gaps(const LineSetter *s)
{
    for (int i = 0; i + 1 < s->line->counted; i++)
        if (stands_apart(s, i))
            return true;
    return false;
}

/* Are both of the glyph and the next digits, letters or signs of one word? */
static bool stands_close(const LineSetter *s, int glyph)
{
    enum { LETTERS_END = 0x2000 }; /* from there on spaces, joiners and ideographs */
    const Line *line = s->line;
    if (glyph + 1 >= line->counted || span_of(s, glyph)->node != span_of(s, glyph + 1)->node)
        return false;
    for (int i = glyph; i <= glyph + 1; i++)
        if (line->glyphs[i].character >= LETTERS_END || utf8_is_space(line->glyphs[i].character) ||
            glyph_is_soft_hyphen(&line->glyphs[i]))
            return false;
    return true;
}

/* Finds the word that the glyph is in, if the last one found does not reach it:
 * all glyphs between which there are gaps that are no spaces, with the whole of the
 * number or the letters behind each gap, for these are not to be read in pieces. */
static const JoinedWord *find_word(LineSetter *s, int glyph)
{
    JoinedWord *word = &s->word;
    if (glyph <= word->last)
        return word;
    *word = (JoinedWord){.first = glyph, .last = glyph};
    for (;; word->last++) {
        bool apart = stands_apart(s, word->last);
        if (!apart && !stands_close(s, word->last))
            return word;
        word->has_gaps = word->has_gaps || apart;
    }
}

/* Bytes of the word that begins at the glyph and is read as one in spite of gaps in it. */
static uint32_t word_length(const LineSetter *s, const JoinedWord *word, int glyph)
{
    if (!word->has_gaps || glyph != word->first)
        return 0;
    const Glyph *glyphs = s->line->glyphs;
    return glyphs[word->last].cluster + cluster_length(s, word->last) - glyphs[glyph].cluster;
}

/* Sets glyphs first..end of the line as those of the run. */
static void set_glyphs(LineSetter *s, Run *run, int first, int end)
{
    const Line *line = s->line;
    Len origin = line->pens[first], rise = span_of(s, first)->style->rise;
    uint32_t before = first > 0 ? line->glyphs[first - 1].cluster : UINT32_MAX;
    run->glyphs = ARENA_ROOM(s->setting->job->arena, RunGlyph, end - first);
    RunGlyph *out = run->glyphs;
    for (int i = first; i < end; i++) {
        const Glyph *glyph = &line->glyphs[i];
        bool starts = glyph->cluster != before;
        before = glyph->cluster;
        if (glyph_is_soft_hyphen(glyph))
            continue;
        *out = (RunGlyph){.glyph = glyph->glyph,
                          .x = line->pens[i] - origin + glyph->dx,
                          .y = glyph->dy - rise,
                          .text_offset = glyph->cluster,
                          .text_length = starts ? cluster_length(s, i) : 0};
        if (s->has_gaps) {
            const JoinedWord *word = find_word(s, i);
            out->word_length = word_length(s, word, i);
            out->word_end = word->has_gaps && i == word->last;
        }
        out++;
        run->width = line->pens[i] + glyph->advance - origin;
    }
    run->count = (int)(out - run->glyphs);
}

/* Sets glyphs first..end as one run. */
static void set_run(LineSetter *s, int first, int end)
{
    Arena *arena = s->setting->job->arena;
    const Span *span = span_of(s, first);
    Run *run = ARENA_NEW(arena, Run);
    *run = (Run){.face = s->line->glyphs[first].face,
                 .size = span->style->size,
                 .colour = span->style->colour,
                 .text = s->text->text.data};
    if (!s->setting->trial)
        set_glyphs(s, run, first, end);
    Len x = s->start + s->line->pens[first];
    frame_add_run(arena, s->frame, x, s->baseline - span->style->rise, run, span->node,
                  span->where);
    bool read = role_is_read(s->setting->structure->nodes[span->node].role);
    if (read && (span->uri || span->target))
        frame_add_link(arena, s->frame, x, run->width, span);
}

/* The style's leading is for its own size; a line with larger words in it is
 * higher in proportion. */
static Len largest_size(const Paragraph *paragraph, const Line *line)
{
    Len size = paragraph->style->text.size;
    int seen = -1;
    for (int i = 0; i < line->counted; i++) {
        int span = line->glyphs[i].span;
        if (span != seen)
            size = len_max(size, paragraph->shaped.spans[span].style->size);
        seen = span;
    }
    return size;
}

/* The em box is centred in the line; 0.88 of it stands above the baseline in
 * CJK faces, which suits Latin ones as well. */
Len paragraph_baseline(Len height, Len size)
{
    return (height - size) / 2 + len_scale(size, 88, 100);
}

/* A reading that is spaced out over its base would be read letter by letter. */
static void join_reading(Run *run)
{
    RunGlyph *first = &run->glyphs[0], *last = &run->glyphs[run->count - 1];
    if (run->silent || run->count < 2)
        return;
    Len gap = run->glyphs[1].x - first->x -
              face_to_len(run->face, face_advance(run->face, first->glyph), run->size);
    if (gap * 12 <= run->size)
        return;
    for (RunGlyph *glyph = first; glyph <= last; glyph++)
        if (glyph->text_length > 0)
            first->word_length = glyph->text_offset + glyph->text_length - first->text_offset;
    last->word_end = true;
}

static void set_adornment(const LineSetter *s, const Adornment *adornment)
{
    Arena *arena = s->setting->job->arena;
    if (adornment->count == 0)
        return;
    const Span *span = adornment->span;
    Run *run = ARENA_NEW(arena, Run);
    Len origin = adornment->glyphs[0].x;
    *run = (Run){.face = adornment->face,
                 .size = adornment->size,
                 .colour = span->style->colour,
                 .text = adornment->text,
                 .silent = !adornment->reading,
                 .count = adornment->count,
                 .glyphs = ARENA_ARRAY(arena, RunGlyph, adornment->count)};
    for (int i = 0; i < run->count; i++) {
        const AdornGlyph *glyph = &adornment->glyphs[i];
        run->glyphs[i] = (RunGlyph){.glyph = glyph->glyph,
                                    .x = glyph->x - origin,
                                    .y = glyph->y,
                                    .text_offset = glyph->text_offset,
                                    .text_length = glyph->text_length};
        run->width = glyph->x - origin +
                     face_to_len(run->face, face_advance(run->face, glyph->glyph), run->size);
    }
    join_reading(run);
    frame_add_run(arena, s->frame, s->start + origin, s->baseline - adornment->up, run,
                  adornment->reading ? span->reading_node : NODE_ARTIFACT, span->where);
}

/* A line with what is set over and under it. */
typedef struct {
    const Line *line;
    Adornments adornments;
    Len height, baseline; /* from its top */
} DressedLine;

static DressedLine dress_line(Arena *arena, const Paragraph *paragraph, const Line *line)
{
    Len size = largest_size(paragraph, line);
    Len height = len_scale(paragraph->style->leading, size, paragraph->style->text.size);
    return (DressedLine){.line = line,
                         .adornments = text_adorn(arena, &paragraph->shaped, line),
                         .height = height,
                         .baseline = paragraph_baseline(height, size)};
}

/* Readings stand between the lines (JLREQ 3.3.1). Where the leading leaves too
 * little there, a line moves down by what its readings lack to the line above,
 * or the dots under that one to it; lines without them keep the leading. */
static void make_room(const Paragraph *paragraph, const DressedLine *upper, DressedLine *lower)
{
    if (!text_adorned_over(&lower->adornments) && !text_adorned_under(&upper->adornments))
        return;
    Reach above = text_reach(&paragraph->shaped, upper->line, &upper->adornments);
    Reach below = text_reach(&paragraph->shaped, lower->line, &lower->adornments);
    Len distance = upper->height - upper->baseline + lower->baseline;
    Len lacking = len_max(0, above.under + below.over - distance);
    lower->height += lacking;
    lower->baseline += lacking;
}

static const Frame *set_line(const Setting *setting, const Paragraph *paragraph,
                             const DressedLine *dressed, Len measure)
{
    const Line *line = dressed->line;
    const Adornments *adornments = &dressed->adornments;
    Frame *frame = frame_new(setting->job->arena, measure, dressed->height);
    frame->ragged = line->ragged;
    frame->hyphen = line->hyphen;
    frame->baseline = dressed->baseline;
    LineSetter s = {.setting = setting,
                    .text = &paragraph->shaped,
                    .line = line,
                    .frame = frame,
                    .start = line_start(paragraph, line, measure),
                    .baseline = frame->baseline,
                    .word = {.last = -1}};
    s.has_gaps = !setting->trial && has_gaps(&s);
    for (int i = 0; i < line->count;) {
        int end = i + 1;
        while (end < line->count && continues_run(&s, i, end))
            end++;
        set_run(&s, i, end);
        for (int n = 0; n < adornments->count; n++) {
            const Adornment *adornment = &adornments->list[n];
            if (adornment->reading && adornment->after >= i && adornment->after < end)
                set_adornment(&s, adornment);
        }
        i = end;
    }
    /* Dots come last: between two runs they would part a word read as one. */
    for (int n = 0; n < adornments->count; n++)
        if (!adornments->list[n].reading)
            set_adornment(&s, &adornments->list[n]);
    return frame;
}

static void report_cut(const Setting *setting, const Paragraph *paragraph, const Line *line)
{
    const Span *span = &paragraph->shaped.spans[line->glyphs[0].span];
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
    LineFrames result = {ARENA_ARRAY(arena, const Frame *, lines.count), lines.count, 0};
    DressedLine upper = {.line = NULL};
    for (int i = 0; i < lines.count; i++) {
        if (lines.list[i].cut)
            report_cut(setting, paragraph, &lines.list[i]);
        DressedLine lower = dress_line(arena, paragraph, &lines.list[i]);
        if (i > 0)
            make_room(paragraph, &upper, &lower);
        else if (text_adorned_over(&lower.adornments))
            result.over =
                text_reach(&paragraph->shaped, lower.line, &lower.adornments).over - lower.baseline;
        result.frames[i] = set_line(setting, paragraph, &lower, measure);
        upper = lower;
    }
    return result;
}
