// Alt+P is heard while a page is still coming.

import assert from "node:assert/strict"
import { test } from "node:test"
import { hearEarly } from "../../seqdemo/web/present/early.js"

const KEY = { altKey: true, code: "KeyP" }

/** What is heard of these keys, and for how many of them the browser does nothing of its own. */
const hearing = keys => {
  const page = new EventTarget()
  const take = hearEarly(/** @type {any} */ (page))
  const press = key =>
    page.dispatchEvent(Object.assign(new Event("keydown", { cancelable: true }), key))
  const taken = keys.filter(key => !press(key)).length
  return { isAsked: take(), taken, isOver: press(KEY) }
}

test("a key that comes before the button is not lost, and is left to others after it", () => {
  assert.deepEqual(hearing([KEY]), { isAsked: true, taken: 1, isOver: true })
})

test("pressed twice it asks for nothing, and no other key does", () => {
  assert.deepEqual(hearing([KEY, KEY]), { isAsked: false, taken: 2, isOver: true })
  const other = [
    { altKey: false, code: "KeyP" },
    { altKey: true, code: "KeyO" },
  ]
  assert.deepEqual(hearing(other), { isAsked: false, taken: 0, isOver: true })
})

test("the script that comes first hears for one that comes later", async () => {
  const page = new EventTarget()
  Object.assign(globalThis, { window: page })
  const early = "../../seqdemo/web/present/early.js"
  await import(`${early}?first`)
  page.dispatchEvent(Object.assign(new Event("keydown", { cancelable: true }), KEY))
  const { takeEarly } = await import(`${early}?later`)
  assert.equal(takeEarly(), true)
  assert.equal(takeEarly(), false)
})
