#include "said.h"

/* -- the worker's side --------------------------------------------------------------- */

void say_reports(RecordWriter *to, int step, const Diag *diag, const JsonFiles *files, int *told)
{
    Arena *scratch = arena_new();
    for (; *told < diag_count(diag); ++*told) {
        const Report *report = diag_at(diag, *told);
        Notice notice = {.code = report->code,
                         .place = json_locate(files, report, scratch),
                         .message = report->message,
                         .label = report->label,
                         .help = report->help};
        record_begin(to, SAID_NOTICE);
        record_number(to, step);
        record_notice(to, &notice);
        record_end(to);
    }
    arena_free(scratch);
}

void say_trouble(RecordWriter *to, const char *what)
{
    record_begin(to, SAID_TROUBLE);
    record_text(to, what);
    record_end(to);
}

static void say_hash(RecordWriter *to, Hash hash)
{
    record_number(to, (int64_t)hash.high);
    record_number(to, (int64_t)hash.low);
}

static void say_made(RecordWriter *to, const ManifestEntry *made)
{
    say_hash(to, made->hash);
    record_number(to, made->length);
    record_number(to, made->pages);
    record_number(to, made->milliseconds);
    record_text(to, made->facts.data);
    record_text(to, made->faces.data);
    record_number(to, made->inputs.count);
    for (int i = 0; i < made->inputs.count; i++) {
        record_text(to, made->inputs.list[i].name);
        say_hash(to, made->inputs.list[i].hash);
    }
    record_number(to, made->compared_count);
    for (int i = 0; i < made->compared_count; i++) {
        record_text(to, made->compared[i].name);
        say_hash(to, made->compared[i].hash);
        say_hash(to, made->compared[i].used);
    }
}

void say_brief(RecordWriter *to, const SaidBrief *brief)
{
    record_begin(to, SAID_BRIEF);
    record_number(to, brief->step);
    record_number(to, brief->good);
    if (brief->made.length)
        say_made(to, &brief->made);
    record_end(to);
}

void say_zone(RecordWriter *to, const SaidZone *zone)
{
    record_begin(to, SAID_ZONE);
    record_number(to, zone->unwanted);
    record_number(to, zone->sound);
    say_hash(to, zone->hash);
    record_text(to, zone->cited.data);
    record_end(to);
}

/* -- the parent's side ----------------------------------------------------------------- */

int said_notice(Record *record, Arena *arena, Notice *notice)
{
    int step = (int)record_next_number(record);
    *notice = record_next_notice(record, arena);
    return step;
}

static Hash next_hash(Record *record)
{
    uint64_t high = (uint64_t)record_next_number(record);
    return (Hash){high, (uint64_t)record_next_number(record)};
}

static int next_count(Record *record)
{
    int64_t count = record_next_number(record);
    return count < 0 || count > record->end - record->at ? 0 : (int)count;
}

static ManifestEntry next_made(Record *record, Arena *arena)
{
    ManifestEntry made = {.hash = next_hash(record)};
    made.length = record_next_number(record);
    made.pages = (int)record_next_number(record);
    made.milliseconds = (int)record_next_number(record);
    made.facts = str_of(record_next_text(record, arena));
    made.faces = str_of(record_next_text(record, arena));
    for (int left = next_count(record); left > 0; left--) {
        const char *name = record_next_text(record, arena);
        inputs_add(arena, &made.inputs, name, next_hash(record));
    }
    made.compared_count = next_count(record);
    made.compared = ARENA_ARRAY(arena, Compared, made.compared_count);
    for (int i = 0; i < made.compared_count; i++) {
        made.compared[i].name = record_next_text(record, arena);
        made.compared[i].hash = next_hash(record);
        made.compared[i].used = next_hash(record);
    }
    return made;
}

SaidBrief said_brief(Record *record, Arena *arena)
{
    SaidBrief brief = {.step = (int)record_next_number(record)};
    brief.good = record_next_number(record) != 0;
    if (record->at < record->end)
        brief.made = next_made(record, arena);
    return brief;
}

SaidZone said_zone(Record *record, Arena *arena)
{
    SaidZone zone = {.unwanted = record_next_number(record) != 0};
    zone.sound = record_next_number(record) != 0;
    zone.hash = next_hash(record);
    zone.cited = str_of(record_next_text(record, arena));
    return zone;
}
