#include "batch/manifest.h"

#include <stdlib.h>
#include <string.h>

void manifest_init(Manifest *manifest, Arena *arena)
{
    *manifest = (Manifest){.arena = arena, .folder = "", .warnings = STR("[]")};
    map_init(&manifest->by_product, arena);
    map_init(&manifest->by_file, arena);
}

void inputs_add(Arena *arena, Inputs *inputs, const char *name, Hash hash)
{
    ARENA_RESERVE(arena, inputs->list, inputs->count, inputs->room);
    inputs->list[inputs->count++] = (Input){name, hash};
}

void input_set_close(InputSet *set)
{
    set->key = hash_of(str_of(set->settings));
    for (int i = 0; i < set->files.count; i++)
        if (!hash_is_none(set->files.list[i].hash))
            set->key = hash_join(set->key, set->files.list[i].hash);
}

bool input_set_equal(const InputSet *a, const InputSet *b)
{
    return hash_equal(a->key, b->key) && strcmp(a->program, b->program) == 0;
}

static int add_set(Manifest *manifest, const InputSet *set)
{
    for (int i = 0; i < manifest->set_count; i++)
        if (input_set_equal(&manifest->sets[i], set))
            return i;
    ARENA_RESERVE(manifest->arena, manifest->sets, manifest->set_count, manifest->set_room);
    manifest->sets[manifest->set_count] = *set;
    return manifest->set_count++;
}

void manifest_add_entry(Manifest *manifest, const ManifestEntry *entry, const InputSet *set)
{
    int number = add_set(manifest, set);
    ARENA_RESERVE(manifest->arena, manifest->entries, manifest->entry_count, manifest->entry_room);
    ManifestEntry *added = &manifest->entries[manifest->entry_count++];
    *added = *entry;
    added->set = number;
}

void manifest_add_zone(Manifest *manifest, const ManifestZone *zone)
{
    ARENA_RESERVE(manifest->arena, manifest->zones, manifest->zone_count, manifest->zone_room);
    manifest->zones[manifest->zone_count++] = *zone;
}

void manifest_index(Manifest *manifest)
{
    for (int i = 0; i < manifest->entry_count; i++)
        map_add(&manifest->by_product, str_of(manifest->entries[i].product), &manifest->entries[i]);
    for (int i = 0; i < manifest->zone_count; i++)
        map_add(&manifest->by_file, str_of(manifest->zones[i].file), &manifest->zones[i]);
}

const ManifestEntry *manifest_lookup(const Manifest *manifest, const char *product)
{
    return map_lookup(&manifest->by_product, str_of(product));
}

const ManifestZone *manifest_zone(const Manifest *manifest, const char *file)
{
    return map_lookup(&manifest->by_file, str_of(file));
}

/* -- writing ----------------------------------------------------------------------- */

static void write_text(Buf *out, const char *key, const char *text)
{
    buf_printf(out, "\"%s\": ", key);
    buf_json(out, text);
    buf_text(out, ", ");
}

static void write_hash(Buf *out, Hash hash)
{
    buf_char(out, '"');
    buf_text(out, hash_text(out->arena, hash));
    buf_char(out, '"');
}

static void write_inputs(Buf *out, const Inputs *inputs)
{
    buf_char(out, '{');
    for (int i = 0; i < inputs->count; i++) {
        buf_text(out, i ? ", " : "");
        buf_json(out, inputs->list[i].name);
        buf_text(out, ": ");
        write_hash(out, inputs->list[i].hash);
    }
    buf_char(out, '}');
}

static void write_set(Buf *out, const InputSet *set)
{
    buf_char(out, '{');
    write_text(out, "program", set->program);
    write_text(out, "settings", set->settings);
    buf_text(out, "\"inputs\": ");
    write_inputs(out, &set->files);
    buf_char(out, '}');
}

static void write_zone(Buf *out, const ManifestZone *zone)
{
    buf_char(out, '{');
    write_text(out, "file", zone->file);
    write_text(out, "zone", zone->zone);
    buf_text(out, "\"hash\": ");
    write_hash(out, zone->hash);
    buf_text(out, ", \"cited\": ");
    buf_add(out, zone->cited.data, zone->cited.length);
    buf_char(out, '}');
}

