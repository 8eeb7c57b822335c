/* record.h - what a worker tells its parent: a kind and a list of fields.
 *
 * On the pipe a record is its length, its kind and its fields; a field is a
 * length and bytes, or a number. Both ends are one program in one moment, so
 * nothing says a field's name: the reader asks for them in the order in which
 * they were written. A record that breaks off is never seen.
 */
#ifndef BATCH_RECORD_H
#define BATCH_RECORD_H

#include <stdint.h>

#include "base/buf.h"
#include "base/notice.h"

/* Records being written. They are gathered, for each write wakes the parent. */
typedef struct {
    int fd;
    Buf buf;
    size_t start; /* of the record that was begun */
    bool broken;  /* nobody reads any more */
} RecordWriter;

void record_writer_init(RecordWriter *writer, Arena *arena, int fd);

/* Begins a record; then its fields; then it is ended. What has ended goes out with
 * record_flush, or when it is much. */
void record_begin(RecordWriter *writer, int kind);
void record_number(RecordWriter *writer, int64_t number);
void record_text(RecordWriter *writer, const char *text); /* NULL is kept apart from "" */
void record_notice(RecordWriter *writer, const Notice *notice);
void record_end(RecordWriter *writer);
void record_flush(RecordWriter *writer);

/* A record that has come whole. */
typedef struct {
    int kind;
    const char *at, *end;
} Record;

/* Takes the first record off `heard`; false if there is none that is whole.
 * *taken is how many bytes it had. The record borrows them. */
bool record_take(Str heard, Record *record, size_t *taken);

/* Its next field, 0 or nothing if it has no more: a worker that runs wild must
 * not take its parent along. Texts are copied to `arena`. */
int64_t record_next_number(Record *record);
const char *record_next_text(Record *record, Arena *arena);
Notice record_next_notice(Record *record, Arena *arena);

#endif
