#include "text/sfnt.h"

#include <string.h>

static uint32_t word_at(Str file, size_t at)
{
    const unsigned char *b = (const unsigned char *)file.data + at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* The sum of all words; the last one is filled up with zeros. */
static uint32_t sum_of(Str table)
{
    uint32_t sum = 0;
    size_t at = 0;
    for (; at + 4 <= table.length; at += 4)
        sum += word_at(table, at);
    for (int shift = 24; at < table.length; at++, shift -= 8)
        sum += (uint32_t)(unsigned char)table.data[at] << shift;
    return sum;
}

static bool starts_with(Str file, size_t at, const char *tag)
{
    return at + 4 <= file.length && memcmp(file.data + at, tag, 4) == 0;
}

/* Where the directory of the face is; SIZE_MAX: it is of another sort. */
static size_t find_directory(Str file, int index)
{
    size_t at = 0;
    if (starts_with(file, 0, "ttcf")) {
        size_t entry = 12 + 4 * (size_t)index;
        if (entry + 4 > file.length)
            return SIZE_MAX;
        at = word_at(file, entry);
    }
    bool known = starts_with(file, at, "\0\1\0\0") || starts_with(file, at, "OTTO") ||
                 starts_with(file, at, "true");
    return known && at + 12 <= file.length ? at : SIZE_MAX;
}

static const char *table_fault(Arena *arena, Str file, size_t record)
{
    const char *tag = file.data + record;
    uint32_t offset = word_at(file, record + 8), length = word_at(file, record + 12);
    if (offset > file.length || length > file.length - offset)
        return arena_printf(arena, "is cut short: its table \"%.4s\" ends behind the file", tag);
    Str table = {file.data + offset, length};
    bool head = memcmp(tag, "head", 4) == 0 && length >= 12; /* summed without its word 2 */
    uint32_t other = head ? word_at(table, 8) : 0;
    if (length <= SFNT_SUMMED && sum_of(table) - other != word_at(file, record + 4))
        return arena_printf(arena, "is damaged: the checksum of its table \"%.4s\" is another",
                            tag);
    return NULL;
}

static bool has_table(Str file, size_t directory, size_t count, const char *tag)
{
    for (size_t i = 0; i < count; i++)
        if (memcmp(file.data + directory + 12 + 16 * i, tag, 4) == 0)
            return true;
    return false;
}

static const char *missing_table(Str file, size_t directory, size_t count)
{
    static const char *const NEEDED[] = {"cmap", "head", "hhea", "hmtx", "maxp"};
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++)
        if (!has_table(file, directory, count, NEEDED[i]))
            return NEEDED[i];
    if (has_table(file, directory, count, "CFF ") || has_table(file, directory, count, "CFF2"))
        return NULL;
    return !has_table(file, directory, count, "glyf")   ? "glyf"
           : !has_table(file, directory, count, "loca") ? "loca"
                                                        : NULL;
}

const char *sfnt_fault(Arena *arena, Str file, int index)
{
    size_t directory = find_directory(file, index);
    if (directory == SIZE_MAX)
        return NULL;
    size_t count = word_at(file, directory + 4) >> 16;
    if (count > (file.length - directory - 12) / 16)
        return "is cut short: its directory of tables ends behind the file";
    for (size_t i = 0; i < count; i++) {
        const char *fault = table_fault(arena, file, directory + 12 + 16 * i);
        if (fault)
            return fault;
    }
    const char *missing = missing_table(file, directory, count);
    return missing ? arena_printf(arena, "has no table \"%s\"", missing) : NULL;
}
