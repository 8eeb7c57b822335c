/* imprint.c - who answers for the brief, small at its end; kept together. */
#include "kind/kind.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    heading_hang(setting, block, galley);
    if (block->text.count == 0)
        return;
    NodeId node = structure_add(setting->structure, setting->parent, ROLE_P, block->where);
    Paragraph words = paragraph_shape(setting, STYLE_NOTE, block->text, node);
    Frame *frame = paragraph_frame(setting, &words, setting->measure);
    const Style *style = &setting->theme->styles[STYLE_NOTE];
    galley_add(galley, (Strip){.frame = frame,
                               .before = style->leading,
                               .after = style->after,
                               .where = block->where});
}

const Kind kind_imprint = {
    .name = "imprint",
    .about = "who answers for the brief, small and kept together",
    .takes = TAKES_TITLE | TAKES_TEXT,
    .layout = layout,
};
