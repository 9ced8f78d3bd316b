// A finished text, shown to a first visit as it was written: letter by letter, then ever faster.

import { still } from "../../../../web/shared/motion.js"
import { presenting } from "../../../../web/shared/presented.js"

/** Milliseconds between the first two letters, and at least. */
const FIRST = 130,
  LEAST = 25
const FASTER = 0.975

/**
 * `spans` are the elements of all letters; `player` and `strips` follow them, to `end()` at last. A
 * click or a key shows the whole text.
 */
export const makeSlowly = (root, on, { spans, player, strips, end }) => {
  const s = { n: 0, from: 0, hidden: [], timer: 0 }
  const stop = () => {
    if (!s.hidden.length) return
    clearTimeout(s.timer)
    for (const span of s.hidden) span.classList.remove("yet")
    s.hidden = []
    root.dataset.writing = "false"
    player.go(end(), false)
  }
  const next = () => {
    if (s.n >= s.from + s.hidden.length) return stop()
    spans[s.n].classList.remove("yet")
    player.go(s.n, false)
    strips.follow(s.n)
    s.n += 1
    s.timer = setTimeout(next, Math.max(LEAST, FIRST * FASTER ** (s.n - s.from)))
  }
  on(root, "pointerdown", stop)
  on(document, "keydown", stop)
  return {
    /** A first text that asks for it is shown letter by letter, unless nothing may move. */
    update: ({ slowly, running, promptLength: from }, first, other) => {
      if (other) stop()
      if (!first || !slowly || running || still() || presenting()) return
      Object.assign(s, { n: from, from, hidden: [...spans].slice(from) })
      for (const span of s.hidden) span.classList.add("yet")
      root.dataset.writing = "true"
      next()
    },
    stop,
  }
}
