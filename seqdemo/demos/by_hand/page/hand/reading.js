// A run of a small network as `steps` shows it: columns with verdicts, and a layer of numbers.

import { visible } from "../../../../web/shared/format.js"
import { answerOf } from "./checker.js"

/** Arrays of a layer: what the trace calls them -> where a run keeps them. */
const ARRAYS = {
  rnn: { hidden: ["hidden", 0] },
  gru: {
    hidden: ["hidden", 0],
    update: ["gates", 1],
    reset: ["gates", 0],
    candidate: ["gates", 2],
  },
  lstm: {
    hidden: ["hidden", 0],
    cell_state: ["cell", 0],
    input: ["gates", 0],
    forget: ["gates", 1],
    candidate: ["gates", 2],
    output: ["gates", 3],
  },
}

/** A number's reference for an array's name and a unit, and back. */
export const refOf = (shape, { t, name, unit }) => {
  const [kept, gate] = ARRAYS[shape.cell][name]
  return kept === "gates"
    ? { kind: "gate", t, k: gate * shape.units + unit }
    : { kind: kept, t, k: unit }
}

/** Names of a cell's arrays, the hidden state first. */
export const arraysOf = cell => Object.keys(ARRAYS[cell])

/** The layer of a run, for the pictures over time. */
export const layerOf = (shape, steps) => {
  const { cell, nonlinearity, units } = shape,
    arrays = {}
  for (const [name, [kept, gate]] of Object.entries(ARRAYS[cell])) {
    const values = new Float32Array(steps.length * units)
    for (const [t, step] of steps.entries())
      values.set(step[kept].slice(gate * units, (gate + 1) * units), t * units)
    arrays[name] = values
  }
  const most = {
    hidden: Math.max(1, ...arrays.hidden.map(Math.abs)),
    cell_state: Math.max(1, ...(arrays.cell_state ?? []).map(Math.abs)),
  }
  return {
    cell,
    nonlinearity,
    size: units,
    steps: steps.length,
    arrays,
    initial: {},
    most,
    order: Array.from({ length: units }, (_, k) => k),
    side: 1,
    px: 30,
    numbers: true,
    direction: "forward",
  }
}

/** Right answers after each symbol of a word. */
const wantedOf = (puzzle, word) => {
  let memory = puzzle.blank
  return [...word].map(symbol => {
    const [after, wanted] = puzzle.next(memory, symbol)
    memory = after
    return wanted
  })
}

/** Columns of a run: what was read, what was said, and whether it was right. */
export const columnsOf = (puzzle, word, steps) =>
  wantedOf(puzzle, word).map((wanted, t) => {
    const [logit] = steps[t].logits,
      answer = answerOf(logit)
    const words = answer === null ? "?" : puzzle.says[+answer]
    return {
      input: { kind: "text", words: visible(word[t]) },
      output: {
        kind: "verdict",
        words,
        right: wanted === null ? null : answer === wanted,
        value: logit,
      },
      note: "",
    }
  })

/** The symbols of a text that a puzzle knows. */
export const readable = (puzzle, text) =>
  [...text].filter(symbol => symbol in puzzle.reads).join("")
