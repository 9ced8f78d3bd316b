// One unit of the decoder: its value after every word, and the sum it computed at this one.

import { flipButtons, make } from "../../../../web/shared/element.js"
import { equationBox } from "../../../../web/shared/equations.js"
import { unitChart } from "../../../../web/steps/unit_chart.js"

export const fillUnit = (panel, view, t, flip) => {
  const { layer, unit, said, colour } = view,
    title = make("h2"),
    labels = ["start", ...said]
  title.append(
    make("span", "", `Unit ${unit}${t ? ` after reading “${said[t - 1]}”` : " at the start"}`),
  )
  title.append(...flipButtons(flip))
  const what = view.attention
    ? "x is the word just read, and what was seen where the network looked."
    : "x is the word just read; the photo is in the state it began with."
  const chart = unitChart(layer, unit, t, {
    labels,
    colour,
    width: 460,
    upright: true,
    name: `Unit ${unit} through the sentence`,
  })
  panel.replaceChildren(
    title,
    chart,
    make("p", "note", "Hidden state of this unit after each word read, −1 to +1."),
    ...equationBox(layer, t, unit),
    make("p", "note", what),
  )
}
