// The unrolled drawing: letters below, states in the middle, losses above; forward arrows in grey, the
// gradient's arrows in orange, as thick as it is large.

import { number, percent, significant, visible } from "../../../../web/shared/format.js"
import { tint } from "../../../../web/shared/palette.js"
import { shape } from "../../../../web/shared/shape.js"

const LEFT = 92
const RIGHT = 12
const TOP = 36
const CELLS = 134
const UNIT = 30
const BETWEEN = 26
const BARS = 54
const THICK = 13
const THIN = 1.6

/** How tall a layer's box is. */
const tallOf = layer => Math.max(44, (layer.states[0]?.length ?? 0) * UNIT + 8)

/** Rows of a record from top to bottom: where each layer's box is, the letters and the bars below. */
const rowsOf = record => {
  let y = CELLS
  const boxes = [...record.layers].reverse().map(layer => {
    const box = { layer, y, tall: tallOf(layer) }
    y += box.tall + BETWEEN
    return box
  })
  return { boxes, letters: y + 22, bars: y + 58, tall: y + 58 + BARS + 26 }
}

const makePen = picture => ({
  text: (x, y, words, name = "", anchor = "middle") => {
    shape("text", { x, y, "text-anchor": anchor, class: name }, picture).textContent = words
  },
  line: (path, name, more = {}) => shape("path", { d: path, class: name, ...more }, picture),
  box: (x, y, width, height, name, more = {}) =>
    shape("rect", { x, y, width, height, rx: 8, class: name, ...more }, picture),
})

/** Pixels of an arrow: twice as many for four times the gradient, and never too few to be seen. */
export const thickness = (size, most) =>
  Math.max(THIN, most > 0 ? THICK * Math.sqrt(size / most) : 0)

/** The gradient along a path, as thick as it is large beside `most`; `where` is [x, y, anchor] of its size. */
const gradient = (pen, path, size, most, where) => {
  pen.line(path, "gradient", {
    "stroke-width": thickness(size, most).toFixed(2),
    "marker-end": "url(#back)",
  })
  pen.text(where[0], where[1], significant(size, 2), "size", where[2])
}

const drawCells = (pen, { layer, y, tall }, { x, wide, t, read, signed, now }) => {
  const half = Math.min(34, wide * 0.3)
  pen.box(x - half, y, 2 * half, tall, `cell${now ? " now" : ""}${read ? "" : " unread"}`)
  const values = layer.states[t]
  if (!read) return
  if (!values.length) pen.text(x, y + tall / 2 + 5, significant(layer.norms[t], 2), "inside")
  for (const [k, value] of values.entries()) {
    const [back, ink] = tint(signed(value))
    pen.box(x - half + 4, y + 4 + k * UNIT, 2 * half - 8, UNIT - 3, "unit", { fill: back })
    shape(
      "text",
      { x, y: y + 23 + k * UNIT, "text-anchor": "middle", class: "inside", style: `fill:${ink}` },
      pen.picture,
    ).textContent = number(value)
  }
}

const drawLoss = (pen, record, { x, t, read }) => {
  const right = record.chances[t]
  pen.text(x, TOP - 16, visible(record.targets[t]), read ? "target" : "target unread")
  if (!read) return
  pen.text(x, TOP + 4, percent(right), "chance")
  pen.box(x - 27, TOP + 12, 54, 26, "loss")
  pen.text(x, TOP + 30, number(record.losses[t]), "inside")
}

/** Names of the rows, at the left. */
const drawNames = (pen, { boxes, letters, bars }) => {
  pen.text(0, TOP - 16, "should say", "row", "start")
  pen.text(0, TOP + 4, "how likely", "row", "start")
  pen.text(0, TOP + 30, "loss −ln p", "row", "start")
  for (const { layer, y, tall } of boxes) pen.text(0, y + tall / 2 + 5, layer.name, "row", "start")
  pen.text(0, letters + 5, "reads", "row", "start")
  pen.text(0, bars + BARS - 6, "adds to U", "row", "start")
}

