#include "brief/schema.h"

const SchemaFile SCHEMAS[] = {
    {"project", "Project", "Which files belong together, and what is made of them.", project_fields,
     false},
    {"zone", "Zone", "The facts of one zone, and the first paragraph of its brief.", zone_fields,
     false},
    {"sources", "Sources", "Who said it: what facts cite.", sources_fields, false},
    {"terms", "Terms", "Every word on the page that is not a fact, in every language.",
     terms_fields, false},
    {"layout", "Layout", "Which blocks a brief has, in which order, and which facts each shows.",
     layout_fields, false},
    {"theme", "Theme", "How briefs look: page, faces, colours, styles.", theme_fields, false},
    {"patch", "Theme or patch over another", "What differs from a theme; null takes a value away.",
     theme_fields, true},
    {"units", "Units", "Words that no line break parts from a number.", units_fields, false},
    {"map", "Map", "Outlines of land for dot maps, and places for orientation.", map_fields, false},
    {NULL, NULL, NULL, NULL, false}};

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
        JsonSchema schema = {.title = arena_printf(arena, "zonebrief: %s", file->title),
                             .about = file->about,
                             .fields = file->fields(),
                             .partial = file->partial,
                             .apart = apart};
        schema_print(arena, &schema, to);
        return true;
    }
    return false;
}
