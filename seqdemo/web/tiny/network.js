// One recurrent layer of a few units with a read-out, its equations written once for any arithmetic
// (see algebra.js). Order of gates and weights is PyTorch's; there is one bias vector instead of two.

import { PLAIN } from "./algebra.js"

/** Gates of a cell in PyTorch's order, by the letter of their equation; a plain RNN has one sum. */
export const GATES = { rnn: ["h"], gru: ["r", "z", "n"], lstm: ["i", "f", "g", "o"] }

/**
 * @typedef {object} Shape
 * @property {"rnn" | "gru" | "lstm"} cell
 * @property {"tanh" | "relu" | "sigmoid"} nonlinearity Of a plain RNN.
 * @property {number} inputs
 * @property {number} units
 * @property {number} outputs
 */

/**
 * Every weight, in the order in which they are listed: {matrix, gate, row, column}.
 *
 * W (inputs), U (old state) and b of each gate and unit, then V and c of the read-out.
 */
export const weightsOf = (/** @type {Shape} */ { cell, inputs, units, outputs }) => {
  const tall = GATES[cell].flatMap((gate, k) =>
    Array.from({ length: units }, (_, row) => ({ gate, row, place: k * units + row })),
  )
  const matrix = (name, rows, wide) =>
    rows.flatMap(({ gate, row, place }) =>
      Array.from({ length: wide }, (_, column) => ({ matrix: name, gate, row, column, place })),
    )
  const out = Array.from({ length: outputs }, (_, row) => ({ gate: "", row, place: row }))
  return [
    ...matrix("W", tall, inputs),
    ...matrix("U", tall, units),
    ...matrix("b", tall, 1),
    ...matrix("V", out, units),
    ...matrix("c", out, 1),
  ]
}

/** The list of weights as matrices {W, U, b, V, c}, and `rows`: W beside U. */
export const matricesOf = (shape, list) => {
  const found = { W: [], U: [], b: [], V: [], c: [], rows: [] }
  for (const [n, { matrix, place, column }] of weightsOf(shape).entries()) {
    if (matrix === "b" || matrix === "c") found[matrix].push(list[n])
    else if (column === 0) found[matrix].push([list[n]])
    else found[matrix][place].push(list[n])
  }
  found.rows = found.W.map((row, k) => [...row, ...found.U[k]])
  return found
}

/** State before the first step. */
export const blankState = ({ units }) => ({
  hidden: new Array(units).fill(0),
  cell: new Array(units).fill(0),
})

const rnnStep = (maths, { nonlinearity }, { rows, b }, x, old) => {
  const seen = x.concat(old.hidden),
    sums = rows.map((row, k) => maths.dot(row, seen, b[k]))
  const hidden = sums.map(z => maths.squash(nonlinearity, z))
  return { sums, gates: hidden, hidden, cell: old.cell }
}

const lstmStep = (maths, { units }, { rows, b }, x, old) => {
  const seen = x.concat(old.hidden),
    sums = rows.map((row, k) => maths.dot(row, seen, b[k])),
    candidates = 2 * units
  const gates = sums.map((z, k) =>
      maths.squash(k >= candidates && k < candidates + units ? "tanh" : "sigmoid", z),
    ),
    hidden = [],
    cell = []
  for (let k = 0; k < units; k++) {
    cell[k] = maths.dot([gates[units + k], gates[k]], [old.cell[k], gates[candidates + k]])
    hidden[k] = maths.dot([gates[candidates + units + k]], [maths.squash("tanh", cell[k])])
  }
  return { sums, gates, hidden, cell }
}

const gruStep = (maths, { units }, { rows, W, U, b }, x, old) => {
  const seen = x.concat(old.hidden),
    sums = [],
    gates = [],
    hidden = []
  for (let k = 0; k < 2 * units; k++) {
    sums[k] = maths.dot(rows[k], seen, b[k])
    gates[k] = maths.squash("sigmoid", sums[k])
  }
  for (let k = 0; k < units; k++) {
    const n = 2 * units + k
    sums[n] = maths.dot([gates[k], 1], [maths.dot(U[n], old.hidden), maths.dot(W[n], x, b[n])])
    gates[n] = maths.squash("tanh", sums[n])
    const z = gates[units + k]
    hidden[k] = maths.dot([maths.dot([-1], [z], 1), z], [gates[n], old.hidden[k]])
  }
  return { sums, gates, hidden, cell: old.cell }
}

const STEPS = { rnn: rnnStep, gru: gruStep, lstm: lstmStep }

/** One step: {sums, gates, hidden, cell}; sums and gates are those of each gate and unit, place by place. */
export const stepOf = (maths, shape, matrices, x, old) =>
  STEPS[shape.cell](maths, shape, matrices, x, old)

/** What is read out of a hidden state: a logit for each output. */
export const readOut = (maths, { V, c }, hidden) => V.map((row, k) => maths.dot(row, hidden, c[k]))

/** Every step of a sequence of inputs, in plain numbers: {x, old, sums, gates, hidden, cell, logits}. */
export const runOver = (shape, list, inputs) => {
  const matrices = matricesOf(shape, list),
    steps = []
  let old = blankState(shape)
  for (const x of inputs) {
    const now = stepOf(PLAIN, shape, matrices, x, old)
    steps.push({ x, old, ...now, logits: readOut(PLAIN, matrices, now.hidden) })
    old = now
  }
  return steps
}
