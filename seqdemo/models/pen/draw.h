#pragma once

/* Drawing a symbol from logits as `core/sampling.py` does, which remains the reference.

   Exponentials may differ in their last bit from one library to the next. So what lies within
   `margin` of a decision is not decided here: -1 sends the caller to the reference. */

#include <math.h>
#include <stdint.h>

enum { MOST_SYMBOLS = 256 };

typedef struct {
    double temperature; /* 0: the likeliest symbol */
    double top_p;       /* 1: all */
    double margin;
    int32_t top_k;      /* 0: all */
    int32_t unused;
} Sampling;

/* Symbols from the likeliest to the least likely, the earlier of equally likely ones first. */
static void sort_symbols(const double *scores, int32_t count, int32_t *order) {
    for (int32_t n = 0; n < count; n++) {
        int32_t place = n;
        for (; place > 0 && scores[order[place - 1]] < scores[n]; place--)
            order[place] = order[place - 1];
        order[place] = n;
    }
}

/* How many of the ordered symbols top-k and top-p keep; -1 if undecided. */
static int32_t kept(const double *scores, const double *p, const int32_t *order, int32_t count,
                    const Sampling *how) {
    int32_t keep = how->top_k && how->top_k < count ? how->top_k : count;
    if (how->top_p < 1) {
        double all = 0, mass = 0, before = 0;
        for (int32_t n = 0; n < count; n++) all += p[n];
        for (int32_t n = 0; n < keep; n++) mass += p[order[n]] / all;
        double share = how->top_p * mass - 1e-12;
        int32_t n = 0;
        for (; n < keep && before < share; before += p[order[n++]] / all)
            if (fabs(before - share) <= how->margin) return -1;
        if (n < keep && fabs(before - share) <= how->margin) return -1;
        keep = n > 1 ? n : 1;
    }
    if (keep < count && scores[order[keep - 1]] - scores[order[keep]] <= how->margin) return -1;
    return keep;
}

/* The symbol at `chance` of the cumulative distribution; -1 if undecided. */
static int32_t pick(const double *p, int32_t count, double chance, double margin) {
    double all = 0, before = 0;
    int first = 1;
    for (int32_t n = 0; n < count; n++) all += p[n] > 0 ? p[n] : 0;
    double target = chance * all;
    for (int32_t n = 0; n < count; n++) {
        if (p[n] < 0) continue; /* cut */
        if (before + p[n] > target) {
            int far = before + p[n] - target > margin * all;
            return far && (first || target - before > margin * all) ? n : -1;
        }
        before += p[n];
        first = 0;
    }
    return -1;
}

static int32_t draw(const float *logits, int32_t count, const Sampling *how, double chance) {
    double scores[MOST_SYMBOLS], p[MOST_SYMBOLS];
    int32_t order[MOST_SYMBOLS], best = 0;
    for (int32_t n = 1; n < count; n++)
        if (logits[n] > logits[best]) best = n;
    if (how->temperature == 0) return best;
    for (int32_t n = 0; n < count; n++) {
        scores[n] = ((double)logits[n] - (double)logits[best]) / how->temperature;
        p[n] = exp(scores[n]);
    }
    if (how->top_k || how->top_p < 1) {
        sort_symbols(scores, count, order);
        int32_t keep = kept(scores, p, order, count, how);
        if (keep < 0) return -1;
        for (int32_t n = keep; n < count; n++) p[order[n]] = -1;
    }
    return pick(p, count, chance, how->margin);
}
