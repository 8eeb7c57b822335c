/* picture - PNG, JPEG and SVG as they are read from a file, shown, and made
 * ready for print; how wide it is shown and on what depends on the size of the
 * file. Of a PNG the checksums are put right first, or nothing that was changed
 * would come to be decoded. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "layout/frame.h"
#include "picture/picture.h"
#include "shared/fuzz.h"

static char folder[] = "/tmp/zonebrief-fuzz-XXXXXX";

static const char *file_name(void)
{
    static char name[sizeof folder + 8];
    snprintf(name, sizeof name, "%s/a", folder);
    return name;
}

static void tidy_up(void)
{
    unlink(file_name());
    rmdir(folder);
}

static void write_file(const uint8_t *data, size_t size)
{
    static bool made;
    if (!made && mkdtemp(folder))
        made = atexit(tidy_up) == 0;
    FILE *file = made ? fopen(file_name(), "wb") : NULL;
    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
        fuzz_fail("a file is written");
}

static uint32_t read_32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void right_checksums(uint8_t *data, size_t size)
{
    static const uint8_t PNG[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    if (size < sizeof PNG || memcmp(data, PNG, sizeof PNG) != 0)
        return;
    for (size_t at = sizeof PNG; size - at >= 12;) {
        size_t length = read_32(data + at);
        if (length > size - at - 12)
            return;
        uint32_t sum = libdeflate_crc32(0, data + at + 4, length + 4);
        for (size_t i = 0; i < 4; i++)
            data[at + 8 + length + i] = (uint8_t)(sum >> (24 - 8 * i));
        at += length + 12;
    }
}

static void show(Arena *arena, const Picture *picture, unsigned choice)
{
    Len width = LEN_PT(4) * (Len)(choice % 16 + 1);
    Frame *page = frame_new(arena, LEN_PT(200), LEN_PT(200));
    frame_add_image(arena, page, 0, 0, width, picture, choice & 16 ? 0xFFFFFF : 0x102030,
                    NODE_ARTIFACT, WHERE_NONE);
    const Frame *pages[] = {page};
    Document document = {.pages = pages, .page_count = 1};
    Prints prints = pictures_print(arena, &document, 36 << (choice >> 5 & 3));
    FUZZ_HOLDS(prints.count <= 1);
    FUZZ_HOLDS(picture->width > 0 && picture->height > 0);
    FUZZ_HOLDS(picture_height(picture, width) >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Job job = {arena, diag_new(arena)};
    uint8_t *bytes = arena_alloc(arena, size);
    if (size)
        memcpy(bytes, data, size);
    right_checksums(bytes, size);
    write_file(bytes, size);
    const char *root = arena_printf(arena, "%s/", folder);
    Pictures *pictures = pictures_new(arena, root, root);
    const Picture *picture = picture_read(pictures, &job, STR("a"), WHERE_NONE);
    FUZZ_HOLDS((picture == NULL) == (diag_errors(job.diag) == 1));
    if (picture)
        show(arena, picture, size & 0xFF);
    arena_free(arena);
    return 0;
}
