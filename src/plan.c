#include "plan.h"

#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "json/peek.h"

static bool is_asked_for(const PlanAsked *asked, Lang lang)
{
    for (int i = 0; i < asked->langs.count; i++)
        if (asked->langs.list[i] == lang)
            return true;
    return lang == LANG_NONE;
}

bool plan_takes(const Project *project, const char *path, const char *id)
{
    const Editions *editions = &project->editions;
    for (int i = 0; i < editions->count; i++)
        if (editions->list[i].picked && edition_takes(editions, &editions->list[i], path, id))
            return true;
    return false;
}

/* What its file says, or else what the file is called. */
static void name_zone(Arena *arena, Str bytes, PlanZone *zone)
{
    const char *name = path_name(zone->path), *dot = strrchr(name, '.');
    zone->id = json_peek(arena, bytes, "zone");
    zone->known = zone->id != NULL;
    if (!zone->known)
        zone->id = dot ? arena_copy(arena, name, (size_t)(dot - name)) : name;
}

/* A page with boxes on it must not stand in the product's place. */
static const char *debug_name(Arena *arena, const char *product)
{
    const char *dot = strrchr(product, '.');
    return arena_printf(arena, "%.*s.debug%s", (int)(dot - product), product, dot);
}

static void add_briefs(Arena *arena, const PlanAsked *asked, const Edition *edition, PlanZone *zone,
                       Map *products)
{
    for (int i = 0; i < edition->pair_count; i++) {
        LangPair pair = edition->pairs[i];
        if (!is_asked_for(asked, pair.left) || !is_asked_for(asked, pair.right))
            continue;
        PlanBrief *brief = &zone->briefs[zone->brief_count++];
        *brief = (PlanBrief){.edition = edition, .pair = pair};
        brief->faulty = asked->faulty[edition - asked->project->editions.list];
        brief->name = edition_product(arena, edition, zone->id, pair);
        if (asked->debug)
            brief->name = debug_name(arena, brief->name);
        if (!zone->twin && !map_add(products, str_of(brief->name), edition))
            brief->taken = map_lookup(products, str_of(brief->name));
    }
}

static int count_pairs(const Editions *editions)
{
    int count = 0;
    for (int i = 0; i < editions->count; i++)
        count += editions->list[i].picked ? editions->list[i].pair_count : 0;
    return count;
}

/* Plans one file. Its bytes go into `bytes`, and are forgotten with the next. */
static void plan_zone(Arena *arena, const PlanAsked *asked, PlanZone *zone, int pairs, Plan *plan,
                      Buf *bytes)
{
    const Editions *editions = &asked->project->editions;
    const char *why = NULL; /* told when the zone is built */
    if (file_read_within(asked->project->root, zone->path, LIMIT_FILE_BYTES, bytes, &why) ==
        FILE_READ)
        zone->hash = hash_of((Str){bytes->data, bytes->length});
    file_hash_set(&plan->hashes, zone->path, zone->hash);
    name_zone(arena, (Str){bytes->data, bytes->length}, zone);
    if (zone->known && *zone->id && !map_add(&plan->ids, str_of(zone->id), zone->path))
        zone->twin = map_lookup(&plan->ids, str_of(zone->id));
    zone->briefs = ARENA_ARRAY(arena, PlanBrief, pairs);
    for (int e = 0; e < editions->count; e++) {
        const Edition *edition = &editions->list[e];
        if (edition->picked && edition_takes(editions, edition, zone->path, zone->id))
            add_briefs(arena, asked, edition, zone, &plan->products);
    }
    plan->brief_count += zone->brief_count;
}

void plan_make(Arena *arena, const PlanAsked *asked, const ZoneFiles *files, Plan *plan)
{
    int pairs = count_pairs(&asked->project->editions);
    Arena *scratch = arena_new();
    Buf bytes;
    buf_init(&bytes, scratch);
    int most = files->count + asked->project->editions.count; /* plan_add_bare */
    *plan = (Plan){.zones = ARENA_ARRAY(arena, PlanZone, most), .shard = asked->shard};
    map_init(&plan->products, arena);
    map_init(&plan->ids, arena);
    file_hashes_init(&plan->hashes, arena, asked->project->hashes);
    for (int i = 0; i < files->count; i++) {
        const char *path = files->list[i];
        if (asked->whole && !plan_takes(asked->project, path, NULL))
            continue;
        PlanZone *zone = &plan->zones[plan->zone_count++];
        *zone = (PlanZone){.path = path, .name = path_from(arena, asked->project->folder, path)};
        plan_zone(arena, asked, zone, pairs, plan, &bytes);
    }
    arena_free(scratch);
}

bool plan_has(const Plan *plan, const Edition *edition)
{
    for (int z = 0; z < plan->zone_count; z++)
        for (int b = 0; b < plan->zones[z].brief_count; b++)
            if (plan->zones[z].briefs[b].edition == edition)
                return true;
    return false;
}

void plan_add_bare(Arena *arena, const PlanAsked *asked, const Edition *edition, Plan *plan)
{
    const char *path = edition->layout_path;
    PlanZone *zone = &plan->zones[plan->zone_count++];
    *zone = (PlanZone){.path = path,
                       .name = path_from(arena, asked->project->folder, path),
                       .id = edition->name,
                       .bare = edition,
                       .briefs = ARENA_ARRAY(arena, PlanBrief, edition->pair_count)};
    Map products; /* of which none is another's */
    map_init(&products, arena);
    add_briefs(arena, asked, edition, zone, &products);
    plan->brief_count += zone->brief_count;
}

const Map *plan_own(Arena *arena, const Plan *plan)
{
    Map *own = ARENA_NEW(arena, Map);
    map_init(own, arena);
    const char *manifest = shard_manifest(arena, plan->shard);
    map_add(own, str_of(manifest), manifest);
    for (int z = 0; z < plan->zone_count; z++) {
        const PlanZone *zone = &plan->zones[z];
        if (!shard_takes(plan->shard, zone->name))
            continue;
        for (int b = 0; b < zone->brief_count; b++)
            map_add(own, str_of(zone->briefs[b].name), zone);
    }
    return own;
}
