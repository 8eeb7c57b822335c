/* text.c - a paragraph. */
#include "kind/kind.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    heading_hang(setting, block, galley);
    paragraph_block(setting, ROLE_P, block->lead ? STYLE_LEAD : STYLE_BODY, block->text, false,
                    galley);
}

const Kind kind_text = {
    .name = "text",
    .about = "a paragraph of prose",
    .takes = TAKES_TITLE | TAKES_TEXT | TAKES_LEAD,
    .layout = layout,
};
