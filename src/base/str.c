#include "base/str.h"

#include <stdlib.h>
#include <string.h>

Str str_of(const char *text)
{
    return text ? (Str){text, strlen(text)} : (Str){"", 0};
}

static bool continues(const unsigned char *bytes, int count)
{
    for (int i = 0; i < count; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return false;
    return true;
}

uint32_t utf8_next_other(Str text, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text.data + *at;
    int length = utf8_length(bytes, text.length - *at);
    if (length == 0) {
        *at += 1;
        return 0xFFFD;
    }
    *at += (size_t)length;
    switch (length) {
    case 2:
        return (bytes[0] & 0x1Fu) << 6 | (bytes[1] & 0x3Fu);
    case 3:
        return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    default:
        return (bytes[0] & 0x07u) << 18 | (bytes[1] & 0x3Fu) << 12 | (bytes[2] & 0x3Fu) << 6 |
               (bytes[3] & 0x3Fu);
    }
}

/* The second byte's range is narrower after E0, ED, F0 and F4: no overlong
 * forms, no surrogates, nothing above U+10FFFF. */
int utf8_length(const unsigned char *bytes, size_t available)
{
    if (available == 0)
        return 0;
    unsigned char first = bytes[0];
    if (first < 0x80)
        return 1;
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || (size_t)length > available || !continues(bytes + 1, length - 1))
        return 0;
    if ((first == 0xE0 && bytes[1] < 0xA0) || (first == 0xED && bytes[1] > 0x9F) ||
        (first == 0xF0 && bytes[1] < 0x90) || (first == 0xF4 && bytes[1] > 0x8F))
        return 0;
    return length;
}

bool utf8_is_whole(Str text)
{
    size_t at = 0;
    int length = 1;
    for (; at < text.length && length; at += (size_t)length)
        length = utf8_length((const unsigned char *)text.data + at, text.length - at);
    return length > 0;
}

int utf8_encode(uint32_t code_point, char out[4])
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    int length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (int i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[length] | code_point);
    return length;
}

#define NEAREST_LONGEST 48

static int least_of(int a, int b, int c)
{
    int least = a < b ? a : b;
    return least < c ? least : c;
}

/* Edit distance; two neighbours swapped count as one slip. Both are at most
 * NEAREST_LONGEST bytes. */
static int distance(Str a, Str b)
{
    int rows[3][NEAREST_LONGEST + 1];
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= a.length; i++) {
        int *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= b.length; j++) {
            int same = a.data[i - 1] == b.data[j - 1];
            row[j] = least_of(last[j] + 1, row[j - 1] + 1, last[j - 1] + !same);
            bool swapped =
                i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1];
            if (swapped && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
    }
    return rows[a.length % 3][b.length];
}

const char *str_nearest(Str word, const char *const *names, int count)
{
    const char *nearest = NULL;
    int least = (int)((word.length + 2) / 3) + 1;
    if (least > (int)word.length)
        least = (int)word.length;
    if (word.length > NEAREST_LONGEST)
        return NULL;
    for (int i = 0; i < count; i++) {
        Str name = str_of(names[i]);
        if (name.length > NEAREST_LONGEST)
            continue;
        int far = distance(word, name);
        if (far < least) {
            least = far;
            nearest = names[i];
        }
    }
    return nearest;
}

int str_among(Str str, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (str_is(str, words[i]))
            return i;
    return -1;
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void texts_sort(const char **texts, int count)
{
    if (count)
        qsort(texts, (size_t)count, sizeof *texts, by_bytes);
}