/** The arrows of the layers: forward where nothing comes back yet, and the gradient's. */
const drawFlows = (pen, box, record, { columns, phase, most }) => {
  const { layer, y, tall } = box
  const half = columns.half
  for (let t = 1; t < record.losses.length; t++) {
    const from = columns.x[t - 1] + half + 2
    const to = columns.x[t] - half - 2
    const middle = y + tall / 2
    const cut = t % record.window === 0
    if (phase.read > t)
      pen.line(`M${from} ${middle + 9}H${to - 6}`, "forward", { "marker-end": "url(#forward)" })
    if (phase.back >= t) continue
    if (cut) {
      pen.text((from + to) / 2, middle - 4, "✂", "cut")
      continue
    }
    gradient(pen, `M${to} ${middle - 7}H${from + 10}`, layer.flows[t - 1], most, [
      (from + to) / 2 + 3,
      middle - 17,
      "middle",
    ])
  }
}

const drawBars = (pen, record, { columns, phase, bars }) => {
  const most = Math.max(...record.adds, record.total, 1e-9)
  const tallest = BARS - 16
  if (phase.back === 0)
    pen.text(0, bars + BARS + 10, `together ${significant(record.total, 2)}`, "row sum", "start")
  for (const [t, size] of record.adds.entries()) {
    if (phase.back > t) continue
    const tall = Math.max(1.5, (tallest * size) / most)
    pen.box(columns.x[t] - 13, bars + BARS - 8 - tall, 26, tall, "add", { rx: 2 })
    pen.text(columns.x[t], bars + BARS + 8, significant(size, 2), "size small")
  }
}

/**
 * The drawing of a record at a phase, as an svg element.
 *
 * @param {any} record `labels`, `targets`, `chances`, `losses`, `layers` (bottom to top: {name, states, norms, flows}), `own`, `adds`, `total`, `window`.
 * @param {{phase: any, wide: number, signed: (value: number) => string, said: string}} view
 */
export const unrolledDrawing = (record, { phase, wide, signed, said }) => {
  const steps = record.losses.length
  const rows = rowsOf(record)
  const slot = (wide - LEFT - RIGHT) / steps
  const columns = {
    x: Array.from({ length: steps }, (_, t) => LEFT + (t + 0.5) * slot),
    half: Math.min(34, slot * 0.3),
  }
  const picture = shape("svg", {
    viewBox: `0 0 ${wide} ${rows.tall}`,
    class: "through",
    role: "img",
    "aria-label": said,
  })
  const defs = shape("defs", {}, picture)
  for (const [name, size] of [
    ["forward", 8],
    ["back", 17],
  ]) {
    const marker = shape(
      "marker",
      {
        id: name,
        viewBox: "0 0 8 8",
        refX: 3,
        refY: 4,
        markerWidth: size,
        markerHeight: size,
        orient: "auto",
        markerUnits: "userSpaceOnUse",
      },
      defs,
    )
    shape("path", { d: "M0 0 8 4 0 8z", class: `head ${name}` }, marker)
  }
  const pen = { ...makePen(picture), picture }
  const most = Math.max(...record.own, ...record.layers.flatMap(layer => layer.flows), 1e-9)
  drawNames(pen, rows)
  for (let t = 0; t < steps; t++) {
    const x = columns.x[t]
    const read = phase.read > t
    const now = phase.t === t && (phase.kind === "forward" || phase.kind === "back")
    const last = rows.boxes.at(-1)
    pen.line(
      `M${x} ${rows.letters - 17}V${last.y + last.tall + 6}`,
      read ? "forward" : "forward unread",
      { "marker-end": "url(#forward)" },
    )
    pen.text(x, rows.letters + 7, visible(record.labels[t]), "letter")
    for (const [n, box] of rows.boxes.entries()) {
      drawCells(pen, box, { x, wide: slot, t, read, signed, now })
      if (n > 0 && read)
        pen.line(
          `M${x} ${box.y - 2}V${rows.boxes[n - 1].y + rows.boxes[n - 1].tall + 6}`,
          "forward",
          { "marker-end": "url(#forward)" },
        )
    }
    if (read)
      pen.line(`M${x - 9} ${CELLS - 3}V${TOP + 44}`, "forward", { "marker-end": "url(#forward)" })
    drawLoss(pen, record, { x, t, read })
    if (phase.back <= t)
      gradient(pen, `M${x + 9} ${TOP + 41}V${CELLS - 12}`, record.own[t], most, [
        x + 20,
        (TOP + 38 + CELLS) / 2 + 4,
        "start",
      ])
  }
  for (const box of rows.boxes) drawFlows(pen, box, record, { columns, phase, most })
  drawBars(pen, record, { columns, phase, bars: rows.bars })
  return picture
}
