#include "pdf/parts.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/limits.h"

#define UNPACKED_MOST (256 << 20) /* bytes of a stream that are compared */

static const char *const SORT_NAMES[PART_SORTS] = {
    [PART_CONTENT] = "page content",
    [PART_FONT] = "font",
    [PART_PICTURE] = "picture",
    [PART_STRUCTURE] = "structure",
    [PART_LINKS] = "links",
    [PART_OUTLINE] = "outline",
    [PART_ATTACHMENT] = "attachment",
    [PART_METADATA] = "metadata",
    [PART_PROFILE] = "colour profile",
    [PART_PAGES] = "pages and resources",
    [PART_XREF] = "cross-reference",
    [PART_OTHER] = "other",
};

const char *part_sort_name(PartSort sort)
{
    return SORT_NAMES[sort];
}

typedef struct {
    const ReadFile *file;
    FilePart *list;
    int count, room;
    int *of;         /* per object: its part, plus one; 0: none yet */
    uint32_t *queue; /* objects whose references are to be followed */
    size_t queued, done;
} Finder;

static int add_part(Finder *f, PartSort sort, const char *name)
{
    ARENA_RESERVE(f->file->arena, f->list, f->count, f->room);
    f->list[f->count] = (FilePart){.sort = sort, .name = name};
    return f->count++;
}

static bool take(Finder *f, int part, uint32_t id)
{
    if (id == 0 || id >= f->file->count || f->of[id] || f->file->objects[id].text.length == 0)
        return false;
    f->of[id] = part + 1;
    return true;
}

/* Takes all that the value refers to, without following it. */
static void take_references(Finder *f, int part, Str value)
{
    Str rest = read_inside(value);
    uint32_t id = read_reference(value);
    if (id && take(f, part, id))
        f->queue[f->queued++] = id;
    for (;;) {
        Str next = read_next(&rest);
        if (next.length == 0)
            return;
        take_references(f, part, next);
    }
}

/* Takes all that is reached from the value and belongs to no other part. */
static void take_all(Finder *f, int part, Str value)
{
    f->queued = f->done = 0;
    take_references(f, part, value);
    while (f->done < f->queued)
        take_references(f, part, f->file->objects[f->queue[f->done++]].text);
}

static const char *copy(const Finder *f, Str text)
{
    return arena_copy(f->file->arena, text.data, text.length);
}

/* Of "/ABCDEF+NotoSans-Bold-Identity-H" the face's name. */
static const char *font_name(const Finder *f, Str font)
{
    Str name = read_entry(read_resolve(f->file, font), "/BaseFont");
    static const char SUFFIX[] = "-Identity-H";
    const size_t suffix = sizeof SUFFIX - 1;
    if (name.length > 8 && name.data[7] == '+')
        name = (Str){name.data + 8, name.length - 8};
    else if (name.length > 1)
        name = (Str){name.data + 1, name.length - 1};
    if (name.length > suffix && memcmp(name.data + name.length - suffix, SUFFIX, suffix) == 0)
        name.length -= suffix;
    return copy(f, name);
}

static void take_resources(Finder *f, Str resources)
{
    Str fonts = read_inside(read_resolve(f->file, read_entry(resources, "/Font")));
    Str pictures = read_inside(read_resolve(f->file, read_entry(resources, "/XObject")));
    for (;;) {
        Str name = read_next(&fonts), font = read_next(&fonts);
        if (font.length == 0)
            break;
        uint32_t id = read_reference(font);
        if (name.length > 0 && id < f->file->count && !f->of[id])
            take_all(f, add_part(f, PART_FONT, font_name(f, font)), font);
    }
    for (;;) {
        Str name = read_next(&pictures), picture = read_next(&pictures);
        if (picture.length == 0)
            break;
        uint32_t id = read_reference(picture);
        if (name.length > 1 && id < f->file->count && !f->of[id])
            take_all(f, add_part(f, PART_PICTURE, copy(f, (Str){name.data + 1, name.length - 1})),
                     picture);
    }
}

typedef struct {
    int pages, links; /* parts */
    int count;
} PagesTaken;

static void take_page(Finder *f, PagesTaken *taken, Str page)
{
    const char *number = arena_printf(f->file->arena, "%d", ++taken->count);
    take_all(f, add_part(f, PART_CONTENT, number), read_entry(page, "/Contents"));
    take_resources(f, read_resolve(f->file, read_entry(page, "/Resources")));
    take_all(f, taken->pages, read_entry(page, "/Resources")); /* and the patterns */
    take_all(f, taken->links, read_entry(page, "/Annots"));    /* and the words about them */
}

