#include "run.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "brief/expand.h"
#include "kind/kind.h"
#include "layout/dump.h"
#include "layout/page.h"
#include "layout/readable.h"
#include "output.h"
#include "pdf/pdf.h"
#include "zones.h"

typedef struct {
    const RunOptions *options;
    Job *job;
    JsonFiles *files;
    const Zone *zone;
    const Json *layout;
    const Zone **compared; /* of the overview: all zones */
    int compared_count;
    const Changes *changes; /* since options->since; NULL: not asked for */
    const char *before;     /* the older file; NULL: none */
    Pictures *pictures;     /* that the zone's blocks show */
    Str packed;             /* the zone file, for its products */
} ZoneRun;

/* -- one brief --------------------------------------------------------------------- */

static void hash_pictures(XXH3_state_t *state, const Block *blocks, int count)
{
    for (int i = 0; i < count; i++) {
        const Picture *picture = blocks[i].picture;
        if (picture)
            XXH3_128bits_update(state, picture->hash, sizeof picture->hash);
        hash_pictures(state, blocks[i].children, blocks[i].child_count);
    }
}

/* Of every byte that goes into the brief: the product's /ID. Faces stand there
 * by their own checksums: they may come from any folder of --font-path. */
static void hash_inputs(const ZoneRun *run, const BlockTree *tree, uint64_t hash[2])
{
    Lang lang = tree->lang;
    XXH3_state_t state;
    XXH3_128bits_reset(&state);
    Str project = json_bytes(run->files, run->options->project->path);
    XXH3_128bits_update(&state, project.data, project.length);
    const char *const *shared = run->options->project->shared_files;
    for (int i = 0; shared[i]; i++) {
        Str bytes = json_bytes(run->files, shared[i]);
        XXH3_128bits_update(&state, bytes.data, bytes.length);
    }
    for (int i = 0; i < LANG_COUNT; i++) {
        const Hyphens *hyphens = run->options->project->hyphens[i];
        uint64_t dictionary = hyphens ? hyphens_hash(hyphens) : 0;
        XXH3_128bits_update(&state, &dictionary, sizeof dictionary);
    }
    const Faces *faces = &run->options->project->faces;
    for (int i = 0; i < faces->count; i++)
        XXH3_128bits_update(&state, &faces->list[i].checksum, sizeof faces->list[i].checksum);
    Str zone = json_bytes(run->files, run->zone->path);
    XXH3_128bits_update(&state, zone.data, zone.length);
    for (int i = 0; i < run->compared_count; i++) {
        Str bytes = json_bytes(run->files, run->compared[i]->path);
        XXH3_128bits_update(&state, bytes.data, bytes.length);
    }
    hash_pictures(&state, tree->blocks, tree->block_count);
    const Picture *logo = run->options->project->themes[lang]->logo;
    if (logo)
        XXH3_128bits_update(&state, logo->hash, sizeof logo->hash);
    Str before = run->before ? json_bytes(run->files, run->before) : str_of(NULL);
    XXH3_128bits_update(&state, before.data, before.length);
    XXH3_128bits_update(&state, lang_tag(lang), strlen(lang_tag(lang)));
    XXH3_128bits_update(&state, ZONEBRIEF_VERSION, sizeof ZONEBRIEF_VERSION);
    XXH128_hash_t digest = XXH3_128bits_digest(&state);
    hash[0] = digest.high64;
    hash[1] = digest.low64;
}

