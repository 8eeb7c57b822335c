/* frame.h - set type: items at fixed positions. The seam to the PDF stage.
 *
 * Lengths are Len (1/1000 pt), origin at the frame's top left, y downward.
 * Items are drawn in order, and their order is the reading order. A frame is
 * built once and never changed after it has been placed in another.
 *
 * Each item names the structure node its content belongs to; NODE_ARTIFACT
 * is content that is not read.
 */
#ifndef LAYOUT_FRAME_H
#define LAYOUT_FRAME_H

#include "base/arena.h"
#include "base/len.h"
#include "layout/structure.h"
#include "text/span.h"

/* One glyph of a run. Glyphs of one cluster stand together; the first
 * carries the cluster's text, the others have text_length 0. */
typedef struct {
    uint32_t glyph;       /* glyph id in the face */
    Len x, y;             /* of its origin: from the run's origin; y upward */
    uint32_t text_offset; /* byte in run->text */
    uint32_t text_length; /* bytes; 0: the cluster's text is with an earlier glyph */
    uint32_t word_length; /* bytes from text_offset that are read as one word though
                             their glyphs stand apart; 0: no such word begins here */
    bool word_end;        /* the last glyph of such a word */
} RunGlyph;

/* Glyphs of one face, size and colour on one baseline. */
typedef struct {
    const Face *face;
    Len size;
    Colour colour;
    const char *text; /* UTF-8; the characters behind the glyphs, in order */
    RunGlyph *glyphs;
    int count;
    Len width;   /* advance of the whole run */
    bool silent; /* stands for no text: emphasis dots */
} Run;

/* One step of a path: where it goes, and of a curve the two points that pull
 * it, then its end. y downward, as everywhere in frames. */
