/* pagebreak.c - what follows begins a page. Expanding gives that to the next block
 * that has something to show, so that nothing stands here, and no empty page comes of it. */
#include "kind/kind.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    (void)setting;
    (void)block;
    (void)galley;
}

const Kind kind_pagebreak = {
    .name = "pagebreak",
    .about = "what follows begins a page",
    .takes = BREAKS_PAGE,
    .layout = layout,
};
