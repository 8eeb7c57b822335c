#include "base/codes.h"

static const struct {
    const char *name, *title;
} CODE_TABLE[] = {
#define CODE_ROW(code, title) {#code, title},
    CODES(CODE_ROW)
#undef CODE_ROW
};

const char *code_name(Code code)
{
    return CODE_TABLE[code].name;
}

bool code_is_error(Code code)
{
    return CODE_TABLE[code].name[0] == 'E';
}

bool code_is_environment(Code code)
{
    return CODE_TABLE[code].name[1] == '4';
}

const char *code_title(Code code)
{
    return CODE_TABLE[code].title;
}
