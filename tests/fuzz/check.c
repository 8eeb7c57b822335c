/* check - everything that reads and checks: zone, terms, sources, theme,
 * units, project; and a layout expanded over the zone. fuzz.h says what an
 * input is. */
#include "brief/expand.h"
#include "shared/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Case one;
    Arena *arena = arena_new();
    if (case_read(&one, arena, (Str){(const char *)data, size})) {
        Writer writer = {.cited = NULL};
        BlockTree tree = case_expand(&one, one.lang, &writer);
        blocks_dump(&tree, fuzz_nowhere());
        zone_dump(one.zone, one.files, fuzz_nowhere());
    }
    case_print(&one);
    arena_free(arena);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    return fuzz_mutate_json(data, size, room, seed);
}
