// A finished text, shown as it was written: letter by letter, then ever faster.

/** Milliseconds between the first two letters, and at least. */
const FIRST = 130,
  LEAST = 25
const FASTER = 0.975

/**
 * Show the letters from `from` on, one after the other; gives a function that stops.
 *
 * Args: `spans` are the elements of all letters, `show(n)` is told of each, `done()` of the end,
 * however it comes.
 */
export const writeSlowly = (spans, from, { show, done }) => {
  let n = from,
    timer = 0
  const hidden = [...spans].slice(from)
  const stop = () => {
    if (n > hidden.length + from) return
    clearTimeout(timer)
    n = Infinity
    for (const span of hidden) span.classList.remove("yet")
    done()
  }
  const next = () => {
    if (n >= from + hidden.length) return stop()
    spans[n].classList.remove("yet")
    show(n)
    n += 1
    timer = setTimeout(next, Math.max(LEAST, FIRST * FASTER ** (n - from)))
  }
  for (const span of hidden) span.classList.add("yet")
  next()
  return stop
}
