/* batch: manifests and records that are not what was written, and workers that
 * run wild. */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch/manifest.h"
#include "batch/pool.h"

#include "unit.h"

/* -- manifests --------------------------------------------------------------------- */

static const Hash HASH = {1, 2};

/* Of two products and a zone, with something of each sort. */
static Str manifest_text(const char *product, bool inputs)
{
    Manifest made;
    manifest_init(&made, arena);
    InputSet set = {.program = "0.1", .settings = "none"};
    inputs_add(arena, &set.files, "terms.json", HASH);
    input_set_close(&set);
    Compared compared = {"zones/b.json", HASH, HASH};
    ManifestEntry entry = {.product = "a \"1\"\n.pdf",
                           .hash = HASH,
                           .length = 12345,
                           .pages = 2,
                           .zone = "a",
                           .edition = "brief",
                           .lang = "en",
                           .compared = &compared,
                           .compared_count = 1,
                           .facts = STR("[\"]\", \"\\\\\"]"),
                           .faces = STR("[]"),
                           .warnings = STR("[{\"code\": \"W101\"}]")};
    inputs_add(arena, &entry.inputs, "zones/a.json", HASH);
    inputs_add(arena, &entry.inputs, "pictures/p.png", (Hash){0, 0});
    manifest_add_entry(&made, &entry, &set);
    entry.product = product;
    entry.compared_count = 0;
    entry.inputs.count = inputs ? entry.inputs.count : 0;
    manifest_add_entry(&made, &entry, &set);
    manifest_add_zone(&made, &(ManifestZone){"zones/a.json", "a", HASH, STR("[\"paper\"]")});
    made.folder = "zones";
    Buf out;
    buf_init(&out, arena);
    manifest_write(&made, &out);
    return (Str){out.data, out.length};
}

/* What those who look at a manifest are given, in the order in which they are. */
typedef struct {
    Buf products;
    int left; /* until they have seen enough */
} Looked;

static bool take_product(void *context, const ManifestEntry *entry)
{
    Looked *looked = context;
    assert_true(entry->inputs.count > 0);
    assert_null(strchr(entry->product, '/'));
    buf_printf(&looked->products, "%s %d %s %d\n", entry->product, (int)entry->length,
               entry->inputs.list[0].name, (int)entry->warnings.length);
    return --looked->left > 0;
}

/* Looks at most at `most` products of a manifest in a file. */
static bool is_looked_at(Str text, int most, Looked *looked)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text.data, 1, text.length, file), text.length);
    rewind(file);
    Manifest head;
    manifest_init(&head, arena);
    buf_init(&looked->products, arena);
    looked->left = most;
    ManifestReader *reader = manifest_look(&head, fileno(file));
    if (!reader)
        assert_int_equal(head.zone_count + head.set_count, 0);
    bool good = reader && manifest_look_on(reader, take_product, looked);
    fclose(file);
    return good;
}

/* Whole or by looking at it: both say the same of it. */
static bool is_read(Str text)
{
    Manifest read;
    manifest_init(&read, arena);
    bool good = manifest_read(&read, text);
    if (!good)
        assert_int_equal(read.entry_count + read.zone_count + read.set_count, 0);
    for (int i = 0; i < read.entry_count; i++) {
        assert_in_range(read.entries[i].set, 0, read.set_count - 1);
        assert_true(read.entries[i].inputs.count > 0);
        assert_null(strchr(read.entries[i].product, '/'));
    }
    Looked looked;
    assert_int_equal(is_looked_at(text, INT_MAX, &looked), good);
    return good;
}

static void a_manifest_is_read_as_it_was_written(void **state)
{
    (void)state;
    Str text = manifest_text("b.pdf", true);
    Manifest read;
    manifest_init(&read, arena);
    assert_true(manifest_read(&read, text));
    const ManifestEntry *entry = manifest_lookup(&read, "a \"1\"\n.pdf");
    assert_non_null(entry);
    assert_int_equal(entry->length, 12345);
    assert_int_equal(entry->inputs.count, 2);
    assert_string_equal(manifest_zone(&read, "zones/a.json")->zone, "a");
    Buf again;
    buf_init(&again, arena);
    manifest_write(&read, &again);
    assert_string_equal(again.data, text.data);
}

