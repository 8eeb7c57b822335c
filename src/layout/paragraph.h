/* paragraph.h - sets one Text as lines.
 *
 * Source marks and stretches in another language get structure nodes of
 * their own below the paragraph's.
 */
#ifndef LAYOUT_PARAGRAPH_H
#define LAYOUT_PARAGRAPH_H

#include "layout/setting.h"
#include "text/line.h"

/* Shaped, not yet cut into lines; may be set at any measure. */
typedef struct {
    const Style *style;
    ShapedText shaped; /* without what page one has of it, if that is a part */
    AstrideShare share;
    NodeId node;
    Where where;
} Paragraph;

/* Shapes `text` in a style; its content belongs to `node`. */
Paragraph paragraph_shape(const Setting *setting, StyleName style, Text text, NodeId node);

/* The same, but the content of its first `head` pieces belongs to the node `of_head`: in one
 * line with what follows, and read apart from it. */
Paragraph paragraph_shape_headed(const Setting *setting, StyleName style, Text text, int head,
                                 NodeId of_head, NodeId node);

/* One frame per line, each `measure` wide and a leading high. */
typedef struct {
    const Frame **frames;
    int count;
    Len over; /* how far readings of the first reach over its frame */
} LineFrames;

LineFrames paragraph_lines(const Setting *setting, const Paragraph *paragraph, Len measure);

/* Where the baseline stands in a line of that height: from its top. */
Len paragraph_baseline(Len height, Len size);

/* All lines as one frame, for cells and tiles. */
Frame *paragraph_frame(const Setting *setting, const Paragraph *paragraph, Len measure);

/* Hangs the lines in the galley with the style's space around them, on its
 * grid. As many lines as the style says stay together at either end (orphans
 * and widows), and a line that ends in a hyphen stays with the next. `keep`:
 * the paragraph is not parted, nor from what follows. */
void paragraph_hang(const Setting *setting, const Paragraph *paragraph, Len x, Len measure,
                    bool keep, Galley *galley);

/* A node of `role` below setting->parent, and `text` set in it and hung;
 * nothing at all if the text is empty. Returns the node or NODE_ARTIFACT. */
NodeId paragraph_block(const Setting *setting, Role role, StyleName style, Text text, bool keep,
                       Galley *galley);

/* A block's title as a heading of its level, kept with what follows. */
void heading_hang(const Setting *setting, const Block *block, Galley *galley);

/* The words of a text without source marks, in `arena`: for outlines and
 * alternative texts. */
const char *text_plain(Arena *arena, Text text);

#endif