/* A node of the page tree and what is below it. */
static void take_pages(Finder *f, PagesTaken *taken, Str node, int depth)
{
    if (depth > LIMIT_DEPTH || !take(f, taken->pages, read_reference(node)))
        return;
    Str entries = read_resolve(f->file, node);
    if (str_is(read_entry(entries, "/Type"), "/Page")) {
        take_page(f, taken, entries);
        return;
    }
    Str kids = read_inside(read_resolve(f->file, read_entry(entries, "/Kids")));
    for (;;) {
        Str kid = read_next(&kids);
        if (kid.length == 0)
            return;
        take_pages(f, taken, kid, depth + 1);
    }
}

static void take_attachments(Finder *f, Str catalog)
{
    Str files = read_inside(read_resolve(f->file, read_entry(catalog, "/AF")));
    for (;;) {
        Str file = read_next(&files);
        if (file.length == 0)
            return;
        Str name = read_string(f->file->arena, read_entry(read_resolve(f->file, file), "/UF"));
        take_all(f, add_part(f, PART_ATTACHMENT, copy(f, name)), file);
    }
}

/* In the order that parts.h tells. */
static int take_document(Finder *f)
{
    Str root = read_entry(f->file->trailer, "/Root"), catalog = read_resolve(f->file, root);
    PagesTaken taken = {add_part(f, PART_PAGES, ""), add_part(f, PART_LINKS, ""), 0};
    take(f, taken.pages, read_reference(root));
    take_pages(f, &taken, read_entry(catalog, "/Pages"), 0);
    int outline = add_part(f, PART_OUTLINE, "");
    take_all(f, outline, read_entry(catalog, "/Outlines"));
    take_all(f, outline, read_entry(read_entry(catalog, "/Names"), "/Dests"));
    take_attachments(f, catalog);
    int metadata = add_part(f, PART_METADATA, "");
    take_all(f, metadata, read_entry(catalog, "/Metadata"));
    take_all(f, metadata, read_entry(f->file->trailer, "/Info"));
    take_all(f, add_part(f, PART_PROFILE, ""), read_entry(catalog, "/OutputIntents"));
    take_all(f, add_part(f, PART_STRUCTURE, ""), read_entry(catalog, "/StructTreeRoot"));
    take_all(f, taken.pages, catalog);
    return taken.count;
}

/* Numbers of objects are passed over: one object more would change them all. */
static void hash_value(XXH3_state_t *state, Str value)
{
    while (value.length > 0) {
        const char *end = memchr(value.data, 'R', value.length);
        size_t length = end ? (size_t)(end - value.data) + 1 : value.length, kept = length;
        if (length > 5 && memcmp(value.data + length - 4, " 0 R", 4) == 0)
            for (kept -= 4; kept > 0 && value.data[kept - 1] >= '0' && value.data[kept - 1] <= '9';)
                kept--;
        XXH3_64bits_update(state, value.data, kept);
        value = (Str){value.data + length, value.length - length};
    }
}

static uint64_t hash_object(const ReadObject *object)
{
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    Arena *arena = arena_new();
    Str data;
    hash_value(&state, object->text);
    if (object->stream.data && read_stream(arena, object, UNPACKED_MOST, &data))
        XXH3_64bits_update(&state, data.data, data.length);
    else if (object->stream.data)
        XXH3_64bits_update(&state, object->stream.data, object->stream.length);
    arena_free(arena);
    return XXH3_64bits_digest(&state);
}

/* Gives every object's bytes to its part. Object streams are given by what is
 * in them. */
static void weigh(Finder *f)
{
    int other = add_part(f, PART_OTHER, "");
    for (uint32_t id = 1; id < f->file->count; id++) {
        const ReadObject *object = &f->file->objects[id];
        if (object->text.length == 0 || str_is(read_entry(object->text, "/Type"), "/ObjStm"))
            continue;
        FilePart *part = &f->list[f->of[id] ? f->of[id] - 1 : other];
        part->bytes += object->bytes;
        part->objects++;
        uint64_t both[2] = {part->hash, hash_object(object)};
        part->hash = XXH3_64bits(both, sizeof both);
    }
    int frame = add_part(f, PART_XREF, ""); /* which may move the list */
    f->list[frame].bytes = f->file->frame;
}

FileParts parts_find(const ReadFile *file)
{
    Finder f = {.file = file,
                .of = ARENA_ARRAY(file->arena, int, file->count),
                .queue = ARENA_ARRAY(file->arena, uint32_t, file->count)};
    FileParts parts = {.pages = take_document(&f)};
    weigh(&f);
    parts.list = ARENA_ARRAY(file->arena, FilePart, f.count);
    for (int sort = 0; sort < PART_SORTS; sort++)
        for (int i = 0; i < f.count; i++)
            if ((int)f.list[i].sort == sort && (f.list[i].bytes > 0 || f.list[i].objects > 0))
                parts.list[parts.count++] = f.list[i];
    return parts;
}
