// States of a text. Of a long one only those around a place arrive; others come when they are asked for.

import { scaled, unpack } from "../../../../web/shared/trace.js"

/** Room for the states of all characters of a layer; `known` says which are there. */
export const statesOf = sent => {
  const { steps, size } = sent,
    arrays = Object.fromEntries(
      Object.keys(sent.arrays).map(name => [name, new Float32Array(steps * size)]),
    )
  if (sent.coarse) arrays.hidden = scaled(sent.coarse)
  const logits = new Float32Array((steps * unpack(sent.logits, Float32Array).length) / sent.count)
  const layer = {
    cell: sent.cell,
    steps,
    size,
    arrays,
    logits,
    initial: {},
    known: new Uint8Array(steps),
    whole: Boolean(sent.coarse) || sent.count === steps,
  }
  return withStates(layer, sent)
}

/** The layer with the states of a message filled in. */
export const withStates = (layer, sent) => {
  for (const [name, values] of Object.entries(sent.arrays))
    layer.arrays[name].set(scaled(values), sent.start * layer.size)
  layer.logits.set(
    unpack(sent.logits, Float32Array),
    (sent.start * layer.logits.length) / layer.steps,
  )
  layer.known.fill(1, sent.start, sent.start + sent.count)
  return layer
}

/** Whether the states of all characters from `from` to `to` are there, as far as there are such. */
export const allKnown = (layer, from, to) => {
  for (let t = Math.max(0, from); t <= Math.min(to, layer.steps - 1); t++)
    if (!layer.known[t]) return false
  return true
}

/** Logits of what may stand at character `n`, or null where they are not there. */
export const logitsFor = (layer, n) => {
  if (!layer || n < 1 || n > layer.steps || !layer.known[n - 1]) return null
  const size = layer.logits.length / layer.steps
  return layer.logits.subarray((n - 1) * size, n * size)
}
