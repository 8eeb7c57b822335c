/* A page's items, in order, become operators. What is written last is
 * remembered, so that font, colour and marked content change only where the
 * items do:
 *
 *     BT  /P<</MCID 0>>BDC ... EMC  /P<</MCID 1>>BDC ... EMC  ET
 *     /Artifact BMC  re f  EMC  ...
 *
 * Sequences of text lie inside a text object, those of rules outside, so that
 * all nest properly (ISO 32000-1 14.6.1). Within a text object lines are
 * reached by Td from the start of the line before.
 *
 * Words that a reader would get wrong from the glyphs alone carry their
 * ActualText: glyphs that ToUnicode cannot tell, and words whose glyphs stand
 * so far apart that the gap would be read as a space. Such a word is a
 * sequence of its own, with its own MCID, and not one nested in another:
 * poppler loses the text behind a nested one.
 *
 * Frames measure downward from their top left corner, PDF upward from the
 * page's bottom left: y is turned over once, when it is written.
 */
#include "pdf/content.h"

#include <assert.h>

#include "base/map.h"
#include "pdf/image.h"
#include "pdf/pack.h"
#include "pdf/path.h"
#include "pdf/show.h"
#include "pdf/syntax.h"

#define LINK_GRAIN  100  /* of an active area's edges: fewer digits to write */
#define NODE_CLOSED (-1) /* no marked content is open */

typedef struct {
    Writer *writer;
    const Uses *uses;
    Tags *tags;
    int page;
    Len height;
    Buf buf;             /* the content; emptied for each page */
    Buf annotations;     /* references */
    Buf scratch;         /* the object being written */
    Map abouts;          /* words about links -> the number of their object */
    NodeId node;         /* whose marked content is open, or NODE_CLOSED */
    Role artifact;       /* of which sort, if the node is NODE_ARTIFACT */
    int sequences;       /* of marked content that are open */
    bool in_word;        /* it is a word with ActualText */
    bool in_text;        /* behind BT */
    Len line_x, line_y;  /* start of the text line, in PDF's coordinates */
    const FontUse *font; /* of the last Tf; NULL: none yet */
    Len size;
    Len rise;
    bool coloured; /* a colour was set */
    Colour colour;
} Content;

static void close_node(Content *content)
{
    for (; content->sequences > 0; content->sequences--)
        buf_text(&content->buf, "EMC\n");
    content->node = NODE_CLOSED;
    content->in_word = false;
}

static void end_text(Content *content)
{
    if (!content->in_text)
        return;
    close_node(content);
    buf_text(&content->buf, "ET\n");
    content->in_text = false;
}

static void begin_text(Content *content)
{
    if (content->in_text)
        return;
    close_node(content);
    buf_text(&content->buf, "BT\n");
    content->in_text = true;
    content->line_x = content->line_y = 0;
}

/* ISO 14289-1 7.8 wants running heads and feet to be told from other artifacts
 * (ISO 32000-1 14.8.2.2.2). */
static void open_artifact(Buf *buf, Role sort)
{
    if (sort == ROLE_ARTIFACT)
        buf_text(buf, "/Artifact BMC\n");
    else
        buf_printf(buf, "/Artifact<</Type/Pagination/Subtype/%s>>BDC\n",
                   sort == ROLE_HEAD ? "Header" : "Footer");
}

static bool is_tagged(const Content *content)
{
    return !content->tags->document->structure->untagged;
}

/* Opens the sequence of a node that is read; of a word it stays open to have
 * its ActualText. */
static void open_sequence(Content *content, NodeId node, Len top, bool word)
{
    Buf *buf = &content->buf;
    Role role = content->tags->document->structure->nodes[node].role;
    buf_char(buf, '/');
    buf_text(buf, word ? "Span" : role_name(role));
    buf_text(buf, "<</MCID ");
    buf_int(buf, tags_mark(content->tags, node, content->page, top));
    if (!word)
        buf_text(buf, ">>BDC\n");
}

/* Opens marked content; `word` is its ActualText, or USE_NO_WORD. Readers look for
 * ActualText in sequences tagged Span alone; an artifact's is nested in it. In an
 * untagged document nothing is marked but such words. */
