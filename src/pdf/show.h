/* show.h - the glyphs of one run as text-showing operators. */
#ifndef PDF_SHOW_H
#define PDF_SHOW_H

#include "base/buf.h"
#include "pdf/use.h"

/* The TJ number that brings the pen from `pen`, in 1/1000 Len, as near as a
 * whole number can to `wanted`; 0 where it stands near enough. `size` > 0. */
int64_t show_adjustment(int64_t pen, Len wanted, Len size);

/* A run being shown, from where the text line stands; font, size and colour
 * are set. Fill in the first four. */
typedef struct {
    Buf *buf;
    const FontUse *use;
    const Run *run;
    Len *rise;      /* the text rise in force, and afterwards the last one set */
    int64_t pen;    /* 1/1000 Len from the run's origin */
    bool in_array;  /* behind [ */
    bool in_string; /* behind ( */
} Show;

/* Appends glyphs first..end of the run. */
void show_glyphs(Show *show, int first, int end);

/* Ends the TJ operator, so that others may follow. */
void show_pause(Show *show);

#endif
