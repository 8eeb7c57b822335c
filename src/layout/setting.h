/* setting.h - what a kind is handed to set a block with. */
#ifndef LAYOUT_SETTING_H
#define LAYOUT_SETTING_H

#include "base/job.h"
#include "layout/astride.h"
#include "layout/block.h"
#include "layout/budget.h"
#include "layout/galley.h"
#include "layout/theme.h"
#include "text/locale.h"

/* The page, from 1, that the heading of a block stands on. */
typedef struct {
    Where where; /* the block */
    int page;
} HeadingPage;

typedef struct {
    const HeadingPage *list;
    int count;
} HeadingPages;

typedef struct {
    Job *job;
    const Theme *theme;
    Locale *locale;
    Lang lang;
    Structure *structure;
    NodeId parent;        /* the structure node that new nodes go below */
    Len measure;          /* width to fill */
    Len page_depth;       /* height of an empty page's text area */
    const Budget *budget; /* that the theme is made tighter for; NULL: none */
    int tightness;
    const HeadingPages *pages; /* NULL: not known yet */
    Len floats;                /* width of blocks that float; 0: they stand where they are */
    const Astride *astride;    /* what page one has of the block; NULL: nothing */
    bool trial;                /* only where things stand is asked: runs may go without glyphs */
} Setting;

#endif
