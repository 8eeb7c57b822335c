#include "picture/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/limits.h"
#include "base/map.h"
#include "picture/decode.h"

/* A file that was asked for. */
typedef struct {
    const Picture *picture; /* or, if NULL: */
    Code code;
    const char *why, *help;
} Entry;

struct Pictures {
    Arena *arena;
    const char *folder;
    Map entries; /* Entry by name */
    int64_t pixels_left;
};

Pictures *pictures_new(Arena *arena, const char *folder)
{
    Pictures *pictures = ARENA_NEW(arena, Pictures);
    *pictures = (Pictures){.arena = arena, .folder = folder, .pixels_left = LIMIT_ALL_PIXELS};
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
        return decode_fail(
            decoding, E505,
            arena_printf(arena, "a picture may have %d million pixels", LIMIT_PICTURE_PIXELS >> 20),
            help);
    if ((int64_t)(width * height) > decoding->pixels_left)
        return decode_fail(decoding, E505,
                           arena_printf(arena, "all pictures together may have %d million pixels",
                                        LIMIT_ALL_PIXELS >> 20),
                           help);
    return true;
}

/* -- the file ---------------------------------------------------------------------- */

/* A name leads downward only: no step of it is empty, "." or "..". */
static bool leads_downward(Str name)
{
    size_t start = 0;
    for (size_t i = 0; i <= name.length; i++) {
        if (i < name.length && name.data[i] == '\0')
            return false;
        if (i < name.length && name.data[i] != '/')
            continue;
        Str step = {name.data + start, i - start};
        if (step.length == 0 || str_is(step, ".") || str_is(step, ".."))
            return false;
        start = i + 1;
    }
    return true;
}

/* Opens the file step by step, so that no link on the way leads out. -1 and
 * errno on error. */
static int open_below(const char *folder, char *name)
{
    int at = open(*folder ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (char *slash; at >= 0 && (slash = strchr(name, '/')); name = slash + 1) {
        *slash = '\0';
        int next = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int why = errno;
        close(at);
        errno = why;
        at = next;
    }
    if (at < 0)
        return -1;
    int file = openat(at, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int why = errno;
    close(at);
    errno = why;
    return file;
}

static const char *reason(int error)
{
    switch (error) {
    case ENOENT:
        return "no such file";
    case ELOOP:
        return "it is a symbolic link";
    case ENOTDIR:
        return "a folder on the way is a symbolic link or no folder";
    case EACCES:
        return "permission denied";
    case ENAMETOOLONG:
        return "its name is too long";
    default:
        return "it cannot be read";
    }
}

/* All bytes of the open file, which may not have grown meanwhile. */
static bool read_all(Decoding *decoding, int file, size_t size)
{
    char *bytes = arena_alloc(decoding->arena, size + 1);
    size_t length = 0;
    while (length < size) {
        ssize_t got = read(file, bytes + length, size - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        length += (size_t)got;
    }
    decoding->bytes = (Str){bytes, length};
    return length == size || decode_fail(decoding, E501, "it changed while it was read", NULL);
}

static bool load(Decoding *decoding, const char *folder)
{
    Arena *arena = decoding->arena;
    char *name = arena_copy(arena, decoding->name, strlen(decoding->name));
    int file = open_below(folder, name);
    if (file < 0)
        return decode_fail(decoding, E501, reason(errno),
                           "pictures are regular files below the folder of project.json");
    struct stat status;
    bool good = false;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        decode_fail(decoding, E501, "it is not a regular file", NULL);
    else if (status.st_size > LIMIT_PICTURE_BYTES)
        decode_fail(decoding, E505,
                    arena_printf(arena, "larger than %d MB", LIMIT_PICTURE_BYTES >> 20),
                    "make it smaller: 300 pixels an inch are enough in print");
    else
        good = read_all(decoding, file, (size_t)status.st_size);
    close(file);
    return good;
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

static const Entry *read_entry(Pictures *pictures, const char *name)
{
    Decoding decoding = {
        .arena = pictures->arena, .name = name, .pixels_left = pictures->pixels_left};
    Entry *entry = ARENA_NEW(pictures->arena, Entry);
    Picture *picture = ARENA_NEW(pictures->arena, Picture);
    picture->name = name;
    bool good = load(&decoding, pictures->folder) && decode(&decoding, picture);
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
    if (!leads_downward(name)) {
        diag_add(job->diag,
                 &(Report){.code = E502,
                           .where = where,
                           .message = "a picture's file is named below the project's folder",
                           .help = "write for example \"pictures/port.png\": no \"..\", and no "
                                   "\"/\" at the front"});
        return NULL;
    }
    const Entry *entry = map_lookup(&pictures->entries, name);
    if (!entry) {
        const char *copy = arena_copy(pictures->arena, name.data, name.length);
        entry = read_entry(pictures, copy);
        map_add(&pictures->entries, str_of(copy), entry);
    }
    if (!entry->picture)
        diag_add(job->diag, &(Report){.code = entry->code,
                                      .where = where,
                                      .message = entry->why,
                                      .help = entry->help});
    return entry->picture;
}
