// How a number came about: its equation, the same with numbers put in, and where each came from.
//
// A number of a run is named by {kind, t, k}: "x" (input k), "sum" and "gate" (place k), "cell" and
// "hidden" (unit k), "logit", or "weight" (place k in the list, no t). A token is text, or {ref, value}.

import { GATES, weightsOf } from "../../../../web/tiny/network.js"
import { subscript } from "../../../../web/shared/format.js"

/** What a number is called, without its step. */
const LETTERS = { x: "x", hidden: "h", cell: "c", logit: "y" }
/** Marks the step before. */
const OLD = "′"
/** Which gate of an LSTM (g) and of a GRU (n) is the new value, squashed by tanh. */
const CANDIDATE = 2

/** Everything a derivation needs: {shape, list, weights, steps}. */
export const contextOf = (shape, list, steps) => ({ shape, list, steps, weights: weightsOf(shape) })

const gateAt = ({ shape }, place) => GATES[shape.cell][Math.floor(place / shape.units)]

/** Value of a number. */
export const numberAt = ({ steps, list }, { kind, t, k }) => {
  if (kind === "weight") return list[k]
  const step = steps[t]
  if (!step) return 0
  return {
    x: step.x,
    sum: step.sums,
    gate: step.gates,
    cell: step.cell,
    hidden: step.hidden,
    logit: step.logits,
  }[kind][k]
}

/** Name of a number in equations, such as h₂ or z of a gate. */
const letterOf = (context, { kind, k }, old = false) => {
  const { shape } = context,
    many = shape.units > 1
  if (kind === "sum")
    return `${shape.cell === "rnn" ? "s" : `s(${gateAt(context, k)})`}${many ? subscript((k % shape.units) + 1) : ""}`
  if (kind === "gate") return gateAt(context, k)
  const index = kind === "x" ? shape.inputs > 1 : many
  return LETTERS[kind] + (index && kind !== "logit" ? subscript(k + 1) : "") + (old ? OLD : "")
}

/** Signed products as tokens: [[weight ref or null, part ref, its name]], the name of the weight. */
const products = (context, pairs) => {
  const symbols = []
  /** @type {any[]} */
  const tokens = []
  for (const [n, [weight, part, symbol]] of pairs.entries()) {
    if (n) {
      symbols.push(" + ")
      tokens.push(" + ")
    }
    symbols.push(symbol)
    tokens.push({ ref: weight, value: numberAt(context, weight) })
    if (part) tokens.push("·", { ref: part, value: numberAt(context, part) })
  }
  return { symbols: symbols.join(""), tokens: tokens.length ? tokens : ["0"] }
}

const weightRef = (context, matrix, place, column) => ({
  kind: "weight",
  t: -1,
  k: context.weights.findIndex(
    w => w.matrix === matrix && w.place === place && w.column === column,
  ),
})

/** The sum of a gate's place; weights that are 0 are left out unless all are. */
const sumPairs = (context, { t, k }, named) => {
  const { shape, list } = context
  /** @returns {[any, any, string]} */
  const pair = (matrix, column, part) => {
    const weight = weightRef(context, matrix, k, column)
    return [
      weight,
      part,
      part
        ? `${named[weight.k].name}·${letterOf(context, part, matrix === "U")}`
        : named[weight.k].name,
    ]
  }
  const all = [
    ...Array.from({ length: shape.inputs }, (_, column) =>
      pair("W", column, { kind: "x", t, k: column }),
    ),
    ...Array.from({ length: shape.units }, (_, column) =>
      pair("U", column, { kind: "hidden", t: t - 1, k: column }),
    ),
    pair("b", 0, null),
  ]
  const some = all.filter(([weight]) => list[weight.k] !== 0)
  return some.length ? some : all
}

/** A GRU's candidate looks at the old state through the reset gate: W·x + b + r·(U·h′). */
const candidateSum = (context, ref, named) => {
  const { shape } = context,
    { t, k } = ref,
    reset = { kind: "gate", t, k: k % shape.units }
  const pairs = sumPairs(context, ref, named),
    old = pairs.filter(([, part]) => part?.kind === "hidden"),
    rest = pairs.filter(([, part]) => part?.kind !== "hidden")
  const plain = products(context, rest),
    back = products(context, old)
  if (!old.length) return plain
  return {
    symbols: `${plain.symbols}${rest.length ? " + " : ""}r·(${back.symbols})`,
    tokens: [
      ...(rest.length ? [...plain.tokens, " + "] : []),
      { ref: reset, value: numberAt(context, reset) },
      "·(",
      ...back.tokens,
      ")",
    ],
  }
}

