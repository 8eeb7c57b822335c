/* callout.c - a box that is not to be missed: where sources differ.
 *
 * A bar at the left and a tinted ground; it stays together on a page.
 */
#include "kind/kind.h"
#include "layout/item.h"

#define PAD   LEN_PT(8)
#define SPACE LEN_PT(9) /* above and below the box */
#define BAR   LEN_PT(2.4)

/* "Label, scope, date", as far as they are shown, set off; then the value. */
static Text words_of(const Setting *setting, const Entry *entry)
{
    const LangMarks *marks = lang_marks(setting->lang);
    Str comma = str_of(marks->comma);
    Text head = text_join(setting, entry->fields[FIELD_LABEL], comma, entry->fields[FIELD_SCOPE]);
    head = text_join(setting, head, comma, entry->fields[FIELD_DATE]);
    return text_join(setting, head, str_of(marks->colon), entry->fields[FIELD_VALUE]);
}

static void hang_words(const Setting *setting, const Block *block, Galley *galley)
{
    heading_hang(setting, block, galley);
    paragraph_block(setting, ROLE_P, STYLE_CALLOUT, block->text, false, galley);
    if (block->entry_count == 0)
        return;
    NodeId list = structure_add(setting->structure, setting->parent, ROLE_L, block->where);
    for (int i = 0; i < block->entry_count; i++) {
        const Entry *entry = &block->entries[i];
        ListItem item = {.label = text_of(setting, STR("•"), PIECE_PLAIN, entry->where),
                         .label_style = STYLE_CALLOUT,
                         .indent = LEN_PT(11),
                         .body = words_of(setting, entry),
                         .body_style = STYLE_CALLOUT,
                         .note = entry->fields[FIELD_NOTE],
                         .where = entry->where};
        item_hang(setting, list, &item, galley);
    }
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    const Theme *theme = setting->theme;
    Arena *arena = setting->job->arena;
    Setting inner = *setting;
    inner.measure = setting->measure - 2 * PAD - BAR;
    Galley words;
    galley_init(&words, arena);
    hang_words(&inner, block, &words);
    const Frame *text = galley_frame(&words, inner.measure);
    Frame *box = frame_new(arena, setting->measure, text->height + 2 * PAD);
    frame_add_rect(arena, box, 0, 0, box->width, box->height, theme->colours[COLOUR_PANEL]);
    frame_add_rect(arena, box, 0, 0, BAR, box->height, theme->colours[COLOUR_ALERT]);
    frame_add_frame(arena, box, BAR + PAD, PAD, text);
    galley_add(galley,
               (Strip){.frame = box, .before = SPACE, .after = SPACE, .where = block->where});
}

const Kind kind_callout = {
    .name = "callout",
    .about = "a box that is not to be missed, such as where sources differ",
    .takes = TAKES_TITLE | TAKES_TEXT | TAKES_ENTRIES,
    .layout = layout,
};
