#include "batch/record.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define HEADER (sizeof(uint32_t) + 1) /* length of what follows it, and the kind */

/* -- writing ----------------------------------------------------------------------- */

void record_writer_init(RecordWriter *writer, Arena *arena, int fd)
{
    *writer = (RecordWriter){.fd = fd};
    buf_init(&writer->buf, arena);
}

void record_begin(RecordWriter *writer, int kind)
{
    static const char ROOM[HEADER] = {0};
    writer->start = writer->buf.length;
    buf_add(&writer->buf, ROOM, HEADER);
    writer->buf.data[writer->start + HEADER - 1] = (char)kind;
}

void record_number(RecordWriter *writer, int64_t number)
{
    buf_add(&writer->buf, (const char *)&number, sizeof number);
}

static void add_bytes(RecordWriter *writer, const char *bytes, size_t length)
{
    record_number(writer, bytes ? (int64_t)length : -1);
    if (bytes)
        buf_add(&writer->buf, bytes, length);
}

void record_text(RecordWriter *writer, const char *text)
{
    add_bytes(writer, text, text ? strlen(text) : 0);
}

void record_notice(RecordWriter *writer, const Notice *notice)
{
    const Place *place = &notice->place;
    record_number(writer, notice->code);
    record_text(writer, notice->message);
    record_text(writer, notice->label);
    record_text(writer, notice->help);
    record_text(writer, place->file);
    record_text(writer, place->pointer);
    record_number(writer, place->line);
    record_number(writer, place->column);
    record_number(writer, place->caret);
    record_number(writer, place->width);
    add_bytes(writer, place->excerpt.data, place->excerpt.length);
}

void record_end(RecordWriter *writer)
{
    enum { MUCH = 1 << 15 };
    uint32_t length = (uint32_t)(writer->buf.length - writer->start - HEADER);
    memcpy(writer->buf.data + writer->start, &length, sizeof length);
    if (writer->buf.length > MUCH)
        record_flush(writer);
}

void record_flush(RecordWriter *writer)
{
    for (size_t sent = 0; sent < writer->buf.length && !writer->broken;) {
        ssize_t written = write(writer->fd, writer->buf.data + sent, writer->buf.length - sent);
        if (written > 0)
            sent += (size_t)written;
        else
            writer->broken = written == 0 || errno != EINTR;
    }
    writer->buf.length = 0;
}

/* -- reading ----------------------------------------------------------------------- */

bool record_take(Str heard, Record *record, size_t *taken)
{
    uint32_t length;
    if (heard.length < HEADER)
        return false;
    memcpy(&length, heard.data, sizeof length);
    if (heard.length - HEADER < length)
        return false;
    *taken = HEADER + length;
    *record = (Record){
        .kind = heard.data[HEADER - 1], .at = heard.data + HEADER, .end = heard.data + *taken};
    return true;
}

int64_t record_next_number(Record *record)
{
    int64_t number = 0;
    if ((size_t)(record->end - record->at) < sizeof number) {
        record->at = record->end;
        return 0;
    }
    memcpy(&number, record->at, sizeof number);
    record->at += sizeof number;
    return number;
}

static Str next_bytes(Record *record, Arena *arena)
{
    int64_t length = record_next_number(record);
    if (length < 0)
        return (Str){NULL, 0};
    if (record->end - record->at < length)
        length = record->end - record->at;
    const char *copy = arena_copy(arena, record->at, (size_t)length);
    record->at += length;
    return (Str){copy, (size_t)length};
}

const char *record_next_text(Record *record, Arena *arena)
{
    return next_bytes(record, arena).data;
}

Notice record_next_notice(Record *record, Arena *arena)
{
    int64_t code = record_next_number(record);
    Notice notice = {.code = code >= 0 && code < CODE_COUNT ? (Code)code : (Code)0};
    Place *place = &notice.place;
    const char *message = record_next_text(record, arena);
    notice.message = message ? message : "";
    notice.label = record_next_text(record, arena);
    notice.help = record_next_text(record, arena);
    place->file = record_next_text(record, arena);
    place->pointer = record_next_text(record, arena);
    place->line = (int)record_next_number(record);
    place->column = (int)record_next_number(record);
    place->caret = (int)record_next_number(record);
    place->width = (int)record_next_number(record);
    place->excerpt = next_bytes(record, arena);
    return notice;
}
