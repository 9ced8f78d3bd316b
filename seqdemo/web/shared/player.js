// Playing through time: all in the browser, no rerun a step.

import { count } from "./format.js"

const LOOKED_AT = 64

/** The longest of the words that say where one is: their place is kept, or what follows moves. */
const longestOf = (when, total) => {
  let longest = ""
  const look = t => {
    const words = when(t, total)
    if (words.length > longest.length) longest = words
  }
  for (let t = 0; t < total; t += Math.ceil(total / LOOKED_AT)) look(t)
  for (let t = Math.max(0, total - 2); t < total; t++) look(t)
  return longest
}

/**
 * Steps through `total` steps; `show(t, said)` draws one, `said` where the visitor chose it.
 *
 * `parts` are the bar's {play, when, scrub, pace}; `when(t, total)` says in words where one is.
 */
export const makePlayer = (
  parts,
  on,
  show,
  when = (t, total) => `step ${count(t + 1)} of ${count(total)}`,
) => {
  const state = { t: 0, total: 0, timer: 0 }
  const label = playing => {
    parts.play.textContent = playing ? "❚❚ Pause" : "▶ Play"
    parts.play.setAttribute("aria-label", playing ? "Pause" : "Play")
  }
  const stop = () => {
    clearInterval(state.timer)
    state.timer = 0
    label(false)
  }
  const go = (t, said) => {
    state.t = Math.max(0, Math.min(state.total - 1, t))
    parts.scrub.value = state.t + 1
    parts.when.textContent = state.total ? when(state.t, state.total) : "no step yet"
    show(state.t, said)
  }
  const start = () => {
    if (state.total < 1) return
    label(true)
    const again = state.t >= state.total - 1
    state.timer = setInterval(() => {
      if (state.t >= state.total - 1) {
        stop()
        go(state.t, true)
      } else go(state.t + 1, false)
    }, +parts.pace.value)
    if (again) go(0, false)
  }
  const move = by => {
    stop()
    go(state.t + by, true)
  }
  on(parts.scrub, "input", () => {
    stop()
    go(+parts.scrub.value - 1, true)
  })
  on(parts.pace, "change", () => {
    if (state.timer) {
      clearInterval(state.timer)
      start()
    }
  })
  return {
    get t() {
      return state.t
    },
    get total() {
      return state.total
    },
    get playing() {
      return state.timer !== 0
    },
    stop,
    go,
    do: {
      first: () => {
        stop()
        go(0, true)
      },
      prev: () => move(-1),
      next: () => move(1),
      last: () => {
        stop()
        go(state.total - 1, true)
      },
      play: () => {
        if (state.timer) {
          stop()
          go(state.t, true)
        } else start()
      },
    },
    /** A new trace of `total` steps: stay at the end if there, else at the same step. */
    resize(total, t) {
      const followed = state.t >= state.total - 1
      state.total = total
      parts.when.dataset.longest = longestOf(when, total)
      parts.scrub.max = Math.max(1, total)
      parts.scrub.disabled = total < 2
      if (state.timer && !total) stop()
      if (state.timer) return go(Math.min(state.t, total - 1), false)
      go(t ?? (followed ? total - 1 : state.t), false)
    },
  }
}
