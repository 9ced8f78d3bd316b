// Scales of the forecast's chart.

import assert from "node:assert/strict"
import { test } from "node:test"
import { extent, path, short, ticks } from "../../seqdemo/demos/forecast/page/fan/scales.js"

test("ticks are round numbers inside their range", () => {
  assert.deepEqual(ticks(103, 622, 5), [200, 400, 600])
  assert.deepEqual(ticks(-1, 1, 4), [-1, -0.5, 0, 0.5, 1])
  assert.deepEqual(ticks(0, 700_000, 4), [0, 200_000, 400_000, 600_000])
})

test("numbers are short", () => {
  assert.equal(short(726_440.4), "726,440")
  assert.equal(short(-7.126), "−7.13")
  assert.equal(short(12.34), "12.3")
  assert.equal(short(0), "0")
  assert.equal(short(123_456_789), "1.2e+8")
})

test("an extent has room, also around a constant", () => {
  assert.deepEqual(extent([[0, 100], [50]]), [-6, 106])
  const [low, high] = extent([[5, 5]])
  assert.ok(low < 5 && high > 5)
  const zero = extent([[0]])
  assert.ok(zero[0] < 0 && zero[1] > 0)
})

test("a path begins with a move", () => {
  assert.equal(
    path([
      [0, 1],
      [2.25, 3],
    ]),
    "M0.0 1.0L2.3 3.0",
  )
})
