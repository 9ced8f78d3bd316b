// A letter that is read back wrongly is told as such, however sure.

import assert from "node:assert/strict"
import { test } from "node:test"

import { readBack } from "../../seqdemo/demos/word_reader/page/unroll/column.js"

test("what was read there is said where another letter is read back", () => {
  assert.equal(readBack("q", 0.9, "q"), "Read back from the state: q, 90\u00a0% sure")
  assert.equal(readBack("q", 0.9, "x"), "Read back from the state: q, 90\u00a0% sure; it was x")
  assert.equal(readBack("", 0.9, "x"), "Read back from the state: no letter; it was x")
})
