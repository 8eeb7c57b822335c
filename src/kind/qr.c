/* qr.c - an address as a QR code that is a link as well, and in words. */
#include <string.h>

#include "kind/kind.h"
#include "layout/qr.h"

#define SPACE LEN_PT(6)

enum { ADDRESS, SIZE, ABOUT };

static bool is_address(const char *text)
{
    return strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0;
}

static void report(const Setting *setting, const Block *block, const char *address)
{
    diag_add(setting->job->diag,
             &(Report){.code = E509,
                       .where = block->where,
                       .message = arena_printf(setting->job->arena,
                                               "\"%s\" cannot be set as a QR code", address),
                       .help = "give an http or https address of at most 2,000 characters"});
}

/* The drawing is a Figure in a Link; the words below say the address. */
static void hang_code(const Setting *setting, const Block *block, const Path *path,
                      const char *address, const char *about, Galley *galley)
{
    Arena *arena = setting->job->arena;
    Structure *structure = setting->structure;
    Len size = block->options[SIZE];
    NodeId paragraph = structure_add(structure, setting->parent, ROLE_P, block->where);
    NodeId link = structure_add(structure, paragraph, ROLE_LINK, block->where);
    NodeId figure = structure_add(structure, link, ROLE_FIGURE, block->where);
    structure_more(structure, figure)->alt = about;
    Frame *frame = frame_new(arena, size, size);
    frame_add_path(arena, frame, 0, 0, path, figure, block->where);
    Span span = {.node = link, .where = block->where, .uri = address, .about = about};
    frame_add_link(arena, frame, 0, size, &span);
    galley_add(galley,
               (Strip){.frame = frame, .before = SPACE, .keep = true, .where = block->where});
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    Arena *arena = setting->job->arena;
    const char *address = text_plain(arena, block->texts[ADDRESS]);
    const char *about = text_plain(arena, block->texts[ABOUT]);
    const Path *path = is_address(address) ? qr_path(arena, str_of(address), block->options[SIZE],
                                                     setting->theme->colours[COLOUR_INK])
                                           : NULL;
    if (!path) {
        report(setting, block, address);
        return;
    }
    heading_hang(setting, block, galley);
    hang_code(setting, block, path, address, *about ? about : address, galley);
    Piece *words = ARENA_NEW(arena, Piece);
    *words = (Piece){.text = str_of(address),
                     .where = block->where,
                     .at = -1,
                     .uri = address,
                     .about = *about ? about : address};
    paragraph_block(setting, ROLE_P, STYLE_NOTE, (Text){words, 1}, false, galley);
}

static const KindOption OPTIONS[] = {
    [ADDRESS] = {.name = "address",
                 .type = OPTION_TEXT,
                 .otherwise = -1,
                 .least = 1,
                 .about = "an http or https address: a text or binding"},
    [SIZE] = {.name = "size",
              .type = OPTION_LENGTH,
              .otherwise = LEN_PT(72),
              .least = LEN_PT(36),
              .most = LEN_PT(300),
              .about = "points, its blank margin counted (72)"},
    [ABOUT] = {.name = "about",
               .type = OPTION_TEXT,
               .otherwise = -1,
               .about = "what is there, for readers who do not see it: a text or binding"},
    {.name = NULL},
};

const Kind kind_qr = {
    .name = "qr",
    .about = "an address as a QR code, a link and words",
    .takes = TAKES_TITLE,
    .options = OPTIONS,
    .layout = layout,
};
