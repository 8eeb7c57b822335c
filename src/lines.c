#include "lines.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/line.h"

/* -- what is asked ----------------------------------------------------------------- */

static bool parse_length(const char *option, const char *text, Len *length)
{
    Decimal decimal;
    if (decimal_parse(str_of(text), &decimal) && decimal_thousandths(&decimal, length) &&
        *length >= LEN_POINT)
        return true;
    fprintf(stderr, "zonebrief: --%s takes points, 1 or more, not \"%s\"\n", option, text);
    return false;
}

/* Standard input as a text, without the line end that files end with; NULL
 * after a message. */
static const char *read_input(Arena *arena)
{
    Buf buf;
    buf_init(&buf, arena);
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, stdin)) > 0;) {
        buf_add(&buf, part, got);
        if (buf.length > LIMIT_FILE_BYTES)
            break;
    }
    if (ferror(stdin) || buf.length > LIMIT_FILE_BYTES || strlen(buf.data) != buf.length) {
        fprintf(stderr,
                "zonebrief: standard input cannot be read, is larger than %d MB or holds "
                "NUL bytes\n",
                LIMIT_FILE_BYTES >> 20);
        return NULL;
    }
    if (buf.length && buf.data[buf.length - 1] == '\n')
        buf.data[buf.length - 1] = '\0';
    return buf.data;
}

/* The text as a JSON document, so that faults in it are shown in place. */
static const Json *text_document(Job *job, JsonFiles *files, const char *text)
{
    Buf buf;
    buf_init(&buf, job->arena);
    buf_json(&buf, text);
    return json_read_text(files, job, "TEXT", (Str){buf.data, buf.length});
}

static ShapedText shape(Job *job, const Project *project, const LinesAsked *asked,
                        const Style *style, const Json *text)
{
    Span *span = ARENA_NEW(job->arena, Span);
    *span = (Span){.text = json_string(job, text, "text"),
                   .style = &style->text,
                   .lang = asked->lang,
                   .where = json_where(text)};
    Locale *locale = project->locales[asked->lang];
    if (!locale)
        locale = locale_open(job->arena, asked->lang);
    return text_shape(job, locale, &style->rules, span, 1);
}

/* -- what is told ------------------------------------------------------------------ */

static void add_line_json(Buf *out, const ShapedText *text, const Line *line)
{
    Str words = {text->text.data + line->start, line->end - line->start};
    buf_text(out, "{\"text\":");
    buf_json(out, arena_copy(out->arena, words.data, words.length));
    buf_text(out, ",\"width\":");
    buf_len(out, line->width + line->indent);
    buf_text(out, ",\"ratio\":");
    buf_len(out, line->ratio);
    if (line->hang) {
        buf_text(out, ",\"hang\":");
        buf_len(out, line->hang);
    }
    buf_text(out, line->ragged ? ",\"ragged\":true" : "");
    buf_text(out, line->hyphen ? ",\"hyphen\":true" : "");
    buf_text(out, line->cut ? ",\"cut\":true" : "");
    buf_char(out, '}');
}

static void add_line_text(Buf *out, const ShapedText *text, const Line *line)
{
    Buf number;
    buf_init(&number, out->arena);
    buf_len(&number, line->width + line->indent);
    buf_printf(out, "%9s ", number.data);
    number.length = 0;
    buf_len(&number, line->ratio);
    buf_printf(out, "%7s  %.*s%s", number.data, (int)(line->end - line->start),
               text->text.data + line->start, line->hyphen ? "-" : "");
    if (line->end > line->start && text->text.data[line->end - 1] == '\n')
        out->length--;
    buf_text(out, line->ragged ? "  (ragged: beyond the limits)" : "");
    buf_text(out, line->cut ? "  (cut: nothing divides it)" : "");
    buf_text(out, line->hang ? "  (hangs)" : "");
    buf_char(out, '\n');
}

static void print_lines(Arena *arena, const ShapedText *text, Lines lines, bool json)
{
    Buf out;
    buf_init(&out, arena);
    buf_text(&out, json ? "{\"lines\":[" : "    width   ratio  text\n");
    for (int i = 0; i < lines.count; i++) {
        buf_text(&out, json && i > 0 ? "," : "");
        if (json)
            add_line_json(&out, text, &lines.list[i]);
        else
            add_line_text(&out, text, &lines.list[i]);
    }
    buf_text(&out, json ? "]}\n" : "");
    fwrite(out.data, 1, out.length, stdout);
}

/* The style "body" with the one asked for laid over it; the text's leading
 * has no part in it. */
static Style read_style(Job *job, const Project *project, JsonFiles *files, const LinesAsked *asked)
{
    const Look *look = project_edition(project)->look;
    const Theme *theme = look->themes[asked->lang];
    if (!theme)
        theme = theme_read(job, files, look->root, &look->faces, asked->lang);
    if (!asked->style)
        return theme->styles[STYLE_BODY];
    Buf buf;
    buf_init(&buf, job->arena);
    buf_printf(&buf, "{\"body\":%s}", asked->style);
    const Json *styles = json_read_text(files, job, "--style", (Str){buf.data, buf.length});
    return theme_with(job, files, look->root, &look->faces, theme, styles, asked->lang)
        ->styles[STYLE_BODY];
}

int lines_show(Job *job, const Project *project, const LinesAsked *asked)
{
    Len width, size = 0;
    if (!parse_length("width", asked->width, &width) ||
        (asked->size && !parse_length("size", asked->size, &size)))
        return 2;
    const char *text = strcmp(asked->text, "-") == 0 ? read_input(job->arena) : asked->text;
    if (!text)
        return 2;
    JsonFiles *files = json_files_below(job->arena, project->files);
    const Json *words = text_document(job, files, text);
    Style style = read_style(job, project, files, asked);
    if (size)
        style.text.size = size;
    if (diag_errors(job->diag) == 0) {
        ShapedText shaped = shape(job, project, asked, &style, words);
        if (diag_errors(job->diag) == 0)
            print_lines(job->arena, &shaped, text_break_lines(job->arena, &shaped, width),
                        asked->json);
    }
    diag_print(job->diag, stderr, json_locate, files);
    return diag_errors(job->diag) ? 1 : 0;
}
