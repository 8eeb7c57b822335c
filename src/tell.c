#include "tell.h"

#include <assert.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "brief/changes.h"
#include "brief/side.h"
#include "zones.h"

typedef struct {
    Job *job;
    const Project *project;
    JsonFiles *files;
    Lang lang;
    Buf out;
} Teller;

/* -- words ------------------------------------------------------------------------- */

static Writer writer_for(const Teller *t, const Zone *zone)
{
    const Project *project = t->project;
    return (Writer){.job = t->job,
                    .files = t->files,
                    .terms = project->terms,
                    .sources = project->sources,
                    .zone = zone,
                    .langs = &project->langs,
                    .lang = t->lang,
                    .cited =
                        ARENA_ARRAY(t->job->arena, const Source *, project->sources->count + 1),
                    .locale = project->locales[t->lang]};
}

/* One side of a fact without source marks. */
static const char *side(const Teller *t, const Zone *zone, const Fact *fact, Field field)
{
    Writer writer = writer_for(t, zone);
    Text text = fact_field(&writer, fact, field);
    Buf buf;
    buf_init(&buf, t->job->arena);
    for (int i = 0; i < text.count; i++)
        if (text.pieces[i].role != PIECE_MARK && text.pieces[i].role != PIECE_ALERT)
            buf_add(&buf, text.pieces[i].text.data, text.pieces[i].text.length);
    return buf.data;
}

static const char *sources_of(const Teller *t, const Fact *fact)
{
    Buf buf;
    buf_init(&buf, t->job->arena);
    for (int i = 0; i < fact->citation_count; i++) {
        buf_text(&buf, i ? ", " : "");
        buf_text(&buf, fact->citations[i].source->id);
    }
    return buf.data;
}

static void add_json_member(Buf *out, const char *key, const char *text)
{
    buf_printf(out, ", \"%s\": ", key);
    buf_json(out, text);
}

/* Label, value, scope, date, status, sources as members of an object. */
static void add_fact_json(Teller *t, const Zone *zone, const Fact *fact)
{
    static const struct {
        const char *key;
        Field field;
    } SIDES[] = {{"label", FIELD_LABEL}, {"value", FIELD_VALUE},   {"scope", FIELD_SCOPE},
                 {"date", FIELD_DATE},   {"status", FIELD_STATUS}, {"note", FIELD_NOTE}};
    Buf *out = &t->out;
    buf_text(out, "{\"zone\": ");
    buf_json(out, zone->id);
    add_json_member(out, "id", fact->id);
    add_json_member(out, "measure", fact->measure->id);
    for (size_t i = 0; i < sizeof SIDES / sizeof *SIDES; i++)
        add_json_member(out, SIDES[i].key, side(t, zone, fact, SIDES[i].field));
    if (fact->unit)
        add_json_member(out, "unit", fact->unit->id);
    if (fact->measure->type == VALUE_NUMBER && !fact->unknown)
        buf_printf(out, ", \"number\": %s", decimal_text(&fact->number, out->arena));
    buf_text(out, ", \"sources\": [");
    for (int i = 0; i < fact->citation_count; i++) {
        const Citation *citation = &fact->citations[i];
        buf_text(out, i ? ", {\"id\": " : "{\"id\": ");
        buf_json(out, citation->source->id);
        if (citation->paragraph)
            buf_printf(out, ", \"paragraph\": %d", citation->paragraph);
        if (citation->quote.length)
            add_json_member(out, "quote",
                            arena_copy(out->arena, citation->quote.data, citation->quote.length));
        add_json_member(out, "address",
                        arena_copy(out->arena, citation->source->address.data,
                                   citation->source->address.length));
        buf_char(out, '}');
    }
    buf_text(out, "]}");
}

/* -- diff -------------------------------------------------------------------------- */

static void tell_sides(Teller *t, const Zone *zone, const Fact *fact)
{
    const char *date = side(t, zone, fact, FIELD_DATE);
    buf_printf(&t->out, "%s: %s (%s%s%s) [%s]\n", side(t, zone, fact, FIELD_LABEL),
               side(t, zone, fact, FIELD_VALUE), side(t, zone, fact, FIELD_SCOPE),
               *date ? ", " : "", date, sources_of(t, fact));
}

