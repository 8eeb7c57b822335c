#include "brief/schema.h"

const SchemaFile SCHEMAS[] = {
    {"project", "Project", "Which files belong together, and what is made of them.",
     project_fields},
    {"zone", "Zone", "The facts of one zone, and the first paragraph of its brief.", zone_fields},
    {"sources", "Sources", "Who said it: what facts cite.", sources_fields},
    {"terms", "Terms", "Every word on the page that is not a fact, in every language.",
     terms_fields},
    {"layout", "Layout", "Which blocks a brief has, in which order, and which facts each shows.",
     layout_fields},
    {"theme", "Theme", "How briefs look: page, faces, colours, styles.", theme_fields},
    {"units", "Units", "Words that no line break parts from a number.", units_fields},
    {NULL, NULL, NULL, NULL}};

/* One of the blocks of all kinds. */
static const JsonShape *any_block(Arena *arena)
{
    int count = 0;
    while (KINDS[count])
        count++;
    const JsonShape **either = ARENA_ARRAY(arena, const JsonShape *, count + 1);
    for (int i = 0; i < count; i++)
        either[i] = block_shape(arena, KINDS[i]);
    either[count] = NULL;
    JsonShape *block = ARENA_NEW(arena, JsonShape);
    *block = (JsonShape){"block", "a part of the page; its kind says how it looks",
                         .either = either, .by = "kind"};
    return block;
}

bool schema_write(Arena *arena, Str name, FILE *to)
{
    for (const SchemaFile *file = SCHEMAS; file->name; file++) {
        if (!str_is(name, file->name))
            continue;
        const JsonShape *apart[] = {any_block(arena), NULL};
        JsonSchema schema = {arena_printf(arena, "zonebrief: %s", file->title), file->about,
                             file->fields(), apart};
        schema_print(arena, &schema, to);
        return true;
    }
    return false;
}
