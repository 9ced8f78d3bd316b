// What components do for the whole page is done once, though each brings the code with it.

import assert from "node:assert/strict"
import { test } from "node:test"
import { once } from "../../seqdemo/web/shared/once.js"

test("what two components ask for is done once a window, and what only the second knows, too", () => {
  const done = []
  const [first, second] = ["first", "second"].map(name => () => done.push(name))
  const window = /** @type {any} */ ({})
  once({ first }, window)
  once({ first, second }, window)
  assert.deepEqual(done, ["first", "second"])
  once({ first }, /** @type {any} */ ({}))
  assert.deepEqual(done, ["first", "second", "first"])
})
