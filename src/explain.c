/* explain.c - every code in plain words.
 *
 * An example is a change to the project that `zonebrief new project` writes:
 * at a JSON Pointer of one of its files stands the value shown ("-" behind
 * the pointer of an array: added to it; the pointer "": the whole file, whose
 * text need not be JSON). A test makes each change and sees that the code
 * comes. A code without example wants more than a change: a large file, or
 * bytes that are no text.
 */
#include "explain.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/codes.h"
#include "brief/schema.h"

#define CHANGES 3

typedef struct {
    const char *file; /* "zone"; NULL: no more changes */
    const char *pointer;
    const char *value;
} Change;

typedef struct {
    const char *means;
    const char *mend;
    Change changes[CHANGES];
} Explanation;

/* A zone on a map of made-up land, which the layout's last block shows. */
#define ON_MAP                                                                                     \
    "zone", "/position",                                                                           \
        "{\"latitude\": 40, \"longitude\": 20, \"sources\": [{\"id\": \"report\"}]}"
#define MAP_OF(land, places)                                                                       \
    "map", "",                                                                                     \
        "{\"source\": {\"id\": \"report\"}, \"bounds\": {\"west\": 0, \"east\": 40, "              \
        "\"south\": 30, "                                                                          \
        "\"north\": 50}, \"land\": [\"" land "\"], \"places\": [" places "]}"
#define MAP_BLOCK(more)                                                                            \
    "layout", "/blocks/-", "{\"kind\": \"map\", \"file\": \"../maps/map.json\"" more "}"

