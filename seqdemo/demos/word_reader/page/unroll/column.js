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

/** Fill a column from its step of the trace, one of `steps`; undefined for a blank grid. */
export const fillColumn = (column, step, t, total, steps) => {
  const seen = steps.slice(0, (t ?? -1) + 1).map(one => one.input)
  // Letters before the one that changed were read the same way: leave what they show.
  const filled = JSON.stringify([step, t, column.dataset.k, total, seen])
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
    // Unseen: a grid stays where it is when what is drawn in it is read.
    const unread = Array(+column.dataset.k + 1).fill("")
    const none = unread.map(() => ["", 0])
    q(".memory").append(title(), chips(none, unread))
    return
  }
  q(".guesses").append(
    ...step.guesses.map(([word, p], n) =>
      barRow({ label: word || UNKNOWN, p, best: n === 0, none: !word }),
    ),
  )
  q(".memory").append(title(), chips(step.remembers, seen))
  q(".seen").append(
    make("b", "", step.input || "?"),
    document.createTextNode(` ${percent(step.p)}`),
  )
}

const title = () => make("span", "title", "still remembers, %")

/** The letters read back from the state, each over how sure that is, in per cent. One that is not
 * the letter that was read there is struck: it is no longer remembered, however sure.
 */
const chips = (remembers, seen) => {
  const row = make("span", "chips")
  for (const [place, [letter, p]] of remembers.entries()) {
    const chip = make("span", letter === seen[place] ? "chip" : "chip wrong")
    chip.style.setProperty("--p", p.toFixed(3))
    chip.append(make("b", "", letter || "·"), make("small", "", `${Math.round(100 * p)}`))
    chip.title = readBack(letter, p, seen[place])
    row.append(chip)
  }
  return row
}

/** What was read back of a letter, in words. */
export const readBack = (letter, p, seen) => {
  const found = letter ? `${letter}, ${percent(p)} sure` : "no letter"
  return `Read back from the state: ${found}${letter === seen ? "" : `; it was ${seen || "no letter"}`}`
}
