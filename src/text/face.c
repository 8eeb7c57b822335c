#include "text/face.h"

#include <hb-ot.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "text/cff.h"
#include "text/sfnt.h"

static void destroy_face(void *handle)
{
    hb_face_destroy(handle);
}

static void destroy_font(void *handle)
{
    hb_font_destroy(handle);
}

static void destroy_set(void *handle)
{
    hb_set_destroy(handle);
}

static void destroy_blob(void *handle)
{
    hb_blob_destroy(handle);
}

hb_set_t *face_set(Arena *arena)
{
    hb_set_t *set = hb_set_create();
    arena_defer(arena, destroy_set, set);
    return set;
}

/* A table's bytes; they live as long as the arena. */
static Str table(Arena *arena, hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    arena_defer(arena, destroy_blob, blob);
    unsigned length = 0;
    const char *data = hb_blob_get_data(blob, &length);
    return (Str){data, length};
}

static int int16_at(Str bytes, size_t at)
{
    if (at + 2 > bytes.length)
        return 0;
    const unsigned char *b = (const unsigned char *)bytes.data + at;
    int value = b[0] << 8 | b[1];
    return value >= 0x8000 ? value - 0x10000 : value;
}

/* Offsets are those of the OpenType tables head, hhea, OS/2 and post. */
static void read_metrics(Arena *arena, Face *face)
{
    Str head = table(arena, face->hb_face, HB_TAG('h', 'e', 'a', 'd'));
    Str hhea = table(arena, face->hb_face, HB_TAG('h', 'h', 'e', 'a'));
    Str os2 = table(arena, face->hb_face, HB_TAG('O', 'S', '/', '2'));
    Str post = table(arena, face->hb_face, HB_TAG('p', 'o', 's', 't'));
    face->checksum = (uint32_t)(uint16_t)int16_at(head, 8) << 16 | (uint16_t)int16_at(head, 10);
    for (size_t i = 0; i < 4; i++)
        face->box[i] = int16_at(head, 36 + 2 * i);
    face->ascender = int16_at(hhea, 4);
    face->descender = int16_at(hhea, 6);
    face->weight = int16_at(os2, 4);
    face->cap_height = int16_at(os2, 88);
    face->italic_angle = int16_at(post, 4) * 1000;
}

static const char *read_postscript(Arena *arena, hb_face_t *face)
{
    char name[128];
    unsigned length = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, name);
    return arena_copy(arena, name, length);
}

static void unmap(void *mapped)
{
    Str *bytes = mapped;
    file_unmap(*bytes);
    mem_free(bytes);
}

/* The file as HarfBuzz takes it; NULL and *why, also if it is not whole. */
static hb_blob_t *map_file(Arena *arena, const FaceFile *file, const char **why)
{
    Str *bytes = mem_alloc(sizeof *bytes);
    const char *reason = NULL;
    if (file_map(arena, file->root, file->path, LIMIT_FACE_BYTES, bytes, &reason) == FILE_READ) {
        const char *fault = sfnt_fault(arena, *bytes, file->index);
        if (!fault)
            return hb_blob_create(bytes->data, (unsigned)bytes->length, HB_MEMORY_MODE_READONLY,
                                  bytes, unmap);
        *why = arena_printf(arena, "face \"%s\": %s %s", file->name, file->path, fault);
        unmap(bytes);
        return NULL;
    }
    mem_free(bytes);
    *why = arena_printf(arena, "face \"%s\": cannot read %s: %s", file->name, file->path, reason);
    return NULL;
}

static bool load(Arena *arena, const FaceFile *file, Face *face, const char **why)
{
    hb_blob_t *blob = map_file(arena, file, why);
    if (!blob)
        return false;
    int in_file = (int)hb_face_count(blob);
    face->hb_face = hb_face_create(blob, (unsigned)file->index);
    hb_blob_destroy(blob);
    arena_defer(arena, destroy_face, face->hb_face);
    face->glyph_count = (int)hb_face_get_glyph_count(face->hb_face);
    if (in_file > 0 && file->index >= in_file) {
        *why = arena_printf(arena, "face \"%s\": %s has %d face%s, none of index %d", file->name,
                            file->path, in_file, in_file == 1 ? "" : "s", file->index);
        return false;
    }
    if (face->glyph_count == 0) {
        *why = arena_printf(arena, "face \"%s\": %s is not a font", file->name, file->path);
        return false;
    }
    hb_face_make_immutable(face->hb_face);
    face->hb_font = hb_font_create(face->hb_face);
    arena_defer(arena, destroy_font, face->hb_font);
    face->covered = face_set(arena);
    hb_face_collect_unicodes(face->hb_face, face->covered);
    face->units_per_em = (int)hb_face_get_upem(face->hb_face);
    face->name = arena_copy(arena, file->name, strlen(file->name));
    face->path = arena_copy(arena, file->path, strlen(file->path));
    face->postscript = read_postscript(arena, face->hb_face);
    read_metrics(arena, face);
    Str cff = table(arena, face->hb_face, HB_TAG('C', 'F', 'F', ' '));
    face->cff = cff.length > 0;
    face->cids = face->cff ? cff_cids(arena, cff, face->glyph_count) : NULL;
    return true;
}

bool faces_load(Arena *arena, const FaceFile *files, int count, Faces *faces, const char **why)
{
    faces->list = ARENA_ARRAY(arena, Face, count);
    for (faces->count = 0; faces->count < count; faces->count++) {
        int i = faces->count;
        faces->list[i].index = i;
        if (!load(arena, &files[i], &faces->list[i], why))
            return false;
    }
    return true;
}

const Face *faces_lookup(const Faces *faces, Str name)
{
    for (int i = 0; i < faces->count; i++)
        if (str_is(name, faces->list[i].name))
            return &faces->list[i];
    return NULL;
}

int face_advance(const Face *face, uint32_t glyph)
{
    return hb_font_get_glyph_h_advance(face->hb_font, glyph);
}

uint32_t face_cid(const Face *face, uint32_t glyph)
{
    return face->cids ? face->cids[glyph] : glyph;
}
