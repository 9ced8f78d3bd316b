// Noise on the drawing: a slider, and marks on the cells that it has flipped.

import { percent as percentage } from "../../../../web/shared/format.js"

/** Milliseconds after which an answer that did not come is no longer waited for. */
const PATIENCE = 400

/** @typedef {{ percent: number, seed: number, flips: number[][] }} Noise */

/**
 * @param {HTMLElement} box Has the slider, what it says and a button.
 * @param {(noise: { percent: number, seed: number }) => void} send Tells Python.
 */
export const makeNoise = (box, on, send) => {
  const slider = /** @type {HTMLInputElement} */ (box.querySelector("input")),
    says = box.querySelector("output"),
    again = box.querySelector("button")
  /** @type {Noise} */
  let noise = { percent: 0, seed: 1, flips: [] }
  let asked = "",
    waiting = 0
  const key = ({ percent, seed }) => `${percent}/${seed}`
  /** One question at a time: while an answer is awaited, only the latest wish is kept. */
  const ask = seed => {
    const wish = { percent: +slider.value, seed }
    says.textContent = `${percentage(wish.percent / 100, 0)} of cells flipped`
    again.disabled = !wish.percent
    if (waiting || key(wish) === (asked || key(noise))) return
    asked = key(wish)
    waiting = setTimeout(next, PATIENCE)
    send(wish)
  }
  const next = () => {
    clearTimeout(waiting)
    waiting = 0
    if (asked !== key({ percent: +slider.value, seed: noise.seed })) ask(noise.seed)
  }
  on(slider, "input", () => ask(noise.seed))
  on(again, "click", () => ask(noise.seed + 1))
  return {
    /** What stands there now, as text. */
    standing: () => key(noise),
    /** @param {Noise | null} sent What Python has made of the drawing. */
    show(sent) {
      box.hidden = !sent
      noise = sent ?? { percent: 0, seed: 1, flips: [] }
      if (!waiting) slider.value = String(noise.percent)
      else if (asked === key(noise)) {
        asked = ""
        next()
      }
      says.textContent = `${percentage(+slider.value / 100, 0)} of cells flipped`
      again.disabled = slider.value === "0"
    },
    /** Mark flipped cells: they look as the network sees them. */
    mark(columns) {
      ;[...columns.children].forEach((column, k) => {
        const flips = new Set(noise.flips[k] ?? [])
        column.querySelectorAll(".cell").forEach((cell, n) => {
          cell.classList.toggle("flipped", flips.has(n))
        })
      })
    },
    dispose: () => clearTimeout(waiting),
  }
}
