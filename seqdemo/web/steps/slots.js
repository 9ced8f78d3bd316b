// What stands below and above the states of a column: inputs and outputs of every kind.

import { make } from "../shared/element.js"
import { number, percent } from "../shared/format.js"
import { shape } from "../shared/shape.js"
import { barRow } from "./bars.js"

/** Heights of the slots, pixels; of bars it is a row's. */
const TALL = {
  text: 34,
  grid: 92,
  picture: 96,
  stroke: 92,
  number: 92,
  band: 108,
  balance: 46,
  verdict: 50,
  bars: 24,
}
const EDGE = 5
/** A cell with round corners, from its left upper one. */
const CELL =
  "h.56a.16.16 0 0 1 .16.16v.56a.16.16 0 0 1-.16.16h-.56a.16.16 0 0 1-.16-.16v-.56a.16.16 0 0 1 .16-.16z"

/** Where a value stands on the slot's axis, from 0 at the bottom to 1. */
const placeOn = ([low, high], value) => (high > low ? (value - low) / (high - low) : 0.5)

/** Letters above which a word is written smaller, to be seen whole. */
const LONG = 7
const textElement = ({ words }) =>
  make(
    "div",
    `token${words ? "" : " none"}${words?.length > LONG ? " long" : ""}`,
    words || "nothing",
  )

const gridElement = ({ columns, bits }) => {
  const rows = bits.length / columns,
    picture = shape("svg", {
      class: "cells",
      viewBox: `0 0 ${columns} ${rows}`,
      role: "img",
      "aria-label": `grid of ${rows} by ${columns}`,
    })
  const cells = on =>
    [...bits]
      .flatMap((bit, n) =>
        bit === on ? [`M${(n % columns) + 0.22} ${Math.floor(n / columns) + 0.06}${CELL}`] : [],
      )
      .join("")
  shape("path", { d: cells("0"), class: "off" }, picture)
  shape("path", { d: cells("1"), class: "on" }, picture)
  return picture
}

const pictureElement = ({ picture, alt, over }, { pictures, most }) => {
  const frame = make("div", "thumb"),
    image = make("img")
  Object.assign(image, { src: pictures[picture], alt, draggable: false })
  frame.append(image)
  if (over) frame.append(heatOver(over, most))
  return frame
}
const heatOver = ({ columns, values }, most) => {
  const canvas = make("canvas"),
    rows = values.length / columns
  Object.assign(canvas, { width: columns, height: rows })
  const pen = canvas.getContext("2d"),
    image = pen.createImageData(columns, rows)
  for (const [n, share] of values.entries())
    image.data.set([248, 145, 63, Math.round((215 * share) / most)], 4 * n)
  pen.putImageData(image, 0, 0)
  return canvas
}

const strokeElement = ({ lines }, { range: [left, top, right, bottom] }) => {
  const span = Math.max(right - left, bottom - top, 1e-6),
    scale = (100 - 2 * EDGE) / span
  const x = value => EDGE + (value - left + (span - right + left) / 2) * scale,
    y = value => EDGE + (value - top + (span - bottom + top) / 2) * scale
  const picture = shape("svg", {
    class: "pen",
    viewBox: "0 0 100 100",
    role: "img",
    "aria-label": "a stroke of the pen",
  })
  for (const line of lines) {
    const points = Array.from(
      { length: line.length / 2 },
      (_, n) => `${x(line[2 * n]).toFixed(1)},${y(line[2 * n + 1]).toFixed(1)}`,
    )
    if (points.length === 1)
      shape("circle", { cx: points[0].split(",")[0], cy: points[0].split(",")[1], r: 3 }, picture)
    else shape("polyline", { points: points.join(" ") }, picture)
  }
  return picture
}

/** A picture of one axis, 0 to 100 from top to bottom. */
const axis = (range, label) => {
  const picture = shape("svg", {
    class: "axis",
    viewBox: "0 0 100 100",
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": label,
  })
  return { picture, y: value => 95 - 90 * placeOn(range, value) }
}
const withNumber = (picture, value) => {
  const box = make("div", "amount")
  box.append(picture, make("span", "value", number(value)))
  return box
}

