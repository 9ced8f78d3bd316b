// A link to another page that is pressed just after typing waits until what was typed is sent.

import assert from "node:assert/strict"
import { test } from "node:test"
import { sendTypedFirst } from "../../seqdemo/web/shared/typed_first.js"

/** A page with a field and a link; its clock is moved by hand. */
const scene = t => {
  t.mock.timers.enable({ apis: ["setTimeout"] })
  const clock = { now: 1000 },
    heard = {},
    found = { gone: 0 }
  t.mock.method(performance, "now", () => clock.now)
  sendTypedFirst(
    /** @type {any} */ ({
      addEventListener: (name, listener) => {
        heard[name] = listener
      },
      setTimeout: (does, wait) => setTimeout(does, wait),
    }),
  )
  const link = { click: () => press() }
  /** Press the link: it is gone to unless somebody has taken the press away. */
  const press = (more = {}) => {
    let taken = 0
    const take = () => taken++
    const event = { target: { closest: () => link }, ...more }
    heard.click({ ...event, preventDefault: take, stopImmediatePropagation: take })
    if (!taken) found.gone++
  }
  const pass = ms => {
    clock.now += ms
    t.mock.timers.tick(ms)
  }
  const leave = (isField = true) =>
    heard.focusout({ composedPath: () => [{ matches: () => isField }] })
  return { found, press, pass, leave }
}

test("a press just after a field was left leads on once what was typed is sent, and once", t => {
  const { found, press, pass, leave } = scene(t)
  leave()
  pass(20)
  press()
  assert.equal(found.gone, 0)
  pass(100)
  assert.equal(found.gone, 0)
  pass(200)
  assert.equal(found.gone, 1)
})

test("a press leads on at once where nothing was left just now, or it opens another window", t => {
  const { found, press, pass, leave } = scene(t)
  press()
  leave(false)
  press()
  assert.equal(found.gone, 2)
  leave()
  press({ ctrlKey: true })
  pass(160)
  press()
  assert.equal(found.gone, 4)
})