static void tell_change(Teller *t, const Zone *before, const Zone *after, const Change *change)
{
    Buf *out = &t->out;
    if (!change->before || !change->after) {
        const Fact *fact = change->after ? change->after : change->before;
        assert(fact);
        buf_printf(out, "  %s %s: ", change->after ? "added  " : "removed", fact->id);
        tell_sides(t, change->after ? after : before, fact);
        return;
    }
    buf_printf(out, "  changed %s (", change->after->id);
    for (int i = 0; i < change->key_count; i++)
        buf_printf(out, "%s%.*s", i ? ", " : "", (int)change->keys[i].length, change->keys[i].data);
    buf_text(out, ")\n    was ");
    tell_sides(t, before, change->before);
    buf_text(out, "    is  ");
    tell_sides(t, after, change->after);
}

static void tell_change_json(Teller *t, const Zone *before, const Zone *after, const Change *change)
{
    Buf *out = &t->out;
    const char *kind = !change->before ? "added" : !change->after ? "removed" : "changed";
    buf_printf(out, "{\"change\": \"%s\", \"keys\": [", kind);
    for (int i = 0; i < change->key_count; i++) {
        buf_text(out, i ? ", " : "");
        buf_json(out, arena_copy(out->arena, change->keys[i].data, change->keys[i].length));
    }
    buf_text(out, "], \"before\": ");
    if (change->before)
        add_fact_json(t, before, change->before);
    else
        buf_text(out, "null");
    buf_text(out, ", \"after\": ");
    if (change->after)
        add_fact_json(t, after, change->after);
    else
        buf_text(out, "null");
    buf_char(out, '}');
}

static const Zone *read_zone(Teller *t, const char *path)
{
    const Json *root = json_read_file(t->files, t->job, path);
    return root ? zone_read(t->job, t->files, t->project->terms, t->project->sources, root, path,
                            &t->project->langs)
                : NULL;
}

typedef struct {
    const Zone **list;
    int count;
} Zones;

static bool read_zones(Teller *t, const char *path, Zones *zones)
{
    char *operand = arena_copy(t->job->arena, path, strlen(path));
    ZoneFiles files;
    const char *why;
    if (!zones_find(t->job->arena, t->project, &operand, 1, &files, &why)) {
        fprintf(stderr, "zonebrief: %s\n", why);
        return false;
    }
    zones->list = ARENA_ARRAY(t->job->arena, const Zone *, files.count + 1);
    zones->count = 0;
    for (int i = 0; i < files.count; i++) {
        const Zone *zone = read_zone(t, files.list[i]);
        if (zone)
            zones->list[zones->count++] = zone;
    }
    return true;
}

static const Zone *zone_of(const Zones *zones, const char *id)
{
    for (int i = 0; i < zones->count; i++)
        if (strcmp(zones->list[i]->id, id) == 0)
            return zones->list[i];
    return NULL;
}

static int diff_zone(Teller *t, const Zone *before, const Zone *after, bool json, int told)
{
    Changes changes = changes_find(t->job->arena, t->files, before, after);
    if (changes.count && !json)
        buf_printf(&t->out, "%s: %d %s\n", (after ? after : before)->id, changes.count,
                   changes.count == 1 ? "change" : "changes");
    for (int i = 0; i < changes.count; i++) {
        if (json)
            buf_text(&t->out, told + i ? ",\n " : "\n ");
        if (json)
            tell_change_json(t, before, after, &changes.list[i]);
        else
            tell_change(t, before, after, &changes.list[i]);
    }
    return changes.count;
}

static int diff_zones(Teller *t, const Zones *before, const Zones *after, bool json)
{
    int count = 0;
    if (before->count == 1 && after->count == 1)
        return diff_zone(t, before->list[0], after->list[0], json, 0);
    for (int i = 0; i < after->count; i++)
        count += diff_zone(t, zone_of(before, after->list[i]->id), after->list[i], json, count);
    for (int i = 0; i < before->count; i++)
        if (!zone_of(after, before->list[i]->id))
            count += diff_zone(t, before->list[i], NULL, json, count);
    return count;
}

