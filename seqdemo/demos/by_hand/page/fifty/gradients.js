// One unit, one weight, no input: h = w·h′, or tanh(w·h′). How much of a gradient comes back.

export const STEPS = 50
/** The state before the first step. */
const BEGIN = 0.5

/** States h after 0 to 50 steps, and the gradient of the last one by each: {states, gradients}. */
export const chainOf = (weight, squeeze, steps = STEPS) => {
  const states = [BEGIN],
    slopes = [1]
  for (let t = 1; t <= steps; t++) {
    const sum = weight * states[t - 1]
    states[t] = squeeze === "tanh" ? Math.tanh(sum) : sum
    slopes[t] = weight * (squeeze === "tanh" ? 1 - states[t] ** 2 : 1)
  }
  const gradients = new Array(steps + 1).fill(1)
  for (let t = steps; t > 0; t--) gradients[t - 1] = gradients[t] * slopes[t]
  return { states, gradients }
}

const SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
const raised = n => (n < 0 ? "⁻" : "") + String(Math.abs(n)).replace(/\d/g, digit => SUPER[digit])

/** A size in short: 0.0052, 1.4, or 5.2 · 10⁻⁹. */
export const sizeWords = value => {
  const size = Math.abs(value),
    sign = value < 0 ? "−" : ""
  if (size === 0) return "0"
  if (size >= 1e-3 && size < 1e4) return sign + String(+size.toPrecision(2))
  const power = Math.floor(Math.log10(size)),
    lead = size / 10 ** power
  return `${sign}${lead.toFixed(1)} · 10${raised(power)}`
}

/** What becomes of the gradient, in a word. */
export const fate = size => (size > 10 ? "It explodes" : size < 0.1 ? "It vanishes" : "It lasts")
