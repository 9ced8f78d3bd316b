// A growing text: what Python sends piece by piece is joined to what it would have sent at once.

import assert from "node:assert/strict"
import { test } from "node:test"

import { rowsAt } from "../../seqdemo/demos/shakespeare/page/text_unroll/draw.js"
import { choicesAt, grown } from "../../seqdemo/demos/shakespeare/page/text_unroll/growth.js"
import {
  allKnown,
  logitsFor,
  statesOf,
  withStates,
} from "../../seqdemo/demos/shakespeare/page/text_unroll/states.js"

const base64 = array => Buffer.from(array.buffer).toString("base64")
const NAMES = ["a", "b", "c"],
  COUNT = 2

/** A message with characters `first` to `end` of a text; `more` is what only whole texts have. */
const message = (first, end, more = {}) => {
  const places = Array.from({ length: end - first }, (_, k) => first + k),
    pairs = places.flatMap(n => [n, n])
  const numbers = (Kind, values) => base64(Kind.from(values))
  return {
    rev: "r",
    whole: 1,
    first,
    text: places.map(n => NAMES[n % 3]).join(""),
    bits: numbers(Float32Array, places),
    running: true,
    ...more,
    choices: {
      count: COUNT,
      steps: places.length,
      symbols: numbers(
        Uint8Array,
        pairs.map((n, k) => (n + (k % 2)) % 3),
      ),
      before: numbers(
        Float32Array,
        pairs.map(n => n + 0.5),
      ),
      after: numbers(
        Float32Array,
        pairs.map(n => n + 0.25),
      ),
      chosen: numbers(Float32Array, places),
    },
  }
}
const whole = end => message(0, end, { names: NAMES, title: "LSTM" })

test("pieces joined are the whole text", () => {
  const pieces = [
    [0, 4],
    [4, 9],
    [9, 10],
    [10, 20],
  ].map(([first, end]) => (first ? message(first, end) : whole(end)))
  assert.deepEqual(pieces.reduce(grown, null), { ...grown(null, whole(20)), first: 10 })
})

test("a piece that repeats what is there changes nothing", () => {
  const text = grown(grown(null, whole(10)), message(6, 14))
  assert.deepEqual(grown(text, message(6, 14)), text)
  assert.equal(text.text.length, 14)
  assert.equal(text.title, "LSTM")
})

test("a text that is shorter than before ends where the message ends", () => {
  assert.equal(grown(grown(null, whole(10)), message(5, 7)).text, "abcabca")
})

test("a missing piece is noticed, and so is another text", () => {
  const text = grown(null, whole(10))
  assert.equal(grown(text, message(11, 14)), null)
  assert.equal(grown(null, message(1, 2)), null)
  assert.equal(grown(text, { ...message(10, 14), rev: "other" }), null)
})

test("of what was sent whole and never came, nothing goes on: another layer's states are missing", () => {
  const text = grown(null, whole(10))
  assert.equal(grown(text, { ...message(10, 10), whole: 2 }), null)
  const other = grown(text, { ...whole(10), whole: 2, depth: 1 })
  assert.equal(grown(other, { ...message(10, 10), whole: 2 }).depth, 1)
})

test("a text of one character has no choices, and goes on", () => {
  const one = grown(null, { ...whole(1), choices: null })
  assert.equal(one.choices.steps, 0)
  const text = grown(one, message(1, 5))
  assert.equal(text.choices.steps, 5)
  assert.deepEqual(choicesAt(text, 3), [
    { symbol: "a", before: 3.5, after: 3.25 },
    { symbol: "b", before: 3.5, after: 3.25 },
  ])
})

const states = (start, count, value, coarse = null) => {
  const packed = n => ({ q: base64(new Int16Array(n).fill(value)), scale: 0.5, width: 2 })
  const logits = base64(Float32Array.from({ length: 3 * count }, (_, k) => 3 * start + k))
  return {
    cell: "gru",
    steps: 6,
    size: 2,
    start,
    count,
    arrays: { hidden: packed(2 * count), reset: packed(2 * count) },
    coarse,
    logits,
  }
}

test("states fill in around what was asked for", () => {
  const coarse = { q: base64(new Int8Array(12).fill(1)), scale: 0.25, width: 1 }
  const layer = statesOf(states(0, 2, 4, coarse))
  assert.deepEqual([...layer.arrays.hidden], [2, 2, 2, 2, ...Array(8).fill(0.25)])
  assert.ok(allKnown(layer, -3, 1) && !allKnown(layer, 1, 2))
  withStates(layer, states(4, 2, 6))
  assert.deepEqual([...layer.arrays.reset], [2, 2, 2, 2, 0, 0, 0, 0, 3, 3, 3, 3])
  assert.ok(allKnown(layer, 4, 99) && !allKnown(layer, 3, 4))
  assert.deepEqual([...logitsFor(layer, 5)], [12, 13, 14])
  assert.equal(logitsFor(layer, 4), null)
  assert.equal(logitsFor(layer, 0), null)
})

test("the character that stands there always has a bar, however unlikely it was", () => {
  const names = [..."abcdefghijkl"],
    layer = {
      steps: 2,
      known: [1, 1],
      logits: Float32Array.from({ length: 24 }, (_, k) => -(k % 12)),
    }
  const view = { layer, names, text: "al", promptLength: 1 }
  const rows = rowsAt(view, 1, { temperature: 1, topK: 5, topP: null })
  assert.deepEqual(
    rows.map(row => row.symbol),
    [..."abcdefgl"],
  )
  assert.deepEqual(
    rows.map(row => row.after > 0),
    [true, true, true, true, true, false, false, false],
  )
  assert.equal(rows[7].rank, 11)
  assert.deepEqual(
    rowsAt({ ...view, text: "ac" }, 1, { temperature: 1, topK: null, topP: null }).map(
      row => row.symbol,
    ),
    [..."abcdefgh"],
  )
})