const squashOf = ({ shape }, place) => {
  if (shape.cell === "rnn") return shape.nonlinearity
  return Math.floor(place / shape.units) === CANDIDATE ? "tanh" : "sigmoid"
}

const hiddenOf = (context, { t, k }) => {
  const { shape } = context,
    { units } = shape,
    at = ref => ({ ref, value: numberAt(context, ref) })
  if (shape.cell === "lstm") {
    return {
      symbols: `o·tanh(${letterOf(context, { kind: "cell", k })})`,
      tokens: [
        at({ kind: "gate", t, k: 3 * units + k }),
        "·tanh(",
        at({ kind: "cell", t, k }),
        ")",
      ],
    }
  }
  const z = at({ kind: "gate", t, k: units + k }),
    n = at({ kind: "gate", t, k: 2 * units + k })
  return {
    symbols: `(1 − z)·n + z·${letterOf(context, { kind: "hidden", k }, true)}`,
    tokens: ["(1 − ", z, ")·", n, " + ", z, "·", at({ kind: "hidden", t: t - 1, k })],
  }
}

/**
 * How a number came about: {letter, symbols, tokens, value, squash}; null for inputs and weights.
 *
 * `squash` names the nonlinearity where that is all that happens. `named` are the weights with names.
 */
export const derivation = (context, ref, named) => {
  const { kind, t, k } = ref,
    { shape } = context,
    { units } = shape,
    made = { ref, letter: letterOf(context, ref), value: numberAt(context, ref), squash: "" }
  if (t < 0 || kind === "x" || kind === "weight") return null
  if (kind === "sum")
    return {
      ...made,
      ...(shape.cell === "gru" && k >= 2 * units
        ? candidateSum(context, ref, named)
        : products(context, sumPairs(context, ref, named))),
    }
  if (kind === "gate" || (kind === "hidden" && shape.cell === "rnn")) {
    const squash = squashOf(context, k),
      sum = { kind: "sum", t, k },
      sign = squash === "sigmoid" ? "σ" : squash
    return {
      ...made,
      squash,
      symbols: `${sign}(${letterOf(context, sum)})`,
      tokens: [`${sign}(`, { ref: sum, value: numberAt(context, sum) }, ")"],
    }
  }
  if (kind === "cell") {
    const at = other => ({ ref: other, value: numberAt(context, other) })
    return {
      ...made,
      symbols: `f·${letterOf(context, ref, true)} + i·g`,
      tokens: [
        at({ kind: "gate", t, k: units + k }),
        "·",
        at({ kind: "cell", t: t - 1, k }),
        " + ",
        at({ kind: "gate", t, k }),
        "·",
        at({ kind: "gate", t, k: 2 * units + k }),
      ],
    }
  }
  if (kind === "hidden") return { ...made, ...hiddenOf(context, ref) }
  const pairs = Array.from({ length: units }, (_, column) => {
    /** @type {any} */
    const weight = weightRef(context, "V", k, column),
      part = { kind: "hidden", t, k: column }
    return [weight, part, `${named[weight.k].name}·${letterOf(context, part)}`]
  })
  const bias = weightRef(context, "c", k, 0),
    all = [...pairs, [bias, null, "c"]],
    some = all.filter(([/** @type {any} */ weight]) => context.list[weight.k] !== 0)
  return { ...made, ...products(context, some.length ? some : all) }
}

/** The numbers of a step in the order in which they are computed. */
export const orderOf = ({ shape }, t) => {
  const { units } = shape,
    refs = [],
    gates = shape.cell === "rnn" ? 0 : GATES[shape.cell].length
  const add = (kind, k) => refs.push({ kind, t, k })
  if (shape.cell === "rnn")
    for (let k = 0; k < units; k++) {
      add("sum", k)
      add("hidden", k)
    }
  for (let gate = 0; gate < gates; gate++)
    for (let k = 0; k < units; k++) {
      add("sum", gate * units + k)
      add("gate", gate * units + k)
    }
  if (shape.cell === "lstm") for (let k = 0; k < units; k++) add("cell", k)
  if (shape.cell !== "rnn") for (let k = 0; k < units; k++) add("hidden", k)
  add("logit", 0)
  return refs
}

/** References a derivation's tokens hold. */
export const sourcesOf = (/** @type {any} */ found) =>
  found ? found.tokens.filter(token => typeof token !== "string").map(token => token.ref) : []

export const sameRef = (a, b) =>
  a && b && a.kind === b.kind && a.k === b.k && (a.kind === "weight" || a.t === b.t)
