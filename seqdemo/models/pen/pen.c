/* Steps of a stack of recurrent layers for one text, with 8-bit weights, and the draw between them.

   A step is as fast as its weights arrive. Two things help: eight bits a weight, and two cores,
   each of which keeps its half of the weights in its own cache from step to step.

   Sums of products are exact: a state h, -1 <= h <= 1, is rounded to 1/8192 and shifted to a
   whole number from 0 to 16384, high * 128 + low, so that processors multiply its two bytes with
   the weights as whole numbers. `sums` undoes the shift. Any order of work gives the same bits,
   and `portable_step.py` gives them, too: what changes here must change there. */

#include "draw.h"
#include "layers.h"
#include "many.h"
#include "two_cores.h"

static void read_out(const Head *head, const Code *top, float *logits) {
    for (int first = 0; first < head->symbols; first += BLOCK) {
        int32_t sums[BLOCK];
        products(head->weights + (ptrdiff_t)first * head->units, top, head->units, 1, sums);
        for (int n = first; n < first + BLOCK && n < head->symbols; n++)
            logits[n] = head->bias[n] + head->scales[n] * (float)(sums[n - first] - head->sums[n]);
    }
}

static void step(const Layer *layers, int32_t depth, const float *incoming, const Head *head,
                 float *logits, int32_t cores) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    static _Atomic int steps;
    Code state, below;
    int together = cores > 1 && !atomic_flag_test_and_set(&taken), back = atomic_fetch_add(&steps, 1) & 1;
    if (together) pthread_once(&once, start_helper);
    for (int n = 0; n < depth; n++) {
        const Layer *layer = layers + n;
        Work work = {layer, n ? layer->bias : incoming, &below, &state, back};
        encode(layer->hidden, &state, layer->units);
        if (together) layer_together(&work);
        else layer_alone(&work);
        encode(layer->hidden, &below, layer->units);
    }
    if (together) atomic_flag_clear(&taken);
    read_out(head, &below, logits);
}

/* What Python calls */

/* One step: `incoming` is what the symbol adds to the first layer's gates, `logits` (symbols). */
void pen_step(const Layer *layers, int32_t depth, const float *incoming, const Head *head,
              float *logits, int32_t cores) {
    step(layers, depth, incoming, head, logits, cores);
}

/* One text, a row a step; what a layer has comes layer after layer. */
typedef struct {
    int64_t steps;         /* rows there are */
    int64_t *symbols;      /* (steps), read in this order; -1 is drawn */
    const double *chances; /* (steps), of the draw, 0 to below 1 */
    float *hidden;         /* (depth, steps, units) */
    float *memory;         /* (depth, steps, units), LSTM only */
    float *values;         /* (depth, steps, gates * units), not RNN */
    float *logits;         /* (steps, symbols) */
} Record;

/* Writes steps `first` to `first + count` of a record, and draws the symbol after each that is not
   given. Returns the steps made: fewer if the last one's symbol is undecided. On one core: another
   text or a page has better use for the second, and a helper that has to wait costs more than it
   gives. */
int32_t pen_write(const Layer *layers, int32_t depth, const float *table, const Head *head,
                  const Record *record, const Sampling *how, int32_t first, int32_t count) {
    int32_t units = layers->units, width = layers->gates * units;
    Layer now[MOST_LAYERS];
    memcpy(now, layers, sizeof *now * (size_t)depth);
    for (int64_t t = first; t < first + count; t++) {
        float *logits = record->logits + t * head->symbols;
        for (int n = 0; n < depth; n++)
            if (record->values) now[n].values = record->values + (n * record->steps + t) * width;
        step(now, depth, table + record->symbols[t] * width, head, logits, 1);
        for (int n = 0; n < depth; n++) {
            int64_t row = (n * record->steps + t) * units;
            memcpy(record->hidden + row, now[n].hidden, sizeof(float) * (size_t)units);
            if (record->memory)
                memcpy(record->memory + row, now[n].memory, sizeof(float) * (size_t)units);
        }
        if (t + 1 == record->steps || record->symbols[t + 1] >= 0) continue;
        int32_t symbol = draw(logits, head->symbols, how, record->chances[t + 1]);
        if (symbol < 0) return (int32_t)(t + 1 - first);
        record->symbols[t + 1] = symbol;
    }
    return count;
}

/* Writes steps `first` to `first + count` of many texts, each as `pen_write` writes it. Returns the
   steps made: fewer if the last one's symbol is undecided in one of them. On one core. */
int32_t pen_write_many(Text *texts, int32_t many, int32_t depth, int64_t steps, const float *table,
                       const Head *head, const Sampling *how, int32_t first, int32_t count) {
    for (int64_t t = first; t < first + count; t++) {
        int undecided = 0;
        for (int32_t n = 0; n < depth; n++) layer_of_many(texts, many, n, table, t);
        for (int32_t n = 0; n < many; n++) {
            float *logits = texts[n].logits + t * head->symbols;
            read_out(head, &texts[n].below, logits);
            if (t + 1 == steps || texts[n].symbols[t + 1] >= 0) continue;
            int32_t symbol = draw(logits, head->symbols, how, texts[n].chances[t + 1]);
            texts[n].symbols[t + 1] = symbol;
            undecided |= symbol < 0;
        }
        if (undecided) return (int32_t)(t + 1 - first);
    }
    return count;
}
