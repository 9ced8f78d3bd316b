// One unit of the decoder: its value after every word, and the sum it computed at this one.

import { flipButtons, make } from "../../../../web/shared/element.js"
import { equationBox } from "../../../../web/shared/equations.js"
import { number } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"
import { valueAt } from "../../../../web/shared/trace.js"

/** The unit's value at each step as columns up and down from zero, with the words below. */
const unitBars = (view, t) => {
  const { layer, unit, said, colour } = view, steps = layer.steps
  const width = 460, mid = 44, height = 142, slot = width / steps
  const chart = shape("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Unit ${unit} through the sentence; here ${number(valueAt(layer, "hidden", t, unit))}` })
  shape("line", { x1: 0, x2: width, y1: mid, y2: mid, class: "zero" }, chart)
  for (let n = 0; n < steps; n++) {
    const value = valueAt(layer, "hidden", n, unit), tall = Math.max(1, Math.abs(value) * 38), x = slot * (n + 0.5), wide = Math.min(26, slot * 0.55)
    if (n === t) shape("rect", { x: x - slot / 2 + 1, y: 1, width: slot - 2, height: height - 2, rx: 5, class: "now" }, chart)
    shape("rect", { x: x - wide / 2, y: value < 0 ? mid : mid - tall, width: wide, height: tall, rx: 2, fill: colour(value) }, chart)
    const word = n ? said[n - 1] : "start"
    const text = shape("text", { x: 0, y: 0, class: n === t ? "word here" : "word", transform: `translate(${x + 3},${height - 6}) rotate(-90)` }, chart)
    text.textContent = word.length > 9 ? `${word.slice(0, 8)}…` : word
  }
  return chart
}

export const fillUnit = (panel, view, t, flip) => {
  const { layer, unit, said } = view, title = make("h4")
  title.append(make("span", "", `Unit ${unit}${t ? ` after reading “${said[t - 1]}”` : " at the start"}`))
  title.append(...flipButtons(flip))
  const what = view.attention ? "x is the word just read, and what was seen where the network looked." : "x is the word just read; the photo is in the state it began with."
  panel.replaceChildren(title, unitBars(view, t), make("p", "note", "Hidden state of this unit after each word read, −1 to +1."), ...equationBox(layer, t, unit), make("p", "note", what))
}
