/* fonts.h - the command fonts: what the faces have, and what texts need. */
#ifndef FONTS_H
#define FONTS_H

#include "brief/project.h"

/* Prints the faces of the project's theme: file, how many characters of which
 * blocks of Unicode, features. With `operand` (a zone, or a fact file) also,
 * for each language, which of its texts' characters no face of the theme's
 * styles has, and which not the first of the chain. Returns the exit status:
 * 0, 1 if a character is missing or the file has faults, 3 if there is none. */
int fonts_show(Job *job, const Project *project, Langs langs, char *operand);

#endif
