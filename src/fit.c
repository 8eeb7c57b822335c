#include "fit.h"

#include "base/buf.h"

/* Thousandths as percent with one decimal, if it is not 0. */
static void add_percent(Buf *out, int thousandths)
{
    buf_printf(out, "%d", thousandths / 10);
    if (thousandths % 10)
        buf_printf(out, ".%d", thousandths % 10);
}

static void add_words(Buf *out, const Fit *fit)
{
    const Budget *budget = &fit->budget;
    buf_printf(out, ": %d", fit->pages);
    if (budget->most)
        buf_printf(out, " of %d", budget->most);
    buf_text(out, (budget->most ? budget->most : fit->pages) == 1 ? " page" : " pages");
    if (fit->over)
        buf_printf(out, ", %d pt (%d %% of all) too much", (int)(fit->over / LEN_POINT) + 1,
                   (int)len_scale(fit->over, 100, fit->total));
    else
        buf_printf(out, ", %d pt (%d %%) left on the last", (int)(fit->left / LEN_POINT),
                   (int)((int64_t)fit->left * 100 / fit->depth));
    for (int i = 0; i < budget->count && fit->tightness; i++) {
        buf_printf(out, "%s%s ", i ? ", " : "; ", SHRINK_WORDS[budget->steps[i].what]);
        add_percent(out, budget_left(budget, fit->tightness, i));
        buf_text(out, " %");
    }
}

static void add_json(Buf *out, const char *product, const Fit *fit)
{
    const Budget *budget = &fit->budget;
    buf_text(out, "{\"product\": ");
    buf_json(out, product);
    buf_printf(out, ", \"pages\": %d, \"most\": ", fit->pages);
    if (budget->most)
        buf_printf(out, "%d", budget->most);
    else
        buf_text(out, "null");
    buf_text(out, ", \"left\": ");
    buf_len(out, fit->left);
    buf_text(out, ", \"depth\": ");
    buf_len(out, fit->depth);
    buf_text(out, ", \"over\": ");
    buf_len(out, fit->over);
    buf_text(out, ", \"shrunk\": [");
    for (int i = 0; i < budget->count; i++) {
        buf_printf(out, "%s{\"what\": ", i ? ", " : "");
        buf_json(out, SHRINK_WORDS[budget->steps[i].what]);
        buf_text(out, ", \"percent\": ");
        add_percent(out, budget_left(budget, fit->tightness, i));
        buf_text(out, ", \"floor\": ");
        add_percent(out, budget->steps[i].floor);
        buf_char(out, '}');
    }
    buf_text(out, "]}");
}

const char *fit_tell(Arena *arena, const char *product, const Fit *fit, bool json)
{
    Buf out;
    buf_init(&out, arena);
    if (json)
        add_json(&out, product, fit);
    else {
        buf_text(&out, product);
        add_words(&out, fit);
    }
    buf_char(&out, '\n');
    return out.data;
}
