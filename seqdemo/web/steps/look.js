// Attention of one step, as a strip.

import { make } from "../shared/element.js"
import { percent } from "../shared/format.js"

/** What a decoder looked at in step t: a share for each symbol of the source, and the largest. */
export const lookElement = ({ values, source }, signed, t) => {
  const count = source.length,
    canvas = make("canvas", "look")
  canvas.setAttribute("aria-hidden", "true") // its best is written below
  Object.assign(canvas, { width: count, height: 1 })
  const pen = canvas.getContext("2d"),
    row = values.subarray(t * count, (t + 1) * count)
  row.forEach((share, n) => {
    pen.fillStyle = signed(share)
    pen.fillRect(n, 0, 1, 1)
  })
  const best = row.indexOf(Math.max(...row)),
    box = make("div", "looked")
  box.append(canvas, make("span", "best", `${source[best]} ${percent(row[best])}`))
  return box
}
