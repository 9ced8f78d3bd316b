#pragma once

/* Two cores: the writer takes blocks from the front, a helper from the back, until they meet.
   If the helper is asleep, busy elsewhere or not there at all, the writer does everything.

   Every second step each core goes through its half backwards: what it read last is what its cache
   surely holds. Going round and round, a half that is a little too large would find nothing there. */

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "layers.h"

typedef union {
    struct { uint32_t turn; uint16_t front, back; } is;
    uint64_t all;
} Left;

enum { HANDFULS = 4 }; /* few, so that each core nearly always gets the half it knows */
enum { PATIENCE = 20000 }; /* looks before the helper sleeps: a quarter of a millisecond or so */

static _Atomic uint64_t left;    /* a Left: what nobody has taken */
static _Atomic uint32_t finished; /* handfuls of `work` that are done */
static Work shared_work;
static atomic_flag taken = ATOMIC_FLAG_INIT; /* one text at a time has the helper */
static atomic_int asleep;
static pthread_mutex_t bed = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t call = PTHREAD_COND_INITIALIZER;

static inline void pause_a_little(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/* Takes a handful of blocks from the front or the back; -1 if none is left. */
static int take(int from_back) {
    Left now = {.all = atomic_load_explicit(&left, memory_order_acquire)}, then;
    do {
        if (now.is.front >= now.is.back) return -1;
        then = now;
        if (from_back) then.is.back--;
        else then.is.front++;
    } while (!atomic_compare_exchange_weak_explicit(&left, &now.all, then.all,
                                                    memory_order_acq_rel, memory_order_acquire));
    return from_back ? then.is.back : now.is.front;
}

/* The block that stands at a place in the order of this step. */
static int at(int place, const Work *work) {
    int blocks = work->layer->units / BLOCK, half = blocks / 2;
    if (!work->back) return place;
    return place < half ? half - 1 - place : blocks - 1 - (place - half);
}

static void work_off(int from_back) {
    for (int place; (place = take(from_back)) >= 0;) {
        int blocks = shared_work.layer->units / BLOCK;
        int first = place * blocks / HANDFULS, end = (place + 1) * blocks / HANDFULS;
        for (int n = first; n < end; n++) step_units(&shared_work, at(n, &shared_work) * BLOCK);
        atomic_fetch_add_explicit(&finished, 1, memory_order_release);
    }
}

static int nothing_left(void) {
    Left now = {.all = atomic_load(&left)};
    return now.is.front >= now.is.back;
}

static void *help(void *nothing) {
    for (int looks = 0;; looks++) {
        if (!nothing_left()) {
            work_off(1);
            looks = 0;
        } else if (looks < PATIENCE) {
            pause_a_little();
        } else {
            pthread_mutex_lock(&bed);
            atomic_store(&asleep, 1);
            while (nothing_left()) pthread_cond_wait(&call, &bed);
            atomic_store(&asleep, 0);
            pthread_mutex_unlock(&bed);
            looks = 0;
        }
    }
    return nothing;
}

static pthread_t helper;
static int hired; /* whether there is a helper */

static void start_helper(void) {
    hired = pthread_create(&helper, NULL, help, NULL) == 0;
    if (hired) pthread_detach(helper);
}

/* Left to itself, the system wakes a thread on the core of the one who calls it, where it would
   wait until its caller is done. */
static void send_to_another_core(void) {
#if defined(__linux__)
    cpu_set_t cores;
    if (pthread_getaffinity_np(pthread_self(), sizeof cores, &cores)) return;
    CPU_CLR(sched_getcpu(), &cores);
    if (CPU_COUNT(&cores)) pthread_setaffinity_np(helper, sizeof cores, &cores);
#endif
}

static void wake_helper(void) {
    /* Who holds the lock looks for work before it sleeps; and after a fork nobody may hold it. */
    if (pthread_mutex_trylock(&bed)) return;
    send_to_another_core();
    pthread_cond_signal(&call);
    pthread_mutex_unlock(&bed);
}

static void layer_together(const Work *work) {
    static uint32_t turn;
    Left start = {.is = {.turn = ++turn, .front = 0, .back = HANDFULS}};
    shared_work = *work;
    atomic_store(&finished, 0);
    atomic_store(&left, start.all);
    if (hired && atomic_load(&asleep)) wake_helper();
    work_off(0);
    while (atomic_load_explicit(&finished, memory_order_acquire) < HANDFULS) pause_a_little();
}

static void layer_alone(const Work *work) {
    int blocks = work->layer->units / BLOCK;
    for (int n = 0; n < blocks; n++) step_units(work, (work->back ? blocks - 1 - n : n) * BLOCK);
}
