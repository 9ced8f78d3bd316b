// A field keeps the beginning of a paste, and says that the rest is left out.

import assert from "node:assert/strict"
import { test } from "node:test"
import { beginning, keepTo } from "../../seqdemo/web/shared/keep_to.js"

const field = () => {
  const listeners = []
  return {
    value: "",
    addEventListener: (_name, heard) => listeners.push(heard),
    paste(text) {
      this.value = text
      for (const heard of listeners) heard()
    },
  }
}

test("no character is cut in two", () => {
  assert.equal(beginning("abcdef", 3), "abc")
  assert.equal(beginning("ab🎉", 3), "ab")
  assert.equal(beginning("a🎉", 3), "a🎉")
})

test("a long paste is cut with a sentence, which goes when the text fits again", () => {
  globalThis.document = /** @type {any} */ ({
    createElement: () => ({ setAttribute: () => {}, textContent: "" }),
  })
  const typed = field(),
    said = keepTo(/** @type {any} */ (typed), () => 2_000)
  const later = []
  typed.addEventListener("input", () => later.push(typed.value.length))
  typed.paste("x".repeat(200_000))
  assert.equal(said.textContent, "Only 2,000 characters fit: what came after them is left out.")
  typed.paste("x".repeat(2_000))
  assert.equal(said.textContent, "")
  assert.deepEqual(later, [2_000, 2_000])
})
