/* scan.c - the grammar of JSON, its limits, and going on after a fault.
 *
 * A descent by hand, one function for each rule, over tokens of token.c. Its
 * depth is capped, so recursion is safe. A parser library was no choice: the
 * ones at hand are lax, stop at the first fault or keep no positions.
 *
 * The aim with faulty text is one report for each slip of the pen, all in one
 * run, and none that merely follows from another. Three rules serve it:
 *
 *   - A fault that can be put right on the spot is (a comma that is missing
 *     before a quote, = for a colon, a key without quotes), and reading goes
 *     on as though nothing had been.
 *   - After any other, recover() skips to the next comma or closing bracket
 *     of the same container. What it skips is not looked at.
 *   - Once brackets do not match, or a container holds what belongs into one
 *     of the other kind, it is anyone's guess where the rest belongs. From
 *     there on (Tokens.lost) only faults within a token are reported: bad
 *     numbers, escapes, bytes.
 *
 * Keys given twice are found with one hash table for the whole document, whose
 * entries are pairs of container and decoded key. It is linear in the number
 * of keys, and needs no table for each object.
 */
#include "json/scan.h"

#include <string.h>

#include "base/limits.h"
#include "json/escape.h"
#include "json/token.h"

/* A key of some object; token length 0 marks a free slot. */
typedef struct {
    uint32_t hash;
    int32_t object;
    uint32_t offset, length;
} KeySlot;

typedef struct {
    Tokens t;
    bool noting; /* where values stand */
    ScanValue *values;
    int count, room;
    KeySlot *slots;
    size_t slot_count, slot_room; /* room is a power of two */
    int depth;
} Scanner;

/* A token's place; length 0: none. */
typedef struct {
    size_t offset, length;
} Span;

static bool scan_value(Scanner *s, int parent, int index, Span key);

/* -- keys given twice ------------------------------------------------------------ */

static Str slot_token(const Scanner *s, const KeySlot *slot)
{
    return (Str){s->t.text.data + slot->offset, slot->length};
}

