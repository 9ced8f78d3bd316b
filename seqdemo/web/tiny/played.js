// A network some of whose units are played by people: what they give is what the next step gets.

import { PLAIN } from "./algebra.js"
import { blankState, matricesOf, readOut, stepOf } from "./network.js"

/** One-hot inputs of a word. */
const inputsOf = ({ alphabet, word }) =>
  [...word].map(letter => [...alphabet].map(other => Number(other === letter)))

/**
 * Every step that was played: {x, old, right, hidden, logits}.
 *
 * `given[t][k]` is what somebody gave for unit k, null where nobody did; `right` is what follows from
 * the old state as it was played, so a value that only passes an error on is right.
 */
export const playedRun = ({ shape, weights, given, ...net }) => {
  const matrices = matricesOf(shape, weights),
    inputs = inputsOf(/** @type {any} */ (net))
  let old = blankState(shape)
  return given.map((values, t) => {
    const right = stepOf(PLAIN, shape, matrices, inputs[t], old).hidden,
      hidden = right.map((value, k) => values[k] ?? value),
      made = { x: inputs[t], old, right, hidden, logits: readOut(PLAIN, matrices, hidden) }
    old = { ...old, hidden }
    return made
  })
}

/** What unit k adds up at the next step: {from, value, weight} of letters, units and bias. */
export const termsOf = (net, k) => {
  const { rows, b } = matricesOf(net.shape, net.weights),
    old = playedRun(net).at(-1)?.hidden ?? blankState(net.shape).hidden,
    x = inputsOf(net)[net.given.length],
    letters = [...net.alphabet].map(letter => ({ letter })),
    units = old.map((_, unit) => ({ unit }))
  const values = x.concat(old)
  return [
    ...[...letters, ...units].map((from, n) => ({ from, value: values[n], weight: rows[k][n] })),
    { from: {}, value: 1, weight: b[k] },
  ]
}

/**
 * What unit k adds up, among three values in their order: the others are what slips come to.
 *
 * These are a sum below 0 that was left, signs that were overlooked, and what the unit itself, the
 * bias or the others add that was forgotten.
 */
export const threeOf = (net, k) => {
  const terms = termsOf(net, k),
    sum = count => terms.reduce((total, term) => total + count(term), 0),
    product = ({ value, weight }) => value * weight,
    right = Math.max(0, sum(product)),
    slips = [
      sum(product),
      sum(({ value, weight }) => value * Math.abs(weight)),
      sum(term => (term.from.unit === undefined ? product(term) : 0)),
      sum(term => (term.from.letter === undefined ? product(term) : 0)),
      right + 1,
      right + 2,
    ],
    found = [right]
  for (const slip of slips)
    if (found.length < 3 && !found.some(value => same(value, slip))) found.push(slip)
  return found.sort((one, other) => one - other)
}

/** Whether two values are the same, to the decimal that is asked for. */
export const same = (one, other) => Math.abs(one - other) < 0.051

/** A value as people write it: up to two decimals, no zeros behind them. */
export const short = value => String(+value.toFixed(2)).replace("-", "−")
