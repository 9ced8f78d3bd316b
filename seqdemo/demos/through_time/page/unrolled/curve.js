// The loss after each update, as a line.

import { number } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"

const WIDE = 268
const TALL = 84
const FOOT = 66

/** A curve of losses as an svg element. */
export const curvePicture = losses => {
  const most = Math.max(...losses)
  const x = n => 4 + ((WIDE - 44) * n) / Math.max(1, losses.length - 1)
  const y = loss => FOOT - (54 * loss) / most
  const picture = shape("svg", {
    viewBox: `0 0 ${WIDE} ${TALL}`,
    role: "img",
    "aria-label": `Loss from ${number(losses[0])} to ${number(losses.at(-1))} over ${losses.length - 1} updates`,
  })
  shape(
    "path",
    { d: `M${losses.map((loss, n) => `${x(n).toFixed(1)} ${y(loss).toFixed(1)}`).join("L")}` },
    picture,
  )
  const last = losses.length - 1
  shape("text", { x: x(last) + 5, y: y(losses[last]) + 4 }, picture).textContent = number(
    losses[last],
  )
  shape("text", { x: 4, y: TALL - 3 }, picture).textContent =
    `${last} ${last === 1 ? "update" : "updates"}`
  return picture
}
