/* show.h - the glyphs of one run as text-showing operators. */
#ifndef PDF_SHOW_H
#define PDF_SHOW_H

#include "base/buf.h"
#include "pdf/use.h"

/* The TJ number that brings the pen from `pen`, in 1/1000 Len, as near as a
 * whole number can to `wanted`; 0 where it stands near enough. `size` > 0. */
int64_t show_adjustment(int64_t pen, Len wanted, Len size);

/* Appends TJ operators for all glyphs of `run`, from where the text line
 * stands; font, size and colour are set. *rise is the text rise in force,
 * and afterwards the last one set. */
void show_run(Buf *buf, const FontUse *use, const Run *run, Len *rise);

#endif
