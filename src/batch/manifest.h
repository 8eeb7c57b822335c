/* manifest.h - what is known of the products in a folder: manifest.json.
 *
 * A product is as it should be if all that it was made from is the same, by
 * content, and the file itself has not been touched. Each has its own inputs;
 * those that thousands have in common stand once, as a set. So do lists of facts
 * and faces, which are the same for a zone in all its languages.
 *
 * The file is JSON with one product a line. It is read at each run, though
 * mostly to find that nothing is to be done, so it is short, and not given to
 * json/: of four thousand lines that would cost more than all the rest. The
 * reader here (manifest_read.c) takes what the writer here writes, with keys in
 * their order. Any other file, one that was put into another form included, is
 * no manifest: then all is built anew, which is never wrong.
 *
 * Names of files are relative to the project's folder, so that a manifest is
 * the same from wherever the program is called.
 */
#ifndef BATCH_MANIFEST_H
#define BATCH_MANIFEST_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"

#define MANIFEST_NAME "manifest.json"

/* A file by its name and content. */
typedef struct {
    const char *name;
    Hash hash; /* 0: it must not be there, for it would be used in place of another */
} Input;

typedef struct {
    Input *list;
    int count, room;
} Inputs;

/* What the briefs of an edition in a language have in common. */
typedef struct {
    const char *program;  /* its version and those of libraries */
    const char *settings; /* of the command line and the project, in words */
    Inputs files;
    Hash key; /* of settings and contents */
} InputSet;

/* A zone that a brief compares with others: of its file only what is used. */
typedef struct {
    const char *name;
    Hash hash, used;
} Compared;

typedef struct {
    const char *product; /* name of the file in the folder of products */
    Hash hash;           /* of its bytes */
    int64_t length;
    int pages, milliseconds;
    const char *zone, *edition, *lang;
    int set;
    Inputs inputs; /* the zone's file first */
    Compared *compared;
    int compared_count;
    Str facts, faces, warnings; /* JSON arrays, as they stand */
} ManifestEntry;

/* A fact file that has been read without fault. */
typedef struct {
    const char *file, *zone; /* name, id */
    Hash hash;
    Str cited; /* JSON array: ids of the sources that its facts cite */
} ManifestZone;

typedef struct {
    Arena *arena;
    Hash asked;         /* of the command line and project file after which all was well; 0: none */
    const char *folder; /* of zone files, which had no others then */
    Str warnings;       /* JSON array: of what concerns all zones */
    int shard, shards;  /* which part it is; 0 of 0: the whole */
    InputSet *sets;
    int set_count, set_room;
    ManifestZone *zones;
    int zone_count, zone_room;
    ManifestEntry *entries;
    int entry_count, entry_room;
    Map by_product, by_file; /* -> ManifestEntry, ManifestZone */
} Manifest;

void manifest_init(Manifest *manifest, Arena *arena);

/* Reads a manifest, which borrows from `text`. False if it is none; it is
 * then as manifest_init leaves it. */
bool manifest_read(Manifest *manifest, Str text);

/* For those who only want to know whether anything is to be done. An open file (borrowed)
 * is read bit by bit, and what need not be kept is not: memory that is touched for the
 * first time costs more than the reading. manifest_look reads all but the products, so
 * that what they share can be looked at meanwhile; NULL: as manifest_read. Then
 * manifest_look_on gives each product to `take`, for the time of that call, and without
 * its lists of facts and faces; zones are without what they cite. False if the rest is no
 * manifest, or once `take` says so. */
typedef struct ManifestReader ManifestReader;
typedef bool (*ManifestTake)(void *context, const ManifestEntry *entry);
ManifestReader *manifest_look(Manifest *manifest, int file);
bool manifest_look_on(ManifestReader *reader, ManifestTake take, void *context);

/* Sorts it, so that equal manifests are equal bytes, and writes it. */
void manifest_write(Manifest *manifest, Buf *out);

/* What has been added since can be looked up. */
void manifest_index(Manifest *manifest);
const ManifestEntry *manifest_lookup(const Manifest *manifest, const char *product);
const ManifestZone *manifest_zone(const Manifest *manifest, const char *file);

/* Adds what another one has. `set` is one of `from`'s. */
void manifest_add_entry(Manifest *manifest, const ManifestEntry *entry, const InputSet *set);
void manifest_add_zone(Manifest *manifest, const ManifestZone *zone);

void inputs_add(Arena *arena, Inputs *inputs, const char *name, Hash hash);

/* Settles the set's key, of which the names of files are no part, nor are files
 * that must not be there. */
void input_set_close(InputSet *set);
bool input_set_equal(const InputSet *a, const InputSet *b);

#endif
