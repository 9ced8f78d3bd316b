// A button that is off from being pressed keeps the focus, does nothing, and is off indeed once it is left.

import assert from "node:assert/strict"
import { test } from "node:test"
import { setOff } from "../../seqdemo/web/shared/off.js"

/** A button in a page of its own, and how often a click on it was heard. */
const pressable = () => {
  const root = /** @type {any} */ ({ activeElement: null })
  const button = /** @type {any} */ (
    Object.assign(new EventTarget(), { getRootNode: () => root, ariaDisabled: null })
  )
  const heard = { clicks: 0 }
  const click = () => button.dispatchEvent(new Event("click", { cancelable: true }))
  setOff(button, false)
  button.addEventListener("click", () => heard.clicks++)
  return { root, button, heard, click }
}

test("one that has the focus is said to be off, and a second press does nothing", () => {
  const { root, button, heard, click } = pressable()
  root.activeElement = button
  click()
  setOff(button, true)
  click()
  assert.deepEqual([button.disabled, button.ariaDisabled, heard.clicks], [false, "true", 1])
  setOff(button, false)
  click()
  assert.deepEqual([button.disabled, button.ariaDisabled, heard.clicks], [false, null, 2])
})

test("once it is left it is off indeed, but not while only the window is left", () => {
  const { root, button } = pressable()
  root.activeElement = button
  setOff(button, true)
  button.dispatchEvent(new Event("blur"))
  assert.deepEqual([button.disabled, button.ariaDisabled], [false, "true"])
  root.activeElement = null
  button.dispatchEvent(new Event("blur"))
  assert.deepEqual([button.disabled, button.ariaDisabled], [true, null])
})

test("one that is elsewhere is off at once, and one that is on is left alone", () => {
  const { root, button } = pressable()
  setOff(button, true)
  assert.equal(button.disabled, true)
  setOff(button, false)
  root.activeElement = button
  root.activeElement = null
  button.dispatchEvent(new Event("blur"))
  assert.equal(button.disabled, false)
})
