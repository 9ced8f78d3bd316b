// When a visitor rests: after a while, or once something else on the page is pressed.

import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { makeRest } from "../../seqdemo/web/shared/rest.js"

const scene = () => {
  const told = [],
    root = new EventTarget(),
    page = new EventTarget()
  const on = (target, type, listener) => target.addEventListener(type, listener)
  const rest = makeRest(() => told.push("rests"), root, on, page)
  const press = where =>
    page.dispatchEvent(Object.assign(new Event("pointerdown"), { composedPath: () => [where] }))
  return { told, rest, root, page, press }
}

test("who looks at a picture rests a while after the last they did", () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { told, rest, root, press } = scene()
  rest.after(350)
  mock.timers.tick(300)
  press(root)
  rest.after(350)
  mock.timers.tick(300)
  assert.deepEqual(told, [])
  mock.timers.tick(50)
  assert.deepEqual(told, ["rests"])
  mock.timers.reset()
})

test("who presses something else is heard at once, and no more of it later", () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { told, rest, page, press } = scene()
  press(page)
  assert.deepEqual(told, [])
  rest.after(350)
  press(page)
  press(page)
  mock.timers.tick(1000)
  assert.deepEqual(told, ["rests"])
  mock.timers.reset()
})
