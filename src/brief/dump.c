#include "base/buf.h"
#include "brief/expand.h"
#include "kind/kind.h"
#include "layout/locator.h"

static void indent(Buf *out, int depth)
{
    for (int i = 0; i < depth; i++)
        buf_text(out, "  ");
}

static void dump_words(Buf *out, Str words)
{
    for (size_t c = 0; c < words.length; c++)
        if (words.data[c] == '\n')
            buf_text(out, "\\n");
        else
            buf_char(out, words.data[c]);
}

/* As the data would have it (markup.h), and <ja:...> for other languages. */
static void dump_piece(Buf *out, const Piece *piece)
{
    const char *mark = piece->role == PIECE_STRONG ? "*" : piece->role == PIECE_EMPH ? "_" : "";
    bool bracket = piece->reading.length || piece->uri;
    if (piece->lang != LANG_NONE)
        buf_printf(out, "<%s:", lang_tag(piece->lang));
    buf_text(out, mark);
    buf_text(out, bracket ? "[" : "");
    dump_words(out, piece->text);
    if (piece->reading.length)
        buf_printf(out, "](ruby:%.*s)", (int)piece->reading.length, piece->reading.data);
    else if (piece->uri)
        buf_printf(out, "](%s)", piece->uri);
    buf_text(out, mark);
    if (piece->lang != LANG_NONE)
        buf_char(out, '>');
}

static void dump_text(Buf *out, int depth, const char *name, Text text)
{
    if (text.count == 0)
        return;
    indent(out, depth);
    buf_printf(out, "%s \"", name);
    for (int i = 0; i < text.count; i++)
        dump_piece(out, &text.pieces[i]);
    buf_text(out, "\"\n");
}

static void dump_entry(Buf *out, int depth, const Entry *entry, int cells)
{
    static const char *const NAMES[] = {
#define FIELD_WORD(name, word) word,
        FIELDS(FIELD_WORD)
#undef FIELD_WORD
    };
    indent(out, depth);
    buf_printf(out, "entry %s\n", entry->id ? entry->id : "");
    for (int i = 0; i < FIELD_COUNT; i++)
        dump_text(out, depth + 1, NAMES[i], entry->fields[i]);
    for (int i = 0; entry->cells && i < cells; i++)
        dump_text(out, depth + 1, "cell", entry->cells[i]);
}

static void dump_block(Buf *out, int depth, const Block *block)
{
    indent(out, depth);
    buf_printf(out, "%s level %d\n", block->kind->name, block->level);
    dump_text(out, depth + 1, "kicker", block->kicker);
    dump_text(out, depth + 1, "title", block->title);
    dump_text(out, depth + 1, "text", block->text);
    if (block->picture) {
        indent(out, depth + 1);
        buf_printf(out, "picture %s\n", block->picture->name);
    }
    for (int i = 0; block->locator && i < block->locator->count; i++)
        dump_text(out, depth + 1, "place", block->locator->places[i].name);
    for (int i = 0; i < block->column_count; i++)
        dump_text(out, depth + 1, "column", block->columns[i].head);
    for (int i = 0; i < block->entry_count; i++)
        dump_entry(out, depth + 1, &block->entries[i], block->column_count);
    for (int i = 0; i < block->child_count; i++)
        dump_block(out, depth + 1, &block->children[i]);
}

void blocks_dump(const BlockTree *tree, FILE *to)
{
    Arena *arena = arena_new();
    Buf out;
    buf_init(&out, arena);
    buf_printf(&out, "document %s \"%s\" date %s\n", lang_tag(tree->lang), tree->title, tree->date);
    dump_text(&out, 0, "head start", tree->head.start);
    dump_text(&out, 0, "head end", tree->head.end);
    dump_text(&out, 0, "foot start", tree->foot.start);
    dump_text(&out, 0, "foot end", tree->foot.end);
    for (int i = 0; i < tree->block_count; i++)
        dump_block(&out, 0, &tree->blocks[i]);
    fwrite(out.data, 1, out.length, to);
    arena_free(arena);
}
