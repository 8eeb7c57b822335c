/* Arcs without angles. Divided by its radii an arc lies on the unit circle,
 * where it is known by the unit vectors to its ends, u and v. It is halved
 * until no piece is larger than an eighth of the circle: the way to its middle
 * is the chord turned by a right angle. A piece of angle t is a curve whose
 * pulling points lie 4/3 tan(t/4) along the tangents (off by 4 in a million),
 * and tan(t/4) comes from u and v by roots alone.
 */
#include "picture/pen.h"

#define UNIT      ((int64_t)1 << 24) /* the radius of the unit circle */
#define DEVICE    ((Fixed)1 << 37)   /* 2^21 pt: a step farther out is refused */
#define SMALL_COS 11863283           /* cos 45 degrees of UNIT */

static Len device(Pen *pen, Fixed value)
{
    if (value > -DEVICE && value < DEVICE)
        return len_scale(value, LEN_POINT, FIXED_ONE);
    pen->failed = true;
    return 0;
}

static PathStep *add(Pen *pen, PathVerb verb, const Fixed *places, int count)
{
    if (pen->steps_left-- <= 0)
        pen->failed = true;
    if (pen->failed)
        return NULL;
    ARENA_RESERVE(pen->arena, pen->steps, pen->count, pen->room);
    PathStep *step = &pen->steps[pen->count++];
    step->verb = verb;
    for (int i = 0; i < count; i++) {
        Fixed x = places[2 * i], y = places[2 * i + 1], to_x, to_y;
        pen->failed |= !fixed_in_range(x) || !fixed_in_range(y);
        if (pen->failed)
            return NULL;
        matrix_apply(pen->matrix, x, y, &to_x, &to_y);
        step->x[i] = device(pen, to_x);
        step->y[i] = device(pen, to_y);
        pen->x = x;
        pen->y = y;
    }
    return step;
}

void pen_move(Pen *pen, Fixed x, Fixed y)
{
    add(pen, PATH_MOVE, (const Fixed[]){x, y}, 1);
    pen->start_x = x;
    pen->start_y = y;
}

void pen_line(Pen *pen, Fixed x, Fixed y)
{
    add(pen, PATH_LINE, (const Fixed[]){x, y}, 1);
}

void pen_curve(Pen *pen, Fixed x1, Fixed y1, Fixed x2, Fixed y2, Fixed x, Fixed y)
{
    add(pen, PATH_CURVE, (const Fixed[]){x1, y1, x2, y2, x, y}, 3);
}

static Fixed two_thirds(Fixed from, Fixed to)
{
    return from + fixed_scale(to - from, 2, 3);
}

void pen_bend(Pen *pen, Fixed x1, Fixed y1, Fixed x, Fixed y)
{
    pen_curve(pen, two_thirds(pen->x, x1), two_thirds(pen->y, y1), two_thirds(x, x1),
              two_thirds(y, y1), x, y);
}

void pen_close(Pen *pen)
{
    add(pen, PATH_CLOSE, NULL, 0);
    pen->x = pen->start_x;
    pen->y = pen->start_y;
}

/* -- arcs -------------------------------------------------------------------------- */

typedef struct {
    int64_t x, y; /* of UNIT */
} Vector;

/* The unit circle laid on the drawing. */
typedef struct {
    Vector centre;
    Fixed rx, ry;
    Fine sine, cosine;    /* of the turn */
    Fixed from_x, from_y; /* where on the drawing its origin lies */
} Ellipse;

static Fixed unit_times(int64_t value, int64_t by)
{
    return fixed_scale(value, by, UNIT);
}

static void turn(Fixed x, Fixed y, Fine sine, Fine cosine, Fixed *to_x, Fixed *to_y)
{
    *to_x = fixed_scale(x, cosine, FINE_ONE) - fixed_scale(y, sine, FINE_ONE);
    *to_y = fixed_scale(x, sine, FINE_ONE) + fixed_scale(y, cosine, FINE_ONE);
}

static void place(const Ellipse *ellipse, Vector at, Fixed *x, Fixed *y)
{
    turn(unit_times(ellipse->centre.x + at.x, ellipse->rx),
         unit_times(ellipse->centre.y + at.y, ellipse->ry), ellipse->sine, ellipse->cosine, x, y);
    *x += ellipse->from_x;
    *y += ellipse->from_y;
}

static Vector normal(Vector v)
{
    int64_t length = fixed_root((Wide)v.x * v.x + (Wide)v.y * v.y);
    if (length == 0)
        return (Vector){UNIT, 0};
    return (Vector){fixed_scale(v.x, UNIT, length), fixed_scale(v.y, UNIT, length)};
}

/* 4/3 tan(t/4) of the angle t between the vectors, from tan(t/2), which is
 * sin t / (1 + cos t). */
