#include <string.h>

#include "batch/lines.h"
#include "batch/manifest.h"

/* Products of which texts are in memory together: they fill a block of an arena. */
#define GIVEN 128

struct ManifestReader {
    Manifest *manifest;
    Lines lines;
    bool whole; /* the text stays, and all of it is of use */
    Str *lists; /* that the lines of products number, if so */
    int list_count, list_room;
    ManifestTake take; /* of those who look */
    void *context;
    int products; /* they have been given */
};

/* -- parts of lines ------------------------------------------------------------------- */

static Str read_array(ManifestReader *reader)
{
    Str list = lines_list(&reader->lines);
    if (!reader->whole)
        list.data = arena_copy(reader->lines.arena, list.data, list.length);
    return list;
}

/* One that is of use only to those who build something. */
static Str read_detail(ManifestReader *reader)
{
    Str list = lines_list(&reader->lines);
    return reader->whole ? list : STR("[]");
}

static Inputs read_inputs(Lines *lines)
{
    Inputs inputs = {NULL, 0, 0};
    lines_expect(lines, "{");
    while (lines->good && !lines_accept(lines, "}")) {
        if (inputs.count)
            lines_expect(lines, ", ");
        const char *name = lines_text(lines);
        lines_expect(lines, ": ");
        inputs_add(lines->arena, &inputs, name, lines_hash(lines));
    }
    return inputs;
}

static void read_compared(ManifestEntry *entry, Lines *lines)
{
    int room = 0;
    lines_expect(lines, ", \"compared\": [");
    while (lines->good && !lines_accept(lines, "]")) {
        if (entry->compared_count)
            lines_expect(lines, ", ");
        Compared compared = {.name = lines_member(lines, "{\"file\": ")};
        lines_expect(lines, ", \"hash\": ");
        compared.hash = lines_hash(lines);
        lines_expect(lines, ", \"used\": ");
        compared.used = lines_hash(lines);
        lines_expect(lines, "}");
        ARENA_RESERVE(lines->arena, entry->compared, entry->compared_count, room);
        entry->compared[entry->compared_count++] = compared;
    }
}

static Str read_numbered(ManifestReader *reader, const char *words)
{
    Lines *lines = &reader->lines;
    int64_t number = lines_number(lines, words);
    lines->good &= number < reader->list_count;
    return lines->good && reader->whole ? reader->lists[number] : STR("[]");
}

/* -- lines ---------------------------------------------------------------------------- */

static void read_set(ManifestReader *reader)
{
    Manifest *manifest = reader->manifest;
    Lines *lines = &reader->lines;
    InputSet set = {.program = lines_member(lines, "{\"program\": ")};
    set.settings = lines_member(lines, ", \"settings\": ");
    lines_expect(lines, ", \"inputs\": ");
    set.files = read_inputs(lines);
    lines_expect(lines, "}");
    input_set_close(&set);
    ARENA_RESERVE(manifest->arena, manifest->sets, manifest->set_count, manifest->set_room);
    manifest->sets[manifest->set_count++] = set;
}

static void read_zone(ManifestReader *reader)
{
    Lines *lines = &reader->lines;
    ManifestZone zone = {.file = lines_member(lines, "{\"file\": ")};
    zone.zone = lines_member(lines, ", \"zone\": ");
    lines_expect(lines, ", \"hash\": ");
    zone.hash = lines_hash(lines);
    lines_expect(lines, ", \"cited\": ");
    zone.cited = read_detail(reader);
    lines_expect(lines, "}");
    manifest_add_zone(reader->manifest, &zone);
}

static void read_list(ManifestReader *reader)
{
    Str list = read_detail(reader);
    if (reader->whole) {
        ARENA_RESERVE(reader->lines.arena, reader->lists, reader->list_count, reader->list_room);
        reader->lists[reader->list_count] = list;
    }
    reader->list_count++;
}

