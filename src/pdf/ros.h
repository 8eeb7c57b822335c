/* ros.h - the character collection of a CID-keyed CFF font.
 *
 * A CIDFont's CIDSystemInfo has to be that of the font program it embeds
 * (ISO 32000-1 9.7.3), and only the program's Top DICT says which that is:
 * operator ROS, two strings and a number (Adobe Technical Note 5176, 19).
 */
#ifndef PDF_ROS_H
#define PDF_ROS_H

#include "base/str.h"

typedef struct {
    Str registry, ordering; /* in the CFF */
    int supplement;
} Ros;

typedef enum { ROS_BROKEN, ROS_NONE, ROS_FOUND } RosResult;

/* ROS_NONE: the font is not CID-keyed. */
RosResult ros_read(Str cff, Ros *ros);

#endif