static void start(Teller *t, Job *job, const Project *project, Lang lang)
{
    *t = (Teller){.job = job, .project = project, .lang = lang};
    t->files = json_files_below(job->arena, project->files);
    buf_init(&t->out, job->arena);
}

/* Prints what was told, or, if there were errors, those alone. */
static bool finish(Teller *t)
{
    bool good = diag_errors(t->job->diag) == 0;
    if (good)
        fwrite(t->out.data, 1, t->out.length, stdout);
    diag_print(t->job->diag, stderr, json_locate, t->files);
    return good;
}

int tell_diff(Job *job, const Project *project, Lang lang, const char *before, const char *after,
              bool json)
{
    Teller t;
    Zones old_zones, new_zones;
    start(&t, job, project, lang);
    if (!read_zones(&t, before, &old_zones) || !read_zones(&t, after, &new_zones))
        return 2;
    buf_text(&t.out, json ? "[" : "");
    int count = diff_zones(&t, &old_zones, &new_zones, json);
    buf_text(&t.out, json ? "\n]\n" : "");
    return finish(&t) ? count > 0 : 2;
}

/* -- query ------------------------------------------------------------------------- */

static bool matches(const char *pattern, const Fact *fact)
{
    return fnmatch(pattern, fact->id, 0) == 0 || fnmatch(pattern, fact->measure->id, 0) == 0;
}

static void tell_row(Teller *t, const Zone *zone, const Fact *fact)
{
    buf_printf(&t->out, "%s/%s\n    %s\n    %s\n", zone->id, fact->id,
               side(t, zone, fact, FIELD_LABEL), side(t, zone, fact, FIELD_VALUE));
    const char *date = side(t, zone, fact, FIELD_DATE);
    const char *status = side(t, zone, fact, FIELD_STATUS);
    buf_printf(&t->out, "    %s%s%s%s%s\n", side(t, zone, fact, FIELD_SCOPE), *date ? " | " : "",
               date, *status ? " | " : "", status);
    for (int i = 0; i < fact->citation_count; i++) {
        const Citation *citation = &fact->citations[i];
        buf_printf(&t->out, "    %s", citation->source->id);
        if (citation->paragraph)
            buf_printf(&t->out, ", paragraph %d", citation->paragraph);
        if (citation->quote.length)
            buf_printf(&t->out, ": %.*s", (int)citation->quote.length, citation->quote.data);
        buf_char(&t->out, '\n');
    }
}

int tell_query(Job *job, const Project *project, Lang lang, const char *query, bool json)
{
    Teller t;
    start(&t, job, project, lang);
    const char *slash = strchr(query, '/');
    const char *zone_pattern = slash ? arena_copy(job->arena, query, (size_t)(slash - query)) : "*";
    const char *pattern = slash ? slash + 1 : query;
    ZoneFiles zones;
    const char *why;
    if (!zones_find(job->arena, project, NULL, 0, &zones, &why)) {
        fprintf(stderr, "zonebrief: %s\n", why);
        return 2;
    }
    int found = 0;
    buf_text(&t.out, json ? "[" : "");
    for (int i = 0; i < zones.count; i++) {
        const Zone *zone = read_zone(&t, zones.list[i]);
        if (!zone || fnmatch(zone_pattern, zone->id, 0) != 0)
            continue;
        for (int f = 0; f < zone->fact_count; f++) {
            if (!matches(pattern, &zone->facts[f]))
                continue;
            if (json) {
                buf_text(&t.out, found ? ",\n " : "\n ");
                add_fact_json(&t, zone, &zone->facts[f]);
            } else
                tell_row(&t, zone, &zone->facts[f]);
            found++;
        }
    }
    buf_text(&t.out, json ? "\n]\n" : "");
    if (!finish(&t))
        return 2;
    if (found == 0)
        fprintf(stderr, "zonebrief: no fact matches \"%s\"\n", query);
    return found == 0;
}
