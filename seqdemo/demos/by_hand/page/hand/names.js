// Names of weights, as they stand in equations, and what each is for in words.

import { make } from "../../../../web/shared/element.js"
import { subscript } from "../../../../web/shared/format.js"
import { weightsOf } from "../../../../web/tiny/network.js"

/** What a gate does, by its letter. */
export const DOES = {
  i: "lets in",
  f: "keeps",
  g: "new",
  o: "shows",
  r: "looks",
  z: "keeps",
  n: "new",
}

const indices = (shape, { matrix, row, column }) => {
  const to = shape.units > 1 ? subscript(row + 1) : ""
  if (matrix === "W") return to + (shape.inputs > 1 ? subscript(column + 1) : "")
  if (matrix === "U") return to + (shape.units > 1 ? subscript(column + 1) : "")
  if (matrix === "V") return shape.units > 1 ? subscript(column + 1) : ""
  return matrix === "b" ? to : ""
}

const meaning = (shape, inputs, { matrix, gate, row, column }) => {
  const sum =
    shape.units > 1
      ? `unit ${row + 1}`
      : shape.cell === "rnn"
        ? "the sum"
        : `${gate} (${DOES[gate]})`
  if (matrix === "W") return `${inputs[column]} → ${sum}`
  if (matrix === "U")
    return shape.units > 1 ? `old unit ${column + 1} → ${sum}` : `old state → ${sum}`
  if (matrix === "b") return `added to ${sum}`
  if (matrix === "V")
    return shape.units > 1 ? `unit ${column + 1} → the answer` : "state → the answer"
  return "added to the answer"
}

/** Every weight with its `name`, such as U₂₁ or Wf₂, its `says` and its place `n` in the list. */
export const namedWeights = (shape, inputs) =>
  weightsOf(shape).map((weight, n) => {
    const gate = shape.cell === "rnn" || weight.gate === "" ? "" : weight.gate
    return {
      ...weight,
      n,
      name: weight.matrix + gate + indices(shape, weight),
      says: meaning(shape, inputs, weight),
    }
  })

/** A name as an element: gate and indices stand lower. */
export const nameElement = name => {
  const [, letter, gate, digits] = name.match(/^(.)([a-z]?)(.*)$/),
    element = make("span", "symbol", letter)
  const below = gate + [...digits].map(digit => "₀₁₂₃₄₅₆₇₈₉".indexOf(digit)).join("")
  if (below) element.append(make("sub", "", below))
  return element
}
