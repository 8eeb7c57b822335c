/* proof.h - reads what is about to be set as a proofreader does, and says
 * what is wrong with its characters. Nothing is changed.
 *
 *     E204  an emoji, alone or a whole sequence of them, that cannot be set
 *     E205  not a character of Unicode: unassigned, or never to be assigned
 *     W201  not in Normalization Form C (UAX #15)
 *     W202  a straight quote or apostrophe, where each language has its own
 *     W203  draws nothing and has no work here: control characters, bidi
 *           controls (UAX #9), joiners that join nothing, variation selectors
 *           (UTS #37) that no face of the chain follows
 *     W204  a hyphen that stands for a minus sign
 *
 * Not warned of, for they do what they mean: zero-width space, word joiner,
 * soft hyphen, spaces of every width; a forced line end; a ZWNJ that keeps an
 * f from joining the letter behind it, and joiners between letters that join.
 * An emoji that a face has as a plain sign, as ☎, is one as long as U+FE0F
 * does not ask for the picture. A character of private use is what a face
 * makes of it.
 *
 * Quotes and hyphens are not looked at in kept spans, which the program wrote,
 * nor in web addresses.
 */
#ifndef TEXT_PROOF_H
#define TEXT_PROOF_H

#include "base/job.h"
#include "text/span.h"

/* Reads `count` spans, each by itself, and reports to job->diag. */
void proof_spans(Job *job, const Span *spans, int count);

/* Is a character that no face has reported by proof_spans? */
bool proof_names(uint32_t c);

/* Is it a control character, a separator of lines, an annotation's anchor or a
 * Hangul filler? They get no glyph; HarfBuzz hides all other invisible ones. */
bool proof_draws_nothing(uint32_t c);

#endif
