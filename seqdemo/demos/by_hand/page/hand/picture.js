// The network, drawn: inputs left, units in the middle with their wires to themselves, the answer right.

import { number } from "../../../../web/shared/format.js"
import { numberAt } from "./derive.js"
import { drawGated } from "./gated_picture.js"
import { blankDrawing, makeParts } from "./wires.js"

const WIDE = 400,
  TALL = 254,
  LEFT = 44,
  MIDDLE = 200,
  RIGHT = 352,
  OUT = 4
/** Top and bottom of what is drawn of one unit with one input: the rest is empty. */
const LOW = [16, 176]

const spread = (count, gap) =>
  Array.from({ length: count }, (_, k) => TALL / 2 + (k - (count - 1) / 2) * gap)

/** What is drawn in words. */
const inWords = ({ context, named, t }) => {
  const { shape, list } = context
  const weights = named
    .filter(({ n }) => list[n] !== 0)
    .map(({ name, n }) => `${name} ${number(list[n])}`)
  return `${shape.cell.toUpperCase()} with ${shape.units} ${shape.units === 1 ? "unit" : "units"} at step ${t + 1}; weights ${weights.join(", ") || "all 0"}`
}

/** Where the wires of a plain RNN run, and where their weights stand: {path, x, y, anchor}. */
const routeOf = ({ inputs, units }) => {
  const r = units === 3 ? 21 : 24,
    x = spread(inputs, 100),
    h = spread(units, units === 3 ? 80 : 104),
    y = TALL / 2,
    alone = units === 1
  /** A straight wire; its weight stands above it, or below one that leads down. */
  const straight = (left, from, right, to, share) => {
    const at = from + share * (to - from)
    return {
      path: `M${left} ${from}L${right} ${to}`,
      x: left + share * (right - left),
      y: to > from || (to === from && to > y) ? at + 18 : at - 9,
    }
  }
  const loop = row => {
    const below = !alone && row === units - 1,
      sign = below ? 1 : -1,
      high = alone ? 76 : units === 3 ? 30 : 46,
      side = alone ? 36 : 30,
      edge = h[row] + sign * (r - 2),
      top = h[row] + sign * (r + high)
    return {
      path: `M${MIDDLE - 9} ${edge}C${MIDDLE - side} ${top} ${MIDDLE + side} ${top} ${MIDDLE + 9} ${edge}`,
      x: alone ? MIDDLE : MIDDLE + 20,
      y: alone ? h[row] - r - 66 : h[row] + sign * (r + (units === 3 ? 9 : 18)) + 5,
      anchor: alone ? "middle" : "start",
    }
  }
  const across = (row, column) => {
    const sign = column < row ? 1 : -1,
      far = Math.abs(row - column),
      x = MIDDLE + sign * r * 0.8,
      bend = x + sign * (24 + 26 * (far - 1)),
      middle = (h[row] + h[column]) / 2
    return {
      path: `M${x} ${h[column] + sign * r * 0.6}Q${bend + sign * 12} ${middle} ${x} ${h[row] - sign * r * 0.6}`,
      x: x + sign * (14 + 18 * (far - 1)),
      y: middle + 5,
      anchor: sign > 0 ? "start" : "end",
    }
  }
  const bias = row =>
    alone
      ? { path: "", x: MIDDLE, y: h[row] + r + 18 }
      : {
          path: "",
          x: MIDDLE - 20,
          y: row === units - 1 ? h[row] + r + 14 : h[row] - r - 4,
          anchor: "end",
        }
  return {
    r,
    x,
    h,
    y,
    of: ({ matrix, row, column }) => {
      if (matrix === "W")
        return straight(LEFT + 24, x[column], MIDDLE - r, h[row], alone ? 0.5 : 0.36)
      if (matrix === "U") return row === column ? loop(row) : across(row, column)
      if (matrix === "V") {
        const wire = straight(MIDDLE + r, h[column], RIGHT - 24, y, alone ? 0.5 : 0.44)
        return alone
          ? wire
          : { ...wire, y: h[column] < y ? wire.y - 27 : h[column] > y ? wire.y + 27 : wire.y }
      }
      return matrix === "b" ? bias(row) : { path: "", x: RIGHT, y: y + 43 }
    },
  }
}

/** Whether a weight is left unnamed: it is 0, or there are too many; those to be moved and lit are named. */
const isQuiet = ({ shape, list }, { matrix, row, column, n }) => {
  if (shape.units === 3)
    return list[n] === 0 || (matrix === "U" && row !== column) || (matrix === "b" && row === 1)
  return list[n] === 0 && (shape.units > 1 || matrix === "b")
}

const drawRnn = (parts, { context, named, t, open, inputs, lit }) => {
  const { shape, list } = context,
    route = routeOf(shape)
  for (const weight of named) {
    const { n, name } = weight,
      ref = { kind: "weight", t: -1, k: n },
      quiet = isQuiet(context, weight) && !lit(ref) && !(open.includes(name) && shape.units < 3)
    parts.wire({ ...route.of(weight), ref, weight: list[n], name, quiet })
  }
  const at = (kind, k) => ({ ref: { kind, t, k }, value: numberAt(context, { kind, t, k }) })
  for (const [k, y] of route.x.entries()) parts.node({ x: LEFT, y, ...at("x", k), name: inputs[k] })
  for (const [k, y] of route.h.entries())
    parts.node({
      x: MIDDLE,
      y,
      r: route.r,
      ...at("hidden", k),
      most: shape.nonlinearity === "relu" ? 2 : 1,
    })
  parts.node({ x: RIGHT, y: route.y, ...at("logit", 0), most: OUT })
}

/** The network of a view as an svg element: {context, named, t, open, inputs, signed, open colours, lit, hidden}. */
export const networkPicture = view => {
  const { cell, units, inputs } = view.context.shape,
    [top, bottom] = cell === "rnn" && units === 1 && inputs === 1 ? LOW : [0, TALL],
    wide = cell === "rnn" ? WIDE : WIDE + 26
  const picture = blankDrawing([0, top, wide, bottom - top], inWords(view)),
    parts = makeParts(picture, { ...view, open: view.gate })
  if (cell === "rnn") drawRnn(parts, view)
  else drawGated(parts, view)
  return picture
}
