// The trace as it arrives: arrays in base64, row by row.

/** The bytes of a base64 text; browsers that cannot do it themselves take a tenth of a second a megabyte. */
const bytesOf = text => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text)
  const raw = atob(text),
    bytes = new Uint8Array(raw.length)
  for (let n = 0; n < raw.length; n++) bytes[n] = raw.charCodeAt(n)
  return bytes
}

/** Value of one unit at one step; outside of the steps it is the initial state, 0 unless given. */
export const valueAt = (layer, name, step, unit) =>
  step < 0 || step >= layer.steps
    ? (layer.initial?.[name]?.[unit] ?? 0)
    : layer.arrays[name][step * layer.size + unit]

/** The step whose state a step starts from: a backward layer reads from the end. */
export const stepBefore = (layer, step) => (layer.direction === "backward" ? step + 1 : step - 1)

export const distance = (a, b, step, otherStep) => {
  let sum = 0
  for (let unit = 0; unit < a.size; unit++) {
    sum += (valueAt(a, "hidden", step, unit) - valueAt(b, "hidden", otherStep, unit)) ** 2
  }
  return Math.sqrt(sum)
}

/** Bytes as an array of a kind, such as Float32Array. */
export const unpack = (text, Kind) => new Kind(bytesOf(text).buffer)
/** Numbers in 16 bits or 8: whole numbers of `scale`. */
export const scaled = ({ q, scale, width }) => {
  const levels = unpack(q, width === 1 ? Int8Array : Int16Array),
    values = new Float32Array(levels.length)
  for (let n = 0; n < levels.length; n++) values[n] = levels[n] * scale
  return values
}
const allScaled = arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, scaled(values)]))
/** {steps, size, cell, arrays: {hidden: Float32Array, ...}, initial} of one layer. */
export const readStates = layer => ({
  ...layer,
  arrays: allScaled(layer.arrays),
  initial: allScaled(layer.initial ?? {}),
})

export const NAMES = {
  hidden: "hidden state",
  cell_state: "cell state",
  input: "input gate",
  forget: "forget gate",
  candidate: "candidate",
  output: "output gate",
  reset: "reset gate",
  update: "update gate",
}

/** Kinds of values that can be negative; gates are between 0 and 1. */
export const SIGNED = ["hidden", "cell_state", "candidate"]
