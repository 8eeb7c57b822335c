#include "brief/chart_say.h"

#include "brief/bind.h"
#include "kind/kind.h"
#include "layout/chart.h"

void chart_report(Writer *w, Code code, const Fact *fact, const char *message, const char *help)
{
    diag_add(w->job->diag,
             &(Report){.code = code,
                       .where = fact->where,
                       .message = arena_printf(w->job->arena, "\"%s\" %s", fact->id, message),
                       .help = help});
}

void chart_write_listed(Writer *w, Text text, Pieces *out)
{
    if (text.count)
        write_comma(w, out);
    pieces_add_all(out, text);
}

void chart_write_value(Writer *w, const Fact *fact, Pieces *out)
{
    write_value(w, fact, out);
    for (int i = 0; i < out->text.count; i++)
        out->text.pieces[i].glue |= out->text.pieces[i].role == PIECE_MARK;
}

Text chart_status(Writer *w, const Fact *fact)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    if (fact->status != ACTUAL)
        write_words(w, bind_status(w, fact), &out);
    else
        write_words(w, terms_pattern(w->terms, "statuses", "actual", w->lang), &out);
    return out.text;
}

/* "Dune Bay, 2020": where a point stands. */
static Text place_words(Writer *w, const Chart *chart, const ChartPoint *point)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    chart_write_listed(w, chart->categories[point->category], &out);
    if (chart->series_count > 1)
        chart_write_listed(w, chart->series[point->series], &out);
    return out.text;
}

/* "Companies: 72% of target; Area: Target: 20 km²": what a row says in short. */
static Text list_rows(Writer *w, const Chart *chart)
{
    const LangMarks *marks = lang_marks(w->lang);
    Pieces out;
    pieces_init(&out, w->job->arena);
    for (int i = 0; i < chart->count && chart->remarks; i++) {
        const ChartPoint *point = &chart->points[i];
        if (i + 1 < chart->count && chart->points[i + 1].category == point->category)
            continue;
        Text name = chart->categories[point->category], remark = chart->remarks[point->category];
        if (out.text.count)
            write_plain(w, marks->parts, WHERE_NONE, &out);
        pieces_add_all(&out, name);
        write_plain(w, marks->colon, WHERE_NONE, &out);
        pieces_add_all(&out, remark.count ? remark : point->label);
    }
    return out.text;
}

static const char *write_alt(Writer *w, const Block *block)
{
    const Chart *chart = block->chart;
    const ChartPoint *least = NULL, *most = NULL;
    int count = 0;
    for (int i = 0; i < chart->count; i++) {
        const ChartPoint *point = &chart->points[i];
        if (!point->drawn)
            continue;
        count++;
        if (!least || decimal_compare(&point->amount, &least->amount) < 0)
            least = point;
        if (!most || decimal_compare(&point->amount, &most->amount) > 0)
            most = point;
    }
    Text title = block->title.count     ? block->title
                 : chart->subject.count ? chart->subject
                                        : chart->item;
    if (!most)
        return text_plain(w->job->arena, title);
    Decimal number =
        decimal_whole(chart->series_count > 1 && chart->remarks ? chart->category_count : count, 0);
    Piece piece = {.text = str_of(locale_number(w->locale, w->job->arena, &number, SCALE_PLAIN)),
                   .where = WHERE_NONE,
                   .at = -1};
    Slot slots[] = {{"{title}", title},        {"{count}", {&piece, 1}},
                    {"{least}", least->label}, {"{least.at}", place_words(w, chart, least)},
                    {"{most}", most->label},   {"{most.at}", place_words(w, chart, most)},
                    {"{total}", chart->total}, {"{list}", list_rows(w, chart)}};
    Pieces out;
    pieces_init(&out, w->job->arena);
    const char *key = arena_printf(w->job->arena, "chart.alt.%s", block->kind->name);
    write_pattern(w, write_own(w, key), slots, 8, &out);
    return text_plain(w->job->arena, out.text);
}

/* Is the source cited by a fact before number `end`, or by one of the fact's
 * own citations before `own`? */
static bool named_before(const Fact *const *facts, int end, int own, const Source *source)
{
    for (int i = 0; i <= end; i++)
        for (int n = 0; n < (i < end ? facts[i]->citation_count : own); n++)
            if (facts[i]->citations[n].source == source)
                return true;
    return false;
}

Text chart_sources(Writer *w, const Fact *const *facts, int count)
{
    Pieces list, out;
    pieces_init(&list, w->job->arena);
    pieces_init(&out, w->job->arena);
    int sources = 0;
    for (int i = 0; i < count; i++)
        for (int n = 0; n < facts[i]->citation_count; n++) {
            const Citation *citation = &facts[i]->citations[n];
            if (named_before(facts, i, n, citation->source))
                continue;
            Fact one = {.citations = (Citation *)citation, .citation_count = 1};
            if (sources++)
                write_plain(w, lang_marks(w->lang)->parts, WHERE_NONE, &list);
            write_text(w, citation->source->publisher, &list);
            write_marks(w, &one, &list);
        }
    write_pattern(w, write_own(w, sources == 1 ? "chart.source" : "chart.sources"),
                  &(Slot){NULL, list.text}, 1, &out);
    return out.text;
}

void chart_finish(Writer *w, const Fact *const *facts, int count, Block *block)
{
    block->chart->alt = write_alt(w, block);
    block->chart->source = chart_sources(w, facts, count);
}
