// What follows from what the visitor has built: the run of the network, and how it is shown.

import { runOver, weightsOf } from "../../../../web/tiny/network.js"
import { contextOf } from "./derive.js"
import { namedWeights } from "./names.js"
import { arraysOf, columnsOf, layerOf } from "./reading.js"

/** Sliders of a network that is not the puzzle's own. */
const OPEN = 4
/** Least width of a column, pixels. */
const LEAST = 74
const SIGNED = ["hidden", "cell_state", "candidate"]

/** Everything that follows from a puzzle, a network, its weights and a word. */
export const consequences = (puzzle, { shape, list, word }) => {
  const named = namedWeights(shape, puzzle.inputs)
  const inputs = [...word].map(symbol => puzzle.reads[symbol])
  const steps = runOver(shape, list, inputs)
  return {
    named,
    open: shape === puzzle.shape ? puzzle.open : named.slice(0, OPEN).map(({ name }) => name),
    context: contextOf(shape, list, steps),
    layer: layerOf(shape, steps),
    columns: columnsOf(puzzle, word, steps),
  }
}

/** Weights of another network: those that it also has keep their values, others are 0. */
export const carriedOver = (shape, before, list) => {
  const same = (a, b) => ["matrix", "gate", "row", "column"].every(name => a[name] === b[name])
  const old = weightsOf(before)
  return weightsOf(shape).map(weight => list[old.findIndex(other => same(weight, other))] ?? 0)
}

/** What the columns show of a run. */
export const columnsView = ({ shape, layer, columns, colours }) => {
  const { signed, open, ink } = colours
  const paintOf = name => {
    const scale = SIGNED.includes(name) ? signed : open
    return { colour: value => scale(value / (layer.most[name] ?? 1)) }
  }
  const names = arraysOf(shape.cell)
  return {
    columns,
    labels: columns.map(column => column.input.words),
    layers: [layer],
    paints: [Object.fromEntries(names.map(name => [name, paintOf(name)]))],
    strips: names,
    attention: null,
    shared: { input: {}, output: {} },
    picks: false,
    unit: -1,
    depth: 0,
    ink,
    signed,
    outputName: "says",
    least: LEAST,
  }
}