static void begin_node(Content *content, NodeId node, Len top, Str word)
{
    Buf *buf = &content->buf;
    close_node(content);
    content->node = node;
    content->in_word = word.data != NULL;
    bool tagged = is_tagged(content);
    if (tagged && node == NODE_ARTIFACT)
        open_artifact(buf, content->artifact);
    else if (tagged)
        open_sequence(content, node, top, content->in_word);
    else if (node != NODE_ARTIFACT)
        tags_see(content->tags, node, content->page, top);
    bool nested = content->in_word && (node == NODE_ARTIFACT || !tagged);
    content->sequences = tagged + nested;
    if (!content->in_word)
        return;
    buf_text(buf, nested ? "/Span<</ActualText" : "/ActualText");
    syntax_text_wide(buf, word);
    buf_text(buf, ">>BDC\n");
}

/* Closes the marked content that is open, unless it is `node`'s; its next item has `box`. */
static NodeId turn_to_node(Content *content, NodeId node, Box box)
{
    NodeId resolved = tags_resolve(content->tags, node);
    Role role = content->tags->document->structure->nodes[node].role;
    Role artifact = role_is_read(role) ? ROLE_ARTIFACT : role;
    if (resolved != content->node || artifact != content->artifact)
        close_node(content);
    content->artifact = artifact;
    if (resolved != NODE_ARTIFACT)
        tags_cover(content->tags, resolved, content->page, box);
    return resolved;
}

/* Makes `node`'s marked content the open one. */
static void open_node(Content *content, NodeId node, Box box)
{
    NodeId resolved = turn_to_node(content, node, box);
    if (content->node == NODE_CLOSED)
        begin_node(content, resolved, box.top, USE_NO_WORD);
}

static void set_colour(Content *content, Colour colour)
{
    if (content->coloured && content->colour == colour)
        return;
    colour_paint(&content->buf, colour, "g", "rg");
    content->coloured = true;
    content->colour = colour;
}

static void set_font(Content *content, const FontUse *font, Len size)
{
    if (content->font == font && content->size == size)
        return;
    buf_text(&content->buf, "/F");
    buf_int(&content->buf, font->number);
    buf_char(&content->buf, ' ');
    buf_len(&content->buf, size);
    buf_text(&content->buf, " Tf\n");
    content->font = font;
    content->size = size;
}

/* Starts a line of text at a place on the page, y upward. */
static void move_line(Content *content, Len x, Len y)
{
    buf_len(&content->buf, x - content->line_x);
    buf_char(&content->buf, ' ');
    buf_len(&content->buf, y - content->line_y);
    buf_text(&content->buf, " Td\n");
    content->line_x = x;
    content->line_y = y;
}

static void show_run(Content *content, const FontUse *font, const Run *run, NodeId node, Len top)
{
    Show show = {.buf = &content->buf, .use = font, .run = run, .rise = &content->rise};
    if (run->silent)
        begin_node(content, node, top, (Str){"", 0});
    for (int first = 0, end; first < run->count; first = end) {
        end = use_cluster_end(run, first);
        if (use_is_blank(font, run, first))
            continue;
        Str word = content->in_word ? USE_NO_WORD : use_word(font, run, first, end);
        if (word.data || content->node == NODE_CLOSED) {
            show_pause(&show);
            begin_node(content, node, top, word);
        }
        show_glyphs(&show, first, end);
        bool cluster_word = word.data && run->glyphs[first].word_length == 0;
        if (cluster_word || run->glyphs[end - 1].word_end) {
            show_pause(&show);
            close_node(content);
        }
    }
    show_pause(&show);
}

static void write_run(Content *content, const Item *item, Len x, Len y)
{
    const Run *run = item->as.run;
    if (run->count == 0)
        return;
    const Face *face = run->face;
    const FontUse *font = uses_lookup(content->uses, face);
    Box box = {x, y - face_to_len(face, face->ascender, run->size), x + run->width,
               y - face_to_len(face, face->descender, run->size)};
    begin_text(content);
    NodeId node = turn_to_node(content, item->node, box);
    set_colour(content, run->colour);
    set_font(content, font, run->size);
    move_line(content, x, content->height - y);
    show_run(content, font, run, node, box.top);
}

