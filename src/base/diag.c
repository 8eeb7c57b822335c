#include "base/diag.h"

#include <string.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/notice.h"

struct Diag {
    Arena *arena;
    Report *list;
    int count, room;
    int told[2]; /* of these, warnings and errors */
    Map said;    /* all that a report in the list says */
    int added;
    int errors;
    bool strict; /* warnings count as errors */
};

Diag *diag_new(Arena *arena)
{
    Diag *diag = ARENA_NEW(arena, Diag);
    diag->arena = arena;
    map_init(&diag->said, arena);
    return diag;
}

/* All that makes a report another one, as one text. */
static Str identity(Arena *arena, const Report *report)
{
    return str_of(arena_printf(arena, "%d %d %d %d %zu %s\n%s", (int)report->code,
                               (int)report->where, (int)report->part, (int)report->at,
                               report->offset, report->file ? report->file : "", report->message));
}

static const char *keep(Arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

static void keep_report(Diag *diag, const Report *report)
{
    ARENA_RESERVE(diag->arena, diag->list, diag->count, diag->room);
    Report *added = &diag->list[diag->count++];
    *added = *report;
    added->file = keep(diag->arena, report->file);
    added->message = keep(diag->arena, report->message);
    added->label = keep(diag->arena, report->label);
    added->help = keep(diag->arena, report->help);
}

/* Instead of the first one beyond the limit. */
static void tell_limit(Diag *diag, const Report *report, bool error)
{
    Report last = *report;
    last.code = error ? E010 : report->code;
    last.message = arena_printf(diag->arena, "more than %d %s: the rest is not told", LIMIT_FAULTS,
                                error ? "faults" : "warnings");
    last.label = NULL;
    last.help = error ? "mend those that are told" : NULL;
    keep_report(diag, &last);
}

void diag_add(Diag *diag, const Report *report)
{
    bool error = code_is_error(report->code);
    diag->added++;
    diag->errors += error || diag->strict;
    if (diag->told[error] > LIMIT_FAULTS ||
        !map_add(&diag->said, identity(diag->arena, report), diag))
        return;
    if (++diag->told[error] > LIMIT_FAULTS)
        tell_limit(diag, report, error);
    else
        keep_report(diag, report);
}

void diag_strict(Diag *diag)
{
    diag->strict = true;
}

int diag_added(const Diag *diag)
{
    return diag->added;
}

int diag_errors(const Diag *diag)
{
    return diag->errors;
}

bool diag_environment(const Diag *diag)
{
    for (int i = 0; i < diag->count; i++)
        if (code_is_environment(diag->list[i].code))
            return true;
    return false;
}

int diag_count(const Diag *diag)
{
    return diag->count;
}

const Report *diag_at(const Diag *diag, int index)
{
    return &diag->list[index];
}

void diag_print(const Diag *diag, FILE *to, DiagLocate locate, const void *files)
{
    Arena *scratch = arena_new();
    Notices notices;
    notices_init(&notices, scratch);
    notices_add_diag(&notices, diag, locate, files);
    notices_sort(&notices);
    Buf out;
    buf_init(&out, scratch);
    for (int i = 0; i < notices.count; i++)
        notice_write(&out, &notices.list[i], NOTICE_HUMAN);
    fwrite(out.data, 1, out.length, to);
    arena_free(scratch);
}
