// Updates of a list of weights, and weights at birth.

/** Random numbers from 0 to 1 that a seed makes again: mulberry32. */
const makeRandom = seed => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Weights at birth, evenly spread from -most to most. */
export const randomWeights = (count, seed, most = 1) => {
  const random = makeRandom(seed)
  return Array.from({ length: count }, () => (2 * random() - 1) * most)
}

/** Adam (Kingma and Ba, 2015) as PyTorch has it: `update(weights, gradients)` gives new weights. */
export const makeAdam = (count, rate, [first, second] = [0.9, 0.999]) => {
  const mean = new Array(count).fill(0),
    square = new Array(count).fill(0)
  let steps = 0
  return {
    update: (weights, gradients) => {
      steps += 1
      return weights.map((w, k) => {
        mean[k] = first * mean[k] + (1 - first) * gradients[k]
        square[k] = second * square[k] + (1 - second) * gradients[k] ** 2
        return (
          w -
          (rate * (mean[k] / (1 - first ** steps))) /
            (Math.sqrt(square[k] / (1 - second ** steps)) + 1e-8)
        )
      })
    },
  }
}

/** One step of plain gradient descent: weights − rate · gradients. */
export const descend = (weights, gradients, rate) => weights.map((w, k) => w - rate * gradients[k])
