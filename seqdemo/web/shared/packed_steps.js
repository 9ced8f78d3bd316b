// A layer that arrives step by step, see packed_steps.py.

import { SIGNED, scaled, stepBefore, unpack, valueAt } from "./trace.js"

/** Numbers of a few bits, one after the other, each from its highest bit to its lowest. */
const levelsOf = (text, bits, count) => {
  const bytes = unpack(text, Uint8Array),
    levels = new Uint16Array(count)
  let held = 0,
    filled = 0,
    at = 0
  for (let n = 0; n < count; n++) {
    for (; filled < bits; filled += 8) held = (held << 8) | bytes[at++]
    filled -= bits
    levels[n] = (held >> filled) & ((1 << bits) - 1)
  }
  return levels
}

/** Compute the states that were left out, of one step, in place: PyTorch's cells. */
const CELLS = {
  gru: ({ hidden, update, candidate }, at, size, before) => {
    for (let unit = 0, n = at; unit < size; unit++, n++)
      hidden[n] = (1 - update[n]) * candidate[n] + update[n] * before("hidden", unit)
  },
  lstm: ({ hidden, cell_state, input, forget, candidate, output }, at, size, before) => {
    for (let unit = 0, n = at; unit < size; unit++, n++) {
      cell_state[n] = forget[n] * before("cell_state", unit) + input[n] * candidate[n]
      hidden[n] = output[n] * Math.tanh(cell_state[n])
    }
  },
}

const follow = layer => {
  const { steps, size, arrays, direction } = layer
  for (const name of layer.cell === "lstm" ? ["cell_state", "hidden"] : ["hidden"])
    arrays[name] = new Float32Array(steps * size)
  for (let n = 0; n < steps; n++) {
    const t = direction === "backward" ? steps - 1 - n : n,
      from = stepBefore(layer, t)
    CELLS[layer.cell](arrays, t * size, size, (name, unit) => valueAt(layer, name, from, unit))
  }
}

/** {steps, size, cell, arrays: {hidden: Float32Array, ...}, initial} of one layer. */
export const readSteps = packed => {
  const { names, bits, scales, rows, steps, size, initial } = packed
  const arrays = Object.fromEntries(names.map(name => [name, new Float32Array(steps * size)]))
  rows.forEach((row, t) => {
    const levels = levelsOf(row, bits, names.length * size)
    names.forEach((name, n) => {
      const wraps = SIGNED.includes(name) ? 1 << (bits - 1) : 1 << bits // from here on a number is negative
      for (let unit = 0; unit < size; unit++) {
        const level = levels[n * size + unit]
        arrays[name][t * size + unit] = (level < wraps ? level : level - (1 << bits)) * scales[n]
      }
    })
  })
  const layer = {
    ...packed,
    arrays,
    initial: Object.fromEntries(
      Object.entries(initial).map(([name, values]) => [name, scaled(values)]),
    ),
  }
  if (!arrays.hidden) follow(layer)
  return layer
}
