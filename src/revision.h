/* revision.h - which sources the program was made from. */
#ifndef REVISION_H
#define REVISION_H

/* Hexadecimal digits: the same for the same sources. Made by the Makefile. */
extern const char *const REVISION;

#endif
