/* image.c - a picture with its caption and where it comes from.
 *
 * It is scaled to the block's width, or to the measure, and to less where it would not fit a page
 * together with the words below it: a picture is never cut.
 */
#include <string.h>

#include "kind/kind.h"

#define SPACE         LEN_PT(7) /* above and below */
#define CAPTION_SPACE LEN_PT(4)
#define CAPTION_LEAST LEN_PT(120) /* below a narrower picture words take the measure */
#define WHITE         0xFFFFFF

enum { FILE_NAME, ALIGNMENT, ALT, CAPTION, SOURCE, GROUND };

static const char *const ALIGNMENTS[] = {"start", "centre", "end", NULL};

static const KindOption OPTIONS[] = {
    [FILE_NAME] = {.name = "file",
                   .type = OPTION_FILE,
                   .otherwise = -1,
                   .least = 1,
                   .about = "PNG, JPEG or SVG, below the folder of the project file"},
    [ALIGNMENT] = {.name = "align",
                   .type = OPTION_WORD,
                   .words = ALIGNMENTS,
                   .about = "where it stands in the measure: start, centre or end"},
    [ALT] = {.name = "alt",
             .type = OPTION_TEXT,
             .otherwise = -1,
             .least = 1,
             .about = "what it shows, for those who do not see it: a text or binding"},
    [CAPTION] = {.name = "caption",
                 .type = OPTION_TEXT,
                 .otherwise = -1,
                 .about = "words below it: a text or binding"},
    [SOURCE] = {.name = "source",
                .type = OPTION_TEXT,
                .otherwise = -1,
                .about = "who made it, below the caption: a text or binding"},
    [GROUND] = {.name = "ground",
                .type = OPTION_COLOUR,
                .otherwise = -1,
                .about = "colour behind pixels that are not opaque (white)"},
    {.name = NULL}};

static Len start_of(int alignment, Len measure, Len width)
{
    return alignment == 1 ? (measure - width) / 2 : alignment == 2 ? measure - width : 0;
}

/* The words below the picture as strips of their own. */
static Galley set_words(const Setting *setting, const Block *block)
{
    Galley words;
    galley_init(&words, setting->job->arena);
    Text source = block->texts[SOURCE];
    paragraph_block(setting, ROLE_CAPTION, STYLE_NOTE, block->texts[CAPTION], source.count > 0,
                    &words);
    paragraph_block(setting, ROLE_P, STYLE_SOURCE, source, false, &words);
    return words;
}

/* How high strips are, with the larger of `space` and their own beside them; 0
 * if there are none. */
static Len height_of(const Galley *galley, Len space)
{
    if (galley->count == 0)
        return 0;
    Len own = len_max(galley->strips[0].before, galley->strips[galley->count - 1].after);
    return galley_frame(galley, 0)->height + len_max(space, own);
}

/* Its width, so that it stands on a page with its heading and words, which are
 * `beside` high. */
static Len fitting_width(const Setting *setting, const Block *block, Len beside)
{
    const Picture *picture = block->picture;
    Len width = block->width ? len_min(block->width, setting->measure) : setting->measure;
    Len most = len_max(LEN_POINT, setting->page_depth - beside);
    if (picture_height(picture, width) > most)
        width = len_max(1, (Len)((int64_t)most * picture->width / picture->height));
    return width;
}

static NodeId add_figure(const Setting *setting, const Block *block)
{
    Arena *arena = setting->job->arena;
    NodeId figure = structure_add(setting->structure, setting->parent, ROLE_FIGURE, block->where);
    const char *alt = text_plain(arena, block->texts[ALT]);
    structure_more(setting->structure, figure)->alt = alt;
    if (alt[strspn(alt, " \n")] == '\0')
        diag_add(setting->job->diag,
                 &(Report){.code = E508,
                           .where = block->where,
                           .message = arena_printf(arena, "%s has no words in \"alt\"",
                                                   block->picture->name),
                           .help = "say what it shows in a sentence"});
    return figure;
}

static void hang_picture(const Setting *setting, const Block *block, NodeId figure, Len width,
                         bool keep, Galley *galley)
{
    Arena *arena = setting->job->arena;
    const Picture *picture = block->picture;
    int ground = block->options[GROUND];
    Frame *frame = frame_new(arena, width, picture_height(picture, width));
    frame_add_image(arena, frame, 0, 0, width, picture,
                    ground < 0 ? WHITE : setting->theme->colours[ground], figure, block->where);
    galley_add(galley, (Strip){.frame = frame,
                               .x = start_of(block->options[ALIGNMENT], setting->measure, width),
                               .before = SPACE,
                               .after = keep ? CAPTION_SPACE : SPACE,
                               .keep = keep,
                               .where = block->where});
}

static void hang_words(const Galley *words, Len x, Galley *galley)
{
    for (int i = 0; i < words->count; i++) {
        Strip strip = words->strips[i];
        bool last = i == words->count - 1;
        strip.x += x;
        strip.keep = !last;
        strip.after = last ? len_max(strip.after, SPACE) : strip.after;
        galley_add(galley, strip);
    }
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    Setting inner = *setting;
    Galley head;
    if (!block->picture)
        return;
    galley_init(&head, setting->job->arena);
    heading_hang(setting, block, &head);
    for (int i = 0; i < head.count; i++)
        galley_add(galley, head.strips[i]);
    if (block->texts[CAPTION].count || block->texts[SOURCE].count)
        inner.parent = structure_add(setting->structure, setting->parent, ROLE_DIV, block->where);
    NodeId figure = add_figure(&inner, block);
    Len width = fitting_width(setting, block, 0);
    inner.measure = width < CAPTION_LEAST ? setting->measure : width;
    Galley words = set_words(&inner, block);
    Len beside = height_of(&head, SPACE) + height_of(&words, CAPTION_SPACE);
    width = fitting_width(setting, block, beside);
    hang_picture(setting, block, figure, width, words.count > 0, galley);
    hang_words(&words, start_of(block->options[ALIGNMENT], setting->measure, inner.measure),
               galley);
}

const Kind kind_image = {
    .name = "image",
    .about = "a picture, with a caption and where it comes from",
    .takes = TAKES_TITLE | TAKES_WIDTH,
    .options = OPTIONS,
    .layout = layout,
};
