#include "warnings.h"

#include <string.h>

#include "base/path.h"
#include "batch/lines.h"

static void write_member(Buf *out, const char *key, const char *text)
{
    buf_printf(out, "%s\"%s\": ", out->data[out->length - 1] == '{' ? "" : ", ", key);
    if (text)
        buf_json(out, text);
    else
        buf_text(out, "null");
}

static void write_notice(Buf *out, const Notice *notice, const char *folder)
{
    const Place *place = &notice->place;
    Arena *arena = out->arena;
    buf_char(out, '{');
    write_member(out, "code", code_name(notice->code));
    write_member(out, "message", notice->message);
    write_member(out, "label", notice->label);
    write_member(out, "help", notice->help);
    write_member(out, "file", place->file ? path_from(arena, folder, place->file) : NULL);
    write_member(out, "pointer", place->pointer);
    write_member(out, "excerpt", arena_copy(arena, place->excerpt.data, place->excerpt.length));
    buf_printf(out, ", \"line\": %d, \"column\": %d, \"caret\": %d, \"width\": %d}", place->line,
               place->column, place->caret, place->width);
}

Str warnings_write(Arena *arena, const Notices *notices, const char *folder)
{
    Buf out;
    buf_init(&out, arena);
    buf_char(&out, '[');
    for (int i = 0; i < notices->count; i++) {
        buf_text(&out, i ? ", " : "");
        write_notice(&out, &notices->list[i], folder);
    }
    buf_char(&out, ']');
    return (Str){out.data, out.length};
}

static const char *read_member(Lines *lines, const char *words)
{
    lines_expect(lines, words);
    return lines_accept(lines, "null") ? NULL : lines_text(lines);
}

static Code code_named(const char *name)
{
    for (int code = 0; code < CODE_COUNT; code++)
        if (strcmp(code_name((Code)code), name) == 0)
            return (Code)code;
    return (Code)0;
}

static Notice read_notice(Lines *lines, const char *project)
{
    Notice notice = {.code = code_named(lines_member(lines, "{\"code\": "))};
    Place *place = &notice.place;
    notice.message = lines_member(lines, ", \"message\": ");
    notice.label = read_member(lines, ", \"label\": ");
    notice.help = read_member(lines, ", \"help\": ");
    const char *file = read_member(lines, ", \"file\": ");
    place->file = file ? path_beside(lines->arena, project, str_of(file)) : NULL;
    place->pointer = read_member(lines, ", \"pointer\": ");
    place->excerpt = str_of(lines_member(lines, ", \"excerpt\": "));
    place->line = (int)lines_number(lines, ", \"line\": ");
    place->column = (int)lines_number(lines, ", \"column\": ");
    place->caret = (int)lines_number(lines, ", \"caret\": ");
    place->width = (int)lines_number(lines, ", \"width\": ");
    lines_expect(lines, "}");
    return notice;
}

void warnings_read(Notices *notices, Str array, const char *project)
{
    Lines lines;
    lines_of(&lines, notices->arena, array);
    lines_expect(&lines, "[");
    for (bool first = true; lines.good && !lines_accept(&lines, "]"); first = false) {
        lines_expect(&lines, first ? "" : ", ");
        Notice notice = read_notice(&lines, project);
        if (lines.good)
            notices_add(notices, &notice);
    }
}
