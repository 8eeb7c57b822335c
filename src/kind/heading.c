/* heading.c - a heading alone, kept with what follows. */
#include "kind/kind.h"

const Kind kind_heading = {
    .name = "heading",
    .about = "a heading, kept with what follows",
    .takes = TAKES_TITLE,
    .layout = heading_hang,
};
