// The panel beside the text: what the selected character was drawn from, and the selected unit.

import { flipButtons, inside, make, said } from "../../../../web/shared/element.js"
import { equationBox } from "../../../../web/shared/equations.js"
import { number, percent, visible } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"
import { valueAt } from "../../../../web/shared/trace.js"
import { heldLink, turns } from "../../../../web/shared/turns.js"
import { makeDraw, onlyRead } from "./draw.js"
import { choicesAt } from "./growth.js"
import { allKnown } from "./states.js"

/** Characters of a text that a link to the explorer holds. */
const LONGEST = 900

export const bits = value => `${value.toFixed(2)} bit${value.toFixed(2) === "1.00" ? "" : "s"}`

/** What stood before the selected character, as far as one can take it in. */
const context = (text, n) =>
  (n > 18 ? "…" : "") + text.slice(Math.max(0, n - 18), n).replaceAll("\n", "⏎")

const headOf = (view, n) => {
  const { text, promptLength } = view,
    parts = []
  const says = make("div", "says")
  const verb =
    n < promptLength
      ? "it was given"
      : view.changed.includes(n - promptLength)
        ? "you chose"
        : view.scoring
          ? "came"
          : "it wrote"
  if (n === 0) says.append("The first character: ")
  else says.append("After ", make("q", "", context(text, n)), ` ${verb}`)
  const line = make("div", "headline")
  line.append(make("span", "big", visible(text[n])))
  // In the network's own eyes, before temperature and cuts: the two numbers say the same.
  if (n > 0)
    line.append(make("span", "p", `${percent(2 ** -view.bits[n])} · ${bits(view.bits[n])}`))
  parts.push(says, line)
  return parts
}

const goOnWith = (view, n, branch) => {
  const title = make("h2", "", "Go on from here with"),
    chips = make("div", "chips")
  for (const { symbol } of choicesAt(view, n)
    .filter(choice => choice.symbol !== view.text[n])
    .slice(0, 8)) {
    const chip = make("button", "", visible(symbol))
    chip.type = "button"
    chip.title = `Write “${visible(symbol)}” here instead, and go on with the same luck`
    chip.addEventListener("click", () => branch(n, symbol))
    chips.append(chip)
  }
  return [title, chips]
}

/** One unit over the characters around the selected one. */
const unitLine = (view, n) => {
  const { layer, unit, text } = view
  const width = 276,
    height = 116,
    mid = 46,
    half = 15
  const first = Math.max(0, Math.min(n - half, text.length - 2 * half)),
    last = Math.min(layer.steps - 1, first + 2 * half)
  const x = t => ((t - first) / Math.max(1, last - first)) * width
  const chart = shape("svg", {
    class: "chart",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `Unit ${unit} around this character: ${number(valueAt(layer, "hidden", n, unit))} here`,
  })
  shape("line", { x1: 0, x2: width, y1: mid, y2: mid, class: "zero" }, chart)
  const path = (name, scale) =>
    Array.from(
      { length: last - first + 1 },
      (_, k) =>
        `${k ? "L" : "M"}${x(first + k).toFixed(1)},${(mid - (valueAt(layer, name, first + k, unit) / scale) * 42).toFixed(1)}`,
    ).join("")
  if (layer.arrays.cell_state) {
    let most = 1
    for (let t = first; t <= last; t++)
      most = Math.max(most, Math.abs(valueAt(layer, "cell_state", t, unit)))
    shape("path", { d: path("cell_state", most), class: "memory" }, chart)
    shape("text", { x: width, y: height - 2, "text-anchor": "end" }, chart).textContent =
      `dashed: cell state, ±${most.toFixed(1)}`
  }
  shape("path", { d: path("hidden", 1), class: "line" }, chart)
  shape("line", { x1: x(n), x2: x(n), y1: 2, y2: 90, class: "now" }, chart)
  shape("text", { x: 0, y: height - 2 }, chart).textContent = "line: h, −1 to +1"
  for (let t = first; t <= last; t++)
    shape("text", { x: x(t), y: 101, class: "letters" }, chart).textContent = visible(text[t])
  return chart
}

/** Links to hold this unit: the explorer reads the text up to here, as far back as a link holds it. */
const heldUnit = ({ hold, text, unit, depth }, n) => {
  if (!hold) return []
  const first = Math.max(0, n + 1 - LONGEST),
    base = `${hold}&text=${encodeURIComponent(text.slice(first, n + 1))}`
  const place = { layer: depth, unit, at: n - first }
  return [turns(value => heldLink(base, place, value), true)]
}

const unitPart = (view, n, flip) => {
  const { layer, unit } = view,
    title = make("h2")
  title.append(make("span", "", `Unit ${unit}, layer ${view.depth + 1}`))
  title.append(...flipButtons(flip))
  return [title, ...heldUnit(view, n), unitLine(view, n), ...equationBox(layer, n, unit)]
}

/** The panel; its sliders stay where they are while the rest is filled anew. */
export const makeChoices = (panel, actions) => {
  const draw = makeDraw(actions),
    [head, more] = [make("div"), make("div")],
    unit = inside([])
  for (const part of [head, more]) part.style.display = "contents"
  panel.replaceChildren(said([head, ...draw.parts, more], "text"), unit)
  return (view, n) => {
    const known = n > 0 && view.choices.steps > n,
      drawn = known && !onlyRead(view, n) && view.owner,
      seen = view.layer && n < view.layer.steps && allKnown(view.layer, n - 1, n)
    head.replaceChildren(...headOf(view, n))
    for (const part of draw.parts) part.hidden = !known
    if (known) draw.show(view, n)
    more.replaceChildren(...(drawn ? goOnWith(view, n, actions.branch) : []))
    unit.replaceChildren(...(seen ? unitPart(view, n, actions.flip) : []))
  }
}