static void write_compared(Buf *out, const ManifestEntry *entry)
{
    buf_text(out, ", \"compared\": [");
    for (int i = 0; i < entry->compared_count; i++) {
        buf_text(out, i ? ", {" : "{");
        write_text(out, "file", entry->compared[i].name);
        buf_text(out, "\"hash\": ");
        write_hash(out, entry->compared[i].hash);
        buf_text(out, ", \"used\": ");
        write_hash(out, entry->compared[i].used);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void write_list(Buf *out, const char *key, Str list)
{
    buf_printf(out, ", \"%s\": ", key);
    buf_add(out, list.data, list.length);
}

/* Lists stand once. */
typedef struct {
    int facts, faces; /* their numbers */
} EntryLists;

/* Writes the list, unless it stands there; returns its number. */
static int add_list(Buf *out, Map *numbers, Str list)
{
    const int *known = map_lookup(numbers, list);
    if (known)
        return *known;
    int *number = ARENA_NEW(numbers->arena, int);
    *number = (int)numbers->count;
    map_add(numbers, list, number);
    buf_text(out, *number ? ",\n" : "\n");
    buf_add(out, list.data, list.length);
    return *number;
}

static EntryLists *write_lists(Buf *out, const Manifest *manifest)
{
    EntryLists *lists = ARENA_ARRAY(manifest->arena, EntryLists, manifest->entry_count);
    Map numbers;
    map_init(&numbers, manifest->arena);
    for (int i = 0; i < manifest->entry_count; i++) {
        lists[i].facts = add_list(out, &numbers, manifest->entries[i].facts);
        lists[i].faces = add_list(out, &numbers, manifest->entries[i].faces);
    }
    return lists;
}

static void write_entry(Buf *out, const ManifestEntry *entry, const EntryLists *lists)
{
    buf_char(out, '{');
    write_text(out, "product", entry->product);
    buf_text(out, "\"hash\": ");
    write_hash(out, entry->hash);
    buf_printf(out, ", \"bytes\": ");
    buf_int(out, entry->length);
    buf_printf(out, ", \"pages\": %d, \"milliseconds\": %d, ", entry->pages, entry->milliseconds);
    write_text(out, "zone", entry->zone);
    write_text(out, "edition", entry->edition);
    write_text(out, "lang", entry->lang);
    buf_printf(out, "\"set\": %d, \"inputs\": ", entry->set);
    write_inputs(out, &entry->inputs);
    write_compared(out, entry);
    buf_printf(out, ", \"facts\": %d, \"faces\": %d", lists->facts, lists->faces);
    write_list(out, "warnings", entry->warnings);
    buf_char(out, '}');
}

static int by_product(const void *left, const void *right)
{
    const ManifestEntry *a = left, *b = right;
    return strcmp(a->product, b->product);
}

static int by_file(const void *left, const void *right)
{
    const ManifestZone *a = left, *b = right;
    return strcmp(a->file, b->file);
}

/* Sets by the first product that has them; those that none has are left out. */
static void number_sets(Manifest *manifest)
{
    int *numbers = ARENA_ARRAY(manifest->arena, int, manifest->set_count);
    InputSet *sets = ARENA_ARRAY(manifest->arena, InputSet, manifest->set_count);
    int count = 0;
    for (int i = 0; i < manifest->entry_count; i++) {
        ManifestEntry *entry = &manifest->entries[i];
        if (numbers[entry->set] == 0) {
            sets[count] = manifest->sets[entry->set];
            numbers[entry->set] = ++count;
        }
        entry->set = numbers[entry->set] - 1;
    }
    manifest->sets = sets;
    manifest->set_count = manifest->set_room = count;
}

void manifest_write(Manifest *manifest, Buf *out)
{
    if (manifest->entry_count)
        qsort(manifest->entries, (size_t)manifest->entry_count, sizeof *manifest->entries,
              by_product);
    if (manifest->zone_count)
        qsort(manifest->zones, (size_t)manifest->zone_count, sizeof *manifest->zones, by_file);
    number_sets(manifest);
    buf_printf(out, "{\"manifest\": 2, \"shard\": %d, \"shards\": %d, \"asked\": ", manifest->shard,
               manifest->shards);
    write_hash(out, manifest->asked);
    buf_text(out, ", \"folder\": ");
    buf_json(out, manifest->folder);
    write_list(out, "warnings", manifest->warnings);
    buf_text(out, ",\n\"sets\": [");
    for (int i = 0; i < manifest->set_count; i++) {
        buf_text(out, i ? ",\n" : "\n");
        write_set(out, &manifest->sets[i]);
    }
    buf_text(out, "],\n\"zones\": [");
    for (int i = 0; i < manifest->zone_count; i++) {
        buf_text(out, i ? ",\n" : "\n");
        write_zone(out, &manifest->zones[i]);
    }
    buf_text(out, "],\n\"lists\": [");
    const EntryLists *lists = write_lists(out, manifest);
    buf_text(out, "],\n\"products\": [");
    for (int i = 0; i < manifest->entry_count; i++) {
        buf_text(out, i ? ",\n" : "\n");
        write_entry(out, &manifest->entries[i], &lists[i]);
    }
    buf_text(out, "]}\n");
}