static int64_t pull_of(Vector u, Vector v)
{
    int64_t cosine = unit_times(u.x, v.x) + unit_times(u.y, v.y);
    int64_t sine = unit_times(u.x, v.y) - unit_times(u.y, v.x);
    sine = sine < 0 ? -sine : sine;
    int64_t half = fixed_scale(sine, UNIT, UNIT + cosine);
    int64_t root = fixed_root((Wide)UNIT * UNIT + (Wide)half * half);
    return fixed_scale(half, 4 * UNIT, 3 * (UNIT + root));
}

/* Draws from u to v. `wide`: by more than half of the circle. */
static void draw_arc(Pen *pen, const Ellipse *ellipse, Vector u, Vector v, bool wide, bool sweep,
                     int depth)
{
    int64_t cosine = unit_times(u.x, v.x) + unit_times(u.y, v.y);
    if (depth < 5 && (wide || cosine < SMALL_COS)) {
        Vector chord = {v.x - u.x, v.y - u.y};
        Vector middle = normal(sweep ? (Vector){chord.y, -chord.x} : (Vector){-chord.y, chord.x});
        draw_arc(pen, ellipse, u, middle, false, sweep, depth + 1);
        draw_arc(pen, ellipse, middle, v, false, sweep, depth + 1);
        return;
    }
    int64_t pull = pull_of(u, v);
    pull = sweep ? pull : -pull;
    Vector first = {u.x - unit_times(u.y, pull), u.y + unit_times(u.x, pull)};
    Vector second = {v.x + unit_times(v.y, pull), v.y - unit_times(v.x, pull)};
    Fixed x[3], y[3];
    place(ellipse, first, &x[0], &y[0]);
    place(ellipse, second, &x[1], &y[1]);
    place(ellipse, v, &x[2], &y[2]);
    pen_curve(pen, x[0], y[0], x[1], y[1], x[2], y[2]);
}

/* Places are taken from the middle of the chord. Afterwards the pen is moved
 * to the very end, which rounding may have missed. */
void pen_arc(Pen *pen, PenArc arc, Fixed x, Fixed y)
{
    Ellipse ellipse = {.rx = arc.rx < 0 ? -arc.rx : arc.rx,
                       .ry = arc.ry < 0 ? -arc.ry : arc.ry,
                       .sine = fixed_sine(arc.turn),
                       .cosine = fixed_cosine(arc.turn),
                       .from_x = (pen->x + x) / 2,
                       .from_y = (pen->y + y) / 2};
    pen->failed |= !fixed_in_range(x) || !fixed_in_range(y);
    if (pen->failed || (pen->x == x && pen->y == y))
        return;
    if (ellipse.rx == 0 || ellipse.ry == 0) {
        pen_line(pen, x, y);
        return;
    }
    Fixed across, down;
    turn((x - pen->x) / 2, (y - pen->y) / 2, -ellipse.sine, ellipse.cosine, &across, &down);
    Vector half = {fixed_scale(across, UNIT, ellipse.rx), fixed_scale(down, UNIT, ellipse.ry)};
    int64_t length = fixed_root((Wide)half.x * half.x + (Wide)half.y * half.y);
    if (length > UNIT) {
        ellipse.rx = unit_times(ellipse.rx, length);
        ellipse.ry = unit_times(ellipse.ry, length);
        half = normal(half);
        length = UNIT;
    }
    if (length == 0) {
        pen_line(pen, x, y);
        return;
    }
    int64_t height = fixed_root((Wide)UNIT * UNIT - (Wide)length * length);
    height = arc.large == arc.sweep ? height : -height;
    ellipse.centre =
        (Vector){fixed_scale(half.y, height, length), -fixed_scale(half.x, height, length)};
    Vector u = normal((Vector){-half.x - ellipse.centre.x, -half.y - ellipse.centre.y});
    Vector v = normal((Vector){half.x - ellipse.centre.x, half.y - ellipse.centre.y});
    draw_arc(pen, &ellipse, u, v, arc.large, arc.sweep, 0);
    pen->x = x;
    pen->y = y;
}

void pen_ellipse(Pen *pen, Fixed x, Fixed y, Fixed rx, Fixed ry)
{
    PenArc arc = {.rx = rx, .ry = ry, .sweep = true};
    pen_move(pen, x + rx, y);
    pen_arc(pen, arc, x - rx, y);
    pen_arc(pen, arc, x + rx, y);
    pen_close(pen);
}

/* -- path data --------------------------------------------------------------------- */

/* Path data being read. */
typedef struct {
    Pen *pen;
    Str rest;
    char last;            /* the command before, in capitals; 0: none */
    Fixed pull_x, pull_y; /* the point that pulled the last curve's end */
} PathReader;

