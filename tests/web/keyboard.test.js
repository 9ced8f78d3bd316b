// A suggested word takes the place of the letters typed of it; keystrokes are counted.

import assert from "node:assert/strict"
import { test } from "node:test"
import { savedWords, taken } from "../../seqdemo/demos/next_word/page/keyboard/keyboard.js"

test("a suggestion ends the word that is being typed", () => {
  assert.equal(taken("I like cof", "coffee"), "I like coffee ")
  assert.equal(taken("I don'", "don't"), "I don't ")
  assert.equal(taken("I like ", "tea"), "I like tea ")
  assert.equal(taken("", "I"), "I ")
})

test("a mark stands close to the word before it", () => {
  assert.equal(taken("I like tea ", "."), "I like tea. ")
  assert.equal(taken("Well ", "..."), "Well... ")
})

test("saved keystrokes are a share of the characters", () => {
  assert.equal(savedWords(1, 4), "1 keystroke for 4 characters: 75\u00a0% saved")
  assert.equal(savedWords(4, 4), "4 keystrokes for 4 characters")
  assert.equal(savedWords(0, 0), "You have pressed no key yet: keystrokes are counted here.")
})
