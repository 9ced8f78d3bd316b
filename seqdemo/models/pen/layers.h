#pragma once

/* Numbers of a network and of a text, and one layer's arithmetic: BLOCK units at a time. */

#include <stdint.h>
#include <stddef.h>
#include <string.h>

enum { ROUNDED = 8192, BLOCK = 16, FOUR = 4, MOST_UNITS = 1024, MOST_LAYERS = 8, MOST_GATES = 4 };

/* One layer of one text. What has a number for each gate has all units' numbers for the first gate,
   then for the next; gates that take a sigmoid come first, halved. */
typedef struct {
    int32_t gates;         /* 1 RNN, 3 GRU, 4 LSTM */
    int32_t units;         /* a multiple of BLOCK */
    int32_t below;         /* columns for the layer below; 0 in the first layer */
    int32_t unused;
    const int8_t *weights; /* (units / BLOCK, (below + units) / FOUR, gates, BLOCK, FOUR) */
    const float *scales;   /* what 1 in a gate's row stands for, / ROUNDED */
    const int32_t *sums;   /* of each row, * ROUNDED: below, then state; (2, gates * units) */
    const float *bias;     /* (gates * units); not read in the first layer */
    const float *state_bias; /* (gates * units); a GRU's reset gate lets it through or not */
    float *hidden;         /* (units), read and replaced */
    float *memory;         /* (units), LSTM only */
    float *values;         /* gates after their nonlinearity, (gates * units) */
} Layer;

typedef struct {
    int32_t symbols, units;
    const int8_t *weights; /* (symbols / BLOCK, units / FOUR, BLOCK, FOUR), zeros at the end */
    const float *scales;
    const int32_t *sums;
    const float *bias;
} Head;

typedef struct {
    uint8_t high[MOST_UNITS], low[MOST_UNITS];
} Code;

typedef struct {
    const Layer *layer;
    const float *incoming; /* what the layer below, the symbol or the bias add to each gate */
    const Code *below, *state;
    int back; /* whether each core goes through its half from its end */
} Work;

/* Arithmetic */

static inline float exponential(float x) {
    /* 2^n times a series that is exact to float32 on [-ln 2 / 2, ln 2 / 2]. */
    union { int32_t whole; float real; } power;
    float n = __builtin_rintf(x * 1.44269504f);
    float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
    float series = 1 / 5040.f;
    series = 1 / 720.f + r * series;
    series = 1 / 120.f + r * series;
    series = 1 / 24.f + r * series;
    series = 1 / 6.f + r * series;
    series = 1 / 2.f + r * series;
    series = 1 + r * series;
    series = 1 + r * series;
    power.whole = ((int32_t)n + 127) << 23;
    return series * power.real;
}

static inline float hyperbolic_tangent(float x) {
    float bounded = x > 9 ? 9 : x < -9 ? -9 : x;
    return 1 - 2 / (exponential(2 * bounded) + 1);
}

static inline float sigmoid_of_half(float x) { return 0.5f + 0.5f * hyperbolic_tangent(x); }

static void encode(const float *values, Code *code, int units) {
    for (int n = 0; n < units; n++) {
        float bounded = values[n] > 1 ? 1 : values[n] < -1 ? -1 : values[n];
        int32_t shifted = (int32_t)__builtin_rintf(bounded * ROUNDED) + ROUNDED;
        code->high[n] = (uint8_t)(shifted >> 7);
        code->low[n] = (uint8_t)(shifted & 127);
    }
}

/* Sums of products of BLOCK units' rows with a state, for all their gates: one read of the state's
   bytes serves them all, and no sum has to be gathered from the lanes of a register. The weights
   stand in the order in which they are read: FOUR columns of each unit, gate after gate. */

#if defined(__AVX512VNNI__)
#include <immintrin.h>

static inline int32_t four_of(const uint8_t *bytes) {
    int32_t four;
    memcpy(&four, bytes, sizeof four);
    return four;
}

static inline __attribute__((always_inline)) void products(
    const int8_t *weights, const Code *code, int columns, int gates, int32_t *sums) {
    __m512i high[MOST_GATES], low[MOST_GATES];
    for (int gate = 0; gate < gates; gate++) high[gate] = low[gate] = _mm512_setzero_si512();
    for (int k = 0; k < columns; k += FOUR) {
        __m512i h = _mm512_set1_epi32(four_of(code->high + k));
        __m512i l = _mm512_set1_epi32(four_of(code->low + k));
        for (int gate = 0; gate < gates; gate++, weights += BLOCK * FOUR) {
            __m512i w = _mm512_loadu_si512(weights);
            high[gate] = _mm512_dpbusd_epi32(high[gate], h, w);
            low[gate] = _mm512_dpbusd_epi32(low[gate], l, w);
        }
    }
    for (int gate = 0; gate < gates; gate++)
        _mm512_storeu_si512(sums + gate * BLOCK,
                            _mm512_add_epi32(_mm512_slli_epi32(high[gate], 7), low[gate]));
}

#else

