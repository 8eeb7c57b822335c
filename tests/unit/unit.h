/* unit.h - what the tests of single modules begin with: cmocka, an arena and a
 * job for each test, and faces and locales for all tests of a program.
 *
 * A program whose tests need more than arena and job defines START, the name of
 * its own set-up, before it includes this; that set-up calls unit_start. The
 * working folder is the repository's root.
 */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/job.h"
#include "text/face.h"
#include "text/locale.h"

#ifndef START
#define START unit_start
#endif

#define TEST(name) cmocka_unit_test_setup_teardown(name, START, unit_end)

/* One test's. */
static Arena *arena;
static Job job;

static inline int unit_start(void **state)
{
    (void)state;
    arena = arena_new();
    job = (Job){arena, diag_new(arena)};
    return 0;
}

static inline int unit_end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* The program's, from unit_share to unit_close. */
static Arena *shared;
static Faces faces;
static Locale *locales[LANG_COUNT];

/* Opens faces, none perhaps, and a locale of each language. */
static inline void unit_share(const FaceFile *files, int count)
{
    const char *why = NULL;
    shared = arena_new();
    if (count && !faces_load(shared, files, count, &faces, &why))
        fail_msg("%s", why);
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++)
        locales[lang] = locale_open(shared, (Lang)lang);
}

static inline int unit_close(void **state)
{
    (void)state;
    arena_free(shared);
    return 0;
}

#endif
