// A tiny network that learns a word: after each letter it should say the next one. Forward, back
// through time, and an update; the numbers are autograd's.

import { makeTape, PLAIN } from "../../../../web/tiny/algebra.js"
import { descend, randomWeights } from "../../../../web/tiny/learning.js"
import {
  blankState,
  matricesOf,
  readOut,
  runOver,
  stepOf,
  weightsOf,
} from "../../../../web/tiny/network.js"

/** Letters a word may have, and how many different ones. */
export const LONGEST = 9
const MOST_DIFFERENT = 7
const BORN = 0.8

/** A word as it can be learned: lower-case letters, at least two; null if there are too few. */
export const wordIn = text => {
  const letters = [...text.toLowerCase()].filter(letter => /[a-z]/.test(letter)).slice(0, LONGEST)
  const known = []
  const kept = letters.filter(letter => {
    if (!known.includes(letter) && known.length < MOST_DIFFERENT) known.push(letter)
    return known.includes(letter)
  })
  return kept.length > 1 ? kept.join("") : null
}

/** What to say of a typed text that is not learned as it stands; "" where it is. */
export const readWords = (text, learned) => {
  const word = wordIn(text)
  if (word === text.trim().toLowerCase()) return ""
  return word === null
    ? `It learns at least two letters a to z, so it stays at “${learned}”.`
    : `It learns “${word}”: up to ${LONGEST} letters a to z, ${MOST_DIFFERENT} different ones.`
}

/** The network of a word, what it reads and what it should say: {shape, letters, inputs, targets}. */
export const taskOf = (word, units) => {
  const letters = [...new Set(word)]
  const shape = {
    cell: "rnn",
    nonlinearity: "tanh",
    inputs: letters.length,
    units,
    outputs: letters.length,
  }
  const numbers = [...word].map(letter => letters.indexOf(letter))
  const inputs = numbers.slice(0, -1).map(n => letters.map((_, k) => (k === n ? 1 : 0)))
  return { shape, letters, inputs, targets: numbers.slice(1) }
}

/** Weights at birth. */
export const bornWeights = (shape, seed) => randomWeights(weightsOf(shape).length, seed, BORN)

const norm = numbers => Math.hypot(...numbers)
const grads = nodes => nodes.map(node => node.grad)

/**
 * Forward and back: {losses, loss, states, probabilities, own, flows, adds, gradients}.
 *
 * Before every step whose number divides by `window` the state is cut off from what came before.
 * `own[t]` is the size of the gradient that step t's own loss sends into its state, `flows[t]` that
 * of what comes back into it from step t + 1, `adds[t]` what step t adds to the gradient of U.
 */
export const throughTime = ({ shape, inputs, targets }, list, window = inputs.length) => {
  const tape = makeTape()
  const same = state => state.map(h => tape.dot([1], [h]))
  const passes = []
  let old = blankState(shape)
  for (const [t, x] of inputs.entries()) {
    const weights = list.map(tape.leaf)
    const matrices = matricesOf(shape, weights)
    const cut = t > 0 && t % window === 0
    const from = t === 0 ? [] : cut ? [] : same(old.hidden)
    const begin = t === 0 ? old.hidden : cut ? old.hidden.map(h => h.value) : from
    const now = stepOf(tape, shape, matrices, x, { ...old, hidden: begin })
    const up = same(now.hidden)
    const logits = readOut(tape, matrices, up)
    const loss = tape.crossEntropy(logits, targets[t])
    passes.push({ weights, from, up, loss, logits, hidden: now.hidden })
    old = now
  }
  const sum = tape.dot(
    passes.map(pass => pass.loss),
    passes.map(() => 1),
  )
  tape.backward(sum)
  return { ...numbersOf(shape, passes), loss: sum.value }
}

const softmax = logits => {
  const most = Math.max(...logits)
  const exps = logits.map(y => Math.exp(y - most))
  const total = exps.reduce((all, e) => all + e, 0)
  return exps.map(e => e / total)
}

const numbersOf = (shape, passes) => {
  const places = weightsOf(shape)
  const of = (pass, matrix) => pass.weights.filter((_, n) => places[n].matrix === matrix)
  return {
    losses: passes.map(pass => pass.loss.value),
    states: passes.map(pass => pass.hidden.map(h => h.value)),
    probabilities: passes.map(pass => softmax(pass.logits.map(y => y.value))),
    own: passes.map(pass => norm(grads(pass.up))),
    flows: passes.slice(1).map(pass => norm(grads(pass.from))),
    adds: passes.map(pass => norm(grads(of(pass, "U")))),
    total: norm(
      of(passes[0], "U").map((_, n) =>
        PLAIN.dot(
          passes.map(pass => of(pass, "U")[n].grad),
          passes.map(() => 1),
        ),
      ),
    ),
    gradients: places.map((_, n) => passes.reduce((all, pass) => all + pass.weights[n].grad, 0)),
  }
}

/** `count` updates of plain gradient descent: {list, curve}, the loss before each. */
export const updated = (task, list, { count, rate, window }) => {
  const curve = []
  let weights = list
  for (let n = 0; n < count; n++) {
    const { loss, gradients } = throughTime(task, weights, window)
    curve.push(loss)
    weights = descend(weights, gradients, rate)
  }
  return { list: weights, curve }
}

/** What the network would write: from the first letter on, always the likeliest next one. */
export const spelled = ({ shape, letters, inputs }, list) => {
  const steps = inputs.map((_, t) => t)
  const said = [letters.findIndex((_, n) => inputs[0][n] === 1)]
  for (const _ of steps) {
    const read = said.map(n => letters.map((__, k) => (k === n ? 1 : 0)))
    const { logits } = runOver(shape, list, read).at(-1)
    said.push(logits.indexOf(Math.max(...logits)))
  }
  return said.map(n => letters[n]).join("")
}
