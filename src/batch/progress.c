#include "batch/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BAR      24  /* characters */
#define INTERVAL 100 /* milliseconds */

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* A terminal that can go back to the beginning of a line. */
static bool is_terminal(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

Progress progress_begin(int all, bool quiet)
{
    const char *plain = getenv("NO_COLOR"); /* no-color.org: if it is not empty */
    return (Progress){.shown = !quiet && all > 0 && is_terminal(),
                      .coloured = !plain || !*plain,
                      .all = all,
                      .started = now()};
}

static void write_left(char *text, size_t room, int64_t milliseconds)
{
    int64_t seconds = (milliseconds + 999) / 1000;
    snprintf(text, room, "%d:%02d left", (int)(seconds / 60), (int)(seconds % 60));
}

void progress_draw(Progress *progress, int done, int failed)
{
    int64_t time = now();
    if (!progress->shown || (progress->drawn && time - progress->drawn_at < INTERVAL))
        return;
    const char *red = progress->coloured && failed ? "\033[31m" : "";
    const char *green = progress->coloured ? "\033[32m" : "";
    const char *end = progress->coloured ? "\033[0m" : "";
    char bar[BAR + 1], left[32] = "";
    int filled = (int)((int64_t)BAR * done / progress->all);
    for (int i = 0; i < BAR; i++)
        bar[i] = i < filled ? '#' : '-';
    bar[BAR] = '\0';
    if (done > 0)
        write_left(left, sizeof left, (time - progress->started) * (progress->all - done) / done);
    fprintf(stderr, "\r\033[K%s[%s]%s %d/%d, %s%d failed%s  %s", green, bar, end, done,
            progress->all, red, failed, *red ? end : "", left);
    progress->drawn = true;
    progress->drawn_at = time;
}

void progress_clear(Progress *progress)
{
    if (progress->drawn)
        fputs("\r\033[K", stderr);
    progress->drawn = false;
}
