/* size.h - what the parts of a product weigh: build --report=size. */
#ifndef SIZE_H
#define SIZE_H

#include "base/buf.h"
#include "base/str.h"

/* Appends the report of a product, whose whole bytes are `pdf`: lines of a
 * table, the heaviest part first, or with `json` one line of JSON. `name` is
 * what the product is called. The parts' bytes sum up to the file's. */
void size_report(Buf *out, const char *name, Str pdf, bool json);

#endif
