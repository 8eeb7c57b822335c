#include "pdf/syntax.h"

#include <string.h>

void syntax_reference(Buf *buf, uint32_t id)
{
    buf_int(buf, id);
    buf_text(buf, " 0 R");
}

void syntax_name(Buf *buf, const char *name)
{
    buf_char(buf, '/');
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        if (c > 0x20 && c < 0x7F && !strchr("#()<>[]{}/%", c)) {
            buf_char(buf, *name);
        } else {
            buf_char(buf, '#');
            buf_hex(buf, c, 2);
        }
    }
}

static bool is_printable_ascii(Str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < 0x20 || text.data[i] > 0x7E)
            return false;
    return true;
}

/* Writes one byte of a string; returns where the next goes. A bare CR would be read as a
 * line feed (ISO 32000-1 7.3.4.2), and who knows what makes of line feeds what. */
static char *put_byte(char *out, char c)
{
    if (c == '(' || c == ')' || c == '\\' || c == '\r' || c == '\n')
        *out++ = '\\';
    *out++ = c == '\r' ? 'r' : c == '\n' ? 'n' : c;
    return out;
}

static void end_bytes(Buf *buf, char *out)
{
    *out = '\0';
    buf->length = (size_t)(out - buf->data);
}

void syntax_bytes(Buf *buf, Str bytes)
{
    buf_reserve(buf, 2 * bytes.length + 2);
    char *out = buf->data + buf->length;
    *out++ = '(';
    for (size_t i = 0; i < bytes.length; i++)
        out = put_byte(out, bytes.data[i]);
    *out++ = ')';
    end_bytes(buf, out);
}

void syntax_code(Buf *buf, uint32_t code)
{
    buf_reserve(buf, 4);
    char *out = put_byte(buf->data + buf->length, (char)(code >> 8));
    end_bytes(buf, put_byte(out, (char)code));
}

void syntax_utf16(Buf *buf, Str text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_next(text, &at);
        if (c >= 0x10000) {
            c -= 0x10000;
            buf_hex(buf, 0xD800 + (c >> 10), 4);
            buf_hex(buf, 0xDC00 + (c & 0x3FF), 4);
        } else {
            buf_hex(buf, c, 4);
        }
    }
}

void syntax_text_wide(Buf *buf, Str text)
{
    buf_text(buf, "<FEFF");
    syntax_utf16(buf, text);
    buf_char(buf, '>');
}

void syntax_text(Buf *buf, Str text)
{
    if (is_printable_ascii(text))
        syntax_bytes(buf, text);
    else
        syntax_text_wide(buf, text);
}

/* Brackets are legal in URIs only around an IPv6 address; '%' is left alone,
 * for the author has written an escape. */
static bool is_uri_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c && strchr("-._~:/?#[]@!$&'()*+,;=%", c));
}

void syntax_uri(Buf *buf, Str uri)
{
    buf_char(buf, '(');
    for (size_t i = 0; i < uri.length; i++) {
        char c = uri.data[i];
        if (!is_uri_byte(c)) {
            buf_char(buf, '%');
            buf_hex(buf, (unsigned char)c, 2);
            continue;
        }
        if (c == '(' || c == ')')
            buf_char(buf, '\\');
        buf_char(buf, c);
    }
    buf_char(buf, ')');
}

void syntax_xml(Buf *buf, Str text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '&')
            buf_text(buf, "&amp;");
        else if (c == '<')
            buf_text(buf, "&lt;");
        else if (c == '>')
            buf_text(buf, "&gt;");
        else if (c == '"')
            buf_text(buf, "&quot;");
        else if ((unsigned char)c < 0x20 && c != '\t' && c != '\n')
            buf_char(buf, ' '); /* no XML 1.0 document can hold it */
        else
            buf_char(buf, c);
    }
}
