// Playback of a race's frames.

import assert from "node:assert/strict"
import { test } from "node:test"
import { between, forward, placeOf, points } from "../../seqdemo/demos/lab/page/race/playback.js"
import { spread } from "../../seqdemo/web/shared/spread.js"

const FRAMES = [
  { update: 0, accuracy: { rnn: [0, 0.5] }, bins: { rnn: [] } },
  {
    update: 10,
    accuracy: { rnn: [1, 0.5] },
    bins: {
      rnn: [
        [2, 1, 0],
        [1, 1, 1],
      ],
    },
  },
  { update: 13, accuracy: { rnn: [1, 1] }, bins: { rnn: [[0.5, 2, 0]] } },
]

test("frames are shown one after the other, faster when many wait, never beyond the last", () => {
  assert.equal(forward(0, 100, 0), 0)
  assert.equal(forward(2, 3, 10), 3)
  assert.ok(forward(0, 60, 0.1) > forward(0, 2, 0.1))
})

test("between two frames a curve is between both", () => {
  assert.deepEqual(between(FRAMES, 0.5), { rnn: [0.5, 0.5] })
  assert.deepEqual(between(FRAMES, 2), { rnn: [1, 1] })
})

test("an update is found by the frame nearest to it", () => {
  assert.deepEqual(
    [0, 4, 6, 12, 99].map(update => placeOf(FRAMES, update)),
    [0, 0, 1, 2, 2],
  )
})

test("means stand where their updates end", () => {
  assert.deepEqual(points(FRAMES, "rnn", 5), [
    [5, 2, 1, 0],
    [10, 1, 1, 1],
    [13, 0.5, 2, 0],
  ])
})

test("labels keep apart and inside", () => {
  assert.deepEqual(spread([50, 52], 10, 100), [50, 67])
  const [first, second] = spread([99, 100], 10, 100)
  assert.ok(second <= 100 && second - first >= 17)
  assert.deepEqual(spread([50, 52], 10, 100, 22), [50, 72])
})