/* Of more products than are in memory together, and of lines longer than what is. */
static void a_manifest_is_looked_at_in_pieces(void **state)
{
    (void)state;
    enum { COUNT = 700, LONG = 100000 };
    Manifest made, read;
    InputSet set = {.program = "0.1", .settings = "none"};
    char *facts = arena_alloc(arena, LONG + 5);
    snprintf(facts, LONG + 5, "[\"%0*d\"]", LONG, 7);
    manifest_init(&made, arena);
    manifest_init(&read, arena);
    input_set_close(&set);
    for (int i = 0; i < COUNT; i++) {
        ManifestEntry entry = {.product = arena_printf(arena, "%03d.pdf", i), .zone = "a"};
        entry.edition = entry.lang = "";
        entry.length = i;
        entry.facts = i % 100 ? STR("[]") : str_of(facts);
        entry.faces = STR("[]");
        entry.warnings = i % 7 ? STR("[]") : STR("[{}]");
        inputs_add(arena, &entry.inputs, "zones/a.json", HASH);
        manifest_add_entry(&made, &entry, &set);
    }
    Buf out, wanted;
    buf_init(&out, arena);
    manifest_write(&made, &out);
    Str text = {out.data, out.length};
    assert_true(text.length > LONG && text.length < 4 * LONG); /* the long list stands once */
    assert_true(manifest_read(&read, text));
    assert_int_equal(read.entry_count, COUNT);
    buf_init(&wanted, arena);
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(read.entries[i].facts.length, i % 100 ? 2 : LONG + 4);
        buf_printf(&wanted, "%03d.pdf %d zones/a.json %d\n", i, i, i % 7 ? 2 : 4);
    }
    Looked looked;
    assert_true(is_looked_at(text, INT_MAX, &looked));
    assert_string_equal(looked.products.data, wanted.data);
    assert_false(is_looked_at(text, 3, &looked)); /* that was enough */
    assert_int_equal(looked.left, 0);
    for (size_t length = 0; length < text.length; length += 997)
        assert_false(is_looked_at((Str){text.data, length}, INT_MAX, &looked));
}

/* Whatever byte is another: it is refused, or holds what may be relied on. */
static void a_garbled_manifest_is_none(void **state)
{
    (void)state;
    Str text = manifest_text("b.pdf", true);
    for (size_t length = 0; length < text.length; length++)
        assert_false(is_read((Str){text.data, length}));
    static const char BYTES[] = "\"\\{}[]0/-\n";
    char *garbled = arena_copy(arena, text.data, text.length);
    for (size_t i = 0; i < text.length; i++)
        for (const char *byte = BYTES; *byte; byte++) {
            garbled[i] = *byte;
            is_read((Str){garbled, text.length});
            garbled[i] = text.data[i];
        }
    assert_true(is_read((Str){garbled, text.length}));
}

static void a_manifest_names_files_of_its_folder_alone(void **state)
{
    (void)state;
    assert_true(is_read(manifest_text("..pdf", true)));
    assert_false(is_read(manifest_text("../b.pdf", true)));
    assert_false(is_read(manifest_text("/tmp/b.pdf", true)));
    assert_false(is_read(manifest_text("b.pdf", false)));
}

/* -- records ----------------------------------------------------------------------- */