static const Explanation EXPLANATIONS[CODE_COUNT] = {
    [E001] = {"A file that is named, on the command line or in another file, cannot be opened: it "
              "is not there, may not be read, or is no plain file.",
              "Mend the path. Paths in a project file are relative to that file.",
              {{"project", "/terms", "\"words.json\""}}},
    [E002] = {"The file holds bytes that are not UTF-8, most often because it was saved in an "
              "older encoding such as GB 18030, Shift JIS or Latin-1.",
              "Save it as UTF-8. The report names the first byte that is wrong."},
    [E003] = {"What stands there is not JSON: a comma too many or missing, a bracket that is not "
              "closed, a quotation mark forgotten.",
              "Look at the place shown, and at what stands right before it.",
              {{"zone", "", "{\"zone\": \"sample\",}"}}},
    [E004] = {"An object has the same key twice. Which of the two counts would be a guess.",
              "Take one of them out.",
              {{"zone", "", "{\"zone\": \"sample\", \"zone\": \"harbour\"}"}}},
    [E005] = {"A backslash in a string is followed by something that JSON does not know, or half "
              "of a surrogate pair stands alone.",
              "A backslash itself is written \\\\. Characters need no escape: type them.",
              {{"zone", "", "{\"zone\": \"sam\\ple\"}"}}},
    [E006] = {"A string holds a line end, a tab or another control character as it is.",
              "Write \\n for a line end and \\t for a tab.",
              {{"zone", "", "{\"zone\": \"sam\nple\"}"}}},
    [E007] = {"JSON does not allow that number: a zero or plus sign before it, a point without "
              "digits on both sides, NaN.",
              "Write it plainly: 12.5, 0.5, -3, 1e6.",
              {{"zone", "", "{\"value\": 012.5}"}}},
    [E008] = {"Something follows the end of the document.",
              "A file is one JSON value. Take the rest out.",
              {{"zone", "", "{\"zone\": \"sample\"} {\"zone\": \"harbour\"}"}}},
    [E009] = {"Objects and arrays stand within one another more than 64 deep.",
              "No file of ours needs that; a bracket is not closed, most likely.",
              {{"zone", "", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}}},
    [E010] =
        {"Something is larger than is read: a file of 32 MiB, 1,000,000 values in one, a string "
         "of 64 KiB, a key of 512 bytes, a number of 128 bytes.",
         "Divide it. The report says which limit it is."},
    [E011] = {"An object lacks a key that it must have. One report names all that are missing.",
              "Add the key; what it holds, the help under the report or the schema says.",
              {{"zone", "/facts/0", "{\"id\": \"first\", \"value\": 12.5}"}}},
    [E012] = {"A value is of another type than its key takes; most often a number stands in "
              "quotation marks, or a text is a bare string where it must be said in every "
              "language.",
              "Write numbers without quotation marks and with a point, 36.9: each language prints "
              "its own decimal mark. Write texts as {\"en\": \"...\"}.",
              {{"zone", "/facts/0/value", "\"36,9\""}}},
    [E013] = {"A key is not one of those the object may have. It would be passed over in silence, "
              "so it is reported: as a rule it is a slip.",
              "Take the name that the help offers. Begin the key with // if it is a note of yours.",
              {{"zone", "/facts/0/valeu", "36.9"}}},
    [E014] = {"A word stands where only certain words may.",
              "Take one of those that the help lists.",
              {{"zone", "/facts/0/status", "\"actaul\""}}},
    [E015] = {"A value is of the right type but cannot be used: too small, too large, or not of "
              "the form wanted, as a colour that is not #RRGGBB.",
              "Keep within what the report says.",
              {{"zone", "/facts/0/tile", "0"}}},
    [E016] = {"A date is not one of the calendar, or not written as dates are here.",
              "Write a day, a month or a year: 2020-11-19, 2020-11, 2020.",
              {{"zone", "/facts/0/asOf", "\"2021-02-30\""}}},
    [E017] = {"A project reads and writes below its own folder and nowhere else, whoever wrote it. "
              "That is the folder of project.json, or the one above if that is called data.",
              "Put the file into the project and name it by a path relative to the file that names "
              "it; \"..\" stands only at the beginning. What is shared by several projects: build "
              "with --root=DIR, a folder that holds all of them. Faces may be anywhere with "
              "--font-path, products with --out.",
              {{"project", "/sources", "\"../../sources.json\""}}},
    [E018] = {"The name of a zone file is not UTF-8. Products and the manifest carry it as a text.",
              "Give the file another name."},
    [E101] = {"A fact cites a source that the file of sources does not have.",
              "Mend the id, or add the source.",
              {{"zone", "/facts/0/sources", "[{\"id\": \"rapport\"}]"}}},
    [E102] = {"A fact names no source. Nothing is printed that nobody answers for.",
              "Say who says so, or leave the fact out.",
              {{"zone", "/facts/0/sources", "[]"}}},
    [E103] = {"A name or label is not in the file of terms.",
              "Mend the key, or add the words under it, in every language.",
              {{"zone", "/facts/0/scope", "\"harbor\""}}},
    [E104] = {"A text has no words in a language that is built.",
              "Add them. A name that has no established form may carry \"latin\": true instead; "
              "then its English form is printed.",
              {{"zone", "/name", "{\"de\": \"Hafen\"}"}}},
    [E105] = {"A fact or a layout names a measure that the file of terms does not have.",
              "Mend the key, or add the measure with its type and label.",
              {{"zone", "/facts/0/measure", "\"aera\""}}},
    [E106] = {"The unit is not in the file of terms, or a number that needs one has none.",
              "Mend the key, or add the unit with its dimension and how it is printed.",
              {{"zone", "/facts/0/unit", "\"km\""}}},
    [E107] = {"A fact is named that the file does not have: in a text, or as base or distinctFrom.",
              "Mend the id. Only facts of the same file can be named.",
              {{"zone", "/summary", "{\"en\": \"It covers [[fact:size]].\"}"}}},
    [E108] = {"Two things have the same id: two facts of a file, or two files of a project.",
              "Give each an id of its own.",
              {{"zone", "/facts/-",
                "{\"id\": \"first\", \"category\": \"figure\", \"measure\": \"area\", \"scope\": "
                "\"harbour\", \"value\": 3, \"unit\": \"km2\", \"status\": \"actual\", "
                "\"sources\": [{\"id\": \"report\"}]}"}}},
    [E109] = {"The unit measures something else than the measure does, or the measure takes none. "
              "Amounts are converted only from money to money.",
              "Take a unit of the measure's dimension.",
              {{"zone", "/facts/0/unit", "\"USD\""}}},
    [E110] = {"An amount of money does not say its currency.",
              "Add the unit: \"CNY\", \"JPY\" or another of the file of terms.",
              {{"zone", "/facts/0",
                "{\"id\": \"first\", \"category\": \"figure\", \"measure\": \"investment\", "
                "\"scope\": \"zone\", \"value\": 5000000, \"status\": \"actual\", \"sources\": "
                "[{\"id\": \"report\"}]}"}}},
    [E111] = {"A layout has a block of a kind that does not exist.",
              "Take one of the kinds that the README or `zonebrief schema layout` lists.",
              {{"layout", "/blocks/-", "{\"kind\": \"tabel\"}"}}},
    [E112] = {"A theme has a style under a name that no block uses: it would have no effect.",
              "Take one of the names that `zonebrief schema theme` lists.",
              {{"theme", "/styles/bodi", "{\"size\": 9}"}}},
    [E113] = {"A mark in a text is begun and not closed, empty, or within another that cannot "
              "hold it.",
              "Close it, or write a backslash before a character that is meant as it stands; in "
              "JSON the backslash is doubled: \\\\*.",
              {{"zone", "/summary", "{\"en\": \"It covers *twelve hectares.\"}"}}},
    [E114] = {"A JSON Pointer of a layout leads to nothing in the fact file that is being set.",
              "Mend the pointer, or give the fact file what it points to.",
              {{"layout", "/title", "{\"pointer\": \"/nmae\"}"}}},
    [E115] = {"The text of a fact prints another fact whose text prints the first, or itself.",
              "Take one of the references out.",
              {{"zone", "/facts/0",
                "{\"id\": \"first\", \"category\": \"event\", \"measure\": \"event\", \"scope\": "
                "\"zone\", \"value\": {\"en\": \"Opened, see [[fact:first]].\"}, \"status\": "
                "\"actual\", \"asOf\": \"2024\", \"sources\": [{\"id\": \"report\"}]}"}}},
    [E116] = {"A block shows a target's value but not that it is one: a reader would take it for "
              "a result.",
              "Show the field status in that block, or have its title say it and add \"says\": "
              "\"target\".",
              {{"zone", "/facts/0/status", "\"target\""},
               {"layout", "/blocks/-",
                "{\"kind\": \"list\", \"select\": {\"category\": \"figure\"}, \"fields\": "
                "[\"label\", \"value\"]}"}}},
    [E117] = {"A total is asked for over facts that must not be summed: their unit, measure, time "
              "or status differ, or one is a part of another.",
              "Leave the total out: the rows stand by themselves, each with its scope and date.",
              {{"zone", "/facts/-",
                "{\"id\": \"cost\", \"category\": \"figure\", \"measure\": \"investment\", "
                "\"scope\": \"zone\", \"value\": 5000000, \"unit\": \"USD\", \"status\": "
                "\"actual\", \"sources\": [{\"id\": \"report\"}]}"},
               {"layout", "/blocks/-",
                "{\"kind\": \"table\", \"select\": {\"category\": \"figure\"}, \"total\": {\"en\": "
                "\"Total\"}, \"columns\": [{\"field\": \"value\", \"head\": {\"en\": "
                "\"Value\"}}]}"}}},
    [E118] = {"An overview compares all zones, and the file of one of them has errors.",
              "Check that zone by itself; its errors are reported there."},
    [E119] = {"A fact says that it is a part of another which it cannot be a part of: itself, or "
              "one that is no number of the same dimension.",
              "Name the whole that it is a part of, as in 11 projects of the 15.",
              {{"zone", "/facts/0/base", "\"first\""}}},
    [E120] = {"Two editions would write a file of the same name, and the later would take the "
              "other's place.",
              "Give one of them a product of its own, such as \"{edition}.{zone}.{lang}.pdf\".",
              {{"project", "/editions/-",
                "{\"name\": \"again\", \"zones\": \"all\", \"layout\": "
                "\"layouts/brief.json\", \"theme\": \"themes/default.json\"}"}}},
    [E121] = {"A theme extends itself, or another that extends it.",
              "Let the last of the row stand by itself, with all that a theme needs.",
              {{"theme", "/extends", "\"default.json\""}}},
    [E122] = {"An edition names a zone that the project does not have, or a zone was asked for "
              "that no edition is for.",
              "Look at /editions of the project file: \"zones\" is \"all\" or a list of ids.",
              {{"project", "/editions/0/zones", "[\"harbours\"]"}}},
    [E124] = {"A layout's condition or selection names a fact or a value that no zone of the "
              "edition has: the block would never be shown.",
              "Mend the name, or take the block out. Zones that lack it are well as long as one "
              "has it.",
              {{"layout", "/blocks/0/when", "{\"fact\": \"aera\"}"}}},
    [W101] =
        {"The file of sources has a source that no fact cites.",
         "Cite it, or take it out. Only a build of all zones can tell.",
         {{"sources", "/sources/leaflet",
           "{\"publisher\": {\"en\": \"Harbour Office\"}, \"title\": {\"text\": \"A leaflet\", "
           "\"lang\": \"en\"}, \"language\": \"en\", \"date\": null, \"class\": \"company\", "
           "\"address\": \"https://example.org/leaflet\"}"}}},
    [W102] = {"A figure is older, against the brief's date, than the months that the layout's "
              "staleAfter allows.",
              "Look for a newer one, or leave it out.",
              {{"layout", "/staleAfter", "1"}}},
    [W103] = {"A plan or target is for a year that has passed by the brief's date, and there is "
              "no actual figure of that measure and scope.",
              "Add what became of it, or a fact with the value null: no figure published.",
              {{"zone", "/facts/0/status", "\"planned\""},
               {"zone", "/facts/0/period", "\"2020\""}}},
    [W122] =
        {"An edition is of no zone, so that it makes no brief. `check` looks at its layout all "
         "the same.",
         "Write a zone file, name zones, or take the edition out.",
         {{"project", "/editions/0/zones", "[]"}}},
    [W124] =
        {"A layout names a fact or a value that no zone of the edition was seen to have, and a "
         "zone that cannot be read, or a key that zones may have, leaves a doubt.",
         "Look whether the name is right; mend the zone that cannot be read.",
         {{"layout", "/blocks/0/when", "{\"pointer\": \"/tables/trade\"}"}}},
    [E201] = {"No face of the style's chain has a character.",
              "Add a face that has it to the theme and to the style's faces; `zonebrief fonts` "
              "shows what the faces have.",
              {{"zone", "/summary", "{\"en\": \"In Thai it is called \u0E17\u0E48\u0E32.\"}"}}},
    [E202] = {"A paragraph is longer than 256 KiB.",
              "Divide it. A bracket or quotation mark may have swallowed the rest of a file."},
    [E203] = {"More than 30 combining marks stand on one character.",
              "No script needs that; take them out."},
    [E204] = {"An emoji: the faces have outlines in one colour, and a picture cannot be set.",
              "Say it in words. A sign that a face has, as \u260E, stays a sign without U+FE0F.",
              {{"zone", "/summary", "{\"en\": \"Now open \U0001F389\"}"}}},
    [E205] = {"A code point that Unicode has given to no character, or never will.",
              "It came from a fault of some program. Type the character that was meant.",
              {{"zone", "/summary", "{\"en\": \"It is \\uFDD0 open.\"}"}}},
    [W201] = {"A text is not in Normalization Form C: a letter and its accent are two characters "
              "where one would do. It is printed the same, but searching may miss it.",
              "Type the letter with its accent; many editors convert to NFC.",
              {{"zone", "/summary", "{\"en\": \"The cafe\\u0301 is open.\"}"}}},
    [W202] = {"A straight quotation mark or apostrophe, for which each language has marks of its "
              "own: \u201C\u201D in English, \u201E\u201C in German, \u300C\u300D in Japanese.",
              "Type those.",
              {{"zone", "/summary", "{\"en\": \"The port's office is open.\"}"}}},
    [W203] = {"A character that draws nothing and has no work where it stands: a control, a bidi "
              "mark, a joiner that joins nothing. Such come with text that was copied.",
              "Delete it; the report says where it is.",
              {{"zone", "/summary", "{\"en\": \"The port\\u200E is open.\"}"}}},
    [W204] = {"A hyphen stands for a minus sign before a figure.",
              "Type \u2212 (U+2212). Values of facts get it by themselves.",
              {{"zone", "/summary", "{\"en\": \"It lies at -3 metres.\"}"}}},
    [W205] = {"No one face of the chain has all letters of a word, so parts of it are set in "
              "different faces, and it looks mended.",
              "Put a face that has them all first, or add one to the chain."},
    [E301] = {"A block, or a part of it that cannot be divided, is taller than the page.",
              "Say it shorter, use a smaller style, or give the page more depth.",
              {{"theme", "/page/size", "{\"width\": 595, \"height\": 180}"}}},
    [E302] = {"The columns of a table cannot be made narrow enough for the measure.",
              "Take columns out, shorten their heads, or give the page more width.",
              {{"theme", "/page/size", "{\"width\": 176, \"height\": 842}"}}},
    [E303] = {"A row that is data has more cells than its table has columns left: cells that reach "
              "down from rows above take up theirs.",
              "Take cells out, or add a column to the table in the layout.",
              {{"layout", "/blocks/-",
                "{\"kind\": \"table\", \"rows\": \"/tables/ships\", \"columns\": [{\"head\": "
                "{\"en\": \"Ship\"}}]}"},
               {"zone", "/tables", "{\"ships\": [[\"Heron\", 12]]}"}}},
    [E310] = {"The edition or the layout says how many pages a brief may have (\"pages\"), and it "
              "has more, even with all that may shrink at its floor. The message says by how "
              "much, and which block is the first that does not fit.",
              "Leave something out: a block (when), some of its facts (limit, select). Or allow "
              "more pages, or lower floors in \"shrink\".",
              {{"project", "/editions/0/pages", "{\"most\": 1, \"shrink\": []}"},
               {"layout", "/blocks/-",
                "{\"kind\": \"text\", \"newPage\": true, \"text\": {\"en\": \"Page two.\"}}"}}},
    [W301] = {"A word is wider than its line and nothing divides it, so it is cut.",
              "Give the column more width, or the language a dictionary for dividing words.",
              {{"theme", "/page/size", "{\"width\": 300, \"height\": 842}"},
               {"zone", "/summary",
                "{\"en\": \"Rindfleischetikettierungs\u00FCberwachungsaufgaben\u00FC"
                "bertragungsgesetz\"}"}}},
    [W302] = {"The contrast of a text's colour with its ground is below 4.5:1, so that not all "
              "can read it (WCAG 2.2, 1.4.3).",
              "Make the text darker or its ground lighter.",
              {{"theme", "/colours/soft", "\"#9aa3ad\""}}},
    [E401] = {"A font file that the theme names is in none of the folders looked into: the "
              "project's folder of fonts, then those of --font-path.",
              "Mend the name, put the file there, or name its folder with --font-path. Fonts of "
              "the machine are never used.",
              {{"theme", "/faces/sans", "{\"file\": \"NotoSans-Light.ttf\"}"}}},
    [E402] = {"A file that the theme names is no font that can be used: not OpenType with "
              "outlines, a collection without a face of that index, or a file that was cut short "
              "or is damaged: a table is not what its checksum says.",
              "Name an .otf or .ttf file; for a collection, an index from 0.",
              {{"theme", "/faces/sans", "{\"file\": \"README.md\"}"}}},
    [E403] = {"The system knows the file and does not give it: the disk has an error, too many "
              "files are open, or there is no memory.",
              "Nothing need be mended in the project. Look after the machine, and build again."},
    [E501] = {"A picture's file is not there or cannot be read.",
              "Mend the name; it counts from the folder of the project file.",
              {{"layout", "/blocks/0",
                "{\"kind\": \"image\", \"file\": \"nothing.png\", \"width\": 100, \"alt\": "
                "{\"en\": \"A pier\"}}"}}},
    [E502] = {"A picture's path leads out of the project's folder, is absolute, or goes over a "
              "symbolic link.",
              "Put the picture below the folder of the project file.",
              {{"layout", "/blocks/0",
                "{\"kind\": \"image\", \"file\": \"../../pier.png\", \"width\": 100, \"alt\": "
                "{\"en\": \"A pier\"}}"}}},
    [E503] = {"A file named as a picture is neither PNG, JPEG nor SVG.",
              "Convert it to one of these; the name's ending does not count, the bytes do.",
              {{"layout", "/blocks/0",
                "{\"kind\": \"image\", \"file\": \"project.json\", \"width\": 100, \"alt\": "
                "{\"en\": \"A pier\"}}"}}},
    [E504] = {"A picture's file is cut off or damaged: its checksums, lengths or data are wrong.",
              "Save it anew from the program that made it."},
    [E505] = {"A picture has more bytes or pixels than are taken (base/limits.h, README).",
              "Make it smaller: a page of paper needs no more than 300 pixels an inch."},
    [E506] = {"A JPEG in CMYK, whose colours the product's profile does not cover.",
              "Convert it to RGB."},
    [E507] = {"An SVG uses something that is not drawn: text, gradients, filters, references, "
              "opacity. The message names the element and its place in the file.",
              "Turn it into paths with plain fills and lines; README has the list."},
    [E508] = {"A picture has no words for readers who cannot see it.",
              "Add \"alt\", a text that says what the picture shows, in every language."},
    [E509] = {"A QR code is to lead to an address of the web, and what it is given is none, or "
              "is too long for a code.",
              "Give an http or https address.",
              {{"layout", "/blocks/0", "{\"kind\": \"qr\", \"address\": {\"en\": \"the pier\"}}"}}},
    [E601] = {"A chart has one scale, and its figures are in different units, which no scale can "
              "hold: square kilometres and dollars, or two currencies.",
              "Make a chart for each unit, or give the figures in one.",
              {{"zone", "/facts/-",
                "{\"id\": \"cost\", \"category\": \"figure\", \"measure\": \"investment\", "
                "\"scope\": \"zone\", \"value\": 5000000, \"unit\": \"USD\", \"status\": "
                "\"actual\", \"sources\": [{\"id\": \"report\"}]}"},
               {"layout", "/blocks/-",
                "{\"kind\": \"bars\", \"select\": {\"category\": \"figure\"}}"}}},
    [E602] = {"A chart was given a value that is no number, or whose time is too far from the "
              "others' for one axis.",
              "Choose facts of a measure that is a number.",
              {{"zone", "/facts/-",
                "{\"id\": \"opening\", \"category\": \"event\", \"measure\": \"event\", \"scope\": "
                "\"zone\", \"value\": {\"en\": \"It opens.\"}, \"status\": \"actual\", "
                "\"sources\": [{\"id\": \"report\"}]}"},
               {"layout", "/blocks/-",
                "{\"kind\": \"bars\", \"select\": {\"category\": [\"figure\", \"event\"]}}"}}},
    [E603] = {"Two figures would stand in the same place of a chart, although they are not two "
              "sources on one thing.",
              "Let \"categories\" or \"series\" name a side in which they differ: label, scope, "
              "date or status.",
              {{"zone", "/facts/-",
                "{\"id\": \"second\", \"category\": \"figure\", \"measure\": \"area\", \"scope\": "
                "\"zone\", \"value\": 11, \"unit\": \"km2\", \"status\": \"actual\", \"asOf\": "
                "\"2020\", \"sources\": [{\"id\": \"report\"}]}"},
               {"layout", "/blocks/-",
                "{\"kind\": \"bars\", \"select\": {\"measure\": \"area\"}}"}}},
    [E604] = {"A ring shows parts of a whole, and one part is negative, or all are zero.",
              "Draw bars.",
              {{"zone", "/facts/0/value", "-12.5"},
               {"layout", "/blocks/-",
                "{\"kind\": \"donut\", \"select\": {\"measure\": \"area\"}}"}}},
    [E605] = {"A chart would have more than 6 series, which no patterns tell apart, or more than "
              "200 figures.",
              "Choose fewer facts, or another side for \"series\"."},
    [E606] = {"A figure without a date has no place on an axis of time.",
              "Give the fact \"asOf\" or \"period\".",
              {{"zone", "/facts/-",
                "{\"id\": \"undated\", \"category\": \"figure\", \"measure\": \"area\", \"scope\": "
                "\"zone\", \"value\": 11, \"unit\": \"km2\", \"status\": \"actual\", \"sources\": "
                "[{\"id\": \"report\"}]}"},
               {"layout", "/blocks/-",
                "{\"kind\": \"lines\", \"select\": {\"id\": \"undated\"}}"}}},
    [E610] = {"A list cannot have both numbers and terms in its margin.",
              "Leave out \"numbered\" or \"definition\".",
              {{"layout", "/blocks/-",
                "{\"kind\": \"list\", \"numbered\": true, \"definition\": true, \"select\": "
                "{\"category\": \"figure\"}}"}}},
    [E611] =
        {"A map file holds land within its bounds alone; beyond them the map would be blank, as if "
         "there were sea.",
         "Ask for less with \"west\", \"east\", \"south\", \"north\", or for another \"height\"; "
         "or make a map file that reaches further (data/maps/README.md).",
         {{MAP_OF("1000 3500 500 0 0 500", "")}, {ON_MAP}, {MAP_BLOCK(", \"west\": -20")}}},
    [E612] =
        {"Every name stands on the map beside its dot and meets no other. If there is no way to "
         "place them all, none is left out in silence.",
         "Give the map more \"height\", or a narrower view.",
         {{MAP_OF("1000 3500 500 0 0 500",
                  "{\"name\": {\"en\": \"A name as wide as this map is\"}, \"position\": "
                  "{\"latitude\": 41, \"longitude\": 21, \"sources\": [{\"id\": "
                  "\"report\"}]}}")},
          {ON_MAP},
          {MAP_BLOCK(", \"width\": 60, \"height\": 40")}}},
    [E613] = {"A zone's position is not within the sides that the layout gives the map.",
              "Change \"west\", \"east\", \"south\" or \"north\", or leave them out.",
              {{MAP_OF("1000 3500 500 0 0 500", "")},
               {ON_MAP},
               {MAP_BLOCK(", \"west\": 28, \"east\": 38, \"height\": 100")}}},
    [E614] = {"An outline is one string of whole hundredths of a degree, with one space between: "
              "longitude and latitude of the first point, then the way to each next one.",
              "Make the file with data/maps/make-map.py.",
              {{MAP_OF("10.5 35, 500 0", "")}, {ON_MAP}, {MAP_BLOCK("")}}},
    [E701] = {"A heading is two levels below the one before it, or the first is not of level 1. "
              "Who listens to a page goes from heading to heading, and looks for the one between.",
              "Give the block another \"level\". With --pdf-standard=none this is no error.",
              {{"layout", "/blocks/0/level", "2"}}},
    [E702] = {"A table has no header cells, or a head row that says nothing: who listens to a cell "
              "is not told what it is about.",
              "Give the columns heads of words. With --pdf-standard=none this is no error.",
              {{"layout", "/blocks/-",
                "{\"kind\": \"table\", \"select\": {\"measure\": \"area\"}, \"columns\": "
                "[{\"field\": \"value\", \"head\": {\"en\": \"\u00A0\"}}]}"}}},
    [E703] = {"A link has no words, so that nothing says where it leads.",
              "Write [words](https://address). With --pdf-standard=none this is no error.",
              {{"zone", "/summary", "{\"en\": \"[\u00A0](https://harbour.example)\"}"}}},
    [E801] = {"The process that made the brief has died, of a fault in zonebrief or a library.",
              "The other briefs are built. Please report it with the files that do it."},
    [E802] = {"The brief took longer than --time-limit allows, and was given up.",
              "Look for what is so large in it, or allow more time."},
    [E803] = {"The brief needs more memory than --memory-limit allows, and was given up.",
              "Look for what is so large in it, or allow more memory."},
};

