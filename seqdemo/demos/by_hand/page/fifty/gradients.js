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

/** What becomes of the gradient, in a word. */
export const fate = size => (size > 10 ? "It explodes" : size < 0.1 ? "It vanishes" : "It lasts")
