// Bits per character over the updates: of what is learnt, and of what is kept back.

import { count } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"
import { spread } from "../../../../web/shared/spread.js"

const LEFT = 26,
  RIGHT = 112,
  TOP = 10,
  BOTTOM = 20

const LINES = [
  ["learnt", "learnt"],
  ["kept", "kept back"],
]

/** Draw all frames, and mark the one at `place`; -1 for none. */
export const drawLosses = (svg, data, place) => {
  const width = svg.clientWidth || 600,
    height = svg.clientHeight || 128,
    { frames, guessing, until } = data
  const last = Math.max(until, frames.at(-1)?.update ?? 0, 1)
  const most = Math.max(guessing, ...frames.flatMap(one => [one.learnt, one.kept])) * 1.02
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  const x = update => LEFT + ((width - LEFT - RIGHT) * update) / last,
    y = bits => TOP + ((height - TOP - BOTTOM) * (most - bits)) / most
  const words = (at, down, text, anchor, name = "") => {
    shape("text", { x: at, y: down, "text-anchor": anchor, class: name }, svg).textContent = text
  }
  const across = (bits, name) =>
    shape("line", { x1: LEFT, x2: width - RIGHT, y1: y(bits), y2: y(bits), class: name }, svg)
  const round = Math.max(1, Math.floor(most / 2.5))
  for (let bits = 0; bits <= most; bits += round) {
    across(bits, "axis")
    words(LEFT - 8, y(bits) + 4, String(bits), "end")
  }
  across(guessing, "guessing")
  words(width - RIGHT + 8, y(guessing) + 4, "guessing", "start")
  words(x(0), height - 3, "update 0", "start")
  if (data.until) words(x(last), height - 3, `update ${count(last)}`, "end")
  const now = frames[place]
  if (!now) return
  shape("line", { x1: x(now.update), x2: x(now.update), y1: TOP, y2: y(0), class: "now" }, svg)
  const places = spread(
    LINES.map(([name]) => y(now[name]) + 4),
    y(guessing) + 21,
    y(0) + 2,
  )
  LINES.forEach(([name, title], n) => {
    const d = frames.map(one => `${x(one.update).toFixed(1)} ${y(one[name]).toFixed(1)}`).join("L")
    shape("path", { class: name, d: `M${d}` }, svg)
    shape("circle", { class: name, r: 4, cx: x(now.update), cy: y(now[name]) }, svg)
    const at = width - RIGHT + 8
    words(at, places[n], `${title} ${now[name].toFixed(2)}`, "start", `name ${name}`)
  })
}
