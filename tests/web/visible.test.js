// Symbols as something to see: what turns the line turns itself alone.

import assert from "node:assert/strict"
import { test } from "node:test"
import { visible } from "../../seqdemo/web/shared/format.js"

test("spaces and line ends are seen, and words are as they are", () => {
  assert.deepEqual([" ", "\n", "\t", "constructor", "שלום"].map(visible), [
    "␣",
    "⏎",
    "⇥",
    "constructor",
    "שלום",
  ])
})

test("a label that turns the line is kept apart from what stands beside it", () => {
  assert.equal(visible("\u202eright"), "\u2068\u202eright\u2069")
})

test("no label ends its own keeping apart", () => {
  assert.equal(visible("\u2069\u202eright\u2066"), "\u2068\u202eright\u2069")
})
