#include "size.h"

#include <stdlib.h>

#include "pdf/parts.h"

/* Pages are one line: what each of them weighs says little. */
static int join_pages(const FileParts *parts, FilePart *joined)
{
    int count = 0;
    for (int i = 0; i < parts->count; i++) {
        const FilePart *part = &parts->list[i];
        if (part->sort == PART_CONTENT && count > 0) {
            joined[0].bytes += part->bytes;
            joined[0].objects += part->objects;
            continue;
        }
        joined[count] = *part;
        if (part->sort == PART_CONTENT)
            joined[count].name = "";
        count++;
    }
    return count;
}

static int compare_bytes(const void *a, const void *b)
{
    const FilePart *x = a, *y = b;
    if (x->bytes != y->bytes)
        return x->bytes < y->bytes ? 1 : -1;
    return (int)x->sort - (int)y->sort;
}

/* "  57701  44.6 %  font NotoSansCJK-Regular" */
static void write_line(Buf *out, const FilePart *part, size_t whole)
{
    size_t share = (part->bytes * 1000 + whole / 2) / whole;
    buf_printf(out, "%9zu  %3zu.%zu %%  %s%s%s\n", part->bytes, share / 10, share % 10,
               part_sort_name(part->sort), part->name[0] ? " " : "", part->name);
}

static void write_json(Buf *out, const FilePart *part)
{
    buf_text(out, "{\"part\":");
    buf_json(out, part_sort_name(part->sort));
    if (part->name[0]) {
        buf_text(out, ",\"name\":");
        buf_json(out, part->name);
    }
    buf_printf(out, ",\"bytes\":%zu,\"objects\":%d}", part->bytes, part->objects);
}

void size_report(Buf *out, const char *name, Str pdf, bool json)
{
    ReadFile file;
    const char *why = NULL;
    if (!read_file(&file, out->arena, pdf, &why)) {
        buf_printf(out, "%s: %s\n", name, why);
        return;
    }
    FileParts parts = parts_find(&file);
    FilePart *joined = ARENA_ARRAY(out->arena, FilePart, parts.count + 1);
    int count = join_pages(&parts, joined);
    qsort(joined, (size_t)count, sizeof *joined, compare_bytes);
    if (json) {
        buf_text(out, "{\"product\":");
        buf_json(out, name);
        buf_printf(out, ",\"bytes\":%zu,\"pages\":%d,\"parts\":[", pdf.length, parts.pages);
    } else
        buf_printf(out, "%s: %d pages, %zu bytes\n", name, parts.pages, pdf.length);
    for (int i = 0; i < count; i++) {
        if (json && i)
            buf_char(out, ',');
        if (json)
            write_json(out, &joined[i]);
        else
            write_line(out, &joined[i], pdf.length);
    }
    buf_text(out, json ? "]}\n" : "");
}