typedef enum { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathVerb;

typedef struct {
    PathVerb verb;
    Len x[3], y[3];
} PathStep;

/* How an area is filled: plain, or with lines in the fill's colour on the
 * ground, so that one ink is enough to tell areas apart. */
typedef enum {
    FILL_NONE,
    FILL_SOLID,
    FILL_RISING,  /* lines from bottom left to top right */
    FILL_FALLING, /* from top left to bottom right */
    FILL_LEVEL,   /* level lines */
    FILL_UPRIGHT,
    FILL_CROSSED,
    FILL_DOTTED,
    FILL_COUNT
} Fill;

typedef struct {
    const PathStep *steps;
    int count;
    Fill fill;
    bool even_odd; /* otherwise filled by the nonzero rule */
    Colour fill_colour;
    Len stroke; /* width of the line; 0: none */
    Colour stroke_colour;
    Len dash;      /* length of dashes and gaps; 0: unbroken */
    bool round;    /* ends and joins */
    int cap, join; /* where not both are round: 0 butt, pointed; 1 round; 2 square, cut off */
    Len miter;     /* how far points may reach, in widths of the line, 1/1000; 0: 10 */
} Path;

/* Pixels: rows from the top, each from the left, `components` bytes a pixel and
 * one more of opacity if `alpha`. */
typedef struct {
    int width, height;
    int components; /* 1: grey, 3: red, green, blue */
    bool alpha;
    bool photo; /* came by JPEG: what is made of it goes out as one */
    const unsigned char *pixels;
    const unsigned char *jpeg; /* the same as a JPEG file; NULL: none that readers take */
    size_t jpeg_length;
} Raster;

/* Paths in a box from 0, 0 that cuts off what reaches beyond it. */
typedef struct {
    Len width, height;
    const Path *paths;
    int count;
} Drawing;

/* A picture that was read: pixels or paths. */
typedef struct {
    const char *name;      /* as the project calls the file */
    uint64_t hash[2];      /* of the file's bytes */
    int32_t width, height; /* its proportions, in any unit; at least 1 */
    const Raster *raster;  /* or NULL */
    const Drawing *drawing;
} Picture;

typedef enum {
    ITEM_RUN,
    ITEM_RECT,
    ITEM_PATH,
    ITEM_FRAME,
    ITEM_LINK,
    ITEM_IMAGE,
    ITEM_MADE
} ItemKind;

typedef struct Frame Frame;

/* Makes frames when they are looked at, the same each time: the rows of a long
 * table would not all fit in memory. The frame lives in `arena`, the texts of
 * its runs as well. */
typedef struct FrameMaker {
    const Frame *(*make)(const struct FrameMaker *maker, int index, Arena *arena);
} FrameMaker;

typedef struct {
    ItemKind kind;
    NodeId node;
    Where where; /* the JSON value it came from; of a frame, the block of the layout */
    Len x, y;    /* RUN: origin on the baseline; others: top left */
    union {
        const Run *run;
        struct {
            Len width, height;
            Colour fill;
        } rect; /* filled; rules are thin rects */
        const Path *path;
        const Frame *frame; /* placed with its origin at x, y */
        struct {
            const FrameMaker *maker;
            int index;
        } made; /* a frame as well */
        struct {
            Len width, height;
            const char *uri;    /* http or https; NULL: `target` */
            const char *target; /* the anchor of a node */
            const char *about;  /* what is there; NULL: the address says it */
        } link;                 /* an active area; draws nothing */
        struct {
            Len width, height;
            const Picture *picture;
            Colour ground; /* what shows where pixels are not opaque */
        } image;
    } as;
} Item;

struct Frame {
    Len width, height;
    Item *items;
    int count, room;
    Len baseline; /* of its first line, from its top; 0: it has none */
    bool ragged;  /* a line that its limits did not allow to fill */
    bool hyphen;  /* a line whose last word goes on in the next */
};

/* An empty frame. */
Frame *frame_new(Arena *arena, Len width, Len height);

void frame_add_run(Arena *arena, Frame *frame, Len x, Len baseline, const Run *run, NodeId node,
                   Where where);
void frame_add_rect(Arena *arena, Frame *frame, Len x, Len y, Len width, Len height, Colour fill);
void frame_add_path(Arena *arena, Frame *frame, Len x, Len y, const Path *path, NodeId node,
                    Where where);
void frame_add_frame(Arena *arena, Frame *frame, Len x, Len y, const Frame *child);

/* A frame of that size whose only content is made when it is looked at. */
Frame *frame_made(Arena *arena, Len width, Len height, const FrameMaker *maker, int index);

/* The frame of an ITEM_MADE. */
static inline const Frame *item_make(const Item *item, Arena *arena)
{
    return item->as.made.maker->make(item->as.made.maker, item->as.made.index, arena);
}

/* An area `width` wide and as high as the frame, from its top, that leads where
 * the span does. */
void frame_add_link(Arena *arena, Frame *frame, Len x, Len width, const Span *span);
void frame_add_image(Arena *arena, Frame *frame, Len x, Len y, Len width, const Picture *picture,
                     Colour ground, NodeId node, Where where);

/* How high a picture is when it is `width` wide. */
Len picture_height(const Picture *picture, Len width);

/* A picture as it goes into the file. Its pixels are opaque, and no more than
 * its largest appearance needs. */
typedef struct {
    const Picture *picture;
    Colour ground; /* if its pixels are not opaque: what they were laid on */
    Raster raster; /* no alpha; with `jpeg` its pixels do not count. Not of drawings */
} Print;

typedef struct {
    const Print *list;
    int count;
} Prints;

/* A file that goes into the product with the page. */
typedef struct {
    const char *name;     /* unique in its document */
    const char *mime;     /* "application/json" */
    const char *about;    /* for people */
    const char *relation; /* ISO 19005-3 6.8: "Data", "Source" */
    const char *date;     /* of its data, as Document.date */
    Str bytes;            /* of the file */
    Str packed;           /* the same, deflated (pdf_pack), of what goes into many; or none */
} Attachment;

/* What the file claims to be, and is made for; or that it claims nothing and has
 * no structure tree. */
enum {
    STANDARD_A3A = 1,
    STANDARD_UA1 = 2,
    STANDARD_CLAIMS = STANDARD_A3A | STANDARD_UA1,
    STANDARD_UNTAGGED = 4
};

/* A finished document: all that the PDF stage is told. */
typedef struct {
    Lang lang;
    const char *title, *author, *subject; /* UTF-8 */
    const char *creator;                  /* program and version */
    const char *date;                     /* "2020-11-20" or with "T12:00:00Z"; from the data */
    uint64_t hash[2];                     /* of all input, for /ID */
    unsigned standard;                    /* bits: STANDARD_A3A ... */
    const Attachment *attachments;        /* by name */
    int attachment_count;
    const Structure *structure;
    const Frame *const *pages; /* each as large as its page */
    int page_count;
    Prints prints; /* all pictures on the pages, each once for a ground */
} Document;

#endif
