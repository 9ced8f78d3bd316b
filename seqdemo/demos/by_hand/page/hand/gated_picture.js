// One LSTM or GRU cell, drawn: the line that keeps, and the gates that decide what happens on it.

import { numberAt } from "./derive.js"
import { DOES } from "./names.js"

const LINE = 52,
  GATES = 148,
  BUS = 185,
  BELOW = 225,
  OUT = 4

/** Inputs and old state below, a line that brings them to every gate. */
const drawInputs = (parts, { inputs, context, t }, at, gates) => {
  const { shape } = context,
    names = [...inputs, "h′"]
  parts.arrow(`M30 ${BUS}H${gates.at(-1)[1]}`, "bus")
  for (const [, x] of gates) parts.arrow(`M${x} ${BUS}V${GATES + 27}`)
  for (const [k, name] of names.entries()) {
    const x = 34 + k * 108
    parts.arrow(`M${x} ${BELOW - 22}V${BUS + 3}`)
    parts.node({ x, y: BELOW, r: 21, ...(k < shape.inputs ? at("x", k) : at("hidden", 0, t - 1)) })
    parts.words(x + 26, BELOW + 5, name, "name", "start")
  }
}

const drawAnswer = (parts, { named, context, t }, x, from) => {
  const weight = named.find(({ matrix }) => matrix === "V"),
    y = from + 92
  parts.wire({
    path: `M${x} ${from + 24}V${y - 24}`,
    x: x + 10,
    y: from + 51,
    anchor: "start",
    ref: { kind: "weight", t: -1, k: weight.n },
    weight: context.list[weight.n],
    name: "V",
  })
  const ref = { kind: "logit", t, k: 0 }
  parts.node({ x, y, ref, value: numberAt(context, ref), most: OUT })
}

/** Where the words of a gate stand beside its arrow: [x from its middle, y, which end]. */
const WORDS = {
  f: [-7, 112, "end"],
  i: [-5, 114, "end"],
  g: [-13, 105, "start"],
  o: [-1, 118, "start"],
  z: [-7, 112, "end"],
  r: [0, -20, "start"],
  n: [8, 116, "start"],
}

const drawGates = (parts, at, x, places) => {
  for (const [letter, k] of Object.entries(places)) {
    const [side, y, anchor] = WORDS[letter]
    parts.node({
      x: x[letter],
      y: GATES,
      ...at("gate", k),
      letter,
      gate: letter !== "g" && letter !== "n",
    })
    parts.words(x[letter] + side, y, DOES[letter], "name", anchor)
  }
}

const drawLstm = (parts, at, { t }) => {
  const x = { f: 98, i: 164, g: 226, o: 290 },
    meet = 195,
    end = 266,
    low = 100
  for (const path of [
    `M55 ${LINE}H${x.f - 13}`,
    `M${x.f + 12} ${LINE}H${meet - 13}`,
    `M${meet + 12} ${LINE}H${end - 24}`,
    `M${x.f} ${GATES - 25}V${LINE + 13}`,
    `M${meet} ${low - 12}V${LINE + 13}`,
    `M${x.i + 9} ${GATES - 21}L${meet - 8} ${low + 12}`,
    `M${x.g - 9} ${GATES - 21}L${meet + 8} ${low + 12}`,
    `M${end} ${LINE + 22}V${low - 13}`,
    `M${x.o - 9} ${GATES - 21}L${end + 7} ${low + 12}`,
    `M${end + 12} ${low}H330`,
  ])
    parts.arrow(path)
  parts.dot(x.f, LINE, "×")
  parts.dot(meet, LINE, "+")
  parts.dot(meet, low, "×")
  parts.dot(end, low, "×")
  parts.words(end + 6, LINE + 34, "tanh", "name", "start")
  parts.node({ x: 30, y: LINE, ...at("cell", 0, t - 1), name: "c′", above: true })
  parts.node({ x: end, y: LINE, ...at("cell", 0), name: "c", above: true })
  parts.node({ x: 356, y: low, ...at("hidden", 0), name: "h", above: true })
  drawGates(parts, at, x, { i: 0, f: 1, g: 2, o: 3 })
  return [
    ["f", x.f],
    ["i", x.i],
    ["g", x.g],
    ["o", x.o],
  ]
}

const drawGru = (parts, at, { t }) => {
  const x = { z: 112, r: 186, n: 254 },
    meet = 218,
    end = 336,
    low = 100
  for (const path of [
    `M55 ${LINE}H${x.z - 13}`,
    `M${x.z + 12} ${LINE}H${meet - 13}`,
    `M${meet + 12} ${LINE}H${end - 24}`,
    `M${x.z} ${GATES - 25}V${LINE + 13}`,
    `M${meet} ${low - 12}V${LINE + 13}`,
    `M${x.z + 18} ${GATES - 15}L${meet - 13} ${low + 4}`,
    `M${x.n - 9} ${GATES - 21}L${meet + 8} ${low + 12}`,
    `M${x.r + 22} ${GATES}H${x.n - 24}`,
  ])
    parts.arrow(path)
  parts.dot(x.z, LINE, "×")
  parts.dot(meet, LINE, "+")
  parts.dot(meet, low, "×")
  parts.words(156, 110, "1 − z", "name")
  parts.node({ x: 30, y: LINE, ...at("hidden", 0, t - 1), name: "h′", above: true })
  parts.node({ x: end, y: LINE, ...at("hidden", 0), name: "h", above: true })
  drawGates(parts, at, x, { r: 0, z: 1, n: 2 })
  return [
    ["z", x.z],
    ["r", x.r],
    ["n", x.n],
  ]
}

/** Draw a cell of one unit. */
export const drawGated = (parts, view) => {
  const { context, t } = view,
    lstm = context.shape.cell === "lstm"
  const at = (kind, k, step = t) => ({
    ref: { kind, t: step, k },
    value: numberAt(context, { kind, t: step, k }),
  })
  drawInputs(parts, view, at, lstm ? drawLstm(parts, at, view) : drawGru(parts, at, view))
  drawAnswer(parts, view, lstm ? 356 : 336, lstm ? 100 : LINE)
}
