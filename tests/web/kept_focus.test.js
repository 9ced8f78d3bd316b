// A button that was pressed by keys has the focus again once it can have it, or what stands there then.

import assert from "node:assert/strict"
import { test } from "node:test"
import { keepFocus, nowAt, placeOf } from "../../seqdemo/web/shared/kept_focus.js"

/** A page with one row of buttons, each by what it says and its data. */
const scene = (...buttons) => {
  const page = /** @type {any} */ ({ activeElement: null, body: {} })
  page.activeElement = page.body
  const row = /** @type {any} */ ({ parentElement: null, isConnected: true, held: [] })
  row.querySelectorAll = page.querySelectorAll = () => row.held
  const button = (textContent, dataset = {}) => {
    const one = /** @type {any} */ ({ tagName: "BUTTON", textContent, dataset, parentElement: row })
    return Object.assign(one, {
      isOff: false,
      getAttribute: () => null,
      getRootNode: () => page,
      closest: () => one,
      matches: () => one.isOff,
      focus: () => {
        page.activeElement = one
      },
    })
  }
  /** Draw the row anew; what had the focus is gone, unless it is drawn again. */
  const draw = (...all) => {
    for (const one of row.held) one.isConnected = false
    row.held = all
    for (const one of all) one.isConnected = true
    if (!all.includes(page.activeElement)) page.activeElement = page.body
  }
  draw(...buttons.map(words => button(...[words].flat())))
  return { page, row, button, draw }
}

/** The scene of a window whose keys are pressed and whose clock is moved by hand. */
const pressed = (t, ...buttons) => {
  t.mock.timers.enable({ apis: ["setInterval"] })
  const found = scene(...buttons),
    heard = {}
  const where = /** @type {any} */ ({
    document: found.page,
    addEventListener: (name, listener) => {
      heard[name] = listener
    },
  })
  keepFocus(where)
  const key = name => heard.keydown({ key: name, composedPath: () => [found.page.activeElement] })
  const [first] = found.row.held
  first.focus()
  key("Enter")
  const wait = () => t.mock.timers.tick(200)
  return { ...found, first, key, wait, point: () => heard.pointerdown() }
}

test("a button that is off for a moment has the focus again", t => {
  const { page, first, wait } = pressed(t, "trace (.npz)", "trace (.csv)")
  first.isOff = true
  page.activeElement = page.body
  wait()
  assert.equal(page.activeElement, page.body)
  first.isOff = false
  wait()
  assert.equal(page.activeElement, first)
})

test("a button that is drawn anew has the focus, also where it comes late", t => {
  const { page, button, draw, wait } = pressed(t, "Ending 2", "Ending 3")
  draw()
  wait()
  const again = button("Ending 2")
  draw(button("Ending 1"), again)
  wait()
  assert.equal(page.activeElement, again)
})

test("who has gone on by Tab, or points, is left where they are", t => {
  for (const leave of [({ key }) => key("Tab"), ({ point }) => point()]) {
    const found = pressed(t, "Clear")
    found.page.activeElement = found.page.body
    leave(found)
    found.wait()
    assert.equal(found.page.activeElement, found.page.body)
    t.mock.timers.reset()
  }
})

test("what another part of the page has given the focus keeps it", t => {
  const { page, row, first, wait } = pressed(t, "Check", "Next")
  row.held[1].focus()
  wait()
  page.activeElement = page.body
  wait()
  assert.notEqual(page.activeElement, first)
})

test("in place of a button stands what says the same, nearest to it, else what has its data", () => {
  const { row, button, draw } = scene("Der 1 %", ["compare", { do: "spell" }], "Der 1 %")
  const [, compare, last] = row.held,
    ofLast = placeOf(last),
    ofCompare = placeOf(compare)
  const all = [button("Der 1 %"), button("Ein"), button("Der 1 %"), button("out", { do: "spell" })]
  draw(...all)
  assert.equal(nowAt(ofLast), all[2])
  assert.equal(nowAt(ofCompare), all[3])
})

test("a button with other words is the same one where as many stand there as before", () => {
  const { row, button, draw } = scene("keep this word", "said against aids")
  const place = placeOf(row.held[0]),
    stop = button("stop comparing")
  draw(stop, button("said against aids"))
  assert.equal(nowAt(place), stop)
  draw(button("said against aids"))
  assert.equal(nowAt(place), null)
})