static inline __attribute__((always_inline)) void products(
    const int8_t *weights, const Code *code, int columns, int gates, int32_t *sums) {
    memset(sums, 0, sizeof *sums * (size_t)(gates * BLOCK));
    for (int k = 0; k < columns; k += FOUR) {
        int32_t state[FOUR];
        for (int m = 0; m < FOUR; m++) state[m] = code->high[k + m] * 128 + code->low[k + m];
        for (int gate = 0; gate < gates; gate++, weights += BLOCK * FOUR)
            for (int n = 0; n < BLOCK; n++)
                for (int m = 0; m < FOUR; m++) sums[gate * BLOCK + n] += state[m] * weights[n * FOUR + m];
    }
}

#endif

/* BLOCK units of one layer */

/* Sums of products of a layer's BLOCK units, for all gates: from the layer below, and the state. */
typedef struct {
    int32_t below[MOST_GATES * BLOCK], state[MOST_GATES * BLOCK];
} Sums;

static inline const int8_t *weights_of(const Layer *layer, int first) {
    return layer->weights + (ptrdiff_t)first * layer->gates * (layer->below + layer->units);
}

static inline __attribute__((always_inline)) void sum_up(const Work *work, int first, int gates,
                                                         Sums *sums) {
    const Layer *layer = work->layer;
    const int8_t *weights = weights_of(layer, first);
    memset(sums, 0, sizeof *sums);
    if (layer->below) products(weights, work->below, layer->below, gates, sums->below);
    products(weights + (ptrdiff_t)layer->below * gates * BLOCK, work->state, layer->units, gates,
             sums->state);
}

static inline __attribute__((always_inline)) void gate_sums(
    const Work *work, int first, int gates, const Sums *from, float *from_below,
    float *from_state) {
    const Layer *layer = work->layer;
    for (int gate = 0; gate < gates; gate++) {
        int row = gate * layer->units + first, out = gate * BLOCK;
        const int32_t *sums = layer->sums + row, *state_sums = sums + gates * layer->units;
        for (int n = 0; n < BLOCK; n++) {
            float scale = layer->scales[row + n];
            from_below[out + n] =
                work->incoming[row + n] + scale * (float)(from->below[out + n] - sums[n]);
            from_state[out + n] =
                layer->state_bias[row + n] + scale * (float)(from->state[out + n] - state_sums[n]);
        }
    }
}

static void keep(const Layer *layer, int first, const float *gates) {
    for (int gate = 0; gate < layer->gates; gate++)
        memcpy(layer->values + gate * layer->units + first, gates + gate * BLOCK,
               BLOCK * sizeof *gates);
}

static inline void rnn(const Work *work, int first, const Sums *sums) {
    float below[BLOCK], state[BLOCK], *hidden = work->layer->hidden + first;
    gate_sums(work, first, 1, sums, below, state);
    for (int n = 0; n < BLOCK; n++) hidden[n] = hyperbolic_tangent(below[n] + state[n]);
}

static inline void gru(const Work *work, int first, const Sums *sums) {
    enum { UPDATE = BLOCK, CANDIDATE = 2 * BLOCK, ALL = 3 * BLOCK }; /* the reset gate is first */
    float below[ALL], state[ALL], gates[ALL], *hidden = work->layer->hidden + first;
    gate_sums(work, first, 3, sums, below, state);
    for (int n = 0; n < CANDIDATE; n++) gates[n] = sigmoid_of_half(below[n] + state[n]);
    for (int n = 0; n < BLOCK; n++)
        gates[CANDIDATE + n] =
            hyperbolic_tangent(below[CANDIDATE + n] + gates[n] * state[CANDIDATE + n]);
    for (int n = 0; n < BLOCK; n++) {
        float candidate = gates[CANDIDATE + n];
        hidden[n] = (hidden[n] - candidate) * gates[UPDATE + n] + candidate;
    }
    keep(work->layer, first, gates);
}

static inline void lstm(const Work *work, int first, const Sums *sums) {
    enum { FORGET = BLOCK, OUT = 2 * BLOCK, CANDIDATE = 3 * BLOCK, ALL = 4 * BLOCK };
    float below[ALL], state[ALL], gates[ALL], *hidden = work->layer->hidden + first;
    float *memory = work->layer->memory + first;
    gate_sums(work, first, 4, sums, below, state);
    for (int n = 0; n < CANDIDATE; n++) gates[n] = sigmoid_of_half(below[n] + state[n]);
    for (int n = CANDIDATE; n < ALL; n++) gates[n] = hyperbolic_tangent(below[n] + state[n]);
    for (int n = 0; n < BLOCK; n++)
        memory[n] = memory[n] * gates[FORGET + n] + gates[n] * gates[CANDIDATE + n];
    for (int n = 0; n < BLOCK; n++) hidden[n] = gates[OUT + n] * hyperbolic_tangent(memory[n]);
    keep(work->layer, first, gates);
}

static inline __attribute__((always_inline)) void finish(const Work *work, int first, int gates,
                                                         const Sums *sums) {
    if (gates == 4) lstm(work, first, sums);
    else if (gates == 3) gru(work, first, sums);
    else rnn(work, first, sums);
}

static inline __attribute__((always_inline)) void step_gates(const Work *work, int first,
                                                             int gates) {
    Sums sums;
    sum_up(work, first, gates, &sums);
    finish(work, first, gates, &sums);
}

static void step_units(const Work *work, int first) {
    if (work->layer->gates == 4) step_gates(work, first, 4);
    else if (work->layer->gates == 3) step_gates(work, first, 3);
    else step_gates(work, first, 1);
}