static void write_rect(Content *content, const Item *item, Len x, Len y)
{
    Len width = item->as.rect.width, height = item->as.rect.height;
    if (width <= 0 || height <= 0)
        return;
    end_text(content);
    open_node(content, item->node, (Box){x, y, x + width, y + height});
    set_colour(content, item->as.rect.fill);
    const Len operands[] = {x, content->height - y - height, width, height};
    for (int i = 0; i < 4; i++) {
        buf_len(&content->buf, operands[i]);
        buf_char(&content->buf, ' ');
    }
    buf_text(&content->buf, "re f\n");
}

static void set_fill(Content *content, const Path *path)
{
    if (path->fill == FILL_SOLID) {
        set_colour(content, path->fill_colour);
        return;
    }
    buf_text(&content->buf, "/HP cs\n");
    colour_write(&content->buf, path->fill_colour);
    buf_text(&content->buf, "/H");
    buf_int(&content->buf, path->fill);
    buf_text(&content->buf, " scn\n");
    content->coloured = false; /* the next sets the space anew */
}

static void write_path(Content *content, const Item *item, Len x, Len y)
{
    const Path *path = item->as.path;
    if (path->count == 0 || (path->fill == FILL_NONE && path->stroke == 0))
        return;
    end_text(content);
    NodeId node = tags_resolve(content->tags, item->node);
    if (node != content->node || content->artifact != ROLE_ARTIFACT) {
        content->artifact = ROLE_ARTIFACT;
        begin_node(content, node, y, USE_NO_WORD);
    }
    if (path->fill)
        set_fill(content, path);
    if (path->stroke) {
        buf_text(&content->buf, "q\n");
        path_write_pen(&content->buf, path);
    }
    Box box = path_write_steps(&content->buf, path, x, y, content->height);
    buf_text(&content->buf, path_operator(path));
    buf_text(&content->buf, path->stroke ? "Q\n" : "");
    if (node != NODE_ARTIFACT)
        tags_cover(content->tags, node, content->page, box);
}

static void write_image(Content *content, const Item *item, Len x, Len y)
{
    Len width = item->as.image.width, height = item->as.image.height;
    if (width <= 0 || height <= 0)
        return;
    end_text(content);
    open_node(content, item->node, (Box){x, y, x + width, y + height});
    images_show(&content->buf, content->tags->document, item, x, content->height - y - height);
}

/* The object of words about a link within the document: a source is cited in many places. */
static uint32_t about_object(Content *content, Str about)
{
    const uint32_t *known = map_lookup(&content->abouts, about);
    if (known)
        return *known;
    uint32_t *object = ARENA_NEW(content->writer->arena, uint32_t);
    *object = pack_add(content->writer);
    map_add(&content->abouts, about, object);
    content->scratch.length = 0;
    syntax_text(&content->scratch, about);
    pack_set_value(content->writer, *object, &content->scratch);
    return *object;
}

/* ISO 32000-1 12.5.6.5; F 4 is Print. */
static void write_link(Content *content, const Item *item, Len x, Len y)
{
    NodeId node = tags_resolve(content->tags, item->node);
    uint32_t object = pack_add(content->writer);
    Len bottom = content->height - y - item->as.link.height;
    const Len edges[] = {x, bottom, x + item->as.link.width, bottom + item->as.link.height};
    const char *uri = item->as.link.uri, *about = item->as.link.about;
    Str words = str_of(about ? about : uri ? uri : item->as.link.target);
    uint32_t about_id = uri ? 0 : about_object(content, words);
    Buf *buf = &content->scratch;
    buf->length = 0;
    buf_text(buf, "/Subtype/Link/Rect");
    for (int i = 0; i < 4; i++) {
        buf_char(buf, i ? ' ' : '[');
        buf_len(buf, len_scale(edges[i], 1, LINK_GRAIN) * LINK_GRAIN);
    }
    buf_text(buf, "]/Border[0 0 0]/F 4/Contents");
    if (uri) {
        syntax_text(buf, words);
        buf_text(buf, "/A<</S/URI/URI");
        syntax_uri(buf, str_of(uri));
        buf_text(buf, ">>");
    } else {
        buf_char(buf, ' ');
        syntax_reference(buf, about_id);
        buf_text(buf, "/Dest");
        syntax_bytes(buf, str_of(item->as.link.target));
    }
    if (node != NODE_ARTIFACT && is_tagged(content)) {
        buf_text(buf, "/StructParent ");
        buf_int(buf, tags_mark_annotation(content->tags, node, content->page, y, object));
    }
    pack_set(content->writer, object, buf);
    if (content->annotations.length)
        buf_char(&content->annotations, ' ');
    syntax_reference(&content->annotations, object);
}

