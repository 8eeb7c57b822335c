#include "brief/contents.h"

#include <string.h>

#include "kind/kind.h"

typedef struct {
    Writer *writer;
    ListedHeading *list; /* all of the brief, in reading order */
    int count, room;
    bool wanted; /* there is a table of contents */
} Headings;

static bool lists_headings(const Block *block)
{
    return block->kind->takes & TAKES_HEADINGS;
}

static void look_for_contents(Headings *headings, const Block *blocks, int count)
{
    for (int i = 0; i < count; i++) {
        headings->wanted |= lists_headings(&blocks[i]);
        look_for_contents(headings, blocks[i].children, blocks[i].child_count);
    }
}

/* A heading's words as they stand elsewhere: no source marks, and what leads
 * on or is led to does so where the heading itself stands. */
static Text words_of(Writer *w, Text title)
{
    Text words = {ARENA_ARRAY(w->job->arena, Piece, title.count), 0};
    for (int i = 0; i < title.count; i++) {
        if (title.pieces[i].role == PIECE_MARK)
            continue;
        Piece *piece = &words.pieces[words.count++];
        *piece = title.pieces[i];
        piece->uri = piece->target = piece->anchor = NULL;
    }
    return words;
}

static void collect(Headings *headings, Block *blocks, int count)
{
    Arena *arena = headings->writer->job->arena;
    for (int i = 0; i < count; i++) {
        Block *block = &blocks[i];
        if (block->title.count > 0 && !lists_headings(block)) {
            ARENA_RESERVE(arena, headings->list, headings->count, headings->room);
            block->anchor = write_anchor(headings->writer, "heading", headings->count + 1);
            headings->list[headings->count++] =
                (ListedHeading){block->level, words_of(headings->writer, block->title),
                                block->anchor, block->where};
        }
        collect(headings, block->children, block->child_count);
    }
}

/* The block's option of that name. */
static int option_of(const Block *block, const char *name)
{
    for (int i = 0; block->kind->options[i].name; i++)
        if (strcmp(block->kind->options[i].name, name) == 0)
            return block->options[i];
    return 0;
}

static void fill(const Headings *headings, Block *blocks, int count)
{
    for (int i = 0; i < count; i++) {
        Block *block = &blocks[i];
        fill(headings, block->children, block->child_count);
        if (!lists_headings(block))
            continue;
        int from = option_of(block, "from"), to = option_of(block, "to");
        ListedHeading *list =
            ARENA_ARRAY(headings->writer->job->arena, ListedHeading, headings->count);
        for (int h = 0; h < headings->count; h++)
            if (headings->list[h].level >= from && headings->list[h].level <= to)
                list[block->heading_count++] = headings->list[h];
        block->headings = list;
    }
}

void contents_bind(Writer *writer, BlockTree *tree)
{
    Headings headings = {.writer = writer};
    look_for_contents(&headings, tree->blocks, tree->block_count);
    tree->lists_headings = headings.wanted;
    if (!headings.wanted)
        return;
    collect(&headings, tree->blocks, tree->block_count);
    fill(&headings, tree->blocks, tree->block_count);
}
