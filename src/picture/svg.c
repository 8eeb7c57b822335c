/* The part of SVG 1.1 that is drawn:
 *
 *     svg (one, with viewBox or width and height), g
 *     path (M L H V C S Q T A Z), rect, circle, ellipse, line, polyline, polygon
 *     transform; fill, fill-rule, stroke and its width, cap, join, miterlimit and
 *     even dashes, color, display: as attributes and within style
 *
 * title, desc, metadata, defs, and elements of other namespaces draw nothing.
 * Everything else is refused by name: a drawing that lost its text or its
 * gradient without a word would be a false one.
 *
 * Expat reads the XML. It opens no other file, and a document that declares
 * entities is refused at the declaration. A shape becomes a Path in the box of
 * the viewBox, whose longer side is DRAWING_SIDE.
 */
#include <expat.h>
#include <string.h>

#include "base/limits.h"
#include "picture/decode.h"
#include "picture/look.h"
#include "picture/pen.h"

#define DRAWING_SIDE 1000 /* points */
#define NAMESPACE    "http://www.w3.org/2000/svg "

/* What an element hands on to those inside it. */
typedef struct {
    Look look;
    Matrix matrix;
    bool skipped; /* nothing in it is drawn */
} Level;

typedef struct {
    Decoding *decoding;
    XML_Parser parser;
    Drawing *drawing;
    Path *paths;
    int room;
    int steps_left;
    Level levels[LIMIT_DRAWING_DEPTH];
    int depth;
} Svg;

/* -- faults ------------------------------------------------------------------------ */

/* Ends the reading. The first fault counts. */
static void fail(Svg *svg, Code code, const char *why, const char *help)
{
    Decoding *decoding = svg->decoding;
    if (decoding->why)
        return;
    decoding->name = arena_printf(decoding->arena, "%s:%d:%d", decoding->name,
                                  (int)XML_GetCurrentLineNumber(svg->parser),
                                  (int)XML_GetCurrentColumnNumber(svg->parser) + 1);
    decode_fail(decoding, code, why, help);
    XML_StopParser(svg->parser, XML_FALSE);
}

static void refuse(Svg *svg, const char *why)
{
    fail(svg, E507, why,
         "README.md lists what is drawn of SVG; convert texts and effects to paths and plain "
         "fills, or save the picture as PNG");
}

static void refuse_attribute(Svg *svg, const char *element, Str name, Str value, const char *why)
{
    int shown = value.length > 40 ? 40 : (int)value.length;
    while (shown > 0 && shown < (int)value.length &&
           ((unsigned char)value.data[shown] & 0xC0) == 0x80)
        shown--;
    refuse(svg, arena_printf(svg->decoding->arena, "<%s> has %.*s=\"%.*s\": %s", element,
                             (int)name.length, name.data, shown, value.data, why));
}

/* -- attributes -------------------------------------------------------------------- */

/* An element's attributes: names and values in turn, ended by NULL. */
typedef const XML_Char **Attributes;

