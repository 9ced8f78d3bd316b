#pragma once

/* Steps of many texts side by side, with units held: each weight is read once for two texts. */

#include "layers.h"

#if defined(__AVX512VNNI__)

static inline __attribute__((always_inline)) void products_of_two(
    const int8_t *weights, const Code *one, const Code *two, int columns, int gates, int32_t *sums,
    int32_t *other) {
    __m512i high[2][MOST_GATES], low[2][MOST_GATES];
    for (int gate = 0; gate < gates; gate++)
        high[0][gate] = low[0][gate] = high[1][gate] = low[1][gate] = _mm512_setzero_si512();
    for (int k = 0; k < columns; k += FOUR) {
        __m512i h = _mm512_set1_epi32(four_of(one->high + k));
        __m512i l = _mm512_set1_epi32(four_of(one->low + k));
        __m512i g = _mm512_set1_epi32(four_of(two->high + k));
        __m512i m = _mm512_set1_epi32(four_of(two->low + k));
        for (int gate = 0; gate < gates; gate++, weights += BLOCK * FOUR) {
            __m512i w = _mm512_loadu_si512(weights);
            high[0][gate] = _mm512_dpbusd_epi32(high[0][gate], h, w);
            low[0][gate] = _mm512_dpbusd_epi32(low[0][gate], l, w);
            high[1][gate] = _mm512_dpbusd_epi32(high[1][gate], g, w);
            low[1][gate] = _mm512_dpbusd_epi32(low[1][gate], m, w);
        }
    }
    for (int gate = 0; gate < gates; gate++) {
        _mm512_storeu_si512(sums + gate * BLOCK,
                            _mm512_add_epi32(_mm512_slli_epi32(high[0][gate], 7), low[0][gate]));
        _mm512_storeu_si512(other + gate * BLOCK,
                            _mm512_add_epi32(_mm512_slli_epi32(high[1][gate], 7), low[1][gate]));
    }
}

#else

static inline __attribute__((always_inline)) void products_of_two(
    const int8_t *weights, const Code *one, const Code *two, int columns, int gates, int32_t *sums,
    int32_t *other) {
    products(weights, one, columns, gates, sums);
    products(weights, two, columns, gates, other);
}

#endif

static inline __attribute__((always_inline)) void sum_up_two(
    const Work *work, const Work *other, int first, int gates, Sums *sums, Sums *others) {
    const Layer *layer = work->layer;
    const int8_t *weights = weights_of(layer, first);
    memset(sums, 0, sizeof *sums);
    memset(others, 0, sizeof *others);
    if (layer->below)
        products_of_two(weights, work->below, other->below, layer->below, gates, sums->below,
                        others->below);
    products_of_two(weights + (ptrdiff_t)layer->below * gates * BLOCK, work->state, other->state,
                    layer->units, gates, sums->state, others->state);
}

static inline __attribute__((always_inline)) void step_two_gates(
    const Work *work, const Work *other, int first, int gates) {
    Sums sums, others;
    sum_up_two(work, other, first, gates, &sums, &others);
    finish(work, first, gates, &sums);
    finish(other, first, gates, &others);
}

/* BLOCK units of the same layer of two texts. */
static void step_two(const Work *work, const Work *other, int first) {
    if (work->layer->gates == 4) step_two_gates(work, other, first, 4);
    else if (work->layer->gates == 3) step_two_gates(work, other, first, 3);
    else step_two_gates(work, other, first, 1);
}

/* Units of one layer, or a direction of its states, held at a value from a step on. */
typedef struct {
    int32_t layer, first, count;
    float value;
    const int32_t *units; /* (count); none of a direction */
    const float *read;    /* (units of the layer); of a direction only */
    const float *write;
    float constant;    /* beside what is read */
    int32_t rectified; /* whether what is read counts as 0 below 0 */
} Held;

/* One of many texts that are written side by side. */
typedef struct {
    Layer *layers;         /* (depth), all with the same weights */
    int64_t *symbols;      /* (steps), read in this order; -1 is drawn */
    const double *chances; /* (steps) */
    float *logits;         /* (steps, symbols) */
    const Held *held;
    int32_t helds;
    int32_t unused;
    Code state, below;
} Text;

static void steer(float *hidden, int32_t units, const Held *one) {
    double now = 0;
    for (int32_t n = 0; n < units; n++) now += (double)hidden[n] * one->read[n];
    now += one->constant;
    if (one->rectified && now < 0) now = 0;
    float missing = (float)(one->value - now);
    for (int32_t n = 0; n < units; n++) hidden[n] += missing * one->write[n];
}

static void hold(const Text *text, int32_t depth, int64_t step) {
    for (int32_t n = 0; n < text->helds; n++) {
        const Held *one = text->held + n;
        if (one->layer != depth || step < one->first) continue;
        const Layer *layer = text->layers + depth;
        if (one->read) steer(layer->hidden, layer->units, one);
        for (int32_t k = 0; k < one->count; k++) {
            layer->hidden[one->units[k]] = one->value;
            if (one->value == 0 && layer->memory) layer->memory[one->units[k]] = 0;
        }
    }
}

/* One layer of many texts: its weights are read once for every two of them, and come from a nearer
   cache for all but the first two. */
static void layer_of_many(Text *texts, int32_t count, int32_t depth, const float *table,
                          int64_t step) {
    const Layer *layer = texts->layers + depth;
    int32_t units = layer->units, width = layer->gates * units;
    Work work[2];
    for (int32_t n = 0; n < count; n++) encode(texts[n].layers[depth].hidden, &texts[n].state, units);
    for (int first = 0; first < units; first += BLOCK)
        for (int32_t n = 0; n < count; n += 2) {
            int both = n + 1 < count;
            for (int k = 0; k <= both; k++) {
                Text *text = texts + n + k;
                const float *incoming = depth ? layer->bias : table + text->symbols[step] * width;
                work[k] = (Work){text->layers + depth, incoming, &text->below, &text->state, 0};
            }
            if (both) step_two(work, work + 1, first);
            else step_units(work, first);
        }
    for (int32_t n = 0; n < count; n++) {
        hold(texts + n, depth, step);
        encode(texts[n].layers[depth].hidden, &texts[n].below, units);
    }
}
