// The selected unit through time, as columns up and down from zero.

import { make } from "../shared/element.js"
import { number } from "../shared/format.js"
import { presenting } from "../shared/presented.js"
import { shape } from "../shared/shape.js"
import { valueAt } from "../shared/trace.js"

/** Most columns; units of width from which a column has its value, and a letter's width. */
const MOST_BARS = 120,
  WIDE = 52,
  ROOM = 24,
  LETTER = 6.6

/** First and last step that fit, around `t`. */
const windowAround = (t, steps, most = MOST_BARS) => {
  const first = Math.max(0, Math.min(t - Math.floor(most / 2), steps - most))
  return [first, Math.min(steps, first + most) - 1]
}

/** A label in so many letters: dots only where something is left beside them. */
const cut = (label, most) =>
  label.length <= most ? label : most < 3 ? label.slice(0, most) : `${label.slice(0, most - 1)}…`

/** One digit; what rounds to zero has no sign. */
const short = value =>
  value
    .toFixed(1)
    .replace(/^-(?=.*[1-9])/, "−")
    .replace(/^-/, "")

/** Beside each other a letter and its value need more room where type is large. */
const beside = () => WIDE * (presenting() ? 1.5 : 1)
/** From a letter down to its value. */
const line = () => (presenting() ? 19 : 13)

/** Labels below: upright ones leave room for long words, flat ones for values. */
const labelled = (chart, { x, slot, wide, height, label, value, now, upright }) => {
  if (upright) {
    const text = shape(
      "text",
      {
        x: 0,
        y: 0,
        class: now ? "upright here" : "upright",
        transform: `translate(${x + 3},${height - 6}) rotate(-90)`,
      },
      chart,
    )
    text.textContent = cut(label, 9)
    return
  }
  const y = height - (wide ? 10 : 5 + line())
  shape("text", { x, y, class: "letter" }, chart).textContent = wide
    ? `${label} ${value === null ? "" : number(value)}`
    : cut(label, Math.max(1, Math.floor((slot - 4) / LETTER)))
  if (!wide && value !== null && (now || slot > ROOM))
    shape("text", { x, y: height - 5, class: "small" }, chart).textContent = short(value)
}

/**
 * A state of the unit at each step, as an svg element: its hidden state, or another `array`,
 * as it was `until` a step. A click on a step selects it, see `makeInstrument`.
 *
 * `colour` gives the colour of a value in [-1, 1]; `most` is the value with the tallest column.
 */
export const unitChart = (
  layer,
  unit,
  t,
  {
    labels,
    colour,
    most = 1,
    width = 264,
    upright = false,
    array = "hidden",
    until = layer.steps,
    name = `Unit ${unit} through time`,
  },
) => {
  const height = upright ? 142 : 95 + line(),
    mid = upright ? 44 : 42,
    tallest = upright ? 38 : 34
  const [first, last] = windowAround(t, layer.steps),
    slot = width / (last - first + 1),
    room = slot > 13,
    wide = slot > beside() && labels.every(label => label.length < 3)
  const at = n => valueAt(layer, array, n, unit)
  const said = Array.from(
    { length: Math.min(40, last - first + 1, until - first + 1) },
    (_, k) => `${labels[first + k]} ${number(at(first + k))}`,
  )
  const chart = shape("svg", {
    class: "chart",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `${name}: ${said.join(", ")}`,
  })
  shape("line", { x1: 0, x2: width, y1: mid, y2: mid, class: "zero" }, chart)
  for (let n = first; n <= last; n++) {
    const value = n > until ? 0 : at(n),
      tall = Math.max(1, Math.min(1.1, Math.abs(value) / most) * tallest),
      thick = Math.min(26, slot * (slot > 6 ? 0.55 : 0.9)),
      x = slot * (n - first + 0.5)
    if (n === t)
      shape(
        "rect",
        {
          x: x - slot / 2 + (room ? 1 : -1),
          y: 1,
          width: slot + (room ? -2 : 2),
          height: height - 2,
          rx: room ? 5 : 2,
          class: "now",
        },
        chart,
      )
    shape(
      "rect",
      {
        x: x - thick / 2,
        y: value < 0 ? mid : mid - tall,
        width: thick,
        height: tall,
        rx: Math.min(2, thick / 4),
        fill: colour(value / most),
      },
      chart,
    )
    if (room || n === t)
      labelled(chart, {
        x: room ? x : Math.max(16, Math.min(width - 16, x)),
        slot: room ? slot : WIDE,
        wide,
        height,
        label: labels[n] || "?",
        value: n > until ? null : value,
        now: n === t,
        upright: upright && room,
      })
    const reach = { x: x - slot / 2, y: 0, width: slot, height, class: "chart-step", "data-at": n }
    shape("rect", reach, chart)
  }
  return chart
}

/** The largest value of a unit, with no sign; at least 1. */
const largest = (layer, array, unit) => {
  let most = 1
  for (let n = 0; n < layer.steps; n++)
    most = Math.max(most, Math.abs(valueAt(layer, array, n, unit)))
  return most
}

/** What a unit shows, and, of an LSTM, beside it what it keeps. */
export const unitCharts = (layer, unit, t, view) => {
  if (!layer.arrays.cell_state) return [unitChart(layer, unit, t, view)]
  const keeps = {
    array: "cell_state",
    until: t,
    most: largest(layer, "cell_state", unit),
    name: `Cell state of unit ${unit} through time`,
  }
  const part = (words, more) => {
    const box = make("div")
    box.append(make("p", "note", words), unitChart(layer, unit, t, { ...view, ...more }))
    return box
  }
  const charts = make("div", "charts")
  charts.append(
    part("Hidden state h: what it shows", {}),
    part("Cell state c: what it keeps, so far", keeps),
  )
  return [charts]
}
