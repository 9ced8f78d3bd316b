// The arithmetic of a network, with plain numbers or with numbers that remember where they came from.

const sigmoid = z => 1 / (1 + Math.exp(-z))
const SQUASH = { tanh: Math.tanh, sigmoid, relu: z => Math.max(z, 0) }
/** Slope of a nonlinearity, of what it gave. */
const SLOPE = { tanh: a => 1 - a * a, sigmoid: a => a * (1 - a), relu: a => (a > 0 ? 1 : 0) }

/** The arithmetic on plain numbers. */
export const PLAIN = {
  /** bias + the sum of a[k]·b[k]. */
  dot: (a, b, bias = 0) => {
    let sum = bias
    for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
    return sum
  },
  /** A nonlinearity by name: tanh, sigmoid or relu. */
  squash: (name, z) => SQUASH[name](z),
}

const plain = part => (typeof part === "number" ? part : part.value)

/** −log softmax of one of the logits, and the probabilities. */
const surprisalOf = (logits, target) => {
  const most = Math.max(...logits),
    exps = logits.map(y => Math.exp(y - most)),
    total = exps.reduce((sum, e) => sum + e, 0)
  return { value: Math.log(total) + most - logits[target], probabilities: exps.map(e => e / total) }
}

/**
 * The same arithmetic, kept on a tape for its gradients: reverse-mode differentiation.
 *
 * A number on the tape is {value, grad}; what is a plain number has no gradient, as if detached.
 */
export const makeTape = () => {
  const tape = []
  const keep = (value, parts, slopes) => {
    const made = { value, grad: 0, parts, slopes }
    tape.push(made)
    return made
  }
  return {
    /** A number that gradients are asked of. */
    leaf: value => keep(value, [], []),
    dot: (a, b, bias = 0) => {
      const left = a.map(plain),
        right = b.map(plain)
      return keep(PLAIN.dot(left, right, plain(bias)), [...a, ...b, bias], [...right, ...left, 1])
    },
    squash: (name, z) => {
      const value = SQUASH[name](plain(z))
      return keep(value, [z], [SLOPE[name](value)])
    },
    /** Cross-entropy of logits and the number of the class that is right, in nats. */
    crossEntropy: (logits, target) => {
      const { value, probabilities } = surprisalOf(logits.map(plain), target)
      return keep(
        value,
        logits,
        probabilities.map((p, k) => p - (k === target ? 1 : 0)),
      )
    },
    /** Put the gradient of `of` into every number that it came from. */
    backward: of => {
      of.grad = 1
      for (let n = tape.length - 1; n >= 0; n--) {
        const { grad, parts, slopes } = tape[n]
        if (grad !== 0)
          for (let k = 0; k < parts.length; k++)
            if (typeof parts[k] !== "number") parts[k].grad += grad * slopes[k]
      }
    },
  }
}
