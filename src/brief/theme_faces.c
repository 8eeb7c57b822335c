#include "brief/theme_faces.h"

#include <unistd.h>

#include "brief/place.h"
#include "brief/schema.h"
#include "brief/theme_keys.h"

/* Fills in path and root of the face, which is the first folder's file of that
 * name; false if none can be read. */
static bool find_file(Arena *arena, const FontFolders *folders, const char *file, FaceFile *face,
                      Paths *absent)
{
    for (int i = 0; i < folders->count; i++) {
        face->path = arena_printf(arena, "%s/%s", folders->list[i], file);
        face->root = i == 0 ? folders->root : NULL;
        if (access(face->path, R_OK) == 0)
            return true;
        paths_add(arena, absent, face->path);
    }
    return false;
}

static void report_nowhere(Job *job, const FontFolders *folders, const Json *value,
                           const char *file)
{
    const char *tried = "";
    for (int i = 0; i < folders->count; i++)
        tried = arena_printf(job->arena, "%s%s%s", tried, i ? ", " : "", folders->list[i]);
    diag_add(job->diag,
             &(Report){.code = E401,
                       .where = json_where(value),
                       .message = arena_printf(job->arena, "no face file %s can be read", file),
                       .label = arena_printf(job->arena, "folders tried: %s", tried),
                       .help = "put it in the project's folder of fonts, or name its own folder "
                               "with --font-path"});
}

/* What the theme says of one face. */
static bool read_face(Job *job, const JsonFiles *files, const FontFolders *folders,
                      const Json *member, FaceFile *face, Paths *absent)
{
    Str name = json_key(member);
    const Json *file = json_member(member, "file");
    const char *words = place_path(job, "", "", file, "file"); /* within a folder of fonts */
    face->name = arena_copy(job->arena, name.data, name.length);
    face->index = json_whole_member(files, job, member, FACE_FIELDS, "index", 0);
    if (!words)
        return false;
    if (find_file(job->arena, folders, words, face, absent))
        return true;
    report_nowhere(job, folders, file, words);
    return false;
}

bool theme_load_faces(Job *job, const JsonFiles *files, const Json *root,
                      const FontFolders *folders, Faces *faces, Paths *absent)
{
    if (!json_check(job, root, "theme", theme_fields()))
        return false;
    const Json *declared = json_member(root, "faces");
    FaceFile *list = ARENA_ARRAY(job->arena, FaceFile, json_count(declared));
    int count = 0;
    bool good = true;
    for (const Json *m = json_first(declared); m; m = json_next(m)) {
        if (!json_check(job, m, "face", FACE_FIELDS))
            return false;
        good &= read_face(job, files, folders, m, &list[count++], absent);
    }
    const char *why = NULL;
    if (!good || faces_load(job->arena, list, count, faces, &why))
        return good;
    const Json *bad = json_first(declared);
    for (int i = 0; i < faces->count; i++)
        bad = json_next(bad);
    diag_add(job->diag, &(Report){.code = E402,
                                  .where = json_where(bad),
                                  .message = why,
                                  .help = "a face is an OpenType file with outlines"});
    return false;
}
