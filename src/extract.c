#include "extract.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "args.h"
#include "base/file.h"
#include "base/limits.h"
#include "output.h"

/* -- out of the product ------------------------------------------------------------ */

/* What may be created in any folder, and is seen there. */
static bool is_safe(Str name)
{
    if (name.length == 0 || name.length > LIMIT_NAME_BYTES || name.data[0] == '.')
        return false;
    for (size_t i = 0; i < name.length;) {
        unsigned char c = (unsigned char)name.data[i];
        int length = utf8_length((const unsigned char *)name.data + i, name.length - i);
        if (length == 0 || c < 0x20 || c == 0x7F || c == '/' || c == '\\')
            return false;
        i += (size_t)length;
    }
    return true;
}

/* Of the name only what can be printed anywhere. */
static bool fail_name(Arena *arena, Str name, const char *what, const char **why)
{
    char *shown = arena_copy(arena, name.data, name.length);
    for (char *c = shown; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = '?';
    *why = arena_printf(arena, "its attached file \"%s\" %s", shown, what);
    return false;
}

static bool extract_one(const ReadFile *file, Str specification, Attached *attached,
                        const char **why)
{
    Arena *arena = file->arena;
    Str name = read_string(arena, read_entry(specification, "/UF"));
    Str relation = read_entry(specification, "/AFRelationship");
    if (!is_safe(name))
        return fail_name(arena, name, "has a name that is none", why);
    Str embedded = read_entry(read_entry(specification, "/EF"), "/F");
    const ReadObject *object = read_object(file, read_reference(embedded));
    int64_t size = read_number(read_entry(read_entry(object->text, "/Params"), "/Size"));
    if (size < 0 || size > LIMIT_FILE_BYTES)
        return fail_name(arena, name, "does not say how large it is, or is too large", why);
    if (!read_stream(arena, object, (size_t)size, &attached->bytes) ||
        attached->bytes.length != (size_t)size)
        return fail_name(arena, name, "is damaged", why);
    attached->name = arena_copy(arena, name.data, name.length);
    attached->relation =
        relation.length > 1 ? arena_copy(arena, relation.data + 1, relation.length - 1) : "";
    return true;
}

bool extract_files(const ReadFile *file, AttachedFiles *files, const char **why)
{
    *files = (AttachedFiles){.count = 0};
    Str catalog = read_resolve(file, read_entry(file->trailer, "/Root"));
    Str list = read_inside(read_resolve(file, read_entry(catalog, "/AF")));
    int room = 0;
    for (;;) {
        Str next = read_next(&list);
        if (next.length == 0)
            return true;
        ARENA_RESERVE(file->arena, files->list, files->count, room);
        Attached *attached = &files->list[files->count];
        if (!extract_one(file, read_resolve(file, next), attached, why))
            return false;
        for (int i = 0; i < files->count; i++)
            if (strcmp(files->list[i].name, attached->name) == 0)
                return fail_name(file->arena, str_of(attached->name), "is there twice", why);
        files->count++;
    }
}

/* -- files ------------------------------------------------------------------------- */

bool extract_load(Arena *arena, const char *path, Str *bytes, const char **why)
{
    Buf buf;
    buf_init(&buf, arena);
    if (file_read_within(NULL, path, LIMIT_PRODUCT_BYTES, &buf, why) != FILE_READ)
        return false;
    *bytes = (Str){buf.data, buf.length};
    return true;
}

/* Is there another file of that name already? */
static bool differs_from_old(Arena *arena, const char *path, Str bytes)
{
    struct stat status;
    Str old;
    const char *why;
    if (lstat(path, &status) != 0)
        return false;
    return !S_ISREG(status.st_mode) || !extract_load(arena, path, &old, &why) ||
           !str_equal(old, bytes);
}

static int trouble(const char *path, const char *why, int status)
{
    fprintf(stderr, "zonebrief: %s: %s\n", path, why);
    return status;
}

static int write_files(Arena *arena, const AttachedFiles *files, const char *folder, bool quiet)
{
    const char *why = NULL;
    if (!output_folder(arena, NULL, folder, &why)) {
        fprintf(stderr, "zonebrief: %s\n", why);
        return EXIT_ENVIRONMENT;
    }
    for (int i = 0; i < files->count; i++) {
        const char *path = arena_printf(arena, "%s/%s", folder, files->list[i].name);
        if (differs_from_old(arena, path, files->list[i].bytes))
            return trouble(path,
                           "is there already and is another file; give another folder by --out",
                           EXIT_ENVIRONMENT);
    }
    for (int i = 0; i < files->count; i++) {
        const Attached *file = &files->list[i];
        if (!output_write(arena, folder, file->name, file->bytes.data, file->bytes.length, &why)) {
            fprintf(stderr, "zonebrief: %s\n", why);
            return EXIT_ENVIRONMENT;
        }
        if (!quiet)
            fprintf(stderr, "%s/%s: %zu bytes\n", folder, file->name, file->bytes.length);
    }
    return EXIT_GOOD;
}

int extract_write(Arena *arena, const char *path, const char *folder, bool quiet)
{
    Str bytes;
    ReadFile file;
    AttachedFiles files;
    const char *why = NULL;
    if (!extract_load(arena, path, &bytes, &why))
        return trouble(path, why, EXIT_ENVIRONMENT);
    if (!read_file(&file, arena, bytes, &why) || !extract_files(&file, &files, &why))
        return trouble(path, why, EXIT_INPUT);
    if (files.count == 0)
        return trouble(path, "no files are attached to it", EXIT_INPUT);
    if (file.appended)
        fprintf(stderr, "zonebrief: %s: %zu bytes were appended since it was written\n", path,
                file.appended);
    return write_files(arena, &files, folder, quiet);
}
