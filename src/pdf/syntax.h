/* syntax.h - the small change of PDF and XML: references, names, strings.
 *
 * Each call appends to a Buf. Text is UTF-8; PDF gets it as ASCII where that
 * is enough and as UTF-16BE otherwise (ISO 32000-1 7.9.2.2).
 */
#ifndef PDF_SYNTAX_H
#define PDF_SYNTAX_H

#include "base/buf.h"
#include "base/str.h"

/* "12 0 R". */
void syntax_reference(Buf *buf, uint32_t id);

/* "/A#20B". */
void syntax_name(Buf *buf, const char *name);

/* A text string: "(Title)" or "<FEFF4E2D>". */
void syntax_text(Buf *buf, Str text);

/* A text string in UTF-16BE even if it is ASCII. */
void syntax_text_wide(Buf *buf, Str text);

/* The UTF-16BE code units in hexadecimal, without brackets and mark. */
void syntax_utf16(Buf *buf, Str text);

/* A byte string: "(a\(b\)c)". The bytes are taken as they are. */
void syntax_bytes(Buf *buf, Str bytes);

/* A two-byte code inside such a string. */
void syntax_code(Buf *buf, uint32_t code);

/* A URI as a byte string; what RFC 3986 does not allow is percent-encoded. */
void syntax_uri(Buf *buf, Str uri);

/* Character data of XML 1.0, fit for attributes too. */
void syntax_xml(Buf *buf, Str text);

#endif
