// A layer that arrives step by step, see packed_steps.py.

import { SIGNED, scaled, stepBefore, unpack, valueAt } from "./trace.js"

/** Numbers of a few bits, one after the other, each from its highest bit to its lowest. */
const levelsOf = (text, bits, count) => {
  const bytes = unpack(text, Uint8Array), levels = new Uint16Array(count)
  let held = 0, filled = 0, at = 0
  for (let n = 0; n < count; n++) {
    for (; filled < bits; filled += 8) held = held << 8 | bytes[at++]
    filled -= bits
    levels[n] = held >> filled & (1 << bits) - 1
  }
  return levels
}

/** What a unit's states are at a step, given its gates there and the states before: PyTorch's cells. */
const CELLS = {
  rnn: () => ({}),
  gru: (gate, old) => ({ hidden: (1 - gate("update")) * gate("candidate") + gate("update") * old("hidden") }),
  lstm: (gate, old) => {
    const cell_state = gate("forget") * old("cell_state") + gate("input") * gate("candidate")
    return { cell_state, hidden: gate("output") * Math.tanh(cell_state) }
  },
}

/** Compute the states that were left out. */
const follow = layer => {
  const { steps, size, arrays, direction } = layer, names = layer.cell === "lstm" ? ["cell_state", "hidden"] : ["hidden"]
  for (const name of names) arrays[name] = new Float32Array(steps * size)
  for (let n = 0; n < steps; n++) {
    const t = direction === "backward" ? steps - 1 - n : n, before = stepBefore(layer, t)
    for (let unit = 0; unit < size; unit++) {
      const found = CELLS[layer.cell](name => arrays[name][t * size + unit], name => valueAt(layer, name, before, unit))
      for (const name of names) arrays[name][t * size + unit] = found[name]
    }
  }
}

/** {steps, size, cell, arrays: {hidden: Float32Array, ...}, initial} of one layer. */
export const readSteps = packed => {
  const { names, bits, scales, rows, steps, size, initial } = packed
  const arrays = Object.fromEntries(names.map(name => [name, new Float32Array(steps * size)]))
  rows.forEach((row, t) => {
    const levels = levelsOf(row, bits, names.length * size)
    names.forEach((name, n) => {
      const wraps = SIGNED.includes(name) ? 1 << bits - 1 : 1 << bits  // from here on a number is negative
      for (let unit = 0; unit < size; unit++) {
        const level = levels[n * size + unit]
        arrays[name][t * size + unit] = (level < wraps ? level : level - (1 << bits)) * scales[n]
      }
    })
  })
  const layer = { ...packed, arrays, initial: Object.fromEntries(Object.entries(initial).map(([name, values]) => [name, scaled(values)])) }
  if (!arrays.hidden) follow(layer)
  return layer
}
