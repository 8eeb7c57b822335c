#include "layouts.h"

#include "brief/when.h"

typedef struct {
    Job *job;
    const Project *project;
    const Edition *edition;
    NamedList names;
    bool all_read;
    bool any; /* the edition has a zone, or may have one */
} LayoutCheck;

static void check_blocks(LayoutCheck *check, const Json *list)
{
    for (const Json *block = json_first(list); block; block = json_next(block)) {
        const Json *when = json_member(block, "when");
        if (when)
            when_check(check->job, when, &check->project->langs, &check->names);
        named_add_facts(&check->names, json_member(json_member(block, "select"), "id"));
        check_blocks(check, json_member(block, "children"));
    }
}

/* Reads a zone for itself: its faults are told when it is built. */
static void meet_file(LayoutCheck *check, const char *path)
{
    const Editions *editions = &check->project->editions;
    if (!edition_takes(editions, check->edition, path, NULL))
        return;
    Arena *arena = arena_new();
    Job quiet = {arena, diag_new(arena)};
    JsonFiles *files = json_files_below(arena, check->project->files);
    const Json *root = json_read_file(files, &quiet, path);
    const Json *id = json_member(root, "zone");
    Str name = json_string(&quiet, id, "zone");
    bool takes = name.length && edition_takes(editions, check->edition, path,
                                              arena_copy(arena, name.data, name.length));
    if (!name.length)
        check->all_read = false;
    else if (takes)
        named_meet(&check->names, root);
    check->any |= takes || !name.length;
    arena_free(arena);
}

static void meet_files(LayoutCheck *check, const ZoneFiles *zones)
{
    for (int i = 0; i < zones->count && check->names.count; i++)
        meet_file(check, zones->list[i]);
}

const bool *layouts_check(Job *job, const Project *project, const ZoneFiles *zones)
{
    const char *why = NULL;
    ZoneFiles all;
    LayoutCheck check = {.job = job, .project = project};
    bool found = zones_find(job->arena, project, NULL, 0, &all, &why);
    bool *faulty = ARENA_ARRAY(job->arena, bool, project->editions.count);
    for (int i = 0; i < project->editions.count; i++) {
        check.edition = &project->editions.list[i];
        if (!check.edition->picked)
            continue;
        int before = diag_errors(job->diag);
        check.all_read = found;
        check.any = !found;
        named_init(&check.names, job->arena);
        check_blocks(&check, json_member(check.edition->layout, "blocks"));
        meet_files(&check, zones);
        meet_files(&check, &all);
        if (check.any)
            named_report(&check.names, job, check.all_read);
        faulty[i] = diag_errors(job->diag) > before;
    }
    return faulty;
}
