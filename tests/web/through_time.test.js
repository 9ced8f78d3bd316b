// The page "Back through time": its phases, its words, what the tiny network learns.

import assert from "node:assert/strict"
import { test } from "node:test"
import { windowWords } from "../../seqdemo/demos/through_time/page/unrolled/controls.js"
import { thickness } from "../../seqdemo/demos/through_time/page/unrolled/drawing.js"
import {
  phaseAt,
  phaseWords,
  positions,
} from "../../seqdemo/demos/through_time/page/unrolled/phases.js"
import {
  choicesOf,
  further,
  networkOf,
  placeOf,
  recordOf,
} from "../../seqdemo/demos/through_time/page/unrolled/tiny.js"
import { readWords, wordIn } from "../../seqdemo/demos/through_time/page/unrolled/tiny_word.js"

const FIRST = choicesOf({})
const sum = numbers => numbers.reduce((all, one) => all + one, 0)

test("an arrow twice as thick carries four times the gradient, and none is too thin to be seen", () => {
  assert.equal(thickness(0.8, 1), 2 * thickness(0.2, 1))
  assert.equal(thickness(0.05, 3.2) * 8, thickness(3.2, 3.2))
  assert.equal(thickness(0, 1), thickness(1e-9, 1))
  assert.ok(thickness(0, 0) > 1 && thickness(0, 1) < thickness(0.05, 1))
})

test("time runs forward, over the sum, back and to the update", () => {
  assert.equal(positions(3), 8)
  const kinds = Array.from({ length: 8 }, (_, at) => phaseAt(at, 3))
  assert.deepEqual(
    kinds.map(({ kind, t }) => `${kind} ${t}`),
    ["forward 0", "forward 1", "forward 2", "sum 2", "back 2", "back 1", "back 0", "update 0"],
  )
  assert.deepEqual(
    kinds.map(({ read, back }) => [read, back]),
    [
      [1, 3],
      [2, 3],
      [3, 3],
      [3, 3],
      [3, 2],
      [3, 1],
      [3, 0],
      [3, 0],
    ],
  )
  assert.equal(phaseWords(4, 3), "back, step 3 of 3")
})

test("what is not learned of a typed text is said", () => {
  assert.equal(readWords("Hello ", "hello"), "")
  assert.match(readWords("مرحبا 👩‍👩‍👧", "hello"), /two letters a to z, so it stays at “hello”/)
  assert.match(readWords("**y** $x^2$", "hello"), /It learns “yx”/)
  assert.match(readWords("abcdefghij", "hello"), /It learns “abcdefg”.*7 different/)
})

test("a word is made of what was typed, or there is none", () => {
  assert.deepEqual(["Hello!", "a", "", "12", "abcdefghij", "aaaaaaaaaaaaa"].map(wordIn), [
    "hello",
    null,
    null,
    null,
    "abcdefg",
    "aaaaaaaaa",
  ])
})

test("a link brings back the network with its updates, and nonsense changes nothing", () => {
  const choices = { word: "banana", units: 4, seed: 3, rate: 0.5, window: 2, done: 11 }
  assert.deepEqual(choicesOf(placeOf(choices)), choices)
  assert.deepEqual(placeOf(FIRST), {
    word: null,
    units: null,
    seed: null,
    rate: null,
    window: null,
    done: null,
  })
  assert.deepEqual(
    choicesOf({ word: "?", units: "9", seed: "x", rate: "0", window: "-1", done: "1e9" }),
    FIRST,
  )
  const grown = further(further(networkOf({ ...choices, done: 0 }), 1), 10)
  assert.deepEqual(networkOf(choices), grown)
  assert.equal(grown.curve.length, 11)
})

test("one update helps, ten more, and after a hundred it writes the word", () => {
  const networks = [0, 1, 10, 100].map(done => networkOf({ ...FIRST, done }))
  const losses = networks.map(network => sum(recordOf(network).losses))
  for (const n of [1, 2, 3]) assert.ok(losses[n] < losses[n - 1])
  assert.notEqual(recordOf(networks[0]).spelled, "hello")
  assert.equal(recordOf(networks[3]).spelled, "hello")
})

test("the window is said in words", () => {
  assert.deepEqual(
    [1, 2, 4, 9].map(window => windowWords(window, 4)),
    ["after every step", "every 2 steps", "never", "never"],
  )
})