static void write_frame(Content *content, const Frame *frame, Len x, Len y);

static void write_made(Content *content, const Item *item, Len x, Len y)
{
    Arena *arena = arena_new();
    write_frame(content, item_make(item, arena), x, y);
    arena_free(arena);
}

/* Writes a frame whose top left corner stands at x, y of the page. */
static void write_frame(Content *content, const Frame *frame, Len x, Len y)
{
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        switch (item->kind) {
        case ITEM_RUN:
            write_run(content, item, x + item->x, y + item->y);
            break;
        case ITEM_RECT:
            write_rect(content, item, x + item->x, y + item->y);
            break;
        case ITEM_PATH:
            write_path(content, item, x + item->x, y + item->y);
            break;
        case ITEM_FRAME:
            write_frame(content, item->as.frame, x + item->x, y + item->y);
            break;
        case ITEM_LINK:
            write_link(content, item, x + item->x, y + item->y);
            break;
        case ITEM_MADE:
            write_made(content, item, x + item->x, y + item->y);
            break;
        case ITEM_IMAGE:
            write_image(content, item, x + item->x, y + item->y);
            break;
        }
    }
}

static void write_page_object(Content *content, const Object *stream, uint32_t resources,
                              uint32_t parent)
{
    const Frame *frame = content->tags->document->pages[content->page];
    Buf *buf = &content->scratch;
    buf->length = 0;
    buf_text(buf, "/Type/Page/Parent ");
    syntax_reference(buf, parent);
    buf_text(buf, "/MediaBox[0 0 ");
    buf_len(buf, frame->width);
    buf_char(buf, ' ');
    buf_len(buf, frame->height);
    buf_text(buf, "]/Resources ");
    syntax_reference(buf, resources);
    buf_text(buf, "/Contents ");
    syntax_reference(buf, stream->id);
    if (is_tagged(content)) {
        buf_text(buf, "/Tabs/S/StructParents ");
        buf_int(buf, content->page);
    }
    if (content->annotations.length) {
        buf_text(buf, "/Annots[");
        buf_add(buf, content->annotations.data, content->annotations.length);
        buf_char(buf, ']');
    }
    object_set(content->writer, content->tags->pages[content->page], buf);
}

/* Back to the graphics state that a page begins with. */
static void start_page(Content *content, int page)
{
    content->page = page;
    content->height = content->tags->document->pages[page]->height;
    content->node = NODE_CLOSED;
    content->sequences = 0;
    content->in_word = false;
    content->artifact = ROLE_ARTIFACT;
    content->font = NULL;
    content->coloured = false;
    content->rise = 0;
    content->buf.length = content->annotations.length = 0;
}

void content_write_pages(Writer *writer, const Uses *uses, Tags *tags, Object *const *streams,
                         uint32_t resources, const uint32_t *parents)
{
    Content content = {.writer = writer, .uses = uses, .tags = tags};
    buf_init(&content.buf, writer->arena);
    buf_init(&content.annotations, writer->arena);
    buf_init(&content.scratch, writer->arena);
    map_init(&content.abouts, writer->arena);
    for (int page = 0; page < tags->document->page_count; page++) {
        start_page(&content, page);
        write_frame(&content, tags->document->pages[page], 0, 0);
        end_text(&content);
        close_node(&content);
        content.scratch.length = 0;
        object_set_stream(writer, streams[page], &content.scratch, content.buf.data,
                          content.buf.length);
        write_page_object(&content, streams[page], resources, parents[page]);
    }
}
