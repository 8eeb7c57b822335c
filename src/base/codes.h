/* codes.h - every code that a diagnostic can carry, once.
 *
 * E is an error: the brief is not written. W is a warning. Numbers are never
 * used again for another meaning. 0xx reading, 1xx meaning of data, 2xx text
 * and faces, 3xx layout, 4xx environment, 5xx pictures, 6xx charts, lists and maps, 7xx reading
 * aloud (PDF/UA-1), 8xx batches.
 */
#ifndef BASE_CODES_H
#define BASE_CODES_H

#include <stdbool.h>

#define CODES(X)                                                                                   \
    X(E001, "file cannot be read")                                                                 \
    X(E002, "not valid UTF-8")                                                                     \
    X(E003, "JSON syntax")                                                                         \
    X(E004, "key given twice")                                                                     \
    X(E005, "bad escape in a string")                                                              \
    X(E006, "raw control character in a string")                                                   \
    X(E007, "number not allowed by JSON")                                                          \
    X(E008, "text after the end of the document")                                                  \
    X(E009, "nested too deeply")                                                                   \
    X(E010, "a limit is exceeded")                                                                 \
    X(E011, "a key is missing")                                                                    \
    X(E012, "wrong type")                                                                          \
    X(E013, "unknown key")                                                                         \
    X(E014, "word not among those allowed")                                                        \
    X(E015, "value out of range")                                                                  \
    X(E016, "not a date")                                                                          \
    X(E017, "path that leads out of the project")                                                  \
    X(E018, "a file's name is not UTF-8")                                                          \
    X(E101, "unknown source")                                                                      \
    X(E102, "fact without source")                                                                 \
    X(E103, "unknown term")                                                                        \
    X(E104, "text missing in a language")                                                          \
    X(E105, "unknown measure")                                                                     \
    X(E106, "unknown unit")                                                                        \
    X(E107, "unknown fact")                                                                        \
    X(E108, "id given twice")                                                                      \
    X(E109, "unit does not fit the measure")                                                       \
    X(E110, "money without a currency")                                                            \
    X(E111, "unknown block kind")                                                                  \
    X(E112, "unknown style")                                                                       \
    X(E113, "faulty markup in a text")                                                             \
    X(E114, "pointer leads nowhere")                                                               \
    X(E115, "facts that print each other")                                                         \
    X(E116, "target shown as if it were reached")                                                  \
    X(E117, "total refused")                                                                       \
    X(E118, "zone to be compared has errors")                                                      \
    X(E119, "base that cannot be one")                                                             \
    X(E120, "product written twice")                                                               \
    X(E121, "theme that extends itself")                                                           \
    X(E122, "edition without its zone")                                                            \
    X(E124, "name that no zone has")                                                               \
    X(W101, "source that nothing cites")                                                           \
    X(W102, "figure older than the layout allows")                                                 \
    X(W103, "planned figure whose year has passed")                                                \
    X(W122, "edition that makes no brief")                                                         \
    X(W124, "name that perhaps no zone has")                                                       \
    X(E201, "no face has this character")                                                          \
    X(E202, "text too long to set")                                                                \
    X(E203, "too many combining marks")                                                            \
    X(E204, "emoji cannot be set")                                                                 \
    X(E205, "not a character of Unicode")                                                          \
    X(W201, "not in normal form C")                                                                \
    X(W202, "straight quote or apostrophe")                                                        \
    X(W203, "invisible character without work")                                                    \
    X(W204, "hyphen for a minus sign")                                                             \
    X(W205, "word set in two faces")                                                               \
    X(E301, "block does not fit the page")                                                         \
    X(E302, "table wider than the measure")                                                        \
    X(E303, "row with more cells than columns")                                                    \
    X(E310, "more pages than the budget allows")                                                   \
    X(W301, "word cut because it is wider than its line")                                          \
    X(W302, "text that is hard to read on its ground")                                             \
    X(E401, "face file not found")                                                                 \
    X(E402, "face that cannot be used")                                                            \
    X(E403, "file that the system does not give")                                                  \
    X(E501, "picture file cannot be read")                                                         \
    X(E502, "picture outside the project's folder")                                                \
    X(E503, "not a picture of a known sort")                                                       \
    X(E504, "picture file is damaged")                                                             \
    X(E505, "picture too large")                                                                   \
    X(E506, "picture in colours that are not taken")                                               \
    X(E507, "drawing beyond what is drawn of SVG")                                                 \
    X(E508, "picture without words for those who do not see it")                                   \
    X(E509, "no address for a QR code")                                                            \
    X(E601, "figures of different units in one chart")                                             \
    X(E602, "value that cannot be drawn")                                                          \
    X(E603, "two figures in one place of a chart")                                                 \
    X(E604, "parts that make no whole")                                                            \
    X(E605, "too many series to tell apart")                                                       \
    X(E606, "figure without a date on an axis of time")                                            \
    X(E610, "list of two sorts")                                                                   \
    X(E611, "map that reaches beyond its file")                                                    \
    X(E612, "map without room for its names")                                                      \
    X(E613, "place outside the map")                                                               \
    X(E614, "faulty outline of a map")                                                             \
    X(E701, "heading that skips a level")                                                          \
    X(E702, "table without header cells")                                                          \
    X(E703, "link without words")                                                                  \
    X(E801, "worker that died")                                                                    \
    X(E802, "brief that took too long")                                                            \
    X(E803, "brief that needs too much memory")

typedef enum {
#define CODE_NAME(code, title) code,
    CODES(CODE_NAME)
#undef CODE_NAME
        CODE_COUNT
} Code;

/* "E012". */
const char *code_name(Code code);

/* An error, or else a warning? */
bool code_is_error(Code code);

/* Is the machine at fault (4xx), and not what somebody wrote? */
bool code_is_environment(Code code);

/* What the code stands for in a few words. */
const char *code_title(Code code);

#endif
