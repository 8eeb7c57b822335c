#include "brief/format.h"

/* A string or number as it stands, or a text in the brief's language. That of
 * a zone file's own keys has been checked; others are when they fail. */
static void format_plain(Writer *w, const Json *value, Pieces *out)
{
    Piece piece = {.where = json_where(value), .at = -1};
    if (json_type(value) == JSON_OBJECT) {
        if (!terms_words(w->terms, value, w->lang).found)
            terms_check_text(w->job, w->terms, w->langs, value, "text");
        write_text(w, value, out);
        return;
    }
    if (json_type(value) == JSON_NUMBER)
        piece.text = json_number(w->files, w->job, value, "number");
    else
        piece.text = json_string(w->job, value, "what a layout prints");
    pieces_add(out, piece);
}

static void format_number(Writer *w, const Json *value, Pieces *out)
{
    Decimal decimal;
    Str token = json_number(w->files, w->job, value, "what a layout prints as a number");
    if (token.length == 0)
        return;
    if (!decimal_parse(token, &decimal)) {
        diag_add(w->job->diag, &(Report){.code = E015,
                                         .where = json_where(value),
                                         .message = "a number with too many digits"});
        return;
    }
    const char *words = locale_number(w->locale, w->job->arena, &decimal, SCALE_PLAIN);
    pieces_add(out,
               (Piece){.text = str_of(words), .keep = true, .where = json_where(value), .at = -1});
}

void format_value(Writer *w, const Json *value, Format format, Pieces *out)
{
    if (format == FORMAT_PLAIN || format == FORMAT_NUMBER) {
        (format == FORMAT_PLAIN ? format_plain : format_number)(w, value, out);
        return;
    }
    Date date = date_read(w->job, value, "date");
    if (format == FORMAT_MONTH || format == FORMAT_YEAR)
        date.day = 0;
    if (format == FORMAT_YEAR)
        date.month = 0;
    write_date(w, date, json_where(value), format == FORMAT_SHORT, out);
}
