// The trace as it arrives: float32 arrays in base64, row by row.

const floats = text => {
  const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}

/** {steps, size, cell, arrays: {hidden: Float32Array, ...}} of one layer. */
const readLayer = layer => ({
  ...layer,
  arrays: Object.fromEntries(Object.entries(layer.arrays).map(([name, text]) => [name, floats(text)])),
})

/** Value of one unit at one step; before the first step it is the initial state, 0 unless given. */
const valueAt = (layer, name, step, unit) => step < 0 ? 0 : layer.arrays[name][step * layer.size + unit]

const distance = (a, b, step, otherStep) => {
  let sum = 0
  for (let unit = 0; unit < a.size; unit++) {
    sum += (valueAt(a, "hidden", step, unit) - valueAt(b, "hidden", otherStep, unit)) ** 2
  }
  return Math.sqrt(sum)
}
