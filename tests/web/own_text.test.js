// Samples of a writer: how they are set, and what is said of copied passages.

import assert from "node:assert/strict"
import { test } from "node:test"
import { copiedWords, settingOf } from "../../seqdemo/demos/own_text/page/learner/sample.js"

test("short lines are a list, indented ones are code, long ones are running text", () => {
  assert.equal(settingOf("anna\nberta\nclara\ndora\nemma\nfrida\n"), "list")
  assert.equal(settingOf("def f(x):\n    return x\n\ndef g(x):\n    return -x\n"), "code")
  assert.equal(settingOf("It was a long line, and after it there came another long line.\nSo."), "")
  assert.equal(settingOf(""), "")
})

test("a copied passage is counted, none is passed over in silence", () => {
  assert.match(copiedWords({ copied: [3, 43] }), /^Marked: 40 characters/)
  assert.equal(copiedWords({ copied: null }), "")
})