/* -- text -------------------------------------------------------------------------- */

/* Words in lines of at most 78 characters. */
static void print_wrapped(const char *words)
{
    int column = 0;
    while (*words) {
        int length = (int)strcspn(words, " "), width = 0;
        for (int i = 0; i < length; i++)
            width += ((unsigned char)words[i] & 0xC0) != 0x80;
        if (column && column + 1 + width > 78) {
            putchar('\n');
            column = 0;
        }
        printf("%s%.*s", column ? " " : "", length, words);
        column += width + (column > 0);
        words += length;
        words += *words == ' ';
    }
    putchar('\n');
}

static const char *last_step(const char *pointer)
{
    const char *slash = strrchr(pointer, '/');
    return slash ? slash + 1 : "";
}

static void print_change(const Change *change)
{
    const char *key = last_step(change->pointer);
    bool index = *key == '\0' || strspn(key, "0123456789-") == strlen(key);
    if (*change->pointer)
        printf("\nIn a %s file, at %s:\n\n", change->file, change->pointer);
    else
        printf("\nA %s file:\n\n", change->file);
    if (index)
        printf("    %s\n", change->value);
    else
        printf("    \"%s\": %s\n", key, change->value);
}

static void print_code(Code code)
{
    const Explanation *explanation = &EXPLANATIONS[code];
    printf("%s: %s (%s)\n\n", code_name(code), code_title(code),
           *code_name(code) == 'E' ? "an error: the brief is not written" : "a warning");
    print_wrapped(explanation->means);
    for (int i = 0; i < CHANGES && explanation->changes[i].file; i++)
        print_change(&explanation->changes[i]);
    putchar('\n');
    print_wrapped(explanation->mend);
}

