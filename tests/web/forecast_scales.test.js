// Scales of the forecast's chart.

import assert from "node:assert/strict"
import { test } from "node:test"
import {
  extent,
  path,
  ticks,
  tickText,
  written,
} from "../../seqdemo/demos/forecast/page/fan/scales.js"

test("ticks are round numbers inside their range", () => {
  assert.deepEqual(ticks(103, 622, 5), [200, 400, 600])
  assert.deepEqual(ticks(-1, 1, 4), [-1, -0.5, 0, 0.5, 1])
  assert.deepEqual(ticks(0, 700_000, 4), [0, 200_000, 400_000, 600_000])
})

test("ticks differ in their words, however large, small or close they are", () => {
  assert.deepEqual(
    [0, 200_000, 400_000].map(tick => tickText(tick, 200_000)),
    ["0", "200,000", "400,000"],
  )
  assert.deepEqual(
    [-1, -0.5, 0].map(tick => tickText(tick, 0.5)),
    ["−1.0", "−0.5", "0.0"],
  )
  for (const [low, high] of [
    [1000.1, 1000.6],
    [0.00012, 0.0004],
    [2e-9, 9e-9],
    [1e7, 4e7],
    [3e15, 9e15],
  ]) {
    const at = ticks(low, high, 5),
      words = at.map(tick => tickText(tick, at[1] - at[0]))
    assert.equal(new Set(words).size, at.length, words.join())
    assert.ok(!words.join().includes("e"), words.join())
  }
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

test("of months those are written that divide years, of other steps some that stand apart", () => {
  const months = Array.from(
    { length: 40 },
    (_, n) => `${1957 + Math.floor((n + 4) / 12)}-${String(((n + 4) % 12) + 1).padStart(2, "0")}`,
  )
  assert.deepEqual(
    written(months, 11).map(n => months[n]),
    ["1958-01", "1959-01", "1960-01"],
  )
  assert.deepEqual(
    written(months, 4).map(n => months[n].slice(5)),
    ["07", "01", "07", "01", "07", "01", "07"],
  )
  assert.deepEqual(written(["1", "2", "3", "4", "5", "6", "7"], 3), [1, 4])
})
