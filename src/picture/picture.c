#include "picture/picture.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "picture/decode.h"

/* A file that was asked for. */
typedef struct {
    const Picture *picture; /* or, if NULL: */
    Code code;
    const char *why, *help;
} Entry;

struct Pictures {
    Arena *arena;
    const char *root, *project;
    Map entries; /* Entry by name */
    int64_t pixels_left;
};

Pictures *pictures_new(Arena *arena, const char *root, const char *project)
{
    Pictures *pictures = ARENA_NEW(arena, Pictures);
    *pictures = (Pictures){
        .arena = arena, .root = root, .project = project, .pixels_left = LIMIT_ALL_PIXELS};
    map_init(&pictures->entries, arena);
    return pictures;
}

bool decode_fail(Decoding *decoding, Code code, const char *why, const char *help)
{
    decoding->code = code;
    decoding->why = arena_printf(decoding->arena, "%s: %s", decoding->name, why);
    decoding->help = help;
    return false;
}

bool decode_size(Decoding *decoding, uint64_t width, uint64_t height)
{
    Arena *arena = decoding->arena;
    if (width == 0 || height == 0)
        return decode_fail(decoding, E504, "it has no pixels", NULL);
    const char *help = "make it smaller: 300 pixels an inch are enough in print";
    if (width > LIMIT_PICTURE_SIDE || height > LIMIT_PICTURE_SIDE)
        return decode_fail(
            decoding, E505,
            arena_printf(arena, "no side may have more than %d pixels", LIMIT_PICTURE_SIDE), help);
    if (width * height > LIMIT_PICTURE_PIXELS)
        return decode_fail(decoding, E505,
                           arena_printf(arena, "a picture may have %d million pixels",
                                        LIMIT_PICTURE_PIXELS / 1000000),
                           help);
    if ((int64_t)(width * height) > decoding->pixels_left)
        return decode_fail(decoding, E505,
                           arena_printf(arena, "all pictures together may have %d million pixels",
                                        LIMIT_ALL_PIXELS / 1000000),
                           help);
    return true;
}

/* -- the file ---------------------------------------------------------------------- */

static bool load(Decoding *decoding, const char *root, const char *path)
{
    const char *why = NULL;
    Buf bytes;
    buf_init(&bytes, decoding->arena);
    switch (file_read_within(root, path, LIMIT_PICTURE_BYTES, &bytes, &why)) {
    case FILE_READ:
        decoding->bytes = (Str){bytes.data, bytes.length};
        return true;
    case FILE_TOO_LARGE:
        return decode_fail(decoding, E505, why,
                           "make it smaller: 300 pixels an inch are enough in print");
    case FILE_FAILED:
        return decode_fail(decoding, E403, why, NULL);
    default:
        return decode_fail(decoding, E501, why,
                           "pictures are regular files, named from the folder of project.json");
    }
}

/* -- what it is -------------------------------------------------------------------- */

static bool begins(Str bytes, const char *with, size_t length)
{
    return bytes.length >= length && memcmp(bytes.data, with, length) == 0;
}

/* XML begins with an angle bracket, behind a mark and blanks at most. */
static bool looks_like_xml(Str bytes)
{
    size_t at = begins(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < bytes.length && strchr(" \t\r\n", bytes.data[at]) && bytes.data[at])
        at++;
    return at < bytes.length && bytes.data[at] == '<';
}

static bool decode(Decoding *decoding, Picture *picture)
{
    Str bytes = decoding->bytes;
    bool png = begins(bytes, "\x89PNG\r\n\x1A\n", 8), jpeg = begins(bytes, "\xFF\xD8\xFF", 3);
    if (png || jpeg) {
        Raster *raster = ARENA_NEW(decoding->arena, Raster);
        if (!(png ? png_decode(decoding, raster) : jpeg_decode(decoding, raster)))
            return false;
        picture->raster = raster;
        picture->width = raster->width;
        picture->height = raster->height;
        return true;
    }
    if (!looks_like_xml(bytes))
        return decode_fail(decoding, E503,
                           bytes.length ? "it is neither PNG nor JPEG nor SVG" : "it is empty",
                           "PNG, JPEG and SVG are taken");
    Drawing *drawing = ARENA_NEW(decoding->arena, Drawing);
    if (!svg_decode(decoding, drawing))
        return false;
    picture->drawing = drawing;
    picture->width = drawing->width;
    picture->height = drawing->height;
    return true;
}

static const Entry *read_entry(Pictures *pictures, const char *name, const char *path)
{
    Decoding decoding = {
        .arena = pictures->arena, .name = name, .pixels_left = pictures->pixels_left};
    Entry *entry = ARENA_NEW(pictures->arena, Entry);
    Picture *picture = ARENA_NEW(pictures->arena, Picture);
    picture->name = name;
    bool good = load(&decoding, pictures->root, path) && decode(&decoding, picture);
    *entry = (Entry){good ? picture : NULL, decoding.code, decoding.why, decoding.help};
    if (!good)
        return entry;
    XXH128_hash_t hash = XXH3_128bits(decoding.bytes.data, decoding.bytes.length);
    picture->hash[0] = hash.high64;
    picture->hash[1] = hash.low64;
    if (picture->raster)
        pictures->pixels_left -= (int64_t)picture->width * picture->height;
    return entry;
}

const Picture *picture_read(Pictures *pictures, Job *job, Str name, Where where)
{
    const char *path = path_within(pictures->arena, pictures->root, pictures->project, name);
    if (!path) {
        diag_add(job->diag,
                 &(Report){.code = E502,
                           .where = where,
                           .message = "a picture's file is named below the project's folder",
                           .help = "write for example \"pictures/port.png\": no \"/\" at the "
                                   "front, and no \"..\" that leads out"});
        return NULL;
    }
    const Entry *entry = map_lookup(&pictures->entries, str_of(path));
    if (!entry) {
        entry = read_entry(pictures, arena_copy(pictures->arena, name.data, name.length), path);
        map_add(&pictures->entries, str_of(path), entry);
    }
    if (!entry->picture)
        diag_add(job->diag, &(Report){.code = entry->code,
                                      .where = where,
                                      .message = entry->why,
                                      .help = entry->help});
    return entry->picture;
}