static BlockTree expand(const ZoneRun *run, Lang lang)
{
    const Project *project = run->options->project;
    Writer writer = {.job = run->job,
                     .files = run->files,
                     .terms = project->terms,
                     .sources = project->sources,
                     .zone = run->zone,
                     .langs = &project->langs,
                     .lang = lang,
                     .compared = run->compared,
                     .compared_count = run->compared_count,
                     .changes = run->changes,
                     .pictures = run->pictures,
                     .locale = project->locales[lang],
                     .theme_root = project->theme,
                     .faces = &project->faces,
                     .theme = project->themes[lang]};
    return brief_expand(&writer, run->layout);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The brief's facts and their sources, as they are on disk. */
static void attach_inputs(const ZoneRun *run, Document *document)
{
    const Project *project = run->options->project;
    Arena *arena = run->job->arena;
    Attachment *files = ARENA_ARRAY(arena, Attachment, 2);
    const char *zone = base_name(run->zone->path), *sources = base_name(project->sources_path);
    files[0] = (Attachment){.name = zone,
                            .about = "The facts of this brief (zonebrief zone file)",
                            .relation = "Data",
                            .size = json_bytes(run->files, run->zone->path).length,
                            .packed = run->packed};
    files[1] = (Attachment){.name = sources,
                            .about = "The sources that the facts name (zonebrief sources file)",
                            .relation = "Source",
                            .size = json_bytes(run->files, project->sources_path).length,
                            .packed = run->options->sources_packed};
    if (strcmp(zone, sources) == 0)
        files[0].name = arena_printf(arena, "zone-%s", zone);
    for (int i = 0; i < 2; i++) {
        files[i].mime = "application/json";
        files[i].date = document->date;
    }
    if (strcmp(files[0].name, files[1].name) > 0) {
        Attachment first = files[0];
        files[0] = files[1];
        files[1] = first;
    }
    document->attachments = files;
    document->attachment_count = 2;
}

static void layout(const ZoneRun *run, const BlockTree *tree, Document *document)
{
    const Project *project = run->options->project;
    Arena *arena = run->job->arena;
    Structure *structure = ARENA_NEW(arena, Structure);
    structure_init(structure, arena, tree->lang);
    const Theme *theme = project->themes[tree->lang];
    Setting setting = {.job = run->job,
                       .theme = theme,
                       .locale = project->locales[tree->lang],
                       .lang = tree->lang,
                       .structure = structure,
                       .parent = NODE_DOCUMENT,
                       .measure = theme_measure(theme),
                       .page_depth = theme_depth(theme)};
    Galley galley;
    galley_init(&galley, arena);
    for (int i = 0; i < tree->block_count; i++)
        block_layout(&setting, &tree->blocks[i], &galley);
    Pages pages = pages_compose(&setting, &galley, tree);
    *document = (Document){.lang = tree->lang,
                           .title = tree->title,
                           .author = tree->author,
                           .subject = tree->subject,
                           .creator = "zonebrief " ZONEBRIEF_VERSION,
                           .date = run->options->date ? run->options->date : tree->date,
                           .standard = run->options->standard,
                           .structure = structure,
                           .pages = pages.list,
                           .page_count = pages.count};
    document->prints = pictures_print(arena, document, theme->resolution);
    if (document->standard)
        attach_inputs(run, document);
    hash_inputs(run, tree, document->hash);
}

static const char *pointer_of(const void *files, Where where, Arena *scratch)
{
    return json_pointer(files, where, scratch);
}

static bool write_product(const ZoneRun *run, const Document *document, RunResult *result)
{
    const char *why = NULL;
    PdfBytes pdf;
    const char *name =
        arena_printf(run->job->arena, "%s.%s.pdf", run->zone->id, lang_tag(document->lang));
    bool good =
        pdf_write(run->job, document, &pdf, &why) &&
        output_write(run->job->arena, run->options->out_folder, name, pdf.data, pdf.length, &why);
    if (!good) {
        fprintf(stderr, "zonebrief: %s: %s\n", name, why);
        result->environment = true;
    } else if (!run->options->quiet)
        fprintf(stderr, "%s/%s: %d pages, %zu bytes\n", run->options->out_folder, name,
                document->page_count, pdf.length);
    return good;
}

/* False if the brief has errors. */
static bool run_brief(const ZoneRun *run, Lang lang, RunResult *result)
{
    int before = diag_errors(run->job->diag);
    BlockTree tree = expand(run, lang);
    if (run->options->dump == DUMP_BLOCKS)
        blocks_dump(&tree, stdout);
    if (run->options->dump == DUMP_BLOCKS || diag_errors(run->job->diag) > before)
        return diag_errors(run->job->diag) == before;
    Document document;
    layout(run, &tree, &document);
    if (run->options->standard)
        readable_check(run->job, &document);
    if (run->options->dump == DUMP_FRAMES)
        frames_dump(&document, pointer_of, run->files, stdout);
    if (diag_errors(run->job->diag) > before)
        return false;
    if (run->options->dump != DUMP_NONE || run->options->check_only)
        return true;
    return write_product(run, &document, result);
}

/* -- one zone ---------------------------------------------------------------------- */

static void run_langs(ZoneRun *run, RunResult *result)
{
    if (run->options->standard && run->options->dump == DUMP_NONE && !run->options->check_only)
        run->packed = pdf_pack(run->job->arena, json_bytes(run->files, run->zone->path));
    if (run->options->dump == DUMP_BRIEF) {
        zone_dump(run->zone, run->files, stdout);
        return;
    }
    for (int i = 0; i < run->options->langs.count; i++) {
        /* What one language allocates is freed before the next begins. */
        Job brief = {arena_new(), run->job->diag};
        ZoneRun inner = *run;
        inner.job = &brief;
        bool good = run_brief(&inner, run->options->langs.list[i], result);
        arena_free(brief.arena);
        result->built += good;
        result->failed += !good;
    }
}

/* Two files of one zone would write the same products. */
static void check_first(const ZoneRun *run, RunResult *result)
{
    Arena *arena = result->zones.arena;
    const char *id = arena_copy(arena, run->zone->id, strlen(run->zone->id));
    const char *path = arena_copy(arena, run->zone->path, strlen(run->zone->path));
    if (*id == '\0' || map_add(&result->zones, str_of(id), path))
        return;
    const char *first = map_lookup(&result->zones, str_of(id));
    diag_add(
        run->job->diag,
        &(Report){.code = E108,
                  .where = json_where(json_member(run->zone->root, "zone")),
                  .message = arena_printf(run->job->arena, "zone \"%s\" is also in %s", id, first),
                  .help = "give each zone file an id of its own: products are named by it"});
}

/* The overview reads the zones once more, for itself: their faults are told
 * when they are built. */
static void read_compared(ZoneRun *run)
{
    const Project *project = run->options->project;
    Arena *arena = run->job->arena;
    Job quiet = {arena, diag_new(arena)};
    ZoneFiles zones;
    const char *why = "";
    if (!zones_find(arena, project, NULL, 0, &zones, &why))
        return;
    run->compared = ARENA_ARRAY(arena, const Zone *, zones.count);
    for (int i = 0; i < zones.count; i++) {
        if (strcmp(zones.list[i], project->overview) == 0)
            continue;
        const Json *root = json_read_file(run->files, &quiet, zones.list[i]);
        if (root)
            run->compared[run->compared_count++] =
                zone_read(&quiet, run->files, project->terms, project->sources, root, zones.list[i],
                          &project->langs);
        if (diag_errors(quiet.diag) == 0)
            continue;
        diag_add(run->job->diag,
                 &(Report){.code = E118,
                           .where = json_where(run->zone->root),
                           .message = arena_printf(arena, "%s has errors: it cannot be compared",
                                                   zones.list[i])});
        return;
    }
}

/* The zone of `path`, if it is the one being run. */
static const Zone *read_older(ZoneRun *run, const char *path)
{
    const Project *project = run->options->project;
    const Json *root = json_read_file(run->files, run->job, path);
    const Json *id = json_member(root, "zone");
    if (json_type(id) != JSON_STRING || !str_is(json_string(run->job, id, "zone"), run->zone->id))
        return NULL;
    return zone_read(run->job, run->files, project->terms, project->sources, root, path,
                     &project->langs);
}

/* Finds the older state of the zone, if there is one, and compares. A file of
 * the same name is looked at first: in a folder of a thousand zones it is the
 * one, and the others need not be read. */
static void read_changes(ZoneRun *run)
{
    Arena *arena = run->job->arena;
    char *operand = arena_copy(arena, run->options->since, strlen(run->options->since));
    ZoneFiles files;
    const char *why = "";
    const Zone *before = NULL;
    if (!zones_find(arena, run->options->project, &operand, 1, &files, &why))
        return;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < files.count && !before; i++)
            if ((strcmp(base_name(files.list[i]), base_name(run->zone->path)) == 0) == (pass == 0))
                before = read_older(run, files.list[i]);
    if (!before) /* a new zone: nothing to compare with */
        return;
    Changes *changes = ARENA_NEW(arena, Changes);
    *changes = changes_find(arena, run->files, before, run->zone);
    run->changes = changes;
    run->before = before->path;
}

