// The survival curve: share of right answers by lag, a line a network, at any moment of the training.

import { percent } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"
import { spread } from "../../../../web/shared/spread.js"

const LEFT = 46,
  RIGHT = 106,
  TOP = 14,
  BOTTOM = 36

/** Axes once, then `show(values, ghost)` as often as wanted. */
export const survivalChart = (
  svg,
  { lags, lag, chance, chance_words: chanceWords, nets, axis },
  colours,
) => {
  const width = svg.clientWidth || 600,
    height = svg.clientHeight || 236,
    most = lags[lags.length - 1]
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  const x = at => LEFT + ((width - LEFT - RIGHT) * at) / most,
    y = share => TOP + (height - TOP - BOTTOM) * (1 - share)
  const words = (at, down, text, anchor, name = "") => {
    shape("text", { x: at, y: down, "text-anchor": anchor, class: name }, svg).textContent = text
  }
  for (const share of [0, 0.5, 1]) {
    shape("line", { x1: LEFT, x2: width - RIGHT, y1: y(share), y2: y(share), class: "axis" }, svg)
    words(LEFT - 8, y(share) + 4, percent(share, 0), "end")
  }
  shape("line", { x1: x(lag), x2: x(lag), y1: y(1), y2: y(0) + 5, class: "here" }, svg)
  shape("line", { x1: LEFT, x2: width - RIGHT, y1: y(chance), y2: y(chance), class: "chance" }, svg)
  words(width - RIGHT - 4, y(chance) + 15, chanceWords, "end", "mark")
  words(x(0), height - BOTTOM + 18, "0", "middle")
  words(x(lag), height - BOTTOM + 18, `${lag}, practised`, "middle")
  if (most > 1.5 * lag) words(x(most), height - BOTTOM + 18, String(most), "middle")
  words((LEFT + width - RIGHT) / 2, height - 2, axis, "middle", "mark")

  const ghosts = nets.map(net => shape("path", { class: "ghost", stroke: colours[net.cell] }, svg))
  const curves = nets.map(net => shape("path", { class: "curve", stroke: colours[net.cell] }, svg))
  const marks = nets.map(net =>
    shape("circle", { class: "point", r: 5, cx: x(lag), fill: colours[net.cell] }, svg),
  )
  const names = nets.map(net =>
    shape(
      "text",
      { class: "name", x: width - RIGHT + 10, style: `fill: ${colours[net.cell]}` },
      svg,
    ),
  )
  const line = values =>
    `M${lags.map((at, n) => `${x(at).toFixed(1)} ${y(values[n]).toFixed(1)}`).join("L")}`
  const at = lags.indexOf(lag)
  const show = (values, ghost) => {
    const places = spread(
      nets.map(net => y(values[net.cell].at(-1)) + 4),
      TOP + 4,
      height - BOTTOM,
    )
    nets.forEach((net, n) => {
      const mine = values[net.cell]
      curves[n].setAttribute("d", line(mine))
      ghosts[n].setAttribute("d", ghost ? line(ghost[net.cell]) : "")
      marks[n].setAttribute("cy", y(mine[at]))
      names[n].setAttribute("y", places[n])
      names[n].textContent = `${net.name} ${percent(mine[at], 0)}`
    })
  }
  return { show }
}