static ManifestEntry read_entry(ManifestReader *reader)
{
    Lines *lines = &reader->lines;
    ManifestEntry entry = {.product = lines_member(lines, "{\"product\": ")};
    lines_expect(lines, ", \"hash\": ");
    entry.hash = lines_hash(lines);
    entry.length = lines_number(lines, ", \"bytes\": ");
    entry.pages = (int)lines_number(lines, ", \"pages\": ");
    entry.milliseconds = (int)lines_number(lines, ", \"milliseconds\": ");
    entry.zone = lines_member(lines, ", \"zone\": ");
    entry.edition = lines_member(lines, ", \"edition\": ");
    entry.lang = lines_member(lines, ", \"lang\": ");
    entry.set = (int)lines_number(lines, ", \"set\": ");
    lines_expect(lines, ", \"inputs\": ");
    entry.inputs = read_inputs(lines);
    read_compared(&entry, lines);
    entry.facts = read_numbered(reader, ", \"facts\": ");
    entry.faces = read_numbered(reader, ", \"faces\": ");
    lines_expect(lines, ", \"warnings\": ");
    entry.warnings = read_array(reader);
    lines_expect(lines, "}");
    /* --prune removes what is called so: never what is in another folder */
    if (entry.set < 0 || entry.set >= reader->manifest->set_count || entry.inputs.count == 0 ||
        strchr(entry.product, '/'))
        lines->good = false;
    return entry;
}

static void keep_product(ManifestReader *reader)
{
    Manifest *manifest = reader->manifest;
    ManifestEntry entry = read_entry(reader);
    ARENA_RESERVE(manifest->arena, manifest->entries, manifest->entry_count, manifest->entry_room);
    manifest->entries[manifest->entry_count++] = entry;
}

static void give_product(ManifestReader *reader)
{
    ManifestEntry entry = read_entry(reader);
    if (reader->lines.good)
        reader->lines.good = reader->take(reader->context, &entry);
    if (++reader->products % GIVEN == 0) {
        arena_free(reader->lines.arena);
        reader->lines.arena = arena_new();
    }
}

static void read_all(ManifestReader *reader, void (*read)(ManifestReader *))
{
    Lines *lines = &reader->lines;
    for (bool first = true; lines->good && !lines_accept(lines, "]"); first = false) {
        lines_next(lines);
        lines_expect(lines, first ? "\n" : ",\n");
        read(reader);
    }
}

/* -- the whole ------------------------------------------------------------------------ */

/* True if all was `good`; else the manifest is as manifest_init leaves it. */
static bool settle(Manifest *manifest, bool good)
{
    if (!good)
        manifest_init(manifest, manifest->arena);
    return good;
}

static bool read_head(ManifestReader *reader)
{
    Manifest *manifest = reader->manifest;
    Lines *lines = &reader->lines;
    lines_next(lines);
    lines_expect(lines, "{\"manifest\": 2");
    manifest->shard = (int)lines_number(lines, ", \"shard\": ");
    manifest->shards = (int)lines_number(lines, ", \"shards\": ");
    lines_expect(lines, ", \"asked\": ");
    manifest->asked = lines_hash(lines);
    manifest->folder = lines_member(lines, ", \"folder\": ");
    lines_expect(lines, ", \"warnings\": ");
    manifest->warnings = read_array(reader);
    lines_expect(lines, ",\n\"sets\": [");
    read_all(reader, read_set);
    lines_next(lines);
    lines_expect(lines, ",\n\"zones\": [");
    read_all(reader, read_zone);
    return lines->good;
}

static bool read_products(ManifestReader *reader)
{
    Lines *lines = &reader->lines;
    lines_next(lines);
    lines_expect(lines, ",\n\"lists\": [");
    read_all(reader, read_list);
    lines_next(lines);
    lines_expect(lines, ",\n\"products\": [");
    read_all(reader, reader->whole ? keep_product : give_product);
    lines_next(lines);
    lines_expect(lines, "}\n");
    return lines->good && lines->at == lines->end;
}

bool manifest_read(Manifest *manifest, Str text)
{
    ManifestReader reader = {.manifest = manifest, .whole = true};
    lines_of(&reader.lines, manifest->arena, text);
    bool good = settle(manifest, read_head(&reader) && read_products(&reader));
    manifest_index(manifest);
    return good;
}

ManifestReader *manifest_look(Manifest *manifest, int file)
{
    ManifestReader *reader = ARENA_NEW(manifest->arena, ManifestReader);
    reader->manifest = manifest;
    lines_open(&reader->lines, manifest->arena, file);
    bool good = settle(manifest, read_head(reader));
    manifest_index(manifest); /* of zones: there is nothing else yet */
    return good ? reader : NULL;
}

bool manifest_look_on(ManifestReader *reader, ManifestTake take, void *context)
{
    reader->take = take;
    reader->context = context;
    reader->lines.arena = arena_new();
    bool good = read_products(reader);
    arena_free(reader->lines.arena);
    return good;
}