static void note_cited(const Zone *zone, RunResult *result)
{
    for (int f = 0; f < zone->fact_count; f++)
        for (int c = 0; c < zone->facts[f].citation_count; c++) {
            const Source *source = zone->facts[f].citations[c].source;
            map_add(&result->cited, str_of(source->id), source);
        }
}

void run_zone(const RunOptions *options, const char *path, RunResult *result)
{
    const Project *project = options->project;
    Arena *arena = arena_new();
    Job job = {arena, diag_new(arena)};
    if (options->werror)
        diag_strict(job.diag);
    ZoneRun run = {.options = options,
                   .job = &job,
                   .files = json_files_below(arena, project->files),
                   .pictures = pictures_new(arena, project->folder)};
    const Json *root = json_read_file(run.files, &job, path);
    if (root && options->dump == DUMP_JSON)
        json_dump(run.files, root, stdout);
    else if (root) {
        run.zone = zone_read(&job, run.files, project->terms, project->sources, root, path,
                             &project->langs);
        check_first(&run, result);
        note_cited(run.zone, result);
        bool overview = project->overview && strcmp(path, project->overview) == 0;
        run.layout = overview ? project->overview_layout : project->layout;
        if (overview)
            read_compared(&run);
        if (options->since)
            read_changes(&run);
    }
    if (diag_errors(job.diag) > 0)
        result->failed += options->langs.count;
    else if (run.zone)
        run_langs(&run, result);
    diag_print(job.diag, stderr, json_locate, run.files);
    arena_free(arena);
}
