#include "brief/side.h"

#include "brief/bind.h"
#include "brief/order.h"
#include "brief/trend.h"

const char *const FIELD_WORDS[] = {
#define FIELD_WORD(name, word) word,
    FIELDS(FIELD_WORD)
#undef FIELD_WORD
        NULL,
};

static bool is_date_of_brief(const Writer *w, const Fact *fact)
{
    Date date = fact_date(fact), brief = w->zone->as_of;
    return fact->period.to.year == 0 && date.year == brief.year && date.month == brief.month &&
           date.day == brief.day;
}

Text fact_side(Writer *w, const Fact *fact, const Json *item, Field field)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    switch (field) {
    case FIELD_LABEL:
        if (fact->label || !fact->measure->generic)
            write_text(w, fact->label ? fact->label : fact->measure->label, &out);
        break;
    case FIELD_VALUE:
        if (item)
            write_item(w, fact, item, &out);
        else
            write_value(w, fact, &out);
        break;
    case FIELD_SCOPE:
        write_words(w, bind_scope(w, fact), &out);
        break;
    case FIELD_DATE:
        write_time(w, fact, &out);
        break;
    case FIELD_ASOF:
        if (fact->measure->type == VALUE_NUMBER && !fact->unknown && !is_date_of_brief(w, fact))
            write_time(w, fact, &out);
        break;
    case FIELD_STATUS:
        bind_write_status(w, fact, &out);
        break;
    case FIELD_NOTE:
        if (fact->note)
            write_text(w, fact->note, &out);
        if (fact->note && fact->distinct_reason && !lang_is_cjk(w->lang))
            write_plain(w, " ", fact->where, &out);
        if (fact->distinct_reason)
            write_text(w, fact->distinct_reason, &out);
        break;
    case FIELD_TREND:
        if (!item)
            return trend_write(w, fact);
        break;
    case FIELD_COUNT:
        break;
    }
    return out.text;
}

Text fact_field(Writer *w, const Fact *fact, Field field)
{
    return fact_side(w, fact, NULL, field);
}

Field field_read(Writer *w, const Json *value)
{
    Str word = json_string(w->job, value, "field");
    for (int i = 0; i < FIELD_COUNT; i++)
        if (str_is(word, FIELD_WORDS[i]))
            return (Field)i;
    const char *near = str_nearest(word, FIELD_WORDS, FIELD_COUNT);
    diag_add(
        w->job->diag,
        &(Report){.code = E014,
                  .where = json_where(value),
                  .message = arena_printf(w->job->arena, "no side of a fact is called \"%.*s\"",
                                          (int)word.length, word.data),
                  .help = near ? arena_printf(w->job->arena, "did you mean \"%s\"?", near)
                               : "label, value, scope, date, asof, status, note or trend"});
    return FIELD_VALUE;
}