/* FNV-1a over the decoded key, started from the object's number. */
static uint32_t key_hash(int object, Str token)
{
    uint32_t hash = 2166136261u ^ (uint32_t)object * 2654435769u;
    size_t at = 1;
    char bytes[4];
    for (int length; (length = escape_next(token, &at, bytes)) > 0;)
        for (int i = 0; i < length; i++)
            hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static bool same_key(Str a, Str b)
{
    size_t at = 1, bt = 1;
    char left[4], right[4];
    for (;;) {
        int length = escape_next(a, &at, left);
        if (length != escape_next(b, &bt, right))
            return false;
        if (length == 0)
            return true;
        if (!str_equal((Str){left, (size_t)length}, (Str){right, (size_t)length}))
            return false;
    }
}

/* The slot of the same key of the same object, or the free slot for it. */
static KeySlot *find_slot(Scanner *s, const KeySlot *key)
{
    for (size_t i = key->hash;; i++) {
        KeySlot *slot = &s->slots[i & (s->slot_room - 1)];
        if (slot->length == 0 || (slot->hash == key->hash && slot->object == key->object &&
                                  same_key(slot_token(s, slot), slot_token(s, key))))
            return slot;
    }
}

static void grow_slots(Scanner *s)
{
    KeySlot *old = s->slots;
    size_t old_room = s->slot_room;
    s->slot_room = old_room ? old_room * 2 : 64;
    s->slots = ARENA_ARRAY(s->t.scratch, KeySlot, s->slot_room);
    for (size_t i = 0; i < old_room; i++)
        if (old[i].length)
            *find_slot(s, &old[i]) = old[i];
}

static const char *quote_key(Scanner *s, Str token)
{
    Buf buf;
    buf_init(&buf, s->t.scratch);
    size_t at = 1;
    char bytes[4];
    for (int length; (length = escape_next(token, &at, bytes)) > 0;)
        buf_add(&buf, bytes, (size_t)length);
    return escape_quote(s->t.scratch, (Str){buf.data, buf.length});
}

/* Notes a faultless key of `object`, and reports it if it is there already. */
static void note_key(Scanner *s, int object, Span span)
{
    KeySlot key = {
        .object = object, .offset = (uint32_t)span.offset, .length = (uint32_t)span.length};
    key.hash = key_hash(object, slot_token(s, &key));
    if (s->slot_count * 2 >= s->slot_room)
        grow_slots(s);
    KeySlot *slot = find_slot(s, &key);
    if (slot->length == 0) {
        *slot = key;
        s->slot_count++;
        return;
    }
    if (s->t.lost)
        return;
    const char *name = quote_key(s, slot_token(s, &key));
    int line = token_line(s->t.text, slot->offset);
    token_fault(&s->t, E004, span.offset,
                arena_printf(s->t.scratch, "key %s is given twice in this object", name),
                arena_printf(s->t.scratch, "first given on line %d", line),
                "remove one of the two, or rename it");
}

/* -- going on after a fault -------------------------------------------------------- */

/* Skips to the next comma or closing bracket of the container at hand. */
static void recover(Scanner *s)
{
    int depth = 0;
    int c = token_peek(&s->t, 0);
    if (c == TOKEN_END)
        return;
    for (; c != TOKEN_END; c = token_peek(&s->t, 0)) {
        bool closes = c == '}' || c == ']';
        if (depth == 0 && (closes || c == ','))
            return;
        depth += c == '{' || c == '[';
        depth -= closes;
        if (c == '"')
            token_skip_string(&s->t);
        else
            s->t.at++;
    }
    s->t.lost = true;
}

/* -- containers -------------------------------------------------------------------- */

/* An object or array being read. */
typedef struct {
    size_t opened; /* offset of its bracket */
    char close;    /* the bracket that closes it */
} Container;

static const char *container_name(const Container *container)
{
    return container->close == '}' ? "object" : "array";
}

static void fault_unclosed(Scanner *s, const Container *container)
{
    token_fault(&s->t, E003, container->opened,
                arena_printf(s->t.scratch, "%s is not closed", container_name(container)),
                "opened here, still open at the end of the file",
                arena_printf(s->t.scratch, "add the missing %c", container->close));
    s->t.lost = true;
}

static void fault_mismatch(Scanner *s, const Container *container, int found)
{
    if (s->t.lost)
        return;
    token_fault(&s->t, E003, s->t.at, "brackets do not match",
                arena_printf(s->t.scratch, "%c found, but the %s opened on line %d needs %c", found,
                             container_name(container), token_line(s->t.text, container->opened),
                             container->close),
                NULL);
    s->t.lost = true;
}

/* Is the string here a key? */
static bool is_key(const Tokens *t)
{
    Tokens ahead = *t;
    token_skip_string(&ahead);
    while (token_is_space(token_peek(&ahead, 0)))
        ahead.at++;
    return token_peek(&ahead, 0) == ':';
}

/* Reports what stands where a comma or closing bracket should. Returns true
 * if reading can go on with it as the next member. */
static bool fault_separator(Scanner *s, const Container *container)
{
    int c = token_peek(&s->t, 0);
    bool array = container->close == ']';
    if (array ? c == '"' || c == '{' || c == '[' : c == '"' && is_key(&s->t)) {
        token_fault(&s->t, E003, s->t.at, "comma missing", "a comma must stand before this", NULL);
        return true;
    }
    bool quoted = c == '"' || s->t.text.data[s->t.at - 1] == '"';
    token_fault(&s->t, E003, s->t.at,
                arena_printf(s->t.scratch, "unexpected %s", token_describe(&s->t)),
                arena_printf(s->t.scratch, "expected a comma or %c", container->close),
                quoted ? "a quote within a string is written \\\"" : NULL);
    s->t.lost = s->t.lost || c == ':'; /* a member that is not in an object */
    recover(s);
    return false;
}

/* Steps over the comma here; returns true if a member follows it. */
static bool step_comma(Scanner *s, const Container *container)
{
    size_t comma = s->t.at++;
    token_space(&s->t);
    if (token_peek(&s->t, 0) != container->close)
        return true;
    token_fault(&s->t, E003, comma, "trailing comma",
                arena_printf(s->t.scratch, "nothing follows before the %c", container->close),
                "remove the comma");
    s->t.at++;
    return false;
}

/* Steps over what follows a member; returns true if another one follows. */
static bool scan_separator(Scanner *s, const Container *container)
{
    for (;;) {
        token_space(&s->t);
        int c = token_peek(&s->t, 0);
        if (c == ',')
            return step_comma(s, container);
        if (c == TOKEN_END) {
            fault_unclosed(s, container);
            return false;
        }
        if (c == '}' || c == ']') {
            if (c != container->close)
                fault_mismatch(s, container, c);
            s->t.at++;
            return false;
        }
        if (fault_separator(s, container))
            return true;
    }
}

/* Steps over the colon behind a key; false: there is none, nor a value. */
static bool scan_colon(Scanner *s)
{
    token_space(&s->t);
    int c = token_peek(&s->t, 0);
    if (c == ':') {
        s->t.at++;
        return true;
    }
    if (c != TOKEN_END)
        token_fault(&s->t, E003, s->t.at, "colon missing behind a key", "expected a colon", NULL);
    if (c == '=')
        s->t.at += token_peek(&s->t, 1) == '>' ? 2 : 1;
    return c == '=' || c == '"' || c == '{' || c == '[' || c == '-' || (c >= '0' && c <= '9');
}

/* Moves from the end of a key that was never closed back to the first colon
 * in it, if there is one. */
static bool back_to_colon(Tokens *t, size_t start)
{
    for (size_t at = start; at < t->at && !t->lost; at++) {
        if (t->text.data[at] == ':') {
            t->at = at;
            return true;
        }
    }
    return false;
}

/* One member of an object. Like scan_value, this returns false after a fault
 * from which the next comma or bracket must be looked for. */
static bool scan_member(Scanner *s, int object, int index)
{
    Tokens *t = &s->t;
    Span key = {t->at, 0};
    if (token_decimal_comma(t))
        return true;
    if (token_peek(t, 0) == '"') {
        bool clean;
        if (!token_string(t, LIMIT_KEY_BYTES, &clean) && !back_to_colon(t, key.offset))
            return false;
        key.length = clean ? t->at - key.offset : 0;
        if (clean)
            note_key(s, object, key);
    } else if (!token_loose_key(t)) {
        int c = token_peek(t, 0);
        t->lost = t->lost || c == '{' || c == '['; /* a value that is not in an array */
        return false;
    }
    if (!scan_colon(s))
        return false;
    token_space(t);
    return scan_value(s, object, index, key);
}

/* Steps over commas that nothing stands before; one report for all. */
static void skip_commas(Scanner *s, const Container *container)
{
    if (token_peek(&s->t, 0) == ',')
        token_fault(
            &s->t, E003, s->t.at, "unexpected comma",
            container->close == '}' ? "expected a key in double quotes" : "expected a value", NULL);
    while (token_peek(&s->t, 0) == ',') {
        s->t.at++;
        token_space(&s->t);
    }
}

static void scan_members(Scanner *s, int self, const Container *container)
{
    int index = 0;
    do {
        skip_commas(s, container);
        int c = token_peek(&s->t, 0);
        bool whole = c == TOKEN_END || c == '}' || c == ']' ||
                     (container->close == '}' ? scan_member(s, self, index)
                                              : scan_value(s, self, index, (Span){0, 0}));
        if (!whole)
            recover(s);
        index++;
    } while (scan_separator(s, container));
}

static bool scan_container(Scanner *s, int self)
{
    Container container = {.opened = s->t.at};
    container.close = token_peek(&s->t, 0) == '{' ? '}' : ']';
    if (s->depth == LIMIT_DEPTH) {
        token_fault(&s->t, E009, s->t.at, "nested too deeply",
                    arena_printf(s->t.scratch, "at most %d levels", LIMIT_DEPTH), NULL);
        return false;
    }
    s->depth++;
    s->t.at++;
    token_space(&s->t);
    if (token_peek(&s->t, 0) == container.close)
        s->t.at++;
    else
        scan_members(s, self, &container);
    s->depth--;
    return true;
}

/* -- values ------------------------------------------------------------------------- */

/* Numbers the value that starts here; false, and reading ends, if there are
 * too many. */
static bool add_value(Scanner *s, int parent, int index, Span key)
{
    if (s->count == LIMIT_VALUES) {
        token_fault(&s->t, E010, s->t.at, "too many values in one file",
                    arena_printf(s->t.scratch, "at most %d", LIMIT_VALUES), "split the file");
        token_stop(&s->t);
        return false;
    }
    if (s->noting) {
        ARENA_RESERVE(s->t.scratch, s->values, s->count, s->room);
        s->values[s->count] = (ScanValue){.offset = (uint32_t)s->t.at,
                                          .key = (uint32_t)key.offset,
                                          .key_length = (uint32_t)key.length,
                                          .parent = parent,
                                          .index = index};
    }
    s->count++;
    return true;
}

static bool is_missing(int c)
{
    return c == TOKEN_END || c == ',' || c == '}' || c == ']';
}

/* One value. Returns false after a fault from which the next comma or
 * bracket must be looked for. */
static bool scan_value(Scanner *s, int parent, int index, Span key)
{
    int c = token_peek(&s->t, 0);
    int self = s->count;
    size_t start = s->t.at;
    if (is_missing(c)) {
        if (c != TOKEN_END)
            token_fault(&s->t, E003, start, "value missing",
                        arena_printf(s->t.scratch, "expected a value before this %c", c), NULL);
        return true;
    }
    if (!add_value(s, parent, index, key))
        return false;
    bool whole = true;
    if (c == '"')
        whole = token_string(&s->t, LIMIT_STRING_BYTES, NULL);
    else if (c == '{' || c == '[')
        whole = scan_container(s, self);
    else
        whole = token_bare(&s->t);
    if (s->noting)
        s->values[self].length = s->t.at > start ? (uint32_t)(s->t.at - start) : 1;
    return whole;
}

/* -- the document -------------------------------------------------------------------- */

static bool starts_with(Str text, const char *bytes, size_t length)
{
    return text.length >= length && str_equal((Str){text.data, length}, (Str){bytes, length});
}

/* Reports text that is not UTF-8 at all, or starts with a byte order mark.
 * Returns false if it cannot be read on. */
static bool check_encoding(Tokens *t)
{
    bool marked = starts_with(t->text, "\xFF\xFE", 2) || starts_with(t->text, "\xFE\xFF", 2);
    bool zeros = t->text.length >= 2 && (!t->text.data[0] || !t->text.data[1]);
    if (marked || zeros) {
        token_fault(t, E002, 0, "the file is UTF-16, not UTF-8", "UTF-16",
                    "save the file as UTF-8 without byte order mark");
        return false;
    }
    if (starts_with(t->text, "\xEF\xBB\xBF", 3)) {
        token_fault(t, E003, 0, "the file starts with a byte order mark (BOM)", "U+FEFF",
                    "save the file as UTF-8 without byte order mark");
        t->at = 3;
    }
    return true;
}

static void scan_document(Scanner *s)
{
    Tokens *t = &s->t;
    token_space(t);
    int c = token_peek(t, 0);
    if (c == TOKEN_END) {
        token_fault(t, E003, t->at, "the file is empty", "expected a value", "write at least {}");
        return;
    }
    if (!scan_value(s, -1, 0, (Span){0, 0}) || is_missing(c))
        t->lost = true;
    token_space(t);
    if (token_peek(t, 0) != TOKEN_END)
        token_fault(t, E008, t->at, "text after the end of the document",
                    "the document was complete before this",
                    "remove it, or put the values into one array");
}

static Scanner scan(Arena *scratch, Diag *diag, const char *name, Str text, bool noting)
{
    Scanner s = {
        .t = {.name = name, .text = text, .end = text.length, .diag = diag, .scratch = scratch},
        .noting = noting};
    if (check_encoding(&s.t))
        scan_document(&s);
    return s;
}

bool scan_text(Arena *scratch, Diag *diag, const char *name, Str text)
{
    return scan(scratch, diag, name, text, false).t.faults == 0;
}

ScanValues scan_values(Arena *arena, Str text)
{
    Arena *scratch = arena_new();
    Scanner s = scan(scratch, diag_new(scratch), "", text, true);
    ScanValue *list = ARENA_ARRAY(arena, ScanValue, s.count);
    if (s.count)
        memcpy(list, s.values, (size_t)s.count * sizeof *list);
    ScanValues values = {list, s.count};
    arena_free(scratch);
    return values;
}
