/* map.c - a dot map (locator): where the places are, on outlines of land.
 *
 * It is a Figure whose alternative text names the places; the note on boundaries and
 * the sources are read below it. See layout/locator.h.
 */
#include "kind/kind.h"
#include "layout/locator.h"

#define SPACE LEN_PT(4) /* above and below the map */

enum { FILE_NAME, HEIGHT, WEST, EAST, SOUTH, NORTH, CAPTION };

static const KindOption OPTIONS[] = {
    [FILE_NAME] = {.name = "file",
                   .type = OPTION_MAP,
                   .otherwise = -1,
                   .least = 1,
                   .about = "map file, named from the layout file: \"../maps/east-asia.json\""},
    [HEIGHT] = {.name = "height",
                .type = OPTION_LENGTH,
                .otherwise = LEN_PT(220),
                .least = LEN_PT(40),
                .most = LEN_PT(1000),
                .about = "points (220)"},
    [WEST] = {"west", OPTION_WHOLE, LOCATOR_NOWHERE, -360, 360, NULL,
              "degrees east that must be in view; without: so that all places are"},
    [EAST] = {"east", OPTION_WHOLE, LOCATOR_NOWHERE, -360, 360, NULL, "the same of its right side"},
    [SOUTH] = {"south", OPTION_WHOLE, LOCATOR_NOWHERE, -80, 80, NULL,
               "degrees north that must be in view"},
    [NORTH] = {"north", OPTION_WHOLE, LOCATOR_NOWHERE, -80, 80, NULL, "the same of its top"},
    [CAPTION] = {.name = "caption",
                 .type = OPTION_TEXT,
                 .otherwise = -1,
                 .about = "a line under the title"},
    {.name = NULL},
};

static int32_t degrees(const Block *block, int option)
{
    int32_t value = block->options[option];
    return value == LOCATOR_NOWHERE ? value : value * LOCATOR_DEGREE;
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    const Locator *locator = block->locator;
    if (!locator || locator->count == 0)
        return;
    heading_hang(setting, block, galley);
    Setting inner = *setting;
    inner.parent = structure_add(setting->structure, setting->parent, ROLE_FIGURE, block->where);
    structure_more(setting->structure, inner.parent)->alt = locator->alt;
    paragraph_block(&inner, ROLE_CAPTION, STYLE_NOTE, block->texts[CAPTION], true, galley);
    LocatorAsk ask = {.wanted = {degrees(block, WEST), degrees(block, EAST), degrees(block, SOUTH),
                                 degrees(block, NORTH)},
                      .height = block->options[HEIGHT]};
    const Frame *map = locator_frame(setting, locator, &ask, inner.parent, block->where);
    if (!map)
        return;
    galley_add(
        galley,
        (Strip){
            .frame = map, .before = SPACE, .after = SPACE, .keep = true, .where = block->where});
    paragraph_block(setting, ROLE_P, STYLE_NOTE, locator->note, true, galley);
    paragraph_block(setting, ROLE_P, STYLE_NOTE, locator->source, false, galley);
}

const Kind kind_map = {
    .name = "map",
    .about = "where the zones are: dots with names on outlines of land, without any border",
    .takes = TAKES_TITLE | SHOWS_MAP,
    .options = OPTIONS,
    .layout = layout,
};
