import assert from "node:assert/strict"
import { test } from "node:test"
import { rowsOf } from "../../seqdemo/web/steps/rows.js"

const noteOf = (...notes) =>
  rowsOf({ columns: notes.map(note => ({ note })), layers: [], strips: [] }).find(
    row => row.kind === "note",
  )

test("a long note below a column has two lines, and its end is read", () => {
  assert.equal(noteOf("you", "a season ago + growth 34 %").tall, 2 * noteOf("you").tall)
  assert.equal(noteOf("", undefined), undefined)
})
