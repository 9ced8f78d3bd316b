// An answer that is a sentence ends with one full stop.

import assert from "node:assert/strict"
import { test } from "node:test"

import { ended } from "../../seqdemo/web/lesson/question.js"

test("only an answer without a full stop is given one", () => {
  assert.equal(ended("two"), ". ")
  assert.equal(ended("To be, or not to be: that is the question."), " ")
})
