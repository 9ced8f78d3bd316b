// Which rows every column of the unrolled network has, and how tall each is.

import { numbersTall } from "./numbers.js"
import { slotTall } from "./slots.js"

const ARROW = 26,
  NOTE = 20,
  LINE = 14, // letters of a note beside each other
  LOOK = 34

/** Rows of every column, top to bottom: {kind, tall, layer, name}. */
export const rowsOf = ({ columns, layers, strips, attention }) => {
  const out = slotTall(columns.map(column => column.output)),
    longest = Math.max(0, ...columns.map(column => (column.note ?? "").length))
  const tiles = layers.map((layer, depth) =>
    strips
      .filter(name => layer.arrays[name])
      .map((name, k) => {
        return {
          kind: "strip",
          depth,
          name,
          first: k === 0,
          tall: layer.numbers
            ? numbersTall(layer)
            : Math.ceil(layer.size / layer.side) * layer.px + 8,
        }
      }),
  )
  return [
    ...(out
      ? [
          { kind: "output", tall: out },
          { kind: "arrow", tall: ARROW },
        ]
      : []),
    ...tiles.reverse().flat(),
    ...(attention ? [{ kind: "look", tall: LOOK }] : []),
    { kind: "arrow", tall: ARROW },
    { kind: "input", tall: slotTall(columns.map(column => column.input)) },
    ...(longest ? [{ kind: "note", tall: longest > LINE ? 2 * NOTE : NOTE }] : []),
  ]
}

/** "layer 2, backward", or nothing where there is only one. */
export const layerName = (layers, depth) => {
  if (layers.length === 1) return layers[0].direction === "backward" ? "backward" : ""
  const both = layers.some(layer => layer.direction === "backward"),
    same = both && layers.length % 2 === 0
  return `layer ${same ? Math.floor(depth / 2) + 1 : depth + 1}${both ? `, ${layers[depth].direction}` : ""}`
}