static void records_go_out_together(void **state)
{
    (void)state;
    enum { COUNT = 3 };
    int ends[2];
    char bytes[1 << 10];
    assert_int_equal(pipe(ends), 0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    RecordWriter writer;
    record_writer_init(&writer, arena, ends[1]);
    for (int i = 0; i < COUNT; i++) {
        record_begin(&writer, RECORD_FIRST + i);
        record_number(&writer, i);
        record_end(&writer);
    }
    assert_true(read(ends[0], bytes, sizeof bytes) < 0);
    record_flush(&writer);
    ssize_t got = read(ends[0], bytes, sizeof bytes);
    Record record;
    size_t at = 0, taken = 0;
    for (int i = 0; i < COUNT; i++, at += taken) {
        assert_true(record_take((Str){bytes + at, (size_t)got - at}, &record, &taken));
        assert_int_equal(record.kind, RECORD_FIRST + i);
        assert_int_equal(record_next_number(&record), i);
    }
    assert_int_equal(at, got);
    close(ends[0]);
    close(ends[1]);
}

static void a_record_has_no_more_than_it_has(void **state)
{
    (void)state;
    RecordWriter writer;
    record_writer_init(&writer, arena, open("/dev/null", O_WRONLY));
    record_begin(&writer, RECORD_FIRST);
    record_number(&writer, 7);
    record_text(&writer, "words");
    record_text(&writer, NULL);
    record_end(&writer);
    Str whole = {writer.buf.data, writer.buf.length};
    Record record;
    size_t taken = 0;
    for (size_t length = 0; length < whole.length; length++)
        assert_false(record_take((Str){whole.data, length}, &record, &taken));
    for (size_t cut = 0; cut <= whole.length - 5; cut++) { /* behind its length and kind */
        assert_true(record_take(whole, &record, &taken));
        record.end -= cut;
        int64_t number = record_next_number(&record);
        assert_int_equal(number, cut <= whole.length - 13 ? 7 : 0);
        const char *text = record_next_text(&record, arena);
        assert_true(strncmp(text, "words", strlen(text)) == 0);
        if (cut == 0)
            assert_null(record_next_text(&record, arena));
        assert_int_equal(record_next_number(&record), 0);
    }
    record_flush(&writer);
    record_begin(&writer, RECORD_FIRST);
    record_notice(&writer, &(Notice){.code = (Code)CODE_COUNT, .message = NULL});
    assert_true(record_take((Str){writer.buf.data, writer.buf.length}, &record, &taken));
    Notice notice = record_next_notice(&record, arena);
    assert_int_equal(notice.code, 0);
    assert_string_equal(notice.message, "");
    close(writer.fd);
}

/* -- workers ----------------------------------------------------------------------- */

typedef struct {
    int go[2];        /* pipe: the first task waits for a byte */
    pid_t idle;       /* the worker that has done the second */
    int done, killed; /* tasks; times that the worker was killed */
    int heard;        /* records while there was a task */
} Wild;

static bool always(void *context, int task)
{
    (void)context;
    (void)task;
    return true;
}

/* The second says that it is done, and then goes on talking. */
static void work_wildly(void *context, int task, int first, RecordWriter *to)
{
    Wild *wild = context;
    char byte;
    pool_step(to, first);
    if (task == 0) {
        ssize_t got = read(wild->go[0], &byte, 1);
        (void)got;
        return;
    }
    record_begin(to, RECORD_FIRST);
    record_number(to, getpid());
    record_end(to);
    record_begin(to, RECORD_DONE);
    record_end(to);
    record_begin(to, RECORD_FIRST);
    record_number(to, 1);
    record_end(to);
}

static void hear_pid(void *context, int task, Record *record)
{
    Wild *wild = context;
    assert_int_equal(task, 1);
    wild->idle = (pid_t)record_next_number(record);
    wild->heard++;
}

static void hear_words(void *context, int task, Str text)
{
    (void)context;
    (void)task;
    (void)text;
}

static int give_up(void *context, int task, int step, Fate fate, int signal)
{
    (void)context;
    fail_msg("task %d was lost in step %d: fate %d, signal %d", task, step, (int)fate, signal);
    return -1;
}

static bool count_done(void *context, int task)
{
    (void)task;
    ((Wild *)context)->done++;
    return true;
}

/* Kills the idle worker, and lets the other one end its task some ticks later. */
static void kill_idle(void *context)
{
    Wild *wild = context;
    if (!wild->idle || wild->done == 0)
        return;
    if (wild->killed++ == 0)
        kill(wild->idle, SIGKILL);
    else if (wild->killed == 3)
        assert_int_equal(write(wild->go[1], "x", 1), 1);
}

static void a_worker_that_runs_wild_takes_nobody_along(void **state)
{
    (void)state;
    Wild wild = {.idle = 0};
    assert_int_equal(pipe(wild.go), 0);
    PoolTasks tasks = {.context = &wild,
                       .task_count = 2,
                       .wanted = always,
                       .work = work_wildly,
                       .heard = hear_pid,
                       .printed = hear_words,
                       .lost = give_up,
                       .done = count_done,
                       .tick = kill_idle};
    Confinement confinement = {.files = -1};
    PoolLimits limits = {
        .workers = 2, .seconds = 60, .memory = 64 << 20, .confinement = &confinement};
    const char *why = NULL;
    assert_int_equal(pool_run(arena, &tasks, &limits, &why), 0);
    assert_int_equal(wild.done, 2);
    assert_int_equal(wild.heard, 1);
    assert_true(wild.killed >= 3);
    close(wild.go[0]);
    close(wild.go[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_manifest_is_read_as_it_was_written),
        TEST(a_manifest_is_looked_at_in_pieces),
        TEST(a_garbled_manifest_is_none),
        TEST(a_manifest_names_files_of_its_folder_alone),
        TEST(records_go_out_together),
        TEST(a_record_has_no_more_than_it_has),
        TEST(a_worker_that_runs_wild_takes_nobody_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