const numberElement = ({ value }, { range }) => {
  const { picture, y } = axis(range, number(value))
  shape("line", { x1: 0, x2: 100, y1: 95, y2: 95, class: "base" }, picture)
  shape("rect", { x: 38, y: y(value) - 2.5, width: 24, height: 5, rx: 2, class: "mark" }, picture)
  shape("line", { x1: 50, x2: 50, y1: 95, y2: y(value), class: "stem" }, picture)
  return withNumber(picture, value)
}

const bandElement = ({ value, low, high, truth }, { range }) => {
  const said = `${number(value)}, from ${number(low)} to ${number(high)}${truth === null ? "" : `, truly ${number(truth)}`}`
  const { picture, y } = axis(range, said)
  shape(
    "rect",
    { x: 22, y: y(high), width: 56, height: Math.max(1, y(low) - y(high)), class: "band" },
    picture,
  )
  shape("line", { x1: 22, x2: 78, y1: y(value), y2: y(value), class: "guessed" }, picture)
  if (truth !== null)
    shape(
      "rect",
      { x: 45, y: y(truth) - 2.5, width: 10, height: 5, rx: 2, class: "truth" },
      picture,
    )
  const box = withNumber(picture, value)
  box.title = said
  return box
}

/** A value of a scale that has two sides. */
const signed = value => `${value < 0 ? "" : "+"}${number(value)}`

const balanceElement = ({ value, low, high }) => {
  const box = make("div", "balance"),
    bar = make("span", "beam"),
    fill = make("i", value < 0 ? "low" : "high"),
    share = Math.min(1, Math.abs(value))
  fill.style.setProperty("--share", share.toFixed(4))
  bar.append(fill)
  const word = value < 0 ? low : high
  box.append(bar, make("span", "value", `${signed(value)}${word ? ` ${word}` : ""}`))
  return box
}

/** What was said, and whether that was right: true, false, or null where anything would do. */
const verdictElement = ({ words, right, value }) => {
  const box = make("div", right === null ? "verdict" : right ? "verdict right" : "verdict wrong")
  const mark = make("span", "mark", right === null ? "·" : right ? "✓" : "✗")
  box.append(make("b", "", words), mark, make("span", "value", number(value)))
  return box
}

const barsElement = ({ choices, chosen }, { pick }) => {
  const list = make("div", "guesses")
  list.append(
    ...choices.slice(0, 5).map(([label, p], n) =>
      barRow({
        label: label || "·",
        p,
        best: chosen === null ? n === 0 : label === chosen,
        pick: pick && (() => pick(label)),
        title: pick && `Choose “${label}” here`,
      }),
    ),
  )
  return list
}

const ELEMENTS = {
  text: textElement,
  grid: gridElement,
  picture: pictureElement,
  stroke: strokeElement,
  number: numberElement,
  band: bandElement,
  balance: balanceElement,
  verdict: verdictElement,
  bars: barsElement,
}

/** A slot as an element; `shared` is what all of its row have in common: {range, pictures, most, pick}. */
export const slotElement = (slot, shared) => ELEMENTS[slot.kind](slot, shared)

/** How tall a row of slots is. */
export const slotTall = slots =>
  Math.max(
    0,
    ...slots.map(slot =>
      !slot
        ? 0
        : slot.kind === "bars"
          ? Math.min(5, slot.choices.length) * TALL.bars
          : TALL[slot.kind],
    ),
  )

/** A slot in words, for those who listen. */
export const slotWords = slot => {
  if (!slot) return ""
  const { kind, words, value, choices } = slot
  if (kind === "text") return words || "nothing"
  if (kind === "verdict")
    return `${words}${slot.right === null ? "" : slot.right ? ", which is right" : ", which is wrong"}`
  if (kind === "bars") return choices.length ? `${choices[0][0]}, ${percent(choices[0][1], 0)}` : ""
  if (value === undefined) return `a ${kind}`
  return kind === "balance" ? signed(value) : number(value)
}
