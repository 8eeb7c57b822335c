#include "text/set.h"

#include <string.h>

#include "text/space.h"

/* -- which glyphs ---------------------------------------------------------------- */

static void append(Glyphs *to, const Glyph *from, int count)
{
    if (count > 0)
        memcpy(to->list + to->count, from, (size_t)count * sizeof *from);
    to->count += count > 0 ? count : 0;
}

/* The hyphen comes in place of a soft one, or behind the last glyph. */
static void add_hyphen(const ShapedText *text, Glyphs *line)
{
    if (line->count == 0)
        return;
    Glyph *last = &line->list[line->count - 1];
    Glyph hyphen = text_hyphen(text, last);
    if (glyph_is_soft_hyphen(last)) {
        hyphen.cluster = last->cluster;
        *last = hyphen;
    } else {
        last->space = (Space){.natural = 0};
        line->list[line->count++] = hyphen;
    }
}

/* A line that is a part of one reshaped stretch at either end. */
static Glyphs all_anew(Arena *arena, const ShapedText *text, const BreakPoint *from,
                       const BreakPoint *to)
{
    int run = text->glyphs[to->next - 1].run;
    Glyphs line = text_reshape(arena, text, run, from->byte, to->byte);
    Glyphs room = {ARENA_ARRAY(arena, Glyph, line.count + 1), 0};
    text_space(text, line.list, line.count);
    append(&room, line.list, line.count);
    return room;
}

static Glyphs join_parts(Arena *arena, const ShapedText *text, const BreakPoint *from,
                         const BreakPoint *to)
{
    int first = from->reshaped ? from->head_end : from->next;
    int end = to->reshaped ? to->tail_first : to->next;
    if (first > end)
        return all_anew(arena, text, from, to);
    int heads = from->reshaped ? from->heads.count : 0;
    int tails = to->reshaped ? to->tails.count : 0;
    Glyphs line = {ARENA_ARRAY(arena, Glyph, heads + end - first + tails + 1), 0};
    append(&line, from->heads.list, heads);
    append(&line, text->glyphs + first, end - first);
    append(&line, to->tails.list, tails);
    int middle = heads + end - first;
    if (heads > 0 && heads < line.count)
        text_space_between(text, &line.list[heads - 1], &line.list[heads]);
    if (middle > 0 && middle < line.count)
        text_space_between(text, &line.list[middle - 1], &line.list[middle]);
    return line;
}

static Glyphs glyphs_of(Arena *arena, const ShapedText *text, const BreakPoint *from,
                        const BreakPoint *to)
{
    if (!from->reshaped && !to->reshaped && to->kind != POINT_HYPHEN)
        return (Glyphs){text->glyphs + from->next, to->next - from->next};
    Glyphs line = join_parts(arena, text, from, to);
    if (to->kind == POINT_HYPHEN)
        add_hyphen(text, &line);
    return line;
}

/* -- where they stand ------------------------------------------------------------ */

/* Slack that is to be shared out among the places of a line, each taking in
 * the measure of what it gives; so exact that the shares sum to the whole. */
typedef struct {
    int64_t slack, room; /* to be given, and how much of it could be */
    int64_t seen, given;
} Filling;

static Len give_of(const Space *space, bool shrinks)
{
    return shrinks ? space->shrink : space->stretch;
}

static Len next_share(Filling *filling, const Space *space)
{
    if (filling->room == 0)
        return 0;
    filling->seen += give_of(space, filling->slack < 0);
    int64_t due = filling->slack * filling->seen / filling->room;
    Len share = (Len)(due - filling->given);
    filling->given = due;
    return share;
}

static void place(Arena *arena, const ShapedText *text, Line *line, Filling filling)
{
    Len *pens = ARENA_ARRAY(arena, Len, line->count);
    bool squeeze = text->rules->squeeze;
    Len pen = squeeze && line->count > 0 ? -line->glyphs[0].lead : 0;
    line->width = 0;
    for (int i = 0; i < line->count; i++) {
        pens[i] = pen;
        pen += line->glyphs[i].advance;
        if (i + 1 == line->counted)
            line->width = pen - (squeeze ? line->glyphs[i].trail : 0) - line->hang;
        if (i + 1 < line->counted)
            pen += line->glyphs[i].space.natural + next_share(&filling, &line->glyphs[i].space);
    }
    line->pens = pens;
}

/* Width as it comes, and all that gives way. */
static int64_t natural_width(const ShapedText *text, const Line *line)
{
    if (line->counted == 0)
        return 0;
    int64_t width = 0;
    for (int i = 0; i < line->counted; i++)
        width +=
            line->glyphs[i].advance + (i + 1 < line->counted ? line->glyphs[i].space.natural : 0);
    if (text->rules->squeeze)
        width -= line->glyphs[0].lead + line->glyphs[line->counted - 1].trail;
    return width - line->hang;
}

/* How the line is let out or taken in, and its ratio to what the limits
 * allow. */
static Filling fill(const ShapedText *text, Line *line, Len measure)
{
    Filling filling = {.slack = measure - natural_width(text, line)};
    if (!text->rules->justify || (filling.slack > 0 && line->last))
        filling.slack = 0;
    for (int i = 0; filling.slack && i + 1 < line->counted; i++)
        filling.room += give_of(&line->glyphs[i].space, filling.slack < 0);
    line->ragged = filling.slack > filling.room;
    if (line->ragged || filling.room == 0)
        return (Filling){.slack = 0};
    line->ratio = (int)(filling.slack * 1000 / filling.room);
    return filling;
}

Line text_set_line(Arena *arena, const ShapedText *text, const BreakPoint *from,
                   const BreakPoint *to, Len measure, bool hung)
{
    Glyphs glyphs = glyphs_of(arena, text, from, to);
    Line line = {.start = from->byte,
                 .end = to->byte,
                 .glyphs = glyphs.list,
                 .count = glyphs.count,
                 .counted = glyphs.count,
                 .hang = hung ? to->hang : 0,
                 .last = to->must,
                 .hyphen = to->kind == POINT_HYPHEN,
                 .cut = to->kind == POINT_FORCED};
    while (line.counted > 0 && glyph_is_space(&glyphs.list[line.counted - 1]))
        line.counted--;
    place(arena, text, &line, fill(text, &line, measure));
    return line;
}
