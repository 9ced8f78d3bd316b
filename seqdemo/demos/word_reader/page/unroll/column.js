// One column of the unrolled picture: everything about one step, from the drawing up to the guess.

import { make } from "../../../../web/shared/element.js"
import { percent, subscript, UNKNOWN } from "../../../../web/shared/format.js"
import { gridElement } from "../../../../web/shared/grid.js"
import { barRow } from "../../../../web/steps/bars.js"
import { letterControls } from "../../../../web/shared/letter_controls.js"

export const columnElement = () => {
  const column = make("div", "column")
  column.setAttribute("role", "listitem")
  const state = make("div", "state")
  const canvas = make("canvas", "tile")
  state.append(make("span", "flow"), canvas)
  column.append(
    make("div", "guesses"),
    make("div", "up"),
    state,
    make("div", "versus"),
    make("div", "memory"),
    make("div", "up short"),
    gridElement(),
    make("div", "seen"),
    letterControls(),
  )
  return column
}

/** Fill a column from its step of the trace; `step` is undefined for a blank grid. */
export const fillColumn = (column, step, t, total) => {
  // Letters before the one that changed were read the same way: leave what they show.
  const filled = JSON.stringify([step, t, column.dataset.k, total])
  if (column.filled === filled) return
  column.filled = filled
  const q = name => column.querySelector(name)
  column.classList.toggle("blank", !step)
  column.dataset.t = step ? t : ""
  q(".flow").textContent = step && t > 0 ? `h${subscript(t)}` : ""
  q(".flow").classList.toggle("shown", Boolean(step && t > 0))
  q(".seen").replaceChildren()
  q(".guesses").replaceChildren()
  q(".memory").replaceChildren()
  const place = `Letter ${+column.dataset.k + 1} of ${total}`
  q(".grid").setAttribute(
    "aria-label",
    step?.veiled
      ? place
      : step
        ? `${place}, read as ${step.input || "no letter"}`
        : `${place}, empty`,
  )
  if (!step || step.veiled) {
    q(".seen").append(make("span", "empty", step ? "?" : "empty: draw here"))
    return
  }
  q(".guesses").append(
    ...step.guesses.map(([word, p], n) =>
      barRow({ label: word || UNKNOWN, p, best: n === 0, none: !word }),
    ),
  )
  q(".memory").append(make("span", "title", "still remembers, %"), chips(step.remembers))
  q(".seen").append(
    make("b", "", step.input || "?"),
    document.createTextNode(` ${percent(step.p)}`),
  )
}

/** The letters read back from the state, each over how sure that is, in per cent. */
const chips = remembers => {
  const row = make("span", "chips")
  for (const [letter, p] of remembers) {
    const chip = make("span", "chip", letter || "·")
    chip.style.setProperty("--p", p.toFixed(3))
    chip.append(make("small", "", `${Math.round(100 * p)}`))
    chip.title = letter
      ? `Read back from the state: ${letter}, ${percent(p)} sure`
      : "Read back from the state: no letter"
    row.append(chip)
  }
  return row
}
