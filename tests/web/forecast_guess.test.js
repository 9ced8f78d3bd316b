// A drawn curve has no gaps.

import assert from "node:assert/strict"
import { test } from "node:test"

import { filled } from "../../seqdemo/demos/forecast/page/fan/guess_pen.js"

const no = undefined

test("what was not drawn is straight between what was", () => {
  assert.deepEqual(filled([no, 4, no, no, 10], 2), [3, 4, 6, 8, 10])
})

test("before anything is drawn a curve is the last known value", () => {
  assert.deepEqual(filled([no, no, no], 7), [7, 7, 7])
})

test("after the last point it goes on level", () => {
  assert.deepEqual(filled([1, no, no], 5), [1, 1, 1])
})

test("a whole curve stays as it is", () => {
  assert.deepEqual(filled([3, 1, 2], 9), [3, 1, 2])
})