/* -- JSON -------------------------------------------------------------------------- */

static void add_member(Buf *out, const char *key, const char *text)
{
    buf_printf(out, "%s\"%s\": ", out->data[out->length - 1] == '{' ? "" : ", ", key);
    buf_json(out, text);
}

static void add_code(Buf *out, Code code)
{
    const Explanation *explanation = &EXPLANATIONS[code];
    buf_char(out, '{');
    add_member(out, "code", code_name(code));
    add_member(out, "title", code_title(code));
    add_member(out, "means", explanation->means);
    add_member(out, "mend", explanation->mend);
    buf_text(out, ", \"example\": [");
    for (int i = 0; i < CHANGES && explanation->changes[i].file; i++) {
        buf_text(out, i ? ", {" : "{");
        add_member(out, "file", explanation->changes[i].file);
        add_member(out, "pointer", explanation->changes[i].pointer);
        add_member(out, "value", explanation->changes[i].value);
        buf_char(out, '}');
    }
    buf_text(out, "]}");
}

static void print_json(Arena *arena, int first, int last)
{
    Buf out;
    buf_init(&out, arena);
    buf_text(&out, "[");
    for (int code = first; code <= last; code++) {
        buf_text(&out, code > first ? ",\n" : "");
        add_code(&out, (Code)code);
    }
    printf("%s]\n", out.data);
}

