// Stories of units say only what their gates say.

import assert from "node:assert/strict"
import { test } from "node:test"
import { unitStory } from "../../seqdemo/web/steps/story.js"

const LABELS = ["a", "b", "c", "d"]
const layer = (cell, arrays, more = {}) => ({
  cell,
  size: 1,
  steps: arrays.hidden.length,
  direction: "forward",
  arrays: Object.fromEntries(
    Object.entries(arrays).map(([name, values]) => [name, Float32Array.from(values)]),
  ),
  ...more,
})
const story = (...given) => unitStory(layer(...given), LABELS, 0)
const STAYS = [0, 0.9, 0.9, 0.88],
  FULL = [1, 1, 1, 1]

test("a GRU's unit that stays is held by its gate where z is near 1", () => {
  assert.equal(
    story("gru", { hidden: STAYS, update: [0.1, 0.1, 0.97, 0.97] }),
    "Over the sequence it rises most when “b” is read (+0.90), and then it stays: held by its gate (z 0.97).",
  )
})

test("a GRU's unit that stays with z near 0 is written again", () => {
  assert.match(
    story("gru", { hidden: STAYS, update: [0.1, 0.1, 0.02, 0.1] }),
    /stays: written again with nearly the same value \(z 0\.02 to 0\.10\)\.$/,
  )
})

test("with a gate half open the story names no cause", () => {
  assert.match(
    story("gru", { hidden: STAYS, update: [0.1, 0.1, 0.5, 0.9] }),
    /and then it stays\.$/,
  )
})

test("an LSTM's cell is held only if f keeps and i adds little", () => {
  const gates = { hidden: STAYS, forget: [0, 0, 0.95, 0.98], candidate: FULL }
  assert.match(
    story("lstm", { ...gates, input: [1, 1, 0.02, 0.05] }),
    /its cell is held \(f 0\.95 to 0\.98, i·g at most 0\.05\)\.$/,
  )
  assert.match(story("lstm", { ...gates, input: [1, 1, 0.99, 0.99] }), /and then it stays\.$/)
})

test("a plain RNN remembers nothing by itself: its value is written again", () => {
  assert.match(
    story("rnn", { hidden: STAYS }),
    /stays: written again with nearly the same value\.$/,
  )
})

test("a unit that does not stay moves on, and one that jumps last has no after", () => {
  assert.match(story("rnn", { hidden: [0, 0.9, 0.2, 0.1] }), /\), and then it moves on\.$/)
  assert.match(
    story("rnn", { hidden: [0, 0.9, 0.8, 0.1] }),
    /, stays so for 1 more step, and then it moves on\.$/,
  )
  assert.match(
    story("rnn", { hidden: [0, 0, 0.1, -0.9] }),
    /falls most when “d” is read \(−1\.00\)\.$/,
  )
})

test("a backward layer's story begins at the end", () => {
  assert.match(
    story(
      "gru",
      { hidden: [0.9, 0.9, 0.9, 0], update: [0.9, 0.9, 0, 0] },
      { direction: "backward" },
    ),
    /rises most when “c” is read \(\+0\.90\), and then it stays: held by its gate/,
  )
})

test("of one step only its value is said", () => {
  assert.equal(story("rnn", { hidden: [0.5] }), "0.50 after “a”, on a scale from −1 to +1.")
})
