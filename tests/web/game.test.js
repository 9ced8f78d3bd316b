// Keys of the game: letters of its alphabet, capitals as small ones.

import assert from "node:assert/strict"
import { test } from "node:test"

import { letterFor, ROWS } from "../../seqdemo/demos/game/page/duel/letters.js"
import { perLetter } from "../../seqdemo/demos/game/page/duel/score_table.js"

const LETTERS = " etaoinshrldu\nmywcfgbp:vk.';?!-jqxz3&$,"

test("a key stands for its letter, a capital for the small one", () => {
  assert.equal(letterFor("e", LETTERS), "e")
  assert.equal(letterFor("E", LETTERS), "e")
  assert.equal(letterFor(" ", LETTERS), " ")
})

test("keys with names, and letters that there are not, stand for none", () => {
  for (const key of ["Enter", "Tab", "ArrowLeft", "ä", "€", "", "🎯"])
    assert.equal(letterFor(key, LETTERS), "", key)
})

test("every key on the screen is a letter of the game, once", () => {
  const keys = [...ROWS.join("")]
  assert.equal(new Set(keys).size, keys.length)
  for (const key of keys) assert.ok(LETTERS.includes(key), key)
})

test("a score is an average, and its bar never leaves the table", () => {
  assert.deepEqual(perLetter(0, 0), { bits: 0, fill: 0 })
  assert.deepEqual(perLetter(45, 10), { bits: 4.5, fill: 0.5 })
  assert.equal(perLetter(300, 10).fill, 1)
})
