/* contrast.c - relative luminance in whole numbers: a table has the power of
 * 2.4 that WCAG takes of each channel, in millionths. */
#include "brief/contrast.h"

#define LEAST 450

/* sRGB channel to light, in 1/1000000 (WCAG 2.2, relative luminance). */
static const int32_t LIGHT[256] = {
    0,      304,    607,    911,    1214,   1518,   1821,   2125,   2428,   2732,   3035,   3347,
    3677,   4025,   4391,   4777,   5182,   5605,   6049,   6512,   6995,   7499,   8023,   8568,
    9134,   9721,   10330,  10960,  11612,  12286,  12983,  13702,  14444,  15209,  15996,  16807,
    17642,  18500,  19382,  20289,  21219,  22174,  23153,  24158,  25187,  26241,  27321,  28426,
    29557,  30713,  31896,  33105,  34340,  35601,  36889,  38204,  39546,  40915,  42311,  43735,
    45186,  46665,  48172,  49707,  51269,  52861,  54480,  56128,  57805,  59511,  61246,  63010,
    64803,  66626,  68478,  70360,  72272,  74214,  76185,  78187,  80220,  82283,  84376,  86500,
    88656,  90842,  93059,  95307,  97587,  99899,  102242, 104616, 107023, 109462, 111932, 114435,
    116971, 119538, 122139, 124772, 127438, 130136, 132868, 135633, 138432, 141263, 144128, 147027,
    149960, 152926, 155926, 158961, 162029, 165132, 168269, 171441, 174647, 177888, 181164, 184475,
    187821, 191202, 194618, 198069, 201556, 205079, 208637, 212231, 215861, 219526, 223228, 226966,
    230740, 234551, 238398, 242281, 246201, 250158, 254152, 258183, 262251, 266356, 270498, 274677,
    278894, 283149, 287441, 291771, 296138, 300544, 304987, 309469, 313989, 318547, 323143, 327778,
    332452, 337164, 341914, 346704, 351533, 356400, 361307, 366253, 371238, 376262, 381326, 386429,
    391572, 396755, 401978, 407240, 412543, 417885, 423268, 428690, 434154, 439657, 445201, 450786,
    456411, 462077, 467784, 473531, 479320, 485150, 491021, 496933, 502886, 508881, 514918, 520996,
    527115, 533276, 539479, 545724, 552011, 558340, 564712, 571125, 577580, 584078, 590619, 597202,
    603827, 610496, 617207, 623960, 630757, 637597, 644480, 651406, 658375, 665387, 672443, 679542,
    686685, 693872, 701102, 708376, 715694, 723055, 730461, 737910, 745404, 752942, 760525, 768151,
    775822, 783538, 791298, 799103, 806952, 814847, 822786, 830770, 838799, 846873, 854993, 863157,
    871367, 879622, 887923, 896269, 904661, 913099, 921582, 930111, 938686, 947307, 955973, 964686,
    973445, 982251, 991102, 1000000};

static int64_t luminance(Colour colour)
{
    return (2126 * (int64_t)LIGHT[colour >> 16 & 0xFF] + 7152 * (int64_t)LIGHT[colour >> 8 & 0xFF] +
            722 * (int64_t)LIGHT[colour & 0xFF]) /
           10000;
}

int contrast_ratio(Colour a, Colour b)
{
    int64_t one = luminance(a) + 50000, other = luminance(b) + 50000;
    return (int)(one > other ? one * 100 / other : other * 100 / one);
}

typedef struct {
    Job *job;
    const Json *root;
    const Theme *theme;
    bool told[COLOUR_COUNT][COLOUR_COUNT];
} Contrast;

/* The name of a style's colour: styles keep the colour alone. */
static ColourName name_of(const Theme *theme, Colour colour)
{
    int name = 0;
    while (name + 1 < COLOUR_COUNT && theme->colours[name] != colour)
        name++;
    return (ColourName)name;
}

static void check_pair(Contrast *c, StyleName style, Colour colour, ColourName ground)
{
    int ratio = contrast_ratio(colour, c->theme->colours[ground]);
    ColourName name = name_of(c->theme, colour);
    if (ratio >= LEAST || c->told[name][ground])
        return;
    c->told[name][ground] = true;
    const Json *value = json_member(json_member(c->root, "colours"), COLOUR_WORDS[name]);
    diag_add(c->job->diag,
             &(Report){.code = W302,
                       .where = json_where(value),
                       .message = arena_printf(c->job->arena,
                                               "%s on %s has a contrast of %d.%02d:1 in style %s",
                                               COLOUR_WORDS[name], COLOUR_WORDS[ground],
                                               ratio / 100, ratio % 100, STYLE_WORDS[style]),
                       .help = "4.5:1 is the least that can be read by all (WCAG 2.2, 1.4.3)"});
}

static void check_style(Contrast *c, StyleName style, ColourName ground)
{
    const Style *all = &c->theme->styles[style];
    const TextStyle *texts[] = {&all->text, &all->mark, &all->strong, &all->emph, &all->alert};
    for (size_t i = 0; i < sizeof texts / sizeof *texts && ground != COLOUR_NONE; i++)
        check_pair(c, style, texts[i]->colour, ground);
}

/* What a style stands on: COLOUR_PAPER, if nothing is painted there. */
static ColourName ground_of(const Theme *theme, StyleName style)
{
    ColourName ground = COLOUR_PAPER;
    if (style == STYLE_KICKER || style == STYLE_H1 || style == STYLE_NAMES)
        ground = theme->band;
    else if (style == STYLE_TILE_VALUE || style == STYLE_TILE_LABEL || style == STYLE_TILE_NOTE)
        ground = theme->tile.fill;
    else if (style == STYLE_CALLOUT)
        ground = COLOUR_PANEL;
    return ground == COLOUR_NONE ? COLOUR_PAPER : ground;
}

void contrast_check(Job *job, const Json *root, const Theme *theme)
{
    Contrast c = {.job = job, .root = root, .theme = theme};
    for (int style = 0; style < STYLE_COUNT; style++)
        check_style(&c, (StyleName)style, ground_of(theme, (StyleName)style));
    check_style(&c, STYLE_H2, COLOUR_PANEL); /* in callouts */
    check_style(&c, STYLE_H3, COLOUR_PANEL);
    check_style(&c, STYLE_NOTE, COLOUR_PANEL);
    if (!theme->table.zebra)
        return;
    check_style(&c, STYLE_TABLE_CELL, COLOUR_PANEL);
    check_style(&c, STYLE_TABLE_FIGURE, COLOUR_PANEL);
}
