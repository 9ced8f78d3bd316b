// In a group of radio buttons arrows move the focus and choose nothing; Tab leaves the group.

import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { setPresenting } from "../../seqdemo/web/shared/presented.js"
import { moveInRadios } from "../../seqdemo/web/shared/radio_keys.js"

/** Radio buttons of a group: by name, with what differs from one that can have the focus. */
const grouped = (radios, isOurs = true) => {
  const found = { focus: "", heard: {} },
    group = { querySelectorAll: () => all }
  const boxes = { "[role=radiogroup]": group, "[data-component]": isOurs ? {} : null }
  const all = Object.entries(radios).map(([name, differs]) => {
    const one = {
      tabIndex: 0,
      getClientRects: () => (differs.hidden ? [] : [{}]),
      closest: what => (what === "[role=radio]" ? one : boxes[what]),
      focus: () => {
        found.focus = name
      },
      ...differs,
    }
    return one
  })
  const where = { addEventListener: (name, listener) => (found.heard[name] = listener) }
  moveInRadios(/** @type {any} */ (where))
  /** Press a key where the focus is: whether it is taken from all others. */
  const press = (from, key, more = {}) => {
    found.focus = from
    let taken = 0
    const target = all[Object.keys(radios).indexOf(from)]
    const event = { key, composedPath: () => [target], ...more }
    const take = () => taken++
    found.heard.keydown({ ...event, preventDefault: take, stopPropagation: take })
    return [found.focus, taken === 2]
  }
  return { press, point: () => found.heard.pointerdown() }
}
const THREE = { one: {}, off: { disabled: true }, unseen: { hidden: true }, two: {}, three: {} }

afterEach(() => setPresenting(false))

test("arrows go to the next one that can be chosen, and no further than the ends", () => {
  const { press } = grouped(THREE)
  assert.deepEqual(press("one", "ArrowRight"), ["two", true])
  assert.deepEqual(press("two", "ArrowUp"), ["one", true])
  assert.deepEqual(press("one", "ArrowLeft"), ["one", true])
  assert.deepEqual(press("three", "ArrowDown"), ["three", true])
})

test("Tab goes on from the end of the group that it leaves, which the browser does", () => {
  const { press } = grouped(THREE)
  assert.deepEqual(press("one", "Tab"), ["three", false])
  assert.deepEqual(press("two", "Tab", { shiftKey: true }), ["one", false])
  const roving = grouped({ one: { tabIndex: -1 }, two: {}, three: { tabIndex: -1 } })
  assert.deepEqual(roving.press("one", "Tab"), ["two", false])
})

test("all other keys are left alone, and so are arrows on a projector and Streamlit's own groups", () => {
  const { press } = grouped(THREE)
  for (const key of ["Enter", " ", "a", "Home"]) assert.deepEqual(press("one", key), ["one", false])
  assert.deepEqual(press("one", "ArrowLeft", { altKey: true }), ["one", false])
  assert.deepEqual(press("one", "ArrowRight", { shiftKey: true }), ["one", false])
  assert.deepEqual(grouped(THREE, false).press("one", "ArrowRight"), ["one", false])
  setPresenting(true)
  assert.deepEqual(press("one", "ArrowRight"), ["one", false])
})

test("who has clicked on one steps through the picture, until Tab says that they go by keys", () => {
  const { press, point } = grouped(THREE)
  point()
  assert.deepEqual(press("one", "ArrowRight"), ["one", false])
  press("one", "Tab")
  assert.deepEqual(press("one", "ArrowRight"), ["two", true])
})