/* ---------------------------------------------------------------------------------- */

int explain_code(Arena *arena, const char *name, bool json)
{
    const char *names[CODE_COUNT + 1] = {NULL};
    for (int code = 0; code < CODE_COUNT; code++)
        names[code] = code_name((Code)code);
    int found = name ? str_among(str_of(name), names) : 0;
    if (found < 0) {
        const char *near = str_nearest(str_of(name), names, CODE_COUNT);
        fprintf(stderr, "zonebrief: no code \"%s\"; %s%s\n", name,
                near ? "did you mean " : "zonebrief explain lists them",
                near ? arena_printf(arena, "%s?", near) : "");
        return 2;
    }
    if (json)
        print_json(arena, found, name ? found : CODE_COUNT - 1);
    else if (name)
        print_code((Code)found);
    else
        for (int code = 0; code < CODE_COUNT; code++)
            printf("%s  %s\n", names[code], code_title((Code)code));
    return 0;
}

int explain_schema(Arena *arena, const char *name)
{
    if (name && schema_write(arena, str_of(name), stdout))
        return 0;
    if (name)
        fprintf(stderr, "zonebrief: no schema \"%s\"; there are", name);
    for (int i = 0; SCHEMAS[i].name; i++)
        if (name)
            fprintf(stderr, "%s %s", i ? "," : "", SCHEMAS[i].name);
        else
            printf("%-8s %s\n", SCHEMAS[i].name, SCHEMAS[i].about);
    if (name)
        fputc('\n', stderr);
    return name ? 2 : 0;
}
