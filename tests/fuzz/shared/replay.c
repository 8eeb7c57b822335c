/* replay.c - stands in for libFuzzer where there is none.
 *
 *     NAME [--runs=N] FILE|FOLDER...
 *
 * runs the target on each file, and then N times on one of them changed, the
 * same changes each time. An input that brings it down, or takes longer than
 * SECONDS_MOST, is left in out/fuzz-NAME.
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "fuzz.h"

#define ROOM         ((size_t)64 << 10) /* of an input that was changed */
#define SECONDS_MOST 20                 /* for one input */

#pragma weak LLVMFuzzerCustomMutator

/* Of a sanitizer, if there is one: what is called before it ends the process. */
void __sanitizer_set_death_callback(void (*callback)(void));
#pragma weak __sanitizer_set_death_callback

typedef struct {
    char *data;
    size_t size;
} Input;

static Arena *arena;
static Input *inputs;
static int input_count, input_room;
static const char *kept; /* where an input is left */
static const uint8_t *running;
static size_t running_size;

/* -- chance, the same every time ----------------------------------------------------- */

static uint64_t state = 0x9E3779B97F4A7C15;

static size_t below(size_t count)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state >> 11) % count;
}

/* One to four times: a byte changed, put in, taken out; a stretch doubled. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room)
{
    for (size_t turns = 1 + below(4); turns > 0; turns--) {
        size_t at = below(size + 1);
        size_t length = size > at ? 1 + below(size - at < 16 ? size - at : 16) : 0;
        switch (below(4)) {
        case 0:
            if (at < size)
                data[at] = (uint8_t)below(256);
            break;
        case 1:
            if (at < size)
                data[at] ^= (uint8_t)(1u << below(8));
            break;
        case 2:
            memmove(data + at, data + at + length, size - at - length);
            size -= length;
            break;
        default:
            if (size + length > room)
                break;
            memmove(data + at + length, data + at, size - at);
            size += length;
        }
    }
    return size;
}

/* -- inputs ------------------------------------------------------------------------ */

static void fail(const char *what, const char *name)
{
    fprintf(stderr, "replay: %s %s\n", what, name);
    exit(2);
}

static void read_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    Input input = {arena_alloc(arena, size + 1), size};
    if (!file || fread(input.data, 1, size, file) != size)
        fail("cannot read", path);
    fclose(file);
    ARENA_RESERVE(arena, inputs, input_count, input_room);
    inputs[input_count++] = input;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void read_path(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        fail("no", path);
    if (!S_ISDIR(status.st_mode)) {
        read_file(path, (size_t)status.st_size);
        return;
    }
    const char **names = NULL;
    int count = 0, room = 0;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        ARENA_RESERVE(arena, names, count, room);
        if (entry->d_name[0] != '.')
            names[count++] = arena_printf(arena, "%s/%s", path, entry->d_name);
    }
    if (!folder)
        fail("cannot read", path);
    closedir(folder);
    if (count)
        qsort(names, (size_t)count, sizeof *names, by_name);
    for (int i = 0; i < count; i++)
        if (stat(names[i], &status) == 0 && S_ISREG(status.st_mode))
            read_file(names[i], (size_t)status.st_size);
}

/* -- running ----------------------------------------------------------------------- */

/* No more than write(2) and its like: the process is on its way down. */
static void leave_input(void)
{
    int file = open(kept, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    for (size_t done = 0; file >= 0 && done < running_size;) {
        ssize_t length = write(file, running + done, running_size - done);
        if (length <= 0)
            break;
        done += (size_t)length;
    }
}

static void on_signal(int number)
{
    leave_input();
    signal(number, SIG_DFL);
    raise(number);
}

static void watch(void)
{
    static const int SIGNALS[] = {SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGSEGV};
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(leave_input);
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
        if (!__sanitizer_set_death_callback || SIGNALS[i] == SIGALRM || SIGNALS[i] == SIGABRT)
            signal(SIGNALS[i], on_signal);
}

/* The bytes are put in a block of just their size, so that a sanitizer sees
 * what reads beyond them. */
static void run(const void *data, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact)
        fail("no memory for", kept);
    memcpy(exact, data, size);
    running = exact;
    running_size = size;
    alarm(SECONDS_MOST);
    LLVMFuzzerTestOneInput(exact, size);
    alarm(0);
    running_size = 0;
    free(exact);
}

static void run_changed(uint8_t *room)
{
    const Input *input = &inputs[below((size_t)input_count)];
    size_t size = input->size < ROOM ? input->size : ROOM;
    memcpy(room, input->data, size);
    if (LLVMFuzzerCustomMutator)
        size = LLVMFuzzerCustomMutator(room, size, ROOM, (unsigned)below(1u << 30));
    else
        size = LLVMFuzzerMutate(room, size, ROOM);
    run(room, size);
}

int main(int argc, char **argv)
{
    int runs = 0;
    arena = arena_new();
    kept = arena_printf(arena, "out/fuzz-%s", path_name(argv[0]));
    for (int i = 1; i < argc; i++)
        if (strncmp(argv[i], "--runs=", 7) == 0)
            runs = atoi(argv[i] + 7);
        else
            read_path(argv[i]);
    watch();
    for (int i = 0; i < input_count; i++)
        run(inputs[i].data, inputs[i].size);
    uint8_t *room = arena_alloc(arena, ROOM);
    for (int i = 0; i < runs && input_count; i++)
        run_changed(room);
    arena_free(arena);
    return 0;
}
