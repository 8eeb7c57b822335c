#include "text/version.h"

#include <hb.h>
#include <unicode/uversion.h>

const char *text_version(Arena *arena)
{
    UVersionInfo version;
    char icu[U_MAX_VERSION_STRING_LENGTH];
    u_getVersion(version);
    u_versionToString(version, icu);
    return arena_printf(arena, "HarfBuzz %s, ICU %s", hb_version_string(), icu);
}
