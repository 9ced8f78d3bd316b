// One state as a tile of cells, and the pointer over it.

import { number } from "./format.js"
import { placeIn, sharpness } from "./presented.js"

const GAP = 1

const fitted = (canvas, width, height, ratio) => {
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const pen = canvas.getContext("2d")
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  return pen
}

/** Cells with round corners and paper between them. */
const drawRound = (pen, values, { order, side, cell, colour }) => {
  order.forEach((unit, k) => {
    pen.fillStyle = colour(values[unit])
    pen.beginPath()
    pen.roundRect(
      (k % side) * cell,
      Math.floor(k / side) * cell,
      cell - GAP,
      cell - GAP,
      Math.min(2.5, cell / 4),
    )
    pen.fill()
  })
}

/** Squares of whole pixels, from a table of colours: many and small. */
const drawSquare = (pen, values, { order, side, cell, table, gap = 0 }) => {
  const wide = side * cell,
    image = pen.createImageData(wide, Math.ceil(order.length / side) * cell),
    pixels = new Uint32Array(image.data.buffer)
  for (let k = 0; k < order.length; k++) {
    const level =
        3 * Math.max(0, Math.min(254, Math.round((values[order[k]] / table.most + 1) * 127))),
      c = table.colours
    const colour = 0xff000000 | (c[level + 2] << 16) | (c[level + 1] << 8) | c[level]
    const x = (k % side) * cell,
      y = Math.floor(k / side) * cell
    for (let dy = 0; dy < cell - gap; dy++)
      for (let dx = 0; dx < cell - gap; dx++) pixels[(y + dy) * wide + x + dx] = colour
  }
  pen.putImageData(image, 0, 0)
}

const drawFrame = (pen, k, { side, cell, ink }, thick, round) => {
  pen.strokeStyle = ink
  pen.lineWidth = thick
  pen.beginPath()
  pen.roundRect((k % side) * cell - 0.5, Math.floor(k / side) * cell - 0.5, cell, cell, round)
  pen.stroke()
}

/**
 * Draw `values` (indexed by unit) on a canvas; `order[k]` is the unit in cell k.
 *
 * With `colour`, a function of a value, cells are round; with `table`, a table of colours, they are
 * squares of `cell` whole pixels, with a `gap`. `name` is what it shows, for those who cannot see it:
 * the selected unit's value is added.
 */
export const drawTile = (canvas, values, view) => {
  const { order, side, cell, table, selected = -1, hovered = -1, name } = view
  const width = side * cell,
    height = Math.ceil(order.length / side) * cell
  const pen = fitted(canvas, width, height, table ? 1 : sharpness())
  pen.clearRect(0, 0, width, height)
  if (table) drawSquare(pen, values, view)
  else drawRound(pen, values, view)
  if (name) {
    const value = selected < 0 ? "" : `: unit ${selected} is ${number(values[selected])}`
    canvas.setAttribute("role", "img")
    canvas.setAttribute("aria-label", `${name}${value}`)
  }
  for (const [unit, thick] of [
    [hovered, 1.5],
    [selected, 2],
  ]) {
    const k = unit < 0 ? -1 : order.indexOf(unit)
    if (k >= 0) drawFrame(pen, k, view, table ? 1 : thick, table ? 0 : Math.min(3, cell / 3))
  }
}

/** The unit under a pointer event, or -1. */
export const unitAt = (canvas, event, { order, side, cell }) => {
  const [x, y] = placeIn(canvas, event).map(at => Math.floor(at / cell))
  const inside = x >= 0 && y >= 0 && x < side
  return inside && order[y * side + x] !== undefined ? order[y * side + x] : -1
}

/** Values of one step, indexed by unit; before the first step the initial state. */
export const stateAt = (layer, name, step) => {
  if (step >= 0 && step < layer.steps)
    return layer.arrays[name].subarray(step * layer.size, (step + 1) * layer.size)
  return layer.initial?.[name] ?? new Float32Array(layer.size)
}
