/* lines.h - zonebrief shape: how a text is cut into lines, for people who
 * want to know why, and for tests. */
#ifndef LINES_H
#define LINES_H

#include "brief/project.h"

typedef struct {
    Lang lang;
    const char *width, *size; /* points, decimal; size NULL: the style's */
    const char *style;        /* JSON object laid over the theme's style "body"; NULL: none */
    const char *text;         /* taken as it is, without markup; "-": standard input */
    bool json;
} LinesAsked;

/* Prints the lines on stdout: 0; 1 with faults in job->diag; 2 after a
 * message if a number is none or standard input no text. */
int lines_show(Job *job, const Project *project, const LinesAsked *asked);

#endif
