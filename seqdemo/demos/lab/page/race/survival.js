// The survival curve: share of right answers by lag, a line a network, at any moment of the training.

import { percent } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"
import { spread } from "../../../../web/shared/spread.js"

const LEFT = 46,
  TOP = 14,
  BOTTOM = 36
/** Width at the right for names, and for names with a number. */
const NAMES = 58,
  NAMED = 106
/** Numbers of curves that lie on each other are so far apart that none is on the line. */
const CLEAR = 22
/** Width for a number and what guessing gives, side by side. */
const ROOM = 160

/** Axes once, then `blank()`, or `show(values, ghost)` as often as wanted. */
export const survivalChart = (
  svg,
  { lags, lag, chance, chance_words: chanceWords, nets, axis },
  colours,
) => {
  const width = svg.clientWidth || 600,
    height = svg.clientHeight || 236,
    most = lags[lags.length - 1],
    at = lags.indexOf(lag)
  const isEnd = lag === most,
    right = isEnd ? NAMED : NAMES
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  const x = at => LEFT + ((width - LEFT - right) * at) / most,
    y = share => TOP + (height - TOP - BOTTOM) * (1 - share)
  const words = (at, down, text, anchor, name = "") => {
    shape("text", { x: at, y: down, "text-anchor": anchor, class: name }, svg).textContent = text
  }
  for (const share of [0, 0.5, 1]) {
    shape("line", { x1: LEFT, x2: width - right, y1: y(share), y2: y(share), class: "axis" }, svg)
    words(LEFT - 8, y(share) + 4, percent(share, 0), "end")
  }
  shape("line", { x1: x(lag), x2: x(lag), y1: y(1), y2: y(0) + 5, class: "here" }, svg)
  shape("line", { x1: LEFT, x2: width - right, y1: y(chance), y2: y(chance), class: "chance" }, svg)
  words(x(0), height - BOTTOM + 18, "0", "middle")
  words(x(lag), height - BOTTOM + 18, `${lag}, practised`, "middle")
  if (most > 1.5 * lag) words(x(most), height - BOTTOM + 18, String(most), "middle")
  words((LEFT + width - right) / 2, height - 2, axis, "middle", "mark")

  const ghosts = nets.map(net => shape("path", { class: "ghost", stroke: colours[net.cell] }, svg))
  const curves = nets.map(net => shape("path", { class: "curve", stroke: colours[net.cell] }, svg))
  const marks = nets.map(net =>
    shape("circle", { class: "point", r: 5, cx: x(lag), fill: colours[net.cell] }, svg),
  )
  // Where the numbers beside the points would lie on them, the words stand at the other end.
  const tight = !isEnd && width - right - x(lag) < ROOM
  words(
    tight ? LEFT + 4 : width - right - 4,
    y(chance) + 15,
    chanceWords,
    tight ? "start" : "end",
    "mark",
  )
  // A number stands beside the point that it is of, not where a curve ends.
  const label = (name, x, net) =>
    shape("text", { class: name, x, style: `fill: ${colours[net.cell]}` }, svg)
  const names = nets.map(net => label("name", width - right + 10, net))
  const numbers = isEnd ? [] : nets.map(net => label("name number", x(lag) + 11, net))
  const line = values =>
    `M${lags.map((at, n) => `${x(at).toFixed(1)} ${y(values[n]).toFixed(1)}`).join("L")}`
  const wanted = (values, step) => nets.map(net => y(values[net.cell].at(step)) + 4)
  /** Before the first test: where they stand, and nothing of what they can do. */
  const blank = () => {
    const ends = spread(Array(nets.length).fill(y(chance) + 4), y(1) + 4, y(0))
    nets.forEach((net, n) => {
      names[n].setAttribute("y", ends[n])
      names[n].textContent = net.name
      marks[n].style.display = "none"
    })
  }
  const show = (values, ghost) => {
    const ends = spread(wanted(values, -1), y(1) + 4, y(0)),
      points = spread(wanted(values, at), y(1) + 20, y(0) - 8, CLEAR) // nor on the top or the axis
    nets.forEach((net, n) => {
      const mine = values[net.cell]
      marks[n].style.display = ""
      curves[n].setAttribute("d", line(mine))
      ghosts[n].setAttribute("d", ghost ? line(ghost[net.cell]) : "")
      marks[n].setAttribute("cy", y(mine[at]))
      const share = percent(mine[at], 0)
      names[n].setAttribute("y", ends[n])
      names[n].textContent = isEnd ? `${net.name} ${share}` : net.name
      numbers[n]?.setAttribute("y", points[n])
      if (numbers[n]) numbers[n].textContent = share
    })
  }
  return { blank, show }
}