static char capital(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool read_flag(Str *text, Fixed *value)
{
    if (text->length == 0 || (text->data[0] != '0' && text->data[0] != '1'))
        return false;
    *value = text->data[0] == '1';
    *text = (Str){text->data + 1, text->length - 1};
    return true;
}

/* Reads what a command needs; of A the fourth and fifth are flags. */
static bool read_numbers(PathReader *r, char command, Fixed *numbers, int count)
{
    for (int i = 0; i < count; i++) {
        fixed_skip(&r->rest);
        bool flag = command == 'A' && (i == 3 || i == 4);
        if (!(flag ? read_flag(&r->rest, &numbers[i]) : fixed_read(&r->rest, &numbers[i])))
            return false;
    }
    return true;
}

/* Makes the places among a command's numbers absolute. */
static void settle(const Pen *pen, char command, Fixed *numbers, int count)
{
    for (int i = command == 'A' ? 5 : 0; i < count; i++) {
        bool upright = command == 'V' || (command != 'H' && (i % 2 == (command == 'A' ? 0 : 1)));
        numbers[i] += upright ? pen->y : pen->x;
    }
}

/* The last pulling point mirrored, for S and T behind their like. */
static void mirror(const PathReader *r, bool alike, Fixed *x, Fixed *y)
{
    *x = alike ? 2 * r->pen->x - r->pull_x : r->pen->x;
    *y = alike ? 2 * r->pen->y - r->pull_y : r->pen->y;
}

static void draw_bent(PathReader *r, char command, const Fixed *n)
{
    Pen *pen = r->pen;
    Fixed x, y;
    switch (command) {
    case 'C':
        r->pull_x = n[2], r->pull_y = n[3];
        pen_curve(pen, n[0], n[1], n[2], n[3], n[4], n[5]);
        break;
    case 'S':
        mirror(r, r->last == 'C' || r->last == 'S', &x, &y);
        r->pull_x = n[0], r->pull_y = n[1];
        pen_curve(pen, x, y, n[0], n[1], n[2], n[3]);
        break;
    case 'Q':
        r->pull_x = n[0], r->pull_y = n[1];
        pen_bend(pen, n[0], n[1], n[2], n[3]);
        break;
    case 'T':
        mirror(r, r->last == 'Q' || r->last == 'T', &x, &y);
        r->pull_x = x, r->pull_y = y;
        pen_bend(pen, x, y, n[0], n[1]);
        break;
    default:
        pen_arc(pen, (PenArc){n[0], n[1], n[2], n[3] != 0, n[4] != 0}, n[5], n[6]);
    }
}

static void draw(PathReader *r, char command, const Fixed *n)
{
    Pen *pen = r->pen;
    if (command != 'M' && r->last == 'Z') /* goes on where it was closed */
        pen_move(pen, pen->x, pen->y);
    if (command == 'M')
        pen_move(pen, n[0], n[1]);
    else if (command == 'L')
        pen_line(pen, n[0], n[1]);
    else if (command == 'H')
        pen_line(pen, n[0], pen->y);
    else if (command == 'V')
        pen_line(pen, pen->x, n[0]);
    else
        draw_bent(r, command, n);
}

static const char COMMANDS[] = "MLHVCSQTA";
static const int NUMBERS[] = {2, 2, 1, 1, 6, 4, 4, 2, 7};

/* One command with all its numbers; false at a fault. Numbers that go on
 * behind M are those of L. */
static bool read_command(PathReader *r)
{
    char letter = r->rest.data[0], command = capital(letter);
    bool relative = letter != command;
    int index = 0;
    while (COMMANDS[index] && COMMANDS[index] != command)
        index++;
    if ((!COMMANDS[index] && command != 'Z') || (r->last == 0 && command != 'M'))
        return false;
    r->rest = (Str){r->rest.data + 1, r->rest.length - 1};
    if (command == 'Z') {
        pen_close(r->pen);
        r->last = command;
        return true;
    }
    do {
        Fixed numbers[7];
        if (!read_numbers(r, command, numbers, NUMBERS[index]))
            return false;
        if (relative)
            settle(r->pen, command, numbers, NUMBERS[index]);
        draw(r, command, numbers);
        r->last = command;
        command = command == 'M' ? 'L' : command;
        fixed_skip(&r->rest);
    } while (r->rest.length && !((r->rest.data[0] | 0x20) >= 'a') && !r->pen->failed);
    return true;
}

size_t pen_draw(Pen *pen, Str data)
{
    PathReader r = {.pen = pen, .rest = data};
    for (fixed_skip(&r.rest); r.rest.length && !pen->failed; fixed_skip(&r.rest))
        if (!read_command(&r))
            break;
    return data.length - r.rest.length;
}