static const char *find(Attributes attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

/* A length, or `otherwise` if there is none of that name. */
static Fixed length_of(Svg *svg, const char *element, Attributes attributes, const char *name,
                       Fixed otherwise)
{
    const char *value = find(attributes, name);
    Fixed length = otherwise;
    if (value && !look_length(str_of(value), &length))
        refuse_attribute(svg, element, str_of(name), str_of(value),
                         "that is no length in px, pt, pc, in, cm or mm");
    return length;
}

static void set_property(Svg *svg, const char *element, Str name, Str value)
{
    const char *why = look_set(&svg->levels[svg->depth].look, name, value);
    if (why)
        refuse_attribute(svg, element, name, look_trim(value), why);
}

/* "fill: none; stroke: #123456" */
static void set_style(Svg *svg, const char *element, Str style)
{
    while (style.length) {
        const char *stop = memchr(style.data, ';', style.length);
        Str one = {style.data, stop ? (size_t)(stop - style.data) : style.length};
        const char *colon = memchr(one.data, ':', one.length);
        size_t name = colon ? (size_t)(colon - one.data) : one.length;
        if (colon)
            set_property(svg, element, look_trim((Str){one.data, name}),
                         (Str){colon + 1, one.length - name - 1});
        else if (look_trim(one).length)
            refuse_attribute(svg, element, STR("style"), one, "that is no property");
        size_t used = one.length + (stop ? 1 : 0);
        style = (Str){style.data + used, style.length - used};
    }
}

static void set_transform(Svg *svg, const char *element, const char *value)
{
    Level *level = &svg->levels[svg->depth];
    Matrix own, outer = level->matrix;
    if (!matrix_read(str_of(value), &own) || !matrix_multiply(&outer, &own, &level->matrix))
        refuse_attribute(svg, element, STR("transform"), str_of(value),
                         "that is no list of transforms, or out of range");
}

/* Attributes that say nothing about how an element looks. */
static bool is_silent(const char *name)
{
    static const char *const NAMES[] = {"id",      "class",       "role",
                                        "lang",    "tabindex",    "focusable",
                                        "version", "baseProfile", "preserveAspectRatio",
                                        NULL};
    return strchr(name, ' ') || str_among(str_of(name), NAMES) >= 0 ||
           strncmp(name, "aria-", 5) == 0 || strncmp(name, "data-", 5) == 0;
}

/* Sets the element's look and transform. `own` are the names of attributes
 * that its shape is read from. */
static void set_level(Svg *svg, const char *element, Attributes attributes, const char *const *own)
{
    for (Attributes a = attributes; *a; a += 2) {
        if (strcmp(a[0], "transform") == 0)
            set_transform(svg, element, a[1]);
        else if (strcmp(a[0], "style") != 0 && !is_silent(a[0]) && str_among(str_of(a[0]), own) < 0)
            set_property(svg, element, str_of(a[0]), str_of(a[1]));
    }
    const char *style = find(attributes, "style");
    if (style)
        set_style(svg, element, str_of(style));
}

/* -- shapes ------------------------------------------------------------------------ */

typedef struct {
    Svg *svg;
    const char *element;
    Attributes attributes;
    Pen pen;
} Shape;

static Fixed length(Shape *shape, const char *name)
{
    return length_of(shape->svg, shape->element, shape->attributes, name, 0);
}

static void draw_data(Shape *shape)
{
    const char *data = find(shape->attributes, "d");
    size_t understood = pen_draw(&shape->pen, str_of(data));
    if (data && !shape->pen.failed && data[understood])
        refuse_attribute(shape->svg, shape->element, STR("d"), str_of(data + understood),
                         "here the path data cannot be read");
}

static void draw_rect(Shape *shape)
{
    Pen *pen = &shape->pen;
    Fixed x = length(shape, "x"), y = length(shape, "y");
    Fixed width = length(shape, "width"), height = length(shape, "height");
    bool rx_given = find(shape->attributes, "rx"), ry_given = find(shape->attributes, "ry");
    Fixed rx = length(shape, rx_given ? "rx" : "ry"), ry = length(shape, ry_given ? "ry" : "rx");
    if (width <= 0 || height <= 0)
        return;
    rx = rx < 0 ? 0 : rx > width / 2 ? width / 2 : rx;
    ry = ry < 0 ? 0 : ry > height / 2 ? height / 2 : ry;
    Fixed right = x + width, bottom = y + height;
    PenArc arc = {.rx = rx, .ry = ry, .sweep = true};
    bool rounded = rx > 0 && ry > 0;
    if (!rounded)
        rx = ry = 0;
    pen_move(pen, x + rx, y);
    pen_line(pen, right - rx, y);
    if (rounded)
        pen_arc(pen, arc, right, y + ry);
    pen_line(pen, right, bottom - ry);
    if (rounded)
        pen_arc(pen, arc, right - rx, bottom);
    pen_line(pen, x + rx, bottom);
    if (rounded) {
        pen_arc(pen, arc, x, bottom - ry);
        pen_line(pen, x, y + ry);
        pen_arc(pen, arc, x + rx, y);
    } else
        pen_line(pen, x, y);
    pen_close(pen);
}

static void draw_circle(Shape *shape)
{
    Fixed radius = length(shape, "r");
    if (radius > 0)
        pen_ellipse(&shape->pen, length(shape, "cx"), length(shape, "cy"), radius, radius);
}

static void draw_ellipse(Shape *shape)
{
    Fixed rx = length(shape, "rx"), ry = length(shape, "ry");
    if (rx > 0 && ry > 0)
        pen_ellipse(&shape->pen, length(shape, "cx"), length(shape, "cy"), rx, ry);
}

static void draw_line(Shape *shape)
{
    pen_move(&shape->pen, length(shape, "x1"), length(shape, "y1"));
    pen_line(&shape->pen, length(shape, "x2"), length(shape, "y2"));
}

static void draw_points(Shape *shape)
{
    const char *value = find(shape->attributes, "points");
    Str text = str_of(value);
    Fixed x, y;
    bool first = true, odd = false;
    for (fixed_skip(&text); fixed_read(&text, &x); fixed_skip(&text)) {
        fixed_skip(&text);
        odd = !fixed_read(&text, &y);
        if (odd)
            break;
        if (first)
            pen_move(&shape->pen, x, y);
        else
            pen_line(&shape->pen, x, y);
        first = false;
    }
    if (text.length || odd)
        refuse_attribute(shape->svg, shape->element, STR("points"), str_of(value),
                         "that is no list of pairs of numbers");
}

static void draw_polygon(Shape *shape)
{
    draw_points(shape);
    if (shape->pen.count)
        pen_close(&shape->pen);
}

/* A length of the drawing's units in those of its box; at least 1. */
static Len box_length(Fixed value, Fine growth)
{
    Fixed wide = fixed_scale(value, growth, FINE_ONE);
    if (wide > (Fixed)20000 * FIXED_ONE)
        wide = (Fixed)20000 * FIXED_ONE;
    return len_max(1, len_scale(wide, LEN_POINT, FIXED_ONE));
}

static Colour colour_of(Paint paint, Colour current)
{
    return paint.kind == PAINT_CURRENT ? current : paint.colour;
}

static void set_line(Svg *svg, const char *element, const Level *level, Path *path)
{
    const Look *look = &level->look;
    Fine growth;
    if (look->stroke.kind == PAINT_NONE || look->width == 0)
        return;
    if (!matrix_growth(&level->matrix, &growth)) {
        refuse(svg, arena_printf(svg->decoding->arena,
                                 "<%s> has a line that its transforms stretch: widths must grow "
                                 "alike in every direction",
                                 element));
        return;
    }
    path->stroke = box_length(look->width, growth);
    path->stroke_colour = colour_of(look->stroke, look->current);
    path->dash = look->dash ? box_length(look->dash, growth) : 0;
    path->cap = look->cap;
    path->join = look->join;
    path->miter = (Len)fixed_scale(look->miter, 1000, FIXED_ONE);
}

/* What has been drawn becomes a path of the drawing. */
static void keep_shape(Shape *shape)
{
    Svg *svg = shape->svg;
    Pen *pen = &shape->pen;
    const Level *level = &svg->levels[svg->depth];
    svg->steps_left = pen->steps_left;
    if (pen->failed) {
        refuse(svg, arena_printf(svg->decoding->arena,
                                 svg->steps_left <= 0
                                     ? "<%s> is too much: a drawing has at most %d steps"
                                     : "<%s> reaches too far out of the drawing",
                                 shape->element, LIMIT_DRAWING_STEPS));
        return;
    }
    Path path = {.steps = pen->steps, .count = pen->count, .even_odd = level->look.even_odd};
    if (level->look.fill.kind != PAINT_NONE) {
        path.fill = FILL_SOLID;
        path.fill_colour = colour_of(level->look.fill, level->look.current);
    }
    set_line(svg, shape->element, level, &path);
    if (path.count == 0 || (!path.fill && !path.stroke))
        return;
    ARENA_RESERVE(svg->decoding->arena, svg->paths, svg->drawing->count, svg->room);
    svg->paths[svg->drawing->count++] = path;
    svg->drawing->paths = svg->paths;
}

/* -- elements ---------------------------------------------------------------------- */

#define OWN_MOST 7

static const struct {
    const char *name;
    void (*draw)(Shape *shape); /* NULL: holds others */
    const char *own[OWN_MOST];  /* attributes it is drawn from */
} ELEMENTS[] = {
    {"g", NULL, {NULL}},
    {"path", draw_data, {"d", NULL}},
    {"rect", draw_rect, {"x", "y", "width", "height", "rx", "ry", NULL}},
    {"circle", draw_circle, {"cx", "cy", "r", NULL}},
    {"ellipse", draw_ellipse, {"cx", "cy", "rx", "ry", NULL}},
    {"line", draw_line, {"x1", "y1", "x2", "y2", NULL}},
    {"polyline", draw_points, {"points", NULL}},
    {"polygon", draw_polygon, {"points", NULL}},
};

static void start_shape(Svg *svg, const char *element, Attributes attributes)
{
    size_t e = 0, count = sizeof ELEMENTS / sizeof *ELEMENTS;
    while (e < count && strcmp(ELEMENTS[e].name, element) != 0)
        e++;
    if (e == count) {
        refuse(svg, arena_printf(svg->decoding->arena, "<%s> is not drawn", element));
        return;
    }
    set_level(svg, element, attributes, ELEMENTS[e].own);
    Level *level = &svg->levels[svg->depth];
    level->skipped = level->look.hidden;
    if (level->skipped || !ELEMENTS[e].draw || svg->decoding->why)
        return;
    Shape shape = {.svg = svg, .element = element, .attributes = attributes};
    shape.pen = (Pen){
        .arena = svg->decoding->arena, .matrix = &level->matrix, .steps_left = svg->steps_left};
    ELEMENTS[e].draw(&shape);
    keep_shape(&shape);
}

/* The box of the drawing's units: its viewBox, or from 0 to its size. */
static bool read_box(Svg *svg, Attributes attributes, Fixed box[4])
{
    const char *value = find(attributes, "viewBox");
    if (!value) {
        box[0] = box[1] = 0;
        box[2] = length_of(svg, "svg", attributes, "width", 0);
        box[3] = length_of(svg, "svg", attributes, "height", 0);
        if (box[2] > 0 && box[3] > 0)
            return true;
        refuse(svg, "<svg> has neither a viewBox nor width and height above 0");
        return false;
    }
    Str text = str_of(value);
    int count = 0;
    for (fixed_skip(&text); count < 4 && fixed_read(&text, &box[count]); count++)
        fixed_skip(&text);
    if (count == 4 && text.length == 0 && box[2] > 0 && box[3] > 0)
        return true;
    refuse_attribute(svg, "svg", STR("viewBox"), str_of(value),
                     "it is left, top, width and height, these above 0");
    return false;
}

static void start_drawing(Svg *svg, Attributes attributes)
{
    static const char *const OWN[] = {"viewBox", "width", "height", "x", "y", NULL};
    Fixed box[4];
    Level *level = &svg->levels[0];
    *level = (Level){.look = look_first(), .matrix = MATRIX_SAME};
    if (!read_box(svg, attributes, box))
        return;
    Fixed longest = box[2] > box[3] ? box[2] : box[3];
    svg->drawing->width = len_max(1, (Len)fixed_scale(box[2], LEN_PT(DRAWING_SIDE), longest));
    svg->drawing->height = len_max(1, (Len)fixed_scale(box[3], LEN_PT(DRAWING_SIDE), longest));
    Fine scale = fixed_scale(DRAWING_SIDE * FIXED_ONE, FINE_ONE, longest);
    Matrix larger = {scale, 0, 0, scale, 0, 0};
    Matrix moved = {FINE_ONE, 0, 0, FINE_ONE, -box[0] * FIXED_ONE, -box[1] * FIXED_ONE};
    if (!matrix_multiply(&larger, &moved, &level->matrix))
        refuse(svg, "<svg> has a viewBox too small to draw in");
    set_level(svg, "svg", attributes, OWN);
}

/* Elements that draw nothing, whatever is in them. */
static bool is_mute(const char *element)
{
    static const char *const NAMES[] = {"title", "desc", "metadata", "defs", NULL};
    return str_among(str_of(element), NAMES) >= 0;
}

static void start(void *user, const XML_Char *name, Attributes attributes)
{
    Svg *svg = user;
    bool ours = strncmp(name, NAMESPACE, strlen(NAMESPACE)) == 0;
    const char *element = ours ? name + strlen(NAMESPACE) : name;
    if (++svg->depth == LIMIT_DRAWING_DEPTH) {
        fail(svg, E505, "its elements are nested too deeply", NULL);
        return;
    }
    if (svg->depth == 0 && ours && strcmp(element, "svg") == 0) {
        start_drawing(svg, attributes);
        return;
    }
    if (svg->depth == 0) {
        fail(svg, E503, "its first element is not <svg> of http://www.w3.org/2000/svg",
             "PNG, JPEG and SVG are taken");
        return;
    }
    Level *level = &svg->levels[svg->depth];
    *level = svg->levels[svg->depth - 1];
    if (ours && (strcmp(element, "style") == 0 || strcmp(element, "script") == 0))
        refuse(svg, arena_printf(svg->decoding->arena, "<%s> is not looked at", element));
    else if (!ours || is_mute(element))
        level->skipped = true;
    else if (!level->skipped)
        start_shape(svg, element, attributes);
}

static void end(void *user, const XML_Char *name)
{
    Svg *svg = user;
    (void)name;
    svg->depth--;
}

static void refuse_entity(void *user, const XML_Char *name, int parameter, const XML_Char *value,
                          int length, const XML_Char *base, const XML_Char *system,
                          const XML_Char *public, const XML_Char *notation)
{
    (void)parameter, (void)value, (void)length, (void)base, (void)system, (void)public;
    (void)notation;
    Svg *svg = user;
    refuse(svg, arena_printf(svg->decoding->arena, "it declares the entity \"%.60s\"", name));
}

static void see_instruction(void *user, const XML_Char *target, const XML_Char *data)
{
    (void)data;
    if (strcmp(target, "xml-stylesheet") == 0)
        refuse(user, "it names a style sheet");
}

bool svg_decode(Decoding *decoding, Drawing *drawing)
{
    Svg *svg = ARENA_NEW(decoding->arena, Svg);
    *svg = (Svg){.decoding = decoding,
                 .parser = XML_ParserCreateNS(NULL, ' '),
                 .drawing = drawing,
                 .steps_left = LIMIT_DRAWING_STEPS,
                 .depth = -1};
    XML_SetUserData(svg->parser, svg);
    XML_SetElementHandler(svg->parser, start, end);
    XML_SetEntityDeclHandler(svg->parser, refuse_entity);
    XML_SetProcessingInstructionHandler(svg->parser, see_instruction);
    enum XML_Status status =
        XML_Parse(svg->parser, decoding->bytes.data, (int)decoding->bytes.length, XML_TRUE);
    if (status != XML_STATUS_OK)
        fail(svg, E504, XML_ErrorString(XML_GetErrorCode(svg->parser)), "mend its XML");
    XML_ParserFree(svg->parser);
    return decoding->why == NULL;
}
