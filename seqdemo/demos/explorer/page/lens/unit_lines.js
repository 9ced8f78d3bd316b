// The lines of one unit below the picture of all, on a canvas of their own.

import { visible } from "../../../../web/shared/format.js"
import { valueAt } from "../../../../web/shared/trace.js"

export const LINES = 104
export const FOOT = 24

const curve = (pen, g, { layer, unit }, { name, most }, first, last) => {
  const middle = LINES / 2
  const y = t => middle - Math.max(-1, Math.min(1, valueAt(layer, name, t, unit) / most)) * middle
  const x = t => (t + 0.5) * g.column - g.left
  pen.beginPath()
  pen.moveTo(x(first), y(first))
  // Many steps share a pixel: a line from the lowest to the highest of them looks the same.
  const together = Math.max(1, Math.floor(0.5 / (g.column * g.ratio)))
  if (together === 1) for (let t = first + 1; t <= last; t++) pen.lineTo(x(t), y(t))
  else
    for (let t = first; t <= last; t += together) {
      let low = Infinity,
        high = -Infinity
      for (let k = t; k < Math.min(t + together, last + 1); k++) {
        const here = y(k)
        low = Math.min(low, here)
        high = Math.max(high, here)
      }
      pen.lineTo(x(t), low)
      pen.lineTo(x(t), high)
    }
  pen.stroke()
}
/** Draw the selected unit's curves, and letters where they fit, from the top of their own canvas. */
export const drawLines = (pen, g, v, [first, last]) => {
  pen.strokeStyle = v.colours.line
  pen.lineWidth = 1
  pen.lineJoin = g.column < 1 ? "bevel" : "round"
  pen.beginPath()
  for (const y of [0.5, LINES / 2, LINES - 0.5]) {
    pen.moveTo(0, y)
    pen.lineTo(g.width, y)
  }
  pen.stroke()
  for (const one of v.curves) {
    pen.strokeStyle = one.colour
    pen.lineWidth = one.width
    curve(pen, g, v, one, first, last)
  }
  if (g.column < 9) return
  pen.textAlign = "center"
  pen.font = `13px Georgia, "DejaVu Serif", serif`
  pen.fillStyle = v.colours.soft
  for (let t = first; t <= last; t++) drawLetter(pen, g, v.labels[t], t)
}
/** The letter read at step t, below the lines; `room` pixels where its column is narrower. */
export const drawLetter = (pen, g, label, t, room = 0) => {
  const fits = Math.max(1, Math.floor(Math.max(g.column, room) / 8)),
    middle = (t + 0.5) * g.column - g.left
  pen.fillText(
    visible(label.length > fits ? label.slice(0, fits) : label),
    Math.max(8, Math.min(g.width - 8, middle)),
    LINES + FOOT - 7,
  )
}
