/* locator.h - a dot map: outlines of land, and places on it with their names.
 *
 *     view --grow--> the box of degrees that fills the frame
 *          --project--> land as paths, places as points
 *          --place--> each name where it meets no other name and no dot
 *
 * The projection is plate carree with the true scale along the parallel through
 * the middle of the view: degrees of longitude are as long there as they are on
 * the globe, so that no shape is squeezed. For a view of 30 degrees of latitude
 * the scale is off by less than a fifth at its edges, which is good enough to
 * see where a place lies, and a map for measuring is not the aim. Everything is
 * whole numbers: degrees in thousandths, cosines in millionths, lengths in Len.
 *
 * Names are tried at eight sides of their dots, the right one first, by
 * backtracking: if the last name has no room, an earlier one gives way. Only
 * outlines of land are drawn: no border, and so none that is disputed.
 */
#ifndef LAYOUT_LOCATOR_H
#define LAYOUT_LOCATOR_H

#include "layout/paragraph.h"
#include "layout/position.h"

#define LOCATOR_NOWHERE     INT32_MIN
#define LOCATOR_PLACES_MOST 60

typedef struct {
    int32_t west, east, south, north;
} Bounds;

typedef struct {
    Text name;
    Position at;
    bool aside; /* for orientation: smaller, in the secondary colour */
    Where where;
} LocatorPlace;

/* A ring of points; the last leads back to the first. */
typedef struct {
    const Position *points;
    int count;
} Outline;

struct Locator {
    const char *path; /* of the file the land is from */
    Bounds bounds;    /* how far that reaches */
    const Outline *land;
    int land_count;
    const LocatorPlace *places;
    int count;
    Text note, source; /* below it */
    const char *alt;
};

/* What must be in view; LOCATOR_NOWHERE leaves a side to the places. */
typedef struct {
    Bounds wanted;
    Len height;
} LocatorAsk;

/* The map as a frame, setting->measure wide; its content belongs to `figure`.
 * NULL after a report: the file does not reach that far (E611), a name has no
 * room (E612), or a place is out of view (E613). */
const Frame *locator_frame(const Setting *setting, const Locator *locator, const LocatorAsk *ask,
                           NodeId figure, Where where);

#endif
